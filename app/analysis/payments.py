"""A price cut into stage payments, the part held back of each, and the payment guards PAY-01 to PAY-07.

`app.knowledge` gives the limits as `PaymentLimits` (01_sourcing_rules.yaml, `payment_guards`). A guard
answers with its id, a code and the facts of the sentence; it never blocks by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.analysis.facts import Facts
from app.analysis.money import Money, sum_money

ONE = Decimal(1)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class StagePayment:
    """What one accepted stage is worth: its part of the price, what is held back, what is paid at once."""

    amount: Money
    held: Money
    payable: Money


@dataclass(frozen=True, slots=True)
class PaymentSplit:
    """The payments of all stages in order, and what is released when the free-repair time ends."""

    stages: tuple[StagePayment, ...]
    release: Money

    @property
    def total(self) -> Money:
        """Everything paid in the end: the price itself."""
        return sum_money((stage.amount for stage in self.stages), self.release.currency)


def split_price(price: Money, shares: Sequence[Decimal], retention: Decimal) -> PaymentSplit:
    """Cut a price into stages by their percentages and hold `retention` (a share, 0.05) of each back.

    A stage is its share rounded half up to the minor unit, never more than is left; the last one takes the
    rest, so that the stages add up to the price. Retention is held per stage and rounded half up, so its sum
    may differ from the share of the whole price by a few minor units; the release is exactly what was held.
    Raises ValueError where shares are negative or do not add up to 100, or price or retention is negative.
    """
    if any(share < 0 for share in shares) or sum(shares, Decimal(0)) != HUNDRED:
        raise ValueError("the stages must not be negative and must add up to 100 %")
    if price.minor < 0 or not 0 <= retention <= 1:
        raise ValueError("the price must not be negative and retention lies between 0 and 1")
    stages = tuple(_held_back(amount, retention) for amount in _amounts(price, shares))
    return PaymentSplit(stages, sum_money((stage.held for stage in stages), price.currency))


def _amounts(price: Money, shares: Sequence[Decimal]) -> list[Money]:
    left = price
    amounts = []
    for share in shares[:-1]:
        amount = min(price.times(share / HUNDRED), left)
        amounts.append(amount)
        left -= amount
    return [*amounts, left]


def _held_back(amount: Money, retention: Decimal) -> StagePayment:
    held = amount.times(retention)
    return StagePayment(amount, held, amount - held)


class Guard(StrEnum):
    """The payment guards by their ids in the knowledge files."""

    ADVANCE = "PAY-01"
    SINGLE_STAGE = "PAY-02"
    BEFORE_RESULT = "PAY-03"
    RETENTION = "PAY-04"
    PAYABLE_DAYS = "PAY-05"
    BOUGHT_IN = "PAY-06"
    BANK_CHANGE = "PAY-07"


class GuardCode(StrEnum):
    """What a guard found."""

    HOLDS = "holds"
    ADVANCE_TOO_LARGE = "advance_too_large"
    EQUIPMENT_ADVANCE_TOO_LARGE = "equipment_advance_too_large"
    EQUIPMENT_WITHOUT_ORDER = "equipment_without_order"
    STAGE_TOO_LARGE = "stage_too_large"
    PAID_BEFORE_RESULT = "paid_before_result"
    NO_RESULT_STAGE = "no_result_stage"
    RETENTION_TOO_SMALL = "retention_too_small"
    RETENTION_TOO_LARGE = "retention_too_large"
    WARRANTY_TOO_SHORT = "warranty_too_short"
    WARRANTY_TOO_LONG = "warranty_too_long"
    PAYABLE_TOO_LATE = "payable_too_late"
    MARKUP_HIDDEN = "markup_hidden"
    MARKUP_TOO_LARGE = "markup_too_large"
    BANK_CHANGE_UNCONFIRMED = "bank_change_unconfirmed"


@dataclass(frozen=True, slots=True)
class PaymentLimits:
    """The numbers of the payment guards; shares are of the price, `single_stage` is (price above, share)."""

    advance: Decimal
    equipment_advance: Decimal
    single_stage: tuple[tuple[Decimal, Decimal], ...]
    before_result: Decimal
    retention: tuple[Decimal, Decimal]
    retention_above: Decimal
    warranty_days: tuple[int, int]
    payable_days: int
    markup: Decimal
    confirmations: int


STANDARD_LIMITS = PaymentLimits(
    advance=Decimal("0.20"),
    equipment_advance=Decimal("0.50"),
    single_stage=((Decimal(5000), Decimal("0.45")), (Decimal(25000), Decimal("0.30"))),
    before_result=Decimal("0.30"),
    retention=(Decimal("0.05"), Decimal("0.10")),
    retention_above=Decimal(10000),
    warranty_days=(30, 90),
    payable_days=30,
    markup=Decimal("0.10"),
    confirmations=2,
)
"""PAY-01 to PAY-07 of 01_sourcing_rules.yaml, version 1.0; thresholds are major units of any currency."""


@dataclass(frozen=True, slots=True)
class StageTerms:
    """One stage as the guards see it.

    `share` is a percentage of the price. `in_advance` is paid before its work begins, not once it is accepted.
    `working_result` says that accepting it means something works, not only a paper.
    """

    stage: str
    share: Decimal
    in_advance: bool = False
    working_result: bool = True


@dataclass(frozen=True, slots=True)
class BoughtIn:
    """Equipment or licences the provider buys for the owner; shares are of its own price."""

    item: str
    advance: Decimal = Decimal(0)
    order_shown: bool = False
    in_owners_name: bool = True
    markup: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """The payment part of a plan; `bank_change_confirmed_by` is None while no bank details changed."""

    price: Money
    stages: tuple[StageTerms, ...]
    retention: Decimal
    warranty_days: int
    payable_days: int = 14
    is_project: bool = True
    bought_in: tuple[BoughtIn, ...] = ()
    bank_change_confirmed_by: int | None = None


@dataclass(frozen=True, slots=True)
class GuardResult:
    """One answer of one guard; `subject` is the stage or item it is about, if not the whole plan."""

    guard: Guard
    code: GuardCode
    facts: Facts
    subject: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the guard is satisfied."""
        return self.code is GuardCode.HOLDS


