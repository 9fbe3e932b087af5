"""Where a provider's people work, and how many of their days are free in which week."""

import re
import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.domain.providers import ProviderPerson, ProviderSite, ProviderWeek, SiteKind
from app.services.providers import find_provider, find_row
from app.words import say

HOUR = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
MOST_DAYS = Decimal(100_000)


def set_site(
    session: Session,
    *,
    provider_id: uuid.UUID,
    kind: str,
    town: str = "",
    country: str = "",
    time_zone: str = "",
    starts: str = "",
    ends: str = "",
    headcount: int | None = None,
    site_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Add a place where the provider's people work, or change one (`site_id`). Returns its id.

    `kind` is a value of `SiteKind`; hours are written as "09:00", by the clock of the place.
    """
    find_provider(session, provider_id)
    if kind != SiteKind.ON_SITE.value and not town.strip():
        raise DomainError(say("Enter where the team is."))
    if time_zone and time_zone not in available_timezones():
        raise DomainError(say('There is no time zone called "{zone}".', zone=time_zone))
    if bool(starts) != bool(ends) or not all(HOUR.fullmatch(each) for each in (starts, ends) if each):
        raise DomainError(
            say("Enter from when to when they work, like 09:00 and 17:30, or leave both empty.")
        )
    if site_id is None:
        row = ProviderSite(provider_id=provider_id)
        session.add(row)
    else:
        row = find_row(session, ProviderSite, site_id)
    row.kind, row.headcount = SiteKind(kind), headcount
    row.town, row.country, row.time_zone = town.strip(), country, time_zone
    row.starts, row.ends = starts, ends
    return row.id


def remove_site(session: Session, *, site_id: uuid.UUID) -> None:
    """Take a place off the record; whoever works there is kept, without a place."""
    row = find_row(session, ProviderSite, site_id)
    for person in session.scalars(select(ProviderPerson).where(ProviderPerson.site_id == site_id)):
        person.site_id = None
    session.delete(row)


def set_weeks(session: Session, *, provider_id: uuid.UUID, free: Mapping[date, Decimal | None]) -> None:
    """Say how many person-days are free in some weeks, by any day of each; None goes back to the usual."""
    find_provider(session, provider_id)
    if any(days is not None and not 0 <= days <= MOST_DAYS for days in free.values()):
        raise DomainError(say("The free days of a week are a number from 0."))
    rows = session.scalars(select(ProviderWeek).where(ProviderWeek.provider_id == provider_id))
    known = {row.week: row for row in rows}
    for day, days in free.items():
        monday = day - timedelta(days=day.weekday())
        row = known.get(monday)
        if days is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(ProviderWeek(provider_id=provider_id, week=monday, free_days=days))
        else:
            row.free_days = days
