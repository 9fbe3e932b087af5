"""Two working days above each other on one clock, each labelled by its own, with what they share shaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from app.words import say
from ui.theme.current import theme
from ui.widgets.charts import LEFT, RIGHT, Chart

STEP = 2
"""Hours between two ticks."""

TOP, LINE, AXIS, BAR = 26, 40, 22, 22
Place = Callable[[float], float]
"""Where an hour lies across the chart."""

CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Shift:
    """One side's day: whose it is, which clock it is told by, where it lies on the axis, and how it is labelled."""

    name: str
    clock: str
    start: float
    end: float
    start_words: str
    end_words: str


class SharedHours(Chart):
    """Bars on the first side's clock, in hours after its midnight; the shared part is a band behind both."""

    worded = (0, 1)

    def __init__(self) -> None:
        super().__init__()
        self._shifts: tuple[Shift, ...] = ()
        self._shared: tuple[float, float] | None = None
        self._shared_words = ""

    def show_shifts(self, shifts: Sequence[Shift], shared: tuple[float, float] | None, words: str) -> None:
        """Show `shifts`, and `words` over the part they share."""
        self._shifts, self._shared, self._shared_words = tuple(shifts), shared, words
        self.updated()

    def headings(self) -> tuple[str, ...]:
        return say("Who"), say("By which clock"), say("From"), say("To")

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((each.name, each.clock, each.start_words, each.end_words) for each in self._shifts)

    def summary(self) -> str:
        told = super().summary()
        return f"{told}; {self._shared_words}" if self._shared_words else told

    def height_at_100(self) -> int:
        return TOP + LINE * max(len(self._shifts), 1) + AXIS

    def draw(self, painter: QPainter) -> None:
        if not self._shifts:
            return
        look = theme()
        px = look.px
        left, right = self._names_width() + px(20), self.width() - px(22)
        first = floor((min(each.start for each in self._shifts) - 0.5) / STEP) * STEP
        last = ceil((max(each.end for each in self._shifts) + 0.5) / STEP) * STEP

        def at(hour: float) -> float:
            return left + (hour - first) * (right - left) / (last - first)

        foot = px(TOP) + px(LINE) * len(self._shifts)
        if self._shared is not None:
            self._band(
                painter, QRectF(at(self._shared[0]), 0, at(self._shared[1]) - at(self._shared[0]), foot)
            )
        for number, each in enumerate(self._shifts):
            self._shift(painter, each, px(TOP) + number * px(LINE), left, at, first=number == 0)
        self._ticks(painter, range(first, last + 1, STEP), at, foot)

    def _names_width(self) -> int:
        """Room for the longest name, at most four tenths of the chart."""
        metrics = QFontMetricsF(theme().font("dense_medium"))
        longest = max((metrics.horizontalAdvance(each.name) for each in self._shifts), default=0)
        return min(round(longest) + theme().px(20), self.width() * 4 // 10)

    def _band(self, painter: QPainter, room: QRectF) -> None:
        look = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("sel"))
        painter.drawRoundedRect(room, 5, 5)
        painter.setFont(look.font("caption_medium"))
        painter.setPen(look.color("accent_text"))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(self._shared_words) + 4
        start = min(max(room.center().x() - wide / 2, 0.0), self.width() - wide)
        painter.drawText(QRectF(start, 0, wide, look.px(TOP - 2)), CENTRE, self._shared_words)

    def _shift(
        self, painter: QPainter, each: Shift, top: float, left: float, at: Place, *, first: bool
    ) -> None:
        look = theme()
        px = look.px
        room = left - px(32)
        for role, tone, words, offset in (
            ("dense_medium", "text", each.name, 0), ("caption", "text3", each.clock, 17),
        ):  # fmt: skip
            painter.setFont(look.font(role))
            painter.setPen(look.color(tone))
            shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(0, top + px(offset), room, px(18)), LEFT, shown)
        bar = QRectF(at(each.start), top + px(7), at(each.end) - at(each.start), px(BAR))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("text3" if first else "accent"))
        painter.drawRoundedRect(bar, 4, 4)
        self._bar_words(painter, each, bar, first=first)

    def _bar_words(self, painter: QPainter, each: Shift, bar: QRectF, *, first: bool) -> None:
        """Start and end inside the bar, or beside it where it is too short for both."""
        look = theme()
        painter.setFont(look.font("caption_medium", tabular=True))
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(each.start_words) + metrics.horizontalAdvance(each.end_words)
        if wide + look.px(24) <= bar.width():
            painter.setPen(look.color("surface" if first else "on_accent"))
            inside = bar.adjusted(look.px(8), 0, -look.px(8), 0)
            painter.drawText(inside, LEFT, each.start_words)
            painter.drawText(inside, RIGHT, each.end_words)
            return
        painter.setPen(look.color("text"))
        words = say("{start} to {end}", start=each.start_words, end=each.end_words)
        room = metrics.horizontalAdvance(words) + 4
        beside = bar.right() + look.px(6)
        start = beside if beside + room <= self.width() else bar.left() - room - look.px(2)
        painter.drawText(QRectF(start, bar.top(), room, bar.height()), LEFT, words)

    def _ticks(self, painter: QPainter, hours: range, at: Place, foot: float) -> None:
        """The hours under the bars, as many as have room."""
        look = theme()
        painter.setFont(look.font("caption", tabular=True))
        painter.setPen(QPen(look.color("text3"), 1))
        wide = QFontMetricsF(painter.font()).horizontalAdvance("00:00") + look.px(8)
        every = max(1, ceil(wide / (at(hours[1]) - at(hours[0])))) if len(hours) > 1 else 1
        for hour in hours[::every]:
            painter.drawLine(QPointF(at(hour), foot), QPointF(at(hour), foot + 2))
            room = QRectF(at(hour) - wide / 2, foot + look.px(2), wide, look.px(AXIS - 4))
            painter.drawText(room, CENTRE, f"{hour % 24:02d}:00")
