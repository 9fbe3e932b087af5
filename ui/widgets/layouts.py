"""Rows, columns and wrapping rows, so that screens read like their sketches."""

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

STRETCH = "stretch"
"""Takes the room that is left."""

Part = QWidget | QLayout | int | str | None | tuple[QWidget | QLayout, int | Qt.AlignmentFlag]
"""A widget, a layout, a gap in pixels, STRETCH, None (left out), or one with its stretch or alignment."""

Margins = int | tuple[int, int, int, int]


def row(*parts: Part, gap: int = 8, margins: Margins = 0) -> QHBoxLayout:
    """`parts` side by side, `gap` pixels apart."""
    layout = QHBoxLayout()
    _fill(layout, parts, gap, margins)
    return layout


def column(*parts: Part, gap: int = 0, margins: Margins = 0) -> QVBoxLayout:
    """`parts` one below the other, `gap` pixels apart."""
    layout = QVBoxLayout()
    _fill(layout, parts, gap, margins)
    return layout


def framed(layout: QLayout, name: str = "") -> QFrame:
    """A bare frame around `layout`; `name` is what the style sheet knows it by."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setLayout(layout)
    return frame


def clear(layout: QLayout) -> None:
    """Take everything out of `layout`; its widgets are deleted once they are no longer in use."""
    while layout.count():
        item = layout.takeAt(0)
        assert item is not None
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        if inner := item.layout():
            clear(inner)
            inner.deleteLater()


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], gap: int, margins: Margins) -> None:
    around = (margins,) * 4 if isinstance(margins, int) else margins
    layout.setContentsMargins(*around)
    layout.setSpacing(gap)
    for part in parts:
        _add(layout, part)


def _add(layout: QBoxLayout, part: Part) -> None:
    if part is None:
        return
    if isinstance(part, int):
        layout.addSpacing(part)
    elif isinstance(part, str):
        layout.addStretch(1)
    elif isinstance(part, QWidget):
        layout.addWidget(part)
    elif isinstance(part, QLayout):
        layout.addLayout(part)
    else:
        what, how = part
        stretch = 0 if isinstance(how, Qt.AlignmentFlag) else how
        if isinstance(what, QLayout):
            layout.addLayout(what, stretch)
        else:
            layout.addWidget(what, stretch)
        if isinstance(how, Qt.AlignmentFlag):
            layout.setAlignment(what, how)


class FlowLayout(QLayout):
    """Places items in rows and starts another where one is full: for chips and filters."""

    def __init__(
        self, gap: int = 6, parent: QWidget | None = None, *, apart: bool = False, level: bool = False
    ) -> None:
        """`apart` puts what ends a row at its far side: words left, figure right, or one below the other.

        `level` sets the lower of a row at half its height: a link beside buttons.
        """
        super().__init__(parent)
        self._level = level
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._apart = apart
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> None:
        # Qt would make the item: once it deletes that, Python may take the next one at its address for it.
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._heights.clear()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Something inside is another size: Qt's own layouts forget then, too."""
        self._heights.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Asked for a hundred times while a form finds its place: worked out once."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        return self._with_margins(QSize(wide, max((size.height() for size in shown), default=0)))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        margins: QMargins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _set_level(self, in_row: Sequence[QLayoutItem], tallest: int) -> None:
        for item in in_row if self._level else ():
            lower = item.geometry()
            item.setGeometry(lower.translated(0, (tallest - lower.height()) // 2))

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        x, y, tallest = inner.x(), inner.y(), 0
        in_row: list[QLayoutItem] = []
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            size = QSize(min(hint.width(), max(inner.width(), item.minimumSize().width())), hint.height())
            if x > inner.x() and x + size.width() > inner.x() + inner.width():
                self._set_level(in_row if place else [], tallest)
                x, y, tallest, in_row = inner.x(), y + tallest + self._gap, 0, []
            in_row.append(item)
            if place:
                ends = self._apart and x > inner.x() and item is self._items[-1]
                at = inner.x() + inner.width() - size.width() if ends else x
                item.setGeometry(QRect(QPoint(at, y), size))
            x += size.width() + self._gap
            tallest = max(tallest, size.height())
        self._set_level(in_row if place else [], tallest)
        return y + tallest - rect.y() + margins.bottom()
