"""While a request is out: more time, a correction, one more provider, questions, reminders. The same for everybody."""

import re
import uuid
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.domain.projects import LifecycleStep
from app.domain.quote_questions import QuoteQuestion
from app.domain.quotes import STILL_ASKED, Quote
from app.domain.shortlists import QuoteRequest
from app.persistence.journal import binding
from app.services.found import found
from app.services.lifecycle import Act, advance
from app.services.projects import open_project
from app.services.quote_requests import WAITING, invite, quotes_of, the_request
from app.services.request_terms import begin_round, correct
from app.words import say

MOVED_TWICE = "move deadline a second time"
LONGEST_QUESTION = 2_000


def extend_deadline(
    session: Session,
    *,
    project_id: uuid.UUID,
    deadline: date,
    person: str,
    on: date,
    questions_until: date | None = None,
) -> None:
    """Give everybody asked more time, for quotes and where it is said for questions; at most twice."""
    open_project(session, project_id, on)
    request = _waiting(session, project_id)
    _require_sealed(request)
    if request.deadline is not None and deadline <= request.deadline:
        raise DomainError(say("The new last day must be later than the one everybody was told."))
    if questions_until is not None and questions_until > deadline:
        raise DomainError(say("Questions can't be asked for longer than quotes can come in."))
    event = "move deadline" if request.state == "issued" else MOVED_TWICE
    moved = session.scalar(
        select(func.count()).where(LifecycleStep.subject == request.id, LifecycleStep.event == MOVED_TWICE)
    )
    if moved:
        raise DomainError(say("The last day has been moved twice already."))
    advance(session, "QuoteRequest", project_id, request, event, who="broker", on=on, person=person)
    request.deadline = deadline
    request.questions_until = questions_until or request.questions_until
    begin_round(request, on=on)


def _require_sealed(request: QuoteRequest) -> None:
    if request.opened_on is not None:
        raise DomainError(
            say("The replies have been opened, so nobody can be given more time or another question.")
        )


def correct_request(session: Session, *, project_id: uuid.UUID, what: str, person: str, on: date) -> None:
    """Correct what is asked, in words, as a new round with a number of its own for everybody. Binding.

    A form of an earlier round is still known when it comes back, and says that it answers the earlier one.
    """
    project = open_project(session, project_id, on)
    request = _waiting(session, project_id)
    _require_sealed(request)
    said = " ".join(what.split())
    if not said:
        raise DomainError(say("Say what is corrected, as everybody asked will read it."))
    correct(session, request, project, said, on=on)
    for quote in quotes_of(session, request):
        if quote.state in STILL_ASKED:
            quote.handed_on = None
    binding(
        session,
        say(
            "Everybody asked is told of the correction, so it can't be taken back. Correct it again instead."
        ),
    )


def ask_another(
    session: Session, *, project_id: uuid.UUID, candidate_id: uuid.UUID, person: str, on: date
) -> None:
    """Ask one more provider of the shortlist in the round under way, with the same last day. Binding."""
    open_project(session, project_id, on)
    request = _waiting(session, project_id)
    if request.deadline is not None and on > request.deadline:
        raise DomainError(say("The last day for quotes is over. Give everybody more time first."))
    if any(quote.candidate_id == candidate_id for quote in quotes_of(session, request)):
        raise DomainError(say("This provider has been asked already."))
    invite(session, request, (candidate_id,), Act("broker", on, person))
    binding(session, say("One more provider has been asked, so it can't be taken back."))


def record_handed_over(session: Session, *, quote_id: uuid.UUID, on: date) -> None:
    """Record that a provider was given the pack; where the request is confidential, only once it has agreed."""
    quote, request = _asked(session, quote_id, on)
    if request.confidential and quote.confidential_on is None:
        raise DomainError(
            say(
                "{provider} has not agreed to keep it confidential yet. Record that first, then hand over the pack.",
                provider=quote.provider_name,
            )
        )
    quote.handed_on = on


def record_confidential(session: Session, *, quote_id: uuid.UUID, on: date) -> None:
    """Record that a provider agreed to keep what it learns to itself."""
    quote, _ = _asked(session, quote_id, on)
    quote.confidential_on = on


def record_reminded(session: Session, *, quote_id: uuid.UUID, on: date) -> None:
    """Record that a provider was reminded of the last day."""
    quote, _ = _asked(session, quote_id, on)
    if quote.state not in STILL_ASKED:
        raise DomainError(
            say(
                "{provider} has answered already, so there is nothing to remind it of.",
                provider=quote.provider_name,
            )
        )
    quote.reminded_on = on


def add_question(
    session: Session, *, project_id: uuid.UUID, text: str, on: date, quote_id: uuid.UUID | None = None
) -> uuid.UUID:
    """Write down a question about the request; returns its id. Who asked is told to nobody who is asked."""
    open_project(session, project_id, on)
    request = _waiting(session, project_id)
    said = text.strip()
    if not said:
        raise DomainError(say("Write down the question as everybody will read it."))
    if len(said) > LONGEST_QUESTION:
        raise DomainError(say("A question can have {most} characters at most.", most=LONGEST_QUESTION))
    if quote_id is not None:
        quote = found(session, Quote, quote_id, say("This quote is no longer here."))
        if quote.request_id != request.id:
            raise DomainError(say("This provider was not asked in this round."))
        _require_unnamed(quote, said)
    number = session.scalar(select(func.count()).where(QuoteQuestion.request_id == request.id)) or 0
    question = QuoteQuestion(
        project_id=project_id,
        request_id=request.id,
        quote_id=quote_id,
        number=number + 1,
        text=said,
        asked_on=on,
    )
    session.add(question)
    return question.id


def answer_question(session: Session, *, question_id: uuid.UUID, answer: str, person: str, on: date) -> None:
    """Answer a question, once and to everybody asked; no answer may name any of them."""
    question = found(session, QuoteQuestion, question_id, say("This question is no longer here."))
    open_project(session, question.project_id, on)
    request = _waiting(session, question.project_id)
    if question.request_id != request.id:
        raise DomainError(say("This question belongs to an earlier request."))
    said = answer.strip()
    if not said:
        raise DomainError(say("Write down the answer as everybody will read it."))
    if question.answered_on is not None:
        raise DomainError(say("This question has been answered to everybody. Add a correction instead."))
    for quote in quotes_of(session, request):
        _require_unnamed(quote, question.text, said)
    question.answer, question.answered_on, question.answered_by = said, on, person


def _require_unnamed(quote: Quote, *texts: str) -> None:
    """Refuse what everybody will read where it names one of those who are asked."""
    name = quote.provider_name.strip()
    named = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    if name and any(named.search(text) for text in texts):
        raise DomainError(
            say(
                "This names {provider}, and everybody asked will read it. Write it without the name.",
                provider=name,
            )
        )


def _waiting(session: Session, project_id: uuid.UUID) -> QuoteRequest:
    return the_request(session, project_id, *WAITING, otherwise=say("No request is waiting for answers."))


def _asked(session: Session, quote_id: uuid.UUID, on: date) -> tuple[Quote, QuoteRequest]:
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    open_project(session, quote.project_id, on)
    request = session.get(QuoteRequest, quote.request_id) if quote.request_id else None
    if request is None or request.state not in WAITING:
        raise DomainError(say("No request is waiting for answers."))
    return quote, request
