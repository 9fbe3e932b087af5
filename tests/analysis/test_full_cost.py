"""What a quote really costs: every part to the minor unit, and the closed form beside 200,000 draws."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.cost_spread import Event, Pert, Spread
from app.analysis.full_cost import (
    Band,
    Bid,
    CostBasis,
    DayWork,
    Part,
    Payment,
    Risk,
    Sourced,
    Tax,
    full_cost,
    three_year_band,
)
from app.analysis.money import CurrencyMismatch, Money
from app.analysis.quotes import Quote, three_year_cost
from app.analysis.work import Effort
from tests.analysis.clinic import pounds
from tests.analysis.cost_draws import drawn_costs
from tests.analysis.test_quotes import QUOTES, quote, should_cost, written


def effort(low: str, likely: str, high: str) -> Effort:
    return Effort(Decimal(low), Decimal(likely), Decimal(high))


def asked(price: str | None = "10000", **more: Any) -> Quote:
    values: dict[str, Any] = {
        "support_per_month": pounds(0),
        "licences_per_month": pounds(0),
        "price": None if price is None else pounds(price),
    }
    return Quote("q", "p", "GBP", **(values | more))


BASIS = CostBasis(
    owner_day=pounds(250),
    coordination_hours=Decimal(4),
    coordination_hour=pounds(45),
    transition=Sourced(pounds(1200), "two weeks of handing over, our own estimate"),
    travel=Sourced(pounds(600), "two visits, quoted by the airline"),
    changes=Decimal("0.05"),
    money_a_year=Decimal("0.08"),
    source="agreed with the owner",
)
FAR = Bid(
    quote=asked(None),
    tax=Tax(((Decimal(1), Decimal("0.20")),), recovered=Decimal(1)),
    day_work=(
        DayWork(effort("10", "14", "24"), pounds(500)),
        DayWork(effort("30", "42", "66"), pounds(250), Decimal("0.10")),
    ),
    weeks=Decimal(12),
    owner_days=Decimal(8),
    remote=True,
    risks=(
        Risk("late data", Decimal("0.30"), pounds(2500)),
        Risk("key person leaves", Decimal("0.10"), pounds(6000)),
    ),
    payments=(Payment(Decimal("0.25"), Decimal(0)), Payment(Decimal("0.75"), Decimal(12))),
)


def test_every_part_is_reckoned_to_the_minor_unit() -> None:
    cost = full_cost(FAR, BASIS)
    price = Decimal(15) * 500 + Decimal(44) * 250 * Decimal("1.1")
    assert cost.parts == {
        Part.PRICE: pounds(price),
        Part.GAPS: pounds(0),
        Part.BOUGHT: pounds(0),
        Part.RUNNING: pounds(0),
        Part.TAX: pounds(0),
        Part.OWNER_TIME: pounds(2000),
        Part.COORDINATION: pounds(4 * 45 * 12),
        Part.TRANSITION: pounds(1200),
        Part.TRAVEL: pounds(600),
        Part.CHANGES: pounds("980.00"),
        Part.RISKS: pounds(1350),
        Part.PAYMENT_TERMS: pounds("90.46"),
    }
    assert cost.missing == ()
    assert cost.expected == pounds("27980.46")


def oracle() -> Bid:
    """A case whose closed form is 33,200 to the penny."""
    short = pounds(33200) - (full_cost(FAR, BASIS).expected or pounds(0))
    return replace(FAR, quote=replace(FAR.quote, bought_by_owner=short))


def test_the_closed_form_is_what_two_hundred_thousand_draws_come_to() -> None:
    cost = full_cost(oracle(), BASIS)
    assert cost.expected == pounds(33200)
    drawn = drawn_costs(cost.spread, seed=33205) / 100
    assert float(np.mean(drawn)) == pytest.approx(33200, abs=15)
    p50, p80 = cost.percentiles or (pounds(0), pounds(0))
    assert float(p50.decimal) == pytest.approx(float(np.percentile(drawn, 50)), rel=0.003)
    assert float(p80.decimal) == pytest.approx(float(np.percentile(drawn, 80)), rel=0.003)
    assert p50 < p80


amounts = st.integers(0, 60)
perts = st.tuples(amounts, amounts, amounts).map(lambda three: Pert(*map(float, sorted(three))))
events = st.builds(Event, st.floats(0.02, 0.6), st.floats(1, 40))
spreads = st.builds(
    Spread,
    st.floats(40, 400),
    st.lists(perts, min_size=1, max_size=6).map(tuple),
    st.lists(events, max_size=3).map(tuple),
    st.floats(0, 0.6),
)


@settings(max_examples=25, deadline=None)
@given(spreads, st.integers(0, 2**32 - 1))
def test_percentiles_agree_with_draws_on_any_quote(spread: Spread, seed: int) -> None:
    drawn = drawn_costs(spread, seed, draws=40_000)
    near = 0.012 * float(np.mean(drawn)) + 0.2
    assert spread.mean == pytest.approx(float(np.mean(drawn)), abs=near)
    # where nothing but an event lies between two amounts, the share under the answer is what can be asked for
    for share in (0.5, 0.8):
        at = spread.at(share)
        assert np.mean(drawn <= at - near) <= share + 0.02
        assert np.mean(drawn <= at + near) >= share - 0.02


@given(spreads, st.integers(0, 9))
def test_more_risk_never_lowers_what_is_expected_or_what_is_enough(spread: Spread, tenths: int) -> None:
    more = spread._replace(events=(*spread.events, Event(tenths / 10, 25.0)))
    assert more.mean >= spread.mean
    assert more.at(0.8) >= spread.at(0.8) - 1e-6


def test_a_certain_cost_is_enough_in_every_case() -> None:
    assert (Spread(120.0).at(0.5), Spread(120.0).at(0.8)) == (120.0, 120.0)
    one_in_four = Spread(100.0, events=(Event(0.25, 40.0),))
    assert (one_in_four.at(0.5), one_in_four.at(0.8)) == (100.0, 140.0)


@pytest.mark.parametrize("name", QUOTES)
def test_without_anything_beside_it_a_full_cost_is_the_cases_three_years(name: str) -> None:
    bid = Bid(quote(name), weeks=Decimal(10))
    cost = full_cost(bid, CostBasis())
    assert cost.expected == three_year_cost(bid.quote).total == pounds(written(name)["three_year_cost"])
    assert cost.percentiles == (cost.expected, cost.expected)


def test_what_nobody_said_is_missing_and_never_nothing() -> None:
    cost = full_cost(replace(FAR, weeks=None), CostBasis())
    assert set(cost.missing) == {
        Part.OWNER_TIME,
        Part.COORDINATION,
        Part.TRANSITION,
        Part.TRAVEL,
        Part.CHANGES,
        Part.PAYMENT_TERMS,
    }
    assert cost.expected is not None
    near = full_cost(replace(FAR, remote=False), CostBasis())
    assert near.parts[Part.TRANSITION] == near.parts[Part.TRAVEL] == pounds(0)
    unpriced = full_cost(Bid(asked(None)), BASIS)
    assert (unpriced.expected, unpriced.percentiles) == (None, None)
    assert full_cost(Bid(asked(support_per_month=None)), BASIS).expected is None


def test_a_figure_for_distance_needs_its_source() -> None:
    with pytest.raises(ValueError, match="source"):
        Sourced(pounds(100), "  ")


def test_tax_at_several_rates_counts_only_as_far_as_it_is_lost() -> None:
    rates = ((Decimal("0.75"), Decimal("0.20")), (Decimal("0.25"), Decimal("0.05")))
    third = Tax(rates, recovered=Decimal("0.40"))
    assert third.on(pounds("1000.01")) == pounds("162.50")
    assert third.lost(pounds(1000)) == pounds("97.50")
    assert full_cost(Bid(asked(), tax=third), CostBasis()).parts[Part.TAX] == pounds(975)
    with pytest.raises(ValueError, match="add up"):
        Tax(((Decimal("0.5"), Decimal("0.2")),))


def test_under_reverse_charge_the_invoice_bears_no_tax_and_the_owner_still_loses_it() -> None:
    rates = ((Decimal(1), Decimal("0.21")),)
    charged = Tax(rates, reverse_charge=True, recovered=Decimal(0))
    assert charged.invoiced(pounds(1000)) == pounds(0)
    assert charged.lost(pounds(1000)) == pounds(210)
    assert replace(charged, recovered=Decimal(1)).lost(pounds(1000)) == pounds(0)


def test_a_slow_cheap_quote_pays_for_its_calendar() -> None:
    basis = CostBasis(coordination_hours=Decimal(5), coordination_hour=pounds(60))
    quick = full_cost(Bid(asked("11000"), weeks=Decimal(8)), basis)
    slow = full_cost(Bid(asked("9000"), weeks=Decimal(24)), basis)
    assert quick.expected is not None
    assert slow.expected is not None
    assert quick.expected < slow.expected


def test_paying_early_costs_and_paying_late_earns() -> None:
    basis = CostBasis(money_a_year=Decimal("0.052"))
    early = Bid(asked(), weeks=Decimal(10), payments=(Payment(Decimal(1), Decimal(0)),))
    late = replace(early, payments=(Payment(Decimal(1), Decimal(14)),))
    assert full_cost(early, basis).parts[Part.PAYMENT_TERMS] == pounds(100)
    assert full_cost(late, basis).parts[Part.PAYMENT_TERMS] == -pounds(40)


def test_another_currency_is_refused() -> None:
    with pytest.raises(CurrencyMismatch):
        full_cost(FAR, replace(BASIS, owner_day=Money(25000, "EUR")))


def test_the_band_is_carried_through_three_years() -> None:
    assert three_year_band(should_cost()) is None
    build = should_cost().build
    held = replace(should_cost(), low=build - pounds(4000), high=build + pounds(6000))
    band = three_year_band(held)
    three = should_cost().three_years()
    assert band == Band(three - pounds(4000), three, three + pounds(6000))
    assert band is not None
    assert band.holds(three)
    assert not band.holds(three + pounds("6000.01"))
