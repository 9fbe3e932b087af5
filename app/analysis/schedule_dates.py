"""The schedule of a plan: first and last day of every activity, the critical path, and who may wait how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, inf

from app.analysis.arrays import NEARLY, load_numpy
from app.analysis.schedule import Network
from app.analysis.schedule_passes import Early, Laid, backward, early, late, lay

NO_FLOAT = 1e-6
"""Working days under which an activity has none to spare."""


@dataclass(frozen=True, slots=True)
class Placed:
    """When one activity is worked: days, and counts of working days of its own calendar since the first day.

    `total_float` is how many working days it may be late before the plan is, or a day that is due is missed (below
    nothing: it is missed already); `free_float` how many before another activity is.
    """

    key: str
    starts_on: date
    ends_on: date
    early_start: float
    early_finish: float
    late_start: float
    late_finish: float
    total_float: float
    free_float: float

    @property
    def critical(self) -> bool:
        """Whether a day lost here is a day lost."""
        return self.total_float <= NO_FLOAT


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every activity by its key, each after those it waits for; `length` is calendar days from the first morning."""

    ends_on: date
    length: float
    placed: Mapping[str, Placed]

    @property
    def critical_path(self) -> tuple[str, ...]:
        """The activities with nothing to spare, in the order of their start."""
        critical = [each for each in self.placed.values() if each.critical]
        return tuple(each.key for each in sorted(critical, key=lambda one: (one.starts_on, one.early_start)))


def schedule(network: Network) -> Schedule:
    """The plan at its likely durations. BadNetwork where it has no schedule."""
    np = load_numpy()
    laid = lay(network)
    if not laid.activities:
        return Schedule(network.start, 0.0, {})
    days = np.array([[activity.days.likely] for activity in laid.activities], dtype=float)
    found = early(laid, days)
    dues = [_due(laid, row) for row in range(len(days))]
    last = late(laid, days, found.over, dues if min(dues) < inf else ())
    free = _free(laid, found)
    begun, ended = _dates(laid, found)
    placed = {}
    for row, activity in enumerate(laid.activities):
        start, finish, latest = (float(each[row, 0]) for each in (found.starts, found.ends, last))
        placed[activity.key] = Placed(
            key=activity.key,
            starts_on=begun[row],
            ends_on=ended[row],
            early_start=start,
            early_finish=finish,
            late_start=latest,
            late_finish=latest + float(days[row, 0]),
            total_float=latest - start,
            free_float=min(free[row], max(latest - start, 0.0)),
        )
    return Schedule(max(ended), float(found.over[0]), placed)


def _due(laid: Laid, row: int) -> float:
    due = laid.activities[row].due
    if due is None:
        return inf
    evening = float((due - laid.network.start).days + 1)
    return float(laid.tables[row].count(load_numpy().array([evening]))[0])


def _free(laid: Laid, found: Early) -> list[float]:
    """By how many working days each may be late with all others as early as they are."""
    free = []
    for row, ties in enumerate(laid.after):
        spare = [laid.tables[row].count(found.over) - found.ends[row]]
        for tie in ties:
            held = (found.ends if tie.link.to_finish else found.starts)[tie.row]
            own = (found.ends if tie.link.from_finish else found.starts)[row]
            spare.append(backward(tie, held) - own)
        free.append(max(float(min(each[0] for each in spare)), 0.0))
    return free


def _dates(laid: Laid, found: Early) -> tuple[list[date], list[date]]:
    """First and last days. A moment lies on the day it ends, where nothing holds it but what came before."""
    begun: list[date] = []
    ended: list[date] = []
    for row, activity in enumerate(laid.activities):
        table = laid.tables[row]
        first = floor(float(table.starts(found.starts[row])[0]) + NEARLY)
        last = ceil(float(table.ends(found.ends[row])[0]) - NEARLY) - 1
        if found.ends[row, 0] - found.starts[row, 0] > NEARLY:
            last = max(last, first)
        elif found.starts[row, 0] <= laid.floors[row] + NEARLY:
            last = first
        ends_on = laid.network.start + timedelta(days=last)
        for tie in laid.before[row]:
            # Another calendar may end on a day that this one does not work.
            if (
                tie.link.from_finish
                and laid.tables[tie.row] is not table
                and tie.lag >= 0
                and (tie.link.to_finish or not activity.days.likely)
            ):
                ends_on = max(ends_on, ended[tie.row])
        begun.append(min(laid.network.start + timedelta(days=first), ends_on))
        ended.append(ends_on)
    return begun, ended
