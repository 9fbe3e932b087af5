"""Providers that the rules keep off the list, with their reasons; and what would bring one back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.queries.shortlist_rows import ExcludedRow, GateRow
from app.words import say, say_count
from ui.widgets.ask import ReasonCard
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.chips import Tag
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Label

FIRST = 5


class RuledOut(QFrame):
    """The list "Not suggested", closed at first. The broker may set a rule aside where that is allowed."""

    waived = Signal(object, str, str)
    """A candidate, a gate and the reason."""
    why = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ExcludedRow, ...] = ()
        self._open = False
        self._all = False
        self._can_write = False
        self._nearest = False
        self.switch = LinkButton("", trailing="chevron-down")
        self.switch.clicked.connect(self._toggle)
        self._note = Label("", "dense", "text3", wrap=True)
        self._counts = Label("", "dense", "text2", wrap=True)
        self._place = column()
        self._list = Card(framed(self._place), padding=(18, 6, 18, 8))
        self._list.hide()
        self.setLayout(column(row(self.switch, STRETCH), 2, self._note, 4, self._counts, 6, self._list))

    def show_rows(
        self,
        rows: Sequence[ExcludedRow],
        most_common: str,
        *,
        can_write: bool,
        reasons: Sequence[str] = (),
        nearest: bool = False,
    ) -> None:
        """Show `rows`; `most_common` says what keeps most of them off, `reasons` how many each rule does.

        `nearest`: there are more, and these come nearest to the list.
        """
        self._rows, self._can_write, self._nearest = tuple(rows), can_write, nearest
        self._counts.setText(" · ".join(reasons))
        self.setVisible(bool(rows))
        self._note.setText(most_common)
        self._note.setVisible(bool(most_common))
        self._show()

    def open(self) -> None:
        """Show the list."""
        self._open = True
        self._show()

    def _toggle(self) -> None:
        self._open = not self._open
        self._show()

    def _show(self) -> None:
        count = len(self._rows)
        words = (
            say_count("Not suggested: the {count} nearest", "Not suggested: the {count} nearest", count)
            if self._nearest
            else say_count("Not suggested ({count})", "Not suggested ({count})", count)
        )
        self.switch.set_words(words)
        self._counts.setVisible(self._open and bool(self._counts.text()))
        self.switch.set_icon("chevron-up" if self._open else "chevron-down")
        self._list.setVisible(self._open)
        clear(self._place)
        if not self._open:
            return
        shown = self._rows if self._all else self._rows[:FIRST]
        for at, each in enumerate(shown):
            if at:
                self._place.addWidget(Line())
            self._place.addWidget(self._row(each))
        rest = len(self._rows) - len(shown)
        if rest > 0:
            more = LinkButton(say_count("Show {count} more", "Show {count} more", rest))
            more.clicked.connect(self._show_all)
            self._place.addLayout(row(more, STRETCH))

    def _show_all(self) -> None:
        self._all = True
        self._show()

    def _row(self, each: ExcludedRow) -> QFrame:
        why = LinkButton(say("Details"))
        why.setAccessibleName(say("Details of {provider}", provider=each.name))
        why.clicked.connect(lambda: self.why.emit(each.candidate_id))
        near = Tag(say("Only one rule"), "info") if each.near_miss else None
        top = row((Label(each.name, "dense_medium", wrap=True), 1), near, why, gap=10)
        words = column(top, gap=3, margins=(0, 8, 0, 8))
        for reason in each.reasons:
            words.addWidget(Label(reason, "dense", "text2", wrap=True))
        if each.near_miss_words:
            words.addWidget(Label(each.near_miss_words, "caption", "text3", wrap=True))
        form = column()
        stopping = [gate for gate in each.gates if gate.stops]
        if self._can_write and all(gate.waivable for gate in stopping):
            for gate in stopping:
                link = LinkButton(say("Set “{rule}” aside in writing…", rule=gate.name), icon="pencil")
                link.setAccessibleName(
                    say("Set “{rule}” aside for {provider}", rule=gate.name, provider=each.name)
                )
                link.clicked.connect(lambda _=False, one=each, rule=gate, to=form: self._ask(one, rule, to))
                words.addLayout(row(link, STRETCH))
        words.addWidget(framed(form))
        return framed(words)

    def _ask(self, each: ExcludedRow, gate: GateRow, place: QVBoxLayout) -> None:
        title = say("Set “{rule}” aside for {provider}?", rule=gate.name, provider=each.name)
        words = say("The owner reads your reason with the shortlist and in the proposal.")
        card = ReasonCard(title, words, say("Set it aside"))
        card.confirmed.connect(lambda reason, _: self.waived.emit(each.candidate_id, gate.gate, reason))
        card.left.connect(self._show)
        place.addWidget(card)
        card.reason.target().setFocus()
