"""Matching on the clinic's candidates, and the properties every ranking must have."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.anchors import points_at
from app.analysis.apportion import apportion
from app.analysis.confidence import Basis, Confidence, confidence
from app.analysis.credentials import ProviderRecord
from app.analysis.factors import Importance, factor_weights, part_shares
from app.analysis.findings import Kind, findings
from app.analysis.gates import Answer, GateRule
from app.analysis.jobs import Candidate, CardRate, CredentialNeed, Disclosure, PastJob, Relation
from app.analysis.matching import Match, Strength, assess, rank, suggested, weigh
from app.analysis.money import Money
from app.analysis.skill_fit import HeldSkill, Need, SkillRelations, skill_fit
from app.analysis.track_record import track_record
from tests.analysis.clinic import (
    ASKED_ON,
    candidate,
    factor_rules,
    job,
    match_rules,
    pounds,
    record,
    relations,
    template_weights,
)

WEIGHTS = factor_weights(template_weights("TPL-ERP"), {})
INVITED = ["PRV-01", "PRV-02", "PRV-03", "PRV-04"]
FACTORS = list(WEIGHTS)


@cache
def match(name: str) -> Match:
    return weigh(assess(candidate(name), job(), match_rules()), WEIGHTS)


def judged(
    of: Candidate,
    reasons: dict[str, str] | None = None,
    gates: tuple[GateRule, ...] | None = None,
    **changes: Any,
) -> Match:
    rules = match_rules() if gates is None else replace(match_rules(), gates=gates)
    return weigh(assess(of, job(**changes), rules, reasons), WEIGHTS)


def gate(of: Match, name: str) -> tuple[Answer, str]:
    return next((r.answer, r.code) for r in of.assessment.gates if r.gate == name)


def points(of: Match, factor: str) -> Decimal:
    return next(item.factor.points for item in of.contributions if item.factor.factor == factor)


def part_points(of: Match, part: str) -> Decimal:
    return next(p.points for item in of.contributions for p in item.factor.parts if p.part == part)


# --- the clinic's shortlist -------------------------------------------------------------------------------


def test_the_clinic_asks_in_the_order_its_case_awards() -> None:
    ranking = rank([match(name) for name in reversed(INVITED)])
    assert [item.match.provider for item in ranking.ranked] == ["PRV-01", "PRV-02", "PRV-03"]
    assert [item.match.strength for item in ranking.ranked] == [
        Strength.STRONG,
        Strength.STRONG,
        Strength.GOOD,
    ]
    assert [item.place for item in ranking.ranked] == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PRV-01", {}),
        ("PRV-02", {}),
        ("PRV-03", {"GATE-02": (Answer.NOT_CHECKED, "not_confirmed")}),
        (
            "PRV-04",
            {
                "GATE-02": (Answer.FAIL, "missing"),
                "GATE-03": (Answer.FAIL, "must_skill_short"),
                "GATE-04": (Answer.FAIL, "too_few_people"),
            },
        ),
        (
            "PRV-05",
            {
                "GATE-01": (Answer.FAIL, "tier_too_low"),
                "GATE-02": (Answer.FAIL, "missing"),
                "GATE-03": (Answer.FAIL, "must_skill_short"),
                "GATE-05": (Answer.FAIL, "insurance_too_small"),
            },
        ),
    ],
)
def test_gates_of_the_clinics_candidates(name: str, expected: dict[str, object]) -> None:
    open_gates = {
        r.gate: (r.answer, r.code) for r in match(name).assessment.gates if r.answer is not Answer.PASS
    }
    assert open_gates == expected


def test_an_unconfirmed_letter_lets_a_provider_be_asked_for_a_reason_but_never_awarded() -> None:
    silent = match("PRV-03").assessment.eligibility
    assert (silent.may_be_asked, silent.needs_reason) == (False, ("GATE-02",))
    asked = judged(
        candidate("PRV-03"), {"GATE-02": "letter seen, owner told on 9 Feb"}
    ).assessment.eligibility
    assert (asked.may_be_asked, asked.may_be_awarded) == (True, False)


def test_a_waiver_counts_only_where_the_gate_allows_it_and_says_something() -> None:
    reasons = {"GATE-02": "bids with a partner", "GATE-03": "as above", "GATE-04": " "}
    bidder = judged(candidate("PRV-04"), reasons).assessment.eligibility
    assert (bidder.stopped_by, bidder.only_on, bidder.may_be_asked) == (("GATE-04",), "GATE-04", False)
    all_waived = judged(candidate("PRV-04"), reasons | {"GATE-04": "network only"}).assessment.eligibility
    assert (all_waived.may_be_asked, all_waived.may_be_awarded) == (True, True)
    listed = judged(candidate("PRV-05"), {"GATE-01": "we like them"}).assessment.eligibility
    assert "GATE-01" in listed.stopped_by


def test_a_micro_task_needs_only_the_light_path_set() -> None:
    small = judged(candidate("PRV-05"), micro_task=True)
    assert gate(small, "GATE-01") == (Answer.PASS, "checked")


def test_a_provider_nobody_has_looked_at_is_unknown_rather_than_bad() -> None:
    stranger = judged(Candidate("new"))
    answers = {result.gate: result.answer for result in stranger.assessment.gates}
    assert Answer.FAIL not in answers.values()
    assert answers["GATE-06"] is Answer.PASS  # this owner allows any country
    assert list(answers.values()).count(Answer.NOT_CHECKED) == 8
    priors = {"FAC-PRICE": 40, "FAC-FIT": 25, "FAC-NEAR": 20, "FAC-READY": 35, "FAC-SAFE": 20}
    assert {factor: points(stranger, factor) for factor in priors} == priors
    assert points(stranger, "FAC-PROVEN") == Decimal("32.50")
    assert stranger.confidence is Confidence.LOW
    kinds = [(finding.kind, finding.code) for finding in findings(stranger)]
    assert kinds[:2] == [(Kind.STRENGTH, "passes_gates"), (Kind.WEAKNESS, "little_known")]


# --- gates one by one -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gate_id", "change", "job_change", "expected"),
    [
        (
            "GATE-02",
            {},
            {"must_credentials": (CredentialNeed("CRD-CE", ("CRD-CEP",)),)},
            (Answer.PASS, "held"),
        ),
        ("GATE-02", {}, {"must_credentials": (CredentialNeed("CRD-CE"),)}, (Answer.FAIL, "missing")),
        ("GATE-02", {}, {"ends": date(2026, 10, 1)}, (Answer.PASS, "renewal_due")),
        ("GATE-02", {}, {"on": date(2026, 9, 2)}, (Answer.FAIL, "expired")),
        ("GATE-02", {"record": ProviderRecord()}, {}, (Answer.NOT_CHECKED, "not_asked")),
        ("GATE-03", {"skills": None}, {}, (Answer.NOT_CHECKED, "skills_not_stated")),
        ("GATE-03", {"skills": None}, {"needs": ()}, (Answer.PASS, "no_must_skill")),
        ("GATE-04", {"free_days_a_week": Decimal("5.66")}, {}, (Answer.FAIL, "too_few_people")),
        ("GATE-04", {"free_days_a_week": Decimal("5.67")}, {}, (Answer.PASS, "free_in_time")),
        ("GATE-04", {}, {"latest_start": date(2026, 3, 15)}, (Answer.FAIL, "starts_too_late")),
        (
            "GATE-04",
            {"earliest_start": None},
            {"latest_start": date(2026, 3, 15)},
            (Answer.NOT_CHECKED, "start_not_stated"),
        ),
        ("GATE-05", {"yearly_turnover": pounds(107000)}, {}, (Answer.FAIL, "too_large_for_firm")),
        ("GATE-05", {"indemnity_limit": pounds(999999)}, {}, (Answer.FAIL, "insurance_too_small")),
        ("GATE-05", {"indemnity_limit": None}, {}, (Answer.NOT_CHECKED, "insurance_not_stated")),
        ("GATE-05", {"yearly_turnover": Money(1, "EUR")}, {}, (Answer.NOT_CHECKED, "other_currency")),
        ("GATE-05", {"yearly_turnover": Money(0, "EUR")}, {}, (Answer.NOT_CHECKED, "other_currency")),
        ("GATE-06", {}, {"allowed_countries": frozenset({"NL"})}, (Answer.FAIL, "country_not_allowed")),
        ("GATE-06", {}, {"allowed_countries": frozenset({"GB"})}, (Answer.PASS, "countries_allowed")),
        (
            "GATE-06",
            {"work_countries": None},
            {"allowed_countries": frozenset({"GB"})},
            (Answer.NOT_CHECKED, "countries_not_stated"),
        ),
        ("GATE-07", {"travel_minutes": Decimal(121)}, {}, (Answer.FAIL, "too_far")),
        ("GATE-07", {"travel_minutes": Decimal(120)}, {}, (Answer.PASS, "in_reach")),
        ("GATE-07", {"travel_minutes": None}, {"onsite_heavy": False}, (Answer.PASS, "not_needed_on_site")),
        ("GATE-08", {"disclosure": None}, {}, (Answer.NOT_CHECKED, "not_disclosed")),
        ("GATE-08", {"disclosure": Disclosure(Relation.FAMILY)}, {}, (Answer.FAIL, "blocked_by_relation")),
        (
            "GATE-08",
            {"disclosure": Disclosure(Relation.REFERRAL_FEE)},
            {},
            (Answer.FAIL, "fee_not_passed_on"),
        ),
        (
            "GATE-08",
            {"disclosure": Disclosure(Relation.REFERRAL_FEE, fee_passed_on=True)},
            {},
            (Answer.PASS, "disclosed"),
        ),
        (
            "GATE-08",
            {"disclosure": Disclosure(Relation.PAST_CLIENT, acknowledged=False)},
            {},
            (Answer.NOT_CHECKED, "not_acknowledged"),
        ),
        ("GATE-09", {"shared_hours": Decimal("2.5")}, {}, (Answer.FAIL, "too_few_shared_hours")),
        ("OWN-LANGUAGE", {"languages": frozenset({"Dutch"})}, {}, (Answer.FAIL, "no_shared_language")),
        ("OWN-LANGUAGE", {"languages": None}, {}, (Answer.NOT_CHECKED, "language_not_stated")),
        ("OWN-CEILING", {}, {"price_ceiling": pounds(10000)}, (Answer.FAIL, "above_ceiling")),
        ("OWN-CEILING", {"rates": {}}, {"price_ceiling": pounds(1)}, (Answer.NOT_CHECKED, "price_not_known")),
    ],
)
def test_each_gate(
    gate_id: str, change: dict[str, Any], job_change: dict[str, Any], expected: object
) -> None:
    gates = (*match_rules().gates, GateRule("OWN-LANGUAGE", True), GateRule("OWN-CEILING", True))
    assert gate(judged(candidate("PRV-01", **change), gates=gates, **job_change), gate_id) == expected


def test_ruled_out_providers_are_counted_by_gate_and_near_misses_named() -> None:
    far = judged(candidate("PRV-01", travel_minutes=Decimal(150)))
    ranking = rank([far, match("PRV-04"), match("PRV-02")])
    assert ranking.near_misses == (far,)
    assert dict(ranking.stopped_by) == {"GATE-02": 1, "GATE-03": 1, "GATE-04": 1, "GATE-07": 1}


# --- need score -------------------------------------------------------------------------------------------

WEB = Need("web", 4, True, Decimal(3), ("shop",))
TAXONOMY = SkillRelations(
    related={("web", "php"): Decimal("0.9"), ("css", "web"): Decimal("0.5")},
    group={"web": "g", "php": "g", "seo": "g", "net": "h"},
)


@pytest.mark.parametrize(
    ("held", "level", "last_used", "score"),
    [
        ("web", 4, date(2026, 1, 1), "1"),
        ("web", 5, date(2026, 1, 1), "1"),
        ("web", 2, date(2026, 1, 1), "0.5"),
        ("shop", 4, date(2026, 1, 1), "1"),
        ("php", 4, date(2026, 1, 1), "0.8"),
        ("css", 4, date(2026, 1, 1), "0.5"),
        ("seo", 4, date(2026, 1, 1), "0.15"),
        ("net", 4, date(2026, 1, 1), "0"),
        ("web", 4, date(2024, 2, 10), "1"),
        ("web", 4, date(2024, 2, 9), "0.85"),
        ("web", 4, date(2022, 2, 9), "0.6"),
        ("web", 4, None, "0.85"),
    ],
)
def test_what_a_skill_is_worth_for_a_need(held: str, level: int, last_used: date | None, score: str) -> None:
    fit = skill_fit([WEB], [HeldSkill(held, level, last_used)], TAXONOMY, ASKED_ON)
    assert fit.score == Decimal(score)


def test_the_need_score_weighs_needs_and_names_failing_musts() -> None:
    needs = [WEB, Need("net", 3, False, Decimal(1))]
    fit = skill_fit(needs, [HeldSkill("php", 2, ASKED_ON), HeldSkill("net", 3, ASKED_ON)], TAXONOMY, ASKED_ON)
    assert fit.score == Decimal("0.55")
    assert [failing.need.skill for failing in fit.failing_musts(Decimal("0.6"))] == ["web"]


@given(
    st.lists(
        st.builds(HeldSkill, st.sampled_from(["sk.wifi", "sk.firewall", "sk.cutover"]), st.integers(1, 5)),
        max_size=5,
    ),
    st.builds(HeldSkill, st.sampled_from(["sk.wifi", "sk.data-migration", "sk.fit-gap"]), st.integers(1, 5)),
)
def test_one_more_skill_never_lowers_the_fit(held: list[HeldSkill], more: HeldSkill) -> None:
    needs = job().needs
    before = skill_fit(needs, held, relations(), ASKED_ON).score
    assert before <= skill_fit(needs, [*held, more], relations(), ASKED_ON).score <= 1


# --- factors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        ("1.7", "0"),
        ("1.6", "0"),
        ("1.45", "20"),
        ("1.3", "40"),
        ("1", "80"),
        ("0.9", "93.33"),
        ("0.5", "100"),
    ],
)
def test_price_points_between_and_outside_the_anchors(ratio: str, expected: str) -> None:
    anchors = factor_rules().factors[0].parts[0].anchors
    assert points_at(anchors, Decimal(ratio)) == Decimal(expected)


def test_anchors_that_fold_back_are_refused() -> None:
    with pytest.raises(ValueError, match="anchors"):
        points_at(
            [(Decimal(1), Decimal(0)), (Decimal(3), Decimal(40)), (Decimal(2), Decimal(80))], Decimal(1)
        )


def test_travel_takes_the_templates_on_site_share_within_limits() -> None:
    near = next(rule for rule in factor_rules().factors if rule.factor == "FAC-NEAR")
    assert part_shares(near, Decimal("0.55")) == (Decimal("0.55"), Decimal("0.45"))
    assert part_shares(near, Decimal("0.95")) == (Decimal("0.85"), Decimal("0.15"))
    assert part_shares(near, Decimal(0)) == (Decimal("0.25"), Decimal("0.75"))


@pytest.mark.parametrize(
    ("part", "change", "job_change", "expected"),
    [
        ("travel_minutes", {"travel_minutes": Decimal(120)}, {}, "40"),
        ("shared_hours", {"shared_hours": Decimal("3.5")}, {}, "60"),
        ("margin", {}, {"deadline": None}, "100"),
        ("margin", {}, {"deadline": date(2026, 7, 6)}, "40"),
        ("margin", {"earliest_start": date(2026, 2, 1)}, {"deadline": date(2026, 7, 6)}, "40"),
        ("margin", {"earliest_start": None}, {}, "35"),
        ("free_hands", {"free_days_a_week": Decimal("3.4")}, {}, "40"),
        ("track_record", {"record": record("PRV-02")}, {}, "45"),
        ("similar_jobs", {"jobs": None}, {}, "20"),
        (
            "similar_jobs",
            {"jobs": (PastJob(frozenset({"TPL-ERP"}), date(2025, 1, 1), 2, "sk.sector-health"),)},
            {},
            "50",
        ),
        ("similar_jobs", {"jobs": (PastJob(frozenset({"TPL-ERP"}), date(2023, 2, 9), 2),)}, {}, "20"),
        ("similar_jobs", {"jobs": (PastJob(frozenset({"TPL-WEB"}), date(2025, 2, 9), 2),)}, {}, "20"),
        ("safety_points", {"record": ProviderRecord()}, {}, "20"),
        ("price_ratio", {"rates": {"ROLE-PM": CardRate(pounds(500))}}, {}, "40"),
        ("price_ratio", {"rates": {"ROLE-PM": CardRate(Money(50000, "EUR"))}}, {}, "40"),
    ],
)
def test_parts_and_their_priors(
    part: str, change: dict[str, Any], job_change: dict[str, Any], expected: str
) -> None:
    assert part_points(judged(candidate("PRV-01", **change), **job_change), part) == Decimal(expected)


def test_readiness_is_as_good_as_its_weaker_part() -> None:
    late = judged(candidate("PRV-01"), deadline=date(2026, 7, 6))
    assert points(late, "FAC-READY") == 40


def test_offshore_days_carry_the_productivity_allowance() -> None:
    def usual(offshore: bool, hours: str) -> Money | None:
        rates = {role: CardRate(pounds(200), offshore) for role in job().efforts}
        judged_one = judged(candidate("PRV-01", rates=rates, shared_hours=Decimal(hours)))
        return judged_one.assessment.charge.amount

    assert usual(False, "2") == pounds(6700)
    assert [usual(True, hours) for hours in ("4", "3", "2")] == [pounds(7370), pounds(7705), pounds(8710)]


def test_caps_hold_a_factor_down() -> None:
    refused = judged(candidate("PRV-01", would_not_order_again=True))
    assert points(refused, "FAC-PROVEN") == 40
    leaky = judged(candidate("PRV-01", record=replace(record("PRV-01"), data_incident_open=True)))
    assert points(leaky, "FAC-SAFE") == 30
    assert {"would_not_order_again"} <= {finding.code for finding in findings(refused)}


def test_the_clinic_houses_track_record_is_good_time_after_time() -> None:
    shown = track_record(record("PRV-01").closed, ASKED_ON)
    assert (shown.count, shown.rating) == (3, Decimal("81.8"))
    assert part_points(match("PRV-01"), "track_record") / 20 == pytest.approx(Decimal(4), abs=Decimal("0.05"))
    assert shown.lower is not None
    assert shown.upper is not None
    assert shown.lower < shown.rating < shown.upper


def test_one_closed_engagement_is_unrated_but_counted() -> None:
    shown = track_record(record("PRV-02").closed, ASKED_ON)
    assert (shown.rated, shown.count) == (False, 1)


# --- weights ----------------------------------------------------------------------------------------------


def test_all_important_leaves_the_templates_weights_alone() -> None:
    assert template_weights("TPL-ERP") == WEIGHTS


def test_words_move_weights_and_nothing_important_changes_nothing() -> None:
    moved = factor_weights(template_weights("TPL-ERP"), {"FAC-PRICE": Importance.NOT_IMPORTANT})
    assert moved["FAC-PRICE"] == 0
    assert moved["FAC-PROVEN"] == Decimal("35.4430")
    none = factor_weights(template_weights("TPL-ERP"), dict.fromkeys(FACTORS, Importance.NOT_IMPORTANT))
    assert none == WEIGHTS


@given(st.dictionaries(st.sampled_from(FACTORS), st.sampled_from(Importance)))
def test_weights_always_add_up_to_a_hundred(words: dict[str, Importance]) -> None:
    weights = factor_weights(template_weights("TPL-NET"), words)
    assert sum(weights.values()) == 100
    assert min(weights.values()) >= 0


def test_weights_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to 100"):
        weigh(match("PRV-01").assessment, dict.fromkeys(FACTORS, Decimal(10)))


@given(st.integers(0, 5000), st.lists(st.decimals(0, 50, places=4), min_size=1, max_size=8))
def test_rounded_parts_add_up(steps: int, shares: list[Decimal]) -> None:
    whole = Decimal(steps) / 10
    if not sum(shares):
        with pytest.raises(ValueError, match="shared out"):
            apportion(whole, shares, Decimal("0.1"))
        return
    parts = apportion(whole, shares, Decimal("0.1"))
    assert sum(parts) == whole
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - whole * share / sum(shares)) <= Decimal("0.1")


# --- confidence, words, order -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fresh", "old", "vital", "expected"),
    [
        (80, 0, set(), Confidence.HIGH),
        (80, 0, {"missing"}, Confidence.MEDIUM),
        (79, 21, set(), Confidence.MEDIUM),
        (0, 50, set(), Confidence.MEDIUM),
        (0, 49, set(), Confidence.LOW),
    ],
)
def test_the_confidence_word(fresh: int, old: int, vital: set[str], expected: Confidence) -> None:
    bases = [
        Basis("fresh", Decimal(fresh), False, date(2025, 2, 10)),
        Basis("old", Decimal(old), False, date(2025, 2, 9)),
        Basis("missing", Decimal(100 - fresh - old), True, None),
    ]
    assert confidence(bases, ASKED_ON, vital) is expected


def with_total(total: str, provider: str) -> Match:
    return replace(
        match("PRV-01"),
        total=Decimal(total),
        assessment=replace(match("PRV-01").assessment, provider=provider),
    )


@pytest.mark.parametrize(
    ("total", "word"),
    [
        ("79.50", Strength.STRONG),
        ("79.49", Strength.GOOD),
        ("64.5", Strength.GOOD),
        ("50", Strength.POSSIBLE),
        ("49.4", Strength.NOT_SUGGESTED),
    ],
)
def test_the_word_goes_with_the_number_shown(total: str, word: Strength) -> None:
    assert with_total(total, "x").strength is word


def test_within_three_points_of_the_first_is_the_same_place() -> None:
    ranking = rank(
        [with_total(total, name) for name, total in zip("dcba", ("80", "83", "79.9", "83"), strict=True)]
    )
    places = [(item.match.provider, item.place, item.about_equal) for item in ranking.ranked]
    assert places == [("a", 1, True), ("c", 1, True), ("d", 1, True), ("b", 4, False)]


def test_newcomers_get_a_place_without_changing_a_score() -> None:
    ranking = rank(
        [with_total(total, name) for name, total in (("a", "90"), ("b", "85"), ("c", "70"), ("d", "40"))]
    )
    assert suggested(ranking, 2, new_to_owner={"c"}, new_to_broker={"b"}) == ("b", "c")
    assert suggested(ranking, 2, new_to_owner={"a"}, new_to_broker={"c"}) == ("a", "c")
    assert suggested(ranking, 2, new_to_owner={"d"}, new_to_broker=set()) == ("a", "b")


def test_the_waterfall_of_the_clinic_house() -> None:
    best = match("PRV-01")
    assert sum(item.adds for item in best.contributions) == best.total
    shown = best.waterfall()
    assert sum(rounded for _, rounded in shown) == best.total.quantize(Decimal("0.1"))
    assert [item.adds for item, _ in shown] == sorted((item.adds for item, _ in shown), reverse=True)


# --- findings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [f"PRV-{number:02d}" for number in range(1, 13)])
def test_every_provider_has_something_for_against_and_unknown(name: str) -> None:
    found = findings(match(name))
    counts = {kind: sum(finding.kind is kind for finding in found) for kind in Kind}
    assert 1 <= counts[Kind.STRENGTH] <= 3
    assert counts[Kind.WEAKNESS] >= 1
    assert counts[Kind.UNKNOWN] >= 1
    judged_parts = [(f.factor, f.part) for f in found if f.part is not None and f.kind is not Kind.UNKNOWN]
    assert len(judged_parts) == len(set(judged_parts))


def test_findings_bring_the_facts_of_their_sentence() -> None:
    found = findings(match("PRV-02"))
    travel = next(finding for finding in found if finding.part == "travel_minutes")
    assert (travel.kind, travel.code, travel.facts["minutes"], travel.facts["band"]) == (
        Kind.WEAKNESS,
        "travel",
        Decimal(50),
        Decimal(40),
    )
    assert findings(match("PRV-01"))[-1].code == "nothing_open"


def test_one_gap_is_told_once() -> None:
    codes = [finding.code for finding in findings(judged(candidate("PRV-01", travel_minutes=None)))]
    assert codes.count("travel_not_stated") == 1


def test_a_renewal_during_the_work_is_open() -> None:
    found = findings(judged(candidate("PRV-01"), ends=date(2026, 10, 1)))
    renewal = next(finding for finding in found if finding.code == "renewal_due")
    assert (renewal.kind, renewal.part) == (Kind.UNKNOWN, "GATE-02")
    assert set(renewal.facts["credentials"] or ()) == {"CRD-VENDOR", "CRD-FIN"}  # type: ignore[arg-type]


# --- nothing depends on the others ------------------------------------------------------------------------

maybe_days = st.none() | st.decimals(0, 30, places=1)
CANDIDATES = st.builds(
    Candidate,
    provider=st.uuids(),
    record=st.sampled_from([record(f"PRV-{number:02d}") for number in range(1, 13)]),
    skills=st.none()
    | st.lists(
        st.builds(HeldSkill, st.sampled_from([need.skill for need in job().needs]), st.integers(1, 5)),
        max_size=7,
    ).map(tuple),
    rates=st.dictionaries(
        st.sampled_from(list(job().efforts)),
        st.builds(CardRate, st.integers(10000, 90000).map(lambda minor: Money(minor, "GBP")), st.booleans()),
    ),
    travel_minutes=st.none() | st.integers(0, 300).map(Decimal),
    shared_hours=st.none() | st.integers(0, 8).map(Decimal),
    earliest_start=st.none() | st.dates(date(2026, 2, 1), date(2026, 8, 1)),
    free_days_a_week=maybe_days,
    stated_on=st.none() | st.dates(date(2024, 1, 1), ASKED_ON),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(CANDIDATES, min_size=1, max_size=5, unique_by=lambda one: one.provider), CANDIDATES)
def test_adding_a_provider_never_changes_another(present: list[Candidate], newcomer: Candidate) -> None:
    def ranked(of: list[Candidate]) -> tuple[dict[object, Decimal], list[object]]:
        matches = [judged(one) for one in of]
        order = rank(matches)
        listed = [item.match.provider for item in order.ranked] + [one.provider for one in order.ruled_out]
        return {one.provider: one.total for one in matches}, list(listed)

    scores, order = ranked(present)
    more_scores, more_order = ranked([newcomer, *reversed(present)])
    assert scores == {provider: more_scores[provider] for provider in scores}
    assert order == [provider for provider in more_order if provider in scores]


@settings(max_examples=40, deadline=None)
@given(CANDIDATES, st.dictionaries(st.sampled_from(FACTORS), st.sampled_from(Importance)))
def test_every_score_explains_itself(one: Candidate, words: dict[str, Importance]) -> None:
    assessment = assess(one, job(), match_rules())
    weighed = weigh(assessment, factor_weights(template_weights("TPL-NET"), words), words)
    assert 0 <= weighed.total <= 100
    assert sum(item.adds for item in weighed.contributions) == weighed.total
    rounded = sum((part for _, part in weighed.waterfall()), Decimal(0))
    assert abs(rounded - weighed.total) <= Decimal("0.05")
    assert {finding.kind for finding in findings(weighed)} == set(Kind)
    missing = {p.part for item in weighed.contributions for p in item.factor.parts if p.missing}
    unknown = {finding.part for finding in findings(weighed) if finding.kind is Kind.UNKNOWN}
    assert missing <= unknown


@settings(max_examples=40, deadline=None)
@given(CANDIDATES)
def test_coming_closer_never_lowers_a_match(one: Candidate) -> None:
    far = replace(one, travel_minutes=Decimal(130))
    near = replace(one, travel_minutes=Decimal(30))
    assert judged(far).total < judged(near).total
