"""The rows of a statement of work: clauses in plain words, tables, and what each must-have is traced to."""

from dataclasses import dataclass
from datetime import date

from app.analysis.money import Money
from app.queries.papers import AgreementRecord, Firm, Head, Measure, PaymentPlan, Person


@dataclass(frozen=True, slots=True)
class WorkClause:
    """One of the eighteen clauses: numbered lines, and a professional term under its plain name."""

    number: int
    title: str
    term: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """What a stage hands over, and the must-haves it serves."""

    number: str
    text: str
    serves: str
    stage: int


@dataclass(frozen=True, slots=True)
class TestLine:
    """A sign-off test: what is checked, how, and by whom."""

    __test__ = False

    number: str
    text: str
    how: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A service level: what is promised, where it hurts, and what hangs on it."""

    name: str
    promise: str
    critical: str
    weight: str


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting of the rhythm."""

    what: str
    who: str
    length: str
    result: str


@dataclass(frozen=True, slots=True)
class DutyTable:
    """Who does what: the names above the columns, a row of letters for each activity, and what they mean."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    letters: str


@dataclass(frozen=True, slots=True)
class TraceLine:
    """A must-have and what proves it; empty texts where nothing does."""

    number: str
    must: str
    deliverables: str
    tests: str
    passes: str
    stages: str
    reason: str = ""
    """Why no test covers it."""

    @property
    def is_whole(self) -> bool:
        """Whether it has a deliverable, a test and a stage."""
        return bool(self.deliverables and self.tests and self.stages)


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """The statement of work of an engagement; what both sides sign."""

    head: Head
    firm: Firm
    plan: PaymentPlan
    clauses: tuple[WorkClause, ...]
    starts_on: date | None = None
    version: int = 1
    """The version of the plan it states, or will be."""

    can_be_issued: bool = False
    """Whether its text is agreed, so that it can be signed."""

    measures: tuple[Measure, ...] = ()
    deliverables: tuple[DeliverableLine, ...] = ()
    tests: tuple[TestLine, ...] = ()
    levels: tuple[LevelLine, ...] = ()
    service_fee: Money | None = None
    meetings: tuple[MeetingLine, ...] = ()
    duties: DutyTable | None = None
    trace: tuple[TraceLine, ...] = ()
    provider_lead: Person | None = None
    owner_record: AgreementRecord | None = None
    provider_record: AgreementRecord | None = None
