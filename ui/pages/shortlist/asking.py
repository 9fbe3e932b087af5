"""Ask for quotes: to whom, until when, what is left out, and that the owner agrees. It binds."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.lens import Lens
from app.queries.quote_asking import Asking
from app.words import say, say_count
from ui.context import Context
from ui.pages.shortlist.standing import Standing
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.owner_name import OwnerName
from ui.widgets.points import point
from ui.widgets.request_terms import RequestTerms
from ui.widgets.states import ErrorSummary
from ui.widgets.text import Heading, Label

USUAL_TIME = timedelta(days=14)
"""How long providers are given where nobody says otherwise."""


class AskPanel(QFrame):
    """Stands in for a message box before what can't be taken back: names, last day, and what is left out."""

    asked = Signal(object, str)
    """What everybody is told (`Told`), and the name under which the owner agrees."""
    left = Signal()

    def __init__(
        self, context: Context, names: Sequence[str], asking: Asking, *, owner_is_here: bool
    ) -> None:
        super().__init__()
        self._context = context
        self._names = tuple(names)
        self._owner_is_here = owner_is_here
        self.summary = ErrorSummary()
        self.terms = RequestTerms(context.today, context.formats, asking.reply_to)
        self.until = self.terms.until
        self.until.set_value(context.today() + USUAL_TIME)
        self._name = OwnerName()
        self.typed = self._name.typed
        count = len(names)
        words = say("I agree, ask them now") if owner_is_here else say("Ask them now")
        self.go = Button(words, "primary")
        self.go.clicked.connect(self._go)
        back = Button(say("Back to the list"), "quiet")
        back.clicked.connect(self.left)
        title = say_count("Ask {count} provider for a quote?", "Ask {count} providers for a quote?", count)
        gets = say(
            "Each of them gets version {version} of the brief: {names}.",
            version=asking.brief_version,
            names=", ".join(names),
        )
        parts = column(
            Heading(title, "sub"), 8, Label(gets, "body", "text2", wrap=True), 8,
            point("check", asking.budget),
            point("check", say("The program sends nothing. The packs come next, on the page Quotes.")),
            point("check", say("After that it can’t be undone. You can close the round and ask again.")),
            14, self.summary, self.terms, 14, self._name, 16, row(self.go, back, STRETCH, gap=8),
        )  # fmt: skip
        self.setLayout(column(Card(parts, kind="chosen", padding=20)))
        self._name.show_owner(asking.owner_name, context.person, Lens.OWNER if owner_is_here else Lens.BROKER)

    def fits(self, standing: Standing) -> bool:
        """Whether it still says what would happen: the same names, ready to be asked, by the same person."""
        names = tuple(card.name for card in standing.view.cards if card.ticked)
        return standing.ready and names == self._names and standing.broker != self._owner_is_here

    def target(self) -> QWidget:
        """Where the focus goes."""
        return self.until.target()

    def _go(self) -> None:
        problems = self.terms.problems()
        if fault := self._name.show_fault():
            problems.append((fault, self.typed.target()))
        self.summary.show_problems(problems)
        if not problems:
            self.asked.emit(self.terms.value(), self._name.name())
