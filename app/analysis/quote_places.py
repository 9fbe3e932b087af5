"""Quotes in order of their totals, with the rule for ties: presentation, which moves no total."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.analysis.money import Money

TIE = Decimal(3)
"""Totals this near to the best are equal."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What one quote came to: its total, the mean mark of its interviews and its cost over three years."""

    quote: Hashable
    total: Decimal
    interview: Decimal | None = None
    cost: Money | None = None


class TieBreak(StrEnum):
    """What put one of several equal quotes before the others."""

    INTERVIEWS = "interviews"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Place:
    """A quote in the order of totals; `equal` for the first ones within 3 points, where `by` decided among them."""

    quote: Hashable
    place: int
    equal: bool = False
    by: TieBreak | None = None


def in_order(quotes: Sequence[Placed]) -> tuple[Place, ...]:
    """The quotes, best first: by total, and those within 3 points of the best by the rule for ties.

    Interviews decide where each of them had one and they differ; then the lower cost over three years.
    """
    ordered = sorted(quotes, key=lambda quote: -quote.total)
    near = [quote for quote in ordered if ordered[0].total - quote.total <= TIE]
    rest = ordered[len(near) :]
    by = _tie_break(near)
    if by is TieBreak.INTERVIEWS:
        near.sort(key=lambda quote: (-(quote.interview or Decimal(0)), *_dear(quote)))
    elif by is TieBreak.COST:
        near.sort(key=_dear)
    equal = len(near) > 1
    return (
        *(Place(quote.quote, at, equal, by) for at, quote in enumerate(near, start=1)),
        *(Place(quote.quote, at) for at, quote in enumerate(rest, start=1 + len(near))),
    )


def _tie_break(near: Sequence[Placed]) -> TieBreak | None:
    if len(near) < 2:
        return None
    marks = {quote.interview for quote in near}
    if None not in marks and len(marks) > 1:
        return TieBreak.INTERVIEWS
    return TieBreak.COST if len({quote.cost for quote in near}) > 1 else None


def _dear(quote: Placed) -> tuple[bool, int]:
    return (quote.cost is None, 0 if quote.cost is None else quote.cost.minor)
