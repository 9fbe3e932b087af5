"""Small forms that open inside a section, one at a time; Close takes them away and nothing has happened."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from app.words import say
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import Choice
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, row

LETTERS = 44
"""Letters of an option that are always in sight; the list that opens shows it whole."""


def roomy(choice: Choice) -> Choice:
    """Let a choice among long sentences be narrower than the longest of them."""
    choice.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.combo.setMinimumContentsLength(LETTERS)
    return choice


class SmallForm(QFrame):
    """Rows to fill in and one button to keep them; the verb says what is missing."""

    kept = Signal()
    closed = Signal()

    def __init__(self, rows: Sequence[FormRow | QWidget], keep: str) -> None:
        super().__init__()
        go = Button(keep, dense=True)
        close = Button(say("Close"), "quiet", dense=True)
        go.clicked.connect(self.kept)
        close.clicked.connect(self.closed)
        inner = column(gap=12)
        for each in rows:
            inner.addWidget(each)
        inner.addLayout(row(go, close, STRETCH))
        self.setLayout(column(Card(inner, kind="well", padding=14), margins=(0, 0, 0, 10)))


class SmallForms(QFrame):
    """Where a small form opens; `opened` lets the page put its controls in order and in sight."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._place = column()
        self._opened_by: QWidget | None = None
        self.setLayout(self._place)
        self.hide()

    def open(self, form: SmallForm, first: QWidget) -> None:
        """Show `form` instead of any other, with the focus on `first`."""
        self._opened_by = self.window().focusWidget()
        clear(self._place)
        form.closed.connect(self.close_form)
        self._place.addWidget(form)
        self.show()
        form.show()
        self.opened.emit(form)
        QTimer.singleShot(0, first, first.setFocus)

    def close_form(self) -> None:
        """Take the form away, and give the focus back to where it was opened."""
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        clear(self._place)
        self.hide()
        if had_focus and self._opened_by is not None and self._opened_by.isVisible():
            self._opened_by.setFocus()
