"""How far a sum may fall from what is expected: percentiles of uncertain days and of things that may happen.

Closed, so that a total is the same each time it is asked: every case of "happens" and "does not" is weighed by its
chance, and within a case the days bought are a shifted lognormal of the same mean, variance and skew. Days of one
quote go wrong together (rho = 0.3, as in an estimate). Amounts are floats in whatever unit the caller uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import erf, exp, expm1, log, log1p, sqrt
from typing import NamedTuple

RHO = 0.3
PERT_SPAN = 6
"""alpha + beta of a beta-PERT whose mode weighs four times as much as either end."""

MOST_EVENTS = 8
"""Things that may happen which are told apart; the smaller ones beyond are taken with the days' spread."""

NEARLY_EVEN = 1e-4
"""A skew under this is none."""

STEPS = 80
"""Halvings of the range in which a percentile is looked for."""


class Pert(NamedTuple):
    """A beta-PERT amount from its three points."""

    low: float
    likely: float
    high: float

    @property
    def mean(self) -> float:
        """(low + 4 likely + high) / 6."""
        return (self.low + 4 * self.likely + self.high) / PERT_SPAN

    @property
    def moments(self) -> tuple[float, float]:
        """Variance and third central moment of the beta between the ends."""
        width = self.high - self.low
        if width <= 0:
            return 0.0, 0.0
        alpha = 1 + 4 * (self.likely - self.low) / width
        beta = 1 + 4 * (self.high - self.likely) / width
        whole = alpha + beta
        variance = width**2 * alpha * beta / (whole**2 * (whole + 1))
        skew = 2 * (beta - alpha) * sqrt(whole + 1) / ((whole + 2) * sqrt(alpha * beta))
        return variance, skew * variance**1.5


class Event(NamedTuple):
    """Something that may happen, with its chance (0 to 1) and what it would cost."""

    chance: float
    impact: float


class Spread(NamedTuple):
    """What is certain, what is bought by the day, and what may happen."""

    certain: float = 0.0
    days: tuple[Pert, ...] = ()
    events: tuple[Event, ...] = ()
    rho: float = RHO

    @property
    def mean(self) -> float:
        """What is expected: everything certain, the means, and chance times impact."""
        worked = sum(each.mean for each in self.days)
        return self.certain + worked + sum(each.chance * each.impact for each in self.events)

    def at(self, share: float) -> float:
        """The amount that is enough in `share` of all cases (0 < share < 1)."""
        told, rest = _told_apart(self.events)
        base, variance, third = self._days_and(rest)
        cases = _cases(told)
        if variance <= 0:
            return base + _step(cases, share)
        curve = _curve(variance, third)
        reach = 12 * sqrt(variance)
        low = base + min(shift for _, shift in cases) - reach
        high = base + max(shift for _, shift in cases) + reach
        for _ in range(STEPS):
            middle = (low + high) / 2
            below = sum(chance * curve.below(middle - base - shift) for chance, shift in cases)
            low, high = (middle, high) if below < share else (low, middle)
        return (low + high) / 2

    def _days_and(self, rest: Sequence[Event]) -> tuple[float, float, float]:
        """Mean, variance and third moment of all that is not told apart."""
        moments = [each.moments for each in self.days]
        apart = sum(variance for variance, _ in moments)
        together = sum(sqrt(variance) for variance, _ in moments) ** 2
        variance = (1 - self.rho) * apart + self.rho * together
        thirds = [third for _, third in moments]
        joined = _cube(sum(_root(third) for third in thirds))
        third = (1 - self.rho) * sum(thirds) + self.rho * joined
        mean = self.certain + sum(each.mean for each in self.days)
        for chance, impact in rest:
            mean += chance * impact
            variance += chance * (1 - chance) * impact**2
            third += chance * (1 - chance) * (1 - 2 * chance) * impact**3
        return mean, variance, third


class _Curve(NamedTuple):
    """A shifted lognormal around nothing; `sign` -1 is its mirror image, `sigma` 0 the normal curve."""

    deviation: float
    sigma: float = 0.0
    sign: int = 1

    def below(self, value: float) -> float:
        """The share under `value`."""
        if not self.sigma:
            return _normal(value / self.deviation)
        # exp(sigma Z - sigma^2/2) has the mean 1 and the variance exp(sigma^2) - 1
        scale = self.deviation / sqrt(expm1(self.sigma**2))
        inner = 1 + self.sign * value / scale
        share = _normal(log(inner) / self.sigma + self.sigma / 2) if inner > 0 else 0.0
        return share if self.sign > 0 else 1 - share


def _curve(variance: float, third: float) -> _Curve:
    skew = third / variance**1.5
    deviation = sqrt(variance)
    if abs(skew) < NEARLY_EVEN:
        return _Curve(deviation)
    # skew = (w + 2) sqrt(w - 1) with w = exp(sigma^2): its one real root, with nothing lost where skew is small
    half = 1 + skew**2 / 2
    grown = (half + sqrt(half**2 - 1)) ** (1 / 3)
    beyond = grown + 1 / grown - 2
    return _Curve(deviation, sqrt(log1p(beyond)), 1 if skew > 0 else -1)


def _told_apart(events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    real = [each for each in events if each.chance > 0 and each.impact]
    ordered = sorted(real, key=lambda each: (-each.chance * (1 - each.chance) * each.impact**2, each))
    return ordered[:MOST_EVENTS], ordered[MOST_EVENTS:]


def _cases(events: Sequence[Event]) -> list[tuple[float, float]]:
    """Chance and added cost of every case of happening and not."""
    cases = []
    for happens in product((False, True), repeat=len(events)):
        chance, cost = 1.0, 0.0
        for event, does in zip(events, happens, strict=True):
            chance *= event.chance if does else 1 - event.chance
            cost += event.impact if does else 0.0
        if chance > 0:
            cases.append((chance, cost))
    return cases


def _step(cases: Sequence[tuple[float, float]], share: float) -> float:
    below = 0.0
    ordered = sorted(cases, key=lambda case: case[1])
    for chance, cost in ordered:
        below += chance
        if below >= share - 1e-12:
            return cost
    return ordered[-1][1]


def _normal(value: float) -> float:
    return (1 + erf(value / sqrt(2))) / 2


def _root(value: float) -> float:
    return exp(log(value) / 3) if value > 0 else -exp(log(-value) / 3) if value < 0 else 0.0


def _cube(value: float) -> float:
    return value**3
