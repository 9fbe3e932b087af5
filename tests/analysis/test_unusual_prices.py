"""Unusual prices: the should-cost band first, each other only without one and from five on; stable on any set."""

import random
from decimal import Decimal
from math import log
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.money import CurrencyMismatch, Money
from app.analysis.unusual_prices import Footing, Side, unusual_prices
from tests.analysis.clinic import pounds

BAND = (pounds(18000), pounds(31000))


def named(amounts: list[int]) -> dict[str, Money]:
    return {f"q{at}": Money(amount, "GBP") for at, amount in enumerate(amounts)}


def thirty_five() -> dict[str, Money]:
    """Thirty-five bids on one specification, the dearest twenty-five times the cheapest."""
    amounts = [int(100_000 * 25 ** (at / 34)) for at in range(35)]
    random.Random(35).shuffle(amounts)
    return named(amounts)


prices = st.lists(st.integers(1, 10**9), min_size=1, max_size=40)


def test_against_the_band_each_stands_alone() -> None:
    costs = {"low": pounds(17999), "in": pounds(18000), "top": pounds(31000), "high": pounds(31001)}
    found = unusual_prices(costs, BAND)
    assert {key: (each.footing, each.side) for key, each in found.items()} == {
        "low": (Footing.BAND, Side.LOW),
        "high": (Footing.BAND, Side.HIGH),
    }
    assert (found["low"].bound, found["high"].bound) == BAND


@given(prices, st.integers(1, 10**9))
def test_with_a_band_nobody_moves_another_question(amounts: list[int], joins: int) -> None:
    before = unusual_prices(named(amounts), BAND)
    after = unusual_prices({**named(amounts), "late": Money(joins, "GBP")}, BAND)
    assert {key: each for key, each in after.items() if key != "late"} == before


@given(st.lists(st.integers(1, 10**9), max_size=4))
def test_fewer_than_five_say_nothing_of_each_other(amounts: list[int]) -> None:
    assert unusual_prices(named(amounts), None) == {}


@given(prices, st.randoms(use_true_random=False), st.integers(2, 1000))
def test_neither_order_nor_unit_matters(amounts: list[int], chance: random.Random, factor: int) -> None:
    costs = named(amounts)
    shuffled = list(costs.items())
    chance.shuffle(shuffled)
    assert unusual_prices(dict(shuffled), None) == unusual_prices(costs, None)
    larger = {key: Money(cost.minor * factor, "GBP") for key, cost in costs.items()}
    sides = {key: each.side for key, each in unusual_prices(costs, None).items()}
    close = [
        abs(abs(log(cost.minor) - median(log(a) for a in amounts)) - log(4 / 3)) for cost in costs.values()
    ]
    if min(close) > 1e-6:  # a price on the very bound may fall to either side in binary numbers
        assert {key: each.side for key, each in unusual_prices(larger, None).items()} == sides


@given(prices)
def test_never_more_than_half_and_never_one_near_the_middle(amounts: list[int]) -> None:
    costs = named(amounts)
    found = unusual_prices(costs, None)
    assert 2 * len(found) <= len(costs)
    middle = Decimal(median(amounts))
    logs = median(log(amount) for amount in amounts)
    for key, each in found.items():
        assert abs(log(costs[key].minor) - logs) > log(4 / 3)
        assert (each.side is Side.LOW) == (log(costs[key].minor) < logs)
        assert each.bound == Money(int(middle), "GBP")


@given(st.integers(1, 10**6), st.integers(5, 40))
def test_equal_prices_are_not_unusual_and_one_odd_price_among_them_is(price: int, count: int) -> None:
    costs = named([price * 100] * count)
    assert unusual_prices(costs, None) == {}
    odd = unusual_prices({**costs, "odd": Money(price * 60, "GBP")}, None)
    assert {key: each.side for key, each in odd.items()} == {"odd": Side.LOW}


def test_thirty_five_bids_a_factor_of_twenty_five_apart() -> None:
    costs = thirty_five()
    middle = sorted(cost.minor for cost in costs.values())[17]
    # spread evenly over a factor of 25, none stands out from the others: only a band tells which to ask
    assert unusual_prices(costs, None) == {}
    band = (Money(middle * 2 // 3, "GBP"), Money(middle * 3 // 2, "GBP"))
    found = unusual_prices(costs, band)
    assert {key for key in costs if key not in found} == {
        key for key, cost in costs.items() if band[0] <= cost <= band[1]
    }
    for gone in costs:
        rest = {key: cost for key, cost in costs.items() if key != gone}
        assert unusual_prices(rest, None) == {}
        assert unusual_prices(rest, band) == {key: each for key, each in found.items() if key != gone}


def test_one_of_thirty_five_alike_that_halved_its_price_is_asked() -> None:
    steady = random.Random(7)
    costs = named([int(2_000_000 * steady.lognormvariate(0, 0.15)) for _ in range(35)])
    halved = {**costs, "half": Money(median(c.minor for c in costs.values()) // 2, "GBP")}
    assert unusual_prices(halved, None)["half"].side is Side.LOW


def test_what_is_not_known_is_left_out_and_two_currencies_are_refused() -> None:
    assert unusual_prices({"a": None, "b": pounds(20000)}, BAND) == {}
    with pytest.raises(CurrencyMismatch):
        unusual_prices({"a": Money(1, "EUR"), "b": pounds(1)}, None)


@pytest.mark.parametrize("count", [3, 5, 8])
def test_one_quote_halved_is_found_by_the_band_nine_times_in_ten_and_without_it_only_from_five_on(
    count: int,
) -> None:
    chance = random.Random(count)
    trials, by_band, by_others = 1500, 0, 0
    band = (Money(75_000, "GBP"), Money(140_000, "GBP"))
    for _ in range(trials):
        costs = named([int(100_000 * chance.lognormvariate(0, 0.18)) for _ in range(count)])
        halved = {**costs, "q0": Money(costs["q0"].minor // 2, "GBP")}
        by_band += unusual_prices(halved, band).get("q0") is not None
        by_others += unusual_prices(halved, None).get("q0") is not None
    assert by_band / trials > 0.9
    assert by_others < by_band
    assert (by_others == 0) == (count < 5)
