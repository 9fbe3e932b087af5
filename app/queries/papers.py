"""The rows each document is drawn from.

A paper is complete: whatever the document prints is here, in the reader's words, already cut to its
audience by the query that filled it. What a reader may not see is never in a paper, so the drawing
code has nothing to hide. Texts are plain and unescaped; the empty string, an empty tuple or None says
"not known", and the document prints an honest sentence in its place.

Days of effort, shares and points are `Decimal` (a share of one, never a percentage). Amounts exclude
tax unless a `Price` says otherwise.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.money import Money
from app.analysis.word_changes import Piece
from app.queries.paper_parts import (
    COVERAGE,
    NO_COVERAGE,
    NO_SCHEDULE,
    Answer,
    AnswerGroup,
    Budget,
    Choosing,
    CostLine,
    Coverage,
    CoverageCell,
    CoverageRow,
    CriterionScore,
    Disclosure,
    EffortRange,
    Estimate,
    FileLine,
    Firm,
    Head,
    Importance,
    Invoice,
    Letterhead,
    Measure,
    OtherOption,
    PaymentPlan,
    Person,
    ProviderCheck,
    Reference,
    Requirement,
    Risk,
    Schedule,
    SharedHours,
    Stage,
    SystemInUse,
    TimeBand,
    TimeMark,
    UserGroup,
)
from app.queries.paper_prices import Price
from app.queries.source_papers import ShortlistPaper

__all__ = [
    "COVERAGE",
    "NO_COVERAGE",
    "NO_SCHEDULE",
    "RESULTS",
    "AcceptancePaper",
    "AgreementRecord",
    "Answer",
    "AnswerGroup",
    "BriefPaper",
    "Budget",
    "Choosing",
    "CostLine",
    "Coverage",
    "CoverageCell",
    "CoverageRow",
    "CriterionScore",
    "Deliverable",
    "Disclosure",
    "EffortRange",
    "EngagementSummaryPaper",
    "Estimate",
    "FileLine",
    "Firm",
    "Head",
    "Importance",
    "Invoice",
    "Letterhead",
    "Measure",
    "OpenItem",
    "OtherOption",
    "PaymentPlan",
    "Person",
    "Price",
    "PriceComparison",
    "Promise",
    "ProposalPaper",
    "ProviderCheck",
    "QuotedPrice",
    "Reference",
    "Release",
    "Requirement",
    "Risk",
    "Schedule",
    "SharedHours",
    "Stage",
    "SystemInUse",
    "TestResult",
    "TimeBand",
    "TimeMark",
    "UserGroup",
]


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that reads otherwise than in the version before, line by line and word by word."""

    label: str
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class BriefPaper:
    """The brief (BRF): the check-answers content, for its audience."""

    head: Head
    kinds: tuple[str, ...] = ()
    """Name of the main template, then of the further ones."""
    problem: str = ""
    problem_cost: str = ""
    outcome: str = ""
    measures: tuple[Measure, ...] = ()
    users: tuple[UserGroup, ...] = ()
    access_needs: str = ""
    must: tuple[Requirement, ...] = ()
    nice: tuple[Requirement, ...] = ()
    out: tuple[str, ...] = ()
    systems: tuple[SystemInUse, ...] = ()
    data: tuple[Answer, ...] = ()
    kind_answers: tuple[AnswerGroup, ...] = ()
    working: tuple[Answer, ...] = ()
    limits: tuple[str, ...] = ()
    needed_by: date | None = None
    needed_words: str = ""
    """How the owner put it: "flexible", "as soon as sensible"; beside a date, the reason for it."""
    if_late: str = ""
    quiet_times: tuple[TimeBand, ...] = ()
    money: Budget | None = None
    safety: tuple[Answer, ...] = ()
    choosing: Choosing | None = None
    expected: tuple[Answer, ...] = ()
    """What providers were expected to ask, with the owner's answers."""
    talking_points: tuple[str, ...] = ()
    attachments: tuple[FileLine, ...] = ()
    first_step: str = ""
    """What it means that the owner begins with one package alone; empty where the whole is bought at once."""
    estimate: Estimate | None = None
    quality: int | None = None
    """Points of the quality meter, 0 to 100."""
    quality_band: str = ""
    changes: tuple[Changed, ...] = ()
    changes_title: str = ""
    """"Changed since version 1"."""
    status: str = ""
    """"Shared 6 Feb 2026", "Not shared yet"."""
    next_act: str = ""
    next_act_detail: str = ""
    """The one act the brief ends with: who does what next and by when."""


@dataclass(frozen=True, slots=True)
class QuotedPrice:
    """A quote on the same scope: quoted, and what is added for what it leaves out."""

    firm: Firm
    quoted: Money
    allowance: Money | None = None
    note: str = ""
    """What it covers: "12 of 12 must-haves"."""
    chosen: bool = False
    unknown: bool = False
    """What it leaves out has no figure yet, so it cannot be set beside the others."""
    place: int = 0
    """Which of the compared quotes it is."""


@dataclass(frozen=True, slots=True)
class PriceComparison:
    """Like-for-like prices beside the should-cost that was fixed before quotes were opened."""

    rows: tuple[QuotedPrice, ...]
    should_cost: Money | None = None
    low: Money | None = None
    high: Money | None = None
    fixed: str = ""
    """"Should cost, fixed 6 Feb 2026"."""
    note: str = ""
    """Basis and date of each gap allowance."""
    band: str = ""
    """What the band spans, where it is not from the likely estimate to the one that holds in 8 of 10 cases."""


