"""Issue documents, and supersede or withdraw what was issued."""

import uuid
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.documents import STAND_APART, Document
from app.domain.errors import DomainError
from app.persistence.journal import binding
from app.services.projects import find_project
from app.words import say


def next_number(session: Session, *, project_id: uuid.UUID, kind: str) -> str:
    """The number the next issued document of `kind` gets in its project: ENG-001, ENG-002."""
    issued = session.scalar(
        select(func.count())
        .select_from(Document)
        .where(Document.project_id == project_id, Document.kind == kind)
    )
    return f"{kind}-{(issued or 0) + 1:03d}"


def issue(
    session: Session,
    *,
    project_id: uuid.UUID,
    kind: str,
    number: str,
    title: str,
    audience: str,
    sha256: str,
    pages: int,
    person: str,
    on: date,
    stage_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Put an issued document on record; its bytes are kept in the attachments under `sha256`.

    An earlier one of the same kind (and stage) is marked as superseded by this one. Binding.
    Raises DomainError where `number` has been taken meanwhile.
    """
    project = find_project(session, project_id)
    if number != next_number(session, project_id=project_id, kind=kind):
        raise DomainError(
            say("{number} has been issued in the meantime. Preview the document again.", number=number)
        )
    earlier = session.scalars(
        select(Document).where(
            Document.project_id == project_id,
            Document.kind == kind,
            Document.stage_id == stage_id if stage_id else Document.stage_id.is_(None),
            Document.state == "issued",
            Document.kind.not_in(STAND_APART),
        )
    ).all()
    for document in earlier:
        document.state = "superseded"
        document.superseded_by = number
    document = Document(
        project_id=project_id,
        stage_id=stage_id,
        kind=kind,
        number=number,
        version=len(earlier) + 1,
        title=title,
        audience=audience,
        issued_on=on,
        issued_by=person,
        sha256=sha256,
        pages=pages,
    )
    session.add(document)
    project.changed_on = on
    binding(
        session,
        say(
            "{number} has been issued and keeps its number. Issue a new version to replace it.", number=number
        ),
    )
    return document.id


def withdraw(session: Session, *, document_id: uuid.UUID, reason: str, on: date) -> None:
    """Mark an issued document as withdrawn, and why; its bytes and number stay on record. Binding."""
    document = session.get(Document, document_id)
    if document is None or document.state != "issued":
        raise DomainError(say("Only an issued document can be withdrawn."))
    if not reason.strip():
        raise DomainError(say("Say why it is withdrawn; the reason is kept with it."))
    document.state = "withdrawn"
    document.withdrawn_because = reason.strip()
    find_project(session, document.project_id).changed_on = on
    binding(
        session,
        say(
            "{number} has been withdrawn. Issue a new version if it is needed after all.",
            number=document.number,
        ),
    )
