"""The gates before any scoring: pass, fail or not checked, each with its reason.

A gate that fails hides a provider unless a waivable one is waived in writing. A gate nobody could check
leaves the provider askable after a written reason, but not awardable: unknown is neither good nor bad.
`app.knowledge` maps the gates of 05_matching.yaml to `GateRule(id, waivable)`; `CHECK_OF_GATE` says which
check belongs to which id, and the owner's own conditions (language, price ceiling) may be added as rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from app.analysis.credentials import (
    CheckLevel,
    CredentialRules,
    Standing,
    Tier,
    best_held,
)
from app.analysis.facts import Facts
from app.analysis.jobs import Candidate, CredentialNeed, Job, Relation, UsualCharge
from app.analysis.money import Money
from app.analysis.skill_fit import SkillFit

MUST_SKILL = Decimal("0.6")
CAPACITY_SHARE = Decimal("0.60")
TURNOVER_SHARE = Decimal("0.25")
TRAVEL_LIMIT = Decimal(120)


class Check(StrEnum):
    """What a gate looks at."""

    TIER = "tier"
    CREDENTIALS = "credentials"
    SKILLS = "skills"
    CAPACITY = "capacity"
    SIZE = "size"
    COUNTRIES = "countries"
    REACH = "reach"
    INTERESTS = "interests"
    OVERLAP = "overlap"
    LANGUAGE = "language"
    CEILING = "ceiling"


CHECK_OF_GATE: Mapping[str, Check] = {
    "GATE-01": Check.TIER,
    "GATE-02": Check.CREDENTIALS,
    "GATE-03": Check.SKILLS,
    "GATE-04": Check.CAPACITY,
    "GATE-05": Check.SIZE,
    "GATE-06": Check.COUNTRIES,
    "GATE-07": Check.REACH,
    "GATE-08": Check.INTERESTS,
    "GATE-09": Check.OVERLAP,
    "OWN-LANGUAGE": Check.LANGUAGE,
    "OWN-CEILING": Check.CEILING,
}


class Answer(StrEnum):
    """The three answers of a gate."""

    PASS = "pass"
    FAIL = "fail"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class GateRule:
    """A gate by its id in the knowledge file, and whether it may be waived in writing."""

    gate: str
    waivable: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer with the code and values of its sentence."""

    answer: Answer
    code: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate's answer for one provider; `waiver` is the written reason, if one counts."""

    gate: str
    answer: Answer
    code: str
    facts: Facts
    waivable: bool
    waiver: str | None = None

    @property
    def stops(self) -> bool:
        """Whether this gate keeps the provider off the list."""
        return self.answer is Answer.FAIL and self.waiver is None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What all gates together allow."""

    may_be_asked: bool
    needs_reason: tuple[str, ...]
    may_be_awarded: bool
    stopped_by: tuple[str, ...]
    only_on: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a check may look at, worked out once per provider."""

    job: Job
    candidate: Candidate
    standing: Standing
    fit: SkillFit | None
    charge: UsualCharge
    rules: CredentialRules


def check_gates(
    dossier: Dossier, gates: Sequence[GateRule], reasons: Mapping[str, str] | None = None
) -> tuple[GateResult, ...]:
    """Every gate in the order given; `reasons` are the broker's written reasons by gate.

    A reason waives a failed gate only if the gate may be waived. Raises KeyError for a gate without a check.
    """
    written = {gate: text.strip() for gate, text in (reasons or {}).items() if text.strip()}
    results = []
    for rule in gates:
        outcome = _CHECKS[CHECK_OF_GATE[rule.gate]](dossier)
        counts = outcome.answer is Answer.NOT_CHECKED or (outcome.answer is Answer.FAIL and rule.waivable)
        waiver = written.get(rule.gate) if counts else None
        results.append(
            GateResult(rule.gate, outcome.answer, outcome.code, outcome.facts, rule.waivable, waiver)
        )
    return tuple(results)


def eligibility(results: Sequence[GateResult]) -> Eligibility:
    """Whether a provider may be asked for a quote and awarded, and the one gate it narrowly fails on.

    `needs_reason` are unchecked gates without a written reason. `only_on` names the gate that alone stops it.
    """
    stopped = tuple(result.gate for result in results if result.stops)
    unchecked = [result for result in results if result.answer is Answer.NOT_CHECKED]
    needs_reason = tuple(result.gate for result in unchecked if result.waiver is None)
    return Eligibility(
        may_be_asked=not stopped and not needs_reason,
        needs_reason=needs_reason,
        may_be_awarded=not stopped and not unchecked,
        stopped_by=stopped,
        only_on=stopped[0] if len(stopped) == 1 else None,
    )


