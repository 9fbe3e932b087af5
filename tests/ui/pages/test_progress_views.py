"""List, board and Gantt are one thing looked at in three ways; cards and bars move by hand, by keys and by menu."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.engagements import Stage
from app.domain.schedules import Activity
from app.domain.terms import PlanVersion
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import schedules
from tests.clinic import OWNER, Clinic, day
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.delivery_world import DeliveryWorld
from tests.ui.pages.quotes_world import named
from ui.jobs import _Worker
from ui.pages.progress.board import STAGE, CardModel
from ui.theme.current import Theme

SIZES = {"1366x768": (1366, 768, 100), "1093x534": (1093, 534, 100), "150 percent": (1366, 768, 150)}
VIEWS = ("List", "Board", "Gantt")

Make = Callable[..., DeliveryWorld]


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace)


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace) -> Iterator[Make]:
    opened: list[DeliveryWorld] = []

    def make(on: str, lens: Lens = Lens.BROKER) -> DeliveryWorld:
        made = DeliveryWorld(workspace, day(on), lens)
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.close()


def show(world: DeliveryWorld, clinic: Clinic, view: str, size: tuple[int, int] = (1366, 768)) -> Any:
    page = world.open(f"project/{clinic.project}/progress", size)
    named(page, QPushButton, view).click()
    QApplication.processEvents()
    return page


def settled() -> None:
    """Long pages find the heights of their words in a few goes."""
    for _ in range(6):
        QApplication.processEvents()


def stage_days(clinic: Clinic, number: int) -> tuple[date | None, date | None]:
    row = clinic.get(Stage, clinic.stages[number])
    return row.starts_on, row.planned_on


# One thing in three ways -------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lens", Lens)
def test_every_view_has_room_and_names_at_every_size(
    clinic: Clinic, world: Make, look: Theme, size: str, lens: Lens
) -> None:
    clinic.running()
    clinic.started(0)
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    opened = world("2026-04-10", lens)
    page = opened.open(f"project/{clinic.project}/progress", (width, height))
    for view in VIEWS:
        named(page, QPushButton, view).click()
        settled()
        assert squeezed_labels(page) == []
        assert unnamed_controls(page) == []
        assert (view, unreachable_controls(page)) == (view, [])


def test_a_stage_that_is_gone_to_in_one_view_is_gone_to_in_all(clinic: Clinic, world: Make) -> None:
    clinic.running()
    page = show(world("2026-04-10"), clinic, "Gantt")
    keys = [bar.key for bar in page.timeline.gantt.list.rows.rows() if bar.kind == "stage"]
    page.timeline.gantt.choose(keys[2])
    assert page.table.current_row().number == 3
    named(page, QPushButton, "Board").click()
    chosen = [cards for cards in page.board.lists.values() if cards.currentIndex().isValid()]
    assert [cards.cards.row_at(cards.currentIndex()).number for cards in chosen] == [3]
    page.table.choose(clinic.stages[0])
    assert page.timeline.gantt.current.stage == keys[0]


def test_each_lens_remembers_its_own_view(clinic: Clinic, world: Make) -> None:
    clinic.running()
    opened = world("2026-04-10", Lens.OWNER)
    page = show(opened, clinic, "Gantt")
    page.refresh()
    assert page.timeline.isVisible()
    assert opened.context.preferences.get("progress/view/owner") == "gantt"
    assert opened.context.preferences.get("progress/view/broker") == ""


# The board ---------------------------------------------------------------------------------------


def test_a_card_is_dropped_where_work_can_go_on_and_nowhere_else(clinic: Clinic, world: Make) -> None:
    clinic.running()
    page = show(world("2026-04-10"), clinic, "Board")
    planned: CardModel = page.board.lists["planned"].cards
    ModelTester(planned)
    taken = planned.mimeData([planned.index(0, 0)])
    assert taken.hasFormat(STAGE)
    move, nowhere = Qt.DropAction.MoveAction, QModelIndex()
    open_to = [
        status
        for status, cards in page.board.lists.items()
        if cards.cards.canDropMimeData(taken, move, -1, -1, nowhere)
    ]
    assert open_to == ["in_progress"]
    page.board.lists["accepted"].cards.dropMimeData(taken, move, -1, -1, nowhere)
    page.board.lists["paid"].cards.dropMimeData(taken, move, -1, -1, nowhere)
    assert clinic.get(Stage, clinic.stages[0]).state == "planned"
    page.board.lists["in_progress"].cards.dropMimeData(taken, move, -1, -1, nowhere)
    assert clinic.get(Stage, clinic.stages[0]).state == "in_progress"
    assert page.board.lists["in_progress"].cards.rowCount() == 1


def test_the_menu_does_what_dropping_does_and_says_where_the_rest_is_done(
    clinic: Clinic, world: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # the offscreen platform has none
    clinic.running()
    opened = world("2026-04-10")
    page = show(opened, clinic, "Board")
    page.table.choose(clinic.stages[0])
    cards = page.board.focus_list()
    cards.setFocus()
    QTest.keyClick(cards, Qt.Key.Key_M)
    acts = {act.text(): act for act in page.board.findChildren(QMenu)[-1].actions()}
    assert list(acts) == ["In progress", "Ready for review", "Changes asked", "Accepted", "Paid"]
    acts["Accepted"].trigger()
    assert "accepted in its review" in opened.said[-1].text
    acts["Paid"].trigger()
    assert "Money" in opened.said[-1].text
    assert clinic.get(Stage, clinic.stages[0]).state == "planned"
    acts["In progress"].trigger()
    assert clinic.get(Stage, clinic.stages[0]).state == "in_progress"


# The dates ---------------------------------------------------------------------------------------


def test_a_bar_is_moved_in_one_step_that_is_taken_back_at_once(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    opened = world("2026-03-10")
    page = show(opened, clinic, "Gantt")
    page.timeline.toggle_editing()
    last = len(clinic.stages) - 1
    before = stage_days(clinic, last)
    key = next(
        bar.key for bar in reversed(page.timeline.gantt.list.rows.rows()) if bar.id == clinic.stages[last]
    )
    page.timeline.gantt.choose(key)
    QTest.keyClick(page.timeline.gantt.list, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    after = stage_days(clinic, last)
    assert after != before
    assert after[1] is not None
    assert before[1] is not None
    assert timedelta(0) < after[1] - before[1] <= timedelta(days=5)
    opened.context.operations.undo()
    assert stage_days(clinic, last) == before


def test_the_form_moves_a_bar_to_the_days_that_are_typed_and_refuses_an_end_before_its_start(
    clinic: Clinic, world: Make
) -> None:
    clinic.planned()
    page = show(world("2026-03-10"), clinic, "Gantt")
    page.timeline.toggle_editing()
    last = len(clinic.stages) - 1
    bar = next(each for each in page.timeline.gantt.drawn.bars if each.id == clinic.stages[last])
    page.timeline.gantt.choose(bar.key)
    named(page, QPushButton, "Type dates…").click()
    form = page.dates
    assert form.isVisible()
    form.ends.field.set_value(bar.starts_on - timedelta(days=3))
    form.keep.click()
    assert stage_days(clinic, last)[1] == bar.ends_on
    ends = bar.ends_on + timedelta(days=14)
    form.ends.field.set_value(ends)
    form.keep.click()
    settled()
    assert stage_days(clinic, last)[1] == ends
    assert squeezed_labels(page) == []
    assert unnamed_controls(page) == []


def test_what_a_move_does_is_told_before_it_is_dropped(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    page = show(world("2026-03-10"), clinic, "Gantt")
    page.timeline.toggle_editing()
    bar = next(each for each in page.timeline.gantt.drawn.bars if each.id == clinic.stages[-1])
    told = page.timeline.told(bar, bar.starts_on, bar.ends_on + timedelta(days=14))
    assert "working days later" in told
    assert stage_days(clinic, len(clinic.stages) - 1)[1] == bar.ends_on  # told, not done


def test_agreed_dates_move_only_as_a_new_version_that_the_owner_takes(clinic: Clinic, world: Make) -> None:
    clinic.running()
    opened = world("2026-04-10")
    page = show(opened, clinic, "Gantt")
    named(page, QPushButton, "Edit dates").click()
    QApplication.processEvents()
    assert not page.timeline.gantt.editing
    version = page.timeline.version
    assert version.isVisible()
    version.begin.click()
    assert clinic.all(PlanVersion, PlanVersion.number)[-1].state == "signed"  # no reason, no version
    version._reason.set_value("The line is laid a week later")
    version.begin.click()
    QApplication.processEvents()
    assert page.timeline.gantt.editing
    assert clinic.all(PlanVersion, PlanVersion.number)[-1].state == "begun"
    version.offer.click()
    settled()
    assert squeezed_labels(page) == []
    assert unnamed_controls(page) == []
    version.name.typed.set_value("Somebody Else")
    version.take.click()
    assert clinic.all(PlanVersion, PlanVersion.number)[-1].state == "begun"
    version.name.typed.set_value(OWNER)
    version.take.click()
    QApplication.processEvents()
    assert clinic.all(PlanVersion, PlanVersion.number)[-1].state == "retimed"
    assert not page.timeline.gantt.editing


def test_how_sure_a_row_is_is_said_while_its_dates_stand_and_taken_back_in_one_step(
    clinic: Clinic, world: Make
) -> None:
    clinic.planned()
    clinic.do(schedules.redraft_schedule, project_id=clinic.project, on=date(2026, 3, 9))
    clinic.agree()
    clinic.sign()
    page = show(world("2026-03-13"), clinic, "Gantt")
    line = next(each for each in page.timeline.gantt.drawn.bars if each.can_be_sure and each.depth)
    page.timeline.gantt.choose(line.stage)
    named(page, QPushButton, "How sure…").click()
    form = page.dates
    assert form.certainty.isVisible()
    assert not form.keep.isVisible()  # dates are agreed
    form.certainty.field.set_value("mostly_known")
    form.certainty.field.committed.emit()
    page.timeline.gantt.choose(line.key)  # the form goes along
    assert form.certainty.field.value() == "mostly_known"
    form.certainty.field.set_value("working_out")
    form.certainty.field.committed.emit()
    sure = {each.key: each.certainty for each in page.timeline.gantt.drawn.bars}
    assert (sure[line.key], sure[line.stage]) == ("Still working it out", "Still working it out")
    clinic.workspace.undo()
    assert clinic.get(Activity, line.id).certainty == "mostly_known"
    settled()
    assert squeezed_labels(page) == []
    assert unnamed_controls(page) == []


def test_an_owner_sees_the_dates_and_does_not_move_them(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    page = show(world("2026-03-10", Lens.OWNER), clinic, "Gantt")
    assert page.timeline.edit.isHidden()
    assert not page.timeline.gantt.editing


def test_how_sure_the_end_is_comes_after_the_dates(clinic: Clinic, world: Make, qtbot: QtBot) -> None:
    clinic.planned()
    page = show(world("2026-03-10"), clinic, "Gantt")
    qtbot.waitUntil(lambda: page.timeline.chances.pulls.accessibleDescription() != "", timeout=20_000)
    settled()
    assert any(bar.late is not None for bar in page.timeline.gantt.drawn.bars)
    assert squeezed_labels(page) == []


# On paper ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lens", Lens)
def test_the_schedule_is_saved_as_it_is_looked_at(
    clinic: Clinic, world: Make, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lens: Lens
) -> None:
    path = tmp_path / "schedule.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(_Worker, "call", lambda _, work, arguments: work(*arguments))
    clinic.running()
    page = show(world("2026-04-10", lens), clinic, "Gantt")
    named(page, QPushButton, "Print").click()
    qtbot.waitUntil(path.exists, timeout=20_000)
    found = " ".join(" ".join(each.extract_text().split()) for each in PdfReader(path).pages)
    assert "Schedule" in found
    assert "Today 10 Apr" in found
    for stage in clinic.all(Stage, Stage.number):
        assert stage.title[:18] in found
