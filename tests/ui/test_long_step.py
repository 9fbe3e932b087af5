"""What is shown over the window while a long step is written: the window answers, and the step stays one."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.words.formats import Formats
from ui import garbage, long_step
from ui.long_step import LongStep, importing


@pytest.fixture
def step(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[LongStep]:
    """Shown at its first part."""
    monkeypatch.setattr(long_step, "SLOW_MS", -1)
    monkeypatch.setattr(long_step, "OFTEN", 0)
    window = QWidget()
    qtbot.addWidget(window)
    made = importing(window, Formats())
    yield made
    made.put_away()


def test_it_stays_over_the_window_until_all_is_taken_back(step: LongStep) -> None:
    assert step(1, 10)
    assert step.isVisible()
    QTest.mouseClick(step.stop, Qt.MouseButton.LeftButton)
    assert not step(2, 10)
    assert not step(2, 10)
    assert step.isVisible()
    assert not step.stop.isEnabled()


def test_what_is_being_put_on_the_disk_is_not_stopped(step: LongStep) -> None:
    assert step(9, 10)
    assert step(10, 10)
    assert not step.stop.isEnabled()
    QTest.keyClick(step, Qt.Key.Key_Escape)
    assert step(10, 10)
    assert step.isVisible()


def test_the_window_answers_before_there_is_anything_to_see(
    step: LongStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_step, "SLOW_MS", 1_000_000)
    answered: list[bool] = []
    QTimer.singleShot(0, lambda: answered.append(True))
    assert step(1, 10)
    assert answered == [True]
    assert not step.isVisible()


def test_garbage_is_looked_for_again_afterwards(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "SOON_MS", 0)
    qtbot.waitUntil(gc.isenabled)  # a step of an earlier test
    window = QWidget()
    qtbot.addWidget(window)
    steps = [importing(window, Formats()), importing(window, Formats())]
    steps[0].put_away()
    qapp.processEvents()
    assert not gc.isenabled()
    steps[1].put_away()
    qtbot.waitUntil(gc.isenabled)
