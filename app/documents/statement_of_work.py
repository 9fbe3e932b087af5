"""The statement of work: eighteen clauses both sides understand, and the schedules that prove them."""

from collections.abc import Mapping
from datetime import date

from app.documents.content import (
    Act,
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
    Section,
    Signatory,
    Signatures,
    Text,
    parts,
    rows,
)
from app.documents.fonts import strong
from app.documents.pages import draw_content
from app.documents.plan_parts import invoices
from app.documents.wording import day, document, measures, money, price_notes, sentences, short_day, standing
from app.queries.papers import AgreementRecord
from app.queries.work_papers import DutyTable, StatementPaper, WorkClause
from app.words import say, say_count
from app.words.formats import NOTHING, Formats

PURPOSE, DELIVERED, STAGED, PRICED, PROMISED, MEETING, SIGNED = 2, 3, 7, 9, 10, 12, 18
"""The clauses that a table or the signatures belong to."""


def draw(
    paper: StatementPaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The statement of work as PDF."""
    issue = Issue(status, number, issued, version, replaced_by)
    return draw_content(paper, content(paper, formats, issue), formats, paper_size)


def content(paper: StatementPaper, formats: Formats, issue: Issue) -> Content:
    """What the statement of work says."""
    price = paper.plan.total
    starts = say("start {day}", day=day(formats, paper.starts_on)) if paper.starts_on else ""
    owner = paper.head.owner
    return document(
        paper.head,
        issue,
        formats,
        kind=say("Statement of work"),
        facts=(
            Fact(say("Client"), owner.firm or owner.name, tuple(filter(None, (owner.place, say("“you”"))))),
            Fact(say("Supplier"), paper.firm.name, (say("“{name}”", name=paper.firm.short),)),
            standing(issue, paper.head, formats, starts),
            Fact(say("Price"), money(formats, price.excl), price_notes(formats, price)),
        ),
        body=(
            *((_banner(),) if issue.is_draft else ()),
            *(_clause(clause, paper, formats, issue) for clause in paper.clauses),
            NewPage(),
            *_schedules(paper),
        ),
        also=paper.firm.name,
    )


def _banner() -> Act:
    return Act(
        say("Not legal advice. Have a lawyer read it if the sum matters to you."),
        say("This is a draft: nothing in it binds anybody yet."),
    )


def _clause(clause: WorkClause, paper: StatementPaper, formats: Formats, issue: Issue) -> Section:
    lines = Grid(
        (Column(), Column(share=1, style="body")),
        rows((f"{clause.number}.{at}", sentences(line)) for at, line in enumerate(clause.lines, start=1)),
        dense=True,
    )
    label = say("{number}  {title}", number=clause.number, title=clause.title)
    if clause.number == SIGNED:
        return Section(label, _signatures(paper, formats, issue, clause.lines), clause.term)
    return Section(label, parts(lines, _tables(paper, formats).get(clause.number)), clause.term, flows=True)


def _tables(paper: StatementPaper, formats: Formats) -> Mapping[int, Part]:
    """Clause → the table that stands under its lines."""
    found: dict[int, Part] = {PURPOSE: measures(paper.measures, formats), DELIVERED: _deliverables(paper)}
    if paper.plan.stages:
        found[STAGED] = _stages(paper, formats)
        found[PRICED] = invoices(paper.plan, formats)
    if paper.levels:
        found[PROMISED] = _levels(paper)
    if paper.meetings:
        found[MEETING] = _meetings(paper)
    return found


def _deliverables(paper: StatementPaper) -> Grid:
    return Grid(
        (
            Column(),
            Column(say("Deliverable"), share=1, style="prose"),
            Column(say("Serves"), least=0.18),
            Column(say("Stage"), right=True),
        ),
        rows((one.number, one.text, one.serves or NOTHING, str(one.stage)) for one in paper.deliverables),
    )


def _stages(paper: StatementPaper, formats: Formats) -> Grid:
    return Grid(
        (
            Column(),
            Column(say("Stage"), share=1, style="prose"),
            Column(say("Starts"), right=True),
            Column(say("Handed over"), right=True),
            Column(say("Share"), right=True),
        ),
        rows(
            (
                str(stage.number),
                stage.name,
                short_day(formats, stage.start),
                day(formats, stage.sign_off) if stage.sign_off else say("date not set"),
                formats.percent(stage.share) if stage.share is not None else NOTHING,
            )
            for stage in paper.plan.stages
        ),
    )


def _levels(paper: StatementPaper) -> Grid:
    return Grid(
        (
            Column(say("Measure"), share=1.4, style="prose"),
            Column(say("Promised"), share=1),
            Column(say("Hurts"), share=1),
            Column(say("Counts for"), share=1, style="prose"),
        ),
        rows((one.name, one.promise, one.critical, one.weight) for one in paper.levels),
    )


def _meetings(paper: StatementPaper) -> Grid:
    return Grid(
        (
            Column(say("Meeting"), share=1, style="prose"),
            Column(say("Who"), share=1.2, style="prose"),
            Column(say("How long")),
            Column(say("What comes of it"), share=1.2, style="prose"),
        ),
        rows((one.what, one.who, one.length or NOTHING, one.result or NOTHING) for one in paper.meetings),
    )


def _schedules(paper: StatementPaper) -> tuple[Part, ...]:
    return parts(
        Chapter(say("Schedule A: every must-have, traced to its test and its stage"), _trace(paper))
        if paper.trace
        else None,
        Chapter(say("Schedule B: the sign-off tests"), (_tests(paper),)) if paper.tests else None,
        Chapter(say("Schedule C: who does what"), _duties(paper.duties)) if paper.duties else None,
    )


def _duties(duties: DutyTable) -> tuple[Part, ...]:
    grid = Grid(
        (
            Column(say("Activity"), share=2.2, style="prose"),
            *(Column(name, share=1) for name in duties.columns),
        ),
        rows((activity, *(letter or NOTHING for letter in letters)) for activity, letters in duties.rows),
    )
    return grid, Text(duties.letters, "caption")


def _trace(paper: StatementPaper) -> tuple[Part, ...]:
    grid = Grid(
        (
            Column(),
            Column(say("Must-have"), share=1.1, style="prose"),
            Column(say("Delivered by")),
            Column(say("Test")),
            Column(say("What passes"), share=1.4, style="prose"),
            Column(say("Stage"), right=True),
        ),
        rows(
            (
                Text(strong(one.number), "cell"),
                one.must,
                one.deliverables or NOTHING,
                one.tests or say("none"),
                one.passes or one.reason or say("Nobody has said how this is checked."),
                one.stages or NOTHING,
            )
            for one in paper.trace
        ),
    )
    whole = sum(one.is_whole for one in paper.trace)
    note = say_count(
        "{whole} of {count} must-have has a deliverable, a test and a stage.",
        "{whole} of {count} must-haves have a deliverable, a test and a stage.",
        len(paper.trace),
        whole=whole,
    )
    return grid, Text(note, "caption")


def _tests(paper: StatementPaper) -> Grid:
    return Grid(
        (
            Column(),
            Column(say("What is checked"), share=1.6, style="prose"),
            Column(say("How"), share=1, style="prose"),
            Column(say("Checked by"), share=0.6, style="prose"),
        ),
        rows((one.number, one.text, one.how or NOTHING, one.checked_by or NOTHING) for one in paper.tests),
    )


def _signatures(
    paper: StatementPaper, formats: Formats, issue: Issue, lines: tuple[str, ...]
) -> tuple[Part, ...]:
    if issue.is_draft:
        later = say("Lines to sign appear when this statement is issued with its number.")
        return (Text(sentences(strong(say("Nothing to sign yet.")), later)),)
    owner = paper.head.owner
    lead = paper.provider_lead
    return (
        Signatures(
            (
                Signatory(
                    say("For {firm}", firm=owner.firm or owner.name),
                    say("agrees to plan version {version}", version=paper.version),
                    owner.name,
                    owner.role,
                    _record(paper.owner_record, formats),
                ),
                Signatory(
                    say("For {firm}", firm=paper.firm.name),
                    say("agrees to plan version {version}", version=paper.version),
                    lead.name if lead else "",
                    lead.role if lead else "",
                    _record(paper.provider_record, formats),
                ),
            )
        ),
        Text(sentences(*lines), "caption"),
    )


def _record(record: AgreementRecord | None, formats: Formats) -> str:
    if record is None:
        return ""
    on = day(formats, record.on)
    if record.source:
        return say("Agreed by {name}, {day}, {source}", name=record.name, day=on, source=record.source)
    return say("Signed in the app by {name}, {day}", name=record.name, day=on)
