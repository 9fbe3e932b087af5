"""Credentials: tiers of the sample providers, states by date, safety points and scores."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.credentials import (
    CheckLevel,
    ClosedEngagement,
    CredentialState,
    HeldCredential,
    ProviderRecord,
    QuoteStep,
    Tier,
    TierReason,
    credential_score,
    currency_factor,
    safety_points,
    standing,
    state,
    steps_before_quote,
)
from tests.analysis.clinic import ASKED_ON, credential_rules, factor_rules, provider, record

RULES = credential_rules()
SAFETY = factor_rules().safety
SAMPLE_TODAY = date(2026, 11, 23)
WORK_ENDS = date(2026, 8, 7)
PROVIDERS = [f"PRV-{number:02d}" for number in range(1, 13)]


def held(name: str, level: int = 2, ends: date | None = date(2027, 1, 1), **more: object) -> HeldCredential:
    return HeldCredential(name, CheckLevel(level), expires=ends, **more)  # type: ignore[arg-type]


def tier(of: ProviderRecord, on: date = ASKED_ON) -> Tier:
    return standing(of, on, RULES).tier


@pytest.mark.parametrize("name", PROVIDERS)
def test_the_derived_tier_of_every_sample_provider_is_the_one_in_its_file(name: str) -> None:
    written = Tier(provider(name)["tier"].lower())
    assert tier(record(name)) is written
    assert tier(record(name, renewed=True), SAMPLE_TODAY) is written


def test_a_light_path_provider_names_what_its_core_set_lacks() -> None:
    at = standing(record("PRV-05"), ASKED_ON, RULES)
    assert at.missing_core == ("CRD-TAX", "CRD-INSPL", "CRD-FIN", "CRD-DPA", "CRD-SECQ")
    assert not at.may_be_asked_for_projects


def test_a_lapsed_core_credential_drops_the_tier_at_once_and_suspends_after_thirty_days() -> None:
    ended = date(2026, 12, 1)
    clinic_house = record("PRV-01", renewed=True)
    assert tier(clinic_house, ended) is Tier.PREFERRED
    assert tier(clinic_house, ended + timedelta(days=1)) is Tier.UNLISTED
    assert tier(clinic_house, ended + timedelta(days=30)) is Tier.UNLISTED
    late = standing(clinic_house, ended + timedelta(days=31), RULES)
    assert (late.tier, late.reason) == (Tier.SUSPENDED, TierReason.CORE_EXPIRED)
    assert late.facts == {"credential": "CRD-INSPI", "expired": ended}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"dispute_open": True}, (Tier.VERIFIED, TierReason.CORE_SET_CHECKED)),
        ({"false_evidence": True}, (Tier.SUSPENDED, TierReason.FALSE_EVIDENCE)),
        ({"data_incident_open": True}, (Tier.SUSPENDED, TierReason.DATA_INCIDENT)),
    ],
)
def test_disputes_and_incidents_outweigh_good_results(changes: dict[str, bool], expected: object) -> None:
    at = standing(replace(record("PRV-01"), **changes), ASKED_ON, RULES)  # type: ignore[arg-type]
    assert (at.tier, at.reason) == expected


def test_one_poor_last_result_suspends_but_a_poor_older_one_does_not() -> None:
    good = record("PRV-01")
    poor = ClosedEngagement(date(2026, 1, 30), Decimal("49.9"), Decimal(5000))
    assert tier(replace(good, closed=(*good.closed, poor))) is Tier.SUSPENDED
    older = replace(poor, closed=date(2024, 1, 30))
    assert tier(replace(good, closed=(*good.closed, older))) is Tier.PREFERRED
    future = replace(poor, closed=date(2026, 12, 30))
    assert tier(replace(good, closed=(*good.closed, future))) is Tier.PREFERRED


def test_a_document_seen_is_not_a_check() -> None:
    seen = tuple(
        replace(item, level=CheckLevel.SEEN) if item.credential == "CRD-TAX" else item
        for item in record("PRV-02").credentials
    )
    assert tier(ProviderRecord(seen)) is Tier.LISTED


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (held("CRD-CE", 0), CredentialState.CLAIMED),
        (held("CRD-CE", 1), CredentialState.SEEN),
        (held("CRD-CE", ends=None), CredentialState.VERIFIED),
        (held("CRD-CE", ends=ASKED_ON + timedelta(days=61)), CredentialState.VERIFIED),
        (held("CRD-CE", ends=ASKED_ON + timedelta(days=60)), CredentialState.EXPIRING),
        (held("CRD-CE", ends=ASKED_ON), CredentialState.EXPIRING),
        (held("CRD-CE", 3, ends=ASKED_ON - timedelta(days=1)), CredentialState.EXPIRED),
        (held("CRD-CE", ends=None, checked_on=ASKED_ON - timedelta(days=365)), CredentialState.DUE_RECHECK),
        (held("CRD-CE", revoked=True), CredentialState.REVOKED),
    ],
)
def test_states_of_a_credential(item: HeldCredential, expected: CredentialState) -> None:
    assert state(item, ASKED_ON, RULES) is expected


@pytest.mark.parametrize(
    ("name", "days_over", "factor"),
    [
        ("CRD-INSCY", 0, "1"),
        ("CRD-INSCY", 30, "0.5"),
        ("CRD-INSCY", 31, "0"),
        ("CRD-INSPI", 1, "0"),
        ("CRD-CE", 1, "0"),
    ],
)
def test_grace_counts_half_and_insurance_has_none(name: str, days_over: int, factor: str) -> None:
    item = held(name, ends=ASKED_ON - timedelta(days=days_over))
    assert currency_factor(item, ASKED_ON, RULES) == Decimal(factor)


@pytest.mark.parametrize(
    ("name", "points"), [("PRV-01", 90), ("PRV-02", 100), ("PRV-03", 55), ("PRV-04", 40), ("PRV-05", 10)]
)
def test_safety_points_of_the_clinics_candidates(name: str, points: int) -> None:
    assert safety_points(record(name).credentials, ASKED_ON, WORK_ENDS, SAFETY, RULES).points == points


def test_a_certificate_that_lapses_during_the_work_counts_half_and_is_named() -> None:
    short = (held("CRD-CEP", ends=WORK_ENDS - timedelta(days=1)),)
    found = safety_points(short, ASKED_ON, WORK_ENDS, SAFETY, RULES)
    assert (found.points, found.lapsing) == (20, ("CRD-CEP",))


def test_of_the_outside_certificates_only_the_best_counts() -> None:
    both = (held("CRD-CE"), held("CRD-CEP", 1))
    found = safety_points(both, ASKED_ON, WORK_ENDS, SAFETY, RULES)
    assert (found.points, found.earned) == (24, (("CRD-CEP", Decimal("24.0")),))


def test_claims_alone_are_no_check_at_all() -> None:
    found = safety_points((held("CRD-SECQ", 0), held("CRD-CEP", 0)), ASKED_ON, WORK_ENDS, SAFETY, RULES)
    assert (found.points, found.checked) == (0, False)


def test_a_revoked_certificate_earns_nothing() -> None:
    found = safety_points((held("CRD-CEP", revoked=True),), ASKED_ON, WORK_ENDS, SAFETY, RULES)
    assert found.points == 0


def test_credential_score_weighs_level_and_date() -> None:
    weights = {"CRD-REG": 5, "CRD-TAX": 3, "CRD-INSCY": 2}
    owned = (held("CRD-REG"), held("CRD-TAX", 1), held("CRD-INSCY", ends=ASKED_ON - timedelta(days=3)))
    assert credential_score(owned, weights, ASKED_ON, RULES) == Decimal("0.78")
    assert credential_score(owned, {}, ASKED_ON, RULES) == 0


def test_a_verified_provider_owes_two_steps_above_the_limit() -> None:
    row = record("PRV-03")
    at = standing(row, ASKED_ON, RULES)
    assert steps_before_quote(at, Decimal(25000), row.credentials, 0, ASKED_ON, RULES) == ()
    assert steps_before_quote(at, Decimal(25001), row.credentials, 1, ASKED_ON, RULES) == (
        QuoteStep.TWO_TELEPHONED_REFERENCES,
    )
    later = ASKED_ON + timedelta(days=200)
    assert QuoteStep.FRESH_FINANCIAL_CHECK in steps_before_quote(
        at, Decimal(30000), row.credentials, 2, later, RULES
    )
    preferred = standing(record("PRV-01"), ASKED_ON, RULES)
    assert steps_before_quote(preferred, Decimal(90000), (), 0, ASKED_ON, RULES) == ()


LEVELS = st.sampled_from(CheckLevel)
CREDENTIALS = st.builds(
    HeldCredential,
    st.sampled_from([*RULES.core_set, "CRD-CE", "CRD-CEP", "CRD-INSCY", "CRD-ISO27001"]),
    LEVELS,
    st.none(),
    st.none() | st.dates(date(2025, 6, 1), date(2028, 1, 1)),
)


@given(st.lists(CREDENTIALS, max_size=8), CREDENTIALS)
def test_one_more_credential_never_costs_safety_points(
    owned: list[HeldCredential], more: HeldCredential
) -> None:
    before = safety_points(owned, ASKED_ON, WORK_ENDS, SAFETY, RULES).points
    after = safety_points([*owned, more], ASKED_ON, WORK_ENDS, SAFETY, RULES).points
    assert before <= after <= 100


@given(st.lists(CREDENTIALS, max_size=8), CREDENTIALS)
def test_checking_a_credential_better_never_lowers_its_worth(
    owned: list[HeldCredential], one: HeldCredential
) -> None:
    better = replace(one, level=CheckLevel(min(3, one.level + 1)))
    weights = dict.fromkeys((item.credential for item in [*owned, one]), 2)
    assert credential_score([*owned, one], weights, ASKED_ON, RULES) <= credential_score(
        [*owned, better], weights, ASKED_ON, RULES
    )
