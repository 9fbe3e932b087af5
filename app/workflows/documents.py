"""Read a document's rows, draw it, and issue it: the same procedure for page, verb and demo."""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.documents.content import DocumentStatus, Drawn
from app.documents.registry import DOCUMENTS
from app.domain.errors import DomainError
from app.domain.letters import LETTERS, LetterKind
from app.queries import (
    brief_paper,
    comparison_paper,
    decision_paper,
    engagement_paper,
    letter_paper,
    order_paper,
    proposal_paper,
    request_paper,
    visit_paper,
    work_paper,
)
from app.queries import documents as document_rows
from app.queries.decision_papers import LetterPaper
from app.queries.lens import Lens
from app.queries.short_papers import OrderPaper
from app.queries.work_papers import StatementPaper
from app.services import documents
from app.words import say
from app.words.formats import Formats
from app.workflows.page_images import PageImages, pdf_pages
from app.workflows.runner import FilingRunner, Reader

Paper = Any
PROVIDER = "provider"


@dataclass(frozen=True)
class Wanted:
    """Which document of which project: of which stage, to which quote a letter answers, for whom a brief is."""

    kind: str
    project_id: uuid.UUID
    stage_id: uuid.UUID | None = None
    audience: str = "owner"
    quote_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Source:
    """How the rows of one kind of document are read, and what is missing where there are none yet."""

    read: Callable[[Session, Wanted, Formats, date], Paper | None]
    missing: Callable[[], str]
    not_yet: Callable[[Paper], str] = lambda _: ""
    """Why a draft can be looked at but not issued; "" where it can."""


