"""Quotes on one footing: arithmetic, like-for-like, three years, and the price against our own estimate.

Every figure of a quote comes from that quote and from the should-cost fixed before quotes are opened; another
bidder never moves it. All amounts exclude tax. Two currencies never meet here: `in_currency` converts a whole
quote at a rate somebody typed, and anything else raises CurrencyMismatch.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.analysis.anchors import Anchors, points_at
from app.analysis.coverage import Coverage, GapAllowance
from app.analysis.money import Money, sum_money

MONTHS = 36
MARK_STEP = Decimal("0.01")
RATIO_STEP = Decimal("0.001")
MARKS_IN_POINTS = Decimal(20)
ABNORMALLY_LOW = Decimal("0.75")


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line: person-days of a role of a tier on a package at a day rate, and the amount as written."""

    package: str
    role: str
    tier: str
    days: Decimal | None
    rate: Money | None
    amount: Money | None = None

    @property
    def computed(self) -> Money | None:
        """Days times rate, half up; None where one is not given."""
        return self.rate.times(self.days) if self.rate is not None and self.days is not None else None

    @property
    def counted(self) -> Money | None:
        """The amount as written, else days times rate."""
        return self.amount if self.amount is not None else self.computed


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A line whose written amount is not days times rate; `index` counts lines from 0."""

    index: int
    written: Money
    computed: Money


@dataclass(frozen=True, slots=True)
class ArithmeticCheck:
    """What adding up a quote gave; `stated` and `difference` (stated less expected) may be unknown."""

    sum_of_lines: Money
    adjustment: Money
    expected: Money
    stated: Money | None
    difference: Money | None
    wrong_lines: tuple[LineDifference, ...]
    empty_lines: tuple[int, ...]

    @property
    def adds_up(self) -> bool:
        """Whether every line and the total agree with what is written."""
        return not self.wrong_lines and not self.empty_lines and not self.difference


class PriceChoice(StrEnum):
    """What to do when stated price and sum differ: take the sum, or keep what is written and flag it."""

    USE_SUM = "use_sum"
    KEEP_BOTH = "keep_both"


def check_arithmetic(
    lines: Sequence[QuoteLine], stated: Money | None, adjustment: Money | None, currency: str
) -> ArithmeticCheck:
    """Days times rate for each line, and lines plus the provider's own adjustment against its price.

    Raises CurrencyMismatch where a line, the adjustment or the price is not in the quote's currency.
    """
    counted = [line.counted for line in lines]
    total = sum_money((amount for amount in counted if amount is not None), currency)
    adjusted = adjustment if adjustment is not None else Money(0, currency)
    expected = total + adjusted
    wrong = tuple(
        LineDifference(index, line.amount, line.computed)
        for index, line in enumerate(lines)
        if line.amount is not None and line.computed is not None and line.amount != line.computed
    )
    return ArithmeticCheck(
        sum_of_lines=total,
        adjustment=adjusted,
        expected=expected,
        stated=stated,
        difference=stated - expected if stated is not None and lines else None,
        wrong_lines=wrong,
        empty_lines=tuple(index for index, amount in enumerate(counted) if amount is None),
    )


def settled_price(check: ArithmeticCheck, choice: PriceChoice) -> Money | None:
    """The price to go on with; a quote without a stated price has only its sum, if it has lines."""
    if choice is PriceChoice.USE_SUM:
        return check.expected
    return check.stated


@dataclass(frozen=True, slots=True)
class Quote:
    """One provider's offer as recorded; None is "not said", never nothing.

    `before_first_signoff` is the share of the price due before anything is signed off, `retention` the share
    held back, `reply_hours` how soon somebody answers when it is down.
    """

    quote: Hashable
    provider: Hashable
    currency: str
    price: Money | None
    coverage: Mapping[Hashable, Coverage] = field(default_factory=dict)
    allowances: tuple[GapAllowance, ...] = ()
    bought_by_owner: Money | None = None
    support_per_month: Money | None = None
    licences_per_month: Money | None = None
    on_site_person: str | None = None
    on_site_days_a_week: Decimal | None = None
    shared_hours: Decimal | None = None
    ready_on: date | None = None
    reply_hours: Decimal | None = None
    retention: Decimal | None = None
    warranty_days: int | None = None
    before_first_signoff: Decimal | None = None
    valid_until: date | None = None
    arithmetic: ArithmeticCheck | None = None


class Missing(StrEnum):
    """What a total lacks."""

    PRICE = "price"
    ALLOWANCE = "allowance"
    SUPPORT = "support_per_month"
    LICENCES = "licences_per_month"


@dataclass(frozen=True, slots=True)
class Cost:
    """A total, or what is missing for one; `provisional` while an allowance waits for an answer."""

    total: Money | None
    missing: tuple[Missing, ...] = ()
    provisional: bool = False


def gap_total(quote: Quote) -> Money | None:
    """All gap allowances together; None while one of them has no amount."""
    amounts = [allowance.amount for allowance in quote.allowances]
    known = [amount for amount in amounts if amount is not None]
    return sum_money(known, quote.currency) if len(known) == len(amounts) else None


def like_for_like(quote: Quote) -> Cost:
    """The price plus what closing the gaps would cost."""
    gaps = gap_total(quote)
    provisional = any(allowance.provisional for allowance in quote.allowances)
    wanted = ((Missing.PRICE, quote.price), (Missing.ALLOWANCE, gaps))
    missing = tuple(name for name, amount in wanted if amount is None)
    if quote.price is None or gaps is None:
        return Cost(None, missing, provisional)
    return Cost(_own(quote, quote.price) + gaps, (), provisional)


def running_per_month(quote: Quote) -> Cost:
    """Support and licences a month; both must be said, a stated nothing counts as said."""
    support, licences = quote.support_per_month, quote.licences_per_month
    wanted = ((Missing.SUPPORT, support), (Missing.LICENCES, licences))
    missing = tuple(name for name, amount in wanted if amount is None)
    if support is None or licences is None:
        return Cost(None, missing)
    return Cost(_own(quote, support) + licences)


def three_year_cost(quote: Quote, months: int = MONTHS) -> Cost:
    """Price + gap allowance + things the owner buys + months x (support + licences), excluding tax."""
    once, monthly = like_for_like(quote), running_per_month(quote)
    if once.total is None or monthly.total is None:
        return Cost(None, (*once.missing, *monthly.missing), once.provisional)
    bought = quote.bought_by_owner if quote.bought_by_owner is not None else Money(0, quote.currency)
    return Cost(once.total + bought + monthly.total * months, (), once.provisional)


@dataclass(frozen=True, slots=True)
class ShouldCost:
    """Our own estimate, written down and dated before the first quote is opened.

    `low` and `high` are the ends of the band a price for the work is expected in, where one was made.
    """

    fixed_on: date
    build: Money
    bought_by_owner: Money
    support_per_month: Money
    licences_per_month: Money
    low: Money | None = None
    high: Money | None = None

    def three_years(self, months: int = MONTHS) -> Money:
        """The same sum as `three_year_cost`, for our own figures."""
        monthly = self.support_per_month + self.licences_per_month
        return self.build + self.bought_by_owner + monthly * months


def price_ratio(cost: Money, should_cost: Money) -> Decimal:
    """Cost as a multiple of our own estimate on the same footing, to a thousandth.

    Raises CurrencyMismatch, and ValueError where the estimate is nothing.
    """
    return _exact_ratio(cost, should_cost).quantize(RATIO_STEP, rounding=ROUND_HALF_UP)


def price_points(cost: Money, should_cost: Money, anchors: Anchors) -> Decimal:
    """Points (0-100) of a cost on the fixed anchors of FAC-PRICE."""
    return points_at(anchors, _exact_ratio(cost, should_cost))


def price_mark(cost: Money, should_cost: Money, anchors: Anchors) -> Decimal:
    """The mark of MC-PRICE, 0 to 5: points / 20, to a hundredth."""
    points = price_points(cost, should_cost, anchors)
    return (points / MARKS_IN_POINTS).quantize(MARK_STEP, rounding=ROUND_HALF_UP)


def abnormally_low(price: Money, should_build: Money, threshold: Decimal = ABNORMALLY_LOW) -> bool:
    """Whether a price is under three quarters of our estimate of the build: a question, never a score."""
    return _exact_ratio(price, should_build) < threshold


def in_currency(quote: Quote, rate: Decimal, currency: str) -> Quote:
    """The whole quote at `rate` units of `currency` for one of its own; whoever calls keeps rate and date.

    The arithmetic check stays in the provider's own figures and is dropped. ValueError unless rate > 0.
    """
    if rate <= 0:
        raise ValueError("a rate of exchange is above zero")

    def changed(amount: Money | None) -> Money | None:
        return None if amount is None else Money.of(amount.decimal * rate, currency)

    return replace(
        quote,
        currency=currency,
        price=changed(quote.price),
        allowances=tuple(replace(item, amount=changed(item.amount), lines=()) for item in quote.allowances),
        bought_by_owner=changed(quote.bought_by_owner),
        support_per_month=changed(quote.support_per_month),
        licences_per_month=changed(quote.licences_per_month),
        arithmetic=None,
    )


def _own(quote: Quote, amount: Money) -> Money:
    """The amount, refused unless it is in the quote's currency."""
    return amount + Money(0, quote.currency)


def _exact_ratio(cost: Money, should_cost: Money) -> Decimal:
    difference = cost - should_cost  # refuses two currencies
    if should_cost.minor <= 0:
        raise ValueError("a price cannot be compared with an estimate of nothing")
    return 1 + Decimal(difference.minor) / Decimal(should_cost.minor)
