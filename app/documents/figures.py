"""The figures of documents: what they show, and the same said as a table.

A figure holds values and labels that are ready to read; `drawing` paints it, and its `title`, `head`
and `cells` give the web page, and anyone who cannot see it, the same facts as a table.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from app.analysis.money import Money
from app.words import say
from app.words.formats import Formats

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Column titles, then rows of cells."""


@dataclass(frozen=True, slots=True)
class TimeLineRow:
    """A stage: its bar, the diamond at its end, and the words beside the diamond."""

    number: int
    name: str
    start: date | None
    end: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of the calendar; one day where `first` is `last`."""

    first: date
    last: date
    label: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Stages as bars, one row each with the name at the left, so that labels cannot collide."""

    rows: tuple[TimeLineRow, ...]
    bands: tuple[Span, ...] = ()
    marks: tuple[Span, ...] = ()
    today: date | None = None
    today_label: str = ""

    def table(self, formats: Formats) -> Table:
        """Stage, start and planned sign-off; then the bands and marks."""
        stages = tuple(
            (f"{row.number} {row.name}", formats.day(row.start), formats.day(row.end)) for row in self.rows
        )
        spans = tuple(
            (span.label, formats.day(span.first), formats.day(span.last))
            for span in (*self.bands, *self.marks)
        )
        return (say("Stage"), say("From"), say("Sign-off")), stages + spans


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A line of a schedule: its bar, what of it is done, the first plan, and the words beside it."""

    name: str
    depth: int
    status: str
    start: date | None
    end: date | None
    done: date | None = None
    """The last day that is drawn solid; None where nothing is done."""
    first_start: date | None = None
    first_end: date | None = None
    late: date | None = None
    """The day by which it is over nine times in ten."""
    pay: str = ""
    slip: str = ""
    moment: bool = False
    """It takes no days."""
    signed: bool = False
    """A sign-off lies at its end."""
    decides: bool = False
    """A day lost here is a day lost at the end."""


@dataclass(frozen=True, slots=True)
class Gantt:
    """A schedule over as many pages as it needs, names and head repeated on each."""

    rows: tuple[GanttRow, ...]
    bands: tuple[Span, ...] = ()
    """Days that are not worked; only those with a label are listed in words."""
    marks: tuple[Span, ...] = ()
    today: date | None = None

    def table(self, formats: Formats) -> Table:
        """What is drawn, row by row, and the days off that have a name."""
        head = (say("What"), say("How it stands"), say("From"), say("To"), say("First plan"), say("Pay"))
        rows = tuple(
            (
                row.name,
                ", ".join(filter(None, (row.status, row.slip))),
                formats.day(row.start),
                formats.day(row.end),
                formats.day(row.first_end),
                row.pay,
            )
            for row in self.rows
        )
        spans = tuple(
            (span.label, "", formats.day(span.first), formats.day(span.last), "", "")
            for span in (*self.bands, *self.marks)
            if span.label
        )
        return head, rows + spans


@dataclass(frozen=True, slots=True)
class PaymentSegment:
    """A payment as a piece of the bar.

    `state` is "planned" where all of the bar is a plan, else "paid", "due", "to_come" or "held".
    """

    share: Money
    name: str
    amount: str
    when: str = ""
    state: str = "planned"


@dataclass(frozen=True, slots=True)
class PaymentBar:
    """The price cut into its payments, to scale; what is held back is the hatched end."""

    segments: tuple[PaymentSegment, ...]

    def table(self, formats: Formats) -> Table:
        """Payment, amount and when it falls due."""
        return (
            (say("Payment"), say("Amount"), say("When")),
            tuple((segment.name, segment.amount, segment.when) for segment in self.segments),
        )


@dataclass(frozen=True, slots=True)
class Contribution:
    """Points earned on one criterion, out of its weight; the runner-up's beside them."""

    name: str
    weight: Decimal
    points: Decimal
    other: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Contributions:
    """Bars on one zero: points inside the outline of the weight, a tick for the runner-up."""

    rows: tuple[Contribution, ...]
    winner: str
    other: str = ""

    def table(self, formats: Formats) -> Table:
        """Criterion, weight, points, and the runner-up's points."""
        head = (say("What counted"), say("Weight"), self.winner, *((self.other,) if self.other else ()))
        return head, tuple(
            (
                row.name,
                self.weight(row, formats),
                points(row.points, formats),
                *((points(row.other, formats),) if self.other else ()),
            )
            for row in self.rows
        )

    def weight(self, row: Contribution, formats: Formats) -> str:
        """The weight of a row, with a decimal where any row needs one."""
        whole = all(row.weight == row.weight.to_integral_value() for row in self.rows)
        return formats.number(row.weight) if whole else formats.one_decimal(row.weight)

    @property
    def total(self) -> Decimal:
        """Points of the winner, out of the sum of weights."""
        return sum((row.points for row in self.rows), Decimal(0))

    @property
    def other_total(self) -> Decimal:
        """Points of the runner-up."""
        return sum((row.other or Decimal(0) for row in self.rows), Decimal(0))