def _brief(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return brief_paper.brief(
        session, project_id=wanted.project_id, audience=wanted.audience, formats=formats, today=today
    )


def _comparison(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return comparison_paper.comparison_paper(
        session, project_id=wanted.project_id, formats=formats, today=today
    )


def _request(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return request_paper.request_paper(session, project_id=wanted.project_id, formats=formats, today=today)


def _decision(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return decision_paper.decision_paper(session, project_id=wanted.project_id, formats=formats, today=today)


def _letter(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    if wanted.quote_id is None:
        return None
    return letter_paper.letter_paper(
        session,
        project_id=wanted.project_id,
        quote_id=wanted.quote_id,
        kind=wanted.kind,
        formats=formats,
        today=today,
    )


def _letter_not_yet(paper: LetterPaper) -> str:
    if paper.refusal or paper.reviewed:
        return paper.refusal
    return say("Somebody has to read it first, and mark it as reviewed. Then it can be issued.")


def _proposal(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return proposal_paper.proposal(session, project_id=wanted.project_id, formats=formats, today=today)


def _engagement(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return engagement_paper.engagement_summary(
        session, project_id=wanted.project_id, formats=formats, today=today
    )


def _statement(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return work_paper.statement_of_work(session, project_id=wanted.project_id, formats=formats, today=today)


def _acceptance(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    if wanted.stage_id is None:
        return None
    return engagement_paper.acceptance(session, stage_id=wanted.stage_id, formats=formats, today=today)


def _visit(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return visit_paper.visit_note(session, project_id=wanted.project_id, formats=formats, today=today)


def _order(session: Session, wanted: Wanted, formats: Formats, today: date) -> Paper | None:
    return order_paper.order(session, project_id=wanted.project_id, formats=formats, today=today)


def _order_not_yet(paper: OrderPaper) -> str:
    if paper.too_late or not paper.missing:
        return paper.too_late
    return say("Before this order can be issued, it needs: {missing}.", missing="; ".join(paper.missing))


def _statement_not_yet(paper: StatementPaper) -> str:
    if paper.can_be_issued:
        return ""
    return say("Both sides agree to the text of the plan first. Then it can be issued to be signed.")


SOURCES = {
    "BRF": Source(_brief, lambda: say("This project is no longer here.")),
    "VIS": Source(_visit, lambda: say("This project is no longer here.")),
    "ORD": Source(_order, lambda: say("This project is no longer here."), _order_not_yet),
    "RFQ": Source(
        _request,
        lambda: say("This project is no longer here."),
        lambda _: say("A quote request is issued with its packs: prepare them on the page Quotes."),
    ),
    "QCM": Source(_comparison, lambda: say("A comparison needs a quote that is in.")),
    "PRO": Source(_proposal, lambda: say("A proposal needs a quote to recommend.")),
    "DEC": Source(_decision, lambda: say("A decision record needs a decision that stands.")),
    **{
        kind.value: Source(
            _letter, lambda: say("This letter needs a decision, and a provider it tells."), _letter_not_yet
        )
        for kind in LetterKind
    },
    "ENG": Source(_engagement, lambda: say("An engagement summary needs a chosen provider.")),
    "SOW": Source(_statement, lambda: say("A statement of work needs a plan with a stage."), _statement_not_yet),
    "ACC": Source(_acceptance, lambda: say("A certificate needs a stage that has been accepted.")),
}
"""Every kind of document that can be made, in the order of the journey."""


def title_of(kind: str) -> str:
    """What a kind of document is called."""
    return DOCUMENTS[kind].title()


def paper_of(runner: Reader, wanted: Wanted, formats: Formats, today: date) -> Paper:
    """The rows of a document; raises DomainError where there is nothing to draw it from yet."""
    source = SOURCES[wanted.kind]
    paper = runner.read(lambda session: source.read(session, wanted, formats, today))
    if paper is None:
        raise DomainError(source.missing())
    return paper


def draw_draft(kind: str, paper: Paper, formats: Formats) -> Drawn:
    """A draft: no number, no signature lines, marked on every page. Pure: it can run in a worker process."""
    return DOCUMENTS[kind].draw(
        paper,
        formats=formats,
        status=DocumentStatus.DRAFT,
        number=None,
        issued=None,
        paper_size=formats.paper,
    )


def draw_issue(kind: str, paper: Paper, formats: Formats, number: str, issued: date) -> Drawn:
    """The document as it is issued, with its number and date. Pure, so it can run in a worker process."""
    return DOCUMENTS[kind].draw(
        paper,
        formats=formats,
        status=DocumentStatus.ISSUED,
        number=number,
        issued=issued,
        paper_size=formats.paper,
    )


def web_draft(kind: str, paper: Paper, formats: Formats) -> str:
    """The same draft as an accessible web page."""
    return DOCUMENTS[kind].web(paper, formats=formats, status=DocumentStatus.DRAFT, number=None, issued=None)


def issue(runner: FilingRunner, wanted: Wanted, *, formats: Formats, person: str, on: date) -> uuid.UUID:
    """Draw a document with its number, keep its bytes and put it on record; returns its id. Binding.

    Raises DomainError where it cannot be made yet, or where the fonts lack a character that it needs.
    """
    paper = paper_of(runner, wanted, formats, on)
    if refusal := SOURCES[wanted.kind].not_yet(paper):
        raise DomainError(refusal)
    number = next_number(runner, wanted)
    return keep(
        runner, wanted, draw_issue(wanted.kind, paper, formats, number, on), number, person=person, on=on
    )


def next_number(runner: Reader, wanted: Wanted) -> str:
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
            title=title_of(wanted.kind),
            audience=PROVIDER if wanted.kind in LETTERS else wanted.audience,
            sha256=sha256,
            pages=drawn.pages,
            stage_id=wanted.stage_id,
            quote_id=wanted.quote_id,
            person=person,
            on=on,
        ),
        say("Issue {number}", number=number),
    )
    return document_id


@dataclass(frozen=True)
class Ahead:
    """What issuing would do, in sentences, before anybody says yes."""

    number: str
    sentences: tuple[str, ...]


def look_ahead(runner: Reader, wanted: Wanted, lens: Lens) -> Ahead:
    """The number it would get, who sees it, what it replaces and what was left out."""
    number = next_number(runner, wanted)
    known = runner.read(
        lambda session: document_rows.before_issue(
            session,
            project_id=wanted.project_id,
            kind=wanted.kind,
            stage_id=wanted.stage_id,
            quote_id=wanted.quote_id,
            lens=lens,
        )
    )
    sentences = [say("It gets the number {number} and never changes after that.", number=number)]
    if known.replaces:
        sentences.append(say("It replaces {number}, which stays on record.", number=known.replaces))
    if wanted.kind in LETTERS:
        sentences.append(say("The provider sees it exactly as shown, once you send it."))
    elif lens is Lens.OWNER:
        sentences.append(say("Whoever you give it to sees it exactly as shown."))
    else:
        name = known.owner or say("The owner")
        sentences.append(say("{name} will see it exactly as shown.", name=name))
    if known.left_out:
        sentences.append(known.left_out)
    sentences.append(say("Nothing is sent to anyone."))
    return Ahead(number, tuple(sentences))


def issued_bytes(runner: FilingRunner, sha256: str) -> bytes:
    """The bytes of an issued document, exactly as they were issued."""
    return runner.attachments.get(sha256)


@dataclass(frozen=True)
class DrawnPages:
    """A draft with its pages as images: what a worker process hands back for a preview."""

    pdf: bytes
    images: PageImages
    missing: tuple[str, ...]
    """Characters the fonts have no sign for."""

    invisible: tuple[str, ...]
    """Code points ("U+200D") of characters that leave no mark and are not in it."""

    not_yet: str = ""
    """Why it can be looked at but not issued; "" where it can."""


def drawn_pages(wanted: Wanted, paper: Paper, formats: Formats, width: int) -> DrawnPages:
    """Draw a draft and its pages, each `width` pixels wide."""
    drawn = draw_draft(wanted.kind, paper, formats)
    missing = tuple(sorted({glyph.char for glyph in drawn.missing}))
    invisible = tuple(sorted({glyph.code_point for glyph in drawn.invisible}))
    not_yet = SOURCES[wanted.kind].not_yet(paper)
    return DrawnPages(drawn.pdf, pdf_pages(drawn.pdf, width), missing, invisible, not_yet)


def page_images(pdf: bytes, width: int) -> PageImages:
    """The pages of an issued document, each `width` pixels wide."""
    return pdf_pages(pdf, width)
