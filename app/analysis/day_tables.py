"""Working days of one calendar looked up in tables: counts from days and days from counts, for many runs at once.

A moment is a number of calendar days since midnight before the first day, 1.5 being the middle of the second. A count
is a number of working days since then. Between two working days many moments have one count: a start takes the last of
them, the morning of the next working day, an end the first, the evening of the one before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.analysis.arrays import NEARLY, Floats, load_numpy
from app.analysis.calendars import WorkingCalendar


class DayTable:
    """One calendar as tables that reach so many days before and after the first."""

    def __init__(self, calendar: WorkingCalendar, start: date, reach: int) -> None:
        np = load_numpy()
        first = start.toordinal() - reach
        # The first of January of the year 1, ordinal 1, was a Monday.
        weekdays = (np.arange(2 * reach + 1) + first - 1) % 7
        open_ = ~np.isin(weekdays, sorted(calendar.days_off))
        closed = np.array([day.toordinal() - first for day in calendar.holidays], dtype=np.intp)
        open_[closed[(closed >= 0) & (closed < len(open_))]] = False
        counts = np.concatenate([[0], np.cumsum(open_)])
        self._np: Any = np
        self._reach = reach
        self._zero = int(counts[reach])
        self._counts: Floats = (counts - self._zero).astype(float)
        self._open: Floats = open_.astype(float)
        self._days: Floats = np.flatnonzero(open_).astype(float) - reach

    def count(self, moments: Floats) -> Floats:
        """Working days before these moments, that under way in part."""
        np = self._np
        days = moments + float(self._reach)
        at = (days + NEARLY).astype(np.intp)  # cut off, which is downwards as no moment lies before the table
        days -= at
        np.maximum(days, 0.0, out=days)
        days *= self._open.take(at)
        days += self._counts.take(at)
        return days

    def starts(self, counts: Floats) -> Floats:
        """The last moments with these counts: when work that comes next begins."""
        np = self._np
        days = counts + float(self._zero)
        at = (days + NEARLY).astype(np.intp)
        days -= at
        np.maximum(days, 0.0, out=days)
        days += self._days.take(at)
        return days

    def ends(self, counts: Floats) -> Floats:
        """The first moments with these counts: when work that came before is over."""
        np = self._np
        days = counts + float(self._zero)
        at = (days - NEARLY).astype(np.intp)  # the working day that is under way at the end, or ends there
        days -= at
        np.minimum(days, 1.0, out=days)
        days += self._days.take(at)
        return days

    def onto(self, other: DayTable) -> Crossing:
        """Counts of this calendar as counts of another one: one look for two."""
        at = self._days.astype(self._np.intp) + other._reach
        return Crossing(self._zero, other._counts[at], other._open[at])


class Crossing:
    """From one calendar to another: within a working day of the first, the second is open all day or not at all."""

    def __init__(self, zero: int, counts: Floats, open_: Floats) -> None:
        self._np: Any = load_numpy()
        self._zero = float(zero)
        self._counts = counts
        self._open = open_

    def starts(self, counts: Floats) -> Floats:
        """What the other calendar counts where these counts begin something."""
        days = counts + self._zero
        at = (days + NEARLY).astype(self._np.intp)
        days -= at
        days *= self._open.take(at)
        days += self._counts.take(at)
        return days

    def ends(self, counts: Floats) -> Floats:
        """What the other calendar counts where these counts end something."""
        days = counts + self._zero
        at = (days - NEARLY).astype(self._np.intp)
        days -= at
        days *= self._open.take(at)
        days += self._counts.take(at)
        return days


def day_tables(calendars: Mapping[str, WorkingCalendar], start: date, reach: int) -> dict[str, DayTable]:
    """A table for each name; calendars that are equal share one, so that nothing is carried across."""
    shared: dict[WorkingCalendar, DayTable] = {}
    for calendar in calendars.values():
        if calendar not in shared:
            shared[calendar] = DayTable(calendar, start, reach)
    return {name: shared[calendar] for name, calendar in calendars.items()}
