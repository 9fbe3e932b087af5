"""What a day of a role should cost, and what public contracts pay for an hour."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.money import Money
from app.analysis.public_rates import Asked, education_of, hourly_rate, own_shift
from app.analysis.rates import (
    LEAST_QUOTES,
    banded_rate,
    level_of_years,
    observed_band,
    public_band,
    public_day_rate,
    usual_years,
)
from app.analysis.work import RateBand
from app.knowledge import load_knowledge
from app.knowledge.fitted import public_rates
from app.knowledge.role_rates import Observed, Wanted, bands_in, day_rate

KNOWLEDGE = load_knowledge()
BAND = RateBand(Decimal(380), Decimal(540))
TITLES = st.sampled_from(
    ["Systems Engineer", "Senior Java Developer", "Help Desk I", "", "Program Manager IV"]
)
YEARS = st.integers(0, 40).map(Decimal)


def pounds(amount: int) -> Money:
    return Money(amount * 100, "GBP")


def test_the_ends_of_a_band_are_what_one_in_five_passes() -> None:
    rate = banded_rate(BAND, "GBP")
    assert (rate.p10, rate.p50, rate.p90) == (pounds(338), pounds(460), pounds(582))


def test_a_level_moves_the_middle_to_an_end_and_halves_the_spread() -> None:
    junior, senior = (banded_rate(BAND, "GBP", level=level) for level in ("junior", "senior"))
    assert (junior.p50, senior.p50) == (pounds(380), pounds(540))
    assert senior.p90 == pounds(601)


@pytest.mark.parametrize("role", KNOWLEDGE.roles.roles.values(), ids=lambda role: role.id)
def test_every_band_is_in_order_and_none_is_free(role) -> None:
    for tier in role.day_rate:
        rate = day_rate(KNOWLEDGE, Wanted(role.id), tier)
        if role.day_rate[tier] is None:
            assert rate is None
        else:
            assert rate is not None
            assert 0 < rate.p10.minor < rate.p50.minor < rate.p90.minor
            assert rate.p50.currency == KNOWLEDGE.roles.rate_basis.currency_by_tier[tier]
            assert rate.basis == ("public" if tier == "onsite_us" else "indicative")


def test_ten_accepted_quotes_take_the_place_of_a_band_and_nine_do_not() -> None:
    rates = [Decimal(rate) for rate in range(410, 510, 10)]
    assert len(rates) == LEAST_QUOTES
    assert observed_band(rates) == RateBand(Decimal(428), Decimal(482))
    assert observed_band(rates[1:]) is None
    observed = {("ROLE-DEV", "onsite_uk"): Observed(RateBand(Decimal(428), Decimal(482)), 10)}
    rate = day_rate(KNOWLEDGE, Wanted("ROLE-DEV"), "onsite_uk", observed)
    assert rate is not None
    assert (rate.p50, rate.basis, rate.quotes) == (pounds(455), "observed", 10)
    assert bands_in(KNOWLEDGE, "onsite_uk", observed)["ROLE-DEV"]["onsite_uk"] == RateBand(
        Decimal(428), Decimal(482)
    )


def test_an_estimate_in_the_united_states_reckons_with_the_middle_public_rate() -> None:
    band = bands_in(KNOWLEDGE, "onsite_us")["ROLE-DEV"]["onsite_us"]
    rate = day_rate(KNOWLEDGE, Wanted("ROLE-DEV"), "onsite_us")
    assert band is not None
    assert rate is not None
    assert Money.of(band.mid, "USD") == rate.p50


@given(TITLES, YEARS)
def test_more_years_never_cost_less(title: str, years: Decimal) -> None:
    less, more = (
        hourly_rate(Asked(title, "bachelor", count), public_rates()) for count in (years, years + 1)
    )
    assert less.p10 <= less.p20 <= less.p50 <= less.p80 <= less.p90
    assert all(low <= high for low, high in zip(less, more, strict=True))


@given(TITLES, st.lists(st.integers(20, 400).map(Decimal), min_size=1, max_size=5))
def test_known_lines_of_a_vendor_move_its_others_towards_them_and_narrow_the_band(
    title: str, prices: list[Decimal]
) -> None:
    asked = Asked(title, "bachelor", Decimal(5))
    alone = hourly_rate(asked, public_rates())
    known = hourly_rate(asked, public_rates(), [(asked, price) for price in prices])
    least, most = min(*prices, alone.p50), max(*prices, alone.p50)
    assert least <= known.p50 <= most
    assert known.p90 / known.p10 < alone.p90 / alone.p10


def test_few_known_lines_are_held_back() -> None:
    assert own_shift([], 0.6) == 0
    assert own_shift([0.32], 0.6) == pytest.approx(0.2)
    assert own_shift([0.3, 0.3, 0.3], 0.6) == pytest.approx(0.25)


def test_an_hour_is_a_day_by_seven_and_a_half() -> None:
    hourly = hourly_rate(Asked("Systems Engineer", "bachelor", Decimal(5)), public_rates())
    day = public_day_rate(hourly)
    assert day.p50 == Money.of((hourly.p50 * Decimal("7.5")).quantize(Decimal(1)), "USD")
    assert public_band(hourly).mid == day.p50.decimal
    assert day.hourly()[1].decimal == pytest.approx(hourly.p50, abs=Decimal("0.07"))


@pytest.mark.parametrize(
    ("words", "education"),
    [
        ("BA/BS", "bachelor"),
        ("Master’s Degree", "master"),
        ("Ph.D", "doctorate"),
        ("HS Diploma", "high_school"),
        ("2 yr degree", "associate"),
        ("N/A", None),
        ("", None),
    ],
)
def test_degrees_are_read_as_price_lists_write_them(words: str, education: str | None) -> None:
    assert education_of(words) == education


def test_levels_and_years_lead_to_one_another() -> None:
    assert [level_of_years(Decimal(years)) for years in (0, 2, 3, 7, 8, 30)] == [
        *("junior", "junior", "mid", "mid", "senior", "senior")
    ]
    assert [usual_years(levels) for levels in ("2-3", "3-4", "4-5", "5", "5-6")] == [2, 5, 5, 8, 8]
