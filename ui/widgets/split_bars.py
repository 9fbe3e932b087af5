"""Bars of two parts under their names: how each row of a whole is made up."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.theme.current import theme
from ui.widgets.charts import LEFT, Chart

LINE, NAME, BAR, HEAD = 40, 18, 15, 22
GAP = 2
TONES = (("text2", "surface"), ("accent", "on_accent"), ("track", "text"))
"""Fill and figure of each part: light and dark differ, so that they are told apart without their hue."""


@dataclass(frozen=True)
class SplitRow:
    """One row: its name, and the size of each part with the figure that stands in it."""

    name: str
    sizes: tuple[float, ...]
    figures: tuple[str, ...]


class SplitBars(Chart):
    """Rows of one scale; a legend names the parts that occur, each with its figure inside its bar."""

    def __init__(self, row_word: str, parts: Sequence[str]) -> None:
        """`row_word` heads the names in the table; `parts` are the words of at most three parts."""
        super().__init__()
        self._row_word, self._parts = row_word, tuple(parts)
        self._rows: tuple[SplitRow, ...] = ()

    def show_rows(self, rows: Sequence[SplitRow]) -> None:
        """Show `rows`."""
        self._rows = tuple(rows)
        self.updated()

    def headings(self) -> tuple[str, ...]:
        return (self._row_word, *self._parts)

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((each.name, *each.figures) for each in self._rows)

    def summary(self) -> str:
        rows = (
            (each.name, [f"{part} {figure}" for part, figure, size in self._told(each) if size])
            for each in self._rows
        )
        return "; ".join(f"{name}: {', '.join(told)}" for name, told in rows)

    def _told(self, each: SplitRow) -> list[tuple[str, str, float]]:
        return list(zip(self._parts, each.figures, each.sizes, strict=True))

    def height_at_100(self) -> int:
        return HEAD + LINE * max(len(self._rows), 1)

    def draw(self, painter: QPainter) -> None:
        look = theme()
        px = look.px
        self._legend(painter)
        longest = max((sum(each.sizes) for each in self._rows), default=0) or 1
        for number, each in enumerate(self._rows):
            top = px(HEAD) + number * px(LINE)
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("text2"))
            name = QFontMetricsF(painter.font()).elidedText(
                each.name, Qt.TextElideMode.ElideRight, self.width()
            )
            painter.drawText(QRectF(0, top, self.width(), px(NAME)), LEFT, name)
            self._bar(painter, each, top + px(NAME + 1), self.width() / longest)

    def _legend(self, painter: QPainter) -> None:
        """The parts that occur in any row, each beside a square of its fill."""
        look = theme()
        painter.setFont(look.font("caption"))
        left = 0.0
        for at, words in enumerate(self._parts):
            if not any(each.sizes[at] for each in self._rows):
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(TONES[at][0]))
            painter.drawRoundedRect(QRectF(left, look.px(4), look.px(10), look.px(10)), 2, 2)
            painter.setPen(look.color("text2"))
            wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
            painter.drawText(QRectF(left + look.px(15), 0, wide + 4, look.px(18)), LEFT, words)
            left += look.px(15) + wide + look.px(14)

    def _bar(self, painter: QPainter, each: SplitRow, top: float, scale: float) -> None:
        look = theme()
        left = 0.0
        painter.setFont(look.font("caption_medium", tabular=True))
        metrics = QFontMetricsF(painter.font())
        for size, figure, (fill, ink) in zip(each.sizes, each.figures, TONES, strict=False):
            if not size:
                continue
            bar = QRectF(left, top, max(size * scale - GAP, 3.0), look.px(BAR))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(fill))
            painter.drawRoundedRect(bar, 3, 3)
            if metrics.horizontalAdvance(figure) + 4 <= bar.width():
                painter.setPen(look.color(ink))
                painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, figure)
            left += size * scale
