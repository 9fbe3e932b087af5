"""What a quote really costs its owner: the price and all that comes with it, in whole minor units.

Every amount beside the price comes from the quote itself or from a basis that is fixed before quotes are opened;
another bidder moves nothing. What comes with a team far away (coordination, transition, travel) is a figure with its
source or it is missing: it is never taken for nothing. The days of a quote that is paid by the day are uncertain, a
fixed price is certain; what may happen adds its chance times its cost to what is expected, and its size to P80.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from app.analysis.cost_spread import Event, Pert, Spread
from app.analysis.money import Money, exponent, sum_money
from app.analysis.quotes import MONTHS, Quote, ShouldCost, gap_total, running_per_month
from app.analysis.work import Effort

ONE = Decimal(1)
WEEKS_A_YEAR = Decimal(52)
P50, P80 = 0.5, 0.8


class Part(StrEnum):
    """What a full cost is made of, in the order it is told."""

    PRICE = "price"
    GAPS = "gaps"
    BOUGHT = "bought_by_owner"
    RUNNING = "running"
    TAX = "tax"
    OWNER_TIME = "owner_time"
    COORDINATION = "coordination"
    TRANSITION = "transition"
    TRAVEL = "travel"
    CHANGES = "changes"
    RISKS = "risks"
    PAYMENT_TERMS = "payment_terms"


@dataclass(frozen=True, slots=True)
class Sourced:
    """A figure and where it comes from; ValueError without a source."""

    amount: Money
    source: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("a figure that nobody quoted needs its source")


@dataclass(frozen=True, slots=True)
class DayWork:
    """Days bought at a day rate; `overhead` is the longer time that work from afar takes, as a share."""

    days: Effort
    rate: Money
    overhead: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Tax:
    """The tax on a price: shares of it with the rate on each, and how much of the tax the owner gets back.

    Under reverse charge the provider adds none and the owner accounts for it at the same rates.
    """

    rates: tuple[tuple[Decimal, Decimal], ...] = ()
    reverse_charge: bool = False
    recovered: Decimal = ONE

    def __post_init__(self) -> None:
        shares = sum((share for share, _ in self.rates), Decimal(0))
        if self.rates and (shares != ONE or any(share < 0 or rate < 0 for share, rate in self.rates)):
            raise ValueError("the shares of a price under each rate add up to all of it")
        if not 0 <= self.recovered <= ONE:
            raise ValueError("what the owner gets back is a share of the tax")

    def on(self, amount: Money) -> Money:
        """The tax on `amount`, each rate's part half-up to the minor unit."""
        if not self.rates:
            return Money(0, amount.currency)
        parts = amount.allocate([share for share, _ in self.rates])
        taxed = (part.times(rate) for part, (_, rate) in zip(parts, self.rates, strict=True))
        return sum_money(taxed, amount.currency)

    def invoiced(self, amount: Money) -> Money:
        """The tax that stands on the provider's invoice."""
        return Money(0, amount.currency) if self.reverse_charge else self.on(amount)

    def lost(self, amount: Money) -> Money:
        """The tax that the owner does not get back."""
        return self.on(amount).times(ONE - self.recovered)


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may happen: its chance and what it would cost."""

    key: str
    chance: Decimal
    impact: Money


@dataclass(frozen=True, slots=True)
class Payment:
    """A share of the price and the week it falls due in, counted from the start."""

    share: Decimal
    week: Decimal


@dataclass(frozen=True, slots=True)
class CostBasis:
    """What is reckoned alike for every quote, fixed before the first is opened. None is "nobody has said".

    `changes` and `money_a_year` are shares: of the price, and of an amount that is paid a year early.
    """

    owner_day: Money | None = None
    coordination_hours: Decimal | None = None
    coordination_hour: Money | None = None
    transition: Sourced | None = None
    travel: Sourced | None = None
    changes: Decimal | None = None
    money_a_year: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bid:
    """One quote with what a full cost needs beside the price.

    `day_work` is empty under a fixed price. `remote` says whether part of the team is far away.
    """

    quote: Quote
    tax: Tax = field(default_factory=Tax)
    day_work: tuple[DayWork, ...] = ()
    weeks: Decimal | None = None
    owner_days: Decimal | None = None
    remote: bool = False
    risks: tuple[Risk, ...] = ()
    payments: tuple[Payment, ...] = ()
    transition: Sourced | None = None
    """What this provider itself asks to take over; else the basis's figure."""


@dataclass(frozen=True)
class FullCost:
    """The parts that are known, the parts that are not, and what they come to together."""

    currency: str
    parts: Mapping[Part, Money]
    missing: tuple[Part, ...]
    spread: Spread

    @property
    def expected(self) -> Money | None:
        """The sum of the parts; None while the price itself, a gap or the running cost is not known."""
        if any(part in self.missing for part in NEEDED):
            return None
        return sum_money(self.parts.values(), self.currency)

    @cached_property
    def percentiles(self) -> tuple[Money, Money] | None:
        """P50 and P80; None where nothing is expected."""
        if self.expected is None:
            return None
        return Money(round(self.spread.at(P50)), self.currency), Money(
            round(self.spread.at(P80)), self.currency
        )


