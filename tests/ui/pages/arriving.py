"""Coming to a page: what has the keyboard then, and what flashed up on the way."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.sample_world import Program
from ui.page import Page


class Opened(QObject):
    """Every window that is shown beside the one there is; it takes the keyboard away from the program."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self._window
        ):
            self.found.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def activate(program: Program, qtbot: QtBot) -> None:
    """Give the program's window the keyboard, as a desktop does."""
    program.window.show()
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)


@contextmanager
def watched(program: Program) -> Iterator[Opened]:
    """While something is done, the windows it opens."""
    watcher = Opened(program.window)
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watcher)
    yield watcher
    application.removeEventFilter(watcher)


def wrong_on_arrival(program: Program, address: str) -> list[str]:
    """Go there, and say what keeps a person from typing on: no focus on the page, a window, a ring around it all."""
    with watched(program) as opened:
        page = program.go(address)
    focus = QApplication.focusWidget()
    found = [f"opened {each}" for each in opened.found]
    if focus is None or focus is page or not focus.isVisible() or not page.isAncestorOf(focus):
        found.append(f"the focus is on {focus}")
    if isinstance(program.window.ring.target(), QScrollArea | Page):
        found.append("a ring around all of it")
    return found
