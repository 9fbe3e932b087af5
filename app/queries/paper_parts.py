"""The parts papers are made of: people, prices, stages, tests, checks.

`app.queries.papers` says what holds for all of them and hands every name on.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from app.analysis.money import Money
from app.queries.paper_prices import Price


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in a document, with the firm they speak for and where to reach them."""

    name: str
    role: str = ""
    firm: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
    """What to call them for, or how often they come: one short line."""


@dataclass(frozen=True, slots=True)
class Firm:
    """A provider as documents name it: in full once, shortly afterwards."""

    name: str
    short: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is: the broker's, or the owner's own where no broker advises."""

    name: str
    line: str = ""
    logo: bytes | None = None
    """PNG or JPEG; without one the first letter of the name is drawn in a square."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first page of every document opens with."""

    project: str
    letterhead: Letterhead
    owner: Person
    prepared_by: Person
    prepared_on: date
    """The day the rows were read: a draft is dated by it, an issued document by its issue."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something the owner will count to know whether it worked."""

    what: str
    unit: str = ""
    today: Decimal | None = None
    target: Decimal | None = None
    read_on: str = ""
    """When it is read: a date or "day 90", ready to print."""


@dataclass(frozen=True, slots=True)
class Risk:
    """What could go wrong, what is planned against it, and who watches it."""

    risk: str
    plan: str = ""
    watched_by: str = ""


@dataclass(frozen=True, slots=True)
class TimeBand:
    """A stretch of the calendar that is shaded: a season in which nothing may be switched."""

    first: date
    last: date
    label: str


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A single day worth a dashed line: the end of an old contract."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A planned stage with its money: price = held + to pay. Late credits are never in a plan."""

    number: int
    name: str
    price: Money
    held: Money
    to_pay: Money
    short: str = ""
    """A name of at most 28 characters for charts; empty where `name` is short enough."""
    share: Decimal | None = None
    start: date | None = None
    sign_off: date | None = None
    what_happens: str = ""
    you_do: str = ""
    you_check: str = ""
    in_advance: bool = False
    """Whether it is paid before its work begins."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice of the plan with its own rounded tax: a stage, or the held money at the end."""

    label: str
    name: str
    price: Price
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PaymentPlan:
    """How the price is paid: stages, what is held and until when, and the invoices with their tax."""

    total: Price
    stages: tuple[Stage, ...] = ()
    held_share: Decimal | None = None
    held: Money | None = None
    held_until: str = ""
    """When the held money is released, in words: "60 days after stage 5" (a date is not yet known)."""
    payment_days: int | None = None
    invoices: tuple[Invoice, ...] = ()
    note: str = ""
    """A sentence on rounding, where sums differ from the plain percentage."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What stands around the stages on a time line."""

    bands: tuple[TimeBand, ...] = ()
    marks: tuple[TimeMark, ...] = ()
    today: date | None = None


NO_SCHEDULE = Schedule()


@dataclass(frozen=True, slots=True)
class SharedHours:
    """When the owner's place is open, when the team can be reached, and how long both are, per day."""

    site: str
    site_from: time
    site_to: time
    team: str
    team_from: time
    team_to: time
    shared: Decimal


@dataclass(frozen=True, slots=True)
class Requirement:
    """A must-have or nice-to-have in the owner's words, with its number and its test where known."""

    number: str
    text: str
    test: str = ""


@dataclass(frozen=True, slots=True)
class UserGroup:
    """People who will use it, counted once in their main role."""

    who: str
    count: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SystemInUse:
    """What does a job today, and whether it is kept, replaced or connected."""

    job: str
    system: str
    plan: str = ""
    keeper: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and its answer; `ask_broker` where the owner left it for the broker's next visit."""

    question: str
    answer: str = ""
    ask_broker: bool = False


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The answers to one template's own questions."""

    title: str
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """What the owner has in mind to spend, only where the audience may read it."""

    low: Money | None = None
    high: Money | None = None
    monthly: Money | None = None
    payment: str = ""
    shown: str = ""
    """What providers are told of it: "The range is left out of quote requests."."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Importance:
    """How much a factor counts, in the owner's word; `share` is its weight of one where it is settled."""

    factor: str
    level: str = ""
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Choosing:
    """How the decision is made: by whom, by when, and what matters."""

    decider: str = ""
    others: tuple[str, ...] = ()
    by: date | None = None
    factors: tuple[Importance, ...] = ()


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file handed over beside the document, recognisable by its hash."""

    name: str
    size: int
    """In bytes."""
    sha256: str
    number: str = ""
    """Its proof number, "P-11", where tests cite it."""
    source: str = ""
    """Who recorded it and from what: "recorded by E. Thornaby from a mail of 17 Jun 2026"."""


@dataclass(frozen=True, slots=True)
class EffortRange:
    """Low, likely and high effort of a part, in person-days."""

    name: str
    low: Decimal
    likely: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Estimate:
    """The estimate behind the brief; only for the owner and the broker."""

    parts: tuple[EffortRange, ...]
    total: EffortRange
    p50: Decimal | None = None
    p80: Decimal | None = None
    cost_likely: Money | None = None
    cost_p80: Money | None = None
    basis: str = ""
    sourcing_class: str = ""
    sourcing_reason: str = ""
    provisional: bool = False
    """True where an input of the sourcing rules is still unknown."""
    pricing_model: str = ""
    pricing_reason: str = ""


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """Points a provider earned on one criterion, of the most it could; the runner-up's beside it."""

    name: str
    weight: Decimal
    points: Decimal
    other: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OtherOption:
    """A provider not recommended, in three lines; None where no figure exists."""

    firm: Firm
    in_short: str
    points: Decimal | None = None
    three_years: Money | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of what it costs: the project, equipment, running per month."""

    name: str
    price: Price


@dataclass(frozen=True, slots=True)
class Disclosure:
    """How the broker is paid and what ties it has, as the owner may read it."""

    broker: str
    fee: Money | None = None
    fee_words: str = ""
    ties: tuple[str, ...] = ()
    acknowledged: date | None = None
    awards: tuple[str, ...] = ()


COVERAGE = ("included", "partly", "not_included", "not_said")
"""The four states of a must-have in a quote, as `CoverageCell.state` names them."""


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """What one quote says about one must-have; `state` is one of `COVERAGE`."""

    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A must-have against every quote, in the order of `Coverage.firms`."""

    requirement: Requirement
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage matrix of appendix A, recommended provider first."""

    firms: tuple[Firm, ...] = ()
    rows: tuple[CoverageRow, ...] = ()


NO_COVERAGE = Coverage()


@dataclass(frozen=True, slots=True)
class ProviderCheck:
    """A credential of the recommended provider: how it was checked, when, by whom, until when it holds."""

    name: str
    level: int
    """0 claimed, 1 document seen, 2 confirmed at the source, 3 tested by us."""
    level_words: str
    checked_on: date | None = None
    checked_by: str = ""
    valid_until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A past client of the recommended provider, and what was heard."""

    client: str
    work: str = ""
    finished: str = ""
    spoken_on: date | None = None
    heard: str = ""
    """What they said in short; empty where nobody has spoken to them."""
