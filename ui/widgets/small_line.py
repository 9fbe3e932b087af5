"""A line over time from zero, with its last value written beside its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from ui.theme.current import theme
from ui.widgets.charts import LEFT, RIGHT, Chart

TOP, PLOT, AXIS = 10, 96, 24
LINES = 2
"""Lines of the grid above zero."""

CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Point:
    """One value: the day it belongs to, how high it is, and how it is said."""

    label: str
    value: int
    words: str


class SmallLine(Chart):
    """Whole numbers at even distances; `word` and `values` head the table of them."""

    def __init__(self, word: str, values: str) -> None:
        super().__init__()
        self._headings = (word, values)
        self._points: tuple[Point, ...] = ()

    def show_points(self, points: Sequence[Point]) -> None:
        """Show `points` from left to right."""
        self._points = tuple(points)
        self.updated()

    def headings(self) -> tuple[str, ...]:
        return self._headings

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((each.label, each.words) for each in self._points)

    def height_at_100(self) -> int:
        return TOP + PLOT + AXIS

    def draw(self, painter: QPainter) -> None:
        if len(self._points) < 2:
            return
        look = theme()
        px = look.px
        painter.setFont(look.font("dense_strong"))
        told = QFontMetricsF(painter.font()).horizontalAdvance(self._points[-1].words) + px(6)
        left, right, foot = px(28), self.width() - told - px(12), px(TOP + PLOT)
        step = max(1, ceil(max(each.value for each in self._points) / LINES))
        across = (right - left) / (len(self._points) - 1)
        places = [
            QPointF(left + at * across, foot - each.value * px(PLOT) / (step * LINES))
            for at, each in enumerate(self._points)
        ]
        self._grid(painter, left, right, foot, step)
        self._days(painter, places, foot)
        painter.setPen(QPen(look.color("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(QPen(look.color("surface"), 2))
        painter.setBrush(look.color("accent"))
        painter.drawEllipse(places[-1], 5, 5)
        painter.setFont(look.font("dense_strong"))
        painter.setPen(look.color("text"))
        end = places[-1]
        painter.drawText(
            QRectF(end.x() + px(10), end.y() - px(11), told, px(22)), LEFT, self._points[-1].words
        )

    def _grid(self, painter: QPainter, left: float, right: float, foot: float, step: int) -> None:
        look = theme()
        painter.setFont(look.font("caption", tabular=True))
        for line in range(LINES + 1):
            height = foot - line * look.px(PLOT) / LINES
            painter.setPen(QPen(look.color("border"), 1))
            painter.drawLine(QPointF(left, height), QPointF(right, height))
            painter.setPen(look.color("text3"))
            room = QRectF(0, height - look.px(9), left - look.px(8), look.px(18))
            painter.drawText(room, RIGHT, str(line * step))

    def _days(self, painter: QPainter, places: Sequence[QPointF], foot: float) -> None:
        """The days under the line, the last one always, the others as there is room."""
        look = theme()
        painter.setFont(look.font("caption", tabular=True))
        painter.setPen(look.color("text3"))
        metrics = QFontMetricsF(painter.font())
        free = float("inf")
        for place, each in reversed(list(zip(places, self._points, strict=True))):
            wide = metrics.horizontalAdvance(each.label) + look.px(10)
            if place.x() + wide / 2 > free:
                continue
            free = place.x() - wide / 2
            room = QRectF(free, foot + look.px(4), wide, look.px(AXIS - 4))
            painter.drawText(room, CENTRE, each.label)
