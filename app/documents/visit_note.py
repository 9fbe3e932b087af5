"""The visit note: one page to lie between owner and broker, with room to write."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.documents.content import (
    Act,
    Column,
    Content,
    DocumentStatus,
    Drawn,
    Fact,
    Grid,
    Issue,
    Marked,
    Part,
    Ruled,
    Section,
    SideBySide,
    Text,
    parts,
    rows,
)
from app.documents.fonts import NO_BREAK
from app.documents.one_page import brief_lines, cut_note, fewer, first_that_fits, left_for_next_visit
from app.documents.wording import bind, document, opening_facts
from app.queries.short_papers import AgendaLine, VisitPaper
from app.words import say
from app.words.formats import Formats

SPACES = (8, 6, 5, 4, 3, 2)
"""Lines to write on under each heading: as many as the page has room for."""
LEAST_SPACE = SPACES[-1]
SETTLED_SHOWN = 3
"""What is settled matters least at a visit: so many lines of it stay where there is too much to say."""


def draw(
    paper: VisitPaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The visit note as PDF, on one page however much there is to talk about."""
    issue = Issue(status, number, issued, version, replaced_by)
    return first_that_fits(paper, _shorter(paper, formats, issue), formats, paper_size)


def content(paper: VisitPaper, formats: Formats, issue: Issue) -> Content:
    """All there is to go through."""
    return _content(paper, formats, issue, SPACES[0])


def _shorter(paper: VisitPaper, formats: Formats, issue: Issue) -> Iterator[Content]:
    """The note said shorter and shorter: less room to write, shorter lines, then fewer of them."""
    for space in SPACES[:-1]:
        yield _content(paper, formats, issue, space)
    brief = replace(
        paper,
        agenda=tuple(replace(line, detail=_one(line.detail)) for line in paper.agenda),
        unknown=brief_lines(paper.unknown),
        points=brief_lines(paper.points),
        settled=brief_lines(paper.settled),
        next_act=_one(paper.next_act),
    )
    for most in fewer(max(len(paper.unknown), len(paper.points), SETTLED_SHOWN)):
        yield _content(brief, formats, issue, LEAST_SPACE, most=most)


def _one(text: str) -> str:
    return brief_lines((text,))[0]


def _content(
    paper: VisitPaper, formats: Formats, issue: Issue, space: int, most: int | None = None
) -> Content:
    minutes = sum(line.minutes for line in paper.agenda)
    length = bind(say("{minutes} minutes", minutes=formats.number(minutes)))
    title = say("Visit: {project}", project=paper.head.project)
    return document(
        paper.head,
        issue,
        formats,
        kind=say("Visit note"),
        title=title,
        facts=(
            *opening_facts(paper.head, issue, formats),
            Fact(say("Takes about"), length),
        ),
        body=(
            *parts(Act(paper.next_act, paper.next_act_detail) if paper.next_act else None),
            *parts(Section(say("Agenda"), (_agenda(paper.agenda, formats),)) if paper.agenda else None),
            *_talk(paper, most),
            *_write(space),
            *parts(Text(cut_note(), "caption") if most is not None and _is_cut(paper) else None),
        ),
    )


def _is_cut(paper: VisitPaper) -> bool:
    return any(line.endswith("…") for line in (*paper.unknown, *paper.points, *paper.settled))


def _agenda(lines: tuple[AgendaLine, ...], formats: Formats) -> Grid:
    return Grid(
        (Column(), Column(share=0.42), Column(share=0.58, style="prose"), Column(right=True)),
        rows(
            (
                Text(formats.number(number), "ordinal"),
                line.title,
                line.detail or NO_BREAK,
                bind(say("{minutes} min", minutes=formats.number(line.minutes))),
            )
            for number, line in enumerate(lines, start=1)
        ),
    )


def _talk(paper: VisitPaper, most: int | None) -> tuple[Part, ...]:
    return parts(
        _ticked(say("You didn’t know yet"), paper.unknown, most),
        _ticked(say("Open points"), paper.points, most),
        _ticked(say("Have at hand"), paper.bring, None),
        _ticked(
            say("Settled so far"),
            paper.settled,
            None if most is None else min(most, SETTLED_SHOWN),
            done=True,
        ),
    )


def _ticked(label: str, lines: tuple[str, ...], most: int | None, *, done: bool = False) -> Section | None:
    """Lines with a box to tick; what finds no room is counted."""
    if not lines:
        return None
    shown = lines if most is None or most >= len(lines) else lines[-most:] if done and most else lines[:most]
    rest = len(lines) - len(shown)
    told = say("{count} in all, in the program.", count=len(lines)) if done and rest else ""
    more = told or left_for_next_visit(rest)
    grid = Grid(
        (Column(share=1),),
        rows((Marked("good" if done else "open", line),) for line in shown),
        dense=True,
    )
    return Section(label, parts(grid if shown else None, Text(more, "caption") if more else None))


def _write(space: int) -> tuple[Part, ...]:
    """Room for what comes of the visit."""
    return (
        SideBySide(((Ruled(((say("Decided"), 1),), space),), (Ruled(((say("New questions"), 1),), space),))),
        Ruled(((say("To do"), 0.62), (say("Who"), 0.22), (say("By"), 0.16)), space),
    )
