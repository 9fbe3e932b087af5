"""The designed team as its card tells it: share with its reasons, true cost, shape, and where more stops paying."""

from decimal import Decimal

import pytest

from app.domain.engagements import Engagement
from app.domain.team import WorkPackage
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.team_design import team_design
from app.queries.team_rows import TeamDesign
from app.services import engagements, team
from app.words.formats import Formats
from tests.clinic import Clinic, day, gbp, holidays

D = Decimal
ON = day("2026-03-09")


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    made = Clinic(workspace).awarded()
    made.do(engagements.draft_plan, project_id=made.project, on=ON, holidays=holidays())
    return made


def _seen(clinic: Clinic) -> TeamDesign:
    found = clinic.see(
        team_design, lens=Lens.OWNER, project_id=clinic.project, formats=Formats(currency="GBP")
    )
    assert found is not None
    return found


def test_there_is_no_team_without_an_engagement(workspace: Workspace) -> None:
    made = Clinic(workspace).scoped()
    assert made.see(team_design, lens=Lens.OWNER, project_id=made.project, formats=Formats()) is None


def test_the_parts_add_up_to_the_quotes_lines(clinic: Clinic) -> None:
    design = _seen(clinic)
    assert sum(row.effort for row in design.parts) == sum(row.effort for row in design.heads) == D("54.5")
    assert (design.total, design.effective) == ("£25,195", "£462.29")
    assert design.difference == "The price is £745 less than these days."
    assert not design.true
    assert not design.allowances
    assert sum(row.here + row.near + row.abroad for row in design.phases) == D("54.5")


def test_work_sent_abroad_has_a_true_cost_and_a_say_on_whether_it_pays(clinic: Clinic) -> None:
    part = next(p for p in clinic.all(WorkPackage, WorkPackage.position) if p.role == "ROLE-INTD")
    fields = {"tier": "offshore", "day_rate": gbp(250), "on_site": D(0)}
    clinic.do(team.change_part, part_id=part.id, on=ON, **fields)
    clinic.do(engagements.set_terms, project_id=clinic.project, shared_hours=D(4), on=ON)
    design = _seen(clinic)
    [allowance] = design.allowances
    assert allowance.usual
    assert "£123.20" in allowance.sentence
    assert allowance.finding == "It pays for every role here."
    # five days at 250, and 12 % of that for talking and leading
    assert design.true.startswith("With what distance takes, £24,095 in all")
    assert design.share is not None
    assert design.share.stops.startswith("More time on site stops paying at")
    clinic.do(team.set_allowance, project_id=clinic.project, tier="offshore", rework=D(1), on=ON)
    [changed] = _seen(clinic).allowances
    assert not changed.usual
    assert changed.finding == "Dearer than nearby for Integration developer."


def test_what_is_agreed_and_what_the_days_come_to_are_told_apart(clinic: Clinic) -> None:
    assert _seen(clinic).share is not None
    share = _seen(clinic).share
    assert share is not None
    assert not share.differs
    assert not share.short
    clinic.do(engagements.set_terms, project_id=clinic.project, on_site_share=D("0.9"), on=ON)
    share = _seen(clinic).share
    assert share is not None
    assert "90%" in share.differs
    for part in clinic.all(WorkPackage):
        clinic.do(team.change_part, part_id=part.id, on_site=D(0), on=ON)
    share = _seen(clinic).share
    assert share is not None
    assert share.short
    clinic.do(team.share_by_rule, project_id=clinic.project, on=ON)
    assert clinic.all(Engagement)[0].on_site_share == D("0.9")
    share = _seen(clinic).share
    assert share is not None
    assert not share.short
