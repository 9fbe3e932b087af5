"""Keep the profile of this workspace and a broker's clients."""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.clients import Client, Profile
from app.domain.errors import DomainError
from app.domain.names import same_name
from app.services.projects import find_project
from app.words import say

PROFILE_FIELDS = frozenset(
    {"person", "role", "business", "trade", "staff", "town", "country", "currency", "locale", "time_zone"}
)
CLIENT_FIELDS = frozenset({"name", "contact", "trade", "staff", "town", "country", "email", "phone", "notes"})


def keep_profile(session: Session, **fields: Any) -> None:
    """Write down who works at this computer; only the `fields` given change."""
    if "person" in fields and not str(fields["person"]).strip():
        raise DomainError(say("Enter your name"))
    profile = session.scalars(select(Profile)).first()
    if profile is None:
        profile = Profile()
        session.add(profile)
    _set(profile, fields, PROFILE_FIELDS)


def add_client(session: Session, **fields: Any) -> uuid.UUID:
    """Add a business the broker advises and return its id."""
    client = Client()
    _set(client, fields, CLIENT_FIELDS)
    if not client.name.strip():
        raise DomainError(say("Enter the name of the business"))
    session.add(client)
    return client.id


def add_client_of(session: Session, *, project_id: uuid.UUID) -> uuid.UUID:
    """Add the business that a project is for as a client, file the project there and return the client's id.

    Raises DomainError where there is one of that name: whether it is the same is for the broker to say.
    """
    project = find_project(session, project_id)
    if any(
        same_name(each.name, project.business) for each in session.scalars(select(Client).where(live(Client)))
    ):
        raise DomainError(
            say(
                "You already have a client called “{business}”. File the project there.",
                business=project.business.strip(),
            )
        )
    client_id = add_client(
        session, name=project.business, contact=project.owner_name, trade=project.trade, staff=project.staff,
        town=project.town, country=project.country,
    )  # fmt: skip
    project.client_id = client_id
    return client_id


def change_client(session: Session, *, client_id: uuid.UUID, **fields: Any) -> None:
    """Change what is known of a client; only the `fields` given change."""
    client = _client(session, client_id)
    _set(client, fields, CLIENT_FIELDS)
    if not client.name.strip():
        raise DomainError(say("Enter the name of the business"))


def remove_client(session: Session, *, client_id: uuid.UUID) -> None:
    """Take a client off the list; their projects stay."""
    session.delete(_client(session, client_id))


def _client(session: Session, client_id: uuid.UUID) -> Client:
    client = session.get(Client, client_id)
    if client is None or client.deleted:
        raise DomainError(say("This client is no longer here. Go back to Clients and choose another."))
    return client


def _set(row: Profile | Client, fields: dict[str, Any], known: frozenset[str]) -> None:
    for name, value in fields.items():
        if name not in known:
            raise TypeError(f"{type(row).__name__} has no field {name}")
        setattr(row, name, value.strip() if isinstance(value, str) else value)
