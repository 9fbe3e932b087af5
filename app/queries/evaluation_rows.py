"""The rows of judging quotes, as a page shows them. What follows from prices is empty until quality is done."""

import uuid
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A mark that somebody gave, with its sentence; `late` where prices could be seen when it was given."""

    scorer: str
    mark: Decimal
    mark_text: str
    sentence: str
    late: bool


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion of one quote: what it means, what is known, who gave what, and what counts."""

    criterion: str
    name: str
    rationale: str
    anchors: tuple[tuple[int, str], ...]
    """Mark → what it looks like, the lowest first."""

    weight: str
    by_hand: bool
    """False for the price, which is read off our own estimate once quality is done."""

    mine: GivenMark | None
    others: tuple[GivenMark, ...]
    """What others gave: while quality is being judged, only once the reader has given a mark of their own."""

    agreed: GivenMark | None
    mark: str
    """The mark that counts; empty for a price that is not shown yet."""

    basis: str
    apart: str
    known: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One red flag of a quote; `closed` is by whom, when and why, or empty while it is open."""

    id: uuid.UUID
    sign: str
    severity: int
    severity_words: str
    evidence: str
    raised: str
    closed: str


@dataclass(frozen=True, slots=True)
class TalkRow:
    """One interview, scored to a role, or one call to a reference."""

    id: uuid.UUID
    title: str
    mark: str
    sentence: str
    when: str


@dataclass(frozen=True, slots=True)
class JudgedQuote:
    """One quote with everything it is judged by. What follows from prices is empty until quality is done."""

    quote_id: uuid.UUID
    provider: str
    criteria: tuple[CriterionRow, ...]
    flags: tuple[FlagRow, ...]
    interviews: tuple[TalkRow, ...]
    references: tuple[TalkRow, ...]
    scored: int
    """How many of the criteria that are scored by hand the reader has scored."""

    to_score: int
    roles: tuple[tuple[str, str], ...]
    """Roles an interview may be about, those of the quote first."""

    progress: str
    flag_sum: int
    explained: str
    """Why an award is right in spite of many flags, in the broker's words."""

    stops: tuple[str, ...]
    not_known: str
    quality: str
    total: str = ""
    place: str = ""
    rank: int = 0
    cost: str = ""
    ratio: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A named way to choose, and whom it would choose."""

    name: str
    chosen: str


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """All of judging a round. `refusal` says why nothing can be scored now, and what to do; empty where it can."""

    quotes: tuple[JudgedQuote, ...]
    scorer: str
    refusal: str
    anything: bool
    """Whether anybody has scored anything."""

    quality_done: bool
    done: str
    can_finish: str
    """Empty where judging quality can be called done; else what is missing for it."""

    weights: str
    scenarios: tuple[ScenarioRow, ...] = ()
    left_out: str = ""
    """Who is among none of the named ways, as something stops a choice of it."""

    worth: str = ""
    broker_choice: uuid.UUID | None = None
    broker_because: str = ""
