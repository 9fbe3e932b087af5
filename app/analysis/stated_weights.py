"""The broker's two ways of stating weights: putting the factors in order, or giving points for a swing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.analysis.apportion import apportion
from app.analysis.factors import HUNDRED, WEIGHT_STEP


def ranked_weights(order: Sequence[Sequence[str]]) -> dict[str, Decimal]:
    """Percent by factor from their order alone, the most important first: rank order centroid.

    The k-th of n weighs (1/n) x (1/k + ... + 1/n), which is the mean of all weights that keep the order. Factors in
    one group are as important as one another and share what their places weigh. ValueError for none, or one twice.
    """
    names = [name for group in order for name in group]
    if not names or len(set(names)) != len(names):
        raise ValueError("every factor stands in the order once")
    count = len(names)
    places = [
        sum((Decimal(1) / place for place in range(first, count + 1)), Decimal(0)) / count
        for first in range(1, count + 1)
    ]
    shares: list[Decimal] = []
    for group in order:
        if group:
            own = places[len(shares) : len(shares) + len(group)]
            shares += [sum(own, Decimal(0)) / len(own)] * len(group)
    return _whole(names, shares)


def swing_weights(points: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Percent by factor from points for how much it matters to go from the worst anchor to the best.

    The factor whose swing matters most usually gets 100. ValueError for points below nothing, or none at all.
    """
    if any(value < 0 for value in points.values()) or not any(points.values()):
        raise ValueError("a swing gets points from nothing upwards, and one of them some")
    return _whole(list(points), list(points.values()))


def _whole(names: Sequence[str], shares: Sequence[Decimal]) -> dict[str, Decimal]:
    return dict(zip(names, apportion(HUNDRED, shares, WEIGHT_STEP), strict=True))
