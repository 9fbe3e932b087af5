"""What was kept of a ranking to make it again; only who made it has it."""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.providers import Provider
from app.domain.shortlists import Candidate, MatchRun


def evidence_of(session: Session, *, run_id: uuid.UUID) -> Any:
    """The tree of the run (`app.analysis.kept_runs.KeptRun`); empty where it was made elsewhere or before 2."""
    run = session.get(MatchRun, run_id)
    return {} if run is None else run.evidence


def made_elsewhere(session: Session, *, project_id: uuid.UUID) -> bool:
    """Whether the latest ranking came in a file, and nobody on its list is in the directory of this workspace."""
    listed = select(Candidate.provider_ref).where(Candidate.project_id == project_id)
    if session.scalars(select(Provider.id).where(Provider.id.in_(listed)).limit(1)).first() is not None:
        return False
    latest = select(MatchRun).where(MatchRun.project_id == project_id).order_by(MatchRun.id.desc()).limit(1)
    run = session.scalars(latest).first()
    return run is not None and not run.evidence
