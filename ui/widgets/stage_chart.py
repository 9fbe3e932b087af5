"""Stages on a calendar: where each lies now, where the first plan had it, today, and the day it is needed.

One hue: done is solid, to come is outlined; icons and words say the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from app.words import say
from ui.theme.current import theme
from ui.widgets.charts import LEFT, RIGHT
from ui.widgets.chips import ink
from ui.widgets.layouts import FlowLayout, framed, row
from ui.widgets.stage_rows import HEAD, LINE, StageBar, StageRows
from ui.widgets.text import Label, broken

NAMES, STATUS = 0.25, 0.16
"""Shares of the width for the two columns of words; the calendar has the rest."""

NARROW = 760
"""Width under which the status stands under the name."""

MARGIN_DAYS = 6
"""Room after the last day, for the words beside its bar."""


@dataclass(frozen=True)
class Days:
    """What the calendar marks, and how it names its months."""

    today: date
    needed: date | None
    needed_words: str
    month: Callable[[date], str]


class StageChart(StageRows):
    """Rows of stages beside their bars."""

    def __init__(self) -> None:
        super().__init__()
        self._days: Days | None = None
        self._from = self._to = date(2000, 1, 1)

    def show_stages(self, bars: Sequence[StageBar], days: Days, current: object) -> None:
        """Show `bars`; the one with the key `current` is tinted."""
        self._days = days
        self.take(bars, current)
        spans = [span for each in bars for span in (each.first, each.now) if span is not None]
        marks = [days.today, *(day for span in spans for day in span), *filter(None, (days.needed,))]
        first, last = min(marks), max(marks)
        self._from = first.replace(day=1) if first.day > 1 else first
        self._to = last + timedelta(days=max(MARGIN_DAYS, (last - self._from).days // 7))
        self.updated()

    # Where things are -----------------------------------------------------------------------------

    @property
    def _narrow(self) -> bool:
        return self.width() < theme().px(NARROW)

    @property
    def _left(self) -> float:
        """Where the calendar begins."""
        return self.width() * (0.34 if self._narrow else NAMES + STATUS)

    def _x(self, day: date) -> float:
        whole = max(1, (self._to - self._from).days)
        return self._left + (self.width() - self._left) * (day - self._from).days / whole

    # Painting -------------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        days = self._days
        if days is None:
            return
        self._rows(painter)
        self._calendar(painter, days)
        for at, each in enumerate(self._bars):
            self._words(painter, each, at)
            self._bar(painter, each, at, days.today)
        self._marks(painter, days)

    def _rows(self, painter: QPainter) -> None:
        look = theme()
        for at, each in enumerate(self._bars):
            top = self._top(at)
            if each.key == self._current:
                area = QRectF(0, top, self._left, look.px(LINE))
                painter.fillRect(area, look.color("sel"))
                painter.fillRect(QRectF(0, top, 3, look.px(LINE)), look.color("accent"))
            painter.setPen(QPen(look.color("border"), 1))
            painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
        painter.setFont(look.font("caption_medium"))
        painter.setPen(look.color("text3"))
        head = QRectF(look.px(12), 0, self._left, look.px(HEAD))
        painter.drawText(head, LEFT, say("Stage"))
        if not self._narrow:
            painter.drawText(head.translated(self.width() * NAMES, 0), LEFT, say("How it stands"))

    def _calendar(self, painter: QPainter, days: Days) -> None:
        """Months as columns with their names, weeks as ticks."""
        look = theme()
        bottom = float(self.height())
        month, free = self._from, 0.0
        while month <= self._to:
            x = self._x(month)
            painter.setPen(QPen(look.color("border"), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
            painter.setFont(look.font("dense_strong"))
            painter.setPen(look.color("text"))
            words = days.month(month)
            wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
            following = (month + timedelta(days=32)).replace(day=1)
            if x >= free and x + wide < self.width():
                painter.drawText(QRectF(x + look.px(6), 0, wide + 2, look.px(24)), LEFT, words)
                free = x + wide + look.px(14)
            self._weeks(painter, month, min(following, self._to))
            month = following

    def _weeks(self, painter: QPainter, start: date, end: date) -> None:
        look = theme()
        room = self._x(start + timedelta(days=7)) - self._x(start)
        if room < look.px(24):
            return
        painter.setFont(look.font("caption", tabular=True))
        painter.setPen(look.color("text2"))
        day = start + timedelta(days=-start.weekday() % 7)
        while day < end:
            x = self._x(day)
            if x + look.px(20) > self._x(end):
                break
            painter.drawText(QRectF(x + look.px(2), look.px(22), room, look.px(20)), LEFT, str(day.day))
            day += timedelta(days=7)

    def _words(self, painter: QPainter, each: StageBar, at: int) -> None:
        look = theme()
        px = look.px
        wide = self._left if self._narrow else self.width() * NAMES
        high = px(LINE) / 2 if self._narrow else px(LINE)
        painter.setFont(look.font("dense_strong"))
        painter.setPen(look.color("text"))
        room = QRectF(px(12), self._top(at) + (2 if self._narrow else 0), wide - px(20), high)
        if self._narrow:
            painter.drawText(room, LEFT, _shortened(painter, each.name, room.width()))
        else:
            painter.drawText(room, LEFT, _two_lines(painter, each.name, room.width()))
        status = (
            QRectF(px(12), room.bottom() - 2, wide - px(20), high)
            if self._narrow
            else QRectF(self.width() * NAMES + px(12), self._top(at), self.width() * STATUS - px(16), high)
        )
        side = px(16)
        tone = ink(each.tone)
        pixmap = look.pixmap(each.icon, tone, 16, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(status.left(), status.center().y() - side / 2), pixmap)
        painter.setFont(look.font("dense_medium"))
        painter.setPen(look.color(tone))
        text = status.adjusted(side + px(7), 0, 0, 0)
        painter.drawText(text, LEFT, _shortened(painter, each.status, text.width()))

    def _bar(self, painter: QPainter, each: StageBar, at: int, today: date) -> None:
        look = theme()
        px = look.px
        top = self._top(at)
        if each.now is not None:
            start, end = self._x(each.now[0]), max(self._x(each.now[1]), self._x(each.now[0]) + px(4))
            box = QRectF(start, top + px(12), end - start, px(17))
            painter.setPen(QPen(look.color("accent"), 1.5))
            painter.setBrush(look.color("accent_soft"))
            painter.drawRoundedRect(box, 3, 3)
            if each.done is not None:
                done = min(max(self._x(each.done), start), end)
                painter.setBrush(look.color("accent"))
                painter.drawRoundedRect(QRectF(start, box.top(), done - start, box.height()), 3, 3)
            self._tail(painter, each, box)
        if each.first is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("text2"))
            left, right = self._x(each.first[0]), self._x(each.first[1])
            painter.drawRoundedRect(QRectF(left, top + px(33), max(right - left, 3), px(3)), 1.5, 1.5)

    def _tail(self, painter: QPainter, each: StageBar, box: QRectF) -> None:
        """Pay and how late, after the bar or, where there is no room, before it."""
        look = theme()
        painter.setFont(look.font("caption_medium"))
        metrics = QFontMetricsF(painter.font())
        parts = [(each.money, "text2"), (each.late, "warn_text")]
        shown = [(words, tone) for words, tone in parts if words]
        gap = look.px(8)
        wide = sum(metrics.horizontalAdvance(words) + gap for words, _ in shown)
        after = box.right() + wide + gap < self.width()
        x = box.right() + gap if after else box.left() - wide
        for words, tone in shown:
            advance = metrics.horizontalAdvance(words)
            painter.setPen(look.color(tone))
            painter.drawText(QRectF(x, box.top(), advance + 2, box.height()), LEFT, words)
            x += advance + gap

    def _marks(self, painter: QPainter, days: Days) -> None:
        """Today as a line with its word; the day it is needed dashed."""
        look = theme()
        px = look.px
        x = self._x(days.today)
        painter.setPen(QPen(look.color("accent"), 1.5))
        painter.drawLine(QPointF(x, px(40)), QPointF(x, self.height()))
        words = say("Today")
        painter.setFont(look.font("caption_strong"))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(words) + px(14)
        pill = QRectF(min(max(x - wide / 2, self._left), self.width() - wide), px(22), wide, px(19))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(look.color("on_accent"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        if days.needed is None:
            return
        x = self._x(days.needed)
        painter.setPen(QPen(look.color("text"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, px(24)), QPointF(x, self.height()))
        painter.setFont(look.font("caption_strong"))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(days.needed_words)
        painter.setPen(look.color("text"))
        left = x + px(6) if x + wide + px(8) < self.width() else x - wide - px(6)
        painter.fillRect(QRectF(left - 3, px(24), wide + 6, px(18)), look.color("surface"))
        painter.drawText(QRectF(left, px(24), wide + 2, px(18)), RIGHT, days.needed_words)


class Legend(QFrame):
    """What the marks of the chart stand for, in words."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(16)
        for kind, words in (
            ("done", say("done so far")),
            ("ahead", say("to come")),
            ("first", say("first plan")),
        ):
            flow.addWidget(framed(row(_Sample(kind), Label(words, "caption", "text2"), gap=7)))
        self.setLayout(flow)


class _Sample(QWidget):
    """One mark of the chart, as large as beside words."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.restyle()

    def restyle(self) -> None:
        """Take the size again."""
        self.setFixedSize(theme().px(18), theme().px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self._kind == "first":
            painter.fillRect(QRectF(0, middle - 1.5, self.width(), 3), look.color("text2"))
        else:
            painter.setPen(QPen(look.color("accent"), 1.5))
            painter.setBrush(look.color("accent" if self._kind == "done" else "accent_soft"))
            painter.drawRoundedRect(QRectF(1, 2, self.width() - 2, self.height() - 4), 2, 2)
        painter.end()


def _two_lines(painter: QPainter, words: str, room: float) -> str:
    """`words` on at most two lines, the second one shortened."""
    first, *rest = broken(words, QFontMetrics(painter.font()), int(room))
    if not rest:
        return first
    return f"{first}\n{_shortened(painter, ' '.join(rest), room)}"


def _shortened(painter: QPainter, words: str, room: float) -> str:
    return QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
