"""Tax of a quote at several rates: what is kept, what is refused, and what every view and paper makes of it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.analysis.cost_facts import CostFacts
from app.domain.errors import DomainError
from app.domain.quotes import Quote
from app.persistence.workspace import Workspace
from app.queries import comparison_paper, paper_head, proposal_paper
from app.queries import quotes as queries
from app.queries.lens import Lens
from app.services import cost_bases, quotes
from app.words.formats import Formats
from tests.clinic import PROVIDERS, Clinic, day, gbp

ON = day("2026-02-19")
TODAY = day("2026-02-26")
FORMATS = Formats(currency="GBP")
TWENTY = {"tax": "excluded", "tax_rate": Decimal("0.20")}


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace).asked()


def save(clinic: Clinic, provider: str, *rates: str | None, **changes: Any) -> None:
    """Keep the case's quote with a tax rate on each of its first lines, every must-have in the price."""
    said = clinic.facts(provider, **changes)
    told = [None if rate is None else Decimal(rate) for rate in rates]
    lines = list(said["lines"])
    for at, rate in enumerate(told):
        lines[at] = replace(lines[at], tax_rate=rate)
    coverage = tuple(quotes.CoverageFacts(item, "included") for item in clinic.musts)
    clinic.do(
        quotes.save_quote, quote_id=clinic.quotes[provider], on=ON, coverage=coverage,
        facts=said["facts"], lines=tuple(lines),
    )  # fmt: skip


def price(clinic: Clinic, amount: Any = None) -> Any:
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    return paper_head.price_of(amount or quote.price, quote)


def two_lines(clinic: Clinic, **changes: Any) -> None:
    """12,000 in two lines, 2,000 of it without tax."""
    lines = (
        quotes.LineFacts(effort=Decimal(20), rate=gbp(500)),
        quotes.LineFacts(effort=Decimal(4), rate=gbp(500), tax_rate=Decimal(0)),
    )
    facts = quotes.QuoteFacts(
        **{"price": gbp(12000), "adjustment_reason": "", **TWENTY, **changes}  # type: ignore[arg-type]
    )
    clinic.do(quotes.save_quote, quote_id=clinic.quotes["PRV-01"], on=ON, facts=facts, lines=lines)


def test_a_quote_at_two_rates_comes_back_as_it_was_typed(clinic: Clinic) -> None:
    two_lines(clinic, licences_month=gbp(50), licences_tax_rate=Decimal(0))
    form = clinic.see(queries.form, lens=Lens.OWNER, quote_id=clinic.quotes["PRV-01"], formats=FORMATS)
    assert [line.tax_rate for line in form.lines] == [None, Decimal(0)]
    assert (form.facts.tax_rate, form.facts.own_rates) == (Decimal("0.2"), (Decimal(0),))
    assert (price(clinic).tax, price(clinic).tax_name) == (gbp(2000), "VAT 20% and 0%")
    assert price(clinic, gbp(1200)).tax == gbp(200)  # a stage's invoice bears the price's own mix


def test_one_rate_after_all_is_one_rate_again(clinic: Clinic) -> None:
    two_lines(clinic)
    save(clinic, "PRV-01", **TWENTY)
    assert (price(clinic).tax_name, price(clinic).by_rate) == ("VAT 20%", ())
    save(clinic, "PRV-01", "0.2", **TWENTY)  # said again on a line, it is no other rate
    form = clinic.see(queries.form, lens=Lens.OWNER, quote_id=clinic.quotes["PRV-01"], formats=FORMATS)
    assert form.lines[0].tax_rate is None


def test_the_sum_taken_as_price_is_weighed_anew(clinic: Clinic) -> None:
    two_lines(clinic, price=gbp(30000))
    assert price(clinic).tax == gbp(5600)  # what the lines leave of it bears the quote's own rate
    clinic.do(quotes.use_sum, quote_id=clinic.quotes["PRV-01"], on=ON)
    assert price(clinic).tax == gbp(2000)


@pytest.mark.parametrize("rate", ["9", "1", "-0.2", "NaN"])
@pytest.mark.parametrize("where", ["line", "support_tax_rate", "licences_tax_rate", "hardware_tax_rate"])
def test_no_rate_outside_0_to_99_is_kept(clinic: Clinic, where: str, rate: str) -> None:
    of_line, changes = (rate, {}) if where == "line" else (None, {where: Decimal(rate)})
    with pytest.raises(DomainError, match="from 0 to 99"):
        save(clinic, "PRV-01", of_line, **TWENTY, **changes)
    assert clinic.get(Quote, clinic.quotes["PRV-01"]).price is None


@pytest.mark.parametrize("tax", ["not_stated", "none", "reverse_charge"])
def test_rates_go_only_with_tax_on_top(clinic: Clinic, tax: str) -> None:
    with pytest.raises(DomainError, match="only goes with a price that tax comes on top of"):
        save(clinic, "PRV-01", "0.05", tax=tax)
    with pytest.raises(DomainError, match="only goes with a price that tax comes on top of"):
        save(clinic, "PRV-01", tax=tax, support_tax_rate=Decimal(0))


