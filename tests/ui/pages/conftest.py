"""What the tests of the pages share: the program itself, in a home of the test's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.pages.sample_world import Program
from ui.jobs import _Worker

_ONE = Lock()


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program with an empty home; workspaces it makes lie there."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    made = Program(tmp_path)
    yield made
    made.close()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker processes answer from a thread: starting one takes a second, and its own tests start it.

    One at a time, as PDFium does not bear two threads, which two processes never are.
    """

    def call(_self: _Worker, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        with _ONE:
            return work(*arguments)

    monkeypatch.setattr(_Worker, "call", call)
