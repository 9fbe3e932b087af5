"""What could go wrong, and what the owner has in hand for the day the provider is gone."""

import uuid
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.engagements import Stage
from app.domain.errors import DomainError
from app.domain.term_drafts import library_risk
from app.domain.terms import ARRANGED, NOT_APPLICABLE, OPEN, SECURED, ExitItem, PlanRisk
from app.knowledge import load_knowledge
from app.services.found import found
from app.services.projects import open_project
from app.services.terms import rows_of, watchers_of
from app.words import say

MOST_DAYS = 260
"""A working year: beyond that it is not a delay but another project."""


class RiskFields(TypedDict, total=False):
    """What may be changed of a risk; `likely` and `hurts` are 1 to 5, `days` the working days it would cost."""

    words: str
    likely: int
    hurts: int
    cost: Money | None
    days: Decimal | None
    stage_id: uuid.UUID | None
    plan: str
    early_sign: str
    fallback: str
    watched_by: str
    look_on: date | None
    state: str


def add_risk(
    session: Session, *, project_id: uuid.UUID, on: date, risk: str = "", **fields: Unpack[RiskFields]
) -> uuid.UUID:
    """Add a risk of the library, or one of the parties' own; possible until the project ends."""
    project = open_project(session, project_id, on)
    held = rows_of(session, PlanRisk, project_id)
    if risk:
        if risk not in load_knowledge().risks.risks or any(one.risk == risk for one in held):
            raise DomainError(say("This risk is in the list already, or no longer in the library."))
        row = library_risk(project_id, risk, len(held), watchers=watchers_of(session, project))
    elif fields.get("words", "").strip():
        row = PlanRisk(project_id=project_id, words="", position=len(held))
    else:
        raise DomainError(say("Say what could go wrong."))
    _write(session, row, fields)
    session.add(row)
    session.flush()
    return row.id


def change_risk(session: Session, *, risk_id: uuid.UUID, on: date, **fields: Unpack[RiskFields]) -> None:
    """Change a risk, or say that it happened or is over."""
    row = found(session, PlanRisk, risk_id, say("This risk is no longer in the list."))
    open_project(session, row.project_id, on)
    _write(session, row, fields)


def remove_risk(session: Session, *, risk_id: uuid.UUID, on: date) -> None:
    """Drop a risk from the list."""
    row = found(session, PlanRisk, risk_id, say("This risk is no longer in the list."))
    open_project(session, row.project_id, on)
    session.delete(row)


def secure(
    session: Session,
    *,
    item_id: uuid.UUID,
    state: str,
    on: date,
    place: str = "",
    stage_id: uuid.UUID | None = None,
) -> None:
    """Say how far something is safe for the day the provider is gone: secured only where it was looked at."""
    row = found(session, ExitItem, item_id, say("This is no longer in the plan."))
    open_project(session, row.project_id, on)
    if state not in (OPEN, ARRANGED, SECURED, NOT_APPLICABLE):
        raise DomainError(say("It is open, arranged, in hand, or does not apply."))
    if state == SECURED and not (place.strip() or row.place):
        raise DomainError(say("Say where it lies, so that somebody else finds it."))
    row.state, row.place = state, place.strip() or row.place
    row.stage_id = stage_id or row.stage_id
    row.seen_on = on if state == SECURED else None


def _write(session: Session, row: PlanRisk, fields: RiskFields) -> None:
    for level in (fields.get("likely", row.likely), fields.get("hurts", row.hurts)):
        if not 1 <= level <= 5:
            raise DomainError(say("How likely and how bad are each from 1 to 5."))
    if fields.get("state", row.state) not in load_knowledge().risks.method.states:
        raise DomainError(say("A risk is open, being worked on, happened or over."))
    if "words" in fields and not fields["words"].strip():
        raise DomainError(say("Say what could go wrong."))
    cost = fields.get("cost")
    if cost is not None and cost.minor < 0:
        raise DomainError(say("A cost can't be less than nothing."))
    days = fields.get("days")
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise DomainError(say("The days it would cost are from 0 to {most}.", most=MOST_DAYS))
    stage_id = fields.get("stage_id")
    if stage_id is not None:
        stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
        if stage.project_id != row.project_id:
            raise DomainError(say("This stage is no longer in the plan."))
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
