"""What owner and broker go through together at the next visit."""

import uuid
from datetime import date

from sqlalchemy.orm import Session

from app.domain.briefs import TalkingPoint
from app.domain.errors import DomainError
from app.services.projects import open_project
from app.words import say


def add_talking_point(
    session: Session, *, project_id: uuid.UUID, text: str, question: str = "", on: date
) -> uuid.UUID:
    """Put something on the list for the next visit and return its id."""
    open_project(session, project_id, on)
    if not text.strip():
        raise DomainError(say("Write down what you want to talk about."))
    point = TalkingPoint(project_id=project_id, question=question, text=text.strip())
    session.add(point)
    session.flush()
    return point.id


def settle_talking_point(session: Session, *, point_id: uuid.UUID, settled: bool = True, on: date) -> None:
    """Tick a talking point off, or open it again."""
    point = session.get(TalkingPoint, point_id)
    if point is None or point.deleted:
        raise DomainError(say("This point is no longer on the list."))
    open_project(session, point.project_id, on)
    point.settled = settled
