"""What the broker asks for their own work: theirs alone, and never selected for anybody else."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.projects import Project
from app.queries.lens import Lens


def fee(session: Session, *, project_id: uuid.UUID, lens: Lens) -> str | None:
    """The broker's fee for a project in their own words, "" where none is written; None for the owner."""
    if lens is not Lens.BROKER:
        return None
    return session.scalars(select(Project.broker_fee).where(live(Project), Project.id == project_id)).first()


def fees(session: Session, *, lens: Lens) -> dict[uuid.UUID, str]:
    """The fee of every project that has one; none for the owner."""
    if lens is not Lens.BROKER:
        return {}
    written = select(Project.id, Project.broker_fee).where(live(Project), Project.broker_fee != "")
    return {row.id: row.broker_fee.strip() for row in session.execute(written)}
