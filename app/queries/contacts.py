"""Whom to call about a project: the person on site first, then whoever stands on the other side of the table."""

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.domain.clients import Client
from app.domain.engagements import EngagementPerson, Side
from app.domain.projects import Project
from app.persistence.unit import UnitOfWork
from app.queries.lens import Lens
from app.words import say


class Contact(NamedTuple):
    """Somebody who can be called or written to; phone and email are empty where they are not known."""

    name: str
    role: str
    phone: str
    email: str


def contacts(session: Session, *, project: Project, lens: Lens) -> tuple[Contact, ...]:
    """The person on site, and for the owner the broker, for the broker the owner."""
    assert isinstance(session, UnitOfWork)
    everyone = session.belonging(EngagementPerson, [project.id])
    people = sorted(everyone, key=lambda person: (not person.leads, person.position))
    on_site = _first(people, Side.ON_SITE)
    found = [] if on_site is None else [_contact(on_site, _on_site_role(on_site, lens))]
    if lens is Lens.OWNER:
        broker = _first(people, Side.BROKER)
        if broker is not None:
            found.append(_contact(broker, say("Your broker")))
        elif project.broker_name:
            found.append(Contact(project.broker_name, say("Your broker"), "", ""))
    else:
        found += _owner(session, project, _first(people, Side.OWNER))
    return tuple(found)


def _first(people: Sequence[EngagementPerson], side: Side) -> EngagementPerson | None:
    return next((person for person in people if person.side is side), None)


def _contact(person: EngagementPerson, role: str) -> Contact:
    return Contact(person.name, role, person.phone, person.email)


def _on_site_role(person: EngagementPerson, lens: Lens) -> str:
    if lens is Lens.BROKER:
        return say("On site")
    return say("On site for you · {days}", days=person.days) if person.days else say("On site for you")


def _owner(session: Session, project: Project, person: EngagementPerson | None) -> list[Contact]:
    """The owner, with what the broker's own list of clients knows of them."""
    client_id: uuid.UUID | None = project.client_id
    client = session.get(Client, client_id) if client_id else None
    if client is not None and client.deleted:
        client = None
    name = (person.name if person else "") or project.owner_name or (client.contact if client else "")
    if not name:
        return []
    phone = (person.phone if person else "") or (client.phone if client else "")
    email = (person.email if person else "") or (client.email if client else "")
    return [Contact(name, project.business or say("Owner"), phone, email)]
