"""Money balances to the minor unit, in its own currency and no other."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.money import CurrencyMismatch, Money, exponent, sum_money

AMOUNTS = st.integers(min_value=-(10**12), max_value=10**12)
SHARES = st.lists(
    st.decimals(min_value=0, max_value=1000, places=3, allow_nan=False), min_size=1, max_size=12
).filter(lambda shares: sum(shares) > 0)


@given(AMOUNTS, SHARES)
def test_parts_add_up_to_the_whole(minor: int, shares: list[Decimal]) -> None:
    parts = Money(minor, "GBP").allocate(shares)
    assert sum_money(parts, "GBP") == Money(minor, "GBP")


@given(AMOUNTS, SHARES)
def test_no_part_is_a_unit_or_more_from_its_exact_share(minor: int, shares: list[Decimal]) -> None:
    parts = Money(minor, "GBP").allocate(shares)
    for part, share in zip(parts, shares, strict=True):
        assert abs(part.minor - minor * share / sum(shares)) < 1


def test_left_over_units_go_to_the_largest_remainders_first() -> None:
    thirds = Money(100, "GBP").allocate([Decimal(1)] * 3)
    assert [part.minor for part in thirds] == [34, 33, 33]
    uneven = Money(10, "GBP").allocate([Decimal("0.16"), Decimal("0.55"), Decimal("0.29")])
    assert [part.minor for part in uneven] == [2, 5, 3]


@pytest.mark.parametrize("shares", [[Decimal(0)], [Decimal(-1), Decimal(2)], []])
def test_shares_that_cannot_cut_anything_are_refused(shares: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="shares"):
        Money(100, "GBP").allocate(shares)


@pytest.mark.parametrize(
    ("minor", "factor", "expected"),
    [
        (5, "0.5", 3),
        (-5, "0.5", -3),
        (4, "0.5", 2),
        (100, "0.335", 34),
        (100, "0.3349", 33),
        (100, "-0.335", -34),
    ],
)
def test_times_rounds_the_half_away_from_zero(minor: int, factor: str, expected: int) -> None:
    assert Money(minor, "GBP").times(Decimal(factor)) == Money(expected, "GBP")


@pytest.mark.parametrize("act", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b])
def test_two_currencies_are_never_put_together(act: object) -> None:
    with pytest.raises(CurrencyMismatch):
        act(Money(1, "GBP"), Money(1, "EUR"))  # type: ignore[operator]


def test_a_sum_of_another_currency_is_refused() -> None:
    with pytest.raises(CurrencyMismatch):
        sum_money([Money(1, "GBP")], "EUR")


@pytest.mark.parametrize(
    ("currency", "places", "minor"), [("GBP", 2, 1235), ("JPY", 0, 12), ("BHD", 3, 12345), ("TND", 3, 12345)]
)
def test_minor_units_follow_the_currency(currency: str, places: int, minor: int) -> None:
    assert exponent(currency) == places
    money = Money.of(Decimal("12.345"), currency)
    assert money.minor == minor
    assert money.decimal == Decimal(minor).scaleb(-places)


@given(AMOUNTS, AMOUNTS)
def test_adding_and_taking_away_undo_each_other(one: int, other: int) -> None:
    assert Money(one, "GBP") + Money(other, "GBP") - Money(other, "GBP") == Money(one, "GBP")


def test_estimates_are_shown_to_ten() -> None:
    assert Money.of(Decimal("28314.99"), "GBP").rounded_to(Decimal(10)) == Money.of(Decimal(28310), "GBP")
    assert Money.of(Decimal("28315"), "GBP").rounded_to(Decimal(10)) == Money.of(Decimal(28320), "GBP")
