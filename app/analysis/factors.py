"""The six factors: evidence read off fixed anchors, priors where nobody has said anything.

`app.knowledge` maps 05_factors.yaml to `FactorRule`s (the asked ones, in file order), `SafetyRule` and the
weights. Anchors and priors are stored with a run and never move with the list of providers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from app.analysis.anchors import POINT_STEP, Anchors, points_at
from app.analysis.apportion import apportion
from app.analysis.credentials import SafetyRule, safety_points
from app.analysis.facts import Facts
from app.analysis.gates import MUST_SKILL, Dossier
from app.analysis.track_record import TrackRule, track_record

HUNDRED = Decimal(100)
WEIGHT_STEP = Decimal("0.0001")
LEAST_TRAVEL_SHARE = Decimal("0.25")
MOST_TRAVEL_SHARE = Decimal("0.85")
FLEXIBLE_MARGIN = Decimal("0.25")
SIMILAR_WITHIN_MONTHS = 36
IN_TRADE = Decimal("1.5")
NOT_AGAIN_CAP = Decimal(40)
INCIDENT_CAP = Decimal(30)


class Combine(StrEnum):
    """How the parts of a factor become its points."""

    SINGLE = "single"
    WEIGHTED = "weighted"
    MINIMUM = "minimum"


class Importance(StrEnum):
    """The owner's four words for a factor, as in 05_factors.yaml."""

    NOT_IMPORTANT = "Not important"
    NICE = "Nice"
    IMPORTANT = "Important"
    VITAL = "Vital"


STANDARD_TIMES: Mapping[Importance, Decimal] = {
    Importance.NOT_IMPORTANT: Decimal(0),
    Importance.NICE: Decimal("0.5"),
    Importance.IMPORTANT: Decimal(1),
    Importance.VITAL: Decimal("1.5"),
}


@dataclass(frozen=True, slots=True)
class PartRule:
    """One measured part of a factor; `share` None: the template's on-site share decides."""

    part: str
    share: Decimal | None
    anchors: Anchors
    prior: Decimal


@dataclass(frozen=True, slots=True)
class FactorRule:
    """A factor, its parts in file order and how they combine."""

    factor: str
    combine: Combine
    parts: tuple[PartRule, ...]


@dataclass(frozen=True, slots=True)
class FactorRules:
    """Everything the factors are scored by."""

    factors: tuple[FactorRule, ...]
    safety: SafetyRule
    track: TrackRule = field(default_factory=TrackRule)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A measured value with what it rests on; `value` None means nothing is known and the prior stands in.

    `level` is the level of checking (0 claimed to 3 witnessed), `as_of` the day the evidence dates from.
    """

    value: Decimal | None
    code: str
    facts: Facts = field(default_factory=dict)
    level: int = 0
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class PartScore:
    """One part: its points, its share of the factor, and whether they are the prior."""

    part: str
    points: Decimal
    share: Decimal
    evidence: Evidence
    anchors: Anchors

    @property
    def missing(self) -> bool:
        """Whether the points are the prior because nothing is known."""
        return self.evidence.value is None


@dataclass(frozen=True, slots=True)
class FactorPoints:
    """A factor's points (0-100) before any weight; `cap` is the code of what held them down."""

    factor: str
    points: Decimal
    parts: tuple[PartScore, ...]
    cap: str | None = None


def score_factor(rule: FactorRule, of: Dossier, rules: FactorRules) -> FactorPoints:
    """The points of one factor for one provider; no other provider is looked at."""
    evidence = [MEASURES[part.part](of, rules) for part in rule.parts]
    found = factor_points(rule, evidence, of.job.onsite_share)
    cap = _cap(rule.factor, of)
    if cap is not None and found.points > cap[0]:
        return FactorPoints(rule.factor, cap[0], found.parts, cap[1])
    return found


