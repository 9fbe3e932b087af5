"""A plan as it stands, and each version of it that was fixed when its text was agreed."""

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.briefs import BriefItem, ItemKind
from app.domain.engagements import Engagement, EngagementPerson
from app.domain.plan_checks import Plan
from app.domain.plan_snapshots import Whole, snapshot
from app.domain.projects import Project
from app.domain.team import WorkPackage
from app.domain.terms import Clause, ExitItem, PlanRisk, PlanVersion, RhythmLine, ServiceLevel
from app.knowledge import load_knowledge
from app.knowledge.answers import sourcing_inputs
from app.services.plan_stages import stages_of, tests_of
from app.services.pricing import bank_changes_of, bought_in_of
from app.services.scoping import values
from app.services.terms import rows_of


def plan_of(session: Session, project: Project, engagement: Engagement) -> Plan:
    """The plan as its checks read it."""
    known = sourcing_inputs(load_knowledge().questions, values(session, project))
    return Plan(
        project,
        engagement,
        stages_of(session, project.id),
        tests_of(session, project.id),
        people_of(session, project.id),
        musts_of(session, project.id),
        rows_of(session, Clause, project.id),
        str(known.get("data_sensitivity") or ""),
        bought_in_of(session, project.id),
        bank_changes_of(session, project.id),
    )


def fix_version(session: Session, plan: Plan, *, signed: bool, by: str, on: date) -> None:
    """Keep the plan as it stands now; a text that was agreed and then signed is one version, not two."""
    project_id = plan.project.id
    number = plan.engagement.plan_version + (not signed)
    whole = Whole(
        plan,
        rows_of(session, ServiceLevel, project_id),
        rows_of(session, RhythmLine, project_id),
        rows_of(session, PlanRisk, project_id),
        rows_of(session, ExitItem, project_id),
        list(session.scalars(select(WorkPackage).where(WorkPackage.project_id == project_id))),
    )
    row = latest(session, project_id)
    if row is None or row.signed or row.number != number:
        row = PlanVersion(project_id=project_id, number=number, fixed_on=on)
        session.add(row)
    row.fixed_on, row.by, row.signed, row.content = on, by, signed, snapshot(whole)


def latest(session: Session, project_id: uuid.UUID) -> PlanVersion | None:
    """The version that was fixed last."""
    return session.scalars(
        select(PlanVersion).where(PlanVersion.project_id == project_id).order_by(PlanVersion.id.desc())
    ).first()


def people_of(session: Session, project_id: uuid.UUID) -> list[EngagementPerson]:
    """The people of an engagement in their order."""
    return list(
        session.scalars(
            select(EngagementPerson)
            .where(EngagementPerson.project_id == project_id)
            .order_by(EngagementPerson.position, EngagementPerson.id)
        )
    )


def musts_of(session: Session, project_id: uuid.UUID) -> list[BriefItem]:
    """The must-haves of a brief in their order."""
    return list(
        session.scalars(
            select(BriefItem)
            .where(BriefItem.project_id == project_id, BriefItem.kind == ItemKind.MUST)
            .order_by(BriefItem.place, BriefItem.id)
        )
    )
