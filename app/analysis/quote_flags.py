"""What to watch out for in a quote: questions to ask, never marks and never a rejection."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from app.analysis.coverage import count_coverage
from app.analysis.facts import Facts
from app.analysis.quotes import (
    Quote,
    ShouldCost,
    abnormally_low,
    like_for_like,
    price_ratio,
    running_per_month,
)
from app.analysis.unusual_prices import Side, unusual_prices

FRONT_LOADED = Decimal("0.40")


class FlagCode(StrEnum):
    """The things that call for a question."""

    PRICE_MISSING = "price_missing"
    ABNORMALLY_LOW = "abnormally_low"
    BELOW_BAND = "below_band"
    ABOVE_BAND = "above_band"
    FAR_BELOW_OTHERS = "far_below_others"
    FAR_ABOVE_OTHERS = "far_above_others"
    DOES_NOT_ADD_UP = "does_not_add_up"
    FRONT_LOADED = "front_loaded"
    EXPIRED = "expired"
    NO_ON_SITE_PERSON = "no_on_site_person"
    MUST_NOT_SAID = "must_not_said"
    RUNNING_COST_NOT_SAID = "running_cost_not_said"
    LATE = "late"


OF_PRICES: Final = (
    FlagCode.ABNORMALLY_LOW,
    FlagCode.BELOW_BAND,
    FlagCode.ABOVE_BAND,
    FlagCode.FAR_BELOW_OTHERS,
    FlagCode.FAR_ABOVE_OTHERS,
    FlagCode.DOES_NOT_ADD_UP,
)
"""Flags that tell of a sum, so they wait with the prices."""


@dataclass(frozen=True, slots=True)
class QuoteFlag:
    """One flag with the values of its sentence; `musts` are the must-haves it is about."""

    code: FlagCode
    facts: Facts = field(default_factory=dict)
    musts: tuple[Hashable, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the brief asked for, as far as flags and comparison need it; all must-haves in their order."""

    on: date
    musts: tuple[Hashable, ...]
    on_site_person: bool = False
    deadline: date | None = None
    should_cost: ShouldCost | None = None


def flags(quote: Quote, asked: Asked) -> tuple[QuoteFlag, ...]:
    """Every flag of one quote, price first. Raises CurrencyMismatch against an estimate in another one."""
    return (*_price(quote, asked.should_cost), *_terms(quote, asked), *_unsaid(quote, asked.musts))


def _price(quote: Quote, should_cost: ShouldCost | None) -> Iterator[QuoteFlag]:
    if quote.price is None:
        yield QuoteFlag(FlagCode.PRICE_MISSING)
    elif should_cost is not None:
        yield from _against_estimate(quote, should_cost)
    check = quote.arithmetic
    if check is not None and not check.adds_up:
        facts: Facts = {
            "expected": check.expected,
            "stated": check.stated,
            "difference": check.difference,
            "lines": len(check.wrong_lines) + len(check.empty_lines),
        }
        yield QuoteFlag(FlagCode.DOES_NOT_ADD_UP, facts)


def _against_estimate(quote: Quote, should_cost: ShouldCost) -> Iterator[QuoteFlag]:
    price, build = quote.price, should_cost.build
    if price is not None and build and abnormally_low(price, build):
        facts: Facts = {"price": price, "should_cost": build, "ratio": price_ratio(price, build)}
        yield QuoteFlag(FlagCode.ABNORMALLY_LOW, facts)
    cost = like_for_like(quote).total
    if cost is None:
        return
    if should_cost.low is not None and cost < should_cost.low:
        yield QuoteFlag(FlagCode.BELOW_BAND, {"cost": cost, "low": should_cost.low})
    if should_cost.high is not None and cost > should_cost.high:
        yield QuoteFlag(FlagCode.ABOVE_BAND, {"cost": cost, "high": should_cost.high})


def against_others(quotes: Sequence[Quote], should_cost: ShouldCost | None) -> dict[Hashable, QuoteFlag]:
    """What the quotes ask of each other where nobody wrote down an estimate: no quote's mark hangs on it."""
    if should_cost is not None:
        return {}
    found = unusual_prices({quote.quote: like_for_like(quote).total for quote in quotes}, None)
    codes = {Side.LOW: FlagCode.FAR_BELOW_OTHERS, Side.HIGH: FlagCode.FAR_ABOVE_OTHERS}
    return {
        key: QuoteFlag(codes[each.side], {"cost": each.cost, "middle": each.bound})
        for key, each in found.items()
    }


def _terms(quote: Quote, asked: Asked) -> Iterator[QuoteFlag]:
    early = quote.before_first_signoff
    if early is not None and early > FRONT_LOADED:
        yield QuoteFlag(FlagCode.FRONT_LOADED, {"share": early, "limit": FRONT_LOADED})
    if quote.valid_until is not None and quote.valid_until < asked.on:
        yield QuoteFlag(FlagCode.EXPIRED, {"valid_until": quote.valid_until})
    if asked.on_site_person and not (quote.on_site_person or "").strip():
        yield QuoteFlag(FlagCode.NO_ON_SITE_PERSON)
    if asked.deadline is not None and quote.ready_on is not None and quote.ready_on > asked.deadline:
        yield QuoteFlag(FlagCode.LATE, {"ready_on": quote.ready_on, "deadline": asked.deadline})


def _unsaid(quote: Quote, musts: Sequence[Hashable]) -> Iterator[QuoteFlag]:
    not_said = count_coverage(musts, quote.coverage).not_said
    if not_said:
        yield QuoteFlag(FlagCode.MUST_NOT_SAID, {"count": len(not_said)}, not_said)
    missing = running_per_month(quote).missing
    if missing:
        yield QuoteFlag(FlagCode.RUNNING_COST_NOT_SAID, {"missing": tuple(name.value for name in missing)})
