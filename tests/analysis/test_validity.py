"""How long each of the forty types holds: the table as a broker reads it, and the dates that come of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.analysis.credentials import (
    CheckLevel,
    HeldCredential,
    ProviderRecord,
    Tier,
    credential_score,
    currency_factor,
    safety_points,
    standing,
)
from app.analysis.validity import Written, kept_id, last_day, months_after
from app.knowledge import load_knowledge
from app.knowledge.match_rules import credential_rules, match_rules, validity_rules

DAY = date(2025, 1, 31)
ON = date(2026, 11, 23)
DEFAULT = 30
ENDLESS = 36_500

TYPES = {
    "CRD-REG": (12, DEFAULT), "CRD-TAX": (12, DEFAULT), "CRD-INSPI": (12, 0), "CRD-INSPL": (12, 0),
    "CRD-INSCY": (12, DEFAULT), "CRD-FIN": (6, DEFAULT), "CRD-REF": (24, ENDLESS), "CRD-DPA": (12, DEFAULT),
    "CRD-COI": (12, DEFAULT), "CRD-SECQ": (12, DEFAULT), "CRD-ISO27001": (36, DEFAULT), "CRD-SOC2": (12, DEFAULT),
    "CRD-CE": (12, 0), "CRD-CEP": (12, 0), "CRD-ISO9001": (36, DEFAULT), "CRD-ISO20000": (36, DEFAULT),
    "CRD-ISO22301": (36, DEFAULT), "CRD-CMMI": (36, DEFAULT), "CRD-PCIAOC": (12, 0), "CRD-PCIQSA": (12, DEFAULT),
    "CRD-CREST": (12, DEFAULT), "CRD-MSP": (12, DEFAULT), "CRD-GCP-P": (12, DEFAULT), "CRD-AWS-P": (12, DEFAULT),
    "CRD-VENDOR": (12, DEFAULT), "CRD-NETP": (12, DEFAULT), "CRD-ICO": (12, 0), "CRD-ESG": (24, DEFAULT),
    "CRD-PMP": (36, DEFAULT), "CRD-PRINCE2": (36, DEFAULT), "CRD-SCRUM": (24, DEFAULT), "CRD-ITIL": (36, DEFAULT),
    "CRD-MSCERT": (12, DEFAULT), "CRD-AWSCERT": (36, DEFAULT), "CRD-CISSP": (36, DEFAULT), "CRD-COMPTIA": (36, DEFAULT),
    "CRD-CCNA": (36, DEFAULT), "CRD-ISTQB": (None, DEFAULT), "CRD-CBAP": (36, DEFAULT), "CRD-DBS": (36, DEFAULT),
}  # fmt: skip
"""Months from its day of issue where nothing is printed, and days of grace."""

PEOPLE = {name for name in TYPES if list(TYPES).index(name) >= list(TYPES).index("CRD-PMP")}
RULES = credential_rules(load_knowledge())
VALIDITY = validity_rules(load_knowledge())


def held(name: str, ends: date | None, level: int = 2) -> HeldCredential:
    return HeldCredential(name, CheckLevel(level), expires=ends)


def test_the_table_names_every_type_there_is() -> None:
    assert list(VALIDITY) == list(TYPES)
    assert {name for name, rule in VALIDITY.items() if rule.person} == PEOPLE


@pytest.mark.parametrize("name", TYPES)
def test_a_type_holds_as_long_as_its_rule_says_and_then_through_its_grace(name: str) -> None:
    months, grace = TYPES[name]
    ends = last_day(VALIDITY[name], Written(issued=DAY))
    assert ends == (months_after(DAY, months) if months else None)
    if ends is None:
        assert currency_factor(held(name, None), date(2090, 1, 1), RULES) == 1
        return
    factors = [
        currency_factor(held(name, ends), ends + timedelta(days=over), RULES)
        for over in (0, 1, grace, grace + 1)
    ]
    half = Decimal("0.5")
    assert factors == [1, half if grace else 0, half if grace else 1, 0]


@pytest.mark.parametrize("name", [name for name in TYPES if name != "CRD-SOC2"])
def test_what_is_printed_on_it_goes_before_the_usual_time(name: str) -> None:
    printed = date(2031, 5, 6)
    assert last_day(VALIDITY[name], Written(issued=DAY, ends=printed)) == printed


@pytest.mark.parametrize("name", TYPES)
def test_without_any_date_nobody_knows_when_it_ends(name: str) -> None:
    assert last_day(VALIDITY[name], Written()) is None


@pytest.mark.parametrize("name", ["CRD-REG", "CRD-FIN", "CRD-REF", "CRD-SECQ", "CRD-COI", "CRD-DBS"])
def test_a_check_that_nothing_was_issued_for_runs_from_the_check(name: str) -> None:
    months = TYPES[name][0]
    assert months is not None
    assert last_day(VALIDITY[name], Written(checked=DAY)) == months_after(DAY, months)


@pytest.mark.parametrize(
    ("name", "months"),
    [("CRD-ISO27001", 15), ("CRD-ISO9001", 12), ("CRD-ISO20000", 12), ("CRD-ISO22301", 12)],
)
def test_a_missed_surveillance_visit_ends_a_certificate_before_its_time(name: str, months: int) -> None:
    rule, printed = VALIDITY[name], date(2028, 1, 31)
    assert last_day(rule, Written(issued=DAY, ends=printed, watched=DAY)) == months_after(DAY, months)
    assert last_day(rule, Written(issued=DAY, ends=printed)) == printed
    assert last_day(rule, Written(issued=DAY, ends=printed, watched=date(2027, 12, 1))) == printed


def test_a_report_goes_stale_a_year_after_its_period_whatever_is_printed_on_it() -> None:
    rule, period_end = VALIDITY["CRD-SOC2"], date(2025, 9, 30)
    assert last_day(rule, Written(issued=period_end, ends=date(2027, 9, 30))) == date(2026, 9, 30)
    assert last_day(rule, Written(issued=period_end, ends=date(2026, 3, 1))) == date(2026, 3, 1)
    assert last_day(rule, Written(checked=DAY)) is None


@pytest.mark.parametrize(
    ("name", "kind", "months"),
    [
        ("CRD-SOC2", "type_1", 12), ("CRD-SCRUM", "csm", 24), ("CRD-SCRUM", "psm", None),
        ("CRD-CBAP", "iiba", 36), ("CRD-CBAP", "bcs", None), ("CRD-CMMI", "benchmark", 36),
        ("CRD-CMMI", "sustainment", 24), ("CRD-MSCERT", "role", 12), ("CRD-MSCERT", "fundamentals", None),
    ],
)  # fmt: skip
def test_what_one_entry_stands_for_ends_at_its_own_time(name: str, kind: str, months: int | None) -> None:
    ends = last_day(VALIDITY[name], Written(kind, issued=DAY))
    assert ends == (months_after(DAY, months) if months else None)


def test_a_report_of_type_one_counts_two_fifths_and_stands_in_for_none_of_type_two() -> None:
    lesser = kept_id("CRD-SOC2", "type_1", VALIDITY["CRD-SOC2"])
    assert (kept_id("CRD-SOC2", "type_2", VALIDITY["CRD-SOC2"]), lesser) == ("CRD-SOC2", "CRD-SOC2.type_1")
    assert credential_score((held(lesser, None),), {"CRD-SOC2": 4}, ON, RULES) == Decimal("0.4")
    safety = match_rules(load_knowledge()).factors.safety
    points = [
        safety_points((held(name, None),), ON, ON, safety, RULES).points for name in ("CRD-SOC2", lesser)
    ]
    assert points == [40, 16]


def test_old_references_count_half_are_asked_for_again_and_suspend_nobody() -> None:
    core = [held(name, date(2027, 6, 1)) for name in RULES.core_set]
    old = [held("CRD-REF", date(2024, 1, 1)) if one.credential == "CRD-REF" else one for one in core]
    assert credential_score(old, {"CRD-REF": 5}, ON, RULES) == Decimal("0.5")
    at = standing(ProviderRecord(tuple(old)), ON, RULES)
    assert (at.tier, at.missing_core) == (Tier.UNLISTED, ("CRD-REF",))
    lapsed = [held("CRD-TAX", date(2024, 1, 1)) if one.credential == "CRD-TAX" else one for one in core]
    assert standing(ProviderRecord(tuple(lapsed)), ON, RULES).tier is Tier.SUSPENDED


def test_a_number_is_held_to_a_form_only_where_all_of_a_type_have_one() -> None:
    assert {name for name, rule in VALIDITY.items() if rule.number} == {"CRD-PMP", "CRD-MSCERT"}
    pmp = VALIDITY["CRD-PMP"]
    assert (pmp.takes_number(""), pmp.takes_number("2104417"), pmp.takes_number("PMP?")) == (
        True,
        True,
        False,
    )
    assert VALIDITY["CRD-CE"].takes_number("anything at all")


def test_what_is_looked_at_again_before_an_award() -> None:
    again = {name: rule.again_for_awards_over for name, rule in VALIDITY.items()}
    wanted = {"CRD-REG": 0, "CRD-COI": 0, "CRD-FIN": 20_000}
    assert {name: over for name, over in again.items() if over is not None} == wanted
