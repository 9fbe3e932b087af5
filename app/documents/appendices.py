"""The appendices of a proposal: coverage of every must-have, checks with their dates, references."""

from collections.abc import Sequence

from app.documents.content import Cell, Chapter, Column, Grid, Marked, NewPage, Part, Row, Text, rows
from app.documents.figures import PriceBar, PriceBars
from app.documents.why_providers import chapters
from app.documents.wording import day, sentences
from app.queries.papers import (
    Coverage,
    CoverageCell,
    PriceComparison,
    ProposalPaper,
    ProviderCheck,
    Reference,
)
from app.words import say
from app.words.formats import NOTHING, Formats

PROVIDERS_A_PAGE = 4
"""Columns of providers a matrix takes before it is continued below."""
CONFIRMED = 2
"""Checking level from which a credential counts as confirmed."""


def appendices(paper: ProposalPaper, formats: Formats) -> tuple[Part, ...]:
    """The appendices that have something to say, one after another from the head of a page."""
    found = _found(paper, formats)
    return (NewPage(), *found) if found else ()


def appendix_line(paper: ProposalPaper) -> str:
    """The sentence that lists them; "" where there are none."""
    titles = []
    if paper.coverage.rows:
        titles.append(say("A Coverage of every must-have"))
    if paper.checks:
        titles.append(say("B Checks and their dates"))
    if paper.references:
        titles.append(say("C References"))
    if paper.shortlist:
        titles.append(say("D Why these providers"))
    return say("Appendices: {titles}", titles=" · ".join(titles)) if titles else ""


def _found(paper: ProposalPaper, formats: Formats) -> list[Part]:
    found: list[Part] = []
    if paper.coverage.rows:
        found.append(_coverage(paper, formats))
    if paper.checks:
        found.append(_checks(paper, formats))
    if paper.references:
        found.append(_references(paper.references, formats))
    if paper.shortlist:
        found += [NewPage(), *chapters(paper.shortlist, formats, say("Appendix D: why these providers"))]
    return found


# --- A --------------------------------------------------------------------------------------------


def _coverage(paper: ProposalPaper, formats: Formats) -> Chapter:
    matrices = tuple(
        matrix(paper.coverage, range(start, min(start + PROVIDERS_A_PAGE, len(paper.coverage.firms))))
        for start in range(0, len(paper.coverage.firms), PROVIDERS_A_PAGE)
    )
    note = say(
        "Included, partly, not included and not said are taken from each reply, not from our opinion. "
        "“Not said” counts as not covered until the provider answers."
    )
    body: list[Part] = [*matrices, Text(note, "caption")]
    if paper.prices:
        body += _prices(paper.prices)
    return Chapter(say("Appendix A: coverage of every must-have"), tuple(body))


def coverage_mark(cell: CoverageCell) -> Marked:
    """What a quote says of a must-have, by a mark of its own shape and a word."""
    word, state = {
        "included": (say("Included"), "good"),
        "partly": (say("Partly"), "partly"),
        "not_included": (say("Not included"), "bad"),
        "not_said": (say("Not said"), "unknown"),
    }[cell.state]
    return Marked(state, word, cell.note)


def matrix(coverage: Coverage, chosen: range) -> Grid:
    """Every must-have against the `chosen` providers, with what each covers in full below."""
    body = [
        Row(
            (
                Text(row.requirement.number, "ordinal"),
                Text(row.requirement.text, "prose"),
                *(coverage_mark(row.cells[index]) for index in chosen),
            )
        )
        for row in coverage.rows
    ]
    counts = [
        say(
            "{covered} of {all}",
            covered=sum(row.cells[index].state == "included" for row in coverage.rows),
            all=len(coverage.rows),
        )
        for index in chosen
    ]
    return Grid(
        (
            Column(),
            Column(say("Must-have, in your words"), share=1.6),
            *(Column(coverage.firms[index].name, share=1) for index in chosen),
        ),
        (*body, Row(("", say("Covered in full"), *counts), total=True)),
    )


def price_figure(prices: PriceComparison) -> tuple[PriceBars, str]:
    """Prices on the same scope as bars, and what the band and the lines in them are."""
    figure = PriceBars(
        tuple(
            PriceBar(row.firm.short, row.note, row.quoted, row.allowance, row.chosen, row.unknown)
            for row in prices.rows
        ),
        prices.should_cost,
        prices.low,
        prices.high,
        prices.fixed,
    )
    band = ""
    if prices.should_cost:
        band = prices.band or say(
            "Grey band: from the likely estimate to the one that holds in 8 of 10 cases. Dashed line: "
            "should-cost."
        )
    return figure, band


def _prices(prices: PriceComparison) -> list[Part]:
    figure, band = price_figure(prices)
    caption = sentences(say("All amounts excl.\u00a0tax, on the same scope."), band, prices.note)
    return [Text(say("Price, on the same scope"), "subheading"), figure, Text(caption, "caption")]


# --- B and C --------------------------------------------------------------------------------------


def _checks(paper: ProposalPaper, formats: Formats) -> Chapter:
    def level(check: ProviderCheck) -> Cell:
        state = "good" if check.level >= CONFIRMED else "partly" if check.level == 1 else "unknown"
        return Marked(state, check.level_words, check.note)

    grid = Grid(
        (
            Column(say("What was checked"), share=1.5),
            Column(say("How far"), share=1.5),
            Column(say("On")),
            Column(say("By"), share=0.9),
            Column(say("Valid until"), right=True),
        ),
        rows(
            (
                check.name,
                level(check),
                day(formats, check.checked_on),
                check.checked_by or NOTHING,
                day(formats, check.valid_until),
            )
            for check in paper.checks
        ),
    )
    title = say("Appendix B: checks on {firm}, and their dates", firm=paper.firm.short)
    return Chapter(title, (grid,))


def _references(references: Sequence[Reference], formats: Formats) -> Chapter:
    grid = Grid(
        (
            Column(say("Client"), share=1.2),
            Column(say("Work"), share=1.2),
            Column(say("Finished")),
            Column(say("Spoken to")),
            Column(say("What we heard"), share=1.6, style="prose"),
        ),
        rows(
            (
                reference.client,
                reference.work or NOTHING,
                reference.finished or NOTHING,
                day(formats, reference.spoken_on)
                if reference.spoken_on or reference.heard
                else say("not yet"),
                reference.heard or NOTHING,
            )
            for reference in references
        ),
    )
    return Chapter(say("Appendix C: references"), (grid,))
