"""Ids of rows by what they belong to: for procedures that made the rows and now go on with them."""

import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.briefs import BriefItem, ItemKind
from app.domain.documents import Document
from app.domain.engagements import EngagementPerson, Payment, Stage
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.schedules import OWNER_TASK, Activity
from app.domain.shortlists import Candidate
from app.domain.team import WorkPackage
from app.domain.terms import Clause, ExitItem


@dataclass(frozen=True)
class CandidateRef:
    """A candidate with its provider and how it stands at each gate."""

    id: uuid.UUID
    provider_ref: uuid.UUID
    gates: dict[str, str]
    """Gate → "pass", "fail" or "not_checked"."""


def candidates(session: Session, *, project_id: uuid.UUID) -> tuple[CandidateRef, ...]:
    """The candidates of a project."""
    rows = session.execute(
        select(Candidate.id, Candidate.provider_ref, Candidate.outcome).where(
            live(Candidate), Candidate.project_id == project_id
        )
    )
    return tuple(
        CandidateRef(
            row.id,
            row.provider_ref,
            {str(gate["gate"]): str(gate["answer"]) for gate in row.outcome.get("gates", ())},
        )
        for row in rows
    )


def quotes(session: Session, *, project_id: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """Candidate → quote."""
    rows = session.execute(
        select(Quote.candidate_id, Quote.id).where(
            live(Quote), Quote.project_id == project_id, Quote.candidate_id.is_not(None)
        )
    )
    return {row.candidate_id: row.id for row in rows}


def must_haves(session: Session, *, project_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """The must-haves of a brief in their order."""
    return tuple(
        session.scalars(
            select(BriefItem.id)
            .where(live(BriefItem), BriefItem.project_id == project_id, BriefItem.kind == ItemKind.MUST)
            .order_by(BriefItem.place, BriefItem.id)
        )
    )


def payment(session: Session, *, project_id: uuid.UUID, stage_id: uuid.UUID | None) -> uuid.UUID:
    """The payment of a stage; the one that releases held money where `stage_id` is None."""
    wanted = Payment.stage_id == stage_id if stage_id else Payment.kind == "retention"
    return session.scalars(
        select(Payment.id).where(live(Payment), Payment.project_id == project_id, wanted)
    ).one()


def people(session: Session, *, project_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """Name → person of the engagement."""
    rows = session.execute(
        select(EngagementPerson.name, EngagementPerson.id).where(
            live(EngagementPerson), EngagementPerson.project_id == project_id
        )
    )
    return {row.name: row.id for row in rows}


def team_parts(session: Session, *, project_id: uuid.UUID) -> tuple[tuple[uuid.UUID, str], ...]:
    """The parts of the team with their roles, in their order."""
    rows = session.execute(
        select(WorkPackage.id, WorkPackage.role)
        .where(live(WorkPackage), WorkPackage.project_id == project_id)
        .order_by(WorkPackage.position)
    )
    return tuple((row.id, row.role) for row in rows)


def default_clauses(session: Session, *, project_id: uuid.UUID) -> tuple[tuple[uuid.UUID, str, str], ...]:
    """The topics that are still worded as is usual in the country: id, topic, words."""
    rows = session.execute(
        select(Clause.id, Clause.topic, Clause.words)
        .where(live(Clause), Clause.project_id == project_id, Clause.is_default)
        .order_by(Clause.topic)
    )
    return tuple((row.id, row.topic, row.words) for row in rows)


def exit_items(session: Session, *, project_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """What is to be in hand when the provider is gone, by its key."""
    rows = session.execute(
        select(ExitItem.item, ExitItem.id).where(live(ExitItem), ExitItem.project_id == project_id)
    )
    return {row.item: row.id for row in rows}


def document_hash(session: Session, *, document_id: uuid.UUID) -> str:
    """SHA-256 of an issued document's bytes, under which the attachments keep them."""
    return session.scalars(select(Document.sha256).where(Document.id == document_id)).one()


def projects_named(session: Session, *, name: str) -> tuple[uuid.UUID, ...]:
    """Projects of this id, or whose title begins with `name`; case does not matter."""
    rows = session.execute(select(Project.id, Project.title).where(live(Project)).order_by(Project.id)).all()
    wanted = name.casefold()
    return tuple(
        row.id
        for row in rows
        if wanted in (str(row.id), row.id.hex) or row.title.casefold().startswith(wanted)
    )


def stage_numbered(session: Session, *, project_id: uuid.UUID, number: int) -> uuid.UUID | None:
    """The stage of this number, or None."""
    return session.scalars(
        select(Stage.id).where(live(Stage), Stage.project_id == project_id, Stage.number == number)
    ).first()


def owner_tasks(session: Session, *, project_id: uuid.UUID, stage_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """The owner's own tasks that are still open for a stage, and those for none."""
    rows = select(Activity.id).where(
        live(Activity),
        Activity.project_id == project_id,
        Activity.kind == OWNER_TASK,
        Activity.done_on.is_(None),
        or_(Activity.stage_id == stage_id, Activity.stage_id.is_(None)),
    )
    return tuple(session.scalars(rows.order_by(Activity.position, Activity.id)))