@dataclass(frozen=True, slots=True)
class ProposalPaper:
    """The proposal (PRO): the broker's recommendation to the owner."""

    head: Head
    firm: Firm
    price: Price
    reason: str
    """Why, in the broker's words: completes "Choose X at £… excl. tax: …" without a full stop."""
    valid_until: date | None = None
    quote: str = ""
    """The owner's own words on the problem or goal."""
    situation: str = ""
    you_get: tuple[str, ...] = ()
    costs: tuple[CostLine, ...] = ()
    costs_total: CostLine | None = None
    ready_by: date | None = None
    ready_words: str = ""
    choose_by: date | None = None
    ask: Person | None = None
    """Whom to tell, with a telephone."""
    scores: tuple[CriterionScore, ...] = ()
    runner_up: Firm | None = None
    strengths: tuple[str, ...] = ()
    weak_points: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    others: tuple[OtherOption, ...] = ()
    others_note: str = ""
    plan: PaymentPlan | None = None
    schedule: Schedule = NO_SCHEDULE
    approach: str = ""
    safe_step: str = ""
    """What protects the owner: the way out after the first stage."""
    on_site: Person | None = None
    team: tuple[Person, ...] = ()
    team_note: str = ""
    hours: SharedHours | None = None
    included: tuple[str, ...] = ()
    not_included: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    risks: tuple[Risk, ...] = ()
    disclosure: Disclosure | None = None
    coverage: Coverage = NO_COVERAGE
    prices: PriceComparison | None = None
    checks: tuple[ProviderCheck, ...] = ()
    references: tuple[Reference, ...] = ()
    shortlist: ShortlistPaper | None = None
    """Why these providers were asked at all; None where they were never ranked."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What happens if it is late or broken, in plain words."""

    title: str
    text: str
    term: str = ""
    """The professional term, printed in brackets after the title."""


@dataclass(frozen=True, slots=True)
class EngagementSummaryPaper:
    """The engagement summary (ENG): two pages to pin on the wall, for the owner."""

    head: Head
    firm: Firm
    plan: PaymentPlan
    agreement: str = ""
    """Number and state of the agreement: "Agreement SOW-001 signed"; empty where none is signed."""
    quote: str = ""
    situation: str = ""
    measures: tuple[Measure, ...] = ()
    on_site: Person | None = None
    team: tuple[Person, ...] = ()
    team_note: str = ""
    hours: SharedHours | None = None
    schedule: Schedule = NO_SCHEDULE
    next_act: str = ""
    """The act, in bold: "Nothing to sign today."."""
    next_act_detail: str = ""
    promises: tuple[Promise, ...] = ()
    not_included: tuple[str, ...] = ()
    risks: tuple[Risk, ...] = ()
    changes: str = ""
    """How a change is asked for, priced and decided, in two lines."""
    contacts: tuple[Person, ...] = ()


RESULTS = ("pass", "not_yet", "cant_tell")
"""The three answers to a sign-off test, as `TestResult.result` names them."""


@dataclass(frozen=True, slots=True)
class TestResult:
    """A sign-off test as it was found; `result` is one of `RESULTS`."""

    __test__ = False

    number: str
    """"4.1": stage and test."""
    agreed: str
    pass_if: str = ""
    result: str = "pass"
    seen: str = ""
    proof: str = ""
    earlier: str = ""
    """What an earlier try found: "9 Jun: stock value out by £1,284.60"."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An exception with which a stage is accepted: what is left, until when, and what is kept for it."""

    text: str
    fix_by: date | None = None
    held: Money | None = None


@dataclass(frozen=True, slots=True)
class Deliverable:
    """Something handed over in the stage."""

    name: str
    version: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class AgreementRecord:
    """A typed name as record of agreement: who, on which day, and how it was recorded."""

    name: str
    on: date
    source: str = ""
    """For somebody without the program: "recorded by E. Thornaby from a mail of 19 Jun 2026"."""


@dataclass(frozen=True, slots=True)
class Release:
    """The payment an acceptance releases: price − held − for open items − late credit = to pay."""

    stage_price: Money
    to_pay: Price
    share: Decimal | None = None
    contract_price: Money | None = None
    held: Money | None = None
    held_share: Decimal | None = None
    held_for_items: Money | None = None
    credit: Money | None = None
    credit_reason: str = ""
    """"Late by 8 working days: 3 beyond the 5 of grace, 0.5% each"."""
    due: date | None = None
    due_words: str = ""
    """"Due 14 days after Larchfield’s invoice." where no date is known yet."""


@dataclass(frozen=True, slots=True)
class AcceptancePaper:
    """The acceptance certificate (ACC): one stage, tested, accepted and released for payment."""

    head: Head
    firm: Firm
    stage_number: int
    stage_name: str
    accepted_by: Person
    decided_on: date
    release: Release
    stage_short: str = ""
    agreement: str = ""
    """"SOW-001 v1"; empty where the plan has no number."""
    changed_by: tuple[str, ...] = ()
    """Numbers of the change orders that apply."""
    attempt: int = 1
    first_tried: date | None = None
    tests: tuple[TestResult, ...] = ()
    open_items: tuple[OpenItem, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    warranty: str = ""
    """When the free fixing starts and how long it lasts."""
    acknowledged_by: Person | None = None
    owner_record: AgreementRecord | None = None
    supplier_record: AgreementRecord | None = None
    proofs: tuple[FileLine, ...] = ()
