"""The network of a plan: activities, what waits for what, and what is wrong with it before a day is reckoned.

Durations and lags are working days. An activity is worked in one calendar; a lag is counted in the calendar that it
names, else in that of the activity which waits. The days are laid by `schedule_dates`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from heapq import heapify, heappop, heappush
from math import ceil, inf

from app.analysis.calendars import WorkingCalendar
from app.analysis.cost_spread import Pert

LONGEST = 36_525
"""Calendar days (a hundred years) beyond which a plan is a slip of the pen."""


class Link(StrEnum):
    """What of one activity waits for what of another: the four kinds of dependency."""

    FINISH_START = "finish_start"
    START_START = "start_start"
    FINISH_FINISH = "finish_finish"
    START_FINISH = "start_finish"

    @property
    def from_finish(self) -> bool:
        """Whether the end of the one before counts, not its start."""
        return self in (Link.FINISH_START, Link.FINISH_FINISH)

    @property
    def to_finish(self) -> bool:
        """Whether it holds the end of the one after, not its start."""
        return self in (Link.FINISH_FINISH, Link.START_FINISH)


@dataclass(frozen=True, slots=True)
class Dependency:
    """`after` waits for `before`; a lag is in working days, a lead is a lag below nothing."""

    before: str
    after: str
    link: Link = Link.FINISH_START
    lag: float = 0.0
    lag_calendar: str | None = None
    """The name of the calendar in which the lag is counted; None for that of `after`."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that takes working days of one calendar; nothing of them is a moment, as a sign-off is.

    `not_before` is the first day it may begin, `due` the last day it should end: missing it makes float negative.
    """

    key: str
    days: Pert
    calendar: str
    not_before: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """A plan before it has dates; `start` is the first day on which anything may begin."""

    start: date
    activities: tuple[Activity, ...]
    dependencies: tuple[Dependency, ...]
    calendars: Mapping[str, WorkingCalendar]


class Slip(StrEnum):
    """What can be wrong with a network."""

    TWICE = "twice"
    NEGATIVE = "negative"
    POINTS = "points"
    END_BEFORE_START = "end_before_start"
    MISSING = "missing"
    CALENDAR = "calendar"
    LAG = "lag"
    CHANCE = "chance"
    CYCLE = "cycle"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong and where: an activity, the other one it names, or all members of a loop in its order."""

    slip: Slip
    activity: str = ""
    other: str = ""
    members: tuple[str, ...] = ()
    began: date | None = None
    ended: date | None = None


