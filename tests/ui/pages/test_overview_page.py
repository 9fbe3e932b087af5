"""The overview of a project: its steps, putting it on hold, ending it, and what there is to talk about."""

import uuid

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.projects import Project
from app.queries.lens import Lens
from tests.ui.pages.sample_world import Program, button, fill, settle, shown
from ui.widgets.ask import ReasonCard
from ui.widgets.states import ErrorSummary
from ui.widgets.task_list import TaskList


def project(program: Program) -> Project:
    assert program.scene is not None
    key = program.scene.project
    found: Project = program.context.operations.read(lambda session: session.get_one(Project, key))
    return found


def card(program: Program) -> ReasonCard:
    (found,) = shown(program.page, ReasonCard)
    assert isinstance(found, ReasonCard)
    return found


def tasks(program: Program) -> list[str]:
    (listed,) = shown(program.page, TaskList)
    model = listed.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_every_step_says_how_it_stands_and_what_it_waits_for(program: Program) -> None:
    program.at("compared", Lens.OWNER, "project/P/overview")
    said = tasks(program)
    assert "Brief, Version 1, agreed 6 Feb, Completed" in said
    assert "Compare and choose, 3 of 3 quotes are in, In progress" in said
    assert "People, stages and sign-off tests, After you choose, Cannot start yet" in said
    assert "1 of 5 steps completed. Next: Compare the quotes and choose." in program.words
    program.press("Compare quotes")
    assert program.address.endswith("/quotes/compare")


def test_the_step_under_way_is_marked_though_what_comes_next_is_a_page_within_it(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER, "project/P/overview")
    assert page._view.next_address.endswith(f"stage/{program.scene.stages['VET-M4']}")  # type: ignore[union-attr]
    (listed,) = shown(page, TaskList)
    assert str(listed.currentIndex().data()).startswith("Progress and sign-off")


def test_a_step_opens_by_keyboard_and_a_locked_one_cannot_be_reached(program: Program, qtbot: QtBot) -> None:
    page = program.at("described", Lens.OWNER, "project/P/overview")
    listed = page.primary_focus()
    for _ in range(12):
        qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert program.address.endswith("/overview")  # the last step is read, and leads nowhere yet
    for _ in range(12):
        qtbot.keyClick(listed, Qt.Key.Key_Up)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert program.address.endswith("/brief")


def test_hold_asks_why_and_stops_every_change_until_taken_up(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER, "project/P/overview")
    program.press("Put it on hold")
    program.press("Put it on hold")  # without a reason nothing happens
    assert "Enter the reason" in program.words
    assert project(program).held_on is None
    fill(card(program).reason, "Lambing season")
    program.press("Put it on hold")
    assert project(program).held_reason == "Lambing season"
    assert "Lambing season" in program.words
    assert not shown(page, ReasonCard)
    assert button(page, "Put it on hold") is None
    assert not page._new_point.isEnabled()
    program.press("Take it up again")
    assert project(program).held_on is None
    assert page._new_point.isEnabled()


def test_hold_can_be_thought_better_of_and_undone(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER, "project/P/overview")
    program.press("Put it on hold")
    fill(card(program).reason, "Lambing season")
    program.press("Leave it as it is")
    assert not shown(page, ReasonCard)
    assert program.window.focusWidget() is page.primary_focus()
    program.press("Put it on hold")
    fill(card(program).reason, "Lambing season")
    program.press("Put it on hold")
    program.context.operations.undo()
    settle()
    assert project(program).held_on is None


def test_ending_needs_a_reason_and_the_right_name(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER, "project/P/overview")
    program.press("End this project")
    fill(card(program).reason, "We sold the practice")
    program.press("End this project")
    assert "Type your full name" in program.words
    fill(card(program).name, "Petra Averill")
    program.press("End this project")
    assert "The name typed is not Ellis Thornaby" in program.last_said
    assert project(program).state == "running"
    assert card(program).reason.value() == "We sold the practice"  # what was typed stays
    fill(card(program).name, "  ellis   thornaby ")
    program.press("End this project")
    assert (project(program).state, project(program).ended_reason) == ("stopped", "We sold the practice")
    assert "Ended early" in program.words
    assert button(page, "End this project") is None
    assert "cannot be undone" in (program.context.operations.undo_step().refusal or "")  # type: ignore[union-attr]


