"""Facts of a sentence as JSON and back, so that a kept ranking can be told again later."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.analysis.facts import Fact, Facts
from app.analysis.money import Money

PRIVATE = frozenset({"usual"})
"""Facts worked out from rates told in confidence: a ranking travels with its project, they do not."""


def kept_facts(facts: Facts) -> dict[str, Any]:
    """Facts as plain JSON, without what is private to the broker."""
    return {name: _kept(fact) for name, fact in facts.items() if name not in PRIVATE}


def told_facts(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they were before they were kept."""
    return {name: _told(value) for name, value in tree.items()}


def _kept(fact: Fact | bool) -> Any:
    match fact:
        case Decimal():
            return {"number": format(fact, "f")}
        case date():
            return {"day": fact.isoformat()}
        case Money():
            return {"minor": fact.minor, "currency": fact.currency}
        case tuple():
            return list(fact)
    return fact


def _told(value: Any) -> Any:
    match value:
        case {"number": text}:
            return Decimal(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case {"minor": minor, "currency": currency}:
            return Money(minor, currency)
        case list() | tuple():
            return tuple(value)
    return value
