"""Projects, clients and about; and what holds for every page of the sample at every size."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.queries import clients as client_rows
from app.queries.lens import Lens
from app.services import clients, projects
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.sample_world import (
    PRIVATE,
    SIZES,
    Program,
    button,
    everything_said,
    fill,
    settle,
    shown,
)
from ui.delegates.row import PADDING
from ui.theme.current import Theme
from ui.widgets.states import EmptyState
from ui.widgets.table import Table

PAGES = (
    "home", "projects", "clients", "settings", "about", "project/P/overview", "project/P/documents",
)  # fmt: skip
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsversicherung e. G."


def listed(program: Program) -> list[str]:
    (table,) = shown(program.page, Table)
    return [str(table.model().index(row, 0).data()) for row in range(table.model().rowCount())]


# ---- every page


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("lens", Lens)
@pytest.mark.parametrize("size", SIZES)
def test_everything_is_named_reachable_and_has_room(
    program: Program, look: Theme, size: str, lens: Lens
) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    program.at("reviewing", lens, size=(width, height))
    for address in PAGES:
        if address == "clients" and lens is Lens.OWNER:
            continue
        page = program.go(address)
        assert unnamed_controls(page) == [], address
        assert squeezed_labels(page) == [], address
        assert unreachable_controls(page) == [], address


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("size", SIZES)
def test_long_names_have_room(program: Program, look: Theme, size: str) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    program.at("reviewing", Lens.BROKER, size=(width, height))
    assert program.scene is not None
    project, on = program.scene.project, program.scene.day
    client = program.context.operations.read(lambda s: client_rows.clients(s, lens=Lens.BROKER))[0].id
    program.context.operations.run(
        lambda s: projects.rename(s, project_id=project, title=LONG[:60], on=on), "rename"
    )
    program.context.operations.run(
        lambda s: clients.change_client(s, client_id=client, name=LONG, contact=LONG), "rename"
    )
    for lens in Lens:
        program.look_as(lens)
        for address in ("home", "projects", "project/P/overview", "project/P/documents"):
            page = program.go(address)
            assert squeezed_labels(page) == [], (lens, address)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("point", ["described", "today"])
def test_no_private_word_is_on_any_page_of_the_owner(program: Program, point: str) -> None:
    program.at(point, Lens.BROKER)
    for address in PAGES:  # seen as the broker first: nothing of it may stay behind
        program.go(address)
    program.look_as(Lens.OWNER)
    for address in PAGES:
        said = everything_said(program.go(address))
        assert [secret for secret in PRIVATE if secret in said] == [], address


# ---- projects

PROJECTS = [
    "Visits booked on the web",
    "Customer order portal for wholesale clients",
    "Cloud practice software and a network that carries it",
]
"""The sample's projects on its today, the last touched first."""


