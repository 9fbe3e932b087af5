"""Matching: one provider judged for one job, and several put in order.

`assess` looks at one provider only, so adding or removing another can never change a score. `weigh` applies
the owner's weights to an assessment, which is all that moving a slider needs. Ranks, ties and places for
newcomers are presentation and come last. `app.knowledge` maps to the rules as told in `gates`, `factors`,
`credentials` and `skill_fit`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.analysis.apportion import apportion
from app.analysis.confidence import Basis, Confidence, confidence
from app.analysis.credentials import CredentialRules, Standing, standing
from app.analysis.factors import FactorPoints, FactorRules, Importance, PartScore, score_factor
from app.analysis.gates import (
    Dossier,
    Eligibility,
    GateResult,
    GateRule,
    check_gates,
    eligibility,
)
from app.analysis.jobs import Candidate, Job, RemoteAllowance, UsualCharge, usual_charge
from app.analysis.skill_fit import SkillFit, SkillRelations, skill_fit

HUNDRED = Decimal(100)
WHOLE = Decimal(1)
TENTH = Decimal("0.1")
TIE = Decimal(3)


@dataclass(frozen=True, slots=True)
class MatchRules:
    """Everything a provider is judged by; stored with a run so that it can be read again later."""

    gates: tuple[GateRule, ...]
    factors: FactorRules
    credentials: CredentialRules
    skills: SkillRelations
    remote: RemoteAllowance = field(default_factory=RemoteAllowance)


@dataclass(frozen=True, slots=True)
class Assessment:
    """One provider's gates and factor points, before the owner's weights."""

    provider: Hashable
    job: Job
    standing: Standing
    charge: UsualCharge
    fit: SkillFit | None
    gates: tuple[GateResult, ...]
    eligibility: Eligibility
    factors: tuple[FactorPoints, ...]


class Strength(StrEnum):
    """The word for a match: 80 strong, 65 good, 50 possible, below that not suggested."""

    STRONG = "strong"
    GOOD = "good"
    POSSIBLE = "possible"
    NOT_SUGGESTED = "not_suggested"


WORDS = ((80, Strength.STRONG), (65, Strength.GOOD), (50, Strength.POSSIBLE))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one factor adds: weight (percent) x points / 100, exactly."""

    factor: FactorPoints
    weight: Decimal
    adds: Decimal

    def part_weight(self, part: PartScore) -> Decimal:
        """How much of the whole rests on one part of the factor, in percent."""
        return self.weight * part.share


@dataclass(frozen=True, slots=True)
class Match:
    """An assessment under one set of weights; `contributions` add up to `total` exactly."""

    assessment: Assessment
    contributions: tuple[Contribution, ...]
    total: Decimal
    confidence: Confidence

    @property
    def provider(self) -> Hashable:
        """Whose match this is."""
        return self.assessment.provider

    @property
    def shown(self) -> int:
        """The total as shown: a whole number, half up."""
        return int(self.total.quantize(WHOLE, rounding=ROUND_HALF_UP))

    @property
    def strength(self) -> Strength:
        """The word for the shown total, so that word and number never disagree."""
        return next((word for least, word in WORDS if self.shown >= least), Strength.NOT_SUGGESTED)

    def waterfall(self) -> tuple[tuple[Contribution, Decimal], ...]:
        """Contributions, largest first, rounded to tenths that add up to the total rounded to a tenth."""
        ordered = sorted(self.contributions, key=lambda item: (-item.adds, item.factor.factor))
        if not self.total:
            return tuple((item, Decimal("0.0")) for item in ordered)
        whole = self.total.quantize(TENTH, rounding=ROUND_HALF_UP)
        rounded = apportion(whole, [item.adds for item in ordered], TENTH)
        return tuple(zip(ordered, rounded, strict=True))


def assess(
    candidate: Candidate, job: Job, rules: MatchRules, reasons: Mapping[str, str] | None = None
) -> Assessment:
    """Gates and factor points of one provider; `reasons` are the broker's written reasons by gate."""
    at = standing(candidate.record, job.on, rules.credentials)
    fit = _fit(candidate, job, rules.skills)
    charge = usual_charge(job, candidate, rules.remote)
    dossier = Dossier(job, candidate, at, fit, charge, rules.credentials)
    gates = check_gates(dossier, rules.gates, reasons)
    factors = tuple(score_factor(rule, dossier, rules.factors) for rule in rules.factors.factors)
    return Assessment(candidate.provider, job, at, charge, fit, gates, eligibility(gates), factors)


