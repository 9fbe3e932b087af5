"""The columns read from the store say what the candidates say, and a screened directory makes the same list."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.columns import columns_of
from app.analysis.matching import assess, weigh
from app.analysis.screening import screen
from app.domain.projects import Project
from app.domain.providers import (
    CheckOutcome,
    Provider,
    ProviderCredential,
    ProviderJob,
    ProviderRate,
    ProviderSite,
    ProviderSkill,
    ProviderWeek,
    SiteKind,
)
from app.knowledge import load_knowledge
from app.knowledge.match_rules import match_rules
from app.persistence.workspace import Workspace
from app.queries import match_inputs as inputs_of
from app.queries.directory_columns import directory_columns
from app.queries.kept_directory import whole_directory
from app.queries.lens import Lens
from app.queries.match_candidates import asking, candidate_of
from app.queries.provider_records import gather_providers
from app.services import providers
from tests.clinic import gbp
from tests.workflows.test_shortlists import ON, Shortlist

PUNE, LEEDS = ("Asia/Kolkata", "11:00", "20:00"), ("Europe/London", "08:30", "17:00")


@pytest.fixture
def clinic(workspace: Workspace) -> Shortlist:
    made = Shortlist().describe(workspace)
    workspace.write(_enrich, "Say more of some")
    return made


def _enrich(session: Session) -> None:
    """What only some say: sites with their hours, weeks, skills twice, papers that lapsed, rates in two currencies."""
    ids = session.scalars(select(Provider.id).order_by(Provider.id)).all()
    for number, provider_id in enumerate(ids):
        for kind, (zone, starts, ends) in ((SiteKind.OFF_SHORE, PUNE), (SiteKind.ON_SITE, LEEDS))[
            : number % 3
        ]:
            session.add(
                ProviderSite(
                    provider_id=provider_id, kind=kind, town="x", time_zone=zone, starts=starts, ends=ends
                )
            )
        if number % 2:
            monday = ON - timedelta(days=ON.weekday()) + timedelta(weeks=6)
            session.add(ProviderWeek(provider_id=provider_id, week=monday, free_days=Decimal(number)))
            session.add(ProviderSkill(provider_id=provider_id, skill="sk.wifi", level=2, last_used=2025))
            session.add(ProviderSkill(provider_id=provider_id, skill="sk.wifi", level=5, last_used=2019))
            session.add(
                ProviderCredential(
                    provider_id=provider_id, credential="CRD-REF", level=2, expires_on=ON - timedelta(days=5)
                )
            )
            session.add(_paper(provider_id, number))
        if number % 4 == 0:
            job = {"template": "TPL-ERP", "closed_on": date(2025, 3, 1), "checked": True}
            session.add(ProviderJob(provider_id=provider_id, scorecard=Decimal(81), value=gbp(9000), **job))
        session.add(ProviderRate(provider_ref=provider_id, role="ROLE-PM", tier="offshore", rate=gbp(300)))


def _paper(provider_id: uuid.UUID, number: int) -> ProviderCredential:
    """A paper that counts for less than its level says: withdrawn, failed, undecided, or one that counts in part."""
    told: dict[str, Any] = (
        {"credential": "CRD-CEP", "withdrawn_on": ON},
        {"credential": "CRD-CEP", "outcome": CheckOutcome.FAIL},
        {"credential": "CRD-SECQ", "outcome": CheckOutcome.NEEDS_PERSON},
        {"credential": "CRD-SOC2", "kind": "type_1"},
        {"credential": "CRD-DPA", "withdrawn_on": ON, "false_evidence": True},
    )[number // 2 % 5]
    return ProviderCredential(provider_id=provider_id, level=2, expires_on=ON + timedelta(days=700), **told)


def both_ways(session: Session, project_id: uuid.UUID) -> tuple[Any, Any, Any]:
    rules = match_rules(load_knowledge())
    project = session.get_one(Project, project_id)
    inputs = inputs_of.match_inputs(session, project_id=project_id, on=ON)
    asked = asking(session, project, inputs.job, "not_for_data")
    facts = gather_providers(
        session, session.scalars(select(Provider.id).order_by(Provider.id)).all(), lens=Lens.BROKER
    )
    candidates = [candidate_of(one, asked) for one in facts.values()]
    return directory_columns(session, asked, rules), candidates, inputs


def test_columns_from_the_store_judge_as_the_candidates_do(clinic: Shortlist) -> None:
    columns, candidates, inputs = clinic.workspace.read(lambda session: both_ways(session, clinic.project))
    rules = match_rules(load_knowledge())
    found = screen(columns, inputs.job, rules, everybody=True)
    assert len(columns) == len(candidates) == 12
    assert Decimal("5.50") in {one.shared_hours for one in candidates}  # before the clocks change in Leeds
    for row, one in enumerate(candidates):
        exact = weigh(assess(one, inputs.job, rules), inputs.weights)
        assert columns.providers[row] == one.provider
        assert [gate.of(row) for gate in found.gates] == [
            (gate.answer, gate.code) for gate in exact.assessment.gates
        ]
        assert found.points[row].tolist() == pytest.approx(
            [float(item.factor.points) for item in exact.contributions], abs=1e-9
        )


def test_columns_of_candidates_and_of_the_store_score_alike(clinic: Shortlist) -> None:
    columns, candidates, inputs = clinic.workspace.read(lambda session: both_ways(session, clinic.project))
    rules = match_rules(load_knowledge())
    months = rules.skills.recent_months, rules.skills.older_months
    plain = columns_of(candidates, on=ON, currency=columns.currency, months=months)
    one, other = (
        screen(each, inputs.job, rules, everybody=True).totals(inputs.weights) for each in (columns, plain)
    )
    assert one.tolist() == other.tolist()


def test_a_long_directory_makes_the_list_that_judging_everybody_makes(
    clinic: Shortlist, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> tuple[Any, ...]:
        view = clinic.rank().view()
        return (
            [(card.provider_ref, card.shown, card.unknowns) for card in view.cards],
            [(row.provider_ref, row.shown) for row in view.excluded if row.near_miss],
            view.considered,
        )

    whole = told()
    monkeypatch.setattr(inputs_of, "JUDGED_WHOLE", 0)
    assert told() == whole


def test_the_directory_is_kept_until_something_in_it_is_written(clinic: Shortlist) -> None:
    workspace = clinic.workspace
    first = workspace.read(whole_directory)
    assert workspace.read(whole_directory) is first
    clinic.rank()  # what a ranking writes is no part of the directory
    with workspace.reader() as session:
        assert whole_directory(session) is first
    skill = workspace.read(lambda session: session.scalars(select(ProviderSkill)).first())
    assert skill is not None
    told = {"provider_id": skill.provider_id, "skill": skill.skill, "last_used": skill.last_used}
    workspace.write(partial(providers.set_skill, level=5 if skill.level == 1 else 1, **told), "Level")
    changed = workspace.read(whole_directory)
    assert changed is not first
    workspace.undo()
    again = workspace.read(whole_directory)
    assert again is not changed
    for name, lines in first.skills.items():
        assert [each.tolist() for each in again.skills[name]] == [each.tolist() for each in lines]


def test_within_a_unit_of_work_the_directory_is_read_as_it_is_there(clinic: Shortlist) -> None:
    kept = clinic.workspace.read(whole_directory)

    def add(session: Session) -> int:
        providers.add_provider(session, name="Newcomer", templates=["TPL-ERP"], country="GB", on=ON)
        session.flush()
        return len(whole_directory(session).providers)

    assert clinic.workspace.write(add, "Add")[0] == len(kept.providers) + 1
    assert len(clinic.workspace.read(whole_directory).providers) == len(kept.providers) + 1
