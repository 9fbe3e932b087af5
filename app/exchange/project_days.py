"""The calendars of MS Project XML: hours of each weekday, and days off by name, over what each is based on.

An exception lies in one piece or comes once a year by day and month; what repeats otherwise is said, not guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from app.analysis.calendars import WorkingCalendar
from app.exchange.project_xml import Node
from app.words import say
from app.words.formats import Formats

LONGEST_EXCEPTION = 3_660
MOST_EXCEPTIONS = 5_000
DAYS_IN = 8
"""Hours of a working day where the file does not say."""

YEARLY = "2"
IN_ONE_PIECE = ("0", "1", "7", "9")
"""Kinds of exception that cover every day of their span."""


class Worked(NamedTuple):
    """A calendar of the file: its days, and the hours of one of them."""

    calendar: WorkingCalendar
    hours: Decimal
    named: Mapping[date, str]
    """Each day off that is no weekly one, by its name; empty where it has none."""


def calendars_of(
    root: Node, per_day: Decimal, faults: list[str], notes: list[str]
) -> Iterator[tuple[str, Worked]]:
    """Every calendar of the file by its key; what is wrong, and what is read otherwise, is added to the lists."""
    held = root.first("Calendars")
    nodes = {node.said("UID"): node for node in held.all("Calendar")} if held is not None else {}
    for key, node in nodes.items():
        chain, seen = [node], {key}
        while (base := chain[-1].said("BaseCalendarUID")) in nodes and base not in seen:
            seen.add(base)
            chain.append(nodes[base])
        yield key, _worked(chain[::-1], per_day, faults, notes)


def _worked(chain: list[Node], per_day: Decimal, faults: list[str], notes: list[str]) -> Worked:
    """A calendar over the one it is based on."""
    hours: dict[int, Decimal] = dict.fromkeys(range(5), per_day) | {5: Decimal(0), 6: Decimal(0)}
    closed: dict[date, str] = {}
    for node in chain:
        week = node.first("WeekDays")
        for day in week.all("WeekDay") if week is not None else ():
            kind = int(number_of(day.said("DayType")))
            if 1 <= kind <= 7:
                # 1 is Sunday in the file, 6 in ours
                hours[(kind + 5) % 7] = _day_hours(day, per_day)
            elif kind == 0:
                _except(day, closed, node, faults, notes)
        other = node.first("Exceptions")
        for day in other.all("Exception") if other is not None else ():
            _except(day, closed, node, faults, notes)
    off = frozenset(day for day, count in hours.items() if not count)
    if len(off) == 7:
        faults.append(say("The calendar “{name}” has no working day.", name=chain[-1].said("Name")))
        off = frozenset({5, 6})
    usual = Counter(count for count in hours.values() if count).most_common(1)
    return Worked(WorkingCalendar(frozenset(closed), off), usual[0][0] if usual else per_day, closed)


def _day_hours(day: Node, per_day: Decimal) -> Decimal:
    if day.said("DayWorking") == "0":
        return Decimal(0)
    times = day.first("WorkingTimes")
    spans = times.all("WorkingTime") if times is not None else []
    minutes = sum(
        (_minutes(span.said("ToTime"), end=True) - _minutes(span.said("FromTime")) for span in spans), 0
    )
    return Decimal(minutes) / 60 if minutes > 0 else per_day


def _minutes(told: str, *, end: bool = False) -> int:
    parts = told.split(":")
    try:
        count = int(parts[0]) * 60 + int(parts[1])
    except (ValueError, IndexError):
        return 0
    return count or (24 * 60 if end else 0)


def _except(day: Node, closed: dict[date, str], calendar: Node, faults: list[str], notes: list[str]) -> None:
    """Days off, and days worked after all."""
    period = day.first("TimePeriod")
    if period is None:
        return
    first, last = moment_of(period.said("FromDate")), moment_of(period.said("ToDate"))
    if first is None or last is None:
        return
    if last < first:
        faults.append(
            say(
                "The calendar “{name}” has days off that end on {end}, before they start.",
                name=calendar.said("Name"),
                end=Formats().day(last.date()),
            )
        )
        return
    days = _repeated(day, first.date(), last.date())
    if days is None:
        notes.append(
            say(
                "The calendar “{calendar}” repeats “{name}” in a way that is not read here. Add it as days off.",
                calendar=calendar.said("Name"),
                name=day.said("Name") or "–",
            )
        )
        return
    for at in days:
        if day.said("DayWorking") == "1":
            closed.pop(at, None)
        elif len(closed) < MOST_EXCEPTIONS:
            closed[at] = day.said("Name")


def _repeated(day: Node, first: date, last: date) -> list[date] | None:
    """The days of an exception: all of its span, or one a year. None where it repeats otherwise."""
    how = day.said("Type")
    if how == YEARLY:
        month, number = int(number_of(day.said("Month"))) + 1, int(number_of(day.said("MonthDay")))
        found = (_date(year, month, number) for year in range(first.year, last.year + 1))
        return [each for each in found if each is not None and first <= each <= last]
    if (how and how not in IN_ONE_PIECE) or number_of(day.said("Period")) > 1:
        return None
    count = min((last - first).days + 1, LONGEST_EXCEPTION)
    return [first + timedelta(days=more) for more in range(count)]


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def number_of(told: str) -> Decimal:
    """A number of the file; 0 where it is none."""
    try:
        found = Decimal(told or "0")
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and abs(found) < 10**9 else Decimal(0)


def moment_of(told: str) -> datetime | None:
    """A moment of the file; None where it is none."""
    try:
        return datetime.fromisoformat(told).replace(tzinfo=None) if told else None
    except ValueError:
        return None
