"""Lucide icons in any token colour and size, drawn from their SVG once and kept."""

import re
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.knowledge.resources import resource

SMALL_STROKE = 1.9
STROKE = 1.75
_STROKE_WIDTH = re.compile(r'stroke-width="[^"]*"')


@cache
def svg_source(name: str) -> str:
    """The text of the bundled icon `name`. Raises FileNotFoundError for a name that is not bundled."""
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def coloured_svg(name: str, colour: str, stroke: float) -> str:
    """The icon with its strokes in `colour` (`#RRGGBB`) and `stroke` units wide on the 24 grid."""
    text = svg_source(name).replace("currentColor", colour)
    return _STROKE_WIDTH.sub(f'stroke-width="{stroke}"', text)


class IconCache:
    """Pixmaps by name, colour, size and device ratio. Colours make themes part of the key."""

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        """`name` drawn `size` logical pixels square, sharp at device ratio `ratio`."""
        stroke = STROKE if size >= 18 else SMALL_STROKE
        key = (name, colour.name(QColor.NameFormat.HexArgb), size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._draw(name, colour, size, ratio, stroke)
        return found

    def icon(self, name: str, colour: QColor, disabled: QColor, size: int, ratio: float = 1.0) -> QIcon:
        """An icon with its normal and its disabled colour, at the screen's ratio and at twice that."""
        icon = QIcon()
        for scale in sorted({ratio, 2.0}):
            icon.addPixmap(self.pixmap(name, colour, size, scale), QIcon.Mode.Normal)
            icon.addPixmap(self.pixmap(name, disabled, size, scale), QIcon.Mode.Disabled)
        return icon

    @staticmethod
    def _draw(name: str, colour: QColor, size: int, ratio: float, stroke: float) -> QPixmap:
        renderer = QSvgRenderer(QByteArray(coloured_svg(name, colour.name(), stroke).encode()))
        pixels = round(size * ratio)
        pixmap = QPixmap(QSize(pixels, pixels))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        try:
            renderer.render(painter, QRectF(0, 0, pixels, pixels))
        finally:
            painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
