"""How the one-page order of a small job stands, for the map of its project."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.brief_choices import order_terms
from app.domain.documents import Document
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
    issued = session.scalars(
        select(Document.id).where(
            live(Document),
            Document.project_id == project.id,
            Document.kind == "ORD",
            Document.state == "issued",
        )
    ).first()
    if issued is not None:
        return "done"
    terms = order_terms(given)
    return "doing" if terms.provider or terms.price else "open"
