"""When owner and team can reach each other, and how many days are worked by people based here and abroad."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.quote_facts import LineFacts
from app.analysis.shared_hours import Meeting, Site, Span, meetings, usual_hours, worst
from app.domain.base import live
from app.domain.briefs import Answer
from app.domain.clients import Profile
from app.domain.engagements import Engagement, EngagementPerson, Side, Stage
from app.domain.projects import Project
from app.domain.providers import Provider
from app.domain.quotes import Quote
from app.queries.engagements import current
from app.queries.lens import Lens
from app.queries.paper_head import stages_of
from app.queries.plan_team import ON_SHORE
from app.queries.quote_offers import offer_of
from app.words import say, say_count
from app.words.formats import Formats
from app.words.regions import PLACES

OFFICE = (time(9), time(17))
"""Nobody records a provider's working hours: office hours are assumed, and the card says so."""

WORKING_WEEK = dict.fromkeys(range(5), OFFICE)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REACHABLE = "b8.overlap"
"""The question of the brief that holds the owner's hours."""


@dataclass(frozen=True, slots=True)
class ClockRow:
    """The working day of one side: where it lies on the owner's clock, in hours, and how its own clock says it."""

    name: str
    clock: str
    start: Decimal
    end: Decimal
    start_words: str
    end_words: str


@dataclass(frozen=True, slots=True)
class ReachView:
    """Both clocks on the day that leaves least; `missing` says what has to be known where there is nothing to draw."""

    finding: str = ""
    when: str = ""
    rows: tuple[ClockRow, ...] = ()
    shared: tuple[Decimal, Decimal] | None = None
    shared_words: str = ""
    notes: tuple[str, ...] = ()
    missing: str = ""
    ask_brief: bool = False
    """What is missing is the owner's to say, in the brief."""


@dataclass(frozen=True, slots=True)
class DaysRow:
    """The days of one stage by where the people are based; `unknown` are those whose rate says nothing of it."""

    name: str
    here: Decimal
    abroad: Decimal
    unknown: Decimal
    here_words: str
    abroad_words: str
    unknown_words: str


@dataclass(frozen=True, slots=True)
class DaysView:
    """The days of every stage, as the lines of the quote add up; `missing` where they say nothing."""

    finding: str = ""
    rows: tuple[DaysRow, ...] = ()
    missing: str = ""


def reach(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats, today: date
) -> ReachView | None:
    """Both clocks on the worst day between the plan's first and last; None without an engagement.

    Owner and broker see the same. Without dates in the plan, today stands for them.
    """
    project, engagement = session.get(Project, project_id), current(session, project_id)
    if project is None or engagement is None:
        return None
    week = _owner_week(session, project_id)
    if not week:
        return ReachView(
            missing=say("The brief does not say yet when you need people to be reachable."), ask_brief=True
        )
    zone = _owner_zone(session, project)
    if not zone:
        return ReachView(
            missing=say("Your time zone is not known, so the clocks can’t be laid beside each other.")
        )
    name, away = _team_site(session, engagement)
    if not away:
        return ReachView(
            missing=say("The directory does not say in which time zone the team works. Ask the provider.")
        )
    stages = stages_of(session, project_id)
    days = [day for stage in stages for day in (stage.starts_on, stage.planned_on) if day is not None]
    first, last = (min(days), max(days)) if days else (today, today)
    owner, team = Site(ZoneInfo(zone), week), Site(ZoneInfo(away), WORKING_WEEK)
    met = list(meetings(first, last, owner, team))
    least = worst(met)
    if least is None or least.theirs is None:
        return ReachView(missing=say("The plan has no day on which both sides work."))
    rows = (
        _clock(_you(session, project_id), say("your clock"), least.ours, least, formats),
        _clock(name, say("their clock"), least.theirs, least, formats),
    )
    return ReachView(
        finding=_finding(least, formats),
        when=_when(met, least, formats),
        rows=rows,
        shared=_on_clock(least.shared, least) if least.shared is not None else None,
        shared_words=_shared_words(least.hours, formats),
        notes=tuple(_notes(met, least, engagement, formats)),
    )


def days_here_and_abroad(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats
) -> DaysView | None:
    """The quote's days by stage and by where the people of each rate are based; None without an engagement.

    A line belongs to the stage that holds its work package. Owner and broker see the same.
    """
    engagement = current(session, project_id)
    if engagement is None:
        return None
    offer = offer_of(session, engagement.quote_id) if engagement.quote_id else None
    if offer is None or not any(line.effort for line in offer.lines):
        return DaysView(missing=say("The quote does not say how many days are worked, so this is not known."))
    rows = tuple(_days_rows(offer.lines, stages_of(session, project_id), formats))
    abroad = sum((row.abroad for row in rows), Decimal(0))
    unknown = sum((row.unknown for row in rows), Decimal(0))
    whole = sum((row.here + row.abroad + row.unknown for row in rows), Decimal(0))
    if unknown == whole:
        return DaysView(missing=say("The quote does not say where its people are based."))
    if not abroad:
        return DaysView(say("Nobody in the quote is based abroad."), rows)
    finding = say(
        "{days} of {all} by people based abroad.",
        days=formats.number(abroad.normalize() + 0),
        all=formats.effort(whole),
    )
    return DaysView(finding, rows)


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


def _owner_zone(session: Session, project: Project) -> str:
    """The owner's own setting in an owner's program, else the time zone of the project's country."""
    profile = session.scalars(select(Profile)).first()
    if profile is not None and profile.role == "owner" and profile.time_zone:
        return profile.time_zone
    return next((zone for country, _, _, zone in PLACES if country == project.country), "")


