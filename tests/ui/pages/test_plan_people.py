"""The plan's first part at a glance: both clocks, the days, and the stages with what is held back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from app.domain.briefs import Answer
from app.queries.lens import Lens
from tests.ui.pages.quotes_world import named, shown
from tests.ui.pages.sample_world import Program, settle
from ui.models.columns import CELL_ROLE
from ui.widgets.shared_hours import SharedHours
from ui.widgets.split_bars import SplitBars
from ui.widgets.table import Table


def cells(table: Table, row: int) -> list[str]:
    model = table.model()
    return [model.index(row, at).data(CELL_ROLE).words() for at in range(model.columnCount())]


def glance(program: Program) -> Table:
    found: Table = named(program.page, Table, "Stages at a glance")
    return found


@pytest.mark.parametrize("lens", Lens)
def test_what_is_drawn_is_also_said_and_stands_in_a_table(program: Program, lens: Lens) -> None:
    page = program.at("signed", lens, "project/P/plan/people")
    clocks, days = page.findChild(SharedHours), next(iter(shown(page, SplitBars)))
    assert clocks.accessibleName() == "8 shared hours a day, 09:00 to 17:00 on your clock."
    assert clocks.accessibleDescription() == (
        "You and R. Tolland: your clock, 08:30, 18:30; Team: Harrowmere: their clock, 09:00, 17:00; 8 shared hours"
    )
    assert days.accessibleName() == "51% of the days are worked at your place. The rule asks for 51%."
    assert days.accessibleDescription().startswith("Finding out: at your place 8.5")
    named(page, QPushButton, f"Show as table: {days.accessibleName()}")
    named(page, QPushButton, f"Show as table: {clocks.accessibleName()}").click()
    settle()
    table = named(page, Table, clocks.accessibleName())
    assert cells(table, 1) == ["Team: Harrowmere", "their clock", "09:00", "17:00"]
    assert clocks not in shown(page, SharedHours)


def test_the_stages_end_with_what_is_held_back_and_open_where_they_are_changed(program: Program) -> None:
    program.at("signed", Lens.OWNER, "project/P/plan/people")
    table = glance(program)
    assert table.model().rowCount() == 6
    first = ["1", "Gaps, plan and network design agreed", "16 Mar – 2 Apr 2026", "£3,484.12"]
    assert cells(table, 0) == [*first, "2 tests, all checkable", "M6"]
    assert cells(table, 5) == ["", "Held back, 5%", "", "£1,222.52", "60 days after stage 5", ""]
    assert "£24,450.00 of £24,450.00 placed" in program.words
    table.setFocus()
    table.setCurrentIndex(table.model().index(5, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert program.address.endswith("/plan/people")  # nothing is behind the money that is held
    table.setCurrentIndex(table.model().index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    assert program.scene is not None
    assert "/plan/stages/" in program.address
    assert program.page.title() == "Stages and sign-off tests"


def test_hours_nobody_said_are_asked_for_where_they_are_said(program: Program) -> None:
    program.at("signed", Lens.OWNER)

    def forget(session: object) -> None:
        for answer in session.scalars(select(Answer).where(Answer.question == "b8.overlap")):  # type: ignore[attr-defined]
            answer.value = []

    program.store.write(forget, "forget")
    program.go("project/P/plan/people")
    assert "The brief does not say yet when you need people to be reachable." in program.words
    program.press("Say it in the brief")
    assert program.address.endswith("/brief/8")
