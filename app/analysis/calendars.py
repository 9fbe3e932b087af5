"""Working days of one calendar, for review times, payment days and delays."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY_AND_SUNDAY = frozenset({5, 6})


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days somebody works: every weekday that is not a day off of the week nor a holiday.

    `holidays` are the closed days of one place (national days and the firm's own); `days_off` are weekday
    numbers, Monday 0. At least one weekday must be worked (ValueError).
    """

    holidays: frozenset[date] = field(default_factory=frozenset)
    days_off: frozenset[int] = SATURDAY_AND_SUNDAY

    def __post_init__(self) -> None:
        if self.days_off >= frozenset(range(7)):
            raise ValueError("a calendar needs at least one working weekday")

    def works(self, day: date) -> bool:
        """Whether this day is worked."""
        return day.weekday() not in self.days_off and day not in self.holidays

    def on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is."""
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def add(self, day: date, working_days: int) -> date:
        """The date so many working days after a day, which itself does not count; negative counts back.

        Zero gives the day itself even if it is not worked.
        """
        step = timedelta(days=1 if working_days >= 0 else -1)
        for _ in range(abs(working_days)):
            day += step
            while not self.works(day):
                day += step
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after start, up to and including end; negative if end comes first."""
        if end < start:
            return -self.between(end, start)
        weeks, rest = divmod((end - start).days, 7)
        count = weeks * (7 - len(self.days_off))
        tail = start + timedelta(days=7 * weeks)
        count += sum((tail + timedelta(days=n)).weekday() not in self.days_off for n in range(1, rest + 1))
        closed = (day for day in self.holidays if start < day <= end and day.weekday() not in self.days_off)
        return count - sum(1 for _ in closed)


def calendar(holidays: Set[date] = frozenset(), days_off: Set[int] = SATURDAY_AND_SUNDAY) -> WorkingCalendar:
    """A calendar from any sets; callers hold holidays as plain sets of dates."""
    return WorkingCalendar(frozenset(holidays), frozenset(days_off))
