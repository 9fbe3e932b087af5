"""What the broker would change of the owner's words: kept beside them until the owner takes it or not."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import Role
from app.domain.brief_answers import LISTS
from app.domain.briefs import Answer, BriefItem, SuggestedChange, SuggestionState
from app.domain.errors import DomainError
from app.domain.types import freeze
from app.knowledge.answers import empty
from app.services.projects import open_project
from app.words import say


def decline_suggestion(session: Session, *, suggestion_id: uuid.UUID, on: date) -> None:
    """Keep the owner's words as they are."""
    _settle(find_suggestion(session, suggestion_id, on), SuggestionState.DECLINED, on)


def withdraw_suggestion(session: Session, *, suggestion_id: uuid.UUID, on: date) -> None:
    """The broker no longer suggests it."""
    _settle(find_suggestion(session, suggestion_id, on), SuggestionState.WITHDRAWN, on)


def give_reason(session: Session, *, suggestion_id: uuid.UUID, reason: str, on: date) -> None:
    """Say why, for the owner to read beside the suggestion; "" takes it back."""
    find_suggestion(session, suggestion_id, on).reason = reason.strip()


def find_suggestion(session: Session, suggestion_id: uuid.UUID, on: date) -> SuggestedChange:
    """The open suggestion; raises DomainError where somebody has settled it already."""
    found = session.get(SuggestedChange, suggestion_id)
    if found is None or found.deleted or found.state is not SuggestionState.OPEN:
        raise DomainError(say("This suggestion is no longer open."))
    open_project(session, found.project_id, on)
    return found


def suggest_change(
    session: Session,
    *,
    project_id: uuid.UUID,
    question: str,
    before: Any,
    after: Any,
    on: date,
    item_id: uuid.UUID | None = None,
    unknown: bool = False,
    reason: str = "",
) -> None:
    """Keep a suggestion; one that is open for the same words gives way to it, and twins are not kept."""
    for other in open_suggestions(session, project_id, question):
        if question in LISTS and item_id is None and other.item_id is None:
            if other.after == freeze(after):
                return
        elif other.item_id == item_id:
            other.before, other.after, other.unknown = freeze(before), freeze(after), unknown
            other.reason, other.made_on = reason or other.reason, on
            return
    session.add(
        SuggestedChange(
            project_id=project_id,
            question=question,
            item_id=item_id,
            before=before,
            after=after,
            unknown=unknown,
            reason=reason,
            made_on=on,
        )
    )


def is_owners(kept: Answer, held: Any) -> bool:
    """Whether `held`, the answer as it stands, is what the owner said."""
    return kept.given_by is Role.OWNER and not empty(held)


def follow_owner(session: Session, project_id: uuid.UUID, question: str, held: Any, on: date) -> None:
    """After the owner's own change: what was suggested has come about, or the words are others now."""
    for each in open_suggestions(session, project_id, question):
        if question in LISTS and each.item_id is None:
            if each.unknown:
                _settle(each, SuggestionState.OVERTAKEN, on)
            elif each.after in (held or ()):
                _settle(each, SuggestionState.ACCEPTED, on)
            continue
        now = _line(session, each.item_id) if each.item_id is not None else freeze(held)
        if now != each.before or (each.unknown and empty(now)):
            came = now == each.after and not each.unknown
            _settle(each, SuggestionState.ACCEPTED if came else SuggestionState.OVERTAKEN, on)


def take_as_owners(session: Session, project_id: uuid.UUID) -> None:
    """What the owner has agreed to is the owner's word, whoever wrote it."""
    mine = (Answer.project_id == project_id, Answer.given_by == Role.BROKER)
    lines = (BriefItem.project_id == project_id, BriefItem.given_by == Role.BROKER)
    rows: Sequence[Answer | BriefItem] = (
        *session.scalars(select(Answer).where(*mine)),
        *session.scalars(select(BriefItem).where(*lines)),
    )
    for row in rows:
        row.given_by = Role.OWNER


def open_suggestions(session: Session, project_id: uuid.UUID, question: str) -> Sequence[SuggestedChange]:
    """The suggestions of one question that wait for the owner, the oldest first."""
    return session.scalars(
        select(SuggestedChange)
        .where(
            SuggestedChange.project_id == project_id,
            SuggestedChange.question == question,
            SuggestedChange.state == SuggestionState.OPEN,
        )
        .order_by(SuggestedChange.id)
    ).all()


def _line(session: Session, item_id: uuid.UUID) -> str | None:
    item = session.get(BriefItem, item_id)
    return item.text if item is not None and not item.deleted else None


def _settle(each: SuggestedChange, state: SuggestionState, on: date) -> None:
    each.state, each.settled_on = state, on
