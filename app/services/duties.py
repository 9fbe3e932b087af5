"""Settle who does, answers for, is asked about or told of an activity, while the plan is being written."""

import uuid
from datetime import date

from sqlalchemy.orm import Session

from app.analysis.duties import with_part
from app.domain.duties import duties_of, usual_duties
from app.domain.errors import DomainError
from app.services.plan_stages import open_plan
from app.words import say


def set_duty(
    session: Session, *, project_id: uuid.UUID, activity: str, who: str, letter: str, on: date
) -> None:
    """Give `who` (a column of the knowledge's table) another part; answering for it moves from whoever did.

    Nobody can be taken off answering without somebody else taking it over.
    """
    _, engagement = open_plan(session, project_id, on)
    letters = duties_of(engagement).get(activity)
    if letters is None:
        raise DomainError(say("This activity is no longer in the plan."))
    try:
        changed = with_part(letters, who, letter)
    except ValueError:
        raise DomainError(
            say("Exactly one answers for it. Choose who else does first, then change this one.")
        ) from None
    own = {key: kept for key, kept in dict(engagement.duties).items() if key != activity}
    if changed != usual_duties()[activity]:
        own[activity] = dict(changed)
    engagement.duties = own


def usual_duty(session: Session, *, project_id: uuid.UUID, activity: str, on: date) -> None:
    """Go back to who usually does it."""
    _, engagement = open_plan(session, project_id, on)
    engagement.duties = {key: kept for key, kept in dict(engagement.duties).items() if key != activity}
