"""Under which of the broker's clients a project is filed, and which one it seems to be for."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.clients import Client
from app.domain.names import same_name
from app.domain.projects import Project
from app.queries.lens import Lens
from app.words import say


@dataclass(frozen=True)
class Filing:
    """Where a project stands in the broker's list, and where it could."""

    project_id: uuid.UUID
    business: str
    """As the project says it."""

    client: uuid.UUID | None
    proposed: uuid.UUID | None
    """The client whose name the business has."""

    clients: tuple[tuple[uuid.UUID, str], ...]
    """Every client; one of several of the same name with what tells it from the others."""

    def name_of(self, client: uuid.UUID | None) -> str:
        """What a client is called here; "" for none."""
        return dict(self.clients).get(client, "") if client is not None else ""


def filing(session: Session, *, project_id: uuid.UUID, lens: Lens) -> Filing | None:
    """How a project is filed; None for an owner, who has no clients, and where the project is gone."""
    project = session.get(Project, project_id)
    if lens is not Lens.BROKER or project is None or project.deleted:
        return None
    rows = session.scalars(select(Client).where(live(Client)).order_by(Client.name, Client.id)).all()
    names = [row.name.casefold() for row in rows]
    known = tuple((row.id, _told(row) if names.count(row.name.casefold()) > 1 else row.name) for row in rows)
    return Filing(
        project_id,
        project.business.strip(),
        project.client_id if project.client_id in {id_ for id_, _ in known} else None,
        next((row.id for row in rows if same_name(row.name, project.business)), None),
        known,
    )


def _told(client: Client) -> str:
    beside = client.contact or client.town or client.email
    return say("{client} ({beside})", client=client.name, beside=beside) if beside else client.name
