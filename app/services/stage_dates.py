"""The dates of a stage as a whole: what it is made of moves and stretches with it."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Unpack

from sqlalchemy.orm import Session

from app.domain.engagements import TO_COME, Stage
from app.domain.errors import DomainError
from app.domain.plan_network import activity_key, calendars_of
from app.domain.schedules import MILESTONE, OWNER_TASK
from app.services import plan_stages
from app.services.found import found
from app.services.plan_stages import StageFields
from app.services.schedule_state import laid, open_dates, settle
from app.services.schedules import stretch
from app.words import say

HALF = Decimal("0.5")


def change_stage(session: Session, *, stage_id: uuid.UUID, on: date, **fields: Unpack[StageFields]) -> None:
    """Change a stage; amounts follow from the shares, and the lines of its schedule from its dates."""
    stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
    was = stage.starts_on, stage.planned_on
    plan_stages.change_stage(session, stage_id=stage_id, on=on, **fields)
    now = stage.starts_on, stage.planned_on
    if now == was or now[0] is None or now[1] is None:
        return
    _lay(session, stage, now[0], now[1])
    settle(session, stage.project_id, on)


def place_stage(session: Session, *, stage_id: uuid.UUID, starts_on: date, ends_on: date, on: date) -> None:
    """Lay a stage on other days. It begins no earlier than what its work waits for allows."""
    stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
    _, engagement = open_dates(session, stage.project_id, on)
    if ends_on < starts_on:
        raise DomainError(say("“{name}” can't end before it starts.", name=stage.title))
    if stage.state not in TO_COME:
        raise DomainError(say("“{name}” is handed over. Its dates stand.", name=stage.title))
    if not _lay(session, stage, starts_on, ends_on) and engagement.plan_version:
        raise DomainError(
            say("“{name}” has no lines yet. Add what it is made of, then move that.", name=stage.title)
        )
    if not engagement.plan_version:
        stage.starts_on, stage.planned_on = starts_on, ends_on
    settle(session, stage.project_id, on)


def _lay(session: Session, stage: Stage, starts_on: date, ends_on: date) -> bool:
    """Move and stretch the work of a stage; False where it has none."""
    parts, dates = laid(session, stage.project_id)
    work = [each for each in parts.activities if each.stage_id == stage.id and each.kind != OWNER_TASK]
    if not work or dates is None:
        return False
    placed = {each.id: dates.placed[activity_key(each.id)] for each in work}
    first = min(each.starts_on for each in placed.values())
    last = max(each.ends_on for each in placed.values())
    calendars = calendars_of(parts, min(first, starts_on))
    waiting = {link.after_id for link in parts.links if link.before_id in placed}
    for each in work:
        calendar = calendars[each.calendar]
        was = max(calendar.between(first - timedelta(days=1), last), 1)
        now = max(calendar.between(starts_on - timedelta(days=1), ends_on), 1)
        if each.kind != MILESTONE and now != was:
            stretch(each, _halves(each.days * now / was))
        if each.id not in waiting:
            ahead = calendar.between(first, placed[each.id].starts_on) * now // was
            each.not_before = calendar.add(calendar.on_or_after(starts_on), ahead)
    return True


def _halves(days: Decimal) -> Decimal:
    return max((days / HALF).to_integral_value() * HALF, HALF)
