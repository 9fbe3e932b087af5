"""How the one-page order of a small job stands: for the map of its project, and for its own page."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.brief_choices import order_terms
from app.domain.documents import Document, in_force
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.knowledge.readings import read_brief
from app.queries.briefs import answers
from app.queries.interview import small


def order_status(session: Session, project: Project) -> str:
    """ "open", "doing" once a provider or a price is known, "done" once issued; "" where the job is not small."""
    given = answers(session, project_id=project.id).values
    if not small(read_brief(load_knowledge(), project.templates, given, project.currency)):
        return ""
    if issued_order(session, project.id):
        return "done"
    terms = order_terms(given)
    return "doing" if terms.provider or terms.price else "open"


def issued_order(session: Session, project_id: uuid.UUID) -> str:
    """The number of the order that was issued and stands; "" while there is none."""
    return session.scalars(select(Document.number).where(*in_force(project_id, "ORD"))).first() or ""