def test_projects_are_found_by_name_and_opened(
    program: Program, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    page = program.at("today", Lens.BROKER, "projects")
    assert listed(program) == PROJECTS
    qtmodeltester.check(page._table.model())
    qtbot.keyClicks(page._search, "web visits")
    assert listed(program) == ["Visits booked on the web"]
    assert "1 of 3" in program.words
    page._table.selectRow(0)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    assert program.address.endswith("/overview")


def test_the_broker_sees_what_projects_are_worth_and_the_owner_sees_no_fee(program: Program) -> None:
    program.at("compared", Lens.BROKER, "projects")
    said = everything_said(program.page)
    for words in ("£28,310", "our estimate", "Fixed fee 1,250"):
        assert words in said
    program.look_as(Lens.OWNER)
    said = everything_said(program.page)
    assert "Fixed fee" not in said
    assert "Your fee" not in said


def test_a_search_without_a_hit_says_so_and_can_be_cleared(program: Program, qtbot: QtBot) -> None:
    page = program.at("today", Lens.BROKER, "projects")
    qtbot.keyClicks(page._search, "zeppelin")
    (empty,) = shown(page, EmptyState)
    assert empty.button.accessibleName() == "Show all projects"
    empty.button.click()
    settle()
    assert listed(program) == PROJECTS
    assert page._search.text() == ""


def test_ended_projects_are_a_list_of_their_own(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "projects")
    assert program.scene is not None
    key, on = program.scene.project, program.scene.day
    program.context.operations.run(
        lambda s: projects.end(s, project_id=key, reason="Done", typed_name="Ellis Thornaby", on=on), "end"
    )
    settle()
    assert listed(program) == PROJECTS[:2]
    page._which.set_value("ended")
    page._which.chosen.emit("ended")
    settle()
    assert listed(program) == PROJECTS[2:]


def test_the_client_stands_under_a_project_for_the_broker_alone(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "projects")
    assert "Bramblecott Vets Ltd" in everything_said(page)
    page = program.look_as(Lens.OWNER)
    assert "Bramblecott Vets Ltd" not in everything_said(page)


@pytest.mark.parametrize("size", SIZES)
def test_the_name_of_a_project_is_never_cut_at_a_space(program: Program, look: Theme, size: str) -> None:
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    program.at("compared", Lens.BROKER, size=(width, height))
    wanted = QFontMetricsF(look.font("dense_medium"))
    for address in ("home", "projects"):
        table = shown(program.go(address), Table)[-1]
        title = wanted.horizontalAdvance(str(table.model().index(0, 0).data()))
        cut = title > table.columnWidth(0) - 2 * look.px(PADDING)
        assert (table.rowHeight(0) > look.row_height(2)) == cut, address
        if address == "home":  # as high as its rows, also once one has grown
            assert table.height() == table.horizontalHeader().height() + table.rowHeight(0)


# ---- clients

CLIENTS = ["Bramblecott Vets Ltd", "Draadhuis Kleding Groothandel B.V."]


def client(program: Program) -> client_rows.ClientRow:
    return program.context.operations.read(lambda s: client_rows.clients(s, lens=Lens.BROKER))[0]


def test_a_client_is_added_named_and_kept_field_by_field(program: Program, qtbot: QtBot) -> None:
    page = program.at("today", Lens.BROKER, "clients")
    program.press("New client")
    name = page._form.fields["name"].line
    assert program.window.focusWidget() is name
    assert name.selectedText() == "New client"  # typing replaces it
    qtbot.keyClicks(name, "Oak Dental")
    qtbot.keyClick(name, Qt.Key.Key_Tab)
    settle()
    assert listed(program) == [*CLIENTS, "Oak Dental"]
    fill(page._form.fields["town"], "Fenwick")
    settle()
    rows = program.context.operations.read(lambda s: client_rows.clients(s, lens=Lens.BROKER))
    assert [(row.name, row.town) for row in rows] == [
        *zip(CLIENTS, ("Harrowmere", "Weverdam"), strict=True),
        ("Oak Dental", "Fenwick"),
    ]
    assert "3 clients" in program.words


def test_a_client_without_a_name_is_refused_beside_the_field(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "clients")
    page._table.selectRow(0)
    fill(page._form.fields["name"], " ")
    settle()
    assert "Enter the name of the business" in program.words
    assert client(program).name == "Bramblecott Vets Ltd"


def test_removing_a_client_keeps_its_projects_and_can_be_undone(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "clients")
    page._table.selectRow(0)
    settle()
    program.press("Remove")
    assert program.last_said == "Removed “Bramblecott Vets Ltd” from your clients. Their projects stay."
    assert listed(program) == CLIENTS[1:]
    assert page._form.fields["name"].line.text() == CLIENTS[1]  # the form never shows who is gone
    program.press("Remove")
    assert "No clients yet" in program.words
    assert not page._form.isVisible()
    for told in program.said[-1:-3:-1]:
        assert told.act is not None
        told.act()
        settle()
    assert listed(program) == CLIENTS
    program.go("projects")
    assert listed(program) == PROJECTS


def test_a_new_project_starts_for_the_client(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "clients")
    page._table.selectRow(0)
    settle()
    program.press("Start a project")
    assert program.address == f"new/{client(program).id}"
    assert program.page._client.value() == str(client(program).id)


def test_an_owner_has_no_clients_to_see(program: Program) -> None:
    page = program.at("today", Lens.BROKER, "clients")
    page._table.selectRow(0)
    settle()
    assert "Pays within a week" in everything_said(page)
    page = program.look_as(Lens.OWNER)
    said = everything_said(page)
    assert "Pays within a week" not in said
    assert "Bramblecott" not in said
    assert button(page, "New client") is None
    assert "only in the broker view" in program.words


# ---- about


def test_about_names_version_and_licences(program: Program) -> None:
    page = program.at("today", Lens.OWNER, "about")
    assert "Version 0.1.0" in program.words
    notices = page.primary_focus()
    assert "LGPL-3.0-only" in notices.toPlainText()
    assert notices.isReadOnly()
    notices.selectAll()
    notices.copy()
    assert "Inter" in QApplication.clipboard().text()
