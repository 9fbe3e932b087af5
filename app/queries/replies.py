"""What can be seen of the replies to a round: each with its label, and once opened what was found in it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.reply_facts import Label, findings_of
from app.domain.quotes import Quote
from app.domain.replies import Reply, labels_of, openable, round_is_over
from app.domain.shortlists import QuoteRequest
from app.queries.lens import Lens
from app.queries.reply_words import finding_words, label_note, label_words, neutral_name, trouble_words
from app.queries.response_asks import form_for
from app.words import say, say_count
from app.words.formats import Formats

OPEN = ("issued", "extended")


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One file that came back. Sealed, it tells when it came, whose it is by its mark, and its label."""

    id: uuid.UUID
    quote_id: uuid.UUID | None
    file: str
    provider: str
    label: str
    tone: str
    icon: str
    came: str
    size: str
    note: str
    findings: tuple[str, ...]
    opened: bool
    taken: bool
    """Whether it is the one whose values are in the quote."""

    can_assign: bool
    can_date: bool
    """Whether it may have come with the mail before it was put in."""

    can_open: bool
    """Whether it may be opened by itself, as it came late."""


@dataclass(frozen=True, slots=True)
class Replies:
    """The replies of a project's round; `rows` in the order they came."""

    rows: tuple[ReplyRow, ...]
    can_take: bool
    """Whether a file may still be put in."""

    can_open: bool
    sealed: int
    summary: str
    sentence: str
    """Who could know what is in them: said before and after they are opened."""

    askable: tuple[tuple[uuid.UUID, str], ...]
    """Whose a reply can be said to be."""


def replies(
    session: Session,
    *,
    lens: Lens,
    project_id: uuid.UUID,
    formats: Formats,
    today: date,
    prices: bool = True,
) -> Replies:
    """Every reply of the project, and what may be done with them on this day.

    A sealed file has no name of its own here, as a provider may write the price into it; and without `prices` none
    has, nor is anything told of what an opened one says.
    """
    request = session.scalars(
        select(QuoteRequest)
        .where(QuoteRequest.project_id == project_id, QuoteRequest.state != "withdrawn")
        .order_by(QuoteRequest.id.desc())
    ).first()
    found = list(
        session.scalars(
            select(Reply).where(Reply.project_id == project_id).order_by(Reply.arrived_at, Reply.id)
        )
    )
    labels = labels_of(found, request)
    names = {
        row.id: row.provider_name
        for row in session.execute(
            select(Quote.id, Quote.provider_name).where(Quote.project_id == project_id)
        )
    }
    waiting = request is not None and request.state in OPEN
    sealed = openable(found, request)
    printed = _printed(session, request) if any(each.findings for each in found) else {}
    asked = select(Quote.id).where(Quote.request_id == request.id).order_by(Quote.id) if request else None
    askable = session.scalars(asked).all() if asked is not None and waiting else ()
    opened = request is not None and request.opened_on is not None
    told = _Told(labels, names, printed, formats, waiting, opened, prices)
    return Replies(
        rows=tuple(_row(number, each, told) for number, each in enumerate(found, start=1)),
        can_take=waiting,
        can_open=bool(waiting and sealed and request and _over(session, request, found, today)),
        sealed=len(sealed),
        summary=_summary(len(sealed), request, formats),
        sentence=_sentence(request, formats) if found else "",
        askable=tuple((key, names[key]) for key in askable),
    )


def sealed_quotes(session: Session, request: QuoteRequest) -> frozenset[uuid.UUID]:
    """Quotes whose provider has answered in time with a reply that is still sealed."""
    found = session.scalars(
        select(Reply).where(Reply.project_id == request.project_id).order_by(Reply.arrived_at, Reply.id)
    )
    return frozenset(each.quote_id for each in openable(list(found), request) if each.quote_id)


def _over(session: Session, request: QuoteRequest, found: list[Reply], today: date) -> bool:
    pending = select(Quote.id).where(Quote.request_id == request.id, Quote.state.in_(("invited", "draft")))
    return round_is_over(request, found, set(session.scalars(pending)), today)


class _Told(NamedTuple):
    """What every row is told with."""

    labels: Mapping[uuid.UUID, Label]
    names: Mapping[uuid.UUID, str]
    printed: Mapping[str, str]
    formats: Formats
    waiting: bool
    round_opened: bool
    prices: bool


def _row(number: int, each: Reply, told: _Told) -> ReplyRow:
    formats, waiting, round_opened = told.formats, told.waiting, told.round_opened
    label = told.labels[each.id]
    provider = told.names.get(each.quote_id, "") if each.quote_id else ""
    words, tone, icon = label_words(label)
    opened = each.opened_on is not None
    whose = provider or say("the provider")
    file = each.name if opened and told.prices else neutral_name(number, each.name, known=bool(each.quote_id))
    note = trouble_words(each.trouble, file) or label_note(label, file, whose, opened=round_opened)
    if label is Label.OK and opened:
        words = say("Opened")
    return ReplyRow(
        id=each.id,
        quote_id=each.quote_id,
        file=file,
        provider=provider,
        label=words,
        tone=tone,
        icon=icon,
        came=say("{day}, as {person} says", day=formats.day(each.arrived_on), person=each.came_by)
        if each.came_by
        else say("{day}, {time}", day=formats.day(each.arrived_on), time=formats.clock(each.arrived_at)),
        size=say("{size} KB", size=formats.number(max(1, round(each.size / 1000)))),
        note=note,
        findings=_findings(each, file, whose, told),
        opened=opened,
        taken=opened and label is Label.OK and not each.trouble,
        can_assign=waiting and not opened and label is Label.UNKNOWN,
        can_date=waiting and not round_opened and not opened and label is Label.LATE,
        can_open=waiting and round_opened and not opened and label is Label.LATE,
    )


def _findings(each: Reply, file: str, whose: str, told: _Told) -> tuple[str, ...]:
    found = findings_of(each.findings)
    if found and not told.prices:
        return (
            say_count(
                "{count} thing in “{file}” needs a look. It is told once prices are shown.",
                "{count} things in “{file}” need a look. They are told once prices are shown.",
                len(found),
                file=file,
            ),
        )
    return tuple(
        finding_words(finding, file=file, labels=told.printed, provider=whose, formats=told.formats)
        for finding in found
    )


def _printed(session: Session, request: QuoteRequest | None) -> Mapping[str, str]:
    """What every field and printed text of the form is called, by its key."""
    if request is None:
        return {}
    form = form_for(session, request=request, provider="")
    return dict(form.locked) | {ask.key: ask.label for ask in form.asks}


def _summary(sealed: int, request: QuoteRequest | None, formats: Formats) -> str:
    if not sealed:
        return ""
    if request is not None and request.deadline is not None:
        return say_count(
            "{count} reply is sealed until {day} is over.",
            "{count} replies are sealed until {day} is over.",
            sealed,
            day=formats.day(request.deadline),
        )
    return say_count("{count} reply is sealed.", "{count} replies are sealed.", sealed)


def _sentence(request: QuoteRequest | None, formats: Formats) -> str:
    if request is None or request.opened_on is None:
        return say("Sourcewright has not opened it; anyone holding the mail can.")
    return say(
        "Opened together on {day} by {person}. Until then Sourcewright had not opened them; anyone holding the "
        "mail could.",
        day=formats.day(request.opened_on),
        person=request.opened_by,
    )
