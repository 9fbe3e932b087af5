"""Ask for quotes: to whom, until when, what is left out, and that the owner agrees. It binds."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.lens import Lens
from app.words import say, say_count
from ui.context import Context
from ui.pages.shortlist.standing import Standing
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import DateField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.owner_name import OwnerName
from ui.widgets.points import point
from ui.widgets.states import ErrorSummary
from ui.widgets.text import Heading, Label

USUAL_TIME = timedelta(days=14)
"""How long providers are given where nobody says otherwise."""


class AskPanel(QFrame):
    """Stands in for a message box before what can't be taken back: names, last day, and what is left out."""

    asked = Signal(object, str)
    """The last day for quotes, and the name under which the owner agrees."""
    left = Signal()

    def __init__(
        self, context: Context, names: Sequence[str], version: int, *, owner: str, owner_is_here: bool
    ) -> None:
        super().__init__()
        self._context = context
        self._names = tuple(names)
        self._owner_is_here = owner_is_here
        self.summary = ErrorSummary()
        self.until = DateField(context.today, context.formats)
        self.until.set_value(context.today() + USUAL_TIME)
        self._until_row = FormRow(
            say("Quotes by"),
            self.until,
            help=say("Everybody gets the same last day. Like “fri” or “in 2 weeks”"),
        )
        self._name = OwnerName()
        self.typed = self._name.typed
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
            14, self.summary, self._until_row, 14, self._name, 16, row(self.go, back, STRETCH, gap=8),
        )  # fmt: skip
        self.setLayout(column(Card(parts, kind="chosen", padding=20)))
        self._name.show_owner(owner, context.person, Lens.OWNER if owner_is_here else Lens.BROKER)

    def fits(self, standing: Standing) -> bool:
        """Whether it still says what would happen: the same names, ready to be asked, by the same person."""
        names = tuple(card.name for card in standing.view.cards if card.ticked)
        return standing.ready and names == self._names and standing.broker != self._owner_is_here

    def target(self) -> QWidget:
        """Where the focus goes."""
        return self.until.target()

    def _go(self) -> None:
        until = self.until.value()
        late = self.until.problem() or (
            "" if until else say("Enter the last day for quotes, like 30 11 2026")
        )
        if until is not None and until < self._context.today():
            late = say("The last day for quotes must be today or later")
        self._until_row.set_problem(late)
        faults = ((late, self.until), (self._name.show_fault(), self.typed))
        problems = [(fault, field.target()) for fault, field in faults if fault]
        self.summary.show_problems(problems)
        if not problems and isinstance(until, date):
            self.asked.emit(until, self._name.name())