def check_guards(terms: PaymentTerms, limits: PaymentLimits = STANDARD_LIMITS) -> tuple[GuardResult, ...]:
    """Every guard in order of its id: its breaches, or one result that says it holds."""
    results: list[GuardResult] = []
    for guard, check in _CHECKS.items():
        breaches = check(terms, limits)
        results += breaches or [GuardResult(guard, GuardCode.HOLDS, {})]
    return tuple(results)


def largest_stage_share(price: Money, limits: PaymentLimits = STANDARD_LIMITS) -> Decimal:
    """The largest share of the price one stage may carry (PAY-02): 1 for small sums."""
    caps = [share for above, share in limits.single_stage if price.decimal > above]
    return min(caps, default=ONE)


def _advance(terms: PaymentTerms, limits: PaymentLimits) -> list[GuardResult]:
    advance = sum((stage.share for stage in terms.stages if stage.in_advance), Decimal(0)) / HUNDRED
    results = []
    if advance > limits.advance:
        facts: Facts = {"share": advance, "limit": limits.advance}
        results.append(GuardResult(Guard.ADVANCE, GuardCode.ADVANCE_TOO_LARGE, facts))
    for item in terms.bought_in:
        if item.advance > limits.equipment_advance:
            code = GuardCode.EQUIPMENT_ADVANCE_TOO_LARGE
        elif item.advance and not item.order_shown:
            code = GuardCode.EQUIPMENT_WITHOUT_ORDER
        else:
            continue
        facts = {"share": item.advance, "limit": limits.equipment_advance}
        results.append(GuardResult(Guard.ADVANCE, code, facts, item.item))
    return results


