"""The rows of a quote-request pack: what every provider asked is told, and nothing else."""

import uuid
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.evaluation import LEAST_TOTAL
from app.domain.briefs import ShouldCost
from app.domain.projects import Project
from app.domain.quote_questions import QuoteQuestion
from app.domain.quotes import Quote
from app.domain.shortlists import QuoteRequest
from app.knowledge import load_knowledge
from app.queries import brief_paper
from app.queries.paper_parts import Head, Person
from app.queries.request_papers import AnsweredQuestion, RequestPaper, ResponsePaper, Told
from app.queries.response_asks import form_for
from app.words import say, say_known
from app.words.formats import Formats


def request_paper(
    session: Session, *, project_id: uuid.UUID, formats: Formats, today: date
) -> RequestPaper | None:
    """The pack of the round under way, or as it would be; None where the project is gone.

    Everybody gets the same, so no provider is named in it. The brief is cut to what providers are told.
    """
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    brief = brief_paper.brief(
        session, project_id=project_id, audience="provider", formats=formats, today=today
    )
    if brief is None:
        return None
    request = latest_request(session, project_id)
    criteria = load_knowledge().matching.criteria
    weights = request.weights if request is not None else {}
    return RequestPaper(
        head=brief.head,
        brief=brief,
        currency=project.currency,
        questions_until=request.questions_until if request else None,
        quotes_by=request.deadline if request else None,
        decide_by=brief.choosing.by if brief.choosing else None,
        weights=tuple(
            (say_known(criteria[key].name), int(weight))
            for key, weight in sorted(weights.items(), key=lambda pair: -pair[1])
        ),
        fixed_on=_fixed_on(session, project_id),
        least_points=int(LEAST_TOTAL),
        confidential=bool(request and request.confidential),
        contact=_contact(brief.head, request),
        answered=answered(session, request),
        rounds=_rounds(request, formats),
        scope_hash=request.scope_hash if request else "",
    )


def response_paper(
    session: Session, *, quote_id: uuid.UUID, token: str, formats: Formats, today: date
) -> ResponsePaper | None:
    """The form of one provider of the round; None where it is gone."""
    quote = session.get(Quote, quote_id)
    request = session.get(QuoteRequest, quote.request_id) if quote is not None and quote.request_id else None
    if quote is None or request is None:
        return None
    paper = request_paper(session, project_id=quote.project_id, formats=formats, today=today)
    if paper is None:
        return None
    form = form_for(session, request=request, provider=quote.provider_name, token=token)
    return ResponsePaper(paper.head, form, request.deadline, paper.contact)


def _contact(head: Head, request: QuoteRequest | None) -> Person:
    """Whom providers write to, where the request says so under the address it names."""
    told = request.reply_to if request is not None else ""
    return replace(head.prepared_by, email=told or head.prepared_by.email)


def latest_request(session: Session, project_id: uuid.UUID) -> QuoteRequest | None:
    """The round under way, or the last one."""
    return session.scalars(
        select(QuoteRequest)
        .where(QuoteRequest.project_id == project_id, QuoteRequest.state != "withdrawn")
        .order_by(QuoteRequest.id.desc())
    ).first()


def answered(session: Session, request: QuoteRequest | None) -> tuple[AnsweredQuestion, ...]:
    """What was asked of this request and answered to all, without who asked."""
    if request is None:
        return ()
    rows = session.scalars(
        select(QuoteQuestion)
        .where(QuoteQuestion.request_id == request.id, QuoteQuestion.answered_on.is_not(None))
        .order_by(QuoteQuestion.number, QuoteQuestion.id)
    )
    return tuple(AnsweredQuestion(row.text, row.answer) for row in rows)


def _fixed_on(session: Session, project_id: uuid.UUID) -> date | None:
    return session.scalars(
        select(ShouldCost.fixed_on).where(ShouldCost.project_id == project_id).order_by(ShouldCost.id.desc())
    ).first()


def _rounds(request: QuoteRequest | None, formats: Formats) -> tuple[Told, ...]:
    """What was changed after the first round, for everybody at once: corrections, and more time."""
    return tuple(
        Told(
            date.fromisoformat(each["on"]),
            str(each["changed"])
            or say("Quotes by {day} now.", day=formats.day(date.fromisoformat(each["deadline"]))),
        )
        for each in (request.rounds[1:] if request is not None else ())
        if each["changed"] or each["deadline"]
    )
