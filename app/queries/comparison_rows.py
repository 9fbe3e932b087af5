"""The shape of the comparison as screens and papers read it."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from app.words import say


@dataclass(frozen=True, slots=True)
class ComparisonCell:
    """One quote's answer in one row. `best` is "lowest", "earliest" or "most" in words, or empty."""

    text: str
    tone: str = "plain"
    icon: str = ""
    best: str = ""
    detail: str = ""
    value: Decimal | None = None
    """The figure behind the text, for sorting; None where there is none."""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row; `key` names it for the reasons of a decision, `item_id` is the must-have of a coverage row."""

    key: str
    title: str
    cells: tuple[ComparisonCell, ...]
    differs: bool
    item_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class ComparisonGroup:
    """Rows that belong together, in the order a careful buyer reads them."""

    key: str
    title: str
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class ComparisonColumn:
    """One provider at the head of its column; `can_choose` once the round is compared."""

    quote_id: uuid.UUID
    provider: str
    subtitle: str
    chosen: bool
    can_choose: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole page: `note` is a word on how many quotes there are, `others` are those not shown."""

    columns: tuple[ComparisonColumn, ...]
    groups: tuple[ComparisonGroup, ...]
    note: str
    others: tuple[tuple[uuid.UUID, str], ...] = ()


def not_said() -> ComparisonCell:
    """What stands where a quote says nothing: never a zero."""
    return ComparisonCell(say("Not said"), "neutral", "circle-help", detail=say("The quote does not say."))
