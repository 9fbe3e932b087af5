"""Rounding several numbers so that they still add up to their rounded whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal


def apportion(whole: Decimal, shares: Sequence[Decimal], step: Decimal) -> tuple[Decimal, ...]:
    """Parts of `whole` in proportion to `shares`, each a multiple of `step`, adding up to it exactly.

    Parts are cut down and the steps left over go to the largest remainders, earlier parts first. `whole` is a
    multiple of `step` and not negative; shares are not negative and not all zero (ValueError).
    """
    total = sum(shares, Decimal(0))
    steps = whole / step
    if total <= 0 or any(share < 0 for share in shares) or whole < 0 or steps != steps.to_integral_value():
        raise ValueError(
            "only a whole number of steps can be shared out, and by shares that are not negative"
        )
    exact = [steps * share / total for share in shares]
    parts = [value.to_integral_value(rounding=ROUND_FLOOR) for value in exact]
    order = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in order[: int(steps - sum(parts, Decimal(0)))]:
        parts[index] += 1
    return tuple(part * step for part in parts)
