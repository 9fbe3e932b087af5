"""A kept ranking is made again from what was kept of it, whatever has changed since."""

import uuid
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.acceptability import SEED
from app.analysis.kept_runs import ENGINE
from app.domain.errors import DomainError
from app.domain.providers import Provider, ProviderCredential, ProviderSkill
from app.domain.shortlists import Candidate, MatchRun
from app.persistence.workspace import Workspace
from app.workflows.match_runs import Reproduced, reproduced
from app.workflows.shortlists import rank
from tests.workflows.test_shortlists import ON, Shortlist


@pytest.fixture
def clinic(workspace: Workspace) -> Shortlist:
    return Shortlist().describe(workspace)


def kept(session: Session) -> tuple[dict[str, tuple[int, Decimal]], dict[str, float]]:
    rows = session.scalars(select(Candidate)).all()
    return (
        {str(row.provider_ref): (row.place, Decimal(row.outcome["total"])) for row in rows},
        {
            str(row.provider_ref): float(row.outcome["first"]["share"])
            for row in rows
            if row.outcome["first"] is not None
        },
    )


def told(again: Reproduced) -> dict[str, tuple[int, Decimal]]:
    return {name: (place, total) for name, place, total in again.rows}


def forget(session: Session) -> None:
    """Everything a ranking reads of the directory is another."""
    for row in session.scalars(select(ProviderSkill)):
        session.delete(row)
    for paper in session.scalars(select(ProviderCredential)):
        paper.level = 0
    for provider in session.scalars(select(Provider)):
        provider.free_days_week, provider.travel_minutes = Decimal("0.5"), 400


def test_a_kept_ranking_is_made_again_after_the_directory_has_changed(clinic: Shortlist) -> None:
    run_id = rank(clinic.workspace, project_id=clinic.project, on=ON)
    before, first = clinic.workspace.read(kept)
    clinic.workspace.write(forget, "Change the directory")
    again = reproduced(clinic.workspace, run_id=run_id)
    assert (again.engine, again.on) == (ENGINE, ON)
    assert told(again) == before
    assert again.first == pytest.approx(first, abs=0.0001)
    later = reproduced(clinic.workspace, run_id=rank(clinic.workspace, project_id=clinic.project, on=ON))
    assert told(later) != before
    assert told(reproduced(clinic.workspace, run_id=run_id)) == before


def test_a_ranking_keeps_its_anchors_priors_seed_and_what_other_methods_say(clinic: Shortlist) -> None:
    run_id = rank(clinic.workspace, project_id=clinic.project, on=ON)

    def read(session: Session) -> MatchRun:
        return session.get_one(MatchRun, run_id)

    run = clinic.workspace.read(read)
    assert run.engine == ENGINE
    assert run.inputs["seed"] == SEED
    assert run.inputs["track"]["version"] == "track record 1"
    parts = {part["part"]: part for rule in run.inputs["anchors"] for part in rule["parts"]}
    assert parts["price_ratio"]["anchors"][0] == ("1.6", "0")
    assert parts["price_ratio"]["prior"] == "40"
    assert run.inputs["agreement"]["methods"] == 3
    shares = [
        row.outcome["first"] for row in clinic.workspace.read(lambda s: s.scalars(select(Candidate)).all())
    ]
    assert sum(Decimal(each["share"]) for each in shares if each) == pytest.approx(1, abs=Decimal("0.001"))
    assert {each["word"] for each in shares if each} <= {"clear", "likely", "toss_up"}


def test_what_was_told_in_confidence_stays_with_who_made_the_ranking(clinic: Shortlist) -> None:
    run_id = rank(clinic.workspace, project_id=clinic.project, on=ON)
    facts = MatchRun.__table__.c.evidence.info
    assert "PRIVATE" in repr(facts).upper()

    def lose(session: Session) -> None:
        session.get_one(MatchRun, run_id).evidence = {}

    clinic.workspace.write(lose, "As it comes in a file")
    with pytest.raises(DomainError, match="with the broker"):
        reproduced(clinic.workspace, run_id=run_id)
    with pytest.raises(DomainError, match="with the broker"):
        reproduced(clinic.workspace, run_id=uuid.uuid4())
