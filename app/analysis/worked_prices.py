"""What the owner would pay by each pricing model, in the figures of this very job.

Three outcomes are told: it goes well (the work of one job in five needs no more days), as expected, and badly
(one job in ten needs more). Wishes that come up on the way are reckoned alike for every model, so that no
model looks cheap because somebody forgot them. What is assumed stands in `ASSUMED`, to be shown beside the
figures; the formulas themselves are the models' own (`resources/knowledge/01_sourcing_rules.yaml`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.analysis.estimate import P80_DEVIATIONS, P90_DEVIATIONS, Estimate, Job
from app.analysis.money import Money
from app.analysis.sourcing import PricingModel, price_by
from app.analysis.work import ZERO

ONE = Decimal(1)
HOURS_A_DAY = Decimal("7.5")


class Outcome(StrEnum):
    """How it may go."""

    WELL = "well"
    EXPECTED = "expected"
    BADLY = "badly"


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the examples take for granted, as shares unless the name says otherwise."""

    changes: Mapping[Outcome, Decimal]
    """Wishes on the way, of price or of days."""
    late_credit: Decimal
    """Of the price: ten working days late, five of them grace, half a percent each."""
    retention: Decimal
    stopped_at_pct: Decimal
    """Percent accepted when the owner takes the way out."""
    fee: Decimal
    provider_share: Decimal
    ceiling: Decimal
    """Of the target cost."""
    base: Decimal
    bonus: Decimal
    """Of the cost, at most."""
    gain: Mapping[Outcome, Decimal]
    """How much of the hoped-for gain comes."""
    hours: Mapping[Outcome, Decimal]
    """Of the hours that the monthly fee includes."""
    missed_pct: Mapping[Outcome, Decimal]
    """Percent of the monthly fee credited for measures that were missed."""
    units: Mapping[Outcome, Decimal]
    """Of the pieces counted beforehand."""


def _three(well: str, expected: str, badly: str) -> Mapping[Outcome, Decimal]:
    return dict(zip(Outcome, map(Decimal, (well, expected, badly)), strict=True))


ASSUMED = Assumed(
    changes=_three("0", "0.05", "0.15"),
    late_credit=Decimal("0.025"),
    retention=Decimal("0.05"),
    stopped_at_pct=Decimal(50),
    fee=Decimal("0.10"),
    provider_share=Decimal("0.5"),
    ceiling=Decimal("1.20"),
    base=Decimal("0.60"),
    bonus=Decimal("0.50"),
    gain=_three("1", "0.8", "0"),
    hours=_three("0.8", "1", "1.3"),
    missed_pct=_three("0", "0", "7"),
    units=_three("1", "1.05", "1.2"),
)


@dataclass(frozen=True, slots=True)
class Service:
    """One month of a service: its fee and the hours in it."""

    fee: Decimal
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Pieces:
    """The near-identical pieces of a job: which driver counts them, how many, and their part of the work."""

    driver: str
    count: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class Gain:
    """What is counted to see whether it worked: from and to, whichever way is better."""

    before: Decimal
    after: Decimal

    @property
    def size(self) -> Decimal:
        """How far it is to move."""
        return abs(self.after - self.before)


@dataclass(frozen=True, slots=True)
class JobFigures:
    """A job in the figures its prices come from; money in units of `currency`, excluding tax."""

    currency: str
    days: Mapping[Outcome, Decimal]
    cost: Decimal
    """Mean effort at middle rates."""
    budget: Decimal
    """Enough four times in five: about what a provider asks who carries the risk."""
    service: Service | None = None
    pieces: Pieces | None = None
    gain: Gain | None = None

    @property
    def rate(self) -> Decimal:
        """What a day costs on average."""
        expected = self.days[Outcome.EXPECTED]
        return self.cost / expected if expected else ZERO


@dataclass(frozen=True, slots=True)
class OutcomePrice:
    """What is paid in one outcome, with the values the model's formula was given."""

    outcome: Outcome
    vars: Mapping[str, Decimal]
    pays: Money


@dataclass(frozen=True, slots=True)
class WorkedPrice:
    """One model in the three outcomes; `stopped` is what is paid where the owner takes the way out halfway."""

    model: PricingModel
    outcomes: tuple[OutcomePrice, ...]
    stopped: Money | None = None

    def pays(self, outcome: Outcome) -> Money:
        """The sum of one outcome."""
        return next(each.pays for each in self.outcomes if each.outcome is outcome)


def outcome_days(done: Estimate) -> Mapping[Outcome, Decimal]:
    """Person-days that one job in five needs no more than, half of them, and one in ten more than."""
    return {
        Outcome.WELL: max(ZERO, done.mean - P80_DEVIATIONS * done.sd),
        Outcome.EXPECTED: done.mean,
        Outcome.BADLY: done.mean + P90_DEVIATIONS * done.sd,
    }


