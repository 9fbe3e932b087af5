"""The gates over a whole directory: `gates`, over columns, with the same answers and the same codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from app.analysis.arrays import NEARLY, Floats, Truths, Whole, load_numpy, only
from app.analysis.columns import NEVER, OTHER_CURRENCY, Columns
from app.analysis.gates import (
    CAPACITY_SHARE,
    CHECK_OF_GATE,
    MUST_SKILL,
    TRAVEL_LIMIT,
    TURNOVER_SHARE,
    Answer,
    Check,
    GateRule,
)
from app.analysis.jobs import LEAST_PRICED, Disclosure, Job, Relation
from app.analysis.matching import MatchRules
from app.analysis.skill_columns import short_of_musts
from app.analysis.standing_columns import (
    EXPIRED,
    HELD,
    MISSING,
    NOT_ASKED,
    NOT_CONFIRMED,
    RENEWAL_DUE,
    REVOKED,
    Papers,
    StandingColumns,
    needed_papers,
    standing_columns,
)

Outcome = tuple[Answer, str]
PASS, FAIL, OPEN = Answer.PASS, Answer.FAIL, Answer.NOT_CHECKED


class GateColumn(NamedTuple):
    """One gate for everybody: the answers it gave with their codes, and which of them each provider got."""

    rule: GateRule
    outcomes: tuple[Outcome, ...]
    codes: Whole

    def has(self, answer: Answer) -> Truths:
        """Who got an answer."""
        found: Truths = load_numpy().zeros(len(self.codes), dtype=bool)
        for code, (given, _) in enumerate(self.outcomes):
            if given is answer:
                found |= self.codes == code
        return found

    def of(self, row: int) -> Outcome:
        """The answer and code of one provider."""
        return self.outcomes[int(self.codes[row])]


@dataclass(frozen=True)
class Screen:
    """A job, the rules and the directory, with what several gates and factors look at worked out once."""

    columns: Columns
    job: Job
    rules: MatchRules

    @cached_property
    def papers(self) -> Papers:
        """The papers, of which gates and factors read the same."""
        return Papers(self.columns)

    @cached_property
    def standing(self) -> StandingColumns:
        """Who is in good standing."""
        return standing_columns(self.columns, self.papers, self.job.on, self.rules.credentials)

    @cached_property
    def unfit(self) -> Truths:
        """Of whom no fit can be told: they have not said, or nothing is asked for."""
        return ~self.columns.skills_stated | (not any(need.weight for need in self.job.needs))

    def charge(self, among: Truths) -> Floats:
        """The usual charge of some in minor units; not a number where the card prices too little of the work."""
        return _charge(load_numpy(), self, among)


def gate_columns(of: Screen) -> tuple[GateColumn, ...]:
    """Every gate of the rules in their order."""
    return tuple(GateColumn(rule, *_CHECKS[CHECK_OF_GATE[rule.gate]](of)) for rule in of.rules.gates)


Found = tuple[tuple[Outcome, ...], Any]


def _first(of: Screen, *steps: tuple[Any, Answer, str]) -> Found:
    """The first step whose mask holds counts; the last is for all the others."""
    np, last = load_numpy(), len(steps) - 1
    bits = np.zeros(len(of.columns), dtype="uint8")
    for code, (mask, _, _) in enumerate(steps[:-1]):
        bits |= np.asarray(mask, dtype=bool).astype("uint8") << np.uint8(code)
    first = [next((code for code in range(last) if held >> code & 1), last) for held in range(1 << last)]
    return tuple((answer, code) for _, answer, code in steps), np.array(first, dtype="int8")[bits]


def _tier(of: Screen) -> Found:
    at = of.standing
    lacking = at.lacks_light if of.job.micro_task else at.lacks_core
    return _first(
        of,
        (at.suspended, FAIL, "suspended"),
        (~lacking, PASS, "checked"),
        (at.unlisted, OPEN, "core_not_checked"),
        (True, FAIL, "tier_too_low"),
    )


_PAPERS: Mapping[int, Outcome] = {
    HELD: (PASS, "held"),
    RENEWAL_DUE: (PASS, "renewal_due"),
    NOT_ASKED: (OPEN, "not_asked"),
    NOT_CONFIRMED: (OPEN, "not_confirmed"),
    MISSING: (FAIL, "missing"),
    EXPIRED: (FAIL, "expired"),
    REVOKED: (FAIL, "revoked"),
}


def _credentials(of: Screen) -> Found:
    worst = needed_papers(of.papers, of.job, of.standing.unlisted)
    return tuple(_PAPERS[word] for word in range(len(_PAPERS))), worst


def _skills(of: Screen) -> Found:
    if not any(need.must for need in of.job.needs):
        return _first(of, (True, PASS, "no_must_skill"))
    return _first(
        of,
        (of.unfit, OPEN, "skills_not_stated"),
        (short_of_musts(of.columns, of.job, of.rules.skills, MUST_SKILL), FAIL, "must_skill_short"),
        (True, PASS, "must_skills_held"),
    )


def _capacity(of: Screen) -> Found:
    np, job = load_numpy(), of.job
    free, start = of.columns.free, of.columns.start
    few = float(job.days_a_week) > free * float(CAPACITY_SHARE) + NEARLY
    windowed = job.latest_start is not None
    late = start > job.latest_start.toordinal() if job.latest_start is not None else False
    return _first(
        of,
        (few, FAIL, "too_few_people"),
        (late, FAIL, "starts_too_late"),
        (np.isnan(free), OPEN, "capacity_not_stated"),
        ((start == NEVER) & windowed, OPEN, "start_not_stated"),
        (True, PASS, "free_in_time"),
    )


def _size(of: Screen) -> Found:
    job, np = of.job, load_numpy()
    least = job.indemnity_minimum
    cover = least if least and least > job.value else job.value
    turnover, limit = of.columns.turnover, of.columns.limit
    share = np.floor(turnover * float(TURNOVER_SHARE) + 0.5)
    return _first(
        of,
        ((turnover == OTHER_CURRENCY) | (limit == OTHER_CURRENCY), OPEN, "other_currency"),
        ((turnover >= 0) & (job.value.minor > share), FAIL, "too_large_for_firm"),
        ((limit >= 0) & (limit < cover.minor), FAIL, "insurance_too_small"),
        (turnover < 0, OPEN, "turnover_not_stated"),
        (limit < 0, OPEN, "insurance_not_stated"),
        (True, PASS, "right_size"),
    )


def _countries(of: Screen) -> Found:
    allowed, work = of.job.allowed_countries, of.columns.countries
    if allowed is None:
        return _first(of, (True, PASS, "anywhere_allowed"))
    return _first(
        of,
        (work.told(lambda some: some is None), OPEN, "countries_not_stated"),
        (work.told(lambda some: bool((some or frozenset()) - allowed)), FAIL, "country_not_allowed"),
        (True, PASS, "countries_allowed"),
    )


def _reach(of: Screen) -> Found:
    np, minutes = load_numpy(), of.columns.travel
    if not of.job.onsite_heavy:
        return _first(of, (True, PASS, "not_needed_on_site"))
    return _first(
        of,
        (np.isnan(minutes), OPEN, "travel_not_stated"),
        (minutes <= float(TRAVEL_LIMIT), PASS, "in_reach"),
        (True, FAIL, "too_far"),
    )


def _tie(declared: Disclosure | None) -> int:
    if declared is None:
        return 0
    if declared.relation in (Relation.SHARED_OWNERSHIP, Relation.FAMILY):
        return 1
    if declared.relation is Relation.REFERRAL_FEE and not declared.fee_passed_on:
        return 2
    return 3 if declared.relation is not Relation.NONE and not declared.acknowledged else 4


_TIES: tuple[Outcome, ...] = (
    (OPEN, "not_disclosed"),
    (FAIL, "blocked_by_relation"),
    (FAIL, "fee_not_passed_on"),
    (OPEN, "not_acknowledged"),
    (PASS, "disclosed"),
)


def _interests(of: Screen) -> Found:
    return _TIES, of.columns.ties.coded(_tie)


def _overlap(of: Screen) -> Found:
    np, hours = load_numpy(), of.columns.hours
    return _first(
        of,
        (np.isnan(hours), OPEN, "shared_hours_not_stated"),
        (hours >= float(of.job.overlap_minimum) - NEARLY, PASS, "enough_shared_hours"),
        (True, FAIL, "too_few_shared_hours"),
    )


def _language(of: Screen) -> Found:
    wanted, spoken = of.job.languages, of.columns.languages
    if not wanted:
        return _first(of, (True, PASS, "any_language"))
    return _first(
        of,
        (spoken.told(lambda some: some is None), OPEN, "language_not_stated"),
        (spoken.told(lambda some: bool(wanted & (some or frozenset()))), PASS, "shared_language"),
        (True, FAIL, "no_shared_language"),
    )


def _ceiling(of: Screen) -> Found:
    np, ceiling = load_numpy(), of.job.price_ceiling
    if ceiling is None:
        return _first(of, (True, PASS, "no_ceiling"))
    charge = of.charge(np.ones(len(of.columns), dtype=bool))
    return _first(
        of,
        (np.isnan(charge), OPEN, "price_not_known"),
        (charge > ceiling.minor, FAIL, "above_ceiling"),
        (True, PASS, "within_ceiling"),
    )


def _charge(np: Any, of: Screen, among: Truths) -> Floats:
    """`jobs.usual_charge` over columns: role by role, each rounded to a minor unit."""
    columns, job, rule = of.columns, of.job, of.rules.remote
    chosen = np.flatnonzero(among)
    count, whole = len(chosen), sum(job.efforts.values(), Decimal(0))
    total, priced, unpriced = np.zeros(count), np.zeros(count), np.zeros(count, dtype=bool)
    hours = columns.hours[chosen]
    steps = [hours >= float(least) for least, _ in rule.steps]
    factor = np.select(steps, [float(factor) for _, factor in rule.steps], float(rule.below))
    place = np.cumsum(among) - 1
    for role, days in job.efforts.items():
        ours = job.should_rates.get(role)
        amount = np.full(count, np.nan if ours is None else float(ours.times(days).minor))
        card = columns.rates.get(role)
        if card is not None:
            lines = np.flatnonzero(among[card.rows])
            at = place[card.rows[lines]]
            effort = float(days) * np.where(card.offshore[lines], factor[at], 1.0)
            amount[at] = np.floor(card.minor[lines] * effort + (0.5 + 1e-6))
            priced[at] += float(days)
        unpriced |= np.isnan(amount)
        total += amount
    enough = priced >= float(LEAST_PRICED * whole) - NEARLY
    return only(total, enough & ~unpriced & bool(whole))


_CHECKS: Mapping[Check, Callable[[Screen], Found]] = {
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
