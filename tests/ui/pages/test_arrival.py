"""Coming to a page: the focus is on it at once, the keys work, and nothing but the window was opened."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.queries.lens import Lens
from tests.ui.pages.addresses import by_route
from tests.ui.pages.arriving import Opened, activate, watched, wrong_on_arrival
from tests.ui.pages.sample_world import Program, settle
from ui.widgets.text import Heading

pytestmark = pytest.mark.usefixtures("at_once")

OF_THE_POINT = ("home", "projects", "project/")
"""How the addresses begin of the pages that are others at another point of the story."""


@pytest.fixture
def opened(program: Program, qtbot: QtBot) -> Iterator[Opened]:
    """What flashed up."""
    activate(program, qtbot)
    with watched(program) as watcher:
        yield watcher


@pytest.mark.parametrize("lens", Lens)
def test_every_page_takes_the_keyboard(program: Program, qtbot: QtBot, lens: Lens) -> None:
    """At the start of the story; `test_every_address` looks at the later ones as it comes by."""
    activate(program, qtbot)
    program.at("described", lens)
    program.window.setUpdatesEnabled(False)  # where the focus is does not hang on what was drawn
    wrong = []
    for route, found in by_route(program, lens).items():
        if route.startswith(OF_THE_POINT):
            for address in dict.fromkeys((*found[:1], *found[-1:])):
                wrong += [f"{address}: {each}" for each in wrong_on_arrival(program, address)]
    assert wrong == []


def test_a_page_with_nothing_to_press_begins_at_its_heading_without_a_ring(
    program: Program, opened: Opened, qtbot: QtBot
) -> None:
    page = program.at("today", Lens.OWNER, "project/P/money", size=(1093, 534))
    focus = QApplication.focusWidget()
    assert isinstance(focus, Heading)
    assert program.window.ring.target() is None
    QTest.keyClick(focus, Qt.Key.Key_PageDown)  # and is read on by keyboard
    assert page.scroller.verticalScrollBar().value() > 0


def test_a_form_that_is_left_gives_the_focus_back_to_its_page(program: Program, opened: Opened) -> None:
    page = program.at("reviewing", Lens.OWNER, "project/P/money")
    before = QApplication.focusWidget()
    assert before is not None
    name = before.accessibleName()
    QTest.keyClick(before, Qt.Key.Key_Space)
    settle()
    assert page._form.isAncestorOf(QApplication.focusWidget())
    program.press("Not now")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == name


def test_the_search_box_is_reached_at_once_and_escape_leads_back(program: Program, opened: Opened) -> None:
    page = program.at("reviewing", Lens.OWNER, "project/P/money")
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle()
    box = QApplication.focusWidget()
    assert box is not None
    assert not page.isAncestorOf(box)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    settle()
    assert QApplication.focusWidget() is focus
