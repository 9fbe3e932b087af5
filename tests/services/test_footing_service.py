"""One footing: quotes in other currencies at a dated rate, and what all of them are reckoned with."""

from decimal import Decimal
from typing import Any

import pytest

from app.analysis.cost_facts import CostFacts, RiskFacts
from app.analysis.exchange import DatedRate, RateSource
from app.analysis.money import Money
from app.domain.cost_bases import CostBasis
from app.domain.errors import DomainError
from app.domain.quotes import Quote, QuoteLine
from app.persistence.workspace import Workspace
from app.services import cost_bases, exchange_rates, quotes
from tests.clinic import Clinic, day, gbp

ON = day("2026-02-19")
RATE = DatedRate("EUR", "GBP", Decimal("0.8728"), day("2026-02-20"), RateSource.ECB)


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Three asked; the second has told its price in euros, typed in as it stands in its letter."""
    asked = Clinic(workspace).asked()
    asked.save("PRV-02", price=gbp(20000), support_month=gbp("410.55"), hardware=gbp(0))
    return asked


def quote(clinic: Clinic) -> Quote:
    return clinic.get(Quote, clinic.quotes["PRV-02"])


def convert(clinic: Clinic, rate: DatedRate = RATE) -> None:
    clinic.do(exchange_rates.convert_quote, quote_id=clinic.quotes["PRV-02"], rate=rate, on=ON)


def test_every_amount_is_changed_once_and_what_was_told_stays_beside_it(clinic: Clinic) -> None:
    before = {line.id: line.rate for line in clinic.all(QuoteLine)}
    convert(clinic)
    found = quote(clinic)
    assert (found.price, found.support_month, found.hardware) == (gbp(17456), gbp("358.33"), gbp(0))
    assert (found.told["currency"], found.told["price"], found.told["support_month"]) == (
        "EUR",
        "20000.00",
        "410.55",
    )
    assert (found.exchange_rate, found.exchange_on, found.exchange_source) == (RATE.rate, RATE.on, "ecb")
    for line in clinic.all(QuoteLine):
        told = before[line.id]
        assert told is not None
        assert line.rate == Money.of(told.decimal * RATE.rate, "GBP")


def test_another_rate_starts_from_what_was_told(clinic: Clinic) -> None:
    convert(clinic)
    by_hand = DatedRate("EUR", "GBP", Decimal("0.9"), ON, RateSource.BY_HAND)
    convert(clinic, by_hand)
    found = quote(clinic)
    assert (found.price, found.support_month) == (gbp(18000), gbp("369.50"))
    assert (found.told["price"], found.exchange_source) == ("20000.00", "by_hand")


def test_an_amount_that_is_typed_over_counts_as_told_anew(clinic: Clinic) -> None:
    convert(clinic)
    clinic.save("PRV-02", price=gbp(21000), support_month=gbp("358.33"), hardware=gbp(0))
    convert(clinic)
    found = quote(clinic)
    assert (found.price, found.told["price"]) == (Money.of(Decimal(21000) * RATE.rate, "GBP"), "21000.00")
    assert (found.support_month, found.told["support_month"]) == (gbp("358.33"), "410.55")


def test_it_can_be_taken_back_to_what_was_typed(clinic: Clinic) -> None:
    before = (quote(clinic).price, quote(clinic).support_month)
    convert(clinic)
    clinic.do(exchange_rates.keep_own_currency, quote_id=clinic.quotes["PRV-02"], on=ON)
    found = quote(clinic)
    assert (found.price, found.support_month) == before
    assert (dict(found.told), found.exchange_rate, found.exchange_on, found.exchange_source) == (
        {},
        None,
        None,
        "",
    )


def test_a_rate_into_another_currency_and_a_compared_quote_are_refused(clinic: Clinic) -> None:
    with pytest.raises(DomainError, match="leads to USD"):
        convert(clinic, DatedRate("EUR", "USD", Decimal("1.1"), ON, RateSource.ECB))
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-02"], on=ON)
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-26"))
    with pytest.raises(DomainError, match="stays as it is"):
        convert(clinic)


# --- what all of them are reckoned with -----------------------------------------------------------------------

FACTS = CostFacts(
    source="Agreed with the owner at the visit",
    owner_day=gbp(300),
    coordination_hours=Decimal(3),
    coordination_hour=gbp(60),
    transition=gbp(900),
    changes_share=Decimal("0.05"),
    risks=(RiskFacts("The old data is worse than we think", Decimal("0.3"), gbp(2500)),),
)


def settle(clinic: Clinic, facts: CostFacts = FACTS) -> Any:
    return clinic.do(
        cost_bases.settle_cost_basis, project_id=clinic.project, facts=facts, person="E. Thornaby", on=ON
    )


def test_it_is_settled_before_quotes_and_stays_once_they_are_in(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    row = clinic.get(CostBasis, settle(clinic))
    assert (row.fixed_on, row.fixed_by, row.owner_day) == (ON, "E. Thornaby", gbp(300))
    assert row.risks[0]["cost"] == 250000
    clinic.save("PRV-01")
    with pytest.raises(DomainError, match="stays as it was settled"):
        settle(clinic)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (CostFacts(owner_day=gbp(300)), "where these figures come from"),
        (CostFacts(source="x", transition=Money(1, "EUR")), "in GBP"),
        (CostFacts(source="x", travel=gbp(-1)), "from 0 up"),
        (CostFacts(source="x", changes_share=Decimal("1.2")), "0 to 100%"),
        (CostFacts(source="x", coordination_hours=Decimal(200)), "168"),
        (CostFacts(source="x", risks=(RiskFacts(" ", Decimal("0.1"), gbp(1)),)), "what may happen"),
    ],
)
def test_figures_that_cannot_be_are_refused(workspace: Workspace, facts: CostFacts, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        settle(Clinic(workspace).asked(), facts)


def test_the_owners_own_days_are_part_of_what_a_quote_says(clinic: Clinic) -> None:
    clinic.save("PRV-01", owner_days=Decimal("6.5"))
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).owner_days == Decimal("6.5")
    with pytest.raises(DomainError, match="less than nothing"):
        clinic.save("PRV-01", owner_days=Decimal(-1))
