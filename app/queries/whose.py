"""Whose projects are seen: whoever works here sees all, an owner who looks along in a broker's program their own."""

import uuid
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.clients import Profile
from app.domain.projects import ENDED, Project
from app.queries.lens import Lens


def seen_projects(session: Session, *, lens: Lens, beside: uuid.UUID | None) -> ColumnElement[bool]:
    """Which projects may be listed; `beside` is the project that was open last, whose owner it is that looks along."""
    project = looking_along(session, lens=lens, beside=beside)
    return true() if project is None else same_owner(project)


class Guest(NamedTuple):
    """The owner who looks along in a broker's program, as their project knows them."""

    owner_name: str
    business: str
    trade: str
    staff: int | None
    town: str
    country: str
    broker_name: str
    client_id: uuid.UUID | None


def guest(session: Session, *, lens: Lens, beside: uuid.UUID | None) -> Guest | None:
    """Who looks along; None where nobody does."""
    one = looking_along(session, lens=lens, beside=beside)
    if one is None:
        return None
    return Guest(
        one.owner_name,
        one.business,
        one.trade,
        one.staff,
        one.town,
        one.country,
        one.broker_name,
        one.client_id,
    )


def looking_along(session: Session, *, lens: Lens, beside: uuid.UUID | None) -> Project | None:
    """The project of the owner who looks along in a broker's program; None where nobody does."""
    if lens is Lens.BROKER or role_here(session) != "broker":
        return None
    found = session.get(Project, beside) if beside is not None else None
    if found is not None and not found.deleted:
        return found
    last = select(Project).where(live(Project)).order_by(Project.state.in_(ENDED), Project.changed_on.desc())
    return session.scalars(last.order_by(Project.title).limit(1)).first()


def role_here(session: Session) -> str:
    """Whose program this is, "owner" or "broker"; empty before anybody has said so."""
    return session.scalars(select(Profile.role).where(live(Profile)).limit(1)).first() or ""


def same_owner(project: Project) -> ColumnElement[bool]:
    """Projects of the same client; where no client is written down, of the same business and owner."""
    if project.client_id is not None:
        return Project.client_id == project.client_id
    if not project.business and not project.owner_name:
        return Project.id == project.id
    return and_(
        Project.client_id.is_(None),
        Project.business == project.business,
        Project.owner_name == project.owner_name,
    )
