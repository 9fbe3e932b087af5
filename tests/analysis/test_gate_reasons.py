"""Every gate passes, fails and is not checked, each time with a reason of its own that a person can read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.analysis.credentials import CheckLevel, HeldCredential, ProviderRecord
from app.analysis.gates import CHECK_OF_GATE, Answer, GateResult, GateRule, eligibility
from app.analysis.jobs import Candidate, CredentialNeed, Disclosure, Relation
from app.analysis.matching import assess
from app.analysis.skill_fit import HeldSkill
from app.queries.gate_words import GateWords
from app.words.formats import Formats
from tests.analysis.clinic import candidate, job, match_rules, pounds

HOME = frozenset({"GB"})
ELSEWHERE = frozenset({"GB", "IN"})
LETTER = (CredentialNeed("CRD-VENDOR"),)
START = date(2026, 4, 10)
PASS, FAIL, NOT_CHECKED = Answer.PASS, Answer.FAIL, Answer.NOT_CHECKED


def holding(*papers: tuple[str, CheckLevel]) -> dict[str, Any]:
    """A record of these credentials beside those of the clinic's own choice."""
    kept = tuple(one for one in candidate("PRV-01").record.credentials if one.credential != "CRD-VENDOR")
    named = tuple(HeldCredential(name, level, date(2025, 9, 1), date(2026, 9, 1)) for name, level in papers)
    return {"record": ProviderRecord((*kept, *named))}


TABLE: dict[tuple[str, Answer], tuple[dict[str, Any], dict[str, Any], str, str]] = {
    ("GATE-01", PASS): ({}, {}, "checked", "Every check of its business papers and insurance is in order."),
    ("GATE-01", FAIL): (
        {"record": candidate("PRV-05").record},
        {},
        "tier_too_low",
        "Checked for small tasks only. Missing: Tax registration and no arrears declaration; Public and "
        "employer liability insurance; Financial health check and 2 more.",
    ),
    ("GATE-01", NOT_CHECKED): (
        {"record": ProviderRecord()},
        {"micro_task": True},
        "core_not_checked",
        "Nobody has checked this yet: Company registration and good standing; Professional indemnity / errors "
        "and omissions insurance; Client references and 1 more.",
    ),
    ("GATE-02", PASS): (
        {},
        {"must_credentials": LETTER, "ends": date(2026, 6, 1)},
        "held",
        "Holds every credential this work needs.",
    ),
    ("GATE-02", FAIL): (
        holding(),
        {"must_credentials": LETTER},
        "missing",
        "Does not hold: Product vendor's implementation partner status.",
    ),
    ("GATE-02", NOT_CHECKED): (
        holding(("CRD-VENDOR", CheckLevel.SEEN)),
        {"must_credentials": LETTER},
        "not_confirmed",
        "Shown, but not confirmed by the issuer: Product vendor's implementation partner status.",
    ),
    ("GATE-03", PASS): ({}, {}, "must_skills_held", "Has all 7 skills this work must have."),
    ("GATE-03", FAIL): (
        {"skills": (HeldSkill("sk.network-design", 4, date(2026, 1, 1)),)},
        {},
        "must_skill_short",
        "Lacks skills this work must have: Fit-gap analysis of packages, Data migration, User training and 1 more.",
    ),
    ("GATE-03", NOT_CHECKED): ({"skills": None}, {}, "skills_not_stated", "It has not told us its skills."),
    ("GATE-04", PASS): (
        {"free_days_a_week": Decimal(6), "earliest_start": START},
        {"latest_start": START},
        "free_in_time",
        "Free from 10 Apr 2026, with 6 days a week; the work needs 3.4 days.",
    ),
    ("GATE-04", FAIL): (
        {"free_days_a_week": Decimal(6), "earliest_start": date(2026, 4, 11)},
        {"latest_start": START},
        "starts_too_late",
        "Cannot start before 11 Apr 2026; to be in time it would have to by 10 Apr 2026.",
    ),
    ("GATE-04", NOT_CHECKED): (
        {"free_days_a_week": None},
        {},
        "capacity_not_stated",
        "It has not said how many people are free.",
    ),
    ("GATE-05", PASS): ({}, {}, "right_size", "The job fits its size and its insurance."),
    ("GATE-05", FAIL): (
        {"indemnity_limit": pounds(250000)},
        {},
        "insurance_too_small",
        "Insured up to £250,000; this job needs £1,000,000.",
    ),
    ("GATE-05", NOT_CHECKED): (
        {"yearly_turnover": None},
        {},
        "turnover_not_stated",
        "It has not stated its yearly turnover.",
    ),
    ("GATE-06", PASS): (
        {"work_countries": HOME},
        {"allowed_countries": HOME},
        "countries_allowed",
        "Works in United Kingdom only.",
    ),
    ("GATE-06", FAIL): (
        {"work_countries": ELSEWHERE},
        {"allowed_countries": HOME},
        "country_not_allowed",
        "Works in India, where your data may not be handled.",
    ),
    ("GATE-06", NOT_CHECKED): (
        {"work_countries": None},
        {"allowed_countries": HOME},
        "countries_not_stated",
        "We do not know in which countries your data would be handled; it may be in United Kingdom.",
    ),
    ("GATE-07", PASS): (
        {"travel_minutes": Decimal(120)},
        {},
        "in_reach",
        "Can be with you in about 120 minutes.",
    ),
    ("GATE-07", FAIL): (
        {"travel_minutes": Decimal(121)},
        {},
        "too_far",
        "About 121 minutes away, where somebody is needed at your place most days.",
    ),
    ("GATE-07", NOT_CHECKED): (
        {"travel_minutes": None},
        {},
        "travel_not_stated",
        "We do not know how far it has to travel to you.",
    ),
    ("GATE-08", PASS): (
        {"disclosure": Disclosure(Relation.NONE)},
        {},
        "disclosed",
        "The broker has told of any ties to it.",
    ),
    ("GATE-08", FAIL): (
        {"disclosure": Disclosure(Relation.SHARED_OWNERSHIP)},
        {},
        "blocked_by_relation",
        "The broker has a tie to it that rules it out.",
    ),
    ("GATE-08", NOT_CHECKED): (
        {"disclosure": None},
        {},
        "not_disclosed",
        "The broker has not said yet whether there are ties to it.",
    ),
    ("GATE-09", PASS): (
        {"shared_hours": Decimal(4)},
        {"overlap_minimum": Decimal(4)},
        "enough_shared_hours",
        "You can reach it 4 hours a day.",
    ),
    ("GATE-09", FAIL): (
        {"shared_hours": Decimal(3)},
        {"overlap_minimum": Decimal(4)},
        "too_few_shared_hours",
        "You can reach it 3 hours a day; this work needs 4.",
    ),
    ("GATE-09", NOT_CHECKED): (
        {"shared_hours": None},
        {},
        "shared_hours_not_stated",
        "We do not know how many hours a day you could reach it.",
    ),
}
"""Gate and answer → what is changed of the provider, what of the job, the code, and the sentence."""


