"""Ask for quotes: to whom, until when, what is left out, and that the owner agrees. It binds."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.analysis.look_alikes import same_text
from app.words import say, say_count
from ui.context import Context
from ui.pages.shortlist.standing import Standing
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.points import point
from ui.widgets.states import ErrorSummary
from ui.widgets.text import Heading, Label

USUAL_TIME = timedelta(days=14)
"""How long providers are given where nobody says otherwise."""


class AskPanel(QFrame):
    """Stands in for a message box before what can't be taken back: names, last day, and what is left out."""

    asked = Signal(object)
    """The last day for quotes."""
    left = Signal()

    def __init__(
        self, context: Context, names: Sequence[str], version: int, *, owner: str, owner_is_here: bool
    ) -> None:
        super().__init__()
        self._context = context
        self._names = tuple(names)
        self._owner = owner
        self._owner_is_here = owner_is_here
        self.summary = ErrorSummary()
        self.until = DateField(context.today, context.formats)
        self.until.set_value(context.today() + USUAL_TIME)
        self._until_row = FormRow(
            say("Quotes by"),
            self.until,
            help=say("Everybody gets the same last day. Like “fri” or “in 2 weeks”"),
        )
        self.typed = TextField(chars=30)
        named = owner or say("the owner")
        self._name_row = FormRow(
            say("Full name of {owner}", owner=named), self.typed,
            help=say("{owner} types this, not you: it records that they agree to the list and the text.", owner=named),
        )  # fmt: skip
        if owner_is_here:
            self._name_row.hide()
        count = len(names)
        words = say("I agree, record it as handed over") if owner_is_here else say("Record it as handed over")
        self.go = Button(words, "primary")
        self.go.clicked.connect(self._go)
        back = Button(say("Back to the list"), "quiet")
        back.clicked.connect(self.left)
        title = say_count("Ask {count} provider for a quote?", "Ask {count} providers for a quote?", count)
        gets = say(
            "Each of them gets version {version} of the brief: {names}.",
            version=version,
            names=", ".join(names),
        )
        parts = column(
            Heading(title, "sub"), 8, Label(gets, "body", "text2", wrap=True), 8,
            point("check", say("Left out: your budget range, and everything marked private.")),
            point("check", say("The program sends nothing. You hand the brief over, and this records that you did.")),
            point("check", say("After that it can’t be undone. You can close the round and ask again.")),
            14, self.summary, self._until_row, 14, self._name_row, 16, row(self.go, back, STRETCH, gap=8),
        )  # fmt: skip
        self.setLayout(column(Card(parts, kind="chosen", padding=20)))

    def fits(self, standing: Standing) -> bool:
        """Whether it still says what would happen: the same names, ready to be asked, by the same person."""
        names = tuple(card.name for card in standing.view.cards if card.ticked)
        return standing.ready and names == self._names and standing.broker != self._owner_is_here

    def target(self) -> QWidget:
        """Where the focus goes."""
        return self.until.target()

    def _go(self) -> None:
        until, typed = self.until.value(), self.typed.value()
        late = self.until.problem() or (
            "" if until else say("Enter the last day for quotes, like 30 11 2026")
        )
        if until is not None and until < self._context.today():
            late = say("The last day for quotes must be today or later")
        name = ""
        if not self._owner_is_here:
            name = self._fault_of(typed)
        problems: list[tuple[str, QWidget]] = []
        for line, fault in ((self._until_row, late), (self._name_row, name)):
            line.set_problem(fault)
            if fault:
                problems.append((fault, line.field.target()))
        self.summary.show_problems(problems)
        if not problems and isinstance(until, date):
            self.asked.emit(until)

    def _fault_of(self, typed: str) -> str:
        if not typed:
            return say("Ask the owner to type their full name")
        if self._owner and same_text(typed) != same_text(self._owner):
            return say("That is not the owner’s name as it stands in the project: {owner}", owner=self._owner)
        return ""
