"""Replies that come back as files: keep each as it came, say whose it is, and open all of a round in one act."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.exchange import DatedRate
from app.analysis.quote_facts import CoverageFacts, LineFacts, QuoteFacts, add_up, unsettled
from app.analysis.reply_facts import Finding, Found, Label
from app.domain.briefs import BriefItem, ItemKind
from app.domain.errors import DomainError
from app.domain.quotes import STILL_ASKED, WRITABLE, Quote
from app.domain.replies import Reply, ReplyMark, labels_of, openable, round_is_over, without_figures
from app.domain.shortlists import QuoteRequest
from app.persistence.journal import binding
from app.services.exchange_rates import convert_quote, forget_told
from app.services.found import found
from app.services.projects import open_project
from app.services.quote_requests import WAITING, open_request, quotes_of, record_declined
from app.services.quotes import save_quote, submit
from app.words import say


class Arrival(NamedTuple):
    """All that is known of a file before it is opened."""

    name: str
    size: int
    sha256: str
    kind: str
    at: datetime
    token: str = ""
    claims: str = ""
    trouble: str = ""
    quote_id: uuid.UUID | None = None
    request_id: uuid.UUID | None = None
    answers: str = ""
    mail: str = ""


class Opened(NamedTuple):
    """What a reply turned out to say; without `facts` nothing of it is taken."""

    reply_id: uuid.UUID
    facts: QuoteFacts | None
    lines: Sequence[LineFacts] = ()
    coverage: Sequence[CoverageFacts] = ()
    declined: bool = False
    reason: str = ""
    said: Mapping[str, str] = {}
    findings: Sequence[Finding] = ()
    trouble: str = ""
    name: str = ""
    """What the file was called when it came: known from now on."""

    rate: DatedRate | None = None
    """Where the amounts were told in another currency: at what they are brought into the project's."""


def keep_reply(session: Session, *, project_id: uuid.UUID, arrival: Arrival, on: date) -> uuid.UUID:
    """Keep a file that came back, whatever it is; its bytes are in the attachments already. Returns its id.

    Binding: what came in stays on record, so that nobody is told that nothing came.
    """
    open_project(session, project_id, on)
    reply = Reply(
        project_id=project_id,
        request_id=arrival.request_id,
        quote_id=arrival.quote_id,
        name=without_figures(arrival.name),
        size=arrival.size,
        digest=arrival.sha256,
        kind=arrival.kind,
        arrived_at=arrival.at,
        arrived_on=on,
        token=arrival.token,
        claims=arrival.claims,
        answers=arrival.answers,
        trouble=arrival.trouble,
        mail=arrival.mail,
    )
    session.add(reply)
    session.flush()
    binding(session, say("A reply that came in stays on record, so this can't be undone."))
    return reply.id


def mark_forms(
    session: Session, *, request_id: uuid.UUID, scope_hash: str, marks: Mapping[uuid.UUID, str]
) -> None:
    """Write down by which token each provider's form is known, once: quote → hash of its token."""
    request = found(session, QuoteRequest, request_id, say("This request is no longer here."))
    kept = set(session.scalars(select(ReplyMark.token_hash).where(ReplyMark.request_id == request_id)))
    for quote_id, token_hash in marks.items():
        if token_hash not in kept:
            row = ReplyMark(
                project_id=request.project_id, request_id=request_id, quote_id=quote_id, scope_hash=scope_hash,
                token_hash=token_hash,
            )  # fmt: skip
            session.add(row)
    session.flush()
    binding(session, say("The packs were prepared, so this can’t be undone."))


def forms_marked(session: Session, request_id: uuid.UUID, hashes: set[str]) -> bool:
    """Whether all of these tokens are on record."""
    return hashes <= set(
        session.scalars(select(ReplyMark.token_hash).where(ReplyMark.request_id == request_id))
    )


def assign_reply(
    session: Session, *, reply_id: uuid.UUID, quote_id: uuid.UUID, person: str, on: date
) -> None:
    """Say whose an unknown reply is, under one's name: from then on it counts as that provider's."""
    reply = found(session, Reply, reply_id, say("This reply is no longer here."))
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    open_project(session, reply.project_id, on)
    request = open_request(session, reply.project_id)
    if request is None or quote.request_id != request.id or quote.project_id != reply.project_id:
        raise DomainError(say("This provider was not asked in the round that is under way."))
    if reply.opened_on is not None or reply.quote_id is not None:
        raise DomainError(say("Whose reply this is, is known already."))
    if reply.trouble:
        raise DomainError(say("This file can't be read, so it can't be taken for anybody's reply."))
    reply.quote_id, reply.request_id = quote.id, request.id
    reply.answers, reply.claims = request.scope_hash, ""
    reply.assigned_by = person


def date_reply(session: Session, *, reply_id: uuid.UUID, came_on: date, person: str, on: date) -> None:
    """Say, under one's name, on which earlier day a reply came with the mail than it was put in here. Binding.

    Only while the round is sealed: once others are opened, nobody's reply becomes one in time.
    """
    reply = found(session, Reply, reply_id, say("This reply is no longer here."))
    open_project(session, reply.project_id, on)
    request = open_request(session, reply.project_id)
    if request is None or request.state not in WAITING or request.opened_on is not None:
        raise DomainError(say("The replies have been opened, so the day on which one came stays as it is."))
    if came_on > reply.arrived_on:
        raise DomainError(say("It can't have come later than it was put in here."))
    if request.issued_on is not None and came_on < request.issued_on:
        raise DomainError(say("It can't have come before the request went out."))
    reply.arrived_on, reply.came_by = came_on, person
    binding(session, say("The day on which a reply came stays on record, so this can't be undone."))


