"""A quote as it is typed in: the contract of the form, of the query that fills it and the verb that keeps it.

Missing is missing: None and the empty string mean "not said", which is never the same as nothing or zero.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from app.analysis.money import Money, sum_money
from app.analysis.quotes import ArithmeticCheck, QuoteLine, check_arithmetic
from app.analysis.tax_rates import Taxed, price_by_rate

Tax: TypeAlias = Literal["not_stated", "excluded", "none", "reverse_charge"]
CoverageWord: TypeAlias = Literal["included", "partly", "not_included", "not_said"]


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One priced line: a role of a tier on a package, person-days times a day rate.

    `id` is None for a new line. A rate that is not said leaves the line without an amount. `tax_rate` is a share,
    None where it is the quote's own.
    """

    id: uuid.UUID | None = None
    package: str = ""
    role: str = ""
    tier: str = ""
    effort: Decimal = Decimal(0)
    rate: Money | None = None
    tax_rate: Decimal | None = None

    @property
    def amount(self) -> Money | None:
        """Effort times rate, half up to the minor unit."""
        return QuoteLine(self.package, self.role, self.tier, self.effort, self.rate).computed


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """What a quote says about one must-have, with the provider's own words as `note`."""

    item_id: uuid.UUID
    answer: CoverageWord = "not_said"
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuotedStage:
    """A stage as a provider offers it: its name, the day it is ready and what is paid for it, each as far as said."""

    title: str = ""
    ready_on: date | None = None
    amount: Money | None = None
    in_advance: bool = False
    """Whether it is paid before its work begins, not once it is accepted."""


@dataclass(frozen=True, slots=True)
class QuoteFacts:
    """Every field of a quote. Shares are of one; tax rates count only where tax is "excluded".

    The rates of support, licences and hardware are None where they are the quote's own.
    """

    received_on: date | None = None
    valid_until: date | None = None
    pricing_model: str = ""
    price: Money | None = None
    tax: Tax = "not_stated"
    tax_rate: Decimal | None = None
    hardware_tax_rate: Decimal | None = None
    support_tax_rate: Decimal | None = None
    licences_tax_rate: Decimal | None = None
    adjustment_reason: str = ""
    hardware: Money | None = None
    support_month: Money | None = None
    licences_month: Money | None = None
    weeks: int | None = None
    ready_by: date | None = None
    owner_days: Decimal | None = None
    retention_share: Decimal | None = None
    warranty_days: int | None = None
    on_site_person: str = ""
    on_site_days: str = ""
    remote_place: str = ""
    shared_hours: Decimal | None = None
    assumptions: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    stages: tuple[QuotedStage, ...] = ()
    original: str = ""
    original_name: str = ""
    notes: str = ""

    @property
    def amounts(self) -> tuple[Money, ...]:
        """Every amount that was said, so that their currencies can be compared."""
        stages = (stage.amount for stage in self.stages)
        said = (self.price, self.hardware, self.support_month, self.licences_month, *stages)
        return tuple(amount for amount in said if amount is not None)

    @property
    def own_rates(self) -> tuple[Decimal, ...]:
        """Every tax rate of something beside the price that differs from the quote's own."""
        said = (self.hardware_tax_rate, self.support_tax_rate, self.licences_tax_rate)
        return tuple(rate for rate in said if rate is not None)


def taxed_price(
    lines: Iterable[LineFacts], price: Money | None, tax: Tax, tax_rate: Decimal | None
) -> tuple[Taxed, ...]:
    """What of the price bears which tax rate; empty where no rate, or no price, is said."""
    if tax != "excluded" or tax_rate is None or price is None:
        return ()
    amounts = [
        (amount, line.tax_rate)
        for line in lines
        if (amount := line.amount) is not None and amount.currency == price.currency
    ]
    return price_by_rate(price, amounts, tax_rate)


def add_up(lines: tuple[LineFacts, ...], price: Money | None) -> ArithmeticCheck | None:
    """The lines against the price; None where no line has a price, so that nothing can be added up."""
    priced = next((line.rate for line in lines if line.rate is not None), None)
    if priced is None:
        return None
    rows = [QuoteLine(line.package, line.role, line.tier, line.effort, line.rate) for line in lines]
    return check_arithmetic(rows, price, None, priced.currency)


def sum_of_stages(stages: Iterable[QuotedStage]) -> Money | None:
    """What the stages come to; None where no payment is said, or two are in different currencies."""
    said = [stage.amount for stage in stages if stage.amount is not None]
    if not said or any(amount.currency != said[0].currency for amount in said):
        return None
    return sum_money(said, said[0].currency)


def unsettled(check: ArithmeticCheck | None, reason: str) -> bool:
    """Whether price and sum of lines differ and nobody has said why."""
    return check is not None and bool(check.difference) and not reason.strip()
