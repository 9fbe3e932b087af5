"""Move a provider up or down the list, with the reason; the match stays what it was."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.words import say
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import Choice, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Label, Prose, breakable

SHORTEST = 10
"""Characters of the shortest reason that tells anything, as the verb has it."""


class MoveForm(QFrame):
    """Where it is to stand, and why. `kept` carries the place (1 is the top) and the reason."""

    kept = Signal(int, str)
    left = Signal()

    def __init__(self, name: str, others: Sequence[str]) -> None:
        """`others` are the names on the list in their order, without this one."""
        super().__init__()
        places = [("1", say("At the top"))]
        places += [(str(at), say("After {name}", name=other)) for at, other in enumerate(others, start=2)]
        self.where = Choice(places, name=say("Where in the list"))
        self.reason = TextField(longest=400)
        self._where = FormRow(say("Where?"), self.where)
        self._why = FormRow(say("Why?"), self.reason, help=say("The owner reads this beside the provider."))
        keep = Button(say("Move it"), "primary", dense=True)
        keep.clicked.connect(self._keep)
        self.reason.entered.connect(self._keep)
        leave = Button(say("Leave it as it is"), dense=True)
        leave.clicked.connect(self.left)
        told = say("Only the order shown changes. Its match, and everybody else’s, stay what they are.")
        parts = column(
            Label(breakable(say("Where is {provider} to stand?", provider=name)), "sub15", wrap=True), 4,
            Prose(told, "dense"), 12, self._where, 12, self._why, 12, row(keep, leave, STRETCH, gap=8),
        )  # fmt: skip
        self.setLayout(column(Card(parts)))

    def _keep(self) -> None:
        reason = self.reason.value()
        short = len(reason.strip()) < SHORTEST
        self._why.set_problem(say("Write the reason in a few words") if short else "")
        if short:
            self.reason.target().setFocus()
        else:
            self.kept.emit(int(self.where.value() or "1"), reason)
