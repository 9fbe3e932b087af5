"""Issue documents, and supersede or withdraw what was issued."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.documents import NUMBERED_BEFORE, STAND_APART, Document
from app.domain.errors import DomainError
from app.domain.letters import LETTERS, LetterKind
from app.persistence.journal import binding
from app.services.letters import correct, require_reviewed
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
    quote_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Put an issued document on record; its bytes are kept in the attachments under `sha256`.

    An earlier one of the same kind (and stage, or provider) is marked as superseded by this one. Binding.
    Raises DomainError where `number` has been taken meanwhile, or for a letter that nobody has read.
    """
    project = find_project(session, project_id)
    if kind in LETTERS:
        if quote_id is None:
            raise DomainError(say("Say which provider the letter is for."))
        require_reviewed(session, quote_id=quote_id, kind=kind)
    if _is_taken(session, project_id, kind, number):
        raise DomainError(
            say("{number} has been issued in the meantime. Preview the document again.", number=number)
        )
    earlier = _replaced(session, project_id, kind, stage_id, quote_id)
    for document in earlier:
        document.state = "superseded"
        document.superseded_by = number
    document = Document(
        project_id=project_id,
        stage_id=stage_id,
        quote_id=quote_id,
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
    if kind == LetterKind.CORRECTION and quote_id is not None:
        correct(session, quote_id=quote_id, number=number)
    project.changed_on = on
    binding(
        session,
        say(
            "{number} has been issued and keeps its number. Issue a new version to replace it.", number=number
        ),
    )
    return document.id


def _replaced(
    session: Session,
    project_id: uuid.UUID,
    kind: str,
    stage_id: uuid.UUID | None,
    quote_id: uuid.UUID | None,
) -> Sequence[Document]:
    """The issued papers that a new one of this kind takes the place of: of the same stage, to the same provider."""
    return session.scalars(
        select(Document).where(
            Document.project_id == project_id,
            Document.kind == kind,
            Document.stage_id == stage_id if stage_id else Document.stage_id.is_(None),
            Document.quote_id == quote_id if quote_id else Document.quote_id.is_(None),
            Document.state == "issued",
            Document.kind.not_in(STAND_APART),
        )
    ).all()


def _is_taken(session: Session, project_id: uuid.UUID, kind: str, number: str) -> bool:
    """Whether something else has come by this number since it was shown."""
    if kind not in NUMBERED_BEFORE:
        return number != next_number(session, project_id=project_id, kind=kind)
    of_it = select(Document.id).where(
        Document.project_id == project_id, Document.kind == kind, Document.number == number
    )
    return session.scalars(of_it).first() is not None


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
