"""Ask for quotes: prepare, approve, send, wait, close, and finish the comparing. One round at a time."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.gates import Answer
from app.domain.awards import candidate_for
from app.domain.errors import DomainError
from app.domain.gate_answers import OpenGate, open_gates
from app.domain.projects import Project
from app.domain.quotes import STILL_ASKED, Quote
from app.domain.replies import Reply, openable
from app.domain.shortlists import Candidate, Disclosure, QuoteRequest, Waiver
from app.knowledge import load_knowledge
from app.persistence.journal import binding
from app.services.found import found
from app.services.lifecycle import Act, advance, begin
from app.services.projects import open_project
from app.services.request_terms import begin_round, settle
from app.words import say

OPEN_ROUND = ("draft", "approved", "issued", "extended", "closed", "evaluated")
WAITING = ("issued", "extended")


def prepare_request(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> uuid.UUID:
    """Start a round of asking from the agreed brief; everybody asked will get this version of it."""
    project = open_project(session, project_id, on)
    project.require("scoped", "sourcing", otherwise=say("Agree the brief first, then ask for quotes."))
    if open_request(session, project_id) is not None:
        raise DomainError(say("A quote request is already under way. Finish it, or choose none, first."))
    return _prepare(session, project, person, on).id


def approve_request(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> None:
    """The owner agrees to the text and the list of those who are asked."""
    project = open_project(session, project_id, on)
    request = the_request(session, project_id, "draft", otherwise=say("There is no request to approve."))
    _approve(session, project, request, person, on)


def issue_request(
    session: Session,
    *,
    project_id: uuid.UUID,
    deadline: date,
    candidate_ids: Sequence[uuid.UUID],
    person: str,
    on: date,
    questions_until: date | None = None,
    reply_to: str = "",
) -> None:
    """Record that the request went to these candidates, to be answered by `deadline`. Binding.

    A gate that nobody checked needs the broker's written reason on the candidate; one that failed needs
    a waiver. The program sends nothing: it records what was handed over.
    """
    project = open_project(session, project_id, on)
    request = the_request(
        session, project_id, "approved", otherwise=say("The owner has to approve the request before it goes.")
    )
    if deadline < on:
        raise DomainError(say("The last day for quotes must be today or later."))
    if questions_until is not None and not on <= questions_until <= deadline:
        raise DomainError(
            say("The last day for questions must lie between today and the last day for quotes.")
        )
    passed = invite(session, request, candidate_ids, Act("broker", on, person))
    request.issued_on = on
    request.deadline, request.questions_until = deadline, questions_until
    request.reply_to = " ".join(reply_to.split())
    begin_round(request, on=on)
    checked = {"G-GATES": True} if passed else {}
    advance(
        session,
        "QuoteRequest",
        project_id,
        request,
        "send to shortlisted",
        who="broker",
        on=on,
        person=person,
        guards=checked,
    )
    _publish(session, project, request, person, on)
    binding(
        session,
        say(
            "The quote request has been handed over, so it can't be taken back. Close it and ask again "
            "instead."
        ),
    )


def record_existing_quote(
    session: Session, *, project_id: uuid.UUID, provider_name: str, on: date
) -> uuid.UUID:
    """A quote that already exists, or came without being asked for; returns its id, ready to be filled in.

    Opens the round by the light path where none is open: asking, approving and sending are one act, with
    nothing called checked that nobody checked.
    """
    name = " ".join(provider_name.split())
    if not name:
        raise DomainError(say("Enter the name of the provider whose quote this is"))
    project = open_project(session, project_id, on)
    project.require(
        "scoped",
        "sourcing",
        otherwise=say("Say in a few words what the quote is for and agree it. Then record the quote."),
    )
    request = open_request(session, project_id)
    if request is None:
        request = _prepare(session, project, project.broker_name, on)
    if request.state == "draft":
        _approve(session, project, request, project.owner_name, on)
    if request.state == "approved":
        request.issued_on = on
        begin_round(request, on=on)
        advance(session, "QuoteRequest", project_id, request, "send to shortlisted", who="broker", on=on)
        _publish(session, project, request, project.broker_name, on)
    if request.state not in WAITING:
        raise DomainError(
            say("The quotes have been compared already. Choose none of them first, then ask again.")
        )
    quote = Quote(project_id=project_id, request_id=request.id, provider_name=name, received_on=on)
    known = session.scalars(select(Candidate).where(Candidate.project_id == project_id)).all()
    candidate = candidate_for(quote, known)
    if candidate is not None:
        quote.candidate_id, quote.provider_ref = candidate.id, candidate.provider_ref
    session.add(quote)
    session.flush()
    begin(session, "Quote", project_id, quote, "invite", Act("broker", on))
    accept_invitation(session, quote_id=quote.id, on=on)
    return quote.id


def accept_invitation(session: Session, *, quote_id: uuid.UUID, on: date) -> None:
    """Record that a provider will quote and keeps what it learns to itself."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    open_project(session, quote.project_id, on)
    event = "accept invitation, sign confidentiality"
    advance(session, "Quote", quote.project_id, quote, event, who="provider", on=on)


