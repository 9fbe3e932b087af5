"""The documents of a project: what was issued, and what could be made now."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.documents import Document
from app.domain.engagements import Engagement, Stage
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.queries.lens import Lens
from app.queries.project_facts import ACCEPTED, QUOTES_IN
from app.words import say
from app.words.formats import Formats


@dataclass(frozen=True)
class DocumentRow:
    """One issued document in the list."""

    id: uuid.UUID
    kind: str
    number: str
    title: str
    version: int
    state: str
    state_words: str
    tone: str
    icon: str
    issued_on: date
    issued_words: str
    audience: str
    pages: int
    sha256: str
    stage_id: uuid.UUID | None


@dataclass(frozen=True)
class Makeable:
    """A kind of document that can be made now, or the reason why it can't be yet."""

    kind: str
    stage_id: uuid.UUID | None
    title: str
    reason: str


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
    return tuple(_row(document, stages, formats) for document in rows)


def makeable(session: Session, *, project_id: uuid.UUID) -> tuple[Makeable, ...]:
    """Every kind of document in the order of the journey, greyed with its reason where it can't be made."""
    project = session.get(Project, project_id)
    if project is None:
        return ()
    quotes_in = session.scalars(
        select(Quote.id).where(live(Quote), Quote.project_id == project_id, Quote.state.in_(QUOTES_IN))
    ).first()
    engagement = session.scalars(
        select(Engagement).where(Engagement.project_id == project_id, Engagement.state != "cancelled")
    ).first()
    stages = session.scalars(
        select(Stage).where(Stage.project_id == project_id, Stage.state.in_(ACCEPTED)).order_by(Stage.number)
    ).all()
    kinds = [
        Makeable("BRF", None, say("Brief"), ""),
        Makeable("PRO", None, say("Proposal"), "" if quotes_in else say("Needs a quote")),
        Makeable(
            "ENG", None, say("Engagement summary"), "" if engagement else say("Needs a chosen provider")
        ),
    ]
    kinds += [
        Makeable("ACC", stage.id, say("Acceptance certificate, stage {number}", number=stage.number), "")
        for stage in stages
    ]
    if not stages:
        kinds.append(Makeable("ACC", None, say("Acceptance certificate"), say("Needs an accepted stage")))
    return tuple(kinds)


def _row(document: Document, stages: Mapping[uuid.UUID, int], formats: Formats) -> DocumentRow:
    words, tone, icon = {
        "issued": (say("Issued"), "success", "circle-check"),
        "superseded": (say("Superseded by {number}", number=document.superseded_by), "neutral", "history"),
        "withdrawn": (say("Withdrawn"), "warn", "circle-x"),
    }[document.state]
    title = document.title
    if document.stage_id is not None and document.stage_id in stages:
        title = say("{title}, stage {number}", title=document.title, number=stages[document.stage_id])
    return DocumentRow(
        id=document.id,
        kind=document.kind,
        number=document.number,
        title=title,
        version=document.version,
        state=document.state,
        state_words=words,
        tone=tone,
        icon=icon,
        issued_on=document.issued_on,
        issued_words=formats.day(document.issued_on),
        audience=document.audience,
        pages=document.pages,
        sha256=document.sha256,
        stage_id=document.stage_id,
    )
