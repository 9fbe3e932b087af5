"""Tax at several rates: every penny of the price bears one of them, and one rate is as it always was."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.money import Money
from app.analysis.tax_rates import Taxed, by_rate, is_rate, price_by_rate, share_by_rate

FULL, LOW, NONE = Decimal("0.19"), Decimal("0.07"), Decimal(0)


def euro(amount: str | int) -> Money:
    return Money.of(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("price", "lines", "parts"),
    [
        (1000, [], [(FULL, 1000)]),
        (1000, [(1000, None)], [(FULL, 1000)]),
        (1000, [(1000, LOW)], [(LOW, 1000)]),
        (1000, [(800, None), (200, LOW)], [(FULL, 800), (LOW, 200)]),
        (1000, [(500, None), (200, LOW), (300, FULL)], [(FULL, 800), (LOW, 200)]),
        (1000, [(200, LOW)], [(FULL, 800), (LOW, 200)]),  # what no line names bears the quote's own rate
        (900, [(800, None), (200, LOW)], [(FULL, 720), (LOW, 180)]),  # a discount is off both alike
        (1000, [(600, FULL), (300, LOW), (100, NONE)], [(FULL, 600), (LOW, 300), (NONE, 100)]),
        (0, [(800, None), (200, LOW)], [(FULL, 0)]),
        (1000, [(0, LOW)], [(FULL, 1000)]),
    ],
)
def test_a_price_divides_as_its_lines_do(
    price: int, lines: list[tuple[int, Decimal | None]], parts: list[tuple[Decimal, int]]
) -> None:
    found = price_by_rate(euro(price), [(euro(amount), rate) for amount, rate in lines], FULL)
    assert [(part.rate, part.net) for part in found] == [(rate, euro(net)) for rate, net in parts]


def test_a_german_quote_at_19_and_7_comes_to_what_stands_under_it() -> None:
    parts = price_by_rate(euro("11234.56"), [(euro("10234.56"), None), (euro(1000), LOW)], FULL)
    assert [part.tax for part in parts] == [euro("1944.57"), euro("70.00")]


AMOUNTS = st.integers(0, 10**9).map(lambda minor: Money(minor, "EUR"))
RATES = st.decimals(0, Decimal("0.99"), places=3)


@given(AMOUNTS, st.lists(st.tuples(AMOUNTS, RATES | st.none()), max_size=8), RATES, AMOUNTS)
def test_no_penny_is_lost_whatever_the_lines_say(
    price: Money, lines: list[tuple[Money, Decimal | None]], own: Decimal, part: Money
) -> None:
    found = price_by_rate(price, lines, own)
    assert sum((each.net for each in found), euro(0)) == price
    assert all(each.net.minor >= 0 for each in found)
    assert len({each.rate for each in found}) == len(found)
    if price:
        shared = share_by_rate(part, [(each.rate, Decimal(each.net.minor)) for each in found])
        assert sum((each.net for each in shared), euro(0)) == part


def test_the_same_rate_is_one_part_and_rounded_once() -> None:
    parts = by_rate([Taxed(FULL, euro("0.02")), Taxed(Decimal("0.190"), euro("0.01")), Taxed(LOW, euro(1))])
    assert [(part.net, part.tax) for part in parts] == [(euro("0.03"), euro("0.01")), (euro(1), euro("0.07"))]


@pytest.mark.parametrize(
    ("rate", "known"),
    [
        ("0", True),
        ("0.2", True),
        ("0.999", True),
        ("1", False),
        ("9", False),
        ("-0.01", False),
        ("NaN", False),
    ],
)
def test_no_rate_takes_the_whole_or_less_than_nothing(rate: str, known: bool) -> None:
    assert is_rate(Decimal(rate)) is known
