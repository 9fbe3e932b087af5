"""What of a quote's cost bears which tax rate: the price by its lines, running cost and devices each by its own."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.analysis import quotes as offers
from app.analysis.money import Money
from app.analysis.quotes import MONTHS, gap_total
from app.analysis.tax_rates import Taxed, by_rate, share_by_rate
from app.domain.quotes import Quote, TaxTreatment

PRICE, GAPS, HARDWARE = "price", "gaps", "hardware"
SUPPORT, LICENCES = "support_month", "licences_month"
BUILD = (PRICE, GAPS)
RUNNING = (SUPPORT, LICENCES)
EVERYTHING = (*BUILD, HARDWARE, *RUNNING)


def costs_of(
    quote: offers.Quote, names: Sequence[str] = EVERYTHING, months: int = MONTHS
) -> dict[str, Money]:
    """The named costs as far as they are known; what is paid by the month is counted for all of `months`."""
    monthly = {SUPPORT: quote.support_per_month, LICENCES: quote.licences_per_month}
    found = {PRICE: quote.price, GAPS: gap_total(quote), HARDWARE: quote.bought_by_owner} | {
        name: None if amount is None else amount * months for name, amount in monthly.items()
    }
    return {name: amount for name in names if (amount := found[name]) is not None}


def taxed_costs(quote: Quote, costs: Mapping[str, Money]) -> tuple[Taxed, ...]:
    """`costs` by the rates the quote states for them; empty where it adds no tax or states none.

    A gap bears the quote's own rate, as nobody has said another.
    """
    own = quote.tax_rate
    if quote.tax is not TaxTreatment.EXCLUDED or own is None:
        return ()
    other = {
        HARDWARE: quote.hardware_tax_rate,
        SUPPORT: quote.support_tax_rate,
        LICENCES: quote.licences_tax_rate,
    }
    found: list[Taxed] = []
    for name, amount in costs.items():
        if name == PRICE:
            found += price_parts(quote, amount)
        else:
            rate = other.get(name)
            found.append(Taxed(own if rate is None else rate, amount))
    return by_rate(found)


def price_parts(quote: Quote, amount: Money) -> tuple[Taxed, ...]:
    """A part of the price, such as a payment, by the rates that the whole price bears."""
    own = quote.tax_rate
    if quote.tax is not TaxTreatment.EXCLUDED or own is None:
        return ()
    weights = [(Decimal(rate), Decimal(weight)) for rate, weight in quote.tax_weights or ()]
    if not amount or not any(weight for _, weight in weights):
        return (Taxed(own, amount),)
    return share_by_rate(amount, weights)
