"""The brief: the owner's checked answers, in the owner's order, for whoever may read them.

What the audience may not read is not in the paper, so the sections on money and on the estimate stand
only where the query put them.
"""

from collections.abc import Sequence
from datetime import date

from app.analysis.word_changes import Piece
from app.documents.content import (
    Act,
    Bullets,
    Cell,
    Chapter,
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
from app.documents.fonts import strong
from app.documents.pages import draw_content
from app.documents.wording import (
    answers,
    bind,
    day,
    days,
    document,
    listed,
    measures,
    opening_facts,
    quoted,
    said,
    sentences,
    table,
)
from app.queries.papers import BriefPaper, Budget, Changed, Choosing, Estimate, FileLine, Requirement
from app.words import say
from app.words.formats import NOTHING, Formats

HASH_SHOWN = 12
"""Hexadecimal digits of a SHA-256 that are printed."""
KILOBYTE, MEGABYTE = 1_000, 1_000_000


def draw(
    paper: BriefPaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The brief as PDF."""
    issue = Issue(status, number, issued, version, replaced_by)
    return draw_content(paper, content(paper, formats, issue), formats, paper_size)


def content(paper: BriefPaper, formats: Formats, issue: Issue) -> Content:
    """What the brief says."""
    needed = day(formats, paper.needed_by) if paper.needed_by else paper.needed_words or NOTHING
    quality = ""
    if paper.quality is not None:
        quality = say("quality {points} of 100", points=paper.quality)
    return document(
        paper.head,
        issue,
        formats,
        kind=say("Brief"),
        facts=(
            *opening_facts(paper.head, issue, formats, paper.status),
            Fact(say("Needed by"), needed, (paper.quality_band, quality)),
        ),
        body=(
            *parts(Act(paper.next_act, paper.next_act_detail) if paper.next_act else None),
            *idea(paper, formats),
            *needs(paper),
            *today(paper),
            *working(paper, formats),
            *_choosing(paper, formats),
            *parts(table(paper.changes_title, _changes(paper.changes)) if paper.changes else None),
            *_beside(paper, formats),
        ),
    )


def _changes(found: tuple[Changed, ...]) -> Grid:
    """What an answer said and what it says now, line by line, with the words that went and came set strong."""

    def told(line: Sequence[Piece], other: str) -> str:
        """One side of a change: without the words that only the other one has."""
        pieces = (each for each in line if each.kind != other)
        return "".join(each.text if each.kind == "same" else strong(each.text) for each in pieces) or NOTHING

    return Grid(
        (
            Column(say("Answer"), share=0.24, style="prose"),
            Column(say("Before"), share=0.38, style="prose"),
            Column(say("Now"), share=0.38, style="prose"),
        ),
        rows(
            ("" if at else each.label, told(line, "added"), told(line, "removed"))
            for each in found
            for at, line in enumerate(each.lines)
        ),
    )


def idea(paper: BriefPaper, formats: Formats) -> tuple[Part, ...]:
    """What is in the way, what done looks like, and for whom."""
    problem = parts(
        Text(quoted(paper.problem), "quote") if paper.problem else Text(say("Not told yet.")),
        Text(paper.problem_cost) if paper.problem_cost else None,
    )
    outcome = parts(
        Text(quoted(paper.outcome), "quote") if paper.outcome else None,
        measures(paper.measures, formats),
    )
    users = Grid(
        (
            Column(say("Who"), share=0.4),
            Column(say("How many"), right=True),
            Column(share=0.6, style="prose"),
        ),
        rows((group.who, formats.number(group.count), group.note) for group in paper.users),
    )
    access = Text(paper.access_needs) if paper.access_needs else None
    who = parts(users if paper.users else Text(say("Nobody has been counted yet.")), access)
    return parts(
        listed(say("What kind of project"), paper.kinds),
        Section(say("What is in the way"), problem),
        Section(say("When it is done"), outcome),
        Section(say("Who will use it"), who),
    )


def needs(paper: BriefPaper) -> tuple[Part, ...]:
    """Must-haves, nice-to-haves, and what is no part of it."""
    must: Part = (
        _requirements(paper.must)
        if paper.must
        else Text(say("No must-have is listed yet. List what you would refuse to go live without."))
    )
    out = paper.out or (say("Nothing has been ruled out yet."),)
    columns = 2 if len(out) > 3 else 1
    return parts(
        Chapter(say("What it must do"), (must,))
        if any(requirement.test for requirement in paper.must)
        else Section(say("What it must do"), (must,)),
        Section(say("Nice to have"), (_requirements(paper.nice),)) if paper.nice else None,
        listed(say("Not part of this"), out, columns),
        listed(say("Limits"), paper.limits),
    )


def _requirements(found: tuple[Requirement, ...]) -> Grid:
    tested = any(requirement.test for requirement in found)
    test = (Column(say("How it will be tested"), share=1, style="prose"),) if tested else ()
    return Grid(
        (
            Column(),
            Column(say("In the owner’s words") if tested else "", share=1, style="prose"),
            *test,
        ),
        rows(
            (
                Text(requirement.number, "ordinal"),
                requirement.text,
                *((requirement.test or say("not agreed yet"),) if tested else ()),
            )
            for requirement in found
        ),
    )


def today(paper: BriefPaper) -> tuple[Part, ...]:
    """What there is now, and what the templates ask about it."""
    systems = Grid(
        (
            Column(say("Job"), share=1),
            Column(say("What does it today"), share=1.4),
            Column(say("Plan"), share=0.8),
            Column(say("Looked after by"), share=0.9),
        ),
        rows(
            (system.job, system.system, system.plan or NOTHING, system.keeper or NOTHING)
            for system in paper.systems
        ),
    )
    return parts(
        table(say("Today’s set-up"), systems),
        table(say("Information to move"), answers(paper.data)),
        *(table(group.title, answers(group.answers)) for group in paper.kind_answers),
    )


def working(paper: BriefPaper, formats: Formats) -> tuple[Part, ...]:
    """How, when, for how much where that may be read, and what has to be safe."""
    dates = [
        sentences(
            say("In use by {day}.", day=strong(day(formats, paper.needed_by))) if paper.needed_by else "",
            paper.needed_words,
        ),
        say("If it is late: {what}", what=paper.if_late) if paper.if_late else "",
    ]
    quiet = tuple(
        say("Keep clear {days}: {why}", days=days(formats, band.first, band.last), why=band.label)
        for band in paper.quiet_times
    )
    when = parts(
        *(Text(text) if text else None for text in dates),
        Bullets(quiet) if quiet else None,
    )
    return parts(
        table(say("Way of working"), answers(paper.working)),
        said(say("A first step"), paper.first_step),
        Section(say("Dates"), when or (Text(say("No date is set yet.")),)),
        Section(say("Money"), _money(paper.money, formats)) if paper.money else None,
        table(say("Safety"), answers(paper.safety)),
    )


def _money(budget: Budget, formats: Formats) -> tuple[Part, ...]:
    built = say("No sum is set yet.")
    if budget.low and budget.high:
        low, high = bind(formats.money_short(budget.low)), bind(formats.money_short(budget.high))
        built = say("To build it: {low} to {high} excl.\u00a0tax.", low=strong(low), high=strong(high))
    elif budget.high:
        high = bind(formats.money_short(budget.high))
        built = say("To build it: at most {high} excl.\u00a0tax.", high=strong(high))
    elif budget.low:
        low = bind(formats.money_short(budget.low))
        built = say("To build it: from {low} excl.\u00a0tax.", low=strong(low))
    run = ""
    if budget.monthly:
        monthly = bind(formats.money_short(budget.monthly))
        run = say("To run it: {amount} a month.", amount=monthly)
    return parts(
        Text(sentences(built, run)),
        Text(sentences(budget.payment, budget.shown, budget.note))
        if budget.payment or budget.shown or budget.note
        else None,
    )


def _choosing(paper: BriefPaper, formats: Formats) -> tuple[Part, ...]:
    if not paper.choosing:
        return ()
    choosing = paper.choosing
    who = say("{name} has the last word.", name=strong(choosing.decider)) if choosing.decider else ""
    others = say("Also asked: {names}.", names=", ".join(choosing.others)) if choosing.others else ""
    by = say("To be decided by {day}.", day=day(formats, choosing.by)) if choosing.by else ""
    text = sentences(who, others, by)
    return (
        Section(
            say("How we choose"),
            parts(Text(text) if text else None, _factors(choosing, formats) if choosing.factors else None)
            or (Text(say("Not settled yet.")),),
        ),
    )


def _factors(choosing: Choosing, formats: Formats) -> Grid:
    weighed = any(factor.share is not None for factor in choosing.factors)
    share = (Column(say("Weight"), right=True),) if weighed else ()
    return Grid(
        (Column(say("What matters"), share=1), Column(say("How much"), share=1), *share),
        rows(
            (
                factor.factor,
                factor.level or say("not set"),
                *((formats.percent(factor.share),) if weighed else ()),
            )
            for factor in choosing.factors
        ),
    )


def _beside(paper: BriefPaper, formats: Formats) -> tuple[Part, ...]:
    return parts(
        table(say("Questions we expected"), answers(paper.expected)),
        listed(say("To talk about"), paper.talking_points, hint=say("Open for the next visit")),
        Section(say("Files"), (_files(paper.attachments, formats),)) if paper.attachments else None,
        Section(say("Our estimate"), _estimate(paper.estimate, formats)) if paper.estimate else None,
    )


def _files(files: tuple[FileLine, ...], formats: Formats) -> Grid:
    def name(file: FileLine) -> Cell:
        return tuple(Text(text, look) for text, look in ((file.name, "cell"), (file.source, "note")) if text)

    return Grid(
        (
            Column(say("File"), share=1),
            Column(say("Size"), right=True),
            Column(say("SHA-256 begins"), right=True),
        ),
        rows((name(file), file_size(file.size, formats), file.sha256[:HASH_SHOWN]) for file in files),
    )


def file_size(size: int, formats: Formats) -> str:
    """Bytes as a person reads them: 31 MB, 480 kB."""
    if size >= MEGABYTE:
        return bind(say("{size} MB", size=formats.number(-(-size // MEGABYTE))))
    return bind(say("{size} kB", size=formats.number(-(-size // KILOBYTE))))


def _estimate(estimate: Estimate, formats: Formats) -> tuple[Part, ...]:
    ranges = [
        (part.name, *(formats.one_decimal(value) for value in (part.low, part.likely, part.high)))
        for part in estimate.parts
    ]
    total = estimate.total
    sums = (total.name, *(formats.one_decimal(value) for value in (total.low, total.likely, total.high)))
    grid = Grid(
        (
            Column(say("Person-days"), share=0.55),
            Column(say("Low"), share=0.15, right=True),
            Column(say("Likely"), share=0.15, right=True),
            Column(say("High"), share=0.15, right=True),
        ),
        (*rows(ranges), Row(sums, total=True)),
    )
    half, most = estimate.p50, estimate.p80
    chance = ""
    if half is not None and most is not None:
        enough, mostly = bind(formats.effort(half)), bind(formats.effort(most))
        chance = (
            say("In 8 of 10 cases {most} are enough.", most=mostly)
            if enough == mostly
            else say(
                "In half of all cases {half} are enough, in 8 of 10 cases {most}.", half=enough, most=mostly
            )
        )
    return parts(
        grid,
        Text(sentences(chance, *_costs(estimate, formats), estimate.basis)),
        _advice(estimate),
    )


def _costs(estimate: Estimate, formats: Formats) -> tuple[str, ...]:
    costs = []
    if estimate.cost_likely:
        likely = bind(formats.money_short(estimate.cost_likely))
        costs.append(say("At usual rates that is about {amount} excl.\u00a0tax.", amount=likely))
    if estimate.cost_p80:
        most = bind(formats.money_short(estimate.cost_p80))
        costs.append(say("In 8 of 10 cases it stays under {amount} excl.\u00a0tax.", amount=most))
    return tuple(costs)


def _advice(estimate: Estimate) -> Part | None:
    provisional = (
        say("Provisional: some of what the rules ask is still unknown.") if estimate.provisional else ""
    )
    advice = [
        sentences(strong(estimate.sourcing_class), estimate.sourcing_reason, provisional),
        sentences(strong(estimate.pricing_model), estimate.pricing_reason),
    ]
    found = tuple(text for text in advice if text)
    return Bullets(found) if found else None
