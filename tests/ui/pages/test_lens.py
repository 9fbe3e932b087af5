"""The two views: each is spoken to as who they are, and nothing of one is left where the other looks."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.queries.lens import Lens
from tests.ui.pages.addresses import by_route
from tests.ui.pages.quotes_world import text_of
from tests.ui.pages.sample_world import PRIVATE, Program, everything_said, settle

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.mark.parametrize("point", ["describing", "reviewing"])
def test_a_broker_is_nowhere_told_to_ask_their_broker(program: Program, point: str) -> None:
    program.at(point, Lens.BROKER)
    told = []
    for route, found in by_route(program, Lens.BROKER).items():
        for address in dict.fromkeys((*found[:2], *found[-1:])) if route != "welcome" else ():
            words = text_of(program.go(address)).casefold()
            told += [f"{address}: {each}" for each in ("my broker", "your broker") if each in words]
    assert told == []


def test_what_is_open_is_asked_by_the_broker_and_left_to_them_by_the_owner(program: Program) -> None:
    program.at("describing", Lens.OWNER, "project/P/brief/2")
    page = program.page
    assert "I don't know yet — ask my broker" in text_of(page)
    program.go("home")
    program.look_as(Lens.BROKER)
    program.go("project/P/brief/2")
    assert "Not known yet — for the next visit" in text_of(program.page)


@pytest.mark.parametrize("stays", ["home", "project/P/overview", "project/P/quotes", "directory"])
def test_private_words_are_in_no_widget_once_the_owner_looks(program: Program, stays: str) -> None:
    program.at("compared", Lens.BROKER)
    project = str(program.scene.project) if program.scene is not None else ""
    seen = ""
    for address in (
        "clients",
        "directory",
        f"project/{project}/providers",
        f"project/{project}/quotes",
        stays,
    ):
        program.go(address)
        seen += everything_said(program.window)
    providers = by_route(program, Lens.BROKER)["provider/{provider}"]
    for address in (*providers[:4], stays):
        program.go(address)
        seen += everything_said(program.window)
    assert [words for words in PRIVATE if words in seen] != []
    program.look_as(Lens.OWNER)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    assert [words for words in PRIVATE if words in everything_said(program.window)] == []
