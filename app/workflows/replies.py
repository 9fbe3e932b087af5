"""Replies from a file on the disk to values in a quote: looked at, kept sealed, and opened together.

Three steps, so that a page can do the slow ones elsewhere: `look` and `read` ask the reader's process and touch no
workspace; `keep`, `sealed` and `open_together` touch the workspace and no stranger's file.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.exchange import DatedRate, taken_as
from app.analysis.money import Money
from app.analysis.reply_facts import Finding, Found, Label
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.replies import Reply, ReplyMark, labels_of, openable
from app.domain.shortlists import QuoteRequest
from app.exchange.reference_rates import RateHistory
from app.exchange.reply_quote import read_quote
from app.exchange.reply_raw import Wanted
from app.exchange.reply_values import Understood, understood
from app.exchange.reply_worker import LARGEST, ReplyReader, kind_of
from app.exchange.response_form import SCOPE, SHEET, TOKEN, ResponseForm, cells, form_of
from app.knowledge import load_knowledge
from app.knowledge.fitted import role_of_title
from app.persistence.reply_tokens import reply_token, same_token, token_hash
from app.services import replies as verbs
from app.services.quote_requests import open_request
from app.words import say, say_count
from app.words.formats import Formats
from app.workflows.exchange_rates import newest_rates
from app.workflows.runner import FilingRunner, TokenRunner

ENVELOPE = Wanted({TOKEN: "B1", SCOPE: "C1"}, (TOKEN, SCOPE), {})
"""All that is read of a file before it is opened."""

SUFFIXES = (".pdf", ".xlsx", ".eml")
"""How files end that may be a reply, or a mail with one; what they are is told by what is in them."""


MAIL = "mail.eml"
"""What a mail is called among the attachments."""


class Looked(NamedTuple):
    """A file that came back, and what may be known of it."""

    name: str
    content: bytes
    token: str
    claims: str
    trouble: str
    mail: bytes = b""
    """The mail that it hung on; empty where it was dropped by itself."""


class Sealed(NamedTuple):
    """A reply that is about to be opened, with everything that reading it takes."""

    reply_id: uuid.UUID
    name: str
    content: bytes
    form: ResponseForm
    items: tuple[uuid.UUID, ...]
    currency: str
    arrived_on: date
    rates: RateHistory | None = None
    rate_day: date | None = None
    """The last day of the round, at whose rate prices told in another currency are brought over."""


class _Issued(NamedTuple):
    project_id: uuid.UUID
    request_id: uuid.UUID
    quote_id: uuid.UUID
    scope_hash: str


def content_of(path: Path) -> bytes:
    """The bytes of a file, whose size is looked at first. Raises DomainError with its name."""
    try:
        if path.is_dir():
            raise DomainError(say("“{file}” is a folder. Add the files that are in it.", file=path.name))
        if path.stat().st_size > LARGEST:
            raise DomainError(
                say("“{file}” is larger than a reply can be, so it was not taken.", file=path.name)
            )
        return path.read_bytes()
    except OSError as fault:
        raise DomainError(
            say("“{file}” cannot be opened. Check that it is still there.", file=path.name)
        ) from fault


def look(reader: ReplyReader, name: str, content: bytes) -> Looked:
    """Token and hash of a file, and nothing of what it offers. May run in a thread."""
    raw = reader.read(content, SHEET, ENVELOPE)
    return Looked(
        name, content, raw.values.get(TOKEN, "")[:64], raw.values.get(SCOPE, "")[:64], str(raw.trouble)
    )


def look_all(reader: ReplyReader, name: str, content: bytes) -> tuple[Looked, ...]:
    """What a file brings: itself, or every file that hangs on it where it is a mail. May run in a thread.

    A mail with nothing on it, or one that cannot be read, is kept as it is and says so.
    """
    if kind_of(content) != "mail":
        return (look(reader, name, content),)
    trouble, found = reader.unpack(content)
    if trouble:
        return (Looked(name, content, "", "", trouble),)
    return tuple(look(reader, each.name, each.content)._replace(mail=content) for each in found)


def keep(workspace: TokenRunner, looked: Looked, *, project_id: uuid.UUID, at: datetime, on: date) -> Label:
    """Keep a file under its hash and put it on record; returns its label. One unit of work."""
    issued = workspace.read(lambda session: _issued_with(session, workspace.reply_key, looked.token))
    ours = issued is not None and issued.project_id == project_id
    arrival = verbs.Arrival(
        name=looked.name,
        size=len(looked.content),
        sha256=hashlib.sha256(looked.content).hexdigest(),
        kind=kind_of(looked.content),
        at=at,
        token=looked.token,
        claims=looked.claims,
        trouble=looked.trouble,
        quote_id=issued.quote_id if issued is not None and ours else None,
        request_id=issued.request_id if issued is not None and ours else None,
        answers=issued.scope_hash if issued is not None else "",
        mail=hashlib.sha256(looked.mail).hexdigest() if looked.mail else "",
    )

    def verb(session: Session) -> uuid.UUID:
        workspace.attachments.put(looked.content, looked.name)
        if looked.mail:
            workspace.attachments.put(looked.mail, MAIL)
        return verbs.keep_reply(session, project_id=project_id, arrival=arrival, on=on)

    key, _ = workspace.write(verb, say("Keep a reply that came back"))
    return workspace.read(lambda session: _labels(session, project_id)[key])


def keep_all(
    workspace: TokenRunner, looked: Sequence[Looked], *, project_id: uuid.UUID, at: datetime, on: date
) -> None:
    """Keep everything that one file brought."""
    for each in looked:
        keep(workspace, each, project_id=project_id, at=at, on=on)


def kept_words(count: int) -> str:
    """That what came is kept; no file is named, as a name may say what it offers."""
    return say_count(
        "The reply is kept, sealed as it came.", "{count} replies are kept, sealed as they came.", count
    )


def project_of(workspace: TokenRunner, looked: Looked) -> uuid.UUID | None:
    """The project that a file answers a request of; None where its mark is none of this workspace."""
    issued = workspace.read(lambda session: _issued_with(session, workspace.reply_key, looked.token))
    return None if issued is None else issued.project_id


def sealed(workspace: FilingRunner, project_id: uuid.UUID) -> tuple[Sealed, ...]:
    """What there is to open together, with its bytes. Raises DomainError where one is not here."""
    rates = newest_rates(workspace)
    return tuple(
        _with_file(workspace, each, sha256)._replace(rates=rates)
        for each, sha256 in workspace.read(lambda session: _to_open(session, project_id))
    )


def late(workspace: FilingRunner, reply_id: uuid.UUID) -> Sealed:
    """One reply that came late, with everything that reading it takes."""
    each, sha256 = workspace.read(lambda session: _one(session, session.get_one(Reply, reply_id)))
    return _with_file(workspace, each, sha256)._replace(rates=newest_rates(workspace))


def read(
    reader: ReplyReader, waiting: Sequence[Sealed], *, today: date, formats: Formats
) -> tuple[verbs.Opened, ...]:
    """What each of them says. May run in a thread."""
    return tuple(_read(reader, each, today, formats) for each in waiting)


def open_together(
    workspace: FilingRunner, opened: Sequence[verbs.Opened], *, project_id: uuid.UUID, person: str, on: date
) -> None:
    """Open what was read, all in one act."""

    def verb(session: Session) -> None:
        verbs.open_replies(session, project_id=project_id, opened=opened, person=person, on=on)

    workspace.write(verb, say("Open the replies together"))


def _read(reader: ReplyReader, each: Sealed, today: date, formats: Formats) -> verbs.Opened:
    form = each.form
    wanted = Wanted(cells(form), tuple(ask.key for ask in form.asks), printed_on(form, kind_of(each.content)))
    raw = reader.read(each.content, SHEET, wanted)
    if raw.trouble:
        return verbs.Opened(each.reply_id, None, trouble=raw.trouble, name=each.name)
    told = understood(form, raw, from_sheet=kind_of(each.content) == "xlsx", today=today, formats=formats)
    rate = _rate_for(each, told)
    quote = read_quote(
        told,
        items=each.items,
        tiers=_tiers(each.currency),
        role_of=lambda title: (role_of_title(title).role or "") if title else "",
        currency=each.currency if rate is None else rate.of,
        received_on=each.arrived_on,
    )
    facts, lines, findings = quote.facts, quote.lines, quote.findings
    if rate is not None:
        facts, lines = taken_as(facts, lines, rate.into)
        findings = tuple(
            Finding(Found.CHANGED_MONEY, one.key, rate.of, rate.into) if one.kind is Found.CURRENCY else one
            for one in findings
        )
    return verbs.Opened(
        each.reply_id,
        facts,
        lines,
        quote.coverage,
        quote.declined,
        quote.reason,
        said=told.said,
        findings=findings,
        rate=rate,
        name=each.name,
    )


def _rate_for(each: Sealed, told: Understood) -> DatedRate | None:
    """The reference rate of the last day where prices are told in another currency; None where there is none."""
    money = (value.currency for value in told.values.values() if isinstance(value, Money))
    other = next((currency for currency in money if currency != each.currency), "")
    if not other or each.rates is None:
        return None
    return each.rates.rate(other, each.currency, each.rate_day or each.arrived_on)


def printed_on(form: ResponseForm, kind: str) -> Mapping[str, str]:
    """What is printed beside the fields of a form of that kind, and must still stand there."""
    return dict(form.locked)


def _labels(session: Session, project_id: uuid.UUID) -> dict[uuid.UUID, Label]:
    return labels_of(verbs.replies_of(session, project_id), open_request(session, project_id))


def _to_open(session: Session, project_id: uuid.UUID) -> list[tuple[Sealed, str]]:
    request = open_request(session, project_id)
    return [_one(session, each) for each in openable(verbs.replies_of(session, project_id), request)]


def _one(session: Session, reply: Reply) -> tuple[Sealed, str]:
    form = form_of(session, quote_id=reply.quote_id, token=reply.token) if reply.quote_id else None
    request = session.get(QuoteRequest, reply.request_id) if reply.request_id else None
    if form is None or request is None:
        raise DomainError(say("Say first whose reply “{file}” is.", file=reply.name))
    project = session.get_one(Project, reply.project_id)
    items = tuple(uuid.UUID(str(key)) for key, _ in request.asked.get("items", ()))
    one = Sealed(reply.id, reply.name, b"", form, items, project.currency, reply.arrived_on)
    return one._replace(rate_day=request.deadline), reply.digest


def _with_file(workspace: FilingRunner, each: Sealed, sha256: str) -> Sealed:
    if not workspace.attachments.has(sha256):
        raise DomainError(
            say(
                "“{file}” lies with whoever received it, until it is opened there. Ask for the project’s file "
                "again then.",
                file=each.name,
            )
        )
    content = workspace.attachments.get(sha256)
    return each._replace(content=content, name=workspace.attachments.name_of(sha256) or each.name)


def _issued_with(session: Session, key: bytes, token: str) -> _Issued | None:
    """What a token was given out for, in any project: as the packs put on record, here or on the other side's
    computer, else as this workspace would make it; None for one that nobody gave out."""
    if not token:
        return None
    mark = session.scalars(select(ReplyMark).where(ReplyMark.token_hash == token_hash(token))).first()
    if mark is not None:
        return _Issued(mark.project_id, mark.request_id, mark.quote_id, mark.scope_hash)
    rows = session.execute(select(QuoteRequest, Quote).join(Quote, Quote.request_id == QuoteRequest.id)).all()
    for request, quote in rows:
        hashes = {request.scope_hash, *(str(told["scope_hash"]) for told in request.rounds)} - {""}
        for scope_hash in hashes:
            made = reply_token(
                key,
                project_id=request.project_id,
                request_id=request.id,
                provider=provider_of(quote),
                scope_hash=scope_hash,
            )
            if same_token(token, made):
                return _Issued(request.project_id, request.id, quote.id, scope_hash)
    return None


def provider_of(quote: Quote) -> uuid.UUID:
    """Whom a token is bound to."""
    return quote.id


def _tiers(currency: str) -> dict[str, str]:
    """Where the people of a line work, from the words of the form: on-shore in the project's own currency."""
    by_tier = load_knowledge().roles.rate_basis.currency_by_tier
    near = (tier for tier, money in by_tier.items() if tier.startswith("onsite") and money == currency)
    return {"onshore": next(near, "onsite_uk"), "nearshore": "nearshore", "offshore": "offshore"}


@cache
def the_reader() -> ReplyReader:
    """The one reader of the program; its process starts with the first file and ends with the program."""
    return ReplyReader()
