"""Every model of the program keeps Qt's rules while it is used: one that no page here shows fails by name."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest

import ui
from app.queries.lens import Lens
from tests.ui.inspection import watch_models
from tests.ui.pages.sample_world import Program, settle

pytestmark = pytest.mark.usefixtures("at_once")

PAGES = (
    "home",
    "projects",
    "clients",
    "directory",
    "brokers",
    "P/overview",
    "P/quotes",
    "P/quotes/compare",
    "P/documents",
    "P/progress",
)
"""Where lists and tables of each kind are shown."""


def our_models() -> set[type[QAbstractItemModel]]:
    """Every model that is written anywhere in `ui`."""
    for module in walk_packages(ui.__path__, "ui."):
        import_module(module.name)
    found: set[type[QAbstractItemModel]] = set()
    ahead: list[type[QAbstractItemModel]] = [QAbstractItemModel]
    while ahead:
        kinds = ahead.pop().__subclasses__()
        ahead += kinds
        found.update(kind for kind in kinds if kind.__module__.startswith("ui."))
    return found


def test_every_model_goes_through_qts_model_tester(program: Program) -> None:
    program.at("reviewing", Lens.BROKER)
    tested = watch_models(program.window)
    for address in PAGES:
        program.go(address.replace("P/", "project/P/"))
        tested |= watch_models(program.window)
        for lens in (Lens.OWNER, Lens.BROKER):  # every model is filled anew under the tester's eyes
            program.look_as(lens)
            tested |= watch_models(program.window)
    search = program.window.header.search
    search.summon()
    for typed in ("a", "pro", "nothing is called like this", ""):
        search.setText(typed)
        QTest.keyClick(search, Qt.Key.Key_Down)
        search.searched.emit(typed)
        settle()
        tested |= watch_models(program.window)
    assert sorted(kind.__qualname__ for kind in our_models() - tested) == []
