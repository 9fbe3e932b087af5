"""What each project is worth: the price that was agreed, else the estimate written down before any quote."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.base import live
from app.domain.briefs import ShouldCost
from app.queries.project_facts import ProjectFacts
from app.words import say
from app.words.formats import Formats


class Value(NamedTuple):
    """One figure, excl. tax, and what kind of figure it is where it is not a price."""

    amount: Money | None
    words: str = ""
    note: str = ""
    said: str = ""
    """The whole of it in a sentence."""


NO_VALUE = Value(None)


def project_values(
    session: Session, facts: Mapping[uuid.UUID, ProjectFacts], formats: Formats
) -> dict[uuid.UUID, Value]:
    """The value of each project that has one, in one statement."""
    estimated = _estimates(session, list(facts))
    found = {}
    for key, of in facts.items():
        price = of.engagement.price if of.engagement is not None else None
        if price is not None:
            words = formats.money_short(price)
            found[key] = Value(price, words, said=say("The price agreed is {price}.", price=words))
        elif key in estimated:
            found[key] = _estimated(estimated[key], formats)
    return found


def _estimates(session: Session, projects: Sequence[uuid.UUID]) -> dict[uuid.UUID, ShouldCost]:
    """The estimate of each project that was written down last."""
    statement = select(ShouldCost).where(live(ShouldCost), ShouldCost.project_id.in_(projects))
    return {
        row.project_id: row
        for row in session.scalars(statement.order_by(ShouldCost.id))
        if row.build is not None
    }


def _estimated(row: ShouldCost, formats: Formats) -> Value:
    assert row.build is not None
    words = formats.money_short(row.build)
    band = estimate_band(row.estimate, row.build)
    said = (
        say(
            "Our own estimate is {build}, from {low} to {high}.",
            build=words,
            low=formats.money_short(band[0]),
            high=formats.money_short(band[1]),
        )
        if band
        else say("Our own estimate is {build}.", build=words)
    )
    return Value(row.build, words, say("our estimate"), said)


def estimate_band(estimate: Mapping[str, Any], build: Money) -> tuple[Money, Money] | None:
    """The same days at the low and at the high end of the near rates; None where they were not kept."""
    days, rates = estimate.get("roles") or {}, estimate.get("rates") or {}
    if not days or any(role not in rates for role in days):
        return None
    try:
        low, high = (
            Money.of(
                sum((Decimal(days[role]) * Decimal(rates[role][end]) for role in days), Decimal(0)).quantize(
                    Decimal(1)
                ),
                build.currency,
            )
            for end in (0, 1)
        )
    except (InvalidOperation, TypeError, IndexError):
        return None
    return (low, high) if low <= build <= high else None
