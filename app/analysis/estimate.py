"""How big is the job? Effort per package from drivers, its spread, calendar weeks and likely cost.

Formulas (`resources/knowledge/00_meta.yaml`, estimate_rules):
effort[i] = base[i] + sum(per[driver][i] x value) for low, likely, high; a package whose `when` does not
hold counts nothing; management is a share of the sum of all the others. PERT mean and deviation per package;
across packages they are correlated with rho = 0.3, because the same people and the same owner delay
every package. P80 = mean + 0.84 sd, P90 = mean + 1.28 sd.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from app.analysis.conditions import holds
from app.analysis.money import Money
from app.analysis.work import NOTHING, ZERO, Driver, Effort, RateBand, WorkPackage

RHO = Decimal("0.3")
P80_DEVIATIONS = Decimal("0.84")
P90_DEVIATIONS = Decimal("1.28")
EFFORT_STEP = Decimal("0.5")
MONEY_STEP = Decimal(10)
PRODUCTIVE_DAYS_PER_WEEK = 4
DAYS_PER_WEEK = 5


@dataclass(frozen=True, slots=True)
class Job:
    """One template's drivers and packages with the values given; what is not given takes its default."""

    template: str
    drivers: Mapping[str, Driver]
    packages: Mapping[str, WorkPackage]
    values: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class DriverNote:
    """Something to tell about a driver's value.

    `clamped`: the value lay outside min and max and `used` was reckoned with; `large`: above the
    template's limit for a straight-line estimate, `driver.large_note` says what to do instead.
    """

    template: str
    driver: Driver
    kind: Literal["clamped", "large"]
    given: Decimal
    used: Decimal


@dataclass(frozen=True, slots=True)
class PackageEstimate:
    """A package that counts, with its effort in person-days."""

    template: str
    package: WorkPackage
    effort: Effort

    @property
    def key(self) -> str:
        """How quotes and stages name it: "TPL-ERP.WP1"."""
        return f"{self.template}.{self.package.id}"


