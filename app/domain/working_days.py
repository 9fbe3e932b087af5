"""The days on which the owner of a project works: their country's holidays and what the plan closes for them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.calendars import WorkingCalendar
from app.domain.projects import Project
from app.domain.schedules import TEAM, Closure, ScheduleBasis
from app.knowledge.public_holidays import public_days


def owners_days(session: Session, project: Project, first: date, last: date) -> WorkingCalendar:
    """The owner's calendar between two days, by the plan's own copy of country and region where it has one."""
    basis = session.scalars(select(ScheduleBasis).where(ScheduleBasis.project_id == project.id)).first()
    country = basis.owner_country if basis is not None else project.country
    public = public_days(country, basis.owner_region if basis is not None else "", first.year, last.year)
    closures = session.scalars(
        select(Closure).where(
            Closure.project_id == project.id,
            Closure.whose != TEAM,
            Closure.first <= last,
            Closure.last >= first,
        )
    )
    closed = {day for each in closures for day in _days(max(each.first, first), min(each.last, last))}
    return WorkingCalendar(frozenset(public.days) | closed, public.days_off)


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]
