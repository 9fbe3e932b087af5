"""Which quote is the best value: quality priced in money, or points on anchors fixed before quotes were opened.

Either way a quote's value hangs on its own quality and cost and on what was fixed beforehand, so that nobody's bid
moves another's. Money: `K x Q - TC`, where K is what the owner would pay for quality to rise from nothing to all.
Points: `price weight x points of TC + (1 - price weight) x Q`, where points are read off anchors that are costs.
Under straight anchors the two put the same first: K is then (1 - w) / w x (high - low).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.analysis.anchors import Anchors, points_at
from app.analysis.money import CurrencyMismatch, Money
from app.analysis.quotes import MARK_STEP, MARKS_IN_POINTS

HUNDRED = Decimal(100)
ONE = Decimal(1)


class Method(StrEnum):
    """How quality and cost are put together."""

    MONEY = "money"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class ValueRule:
    """The rule, fixed on a day before quotes are opened; ValueError where it cannot be one.

    `worth` is K. `anchors` are (cost in major units, points) from dear to cheap; `price_weight` is a share.
    """

    method: Method
    fixed_on: date
    currency: str
    price_weight: Decimal
    anchors: Anchors
    worth: Money | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.price_weight <= ONE:
            raise ValueError("the weight of the price is a share")
        if self.method is Method.MONEY and (self.worth is None or self.worth.minor <= 0):
            raise ValueError("quality priced in money needs what the owner would pay for it")


@dataclass(frozen=True, slots=True)
class Valued:
    """One quote as value is read from it: quality from 0 to 1, and its full cost; None is not known."""

    key: Hashable
    quality: Decimal | None
    cost: Money | None
    ready_on: date | None = None


def straight_anchors(low: Money, high: Money) -> Anchors:
    """All points at `low` or less, none at `high` or more. ValueError unless high is above low."""
    if high <= low:
        raise ValueError("the dear end of the anchors lies above the cheap end")
    return ((high.decimal, Decimal(0)), (low.decimal, HUNDRED))


def anchors_of_estimate(ratios: Anchors, estimate: Money) -> Anchors:
    """Anchors that are multiples of our own estimate, as costs."""
    return tuple((ratio * estimate.decimal, points) for ratio, points in ratios)


def worth_of(price_weight: Decimal, anchors: Anchors, currency: str) -> Money:
    """What the owner pays for quality from 0 to 1 by the weights they agreed to. ValueError without a price weight."""
    if price_weight <= 0:
        raise ValueError("where the price weighs nothing, quality has no price")
    dear, cheap = anchors[0][0], anchors[-1][0]
    return Money.of((ONE - price_weight) / price_weight * (dear - cheap), currency)


def cost_points(cost: Money, rule: ValueRule) -> Decimal:
    """Points (0-100) of a cost on the rule's anchors."""
    if cost.currency != rule.currency:
        raise CurrencyMismatch("a cost is read off anchors in its own currency")
    return marked_points(rule.anchors, cost.decimal)


def marked_points(anchors: Anchors, cost: Decimal) -> Decimal:
    """Points as an evaluation counts them: by way of a mark of 0 to 5 to a hundredth."""
    mark = (points_at(anchors, cost) / MARKS_IN_POINTS).quantize(MARK_STEP, ROUND_HALF_UP)
    return mark * MARKS_IN_POINTS


def value_of(quote: Valued, rule: ValueRule) -> Decimal | None:
    """The quote's value: major units of money, or points (0-100). None where quality or cost is not known."""
    if quote.quality is None or quote.cost is None:
        return None
    if rule.method is Method.POINTS:
        price = cost_points(quote.cost, rule)
        return rule.price_weight * price + (ONE - rule.price_weight) * quote.quality * HUNDRED
    assert rule.worth is not None
    return (rule.worth.times(quote.quality) - quote.cost).decimal


def values_of(quotes: Sequence[Valued], rule: ValueRule) -> dict[Hashable, Decimal | None]:
    """The value of each, one at a time."""
    return {quote.key: value_of(quote, rule) for quote in quotes}


class Scenario(StrEnum):
    """The named ways to choose that are shown side by side."""

    CHEAPEST = "cheapest"
    BEST_QUALITY = "best_quality"
    BEST_VALUE = "best_value"
    SOONEST = "soonest"
    BROKERS_CHOICE = "brokers_choice"


def scenarios(
    quotes: Sequence[Valued], rule: ValueRule | None, brokers_choice: Hashable = None
) -> Mapping[Scenario, tuple[Hashable, ...]]:
    """Who each way of choosing names: several where they are equal, nobody where it is not known of anyone."""
    value = values_of(quotes, rule) if rule is not None else {}
    measures: dict[Scenario, dict[Hashable, Decimal | None]] = {
        Scenario.CHEAPEST: {q.key: None if q.cost is None else -Decimal(q.cost.minor) for q in quotes},
        Scenario.BEST_QUALITY: {q.key: q.quality for q in quotes},
        Scenario.BEST_VALUE: value,
        Scenario.SOONEST: {
            q.key: None if q.ready_on is None else -Decimal(q.ready_on.toordinal()) for q in quotes
        },
    }
    named = {scenario: _top(of) for scenario, of in measures.items()}
    named[Scenario.BROKERS_CHOICE] = tuple(
        quote.key for quote in quotes if brokers_choice is not None and quote.key == brokers_choice
    )
    return named


def _top(of: Mapping[Hashable, Decimal | None]) -> tuple[Hashable, ...]:
    known = {key: measure for key, measure in of.items() if measure is not None}
    best = max(known.values(), default=None)
    return tuple(key for key, measure in known.items() if measure == best)
