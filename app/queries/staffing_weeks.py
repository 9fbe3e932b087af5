"""The days and weeks that ways to staff a plan are reckoned in: when both sides work, and what providers have free."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.calendars import WorkingCalendar
from app.analysis.team_choices import HUNDRED
from app.analysis.team_dates import Free, Weeks
from app.domain.plan_network import calendars_of
from app.domain.projects import Project
from app.domain.providers import Provider, ProviderWeek
from app.domain.schedules import BOTH
from app.domain.shortlists import Candidate
from app.queries.schedule_parts import as_written

AHEAD = 104
"""Weeks ahead in which holidays count; from then on each has five working days."""

WEEK = timedelta(weeks=1)


def both_work(session: Session, project: Project, start: date | None) -> WorkingCalendar:
    """The days on which both countries work, without what either side has closed; weekdays while there is no start."""
    if start is None:
        return WorkingCalendar()
    parts, _ = as_written(session, project)
    return calendars_of(parts, start)[BOTH]


def weeks_from(calendar: WorkingCalendar, start: date | None) -> Weeks:
    """How the working days lie in weeks, counted from the first day of the plan."""
    if start is None:
        return Weeks()
    ends, worked = [], 0
    day = start
    for _ in range(AHEAD):
        sunday = _monday(day) + WEEK - timedelta(days=1)
        worked += calendar.between(day - timedelta(days=1), sunday)
        ends.append(worked)
        day = sunday + timedelta(days=1)
    return Weeks(tuple(ends))


def free_weeks(session: Session, project_id: uuid.UUID, start: date | None) -> dict[str, Free]:
    """Provider → hundredths of a person-day free in each week of the work, as those on the shortlist say it."""
    named = select(Candidate.provider_ref).where(Candidate.project_id == project_id)
    usual = {
        str(key): _hundredths(days)
        for key, days in session.execute(
            select(Provider.id, Provider.free_days_week).where(Provider.id.in_(named))
        )
    }
    said: dict[str, dict[int, int | None]] = {}
    if start is not None:
        rows = select(ProviderWeek.provider_id, ProviderWeek.week, ProviderWeek.free_days)
        monday = _monday(start)
        for key, week, days in session.execute(
            rows.where(ProviderWeek.provider_id.in_(named), ProviderWeek.week >= monday)
        ):
            said.setdefault(str(key), {})[(week - monday) // WEEK] = _hundredths(days)
    return {key: _free(usual.get(key), said.get(key, {})) for key in usual | said}


def _free(usual: int | None, said: dict[int, int | None]) -> Free:
    last = max(said, default=-1)
    return Free(tuple(said.get(week, usual) for week in range(last + 1)), usual)


def _hundredths(days: Decimal | None) -> int | None:
    return None if days is None else int(days * HUNDRED)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def working_days(calendar: WorkingCalendar, start: date | None, last: date | None) -> int | None:
    """Working days from one day to the other, both counted; None where one is not known."""
    if start is None or last is None or last < start:
        return None
    return calendar.between(start - timedelta(days=1), last)


def last_day(calendar: WorkingCalendar, start: date, days: int) -> date:
    """The last of so many working days, the first being `start` or the next one that is worked."""
    return calendar.add(calendar.on_or_after(start), days - 1)
