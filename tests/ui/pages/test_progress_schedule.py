"""Beneath the Gantt: a provider's plan looked at and taken over, own tasks ticked, lines and days off in forms."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.schedules import OWNER_TASK, Activity, Closure
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.services import schedules
from tests.clinic import Clinic, day
from tests.ui.inspection import squeezed_labels, unnamed_controls
from tests.ui.pages.delivery_world import DeliveryWorld
from tests.ui.pages.quotes_world import named
from ui.jobs import _Worker

ON = "2026-03-09"
TABLE = "Task,Days,Start,Waits for\nSurvey,5,2026-03-16,\nPull cables,10,,Survey\n"

Show = Callable[..., Any]


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    planned = Clinic(workspace).planned()
    planned.do(schedules.redraft_schedule, project_id=planned.project, on=day(ON))
    return planned


@pytest.fixture
def show(
    qtbot: QtBot, workspace: Workspace, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Show]:
    monkeypatch.setattr(_Worker, "call", lambda _, work, arguments: work(*arguments))
    opened: list[DeliveryWorld] = []

    def make(lens: Lens = Lens.BROKER) -> Any:
        world = DeliveryWorld(workspace, day(ON), lens)
        opened.append(world)
        page = world.open(f"project/{clinic.project}/progress", (1366, 768))
        named(page, QPushButton, "Gantt").click()
        QApplication.processEvents()
        return page.timeline

    yield make
    for each in opened:
        each.close()


def _work(clinic: Clinic) -> set[str]:
    return {each.title for each in clinic.all(Activity) if each.kind != OWNER_TASK}


def test_a_providers_plan_is_shown_first_and_taken_over_at_a_word(
    show: Show, clinic: Clinic, tmp_path: Path, qtbot: QtBot
) -> None:
    view = show()
    before = _work(clinic)
    file = tmp_path / "their plan.csv"
    file.write_text(TABLE, "utf-8")
    view.exchange.read_file(file)
    qtbot.waitUntil(lambda: not view.exchange.card.isHidden())
    assert _work(clinic) == before
    view.exchange.take.click()
    assert _work(clinic) == {"Survey", "Pull cables"}
    assert view.exchange.card.isHidden()
    clinic.workspace.undo()
    assert _work(clinic) == before


def test_a_plan_with_a_fault_changes_nothing_and_shows_nothing_to_take(
    show: Show, clinic: Clinic, tmp_path: Path, qtbot: QtBot
) -> None:
    view = show()
    before = _work(clinic)
    told: list[Any] = []
    view.exchange._context.notices.toasted.connect(told.append)
    file = tmp_path / "their plan.xml"
    file.write_text('<!DOCTYPE p [<!ENTITY a "b">]><Project/>', "utf-8")
    view.exchange.read_file(file)
    qtbot.waitUntil(lambda: bool(told))
    assert "declares a document type" in told[0].text
    assert view.exchange.card.isHidden()
    assert _work(clinic) == before


def test_the_schedule_is_saved_as_a_table_and_as_dates(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = show(Lens.OWNER)
    assert view.exchange.take_in.isHidden()
    for button, name, start in (
        (view.exchange.table, "plan.csv", b"\xef\xbb\xbfNo,"),
        (view.exchange.calendar, "plan.ics", b"BEGIN:VCALENDAR"),
    ):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, at=path: (str(at), ""))
        button.click()
        assert path.read_bytes().startswith(start)


@pytest.mark.parametrize("lens", Lens)
def test_own_tasks_are_ticked_by_either_side(show: Show, clinic: Clinic, lens: Lens) -> None:
    view = show(lens)
    task = next(each for each in clinic.all(Activity) if each.kind == OWNER_TASK)
    named(view.forms.own, QPushButton, f"“{task.title}” is done").click()
    assert clinic.get(Activity, task.id).done_on == day(ON)


def test_a_line_and_days_off_are_added_in_forms_that_name_every_control(show: Show, clinic: Clinic) -> None:
    view = show()
    forms = view.forms
    forms._lines.fold(False)
    forms._off.fold(False)
    QApplication.processEvents()
    assert not unnamed_controls(forms)
    assert not squeezed_labels(forms)
    forms.lines._title.set_value("Ask the bank")
    forms.lines._kind.set_value("owner_task")
    forms.lines._hours.set_value(Decimal(3))
    forms.lines._keep.click()
    added = next(each for each in clinic.all(Activity) if each.title == "Ask the bank")
    assert (added.kind, added.calendar, added.hours) == (OWNER_TASK, "owner", Decimal(3))
    forms.off._name.set_value("Stocktaking")
    forms.off._first.set_value(day("2026-04-13"))
    forms.off._last.set_value(day("2026-04-14"))
    forms.off.add.click()
    assert [each.name for each in clinic.all(Closure)] == ["Stocktaking"]
