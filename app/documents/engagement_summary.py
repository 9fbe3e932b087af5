"""The engagement summary: two pages to pin on the wall. The first answers, the second protects."""

from datetime import date

from app.documents.content import (
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
    Text,
    parts,
    rows,
)
from app.documents.fonts import strong
from app.documents.pages import draw_content
from app.documents.plan_parts import hours, paid_when, payment_bar, people, stage_table, time_line
from app.documents.wording import (
    bind,
    document,
    listed,
    measures,
    money,
    opening_facts,
    price_notes,
    quoted,
    risks,
    said,
    sentences,
)
from app.queries.papers import EngagementSummaryPaper, Person, Promise
from app.words import say
from app.words.formats import NOTHING, Formats


def draw(
    paper: EngagementSummaryPaper,
    *,
    formats: Formats,
    status: DocumentStatus,
    number: str | None,
    issued: date | None,
    paper_size: str = "A4",
    version: int = 1,
    replaced_by: str = "",
) -> Drawn:
    """The engagement summary as PDF."""
    issue = Issue(status, number, issued, version, replaced_by)
    return draw_content(paper, content(paper, formats, issue), formats, paper_size)


def content(paper: EngagementSummaryPaper, formats: Formats, issue: Issue) -> Content:
    """What the engagement summary says."""
    price = paper.plan.total
    return document(
        paper.head,
        issue,
        formats,
        kind=say("Engagement summary"),
        facts=(
            *opening_facts(paper.head, issue, formats, paper.agreement),
            Fact(say("Price"), money(formats, price.excl), price_notes(formats, price)),
        ),
        body=(*_answer(paper, formats), NewPage(), *_protection(paper, formats)),
    )


def _answer(paper: EngagementSummaryPaper, formats: Formats) -> tuple[Part, ...]:
    why = parts(
        Text(quoted(paper.quote), "quote") if paper.quote else None,
        Text(paper.situation) if paper.situation else None,
    )
    who = parts(
        people(paper.on_site, paper.team, paper.team_note),
        hours(paper.hours, formats) if paper.hours else None,
    )
    call = say("Call {name} first, about anything.", name=paper.on_site.name) if paper.on_site else ""
    stages = paper.plan.stages
    when: tuple[Part, ...] = (
        (time_line(stages, paper.schedule, formats),) if stages else (Text(say("No stages are agreed yet.")),)
    )
    return parts(
        Section(say("Why"), why) if why else None,
        Section(say("When it is done"), (measures(paper.measures, formats),)),
        Section(say("Who"), who, call),
        Section(say("When"), when, say("A diamond is the day you test and sign.") if stages else ""),
        Section(say("Money"), _money(paper, formats), say("Amounts excl.\u00a0tax")),
        said(say("Next"), sentences(strong(paper.next_act), paper.next_act_detail)),
    )


def _money(paper: EngagementSummaryPaper, formats: Formats) -> tuple[Part, ...]:
    plan = paper.plan
    kept = ""
    if plan.held and plan.held_share is not None and plan.held_until:
        kept = say(
            "{share} of every stage stays with you until {when}.",
            share=formats.percent(plan.held_share),
            when=plan.held_until,
        )
    return parts(
        payment_bar(plan, formats) if plan.stages else None,
        Text(sentences(paid_when(plan), kept)),
    )


def _protection(paper: EngagementSummaryPaper, formats: Formats) -> tuple[Part, ...]:
    out = paper.not_included or (say("Nothing has been ruled out in writing."),)
    return parts(
        Chapter(say("Stages, and what you check before you pay"), (stage_table(paper.plan, formats),))
        if paper.plan.stages
        else None,
        Section(say("If it is late or broken"), (_promises(paper.promises),)) if paper.promises else None,
        listed(say("Not included"), out, 2 if len(out) > 1 else 1),
        Section(say("What could go wrong"), (risks(paper.risks),)) if paper.risks else None,
        said(say("If you want a change"), paper.changes),
        Section(say("Who to call"), (_contacts(paper.contacts),)) if paper.contacts else None,
    )


def _promises(promises: tuple[Promise, ...]) -> Grid:
    def title(promise: Promise) -> str:
        if promise.term:
            return say("{title} ({term})", title=strong(promise.title), term=promise.term)
        return strong(promise.title)

    return Grid(
        (Column(share=0.34), Column(share=0.66, style="prose")),
        rows((Text(title(promise), "cell"), promise.text) for promise in promises),
    )


def _contacts(contacts: tuple[Person, ...]) -> Grid:
    def name(person: Person) -> str:
        return ", ".join(filter(None, (strong(person.name), person.firm or person.role)))

    return Grid(
        (Column(share=0.52), Column(share=0.48, style="prose"), Column(right=True)),
        rows(
            (Text(name(person), "cell"), person.note, bind(person.phone or person.email) or NOTHING)
            for person in contacts
        ),
    )