def _fit(candidate: Candidate, job: Job, relations: SkillRelations) -> SkillFit | None:
    if candidate.skills is None or not any(need.weight for need in job.needs):
        return None
    return skill_fit(job.needs, candidate.skills, relations, job.on)


def weigh(
    assessment: Assessment,
    weights: Mapping[str, Decimal],
    importance: Mapping[str, Importance] | None = None,
) -> Match:
    """The match under weights that add up to 100 (`factors.factor_weights`); ValueError if they do not."""
    if sum(weights.values(), Decimal(0)) != HUNDRED:
        raise ValueError("the weights of the factors must add up to 100")
    contributions = tuple(
        Contribution(points, weights[points.factor], weights[points.factor] * points.points / HUNDRED)
        for points in assessment.factors
    )
    vital = frozenset(name for name, word in (importance or {}).items() if word is Importance.VITAL)
    bases = [
        Basis(item.factor.factor, item.part_weight(part), part.missing, part.evidence.as_of)
        for item in contributions
        for part in item.factor.parts
    ]
    total = sum((item.adds for item in contributions), Decimal(0))
    return Match(assessment, contributions, total, confidence(bases, assessment.job.on, vital))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A match with its place; `about_equal` when it shares the place with another."""

    match: Match
    place: int
    about_equal: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """Providers in order, those a gate keeps out, and how often each gate did."""

    ranked: tuple[Ranked, ...]
    ruled_out: tuple[Match, ...]
    stopped_by: tuple[tuple[str, int], ...]

    @property
    def near_misses(self) -> tuple[Match, ...]:
        """Those kept out by a single gate, in order of their match."""
        return tuple(match for match in self.ruled_out if match.assessment.eligibility.only_on is not None)


def rank(matches: Sequence[Match]) -> Ranking:
    """Order by total, then by id; whoever is within three points of a place's first shares that place."""
    ordered = sorted(matches, key=lambda match: (-match.total, str(match.provider)))
    standing_in = [match for match in ordered if not match.assessment.eligibility.stopped_by]
    ruled_out = tuple(match for match in ordered if match.assessment.eligibility.stopped_by)
    places: list[tuple[Match, int]] = []
    leader: Match | None = None
    for position, match in enumerate(standing_in, start=1):
        if leader is None or leader.total - match.total > TIE:
            leader = match
            places.append((match, position))
        else:
            places.append((match, places[-1][1]))
    shared = Counter(place for _, place in places)
    ranked = tuple(Ranked(match, place, shared[place] > 1) for match, place in places)
    stops = Counter(gate for match in ruled_out for gate in match.assessment.eligibility.stopped_by)
    return Ranking(ranked, ruled_out, tuple(sorted(stops.items(), key=lambda item: (-item[1], item[0]))))


def suggested(
    ranking: Ranking, count: int, *, new_to_owner: Set[Hashable], new_to_broker: Set[Hashable]
) -> tuple[Hashable, ...]:
    """Whom to suggest asking: the best `count` that are at least possible, with a place for newcomers.

    If none of them is new to the owner (or without business from this broker in six months), the best one who
    is takes the last place that is not needed for the other rule. Scores are untouched.
    """
    fit = [
        item.match.provider for item in ranking.ranked if item.match.strength is not Strength.NOT_SUGGESTED
    ]
    chosen = fit[:count]
    kept: set[Hashable] = set()
    for newcomers in (new_to_owner, new_to_broker):
        present = next((provider for provider in chosen if provider in newcomers), None)
        if present is not None:
            kept.add(present)
            continue
        newcomer = next((provider for provider in fit if provider in newcomers), None)
        free = next((provider for provider in reversed(chosen) if provider not in kept), None)
        if newcomer is not None and free is not None:
            chosen[chosen.index(free)] = newcomer
            kept.add(newcomer)
    return tuple(provider for provider in fit if provider in chosen)


class Newcomer(StrEnum):
    """For which rule of fairness somebody has a place that the match alone would not give."""

    TO_OWNER = "new_to_owner"
    TO_BROKER = "new_to_broker"


def kept_places(
    ranking: Ranking, chosen: Sequence[Hashable], count: int, new_to_owner: Set[Hashable]
) -> dict[Hashable, Newcomer]:
    """Those of `suggested` who stand there for fairness, and by which of the two rules: nobody hides it."""
    fit = [
        item.match.provider for item in ranking.ranked if item.match.strength is not Strength.NOT_SUGGESTED
    ]
    best = fit[:count]
    for_owner = not any(provider in new_to_owner for provider in best)
    return {
        provider: Newcomer.TO_OWNER if for_owner and provider in new_to_owner else Newcomer.TO_BROKER
        for provider in chosen
        if provider not in best
    }