def _tier(of: Dossier) -> Outcome:
    at = of.standing
    if at.tier is Tier.SUSPENDED:
        return Outcome(Answer.FAIL, "suspended", {"reason": at.reason.value, **at.facts})
    wanted = at.missing_light if of.job.micro_task else at.missing_core
    if not wanted:
        return Outcome(Answer.PASS, "checked", {"tier": at.tier.value})
    facts: Facts = {"tier": at.tier.value, "missing": wanted}
    if at.tier is Tier.UNLISTED:
        return Outcome(Answer.NOT_CHECKED, "core_not_checked", facts)
    return Outcome(Answer.FAIL, "tier_too_low", facts)


def _credentials(of: Dossier) -> Outcome:
    """Must credentials on the day; one that ends before the work does passes and is named as due for renewal.

    It cannot be a failure: most credentials last a year and are renewed, and the engagement's own check
    (G-CREDVALID) looks again on the day of signing.
    """
    findings = {need.credential: _credential(of, need) for need in of.job.must_credentials}
    for answer, code in (
        (Answer.FAIL, "revoked"),
        (Answer.FAIL, "expired"),
        (Answer.FAIL, "missing"),
        (Answer.NOT_CHECKED, "not_confirmed"),
        (Answer.NOT_CHECKED, "not_asked"),
        (Answer.PASS, "renewal_due"),
    ):
        named = tuple(name for name, found in findings.items() if found == code)
        if named:
            return Outcome(answer, code, {"credentials": named})
    return Outcome(Answer.PASS, "held", {"credentials": tuple(findings)})


def _credential(of: Dossier, need: CredentialNeed) -> str:
    best = best_held(of.candidate.record.credentials, need.accepted, of.job.on)
    if best is None:
        return "not_asked" if of.standing.tier is Tier.UNLISTED else "missing"
    if not best.current(of.job.on):
        return "revoked" if best.revoked else "expired"
    if best.level < CheckLevel.CHECKED:
        return "not_confirmed"
    return "held" if best.current(of.job.ends) else "renewal_due"


def _skills(of: Dossier) -> Outcome:
    if not any(need.must for need in of.job.needs):
        return Outcome(Answer.PASS, "no_must_skill")
    if of.fit is None:
        return Outcome(Answer.NOT_CHECKED, "skills_not_stated")
    failing = of.fit.failing_musts(MUST_SKILL)
    if failing:
        worst = min(failing, key=lambda fit: fit.score)
        facts: Facts = {
            "skills": tuple(fit.need.skill for fit in failing),
            "worst": worst.need.skill,
            "score": worst.score,
        }
        return Outcome(Answer.FAIL, "must_skill_short", facts)
    musts = sum(fit.need.must for fit in of.fit.needs)
    return Outcome(Answer.PASS, "must_skills_held", {"musts": musts})


def _capacity(of: Dossier) -> Outcome:
    job, candidate = of.job, of.candidate
    free = candidate.free_days_a_week
    if free is not None and job.days_a_week > free * CAPACITY_SHARE:
        facts: Facts = {"needed": job.days_a_week, "free": free, "usable": free * CAPACITY_SHARE}
        return Outcome(Answer.FAIL, "too_few_people", facts)
    start = candidate.earliest_start
    if start is not None and job.latest_start is not None and start > job.latest_start:
        return Outcome(Answer.FAIL, "starts_too_late", {"start": start, "latest": job.latest_start})
    if free is None:
        return Outcome(Answer.NOT_CHECKED, "capacity_not_stated")
    if start is None and job.latest_start is not None:
        return Outcome(Answer.NOT_CHECKED, "start_not_stated", {"latest": job.latest_start})
    return Outcome(Answer.PASS, "free_in_time", {"free": free, "needed": job.days_a_week, "start": start})


def _size(of: Dossier) -> Outcome:
    job, candidate = of.job, of.candidate
    cover = (
        job.indemnity_minimum if job.indemnity_minimum and job.indemnity_minimum > job.value else job.value
    )
    turnover, limit = candidate.yearly_turnover, candidate.indemnity_limit
    if any(one is not None and one.currency != job.value.currency for one in (turnover, limit)):
        return Outcome(Answer.NOT_CHECKED, "other_currency", {"currency": job.value.currency})
    if turnover is not None and job.value > turnover.times(TURNOVER_SHARE):
        return Outcome(Answer.FAIL, "too_large_for_firm", {"value": job.value, "turnover": turnover})
    if limit is not None and limit < cover:
        return Outcome(Answer.FAIL, "insurance_too_small", {"limit": limit, "needed": cover})
    if turnover is None or limit is None:
        code = "turnover_not_stated" if turnover is None else "insurance_not_stated"
        return Outcome(Answer.NOT_CHECKED, code, {"value": job.value, "needed": cover})
    return Outcome(Answer.PASS, "right_size", {"turnover": turnover, "limit": limit})


