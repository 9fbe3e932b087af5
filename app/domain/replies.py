"""Replies to a request for quotes, as files: sealed as they came, opened together, every one kept."""

import re
import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.analysis.reply_facts import Arrived, Label, Round, label_replies
from app.domain.base import Entity, Scope, column, reference
from app.domain.shortlists import QuoteRequest
from app.domain.types import FrozenJson, UtcInstant

_FIGURES = re.compile(r"\d+(?:[^\w]+\d+)*")


class Reply(Entity):
    """A file that came back. Until it is opened nothing is known of it but what stands here."""

    __tablename__ = "reply"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    request_id: Mapped[uuid.UUID | None] = reference("quote_request.id", nullable=True, index=True)
    quote_id: Mapped[uuid.UUID | None] = reference("quote.id", nullable=True)
    """Whose it is: by its token, or as somebody said; None where nobody knows."""

    name: Mapped[str] = column(Text)
    """What the file is called; without its figures until it is opened."""

    size: Mapped[int] = column(Integer)
    digest: Mapped[str] = column(String)
    """SHA-256 of the file, under which it lies in the attachments from the first."""

    kind: Mapped[str] = column(String, default="")
    arrived_at: Mapped[datetime] = column(UtcInstant)
    arrived_on: Mapped[date] = column(Date)
    """The day it was put in, or the earlier one on which it came with the mail, as somebody said."""

    came_by: Mapped[str] = column(Text, default="")
    """Who said on which day it came; empty where that is the day it was put in."""

    mail: Mapped[str] = column(String, default="")
    """SHA-256 of the mail it hung on, where that was dropped here: kept as it came, and left where it was received."""

    token: Mapped[str] = column(String, default="")
    claims: Mapped[str] = column(String, default="")
    """Hash of what the file says it answers."""

    answers: Mapped[str] = column(String, default="")
    """Hash of what its token was given out for."""

    trouble: Mapped[str] = column(String, default="")
    """Why it cannot be read at all; empty where it can."""

    assigned_by: Mapped[str] = column(Text, default="")
    """Who said whose it is, where it does not say so itself."""

    label: Mapped[str] = column(String, default="")
    """What it was when the round was opened; derived from the others until then."""

    opened_on: Mapped[date | None] = column(Date, nullable=True)
    opened_by: Mapped[str] = column(Text, default="")
    late_reason: Mapped[str] = column(Text, default="")
    """Why it was opened although it came late."""

    original: Mapped[str] = column(String, default="")
    """The digest again, once opened: only from then on does the file itself travel with the project."""

    said: Mapped[Any] = column(FrozenJson, default=dict)
    """Key of the form → what the provider wrote there, as text."""

    findings: Mapped[Any] = column(FrozenJson, default=list)
    """What did not fit when it was opened (`app.analysis.reply_facts.Finding`)."""


class ReplyMark(Entity):
    """What the token of one form looks like, so that whoever holds the project's file knows a reply to it too.

    Only its hash: nobody can make the token of it.
    """

    __tablename__ = "reply_mark"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    request_id: Mapped[uuid.UUID] = reference("quote_request.id", index=True)
    quote_id: Mapped[uuid.UUID] = reference("quote.id")
    scope_hash: Mapped[str] = column(String)
    token_hash: Mapped[str] = column(String, index=True)


def without_figures(name: str) -> str:
    """The name of a file without its figures: a provider may write the price into it."""
    return _FIGURES.sub("…", name)


def labels_of(replies: Sequence[Reply], request: QuoteRequest | None) -> dict[uuid.UUID, Label]:
    """The label of each, in the order they came: as it was when it was opened, else as things stand."""
    wanted = None if request is None else Round(request.id, request.scope_hash, request.deadline)
    labels = label_replies([_arrived(each) for each in replies], wanted)
    known = {each.value for each in Label}
    return labels | {
        each.id: Label(each.label) for each in replies if each.opened_on is not None and each.label in known
    }


def openable(replies: Sequence[Reply], request: QuoteRequest | None) -> list[Reply]:
    """Those that are opened together: sealed, in time and for this round, replaced ones with them."""
    labels = labels_of(replies, request)
    return [each for each in replies if each.opened_on is None and labels[each.id] in _IN_TIME]


def round_is_over(
    request: QuoteRequest, replies: Sequence[Reply], pending: Collection[uuid.UUID], on: date
) -> bool:
    """Whether replies may be opened: the last day has passed, or on it the quotes in `pending` are all answered."""
    if request.deadline is None or on > request.deadline:
        return True
    labels = labels_of(replies, request)
    answered = {each.quote_id for each in replies if labels[each.id] is Label.OK}
    return on == request.deadline and set(pending) <= answered


_IN_TIME = (Label.OK, Label.REPLACED)


def _arrived(reply: Reply) -> Arrived:
    """What a reply's label is told from; that the form was no good once opened is no matter of its label."""
    return Arrived(
        reply.id,
        reply.digest,
        reply.arrived_on,
        reply.trouble if reply.opened_on is None else "",
        reply.quote_id,
        reply.request_id,
        reply.answers,
        reply.claims,
    )
