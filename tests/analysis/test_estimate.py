"""Estimates reproduce every published figure, and behave where inputs are odd."""

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.conditions import parse
from app.analysis.estimate import (
    CostRange,
    Estimate,
    Job,
    NoRate,
    calendar_weeks,
    cost,
    estimate,
    offshorable_share,
    rounded_cost,
    rounded_effort,
    staffed_rates,
)
from app.analysis.work import Driver, Effort, EffortRule, RateBand, RoleShare, WorkPackage
from app.knowledge import load_knowledge
from app.knowledge.sources import read_source
from tests.analysis.shipped import RESOURCES

TEMPLATES = tuple(load_knowledge().templates.templates)
TENTH = Decimal("0.06")


def job(template: str, values: dict[str, Any] | None = None) -> Job:
    known = load_knowledge().template(template)
    given_values = {key: Decimal(value) for key, value in (values or {}).items()}
    return Job(template, known.drivers, known.work_packages, given_values)


def near(one: Decimal, other: Decimal) -> bool:
    """Equal to the one decimal that the sources state."""
    return abs(one - other) < TENTH


def points(effort: Effort) -> tuple[Decimal, Decimal, Decimal]:
    return effort.low, effort.likely, effort.high


def build_cost(done: Estimate, tier: str, currency: str, **staffing: Any) -> CostRange:
    bands = load_knowledge().roles.bands()
    return cost(done, staffed_rates(done.effort_by_role(), bands, tier=tier, **staffing), currency)


@pytest.mark.parametrize("id", TEMPLATES)
def test_every_template_reproduces_its_worked_estimate(id: str) -> None:
    worked = load_knowledge().template(id).worked_estimate_at_defaults
    done = estimate([job(id)])
    assert {package.package.id for package in done.packages} <= set(worked.packages_pd)
    for package in done.packages:
        stated = worked.packages_pd[package.package.id]
        assert all(map(near, points(package.effort), points(stated))), package.key
    assert all(map(near, points(done.total), points(worked.total_pd)))
    assert near(done.mean, worked.mean_pd)
    assert near(done.p80, worked.p80_pd)


@pytest.mark.parametrize("id", TEMPLATES)
def test_every_template_reproduces_its_indicative_cost(id: str) -> None:
    worked = load_knowledge().template(id).worked_estimate_at_defaults
    range_ = build_cost(estimate([job(id)]), "onsite_uk", "GBP")
    shown = tuple(rounded_cost(amount).decimal for amount in (range_.low, range_.likely, range_.high))
    assert shown == worked.indicative_cost_gbp_all_onshore


def check_case(case: dict[str, Any], done: Estimate, range_: CostRange) -> None:
    """A case file's estimate, should-cost and the sourcing inputs that come from them."""
    stated = case["estimate"]
    for part in stated["parts"]:
        own = done.part(part["template"])
        assert all(map(near, points(own.total), map(Decimal, part["total_pd"])))
        assert near(own.mean, Decimal(part["mean_pd"]))
        assert abs(own.sd - Decimal(part["sd_pd"])) < Decimal("0.006")
    assert all(map(near, points(done.total), map(Decimal, stated["total_pd"])))
    assert near(done.mean, Decimal(stated["mean_pd"]))
    assert near(done.p80, Decimal(stated["p80_pd"]))
    inputs = case["strategy"]["inputs"]
    share = offshorable_share(done, load_knowledge().roles.offshorable())
    assert abs(share - Decimal(inputs["offshorable_share"])) < Decimal("0.006")
    assert len(done.effort_by_role()) == inputs["skills_needed"]
    assert rounded_cost(range_.mean).decimal == case["should_cost"]["build"]
    assert rounded_cost(range_.likely).decimal == inputs["est_value"]
    assert (
        str(rounded_cost(range_.p80).decimal.quantize(Decimal(1)))
        in case["strategy"]["input_notes"]["budget_ratio"]
    )


def jobs_of(case: dict[str, Any]) -> list[Job]:
    return [job(part["template"], part["drivers"]) for part in case["estimate"]["parts"]]


def test_the_clinic_comes_to_its_published_figures() -> None:
    case = read_source(RESOURCES / "sample" / "case_vet_clinic.yaml")
    done = estimate(jobs_of(case))
    check_case(case, done, build_cost(done, "onsite_uk", "GBP"))
    assert rounded_cost(build_cost(done, "onsite_uk", "GBP").mean).decimal == 28310


def test_the_garment_portal_comes_to_its_published_figures() -> None:
    reference = os.environ.get("SOURCEWRIGHT_REFERENCE")
    if not reference:
        pytest.skip("SOURCEWRIGHT_REFERENCE does not name the folder of the reference cases")
    case = read_source(Path(reference) / "knowledge" / "cases" / "case_garment_portal.yaml")
    done = estimate(jobs_of(case))
    away = {
        "remote_tier": "offshore",
        "offshorable": load_knowledge().roles.offshorable(),
        "allowance": Decimal("1.10"),
        "exchange": {"offshore": Decimal("0.92")},
    }
    check_case(case, done, build_cost(done, "onsite_euw", "EUR", **away))


