"""Details that stay folded until they are asked for: tables behind the sentence that most people came for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets.buttons import LinkButton
from ui.widgets.layouts import STRETCH, column, framed, row


class Fold(QFrame):
    """A link that shows and hides `inside`; `turned` says whether it is shown now."""

    turned = Signal(bool)

    def __init__(self, show: str, hide: str, inside: QWidget, *, margin: int = 0, gap: int = 8) -> None:
        """`show` and `hide` are what the link says; it stands `margin` from the edge, `inside` does not."""
        super().__init__()
        self._words = {False: hide, True: show}
        self.inside = inside
        self.link = LinkButton(show)
        self.link.clicked.connect(self._turn)
        head = framed(row(self.link, STRETCH, margins=(margin, 0, margin, 0)))
        self.setLayout(column(head, gap, inside))
        self.fold(True)

    def fold(self, folded: bool) -> None:
        """Hide what is inside, or show it."""
        self.inside.setHidden(folded)
        self.link.set_words(self._words[folded])
        self.link.set_icon("chevron-down" if folded else "chevron-up")

    def _turn(self) -> None:
        folded = not self.inside.isHidden()
        self.fold(folded)
        self.turned.emit(not folded)
