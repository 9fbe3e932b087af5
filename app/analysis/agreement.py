"""Whether other published methods would name the same first: a badge beside our ranking, never a part of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from app.analysis.arrays import Floats, load_numpy
from app.analysis.decision_methods import promethee, topsis, wsm
from app.analysis.matching import Match

LEVEL = 1e-9
"""Two values of a method that differ by less are equal."""


class Agreement(NamedTuple):
    """Whom each method puts first (several where they are level), and how many agree with the first of ours."""

    first: Hashable
    by_method: Mapping[str, tuple[Hashable, ...]]

    @property
    def agreeing(self) -> int:
        """How many methods have our first among their first."""
        return sum(self.first in names for names in self.by_method.values())

    @property
    def methods(self) -> int:
        """How many were asked."""
        return len(self.by_method)


def agreement(matches: Sequence[Match]) -> Agreement | None:
    """The weighted sum, TOPSIS and PROMETHEE II over the factor points of those on the list, in our order.

    None for fewer than two: nobody disagrees about one.
    """
    if len(matches) < 2:
        return None
    np = load_numpy()
    points = np.array([[float(item.factor.points) for item in match.contributions] for match in matches])
    weights = np.array([float(item.weight) for item in matches[0].contributions])
    more = [True] * len(weights)
    names = [match.provider for match in matches]
    return Agreement(
        names[0],
        {
            "wsm": _firsts(names, wsm(points, weights)),
            "topsis": _firsts(names, topsis(points, weights / weights.sum(), more)),
            "promethee": _firsts(names, promethee(points, weights / weights.sum(), more)),
        },
    )


def _firsts(names: Sequence[Hashable], values: Floats) -> tuple[Hashable, ...]:
    best = values.max()
    return tuple(name for name, value in zip(names, values, strict=True) if best - value <= LEVEL)
