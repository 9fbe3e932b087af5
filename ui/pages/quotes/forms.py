"""Small forms that open under the round: another quote, a refusal, more time. One at a time."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.words import say
from ui.context import Context
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, row

Problems = list[tuple[str, QWidget]]


def problems_of(checks: Sequence[tuple[FormRow, str]]) -> Problems:
    """Show each sentence at its row, empty for none, and list those that are not."""
    found: Problems = []
    for form_row, sentence in checks:
        form_row.set_problem(sentence)
        if sentence:
            found.append((sentence, form_row.field.target()))
    return found


class AddForm(QFrame):
    """A quote that came without being asked for: only its provider's name to begin with."""

    added = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.provider = TextField(chars=36)
        self._row = FormRow(
            say("Who is the quote from?"),
            self.provider,
            help=say("For a quote that came by itself, or by another way."),
        )
        self.go = Button(say("Go on to the quote"), "secondary")
        close = Button(say("Close"), "quiet")
        self.go.clicked.connect(self._go)
        self.provider.entered.connect(self._go)
        close.clicked.connect(self.closed)
        self.setLayout(column(Card(column(self._row, 14, row(self.go, close, STRETCH)), padding=18)))

    def _go(self) -> None:
        name = self.provider.value()
        problems = problems_of(((self._row, "" if name else say("Enter the name of the provider")),))
        if problems:
            self.provider.setFocus()
        else:
            self.added.emit(name)


class DeclineForm(QFrame):
    """That a provider will not quote, in its own words where it gave any."""

    confirmed = Signal(str)
    closed = Signal()

    def __init__(self, provider: str) -> None:
        super().__init__()
        self.reason = TextField()
        form_row = FormRow(
            say("Why does {provider} not quote?", provider=provider), self.reason, optional=True,
            help=say("In its own words, like “too busy until March”."),
        )  # fmt: skip
        go = Button(say("Record that it declined"), "secondary")
        close = Button(say("Close"), "quiet")
        go.clicked.connect(self._go)
        self.reason.entered.connect(self._go)
        close.clicked.connect(self.closed)
        self.setLayout(column(Card(column(form_row, 14, row(go, close, STRETCH)), padding=18)))

    def _go(self) -> None:
        self.confirmed.emit(self.reason.value())


class MoreTimeForm(QFrame):
    """Another last day for everybody that was asked."""

    confirmed = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, until: date | None) -> None:
        super().__init__()
        self.until = DateField(context.today, context.formats)
        self._before = until
        self._row = FormRow(
            say("New last day for everybody"), self.until, help=say("It can be moved twice at most.")
        )
        go = Button(say("Give everybody more time"), "secondary")
        close = Button(say("Close"), "quiet")
        go.clicked.connect(self._go)
        close.clicked.connect(self.closed)
        self.setLayout(column(Card(column(self._row, 14, row(go, close, STRETCH)), padding=18)))

    def _go(self) -> None:
        day = self.until.value()
        fault = self.until.problem() or ("" if day else say("Enter a day, like 30 11 2026"))
        if day is not None and self._before is not None and day <= self._before:
            fault = say("The new last day must be later than the one everybody was told")
        if not problems_of(((self._row, fault),)):
            self.confirmed.emit(day)


Small = AddForm | DeclineForm | MoreTimeForm


class FormPlace(QFrame):
    """Where the small forms open; Close takes them away and nothing has happened."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._place = column()
        self.setLayout(self._place)
        self.hide()

    def open(self, form: Small, first: QWidget) -> None:
        """Show `form` instead of any other, with the focus on `first`."""
        clear(self._place)
        form.closed.connect(self.close_form)
        self._place.addWidget(form)
        self._place.addSpacing(14)
        self.show()
        form.show()
        first.setFocus()
        self.opened.emit(form)

    def close_form(self) -> None:
        """Take the form away."""
        clear(self._place)
        self.hide()
