"""Service credits: what a month with missed measures takes off the fee, and when the owner may leave.

The rules are those of 06_sla_catalogue.yaml, `credit_scheme`: weights are rescaled to add up to 100; a missed
target costs its weight, a missed critical threshold twice that, the third miss in a row half as much again;
100 points are the whole pool. Shares are of one, money is rounded half up to the minor unit.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from app.analysis.money import Money

HUNDRED = Decimal(100)
HUNDREDTH = Decimal("0.01")
CRITICAL_COUNTS, THIRD_MISS = Decimal(2), Decimal("1.5")
MISSES_IN_A_ROW = 3
CRITICAL_TO_LEAVE, MONTHS_BACK = 3, 6
FULL_TO_LEAVE, FULL_MONTHS_BACK = 2, 3
LATE_A_DAY, LATE_AT_MOST, LATE_GRACE = Decimal("0.005"), Decimal("0.1"), 5
"""Of a stage that is handed over late: half a percent a working day after five, a tenth at most."""


class Level(NamedTuple):
    """A measure as agreed; `weight` is its part in the credit before rescaling."""

    key: str
    target: Decimal
    critical: Decimal
    high_is_good: bool
    weight: Decimal


class Scheme(NamedTuple):
    """What a month can cost: its fee, the share of it that is at stake, and the months that cost nothing yet."""

    fee: Money
    pool: Decimal
    bedding_months: int = 0


class Read(NamedTuple):
    """One measure in one month."""

    key: str
    value: Decimal
    met: bool
    critical_missed: bool
    weight: Decimal
    """Rescaled: all weights of the month add up to 100, give or take their rounding."""
    points: Decimal


class Month(NamedTuple):
    """A month of the service: its readings and what it costs."""

    reads: tuple[Read, ...]
    points: Decimal
    bedding_in: bool
    credit: Money
    payable: Money

    @property
    def full(self) -> bool:
        """Whether it costs the whole pool."""
        return not self.bedding_in and self.points >= HUNDRED


def rescaled(weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """`weights` so that they add up to 100, each to two places; all 0 where nothing is weighed."""
    total = sum(weights.values(), Decimal(0))
    if total <= 0:
        return dict.fromkeys(weights, Decimal(0))
    return {
        key: (weight / total * HUNDRED).quantize(HUNDREDTH, ROUND_HALF_UP) for key, weight in weights.items()
    }


def months(
    levels: Sequence[Level], scheme: Scheme, readings: Sequence[Mapping[str, Decimal]]
) -> tuple[Month, ...]:
    """Every month in order, from the first of the service. A measure without a reading costs nothing."""
    weights = rescaled({level.key: level.weight for level in levels})
    in_a_row = dict.fromkeys(weights, 0)
    found = []
    for number, values in enumerate(readings):
        reads = []
        for level in levels:
            if level.key in values:
                value = values[level.key]
                in_a_row[level.key] = 0 if _met(level, value) else in_a_row[level.key] + 1
                reads.append(_read(level, value, weights[level.key], in_a_row[level.key]))
        found.append(_month(tuple(reads), scheme, bedding_in=number < scheme.bedding_months))
    return tuple(found)


def credit(scheme: Scheme, points: Decimal) -> Money:
    """What so many points take off the fee; more than 100 cost no more than 100."""
    return scheme.fee.times(scheme.pool * min(HUNDRED, points) / HUNDRED)


def may_leave(told: Sequence[Month]) -> str:
    """Why the owner may leave after the last month, as "critical" or "full"; "" where there is no reason."""
    missed: dict[str, int] = {}
    for month in told[-MONTHS_BACK:]:
        for read in month.reads:
            missed[read.key] = missed.get(read.key, 0) + read.critical_missed
    if any(count >= CRITICAL_TO_LEAVE for count in missed.values()):
        return "critical"
    return "full" if sum(month.full for month in told[-FULL_MONTHS_BACK:]) >= FULL_TO_LEAVE else ""


def late_credit(stage: Money, working_days: int, a_day: Money | None = None) -> Money:
    """What a stage that the provider hands over so many working days late costs them; `a_day` where that is agreed."""
    over = max(0, working_days - LATE_GRACE)
    if a_day is not None:
        return min(stage.times(LATE_AT_MOST), a_day.times(Decimal(over)))
    return stage.times(min(LATE_AT_MOST, LATE_A_DAY * over))


def worked_month(levels: Sequence[Level], scheme: Scheme) -> Month:
    """A month to show what the credits mean: the heaviest measure just misses, the next misses critically."""
    ordered = sorted((level for level in levels if level.weight > 0), key=lambda level: -level.weight)
    values = {level.key: level.target for level in ordered}
    for level, miss in zip(ordered, ("target", "critical"), strict=False):
        values[level.key] = _just_missed(level, critical=miss == "critical")
    return months(ordered, scheme._replace(bedding_months=0), [values])[0]


def _just_missed(level: Level, *, critical: bool) -> Decimal:
    bound = level.critical if critical else level.target
    step = abs(level.target - level.critical) / 10 or Decimal(1)
    return bound - step if level.high_is_good else bound + step


def _met(level: Level, value: Decimal) -> bool:
    return value >= level.target if level.high_is_good else value <= level.target


def _read(level: Level, value: Decimal, weight: Decimal, in_a_row: int) -> Read:
    met = _met(level, value)
    critical = value < level.critical if level.high_is_good else value > level.critical
    points = Decimal(0)
    if not met:
        points = weight * (CRITICAL_COUNTS if critical else 1)
        if in_a_row == MISSES_IN_A_ROW:
            points *= THIRD_MISS
    return Read(
        level.key, value, met, not met and critical, weight, points.quantize(HUNDREDTH, ROUND_HALF_UP)
    )


def _month(reads: tuple[Read, ...], scheme: Scheme, *, bedding_in: bool) -> Month:
    points = sum((read.points for read in reads), Decimal(0))
    nothing = Money(0, scheme.fee.currency)
    taken = nothing if bedding_in else credit(scheme, points)
    return Month(reads, points, bedding_in, taken, scheme.fee - taken)
