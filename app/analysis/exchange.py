"""From one currency into another at a dated rate, and the amounts as they were told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from app.analysis.money import Money, sum_money
from app.analysis.quote_facts import LineFacts, QuoteFacts

EURO = "EUR"
FIGURES = Context(prec=6, rounding=ROUND_HALF_UP)
"""A rate has six significant figures, as rates of the euro are given."""

MOST_RATE = Decimal(10) ** 7
LEAST_RATE = Decimal(10) ** -7


class RateSource(StrEnum):
    """Where a rate comes from."""

    ECB = "ecb"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class DatedRate:
    """`rate` units of `into` for one of `of`, as of `on`. ValueError where a rate cannot be one."""

    of: str
    into: str
    rate: Decimal
    on: date
    source: RateSource

    def __post_init__(self) -> None:
        if self.of == self.into or not self.rate.is_finite() or not LEAST_RATE <= self.rate <= MOST_RATE:
            raise ValueError("a rate leads from one currency into another and is above nothing")

    def change(self, amount: Money) -> Money:
        """`amount` in the other currency, half-up to its minor unit. ValueError in any currency but `of`."""
        if amount.currency != self.of:
            raise ValueError(f"a rate from {self.of} does not change {amount.currency}")
        return Money.of(amount.decimal * self.rate, self.into)


def cross_rate(of: str, into: str, per_euro: Mapping[str, Decimal]) -> Decimal | None:
    """How many units of `into` one of `of` is, from what a euro is in each; None where one is not known."""
    known = {**per_euro, EURO: Decimal(1)}
    mine, other = known.get(of), known.get(into)
    return None if mine is None or other is None else FIGURES.divide(other, mine)


def taken_as(
    facts: QuoteFacts, lines: Sequence[LineFacts], currency: str
) -> tuple[QuoteFacts, tuple[LineFacts, ...]]:
    """The same figures under another currency's name, as somebody types them in before they are changed."""

    def named(amount: Money | None) -> Money | None:
        return None if amount is None else Money.of(amount.decimal, currency)

    renamed = replace(
        facts,
        price=named(facts.price),
        hardware=named(facts.hardware),
        support_month=named(facts.support_month),
        licences_month=named(facts.licences_month),
        stages=tuple(replace(stage, amount=named(stage.amount)) for stage in facts.stages),
    )
    return renamed, tuple(replace(line, rate=named(line.rate)) for line in lines)


def changed_parts(
    told: Sequence[Money | None], whole: Money | None, rate: DatedRate
) -> tuple[Money | None, ...]:
    """Each part at the rate; where they add up to `whole` as told, they still do, the largest taking the pennies."""
    changed = [None if part is None else rate.change(part) for part in told]
    known = [part for part in told if part is not None]
    if whole is None or not any(changed) or sum_money(known, whole.currency) != whole:
        return tuple(changed)
    rest = rate.change(whole) - sum_money([part for part in changed if part is not None], rate.into)
    at, most = max(((at, part) for at, part in enumerate(changed) if part), key=lambda one: one[1])
    changed[at] = most + rest
    return tuple(changed)
