"""Service credits against the worked example of the knowledge, both cases, and their bounds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.money import Money
from app.analysis.service_levels import (
    Level,
    Scheme,
    credit,
    late_credit,
    may_leave,
    months,
    rescaled,
    worked_month,
)
from app.knowledge import load_knowledge
from app.workflows.sample_case import CLINIC, WHOLESALER, load_case


def test_the_worked_example_of_the_catalogue() -> None:
    told = load_knowledge().service_levels.credit_scheme
    example = told.worked_example
    weights = (30, 20, 15, 15, 10, 10)
    levels = [
        Level(str(n), Decimal(90), Decimal(80), True, Decimal(weight)) for n, weight in enumerate(weights)
    ]
    scheme = Scheme(Money.of(example.monthly_fee, "GBP"), example.pool_pct / 100)
    values = {level.key: Decimal(95) for level in levels} | {"0": Decimal(85), "5": Decimal(70)}
    month = months(levels, scheme, [values])[0]
    assert month.points == example.points == 50
    assert month.credit == Money.of(example.credit_money, "GBP") == Money.of(Decimal("86.25"), "GBP")
    assert told.max_measures_with_credit == 6


@pytest.mark.parametrize("name", [CLINIC, WHOLESALER])
def test_every_month_of_the_cases(name: str) -> None:
    case = load_case(name).case
    catalogue = load_knowledge().service_levels.measures
    told = case["service_measures"]
    levels = [
        Level(
            row["sla"],
            Decimal(str(row["target"])),
            catalogue[row["sla"]].critical_threshold,
            catalogue[row["sla"]].better == "high",
            catalogue[row["sla"]].default_weight_pct,
        )
        for row in told[0]["readings"]
    ]
    pool = load_knowledge().service_levels.credit_scheme.pool_pct_of_monthly_fee / 100
    scheme = Scheme(Money.of(Decimal(str(told[0]["fee"])), case["currency"]), pool, bedding_months=2)
    found = months(
        levels, scheme, [{r["sla"]: Decimal(str(r["value"])) for r in month["readings"]} for month in told]
    )
    for month, row in zip(found, told, strict=True):
        assert month.bedding_in == (str(row["bedding_in"]).lower() == "true")
        assert month.points == Decimal(str(row["points"]))
        assert month.credit == Money.of(Decimal(str(row["credit"])), case["currency"])
        assert month.payable == Money.of(Decimal(str(row["payable"])), case["currency"])
        assert [read.weight for read in month.reads] == [
            Decimal(str(r["rescaled_weight"])) for r in row["readings"]
        ]
    assert may_leave(found) == ""


@pytest.mark.parametrize("name", [CLINIC, WHOLESALER])
def test_late_credits_of_the_cases(name: str) -> None:
    case = load_case(name)
    for row in case.case["milestones"]:
        amount = case.money(row["amount"])
        assert amount is not None
        assert late_credit(amount, int(row["late_working_days"])) == case.money(row["delay_credit"])


ONE = Level("A", Decimal(99), Decimal(95), True, Decimal(40))
FEE = Scheme(Money.of(Decimal(1000), "GBP"), Decimal("0.15"))


def test_the_third_miss_in_a_row_costs_half_as_much_again() -> None:
    two = [ONE, Level("B", Decimal(5), Decimal(10), False, Decimal(60))]
    bad = {"A": Decimal(98), "B": Decimal(4)}
    points = [month.points for month in months(two, FEE, [bad] * 4)]
    assert points == [40, 40, 60, 40]


def test_leaving_after_three_critical_misses_or_two_full_months() -> None:
    critical = months([ONE], FEE, [{"A": Decimal(90)}, {"A": Decimal(99)}] * 2 + [{"A": Decimal(90)}])
    assert may_leave(critical) == "critical"
    assert may_leave(critical[:3]) == "full"
    assert may_leave(critical[:2]) == ""


def test_late_credit_has_five_days_of_grace_and_a_ceiling() -> None:
    stage = Money.of(Decimal(10000), "GBP")
    assert late_credit(stage, 5).minor == 0
    assert late_credit(stage, 6) == Money.of(Decimal(50), "GBP")
    assert late_credit(stage, 400) == Money.of(Decimal(1000), "GBP")


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 60).map(Decimal), min_size=1, max_size=6)
)
def test_rescaled_weights_add_up_to_100(weights: dict[str, Decimal]) -> None:
    total = sum(rescaled(weights).values(), Decimal(0))
    assert abs(total - 100) <= Decimal("0.005") * len(weights)


@given(st.integers(0, 500).map(Decimal), st.integers(0, 500).map(Decimal))
def test_more_points_never_cost_less_nor_more_than_the_pool(first: Decimal, second: Decimal) -> None:
    low, high = sorted((first, second))
    assert credit(FEE, low).minor <= credit(FEE, high).minor <= FEE.fee.times(FEE.pool).minor


def test_a_worked_month_shows_a_miss_and_a_critical_miss() -> None:
    month = worked_month([ONE, Level("B", Decimal(0), Decimal(2), False, Decimal(30))], FEE)
    assert [(read.met, read.critical_missed) for read in month.reads] == [(False, False), (False, True)]
    assert month.credit == credit(FEE, month.points)
