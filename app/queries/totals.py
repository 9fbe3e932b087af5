"""An amount as every screen shows a total: excl. tax, tax, incl. tax; honest where tax is not stated."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.analysis.money import Money
from app.analysis.quote_facts import LineFacts, Tax, taxed_price
from app.analysis.tax_rates import Taxed
from app.domain.quotes import Quote, TaxTreatment
from app.queries.paper_head import price_in_parts, price_of
from app.queries.paper_prices import Price
from app.words import say
from app.words.formats import Formats


@dataclass(frozen=True, slots=True)
class Total:
    """One total in words, with the amounts beside it; `incl` is None where no tax is stated."""

    excl_text: str
    tax_text: str
    incl_text: str
    excl: Money | None = None
    incl: Money | None = None
    rates: tuple[str, ...] = ()
    """What of it bears which tax rate, where there are several; what reverse charge means, where it is that."""

    @property
    def detail(self) -> str:
        """The line, and below it how the tax comes about where one rate does not say it."""
        return "\n".join((self.line, *self.rates))

    @property
    def line(self) -> str:
        """All three in one line, for a tooltip or a reader by ear."""
        return say(
            "{excl} excl. tax · tax: {tax} · incl. tax: {incl}",
            excl=self.excl_text,
            tax=self.tax_text,
            incl=self.incl_text,
        )

    @property
    def tax_line(self) -> str:
        """Tax and the sum with it, where the amount itself has just been said."""
        return say("Tax: {tax} · incl. tax: {incl}", tax=self.tax_text, incl=self.incl_text)


def total(
    amount: Money | None, quote: Quote | None, formats: Formats, parts: Sequence[Taxed] | None = None
) -> Total:
    """`amount`, which excludes tax, with the tax the quote states; without `parts` it is, or is part of, the price."""
    if amount is None:
        return Total(say("Not said"), say("Not said"), say("Not said"))
    price = price_of(amount, quote) if parts is None else price_in_parts(amount, quote, parts)
    shown = formats.money(amount)
    if price.tax is None:
        return Total(shown, say("Not stated in the quote"), say("Not known"), amount)
    tax = price.tax_name if not price.tax else f"{formats.money(price.tax)} ({price.tax_name})"
    return Total(shown, tax, formats.money(price.incl), amount, price.incl, tax_lines(price, formats))


def tax_lines(price: Price, formats: Formats) -> tuple[str, ...]:
    """How the tax comes about, a sentence a rate; what reverse charge asks of the owner; nothing under one rate."""
    if price.reverse_charge:
        return (say("Reverse charge: the provider adds no tax, and you account for it to your tax office."),)
    return tuple(
        say(
            "{rate}% on {net}: {tax}",
            rate=format((part.rate * 100).normalize(), "f"),
            net=formats.money(part.net),
            tax=formats.money(part.tax),
        )
        for part in price.by_rate
    )


def typed_total(
    amount: Money | None, tax: Tax, tax_rate: Decimal | None, lines: Sequence[LineFacts], formats: Formats
) -> str:
    """All three in one line while they are still being typed, and the tax by its rates; empty without an amount."""
    if amount is None:
        return ""
    unfinished = tax == "excluded" and tax_rate is None
    stated = Quote(tax=TaxTreatment.NOT_STATED if unfinished else TaxTreatment(tax), tax_rate=tax_rate)
    return total(amount, stated, formats, taxed_price(lines, amount, tax, tax_rate)).detail
