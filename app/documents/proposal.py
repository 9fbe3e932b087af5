"""The proposal: the broker's recommendation, four pages and three appendices.

Page 1 answers alone; page 2 says why and what would change it; page 3 how it will go; page 4 what it
costs, what could go wrong, and how to answer.
"""

from datetime import date

from app.documents.appendices import appendices
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
    Section,
    Text,
    parts,
    rows,
)
from app.documents.figures import Contribution, Contributions, points
from app.documents.fonts import strong
from app.documents.pages import draw_content
from app.documents.plan_parts import hours, people, stage_name, time_line
from app.documents.terms import terms
from app.documents.wording import (
    bind,
    day,
    days,
    document,
    how_taxed,
    listed,
    money,
    opening_facts,
    price_cells,
    price_columns,
    price_notes,
    quoted,
    said,
    sentences,
)
from app.queries.papers import ProposalPaper, Stage
from app.words import say, say_count
from app.words.formats import NOTHING, Formats


def draw(
    paper: ProposalPaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The proposal as PDF."""
    issue = Issue(status, number, issued, version, replaced_by)
    return draw_content(paper, content(paper, formats, issue), formats, paper_size)


def content(paper: ProposalPaper, formats: Formats, issue: Issue) -> Content:
    """What the proposal says."""
    valid = say("price valid until {day}", day=day(formats, paper.valid_until)) if paper.valid_until else ""
    return document(
        paper.head,
        issue,
        formats,
        kind=say("Proposal"),
        facts=(
            *opening_facts(paper.head, issue, formats, valid),
            Fact(say("Total"), money(formats, paper.price.excl), price_notes(formats, paper.price)),
        ),
        body=(
            *_answer(paper, formats),
            NewPage(),
            *_reasons(paper, formats),
            NewPage(),
            *_course(paper, formats),
            NewPage(),
            *terms(paper, formats, issue),
            *appendices(paper, formats),
        ),
    )


# --- page 1: the answer ---------------------------------------------------------------------------


def _answer(paper: ProposalPaper, formats: Formats) -> tuple[Part, ...]:
    recommendation = say(
        "Choose {provider} at {price} excl.\u00a0tax: {reason}.",
        provider=strong(paper.firm.name),
        price=money(formats, paper.price.excl),
        reason=paper.reason.rstrip("."),
    )
    situation = parts(
        Text(quoted(paper.quote), "quote") if paper.quote else None,
        Text(paper.situation) if paper.situation else None,
    )
    ready = sentences(
        say("Ready by {day}.", day=strong(day(formats, paper.ready_by))) if paper.ready_by else "",
        paper.ready_words,
    )
    return parts(
        Section(say("Your situation"), situation) if situation else None,
        Section(say("Our recommendation"), (Text(recommendation, "lead"),)),
        listed(say("What you get"), paper.you_get),
        Section(say("What it costs"), _costs(paper, formats)),
        said(say("Ready by"), ready or say("No date is agreed yet.")),
        _act(paper, formats),
    )


def _costs(paper: ProposalPaper, formats: Formats) -> tuple[Part, ...]:
    costs = paper.costs
    priced = [line.price for line in costs] or [paper.price]
    amounts = price_columns(priced)
    lines = list(rows((line.name, *price_cells(formats, line.price, amounts)) for line in costs))
    if not costs:
        lines.append(Row((say("The project"), *price_cells(formats, paper.price, amounts))))
    if paper.costs_total:
        total = price_cells(formats, paper.costs_total.price, amounts)
        lines.append(Row((paper.costs_total.name, *total), total=True))
    out = (
        say("Not included: {items}.", items=", ".join(paper.not_included))
        if paper.not_included
        else say("Nothing has been ruled out in writing.")
    )
    holds = (
        say("The price holds until {day}.", day=day(formats, paper.valid_until))
        if paper.valid_until
        else say("The quote does not say how long its price holds.")
    )
    tax = how_taxed(formats, paper.price)
    return (
        Grid((Column(share=1, style="prose"), *amounts), tuple(lines)),
        Text(sentences(tax, out, holds), "caption"),
    )


def _act(paper: ProposalPaper, formats: Formats) -> Act:
    by = (
        say("Choose by {day}.", day=bind(formats.day_long(paper.choose_by)))
        if paper.choose_by
        else say("Choose when you are ready.")
    )
    tell = ""
    if paper.ask and paper.ask.phone:
        tell = say(
            "Tell {name} on {phone}, or mark your choice under “Your choice”.",
            name=paper.ask.name,
            phone=strong(bind(paper.ask.phone)),
        )
    elif paper.ask:
        tell = say("Tell {name}, or mark your choice under “Your choice”.", name=paper.ask.name)
    return Act(by, sentences(tell, say("Choosing does not sign a contract.")))


# --- page 2: the reasons --------------------------------------------------------------------------


def _reasons(paper: ProposalPaper, formats: Formats) -> tuple[Part, ...]:
    return parts(
        Chapter(_why(paper), _scores(paper)),
        listed(say("Strengths"), paper.strengths),
        listed(say("Weak points"), paper.weak_points),
        listed(say("What we do not know"), paper.unknowns),
        said(
            say("What would change this"),
            sentences(*paper.would_change) or say("We have not tested what would change this choice."),
        ),
        _others(paper, formats),
    )


def _why(paper: ProposalPaper) -> str:
    compared = [(score.points, score.other) for score in paper.scores if score.other is not None]
    if not compared or paper.runner_up is None:
        return say("Why {firm}", firm=paper.firm.short)
    ahead = sum(points > other for points, other in compared if other is not None)
    level = sum(points == other for points, other in compared)
    behind = len(compared) - ahead - level
    if not level:
        return say(
            "Why {firm}: ahead on {ahead} of {all} counts, behind on {behind}",
            firm=paper.firm.short,
            ahead=ahead,
            all=len(compared),
            behind=behind,
        )
    return say(
        "Why {firm}: ahead on {ahead} of {all} counts, level on {level}, behind on {behind}",
        firm=paper.firm.short,
        ahead=ahead,
        all=len(compared),
        level=level,
        behind=behind,
    )


def _scores(paper: ProposalPaper) -> tuple[Part, ...]:
    if not paper.scores:
        return (Text(say("The quotes were not scored. The reasons below are the whole case.")),)
    other = paper.runner_up.short if paper.runner_up else ""
    figure = Contributions(
        tuple(Contribution(score.name, score.weight, score.points, score.other) for score in paper.scores),
        paper.firm.short,
        other,
    )
    note = say(
        "Bar: points of {firm}. Outline: the most it could earn, which is the weight fixed before quotes "
        "were opened.",
        firm=paper.firm.short,
    )
    tick = say("Black tick: {firm}.", firm=other) if other else ""
    return figure, Text(sentences(note, tick), "caption")


def _others(paper: ProposalPaper, formats: Formats) -> Section:
    if not paper.others:
        alone = say("No other quote was compared.")
        return Section(say("The others"), (Text(sentences(alone, paper.others_note)),))
    grid = Grid(
        (
            Column(share=1),
            Column(say("Points"), right=True),
            Column(say("Three years"), right=True),
            Column(say("In short"), share=1.35, style="prose"),
        ),
        rows(
            (
                Text(", ".join(filter(None, (strong(other.firm.name), other.firm.place))), "cell"),
                points(other.points, formats),
                bind(formats.money_short(other.three_years)),
                other.in_short or NOTHING,
            )
            for other in paper.others
        ),
    )
    note = sentences(say("Three years excl.\u00a0tax, like for like."), paper.others_note)
    return Section(say("The others"), (grid, Text(note, "caption")))


# --- page 3: the course ---------------------------------------------------------------------------


def _course(paper: ProposalPaper, formats: Formats) -> tuple[Part, ...]:
    stages = paper.plan.stages if paper.plan else ()
    if stages:
        title = say_count(
            "How it will go: {count} stage, tested before it is paid",
            "How it will go: {count} stages, each tested before it is paid",
            len(stages),
        )
        caption = sentences(say("Diamond: planned sign-off."), paper.approach)
        body: tuple[Part, ...] = (
            time_line(stages, paper.schedule, formats, full=True),
            Text(caption, "caption"),
            _stages(stages, formats),
        )
    else:
        title = say("How it will go")
        body = (Text(sentences(say("No stages are agreed yet."), paper.approach)),)
    on_site = parts(
        people(paper.on_site, paper.team, paper.team_note) if paper.on_site or paper.team else None,
        hours(paper.hours, formats) if paper.hours else None,
    )
    return parts(
        Chapter(title, body),
        said(say("What protects you"), paper.safe_step),
        Section(say("On the spot"), on_site) if on_site else None,
    )


def _stages(stages: tuple[Stage, ...], formats: Formats) -> Grid:
    def check(stage: Stage) -> Cell:
        to_pay = say("{amount} to pay", amount=money(formats, stage.to_pay))
        return (Text(stage.you_check or say("Not agreed yet"), "prose"), Text(to_pay, "note"))

    asked = any(stage.you_do for stage in stages)  # a column of dashes would only squeeze the others
    return Grid(
        (
            Column(),
            Column(say("Stage"), share=1),
            Column(say("What happens"), share=1.75, style="prose"),
            *((Column(say("What you do"), share=1.35, style="prose"),) if asked else ()),
            Column(say("What you check, then pay"), share=1.3 if asked else 2),
        ),
        rows(
            (
                Text(str(stage.number), "ordinal"),
                (
                    Text(stage_name(stage), "cell_strong"),
                    Text(days(formats, stage.start, stage.sign_off), "note"),
                ),
                stage.what_happens or NOTHING,
                *((stage.you_do or NOTHING,) if asked else ()),
                check(stage),
            )
            for stage in stages
        ),
    )
