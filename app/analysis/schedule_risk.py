"""When a plan may truly be over and what it may cost: the schedule drawn many times, dates and money on the same draws.

Durations are drawn from their three points and go wrong together; a risk happens or does not. If it does it puts off
the end of one activity, which is waiting and not charged by the day, and adds its own money to the whole. As date and
cost come of one draw, the chance of meeting both is counted and not multiplied. Money is in whatever unit the caller
uses. Percentiles are of the whole and never added up of parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil, inf, sqrt

from app.analysis.arrays import NEARLY, Floats, load_numpy
from app.analysis.cost_spread import RHO
from app.analysis.pert_draws import drawn_days, source
from app.analysis.schedule import BadNetwork, Fault, Network, Slip
from app.analysis.schedule_dates import NO_FLOAT
from app.analysis.schedule_passes import Delays, Laid, early, late, lay

RUNS = 10_000
"""Enough that P80 is off by less than a thousandth of itself."""

SEED = 20_261_130
ABREAST = 1_000_000
"""Durations that are passed over at once: more runs of a small plan than of a large one, in the same memory."""


@dataclass(frozen=True, slots=True)
class ScheduleRisk:
    """Something that may happen (`chance` 0 to 1): one activity ends so many working days later, and money."""

    key: str
    activity: str
    chance: float
    days: float = 0.0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Costs:
    """What a plan costs: per working day of an activity, per calendar week of the whole, and in any case."""

    per_day: Mapping[str, float] = field(default_factory=dict)
    weekly: float = 0.0
    fixed: float = 0.0


@dataclass(frozen=True, slots=True)
class Driver:
    """How an activity, or a risk, moves the end.

    `correlation` is that of its days and the end by their ranks, `cruciality` the same times how often it counts: an
    activity by its criticality, a risk by how often it happened.
    """

    key: str
    correlation: float
    cruciality: float


@dataclass(frozen=True, slots=True, eq=False)
class Simulation:
    """All draws of a plan, made again by the same seed. `lengths` are calendar days from the first morning."""

    start: date
    seed: int
    keys: tuple[str, ...]
    days: Floats
    lengths: Floats
    costs: Floats
    criticality: Mapping[str, float]
    """How often each activity has nothing to spare (0 to 1)."""

    happened: Mapping[str, Floats] = field(default_factory=dict)
    """In which runs each risk happened (1) and in which not (0)."""

    delays: Mapping[str, Floats] = field(default_factory=dict)
    """Working days by run by which risks put off the end of an activity, beside its days."""

    @property
    def runs(self) -> int:
        """How often it was drawn."""
        return len(self.lengths)

    def ends_by(self, share: float) -> date:
        """The day by which it is over in `share` of all draws (P80: 0.8)."""
        return self.start + timedelta(days=max(ceil(_at(self.lengths, share) - NEARLY) - 1, 0))

    def costs_at_most(self, share: float) -> float:
        """The sum that is enough in `share` of all draws."""
        return _at(self.costs, share)

    def chance(self, *, by: date | None = None, within: float | None = None) -> float:
        """How often it is over by the end of a day, within a sum, or both at once."""
        np = load_numpy()
        met = np.ones(self.runs, dtype=bool)
        if by is not None:
            met &= self.lengths <= (by - self.start).days + 1 + NEARLY
        if within is not None:
            met &= self.costs <= within + NEARLY
        return float(met.mean())


def simulate(
    network: Network,
    *,
    risks: Sequence[ScheduleRisk] = (),
    costs: Costs | None = None,
    rho: float = RHO,
    runs: int = RUNS,
    seed: int = SEED,
) -> Simulation:
    """Draw a plan `runs` times. BadNetwork where it, or a risk of it, cannot be reckoned with.

    Criticality is against the end of each draw; days that are due hold nothing back.
    """
    slips = tuple(_risk_faults(network, risks))
    if slips:
        raise BadNetwork(slips)
    laid = lay(network, sum(risk.days for risk in risks))
    keys = tuple(activity.key for activity in laid.activities)
    days = drawn_days([activity.days for activity in laid.activities], keys, runs, seed, rho)
    happened = {
        risk.key: source(seed, f"risk {risk.key}").random(runs) < risk.chance
        for risk in sorted(risks, key=lambda one: one.key)
    }
    delays = _delays(risks, happened)
    rows = {key: row for row, key in enumerate(keys)}
    lengths, critical = _passed(laid, days, {rows[key]: late for key, late in delays.items()})
    costs = costs or Costs()
    sums = lengths * (costs.weekly / 7) + costs.fixed
    for risk in risks:
        if risk.cost:
            sums += happened[risk.key] * risk.cost
    for key, row in zip(keys, days, strict=True):
        if key in costs.per_day:
            sums += row * costs.per_day[key]
    return Simulation(
        start=network.start,
        seed=seed,
        keys=keys,
        days=days,
        lengths=lengths,
        costs=sums,
        criticality={key: count / runs for key, count in zip(keys, critical, strict=True)},
        happened={key: happens.astype(float) for key, happens in happened.items()},
        delays=delays,
    )


def tornado(simulation: Simulation) -> tuple[Driver, ...]:
    """What moves the end most, first: Spearman's correlation of each one's days with the end."""
    ends = _ranks(simulation.lengths)
    drivers = []
    for key, days in zip(simulation.keys, simulation.days, strict=True):
        correlation = _correlation(_ranks(days), ends)
        drivers.append(Driver(key, correlation, correlation * simulation.criticality[key]))
    for key, happens in simulation.happened.items():
        correlation = _correlation(_ranks(happens), ends)
        drivers.append(Driver(key, correlation, correlation * float(happens.mean())))
    return tuple(sorted(drivers, key=lambda one: (-abs(one.correlation), one.key)))


def _risk_faults(network: Network, risks: Sequence[ScheduleRisk]) -> Iterator[Fault]:
    known = {activity.key for activity in network.activities}
    for risk in risks:
        if risk.activity not in known:
            yield Fault(Slip.MISSING, risk.key, risk.activity)
        if not 0 <= risk.days < inf:
            yield Fault(Slip.NEGATIVE, risk.key)
        if not 0 <= risk.chance <= 1:
            yield Fault(Slip.CHANCE, risk.key)


def _delays(risks: Sequence[ScheduleRisk], happened: Mapping[str, Floats]) -> dict[str, Floats]:
    """By how many working days what happens puts off the end of each activity that it strikes."""
    delays: dict[str, Floats] = {}
    for risk in sorted(risks, key=lambda one: one.key):
        if risk.days:
            late = happened[risk.key] * risk.days
            delays[risk.activity] = delays[risk.activity] + late if risk.activity in delays else late
    return delays


def _passed(laid: Laid, days: Floats, delays: Delays) -> tuple[Floats, list[int]]:
    """Lengths by run, and in how many runs each activity has nothing to spare."""
    np = load_numpy()
    rows, runs = days.shape
    lengths: Floats = np.empty(runs)
    critical = [0] * rows
    step = min(max(ABREAST // max(rows, 1), 1), runs)
    kept = np.empty((2, rows, step))
    for first in range(0, runs, step):
        some = days[:, first : first + step]
        held = {row: late_by[first : first + step] for row, late_by in delays.items()}
        begun, ended = kept[:, :, : some.shape[1]]
        found = early(laid, some, (begun, ended), held)
        lengths[first : first + step] = found.over
        latest = late(laid, some, found.over, out=ended, delays=held)
        for row in range(rows):
            critical[row] += int(np.count_nonzero(latest[row] - begun[row] <= NO_FLOAT))
    return lengths, critical


def _at(values: Floats, share: float) -> float:
    """The smallest value that is not passed in `share` of all draws (0 < share <= 1)."""
    place = min(max(ceil(share * len(values) - NEARLY) - 1, 0), len(values) - 1)
    return float(load_numpy().partition(values, place)[place])


def _ranks(values: Floats) -> Floats:
    """Places in order around their mean, equals sharing one."""
    np = load_numpy()
    order = np.argsort(values)
    ordered = values[order]
    firsts = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    begins = np.flatnonzero(firsts)
    shared = begins + (np.diff(np.append(begins, len(values))) - 1) / 2
    ranks: Floats = np.empty(len(values))
    ranks[order] = shared[np.cumsum(firsts) - 1]
    ranks -= (len(values) - 1) / 2
    return ranks


def _correlation(one: Floats, other: Floats) -> float:
    spread = sqrt(float(one @ one) * float(other @ other))
    return float(one @ other) / spread if spread else 0.0
