"""How sure the order of quotes is: one thing is changed at a time, and the lead of the first is told again.

Weights move by ten of a hundred, the others in proportion; the cheapest quote leaves; a gap allowance doubles. The
points of a quote stay its own in all of it: only what is changed moves. A lead is the points of the first less those
of the best other, and below nothing once another is first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from app.analysis.anchors import Anchors
from app.analysis.best_value import marked_points
from app.analysis.judging_weights import PRICE
from app.analysis.money import Money

MOVED = Decimal(10)
HUNDRED = Decimal(100)
TIE = Decimal(3)
"""Within three points is as good."""


class Change(StrEnum):
    """What is tried."""

    WEIGHT = "weight"
    LEAVES = "leaves"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Judged:
    """One quote with its points (0-100) by criterion other than the price, its cost and the gaps within it."""

    key: Hashable
    points: Mapping[str, Decimal]
    cost: Money
    gaps: Money


@dataclass(frozen=True, slots=True)
class Rules:
    """Weights by criterion, that of the price among them, adding up to a hundred; anchors are (cost, points)."""

    weights: Mapping[str, Decimal]
    anchors: Anchors


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who is first after a change and by how much, seen from the one who is first without it."""

    first: Hashable
    lead: Decimal

    @property
    def overturned(self) -> bool:
        """Whether another is first."""
        return self.lead < 0


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing changed: a weight down and up, or (`down` None) something that goes one way only.

    `subject` is the criterion of a weight, else the quote it happens to. `turns_at` is the weight nearest to the agreed
    one at which another becomes first, None where none does.
    """

    change: Change
    subject: Hashable
    down: Outcome | None
    up: Outcome | None
    turns_at: Decimal | None = None

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Those that were tried."""
        return tuple(each for each in (self.down, self.up) if each is not None)

    @property
    def overturns(self) -> bool:
        """Whether it makes another first."""
        return any(each.overturned for each in self.outcomes)


@dataclass(frozen=True, slots=True)
class Sureness:
    """The order, the lead of the first, and every trial, those that move the lead most first."""

    totals: Mapping[Hashable, Decimal]
    first: Hashable
    second: Hashable
    lead: Decimal
    trials: tuple[Trial, ...]

    @property
    def overturning(self) -> tuple[Trial, ...]:
        """The trials that make another first."""
        return tuple(trial for trial in self.trials if trial.overturns)

    @property
    def tied(self) -> bool:
        """Whether the second is as good as the first."""
        return self.lead <= TIE


def totals_of(quotes: Sequence[Judged], rules: Rules) -> dict[Hashable, Decimal]:
    """Points (0-100) of each quote by itself: nobody else's bid is looked at."""
    return {quote.key: _total(quote, rules) for quote in quotes}


def sureness(quotes: Sequence[Judged], rules: Rules) -> Sureness:
    """Every trial for these quotes. ValueError with fewer than two of them, or weights that are not a hundred."""
    if len(quotes) < 2:
        raise ValueError("an order needs at least two quotes")
    if sum(rules.weights.values(), Decimal(0)) != HUNDRED or any(w < 0 for w in rules.weights.values()):
        raise ValueError("weights add up to a hundred")
    totals = totals_of(quotes, rules)
    first, second = sorted(totals, key=lambda key: -totals[key])[:2]
    lead = totals[first] - totals[second]
    trials = [
        *_weights(quotes, rules, first),
        *_leaves(quotes, rules, first),
        *_gaps(quotes, rules, first),
    ]
    trials.sort(key=lambda trial: -max(abs(each.lead - lead) for each in trial.outcomes))
    return Sureness(totals, first, second, lead, tuple(trials))


def moved(weights: Mapping[str, Decimal], criterion: str, by: Decimal) -> dict[str, Decimal] | None:
    """One weight moved, kept from 0 to 100, the others in proportion; None where it does not move at all."""
    old = weights[criterion]
    new = min(max(old + by, Decimal(0)), HUNDRED)
    others = HUNDRED - old
    if new == old or not others:
        return None
    factor = (HUNDRED - new) / others
    return {key: new if key == criterion else weight * factor for key, weight in weights.items()}


def _weights(quotes: Sequence[Judged], rules: Rules, first: Hashable) -> Iterator[Trial]:
    for criterion, weight in rules.weights.items():
        if not weight:
            continue
        tried = [moved(rules.weights, criterion, by) for by in (-MOVED, MOVED)]
        down, up = (
            None if weights is None else _outcome(quotes, replace(rules, weights=weights), first)
            for weights in tried
        )
        if down is not None or up is not None:
            yield Trial(Change.WEIGHT, criterion, down, up, _turns_at(quotes, rules, first, criterion))


def _turns_at(quotes: Sequence[Judged], rules: Rules, first: Hashable, criterion: str) -> Decimal | None:
    """Totals run straight with one weight, so the first and each other cross at most once."""
    found = []
    old = rules.weights[criterion]
    ends = {}
    for at in (Decimal(0), HUNDRED):
        weights = moved(rules.weights, criterion, at - old)
        ends[at] = totals_of(quotes, rules if weights is None else replace(rules, weights=weights))
    for quote in quotes:
        if quote.key == first:
            continue
        without, alone = (of[first] - of[quote.key] for of in ends.values())
        if without == alone:
            continue
        crossing = HUNDRED * without / (without - alone)
        now = without + (alone - without) * old / HUNDRED
        if 0 <= crossing <= HUNDRED and now >= 0:
            found.append(crossing)
    return min(found, key=lambda at: abs(at - old), default=None)


def _leaves(quotes: Sequence[Judged], rules: Rules, first: Hashable) -> Iterator[Trial]:
    """The cheapest leaves: the lead is that of whoever is then first, and overturns nothing."""
    gone = min(quotes, key=lambda quote: quote.cost.minor)
    rest = totals_of([quote for quote in quotes if quote.key != gone.key], rules)
    if len(rest) < 2:
        return
    then, following = sorted(rest, key=lambda key: (-rest[key], key != first))[:2]
    yield Trial(Change.LEAVES, gone.key, None, Outcome(then, rest[then] - rest[following]))


def _gaps(quotes: Sequence[Judged], rules: Rules, first: Hashable) -> Iterator[Trial]:
    for quote in quotes:
        if quote.gaps.minor > 0:
            dearer = replace(quote, cost=quote.cost + quote.gaps)
            changed = [dearer if each.key == quote.key else each for each in quotes]
            yield Trial(Change.GAP, quote.key, None, _outcome(changed, rules, first))


def _outcome(quotes: Sequence[Judged], rules: Rules, first: Hashable) -> Outcome:
    totals = totals_of(quotes, rules)
    best = max(totals, key=lambda key: (totals[key], key == first))
    others = [total for key, total in totals.items() if key != first]
    return Outcome(best, totals[first] - max(others))


def _total(quote: Judged, rules: Rules) -> Decimal:
    price = marked_points(rules.anchors, quote.cost.decimal)
    weighed = (
        weight * (price if key == PRICE else quote.points.get(key, Decimal(0)))
        for key, weight in rules.weights.items()
    )
    return sum(weighed, Decimal(0)) / HUNDRED
