"""The stages on a calendar: what is solid, what is to come, and that it is the list in another form."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.stages import StageRow
from app.queries.totals import Total
from app.words.formats import Formats
from tests.clinic import Clinic, day
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.delivery_world import DeliveryWorld
from tests.ui.pages.quotes_world import named
from ui.pages.progress.calendar import bars_of, late_words
from ui.theme.current import Theme

TODAY = date(2026, 6, 17)
SIZES = {"1366x768": (1366, 768, 100), "1093x534": (1093, 534, 100), "150 percent": (1366, 768, 150)}

Make = Callable[..., DeliveryWorld]


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace) -> Iterator[Make]:
    opened: list[DeliveryWorld] = []

    def make(on: date, lens: Lens = Lens.OWNER) -> DeliveryWorld:
        made = DeliveryWorld(workspace, on, lens)
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.close()


def stage(**facts: Any) -> StageRow:
    """A stage of May, planned and not begun, but for `facts`."""
    base = StageRow(
        id=uuid.uuid4(), number=1, title="Network", status="planned", status_words="Planned", tone="neutral",
        icon="circle-dashed", owner="", due="", late="", pay="£100", amount=Total("", "", ""),
        tests="", round=0, note="", can_start=False, can_prove=False, can_submit=False, can_review=False,
        starts_on=date(2026, 5, 4), planned_on=date(2026, 5, 29), started_on=None, accepted_on=None,
    )  # fmt: skip
    return replace(base, **facts)


def spans(*rows: StageRow) -> list[tuple[Any, Any, Any]]:
    return [(each.first, each.now, each.done) for each in bars_of(rows, TODAY, Formats())]


MAY = (date(2026, 5, 4), date(2026, 5, 29))


def test_a_stage_to_come_lies_as_planned_and_nothing_of_it_is_done() -> None:
    assert spans(stage()) == [(MAY, MAY, None)]


def test_one_under_way_is_done_until_today_and_grows_while_it_is_late() -> None:
    begun = date(2026, 5, 6)
    assert spans(stage(status="in_progress", started_on=begun)) == [(MAY, (begun, TODAY), TODAY)]
    later = date(2026, 7, 10)
    assert spans(stage(status="in_progress", started_on=begun, planned_on=later))[0][1:] == (
        (begun, later),
        TODAY,
    )


def test_one_handed_over_ends_when_it_was_handed_over_not_when_its_review_ends() -> None:
    begun, reached = date(2026, 5, 6), date(2026, 6, 1)
    for status, accepted in (("ready", None), ("accepted", date(2026, 6, 9)), ("paid", date(2026, 6, 9))):
        row = stage(status=status, started_on=begun, reached_on=reached, accepted_on=accepted)
        assert spans(row) == [(MAY, (begun, reached), reached)]


def test_without_a_first_day_it_follows_the_stage_before_and_without_a_last_there_is_no_bar() -> None:
    first, second, third = spans(
        stage(), stage(starts_on=None, planned_on=date(2026, 7, 1)), stage(starts_on=None, planned_on=None)
    )
    assert second[0] == (date(2026, 5, 29), date(2026, 7, 1))
    assert third == (None, None, None)
    assert first[0] == MAY


@pytest.mark.parametrize(
    ("needed", "words"),
    [
        (date(2026, 5, 20), "You need it by 20 May. The plan ends 9 days later."),
        (date(2026, 5, 29), "You need it by 29 May, the day the plan ends."),
        (date(2026, 6, 8), "You need it by 8 Jun. The plan leaves 10 days."),
        (None, ""),
    ],
)
def test_the_day_it_is_needed_is_held_against_the_plan(needed: date | None, words: str) -> None:
    assert late_words([stage()], needed, Formats()) == words


@pytest.mark.parametrize("size", SIZES)
def test_the_calendar_says_what_the_list_says_and_is_remembered(
    workspace: Workspace, world: Make, look: Theme, size: str
) -> None:
    clinic = Clinic(workspace)
    clinic.running()
    clinic.started(0)
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    opened = world(day("2026-04-10"))
    page = opened.open(f"project/{clinic.project}/progress", (width, height))
    assert page.table.isVisible()
    named(page, QPushButton, "Calendar").click()
    QApplication.processEvents()
    assert page.chart.isVisible()
    assert not page.table.isVisible()
    said = page.chart.accessibleDescription()
    assert all(row.title in said and row.status_words in said for row in page._model.rows())
    QTest.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=QPoint(20, page.chart.height() - 8))
    assert page.table.current_row().number == len(page._model.rows())
    assert squeezed_labels(page) == []
    assert unnamed_controls(page) == []
    assert unreachable_controls(page) == []
    page.refresh()
    assert not page.chart.isHidden()


def test_the_stages_of_the_calendar_are_gone_through_and_opened_by_keyboard(
    workspace: Workspace, world: Make
) -> None:
    clinic = Clinic(workspace)
    clinic.running()
    clinic.started(0)
    opened = world(day("2026-04-10"))
    page = opened.open(f"project/{clinic.project}/progress")
    named(page, QPushButton, "Calendar").click()
    page.chart.setFocus()
    numbers = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(page.chart, key)
        numbers.append(page.table.current_row().number)
    last = len(page._model.rows())
    assert numbers == [1, 2, last, last, last - 1]
    assert page.chart.hasFocus()
    ring = page.chart.focus_rect()
    assert 0 < ring.top() < ring.bottom() < page.chart.height()  # around one row, not all of them
    QTest.keyClick(page.chart, Qt.Key.Key_Tab)
    assert not page.chart.hasFocus()  # no trap
    page.chart.setFocus()
    stage = page.table.current_row().id
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    assert opened.address == f"project/{clinic.project}/stage/{stage}"
