"""The working rhythm: who meets when, who tells whom what, who settles a quarrel, and who does what."""

import uuid
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.duties import ANSWERS, ASKED, BOTH, DOES, NO_PART, TOLD, somebody_does_it
from app.domain.duties import duties_of, usual_duties
from app.domain.engagements import EngagementPerson, Side
from app.domain.projects import Project
from app.domain.terms import CHANNEL, ESCALATION, MEETING, RhythmLine
from app.knowledge import load_knowledge
from app.queries.engagement_paper import current_engagement as current
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
    """One activity, with a letter for each column; `key` is what the knowledge calls it."""

    key: str
    activity: str
    letters: tuple[str, ...]
    usual: bool
    """Whether the letters are those of the knowledge."""

    missing: str
    """What is not right with it, as a sentence, or empty."""


class RhythmPart(NamedTuple):
    """The part of the plan, finished for its page and its paper."""

    meetings: tuple[LineRow, ...]
    channels: tuple[LineRow, ...]
    steps: tuple[LineRow, ...]
    keys: tuple[str, ...]
    """The columns of the letters, as verbs take them."""

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
        keys=rules.raci.columns,
        columns=_columns(session, project),
        raci=_duties(session, project_id),
        letters=say("R does it, A answers for it, C is asked before, I is told after."),
        language=say_known(rules.communication_language_rule),
    )


def letter_words() -> tuple[tuple[str, str], ...]:
    """What each letter stands for, as a choice."""
    return (
        (DOES, say("R: does it")),
        (ANSWERS, say("A: answers for it")),
        (BOTH, say("A/R: answers for it and does it")),
        (ASKED, say("C: is asked before")),
        (TOLD, say("I: is told after")),
        (NO_PART, say("No part in it")),
    )


def _duties(session: Session, project_id: uuid.UUID) -> tuple[RaciRow, ...]:
    engagement, usual = current(session, project_id), usual_duties()
    settled = duties_of(engagement) if engagement is not None else usual
    return tuple(
        RaciRow(
            activity,
            say_known(activity),
            tuple(letters.values()),
            letters == usual[activity],
            "" if somebody_does_it(letters) else say("Nobody does it yet."),
        )
        for activity, letters in settled.items()
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
    named = {
        "owner": project.owner_name,
        "broker": project.broker_name,
        "programme_or_project_manager": people[0].name if people else "",
    }
    columns = load_knowledge().engagement.raci.columns
    return tuple(named.get(key) or column_words(key) for key in columns)


def column_words(key: str) -> str:
    """Whom a column of the letters stands for, where nobody is named."""
    return {
        "owner": say("Owner"),
        "broker": say("Broker"),
        "programme_or_project_manager": say("Project manager"),
        "provider_lead": say("Provider’s lead"),
        "provider_team": say("Provider’s team"),
        "users": say("Your people"),
    }[key]
