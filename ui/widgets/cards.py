"""Surfaces: cards, wells, hairlines and the plain scrolling column."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from ui.widgets.layouts import Margins, column

SETTLED_MS = 250
HELD_MS = 1500
"""How long something is kept at its place at most: a long page takes a moment to be laid out anew."""

MARGIN = 24
"""Room left around what was scrolled to."""


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
        # Made here: of a widget that Qt makes, Qt for Python goes through every kind there is to name its kind.
        self.setViewport(QWidget())
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wanted: QWidget | None = None
        self._held: tuple[QWidget, int] | None = None
        self._holding = QTimer(self)
        self._holding.setSingleShot(True)
        self._holding.timeout.connect(self._let_go)
        self.verticalScrollBar().rangeChanged.connect(self._show_wanted)
        self.verticalScrollBar().rangeChanged.connect(self._keep_held)

    def reveal(self, part: QWidget) -> None:
        """Scroll until `part`, which was only just put there, is in sight: its place takes a moment to settle."""
        self._wanted = part
        part.destroyed.connect(self._forget)
        QTimer.singleShot(0, part, self._show_wanted)
        QTimer.singleShot(SETTLED_MS, self, self._forget)

    def hold(self, part: QWidget) -> None:
        """Keep `part` at its place in sight while something above it is put in or taken out."""
        inside = self.widget()
        if inside is None or not inside.isAncestorOf(part):
            return
        self._held = (part, self._height_of(part))
        part.destroyed.connect(self._let_go)
        self._holding.start(HELD_MS)

    def _height_of(self, part: QWidget) -> int:
        return part.mapTo(self.viewport(), QPoint(0, 0)).y()

    def _keep_held(self) -> None:
        if self._held is not None:
            part, height = self._held
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._height_of(part) - height)
            self._holding.start(SETTLED_MS)

    def _let_go(self) -> None:
        self._held = None

    def _show_wanted(self) -> None:
        if self._wanted is not None:
            self.ensureWidgetVisible(self._wanted, 0, MARGIN)

    def _forget(self) -> None:
        self._wanted = None