@dataclass(frozen=True, slots=True)
class Estimate:
    """Effort of one or several templates together, in person-days; every figure unrounded."""

    packages: tuple[PackageEstimate, ...]
    notes: tuple[DriverNote, ...]
    defaulted: tuple[tuple[str, str], ...]
    """(template, driver) of every driver that took its default."""
    left_out: tuple[tuple[str, WorkPackage], ...] = ()
    """(template, package) of every package whose `when` does not hold."""

    @property
    def total(self) -> Effort:
        """Low, likely and high, each the sum over the packages."""
        return sum((package.effort for package in self.packages), NOTHING)

    @property
    def mean(self) -> Decimal:
        """The sum of the packages' PERT means: P50."""
        return sum((package.effort.mean for package in self.packages), ZERO)

    @property
    def sd(self) -> Decimal:
        """sqrt(sum sd^2 + 2 rho sum sd_i sd_j): packages go wrong together."""
        spreads = [package.effort.sd for package in self.packages]
        squares = sum((spread * spread for spread in spreads), ZERO)
        whole = sum(spreads, ZERO)
        return (squares + RHO * (whole * whole - squares)).sqrt()

    @property
    def p50(self) -> Decimal:
        """As likely over as under."""
        return self.mean

    @property
    def p80(self) -> Decimal:
        """Enough four times in five: what the owner should hold as budget."""
        return self.mean + P80_DEVIATIONS * self.sd

    @property
    def p90(self) -> Decimal:
        """Enough nine times in ten."""
        return self.mean + P90_DEVIATIONS * self.sd

    @property
    def owner_reserve(self) -> Decimal:
        """P80 less P50: kept by the owner and never shown to bidders."""
        return self.p80 - self.p50

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates in it, each once, in order."""
        return tuple(dict.fromkeys(package.template for package in self.packages))

    def part(self, template: str) -> "Estimate":
        """The estimate of one template of several."""
        return Estimate(
            tuple(package for package in self.packages if package.template == template),
            tuple(note for note in self.notes if note.template == template),
            tuple(pair for pair in self.defaulted if pair[0] == template),
            tuple(pair for pair in self.left_out if pair[0] == template),
        )

    def effort_by_role(self) -> dict[str, Effort]:
        """Effort of every role that is needed, in the order of first use."""
        efforts: dict[str, Effort] = {}
        for package in self.packages:
            for share in package.package.roles:
                part = package.effort.times(share.share)
                efforts[share.role] = efforts.get(share.role, NOTHING) + part
        return {role: effort for role, effort in efforts.items() if effort.high > 0}


def estimate(jobs: Sequence[Job]) -> Estimate:
    """The effort of all `jobs` together; the first is the main template."""
    packages: list[PackageEstimate] = []
    notes: list[DriverNote] = []
    defaulted: list[tuple[str, str]] = []
    left_out: list[tuple[str, WorkPackage]] = []
    for job in jobs:
        values, said = _values(job)
        notes.extend(said)
        defaulted.extend((job.template, key) for key in job.drivers if key not in job.values)
        efforts = _efforts(job, values)
        for package in job.packages.values():
            if package.id in efforts:
                packages.append(PackageEstimate(job.template, package, efforts[package.id]))
            else:
                left_out.append((job.template, package))
    return Estimate(tuple(packages), tuple(notes), tuple(defaulted), tuple(left_out))


def _values(job: Job) -> tuple[dict[str, Decimal], list[DriverNote]]:
    values: dict[str, Decimal] = {}
    notes: list[DriverNote] = []
    for key, driver in job.drivers.items():
        given = job.values.get(key, driver.default)
        used = min(max(given, driver.min), driver.max)
        values[key] = used
        if used != given:
            notes.append(DriverNote(job.template, driver, "clamped", given, used))
        if driver.large_above is not None and given > driver.large_above:
            notes.append(DriverNote(job.template, driver, "large", given, used))
    return values, notes


def _efforts(job: Job, values: Mapping[str, Decimal]) -> dict[str, Effort]:
    efforts: dict[str, Effort] = {}
    for package in job.packages.values():
        rule = package.effort
        if rule.base is not None and holds(package.when, values):
            per = (step.times(values[driver]) for driver, step in (rule.per or {}).items())
            efforts[package.id] = sum(per, rule.base)
    worked = sum(efforts.values(), NOTHING)
    for package in job.packages.values():
        share = package.effort.pct_of_total
        if share is not None and holds(package.when, values):
            efforts[package.id] = share.point_by_point(worked)
    return efforts


def rounded_effort(days: Decimal) -> Decimal:
    """Person-days as they are shown: to the half day, half-up."""
    return (days / EFFORT_STEP).quantize(Decimal(1), ROUND_HALF_UP) * EFFORT_STEP


def rounded_cost(amount: Money) -> Money:
    """Money as estimates show it: to ten units of the currency, half-up."""
    return amount.rounded_to(MONEY_STEP)


def offshorable_share(done: Estimate, offshorable: Collection[str]) -> Decimal:
    """Share (0-1) of the likely effort in roles whose work may be done far away."""
    efforts = done.effort_by_role()
    whole = sum((effort.likely for effort in efforts.values()), ZERO)
    away = sum((effort.likely for role, effort in efforts.items() if role in offshorable), ZERO)
    return away / whole if whole else ZERO


def calendar_weeks(done: Estimate, *, owner_wait_days: Decimal, team: Mapping[str, Decimal]) -> Decimal:
    """Weeks from start to end: the longest chain of packages, and the days the owner is waited for.

    `team` is how many people work at once on a package (by `PackageEstimate.key`, 1 where it is
    not named), each four productive days a week. Management runs beside the rest and templates
    beside one another; a package that counts nothing passes its turn on.
    """
    efforts = {package.key: package.effort.likely for package in done.packages}
    packages = [(package.template, package.package) for package in done.packages]
    everything = {f"{template}.{package.id}": package for template, package in (*packages, *done.left_out)}
    ends: dict[str, Decimal] = {}

    def end(key: str) -> Decimal:
        if key not in ends:
            template = key.partition(".")[0]
            before = (end(f"{template}.{name}") for name in everything[key].depends_on)
            people = team.get(key, Decimal(1))
            length = efforts.get(key, ZERO) / (people * PRODUCTIVE_DAYS_PER_WEEK)
            ends[key] = max(before, default=ZERO) + length
        return ends[key]

    return max(map(end, everything), default=ZERO) + owner_wait_days / DAYS_PER_WEEK


@dataclass(frozen=True, slots=True)
class RoleRate:
    """What a day of a role costs in the project's currency, and how much longer it takes from afar."""

    low: Decimal
    high: Decimal
    allowance: Decimal = Decimal(1)

    @property
    def mid(self) -> Decimal:
        """The middle of the band."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class CostRange:
    """What the work costs, excluding tax: three points, and the mean and P80 at middle rates."""

    low: Money
    likely: Money
    high: Money
    mean: Money
    p80: Money


class NoRate(LookupError):
    """A role has no day rate in the tier it should be bought in."""


def staffed_rates(
    roles: Collection[str],
    bands: Mapping[str, Mapping[str, RateBand | None]],
    *,
    tier: str,
    remote_tier: str | None = None,
    offshorable: Collection[str] = (),
    allowance: Decimal = Decimal(1),
    exchange: Mapping[str, Decimal] | None = None,
) -> dict[str, RoleRate]:
    """The rate of every role: near the owner in `tier`, or where it may go far away in `remote_tier`.

    `allowance` is the longer time off-shore work takes (1.10 with four shared hours a day);
    `exchange` turns a tier's currency into the project's. Raises NoRate where a band is missing.
    """
    rates: dict[str, RoleRate] = {}
    for role in roles:
        away = remote_tier is not None and role in offshorable
        place = remote_tier if away and remote_tier else tier
        band = bands.get(role, {}).get(place)
        if band is None:
            raise NoRate(f"{role} has no day rate in {place}")
        factor = (exchange or {}).get(place, Decimal(1))
        rates[role] = RoleRate(band.low * factor, band.high * factor, allowance if away else Decimal(1))
    return rates


def cost(done: Estimate, rates: Mapping[str, RoleRate], currency: str) -> CostRange:
    """Effort x role share x day rate, in minor units of `currency`, not yet rounded for showing.

    Low effort at low rates, likely at middle, high at high; the mean effort at middle rates is the
    build's should-cost, and P80 is that in proportion to the effort's P80.
    """
    low = likely = high = mean = ZERO
    for role, effort in done.effort_by_role().items():
        rate = rates[role]
        low += effort.low * rate.low * rate.allowance
        likely += effort.likely * rate.mid * rate.allowance
        high += effort.high * rate.high * rate.allowance
        mean += effort.mean * rate.mid * rate.allowance
    p80 = mean * done.p80 / done.mean if done.mean else ZERO
    return CostRange(*(Money.of(amount, currency) for amount in (low, likely, high, mean, p80)))
