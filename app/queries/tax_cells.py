"""Tax of a quote beside the others': what it adds at which rates, or what the owner accounts for instead."""

from decimal import Decimal

from app.domain.quotes import Quote, TaxTreatment
from app.queries.comparison_rows import ComparisonCell
from app.queries.totals import total
from app.words import say
from app.words.formats import Formats


def tax_cells(
    quote: Quote, formats: Formats, at_home: Decimal | None
) -> tuple[ComparisonCell, ComparisonCell]:
    """Tax, and the price with it. Under reverse charge both count the owner's own tax, once it is settled."""
    if quote.tax is TaxTreatment.REVERSE_CHARGE and quote.price is not None:
        return _reverse_charge(quote, formats, at_home)
    told = total(quote.price, quote, formats)
    stated = quote.tax is not TaxTreatment.NOT_STATED
    tax = ComparisonCell(told.tax_text, tone="plain" if stated else "neutral", detail=told.detail)
    if told.incl is None:
        return tax, ComparisonCell(told.incl_text, tone="neutral", detail=told.detail)
    return tax, ComparisonCell(told.incl_text, detail=told.detail, value=told.incl.decimal)


def _reverse_charge(
    quote: Quote, formats: Formats, at_home: Decimal | None
) -> tuple[ComparisonCell, ComparisonCell]:
    price = quote.price
    assert price is not None
    shown = formats.money(price)
    told = "\n".join(total(price, quote, formats).rates)
    if at_home is None:
        unknown = say("At which rate is not settled yet, under what quotes are reckoned with.")
        detail = f"{told}\n{unknown}"
        return (
            ComparisonCell(say("Reverse charge"), detail=detail),
            ComparisonCell(
                say("{amount} and your own tax", amount=shown), detail=detail, value=price.decimal
            ),
        )
    tax = price.times(at_home)
    percent = format((at_home * 100).normalize(), "f")
    detail = say(
        "{how}\nAt your own rate of {rate}% that is {tax}, beside the {price} you pay the provider.",
        how=told,
        rate=percent,
        tax=formats.money(tax),
        price=shown,
    )
    incl = price + tax
    return (
        ComparisonCell(
            say("{amount} (reverse charge {rate}%)", amount=formats.money(tax), rate=percent), detail=detail
        ),
        ComparisonCell(formats.money(incl), detail=detail, value=incl.decimal),
    )