def pieces_of(job: Job, done: Estimate) -> Pieces | None:
    """The counted driver that most of the likely work hangs on, where there are at least five of a kind."""
    whole = done.part(job.template).total.likely
    counted = {package.package.id for package in done.packages if package.template == job.template}
    found = []
    for key, driver in job.drivers.items():
        count = min(max(job.values.get(key, driver.default), driver.min), driver.max)
        if driver.input != "number" or count < 5 or not whole:
            continue
        rules = (job.packages[id].effort.per or {} for id in counted)
        days = sum((rule[key].likely * count for rule in rules if key in rule), ZERO)
        if days > 0:
            found.append(Pieces(key, count, min(ONE, days / whole)))
    return max(found, key=lambda each: each.share, default=None)


def worked_price(
    model: PricingModel, figures: JobFigures, agreed: Mapping[str, Decimal] | None = None
) -> WorkedPrice | None:
    """What `model` would come to; None where the job has not the figure it turns on.

    A retainer needs a month of service, a unit price pieces to count, an outcome something to measure.
    `agreed` are values of the formula that a plan has settled: they hold whatever the outcome.
    """
    values = _VALUES[model.id]
    outcomes = []
    for outcome in Outcome:
        given = values(figures, outcome)
        if given is None:
            return None
        given = {**given, **(agreed or {})}
        outcomes.append(OutcomePrice(outcome, given, _money(price_by(model, given), figures)))
    stopped = None
    if model.id == "PRC-MIL":
        halfway = {
            **outcomes[1].vars,
            "accepted_pct": ASSUMED.stopped_at_pct,
            "retention_released": ZERO,
            "changes": ZERO,
        }
        stopped = _money(price_by(model, halfway), figures)
    return WorkedPrice(model, tuple(outcomes), stopped)


def _money(amount: Decimal, figures: JobFigures) -> Money:
    return Money.of(amount, figures.currency)


Values = Mapping[str, Decimal]


def _wished(figures: JobFigures, outcome: Outcome) -> Decimal:
    """Days with what was wished for on the way."""
    return figures.days[outcome] * (ONE + ASSUMED.changes[outcome])


def _credit(figures: JobFigures, outcome: Outcome) -> Decimal:
    return figures.budget * ASSUMED.late_credit if outcome is Outcome.BADLY else ZERO


def _fixed(figures: JobFigures, outcome: Outcome) -> Values:
    return {
        "price": figures.budget,
        "changes": figures.budget * ASSUMED.changes[outcome],
        "credits": _credit(figures, outcome),
    }


def _stages(figures: JobFigures, outcome: Outcome) -> Values:
    return {
        **_fixed(figures, outcome),
        "accepted_pct": Decimal(100),
        "retention": ASSUMED.retention,
        "retention_released": ONE,
    }


def _time(figures: JobFigures, outcome: Outcome) -> Values:
    return {
        "days_a": _wished(figures, outcome),
        "rate_a": figures.rate,
        "days_b": ZERO,
        "rate_b": ZERO,
        "expenses": ZERO,
    }


def _capped(figures: JobFigures, outcome: Outcome) -> Values:
    """Small wishes are worked in; in a bad case the owner agrees to raise the ceiling for them."""
    raised = figures.budget * ASSUMED.changes[outcome] if outcome is Outcome.BADLY else ZERO
    return {
        "days": _wished(figures, outcome),
        "rate": figures.rate,
        "expenses": ZERO,
        "cap": figures.budget,
        "cap_changes": raised,
    }


def _retainer(figures: JobFigures, outcome: Outcome) -> Values | None:
    service = figures.service
    if service is None or not service.hours:
        return None
    return {
        "fee": service.fee,
        "hours_used": service.hours * ASSUMED.hours[outcome],
        "hours_included": service.hours,
        "hours_rolled": ZERO,
        "overage_rate": service.fee / service.hours,
        "credit_pct": ASSUMED.missed_pct[outcome],
    }


def _target(figures: JobFigures, outcome: Outcome) -> Values:
    return {
        "actual_cost": _wished(figures, outcome) * figures.rate,
        "fee": figures.cost * ASSUMED.fee,
        "provider_share": ASSUMED.provider_share,
        "target_cost": figures.cost,
        "ceiling": figures.cost * ASSUMED.ceiling,
    }


def _by_outcome(figures: JobFigures, outcome: Outcome) -> Values | None:
    if figures.gain is None or not figures.gain.size:
        return None
    size = figures.gain.size
    most = figures.cost * ASSUMED.bonus
    return {
        "base": figures.cost * ASSUMED.base,
        "bonus_rate": most / size,
        "result": size * ASSUMED.gain[outcome],
        "baseline": ZERO,
        "bonus_cap": most,
        "quality_gate": ONE,
    }


def _units(figures: JobFigures, outcome: Outcome) -> Values | None:
    pieces = figures.pieces
    if pieces is None:
        return None
    counted = figures.cost * pieces.share
    return {
        "units_accepted": (pieces.count * ASSUMED.units[outcome]).quantize(ONE),
        "unit_price": counted / pieces.count,
        "setup": figures.cost - counted,
    }


_VALUES: Mapping[str, Callable[[JobFigures, Outcome], Values | None]] = {
    "PRC-FIX": _fixed,
    "PRC-MIL": _stages,
    "PRC-TM": _time,
    "PRC-CAP": _capped,
    "PRC-RET": _retainer,
    "PRC-TGT": _target,
    "PRC-OUT": _by_outcome,
    "PRC-UNIT": _units,
}
"""The values of each model's formula, by the job's figures."""
