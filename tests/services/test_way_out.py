"""A small first stage with a way out after it, tests told by when and then, and every must-have traced to its proof."""

from decimal import Decimal

import pytest

from app.domain.engagements import SignOffTest, Stage
from app.domain.errors import DomainError
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.plan_trace import GAP, REASONED, TRACED, TraceView, plan_trace
from app.queries.plan_way_out import WayOutView, plan_way_out
from app.services import engagements, way_out
from app.words.formats import Formats
from tests.clinic import Clinic, day, holidays

ON = day("2026-03-09")
FORMATS = Formats(currency="GBP")


def _drafted(workspace: Workspace) -> Clinic:
    clinic = Clinic(workspace).awarded()
    clinic.do(engagements.draft_plan, project_id=clinic.project, on=ON, holidays=holidays())
    return clinic


def _ways(clinic: Clinic) -> WayOutView:
    found = clinic.see(plan_way_out, lens=Lens.OWNER, project_id=clinic.project, formats=FORMATS)
    assert found is not None
    return found


def _trace(clinic: Clinic) -> TraceView:
    found = clinic.see(plan_trace, lens=Lens.OWNER, project_id=clinic.project, formats=FORMATS)
    assert found is not None
    return found


def test_a_first_stage_of_one_package_gets_its_way_out_as_it_is(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    count = len(clinic.all(Stage))
    assert _ways(clinic).can_begin
    clinic.do(way_out.begin_small, project_id=clinic.project, on=ON)
    assert len(clinic.all(Stage)) == count
    view = _ways(clinic)
    assert not view.can_begin
    assert [way.stage for way in view.ways] == ["After stage 1, Gaps and plan agreed"]
    assert view.ways[0].paid == "You have paid £2,555.02, and owe nothing more."
    clinic.workspace.undo()
    assert not _ways(clinic).ways


def test_a_first_stage_of_several_packages_is_cut_after_the_first(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    first, second = clinic.all(Stage, Stage.number)[:2]
    packages = (*first.packages, *second.packages)
    clinic.do(engagements.change_stage, stage_id=first.id, packages=packages, on=ON)
    before = first.share
    made = clinic.do(way_out.begin_small, project_id=clinic.project, on=ON)
    small, rest = clinic.all(Stage, Stage.number)[:2]
    assert small.id == made
    assert (tuple(small.packages), tuple(rest.packages)) == (packages[:1], packages[1:])
    assert small.share + rest.share == before
    assert 0 < small.share < before
    assert sum(stage.share for stage in clinic.all(Stage)) == 100
    assert small.way_out
    assert clinic.tests(small.id)


def test_after_the_last_stage_there_is_nothing_to_leave(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    last = clinic.all(Stage, Stage.number)[-1]
    with pytest.raises(DomainError, match="last stage"):
        clinic.do(way_out.set_way_out, stage_id=last.id, keeps="All of it", on=ON)


def test_when_and_then_make_up_the_words_of_a_test(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    test = clinic.all(SignOffTest)[0].id
    clinic.do(engagements.change_test, test_id=test, occasion="an order is placed", on=ON)
    assert not clinic.get(SignOffTest, test).text.startswith("When")
    clinic.do(engagements.change_test, test_id=test, expected="the count drops within 1 minute", on=ON)
    assert (
        clinic.get(SignOffTest, test).text == "When an order is placed, then the count drops within 1 minute"
    )
    clinic.do(engagements.change_test, test_id=test, text="The count drops", on=ON)
    found = clinic.get(SignOffTest, test)
    assert (found.text, found.occasion, found.expected) == ("The count drops", "", "")


def test_every_must_have_is_traced_or_its_gap_is_named(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    assert {row.standing for row in _trace(clinic).rows} == {GAP}
    stage = clinic.all(Stage, Stage.number)[1]
    test = clinic.tests(stage.id)[0]
    first, second = clinic.musts[:2]
    clinic.do(engagements.cover_item, test_id=test, item_id=first, on=ON)
    clinic.do(
        engagements.leave_untested, project_id=clinic.project, item_id=second, reason="Seen daily", on=ON
    )
    rows = {row.item_id: row for row in _trace(clinic).rows}
    assert (rows[first].standing, rows[first].tests) == (TRACED, "2.1")
    assert rows[first].delivered == stage.delivers
    assert rows[second].standing == REASONED
    clinic.do(engagements.change_stage, stage_id=stage.id, delivers="", packages=(), on=ON)
    assert _trace(clinic).rows[0].gaps == ("Stage 2 does not say what you get",)


def test_work_and_stages_that_hang_loose_are_named(workspace: Workspace) -> None:
    clinic = _drafted(workspace)
    stage = clinic.all(Stage, Stage.number)[0]
    clinic.do(engagements.change_stage, stage_id=stage.id, packages=(), on=ON)
    for test in clinic.tests(stage.id):
        clinic.do(engagements.remove_test, test_id=test, on=ON)
    loose = _trace(clinic).loose
    assert loose[0] == "Stage 1 has no sign-off test."
    assert any(each.endswith("is delivered with no stage.") for each in loose)
    assert sum(stage.share for stage in clinic.all(Stage)) == Decimal(100)
