"""What a document says, as parts: the one description both the PDF and the web page are made from.

A document module turns its paper into a `Content`; `layout` draws the parts, `web_twin` writes them.
Texts are plain (nothing is markup) and ready to read; `fonts.strong` marks emphasis inside them.
Styles are named by their role in `styles`, never by a size.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.documents.figures import Figure
from app.documents.fonts import MissingGlyph
from app.documents.form_parts import FormTable


class DocumentStatus(Enum):
    """Where a document stands; each but ISSUED and PRINT is marked across every page."""

    DRAFT = "draft"
    PRINT = "print"
    """What is on record on its day, like a printed list: never issued, so it has no number and binds nobody."""

    ISSUED = "issued"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Issue:
    """The standing of one document: a draft has neither number nor date of issue."""

    status: DocumentStatus
    number: str | None = None
    issued: date | None = None
    version: int = 1
    replaced_by: str = ""

    def __post_init__(self) -> None:
        if self.status in (DocumentStatus.DRAFT, DocumentStatus.PRINT):
            if self.number is not None:
                raise ValueError("what is not issued carries no number")
        elif self.number is None or self.issued is None:
            raise ValueError("an issued document needs its number and its date of issue")

    @property
    def is_draft(self) -> bool:
        """Whether nothing in it can be signed yet."""
        return self.status is DocumentStatus.DRAFT


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in one of the named styles."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of equals, in one column or several."""

    items: tuple[str, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Marked:
    """A state in a table: a mark told apart by its shape, its word, and a note below.

    States: "good", "partly", "bad", "unknown" and "open", an empty box to tick.
    """

    state: str
    word: str
    note: str = ""


Cell = str | Text | Marked | tuple[Text | Marked, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: `share` of what is left, or as wide as its contents where `share` is 0."""

    title: str = ""
    share: float = 0
    right: bool = False
    style: str = ""
    """Style of plain cells where it is neither "cell" nor "number"."""
    least: float = 0
    """Share of the table's width that a column as wide as its contents has at least."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; a total is set strong under a heavier rule, and so is one that heads the rows below it."""

    cells: tuple[Cell, ...]
    total: bool = False
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Its head is repeated on every page; a grid without column titles has none."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    dense: bool = False
    """A list that must not take more room than its lines: hardly any padding, no rules between rows."""

    with_sum: int = 1
    """Rows that stay on one page with the sum under them, where there are as many."""

    @property
    def has_head(self) -> bool:
        """Whether any column carries a title."""
        return any(column.title for column in self.columns)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Stacks of parts beside each other, by share of the width."""

    stacks: tuple[tuple["Part", ...], ...]
    shares: tuple[float, ...] = ()
    before: float = 9.0
    """Points above it; chapters side by side take as much as one by itself."""


@dataclass(frozen=True, slots=True)
class Section:
    """A side-head section: its label at the left, its parts in the prose column."""

    label: str
    parts: tuple["Part", ...]
    hint: str = ""
    """A caption below the label: "Amounts excl. tax"."""

    flows: bool = False
    """Numbered lines that go on over the page's end, however few they are."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading over the full width with what belongs to it."""

    title: str
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Act:
    """The one tinted panel of a document: what the reader is to do, and by when."""

    text: str
    then: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """One side of a signature row; `record` replaces the line where a typed name was recorded."""

    side: str
    what: str
    name: str
    role: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signature lines, side by side. Never part of a draft."""

    parties: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Boxes to tick with a line to sign under them. Never part of a draft."""

    options: tuple[str, ...]
    signature: str
    name: str
    date: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """Empty lines to write on, under headings with their shares of the width."""

    titles: tuple[tuple[str, float], ...]
    lines: int


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts a page, unless the page before it is less than half full."""


Part = (
    Text
    | Bullets
    | Grid
    | SideBySide
    | Section
    | Chapter
    | Act
    | Signatures
    | Choice
    | Ruled
    | NewPage
    | FormTable
    | Figure
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A cell of the key-facts strip: what it is, what it says, and what qualifies it."""

    label: str
    value: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document before it is drawn."""

    kind: str
    """What the document is called: "Proposal"."""
    title: str
    project: str
    letterhead: str
    letterhead_line: str
    logo: bytes | None
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    foot: str
    """Confidentiality, number and date: the left of every page's foot."""
    issue: Issue
    dated: date
    """Date in the metadata: of issue, or the day a draft's rows were read."""
    landscape: bool = False
    """Whether its pages lie on their side: what stands beside one another needs the width."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished PDF with its number of pages and the characters that are not in it as they were typed."""

    pdf: bytes
    pages: int
    missing: tuple[MissingGlyph, ...]
    """Drawn as a box with their code point: the fonts have no sign for them."""

    invisible: tuple[MissingGlyph, ...]
    """Left out: there is nothing to be seen of them."""


def parts(*found: Part | None) -> tuple[Part, ...]:
    """The parts that exist: builders answer None where the paper has nothing to say."""
    return tuple(part for part in found if part is not None)


def rows(cells: Iterable[tuple[Cell, ...]]) -> tuple[Row, ...]:
    """Plain table rows."""
    return tuple(Row(row) for row in cells)
