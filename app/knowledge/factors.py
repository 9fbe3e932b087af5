"""The owner's six factors and after-care: anchors, priors, words and weights per template."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from app.analysis.keyed import Keyed
from app.analysis.said import Said

Points: TypeAlias = tuple[Decimal, Decimal]
"""A measured value and the points (0-100) it earns."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the points of a factor mean."""

    range: str
    meaning: Mapping[int, Said]


@dataclass(frozen=True, slots=True)
class Witnessed:
    """Extra points where one of the credentials was checked and witnessed."""

    of: tuple[str, ...]
    level: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class SafetyPoints:
    """Points per checked credential; of those in `best_of` only the best counts."""

    each: Mapping[str, Decimal]
    best_of: Mapping[str, Decimal]
    witnessed: Witnessed


@dataclass(frozen=True, slots=True)
class FactorPart:
    """One thing measured for a factor: read off four anchors, or scored at `prior` without evidence.

    `share` is its part of the factor; None means the template's on-site share decides
    (`Factor.share_rule`).
    """

    id: str
    share: Decimal | None
    measure: Said
    unit: Said
    anchors: tuple[Points, Points, Points, Points]
    words: Mapping[int, Said]
    prior: Decimal
    prior_says: Said
    points: SafetyPoints | None = None
    cap: Said | None = None


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the six factors the owner sets in words, or after-care (`asked` false)."""

    id: str
    name: Said
    asked: bool
    criteria: tuple[str, ...]
    shortlist_uses: Said
    quote_uses: Said
    combine: Literal["single", "weighted", "minimum"]
    parts: Annotated[Mapping[str, FactorPart], Keyed()]
    stays: Said | None = None
    share_rule: Said | None = None


@dataclass(frozen=True, slots=True)
class EvidenceSpread:
    """Standard deviation in points, by how well a value is evidenced."""

    level_2_or_3: Decimal
    level_1_document_seen: Decimal
    level_0_claimed: Decimal
    missing: Decimal


@dataclass(frozen=True, slots=True)
class ConfidenceWord:
    """A word for the confidence, and when it is used."""

    word: Said
    when: Said


@dataclass(frozen=True, slots=True)
class MissingEvidence:
    """How a part without evidence is scored and shown."""

    rule: Said
    spread: EvidenceSpread
    spread_note: Said
    confidence: tuple[ConfidenceWord, ...]
    prior_note: Said


@dataclass(frozen=True, slots=True)
class ImportanceWord:
    """One of the four words (`key` is stored, like "not_important") and what it does to a weight."""

    key: str
    word: Said
    factor_times: Decimal


@dataclass(frozen=True, slots=True)
class Importance:
    """How the owner's words move the template's weights."""

    words: Annotated[Mapping[str, ImportanceWord], Keyed("key")]
    start: Said
    formula: Said
    quote_stage: Said


@dataclass(frozen=True, slots=True)
class Weights:
    """Percent per template in the order of `order`; every row adds up to 100."""

    order: tuple[str, ...]
    rows: Mapping[str, tuple[Decimal, ...]]

    def of(self, template: str) -> dict[str, Decimal]:
        """The template's weights by factor (or criterion) id."""
        return dict(zip(self.order, self.rows[template], strict=True))


@dataclass(frozen=True, slots=True)
class Factors:
    """The whole of the owner's way of weighing providers."""

    version: str
    scale: Scale
    reading: Said
    factors: Annotated[Mapping[str, Factor], Keyed()]
    missing_evidence: MissingEvidence
    importance: Importance
    criteria_note: Said
    derivation: Said
    weights: Weights
