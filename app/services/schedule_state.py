"""The schedule of a plan as it is on record, whether its dates may be changed, and stages that follow it."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.schedule import BadNetwork, faults_of
from app.analysis.schedule_dates import Schedule, schedule
from app.domain.engagements import TO_COME, Engagement
from app.domain.errors import DomainError
from app.domain.plan_network import PlanParts, activity_key, first_day, network_of, stage_key
from app.domain.projects import Project
from app.domain.schedule_words import fault_words
from app.domain.schedules import OWNER_TASK, Activity, ActivityLink, Closure, ScheduleBasis
from app.domain.terms import BEGUN, PlanVersion
from app.services.plan_stages import engagement_of, open_plan, stages_of
from app.services.projects import open_project
from app.words import say
from app.words.formats import Formats


def parts_of(session: Session, project_id: uuid.UUID) -> PlanParts:
    """Everything the schedule of a plan is made of, in its order."""
    return PlanParts(
        stages_of(session, project_id),
        session.scalars(
            select(Activity).where(Activity.project_id == project_id).order_by(Activity.position, Activity.id)
        ).all(),
        session.scalars(
            select(ActivityLink).where(ActivityLink.project_id == project_id).order_by(ActivityLink.id)
        ).all(),
        session.scalars(
            select(Closure).where(Closure.project_id == project_id).order_by(Closure.first, Closure.id)
        ).all(),
        basis_of(session, project_id),
    )


def basis_of(session: Session, project_id: uuid.UUID) -> ScheduleBasis:
    """What the days of a plan are counted by; the first time it is asked for it is made."""
    basis = session.scalars(select(ScheduleBasis).where(ScheduleBasis.project_id == project_id)).first()
    if basis is None:
        project = session.get(Project, project_id)
        country = project.country if project is not None else ""
        basis = ScheduleBasis(project_id=project_id, owner_country=country, team_country=country)
        session.add(basis)
        session.flush()
    return basis


def open_dates(session: Session, project_id: uuid.UUID, on: date) -> tuple[Project, Engagement]:
    """The project and its plan where its dates may be changed; refuses in words that fit its state."""
    engagement = engagement_of(session, project_id)
    if engagement is None or engagement.plan_version == 0:
        return open_plan(session, project_id, on)
    project = open_project(session, project_id, on)
    if open_version(session, project_id) is None:
        raise DomainError(say("The dates are agreed by both sides. Begin a new version to change them."))
    return project, engagement


def versions_of(session: Session, project_id: uuid.UUID) -> Sequence[PlanVersion]:
    """The versions of the plan, the first one first."""
    return session.scalars(
        select(PlanVersion)
        .where(PlanVersion.project_id == project_id)
        .order_by(PlanVersion.number, PlanVersion.id)
    ).all()


def open_version(session: Session, project_id: uuid.UUID) -> PlanVersion | None:
    """The version of the dates that is being written, or None."""
    return next((each for each in versions_of(session, project_id) if each.state == BEGUN), None)


def laid(session: Session, project_id: uuid.UUID) -> tuple[PlanParts, Schedule | None]:
    """The schedule at its likely days; None where nothing has a date. DomainError in words where it has a fault."""
    session.flush()
    parts = parts_of(session, project_id)
    start = first_day(parts)
    if start is None:
        return parts, None
    network = network_of(parts, start)
    try:
        return parts, schedule(network)
    except BadNetwork as bad:
        project = session.get(Project, project_id)
        formats = Formats(currency=project.currency) if project is not None else Formats()
        raise DomainError(
            fault_words((*faults_of(network), *bad.faults)[0], names_of(parts), formats)
        ) from bad


def names_of(parts: PlanParts) -> dict[str, str]:
    """What people call the lines of the network."""
    named = {stage_key(stage.id): stage.title for stage in parts.stages}
    return named | {activity_key(each.id): each.title for each in parts.activities}


def settle(session: Session, project_id: uuid.UUID, on: date) -> None:
    """Refuse a schedule that cannot be; while the plan is written, let its stages take the dates it gives."""
    parts, found = laid(session, project_id)
    engagement = engagement_of(session, project_id)
    if found is not None and engagement is not None and not engagement.plan_version:
        take_dates(session, parts, found)


def take_dates(session: Session, parts: PlanParts, found: Schedule) -> None:
    """Let the stages that are not handed over yet take the days that their lines give them."""
    for stage in parts.stages:
        if stage.state not in TO_COME:
            continue
        work = [each for each in parts.activities if each.stage_id == stage.id and each.kind != OWNER_TASK]
        if not work:
            continue
        stage.starts_on = min(found.placed[activity_key(each.id)].starts_on for each in work)
        stage.planned_on = max(stage.starts_on, found.placed[stage_key(stage.id)].ends_on)
    session.flush()