def test_a_project_before_the_choice_is_withdrawn(program: Program) -> None:
    program.at("asked", Lens.OWNER, "project/P/overview")
    program.press("End this project")
    fill(card(program).reason, "No budget this year")
    fill(card(program).name, "Ellis Thornaby")
    program.press("End this project")
    assert project(program).state == "cancelled"
    assert "Withdrawn" in program.words
    assert [each.title for each in program.page.commands()] == ["Hand the project over in a file"]


def test_the_acts_are_found_by_their_names(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER, "project/P/overview")
    hand_over, hold, end = page.commands()
    assert (hold.title, end.title) == ("Put the project on hold", "End the project")
    assert hand_over.title == "Hand the project over in a file"
    hold.run()
    settle()
    assert program.window.focusWidget() is card(program).reason.line


def test_points_to_talk_about_are_added_and_settled(program: Program, qtbot: QtBot) -> None:
    page = program.at("reviewing", Lens.OWNER, "project/P/overview")
    assert "Nothing to talk about at the moment." in program.words
    qtbot.keyClicks(page._new_point.line, "Who keeps the passwords?")
    qtbot.keyClick(page._new_point.line, Qt.Key.Key_Return)
    settle()
    assert "Who keeps the passwords?" in program.words
    assert page._new_point.value() == ""
    assert program.window.focusWidget() is page._new_point.line  # the next one can be typed at once
    program.press("Add a talking point")  # an empty one is no point
    assert len(page._view.talking_points) == 1
    program.press("Settled: Who keeps the passwords?")
    assert "Who keeps the passwords?" not in program.words
    program.context.operations.undo()
    settle()
    assert "Who keeps the passwords?" in program.words


def test_what_is_being_typed_survives_a_change_elsewhere(program: Program, qtbot: QtBot) -> None:
    page = program.at("reviewing", Lens.OWNER, "project/P/overview")
    page._new_point.setFocus()
    qtbot.keyClicks(page._new_point.line, "Who keeps")
    key = project(program).id
    program.context.operations.run(lambda s: setattr(s.get_one(Project, key), "title", "Another name"), "x")
    settle()
    assert "Another name" in program.words
    assert page._new_point.value() == "Who keeps"
    assert program.window.focusWidget() is page._new_point.line


def test_more_than_five_points_are_counted(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER, "project/P/overview")
    for number in range(7):
        page._new_point.set_value(f"Point {number}")
        page._add_point()
    settle()
    assert "and 2 more" in program.words


def test_the_broker_sees_the_owner_to_call_and_the_owner_the_broker(program: Program) -> None:
    program.at("reviewing", Lens.OWNER, "project/P/overview")
    assert "01632 960 177" in program.words
    program.look_as(Lens.BROKER)
    assert "01632 960 142" in program.words
    assert "Bramblecott Vets Ltd" in program.words
    program.at("asked", Lens.BROKER, "project/P/overview")  # before any plan: from the list of clients
    assert "01632 960 142" in program.words
    program.look_as(Lens.OWNER)
    assert "01632 960 142" not in program.words


def test_key_dates_name_the_reply_by_day(program: Program) -> None:
    program.at("reviewing", Lens.OWNER, "project/P/overview")
    assert "Reply by" in program.words
    assert "Wed 24 Jun (in 7 days)" in program.words


def test_a_project_that_is_gone_leaves_nothing_to_press(program: Program) -> None:
    program.at("reviewing", Lens.OWNER)
    page = program.go(f"project/{uuid.uuid4()}/overview")
    assert "This project is no longer here" in program.words
    assert not shown(page, TaskList)
    assert not shown(page, ErrorSummary)
