"""The working rhythm: who meets when, who tells whom what, who settles a quarrel, and who does what."""

import uuid
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.engagements import EngagementPerson, Side
from app.domain.projects import Project
from app.domain.terms import CHANNEL, ESCALATION, MEETING, RhythmLine
from app.knowledge import load_knowledge
from app.words import say, say_count, say_known


class LineRow(NamedTuple):
    """One meeting, channel or step."""

    id: uuid.UUID
    what: str
    who: str
    often: str
    how: str
    result: str
    minutes: str
    raw_minutes: int | None


class RaciRow(NamedTuple):
    """One activity, with a letter for each column."""

    activity: str
    letters: tuple[str, ...]


class RhythmPart(NamedTuple):
    """The part of the plan, finished for its page and its paper."""

    meetings: tuple[LineRow, ...]
    channels: tuple[LineRow, ...]
    steps: tuple[LineRow, ...]
    columns: tuple[str, ...]
    """Who the letters stand for, by name where one is known."""

    raci: tuple[RaciRow, ...]
    letters: str
    language: str


def rhythm_part(session: Session, *, project_id: uuid.UUID) -> RhythmPart | None:
    """The rhythm of a project; None where the project is gone."""
    project = session.get(Project, project_id)
    if project is None:
        return None
    rows = session.scalars(
        select(RhythmLine)
        .where(RhythmLine.project_id == project_id)
        .order_by(RhythmLine.position, RhythmLine.id)
    ).all()
    rules = load_knowledge().engagement

    def of(kind: str) -> tuple[LineRow, ...]:
        return tuple(_line(row) for row in rows if row.kind == kind)

    return RhythmPart(
        meetings=of(MEETING),
        channels=of(CHANNEL),
        steps=of(ESCALATION),
        columns=_columns(session, project),
        raci=tuple(RaciRow(say_known(row.activity), tuple(row.raci)) for row in rules.raci.rows),
        letters=say("R does it, A answers for it, C is asked before, I is told after."),
        language=say_known(rules.communication_language_rule),
    )


def _line(row: RhythmLine) -> LineRow:
    minutes = say_count("{count} minute", "{count} minutes", row.minutes) if row.minutes else ""
    return LineRow(row.id, row.what, row.who, row.often, row.how, row.result, minutes, row.minutes)


def _columns(session: Session, project: Project) -> tuple[str, ...]:
    people = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project.id, EngagementPerson.side == Side.ON_SITE)
        .order_by(EngagementPerson.leads.desc(), EngagementPerson.position)
    ).all()
    names = {
        "owner": project.owner_name or say("Owner"),
        "broker": project.broker_name or say("Broker"),
        "programme_or_project_manager": people[0].name if people else say("Project manager"),
        "provider_lead": say("Provider’s lead"),
        "provider_team": say("Provider’s team"),
        "users": say("Your people"),
    }
    return tuple(names[key] for key in load_knowledge().engagement.raci.columns)