def _countries(of: Dossier) -> Outcome:
    allowed, work = of.job.allowed_countries, of.candidate.work_countries
    if allowed is None:
        return Outcome(Answer.PASS, "anywhere_allowed")
    if work is None:
        return Outcome(Answer.NOT_CHECKED, "countries_not_stated", {"allowed": tuple(sorted(allowed))})
    outside = tuple(sorted(work - allowed))
    if outside:
        return Outcome(Answer.FAIL, "country_not_allowed", {"countries": outside})
    return Outcome(Answer.PASS, "countries_allowed", {"countries": tuple(sorted(work))})


def _reach(of: Dossier) -> Outcome:
    minutes = of.candidate.travel_minutes
    if not of.job.onsite_heavy:
        return Outcome(Answer.PASS, "not_needed_on_site")
    if minutes is None:
        return Outcome(Answer.NOT_CHECKED, "travel_not_stated", {"limit": TRAVEL_LIMIT})
    answer, code = (Answer.PASS, "in_reach") if minutes <= TRAVEL_LIMIT else (Answer.FAIL, "too_far")
    return Outcome(answer, code, {"minutes": minutes, "limit": TRAVEL_LIMIT})


def _interests(of: Dossier) -> Outcome:
    declared = of.candidate.disclosure
    if declared is None:
        return Outcome(Answer.NOT_CHECKED, "not_disclosed")
    facts: Facts = {"relation": declared.relation.value}
    if declared.relation in (Relation.SHARED_OWNERSHIP, Relation.FAMILY):
        return Outcome(Answer.FAIL, "blocked_by_relation", facts)
    if declared.relation is Relation.REFERRAL_FEE and not declared.fee_passed_on:
        return Outcome(Answer.FAIL, "fee_not_passed_on", facts)
    if declared.relation is not Relation.NONE and not declared.acknowledged:
        return Outcome(Answer.NOT_CHECKED, "not_acknowledged", facts)
    return Outcome(Answer.PASS, "disclosed", facts)


def _overlap(of: Dossier) -> Outcome:
    hours, least = of.candidate.shared_hours, of.job.overlap_minimum
    if hours is None:
        return Outcome(Answer.NOT_CHECKED, "shared_hours_not_stated", {"minimum": least})
    answer, code = (
        (Answer.PASS, "enough_shared_hours") if hours >= least else (Answer.FAIL, "too_few_shared_hours")
    )
    return Outcome(answer, code, {"hours": hours, "minimum": least})


def _language(of: Dossier) -> Outcome:
    wanted, spoken = of.job.languages, of.candidate.languages
    if not wanted:
        return Outcome(Answer.PASS, "any_language")
    if spoken is None:
        return Outcome(Answer.NOT_CHECKED, "language_not_stated", {"languages": tuple(sorted(wanted))})
    shared = tuple(sorted(wanted & spoken))
    if not shared:
        return Outcome(Answer.FAIL, "no_shared_language", {"languages": tuple(sorted(wanted))})
    return Outcome(Answer.PASS, "shared_language", {"languages": shared})


def _ceiling(of: Dossier) -> Outcome:
    ceiling, usual = of.job.price_ceiling, of.charge.amount
    if ceiling is None:
        return Outcome(Answer.PASS, "no_ceiling")
    if usual is None:
        return Outcome(Answer.NOT_CHECKED, "price_not_known", {"ceiling": ceiling})
    return _within(usual, ceiling)


def _within(usual: Money, ceiling: Money) -> Outcome:
    facts: Facts = {"usual": usual, "ceiling": ceiling}
    if usual > ceiling:
        return Outcome(Answer.FAIL, "above_ceiling", facts)
    return Outcome(Answer.PASS, "within_ceiling", facts)


_CHECKS: Mapping[Check, Callable[[Dossier], Outcome]] = {
    Check.TIER: _tier,
    Check.CREDENTIALS: _credentials,
    Check.SKILLS: _skills,
    Check.CAPACITY: _capacity,
    Check.SIZE: _size,
    Check.COUNTRIES: _countries,
    Check.REACH: _reach,
    Check.INTERESTS: _interests,
    Check.OVERLAP: _overlap,
    Check.LANGUAGE: _language,
    Check.CEILING: _ceiling,
}
