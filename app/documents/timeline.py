"""The time line: stages as bars under months, with seasons shaded and single days dashed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from reportlab.lib.colors import Color
from reportlab.platypus.flowables import Flowable

from app.documents import fonts, styles
from app.documents.drawing import LABELS, Canvas, box, diamond, fit, line, measure, write
from app.documents.figures import Span, TimeLine, TimeLineRow
from app.words.formats import Formats

HEAD, ROW, NOTE = 16.0, 16.5, 11.0
"""Heights in points: the months, a stage, a line of labels below. Rows grow to fill a page."""
WIDE = 0.46
"""Most of a time line's width its names may take: what is wider is cut, and stands in full in a table."""
FEWEST = 3
"""Rows a piece of a cut time line has at least."""


class TimeLineChart(Flowable):
    """A time line that may be cut between rows, each piece with its own head of months."""

    def __init__(
        self,
        figure: TimeLine,
        width: float,
        formats: Formats,
        extent: tuple[date, date] | None = None,
    ) -> None:
        super().__init__()
        self.figure, self.formats, self.width = figure, formats, width
        self.extent = extent or _extent(figure)
        """First and last day drawn: the same in every piece of a cut time line."""
        self.notes = len(_note_spans(figure))
        self.spaceBefore, self.spaceAfter = 0.0, 6.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Head, rows and the lines of labels below."""
        self.height = HEAD + len(self.figure.rows) * ROW + 3 + NOTE * self.notes
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Rows that fit, then the rest under months of its own; nothing where under three fit."""
        fitting = int((available_height - HEAD - 3 - NOTE * self.notes) // ROW)
        if fitting < FEWEST or fitting >= len(self.figure.rows):
            return []
        pieces = (self.figure.rows[:fitting], self.figure.rows[fitting:])
        return [
            TimeLineChart(replace(self.figure, rows=rows), self.width, self.formats, self.extent)
            for rows in pieces
        ]

    def draw(self) -> None:
        """Bands under months under bars, so that text over a grid line stays legible."""
        figure, canvas = self.figure, self.canv
        names = min(_name_room(figure), self.width * WIDE)
        scale = _TimeScale(*self.extent, names, self.width)
        top = self.height - HEAD
        bottom = top - len(figure.rows) * ROW
        for band in figure.bands:
            x0, x1 = scale.x(band.first), scale.x(band.last)
            box(canvas, x0, bottom, x1 - x0, top - bottom, fill=styles.SHADE)
        _draw_months(canvas, scale, top, bottom, self.formats)
        line(canvas, 0, top, self.width, top, styles.INK, styles.HEAD_RULE)
        for mark in figure.marks:
            x = scale.x(mark.first)
            line(canvas, x, bottom, x, top, styles.INK, 0.75, (2, 2))
        for index, row in enumerate(figure.rows):
            y = top - (index + 1) * ROW
            _draw_stage(canvas, row, scale, y + ROW / 2, figure.bands)
            if index < len(figure.rows) - 1:
                line(canvas, 0, y, self.width, y)
        line(canvas, 0, bottom, self.width, bottom, styles.RULE_STRONG)
        if figure.today:
            line(canvas, scale.x(figure.today), bottom, scale.x(figure.today), top + 6, styles.RED, 1)
        for number, span in enumerate(_note_spans(figure)):
            _draw_note(canvas, span, scale, bottom - 10 - number * NOTE, self.width)


def _name_room(figure: TimeLine) -> float:
    """Width of the widest name with its number, and never less than the labels of other charts."""
    widest = max((measure(row.name, fonts.REGULAR, 9) for row in figure.rows), default=0.0)
    number = max((measure(str(row.number), fonts.FIGURES_SEMIBOLD, 9) for row in figure.rows), default=0.0)
    return max(min(LABELS, 120.0), widest + max(number + 5, 11) + 8)


class _TimeScale:
    """Dates to positions between the names and the right edge."""

    def __init__(self, first: date, last: date, left: float, right: float) -> None:
        self.first, self.last, self.left, self.right = first, last, left, right

    def x(self, day: date) -> float:
        kept = min(max(day, self.first), self.last)
        share = (kept - self.first).days / max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * share


def _extent(figure: TimeLine) -> tuple[date, date]:
    days = [day for row in figure.rows for day in (row.start, row.end) if day]
    days += [day for span in (*figure.bands, *figure.marks) for day in (span.first, span.last)]
    days += [figure.today] if figure.today else []
    if not days:
        return date(2000, 1, 1), date(2000, 12, 31)
    lead = timedelta(days=7)
    return min(days) - lead if not figure.bands else min(days), max(days) + lead


def _note_spans(figure: TimeLine) -> tuple[Span, ...]:
    today = (Span(figure.today, figure.today, figure.today_label),) if figure.today else ()
    return tuple(span for span in (*figure.bands, *figure.marks, *today) if span.label)


def _months(first: date, last: date) -> Iterator[date]:
    month = date(first.year, first.month, 1)
    while month <= last:
        if month >= first:
            yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _draw_months(canvas: Canvas, scale: _TimeScale, top: float, bottom: float, formats: Formats) -> None:
    months = list(_months(scale.first, scale.last))
    step = 1
    while len(months) / step > max((scale.right - scale.left) / 32, 1):
        step = {1: 3, 3: 6, 6: 12}.get(step, step + 12)
    for month in months:
        if step > 1 and (month.month - 1) % min(step, 12):
            continue
        x = scale.x(month)
        line(canvas, x, bottom, x, top + 3)
        label = formats.month(month) if step == 1 else formats.month_year(month)
        if x + measure(label, fonts.REGULAR, 8) + 4 < scale.right:
            write(canvas, x + 2.5, top + 7, label, fonts.REGULAR, 8, styles.INK_SOFT)


def _draw_stage(
    canvas: Canvas, row: TimeLineRow, scale: _TimeScale, middle: float, bands: tuple[Span, ...]
) -> None:
    indent = max(11.0, measure(str(row.number), fonts.FIGURES_SEMIBOLD, 9) + 5)
    write(canvas, 0, middle - 3, str(row.number), fonts.FIGURES_SEMIBOLD, 9, styles.ACCENT)
    write(
        canvas, indent, middle - 3, fit(row.name, fonts.REGULAR, 9, scale.left - indent - 5), fonts.REGULAR, 9
    )
    start, end = row.start or row.end, row.end or row.start
    if start is None or end is None:
        write(canvas, scale.left + 4, middle - 3, row.note, fonts.FIGURES, 8, styles.INK_SOFT)
        return
    box(canvas, scale.x(start), middle - 4, max(2.0, scale.x(end) - scale.x(start)), 8, fill=styles.ACCENT)
    x = scale.x(end)
    note = measure(row.note, fonts.FIGURES, 8)
    right = x + 8 + note <= scale.right
    left = x + 7 if right else scale.x(start) - 6 - note
    if row.note:
        box(canvas, left, middle - 4.5, note + 2, 9.5, fill=_ground(scale, bands, left, left + note + 2))
        write(canvas, left + 1, middle - 3, row.note, fonts.FIGURES, 8, styles.INK_SOFT)
    diamond(canvas, x, middle, 4.4)


def _ground(scale: _TimeScale, bands: tuple[Span, ...], left: float, right: float) -> Color | None:
    """What a label is laid on, so that lines do not cross its letters: paper, a band, or neither."""
    edges = [(scale.x(band.first), scale.x(band.last)) for band in bands]
    if any(first <= left and right <= last for first, last in edges):
        return styles.SHADE
    return None if any(first < right and left < last for first, last in edges) else styles.PAPER


def _draw_note(canvas: Canvas, span: Span, scale: _TimeScale, y: float, width: float) -> None:
    label = fit(span.label, fonts.REGULAR, 8, width - 4)
    room = measure(label, fonts.REGULAR, 8)
    x = scale.x(span.first)
    if x + room > width:
        write(canvas, scale.x(span.last), y, label, fonts.REGULAR, 8, styles.INK_SOFT, "right")
    else:
        write(canvas, x, y, label, fonts.REGULAR, 8, styles.INK_SOFT)
