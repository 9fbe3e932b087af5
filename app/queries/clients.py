"""Who works here, and the broker's clients."""

import uuid
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.clients import Client, Profile
from app.domain.projects import ENDED, Project
from app.queries.lens import Lens
from app.words.formats import Formats


class ProfileView(NamedTuple):
    """The person at this computer, with the defaults of a first start."""

    person: str = ""
    role: str = "owner"
    business: str = ""
    trade: str = ""
    staff: int | None = None
    town: str = ""
    country: str = "GB"
    currency: str = "GBP"
    locale: str = "en_GB"
    time_zone: str = "Europe/London"

    @property
    def lens(self) -> Lens:
        """The view this person works in."""
        return Lens.BROKER if self.role == "broker" else Lens.OWNER

    @property
    def formats(self) -> Formats:
        """How money and dates look to this person."""
        return Formats(self.locale, self.currency, self.time_zone)


@dataclass(frozen=True)
class ClientRow:
    """One client in the broker's list."""

    id: uuid.UUID
    name: str
    contact: str
    trade: str
    staff: int | None
    town: str
    country: str
    email: str
    phone: str
    notes: str
    projects: int
    """Projects not ended yet."""


def profile(session: Session) -> ProfileView | None:
    """The profile, or None before the first start has been completed."""
    row = session.scalars(select(Profile)).first()
    if row is None:
        return None
    return ProfileView(**{name: getattr(row, name) for name in ProfileView._fields})


def clients(session: Session, *, lens: Lens) -> tuple[ClientRow, ...]:
    """The broker's clients by name; an owner has none to see."""
    if lens is not Lens.BROKER:
        return ()
    running = {
        row.client_id: row.running
        for row in session.execute(
            select(Project.client_id, func.count().label("running"))
            .where(live(Project), Project.state.not_in(ENDED), Project.client_id.is_not(None))
            .group_by(Project.client_id)
        )
    }
    return tuple(
        ClientRow(
            id=row.id,
            name=row.name,
            contact=row.contact,
            trade=row.trade,
            staff=row.staff,
            town=row.town,
            country=row.country,
            email=row.email,
            phone=row.phone,
            notes=row.notes,
            projects=running.get(row.id, 0),
        )
        for row in session.scalars(select(Client).order_by(Client.name))
    )
