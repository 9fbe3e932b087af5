"""A panel beside the page for help, reasons and details; over the page where the window is narrow."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from app.words import say
from ui.theme.current import theme
from ui.widgets.buttons import IconButton
from ui.widgets.cards import Scroll
from ui.widgets.layouts import Margins, column, framed, row
from ui.widgets.text import Heading


class SidePanel(QFrame):
    """A titled panel `width` wide. `closed` is emitted by its cross and by Esc."""

    closed = Signal()

    def __init__(
        self,
        title: str,
        content: QWidget | QLayout,
        *,
        width: int = 300,
        closable: bool = True,
        padding: Margins = (20, 14, 16, 16),
    ) -> None:
        super().__init__()
        self.setObjectName("side")
        self._width = width
        self.heading = Heading(title, "sub15")
        close = IconButton("x", say("Close this panel"), side=28) if closable else None
        if close:
            close.clicked.connect(self.closed)
        inner = content if isinstance(content, QWidget) else framed(content)
        top = row((self.heading, 1), close, gap=8)
        self.setLayout(column(top, 10, (Scroll(inner), 1), margins=padding))
        self.setAccessibleName(title)
        self.restyle()

    def restyle(self) -> None:
        """Take the width again."""
        self.setFixedWidth(theme().px(self._width))

    def set_over(self, over: bool) -> None:
        """Lie over the page as a sheet, or stand beside it."""
        self.setObjectName("sheet" if over else "side")
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
