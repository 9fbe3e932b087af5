"""A request that is out, as its page and its packs see it: who has what, what was asked, and who could be asked yet."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.documents import Document
from app.domain.providers import Provider
from app.domain.quote_questions import QuoteQuestion
from app.domain.quotes import Quote
from app.domain.shortlists import QuoteRequest
from app.queries.lens import Lens
from app.queries.quote_asking import Askable, asking, budget_words
from app.queries.quote_words import state_words
from app.queries.request_paper import latest_request
from app.words.formats import Formats

OPEN = ("issued", "extended")
STILL_ASKED = ("invited", "draft")


@dataclass(frozen=True, slots=True)
class PackRow:
    """One provider who still has to answer, as its pack needs it."""

    quote_id: uuid.UUID
    provider: str
    email: str
    agreed: bool
    """It keeps what it learns to itself."""


@dataclass(frozen=True, slots=True)
class PackSheet:
    """What the packs of the round under way are made from; `sha256` finds the pack that is on record."""

    project_id: uuid.UUID
    request_id: uuid.UUID
    number: str
    pack_number: str
    """The number of the pack itself: more time gives it another, while the questions keep theirs."""

    told_on: date
    scope_hash: str
    asked: Mapping[str, Any]
    confidential: bool
    sha256: str
    rows: tuple[PackRow, ...]


@dataclass(frozen=True, slots=True)
class OutRow:
    """How far one provider is with the pack."""

    quote_id: uuid.UUID
    provider: str
    handed: str
    """When it was given the pack of this round; empty where it was not yet."""

    last: str
    """The last time anything went to it or came from it."""

    questions: int
    open_questions: int
    needs_agreement: bool
    waiting: bool
    status: str
    icon: str
    """How it stands with its quote, for who does not have to answer any more."""

    note: str = ""
    """Why it declined, in its words."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with its answer; `asker` is for those who ask for the quotes, and goes on no paper."""

    id: uuid.UUID
    number: int
    text: str
    answer: str
    asker: str
    asked: str
    answered: str


@dataclass(frozen=True, slots=True)
class OutView:
    """The request that is out."""

    number: str
    pack_number: str
    round: int
    questions_until: date | None
    questions_over: bool
    confidential: bool
    brief_version: int
    budget: str
    """What packs say of the budget, as a sentence."""

    rows: tuple[OutRow, ...]
    questions: tuple[QuestionRow, ...]
    others: tuple[Askable, ...]
    """Of the shortlist, who has not been asked."""


def pack_sheet(session: Session, *, project_id: uuid.UUID) -> PackSheet | None:
    """What packs are made from; None where no request is out."""
    request = latest_request(session, project_id)
    if request is None or request.state not in OPEN or not request.rounds:
        return None
    quotes = _quotes(session, request)
    told = [each for each in request.rounds if each["number"] == request.number]
    number = _pack_number(request)
    document = session.scalars(
        select(Document).where(
            Document.project_id == project_id, Document.kind == "RFQ", Document.number == number
        )
    ).first()
    return PackSheet(
        project_id=project_id,
        request_id=request.id,
        number=request.number,
        pack_number=number,
        told_on=date.fromisoformat(told[-1]["on"]),
        scope_hash=request.scope_hash,
        asked=request.asked,
        confidential=request.confidential,
        sha256=document.sha256 if document else "",
        rows=tuple(
            PackRow(quote.id, quote.provider_name, _email(session, quote), quote.confidential_on is not None)
            for quote in quotes
            if quote.state in STILL_ASKED
        ),
    )


def out_view(
    session: Session, *, project_id: uuid.UUID, lens: Lens, formats: Formats, today: date
) -> OutView | None:
    """The request that is out, for its page; None where none is, or where nobody was asked by it."""
    request = latest_request(session, project_id)
    if request is None or request.state not in OPEN or request.deadline is None:
        return None
    quotes = _quotes(session, request)
    questions = _questions(session, request, quotes, formats)
    asked = {quote.candidate_id for quote in quotes}
    around = asking(session, lens=lens, project_id=project_id)
    others = tuple(each for each in around.candidates if each.id not in asked) if around else ()
    return OutView(
        number=request.number,
        pack_number=_pack_number(request),
        round=request.round,
        questions_until=request.questions_until,
        questions_over=request.questions_until is not None and today > request.questions_until,
        confidential=request.confidential,
        brief_version=request.brief_version,
        budget=budget_words(request.budget_told),
        rows=tuple(_row(request, quote, questions, formats) for quote in quotes),
        questions=questions,
        others=others if today <= request.deadline else (),
    )


def _pack_number(request: QuoteRequest) -> str:
    """The number of the latest pack: that of the request, with a count where more time made another of it."""
    told = sum(each["number"] == request.number for each in request.rounds)
    return request.number if told < 2 else f"{request.number}-{told}"


def _quotes(session: Session, request: QuoteRequest) -> tuple[Quote, ...]:
    return tuple(session.scalars(select(Quote).where(Quote.request_id == request.id).order_by(Quote.id)))


def _email(session: Session, quote: Quote) -> str:
    """The address in the directory, of a broker who has the provider there; empty elsewhere."""
    provider = session.get(Provider, quote.provider_ref) if quote.provider_ref else None
    return provider.email.strip() if provider is not None and not provider.deleted else ""


def _questions(
    session: Session, request: QuoteRequest, quotes: tuple[Quote, ...], formats: Formats
) -> tuple[QuestionRow, ...]:
    names = {quote.id: quote.provider_name for quote in quotes}
    rows = session.scalars(
        select(QuoteQuestion)
        .where(QuoteQuestion.request_id == request.id)
        .order_by(QuoteQuestion.number, QuoteQuestion.id)
    )
    return tuple(
        QuestionRow(
            id=row.id,
            number=row.number,
            text=row.text,
            answer=row.answer,
            asker=names.get(row.quote_id, "") if row.quote_id else "",
            asked=formats.day(row.asked_on),
            answered=formats.day(row.answered_on) if row.answered_on else "",
        )
        for row in rows
    )


def _row(request: QuoteRequest, quote: Quote, questions: tuple[QuestionRow, ...], formats: Formats) -> OutRow:
    own = [each for each in questions if each.asker == quote.provider_name]
    contacts = [
        day
        for day in (
            request.issued_on,
            quote.handed_on,
            quote.reminded_on,
            quote.confidential_on,
            quote.received_on,
        )
        if day
    ]
    status, _, icon = state_words(quote.state)
    return OutRow(
        quote_id=quote.id,
        provider=quote.provider_name,
        handed=formats.day(quote.handed_on) if quote.handed_on else "",
        last=formats.day(max(contacts)) if contacts else "",
        questions=len(own),
        open_questions=sum(not each.answered for each in own),
        needs_agreement=request.confidential and quote.confidential_on is None,
        waiting=quote.state in STILL_ASKED,
        status=status,
        icon=icon,
        note=quote.declined_reason,
    )
