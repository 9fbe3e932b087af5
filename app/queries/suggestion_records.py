"""What a broker's suggestions came to, counted from the projects of this workspace and never typed."""

import calendar
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.engagements import Review, Stage
from app.domain.projects import Project
from app.domain.quotes import Decision, Quote
from app.domain.shortlists import Candidate
from app.queries.project_facts import ACCEPTED

AWARD_MONTHS = 12
"""Months that a declaration tells the awards of."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One provider suggested for one project, and what came of it.

    `accepted` stages that had a date, `on_time` of them handed over by it: the days of an owner's own review
    are not the provider's.
    """

    project: uuid.UUID
    broker: str
    provider_ref: uuid.UUID
    provider: str
    invited: bool
    awarded_on: date | None = None
    accepted: int = 0
    on_time: int = 0
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """What several suggestions came to."""

    projects: int = 0
    suggested: int = 0
    invited: int = 0
    awarded: int = 0
    accepted: int = 0
    on_time: int = 0
    latest: date | None = None


def suggestions(session: Session) -> tuple[Suggestion, ...]:
    """Everybody whom a broker suggested, was asked for a quote, or was put on a list by hand.

    A provider that a ranking merely listed is no suggestion.
    """
    outcome = cast(Candidate.outcome, Text)
    rows = session.execute(
        select(
            Candidate.project_id, Candidate.provider_ref, Candidate.name, Candidate.invited_on,
            Candidate.ticked, Candidate.reason, Project.broker_name,
            func.json_extract(outcome, "$.suggested").label("suggested"),
        )
        .join(Project, Project.id == Candidate.project_id)
        .where(live(Candidate), live(Project), Project.broker_name != "")
        .order_by(Candidate.id)
    )  # fmt: skip
    found = {
        (row.project_id, row.provider_ref): Suggestion(
            row.project_id, row.broker_name, row.provider_ref, row.name, row.invited_on is not None
        )
        for row in rows
        if row.suggested or row.ticked or row.invited_on is not None or row.reason.strip()
    }
    stages = _stages(session)
    for project_id, provider_ref, decided_on in _awards(session):
        key = (project_id, provider_ref)
        if key in found:
            accepted, on_time, latest = stages.get(project_id, (0, 0, None))
            found[key] = replace(
                found[key], awarded_on=decided_on, accepted=accepted, on_time=on_time, latest=latest
            )
    return tuple(found.values())


def by_broker(found: Iterable[Suggestion]) -> dict[str, Came]:
    """The sums by broker, under the name in small letters."""
    gathered: dict[str, list[Suggestion]] = defaultdict(list)
    for each in found:
        gathered[each.broker.casefold()].append(each)
    return {broker: came(mine) for broker, mine in gathered.items()}


def came(found: Iterable[Suggestion]) -> Came:
    """The sums of some suggestions."""
    mine = tuple(found)
    days = [each.latest for each in mine if each.latest is not None]
    return Came(
        projects=len({each.project for each in mine}),
        suggested=len(mine),
        invited=sum(each.invited for each in mine),
        awarded=sum(each.awarded_on is not None for each in mine),
        accepted=sum(each.accepted for each in mine),
        on_time=sum(each.on_time for each in mine),
        latest=max(days, default=None),
    )


def awards_to_tell(session: Session, *, project_id: uuid.UUID, on: date) -> Mapping[str, Any]:
    """What a declaration tells of awards in the twelve months to `on`: how many, and how many to whom.

    Every award counts in the projects of this project's broker, also one that began with a quote. Providers
    stand by their id alone: only those on the owner's own list are ever named.
    """
    broker = session.get_one(Project, project_id).broker_name.casefold()
    if not broker:
        return {}
    since = _months_before(on, AWARD_MONTHS)
    projects = session.execute(select(Project.id, Project.broker_name).where(live(Project)))
    mine = {row.id for row in projects if row.broker_name.casefold() == broker and row.id != project_id}
    told: dict[str, int] = defaultdict(int)
    total = 0
    for project, provider_ref, decided_on in _awards(session):
        if project in mine and since < decided_on <= on:
            total += 1
            if provider_ref is not None:
                told[provider_ref.hex] += 1
    return {"months": AWARD_MONTHS, "total": total, "to": dict(sorted(told.items()))}


def _awards(session: Session) -> list[tuple[uuid.UUID, uuid.UUID | None, date]]:
    """Project, provider and day of every choice that stands."""
    rows = session.execute(
        select(Decision.project_id, Quote.provider_ref, Candidate.provider_ref.label("listed"), Decision.decided_on)
        .join(Quote, Quote.id == Decision.quote_id)
        .outerjoin(Candidate, Candidate.id == Quote.candidate_id)
        .where(live(Decision), live(Quote), Decision.stands)
        .order_by(Decision.id)
    )  # fmt: skip
    return [(row.project_id, row.provider_ref or row.listed, row.decided_on) for row in rows]


def _stages(session: Session) -> dict[uuid.UUID, tuple[int, int, date | None]]:
    """By project: accepted stages that had a date, how many came by it, and the day of the last."""
    handed = (
        select(Review.stage_id, func.max(Review.submitted_on).label("on"), func.max(Review.decided_on).label("done"))
        .where(live(Review))
        .group_by(Review.stage_id)
        .subquery()
    )  # fmt: skip
    rows = session.execute(
        select(Stage.project_id, Stage.planned_on, handed.c.on, handed.c.done)
        .join(handed, handed.c.stage_id == Stage.id)
        .where(live(Stage), Stage.state.in_(ACCEPTED), Stage.planned_on.is_not(None))
    )
    found: dict[uuid.UUID, tuple[int, int, date | None]] = {}
    for row in rows:
        accepted, on_time, latest = found.get(row.project_id, (0, 0, None))
        day = max(filter(None, (latest, row.done)), default=None)
        found[row.project_id] = (accepted + 1, on_time + (row.on <= row.planned_on), day)
    return found


def _months_before(day: date, months: int) -> date:
    """The day so many months earlier, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
