"""New versions of dates that both sides agreed: begun with a reason, and standing by the owner's name."""

import uuid
from datetime import date

from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.domain.plan_snapshots import snapshot
from app.domain.terms import BEGUN, RETIMED, PlanVersion
from app.persistence.journal import binding
from app.services.plan_stages import engagement_of
from app.services.plan_versions import plan_of, whole_of
from app.services.projects import open_project, require_name
from app.services.schedule_state import laid, open_version, take_dates, versions_of
from app.words import say


def begin_version(
    session: Session, *, project_id: uuid.UUID, reason: str, on: date, person: str = ""
) -> uuid.UUID:
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
    row = PlanVersion(project_id=project_id, number=number, state=BEGUN, reason=reason.strip(), fixed_on=on)
    row.by = person.strip()
    session.add(row)
    session.flush()
    return row.id


def set_version(session: Session, *, project_id: uuid.UUID, typed_name: str, on: date) -> None:
    """The owner takes the new dates under their typed name; from now on lateness is counted from them. Binding.

    Stages that are not handed over yet take them everywhere; the days of the others stay what they were. The whole
    plan is kept with them, as it was when both sides signed it.
    """
    project = open_project(session, project_id, on)
    row, engagement = open_version(session, project_id), engagement_of(session, project_id)
    if row is None or engagement is None:
        raise DomainError(say("No new version of the dates is open."))
    require_name(project, typed_name, say("Type your full name to take these dates"))
    parts, placed = laid(session, project_id)
    if placed is not None:
        take_dates(session, parts, placed)
    row.state, row.fixed_on, row.taken_by = RETIMED, on, typed_name.strip()
    row.content = snapshot(whole_of(session, plan_of(session, project, engagement)))
    binding(session, say("These dates stand. Change them by another version instead."))
