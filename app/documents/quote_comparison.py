"""The quote comparison: lying pages, scope left of price, four providers a page at the most.

Page 1 answers alone: what the figures say, the key rows and the prices on one footing. Then every must-have
against every quote, then money, people and terms, with the basis of every figure that is ours.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.analysis.money import Money
from app.documents.appendices import matrix, price_figure
from app.documents.content import (
    Act,
    Cell,
    Chapter,
    Column,
    Content,
    DocumentStatus,
    Drawn,
    Fact,
    Grid,
    Issue,
    NewPage,
    Part,
    Row,
    SideBySide,
    Text,
    parts,
    rows,
)
from app.documents.pages import draw_content
from app.documents.wording import bind, document, opening_facts, sentences
from app.queries.decision_papers import ComparedCell, ComparedGroup, ComparedRow, ComparisonPaper
from app.queries.papers import PriceComparison
from app.words import say
from app.words.formats import Formats

MOST = 4
"""Providers beside one another on a page."""
SHARES = (0.5, 0.5)
"""Of the first page's width: scope, price."""
SHORT = 10
"""Characters of an answer that is kept on one line beside three others."""


def draw(
    paper: ComparisonPaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The comparison as PDF."""
    issue = Issue(status, number, issued, version, replaced_by)
    return draw_content(paper, content(paper, formats, issue), formats, paper_size)


def content(paper: ComparisonPaper, formats: Formats, issue: Issue) -> Content:
    """What the comparison says."""
    pieces = _pieces(len(paper.firms))
    return document(
        paper.head,
        issue,
        formats,
        kind=say("Quote comparison"),
        facts=(
            *opening_facts(paper.head, issue, formats, paper.opened),
            Fact(say("All amounts"), say("excl.\u00a0tax"), (paper.tax,)),
        ),
        body=(
            Text(paper.verdict, "verdict"),
            *_answer(paper, pieces, formats),
            NewPage(),
            *_scope(paper, pieces),
            *(part for piece in pieces for part in _inside(paper, piece)),
            *_footnotes(paper),
        ),
        landscape=True,
    )


def _pieces(count: int) -> list[range]:
    """Which quotes stand beside one another: as even as can be, so that none is left alone on a page."""
    pages = max(1, -(-count // MOST))
    size, more = divmod(count, pages)
    starts = [at * size + min(at, more) for at in range(pages + 1)]
    return [range(starts[at], starts[at + 1]) for at in range(pages)]


# --- page 1: the answer ---------------------------------------------------------------------------


def _answer(paper: ComparisonPaper, pieces: Sequence[range], formats: Formats) -> tuple[Part, ...]:
    """The first page says what to do also where not all quotes have room on it."""
    first, *more = [_first(paper, piece, formats) for piece in pieces]
    act = parts(Act(paper.act, paper.act_detail) if paper.act else None)
    if not more:
        return (*first, *_asking(paper), *act)
    return (*first, *act, *(part for found in more for part in found), *_asking(paper))


def _first(paper: ComparisonPaper, piece: range, formats: Formats) -> tuple[Part, ...]:
    price = _prices(paper, piece, formats)
    scope: tuple[Part, ...] = (Text(say("Scope before price"), "subheading"), _key(paper, piece))
    if not price:
        return scope
    return (SideBySide((scope, price), SHARES),)


def _key(paper: ComparisonPaper, piece: range) -> Grid:
    heads = (Column(paper.firms[at].short, share=1, right=True) for at in piece)
    return Grid(
        (Column(share=1.25, style="prose"), *heads),
        rows((row.title, *(_number(row.cells[at]) for at in piece)) for row in paper.key),
    )


def _number(cell: ComparedCell) -> Cell:
    best = (Text(cell.best, "note_right"),) if cell.best else ()
    return (Text(bind(cell.text) if len(cell.text) <= SHORT else cell.text, "number"), *best)


def _prices(paper: ComparisonPaper, piece: range, formats: Formats) -> tuple[Part, ...]:
    """Bars of the quotes of this page, as long against one another as on every other page."""
    if paper.prices is None:
        return ()
    here = tuple(row for row in paper.prices.rows if row.place in piece)
    if not here:
        return ()
    figure, band = price_figure(replace(paper.prices, rows=here))
    figure = replace(figure, most=_longest(paper.prices))
    caption = sentences(band, paper.prices.note)
    return parts(
        Text(say("Price, on the same scope"), "subheading"),
        figure,
        Text(caption, "caption") if caption else None,
    )


def _longest(prices: PriceComparison) -> Money:
    return max(row.quoted + row.allowance if row.allowance else row.quoted for row in prices.rows)


def _asking(paper: ComparisonPaper) -> tuple[Part, ...]:
    """What to look into before choosing, by provider; a question is no reproach."""
    asked = [
        (Text(firm.short, "cell_strong"), Text(sentences(*found), "prose"))
        for firm, found in zip(paper.firms, paper.watch_out, strict=True)
        if found
    ]
    if not asked:
        return ()
    grid = Grid((Column(share=0.16), Column(share=0.84, style="prose")), rows(asked))
    return (Text(say("Watch out for"), "subheading"), grid)


# --- page 2: scope --------------------------------------------------------------------------------


def _scope(paper: ComparisonPaper, pieces: Sequence[range]) -> tuple[Part, ...]:
    if not paper.coverage.rows:
        return (Chapter(say("What each quote covers"), (Text(say("The brief names no must-have.")),)),)
    note = say(
        "Included, partly, not included and not said are taken from each reply, not from our opinion. "
        "“Not said” counts as not covered until the provider answers."
    )
    note = sentences(note, say("On the first page, partly counts as half."))
    return tuple(
        Chapter(
            _title(say("What each quote covers"), number, pieces),
            (matrix(paper.coverage, piece), Text(note, "caption")),
        )
        for number, piece in enumerate(pieces)
    )


def _title(title: str, number: int, pieces: Sequence[range]) -> str:
    return say("{title} (continued)", title=title) if number and len(pieces) > 1 else title


# --- page 3: money, people, terms -----------------------------------------------------------------


def _inside(paper: ComparisonPaper, piece: range) -> tuple[Part, ...]:
    body: list[Row] = []
    for group in paper.groups:
        body += _group(group, piece)
    grid = Grid(
        (
            Column(share=1.1, style="prose"),
            *(Column(paper.firms[at].name, share=1, style="prose") for at in piece),
        ),
        tuple(body),
    )
    title = say("Money, people and terms") if not piece.start else say("Money, people and terms (continued)")
    unsaid = (
        (Text(say("No quote says: {rows}.", rows="; ".join(paper.unsaid)), "caption"),)
        if paper.unsaid
        else ()
    )
    return (Chapter(title, (grid, *unsaid)),)


def _group(group: ComparedGroup, piece: range) -> list[Row]:
    head = Row((Text(group.title, "cell_strong"), *("" for _ in piece)), heads=True)
    return [head, *(_line(row, piece) for row in group.rows)]


def _line(row: ComparedRow, piece: range) -> Row:
    def cell(found: ComparedCell) -> Cell:
        if not found.best:
            return Text(found.text, "prose")
        return Text(say("{answer} ({best})", answer=found.text, best=found.best), "prose")

    return Row((row.title, *(cell(row.cells[at]) for at in piece)))


def _footnotes(paper: ComparisonPaper) -> tuple[Part, ...]:
    if not paper.footnotes:
        return ()
    notes = tuple(Text(note, "caption") for note in paper.footnotes)
    return (Text(say("Where our figures come from"), "subheading"), *notes)
