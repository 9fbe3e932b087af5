"""Why one provider stands before another, what single change would put it first, and which weights would make a tie.

A change is told in the unit of the value itself (minutes, hours, money, a day), worked out by reading the fixed
anchors backwards. Everything is exact: the contributions of a comparison sum to the gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import combinations, pairwise

from app.analysis.anchors import POINT_STEP, Anchors, points_at
from app.analysis.factors import Combine, FactorPoints, FactorRule, FactorRules, PartScore
from app.analysis.facts import Fact
from app.analysis.jobs import Job
from app.analysis.matching import HUNDRED, TENTH, Match
from app.analysis.money import Money

ZERO = Decimal(0)
WEIGHT_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Step:
    """What one factor adds to or takes from the gap: weight x (own points - the other's) / 100, exactly."""

    factor: str
    weight: Decimal
    own: Decimal
    other: Decimal
    adds: Decimal


@dataclass(frozen=True, slots=True)
class Contrast:
    """One match against a reference; the steps add up to `gap` exactly."""

    gap: Decimal
    steps: tuple[Step, ...]

    def shown(self) -> tuple[tuple[Step, Decimal], ...]:
        """The steps, largest first, in tenths that add up to the gap rounded to a tenth."""
        ordered = sorted(self.steps, key=lambda step: (-abs(step.adds), step.factor))
        floors = [step.adds.quantize(TENTH, rounding=ROUND_FLOOR) for step in ordered]
        left = int((self.gap.quantize(TENTH, rounding=ROUND_HALF_UP) - sum(floors, ZERO)) / TENTH)
        by_rest = sorted(range(len(ordered)), key=lambda at: floors[at] - ordered[at].adds)
        for at in by_rest[:left]:
            floors[at] += TENTH
        return tuple(zip(ordered, floors, strict=True))


def contrast(match: Match, reference: Match) -> Contrast:
    """How `match` comes to stand where it does beside `reference`; both under the same weights (ValueError)."""
    other = {item.factor.factor: item for item in reference.contributions}
    if {name: item.weight for name, item in other.items()} != {
        item.factor.factor: item.weight for item in match.contributions
    }:
        raise ValueError("only matches under the same weights can be compared")
    steps = tuple(
        Step(
            item.factor.factor,
            item.weight,
            item.factor.points,
            other[item.factor.factor].factor.points,
            item.adds - other[item.factor.factor].adds,
        )
        for item in match.contributions
    )
    return Contrast(match.total - reference.total, steps)


class Bound(StrEnum):
    """Which way a value has to go."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a provider that, changed alone to `value` or beyond, would put it first.

    `value` is in the part's own unit: minutes, hours, jobs, points, days a week; the whole charge as money, with
    `share` the part of today's rates that it leaves; the day from which it must be free.
    """

    factor: str
    part: str
    bound: Bound
    value: Fact
    now: Fact
    share: Decimal | None = None


def single_changes(match: Match, leader: Match, rules: FactorRules) -> tuple[Change, ...]:
    """What, changed alone, would bring `match` before `leader`, the least raise of points first.

    Empty where no single change can. A factor that is held down by a cap cannot be raised by its values.
    """
    if match.total > leader.total:
        return ()
    by_name = {rule.factor: rule for rule in rules.factors}
    found = []
    for item in match.contributions:
        if not item.weight or item.factor.cap is not None:
            continue
        wanted = _wanted(item.factor.points, item.weight, match, leader)
        if wanted > HUNDRED:
            continue
        rule = by_name[item.factor.factor]
        for part, points in _raised(item.factor, rule, wanted):
            change = _change(match.assessment.job, item.factor, part, points, match)
            if change is not None:
                found.append((wanted - item.factor.points, change))
    found.sort(key=lambda each: (each[0], each[1].part))
    return tuple(change for _, change in found)


def _wanted(points: Decimal, weight: Decimal, match: Match, leader: Match) -> Decimal:
    """The least points of a factor, in hundredths, at which the total passes the leader's."""
    gap = leader.total - match.total
    raised = (points + gap * HUNDRED / weight).quantize(POINT_STEP, rounding=ROUND_FLOOR)
    while match.total + (raised - points) * weight / HUNDRED <= leader.total:
        raised += POINT_STEP
    return raised


def _raised(factor: FactorPoints, rule: FactorRule, wanted: Decimal) -> Iterator[tuple[PartScore, Decimal]]:
    """The parts that could bring a factor to `wanted` points alone, and what each would need."""
    for part in factor.parts:
        others = [other for other in factor.parts if other is not part]
        if rule.combine is Combine.MINIMUM:
            if all(other.points >= wanted for other in others):
                yield part, wanted
            continue
        if not part.share:
            continue
        fixed = sum((other.points * other.share for other in others), ZERO)
        needed = ((wanted - fixed) / part.share).quantize(POINT_STEP, rounding=ROUND_CEILING)
        # Points are rounded after the parts are put together, so half a hundredth less may do as well.
        lower = needed - POINT_STEP
        if (lower * part.share + fixed).quantize(POINT_STEP, rounding=ROUND_HALF_UP) >= wanted:
            needed = lower
        if needed <= HUNDRED:
            yield part, needed


def value_at(anchors: Anchors, points: Decimal) -> Decimal:
    """The value at which `points` are reached; points between the lowest and the highest of the anchors."""
    for (left, low), (right, high) in pairwise(anchors):
        if points <= high:
            return left + (right - left) * max(points - low, ZERO) / (high - low)
    return anchors[-1][0]


_STEPS: Mapping[str, Decimal] = {
    "travel_minutes": Decimal(1),
    "shared_hours": TENTH,
    "free_hands": TENTH,
    "similar_jobs": Decimal(1),
    "need_score": Decimal("0.01"),
    "track_record": TENTH,
    "safety_points": Decimal(1),
}
"""The smallest difference worth telling of each value."""


def _change(job: Job, factor: FactorPoints, part: PartScore, points: Decimal, match: Match) -> Change | None:
    value = value_at(part.anchors, points)
    falling = part.anchors[0][0] > part.anchors[-1][0]
    bound = Bound.AT_MOST if falling else Bound.AT_LEAST
    if part.part == "price_ratio":
        return _charge(job, factor, part, points, match)
    if part.part == "margin":
        return _start(job, factor, part, points, match)
    now: Fact = part.evidence.value
    if part.part == "free_hands":
        if not job.days_a_week:
            return None
        value, now = value * job.days_a_week, part.evidence.facts.get("free")
    step = _STEPS[part.part]
    told = (value / step).to_integral_value(rounding=ROUND_FLOOR if falling else ROUND_CEILING) * step
    scale = job.days_a_week if part.part == "free_hands" else Decimal(1)
    for nearer in (told - step, told) if not falling else (told + step, told):
        if points_at(part.anchors, nearer / scale) >= points:
            return Change(factor.factor, part.part, bound, nearer, now)
    return None


def _charge(job: Job, factor: FactorPoints, part: PartScore, points: Decimal, match: Match) -> Change | None:
    """The highest charge that would do, and what of today's it is."""
    now = match.assessment.charge.amount
    if not job.should_cost:
        return None
    most = int(
        (value_at(part.anchors, points) * job.should_cost.minor).to_integral_value(rounding=ROUND_FLOOR)
    )
    while most > 0 and points_at(part.anchors, Decimal(most) / job.should_cost.minor) < points:
        most -= 1
    if most <= 0:
        return None
    share = None if not now else (Decimal(most) / now.minor).quantize(WEIGHT_STEP, rounding=ROUND_FLOOR)
    return Change(factor.factor, part.part, Bound.AT_MOST, Money(most, job.should_cost.currency), now, share)


def _start(job: Job, factor: FactorPoints, part: PartScore, points: Decimal, match: Match) -> Change | None:
    """The latest day to be free from; None where even the first day of the work is too late."""
    now = part.evidence.facts.get("start")
    if job.deadline is None:
        return Change(factor.factor, part.part, Bound.AT_MOST, job.starts, now) if part.missing else None
    spare = (value_at(part.anchors, points) * job.length_days).to_integral_value(rounding=ROUND_CEILING)
    start: date = job.deadline - timedelta(days=int(spare)) - (job.ends - job.starts)
    return Change(factor.factor, part.part, Bound.AT_MOST, start, now) if start >= job.starts else None


@dataclass(frozen=True, slots=True)
class TieWeights:
    """The weights nearest to today's under which two come level: percent by factor, and the largest move of one."""

    weights: Mapping[str, Decimal]
    largest_move: Decimal


def tie_weights(match: Match, leader: Match) -> TieWeights | None:
    """The nearest change of weights that makes a tie; None where one is ahead in all that could be weighed.

    Nearest by the sum of squares, with no weight below nothing and all of them making a hundred.
    """
    names = [item.factor.factor for item in match.contributions]
    now = [item.weight for item in match.contributions]
    ahead = [
        lead.factor.points - own.factor.points
        for lead, own in zip(leader.contributions, match.contributions, strict=True)
    ]
    best: tuple[Decimal, list[Decimal]] | None = None
    for size in range(len(names) - 1):
        for dropped in combinations(range(len(names)), size):
            found = _projected(now, ahead, frozenset(dropped))
            if found is not None:
                far = sum(((one - own) ** 2 for one, own in zip(found, now, strict=True)), ZERO)
                if best is None or far < best[0]:
                    best = far, found
    if best is None:
        return None
    moves = [abs(one - own) for one, own in zip(best[1], now, strict=True)]
    return TieWeights(dict(zip(names, best[1], strict=True)), max(moves))


def _projected(
    now: Sequence[Decimal], ahead: Sequence[Decimal], dropped: frozenset[int]
) -> list[Decimal] | None:
    """The nearest weights that tie with some at nothing: w - lam (d - mean d), what was dropped shared out evenly."""
    kept = [at for at in range(len(now)) if at not in dropped]
    share = (HUNDRED - sum((now[at] for at in kept), ZERO)) / len(kept)
    mean = sum((ahead[at] for at in kept), ZERO) / len(kept)
    length = sum(((ahead[at] - mean) ** 2 for at in kept), ZERO)
    gap = sum(((now[at] + share) * ahead[at] for at in kept), ZERO)
    if not length:
        return None
    weights = [ZERO] * len(now)
    for at in kept:
        weights[at] = now[at] + share - gap / length * (ahead[at] - mean)
    return weights if min(weights) >= 0 else None
