"""The documents of a project: what was issued, and what could be made now."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.brief_choices import first_step_choice
from app.domain.clients import Client
from app.domain.documents import STAND_APART, Document
from app.domain.engagements import Engagement, Stage
from app.domain.projects import BEFORE_AWARD, ENDED, Project
from app.domain.providers import Provider
from app.domain.quotes import IN, Quote
from app.domain.shortlists import Candidate
from app.knowledge import load_knowledge
from app.knowledge.readings import read_brief
from app.queries.briefs import answers
from app.queries.decided_papers import decided_papers
from app.queries.interview import small
from app.queries.lens import Lens
from app.queries.makeable import Makeable
from app.queries.price_sight import price_sight
from app.queries.project_facts import ACCEPTED
from app.words import say, say_count
from app.words.formats import Formats


@dataclass(frozen=True)
class DocumentRow:
    """One issued document in the list."""

    id: uuid.UUID
    kind: str
    number: str
    told: str
    """Its number, with who issued it where both sides issued one of that number."""

    title: str
    version: int
    state: str
    state_words: str
    tone: str
    icon: str
    issued_on: date
    issued_words: str
    audience: str
    audience_words: str
    pages: int
    sha256: str
    stage_id: uuid.UUID | None
    reason: str
    """Why it was withdrawn, or why it no longer holds."""

    quote_id: uuid.UUID | None = None
    """Whose quote a letter answers."""

    handed: str = ""
    """That a letter was handed over, when and by whom; "" where nobody said so."""


@dataclass(frozen=True)
class BeforeIssue:
    """What there is to know before a document is issued."""

    replaces: str
    """Number of the issued document that it takes the place of; empty for the first."""

    left_out: str
    """What only the broker knows and no document holds, in a sentence; empty for the owner."""

    owner: str


def for_providers() -> Makeable:
    """The brief as providers will see it: to look at, since they get it inside a quote request."""
    return Makeable("BRF", None, say("Brief, as providers will see it"), "", "provider")


def documents(
    session: Session, *, project_id: uuid.UUID, lens: Lens, formats: Formats
) -> tuple[DocumentRow, ...]:
    """The issued documents, the newest first; the owner sees those made for the owner or a provider."""
    statement = select(Document).where(Document.project_id == project_id)
    if lens is Lens.OWNER:
        statement = statement.where(Document.audience != "broker")
    rows = session.scalars(statement.order_by(Document.issued_on.desc(), Document.id.desc())).all()
    stages = {
        row.id: row.number
        for row in session.execute(
            select(Stage.id, Stage.number).where(live(Stage), Stage.project_id == project_id)
        )
    }
    quotes = session.execute(
        select(Quote.id, Quote.provider_name).where(live(Quote), Quote.project_id == project_id)
    )
    names = {row.id: row.provider_name for row in quotes}
    project = session.get(Project, project_id)
    owner = project.owner_name if project is not None else ""
    numbers = Counter(document.number for document in rows)
    return tuple(
        _row(document, stages, names, formats, owner, shared=numbers[document.number] > 1)
        for document in rows
    )


def before_issue(
    session: Session,
    *,
    project_id: uuid.UUID,
    kind: str,
    stage_id: uuid.UUID | None,
    lens: Lens,
    quote_id: uuid.UUID | None = None,
) -> BeforeIssue:
    """What the issue of a document replaces, and what is left out of it."""
    project = session.get_one(Project, project_id)
    earlier = session.scalars(
        select(Document.number).where(
            live(Document),
            Document.project_id == project_id,
            Document.kind == kind,
            Document.kind.not_in(STAND_APART),
            Document.stage_id == stage_id if stage_id else Document.stage_id.is_(None),
            Document.quote_id == quote_id if quote_id else Document.quote_id.is_(None),
            Document.state == "issued",
        )
    ).first()
    left_out = _left_out(session, project) if lens is Lens.BROKER else ""
    return BeforeIssue(earlier or "", left_out, project.owner_name)


def _left_out(session: Session, project: Project) -> str:
    """The fee and the private notes around a project, counted and never read out."""
    client = session.get(Client, project.client_id) if project.client_id else None
    asked = select(Candidate.provider_ref).where(live(Candidate), Candidate.project_id == project.id)
    of_providers = select(Provider.notes).where(live(Provider), Provider.id.in_(asked))
    of_quotes = select(Quote.notes).where(live(Quote), Quote.project_id == project.id)
    notes = [project.broker_notes, client.notes if client is not None else ""]
    notes += [*session.scalars(of_providers), *session.scalars(of_quotes)]
    count = sum(bool(note.strip()) for note in notes)
    if project.broker_fee.strip() and count:
        return say_count(
            "Left out: your fee and {count} private note.",
            "Left out: your fee and {count} private notes.",
            count,
        )
    if count:
        return say_count("Left out: {count} private note.", "Left out: {count} private notes.", count)
    return say("Left out: your fee.") if project.broker_fee.strip() else ""


def makeable(
    session: Session, *, project_id: uuid.UUID, lens: Lens | None = None, person: str = ""
) -> tuple[Makeable, ...]:
    """Every kind of document in the order of the journey, greyed with its reason where it can't be made.

    For a reader (`lens`, `person`) to whom prices are not shown yet, what tells of prices is greyed too.
    """
    project = session.get(Project, project_id)
    if project is None:
        return ()
    quotes_in = session.scalars(
        select(Quote.id).where(live(Quote), Quote.project_id == project_id, Quote.state.in_(IN))
    ).first()
    priced = "" if quotes_in else say("Needs a quote")
    if lens is not None and price_sight(session, lens=lens, project_id=project_id, person=person).hidden:
        priced = say("Tells prices: they wait until quality is judged, or until you ask for them on Compare")
    engagement = session.scalars(
        select(Engagement).where(Engagement.project_id == project_id, Engagement.state != "cancelled")
    ).first()
    stages = session.scalars(
        select(Stage).where(Stage.project_id == project_id, Stage.state.in_(ACCEPTED)).order_by(Stage.number)
    ).all()
    planned = engagement and session.scalar(
        select(Stage.id).where(live(Stage), Stage.project_id == project_id).limit(1)
    )
    kinds = [
        Makeable("BRF", None, say("Brief"), ""),
        Makeable("VIS", None, say("Visit note"), ""),
        Makeable("ORD", None, say("Order on one page"), _no_order(session, project)),
        Makeable("QCM", None, say("Quote comparison"), priced),
        Makeable("PRO", None, say("Proposal"), priced),
        *decided_papers(session, project_id),
        Makeable(
            "ENG", None, say("Engagement summary"), "" if engagement else say("Needs a chosen provider")
        ),
        Makeable("SOW", None, say("Statement of work"), "" if planned else say("Needs a plan with a stage")),
    ]
    kinds += [
        Makeable("ACC", stage.id, say("Acceptance certificate, stage {number}", number=stage.number), "")
        for stage in stages
    ]
    if not stages:
        kinds.append(Makeable("ACC", None, say("Acceptance certificate"), say("Needs an accepted stage")))
    return tuple(kinds)


def _no_order(session: Session, project: Project) -> str:
    """Why no order is issued for this project; "" for a small job, or where its first step is bought alone."""
    if project.state not in BEFORE_AWARD:
        return say("The project has ended") if project.state in ENDED else say("There is a plan already")
    given = answers(session, project_id=project.id).values
    read = read_brief(load_knowledge(), project.templates, given, project.currency)
    discovery = read.sourcing.engagement_class == "discovery"
    if small(read) or discovery or first_step_choice(given) is not None:
        return ""
    return say("For a job of up to five days")


def _row(
    document: Document,
    stages: Mapping[uuid.UUID, int],
    names: Mapping[uuid.UUID, str],
    formats: Formats,
    owner: str,
    *,
    shared: bool,
) -> DocumentRow:
    words, tone, icon = {
        "issued": (say("Issued"), "success", "circle-check"),
        "superseded": (_superseded(document), "neutral", "history"),
        "withdrawn": (say("Withdrawn"), "warn", "circle-x"),
    }[document.state]
    title = document.title
    if document.stage_id is not None and document.stage_id in stages:
        title = say("{title}, stage {number}", title=document.title, number=stages[document.stage_id])
    if document.quote_id is not None and document.quote_id in names:
        title = say("{title}, {provider}", title=document.title, provider=names[document.quote_id])
    return DocumentRow(
        id=document.id,
        kind=document.kind,
        number=document.number,
        told=say("{number} of {person}", number=document.number, person=document.issued_by)
        if shared and document.issued_by
        else document.number,
        title=title,
        version=document.version,
        state=document.state,
        state_words=words,
        tone=tone,
        icon=icon,
        issued_on=document.issued_on,
        issued_words=formats.day(document.issued_on),
        audience=document.audience,
        audience_words=_audience(document.audience, owner),
        pages=document.pages,
        sha256=document.sha256,
        stage_id=document.stage_id,
        quote_id=document.quote_id,
        reason=document.withdrawn_because,
        handed=_handed(document, formats),
    )


def _handed(document: Document, formats: Formats) -> str:
    if document.handed_on is None:
        return ""
    if not document.handed_by:
        return say("Handed over on {day}.", day=formats.day(document.handed_on))
    return say(
        "Handed over on {day} by {person}.", day=formats.day(document.handed_on), person=document.handed_by
    )


def _superseded(document: Document) -> str:
    """What took its place; a paper of a choice that was taken back has nothing in its place until it is corrected."""
    if document.superseded_by:
        return say("Superseded by {number}", number=document.superseded_by)
    return say("Taken back")


def _audience(audience: str, owner: str) -> str:
    return {"owner": owner or say("The owner"), "provider": say("Providers"), "broker": say("The broker")}[
        audience
    ]
