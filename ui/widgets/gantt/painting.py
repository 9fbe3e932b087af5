"""The parts of a Gantt's picture, each painted by itself and only where it can be seen.

One hue: done is solid, to come is outlined, tasks are grey. The first plan is a thin line, lateness is written.
"""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from app.queries.schedule_rows import Bar
from app.words import say
from ui.theme.current import Theme
from ui.widgets.charts import LEFT
from ui.widgets.gantt.drawn import FINISHED, HANDED_OVER, Drawn, done_until
from ui.widgets.gantt.scale import DAY_WIDTH, WEEK, Scale, mondays, months

HEAD = 48
"""Height of months and days, at 100 % text."""

STAGE_HIGH, TASK_HIGH, BASE_HIGH = 18, 10, 3
MIDDLE, BASE = 0.44, 0.75
"""Where in a row the middle of its bar and the line of the first plan lie."""

GAP = 8
NUMBER = 22
"""Room that the number of a day takes; weeks narrower than that have none."""
WORDS = 420
"""The most that the words beside a bar take."""
CENTRE = Qt.AlignmentFlag.AlignCenter
NO_PEN = Qt.PenStyle.NoPen
MILESTONE, STAGE, OWN_TASK = "milestone", "stage", "owner_task"


class Sheet(NamedTuple):
    """What everything is painted with; places are those of the whole plan, not of what is seen of it."""

    painter: QPainter
    look: Theme
    scale: Scale
    drawn: Drawn
    row: int
    """Height of a row."""
    left: float
    right: float
    """What is seen of the width."""
    rows: range
    """The rows that are seen."""
    ratio: float

    def px(self, length: float) -> int:
        """A length that grows with the text."""
        return self.look.px(length)


def paint_ground(sheet: Sheet) -> None:
    """Days that are not worked, months and the rules between rows."""
    painter, look, scale = sheet.painter, sheet.look, sheet.scale
    top, bottom = sheet.rows.start * sheet.row, sheet.rows.stop * sheet.row
    first, last = scale.day_at(sheet.left), scale.day_at(sheet.right)
    shade = look.color("shade")
    for band in sheet.drawn.bands_between(first, last):
        x = scale.x(band.first)
        painter.fillRect(QRectF(x, top, scale.after(band.last) - x, bottom - top), shade)
    rule, wide = look.color("border"), sheet.right - sheet.left
    for at in sheet.rows:
        painter.fillRect(QRectF(sheet.left, (at + 1) * sheet.row - 1, wide, 1), rule)
    for month in months(first, last):
        painter.fillRect(QRectF(round(scale.x(month)), top, 1, bottom - top), look.color("border2"))


