"""The one line that says, wherever a provider is shown, that something ends before the work does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.queries.lapses import Lapsing
from app.words import say
from ui.widgets.layouts import clear, column, row
from ui.widgets.text import Icon, Label

ICON = "calendar-days"
INKS = {"warn": "warn_text", "danger": "danger_text"}


class LapseLine(QFrame):
    """A marked sentence in the tone of a warning; hidden while there is nothing to say.

    In `short` it keeps the first date, and the sentence is its tooltip.
    """

    def __init__(
        self, lapsing: Lapsing | None = None, *, short: bool = False, role: str = "dense_medium"
    ) -> None:
        super().__init__()
        self._short, self._role = short, role
        self._place = column()
        self.words = ""
        self.setLayout(self._place)
        self.show_lapsing(lapsing)

    def show_lapsing(self, lapsing: Lapsing | None) -> None:
        """Say what ends, or nothing."""
        clear(self._place)
        self.words = lapsing.words if lapsing is not None else ""
        if lapsing is None or self.parentWidget() is not None:  # shown without a parent, it would be a window
            self.setVisible(lapsing is not None)
        if lapsing is None:
            return
        ink = INKS[lapsing.tone]
        label = Label(lapsing.short if self._short else lapsing.words, self._role, ink, wrap=True)
        label.setAccessibleName(say("Renewal due: {words}", words=lapsing.words))
        if self._short:
            label.setToolTip(lapsing.words)
        mark = (Icon(ICON, ink, 16), Qt.AlignmentFlag.AlignTop)
        self._place.addLayout(row(mark, (label, 1), gap=9, margins=(0, 1, 0, 1)))
