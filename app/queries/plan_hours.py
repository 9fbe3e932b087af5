"""The working days of owner and team through a plan, on both clocks: when they can reach each other."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.shared_hours import Meeting, Site, Span, meetings, worst
from app.domain.base import live
from app.domain.briefs import Answer
from app.domain.clients import Profile
from app.domain.engagements import Engagement, EngagementPerson, Side
from app.domain.projects import Project
from app.domain.providers import Provider, ProviderSite, SiteKind
from app.domain.quotes import Quote
from app.queries.paper_head import stages_of
from app.queries.paper_parts import SharedHours
from app.words import say
from app.words.regions import PLACES

OFFICE = (time(9), time(17))
"""Assumed where nobody has said when a team works, and the card says so."""

WORKDAYS = range(5)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REACHABLE = "b8.overlap"
"""The question of the brief that holds the owner's hours."""


class Missing(NamedTuple):
    """What has to be known first, and whether it is the owner's to say in the brief."""

    words: str
    ask_brief: bool = False


class Met(NamedTuple):
    """The days on which owner and team could meet, the one that leaves least and the team's shift on it.

    `assumed` where nobody has said when the team works.
    """

    name: str
    met: list[Meeting]
    least: Meeting
    there: Span
    assumed: bool


def shared_hours(
    session: Session, project: Project, engagement: Engagement, today: date
) -> SharedHours | None:
    """Both working days on the owner's clock, on the day that leaves least, for a paper.

    None where something of it is not known, or where the team's day does not lie within one of the owner's.
    """
    found = met_through_the_work(session, project, engagement, today)
    if isinstance(found, Missing):
        return None
    here, zone = found.least.ours, found.least.ours[0].tzinfo
    start, end = (moment.astimezone(zone) for moment in found.there)
    if not start.date() == end.date() == found.least.day or here[1].date() != found.least.day:
        return None
    return SharedHours(
        site=you_and_lead(session, project.id),
        site_from=here[0].time(),
        site_to=here[1].time(),
        team=found.name,
        team_from=start.time(),
        team_to=end.time(),
        shared=found.least.hours.quantize(Decimal("0.1")).normalize() + 0,
    )


def met_through_the_work(
    session: Session, project: Project, engagement: Engagement, today: date
) -> Met | Missing:
    """Owner and team from the plan's first day to its last, or what is missing to lay them beside each other."""
    week = _owner_week(session, project.id)
    if not week:
        return Missing(
            say("The brief does not say yet when you need people to be reachable."), ask_brief=True
        )
    zone = owner_zone(session, project)
    if not zone:
        return Missing(say("Your time zone is not known, so the clocks can’t be laid beside each other."))
    name, zone_there, hours = _team_site(session, engagement)
    if not zone_there:
        return Missing(say("The directory does not say in which time zone the team works. Ask the provider."))
    stages = stages_of(session, project.id)
    days = [day for stage in stages for day in (stage.starts_on, stage.planned_on) if day is not None]
    first, last = (min(days), max(days)) if days else (today, today)
    owner = Site(ZoneInfo(zone), week)
    team = Site(ZoneInfo(zone_there), dict.fromkeys(WORKDAYS, hours or OFFICE))
    met = list(meetings(first, last, owner, team))
    least = worst(met)
    if least is None or least.theirs is None:
        return Missing(say("The plan has no day on which both sides work."))
    return Met(name, met, least, least.theirs, hours is None)


# The two sides -------------------------------------------------------------------------------------


def _owner_week(session: Session, project_id: uuid.UUID) -> dict[int, tuple[time, time]]:
    """The hours of the brief by weekday; a day named twice is reachable from its first to its last hour."""
    said = session.scalars(
        select(Answer.value).where(
            live(Answer),
            Answer.project_id == project_id,
            Answer.question == REACHABLE,
            Answer.unknown.is_(False),
        )
    ).first()
    week: dict[int, tuple[time, time]] = {}
    for row in said if isinstance(said, Sequence) and not isinstance(said, str) else ():
        hours = _hours(row) if isinstance(row, Mapping) else None
        if hours is None:
            continue
        for day in row.get("days") or ():
            if day in WEEKDAYS:
                number = WEEKDAYS.index(day)
                start, end = week.get(number, hours)
                week[number] = (min(start, hours[0]), max(end, hours[1]))
    return week


def _hours(row: Mapping[str, object]) -> tuple[time, time] | None:
    try:
        start, end = time.fromisoformat(str(row.get("from"))), time.fromisoformat(str(row.get("to")))
    except ValueError:
        return None
    return (start, end) if start < end else None


def owner_zone(session: Session, project: Project) -> str:
    """The owner's own setting in an owner's program, else the time zone of the project's country."""
    profile = session.scalars(select(Profile)).first()
    if profile is not None and profile.role == "owner" and profile.time_zone:
        return profile.time_zone
    return next((zone for country, _, _, zone in PLACES if country == project.country), "")


def _team_site(session: Session, engagement: Engagement) -> tuple[str, str, tuple[time, time] | None]:
    """The team with its place, its time zone, and from when to when it works; empty where nobody has said it.

    A time zone's own city may lie far from the place, so it is never shown for it.
    """
    quote = session.get(Quote, engagement.quote_id)
    provider = session.get(Provider, quote.provider_ref) if quote is not None and quote.provider_ref else None
    if quote is None or provider is None:
        return "", "", None
    rows = session.scalars(
        select(ProviderSite).where(ProviderSite.provider_id == provider.id).order_by(ProviderSite.id)
    ).all()
    away = next((site for site in rows if site.kind is not SiteKind.ON_SITE), None)
    home = next((site for site in rows if site.kind is SiteKind.ON_SITE), None)
    site = away or (None if quote.remote_place else home)
    elsewhere = away.town if away is not None else quote.remote_place
    place = elsewhere or (home.town if home is not None else "") or provider.town
    name = say("Team: {place}", place=place) if place else say("The team")
    if site is None:
        return name, "", None
    hours = (time.fromisoformat(site.starts), time.fromisoformat(site.ends)) if site.starts else None
    return name, site.time_zone, hours


def you_and_lead(session: Session, project_id: uuid.UUID) -> str:
    """The owner, with whoever leads the work on site: both go by the same clock."""
    lead = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project_id, EngagementPerson.side == Side.ON_SITE)
        .order_by(EngagementPerson.leads.desc(), EngagementPerson.position)
    ).first()
    return say("You and {name}", name=lead.name) if lead is not None else say("You")