def paint_marks(sheet: Sheet, bottom: float) -> None:
    """Today as a line; the day it is needed dashed."""
    painter, look, scale = sheet.painter, sheet.look, sheet.scale
    x = today_x(sheet)
    painter.setPen(QPen(look.color("accent"), 1.5))
    painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
    if sheet.drawn.needed is not None:
        x = scale.after(sheet.drawn.needed)
        painter.setPen(QPen(look.color("text"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))


def today_x(sheet: Sheet) -> float:
    """The middle of today."""
    return sheet.scale.x(sheet.drawn.today) + sheet.scale.day / 2


def bar_box(sheet: Sheet, at: int, starts: date, ends: date, *, stage: bool) -> QRectF:
    """The place of a bar in row `at`."""
    high = sheet.px(STAGE_HIGH if stage else TASK_HIGH)
    left, right = sheet.scale.x(starts), sheet.scale.after(ends)
    middle = at * sheet.row + sheet.row * MIDDLE
    return QRectF(left, middle - high / 2, max(right - left, 4.0), high)


def paint_bar(sheet: Sheet, at: int, bar: Bar, *, current: bool = False) -> None:
    """A row's bar with its first plan, its range and the words beside it."""
    if bar.starts_on is None or bar.ends_on is None:
        _words_undated(sheet, at)
        return
    if _out_of_sight(sheet, bar):
        return
    _base_line(sheet, at, bar)
    if bar.kind == MILESTONE:
        box = _diamond(sheet, at, bar)
    else:
        box = bar_box(sheet, at, bar.starts_on, bar.ends_on, stage=bar.kind == STAGE)
        _body(sheet, bar, box)
    end = _range(sheet, bar, box)
    _tail(sheet, bar, box, end, current=current)


def _out_of_sight(sheet: Sheet, bar: Bar) -> bool:
    """Whether neither a bar nor its first plan nor the words beside it reach what is seen."""
    words, scale = sheet.px(WORDS), sheet.scale
    days = [day for day in (bar.starts_on, bar.ends_on, bar.base_starts, bar.base_ends, bar.late) if day]
    return scale.after(max(days)) + words < sheet.left or scale.x(min(days)) - words > sheet.right


def _body(sheet: Sheet, bar: Bar, box: QRectF) -> None:
    painter, look = sheet.painter, sheet.look
    stage = bar.kind == STAGE
    solid = look.color("accent" if stage else "border_strong")
    edge = look.color("text") if bar.critical and bar.state not in FINISHED else solid
    painter.setPen(QPen(edge, 1.6 if bar.critical else 1.3))
    painter.setBrush(look.color("accent_soft" if stage else "track"))
    painter.drawRoundedRect(box, 3, 3)
    done = done_until(bar, sheet.drawn.today)
    if done is not None and bar.starts_on is not None and done >= bar.starts_on:
        right = min(max(sheet.scale.after(done), box.left() + 4), box.right())
        painter.setPen(NO_PEN)
        painter.setBrush(solid)
        inner = QRectF(box.left(), box.top(), right - box.left(), box.height())
        painter.drawRoundedRect(inner, 3, 3)
    elif stage:
        _end_day(sheet, bar, box)


def _end_day(sheet: Sheet, bar: Bar, box: QRectF) -> None:
    """The last day inside a bar that is all to come, where it has room."""
    painter = sheet.painter
    words = sheet.drawn.formats.short_day(bar.ends_on)
    font = sheet.look.font("caption_medium")
    painter.setFont(font)
    if QFontMetricsF(font).horizontalAdvance(words) + sheet.px(10) > box.width():
        return
    painter.setPen(sheet.look.color("accent_text"))
    painter.drawText(box, CENTRE, words)


def _diamond(sheet: Sheet, at: int, bar: Bar) -> QRectF:
    painter, look = sheet.painter, sheet.look
    assert bar.ends_on is not None
    x, side = sheet.scale.after(bar.ends_on), sheet.px(8)
    middle = at * sheet.row + sheet.row * MIDDLE
    done = bar.state in FINISHED
    painter.setPen(QPen(look.color("text" if bar.critical and not done else "accent"), 1.5))
    painter.setBrush(look.color("accent" if done else "accent_soft"))
    corners = ((x - side, middle), (x, middle - side), (x + side, middle), (x, middle + side))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    return QRectF(x - side, middle - side, 2 * side, 2 * side)


def _base_line(sheet: Sheet, at: int, bar: Bar) -> None:
    if bar.base_ends is None:
        return
    painter = sheet.painter
    left, right = sheet.scale.x(bar.base_starts or bar.base_ends), sheet.scale.after(bar.base_ends)
    line = QRectF(left, at * sheet.row + sheet.row * BASE, max(right - left, 3), sheet.px(BASE_HIGH))
    painter.fillRect(line, sheet.look.color("text2"))


def _range(sheet: Sheet, bar: Bar, box: QRectF) -> float:
    """From the end of a bar to the day it is done by nine times in ten; returns where that ends."""
    if bar.late is None or bar.state in FINISHED or bar.ends_on is None or bar.late <= bar.ends_on:
        return box.right()
    x, middle, cap = sheet.scale.after(bar.late), box.center().y(), sheet.px(6)
    painter = sheet.painter
    ink = sheet.look.color("text2")
    painter.fillRect(QRectF(box.right(), round(middle) - 0.5, x - box.right(), 1.4), ink)
    painter.fillRect(QRectF(x - 1.4, middle - cap, 1.4, 2 * cap), ink)
    return x


def _words_undated(sheet: Sheet, at: int) -> None:
    painter, look = sheet.painter, sheet.look
    painter.setFont(look.font("caption"))
    painter.setPen(look.color("text3"))
    room = QRectF(sheet.left + sheet.px(GAP), at * sheet.row, sheet.right - sheet.left, sheet.row)
    painter.drawText(room, LEFT, say("no dates yet"))


def _tail(sheet: Sheet, bar: Bar, box: QRectF, end: float, *, current: bool) -> None:
    """Sign-off, pay, range and lateness in words: after the bar, or before it where there is no room."""
    look, painter = sheet.look, sheet.painter
    parts = _tail_parts(sheet, bar, current=current)
    if not parts:
        return
    font = look.font("caption_medium")
    painter.setFont(font)
    metrics, gap, icon = QFontMetricsF(font), sheet.px(GAP), sheet.px(16)
    sizes = [
        (icon if name else 0)
        + (metrics.horizontalAdvance(words) + 2 if words else 0)
        + (5 if name and words else 0)
        for name, words, _ in parts
    ]
    wide = sum(sizes) + gap * len(sizes)
    after = end + wide + gap < sheet.scale.width or box.left() < wide + gap
    x = end + gap if after else box.left() - wide
    middle = box.center().y()
    lines = [today_x(sheet), *([sheet.scale.after(sheet.drawn.needed)] if sheet.drawn.needed else [])]
    if not after or any(x - 2 < line < x + wide for line in lines):  # no line goes through the words
        painter.fillRect(QRectF(x - 2, middle - icon / 2, wide, icon), look.color("surface"))
    for (name, words, tone), size in zip(parts, sizes, strict=True):
        at = x
        if name:
            pixmap = look.pixmap(name, tone, 16, sheet.ratio)
            painter.drawPixmap(QPointF(at, middle - icon / 2), pixmap)
            at += icon + 5
        if words:
            painter.setPen(look.color("text2" if name else tone))
            painter.drawText(QRectF(at, middle - icon, size, 2 * icon), LEFT, words)
        x += size + gap


def _tail_parts(sheet: Sheet, bar: Bar, *, current: bool) -> list[tuple[str, str, str]]:
    """(icon, words, tone) of what stands beside a bar."""
    parts = []
    if bar.kind == STAGE and bar.state in FINISHED:
        parts.append(("circle-check", "", "success_text"))
    elif bar.kind == STAGE and bar.state == HANDED_OVER:
        parts.append(("clipboard-check", "", "info_text"))
    if bar.kind == OWN_TASK:
        parts.append(("user", "", "text2"))
    if bar.pay:
        parts.append(("banknote", bar.pay, "text2"))
    ranged = bar.late is not None and bar.early is not None and bar.state not in FINISHED
    if ranged and (current or bar is sheet.drawn.bars[-1]):
        formats = sheet.drawn.formats
        words = say(
            "4 in 5: {early} to {late}", early=formats.short_day(bar.early), late=formats.short_day(bar.late)
        )
        parts.append(("", words, "text2"))
    if bar.slip:
        parts.append(("", bar.slip, "warn_text"))
    return parts


def paint_head(sheet: Sheet, high: int) -> None:
    """Months over weeks or days, today in a pill, and the day it is needed."""
    painter, look = sheet.painter, sheet.look
    painter.fillRect(QRectF(sheet.left, 0, sheet.right - sheet.left, high), look.color("surface"))
    taken = _taken(sheet)
    _months(sheet, high, taken[1:])
    _days(sheet, taken)
    painter.fillRect(QRectF(sheet.left, high - 1, sheet.right - sheet.left, 1), look.color("border2"))
    _pills(sheet, taken)


def _taken(sheet: Sheet) -> list[tuple[float, float, str]]:
    """Where today and the needed day have their words: from, to, and what they say."""
    metrics = QFontMetricsF(sheet.look.font("caption_strong"))
    words = say("Today")
    wide = metrics.horizontalAdvance(words) + sheet.px(16)
    left = max(0.0, min(today_x(sheet) - wide / 2, sheet.scale.width - wide))
    taken = [(left, left + wide, words)]
    needed = sheet.drawn.needed
    if needed is not None:
        words = say("needed {day}", day=sheet.drawn.formats.short_day(needed))
        wide = metrics.horizontalAdvance(words) + sheet.px(8)
        x = sheet.scale.after(needed)
        left = x - wide / 2
        left = max(0.0, min(left, sheet.scale.width - wide))
        taken.append((left, left + wide, words))
    return taken


def _months(sheet: Sheet, high: int, taken: list[tuple[float, float, str]]) -> None:
    painter, look, scale = sheet.painter, sheet.look, sheet.scale
    font = look.font("dense_strong")
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    free = 0.0
    shown = list(months(scale.day_at(sheet.left), scale.day_at(sheet.right)))
    ends = [*(scale.x(month) for month in shown[1:]), sheet.right]
    for month, end in zip(shown, ends, strict=True):
        x = scale.x(month)
        painter.fillRect(QRectF(round(x), 0, 1, high), look.color("border2"))
        formats = sheet.drawn.formats
        words = formats.month_year(month) if month.month == 1 or x <= sheet.left else formats.month(month)
        x = max(x, sheet.left) + sheet.px(6)
        wide = metrics.horizontalAdvance(words)
        if (
            x < free
            or (end < sheet.right and x + wide > end)
            or any(x < right and left < x + wide for left, right, _ in taken)
        ):
            continue
        painter.setPen(look.color("text"))
        painter.drawText(QRectF(x, 0, wide + 2, sheet.px(25)), LEFT, words)
        free = x + wide + sheet.px(14)


def _days(sheet: Sheet, taken: list[tuple[float, float, str]]) -> None:
    """Each day where they are wide, else the Mondays."""
    painter, look, scale = sheet.painter, sheet.look, sheet.scale
    first, last = scale.day_at(sheet.left), scale.day_at(sheet.right)
    daily = scale.day >= sheet.px(DAY_WIDTH[WEEK]) - 1
    painter.setFont(look.font("caption", tabular=True))
    painter.setPen(look.color("text2"))
    days = (scale.day_at(scale.x(first) + n * scale.day + 1) for n in range((last - first).days + 1))
    wide = scale.day if daily else scale.day * 7
    if wide < sheet.px(NUMBER):
        return
    pill = taken[0]
    for day in days if daily else mondays(first, last):
        x = scale.x(day)
        room = QRectF(x, sheet.px(23), max(wide, sheet.px(20)), sheet.px(20))
        reach = x + (wide if daily else sheet.px(22))
        if x < pill[1] and pill[0] < reach:
            continue
        if daily:
            painter.setPen(look.color("text2" if sheet.drawn.works(day) else "text3"))
            painter.drawText(room, CENTRE, str(day.day))
        else:
            painter.drawText(room.adjusted(2, 0, 0, 0), LEFT, str(day.day))


def _pills(sheet: Sheet, taken: list[tuple[float, float, str]]) -> None:
    painter, look = sheet.painter, sheet.look
    left, right, words = taken[0]
    pill = QRectF(left, sheet.px(24), right - left, sheet.px(19))
    painter.setPen(NO_PEN)
    painter.setBrush(look.color("accent"))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setFont(look.font("caption_strong"))
    painter.setPen(look.color("on_accent"))
    painter.drawText(pill, CENTRE, words)
    for left, right, words in taken[1:]:
        painter.setPen(look.color("text"))
        painter.drawText(QRectF(left, 0, right - left, sheet.px(25)), CENTRE, words)
