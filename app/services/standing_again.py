"""After a choice was taken back: the quotes that were not chosen stand again, with all they were judged by."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.domain.base import Entity
from app.domain.evaluations import Evaluation, Interview, RedFlag, ReferenceCall, Score
from app.domain.projects import Project
from app.domain.quotes import Coverage, Quote, QuoteLine
from app.domain.shortlists import QuoteRequest
from app.services.lifecycle import Act, advance, begin

WITH_A_QUOTE: tuple[type[Entity], ...] = (QuoteLine, Coverage, Score, Interview, ReferenceCall, RedFlag)
"""What hangs on a quote and goes with it into the new round."""

OWN = frozenset({"id", "deleted", "state"})
"""What a copy has of its own."""


def stand_again(session: Session, project: Project, withdrawn: uuid.UUID, person: str, on: date) -> None:
    """A new, compared round of the quotes that were not chosen; none where there are none."""
    chosen = session.get(Quote, withdrawn)
    if chosen is None or chosen.request_id is None:
        return
    others = session.scalars(
        select(Quote)
        .where(Quote.request_id == chosen.request_id, Quote.state == "not_selected")
        .order_by(Quote.id)
    ).all()
    before = session.get(QuoteRequest, chosen.request_id)
    if not others or before is None:
        return
    request = QuoteRequest(
        **_values(before, leave=("brief_version", "issued_on", "approved_by")),
        brief_version=project.brief_version,
        issued_on=on,
        approved_by=person,
    )
    session.add(request)
    session.flush()
    begin(session, "QuoteRequest", project.id, request, "prepare request", Act("broker", on))
    for event, who in (
        ("approve list and text", "owner"),
        ("send to shortlisted", "broker"),
        ("deadline passes", "system"),
    ):
        advance(session, "QuoteRequest", project.id, request, event, who=who, on=on)
    _judge_as_before(session, before, request, {old.id: _copy(session, old, request, on) for old in others})
    advance(session, "QuoteRequest", project.id, request, "finish scoring", who="broker", on=on)


def _copy(session: Session, old: Quote, request: QuoteRequest, on: date) -> uuid.UUID:
    quote = Quote(request_id=request.id, **_values(old, leave=("request_id", "declined_reason")))
    session.add(quote)
    session.flush()
    begin(session, "Quote", old.project_id, quote, "invite", Act("broker", on))
    for event, who in (
        ("accept invitation, sign confidentiality", "provider"),
        ("submit before deadline", "provider"),
        ("score", "broker"),
    ):
        advance(session, "Quote", old.project_id, quote, event, who=who, on=on)
    for kind in WITH_A_QUOTE:
        of_old: Any = kind
        for row in session.scalars(select(kind).where(of_old.quote_id == old.id).order_by(kind.id)):
            session.add(kind(quote_id=quote.id, **_values(row, leave=("quote_id",))))
    return quote.id


def _judge_as_before(
    session: Session, before: QuoteRequest, request: QuoteRequest, quotes: Mapping[uuid.UUID, uuid.UUID]
) -> None:
    """What was settled for the round holds for the new one; what was said of the withdrawn quote falls away."""
    kept = session.scalars(select(Evaluation).where(Evaluation.request_id == before.id)).first()
    if kept is None:
        return
    said = {new.hex: kept.still_right[old.hex] for old, new in quotes.items() if old.hex in kept.still_right}
    advised = quotes.get(kept.broker_choice) if kept.broker_choice is not None else None
    session.add(
        Evaluation(
            **_values(kept, leave=("request_id", "still_right", "broker_choice", "broker_because")),
            request_id=request.id,
            still_right=said,
            broker_choice=advised,
            broker_because=kept.broker_because if advised is not None else "",
        )
    )


def _values(row: Entity, leave: Iterable[str]) -> dict[str, Any]:
    """Everything a row says, by attribute: an amount with its currency is one value."""
    mapper = inspect(type(row))
    parts = {each.key for amount in mapper.composites for each in amount.props}
    left = OWN | set(leave) | parts
    names = [*(each.key for each in mapper.column_attrs), *(each.key for each in mapper.composites)]
    return {name: getattr(row, name) for name in names if name not in left}
