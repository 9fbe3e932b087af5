"""Days to places across, and back."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

WEEK, MONTH, QUARTER, WHOLE = "week", "month", "quarter", "whole"
ZOOMS = (WHOLE, QUARTER, MONTH, WEEK)
"""From far to near: what Ctrl and the wheel go through. WHOLE is as near as the whole plan lets it be."""

DAY_WIDTH = {WEEK: 34.0, MONTH: 17.0, QUARTER: 8.0}
"""Pixels a day takes at 100 % text."""

LEAST_DAY = 0.8
"""The least a day takes where the whole plan is shown; a longer plan scrolls."""


class Scale(NamedTuple):
    """From `first` on, `day` pixels for each; places are counted from the left edge of the first day."""

    first: date
    last: date
    day: float

    def x(self, day: date) -> float:
        """Where a day begins."""
        return (day.toordinal() - self.first.toordinal()) * self.day

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.x(day) + self.day

    def day_at(self, x: float) -> date:
        """The day at a place."""
        return self.first + timedelta(days=int(x // self.day))

    @property
    def width(self) -> float:
        """All of it."""
        return self.after(self.last)


def months(first: date, last: date) -> Iterator[date]:
    """The first days of the months from the one `first` is in."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def mondays(first: date, last: date) -> Iterator[date]:
    """The Mondays between two days."""
    day = first + timedelta(days=-first.weekday() % 7)
    while day <= last:
        yield day
        day += timedelta(days=7)