def record_declined(session: Session, *, quote_id: uuid.UUID, reason: str, on: date) -> None:
    """Record that a provider will not quote, in its words where it gave any."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    open_project(session, quote.project_id, on)
    advance(session, "Quote", quote.project_id, quote, "decline", who="provider", on=on)
    quote.declined_reason = reason.strip()


def leave_out(session: Session, *, quote_id: uuid.UUID, on: date) -> None:
    """Leave out a quote that is not in: its provider did not answer, or recording it was a mistake."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    open_project(session, quote.project_id, on)
    advance(session, "Quote", quote.project_id, quote, "deadline passes", who="system", on=on)


def close_request(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Close the round: nobody can hand in any more. Before the last day only if everybody has answered."""
    open_project(session, project_id, on)
    request = the_request(session, project_id, *WAITING, otherwise=say("No request is waiting for answers."))
    replies = session.scalars(
        select(Reply).where(Reply.project_id == project_id).order_by(Reply.arrived_at, Reply.id)
    )
    if openable(replies.all(), request):
        raise DomainError(say("Replies are waiting sealed. Open them together first."))
    pending = [q for q in quotes_of(session, request) if q.state in STILL_ASKED]
    if pending and request.deadline is not None and on < request.deadline:
        raise DomainError(
            say(
                "{provider} still has until the last day to answer. Wait, or record that it declined.",
                provider=pending[0].provider_name,
            )
        )
    for quote in pending:
        advance(session, "Quote", project_id, quote, "deadline passes", who="system", on=on)
    advance(session, "QuoteRequest", project_id, request, "deadline passes", who="system", on=on)


def score(session: Session, *, quote_id: uuid.UUID, on: date, person: str = "") -> None:
    """Put one quote on the same footing as the others, once the round is closed."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    open_project(session, quote.project_id, on)
    request = open_request(session, quote.project_id)
    if request is not None and request.state in WAITING:
        raise DomainError(say("Close the request first, so that every quote is judged at the same time."))
    advance(session, "Quote", quote.project_id, quote, "score", who="broker", on=on, person=person)


def finish_scoring(session: Session, *, project_id: uuid.UUID, on: date, person: str = "") -> None:
    """All quotes of the round are on one footing: the owner may choose."""
    project = open_project(session, project_id, on)
    request = the_request(
        session, project_id, "closed", otherwise=say("Close the request first, then compare.")
    )
    quotes = quotes_of(session, request)
    waiting = [quote for quote in quotes if quote.state in ("submitted", "clarifying")]
    if waiting:
        raise DomainError(
            say("{provider}'s quote has not been compared yet.", provider=waiting[0].provider_name)
        )
    scored = sum(quote.state == "scored" for quote in quotes)
    if not scored:
        raise DomainError(say("There is no quote to compare yet. Record one first."))
    enough = {"G-MINQUOTES": True} if scored >= fewest_quotes(project.sourcing_class) else {}
    advance(
        session,
        "QuoteRequest",
        project_id,
        request,
        "finish scoring",
        who="broker",
        on=on,
        person=person,
        guards=enough,
    )


def make_comparable(session: Session, *, project_id: uuid.UUID, on: date, person: str = "") -> None:
    """Take every step that is left before the owner may choose: close, compare each quote, finish."""
    request = open_request(session, project_id)
    if request is None or request.state not in (*WAITING, "closed", "evaluated"):
        raise DomainError(say("There is no quote to compare yet. Record one first."))
    half = [q for q in quotes_of(session, request) if q.state == "draft" and q.price is not None]
    if half:
        raise DomainError(
            say(
                "{provider}'s quote is recorded but not marked as in. Mark it as in, or leave it out, first.",
                provider=half[0].provider_name,
            )
        )
    if request.state in WAITING:
        close_request(session, project_id=project_id, on=on)
    for quote in quotes_of(session, request):
        if quote.state == "submitted":
            score(session, quote_id=quote.id, on=on, person=person)
    if request.state == "closed":
        finish_scoring(session, project_id=project_id, on=on, person=person)


def open_request(session: Session, project_id: uuid.UUID) -> QuoteRequest | None:
    """The round that is under way, or None."""
    return session.scalars(
        select(QuoteRequest)
        .where(QuoteRequest.project_id == project_id, QuoteRequest.state.in_(OPEN_ROUND))
        .order_by(QuoteRequest.id.desc())
    ).first()


def quotes_of(session: Session, request: QuoteRequest) -> list[Quote]:
    """The quotes of one round, in the order the providers were asked."""
    return list(session.scalars(select(Quote).where(Quote.request_id == request.id).order_by(Quote.id)))


def fewest_quotes(sourcing_class: str) -> int:
    """How many quotes a choice of this class rests on; an open class counts as a project."""
    classes = load_knowledge().sourcing.engagement_classes
    return classes[sourcing_class if sourcing_class in classes else "project"].min_quotes


def _prepare(session: Session, project: Project, person: str, on: date) -> QuoteRequest:
    request = QuoteRequest(project_id=project.id, brief_version=project.brief_version)
    session.add(request)
    session.flush()
    begin(session, "QuoteRequest", project.id, request, "prepare request", Act("broker", on, person))
    return request


def _approve(session: Session, project: Project, request: QuoteRequest, person: str, on: date) -> None:
    disclosure = session.scalars(
        select(Disclosure).where(Disclosure.project_id == project.id).order_by(Disclosure.id.desc())
    ).first()
    told = {} if disclosure is None else {"G-COI": disclosure.acknowledged_on is not None}
    advance(
        session,
        "QuoteRequest",
        project.id,
        request,
        "approve list and text",
        who="owner",
        on=on,
        person=person,
        guards=told,
    )
    request.approved_by = person
    settle(session, request, project)


def _publish(session: Session, project: Project, request: QuoteRequest, person: str, on: date) -> None:
    if project.state == "sourcing":
        return
    approved = {"G-OWNEROK": True} if request.approved_by.strip() else {}
    advance(
        session,
        "Project",
        project.id,
        project,
        "publish quote request",
        who="broker",
        on=on,
        person=person,
        guards=approved,
    )


def invite(session: Session, request: QuoteRequest, candidate_ids: Sequence[uuid.UUID], act: Act) -> bool:
    """Ask these candidates in this round; True where every gate of every one of them is passed."""
    candidates = [_candidate(session, request.project_id, key) for key in dict.fromkeys(candidate_ids)]
    if not candidates:
        raise DomainError(say("Choose at least one provider to ask."))
    waivers = session.scalars(select(Waiver).where(Waiver.project_id == request.project_id)).all()
    standing = {candidate.id: open_gates(candidate, waivers) for candidate in candidates}
    for candidate in candidates:
        _require_askable(candidate, standing[candidate.id])
    for candidate in candidates:
        candidate.ticked, candidate.invited_on = True, act.on
        quote = Quote(
            project_id=request.project_id,
            request_id=request.id,
            candidate_id=candidate.id,
            provider_ref=candidate.provider_ref,
            provider_name=candidate.name,
        )
        session.add(quote)
        session.flush()
        checked = {} if standing[candidate.id] else {"G-GATES": True}
        begin(session, "Quote", request.project_id, quote, "invite", act, checked)
    return not any(standing.values())


def _require_askable(candidate: Candidate, gates: Sequence[OpenGate]) -> None:
    for gate in gates:
        if gate.answer is Answer.FAIL and not gate.waivable:
            raise DomainError(
                say(
                    "{provider} can't be asked: it does not pass on {check}, and that rule has no exception.",
                    provider=candidate.name,
                    check=gate.name,
                )
            )
        if gate.answer is Answer.FAIL:
            raise DomainError(
                say(
                    "{provider} does not pass on {check}. Set it aside in writing first, or leave it out.",
                    provider=candidate.name,
                    check=gate.name,
                )
            )
    if gates and not candidate.reason.strip():
        raise DomainError(
            say(
                "Nobody has checked this about {provider} yet: {check}. Write why you ask it all the same.",
                provider=candidate.name,
                check=gates[0].name,
            )
        )


def _candidate(session: Session, project_id: uuid.UUID, key: uuid.UUID) -> Candidate:
    candidate = found(session, Candidate, key, say("This provider is no longer on the shortlist."))
    if candidate.project_id != project_id:
        raise DomainError(say("This provider is on the shortlist of another project."))
    return candidate


def the_request(session: Session, project_id: uuid.UUID, *states: str, otherwise: str) -> QuoteRequest:
    """The round under way in one of `states`; raises DomainError saying `otherwise` where there is none."""
    request = open_request(session, project_id)
    if request is None or request.state not in states:
        raise DomainError(otherwise)
    return request