NEEDED = (Part.PRICE, Part.GAPS, Part.RUNNING)
"""Without these there is no total; what else is missing is said beside it."""


def full_cost(bid: Bid, basis: CostBasis, months: int = MONTHS) -> FullCost:
    """Every part of what `bid` costs over `months`, as far as it is known.

    Raises CurrencyMismatch where the basis is in another currency than the quote.
    """
    nothing = Money(0, bid.quote.currency)
    found: dict[Part, Money | None] = {
        Part.PRICE: _price(bid),
        Part.GAPS: gap_total(bid.quote),
        Part.BOUGHT: bid.quote.bought_by_owner or nothing,
        Part.RUNNING: _running(bid.quote, months),
    }
    known = sum_money((amount for amount in found.values() if amount is not None), bid.quote.currency)
    found[Part.TAX] = bid.tax.lost(known)
    found[Part.OWNER_TIME] = _times(basis.owner_day, bid.owner_days)
    found |= _distance(bid, basis)
    price = found[Part.PRICE]
    found[Part.CHANGES] = _times(price, basis.changes)
    expected = (risk.impact.times(risk.chance) for risk in bid.risks)
    found[Part.RISKS] = sum_money(expected, bid.quote.currency)
    found[Part.PAYMENT_TERMS] = _payment_terms(bid, basis, price)
    parts = {part: nothing + amount for part in Part if (amount := found[part]) is not None}
    missing = tuple(part for part in Part if found[part] is None)
    return FullCost(bid.quote.currency, parts, missing, _spread(bid, parts))


@dataclass(frozen=True, slots=True)
class Band:
    """The should-cost over three years on the same footing: from, our own figure, up to."""

    low: Money
    likely: Money
    high: Money

    def holds(self, cost: Money) -> bool:
        """Whether `cost` lies within it."""
        return self.low <= cost <= self.high


def three_year_band(should_cost: ShouldCost, months: int = MONTHS) -> Band | None:
    """The band of the build carried through three years; None where the estimate has no band."""
    if should_cost.low is None or should_cost.high is None:
        return None
    likely = should_cost.three_years(months)
    beside = likely - should_cost.build
    return Band(should_cost.low + beside, likely, should_cost.high + beside)


def _price(bid: Bid) -> Money | None:
    """The price; where the work is paid by the day, the days that are expected at their rates."""
    if not bid.day_work:
        return bid.quote.price
    exact = sum((_amount(work, work.days.mean) for work in bid.day_work), Decimal(0))
    return Money.of(exact, bid.quote.currency)


def _amount(work: DayWork, days: Decimal) -> Decimal:
    return days * work.rate.decimal * (ONE + work.overhead)


def _running(quote: Quote, months: int) -> Money | None:
    monthly = running_per_month(quote).total
    return None if monthly is None else monthly * months


def _times(amount: Money | None, factor: Decimal | None) -> Money | None:
    return None if amount is None or factor is None else amount.times(factor)


def _distance(bid: Bid, basis: CostBasis) -> dict[Part, Money | None]:
    """Coordination runs for as long as the work does; transition and travel are paid once."""
    nothing = Money(0, bid.quote.currency)
    weekly = _times(basis.coordination_hour, basis.coordination_hours)
    apart = bid.transition or basis.transition
    return {
        Part.COORDINATION: _times(weekly, bid.weeks),
        Part.TRANSITION: (apart.amount if apart else None) if bid.remote else nothing,
        Part.TRAVEL: (basis.travel.amount if basis.travel else None) if bid.remote else nothing,
    }


def _payment_terms(bid: Bid, basis: CostBasis, price: Money | None) -> Money | None:
    """What it costs to pay before the end: the price's shares, each for the weeks that it is early."""
    if price is None or basis.money_a_year is None or bid.weeks is None or not bid.payments:
        return None
    early = sum((each.share * (bid.weeks - each.week) for each in bid.payments), Decimal(0))
    return price.times(early / WEEKS_A_YEAR * basis.money_a_year)


def _spread(bid: Bid, parts: Mapping[Part, Money]) -> Spread:
    """Days and risks as they spread, in minor units; everything else as it stands."""
    days = tuple(
        Pert(*(_minor(work, point) for point in (work.days.low, work.days.likely, work.days.high)))
        for work in bid.day_work
    )
    events = tuple(Event(float(risk.chance), float(risk.impact.minor)) for risk in bid.risks)
    certain = sum(
        amount.minor
        for part, amount in parts.items()
        if part is not Part.RISKS and not (part is Part.PRICE and days)
    )
    return Spread(float(certain), days, events)


def _minor(work: DayWork, days: Decimal) -> float:
    return float(_amount(work, days).scaleb(exponent(work.rate.currency)))
