"""How sure a score is, in one word (rule of 05_factors.yaml, missing_evidence)."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

HIGH_SHARE = Decimal("0.80")
MEDIUM_SHARE = Decimal("0.50")
FRESH = timedelta(days=365)


class Confidence(StrEnum):
    """The three words."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Basis:
    """What part of the weight rests on what: evidence of a date, or none (`missing`)."""

    factor: str
    weight: Decimal
    missing: bool
    as_of: date | None


def confidence(bases: Iterable[Basis], on: date, vital: Set[str]) -> Confidence:
    """High: 80 % of the weight on evidence under 12 months old, nothing missing for a Vital factor.

    Medium: half of the weight rests on evidence of any age; low otherwise. Evidence without a date is not
    fresh.
    """
    known = list(bases)
    whole = sum((basis.weight for basis in known), Decimal(0))
    if not whole:
        return Confidence.LOW
    evidenced = [basis for basis in known if not basis.missing]
    fresh = [basis for basis in evidenced if basis.as_of is not None and on - basis.as_of < FRESH]
    gap = any(basis.missing and basis.factor in vital for basis in known)
    if not gap and sum((basis.weight for basis in fresh), Decimal(0)) >= HIGH_SHARE * whole:
        return Confidence.HIGH
    resting = sum((basis.weight for basis in evidenced), Decimal(0))
    return Confidence.MEDIUM if resting >= MEDIUM_SHARE * whole else Confidence.LOW
