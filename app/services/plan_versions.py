"""A plan as it stands, and each version of it that was fixed: the text, what was signed, and later dates."""

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
from app.domain.terms import (
    SIGNED,
    TEXT,
    Clause,
    ExitItem,
    PlanRisk,
    PlanVersion,
    RhythmLine,
    ServiceLevel,
)
from app.knowledge import load_knowledge
from app.knowledge.answers import sourcing_inputs
from app.services.plan_stages import stages_of, tests_of
from app.services.pricing import bank_changes_of, bought_in_of
from app.services.schedule_state import laid, versions_of
from app.services.scoping import values
from app.services.team import parts_of
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
        parts_of(session, project.id),
    )


def fix_text(session: Session, plan: Plan, *, by: str, on: date) -> None:
    """Keep the plan as its text is agreed; a text that was opened again gives its place to the next."""
    _fix(session, plan, by, on)


def fix_signed(session: Session, plan: Plan, *, by: str, on: date) -> int:
    """Keep the plan as both sides signed it, and answer its number; with the text it was it is one version, not two."""
    row = _fix(session, plan, by, on)
    row.state, row.taken_by = SIGNED, by
    return row.number


def whole_of(session: Session, plan: Plan) -> Whole:
    """Everything that belongs to a version of the plan as it stands now."""
    project_id = plan.project.id
    parts, found = laid(session, project_id)
    return Whole(
        plan,
        rows_of(session, ServiceLevel, project_id),
        rows_of(session, RhythmLine, project_id),
        rows_of(session, PlanRisk, project_id),
        rows_of(session, ExitItem, project_id),
        list(session.scalars(select(WorkPackage).where(WorkPackage.project_id == project_id))),
        parts,
        found.placed if found is not None else None,
    )


def _fix(session: Session, plan: Plan, by: str, on: date) -> PlanVersion:
    """Write the plan over the last version while that is no more than a text, else as the next one."""
    content = snapshot(whole_of(session, plan))
    rows = versions_of(session, plan.project.id)
    row = rows[-1] if rows and rows[-1].state == TEXT else None
    if row is None:
        number = max((each.number for each in rows), default=0) + 1
        row = PlanVersion(project_id=plan.project.id, number=number, fixed_on=on)
        session.add(row)
    row.fixed_on, row.by, row.content = on, by, content
    return row


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
