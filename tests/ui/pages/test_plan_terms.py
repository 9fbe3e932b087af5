"""The parts of a plan beside price and stages as people use them: filled in, changed in place, agreed, compared."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.analysis.money import Money
from app.domain.engagements import Engagement
from app.domain.terms import Clause, ExitItem, PlanRisk, RhythmLine, ServiceLevel
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import engagements, terms
from tests.clinic import OWNER, Clinic, day
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.delivery_world import DeliveryWorld
from tests.ui.pages.quotes_world import named, text_of
from tests.ui.pages.sample_world import settle
from ui.pages.plan.duties import DutiesCard
from ui.widgets.file_drop import FileDrop
from ui.widgets.form_row import FormRow
from ui.widgets.table import Table

ON = "2026-03-10"
PARTS = ("service", "rhythm", "rules", "risks")
SIZES = {"1366x768": (1366, 768), "1093x534": (1093, 534)}

Make = Callable[..., DeliveryWorld]


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    made = Clinic(workspace).planned()
    made.do(terms.draft_terms, project_id=made.project, on=day(ON))
    return made


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace) -> Iterator[Make]:
    opened: list[DeliveryWorld] = []

    def make(lens: Lens = Lens.BROKER) -> DeliveryWorld:
        made = DeliveryWorld(workspace, day(ON), lens)
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.close()


def press(world: DeliveryWorld, name: str) -> None:
    named(world.page, QPushButton, name).click()
    QApplication.processEvents()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_reached_named_and_not_squeezed(
    world: Make, clinic: Clinic, part: str, size: str
) -> None:
    here = world()
    here.open(f"project/{clinic.project}/plan/people", SIZES[size])
    page = here.go(f"project/{clinic.project}/plan/{part}")
    settle()
    assert unnamed_controls(page) == []
    assert unreachable_controls(page) == []
    assert squeezed_labels(page) == []


@pytest.mark.parametrize(
    ("part", "entity"),
    [("service", ServiceLevel), ("rhythm", RhythmLine), ("rules", Clause), ("risks", PlanRisk)],
)
def test_an_empty_part_is_filled_in_by_one_button(
    world: Make, workspace: Workspace, part: str, entity: Any
) -> None:
    clinic = Clinic(workspace).planned()
    with workspace.unit("empty it") as session:
        for row in session.scalars(select(entity)):
            session.delete(row)
    here = world()
    here.open(f"project/{clinic.project}/plan/{part}")
    press(here, "Fill in what is usual")
    assert clinic.all(entity)


def test_a_month_is_worked_through_and_at_most_six_cost_money(world: Make, clinic: Clinic) -> None:
    with clinic.workspace.unit("fee") as session:
        terms.set_service(session, project_id=clinic.project, service_fee=_pounds(310), on=day(ON))
    here = world()
    page = here.open(f"project/{clinic.project}/plan/service")
    said = text_of(page)
    assert "6 of at most 6 measures cost money when they are missed." in said
    assert "misses its target" in said
    assert "twice its weight" in said
    assert "15% of the fee" in said


def test_a_topic_is_agreed_in_place_and_defaults_are_labelled(world: Make, clinic: Clinic) -> None:
    here = world()
    page = here.open(f"project/{clinic.project}/plan/rules")
    assert "Country default" in text_of(page)
    press(here, "Agree to what is left as worded")
    left = [clause for clause in clinic.all(Clause) if clause.state == "open"]
    assert left
    assert all(clause.is_default for clause in left)


def test_who_answers_for_an_activity_moves_from_one_to_another(world: Make, clinic: Clinic) -> None:
    here = world()
    page = here.open(f"project/{clinic.project}/plan/rhythm")
    press(here, "Show who does what")
    card = page.findChild(DutiesCard)
    card.findChild(Table).choose("Risk list")
    settle()
    choice = next(row.field for row in card.findChildren(FormRow) if row.label.text() == "Your people")
    choice.set_value("A")
    choice.committed.emit()
    settle()
    assert clinic.all(Engagement)[0].duties["Risk list"]["users"] == "A"
    assert "1 activity is settled otherwise than usual." in text_of(page)
    press(here, "Back to who usually does it")
    assert clinic.all(Engagement)[0].duties == {}


def test_what_is_in_hand_lowers_the_score(world: Make, clinic: Clinic) -> None:
    here = world()
    page = here.open(f"project/{clinic.project}/plan/risks")
    assert "100 of 100 would be missing." in text_of(page)
    with clinic.workspace.unit("secure") as session:
        for item in session.scalars(select(ExitItem)):
            item.state, item.place = "secured", "The safe"
    page = here.open(f"project/{clinic.project}/plan/risks")
    assert "Everything you would need is in hand." in text_of(page)


def test_the_file_that_came_back_is_kept_with_its_hash(world: Make, clinic: Clinic, tmp_path: Path) -> None:
    clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=day(ON))
    came = tmp_path / "SOW-001 signed.pdf"
    came.write_bytes(b"%PDF-1.7 signed by Larchfield")
    here = world()
    page = here.open(f"project/{clinic.project}/plan/agree")
    page.findChild(FileDrop).take([came])
    named_field(page, "Who agreed for them?", "R. Tolland")
    press(here, "Record that they agree")
    (deal,) = clinic.all(Engagement)
    assert deal.provider_agreed_file == "SOW-001 signed.pdf"
    assert deal.provider_agreed_sha256 == hashlib.sha256(came.read_bytes()).hexdigest()


def test_changes_since_the_text_was_agreed_stand_on_the_last_part(world: Make, clinic: Clinic) -> None:
    clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=day(ON))
    here = world()
    assert "Nothing has changed since it was fixed" in text_of(
        here.open(f"project/{clinic.project}/plan/agree")
    )
    clinic.do(engagements.reopen_text, project_id=clinic.project, person=OWNER, on=day(ON))
    clinic.do(engagements.change_stage, stage_id=clinic.stages[1], planned_on=date(2026, 5, 8), on=day(ON))
    said = text_of(here.open(f"project/{clinic.project}/plan/agree"))
    assert "1 change since it was fixed" in said


def named_field(page: QWidget, label: str, words: str) -> None:
    row = next(each for each in page.findChildren(FormRow) if each.label.text() == label)
    field: Any = row.field
    field.set_value(words)


def _pounds(amount: int) -> Money:
    return Money(amount * 100, "GBP")
