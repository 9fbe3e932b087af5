"""What the schedule of a plan is read from, and the network it makes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.schedule import Fault, Network, faults_of
from app.analysis.schedule_dates import Placed, Schedule, schedule
from app.domain.engagements import Engagement
from app.domain.plan_network import (
    PlanParts,
    activity_key,
    first_day,
    network_of,
    stage_key,
)
from app.domain.projects import Project
from app.domain.schedules import Activity, ActivityLink, Closure, ScheduleBasis
from app.domain.terms import BEGUN, STANDING, PlanVersion
from app.queries.engagements import current
from app.queries.paper_head import stages_of


@dataclass(frozen=True)
class Laid:
    """The schedule of a plan as it is on record; `dates` is None where nothing has a date or it has faults."""

    project: Project
    engagement: Engagement
    parts: PlanParts
    network: Network | None
    faults: tuple[Fault, ...]
    dates: Schedule | None
    versions: tuple[PlanVersion, ...]

    @property
    def names(self) -> Mapping[str, str]:
        """What people call the lines of the network."""
        named = {stage_key(stage.id): stage.title for stage in self.parts.stages}
        return named | {activity_key(each.id): each.title for each in self.parts.activities}

    @property
    def over(self) -> frozenset[uuid.UUID]:
        """The stages whose work is handed over: what they took is no longer to be guessed."""
        if not self.engagement.plan_version:
            return frozenset()
        return frozenset(s.id for s in self.parts.stages if s.state not in ("planned", "in_progress"))

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to be done."""
        return bool(self.parts.stages) and len(self.over) == len(self.parts.stages)

    @property
    def agreed(self) -> PlanVersion | None:
        """The version that stands, which dates are held against."""
        return next((each for each in reversed(self.versions) if each.state in STANDING), None)

    @property
    def being_written(self) -> PlanVersion | None:
        """The version that is being written."""
        return next((each for each in self.versions if each.state == BEGUN), None)


def laid_out(session: Session, project_id: uuid.UUID, on: date) -> Laid | None:
    """The schedule of the plan that stands, as of a day; None where there is no plan."""
    project = session.get(Project, project_id)
    engagement = current(session, project_id)
    if project is None or engagement is None:
        return None
    parts = parts_of(session, project)
    versions = versions_of(session, project_id)
    start = first_day(parts)
    if start is None:
        return Laid(project, engagement, parts, None, (), None, versions)
    network = network_of(parts, start, on if engagement.plan_version else None)
    faults = faults_of(network)
    dates = None if faults else schedule(network)
    return Laid(project, engagement, parts, network, faults, dates, versions)


def versions_of(session: Session, project_id: uuid.UUID) -> tuple[PlanVersion, ...]:
    """The versions of a plan, the first one first."""
    rows = select(PlanVersion).where(PlanVersion.project_id == project_id)
    return tuple(session.scalars(rows.order_by(PlanVersion.number, PlanVersion.id)))


def as_written(session: Session, project: Project) -> tuple[PlanParts, Mapping[str, Placed] | None]:
    """The schedule and its days as they are written down, whatever today is; None where it has none."""
    parts = parts_of(session, project)
    start = first_day(parts)
    network = network_of(parts, start) if start is not None else None
    return parts, schedule(network).placed if network is not None and not faults_of(network) else None


def parts_of(session: Session, project: Project) -> PlanParts:
    """Everything the schedule of a plan is made of, in its order."""
    basis = session.scalars(select(ScheduleBasis).where(ScheduleBasis.project_id == project.id)).first()
    return PlanParts(
        stages_of(session, project.id),
        session.scalars(
            select(Activity).where(Activity.project_id == project.id).order_by(Activity.position, Activity.id)
        ).all(),
        session.scalars(
            select(ActivityLink).where(ActivityLink.project_id == project.id).order_by(ActivityLink.id)
        ).all(),
        session.scalars(
            select(Closure).where(Closure.project_id == project.id).order_by(Closure.first, Closure.id)
        ).all(),
        basis
        or ScheduleBasis(project_id=project.id, owner_country=project.country, team_country=project.country),
    )
