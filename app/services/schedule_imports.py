"""Take a provider's plan over into the schedule in one step: the provider's lines give way, the owner's stay."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.analysis.schedule import Link
from app.domain.engagements import TO_COME, Stage
from app.domain.errors import DomainError
from app.domain.plan_network import PlanParts, calendars_of
from app.domain.schedules import MILESTONE, OWNER_TASK, TASK, TEAM, Activity, ActivityLink, Closure
from app.services.schedule_state import open_dates, parts_of, settle
from app.services.schedules import LONGEST_CLOSURE, MOST
from app.words import say


class ImportedTask(NamedTuple):
    """One task of the file; `group` is the stage or phase its plan has it under."""

    key: str
    title: str
    days: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    not_before: date | None = None
    due: date | None = None
    starts_on: date | None = None
    person: str = ""
    group: str = ""


class ImportedLink(NamedTuple):
    """What waits for what, by the keys of the file."""

    before: str
    after: str
    kind: Link
    lag: Decimal


class ImportedOff(NamedTuple):
    """Days off of the file, the last included."""

    name: str
    first: date
    last: date


def take_plan(
    session: Session,
    *,
    project_id: uuid.UUID,
    tasks: Sequence[ImportedTask],
    links: Sequence[ImportedLink],
    start: date,
    on: date,
    days_off: Sequence[ImportedOff] = (),
) -> int:
    """Put the tasks of a file in place of the provider's; returns how many. A stage holds what bears its name.

    Days off of the file become days off of the team, as far as the team works on any of them.
    """
    open_dates(session, project_id, on)
    parts = parts_of(session, project_id)
    if any(stage.state not in TO_COME for stage in parts.stages):
        raise DomainError(
            say(
                "A stage is handed over already, so no new plan can take the place of this one. Change its lines."
            )
        )
    kept = [each for each in parts.activities if each.kind == OWNER_TASK]
    if len(tasks) + len(kept) > MOST:
        raise DomainError(say("A plan has at most {count} lines.", count=MOST))
    gone = {each.id for each in parts.activities if each.kind != OWNER_TASK}
    for link in parts.links:
        if link.before_id in gone or link.after_id in gone:
            session.delete(link)
    for each in parts.activities:
        if each.id in gone:
            session.delete(each)
    rows: dict[str, Activity] = {}
    for position, task in enumerate(tasks, start=len(kept)):
        rows[task.key] = row = Activity(
            project_id=project_id,
            stage_id=_stage(task, parts.stages),
            kind=TASK if task.days else MILESTONE,
            title=task.title,
            package=task.key,
            position=position,
            calendar=TEAM,
            low=task.low,
            days=task.days,
            high=task.high,
            not_before=task.not_before,
            due=task.due,
            person=task.person,
        )
        session.add(row)
    session.flush()
    for told in links:
        session.add(_link(project_id, told, rows))
    _take_days_off(session, project_id, parts, days_off, start)
    parts.basis.starts_on = min([start, *(each.not_before for each in kept if each.not_before is not None)])
    settle(session, project_id, on)
    return len(tasks)


def _take_days_off(
    session: Session, project_id: uuid.UUID, parts: PlanParts, told: Sequence[ImportedOff], start: date
) -> None:
    team = calendars_of(parts, start)[TEAM]
    for each in told:
        days = (each.last - each.first).days + 1
        if days < LONGEST_CLOSURE and any(team.works(each.first + timedelta(days=n)) for n in range(days)):
            name = each.name or say("Days off of the provider’s plan")
            session.add(
                Closure(project_id=project_id, whose=TEAM, name=name, first=each.first, last=each.last)
            )


def _link(project_id: uuid.UUID, told: ImportedLink, rows: Mapping[str, Activity]) -> ActivityLink:
    return ActivityLink(
        project_id=project_id,
        before_id=rows[told.before].id,
        after_id=rows[told.after].id,
        kind=told.kind.value,
        lag=told.lag,
    )


def _stage(task: ImportedTask, stages: Sequence[Stage]) -> uuid.UUID | None:
    """The stage of the same name, else the one whose days hold its first day, else the next one."""
    named = _plain(task.group)
    for stage in stages:
        if named and _plain(stage.title) == named:
            return stage.id
    if task.starts_on is not None:
        for stage in stages:
            if stage.planned_on is not None and task.starts_on <= stage.planned_on:
                return stage.id
    return stages[-1].id if stages else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
