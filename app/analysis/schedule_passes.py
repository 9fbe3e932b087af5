"""Earliest and latest days of a network, for one run or ten thousand at once: rows of activities, columns of runs.

Every activity is reckoned in working days of its own calendar, so that within one calendar a dependency is an addition;
between two calendars a day is carried across as the moment it is. What a start or an end of another calendar falls on
and its own does not work counts as the last moment before for an end, and the next for a start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from app.analysis.arrays import Floats, load_numpy
from app.analysis.day_tables import Crossing, DayTable, day_tables
from app.analysis.schedule import Activity, BadNetwork, Fault, Link, Network, Slip, fits, in_order, reach_of

Delays = Mapping[int, Floats]
"""Row of an activity → working days by run that hold it up."""


class Tie(NamedTuple):
    """A dependency seen from one of its ends: the row of the other, and how its days come into this one's calendar.

    `across` leads to the calendar of the lag and `home` from there; None where that is the same one.
    """

    row: int
    link: Link
    lag: float
    across: Crossing | None
    home: Crossing | None


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A network in rows, each after those it waits for."""

    network: Network
    activities: tuple[Activity, ...]
    tables: tuple[DayTable, ...]
    before: tuple[tuple[Tie, ...], ...]
    after: tuple[tuple[Tie, ...], ...]
    floors: tuple[float, ...]
    """The count at which each may begin at the earliest."""


@dataclass(frozen=True, slots=True, eq=False)
class Early:
    """Earliest starts and ends as counts of each activity's own calendar, and the moments everything is over."""

    starts: Floats
    ends: Floats
    over: Floats


def lay(network: Network, more: float = 0.0) -> Laid:
    """Put a network in rows; `more` is working days that risks may add. BadNetwork where it has no schedule."""
    order = in_order(network)
    reach = reach_of(network, order, more)
    if not fits(network, reach):
        raise BadNetwork((Fault(Slip.TOO_LONG),))
    found = day_tables(network.calendars, network.start, reach)
    known = {activity.key: activity for activity in network.activities}
    rows = {key: row for row, key in enumerate(order)}

    @cache
    def crossing(one: DayTable, other: DayTable) -> Crossing | None:
        return None if one is other else one.onto(other)

    tables = tuple(found[known[key].calendar] for key in order)
    before: list[list[Tie]] = [[] for _ in order]
    after: list[list[Tie]] = [[] for _ in order]
    for each in network.dependencies:
        one, other = rows[each.before], rows[each.after]
        lagged = found[each.lag_calendar] if each.lag_calendar is not None else tables[other]
        lagged = lagged if each.lag else tables[other]
        ahead = (crossing(tables[one], lagged), crossing(lagged, tables[other]))
        back = (crossing(tables[other], lagged), crossing(lagged, tables[one]))
        before[other].append(Tie(one, each.link, each.lag, *ahead))
        after[one].append(Tie(other, each.link, each.lag, *back))
    return Laid(
        network=network,
        activities=tuple(known[key] for key in order),
        tables=tables,
        before=tuple(map(tuple, before)),
        after=tuple(map(tuple, after)),
        floors=tuple(_floor(known[key], table, network) for key, table in zip(order, tables, strict=True)),
    )


def early(
    laid: Laid, days: Floats, out: tuple[Floats, Floats] | None = None, delays: Delays | None = None
) -> Early:
    """The forward pass over `days` (activity, run); `out` are two arrays of that shape to be written over.

    `delays` (row → working days by run) come after the work: they put off an end and never bring a start forward.
    """
    np = load_numpy()
    delays = delays or {}
    starts, ends = out or (np.empty_like(days), np.empty_like(days))
    for row, ties in enumerate(laid.before):
        start, length = starts[row], days[row]
        start.fill(laid.floors[row])
        for tie in ties:
            bound = forward(tie, (ends if tie.link.from_finish else starts)[tie.row])
            np.maximum(start, bound - length if tie.link.to_finish else bound, out=start)
        np.add(start, length, out=ends[row])
        if row in delays:
            ends[row] += delays[row]
    over = np.zeros(days.shape[1])
    last: dict[DayTable, Floats] = {}
    for table, end in zip(laid.tables, ends, strict=True):
        last[table] = np.maximum(last[table], end, out=last[table]) if table in last else end.copy()
    for table, counts in last.items():
        np.maximum(over, table.ends(counts), out=over)
    return Early(starts, ends, over)


def late(
    laid: Laid,
    days: Floats,
    over: Floats,
    dues: Sequence[float] = (),
    out: Floats | None = None,
    delays: Delays | None = None,
) -> Floats:
    """The backward pass: latest starts, as counts, for everything to be over by `over` (moments).

    `dues` are counts, by row, by which each should end besides.
    """
    np = load_numpy()
    delays = delays or {}
    starts = np.empty_like(days) if out is None else out
    limits = {table: table.count(over) for table in dict.fromkeys(laid.tables)}
    for row in range(len(days) - 1, -1, -1):
        start = starts[row]
        length = days[row] + delays[row] if row in delays else days[row]
        start[:] = limits[laid.tables[row]]  # its end as yet
        if dues:
            np.minimum(start, dues[row], out=start)
        for tie in laid.after[row]:
            held = starts[tie.row]
            bound = backward(tie, held + days[tie.row] if tie.link.to_finish else held)
            np.minimum(start, bound if tie.link.from_finish else bound + length, out=start)
        start -= length
    result: Floats = starts
    return result


def forward(tie: Tie, counts: Floats) -> Floats:
    """What a start or end of the one before asks of the one after: the lag added, carried across."""
    if tie.across is not None:
        counts = (tie.across.ends if tie.link.from_finish else tie.across.starts)(counts)
    if tie.lag:
        counts = counts + tie.lag
    return counts if tie.home is None else tie.home.ends(counts)


def backward(tie: Tie, counts: Floats) -> Floats:
    """What a start or end of the one after leaves to the one before: the lag taken off, carried across."""
    if tie.across is not None:
        counts = tie.across.starts(counts)
    if tie.lag:
        counts = counts - tie.lag
    return counts if tie.home is None else tie.home.starts(counts)


def _floor(activity: Activity, table: DayTable, network: Network) -> float:
    if activity.not_before is None or activity.not_before <= network.start:
        return 0.0
    away = float((activity.not_before - network.start).days)
    return float(table.count(load_numpy().array([away]))[0])
