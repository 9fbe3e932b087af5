"""How sure whoever does the work is of what is left of it, in words: told week by week, and no date moves by it."""

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.engagements import TO_COME, Stage
from app.domain.errors import DomainError
from app.domain.schedules import CERTAINTIES, OWNER_TASK, Activity
from app.services.found import found
from app.services.projects import open_project
from app.words import say


def be_sure(session: Session, *, row_id: uuid.UUID, certainty: str, on: date) -> None:
    """Say of a line, or of all the work of a stage, how sure its doer is; empty takes the word back.

    It may be said while dates are agreed: what is known of work is no date.
    """
    line = session.get(Activity, row_id)
    stage_id = line.stage_id if line is not None else row_id
    stage = (
        found(session, Stage, stage_id, say("This stage is no longer in the plan."))
        if stage_id is not None
        else None
    )
    owner = line if line is not None else stage
    if owner is None:
        raise DomainError(say("This line is no longer in the schedule."))
    open_project(session, owner.project_id, on)
    if certainty not in ("", *CERTAINTIES):
        raise DomainError(say("Choose how sure it is from the list."))
    if stage is not None and stage.state not in TO_COME:
        raise DomainError(
            say("“{name}” is handed over: nothing of it is left to be sure of.", name=stage.title)
        )
    lines = [line] if line is not None else _work(session, row_id)
    if not lines:
        raise DomainError(say("“{name}” has no lines yet to be sure of.", name=owner.title))
    for each in lines:
        each.certainty = certainty


def _work(session: Session, stage_id: uuid.UUID) -> list[Activity]:
    """The provider's lines of a stage that are still to be done."""
    rows = session.scalars(select(Activity).where(Activity.stage_id == stage_id, Activity.kind != OWNER_TASK))
    return [each for each in rows if each.done_on is None]
