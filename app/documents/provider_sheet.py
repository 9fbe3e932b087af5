"""The page on one provider that a client may read: one page, whatever is on record, and never issued."""

from collections.abc import Iterator
from dataclasses import replace

from app.documents.content import (
    Column,
    Content,
    DocumentStatus,
    Drawn,
    Fact,
    Grid,
    Issue,
    Marked,
    Part,
    Section,
    SideBySide,
    Text,
    parts,
    rows,
)
from app.documents.fonts import strong
from app.documents.one_page import LONGEST, first_that_fits
from app.documents.wording import author_fact, bind, document, lines, said, sentences, shortened, standing
from app.queries.source_papers import CheckShown, ProviderPaper
from app.words import say, say_count
from app.words.formats import NOTHING, Formats

PRINT = Issue(DocumentStatus.PRINT)
CONFIRMED = 2
"""Checking level from which a credential counts as confirmed."""

ROOM = (30, 20, 14, 10, 8, 6, 4, 3)
"""How many lines of each list to try: as many as the page has room for."""

SKILLS_A_LINE = 3
"""Skills that take about as much room as one line of a table."""

CHECKS_A_LINE = 4
"""Checks matter most: so many stay for each line that stays of another list."""

SHORT = 40
"""Characters up to which the name of a skill is not broken."""


def draw(paper: ProviderPaper, *, formats: Formats, paper_size: str = "A4") -> Drawn:
    """The page as PDF."""
    return first_that_fits(paper, _shorter(paper, formats), formats, paper_size)


def content(paper: ProviderPaper, formats: Formats) -> Content:
    """All that is on record."""
    return _content(paper, formats, ROOM[0])


def _shorter(paper: ProviderPaper, formats: Formats) -> Iterator[Content]:
    """The page said shorter and shorter: fewer of each list, then shorter words, and what is left out counted."""
    for most in ROOM:
        yield _content(paper, formats, most)
    brief = replace(
        paper,
        summary=shortened(paper.summary, LONGEST),
        sites=tuple((kind, shortened(place, LONGEST), people) for kind, place, people in paper.sites),
        kinds=paper.kinds[: ROOM[-1]],
        sectors=paper.sectors[: ROOM[-1]],
    )
    for most in (3, 2, 1):
        yield _content(brief, formats, most)
    for checks in (2, 1):
        yield _content(brief, formats, 1, checks=checks)


def _content(paper: ProviderPaper, formats: Formats, most: int, checks: int = 0) -> Content:
    owner = paper.head.owner
    places = tuple(filter(None, (paper.place,)))
    return document(
        paper.head,
        PRINT,
        formats,
        kind=say("About a provider"),
        title=paper.name,
        facts=(
            Fact(say("For"), owner.firm or owner.name, (owner.name,) if owner.firm else ())
            if owner.name or owner.firm
            else Fact(say("Place"), paper.place or NOTHING),
            author_fact(paper.head),
            standing(PRINT, paper.head, formats),
            Fact(say("Record"), paper.record or say("Unrated"), places if owner.name or owner.firm else ()),
        ),
        body=parts(
            said(say("In short"), sentences(paper.summary, paper.standing)),
            _company(paper),
            _sites(paper, most),
            _people(paper, most),
            _skills(paper, most),
            said(say("Trades it knows"), ", ".join(paper.sectors)),
            said(say("Takes on"), ", ".join(paper.kinds)),
            *_checks(paper.checks, checks or CHECKS_A_LINE * most),
            *_work(paper, most),
            said(say("References"), paper.references or say("No client who can be asked is on record.")),
            Text(
                sentences(
                    paper.recorded, say("What was only claimed says so. Clients are counted, not named.")
                ),
                "caption",
            ),
        ),
    )


def _company(paper: ProviderPaper) -> Section | None:
    told = " · ".join(say("{label}: {words}", label=label, words=words) for label, words in paper.company)
    return said(say("The firm"), told)


def _more(count: int, most: int) -> Text | None:
    """How many lines had no room."""
    if count <= most:
        return None
    return Text(say_count("{count} more on record.", "{count} more on record.", count - most), "caption")


def _table(label: str, grid: Grid, count: int, most: int) -> Section | None:
    return Section(label, parts(grid, _more(count, most))) if grid.rows else None


def _sites(paper: ProviderPaper, most: int) -> Section | None:
    columns = (Column(share=0.6), Column(share=2, style="prose"), Column(right=True))
    grid = Grid(columns, rows(paper.sites[:most]), dense=True)
    return _table(say("Where it works"), grid, len(paper.sites), most)


def _people(paper: ProviderPaper, most: int) -> Section | None:
    grid = Grid(
        (Column(share=1), Column(share=1.5), Column(share=0.5)), rows(paper.people[:most]), dense=True
    )
    return _table(say("People"), grid, len(paper.people), most)


def _skills(paper: ProviderPaper, most: int) -> Section | None:
    """By level, the best known first; the year is that of the last use."""
    if not paper.skills:
        return said(say("Skills"), say("No skill is on record."))
    by_level: dict[str, list[str]] = {}
    for each in paper.skills[: SKILLS_A_LINE * most]:
        used = each.last_used or say("last use not known")
        by_level.setdefault(each.level, []).append(
            say("{skill} ({year})", skill=bind(each.name) if len(each.name) < SHORT else each.name, year=used)
        )
    told = tuple(
        Text(say("{level}: {skills}", level=strong(_capital(level)), skills=", ".join(names)))
        for level, names in by_level.items()
    )
    hint = say("With the year of last use")
    return Section(say("Skills"), (*told, *parts(_more(len(paper.skills), SKILLS_A_LINE * most))), hint)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _checks(checks: tuple[CheckShown, ...], most: int) -> tuple[Part, ...]:
    """By how far they were checked, the furthest first."""
    if not checks:
        return parts(said(say("Checks"), say("Nothing has been checked yet.")))
    shown = sorted(checks, key=lambda check: -check.level)[:most]
    by_level: dict[int, list[CheckShown]] = {}
    for check in shown:
        by_level.setdefault(check.level, []).append(check)
    grid = Grid(
        (Column(say("Checks"), share=1), Column(say("By whom, when, and until when it holds"), share=3.2)),
        rows(
            (
                Marked(_mark(level), found[0].level_words),
                Text(lines(*(_check(check) for check in found)), "prose"),
            )
            for level, found in by_level.items()
        ),
    )
    return (SideBySide((parts(grid, _more(len(checks), len(shown))),)),)


def _mark(level: int) -> str:
    return "good" if level >= CONFIRMED else "partly" if level == 1 else "unknown"


def _check(check: CheckShown) -> str:
    holds = say("to {day}", day=bind(check.holds)) if check.holds else ""
    told = ", ".join(filter(None, (check.checked, holds, check.state)))
    return say("{check}: {told}", check=strong(check.name), told=told) if told else strong(check.name)


def _work(paper: ProviderPaper, most: int) -> tuple[Part, ...]:
    if not paper.work:
        return parts(said(say("Work done"), say("No finished job is on record.")))
    grid = Grid(
        (
            Column(say("Work done"), share=1.5),
            Column(say("Trade"), share=1.1),
            Column(say("Finished")),
            Column(say("What showed it"), share=1.1),
        ),
        rows(
            (each.kind or NOTHING, each.trade or NOTHING, each.closed or NOTHING, each.shown_by)
            for each in paper.work[:most]
        ),
        dense=True,
    )
    return (SideBySide((parts(grid, _more(len(paper.work), most)),)),)
