"""Put a provider on the list by hand, with the reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.words import say
from ui.context import Context
from ui.pages.shortlist.picker import ProviderPicker
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, row
from ui.widgets.states import ErrorSummary
from ui.widgets.text import Heading, Prose


class ByHandForm(QFrame):
    """Which provider, and why although the ranking did not bring it up."""

    added = Signal(object, str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.picker = ProviderPicker(context)
        self.reason = TextField(longest=400)
        self.summary = ErrorSummary()
        self._which = FormRow(say("Which provider?"), self.picker)
        self._why = FormRow(say("Why?"), self.reason, help=say("The owner reads this beside the provider."))
        add = Button(say("Put it on the list"), "primary", dense=True)
        add.clicked.connect(self._add)
        self.reason.entered.connect(self._add)
        leave = Button(say("Leave the list as it is"), "quiet", dense=True)
        leave.clicked.connect(self.left)
        told = Prose(
            say("It is judged by the same rules as all the others, and stands at the end of the list."),
            "dense",
        )
        parts = column(
            Heading(say("Add a provider by hand"), "sub15"), 4, told, 10, self.summary, self._which, 12,
            self._why, 14, row(add, leave, STRETCH, gap=8),
        )  # fmt: skip
        self.setLayout(column(Card(parts, padding=18)))

    def _add(self) -> None:
        key, reason = self.picker.value(), self.reason.value()
        problems: list[tuple[str, QWidget]] = []
        for line, fault in (
            (self._which, "" if key else say("Choose a provider")),
            (self._why, "" if len(reason) >= 10 else say("Write the reason in a few words")),
        ):
            line.set_problem(fault)
            if fault:
                problems.append((fault, line.field.target()))
        self.summary.show_problems(problems)
        if not problems:
            self.added.emit(key, reason)


class ByHandPlace(QFrame):
    """Where the form opens; `added` carries provider and reason, and `closed` gives the focus back."""

    added = Signal(object, str)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._place = column()
        self.setLayout(self._place)

    def open(self) -> None:
        """Open the form, empty."""
        clear(self._place)
        form = ByHandForm(self._context)
        form.left.connect(self.close_form)
        form.added.connect(self.added)
        self._place.addSpacing(10)
        self._place.addWidget(form)
        self._place.addSpacing(12)
        form.picker.search.setFocus()

    def close_form(self) -> None:
        """Put the form away."""
        clear(self._place)
        self.closed.emit()
