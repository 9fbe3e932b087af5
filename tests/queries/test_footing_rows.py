"""One footing as it is read: currency, basis of gaps, and all that comes with a price; the case stays the case."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.analysis.cost_facts import CostFacts, RiskFacts
from app.analysis.exchange import DatedRate, RateSource
from app.domain.briefs import ShouldCost
from app.domain.quotes import Quote
from app.persistence.workspace import Workspace
from app.queries import quotes as queries
from app.queries.lens import Lens
from app.services import cost_bases, exchange_rates, quotes
from app.words.formats import Formats
from tests.clinic import PROVIDERS, Clinic, day, gbp

TODAY = day("2026-02-26")
SETTLED = CostFacts(
    source="Agreed at the visit.",
    owner_day=gbp(300),
    coordination_hours=Decimal(3),
    coordination_hour=gbp(60),
    transition=gbp(900),
    travel=gbp(0),
    changes_share=Decimal("0.05"),
    risks=(RiskFacts("The old data is worse than we think", Decimal("0.3"), gbp(2500)),),
)
THREE_YEARS = ["£54,370.00", "£59,180.00", "£46,450.00"]


def compared(workspace: Workspace, facts: CostFacts | None, *, euros: bool = False) -> Clinic:
    clinic = Clinic(workspace).asked()
    if facts is not None:
        clinic.do(
            cost_bases.settle_cost_basis,
            project_id=clinic.project,
            facts=facts,
            person="E. Thornaby",
            on=day("2026-02-10"),
        )
    with clinic.together():
        clinic.save("PRV-01", owner_days=Decimal(10))
        clinic.save("PRV-02")
        clinic.save("PRV-03", answers=("included", "not_said", "partly"))
        if euros:
            rate = DatedRate("EUR", "GBP", Decimal("0.8728"), day("2026-02-20"), RateSource.ECB)
            by_hand = DatedRate("USD", "GBP", Decimal("0.75"), day("2026-02-19"), RateSource.BY_HAND)
            for provider, at in (("PRV-02", rate), ("PRV-03", by_hand)):
                clinic.do(exchange_rates.convert_quote, quote_id=clinic.quotes[provider], rate=at, on=TODAY)
        for provider in PROVIDERS:
            received = clinic.facts(provider)["facts"].received_on
            clinic.do(quotes.submit, quote_id=clinic.quotes[provider], on=received)
        clinic.do(quotes.make_comparable, project_id=clinic.project, on=TODAY)
        for item in clinic.musts[1:3]:
            clinic.do(
                quotes.set_allowance,
                quote_id=clinic.quotes["PRV-03"],
                item_id=item,
                allowance=gbp(725),
                basis="3 days at their own day rates",
                on=TODAY,
            )
    return clinic


def see(clinic: Clinic, **more: Any) -> queries.Comparison:
    found: queries.Comparison = clinic.see(
        queries.comparison,
        lens=Lens.OWNER,
        project_id=clinic.project,
        formats=Formats(),
        today=TODAY,
        **more,
    )
    return found


def rows(found: queries.Comparison) -> dict[str, queries.ComparisonRow]:
    return {row.key: row for group in found.groups for row in group.rows}


@pytest.fixture
def settled(workspace: Workspace) -> Clinic:
    """Three quotes compared on a footing that was settled before them."""
    return compared(workspace, SETTLED)


def test_what_comes_with_a_price_stands_below_the_cases_own_three_years(settled: Clinic) -> None:
    found = rows(see(settled))
    keys = list(found)
    at = keys.index("three_years")
    assert keys[at : at + 5] == ["three_years", "owner_time", "coordination", "expected", "enough"]
    assert [cell.text for cell in found["three_years"].cells] == THREE_YEARS
    assert [cell.text for cell in found["owner_time"].cells] == ["£3,000.00", "Not known", "Not known"]
    weeks = [settled.get(Quote, settled.quotes[key]).weeks or 0 for key in PROVIDERS]
    assert [cell.value for cell in found["coordination"].cells] == [Decimal(180 * each) for each in weeks]


def test_the_expected_cost_is_the_sum_of_what_its_detail_lists(settled: Clinic) -> None:
    cell = rows(see(settled))["expected"].cells[0]
    price = settled.get(Quote, settled.quotes["PRV-01"]).price
    assert price is not None
    whole = Decimal(54370) + 3000 + Decimal(180 * (settled.get(Quote, settled.quotes["PRV-01"]).weeks or 0))
    whole += price.times(Decimal("0.05")).decimal + 750
    assert cell.value == whole
    assert "Your own time: £3,000.00" in cell.detail
    assert "What may go wrong, by its chance: £750.00" in cell.detail
    assert "Not reckoned, as nobody has said: Paying stage by stage, before the end." in cell.detail
    assert "Settled for all quotes alike by E. Thornaby on 10 Feb 2026, before they came." in cell.detail


def test_enough_is_told_as_half_and_four_in_five(settled: Clinic) -> None:
    cell = rows(see(settled))["enough"].cells[0]
    assert cell.text.count("£") == 2
    assert "The price is fixed; only what may go wrong makes it more." in cell.detail


def test_what_gaps_rest_on_stands_beside_them(settled: Clinic) -> None:
    found = rows(see(settled))
    assert [cell.text for cell in found["gap_basis"].cells] == [
        "No gap",
        "No gap",
        "3 days at their own day rates",
    ]
    keys = list(found)
    assert keys[keys.index("gaps") + 1] == "gap_basis"


def test_without_a_footing_or_another_currency_nothing_is_added(workspace: Workspace) -> None:
    clinic = compared(workspace, None)
    found = rows(see(clinic))
    assert not {"owner_time", "coordination", "expected", "enough", "currency"} & set(found)
    assert [cell.text for cell in found["three_years"].cells] == THREE_YEARS


def test_three_currencies_are_told_with_rate_day_and_source(workspace: Workspace) -> None:
    clinic = compared(workspace, SETTLED, euros=True)
    cells = rows(see(clinic))["currency"].cells
    assert [cell.text for cell in cells] == [
        "In GBP",
        "€26,200 at 0.8728, 20 Feb",
        "US$17,600 at 0.75, 19 Feb",
    ]
    assert (
        cells[1].detail == "1 EUR = 0.8728 GBP, reference rate of the European Central Bank of 20 Feb 2026."
    )
    assert cells[2].detail == "1 USD = 0.75 GBP, typed by hand for 19 Feb 2026."
    assert (cells[1].tone, cells[2].tone) == ("plain", "warn")
    # every page of a long comparison has the same rows
    one = see(clinic, quote_ids=(clinic.quotes["PRV-01"],))
    assert list(rows(one)) == list(rows(see(clinic)))


def test_the_band_of_our_own_estimate_is_carried_through_three_years(settled: Clinic) -> None:
    def with_band(session: Session) -> uuid.UUID:
        row = session.query(ShouldCost).one()
        assert row.build is not None
        day_rate = row.build.decimal / 10
        row.estimate = {
            "roles": {"ROLE-PM": "10"},
            "rates": {"ROLE-PM": [str(int(day_rate * Decimal("0.9"))), str(int(day_rate * Decimal("1.2")))]},
        }
        return row.id

    settled.do(with_band)
    cells = rows(see(settled))["band"].cells
    assert [cell.text for cell in cells][2] == "Under it: ask what is left out"
    assert "from" in cells[0].detail
