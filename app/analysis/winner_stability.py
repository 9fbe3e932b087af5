"""Whether another choice would be as good: the same facts under every fair reading of what matters.

A reading moves each word of the owner by at most one step, in every combination. Nothing is drawn by
chance, so the answer is the same each time it is asked.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from app.analysis.factors import STANDARD_TIMES, Importance, factor_weights
from app.analysis.matching import TIE

HUNDRED = 100
Points = Mapping[Hashable, Mapping[str, Decimal]]
"""Points (0-100) by factor of each provider."""


@dataclass(frozen=True, slots=True)
class Stability:
    """In how many of `readings` the chosen one leads, and in how many each other is as good or better."""

    readings: int
    leads: int
    as_good: Mapping[Hashable, int]
    """Within three points is as good."""

    def of_hundred(self, count: int) -> int:
        """`count` readings as so many of a hundred; all and none only where it is all and none."""
        share = (Decimal(count) * HUNDRED / self.readings).quantize(Decimal(1), ROUND_HALF_UP)
        if 0 < count < self.readings:
            return min(max(int(share), 1), HUNDRED - 1)
        return int(share)


@dataclass(frozen=True, slots=True)
class WordChange:
    """One word of the owner that, changed alone, would put `leader` first."""

    factor: str
    word: Importance
    leader: Hashable


def stability(
    points: Points, template: Mapping[str, Decimal], said: Mapping[str, Importance], chosen: Hashable
) -> Stability:
    """How often `chosen` leads; ValueError without somebody to compare it with."""
    if len(points) < 2:
        raise ValueError("a choice needs at least two to choose from")
    others = [key for key in points if key != chosen]
    as_good = dict.fromkeys(others, 0)
    readings = leads = 0
    for weights in _readings(template, said):
        totals = _totals(points, weights)
        readings += 1
        leads += all(totals[chosen] >= totals[other] for other in others)
        for other in others:
            as_good[other] += totals[chosen] - totals[other] <= TIE
    return Stability(readings, leads, as_good)


def leader(points: Points, template: Mapping[str, Decimal], said: Mapping[str, Importance]) -> Hashable:
    """Who comes first under the owner's own words; of equals the one named first."""
    totals = _totals(points, factor_weights(template, said))
    return max(totals, key=lambda key: totals[key])


def word_changes(
    points: Points, template: Mapping[str, Decimal], said: Mapping[str, Importance]
) -> tuple[WordChange, ...]:
    """Every single word that would put another first, the smallest steps first."""
    now = leader(points, template, said)
    words = tuple(STANDARD_TIMES)
    found = []
    for factor in template:
        own = said.get(factor, Importance.IMPORTANT)
        for word in words:
            then = leader(points, template, {**said, factor: word})
            if word is not own and then != now:
                step = abs(words.index(word) - words.index(own))
                found.append((step, WordChange(factor, word, then)))
    return tuple(change for _, change in sorted(found, key=lambda each: each[0]))


def _readings(
    template: Mapping[str, Decimal], said: Mapping[str, Importance]
) -> Iterator[Mapping[str, Decimal]]:
    words = tuple(STANDARD_TIMES)
    near = []
    for factor in template:
        at = words.index(said.get(factor, Importance.IMPORTANT))
        near.append(words[max(at - 1, 0) : at + 2])
    for chosen in product(*near):
        weights = {
            factor: share * STANDARD_TIMES[word]
            for (factor, share), word in zip(template.items(), chosen, strict=True)
        }
        yield weights if any(weights.values()) else template


def _totals(points: Points, weights: Mapping[str, Decimal]) -> dict[Hashable, Decimal]:
    whole = sum(weights.values(), Decimal(0))
    return {
        key: sum((weight * own.get(factor, Decimal(0)) for factor, weight in weights.items()), Decimal(0))
        / whole
        for key, own in points.items()
    }
