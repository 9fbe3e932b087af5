"""How it is going: the page as people use it, through both lenses, at several points of the sample."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.engagements import EngagementPerson, Payment, SignOffTest
from app.domain.projects import Project
from app.queries.lens import Lens
from tests.ui.pages.quotes_world import named, shown
from tests.ui.pages.sample_world import Program, button, settle
from ui.widgets.small_line import SmallLine
from ui.widgets.table import Table
from ui.widgets.text import Heading

HEALTH = "project/P/progress/health"


def headline(program: Program) -> str:
    return shown(program.page, Heading)[1].text()  # after the page's own


@pytest.mark.parametrize("lens", Lens)
def test_a_stage_handed_over_late_needs_the_owner(program: Program, lens: Lens) -> None:
    program.at("reviewing", lens, HEALTH)
    assert headline(program) == "Needs you, getting worse"
    words = program.words
    assert (
        "is 12 days late. If the rest takes as long as planned, the end moves from 7 Aug to 19 Aug." in words
    )
    assert "2 of 13 tests did not pass the first time." in words
    assert "£15,097.86 of £24,450 paid. Nothing waits for you." in words
    assert "Not known: People, Risk." in words
    assert [words.count(word) for word in ("Needs you", "On track", "Watch")] == [2, 2, 1]
    program.press("Review it")
    assert "/stage/" in program.address


def test_what_the_money_has_brought_is_exact(program: Program) -> None:
    program.at("reviewing", Lens.OWNER, HEALTH)
    for words in (
        "£20,782.50",
        "of £24,450",
        "£15,892.50",
        "76% of that",
        "£15,097.86",
        "£794.64 less than is done",
    ):
        assert words in program.words


def test_the_days_behind_are_said_and_stand_in_a_table(program: Program) -> None:
    page = program.at("reviewing", Lens.OWNER, HEALTH)
    chart = page.findChild(SmallLine)
    assert chart.accessibleName() == "12 days late, and rising"
    # On 8 June it was being checked, as handed over in time; then it was sent back.
    assert chart.accessibleDescription().endswith("8 Jun: 0 days; 15 Jun: 10 days; 17 Jun: 12 days")
    program.press("Show as table: 12 days late, and rising")
    table = named(page, Table, "12 days late, and rising")
    assert table.model().index(0, 0).data() == "16 Mar"


def test_every_line_leads_to_what_it_is_told_from(program: Program) -> None:
    for part, place in (
        ("Time", "progress"),
        ("Money", "money"),
        ("Scope", "plan/stages"),
        ("People", "plan/people"),
    ):
        program.at("signed", Lens.OWNER, HEALTH)
        program.press(f"See {part}")
        assert program.address.endswith(f"/{place}"), part
    program.at("signed", Lens.OWNER, HEALTH)
    assert button(program.page, "See Risk") is None  # there is no page of risks


def test_work_that_has_just_begun_has_no_week_behind_it(program: Program) -> None:
    program.at("signed", Lens.OWNER, HEALTH)
    assert headline(program) == "On track"
    assert "Since last week" not in program.words
    assert "Not known: Quality, People, Risk." in program.words
    assert shown(program.page, SmallLine) == []


def test_when_all_is_done_the_line_ends_on_the_last_day(program: Program) -> None:
    page = program.at("today", Lens.BROKER, HEALTH)
    assert headline(program) == "On track"
    assert page.findChild(SmallLine).accessibleName() == "Nothing is late now; 12 days at most on the way"


@pytest.mark.parametrize("point", ["described", "compared", "chosen"])
def test_before_the_plan_is_agreed_nothing_is_told(program: Program, point: str) -> None:
    program.at(point, Lens.OWNER, HEALTH)
    assert "It is told once both sides have agreed to the plan and work can begin." in program.words
    assert "On track" not in program.words
    presses = [each for each in shown(program.page, QPushButton) if each.property("kind") == "primary"]
    assert len(presses) == 1
    presses[0].click()
    settle()
    assert not program.address.endswith("/health")


def without_tests(session: Session) -> None:
    for test in session.scalars(select(SignOffTest).where(SignOffTest.item_id.is_not(None))):
        test.item_id = None


def without_lead(session: Session) -> None:
    for person in session.scalars(select(EngagementPerson)):
        session.delete(person)


def on_hold(session: Session) -> None:
    for project in session.scalars(select(Project).where(Project.state == "running")):
        project.held_on, project.held_reason = project.changed_on, "Lambing"


def without_payments(session: Session) -> None:
    for payment in session.scalars(select(Payment)):
        session.delete(payment)


@pytest.mark.parametrize(
    ("change", "word", "sentence", "press"),
    [
        (without_tests, "Watch", "6 of 6 must-haves have no sign-off test", "Open the stages"),
        (without_lead, "Watch", "Nobody is named who comes to you.", "Open the people"),
        (on_hold, "Not known", "The project is on hold, so no day counts.", "See overview"),
        (without_payments, "Not known", "No payment is scheduled yet.", "Open progress"),
    ],
)
def test_the_button_leads_where_it_is_put_right(
    program: Program, change: Callable[[Session], None], word: str, sentence: str, press: str
) -> None:
    program.at("signed", Lens.OWNER)
    program.store.write(change, "change")
    program.go(HEALTH)
    assert headline(program) == word
    assert sentence in program.words
    assert button(program.page, press) is not None


def test_of_a_project_that_is_gone_nothing_is_told(program: Program) -> None:
    program.at("signed", Lens.OWNER)

    def go(session: Session) -> None:
        for project in session.scalars(select(Project)):
            session.delete(project)

    program.store.write(go, "remove")
    program.go(HEALTH)
    assert "On track" not in program.words
    program.press("Go to Home")
    assert program.address == "home"


def test_it_is_reached_from_progress_and_from_the_search_box(program: Program) -> None:
    program.at("signed", Lens.OWNER, "project/P/progress")
    program.press("How is it going?")
    assert program.address.endswith("/progress/health")
    program.go("project/P/money")
    search = program.window.header.search
    search.summon()
    search.setText("health")
    search.textEdited.emit("health")
    QTest.keyClick(search, Qt.Key.Key_Return)
    settle()
    assert program.address.endswith("/progress/health")


def test_the_focus_stays_on_its_line_when_something_changes(program: Program) -> None:
    program.at("signed", Lens.OWNER, HEALTH)
    named(program.page, QPushButton, "See Scope").setFocus()
    program.page.refresh()
    settle()
    assert program.window.focusWidget().accessibleName() == "See Scope"
