"""An amount as every screen shows a total: excl. tax, tax, incl. tax; honest where tax is not stated."""

from dataclasses import dataclass
from decimal import Decimal

from app.analysis.money import Money
from app.domain.quotes import Quote, TaxTreatment
from app.queries.paper_head import price_of
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


def total(amount: Money | None, quote: Quote | None, formats: Formats) -> Total:
    """`amount`, which excludes tax, with the tax the quote states."""
    if amount is None:
        return Total(say("Not said"), say("Not said"), say("Not said"))
    price = price_of(amount, quote)
    shown = formats.money(amount)
    if price.tax is None:
        return Total(shown, say("Not stated in the quote"), say("Not known"), amount)
    tax = price.tax_name if not price.tax else f"{formats.money(price.tax)} ({price.tax_name})"
    return Total(shown, tax, formats.money(price.incl), amount, price.incl)


def total_line(amount: Money | None, tax: str, tax_rate: Decimal | None, formats: Formats) -> str:
    """All three in one line while they are still being typed; empty without an amount."""
    if amount is None:
        return ""
    unfinished = tax == "excluded" and tax_rate is None
    stated = TaxTreatment.NOT_STATED if unfinished else TaxTreatment(tax)
    return total(amount, Quote(tax=stated, tax_rate=tax_rate), formats).line
