"""A plan's team, what distance costs, what is bought in and changed bank details travel in the engagement file."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.engagements import Engagement, SignOffTest, Stage
from app.domain.pricing import BankChange, BoughtInItem
from app.domain.team import DistanceAllowance, WorkPackage
from app.services import engagements, pricing, team, way_out
from tests.clinic import Clinic, day, gbp
from tests.exchange.desks import Desk, two_desks

D = Decimal
ON = day("2026-03-09")


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    with two_desks(tmp_path) as both:
        yield both


def test_a_designed_team_and_its_price_go_there_and_back(desks: tuple[Desk, Desk]) -> None:
    owner, broker = desks
    clinic = Clinic(broker.workspace).awarded()
    clinic.do(engagements.draft_plan, project_id=clinic.project, on=ON)
    of = {"project_id": clinic.project, "on": ON}
    clinic.do(team.set_allowance, tier="offshore", rework=D("0.07"), because="Our last job", **of)
    clinic.do(pricing.settle_term, term="credit_a_day", value=D(40), **of)
    clinic.do(pricing.add_bought_in, item="Switches", amount=gbp(3640), markup=D("0.05"), **of)
    clinic.do(pricing.note_bank_change, told_in="a mail", **of)
    clinic.do(way_out.begin_small, **of)
    test = clinic.all(SignOffTest)[0].id
    clinic.do(engagements.change_test, test_id=test, occasion="the line fails", expected="till works", on=ON)
    owner.take(broker.hand_over(clinic.project))
    for entity in (WorkPackage, DistanceAllowance, BoughtInItem, BankChange):
        kept = [_values(row) for row in broker.all(entity)]
        assert kept
        assert [_values(row) for row in owner.all(entity)] == kept
    assert owner.all(Engagement)[0].pricing_terms == {"credit_a_day": "40"}
    assert sum(bool(stage.way_out) for stage in owner.all(Stage)) == 1
    assert {row.text for row in owner.all(SignOffTest)} >= {"When the line fails, then till works"}

    part, change = owner.all(WorkPackage)[0].id, owner.all(BankChange)[0].id
    owner.do(team.change_part, part_id=part, on_site=D("0.5"), on=ON)
    owner.do(pricing.confirm_bank_change, change_id=change, person="Clare Bramble", on=ON)
    broker.take(owner.hand_over(clinic.project))
    assert next(row for row in broker.all(WorkPackage) if row.id == part).on_site == D("0.5")
    assert broker.all(BankChange)[0].first_by == "Clare Bramble"
    for desk in desks:
        assert desk.workspace.check().ok


def _values(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}
