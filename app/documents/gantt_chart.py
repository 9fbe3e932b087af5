"""A schedule on paper: the scale is chosen by the width, never the type made smaller; what is wider goes on overleaf.

Text is 7.5 points or more, a bar four millimetres high, a row seven. Names and head are repeated on every piece.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable, PageBreak

from app.documents import fonts, styles
from app.documents.drawing import Canvas, box, diamond, fit, line, measure, write
from app.documents.figures import Gantt, GanttRow, Span
from app.words import say
from app.words.formats import Formats

HEAD, ROW, BAR = 27.0, 7.4 * mm, 4 * mm
SMALL, PLAIN = 7.5, 9.0
NAMES, MOST_NAMES = 0.26, 190.0
"""Share of the width that names may take, and the most they take."""
STEP = 9.0
"""A task stands so far to the right under its stage."""
LEAST_BAND = 1.6
"""Days off narrower than that would be a grey haze."""
FEWEST = 3
"""Rows a piece of a cut schedule has at least."""
MOST_TASKS = 200
"""So far back a stage is looked for, so that it is not named twice."""
OVERLAP = timedelta(days=7)
"""What two pieces of the same rows both show."""


class Scale(NamedTuple):
    """What is marked along the days, and how few points a day may take for that."""

    name: str
    least: float


WEEKS, MONTHS, QUARTERS = Scale("week", 2.6), Scale("month", 0.95), Scale("quarter", 0.5)
SCALES = (WEEKS, MONTHS, QUARTERS)
"""From fine to coarse."""


def gantt_charts(figure: Gantt, width: float, formats: Formats) -> list[Flowable]:
    """One chart where the days fit at some scale; else several beside one another in time, each on its pages."""
    first, last = extent(figure)
    names = min(width * NAMES, MOST_NAMES)
    room = width - names
    scale, pieces = cut(first, last, room)
    charts: list[Flowable] = []
    for number, (start, end) in enumerate(pieces):
        if number:
            charts.append(PageBreak())
        rows = figure.rows if len(pieces) == 1 else seen_rows(figure.rows, start, end)
        charts.append(GanttChart(figure, width, names, formats, scale, (start, end), (first, last), rows))
    return charts


def extent(figure: Gantt) -> tuple[date, date]:
    """The first and the last day that is drawn, and a week around."""
    days = [
        day
        for row in figure.rows
        for day in (row.start, row.end, row.first_start, row.first_end, row.late)
        if day is not None
    ]
    days += [span.last for span in figure.marks]
    days += [figure.today] if figure.today else []
    if not days:
        return date(2000, 1, 1), date(2000, 3, 31)
    first = min(days) - timedelta(days=4)
    whole = (max(days) - first).days
    return first, max(days) + timedelta(days=max(7, whole // 6))


def cut(first: date, last: date, room: float) -> tuple[Scale, list[tuple[date, date]]]:
    """The finest scale at which all days fit; at the coarsest in as many even pieces as it takes."""
    days = (last - first).days
    for scale in SCALES:
        if days * scale.least <= room:
            return scale, [(first, last)]
    fitting = int(room / QUARTERS.least) - OVERLAP.days
    count = -(-days // fitting)
    long = -(-days // count)
    pieces = [
        (
            first + timedelta(days=long * at) - (OVERLAP if at else timedelta()),
            min(first + timedelta(days=long * (at + 1)), last),
        )
        for at in range(count)
    ]
    return QUARTERS, pieces


def seen_rows(rows: tuple[GanttRow, ...], first: date, last: date) -> tuple[GanttRow, ...]:
    """The rows of which something lies between two days, each under its stage; all where there are none."""
    found: list[GanttRow] = []
    above: GanttRow | None = None
    for row in rows:
        if not row.depth:
            above = row
        days = [
            day for day in (row.start, row.end, row.first_start, row.first_end, row.late) if day is not None
        ]
        if days and min(days) <= last and max(days) >= first:
            if row.depth and above is not None and above not in found[-MOST_TASKS:]:
                found.append(above)
            found.append(row)
    return tuple(found) or rows


class GanttChart(Flowable):
    """Rows under a head of days, cut between rows where a page ends."""

    def __init__(
        self,
        figure: Gantt,
        width: float,
        names: float,
        formats: Formats,
        scale: Scale,
        shown: tuple[date, date],
        whole: tuple[date, date],
        rows: tuple[GanttRow, ...] | None = None,
    ) -> None:
        super().__init__()
        self.figure, self.width, self.names, self.formats = figure, width, names, formats
        self.scale, self.shown, self.whole = scale, shown, whole
        self.rows = figure.rows if rows is None else rows
        self.spaceBefore, self.spaceAfter = 0.0, 6.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Head and rows."""
        self.height = HEAD + len(self.rows) * ROW + 4
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Rows that fit, then the rest under a head of its own."""
        fitting = int((available_height - HEAD - 4) // ROW)
        if fitting < FEWEST or fitting >= len(self.rows):
            return []
        return [
            GanttChart(
                self.figure, self.width, self.names, self.formats, self.scale, self.shown, self.whole, rows
            )
            for rows in (self.rows[:fitting], self.rows[fitting:])
        ]

    def x(self, day: date) -> float:
        """Where a day begins, kept within what this piece shows."""
        first, last = self.shown
        share = (min(max(day, first), last) - first).days / max((last - first).days, 1)
        return self.names + (self.width - self.names) * share

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.x(day + timedelta(days=1))

    def draw(self) -> None:
        """Bands under lines under bars under words."""
        canvas, top = self.canv, self.height - HEAD
        bottom = top - len(self.rows) * ROW
        for band in self.figure.bands:
            wide = self.after(band.last) - self.x(band.first)
            if self._seen(band.first, band.last) and wide > LEAST_BAND:
                left = self.x(band.first)
                box(canvas, left, bottom, self.after(band.last) - left, top - bottom, fill=styles.SHADE)
        self._head(canvas, top, bottom)
        for at in range(len(self.rows) + 1):
            y = top - at * ROW
            line(canvas, 0, y, self.width, y, styles.INK if not at else styles.RULE)
        self._marks(canvas, top, bottom)
        for at, row in enumerate(self.rows):
            self._row(canvas, row, top - (at + 1) * ROW)
        self._continues(canvas, top)

    def _seen(self, first: date, last: date) -> bool:
        return first <= self.shown[1] and last >= self.shown[0]

    # The head -------------------------------------------------------------------------------------

    def _head(self, canvas: Canvas, top: float, bottom: float) -> None:
        write(canvas, 0, top + 4, say("What"), fonts.REGULAR, SMALL, styles.INK_SOFT)
        free = self.names
        for month in _months(*self.shown):
            if self.scale is QUARTERS and (month.month - 1) % 3:
                continue
            x = self.x(month)
            line(canvas, x, bottom, x, top + HEAD - 4, styles.RULE_STRONG, 0.4)
            plain = self.scale is not QUARTERS and month.month != 1 and free > self.names
            label = self.formats.month(month) if plain else self.formats.month_year(month)
            if x >= free and x + measure(label, fonts.SEMIBOLD, SMALL) + 4 < self.width:
                free = x + 6 + write(canvas, x + 3, top + 15, label, fonts.SEMIBOLD, SMALL)
        if self.scale is WEEKS:
            day = self.shown[0] + timedelta(days=-self.shown[0].weekday() % 7)
            while day < self.shown[1] - timedelta(days=3):
                write(canvas, self.x(day) + 1.5, top + 4, str(day.day), fonts.FIGURES, SMALL, styles.INK_SOFT)
                day += timedelta(days=7)

    def _marks(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Today and what is needed when, each with its word over the rows."""
        today = self.figure.today
        spans: list[tuple[Span, Color, tuple[float, float] | None]] = [
            (span, styles.INK, (2.0, 2.0)) for span in self.figure.marks
        ]
        if today is not None:
            words = say("Today {day}", day=self.formats.short_day(today))
            spans.append((Span(today, today, words), styles.ACCENT, None))
        free = 0.0
        for span, colour, dash in reversed(spans):
            if not self._seen(span.first, span.last):
                continue
            x = self.after(span.last) if dash else (self.x(span.first) + self.after(span.first)) / 2
            line(canvas, x, bottom, x, top + 3, colour, 1, dash)
            wide = measure(span.label, fonts.SEMIBOLD, SMALL) + 4
            left = min(max(x - wide / 2, self.names, free), self.width - wide)
            free = left + wide + 4
            box(canvas, left, top + 1.5, wide, 10, fill=styles.PAPER)
            write(canvas, left + 2, top + 4, span.label, fonts.SEMIBOLD, SMALL, colour)

    def _continues(self, canvas: Canvas, top: float) -> None:
        """Says that there are days before, or after, on another page."""
        y = top + 15
        if self.shown[0] > self.whole[0]:
            write(
                canvas, self.names - 4, y, say("← continued"), fonts.REGULAR, SMALL, styles.INK_SOFT, "right"
            )
        if self.shown[1] < self.whole[1]:
            words = say("continues →")
            wide = measure(words, fonts.REGULAR, SMALL) + 4
            box(canvas, self.width - wide, y - 2.5, wide, 10, fill=styles.PAPER)
            write(canvas, self.width, y, words, fonts.REGULAR, SMALL, styles.INK_SOFT, "right")

    # The rows -------------------------------------------------------------------------------------

    def _row(self, canvas: Canvas, row: GanttRow, y: float) -> None:
        face = fonts.SEMIBOLD if not row.depth else fonts.REGULAR
        indent = row.depth * STEP
        two = bool(row.status)
        name = fit(row.name, face, PLAIN, self.names - indent - 6)
        write(canvas, indent, y + (11.5 if two else 7), name, face, PLAIN)
        if two:
            status = fit(row.status, fonts.REGULAR, SMALL, self.names - indent - 6)
            write(canvas, indent, y + 3, status, fonts.REGULAR, SMALL, styles.INK_SOFT)
        if row.start is None or row.end is None:
            write(canvas, self.names + 4, y + 7, say("no dates yet"), fonts.REGULAR, SMALL, styles.INK_SOFT)
            return
        seen = self._seen(row.start, row.end)
        self._first_plan(canvas, row, y)
        right = self._bar(canvas, row, y + 6.5) if seen else None
        right = self._range(canvas, row, y + 6.5 + BAR / 2, right)
        if right is not None:
            self._words(canvas, row, y + 6.5 + BAR / 2, right)

    def _bar(self, canvas: Canvas, row: GanttRow, y: float) -> float:
        assert row.start is not None
        assert row.end is not None
        left, right = self.x(row.start), max(self.after(row.end), self.x(row.start) + 1.5)
        if row.moment:
            diamond(canvas, right, y + BAR / 2, BAR / 2, filled=row.done is not None)
            return right + BAR / 2
        tone = styles.ACCENT if not row.depth else styles.BAR_OTHER
        edge, wide = (styles.INK, 1.2) if row.decides else (tone, 0.7)
        box(canvas, left, y, right - left, BAR, fill=styles.TINT, stroke=edge, line_width=wide)
        if row.done is not None and row.done >= row.start:
            box(canvas, left, y, min(self.after(row.done), right) - left, BAR, fill=tone)
        if row.signed and row.end <= self.shown[1]:
            diamond(canvas, right, y + BAR / 2, 4)
            right += 4
        return right

    def _first_plan(self, canvas: Canvas, row: GanttRow, y: float) -> None:
        if row.first_end is None or not self._seen(row.first_start or row.first_end, row.first_end):
            return
        left, right = self.x(row.first_start or row.first_end), self.after(row.first_end)
        box(canvas, left, y + 2.6, max(right - left, 1.5), 1.8, fill=styles.INK_SOFT)

    def _range(self, canvas: Canvas, row: GanttRow, middle: float, right: float | None) -> float | None:
        if row.late is None or row.end is None or row.late <= row.end or not self._seen(row.end, row.late):
            return right
        left, end = self.after(row.end), self.after(row.late)
        line(canvas, left, middle, end, middle, styles.INK_SOFT, 0.8)
        line(canvas, end, middle - 3, end, middle + 3, styles.INK_SOFT, 0.8)
        return max(right or end, end)

    def _words(self, canvas: Canvas, row: GanttRow, middle: float, right: float) -> None:
        """The end, pay and lateness, after the bar or, where there is no room, before it."""
        assert row.start is not None
        parts = (self.formats.short_day(row.end), row.pay, row.slip)
        words = " · ".join(filter(None, parts))
        wide = measure(words, fonts.FIGURES, SMALL)
        x = right + 5
        if x + wide > self.width:
            x = self.x(row.start) - wide - 5
        if x < self.names:
            x, words = right + 5, fit(words, fonts.FIGURES, SMALL, self.width - right - 5)
        box(canvas, x - 1, middle - 4.5, min(wide, self.width - x) + 2, 9, fill=styles.PAPER)
        write(canvas, x, middle - 2.7, words, fonts.FIGURES, SMALL)


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        if month >= first:
            yield month
        month = (month + timedelta(days=32)).replace(day=1)
