"""Projects as a list, and the head that every page of a project shows."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.clients import Client
from app.domain.projects import ENDED, Project
from app.queries.fees import fees
from app.queries.lens import Lens
from app.queries.project_facts import (
    ProjectFacts,
    due_left,
    due_words,
    gather,
    next_due,
    next_step,
    state_words,
)
from app.queries.project_values import NO_VALUE, Value, project_values
from app.queries.whose import seen_projects
from app.words.formats import Formats


@dataclass(frozen=True)
class ProjectRow:
    """One project in the list: where it stands and what comes next."""

    id: uuid.UUID
    title: str
    client: str
    state: str
    state_words: str
    tone: str
    icon: str
    next_step: str
    next_address: str
    due: date | None
    due_words: str
    due_day: str
    due_left: str
    """How long that is from today: "in 3 days", "4 days late"."""

    late: bool
    value: Value
    fee: str
    """What the broker asks, in their own words; empty for the owner."""

    changed_on: date
    ended: bool
    held: bool


class ProjectHead(NamedTuple):
    """What every page of a project shows of it, and which parts it has reached."""

    id: uuid.UUID
    title: str
    business: str
    owner_name: str
    broker_name: str
    currency: str
    state: str
    state_words: str
    held_reason: str
    ended_reason: str
    reached: frozenset[str]
    """Of "brief", "providers", "quotes", "plan", "progress", "money", "documents"."""


def portfolio(
    session: Session,
    *,
    lens: Lens,
    formats: Formats,
    today: date,
    ended: bool | None = None,
    beside: uuid.UUID | None = None,
) -> tuple[ProjectRow, ...]:
    """Every project that is seen, with its state and next step, the last touched first; clients only for the broker."""
    statement = select(Project).where(seen_projects(session, lens=lens, beside=beside))
    statement = statement.order_by(Project.changed_on.desc(), Project.title)
    if ended is not None:
        statement = statement.where(Project.state.in_(ENDED) if ended else Project.state.not_in(ENDED))
    projects = session.scalars(statement).all()
    clients = _clients(session) if lens is Lens.BROKER else {}
    facts = gather(session, projects)
    values, asked = project_values(session, facts, formats), fees(session, lens=lens)
    return tuple(
        _row(
            facts[project.id],
            clients.get(project.client_id, project.business),
            values.get(project.id, NO_VALUE),
            asked.get(project.id, ""),
            formats,
            today,
        )
        for project in projects
    )


def running(
    session: Session, *, lens: Lens = Lens.BROKER, beside: uuid.UUID | None = None
) -> tuple[uuid.UUID, ...]:
    """The ids of the projects that are seen and have not ended, the last touched first."""
    seen = seen_projects(session, lens=lens, beside=beside)
    statement = select(Project.id).where(live(Project), Project.state.not_in(ENDED), seen)
    return tuple(session.scalars(statement.order_by(Project.changed_on.desc(), Project.title)))


def head(session: Session, *, project_id: uuid.UUID) -> ProjectHead | None:
    """The project's head, or None where it is gone."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    return head_of(gather(session, [project])[project.id])


def _clients(session: Session) -> dict[uuid.UUID | None, str]:
    return {row.id: row.name for row in session.execute(select(Client.id, Client.name).where(live(Client)))}


def head_of(facts: ProjectFacts) -> ProjectHead:
    """The head told from gathered facts."""
    project = facts.project
    words, _, _ = state_words(facts)
    reached = {"brief", "documents"}
    if project.brief_version or facts.candidates:
        reached.add("providers")
    if facts.request or facts.quotes:
        reached |= {"providers", "quotes"}
    if facts.engagement:
        reached.add("plan")
    if facts.engagement and facts.engagement.plan_version:
        reached |= {"progress", "money"}
    return ProjectHead(
        id=project.id,
        title=project.title,
        business=project.business,
        owner_name=project.owner_name,
        broker_name=project.broker_name,
        currency=project.currency,
        state=project.state,
        state_words=words,
        held_reason=project.held_reason if project.held_on else "",
        ended_reason=project.ended_reason,
        reached=frozenset(reached),
    )


def blocked(session: Session, *, project_id: uuid.UUID) -> str:
    """Why nothing can be changed, where the project is on hold or has ended; else empty."""
    project = session.get(Project, project_id)
    return project.closed_because() if project is not None else ""


def _row(
    facts: ProjectFacts, client: str, value: Value, fee: str, formats: Formats, today: date
) -> ProjectRow:
    project = facts.project
    words, tone, icon = state_words(facts)
    step, address, _ = next_step(facts, formats)
    due = next_due(facts)
    return ProjectRow(
        id=project.id,
        title=project.title,
        client=client,
        state=project.state,
        state_words=words,
        tone=tone,
        icon=icon,
        next_step=step,
        next_address=address,
        due=due,
        due_words=due_words(due, today, formats),
        due_day=formats.weekday_day(due) if due is not None else "",
        due_left=due_left(due, today),
        late=due is not None and due < today,
        value=value,
        fee=fee,
        changed_on=project.changed_on,
        ended=project.state in ENDED,
        held=project.held_on is not None,
    )
