"""Home as its owner and the desk as its broker use it."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.briefs import Answer
from app.domain.engagements import Stage
from app.queries.lens import Lens
from app.services import briefs, clients, projects
from app.services.projects import OwnerFacts
from tests.ui.pages.sample_world import Program, button, everything_said, scenes, settle, shown
from ui.models.columns import CELL_ROLE
from ui.widgets.chips import PersonChip, StatusChip
from ui.widgets.coming_days import ComingDays
from ui.widgets.stage_line import StageLine
from ui.widgets.table import Table


def begin(program: Program, role: str = "owner") -> None:
    """A workspace of one's own, with nothing in it yet."""
    problem = program.root.create_own(
        person="Maria Okafor",
        first=lambda context: context.operations.run(
            lambda s: clients.keep_profile(s, person="Maria Okafor", role=role), "begin"
        ),
    )
    assert problem == ""
    settle()


def start(program: Program, title: str) -> None:
    program.context.operations.run(
        lambda s: projects.start(
            s,
            title=title,
            card="CARD-WEB",
            main_template="TPL-WEB",
            owner=OwnerFacts(owner_name="Maria Okafor", business="Harbour Street Bakery"),
            on=program.context.today(),
        ),
        "start",
    )
    settle()


def test_an_empty_home_invites_to_describe_a_project(program: Program) -> None:
    begin(program)
    assert "about 6 minutes" in program.words
    assert button(program.page, "New project") is None  # one way in is enough
    program.press("Describe a project")
    assert program.address == "new"


def test_an_empty_home_offers_the_sample_to_an_owner_and_a_client_to_a_broker(program: Program) -> None:
    begin(program)
    assert button(program.page, "Look round a sample") is not None
    program.look_as(Lens.BROKER)
    program.press("Add a client")
    assert program.address == "clients"


def test_what_needs_the_owner_leads_where_it_is_done(program: Program) -> None:
    program.at("reviewing", Lens.OWNER)
    assert "1 thing needs you, about 4 minutes." in program.words
    assert program.page.primary_focus().accessibleName() == "Review it"
    program.press("Review it")
    assert program.scene is not None
    assert program.address == f"project/{program.scene.project}/stage/{program.scene.stages['VET-M4']}"


def test_the_project_at_a_glance_shows_stages_money_and_people(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER)
    (line,) = shown(page, StageLine)
    assert "Network live and tested, Accepted" in line.accessibleName()
    assert "ready to go live, Ready for your review" in line.accessibleName()
    assert "£24,450" in program.words
    names = [chip.accessibleName() for chip in shown(page, PersonChip)]
    assert names == [
        "R. Tolland, On site for you · Two days a week at the clinic",
        "Petra Averill, Your broker",
    ]
    assert "01632 960 118" in program.words
    (days,) = shown(page, ComingDays)
    assert days is not None
    assert "Last day to check “Data, links, tests and training: ready to go live”" in program.words
    program.press("Open project")
    assert program.address.endswith("/overview")


def test_a_stage_past_its_day_makes_home_say_so(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER)
    program.context.stand_at(scenes()["reviewing"].day + timedelta(days=10))
    page.refresh()
    settle()
    (chip,) = shown(page, StatusChip)
    assert chip.accessibleName() == "Needs you"
    assert "“Data, links, tests and training: ready to go live” is 12 days late." in program.words


def test_home_and_progress_say_the_same_of_what_came_late(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER)
    late = "“Data, links, tests and training: ready to go live” is 12 days late."
    assert [chip.accessibleName() for chip in shown(page, StatusChip)] == ["Needs you"]
    assert late in program.words
    program.go("project/P/progress")  # there it is a heading
    assert "Data, links, tests and training: ready to go live is 12 days late" in program.words
    program.go("project/P/progress/health")
    assert "Needs you, getting worse" in program.words


def test_home_says_watch_of_what_is_late_but_harms_nothing_yet(program: Program) -> None:
    program.at("signed", Lens.OWNER)

    def needed_on_no_day(session: Session) -> None:
        for answer in session.scalars(select(Answer).where(Answer.question == "b9.by")):
            answer.value = "flexible"

    program.store.write(needed_on_no_day, "change")
    program.context.stand_at(date(2026, 4, 4))
    page = program.go("home")
    page.refresh()
    settle()
    assert [chip.accessibleName() for chip in shown(page, StatusChip)] == ["Watch"]
    assert "is 2 days late." in program.words


def test_home_tells_an_owner_of_their_own_projects_and_of_nothing_held_that_was_paid_out(
    program: Program,
) -> None:
    page = program.at("today", Lens.OWNER)
    assert "1 thing needs you" in program.words
    for words in ("£24,376.65", "Visits booked on the web"):
        assert words in program.words
    for held in ("€43,469.20", "£1,222"):
        assert held not in everything_said(page)


def test_the_desk_counts_the_projects_of_both_clients(program: Program) -> None:
    page = program.at("today", Lens.BROKER)
    said = everything_said(page)
    for words in ("Draadhuis Kleding Groothandel B.V.", "Bramblecott Vets Ltd", "€43,600", "£24,450"):
        assert words in said
    assert [table.model().rowCount() for table in shown(page, Table)] == [1, 3]  # what waits, then all


def test_writing_opens_the_mail_program_or_says_the_address(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or len(opened) == 1)
    program.at("reviewing", Lens.OWNER)
    program.press("Write an email to R. Tolland")
    assert opened[0].toString() == "mailto:tolland@larchfield.example"
    assert not program.said or "mail program" not in program.last_said
    program.press("Write an email to R. Tolland")
    assert program.last_said == "No mail program answered. The address is tolland@larchfield.example."


