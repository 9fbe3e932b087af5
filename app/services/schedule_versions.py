"""Versions of a plan's dates: what both sides signed is the first, and each later one stands by the owner's name."""

import uuid
from datetime import date

from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.domain.schedules import ScheduleVersion
from app.persistence.journal import binding
from app.services.plan_stages import engagement_of
from app.services.projects import open_project, require_name
from app.services.schedule_state import laid, open_version, versions_of
from app.words import say


def freeze_dates(session: Session, *, project_id: uuid.UUID, by: str, on: date) -> None:
    """Keep the dates that both sides agreed with the plan: what is held against them later."""
    number = len(versions_of(session, project_id)) + 1
    reason = say("As both sides agreed")
    row = ScheduleVersion(
        project_id=project_id, number=number, state="set", reason=reason, begun_on=on, set_on=on, set_by=by
    )
    row.dates = _dates(session, project_id)
    session.add(row)


def begin_version(session: Session, *, project_id: uuid.UUID, reason: str, on: date) -> uuid.UUID:
    """Open the dates of an agreed plan for a new version. The agreed one stays what lateness is counted from."""
    open_project(session, project_id, on)
    engagement = engagement_of(session, project_id)
    if engagement is None or engagement.plan_version == 0:
        raise DomainError(say("The plan is still being written. Its dates can be changed as they are."))
    if open_version(session, project_id) is not None:
        raise DomainError(say("A new version of the dates is open already."))
    if not reason.strip():
        raise DomainError(say("Say why the dates change."))
    number = max((each.number for each in versions_of(session, project_id)), default=0) + 1
    row = ScheduleVersion(project_id=project_id, number=number, reason=reason.strip(), begun_on=on)
    session.add(row)
    session.flush()
    return row.id


def set_version(session: Session, *, project_id: uuid.UUID, typed_name: str, on: date) -> None:
    """The owner takes the new dates under their typed name; from now on lateness is counted from them. Binding."""
    project = open_project(session, project_id, on)
    row = open_version(session, project_id)
    if row is None:
        raise DomainError(say("No new version of the dates is open."))
    require_name(project, typed_name, say("Type your full name to take these dates"))
    row.state, row.set_on, row.set_by = "set", on, typed_name.strip()
    row.dates = _dates(session, project_id)
    binding(session, say("These dates stand. Change them by another version instead."))


def _dates(session: Session, project_id: uuid.UUID) -> dict[str, list[str]]:
    _, found = laid(session, project_id)
    placed = found.placed if found is not None else {}
    return {key: [each.starts_on.isoformat(), each.ends_on.isoformat()] for key, each in placed.items()}
