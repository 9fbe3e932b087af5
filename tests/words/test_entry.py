"""Money, dates and numbers as people type them (ux.md §5.8)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.analysis.money import Money
from app.words.entry import read_day, read_money, read_number
from app.words.formats import Formats

GB = Formats()
US = Formats("en_US", "USD", "America/New_York")
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("12500", 1_250_000),
        ("12,500", 1_250_000),
        ("12.500,00", 1_250_000),
        ("12'500", 1_250_000),
        ("12’500", 1_250_000),
        ("12 500", 1_250_000),
        ("12\u00a0500", 1_250_000),
        ("12\u202f500", 1_250_000),
        ("£12.5k", 1_250_000),
        ("12,345.50", 1_234_550),
        ("1,250", 125_000),
        ("1.250", 125_000),
        ("12,50", 1_250),
        ("0.5", 50),
        ("1.5m", 150_000_000),
        ("GBP 4200", 420_000),
        ("4200 gbp", 420_000),
        ("1,234,567.89", 123_456_789),
        ("1.234.567,89", 123_456_789),
        ("-20", -2_000),
        ("12,34,567", 123_456_700),
    ],
)
def test_money_is_read_in_any_common_notation(typed: str, minor: int) -> None:
    assert read_money(typed, "GBP", GB).value == Money(minor, "GBP")


def test_money_is_echoed_as_understood() -> None:
    assert read_money("1,250", "GBP", GB).echo == "£1,250.00"


@pytest.mark.parametrize("typed", ["lots", "12,50,00.1.2", "1..2", "12-50", "$", "=1+1", "1e5", "12 apples"])
def test_what_is_no_amount_is_told_with_an_example(typed: str) -> None:
    entry = read_money(typed, "GBP", GB)
    assert entry.value is None
    assert entry.problem


@pytest.mark.parametrize("typed", ["EUR 12.500,00", "12.500 €", "$12.50", "US$12.50"])
def test_another_currency_is_named_and_never_taken_as_ours(typed: str) -> None:
    entry = read_money(typed, "GBP", GB)
    assert entry.value is None
    assert "GBP" in entry.problem


def test_more_decimals_than_the_currency_has_is_never_rounded_silently() -> None:
    assert read_money("10.5", "JPY", GB).value is None
    assert read_money("10", "JPY", GB).value == Money(10, "JPY")
    assert read_money("9" * 30, "GBP", GB).value is None


def test_nothing_typed_is_neither_value_nor_problem() -> None:
    entry = read_money("  ", "GBP", GB)
    assert (entry.value, entry.problem) == (None, "")


@given(st.integers(0, 10**14), st.sampled_from(["GBP", "EUR", "JPY", "BHD", "USD"]))
def test_an_amount_as_we_print_it_reads_back_the_same(minor: int, currency: str) -> None:
    for formats in (GB, Formats("de_DE", "EUR", "Europe/Berlin")):
        amount = Money(minor, currency)
        assert read_money(formats.money(amount), currency, formats).value == amount


@given(st.text(max_size=30))
@example(".")
@example("10000000000000000000000000")
@example("1.1234567890123456789012345678")
def test_no_text_breaks_a_reader(text: str) -> None:
    for entry in (read_money(text, "GBP", GB), read_day(text, TODAY, GB), read_number(text, GB)):
        assert entry.value is None or not entry.problem
        assert entry.value is not None or entry.problem or not text.strip()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fri", date(2026, 11, 27)),
        ("tue", date(2026, 12, 1)),
        ("tomorrow", date(2026, 11, 25)),
        ("in 2 weeks", date(2026, 12, 8)),
        ("30/11", date(2026, 11, 30)),
        ("2026-11-30", date(2026, 11, 30)),
        ("30 Nov 2026", date(2026, 11, 30)),
        ("Fri 27 Nov", date(2026, 11, 27)),
        ("1/2", date(2027, 2, 1)),
        ("30.11.26", date(2026, 11, 30)),
        ("Nov 30", date(2026, 11, 30)),
        ("in a month", date(2026, 12, 24)),
    ],
)
def test_dates_are_read_as_usually_typed(typed: str, expected: date) -> None:
    assert read_day(typed, TODAY, GB).value == expected


def test_the_order_of_day_and_month_follows_the_reader_and_is_echoed() -> None:
    assert read_day("3/4/2027", TODAY, GB).value == date(2027, 4, 3)
    entry = read_day("3/4/2027", TODAY, US)
    assert entry.value == date(2027, 3, 4)
    assert "March" in entry.echo


@pytest.mark.parametrize("typed", ["31 Feb 2027", "2026-13-01", "soon", "32/1/2027"])
def test_a_date_that_is_none_gets_an_example(typed: str) -> None:
    entry = read_day(typed, TODAY, GB)
    assert entry.value is None
    assert "2026" in entry.problem


def test_numbers_keep_their_decimals() -> None:
    assert read_number("2,000", GB).value == Decimal(2000)
    assert read_number("0.35", GB).value == Decimal("0.35")