def test_values_outside_the_range_are_reckoned_at_its_edge_and_said() -> None:
    done = estimate([job("TPL-WEB", {"pages": 500, "languages": 0})])
    assert [(note.driver.key, note.kind, note.given, note.used) for note in done.notes] == [
        ("pages", "clamped", 500, 60),
        ("languages", "clamped", 0, 1),
    ]
    assert done.total == estimate([job("TPL-WEB", {"pages": 60, "languages": 1})]).total


def test_above_the_straight_line_the_template_says_what_to_do() -> None:
    done = estimate([job("TPL-SHOP", {"products": 3001})])
    assert [(note.driver.key, note.kind) for note in done.notes] == [("products", "large")]
    assert (done.notes[0].driver.large_note or "").startswith("more than 3,000 products")
    assert estimate([job("TPL-SHOP", {"products": 3000})]).notes == ()


def test_drivers_without_an_answer_take_their_default_and_are_named() -> None:
    done = estimate([job("TPL-WEB", {"pages": 8})])
    assert done.defaulted == (("TPL-WEB", "languages"), ("TPL-WEB", "forms"))


def test_a_package_whose_condition_fails_counts_nothing_and_is_named() -> None:
    without = estimate([job("TPL-LOB", {"integrations": 0})])
    assert [(template, package.id) for template, package in without.left_out] == [("TPL-LOB", "WP5")]
    assert "TPL-LOB.WP5" not in [package.key for package in without.packages]
    assert "ROLE-INTD" not in without.effort_by_role()


def plain(id: str, days: int, *before: str, when: str | None = None) -> WorkPackage:
    effort = Effort(Decimal(days), Decimal(days), Decimal(days))
    roles = (RoleShare("ROLE-A", Decimal(1)),)
    condition = parse(when) if when else None
    return WorkPackage(id, id, EffortRule(effort), roles, "remote", before, "", condition)


def test_weeks_follow_the_longest_chain_and_pass_through_what_is_left_out() -> None:
    driver = Driver("links", "number", Decimal(0), Decimal(0), Decimal(9), "How many links?")
    packages = (plain("A", 8), plain("B", 4), plain("C", 40, "A", when="links > 0"), plain("D", 4, "B", "C"))
    done = estimate([Job("T", {"links": driver}, {package.id: package for package in packages}, {})])
    none: dict[str, Decimal] = {}
    assert calendar_weeks(done, owner_wait_days=Decimal(0), team=none) == 3
    assert calendar_weeks(done, owner_wait_days=Decimal(10), team=none) == 5
    assert calendar_weeks(done, owner_wait_days=Decimal(0), team={"T.A": Decimal(2)}) == 2


def test_templates_run_side_by_side() -> None:
    together = calendar_weeks(estimate([job("TPL-ERP"), job("TPL-NET")]), owner_wait_days=Decimal(0), team={})
    alone = calendar_weeks(estimate([job("TPL-ERP")]), owner_wait_days=Decimal(0), team={})
    assert together == alone == 8


def test_a_role_that_cannot_be_had_in_a_tier_is_said_not_guessed() -> None:
    with pytest.raises(NoRate, match="ROLE-PGM"):
        staffed_rates(["ROLE-PGM"], load_knowledge().roles.bands(), tier="offshore")


def test_work_from_afar_takes_longer_and_is_exchanged() -> None:
    bands = {
        "ROLE-A": {"near": RateBand(Decimal(400), Decimal(600)), "far": RateBand(Decimal(100), Decimal(300))}
    }
    rates = staffed_rates(
        ["ROLE-A"],
        bands,
        tier="near",
        remote_tier="far",
        offshorable={"ROLE-A"},
        allowance=Decimal("1.10"),
        exchange={"far": Decimal("0.5")},
    )
    done = estimate([Job("T", {}, {"A": plain("A", 10)}, {})])
    assert cost(done, rates, "GBP").likely.decimal == 1100


@given(st.sampled_from(TEMPLATES), st.data())
def test_more_of_a_driver_never_makes_a_job_smaller(id: str, data: st.DataObject) -> None:
    template = load_knowledge().template(id)
    values = {
        key: data.draw(st.decimals(driver.min, driver.max, places=2), label=key)
        for key, driver in template.drivers.items()
    }
    key = data.draw(st.sampled_from(sorted(values)))
    more = {**values, key: template.drivers[key].max}
    before = estimate([Job(id, template.drivers, template.work_packages, values)])
    after = estimate([Job(id, template.drivers, template.work_packages, more)])
    assert all(a <= b for a, b in zip(points(before.total), points(after.total), strict=True))
    assert before.total.low <= before.p50 <= before.p80 <= before.p90
    assert before.p50 <= before.total.high


@pytest.mark.parametrize(
    ("days", "shown"), [("53.7", "53.5"), ("53.75", "54"), ("0.2", "0"), ("0.25", "0.5")]
)
def test_effort_is_shown_to_the_half_day(days: str, shown: str) -> None:
    assert rounded_effort(Decimal(days)) == Decimal(shown)


def test_the_reserve_the_owner_keeps_is_the_way_from_p50_to_p80() -> None:
    done = estimate([job("TPL-WEB")])
    assert done.owner_reserve == done.p80 - done.mean > 0
