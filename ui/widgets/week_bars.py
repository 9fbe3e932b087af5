"""A bar for every week: how much of it is known and free, beside a usual week."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.words import say
from ui.theme.current import theme
from ui.widgets.charts import Chart


@dataclass(frozen=True)
class WeekBar:
    """One week: under which `label` it stands, how high it is, and that in words; `said` where somebody said so.

    Without a `size` nothing is known of it.
    """

    words: str
    label: str
    size: float | None
    size_words: str
    said: bool


class WeekBars(Chart):
    """Filled: said for that week. Outlined: as in a usual week. A dash: not known. The figure stands on the bar."""

    BARS = 84
    worded = (0, 2)

    def __init__(self, bars: Sequence[WeekBar] = ()) -> None:
        super().__init__()
        self._bars: tuple[WeekBar, ...] = ()
        self.show_bars(bars)

    def show_bars(self, bars: Sequence[WeekBar]) -> None:
        """Show `bars`, one a week."""
        self._bars = tuple(bars)
        self.updated()

    def headings(self) -> tuple[str, ...]:
        return say("Week"), say("Free"), say("How it is known")

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((each.words, each.size_words, _known(each)) for each in self._bars)

    def height_at_100(self) -> int:
        return self.BARS + 44

    def draw(self, painter: QPainter) -> None:
        if not self._bars:
            return
        look = theme()
        px = look.px
        step = self.width() / len(self._bars)
        wide = min(step * 0.62, px(34))
        most = max((each.size or 0 for each in self._bars), default=0) or 1
        base, centred = px(20) + px(self.BARS), Qt.AlignmentFlag.AlignCenter
        painter.setPen(QPen(look.color("border2"), 1))
        painter.drawLine(0, base, self.width(), base)
        every = 1 if step >= px(46) else 2  # labels never run into one another
        for at, each in enumerate(self._bars):
            middle = at * step + step / 2
            high = px(self.BARS) * (each.size or 0) / most
            if each.size:
                self._bar(painter, QRectF(middle - wide / 2, base - high, wide, high), said=each.said)
            painter.setFont(look.font("caption_medium", tabular=True))
            painter.setPen(look.color("text" if each.size is not None else "text3"))
            figure = "–" if each.size is None else f"{each.size:g}"
            painter.drawText(QRectF(middle - step / 2, base - high - px(19), step, px(18)), centred, figure)
            if at % every == 0:
                painter.setFont(look.font("caption"))
                painter.setPen(look.color("text3"))
                painter.drawText(
                    QRectF(middle - step * every / 2, base + px(3), step * every, px(18)), centred, each.label
                )

    def _bar(self, painter: QPainter, area: QRectF, *, said: bool) -> None:
        look = theme()
        if said:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(area, 3, 3)
            return
        painter.setPen(QPen(look.color("border_strong"), 1.2))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(area.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)


def _known(bar: WeekBar) -> str:
    if bar.size is None:
        return say("Not known")
    return say("Said for this week") if bar.said else say("As in a usual week")