@dataclass(frozen=True, slots=True)
class PriceBar:
    """A quote on the same scope: what was quoted, and what is added for what it leaves out."""

    name: str
    note: str
    quoted: Money
    allowance: Money | None = None
    chosen: bool = False
    unknown: bool = False
    """What it leaves out has no figure yet: the bar shows what was quoted, and no like-for-like price."""

    @property
    def total(self) -> Money:
        """The like-for-like price, as far as it is known."""
        return self.quoted + self.allowance if self.allowance else self.quoted


@dataclass(frozen=True, slots=True)
class PriceBars:
    """Like-for-like prices from zero, over the should-cost band and its dashed middle."""

    rows: tuple[PriceBar, ...]
    should_cost: Money | None = None
    low: Money | None = None
    high: Money | None = None
    fixed: str = ""
    """When the should-cost was fixed: "Should cost, fixed 6 Feb"."""
    most: Money | None = None
    """The longest bar of all pages: where quotes go on over several, the same length is the same price."""

    def table(self, formats: Formats) -> Table:
        """Quote, quoted price, allowance and like-for-like price; then the should-cost."""
        bars = tuple(
            (
                ", ".join(filter(None, (row.name, row.note))),
                formats.money_short(row.quoted),
                formats.money_short(row.allowance),
                say("Not known yet") if row.unknown else formats.money_short(row.total),
            )
            for row in self.rows
        )
        should = ((self.fixed or say("Should cost"), "", "", formats.money_short(self.should_cost)),)
        head = (say("Quote"), say("Quoted"), say("Gap allowance"), say("Like for like"))
        return head, bars + (should if self.should_cost else ())


@dataclass(frozen=True, slots=True)
class HoursStrip:
    """The owner's opening hours over the hours the team can be reached."""

    site: str
    site_from: time
    site_to: time
    team: str
    team_from: time
    team_to: time
    shared: str
    """The sentence inside the bar: "8 shared hours a day"."""

    def table(self, formats: Formats) -> Table:
        """Who, from and to; the shared hours below."""
        return (
            (say("Who"), say("From"), say("To")),
            (
                (self.site, clock(self.site_from), clock(self.site_to)),
                (self.team, clock(self.team_from), clock(self.team_to)),
                (self.shared, "", ""),
            ),
        )


Figure = TimeLine | Gantt | PaymentBar | Contributions | PriceBars | HoursStrip


def clock(moment: time) -> str:
    """A time of day as the hour strip and its table show it: 8:00."""
    return f"{moment.hour}:{moment.minute:02d}"


def points(value: Decimal | None, formats: Formats) -> str:
    """Points with one decimal, as every table of them shows."""
    return formats.one_decimal(value)