def _team_site(session: Session, engagement: Engagement) -> tuple[str, str]:
    """The team with its place as it was told, and its time zone; the zone is empty where nobody has said it.

    A time zone's own city may lie far from the place, so it is never shown for it.
    """
    quote = session.get(Quote, engagement.quote_id)
    provider = session.get(Provider, quote.provider_ref) if quote is not None and quote.provider_ref else None
    if quote is None or provider is None:
        return "", ""
    away = provider.remote_place or quote.remote_place
    place = away or provider.town
    name = say("Team: {place}", place=place) if place else say("The team")
    return name, provider.remote_time_zone if away else provider.time_zone


def _you(session: Session, project_id: uuid.UUID) -> str:
    """The owner, with whoever leads the work on site: both go by the same clock."""
    lead = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project_id, EngagementPerson.side == Side.ON_SITE)
        .order_by(EngagementPerson.leads.desc(), EngagementPerson.position)
    ).first()
    return say("You and {name}", name=lead.name) if lead is not None else say("You")


# In words ------------------------------------------------------------------------------------------


def _clock(name: str, clock: str, span: Span, least: Meeting, formats: Formats) -> ClockRow:
    start, end = _on_clock(span, least)
    return ClockRow(name, clock, start, end, formats.hour(span[0].time()), formats.hour(span[1].time()))


def _on_clock(span: Span, least: Meeting) -> tuple[Decimal, Decimal]:
    """Hours after the owner's midnight of the day, by the owner's clock."""
    return _hour(span[0], least), _hour(span[1], least)


def _hour(instant: datetime, least: Meeting) -> Decimal:
    here = instant.astimezone(least.ours[0].tzinfo)
    return Decimal((here.date() - least.day).days * 24 + here.hour) + Decimal(here.minute) / 60


def _shared_words(hours: Decimal, formats: Formats) -> str:
    shown = formats.number(hours.quantize(Decimal("0.1")).normalize() + 0)
    return say("1 shared hour") if hours == 1 else say("{hours} shared hours", hours=shown)


def _finding(least: Meeting, formats: Formats) -> str:
    if least.shared is None:
        return say("No hour of the day is shared: somebody has to start early or stay late.")
    zone = least.ours[0].tzinfo
    start, end = (each.astimezone(zone).time() for each in least.shared)
    return say(
        "{hours} a day, {start} to {end} on your clock.",
        hours=_shared_words(least.hours, formats), start=formats.hour(start), end=formats.hour(end),
    )  # fmt: skip


def _when(met: Sequence[Meeting], least: Meeting, formats: Formats) -> str:
    if usual_hours(met) != least.hours:
        return say("The least of the plan: {day}", day=formats.weekday_day(least.day))
    first, last = met[0].day, met[-1].day
    if first == last:
        return formats.weekday_day(first)
    return say(
        "{first} to {last}, every working day", first=formats.short_day(first), last=formats.short_day(last)
    )


def _notes(met: Sequence[Meeting], least: Meeting, engagement: Engagement, formats: Formats) -> list[str]:
    """What the picture rests on, what differs on other days, and how it stands against what is agreed."""
    notes = []
    usual = usual_hours(met)
    if usual is not None and usual != least.hours:
        days = sum(each.hours == least.hours for each in met)
        notes.append(
            say_count(
                "Most days have {usual}. {count} day has as few as this, as hours or clocks differ then.",
                "Most days have {usual}. {count} days have as few as this, as hours or clocks differ then.",
                days, usual=_shared_words(usual, formats),
            )
        )  # fmt: skip
    agreed = engagement.shared_hours
    if agreed is not None and agreed > least.hours:
        more = formats.number((agreed - least.hours).quantize(Decimal("0.1")).normalize() + 0)
        notes.append(
            say(
                "The plan says {agreed} shared hours, {more} more than this: somebody there works early or late.",
                agreed=formats.number(agreed), more=more,
            )
        )  # fmt: skip
    notes.append(
        say(
            "Your hours are those of the brief. Office hours of {start} to {end} are assumed for the team.",
            start=formats.hour(OFFICE[0]), end=formats.hour(OFFICE[1]),
        )
    )  # fmt: skip
    return notes


# Days ----------------------------------------------------------------------------------------------


def _days_rows(lines: Sequence[LineFacts], stages: Sequence[Stage], formats: Formats) -> list[DaysRow]:
    home = {package: stage.number for stage in stages for package in stage.packages}
    rows = []
    for stage in stages:
        mine = [line for line in lines if home.get(line.package) == stage.number]
        if mine:
            name = say("{number} {stage}", number=stage.number, stage=stage.title)
            rows.append(_days_row(name, mine, formats))
    rest = [line for line in lines if line.package not in home]
    if rest:
        rows.append(_days_row(say("Not tied to one stage") if rows else say("The whole work"), rest, formats))
    return rows


def _days_row(name: str, lines: Sequence[LineFacts], formats: Formats) -> DaysRow:
    days = dict.fromkeys(("here", "abroad", "unknown"), Decimal(0))
    for line in lines:
        days[_based(line.tier)] += line.effort
    here, abroad, unknown = days.values()
    shown = [formats.number(count.normalize() + 0) for count in (here, abroad, unknown)]
    return DaysRow(name, here, abroad, unknown, *shown)


def _based(tier: str) -> str:
    if tier.startswith(ON_SHORE):
        return "here"
    return "abroad" if tier in ("nearshore", "offshore") else "unknown"
