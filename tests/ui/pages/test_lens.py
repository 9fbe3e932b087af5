"""The two views: each is spoken to as who they are, and nothing of one is left where the other looks."""

from functools import partial

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.queries import projects
from app.queries.lens import Lens
from tests.ui.pages.addresses import by_route
from tests.ui.pages.quotes_world import text_of
from tests.ui.pages.sample_world import PRIVATE, Program, everything_said, settle

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.mark.parametrize("point", ["describing", "reviewing"])
def test_a_broker_is_nowhere_told_to_ask_their_broker(program: Program, point: str) -> None:
    program.at(point, Lens.BROKER)
    program.window.setUpdatesEnabled(False)  # the words are asked of the widgets, nothing is looked at
    told = []
    for route, found in by_route(program, Lens.BROKER).items():
        for address in found[:1] if route != "welcome" else ():
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


def test_private_words_are_in_no_widget_once_the_owner_looks(program: Program) -> None:
    """On pages that lie behind the one that is open; of that one itself the journeys' tests tell."""
    program.at("compared", Lens.BROKER)
    seen = ""
    providers = by_route(program, Lens.BROKER)["provider/{provider}"]
    for address in (
        "clients", "directory", "project/P/providers", "project/P/quotes", *providers[:4], "home",
    ):  # fmt: skip
        program.go(address)
        seen += everything_said(program.window)
    assert [words for words in PRIVATE if words in seen] != []
    program.look_as(Lens.OWNER)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    assert [words for words in PRIVATE if words in everything_said(program.window)] == []


def test_an_owner_who_looks_along_sees_their_own_projects_alone_and_is_greeted(program: Program) -> None:
    program.at("today", Lens.BROKER, "project/P/overview")
    scene = program.scene
    assert scene is not None
    assert scene.wholesaler is not None
    theirs = program.store.read(partial(projects.head, project_id=scene.wholesaler))
    assert theirs is not None
    program.go("project/W/overview")
    program.go("project/P/overview")
    program.look_as(Lens.OWNER)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not program.window.trail.can_go_back  # what lies behind was a broker's
    program.go("home")
    places = program.window._navigation
    assert places is not None
    told = (
        everything_said(program.window)
        + "".join(each.address for each in places.reminders())
        + "".join(each.title for each in places.find(theirs.business))
    )
    assert places.reminders()
    assert "Visits booked on the web" in told
    assert [words for words in (str(scene.wholesaler), theirs.title, theirs.business) if words in told] == []
    assert scene.owner.split()[0] in program.words


def test_another_workspace_keeps_nothing_of_the_one_before(program: Program) -> None:
    page = program.at("describing", Lens.BROKER, "project/P/brief/2")
    before = program.context
    box = page.sheet.first_input()
    box.setPlainText("Half a sentence that nobody")
    program.window.header.search.setText("insurance")
    program.window.notices.toast("Taken back", action="Undo")
    program.at("today", Lens.OWNER)
    assert "Half a sentence" in "".join(before.drafts.of(f"brief/{page.project_id}/2").values())
    assert program.window.header.search.text() == ""
    assert program.window.toasts._toasts == []
    before.lens_changed.connect(lambda: pytest.fail("the first workspace moved the window"))
    before.set_lens(Lens.OWNER)
