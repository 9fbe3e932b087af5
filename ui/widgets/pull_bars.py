"""What moves an end most: the strongest first, each as a bar with its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.words import say
from ui.theme.current import theme
from ui.widgets.charts import LEFT, Chart

NAMES, WORDS = 0.34, 0.34
"""Shares of the width for the names and for the words; the bars have the rest."""


@dataclass(frozen=True)
class Pulled:
    """One line: `share` is of one."""

    name: str
    share: float
    words: str


class PullBars(Chart):
    """Bars from zero, the longest as wide as there is room."""

    LINE = 30
    worded = (0, 1)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Pulled, ...] = ()

    def show_rows(self, rows: Sequence[Pulled]) -> None:
        """Show `rows`."""
        self._rows = tuple(rows)
        self.updated()

    def headings(self) -> tuple[str, ...]:
        return say("What"), say("How often it decides")

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((each.name, each.words) for each in self._rows)

    def height_at_100(self) -> int:
        return max(1, self.LINE * len(self._rows))

    def draw(self, painter: QPainter) -> None:
        look = theme()
        most = max((each.share for each in self._rows), default=0.0) or 1.0
        wide = float(self.width())
        names, words = wide * NAMES, wide * WORDS
        room = wide - names - words - look.px(16)
        for at, each in enumerate(self._rows):
            top = at * look.px(self.LINE)
            high = look.px(self.LINE)
            painter.setFont(look.font("dense"))
            painter.setPen(look.color("text"))
            shown = QFontMetricsF(painter.font()).elidedText(
                each.name, Qt.TextElideMode.ElideRight, names - look.px(12)
            )
            painter.drawText(QRectF(0, top, names, high), LEFT, shown)
            bar = QRectF(names, top + high / 2 - look.px(5), room * each.share / most, look.px(10))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent" if not at else "border_strong"))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("text2"))
            told = QFontMetricsF(painter.font()).elidedText(each.words, Qt.TextElideMode.ElideRight, words)
            painter.drawText(QRectF(wide - words, top, words, high), LEFT, told)
