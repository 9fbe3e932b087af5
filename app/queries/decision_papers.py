"""The rows of the papers of a decision: quotes side by side, the record of the choice, and the letters.

As with `app.queries.papers`, a paper holds what its document prints, already cut to its audience: in a letter
there is nothing of any other provider.
"""

from dataclasses import dataclass
from datetime import date

from app.analysis.money import Money
from app.queries.paper_parts import Coverage, CriterionScore, Disclosure, Firm, Head, Person
from app.queries.paper_prices import Price
from app.queries.papers import PriceComparison


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One quote's answer in a row: its words, and "lowest", "earliest" or "most" where it is the best."""

    text: str
    best: str = ""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row of a table, with a cell for every quote in the order of `ComparisonPaper.firms`."""

    title: str
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """Rows that belong together, under their title."""

    title: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPaper:
    """The quote comparison (QCM): scope before price, every quote on one footing.

    `chosen` is the place of the chosen quote among `firms`; None as long as nobody has chosen.
    """

    head: Head
    firms: tuple[Firm, ...]
    verdict: str
    key: tuple[ComparedRow, ...]
    """The six rows of the first page."""
    coverage: Coverage
    groups: tuple[ComparedGroup, ...]
    watch_out: tuple[tuple[str, ...], ...]
    """What to ask each of them; empty where nothing was found."""
    prices: PriceComparison | None = None
    footnotes: tuple[str, ...] = ()
    """Basis and date of each gap allowance and of each exchange rate."""
    chosen: int | None = None
    opened: str = ""
    """When the quotes were opened."""
    unsaid: tuple[str, ...] = ()
    """Rows in which no quote says anything: told in one line instead of a row of each."""
    tax: str = ""
    """What is to know of tax: whether it is stated, and that all amounts exclude it."""
    act: str = ""
    act_detail: str = ""


@dataclass(frozen=True, slots=True)
class DecidedQuote:
    """One quote in the record of a decision; the chosen one is set strong."""

    firm: Firm
    covered: str
    once: Money | None = None
    three_years: Money | None = None
    points: str = ""
    """Points of its evaluation, ready to print; empty where it was not evaluated."""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class NotChosen:
    """Why one was not chosen, from what is on record of it."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """The decision record (DEC): what was decided, by whom and why, as it will be read in a year."""

    head: Head
    firm: Firm | None
    """Whom the owner chose; None where none was chosen."""
    price: Price | None
    decided_by: Person
    decided_on: date
    words: str
    """The owner's own words."""
    reasons: tuple[str, ...] = ()
    """The rows of the comparison that decided it, or why none was chosen."""
    compared: tuple[DecidedQuote, ...] = ()
    should_once: Money | None = None
    should_three_years: Money | None = None
    should_fixed: str = ""
    weights: tuple[CriterionScore, ...] = ()
    """What counted: the weight of each criterion, and the points of the chosen one."""
    weights_note: str = ""
    not_chosen: tuple[NotChosen, ...] = ()
    would_change: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    disclosure: Disclosure | None = None
    next_act: str = ""
    next_act_detail: str = ""
    evidence: tuple[str, ...] = ()
    """Numbers of the papers the decision rests on."""
    withdrawn: str = ""
    """Why the decision was taken back; empty while it stands."""


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """A letter (AWD, DCL, DBF, COR) to one provider. Nothing in it is of any other.

    `price` is the provider's own and stands in an award alone. `reviewed` says by whom and when its words were
    settled; empty while nobody has.
    """

    head: Head
    kind: str
    firm: Firm
    quote_day: date | None
    decided_on: date
    price: Price | None = None
    valid_until: date | None = None
    none_chosen: bool = False
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    words: str = ""
    reviewed: str = ""
    replaced: tuple[str, ...] = ()
    """Numbers and days of the letters that no longer hold: for a correction."""
    stands_again: bool = False
    """Whether the quote can be chosen again, now that the choice has been taken back."""
    ask: Person | None = None
    refusal: str = ""
    """Why it cannot be issued as it is: a line that tells of another provider."""
