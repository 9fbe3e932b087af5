"""Reading points off fixed anchors: the one value function of every factor."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

Anchors = Sequence[tuple[Decimal, Decimal]]
"""(value, points) in order of rising points; values may rise or fall."""

POINT_STEP = Decimal("0.01")


def points_at(anchors: Anchors, value: Decimal) -> Decimal:
    """Points for a value: straight lines between the anchors, flat outside them, to a hundredth, half up.

    Raises ValueError unless points rise strictly and values go strictly one way.
    """
    _check(anchors)
    rising = anchors[-1][0] > anchors[0][0]
    ordered = anchors if rising else tuple(reversed(anchors))
    if value <= ordered[0][0]:
        return _rounded(ordered[0][1])
    for (left, low), (right, high) in pairwise(ordered):
        if value <= right:
            return _rounded(low + (high - low) * (value - left) / (right - left))
    return _rounded(ordered[-1][1])


def band_of(points: Decimal, anchors: Anchors) -> Decimal:
    """The points of the best anchor reached (0, 40, 80, 100), whose words describe the value."""
    return max((at for _, at in anchors if at <= points), default=anchors[0][1])


def _rounded(points: Decimal) -> Decimal:
    return points.quantize(POINT_STEP, rounding=ROUND_HALF_UP)


def _check(anchors: Anchors) -> None:
    steps = [(right[0] - left[0], right[1] - left[1]) for left, right in pairwise(anchors)]
    one_way = all(step > 0 for step, _ in steps) or all(step < 0 for step, _ in steps)
    if not steps or not one_way or any(gain <= 0 for _, gain in steps):
        raise ValueError("anchors need rising points over values that go one way")