def _single_stage(terms: PaymentTerms, limits: PaymentLimits) -> list[GuardResult]:
    cap = largest_stage_share(terms.price, limits)
    return [
        GuardResult(
            Guard.SINGLE_STAGE,
            GuardCode.STAGE_TOO_LARGE,
            {"share": stage.share / HUNDRED, "limit": cap, "price": terms.price},
            stage.stage,
        )
        for stage in terms.stages
        if stage.share / HUNDRED > cap
    ]


def _before_result(terms: PaymentTerms, limits: PaymentLimits) -> list[GuardResult]:
    paid = Decimal(0)
    for stage in terms.stages:
        if stage.working_result and not stage.in_advance:
            break
        paid += stage.share / HUNDRED
        if stage.working_result:
            break
    else:
        return [GuardResult(Guard.BEFORE_RESULT, GuardCode.NO_RESULT_STAGE, {})] if terms.stages else []
    if paid <= limits.before_result:
        return []
    facts: Facts = {"share": paid, "limit": limits.before_result}
    return [GuardResult(Guard.BEFORE_RESULT, GuardCode.PAID_BEFORE_RESULT, facts)]


def _retention(terms: PaymentTerms, limits: PaymentLimits) -> list[GuardResult]:
    if not terms.is_project or terms.price.decimal <= limits.retention_above:
        return []
    low, high = limits.retention
    short, long = limits.warranty_days
    share, days = terms.retention, terms.warranty_days
    breaches: tuple[tuple[bool, GuardCode, Facts], ...] = (
        (share < low, GuardCode.RETENTION_TOO_SMALL, {"share": share, "limit": low}),
        (share > high, GuardCode.RETENTION_TOO_LARGE, {"share": share, "limit": high}),
        (days < short, GuardCode.WARRANTY_TOO_SHORT, {"days": days, "limit": short}),
        (days > long, GuardCode.WARRANTY_TOO_LONG, {"days": days, "limit": long}),
    )
    return [GuardResult(Guard.RETENTION, code, facts) for broken, code, facts in breaches if broken]


def _payable(terms: PaymentTerms, limits: PaymentLimits) -> list[GuardResult]:
    if terms.payable_days <= limits.payable_days:
        return []
    facts: Facts = {"days": terms.payable_days, "limit": limits.payable_days}
    return [GuardResult(Guard.PAYABLE_DAYS, GuardCode.PAYABLE_TOO_LATE, facts)]


def _bought_in(terms: PaymentTerms, limits: PaymentLimits) -> list[GuardResult]:
    results = []
    for item in terms.bought_in:
        if item.in_owners_name:
            continue
        if item.markup is None:
            results.append(GuardResult(Guard.BOUGHT_IN, GuardCode.MARKUP_HIDDEN, {}, item.item))
        elif item.markup > limits.markup:
            facts: Facts = {"share": item.markup, "limit": limits.markup}
            results.append(GuardResult(Guard.BOUGHT_IN, GuardCode.MARKUP_TOO_LARGE, facts, item.item))
    return results


def _bank_change(terms: PaymentTerms, limits: PaymentLimits) -> list[GuardResult]:
    confirmed = terms.bank_change_confirmed_by
    if confirmed is None or confirmed >= limits.confirmations:
        return []
    facts: Facts = {"confirmed": confirmed, "limit": limits.confirmations}
    return [GuardResult(Guard.BANK_CHANGE, GuardCode.BANK_CHANGE_UNCONFIRMED, facts)]


_CHECKS = {
    Guard.ADVANCE: _advance,
    Guard.SINGLE_STAGE: _single_stage,
    Guard.BEFORE_RESULT: _before_result,
    Guard.RETENTION: _retention,
    Guard.PAYABLE_DAYS: _payable,
    Guard.BOUGHT_IN: _bought_in,
    Guard.BANK_CHANGE: _bank_change,
}
