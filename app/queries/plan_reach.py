"""When owner and team can reach each other, and how many days are worked by people based here and abroad."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.quote_facts import LineFacts
from app.analysis.shared_hours import Meeting, Span, usual_hours
from app.domain.engagements import Engagement, Stage
from app.domain.projects import Project
from app.queries.engagements import current
from app.queries.lens import Lens
from app.queries.paper_head import stages_of
from app.queries.plan_hours import OFFICE, Missing, met_through_the_work, you_and_lead
from app.queries.plan_team import ON_SHORE
from app.queries.quote_offers import offer_of
from app.queries.spell_rows import SpellRow, spell_rows
from app.words import say, say_count
from app.words.formats import Formats


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

    spells: tuple[SpellRow, ...] = ()
    """The hours through the whole work; one row where no clock is changed."""


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
    found = met_through_the_work(session, project, engagement, today)
    if isinstance(found, Missing):
        return ReachView(missing=found.words, ask_brief=found.ask_brief)
    name, met, least, there, assumed = found
    rows = (
        _clock(you_and_lead(session, project_id), say("your clock"), least.ours, least, formats),
        _clock(name, say("their clock"), there, least, formats),
    )
    return ReachView(
        finding=_finding(least, formats),
        when=_when(met, least, formats),
        rows=rows,
        shared=_on_clock(least.shared, least) if least.shared is not None else None,
        shared_words=_shared_words(least.hours, formats),
        notes=tuple(_notes(met, least, engagement, formats, assumed=assumed)),
        spells=spell_rows(met, engagement.shared_hours, formats),
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


def _notes(
    met: Sequence[Meeting], least: Meeting, engagement: Engagement, formats: Formats, *, assumed: bool
) -> list[str]:
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
    if not assumed:
        notes.append(say("Your hours are those of the brief, the team’s those of the directory."))
        return notes
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
