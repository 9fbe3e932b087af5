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
    sources: tuple[str, ...]
    """Where each of `evidence` is from, and of which day."""

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
    confidence_short: str
    person_line: str
    team_line: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    unknowns: tuple[str, ...]
    checks_line: str
    endorsed: str
    """Match and place with what brokers say, beside those without; empty where it changes neither."""

    first_words: str
    """How often it comes first in the tries; empty where it never does."""

    first_short: str
    newcomer_words: str
    """Why it is suggested although the match alone would not do it; empty for all others."""

    stale_words: str
    """That its checks are of more than a year ago; then it is asked with a written reason only."""

    moved: int
    """Where the broker put it in the list; 0 where the ranking decides."""

    moved_words: str
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
    points: tuple[Decimal, ...] = ()
    """Of each factor, in the order of the weights."""


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
    """A tie of the broker to a provider, as the declaration form names it and as it is read.

    `line` is the whole sentence; without a name where names come later.
    """

    provider_ref: uuid.UUID
    name: str
    kind: str
    words: str
    benefit: str
    line: str


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """How the broker is paid, what ties and earlier awards there are, and whether the owner has read it."""

    text: str
    ties: tuple[TieRow, ...]
    acknowledged_on: date | None
    acknowledged_by: str
    words: str
    fee_model: str = ""
    fee_words: str = ""
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortlistView:
    """The whole page. `ran_on` is None before the first ranking; then there are no cards either."""

    ran_on: date | None
    engine: str
    basis: str
    suggestion: str
    sureness: str
    """Who comes first, how surely and against whom: clear, likely or a toss-up."""

    ticked: int
    considered: int
    weights: tuple[WeightRow, ...]
    cards: tuple[ProviderCard, ...]
    excluded: tuple[ExcludedRow, ...]
    most_common: str
    disclosure: DisclosureRow | None
    starts: date | None = None
    should_cost: Money | None = None
    reasons: tuple[str, ...] = ()
    """How many each rule keeps off, the most frequent first."""

    nearest_only: bool = False
    """Whether `excluded` holds only those who come nearest, as for a long directory."""

    run_id: uuid.UUID | None = None
    elsewhere: bool = False
    """Whether it came in a file and its directory is not here, so that only whoever made it can rank it again."""

    step: int | None = None
    """The step of the brief whose answers decide the rule that keeps off most, where one does."""


@dataclass(frozen=True, slots=True)
class WhyView:
    """One score explained completely: the factors add up to the total shown, to a tenth."""

    card: ProviderCard
    total: Decimal
    of: int
    heading: str
    factors: tuple[FactorRow, ...]
    would_change: tuple[str, ...]
    """What of the weights would put another first."""

    single_changes: tuple[str, ...]
    """What of its own, changed alone, would put it first; empty for the first itself."""

    level: str
    agreement: str
    tries: str
    ruled_out: tuple[str, ...]
    run_id: uuid.UUID | None
    run_words: str
    """On which day it was ranked, and by which version of the engine."""

    unscored: bool
    """Whether nothing at all is known, so that the score is made of priors alone."""

    second_broker: bool
    """Whether a second broker has to sign before it is chosen."""

    second_signed: str
    """Who signed as that and why; empty until somebody did."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A provider's place and match under other weights, and what they were before."""

    candidate_id: uuid.UUID
    name: str
    place: int
    shown: int
    before: int
