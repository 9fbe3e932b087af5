"""Team and price of a plan as people use them: parts changed in their form, guards kept, a small start."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.engagements import Engagement, Stage
from app.domain.pricing import BankChange, BoughtInItem
from app.domain.team import DistanceAllowance, WorkPackage
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import engagements, pricing, team
from app.words import catalogue
from tests.clinic import Clinic, day, gbp, holidays
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.lengthened import LongWords
from tests.ui.pages.delivery_world import DeliveryWorld
from tests.ui.pages.quotes_world import named, text_of
from ui.theme.current import Theme

D = Decimal
ON = day("2026-03-09")
SIZES = {"1366x768": (1366, 768, 100), "1093x534": (1093, 534, 100), "150 percent": (1366, 768, 150)}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen liefern"
TEAM_AND_PRICE = ("people", "priced", "stages", "payments")

Make = Callable[..., DeliveryWorld]


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """A plan drawn up from the quote, with work sent abroad and things bought in."""
    made = Clinic(workspace).awarded()
    made.do(engagements.draft_plan, project_id=made.project, on=ON, holidays=holidays())
    part = next(p for p in made.all(WorkPackage, WorkPackage.position) if p.role == "ROLE-INTD")
    made.do(team.change_part, part_id=part.id, tier="offshore", on_site=D(0), title=LONG, on=ON)
    made.do(
        pricing.add_bought_in, project_id=made.project, item=LONG, amount=gbp(3640), advance=D("0.6"),
        in_owners_name=False, on=ON,
    )  # fmt: skip
    return made


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace) -> Iterator[Make]:
    opened: list[DeliveryWorld] = []

    def make(lens: Lens = Lens.BROKER) -> DeliveryWorld:
        made = DeliveryWorld(workspace, day("2026-03-10"), lens)
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.close()


def place(clinic: Clinic, part: str) -> str:
    return f"project/{clinic.project}/plan/{part}"


def press(world: DeliveryWorld, name: str) -> None:
    named(world.page, QPushButton, name).click()
    QApplication.processEvents()


def write(row: Any, text: str) -> None:
    """Type into the line of a form row, as a person would, and leave it."""
    row.field.line.setText(text)
    row.field.line.textEdited.emit(text)
    row.field.line.editingFinished.emit()
    QApplication.processEvents()


def inspected(page: Any) -> list[str]:
    QApplication.processEvents()
    return unnamed_controls(page) + squeezed_labels(page) + unreachable_controls(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("long", [False, True], ids=["english", "long words"])
def test_team_and_price_are_named_reachable_and_have_room(
    clinic: Clinic, world: Make, look: Theme, size: str, long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if long:
        monkeypatch.setattr(catalogue, "_catalogue", LongWords())
    with clinic.together():
        for number in range(len(clinic.all(Stage)), 25):
            clinic.do(
                engagements.add_stage, project_id=clinic.project, title=f"{LONG} {number}", share=D(0), on=ON
            )
        clinic.do(pricing.note_bank_change, project_id=clinic.project, told_in=LONG, on=ON)
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    opened = world()
    opened.open(place(clinic, "people"), (width, height))
    for part in TEAM_AND_PRICE:
        page = opened.go(place(clinic, part))
        if part == "people":
            page._view._team.parts.each.click()
            page._view._team.share._fold.link.click()
        assert inspected(page) == [], part


def test_a_part_of_the_work_is_changed_in_its_form(clinic: Clinic, world: Make) -> None:
    opened = world()
    page = opened.open(place(clinic, "people"))
    press(opened, "Change the team")
    parts = page._view._team.parts
    chosen = clinic.all(WorkPackage, WorkPackage.position)[2]
    parts.table.choose(chosen.id)
    QApplication.processEvents()
    rows = parts._editor.form.rows
    write(rows["on_site"], "200")
    assert "No more days can be worked at your place" in opened.said[-1].text
    assert clinic.get(WorkPackage, chosen.id).on_site == chosen.on_site
    write(rows["effort"], "3")
    write(rows["day_rate"], "700")
    found = clinic.get(WorkPackage, chosen.id)
    assert (found.effort, found.day_rate) == (D(3), gbp(700))
    press(opened, "Add work")
    assert clinic.all(WorkPackage, WorkPackage.position)[-1].title == "More work"
    press(opened, "Remove this part of the work")
    assert len(clinic.all(WorkPackage)) == 23


def test_what_distance_costs_is_changed_and_put_back(clinic: Clinic, world: Make) -> None:
    opened = world()
    page = opened.open(place(clinic, "people"))
    form = page._view._team.distance._forms["offshore"]
    write(form.form.rows["rework"], "7")
    assert clinic.all(DistanceAllowance)[0].rework == D("0.07")
    press(opened, "Back to what is usual")
    assert not clinic.all(DistanceAllowance)
    assert "Talking across it" in text_of(page)


def test_days_are_shared_out_by_the_rule_and_agreed_to(clinic: Clinic, world: Make) -> None:
    with clinic.together():
        for part in clinic.all(WorkPackage):
            clinic.do(team.change_part, part_id=part.id, on_site=D(0), on=ON)
    opened = world()
    page = opened.open(place(clinic, "people"))
    assert "0% of the days are worked at your place." in text_of(page)
    press(opened, "Agree to what the days come to")
    assert clinic.all(Engagement)[0].on_site_share == 0
    press(opened, "Share the days out by the rule")
    assert "The plan agrees to 0%, the days come to" in text_of(page)


def test_something_bought_in_is_put_right_where_its_rule_stands(clinic: Clinic, world: Make) -> None:
    opened = world()
    page = opened.open(place(clinic, "payments"))
    assert "The payments do not keep every rule that protects you yet." in text_of(page)
    press(opened, f"Change {LONG}")
    form = next(iter(page._view._bought._lines.values())).form
    write(form.rows["advance"], "0")
    write(form.rows["markup"], "10")
    assert "The payments keep all seven rules that protect you." in text_of(page)
    press(opened, f"Take {LONG} out of the plan")
    assert not clinic.all(BoughtInItem)


def test_changed_bank_details_wait_for_two_people(clinic: Clinic, world: Make) -> None:
    opened = world(Lens.OWNER)
    page = opened.open(place(clinic, "payments"))
    press(opened, "Write it down")
    assert "Say which message or letter" in text_of(page)
    page._view._bank._told.set_value("a mail of 2 March")
    press(opened, "Write it down")
    assert clinic.all(BankChange)[0].told_in == "a mail of 2 March"
    press(opened, "They confirmed it")
    assert opened.said[-1].text == "Type the name of who telephoned."
    press(opened, "The new details are false")
    assert not clinic.all(BankChange)


def test_an_owner_begins_small_and_takes_the_way_out_back(clinic: Clinic, world: Make) -> None:
    opened = world(Lens.OWNER)
    page = opened.open(place(clinic, "stages"))
    press(opened, "Begin with a small stage")
    assert "You have paid £2,555.02, and owe nothing more." in text_of(page)
    first = clinic.all(Stage, Stage.number)[0]
    press(opened, f"Take the way out back: After stage 1, {first.title}")
    assert not clinic.get(Stage, first.id).way_out