def result(
    gate: str, of: dict[str, Any], work: dict[str, Any], reasons: dict[str, str] | None = None
) -> GateResult:
    """One gate's answer for the provider the clinic chose, with these changes."""
    who: Candidate = replace(candidate("PRV-01"), **of)
    gates = assess(who, job(**work), match_rules(), reasons).gates
    return next(one for one in gates if one.gate == gate)


def sentence(of: GateResult) -> str:
    """Its reason as a person reads it."""
    return GateWords(Formats()).sentence(of.code, of.facts)


@pytest.mark.parametrize(
    ("key", "row"), TABLE.items(), ids=[f"{gate} {answer.value}" for gate, answer in TABLE]
)
def test_each_gate_gives_each_answer_with_its_reason(key: tuple[str, Answer], row: Any) -> None:
    gate, answer = key
    of, work, code, words = row
    found = result(gate, of, work)
    assert (found.answer, found.code, sentence(found)) == (answer, code, words)
    assert found.stops == (answer is FAIL)


@pytest.mark.parametrize(("gate", "answer"), TABLE)
def test_a_broker_is_never_told_of_an_owners_place_as_of_their_own(gate: str, answer: Answer) -> None:
    of, work, *_ = TABLE[gate, answer]
    found = result(gate, of, work)
    told = GateWords(Formats(), to_broker=True).sentence(found.code, found.facts)
    assert not {"you", "your"} & set(told.casefold().split())


def test_all_nine_gates_stand_in_the_table_with_a_sentence_of_their_own_for_each_answer() -> None:
    nine = [rule.gate for rule in match_rules().gates]
    assert nine == [f"GATE-0{number}" for number in range(1, 10)]
    assert set(nine) <= set(CHECK_OF_GATE)
    assert set(TABLE) == {(gate, answer) for gate in nine for answer in Answer}
    assert len({words for _, _, _, words in TABLE.values()}) == len(TABLE)


@pytest.mark.parametrize("rule", match_rules().gates, ids=lambda rule: rule.gate)
def test_a_written_reason_sets_a_failure_aside_where_the_gate_allows_it_and_never_makes_it_pass(
    rule: GateRule,
) -> None:
    of, work, *_ = TABLE[rule.gate, FAIL]
    found = result(rule.gate, of, work, {rule.gate: "The owner was told and agrees"})
    assert (found.answer, found.stops) == (FAIL, not rule.waivable)


@pytest.mark.parametrize("gate", [rule.gate for rule in match_rules().gates])
def test_what_nobody_checked_needs_a_reason_to_be_asked_and_bars_the_award(gate: str) -> None:
    of, work, *_ = TABLE[gate, NOT_CHECKED]
    allows = eligibility((result(gate, of, work),))
    assert (allows.may_be_asked, allows.may_be_awarded, allows.needs_reason) == (False, False, (gate,))
    told = eligibility((result(gate, of, work, {gate: "They will show it by Friday"}),))
    assert (told.may_be_asked, told.may_be_awarded) == (True, False)


def test_a_credential_that_was_withdrawn_is_told_as_that() -> None:
    withdrawn = HeldCredential("CRD-VENDOR", CheckLevel.CHECKED, date(2025, 9, 1), None, revoked=True)
    of = {"record": ProviderRecord((*holding()["record"].credentials, withdrawn))}
    found = result("GATE-02", of, {"must_credentials": LETTER})
    words = "Withdrawn by its issuer or refused: Product vendor's implementation partner status."
    assert (found.answer, sentence(found)) == (FAIL, words)
