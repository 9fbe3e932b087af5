"""Tax where the parts of an offer bear different rates: what of a price falls under which, and what that comes to.

A rate that a line does not say is the quote's own. Each rate's tax is rounded once, half up, on all that bears it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.analysis.money import Money


@dataclass(frozen=True, slots=True)
class Taxed:
    """What of an amount bears one rate; the rate is a share of one."""

    rate: Decimal
    net: Money

    @property
    def tax(self) -> Money:
        """The tax on it, half up to the minor unit."""
        return self.net.times(self.rate)


def is_rate(rate: Decimal | None) -> bool:
    """Whether a tax rate is one that anybody can mean: from nothing to under the whole."""
    return rate is not None and rate.is_finite() and 0 <= rate < 1


def by_rate(parts: Iterable[Taxed]) -> tuple[Taxed, ...]:
    """The same parts put together by their rates, the highest first."""
    found: dict[Decimal, Money] = {}
    for part in parts:
        found[part.rate] = found[part.rate] + part.net if part.rate in found else part.net
    return tuple(Taxed(rate, found[rate]) for rate in sorted(found, reverse=True))


def price_by_rate(
    price: Money, lines: Iterable[tuple[Money, Decimal | None]], own: Decimal
) -> tuple[Taxed, ...]:
    """What of `price` bears which rate; `lines` are the amounts with a rate of their own, None for the quote's.

    What the lines leave of the price bears the quote's own rate. Where they come to more than the price, what it is
    less is taken off all of them alike.
    """
    parts = [Taxed(own if rate is None else rate, amount) for amount, rate in lines]
    nothing = Money(0, price.currency)
    whole = sum((part.net for part in parts), nothing)
    if whole < price:
        parts.append(Taxed(own, price - whole))
    found = tuple(part for part in by_rate(parts) if part.net)
    if len(found) < 2 or not price:
        return (Taxed(found[0].rate if found else own, price),)
    return share_by_rate(price, ((part.rate, Decimal(part.net.minor)) for part in found))


def share_by_rate(amount: Money, weights: Iterable[tuple[Decimal, Decimal]]) -> tuple[Taxed, ...]:
    """`amount` cut by the weight of each rate, to the minor unit."""
    told = tuple(weights)
    parts = amount.allocate([weight for _, weight in told])
    return tuple(Taxed(rate, part) for (rate, _), part in zip(told, parts, strict=True))
