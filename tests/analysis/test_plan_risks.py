"""Risks in money against plain enumeration, the way out's score, and versions of a plan held together."""

from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.money import Money
from app.analysis.plan_risks import ENOUGH, RiskSize, expected_sum, reserve, usual_cost, worst
from app.analysis.plan_versions import Difference, differences
from app.analysis.way_out import WEIGHTS, band, exposure

sizes = st.builds(
    RiskSize, st.integers(1, 5), st.integers(1, 5), st.integers(0, 90000).map(lambda n: Money(n, "EUR"))
)


@given(st.lists(sizes, max_size=7))
@settings(max_examples=60)
def test_the_reserve_is_enough_four_times_in_five_and_no_less_would_be(found: list[RiskSize]) -> None:
    held = reserve(found, "EUR")
    outcomes: dict[int, Decimal] = {}
    for happens in product((False, True), repeat=len(found)):
        chance, cost = Decimal(1), 0
        for size, happened in zip(found, happens, strict=True):
            chance *= size.chance if happened else 1 - size.chance
            cost += size.cost.minor if happened else 0
        outcomes[cost] = outcomes.get(cost, Decimal(0)) + chance
    enough = sum(chance for cost, chance in outcomes.items() if cost <= held.minor)
    less = sum(chance for cost, chance in outcomes.items() if cost < held.minor)
    assert enough >= ENOUGH - Decimal("1e-20")
    assert less < ENOUGH + Decimal("1e-20")


def test_expected_cost_is_a_sixth_a_level_of_the_worst_ten() -> None:
    cost = Money(60000, "EUR")
    assert RiskSize(4, 3, cost).expected == Money(40000, "EUR")
    many = [RiskSize(1, 1, cost)] * 4 + [RiskSize(3, 3, cost)] * 10
    assert len(worst(many)) == 10
    assert expected_sum(many, "EUR") == Money(300000, "EUR")


def test_a_worse_impact_is_taken_to_cost_more() -> None:
    costs = [usual_cost(Money(100000, "EUR"), hurts).minor for hurts in range(1, 6)]
    assert costs == sorted(set(costs))


def test_the_way_out_falls_as_things_are_secured() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert exposure(()) == 100
    assert exposure(tuple(WEIGHTS)) == 0
    assert exposure(("accounts", "code")) == 60
    assert exposure(("data",), counted=("data", "help")) == 20
    assert [band(score) for score in (100, 60, 59, 25, 24, 0)] == [
        "bad",
        "bad",
        "watch",
        "watch",
        "good",
        "good",
    ]


def test_versions_tell_what_came_went_and_changed() -> None:
    before = {"price": {"a": ["1"], "b": ["2"]}, "people": {"p": ["R. Tolland"]}}
    after = {"price": {"a": ["1"], "b": ["3"], "c": ["4"]}, "rules": {"CL-01": ["agreed"]}}
    assert differences(before, after) == (
        Difference("price", "b", ("2",), ("3",)),
        Difference("price", "c", (), ("4",)),
        Difference("people", "p", ("R. Tolland",), ()),
        Difference("rules", "CL-01", (), ("agreed",)),
    )
    assert differences(after, after) == ()
