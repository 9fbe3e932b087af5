"""Try other weights: see at once what the order would be. Nothing is kept until the owner agrees to it."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.analysis.look_alikes import same_text
from app.queries.shortlist_rows import OrderRow, WeightRow
from app.queries.weight_trials import Trial
from app.words import say
from ui.pages.why_provider.weights import Sliders, Words
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.cards import Line
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.text import Heading, Label

SHOWN = 5
"""Places of the order that are shown; the one looked at is always among them."""


class TryPanel(QFrame):
    """`used` carries the owner's six words, by factor, that are to become the answer of the brief."""

    used = Signal(dict)

    WAIT_MS = 150

    def __init__(
        self,
        weights: Sequence[WeightRow],
        levels: Sequence[tuple[str, str]],
        tried: Callable[[Mapping[str, Decimal] | Mapping[str, str]], Trial],
        *,
        owner: str,
        broker: bool,
        blocked: str,
        seen: object,
    ) -> None:
        """`tried` reads what follows from weights or words; `seen` is the candidate that is looked at."""
        super().__init__()
        self._tried = tried
        self._owner = owner or say("the owner")
        self._typed_name = owner
        self._broker = broker
        self._blocked = blocked
        self._seen = seen
        self._said = {each.factor: each.importance for each in weights}
        self._trial: Trial | None = None
        self.field: Sliders | Words = Sliders(weights) if broker else Words(weights, levels)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self.WAIT_MS)
        self._timer.timeout.connect(self.show_order)
        self.field.changed.connect(self._timer.start)
        self._order = column(gap=5)
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
                self.field,
                12,
                Line(),
                10,
                Heading(say("Order with these weights"), "dense_strong"),
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
        if isinstance(self.field, Sliders):
            return next(iter(self.field.lines.values())).slider
        return next(iter(self.field.choices.values())).target()

    def show_order(self) -> None:
        """Read what follows, and say it."""
        field = self.field
        self._trial = self._tried(field.weights() if isinstance(field, Sliders) else field.levels())
        order = self._trial.order
        clear(self._order)
        shown = [each for at, each in enumerate(order) if at < SHOWN or each.candidate_id == self._seen]
        for each in shown:
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
        equal = say("Within 3 points counts as equal.")
        if not self._broker or not self.field.moved():
            return equal
        words = "; ".join(
            say("{factor}: {word}", factor=each.name, word=each.word)
            for each in trial.words
            if each.word != self._said.get(each.factor)
        )
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
