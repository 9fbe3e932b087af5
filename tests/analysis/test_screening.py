"""A directory screened at once gets the answers, codes and points that the exact engine gives one by one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.arrays import half_up
from app.analysis.columns import Columns, columns_of, months_before
from app.analysis.credentials import CheckLevel, ClosedEngagement, HeldCredential, ProviderRecord
from app.analysis.factors import factor_weights
from app.analysis.gates import GateRule
from app.analysis.jobs import Candidate, CardRate, CredentialNeed, Disclosure, Job, PastJob, Relation
from app.analysis.matching import MatchRules, assess, rank, weigh
from app.analysis.money import Money
from app.analysis.screening import screen
from app.analysis.skill_fit import HeldSkill, SkillRelations, recency
from tests.analysis.clinic import ASKED_ON, candidate, job, match_rules, pounds, template_weights
from tests.faults.amounts import amount

OWN_GATES = (GateRule("OWN-LANGUAGE", True), GateRule("OWN-CEILING", True))
RULES = replace(match_rules(), gates=(*match_rules().gates, *OWN_GATES))
WEIGHTS = factor_weights(template_weights("TPL-ERP"), {})
SKILLS = sorted({need.skill for need in job().needs} | {"sk.wifi", "sk.html-css", "sk.javascript", "sk.sql"})
PAPERS = sorted({*RULES.credentials.core_set, *RULES.factors.safety.each, *RULES.factors.safety.best_of})
DAYS = st.dates(ASKED_ON - timedelta(days=1700), ASKED_ON + timedelta(days=500))
TENTHS = st.decimals(0, 30, places=1)
AMOUNTS = st.builds(Money, st.integers(0, 40_000_000), st.sampled_from(["GBP"] * 6 + ["EUR"]))
CODES = st.frozensets(st.sampled_from(["GB", "NL", "IN"]), max_size=2)

RECORDS = st.builds(
    ProviderRecord,
    st.lists(
        st.builds(
            HeldCredential,
            st.sampled_from(PAPERS),
            st.sampled_from(CheckLevel),
            issued=st.none() | DAYS,
            expires=st.none() | DAYS,
            revoked=st.sampled_from([False] * 6 + [True]),
        ),
        max_size=9,
    ).map(tuple)
    | st.sampled_from([candidate(f"PRV-{number:02d}").record.credentials for number in range(1, 13)]),
    st.lists(
        st.builds(ClosedEngagement, DAYS, st.decimals(30, 100, places=1), st.integers(0, 60000).map(Decimal)),
        max_size=11,
    ).map(tuple),
    false_evidence=st.sampled_from([False] * 9 + [True]),
    data_incident_open=st.sampled_from([False] * 9 + [True]),
)
CANDIDATES = st.builds(
    Candidate,
    provider=st.uuids(),
    record=RECORDS,
    skills=st.none()
    | st.lists(
        st.builds(HeldSkill, st.sampled_from(SKILLS), st.integers(1, 5), st.none() | DAYS), max_size=9
    ).map(tuple),
    rates=st.dictionaries(
        st.sampled_from([*job().efforts, "ROLE-QA"]),
        st.builds(
            CardRate,
            st.builds(Money, st.integers(9000, 90000), st.sampled_from(["GBP"] * 6 + ["EUR"])),
            st.booleans(),
        ),
    ),
    jobs=st.none()
    | st.lists(
        st.builds(
            PastJob,
            st.frozensets(st.sampled_from(["TPL-ERP", "TPL-NET", "TPL-WEB"]), min_size=1),
            DAYS,
            st.integers(0, 3),
            st.sampled_from([None, "sk.sector-health", "sk.sector-retail"]),
        ),
        max_size=5,
    ).map(tuple),
    travel_minutes=st.none() | st.integers(0, 300).map(Decimal),
    shared_hours=st.none() | st.decimals(0, 9, places=1),
    earliest_start=st.none() | DAYS,
    free_days_a_week=st.none() | TENTHS,
    yearly_turnover=st.none() | AMOUNTS,
    indemnity_limit=st.none() | AMOUNTS,
    work_countries=st.none() | CODES,
    languages=st.none() | st.frozensets(st.sampled_from(["English", "Dutch"]), max_size=2),
    disclosure=st.none() | st.builds(Disclosure, st.sampled_from(Relation), st.booleans(), st.booleans()),
    would_not_order_again=st.sampled_from([False] * 5 + [True]),
    stated_on=st.none() | DAYS,
)
JOBS = st.builds(
    job,
    deadline=st.none() | st.dates(date(2026, 6, 1), date(2026, 10, 1)),
    latest_start=st.none() | st.dates(date(2026, 3, 1), date(2026, 5, 1)),
    days_a_week=st.decimals(0, 9, places=1),
    onsite_share=st.decimals(0, 1, places=2),
    micro_task=st.booleans(),
    onsite_heavy=st.booleans(),
    overlap_minimum=st.decimals(0, 6, places=1),
    trade=st.sampled_from([None, "sk.sector-health"]),
    allowed_countries=st.none() | CODES,
    languages=st.frozensets(st.sampled_from(["English", "German"]), max_size=2),
    price_ceiling=st.none() | st.integers(5000, 60000).map(pounds),
    indemnity_minimum=st.none() | st.just(pounds(100000)),
    must_credentials=st.lists(
        st.builds(
            CredentialNeed,
            st.sampled_from(PAPERS),
            st.lists(st.sampled_from(PAPERS), max_size=2).map(tuple),
        ),
        max_size=2,
        unique_by=lambda need: need.credential,
    ).map(tuple),
    ends=st.dates(date(2026, 4, 1), date(2026, 12, 1)),
)


def columns(of: Sequence[Candidate], on: date = ASKED_ON) -> Columns:
    rules = match_rules().skills
    months = rules.recent_months, rules.older_months
    return columns_of(of, on=on, currency="GBP", months=months)


def agree(present: Sequence[Candidate], wanted: Job, rules: MatchRules = RULES) -> None:
    found = screen(columns(present), wanted, rules, everybody=True)
    totals = found.totals(WEIGHTS)
    by_id = {one.provider: one for one in present}
    for row, provider in enumerate(found.columns.providers):
        exact = weigh(assess(by_id[provider], wanted, rules), WEIGHTS)
        answers = [(gate.rule.gate, *gate.of(row)) for gate in found.gates]
        assert answers == [(one.gate, one.answer, one.code) for one in exact.assessment.gates]
        points = [float(item.factor.points) for item in exact.contributions]
        assert found.points[row].tolist() == pytest.approx(points, abs=1e-9)
        assert totals[row] == pytest.approx(float(exact.total), abs=1e-7)
        missing = {part.part: part.missing for item in exact.contributions for part in item.factor.parts}
        assert {part: bool(mask[row]) for part, mask in found.missing.items()} == missing


@settings(max_examples=amount(30, 300), deadline=None)
@given(st.lists(CANDIDATES, min_size=1, max_size=6, unique_by=lambda one: one.provider), JOBS)
def test_columns_give_what_the_exact_engine_gives(present: list[Candidate], wanted: Job) -> None:
    agree(present, wanted)


def test_the_clinics_own_candidates_agree() -> None:
    agree([candidate(f"PRV-{number:02d}") for number in range(1, 13)], job())


@settings(max_examples=amount(15, 200), deadline=None)
@given(st.lists(CANDIDATES, min_size=2, max_size=8, unique_by=lambda one: one.provider), JOBS)
def test_the_best_and_the_near_misses_stand_in_the_exact_order(present: list[Candidate], wanted: Job) -> None:
    rules = replace(RULES, gates=RULES.gates[3:])
    found = screen(columns(present), wanted, rules)
    exact = rank([weigh(assess(one, wanted, rules), WEIGHTS) for one in present])
    assert found.named(found.best(WEIGHTS, 3)) == tuple(one.match.provider for one in exact.ranked[:3])
    near = tuple(match.provider for match in exact.near_misses)
    assert found.named(found.near_misses(WEIGHTS, 20)) == near
    assert found.stopped_by() == dict(exact.stopped_by)


@settings(max_examples=amount(15, 200), deadline=None)
@given(
    st.lists(CANDIDATES, min_size=2, max_size=6, unique_by=lambda one: one.provider),
    st.randoms(use_true_random=False),
)
def test_nobody_is_judged_by_who_else_is_there(present: list[Candidate], shuffle: Any) -> None:
    whole = screen(columns(present), job(), RULES, everybody=True)
    scores = dict(zip(whole.columns.providers, whole.totals(WEIGHTS), strict=True))
    mixed = list(present)
    shuffle.shuffle(mixed)
    again = screen(columns(mixed), job(), RULES, everybody=True)
    assert dict(zip(again.columns.providers, again.totals(WEIGHTS), strict=True)) == scores
    fewer = screen(columns(mixed[1:]), job(), RULES, everybody=True)
    assert dict(zip(fewer.columns.providers, fewer.totals(WEIGHTS), strict=True)) == {
        one.provider: scores[one.provider] for one in mixed[1:]
    }


def test_a_waiver_in_writing_lets_a_provider_through_where_the_gate_may_be_waived() -> None:
    far = replace(candidate("PRV-01"), provider=UUID(int=1), travel_minutes=Decimal(150))
    refused = screen(columns([far]), job(), match_rules())
    assert refused.named(refused.near_misses(WEIGHTS, 5)) == (far.provider,)
    waived = screen(columns([far]), job(), match_rules(), {far.provider: {"GATE-07": "comes by train"}})
    assert waived.named(waived.best(WEIGHTS, 5)) == (far.provider,)
    blank = screen(columns([far]), job(), match_rules(), {far.provider: {"GATE-07": "  "}})
    assert len(blank.best(WEIGHTS, 5)) == 0


def test_columns_of_another_day_are_refused() -> None:
    with pytest.raises(ValueError, match="another day"):
        screen(columns([candidate("PRV-01")], ASKED_ON + timedelta(days=1)), job(), RULES)


def test_an_empty_directory_is_screened_to_nothing() -> None:
    found = screen(columns([]), job(), RULES)
    assert (len(found.best(WEIGHTS, 50)), found.stopped_by()) == (0, {})


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 60), st.integers(-40, 40))
def test_a_skill_ages_on_the_same_day_as_in_the_exact_rule(on: date, months: int, off: int) -> None:
    used = date.fromordinal(months_before(on, months) + off)
    relations = SkillRelations({}, {}, recent_months=months, older_months=months)
    assert (recency(used, on, relations) == 1) == (used.toordinal() > months_before(on, months))


@given(st.decimals(0, 100, places=3))
def test_halves_are_rounded_up_as_decimals_are(value: Decimal) -> None:
    rounded = half_up(np.array([float(value)]), Decimal("0.01"))[0]
    assert rounded == pytest.approx(float(value.quantize(Decimal("0.01"), "ROUND_HALF_UP")), abs=1e-12)