def factor_points(rule: FactorRule, evidence: Sequence[Evidence], onsite_share: Decimal) -> FactorPoints:
    """The points of a factor from what was measured for each of its parts; missing evidence stands at its prior."""
    shares = part_shares(rule, onsite_share)
    parts = tuple(
        PartScore(part.part, _points(part, measured), share, measured, part.anchors)
        for part, measured, share in zip(rule.parts, evidence, shares, strict=True)
    )
    if rule.combine is Combine.MINIMUM:
        points = min(part.points for part in parts)
    else:
        points = sum((part.points * part.share for part in parts), Decimal(0))
    return FactorPoints(rule.factor, points.quantize(POINT_STEP, rounding=ROUND_HALF_UP), parts)


def part_shares(rule: FactorRule, onsite_share: Decimal) -> tuple[Decimal, ...]:
    """The shares of a factor's parts, adding up to 1.

    Where the template decides, the first such part (travel) takes the on-site share kept within 0.25 and
    0.85 and the second (shared hours) the rest. Parts that combine by their minimum count alike.
    """
    if rule.combine is Combine.MINIMUM:
        return _alike(len(rule.parts))
    travel = min(max(onsite_share, LEAST_TRAVEL_SHARE), MOST_TRAVEL_SHARE)
    by_template = iter((travel, 1 - travel))
    shares = tuple(next(by_template) if part.share is None else part.share for part in rule.parts)
    if sum(shares) != 1:
        raise ValueError(f"the parts of {rule.factor} do not add up to the whole")
    return shares


@lru_cache(maxsize=16)
def _alike(count: int) -> tuple[Decimal, ...]:
    return apportion(Decimal(1), [Decimal(1)] * count, POINT_STEP)


def factor_weights(
    template: Mapping[str, Decimal],
    importance: Mapping[str, Importance],
    times: Mapping[Importance, Decimal] = STANDARD_TIMES,
) -> dict[str, Decimal]:
    """The template's weights moved by the owner's words and scaled to exactly 100.

    A factor without a word is Important. If every factor is "Not important" the template's weights stand.
    """
    moved = {
        factor: weight * times[importance.get(factor, Importance.IMPORTANT)]
        for factor, weight in template.items()
    }
    chosen = moved if any(moved.values()) else template
    return dict(zip(chosen, apportion(HUNDRED, list(chosen.values()), WEIGHT_STEP), strict=True))


def _points(rule: PartRule, evidence: Evidence) -> Decimal:
    return rule.prior if evidence.value is None else points_at(rule.anchors, evidence.value)


def _cap(factor: str, of: Dossier) -> tuple[Decimal, str] | None:
    if factor == "FAC-PROVEN" and of.candidate.would_not_order_again:
        return NOT_AGAIN_CAP, "would_not_order_again"
    if factor == "FAC-SAFE" and of.candidate.record.data_incident_open:
        return INCIDENT_CAP, "data_incident"
    return None


def _price_ratio(of: Dossier, _rules: FactorRules) -> Evidence:
    amount, should_cost = of.charge.amount, of.job.should_cost
    if amount is None or not should_cost:
        return Evidence(None, "price_not_known", {"without_rate": of.charge.without_rate})
    ratio = Decimal(amount.minor) / Decimal(should_cost.minor)
    facts: Facts = {"usual": amount, "should_cost": should_cost, "without_rate": of.charge.without_rate}
    return Evidence(ratio, "usual_charge", facts, as_of=of.candidate.stated_on)


def _need_score(of: Dossier, _rules: FactorRules) -> Evidence:
    if of.fit is None:
        return Evidence(None, "skills_not_stated")
    musts = [fit for fit in of.fit.needs if fit.need.must]
    weakest = min(of.fit.needs, key=lambda fit: (fit.score, fit.need.skill))
    strongest = max(of.fit.needs, key=lambda fit: (fit.score * fit.need.weight, fit.need.skill))
    facts: Facts = {
        "musts": len(musts),
        "covered": sum(fit.covered(MUST_SKILL) for fit in musts),
        "weakest": weakest.need.skill,
        "weakest_score": weakest.score,
        "strongest": strongest.need.skill,
    }
    return Evidence(of.fit.score, "needs_met", facts, as_of=of.candidate.stated_on)


