"""What the shortlist and "Why this provider" show: rows finished for the screen."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.gates import Answer
from app.analysis.money import Money


@dataclass(frozen=True, slots=True)
class GateRow:
    """One gate of a provider: its answer and a sentence. `waiver` is what was written to set it aside."""

    gate: str
    name: str
    answer: Answer
    answer_words: str
    tone: str
    sentence: str
    waivable: bool
    waiver: str
    waiver_id: uuid.UUID | None

    @property
    def stops(self) -> bool:
        """Whether it keeps the provider off the list."""
        return self.answer is Answer.FAIL and not self.waiver


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One of the six factors: weight in percent, points 0-100, what it adds, and on what it rests.

    `missing` lists what nobody knows, with the words of the stated prior that stands in.
    """

    factor: str
    name: str
    weight: Decimal
    weight_words: str
    points: Decimal
    adds: Decimal
    average: Decimal
    evidence: tuple[str, ...]
    missing: tuple[str, ...]
    capped: str


@dataclass(frozen=True, slots=True)
class ProviderCard:
    """A provider on the shortlist, with at least one strength, weakness and unknown ("Nothing open").

    `usual` and `usual_words` come from rates told in confidence: empty for the owner, as is `note`.
    """

    candidate_id: uuid.UUID
    provider_ref: uuid.UUID
    place: int
    place_words: str
    about_equal: bool
    name: str
    shown: int
    strength: str
    strength_words: str
    strength_tone: str
    confidence: str
    person_line: str
    team_line: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    unknowns: tuple[str, ...]
    checks_line: str
    tie: str
    reply: str
    tier_words: str
    suggested: bool
    ticked: bool
    invited_on: date | None
    needs_reason: bool
    reason: str
    gates: tuple[GateRow, ...]
    travel_minutes: int | None
    earliest_start: date | None
    usual: Money | None
    usual_words: str
    note: str


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """A provider that the rules keep off the list, and why. `near_miss`: a single rule does it."""

    candidate_id: uuid.UUID
    provider_ref: uuid.UUID
    name: str
    shown: int
    reasons: tuple[str, ...]
    near_miss: bool
    near_miss_words: str
    gates: tuple[GateRow, ...]


@dataclass(frozen=True, slots=True)
class WeightRow:
    """How much a factor counts, and the owner's word for it."""

    factor: str
    name: str
    weight: Decimal
    importance: str


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie of the broker to a provider, as the declaration form names it and as it is read."""

    provider_ref: uuid.UUID
    name: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """How the broker is paid and what ties there are, and whether the owner has read it."""

    text: str
    ties: tuple[TieRow, ...]
    acknowledged_on: date | None
    acknowledged_by: str
    words: str


@dataclass(frozen=True, slots=True)
class ShortlistView:
    """The whole page. `ran_on` is None before the first ranking; then there are no cards either."""

    ran_on: date | None
    engine: str
    basis: str
    suggestion: str
    ticked: int
    considered: int
    weights: tuple[WeightRow, ...]
    cards: tuple[ProviderCard, ...]
    excluded: tuple[ExcludedRow, ...]
    most_common: str
    disclosure: DisclosureRow | None


@dataclass(frozen=True, slots=True)
class WhyView:
    """One score explained completely: the factors add up to the total shown, to a tenth."""

    card: ProviderCard
    total: Decimal
    of: int
    heading: str
    factors: tuple[FactorRow, ...]
    would_change: tuple[str, ...]
    ruled_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A provider's place and match under other weights, and what they were before."""

    candidate_id: uuid.UUID
    name: str
    place: int
    shown: int
    before: int
