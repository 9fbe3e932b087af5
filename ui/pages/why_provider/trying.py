"""Try other weights: see at once what the order would be. Nothing is kept until the owner agrees to it."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.analysis.look_alikes import same_text
from app.queries.shortlist_rows import OrderRow, WeightRow
from app.queries.weight_trials import Board, Trial, trial, weights_of
from app.words import say
from app.words.formats import Formats
from ui.pages.why_provider.stating import Ordering, Swings
from ui.pages.why_provider.weights import Sliders, Words
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.cards import Line
from ui.widgets.chips import Tag
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.navigation import Tabs
from ui.widgets.text import Heading, Label

SLIDERS, ORDER, SWINGS = "sliders", "order", "swings"
"""The broker's ways to state weights."""


class TryPanel(QFrame):
    """`used` carries the owner's six words, by factor, that are to become the answer of the brief."""

    used = Signal(dict)

    WAIT_MS = 150

    def __init__(
        self,
        weights: Sequence[WeightRow],
        levels: Sequence[tuple[str, str]],
        board: Board,
        *,
        owner: str,
        broker: bool,
        blocked: str,
        seen: object,
        formats: Formats,
        ranges: Mapping[str, tuple[str, str]],
    ) -> None:
        """`seen` is the candidate that is looked at; `ranges` the worst and best of each factor, in words."""
        super().__init__()
        self._board = board
        self._weights = tuple(weights)
        self._formats = formats
        self._ranges = ranges
        self._owner = owner or say("the owner")
        self._typed_name = owner
        self._broker = broker
        self._blocked = blocked
        self._seen = seen
        self._said = {each.factor: each.importance for each in weights}
        self._trial: Trial | None = None
        self.ways = Tabs(
            ((SLIDERS, say("Weights")), (ORDER, say("Order")), (SWINGS, say("Steps"))),
            name=say("How to say what matters"),
        )
        self.ways.chosen.connect(self._way)
        if not broker:
            self.ways.hide()
        self._field_place = column()
        self.field: Sliders | Words | Ordering | Swings = (
            Sliders(weights) if broker else Words(weights, levels)
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self.WAIT_MS)
        self._timer.timeout.connect(self.show_order)
        self._put_field()
        self._order = column(gap=5)
        self._equal = Tag(say("about equal"), "neutral")
        self._note = Label("", "caption", "text3", wrap=True)
        self.typed = TextField(chars=20)
        self._name_row = FormRow(
            say("Full name of {owner}", owner=self._owner), self.typed,
            help=say("{owner} types this: these are their words.", owner=self._owner),
        )  # fmt: skip
        self._name_row.hide()
        self.use = Button(say("Use these weights"), dense=True)
        self.use.clicked.connect(self._use)
        self.back = Button("", "quiet", dense=True, wrap=True)
        self.back.clicked.connect(self._back)
        self._build()
        self.show_order()

    def _build(self) -> None:
        back = say("Back to {owner}’s", owner=self._owner.split()[0]) if self._broker else say("Back to mine")
        self.back.set_words(back)
        told = (
            say("A sketch. The choices of {owner} stay as they are until they agree.", owner=self._owner)
            if self._broker
            else say("A sketch. Nothing changes until you use it.")
        )
        acts = FlowLayout(6)
        acts.addWidget(self.use)
        acts.addWidget(self.back)
        self.typed.entered.connect(self._use)
        self.setLayout(
            column(
                Label(told, "dense", "text2", wrap=True),
                10,
                self.ways,
                8,
                framed(self._field_place),
                12,
                Line(),
                10,
                row((Heading(say("Order with these weights"), "dense_strong"), 1), self._equal, gap=8),
                8,
                framed(self._order),
                8,
                self._note,
                12,
                self._name_row,
                10,
                framed(acts),
                STRETCH,
            )
        )

    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.field.first()

    def _way(self, way: str) -> None:
        """State the same six weights in another way, from where they stand."""
        made: dict[str, Callable[[], Sliders | Ordering | Swings]] = {
            SLIDERS: lambda: Sliders(self._weights),
            ORDER: lambda: Ordering(self._weights, self._formats),
            SWINGS: lambda: Swings(self._weights, self._ranges),
        }
        self.field = made[way]()
        self._put_field()
        self.show_order()

    def _put_field(self) -> None:
        clear(self._field_place)
        self.field.changed.connect(self._timer.start)
        self._field_place.addWidget(self.field)

    def _stated(self) -> Mapping[str, Decimal]:
        field = self.field
        return weights_of(self._board, field.levels()) if isinstance(field, Words) else field.weights()

    def show_order(self) -> None:
        """Read what follows, and say it."""
        field = self.field
        self._trial = trial(self._board, self._stated(), seen=self._seen)
        order = self._trial.order
        clear(self._order)
        self._equal.setVisible(len(order) > 1 and order[0].place == order[1].place)
        for each in order:
            self._order.addWidget(_place(each, chosen=each.candidate_id == self._seen))
        self._note.setText(self._note_words(self._trial))
        moved = field.moved()
        self.use.setVisible(not self._blocked)
        self.use.setEnabled(moved and any(each.word != self._said[each.factor] for each in self._trial.words))
        self.back.setEnabled(moved)
        if not moved:
            self._name_row.hide()
        if order:
            announce(self, say("First: {name}, {points}", name=order[0].name, points=order[0].shown))

    def _note_words(self, trial: Trial) -> str:
        if self._blocked:
            return self._blocked
        equal = " ".join(filter(None, (say("Within 3 points counts as equal."), self._board.cut)))
        if not self._broker or not self.field.moved():
            return equal
        words = "; ".join(
            say("{factor}: {word}", factor=each.name, word=each.word)
            for each in trial.words
            if each.word != self._said.get(each.factor)
        )
        equal = " ".join(filter(None, (equal, self._turning())))
        if not words:
            return say(
                "{equal} {owner} chooses in words, and theirs are the nearest to this already.",
                equal=equal,
                owner=self._owner,
            )
        first = trial.worded_order[0].name if trial.worded_order else ""
        return say(
            "{equal} {owner} chooses in words. Nearest to this are: {words}. Then {name} comes first.",
            equal=equal, owner=self._owner, words=words, name=first,
        )  # fmt: skip

    def _turning(self) -> str:
        """At which weight of what was moved last another one takes the lead."""
        if not isinstance(self.field, Sliders):
            return ""
        found = self.field.turning(self._leads)
        if found is None:
            return ""
        factor, share, name = found
        return say(
            "At {share} for “{factor}”, {name} leads.",
            share=self._formats.percent(Decimal(share) / 100),
            factor=factor,
            name=name,
        )

    def _leads(self, weights: Mapping[str, Decimal]) -> str:
        order = self._board.order(weights)
        return self._board.names[uuid.UUID(str(order[0].name))] if order else ""

    def _back(self) -> None:
        self.field.reset()
        self._timer.stop()
        self.show_order()
        self.first().setFocus()

    def _use(self) -> None:
        """The owner's own choice at once; from the broker's hand only with the owner's name."""
        if self._timer.isActive():
            self._timer.stop()
            self.show_order()
        if isinstance(self.field, Words):
            self.used.emit(dict(self.field.levels()))
            return
        if self._name_row.isHidden():
            self._name_row.show()
            self.typed.target().setFocus()
            return
        fault = ""
        if not self.typed.value():
            fault = say("Ask the owner to type their full name")
        elif self._typed_name and same_text(self.typed.value()) != same_text(self._typed_name):
            fault = say(
                "That is not the owner’s name as it stands in the project: {owner}", owner=self._typed_name
            )
        self._name_row.set_problem(fault)
        if fault:
            self.typed.target().setFocus()
        elif self._trial is not None:
            self.used.emit({each.factor: each.level for each in self._trial.words})


def _place(each: OrderRow, *, chosen: bool) -> QFrame:
    name = Label(each.name, "dense_strong" if chosen else "dense", wrap=True)
    before = Label(say("was {number}", number=each.before), "caption", "text3", wrap=False)
    before.setVisible(each.before != each.shown)
    points = Label(str(each.shown), "dense_strong", tabular=True)
    line = framed(
        row(Label(str(each.place), "dense", "text3", tabular=True), (name, 1), before, points, gap=8)
    )
    line.setAccessibleName(
        say("Place {place}: {name}, {points}", place=each.place, name=each.name, points=each.shown)
    )
    return line