def _travel(of: Dossier, _rules: FactorRules) -> Evidence:
    minutes = of.candidate.travel_minutes
    if minutes is None:
        return Evidence(None, "travel_not_stated")
    return Evidence(minutes, "travel", {"minutes": minutes}, as_of=of.candidate.stated_on)


def _shared_hours(of: Dossier, _rules: FactorRules) -> Evidence:
    hours = of.candidate.shared_hours
    if hours is None:
        return Evidence(None, "shared_hours_not_stated")
    return Evidence(hours, "shared_hours", {"hours": hours}, as_of=of.candidate.stated_on)


def _similar_jobs(of: Dossier, _rules: FactorRules) -> Evidence:
    """Checked jobs of the same kind; with only claims nothing is known, which the prior stands for."""
    job = of.job
    similar = [past for past in of.candidate.jobs or () if past.kinds & job.templates]
    recent = [past for past in similar if _months(past.closed, job.on) < SIMILAR_WITHIN_MONTHS]
    checked = [past for past in recent if past.level > 0]
    if not checked:
        return Evidence(None, "only_claimed" if recent else "no_similar_work", {"claimed": len(recent)})
    in_trade = sum(past.trade is not None and past.trade == job.trade for past in checked)
    value = len(checked) - in_trade + IN_TRADE * in_trade
    facts: Facts = {"jobs": len(checked), "in_trade": in_trade, "claimed": len(recent) - len(checked)}
    latest = max(past.closed for past in checked)
    return Evidence(Decimal(value), "similar_jobs", facts, max(past.level for past in checked), latest)


def _track_record(of: Dossier, rules: FactorRules) -> Evidence:
    record = track_record(of.candidate.record.closed, of.job.on, rules.track)
    facts: Facts = {"closed": record.count}
    if record.lower is None:
        return Evidence(None, "unrated", facts)
    rated: Facts = {**facts, "rating": record.rating, "lower": record.lower, "upper": record.upper}
    return Evidence(record.lower, "rated", rated, 2, record.latest)


def _margin(of: Dossier, _rules: FactorRules) -> Evidence:
    job, start = of.job, of.candidate.earliest_start
    if start is None:
        return Evidence(None, "start_not_stated")
    finish = max(start, job.starts) + (job.ends - job.starts)
    facts: Facts = {"start": start, "finish": finish, "deadline": job.deadline}
    if job.deadline is None:
        return Evidence(FLEXIBLE_MARGIN, "flexible_date", facts, as_of=of.candidate.stated_on)
    spare = Decimal((job.deadline - finish).days) / Decimal(job.length_days)
    return Evidence(spare, "likely_finish", facts, as_of=of.candidate.stated_on)


def _free_hands(of: Dossier, _rules: FactorRules) -> Evidence:
    free, needed = of.candidate.free_days_a_week, of.job.days_a_week
    if free is None or not needed:
        return Evidence(None, "capacity_not_stated")
    return Evidence(
        free / needed, "free_days", {"free": free, "needed": needed}, as_of=of.candidate.stated_on
    )


def _safety(of: Dossier, rules: FactorRules) -> Evidence:
    job = of.job
    safety = safety_points(of.candidate.record.credentials, job.on, job.ends, rules.safety, of.rules)
    if not safety.checked:
        return Evidence(None, "nothing_checked")
    facts: Facts = {
        "points": safety.points,
        "earned": tuple(name for name, _ in safety.earned),
        "lapsing": safety.lapsing,
    }
    return Evidence(safety.points, "checked_papers", facts, int(safety.level), safety.as_of)


def _months(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


MEASURES: Mapping[str, Callable[[Dossier, FactorRules], Evidence]] = {
    "price_ratio": _price_ratio,
    "need_score": _need_score,
    "travel_minutes": _travel,
    "shared_hours": _shared_hours,
    "similar_jobs": _similar_jobs,
    "track_record": _track_record,
    "margin": _margin,
    "free_hands": _free_hands,
    "safety_points": _safety,
}
"""How each part of 05_factors.yaml is measured before a quote exists."""
