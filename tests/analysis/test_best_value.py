"""Best value: nothing relative to other bids, and both sample cases to the tenth of a point."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.best_value import (
    Method,
    Scenario,
    Valued,
    ValueRule,
    anchors_of_estimate,
    scenarios,
    straight_anchors,
    value_of,
    values_of,
    worth_of,
)
from app.analysis.money import CurrencyMismatch, Money
from app.analysis.order_stability import (
    PRICE,
    Change,
    Judged,
    Outcome,
    Rules,
    Sureness,
    moved,
    sureness,
    totals_of,
)
from tests.analysis.clinic import factor_rules, pounds, shipped
from tests.benchmarks.junk_bids import flips, lowest_over_price

FIXED = date(2026, 1, 7)
RATIOS = factor_rules().factors[0].parts[0].anchors
LOW, HIGH = pounds(20000), pounds(60000)
STRAIGHT = straight_anchors(LOW, HIGH)
IN_POINTS = ValueRule(Method.POINTS, FIXED, "GBP", Decimal("0.4"), STRAIGHT)
IN_MONEY = ValueRule(
    Method.MONEY, FIXED, "GBP", Decimal("0.4"), STRAIGHT, worth_of(Decimal("0.4"), STRAIGHT, "GBP")
)
CASES = ("case_vet_clinic.yaml", "case_garment_portal.yaml")


def case(name: str) -> Any:
    return shipped("sample", name)


def money(name: str, amount: object) -> Money:
    return Money.of(Decimal(str(amount)), case(name)["currency"])


def judged(name: str) -> list[Judged]:
    """The quotes of a case with the marks of its evaluation, as points."""
    quotes = {row["id"]: row for row in case(name)["quotes"]}
    return [
        Judged(
            row["quote"],
            {key: Decimal(str(mark)) * 20 for key, mark in row["scores"].items() if key != PRICE},
            money(name, quotes[row["quote"]]["three_year_cost"]),
            money(name, quotes[row["quote"]]["broker_adjustment"]["amount"]),
        )
        for row in case(name)["evaluation"]["results"]
    ]


def rules(name: str) -> Rules:
    weights = {key: Decimal(str(weight)) for key, weight in case(name)["evaluation"]["weights"].items()}
    return Rules(weights, anchors_of_estimate(RATIOS, money(name, case(name)["should_cost"]["three_year"])))


def sure(name: str) -> Sureness:
    return sureness(judged(name), rules(name))


def shown(totals: Mapping[Any, Decimal]) -> dict[Any, Decimal]:
    return {key: total.quantize(Decimal("0.1"), ROUND_HALF_UP) for key, total in totals.items()}


# --- the cases ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_totals_and_winner_are_the_cases(name: str) -> None:
    of_case = {row["quote"]: Decimal(str(row["total"])) for row in case(name)["evaluation"]["results"]}
    found = sure(name)
    assert shown(found.totals) == of_case
    assert found.first == case(name)["award"]["quote"]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("method", Method)
def test_best_value_names_the_cases_winner_either_way(name: str, method: Method) -> None:
    told = rules(name)
    share = told.weights[PRICE] / 100
    currency = case(name)["currency"]
    worth = worth_of(share, told.anchors, currency) if method is Method.MONEY else None
    rule = ValueRule(method, FIXED, currency, share, told.anchors, worth)
    quality = 100 - told.weights[PRICE]
    quotes = [
        Valued(
            each.key,
            sum((told.weights[key] * points for key, points in each.points.items()), Decimal(0))
            / quality
            / 100,
            each.cost,
        )
        for each in judged(name)
    ]
    named = scenarios(quotes, rule, case(name)["award"]["quote"])
    winner = (case(name)["award"]["quote"],)
    assert named[Scenario.BEST_VALUE] == named[Scenario.BROKERS_CHOICE] == winner
    if method is Method.POINTS:
        assert shown({key: value or Decimal(0) for key, value in values_of(quotes, rule).items()}) == shown(
            sure(name).totals
        )


@pytest.mark.parametrize("name", CASES)
def test_the_cases_order_holds_under_every_change(name: str) -> None:
    found = sure(name)
    assert found.overturning == ()
    assert {trial.change for trial in found.trials} >= {Change.WEIGHT, Change.LEAVES}
    assert all(each.first == found.first for trial in found.trials for each in trial.outcomes)


# --- what may not move another --------------------------------------------------------------------------------

costs = st.integers(100_000, 9_000_000).map(lambda minor: Money(minor, "GBP"))
shares = st.decimals(0, 1, places=3)
offers = st.lists(st.tuples(shares, costs), min_size=2, max_size=8).map(
    lambda rows: [Valued(at, quality, cost) for at, (quality, cost) in enumerate(rows)]
)
method_rules = st.sampled_from([IN_POINTS, IN_MONEY])


def order(values: Mapping[Any, Decimal | None]) -> list[Any]:
    return sorted(values, key=lambda key: -(values[key] or Decimal(0)))


@given(offers, method_rules, costs, shares)
def test_a_junk_bid_changes_no_score_and_no_order(
    quotes: list[Valued], rule: ValueRule, price: Money, quality: Decimal
) -> None:
    before = values_of(quotes, rule)
    after = values_of([*quotes, Valued("junk", quality, price)], rule)
    assert {key: value for key, value in after.items() if key != "junk"} == before
    assert [key for key in order(after) if key != "junk"] == order(before)


@given(offers, method_rules, st.data())
def test_removing_a_loser_changes_no_score_and_no_order(
    quotes: list[Valued], rule: ValueRule, data: st.DataObject
) -> None:
    before = values_of(quotes, rule)
    loser = data.draw(st.sampled_from(order(before)[1:]))
    after = values_of([quote for quote in quotes if quote.key != loser], rule)
    assert order(after) == [key for key in order(before) if key != loser]
    assert all(before[key] == value for key, value in after.items())


marks = st.lists(st.decimals(0, 100, places=1), min_size=3, max_size=3)
bids = st.lists(st.tuples(marks, costs, st.integers(0, 50_000)), min_size=3, max_size=7).map(
    lambda rows: [
        Judged(at, dict(zip("abc", points, strict=True)), cost, Money(gap, "GBP"))
        for at, (points, cost, gap) in enumerate(rows)
    ]
)
WEIGHTS = Rules({"a": Decimal(30), "b": Decimal(20), "c": Decimal(10), PRICE: Decimal(40)}, STRAIGHT)


@given(bids, costs)
def test_totals_of_the_evaluation_stand_alone_too(quotes: list[Judged], price: Money) -> None:
    junk = Judged("junk", dict.fromkeys("abc", Decimal(0)), price, pounds(0))
    before = totals_of(quotes, WEIGHTS)
    assert {
        key: total for key, total in totals_of([*quotes, junk], WEIGHTS).items() if key != "junk"
    } == before


def test_lowest_price_is_flipped_by_junk_bids_in_over_a_tenth_of_runs_and_ours_in_none() -> None:
    shares_of = flips(trials=3000, seed=11)
    assert shares_of["lowest / price"].joins > 0.10
    for ours in ("points on anchors", "quality in money"):
        assert (shares_of[ours].joins, shares_of[ours].leaves) == (0, 0)


def test_the_formula_we_are_held_against_is_the_published_one() -> None:
    # quotes of 15,000, 10,000 and 30,000 (a published example of a public buyer)
    shares_of = lowest_over_price(np.array([15_000.0, 10_000.0, 30_000.0]))
    assert np.round(shares_of, 3).tolist() == [0.667, 1.0, 0.333]
    # 40 + 30 + 20 points at 10,000 against 32 + 20 + 22 at 8,000, with 70 points for the price
    prices = 70 * lowest_over_price(np.array([10_000.0, 8_000.0]))
    assert (90 + prices[0], 74 + prices[1]) == (146, 144)
    # a tenth of the lowest price more costs 3.64 points of 40 beside it, and 0.95 at twice as much
    of_forty = 40 * lowest_over_price(np.array([1.0, 1.1, 2.0, 2.1]))
    assert (round(of_forty[0] - of_forty[1], 2), round(of_forty[2] - of_forty[3], 2)) == (3.64, 0.95)


# --- how sure the order is ------------------------------------------------------------------------------------


@given(bids)
def test_every_outcome_is_what_a_new_reckoning_gives(quotes: list[Judged]) -> None:
    found = sureness(quotes, WEIGHTS)
    for trial in found.trials:
        if trial.change is Change.WEIGHT and trial.up is not None:
            weights = moved(WEIGHTS.weights, str(trial.subject), Decimal(10))
            assert weights is not None
            totals = totals_of(quotes, Rules(weights, WEIGHTS.anchors))
            others = max(total for key, total in totals.items() if key != found.first)
            assert trial.up.lead == totals[found.first] - others
            assert trial.up.overturned == (others > totals[found.first])
    gaps = {quote.key for quote in quotes if quote.gaps}
    assert {trial.subject for trial in found.trials if trial.change is Change.GAP} == gaps


@given(bids)
def test_beyond_the_weight_where_it_turns_another_is_first(quotes: list[Judged]) -> None:
    found = sureness(quotes, WEIGHTS)
    for trial in found.trials:
        if trial.change is not Change.WEIGHT or trial.turns_at is None:
            continue
        criterion = str(trial.subject)
        at = moved(WEIGHTS.weights, criterion, trial.turns_at - WEIGHTS.weights[criterion])
        totals = totals_of(quotes, Rules(at or WEIGHTS.weights, WEIGHTS.anchors))
        best = max(total for key, total in totals.items() if key != found.first)
        assert abs(totals[found.first] - best) < Decimal("0.000001")


def test_a_close_call_is_told_with_what_turns_it() -> None:
    near = [
        Judged("good", {"q": Decimal(80)}, pounds(44000), pounds(0)),
        Judged("cheap", {"q": Decimal(64)}, pounds(30000), pounds(2000)),
        Judged("poor", {"q": Decimal(20)}, pounds(26000), pounds(0)),
    ]
    found = sureness(near, Rules({"q": Decimal(60), PRICE: Decimal(40)}, STRAIGHT))
    assert (found.first, found.second) == ("cheap", "good")
    by_subject = {(trial.change, trial.subject): trial for trial in found.trials}
    quality = by_subject[Change.WEIGHT, "q"]
    assert quality.turns_at is not None
    assert 60 < quality.turns_at < 70
    assert quality.up is not None
    assert quality.up.first == "good"
    leaves = by_subject[Change.LEAVES, "poor"]
    assert leaves.up == Outcome("cheap", found.lead)
    doubled = by_subject[Change.GAP, "cheap"]
    assert doubled.up is not None
    assert doubled.up.lead < found.lead
    assert found.overturning == (found.trials[0], found.trials[1])


def test_the_cheapest_that_is_first_leaves_the_next_in_its_place() -> None:
    found = sure("case_garment_portal.yaml")
    leaves = next(trial for trial in found.trials if trial.change is Change.LEAVES)
    assert leaves.subject == "GAR-Q3"
    assert not leaves.overturns


# --- what cannot be ---------------------------------------------------------------------------------------------


def test_what_is_not_known_has_no_value_and_is_never_first() -> None:
    quotes = [Valued("a", None, pounds(1)), Valued("b", Decimal(1), None), Valued("c", Decimal(0), HIGH)]
    assert values_of(quotes, IN_POINTS) == {"a": None, "b": None, "c": Decimal(0)}
    named = scenarios(quotes, IN_POINTS)
    assert named[Scenario.CHEAPEST] == ("a",)
    assert named[Scenario.BEST_QUALITY] == ("b",)
    assert named[Scenario.BEST_VALUE] == ("c",)
    assert named[Scenario.SOONEST] == named[Scenario.BROKERS_CHOICE] == ()


def test_rules_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="above the cheap end"):
        straight_anchors(HIGH, LOW)
    with pytest.raises(ValueError, match="needs what the owner would pay"):
        ValueRule(Method.MONEY, FIXED, "GBP", Decimal("0.4"), STRAIGHT)
    with pytest.raises(ValueError, match="has no price"):
        worth_of(Decimal(0), STRAIGHT, "GBP")
    with pytest.raises(CurrencyMismatch):
        value_of(Valued("a", Decimal(1), Money(1, "EUR")), IN_POINTS)
    with pytest.raises(ValueError, match="at least two"):
        sureness(judged(CASES[0])[:1], rules(CASES[0]))
