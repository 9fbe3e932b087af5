"""Asks on the page itself, not in a box over it, before something is done for a stated reason."""

from PySide6.QtCore import Signal

from app.words import say
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Label, Prose, breakable


class ReasonCard(Card):
    """Asks for a reason and, where the act binds, for the person's typed full name."""

    confirmed = Signal(str, str)
    """Reason and typed name, when the act was pressed."""

    left = Signal()

    def __init__(self, title: str, words: str, act: str, *, binds: bool = False) -> None:
        self.reason = TextField()
        self.name = TextField(chars=30)
        self._act = Button(act, "danger" if binds else "primary", dense=True)
        leave = Button(say("Leave it as it is"), dense=True)
        self._binds = binds
        self._why = FormRow(say("Why?"), self.reason)
        self._named = FormRow(
            say("Your full name"), self.name, help=say("Typing it records that this is your decision.")
        )
        parts = column(
            Label(breakable(title), "sub15", wrap=True),
            4,
            Prose(words, "dense"),
            12,
            self._why,
            12,
            *((self._named, 12) if binds else ()),
            row(self._act, leave, STRETCH, gap=8),
        )
        super().__init__(parts)
        self._act.clicked.connect(self._confirm)
        self.reason.entered.connect(self.name.setFocus if binds else self._confirm)
        self.name.entered.connect(self._confirm)
        leave.clicked.connect(self.left)

    def _confirm(self) -> None:
        reason, name = self.reason.value(), self.name.value()
        self._why.set_problem("" if reason else say("Enter the reason"))
        self._named.set_problem("" if name or not self._binds else say("Type your full name"))
        if not reason:
            self.reason.setFocus()
        elif self._binds and not name:
            self.name.setFocus()
        else:
            self.confirmed.emit(reason, name)
