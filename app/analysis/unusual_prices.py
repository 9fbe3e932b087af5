"""Prices that call for a question: against our own estimate first, and only without one against each other.

The band of the should-cost looks at one quote at a time, so that nobody's price moves another's question. Where no band
was written down and there are at least five quotes, a price is unusual that lies more than three deviations from the
middle of all in logarithms (the median, and the median distance from it), and never one within a quarter of the middle.
Fewer than five say nothing of each other. A question is about completeness: it is no mark and excludes nobody.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import log
from statistics import median

from app.analysis.money import CurrencyMismatch, Money

LEAST = 5
DEVIATIONS = 3.0
AS_NORMAL = 1.4826
"""A median distance times this is a deviation where amounts are spread normally."""

NEVER_WITHIN = log(4 / 3)
"""Three quarters of the middle, and as much above it: the bound that makes a price abnormally low, too."""


class Footing(StrEnum):
    """What a price was held against."""

    BAND = "band"
    OTHERS = "others"


class Side(StrEnum):
    """Which way it is unusual."""

    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Unusual:
    """One unusual price: `bound` is the end of the band that it passes, or the middle of all."""

    footing: Footing
    side: Side
    cost: Money
    bound: Money


def unusual_prices(
    costs: Mapping[Hashable, Money | None], band: tuple[Money, Money] | None
) -> dict[Hashable, Unusual]:
    """Every quote whose like-for-like cost calls for a question. Raises CurrencyMismatch."""
    known = {key: cost for key, cost in costs.items() if cost is not None}
    if len({cost.currency for cost in known.values()}) > 1:
        raise CurrencyMismatch("prices are held against each other in one currency")
    found = {
        key: _against_band(cost, band) if band is not None else _against_others(cost, known)
        for key, cost in known.items()
    }
    return {key: unusual for key, unusual in found.items() if unusual is not None}


def _against_band(cost: Money, band: tuple[Money, Money]) -> Unusual | None:
    low, high = band
    if cost < low:
        return Unusual(Footing.BAND, Side.LOW, cost, low)
    return Unusual(Footing.BAND, Side.HIGH, cost, high) if cost > high else None


def _against_others(cost: Money, known: Mapping[Hashable, Money]) -> Unusual | None:
    logs = sorted(log(each.minor) for each in known.values() if each.minor > 0)
    if len(logs) < LEAST or cost.minor <= 0:
        return None
    middle = median(logs)
    deviation = AS_NORMAL * median(abs(each - middle) for each in logs)
    distance = log(cost.minor) - middle
    if abs(distance) <= max(DEVIATIONS * deviation, NEVER_WITHIN):
        return None
    middle_cost = Money(
        int(median(Decimal(each.minor) for each in known.values() if each.minor > 0)), cost.currency
    )
    return Unusual(Footing.OTHERS, Side.LOW if distance < 0 else Side.HIGH, cost, middle_cost)
