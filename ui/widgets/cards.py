"""Surfaces: cards, wells, hairlines and the plain scrolling column."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from ui.widgets.layouts import Margins, column


class Card(QFrame):
    """A framed surface. `kind`: plain, chosen, well, or a tone (accent, warn, danger, info, private, …)."""

    def __init__(self, content: QLayout | QWidget, *, kind: str = "plain", padding: Margins = 16) -> None:
        super().__init__()
        self.setProperty("card", kind)
        inner = column(content) if isinstance(content, QWidget) else content
        around = (padding,) * 4 if isinstance(padding, int) else padding
        inner.setContentsMargins(*around)
        self.setLayout(inner)

    def set_kind(self, kind: str) -> None:
        """Become another kind of surface."""
        if kind != self.property("card"):
            self.setProperty("card", kind)
            self.style().unpolish(self)
            self.style().polish(self)


class Line(QFrame):
    """A hairline between parts."""

    def __init__(self, *, vertical: bool = False) -> None:
        super().__init__()
        self.setProperty("line", True)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class Scroll(QScrollArea):
    """Scrolls its content up and down, never sideways."""

    def __init__(self, content: QWidget | QLayout) -> None:
        super().__init__()
        inner = content
        if not isinstance(inner, QWidget):
            inner = QWidget()
            inner.setLayout(content if isinstance(content, QLayout) else column())
        inner.setObjectName("scrolled")
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
