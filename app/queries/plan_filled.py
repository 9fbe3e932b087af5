"""Which of the parts of a plan beside people, price, stages and payments hold anything yet."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.terms import PlanRisk, RhythmLine, ServiceLevel


def filled_terms(session: Session, *, project_id: uuid.UUID) -> frozenset[str]:
    """Keys of the parts with at least one row; an empty list of measures is no part that is done."""
    rows = {
        "service": select(ServiceLevel.id).where(live(ServiceLevel), ServiceLevel.project_id == project_id),
        "rhythm": select(RhythmLine.id).where(live(RhythmLine), RhythmLine.project_id == project_id),
        "risks": select(PlanRisk.id).where(live(PlanRisk), PlanRisk.project_id == project_id),
    }
    return frozenset(key for key, some in rows.items() if session.scalars(some.limit(1)).first())
