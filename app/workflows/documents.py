"""Read a document's rows, draw it, and issue it: the same procedure for page, verb and demo."""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.documents import acceptance_certificate, brief, engagement_summary, proposal
from app.documents.content import DocumentStatus, Drawn
from app.domain.errors import DomainError
from app.queries import brief_paper, engagement_paper, proposal_paper
from app.services import documents
from app.words import say
from app.words.formats import Formats
from app.workflows.runner import FilingRunner, Runner

Paper = Any


@dataclass(frozen=True)
class Wanted:
    """Which document of which project: `stage_id` for a certificate, `audience` for a brief."""

    kind: str
    project_id: uuid.UUID
    stage_id: uuid.UUID | None = None
    audience: str = "owner"


@dataclass(frozen=True)
class Kind:
    """How one kind of document is read, drawn and called."""

    title: Callable[[], str]
    read: Callable[[Session, Wanted, Formats, date], Paper | None]
    draw: Callable[..., Drawn]
    missing: Callable[[], str]


def _brief(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return brief_paper.brief(
        session, project_id=wanted.project_id, audience=wanted.audience, formats=formats, today=today
    )


def _proposal(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return proposal_paper.proposal(session, project_id=wanted.project_id, formats=formats, today=today)


def _engagement(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return engagement_paper.engagement_summary(
        session, project_id=wanted.project_id, formats=formats, today=today
    )


def _acceptance(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    if wanted.stage_id is None:
        return None
    return engagement_paper.acceptance(session, stage_id=wanted.stage_id, formats=formats, today=today)


KINDS = {
    "BRF": Kind(lambda: say("Brief"), _brief, brief.draw, lambda: say("This project is no longer here.")),
    "PRO": Kind(
        lambda: say("Proposal"),
        _proposal,
        proposal.draw,
        lambda: say("A proposal needs a quote to recommend."),
    ),
    "ENG": Kind(
        lambda: say("Engagement summary"),
        _engagement,
        engagement_summary.draw,
        lambda: say("An engagement summary needs a chosen provider."),
    ),
    "ACC": Kind(
        lambda: say("Acceptance certificate"),
        _acceptance,
        acceptance_certificate.draw,
        lambda: say("A certificate needs a stage that has been accepted."),
    ),
}
"""Every kind of document that can be made, in the order of the journey."""


def paper_of(runner: Runner, wanted: Wanted, formats: Formats, today: date) -> Paper:
    """The rows of a document; raises DomainError where there is nothing to draw it from yet."""
    kind = KINDS[wanted.kind]
    paper = runner.read(lambda session: kind.read(session, wanted, formats, today))
    if paper is None:
        raise DomainError(kind.missing())
    return paper


def draw_draft(kind: str, paper: Paper, formats: Formats) -> Drawn:
    """A draft: no number, no signature lines, marked on every page. Pure: it can run in a worker process."""
    return KINDS[kind].draw(
        paper,
        formats=formats,
        status=DocumentStatus.DRAFT,
        number=None,
        issued=None,
        paper_size=formats.paper,
    )


def draw_issue(kind: str, paper: Paper, formats: Formats, number: str, issued: date) -> Drawn:
    """The document as it is issued, with its number and date. Pure, so it can run in a worker process."""
    return KINDS[kind].draw(
        paper,
        formats=formats,
        status=DocumentStatus.ISSUED,
        number=number,
        issued=issued,
        paper_size=formats.paper,
    )


def issue(runner: FilingRunner, wanted: Wanted, *, formats: Formats, person: str, on: date) -> uuid.UUID:
    """Draw a document with its number, keep its bytes and put it on record; returns its id. Binding.

    Raises DomainError where it cannot be made yet, or where the fonts lack a character that it needs.
    """
    paper = paper_of(runner, wanted, formats, on)
    number = next_number(runner, wanted)
    return keep(
        runner, wanted, draw_issue(wanted.kind, paper, formats, number, on), number, person=person, on=on
    )


def next_number(runner: Runner, wanted: Wanted) -> str:
    """The number the document would be issued under now."""
    return runner.read(
        lambda session: documents.next_number(session, project_id=wanted.project_id, kind=wanted.kind)
    )


def keep(
    runner: FilingRunner, wanted: Wanted, drawn: Drawn, number: str, *, person: str, on: date
) -> uuid.UUID:
    """Keep the bytes of a drawn issue and put it on record; the bytes first, so that none is ever missing."""
    if drawn.missing:
        raise DomainError(
            say(
                "The fonts of the documents have no sign for {characters}. Write it in other letters, "
                "then issue again.",
                characters=" ".join(sorted({glyph.char for glyph in drawn.missing})),
            )
        )
    sha256 = hashlib.sha256(drawn.pdf).hexdigest()
    runner.attachments.put(drawn.pdf, f"{number}.pdf")
    document_id, _ = runner.write(
        lambda session: documents.issue(
            session,
            project_id=wanted.project_id,
            kind=wanted.kind,
            number=number,
            title=KINDS[wanted.kind].title(),
            audience=wanted.audience,
            sha256=sha256,
            pages=drawn.pages,
            stage_id=wanted.stage_id,
            person=person,
            on=on,
        ),
        say("Issue {number}", number=number),
    )
    return document_id


def issued_bytes(runner: FilingRunner, sha256: str) -> bytes:
    """The bytes of an issued document, exactly as they were issued."""
    return runner.attachments.get(sha256)