def open_replies(
    session: Session, *, project_id: uuid.UUID, opened: Sequence[Opened], person: str, on: date
) -> None:
    """Open every reply of the round that came in time, together, and put what each says into its quote. Binding.

    Refused before the last day is over, and where `opened` is not exactly what there is to open. Those that are
    late, unknown or for something else stay as they are, with the label they have on this day.
    """
    open_project(session, project_id, on)
    request = open_request(session, project_id)
    if request is None or request.state not in WAITING:
        raise DomainError(say("No request is waiting for answers."))
    replies = replies_of(session, project_id)
    _require_over(session, request, replies, on)
    labels = labels_of(replies, request)
    sealed = {reply.id: reply for reply in replies if reply.opened_on is None}
    due = {reply.id for reply in openable(replies, request)}
    if not due:
        raise DomainError(say("There is no reply to open."))
    if due != {each.reply_id for each in opened}:
        raise DomainError(say("Another reply came in meanwhile. Open them together once more."))
    for key, reply in sealed.items():
        reply.label = labels[key].value
    if request.opened_on is None:
        request.opened_on, request.opened_by = on, person
    for each in opened:
        reply = sealed[each.reply_id]
        reply.opened_on, reply.opened_by, reply.original = on, person, reply.digest
        reply.said, reply.trouble, reply.name = dict(each.said), each.trouble, each.name or reply.name
        taken = labels[reply.id] is Label.OK and not each.trouble
        problem = _take(session, reply, each, person, on) if taken else ()
        reply.findings = [finding.as_json() for finding in (*each.findings, *problem)]
    binding(session, say("The replies were opened together, so they can't be sealed again."))


def open_late(
    session: Session, *, reply_id: uuid.UUID, opened: Opened, reason: str, person: str, on: date
) -> None:
    """Open one reply that came late, once the others are opened, for a reason that is kept. Binding.

    It may revise a quote that is in; one that was not in by the last day stays out, whatever it says.
    """
    reply = found(session, Reply, reply_id, say("This reply is no longer here."))
    open_project(session, reply.project_id, on)
    request = open_request(session, reply.project_id)
    labels = labels_of(replies_of(session, reply.project_id), request)
    if request is None or request.opened_on is None or reply.opened_on is not None:
        raise DomainError(say("Open the replies that came in time first, together."))
    if labels[reply.id] is not Label.LATE:
        raise DomainError(say("Only a reply of this round that came late can be opened by itself."))
    if not reason.strip():
        raise DomainError(say("Say why it is opened although it came late."))
    reply.label, reply.late_reason = Label.LATE.value, reason.strip()
    reply.opened_on, reply.opened_by, reply.original = on, person, reply.digest
    reply.said, reply.trouble, reply.name = dict(opened.said), opened.trouble, opened.name or reply.name
    problem = () if opened.trouble else _take(session, reply, opened, person, on)
    reply.findings = [finding.as_json() for finding in (*opened.findings, *problem)]
    binding(session, say("The reply was opened, so it can't be sealed again."))


def replies_of(session: Session, project_id: uuid.UUID) -> list[Reply]:
    """Every reply of a project, in the order they came."""
    return list(
        session.scalars(
            select(Reply).where(Reply.project_id == project_id).order_by(Reply.arrived_at, Reply.id)
        )
    )


def _require_over(session: Session, request: QuoteRequest, replies: Sequence[Reply], on: date) -> None:
    pending = {each.id for each in quotes_of(session, request) if each.state in STILL_ASKED}
    if not round_is_over(request, replies, pending, on):
        raise DomainError(
            say("Replies stay sealed until the last day is over, so that nobody's price is known before.")
        )


def _take(session: Session, reply: Reply, each: Opened, person: str, on: date) -> tuple[Finding, ...]:
    """Put one reply into its quote; what the quote refuses is told, and nothing of the reply is taken."""
    quote = session.get(Quote, reply.quote_id) if reply.quote_id else None
    if quote is None or quote.state not in WRITABLE:
        return (Finding(Found.REFUSED, "", "closed"),)
    if each.declined:
        if quote.state != "invited":
            return (Finding(Found.REFUSED, "", "declined"),)
        record_declined(session, quote_id=quote.id, reason=each.reason, on=on)
        return ()
    if each.facts is None:
        return ()
    facts = replace(
        each.facts,
        received_on=quote.received_on if quote.state in ("submitted", "clarifying") else reply.arrived_on,
        notes=quote.notes,
        adjustment_reason=quote.adjustment_reason,
        original=reply.digest,
        original_name=reply.name,
    )
    settled = not unsettled(add_up(tuple(each.lines), facts.price), facts.adjustment_reason)
    if not settled and quote.state not in STILL_ASKED:
        return (Finding(Found.REFUSED, "", "sum"),)
    musts = set(
        session.scalars(
            select(BriefItem.id).where(
                BriefItem.project_id == quote.project_id, BriefItem.kind == ItemKind.MUST
            )
        )
    )
    coverage = [line for line in each.coverage if line.item_id in musts]
    forget_told(quote)
    save_quote(
        session, quote_id=quote.id, facts=facts, lines=each.lines, coverage=coverage, person=person, on=on
    )
    session.flush()
    if each.rate is not None:
        convert_quote(session, quote_id=quote.id, rate=each.rate, on=on)
    late = Label(reply.label) is Label.LATE
    if quote.state == "draft" and facts.price is not None and settled and not late:
        submit(session, quote_id=quote.id, person=person, on=on)
    return ()