def test_a_rate_on_a_line_without_a_price_is_refused(clinic: Clinic) -> None:
    bare = (quotes.LineFacts(effort=Decimal(3), tax_rate=Decimal(0)),)
    facts = clinic.facts("PRV-01", **TWENTY)["facts"]
    with pytest.raises(DomainError, match="Line 1 has a tax rate of its own and no day rate"):
        clinic.do(quotes.save_quote, quote_id=clinic.quotes["PRV-01"], on=ON, facts=facts, lines=bare)


def compared(clinic: Clinic, *, settled: bool) -> dict[str, queries.ComparisonRow]:
    """One quote at two rates, one under reverse charge, one that states no tax."""
    if settled:
        facts = CostFacts(source="As agreed.", home_tax_rate=Decimal("0.19"), tax_lost_share=Decimal(1))
        clinic.do(
            cost_bases.settle_cost_basis, project_id=clinic.project, facts=facts, person="E. Thornaby",
            on=day("2026-02-10"),
        )  # fmt: skip
    with clinic.together():
        rest = (None,) * (len(clinic.facts("PRV-01")["lines"]) - 1)
        save(clinic, "PRV-01", "0.05", *rest, **TWENTY, licences_tax_rate=Decimal(0))
        save(clinic, "PRV-02", tax="reverse_charge")
        save(clinic, "PRV-03")
        for provider in PROVIDERS:
            clinic.do(quotes.submit, quote_id=clinic.quotes[provider], on=ON)
        clinic.do(quotes.make_comparable, project_id=clinic.project, on=TODAY)
    found = clinic.see(
        queries.comparison, lens=Lens.OWNER, project_id=clinic.project, formats=FORMATS, today=TODAY
    )
    return {row.key: row for group in found.groups for row in group.rows}


def test_quotes_at_several_rates_and_under_reverse_charge_stand_side_by_side(clinic: Clinic) -> None:
    rows = compared(clinic, settled=True)
    quote = clinic.get(Quote, clinic.quotes["PRV-01"])
    told = price(clinic)
    assert told.tax == sum((part.tax for part in told.by_rate), gbp(0))
    assert rows["tax"].cells[0].text == f"{FORMATS.money(told.tax)} (VAT 20% and 5%)"
    assert [part.rate for part in told.by_rate] == [Decimal("0.20"), Decimal("0.05")]
    for part in told.by_rate:
        assert f"on {FORMATS.money(part.net)}: {FORMATS.money(part.tax)}" in rows["incl_tax"].cells[0].detail
    assert rows["incl_tax"].cells[0].value == (quote.price + told.tax).decimal
    charged = rows["tax"].cells[1], rows["incl_tax"].cells[1]
    assert [cell.text for cell in charged] == ["£4,978.00 (reverse charge 19%)", "£31,178.00"]
    assert "the provider adds no tax" in charged[0].detail
    assert rows["tax"].cells[2].text == "Not stated in the quote"
    # a month of running: support at 20 %, licences at none
    support = quote.support_month.times(Decimal("0.20"))
    assert f"tax: {FORMATS.money(support)} (VAT 20% and 0%)" in rows["running_per_month"].cells[0].detail


def test_what_the_owner_does_not_get_back_counts_each_rate_and_the_own_one(clinic: Clinic) -> None:
    rows = compared(clinic, settled=True)
    first, second = (clinic.get(Quote, clinic.quotes[key]) for key in ("PRV-01", "PRV-02"))
    lost = price(clinic).tax + (first.hardware + first.support_month * 36).times(Decimal("0.20"))
    whole = second.price + second.hardware + (second.support_month + second.licences_month) * 36
    assert FORMATS.money(lost) in rows["expected"].cells[0].detail
    assert FORMATS.money(whole.times(Decimal("0.19"))) in rows["expected"].cells[1].detail


def test_without_a_settled_rate_reverse_charge_adds_no_figure_that_nobody_said(clinic: Clinic) -> None:
    rows = compared(clinic, settled=False)
    assert rows["tax"].cells[1].text == "Reverse charge"
    assert rows["incl_tax"].cells[1].text == "£26,200.00 and your own tax"


def test_papers_say_what_bears_which_rate(clinic: Clinic) -> None:
    compared(clinic, settled=True)
    see = {"project_id": clinic.project, "formats": FORMATS, "today": TODAY}
    notes = clinic.see(comparison_paper.comparison_paper, **see).footnotes
    assert any("tax on the price: 20% on" in note and "; 5% on" in note for note in notes)
    assert any("Reverse charge: the provider adds no tax" in note for note in notes)
    paper = clinic.see(proposal_paper.proposal, **see)
    assert paper.firm.name == clinic.get(Quote, clinic.quotes["PRV-01"]).provider_name
    named = {line.name: line.price.tax_name for line in paper.costs}
    assert (named["The project"], named["Support, a month"]) == ("VAT 20% and 5%", "VAT 20%")
    assert named["Licences, a month"] == "VAT 0%"
    assert paper.costs_total.price.tax_name == "VAT at 3 rates"
