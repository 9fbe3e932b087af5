"""The team of a plan: drawn up from the quote, its days on site by the rule, changed by hand, undone."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.engagements import Engagement, EngagementPerson, Stage
from app.domain.errors import DomainError
from app.domain.team import DistanceAllowance, WorkPackage
from app.persistence.workspace import Workspace
from app.queries.engagements import plan
from app.queries.lens import Lens
from app.services import engagements, team
from app.words.formats import Formats
from tests.clinic import Clinic, day, gbp, holidays

D = Decimal
ON = day("2026-03-09")


def _drafted(workspace: Workspace) -> Clinic:
    clinic = Clinic(workspace).awarded()
    clinic.do(engagements.draft_plan, project_id=clinic.project, on=ON, holidays=holidays())
    clinic.stages = [stage.id for stage in _stages(clinic)]
    return clinic


def _stages(clinic: Clinic) -> list[Stage]:
    return clinic.all(Stage, Stage.number)


def _parts(clinic: Clinic) -> list[WorkPackage]:
    return clinic.all(WorkPackage, WorkPackage.position)


def test_the_quotes_lines_become_the_team_with_the_stage_each_is_delivered_with(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    parts = _parts(clinic)
    assert sum(part.effort for part in parts) == D("54.5")
    assert sum(part.effort * part.day_rate.decimal for part in parts) == D(25195)
    assert {part.phase for part in parts} == {"discover", "build", "hand_over", "lead"}
    homes = {package: stage.id for stage in _stages(clinic) for package in stage.packages}
    assert all(part.stage_id == homes.get(part.package) for part in parts)
    assert {part.package for part in parts if part.stage_id is None} <= {"TPL-ERP.WPM", "TPL-NET.WPM"}


def test_a_draft_agrees_to_the_share_its_days_come_to(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    parts = _parts(clinic)
    here = sum(part.on_site for part in parts)
    engagement = clinic.all(Engagement)[0]
    assert engagement.on_site_share == round(here / D("54.5"), 2)
    clinic.do(engagements.set_terms, project_id=clinic.project, on_site_share=D("0.9"), on=ON)
    clinic.do(team.redraft_team, project_id=clinic.project, on=ON)
    assert clinic.all(Engagement)[0].on_site_share == D("0.9")
    clinic.do(team.take_share, project_id=clinic.project, on=ON)
    assert clinic.all(Engagement)[0].on_site_share == round(here / D("54.5"), 2)


def test_no_more_days_are_worked_on_site_than_there_are(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    part = next(each for each in _parts(clinic) if each.on_site)
    with pytest.raises(DomainError, match="No more days"):
        clinic.do(team.change_part, part_id=part.id, on_site=part.effort + 1, on=ON)
    clinic.do(team.change_part, part_id=part.id, effort=D("0.5"), on=ON)
    assert clinic.get(WorkPackage, part.id).on_site == D("0.5")


def test_work_follows_the_stage_that_holds_its_package(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    first, second = clinic.stages[:2]
    stage = _stages(clinic)[0]
    moved = [part.id for part in _parts(clinic) if part.stage_id == first]
    packages = tuple(stage.packages)
    clinic.do(engagements.change_stage, stage_id=second, packages=packages, on=ON)
    assert {clinic.get(WorkPackage, each).stage_id for each in moved} == {second}
    clinic.do(engagements.remove_stage, stage_id=second, on=ON)
    assert {clinic.get(WorkPackage, each).stage_id for each in moved} == {None}


def test_who_leaves_the_list_leaves_the_work_too(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    person = clinic.all(EngagementPerson, EngagementPerson.position)[0].id
    part = _parts(clinic)[0].id
    clinic.do(team.change_part, part_id=part, person_id=person, on=ON)
    clinic.do(engagements.remove_person, person_id=person, on=ON)
    assert clinic.get(WorkPackage, part).person_id is None


def test_another_providers_part_blocks_the_text_until_its_quote_is_in_and_again_once_it_changes(
    workspace: Workspace,
) -> None:
    clinic = _drafted(workspace)
    part = _parts(clinic)[0].id
    other = (uuid.uuid4(), "Kestrel")

    def waits() -> bool:
        return "not_quoted" in {
            each.code for each in clinic.see(lambda session: _findings(session, clinic.project))
        }

    assert not waits()
    clinic.do(team.change_part, part_id=part, provider=other, on=ON)
    assert waits()
    clinic.do(team.change_part, part_id=part, quoted_in="Mail of 2 March", on=ON)
    assert not waits()
    clinic.do(team.change_part, part_id=part, title="Another word for it", on=ON)
    assert not waits()
    clinic.do(team.change_part, part_id=part, day_rate=gbp(700), on=ON)
    assert waits()
    clinic.do(team.change_part, part_id=part, provider=None, on=ON)
    assert not waits()


def _findings(session: Session, project: uuid.UUID) -> Any:
    found = plan(session, lens=Lens.OWNER, project_id=project, formats=Formats())
    assert found is not None
    return found.findings


def test_every_edit_of_the_team_can_be_undone(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    part = _parts(clinic)[0].id
    edits: tuple[tuple[Any, dict[str, Any]], ...] = (
        (team.change_part, {"part_id": part, "title": "Other", "day_rate": gbp(999)}),
        (team.change_part, {"part_id": part, "provider": (uuid.uuid4(), "Kestrel"), "quoted_in": "A mail"}),
        (team.remove_part, {"part_id": part}),
        (team.add_part, {"project_id": clinic.project, "title": "Photos", "effort": D(2)}),
        (team.set_allowance, {"project_id": clinic.project, "tier": "offshore", "rework": D("0.1")}),
    )
    before = _picture(clinic)
    for verb, arguments in edits:
        clinic.do(verb, on=ON, **arguments)
        assert _picture(clinic) != before, verb.__name__
        clinic.workspace.undo()
        assert _picture(clinic) == before, verb.__name__


def _picture(clinic: Clinic) -> object:
    parts = [
        (p.id, p.title, p.effort, p.on_site, p.day_rate, p.stage_id, p.provider_name, p.quoted_in)
        for p in _parts(clinic)
    ]
    rows = [(a.tier, a.rework, a.productivity) for a in clinic.all(DistanceAllowance)]
    return parts, rows


def test_an_allowance_starts_from_what_is_usual_and_goes_back_to_it(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    clinic.do(team.set_allowance, project_id=clinic.project, tier="nearshore", rework=D("0.1"), on=ON)
    row = clinic.all(DistanceAllowance)[0]
    assert (row.communication, row.governance, row.rework, row.productivity) == (
        D("0.05"), D("0.03"), D("0.1"), D(1),
    )  # fmt: skip
    with pytest.raises(DomainError, match="more than nothing"):
        clinic.do(team.set_allowance, project_id=clinic.project, tier="nearshore", productivity=D(0), on=ON)
    clinic.do(team.use_usual_allowance, project_id=clinic.project, tier="nearshore", on=ON)
    assert not clinic.all(DistanceAllowance)


def test_a_team_that_cannot_be_is_refused(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    for verb, arguments in (
        (team.draft_team, {"project_id": clinic.project}),
        (team.add_part, {"project_id": clinic.project, "title": " "}),
        (team.add_part, {"project_id": clinic.project, "title": "Work", "effort": D(-1)}),
        (team.change_part, {"part_id": _parts(clinic)[0].id, "day_rate": gbp(-1)}),
    ):
        with pytest.raises(DomainError):
            clinic.do(verb, on=ON, **arguments)
