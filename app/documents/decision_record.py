"""The decision record: what was decided and why, in the owner's words, as it will be read in a year."""

from datetime import date

from app.documents.content import (
    Cell,
    Column,
    Content,
    DocumentStatus,
    Drawn,
    Fact,
    Grid,
    Issue,
    Part,
    Row,
    Section,
    Text,
    parts,
    rows,
)
from app.documents.figures import Contribution, Contributions
from app.documents.fonts import strong
from app.documents.pages import draw_content
from app.documents.terms import disclosure_section
from app.documents.wording import (
    bind,
    day,
    document,
    listed,
    money,
    name_and_role,
    price_notes,
    quoted,
    rate_notes,
    said,
    sentences,
    standing,
    table,
)
from app.queries.decision_papers import DecidedQuote, DecisionPaper
from app.words import say
from app.words.formats import NOTHING, Formats


def draw(
    paper: DecisionPaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The record as PDF."""
    issue = Issue(status, number, issued, version, replaced_by)
    return draw_content(paper, content(paper, formats, issue), formats, paper_size)


def content(paper: DecisionPaper, formats: Formats, issue: Issue) -> Content:
    """What the record says."""
    by = paper.head.prepared_by
    advice = by.name if by.name != paper.head.owner.name else say("Nobody")
    price = (
        Fact(
            say("Price"),
            money(formats, paper.price.excl),
            (*price_notes(formats, paper.price), *rate_notes(formats, paper.price)),
        )
        if paper.price is not None
        else Fact(say("Price"), say("None"), (say("nothing is bought by this"),))
    )
    return document(
        paper.head,
        issue,
        formats,
        kind=say("Decision record"),
        title=_title(paper),
        facts=(
            Fact(say("Decided by"), paper.decided_by.name, (paper.decided_by.firm,)),
            Fact(say("On"), day(formats, paper.decided_on), (say("no contract is signed by this"),)),
            standing(issue, paper.head, formats, say("advice by {name}", name=advice)),
            price,
        ),
        body=_body(paper, formats),
    )


def _title(paper: DecisionPaper) -> str:
    client = paper.head.owner.firm or paper.head.owner.name
    if paper.firm is None:
        return say("{client} chooses none of the quotes", client=client)
    return say("{client} chooses {provider}", client=client, provider=paper.firm.short)


def _body(paper: DecisionPaper, formats: Formats) -> tuple[Part, ...]:
    return parts(
        said(say("Why, in the owner’s words"), quoted(paper.words), "quote"),
        listed(say("What decided it"), paper.reasons),
        table(
            say("What was compared"), _compared(paper, formats), say("Amounts excl.\u00a0tax, like for like")
        ),
        table(say("Why not the others"), _others(paper)),
        said(
            say("What would change it"),
            sentences(*paper.would_change) or say("We have not tested what would change this choice."),
        ),
        listed(say("What was open"), paper.open_points),
        disclosure_section(paper.disclosure, formats) if paper.disclosure else None,
        Section(say("What happens next"), (Text(_next(paper)),)),
        Section(say("On record"), (Text(_record(paper, formats)),)),
        _counted(paper, formats),
    )


def _compared(paper: DecisionPaper, formats: Formats) -> Grid:
    pointed = any(row.points for row in paper.compared)
    columns = (
        Column(share=1),
        Column(say("Covered"), right=True),
        Column(say("Like for like"), right=True),
        Column(say("Three years"), right=True),
        *((Column(say("Points"), right=True),) if pointed else ()),
    )
    body = [Row(_line(row, formats, pointed=pointed)) for row in paper.compared]
    if paper.should_once is not None:
        should: tuple[Cell, ...] = (
            Text(say("Should cost, fixed {day}", day=paper.should_fixed), "note"),
            "",
            Text(bind(formats.money_short(paper.should_once)), "note_right"),
            Text(bind(formats.money_short(paper.should_three_years)), "note_right"),
            *(("",) if pointed else ()),
        )
        body.append(Row(should))
    return Grid(columns, tuple(body) if paper.compared else ())


def _line(row: DecidedQuote, formats: Formats, *, pointed: bool) -> tuple[Cell, ...]:
    name, number = ("cell_strong", "number_strong") if row.chosen else ("cell", "number")
    told = (row.covered, formats.money_short(row.once), formats.money_short(row.three_years))
    points = (Text(row.points or NOTHING, number),) if pointed else ()
    return (Text(row.firm.name, name), *(Text(bind(each), number) for each in told), *points)


def _counted(paper: DecisionPaper, formats: Formats) -> Section:
    label = say("What counted")
    if not paper.weights:
        return Section(label, (Text(paper.weights_note),))
    if paper.firm is None:
        grid = Grid(
            (Column(share=1), Column(say("Weight"), right=True)),
            rows((row.name, formats.number(row.weight)) for row in paper.weights),
        )
        return Section(label, (grid, Text(paper.weights_note, "caption")))
    figure = Contributions(
        tuple(Contribution(row.name, row.weight, row.points) for row in paper.weights), paper.firm.short
    )
    note = say(
        "Bar: points of {firm}. Outline: the most it could earn, which is the weight.", firm=paper.firm.short
    )
    return Section(label, (figure, Text(sentences(note, paper.weights_note), "caption")))


def _others(paper: DecisionPaper) -> Grid:
    return Grid(
        (Column(share=0.34), Column(share=0.66, style="prose")),
        rows((Text(row.name, "cell_strong"), row.why) for row in paper.not_chosen),
    )


def _next(paper: DecisionPaper) -> str:
    return sentences(strong(paper.next_act), paper.next_act_detail)


def _record(paper: DecisionPaper, formats: Formats) -> str:
    typed = say(
        "Recorded in the program by {name}, {day}. A typed name is a record of agreement, not a signature.",
        name=name_and_role(paper.decided_by),
        day=day(formats, paper.decided_on),
    )
    rests = say("It rests on {papers}.", papers=", ".join(paper.evidence)) if paper.evidence else ""
    return sentences(typed, rests)
