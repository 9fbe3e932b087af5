"""Effective and true rates of a blended team, held to the sentences they come from."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.blend import (
    NOTHING_ADDED,
    PAYS_BELOW,
    Allowances,
    Phase,
    Site,
    TeamPart,
    Worth,
    blend,
    effective_rate,
    site_of,
    true_rate,
    usual_allowances,
    worth,
)
from app.analysis.money import Money
from app.knowledge import load_knowledge

D = Decimal
COST_OF_DISTANCE = str(load_knowledge().engagement.onsite_offshore_split.cost_of_distance)


def eur(amount: object) -> Money:
    return Money.of(D(str(amount)), "EUR")


def test_the_effective_rate_is_every_rate_by_its_days() -> None:
    # 12 days at 520 and 30 at 210, as the example of time and materials in 01_sourcing_rules.yaml mixes them.
    assert effective_rate([(D(12), eur(520)), (D(30), eur(210))]) == eur("298.57")
    assert effective_rate([]) is None


def test_the_true_rate_adds_every_allowance_and_divides_by_what_a_day_yields() -> None:
    ten_each = Allowances(D("0.10"), D("0.10"), D("0.10"), D("0.80"))
    assert ten_each.factor == D("1.625")
    assert true_rate(eur(200), ten_each) == eur(325)
    assert true_rate(eur(200), NOTHING_ADDED) == eur(200)
    with pytest.raises(ValueError, match="yield"):
        _ = Allowances(productivity=D(0)).factor


def test_what_is_assumed_is_what_the_knowledge_says() -> None:
    near, least, most, below = map(D, re.findall(r"\d+(?:\.\d+)?", COST_OF_DISTANCE))
    assert usual_allowances(Site.NEAR, D(4)).factor == 1 + near / 100
    for hours, coordination, longer in ((D(5), least, "1.10"), (None, most, "1.30"), (D(2), most, "1.30")):
        allowances = usual_allowances(Site.OFF, hours)
        assert allowances.communication + allowances.governance == coordination / 100
        assert round(1 / allowances.productivity, 10) == D(longer)
        assert allowances.rework == 0
    between = usual_allowances(Site.OFF, D(3))
    assert least / 100 < between.communication + between.governance < most / 100
    assert below == PAYS_BELOW
    assert usual_allowances(Site.HERE, None) == NOTHING_ADDED


def test_distance_pays_only_well_below_the_rate_nearby() -> None:
    off = usual_allowances(Site.OFF, D(4))
    found = [worth(eur(rate), eur(600), off) for rate in (440, 460, 600)]
    assert found == [Worth.PAYS, Worth.HARDLY, Worth.COSTS]


def _part(
    effort: int, on_site: int, rate: int, tier: str = "offshore", phase: Phase = Phase.BUILD
) -> TeamPart:
    return TeamPart("ROLE-DEV", tier, D(effort), D(on_site), eur(rate), phase)


def test_days_at_the_owners_place_carry_no_distance() -> None:
    doubled = {"offshore": Allowances(communication=D(1))}
    assert blend([_part(10, 10, 200)], doubled, "EUR").true_cost == eur(2000)
    team = blend([_part(10, 4, 200), _part(5, 5, 600, "onsite_euw", Phase.LEAD)], doubled, "EUR")
    assert (team.cost, team.true_cost) == (eur(5000), eur(6200))
    assert (team.share, team.rate, team.true_rate) == (D("0.6"), eur("333.33"), eur("413.33"))
    assert team.by_phase == {Phase.BUILD: (D(10), D(4)), Phase.LEAD: (D(5), D(5))}


def test_the_teams_true_rate_is_that_of_its_people() -> None:
    off = usual_allowances(Site.OFF, D(4))
    team = blend([_part(11, 0, 200)], {"offshore": off}, "EUR")
    assert team.true_cost == eur(2200).times(D("1.12"))
    assert team.true_rate == true_rate(eur(200), off) == eur("246.40")


def test_days_without_a_rate_are_counted_apart() -> None:
    nobody = TeamPart("ROLE-DEV", "offshore", D(7), D(0), None)
    team = blend([_part(10, 0, 200), nobody], {}, "EUR")
    assert (team.effort, team.without_rate, team.rate) == (D(17), D(7), eur(200))
    assert blend([], {}, "EUR").share is None


share = st.integers(0, 60).map(lambda percent: D(percent) / 100)


@given(st.integers(1, 900), share, share, share, st.integers(30, 100))
def test_more_of_any_allowance_never_makes_a_day_cheaper(
    rate: int, talking: D, leading: D, again: D, yields: int
) -> None:
    plain = Allowances(talking, leading, again, D(yields) / 100)
    for more in (
        plain._replace(communication=talking + D("0.1")),
        plain._replace(governance=leading + D("0.1")),
        plain._replace(rework=again + D("0.1")),
        plain._replace(productivity=plain.productivity / 2),
    ):
        assert true_rate(eur(rate), more) >= true_rate(eur(rate), plain)
        assert more.break_even < plain.break_even


def test_kinds_of_rate_tell_where_people_are_based() -> None:
    tiers = load_knowledge().roles.rate_basis.currency_by_tier
    assert {tier: site_of(tier) for tier in tiers if not tier.startswith("onsite")} == {
        "nearshore": Site.NEAR, "offshore": Site.OFF,
    }  # fmt: skip
    assert all(site_of(tier) is Site.HERE for tier in tiers if tier.startswith("onsite"))
    assert site_of("") is Site.UNKNOWN