class BadNetwork(ValueError):
    """A network that has no schedule; `faults` says why, for whoever makes words of it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.slip} {fault.activity or fault.members}" for fault in faults))
        self.faults = tuple(faults)


def faults_of(network: Network) -> tuple[Fault, ...]:
    """All that is wrong, in the order of the network; nothing where it can be reckoned."""
    found, order = _checked(network)
    if found:
        return found
    return () if fits(network, reach_of(network, order)) else (Fault(Slip.TOO_LONG),)


def in_order(network: Network) -> tuple[str, ...]:
    """Every activity after those it waits for, the same however the network was written down. BadNetwork if none is."""
    found, order = _checked(network)
    if found:
        raise BadNetwork(found)
    return order


def fits(network: Network, reach: int) -> bool:
    """Whether so many days before and after the start are days that a calendar has, and a plan may take."""
    begun = network.start.toordinal()
    return reach <= LONGEST and begun - reach >= 1 and begun + reach <= date.max.toordinal()


def reach_of(network: Network, order: Sequence[str], more: float = 0.0) -> int:
    """Calendar days from the start within which everything lies, whatever happens: an upper bound.

    `more` is working days that risks may add.
    """
    calendars = [network.calendars[activity.calendar] for activity in network.activities]
    calendars += [network.calendars[each.lag_calendar] for each in network.dependencies if each.lag_calendar]
    slowest = 7 / min((7 - len(each.days_off) for each in calendars), default=7)
    closed = len(frozenset().union(*(each.holidays for each in calendars)))
    spans = {activity.key: activity.days.high * slowest + 14 for activity in network.activities}
    before = _before(network)
    ends: dict[str, float] = {}
    for key in order:
        waits = (ends[each.before] + abs(each.lag) * slowest + 14 for each in before[key])
        ends[key] = max(waits, default=0.0) + spans[key]
    named = [day for each in network.activities for day in (each.not_before, each.due) if day]
    away = max((abs((day - network.start).days) for day in named), default=0)
    leads = max((abs(each.lag) for each in network.dependencies), default=0.0) * slowest
    return ceil(min(max(ends.values(), default=0.0) + (closed + more) * slowest + leads + away + 28, 1e9))


def _checked(network: Network) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    """What is wrong with the network as it is written, else its order."""
    found = [*_twice(network), *_activity_faults(network), *_dependency_faults(network)]
    if found:
        return tuple(found), ()
    order, left = _sorted(network)
    return ((Fault(Slip.CYCLE, members=_loop(network, left)),) if left else ()), order


def _twice(network: Network) -> Iterator[Fault]:
    seen: set[str] = set()
    for activity in network.activities:
        if activity.key in seen:
            yield Fault(Slip.TWICE, activity.key)
        seen.add(activity.key)


def _activity_faults(network: Network) -> Iterator[Fault]:
    for activity in network.activities:
        low, likely, high = activity.days
        if min(low, likely, high) < 0:
            yield Fault(Slip.NEGATIVE, activity.key)
        elif not low <= likely <= high < inf:
            yield Fault(Slip.POINTS, activity.key)
        if activity.calendar not in network.calendars:
            yield Fault(Slip.CALENDAR, activity.key, activity.calendar)
        began = max(network.start, activity.not_before or network.start)
        if activity.due is not None and activity.due < began:
            yield Fault(Slip.END_BEFORE_START, activity.key, began=began, ended=activity.due)


def _dependency_faults(network: Network) -> Iterator[Fault]:
    known = {activity.key for activity in network.activities}
    for each in network.dependencies:
        if each.after not in known:
            yield Fault(Slip.MISSING, each.before, each.after)
        elif each.before not in known:
            yield Fault(Slip.MISSING, each.after, each.before)
        if each.lag_calendar is not None and each.lag_calendar not in network.calendars:
            yield Fault(Slip.CALENDAR, each.after, each.lag_calendar)
        if not -inf < each.lag < inf:
            yield Fault(Slip.LAG, each.after, each.before)


def _before(network: Network) -> dict[str, list[Dependency]]:
    before: dict[str, list[Dependency]] = {activity.key: [] for activity in network.activities}
    for each in network.dependencies:
        before[each.after].append(each)
    return before


def _sorted(network: Network) -> tuple[tuple[str, ...], set[str]]:
    """The activities in order, of those that are free the first by name; and those in loops or behind one."""
    waits = {activity.key: 0 for activity in network.activities}
    after: dict[str, list[str]] = {key: [] for key in waits}
    for each in network.dependencies:
        waits[each.after] += 1
        after[each.before].append(each.after)
    free = [key for key, count in waits.items() if not count]
    heapify(free)
    order = []
    while free:
        key = heappop(free)
        order.append(key)
        for other in after[key]:
            waits[other] -= 1
            if not waits[other]:
                heappush(free, other)
    return tuple(order), set(waits) - set(order)


def _loop(network: Network, left: set[str]) -> tuple[str, ...]:
    """One loop among what could not be put in order, each before the next, the first by name at its head."""
    before: dict[str, str] = {}
    for each in sorted(network.dependencies, key=lambda one: (one.after, one.before)):
        if each.after in left and each.before in left:
            before.setdefault(each.after, each.before)
    # Who is left waits for somebody who is left, so walking back ends in a loop.
    trail: dict[str, int] = {}
    key = min(left)
    while key not in trail:
        trail[key] = len(trail)
        key = before[key]
    loop = list(trail)[trail[key] :][::-1]
    head = loop.index(min(loop))
    return tuple(loop[head:] + loop[:head])