def test_talking_points_are_counted_beside_the_broker(program: Program) -> None:
    program.at("reviewing", Lens.OWNER)
    assert program.scene is not None
    project, on = program.scene.project, program.scene.day
    for text in ("Who keeps the passwords?", "May we see the old data?"):
        program.context.operations.run(
            lambda s, text=text: briefs.add_talking_point(s, project_id=project, text=text, on=on), "add"
        )
    settle()
    program.press("2 talking points")
    assert program.address.endswith("/overview")


def test_more_than_five_things_are_folded_and_shown_on_request(program: Program) -> None:
    begin(program)
    for number in range(7):
        start(program, f"Project {number}")
    assert "7 things need you, about 42 minutes." in program.words
    acts = [each for each in shown(program.page, QPushButton) if each.accessibleName() == "Carry on"]
    assert len(acts) == 5
    program.press("Show 2 more")
    acts = [each for each in shown(program.page, QPushButton) if each.accessibleName() == "Carry on"]
    assert len(acts) == 7
    assert sum(each.property("kind") == "primary" for each in acts) == 1
    program.press("See all projects")
    assert program.address == "projects"


def test_nothing_to_do_is_said_and_the_project_stays_in_reach(program: Program) -> None:
    page = program.at("signed", Lens.OWNER)
    assert "Nothing needs you today." in program.words
    assert page.primary_focus().accessibleName() == "Open project"


def test_a_held_project_asks_for_nothing(program: Program) -> None:
    program.at("reviewing", Lens.OWNER)
    scene = program.scene
    assert scene is not None
    program.context.operations.run(
        lambda s: projects.hold(
            s, project_id=scene.project, reason="Lambing season", person=scene.owner, on=scene.day
        ),
        "hold",
    )
    settle()
    assert "Nothing needs you today." in program.words
    assert "On hold: Lambing season" in program.words


def test_without_a_recovery_code_home_says_so_until_one_is_made(program: Program) -> None:
    begin(program)
    assert button(program.page, "Make a recovery code") is None  # nothing to lose yet
    start(program, "Orders on the web")
    program.press("Make a recovery code")
    assert program.address == "settings/files"
    assert program.window.focusWidget().accessibleName() == "Make a recovery code"
    program.store.new_recovery_code()
    page = program.go("home")
    page.refresh()
    settle()
    assert button(page, "Make a recovery code") is None


def test_the_sample_never_asks_for_a_recovery_code(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER)
    assert button(page, "Make a recovery code") is None


def test_the_desk_lists_what_waits_and_every_project(program: Program, qtmodeltester: ModelTester) -> None:
    page = program.at("asked", Lens.BROKER)
    assert "Monday 9 February 2026" in program.words
    needs, listed = shown(page, Table)
    qtmodeltester.check(needs.model())
    qtmodeltester.check(listed.model())
    cells = [needs.model().index(0, at).data() for at in range(3)]
    assert cells == ["Quotes are due", "Fri 20 Feb (in 11 days)", "Open quotes"]
    assert needs.model().index(0, 0).data(CELL_ROLE).sub == "Bramblecott Vets Ltd"
    assert "0 of 3 in" in program.words
    assert "1 check has run out" in program.words
    program.press("See what is due")
    assert program.address == "directory/due"


def test_enter_on_the_desk_opens_what_waits_and_the_project(program: Program, qtbot: QtBot) -> None:
    page = program.at("asked", Lens.BROKER)
    assert program.scene is not None
    needs, listed = shown(page, Table)
    assert page.primary_focus() is needs
    needs.selectRow(0)
    qtbot.keyClick(needs, Qt.Key.Key_Return)
    assert program.address == f"project/{program.scene.project}/quotes"
    page = program.go("home")
    _, listed = shown(page, Table)
    listed.selectRow(0)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert program.address == f"project/{program.scene.project}/overview"


def test_a_round_of_quotes_opens_from_beside_the_desk(program: Program) -> None:
    program.at("asked", Lens.BROKER)
    title = "Cloud practice software and a network that carries it"
    program.press(f"Open the quotes of {title}: 0 of 3 in")
    assert program.address.endswith("/quotes")


def test_home_follows_the_view_and_the_work(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER)
    assert page.title() == "Home"
    program.look_as(Lens.BROKER)
    assert page.title() == "Desk"
    assert "Wednesday 17 June 2026" in program.words
    assert program.scene is not None
    stage = program.scene.stages["VET-M4"]
    program.context.operations.run(
        lambda s: setattr(s.get_one(Stage, stage), "title", "Ready to open the doors"), "rename"
    )
    settle()
    needs = shown(program.page, Table)[0]
    assert needs.model().index(0, 0).data() == "Sign off “Ready to open the doors”"


def test_an_owner_whom_nobody_advises_finds_a_broker_from_home(program: Program) -> None:
    begin(program)
    program.press("Find a broker")
    assert program.address == "brokers"
    assert "A broker describes the work with you" in program.words
    assert len([each for each in shown(program.page, QPushButton) if each.text() == "Add a broker"]) == 1
    start(program, "New tills")
    program.go("home")
    program.press("Find a broker")
    assert program.address.endswith("/broker")
    assert "New tills" in program.words


def test_home_offers_no_broker_where_one_advises_nor_to_a_broker(program: Program) -> None:
    program.at("reviewing", Lens.OWNER)
    assert button(program.page, "Find a broker") is None
    begin(program, "broker")
    program.look_as(Lens.BROKER)
    assert button(program.page, "Find a broker") is None
