"""What providers will ask: on the check page, answered beforehand, and on the paper."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication

from app.queries.brief_paper import brief
from app.queries.foreseen import foreseen_rows
from app.words.formats import Formats
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.interview.describe_world import DescribeWorld, field, press
from tests.ui.pages.quotes_world import text_of

INCUMBENT = "Is somebody doing this for you today, and may they quote too?"
USERS = "Who will use it, and how many are they?"


def open_questions(world: DescribeWorld, project: Any) -> list[str]:
    return [row.question for row in foreseen_rows(world.course(project))]


def test_ten_at_most_and_each_leads_to_where_it_is_answered(world: DescribeWorld) -> None:
    project = world.start()
    rows = foreseen_rows(world.course(project))
    assert 0 < len(rows) <= 10
    for row in rows:
        page = world.open(f"project/{project}/brief/check")
        press(page, f"Answer it: {row.question}")
        assert world.address.startswith(f"project/{project}/brief/{row.page}/")
        assert world.page.primary_focus() is not None


def test_a_small_job_is_asked_about_as_little_as_it_is_described(world: DescribeWorld) -> None:
    project = world.start("CARD-WEB", "TPL-FIX", title="Mend our contact form")
    assert world.course(project).light
    assert len(foreseen_rows(world.course(project))) == 4


def test_one_without_a_place_is_answered_in_its_own_words_and_goes_on_the_paper(world: DescribeWorld) -> None:
    project = world.start()
    page = world.open(f"project/{project}/brief/check")
    press(page, f"Answer it: {INCUMBENT}")
    page = world.page
    assert page.window().focusWidget() is field(page, "asked.incumbent").target()
    field(page, "asked.incumbent").box.insertPlainText("Nobody does it today.")
    press(page, "Continue")
    assert world.address.endswith("/brief/check")
    assert world.kept(project)["asked.incumbent"] == "Nobody does it today."
    assert INCUMBENT not in open_questions(world, project)
    assert "Questions we expected" in text_of(world.page)
    assert "Nobody does it today." in text_of(world.page)
    paper = world.workspace.read(
        partial(brief, project_id=project, audience="provider", formats=Formats(), today=date(2026, 11, 24))
    )
    assert [(each.question, each.answer) for each in paper.expected] == [(INCUMBENT, "Nobody does it today.")]
    press(world.page, f"Change: {INCUMBENT}")
    assert field(world.page, "asked.incumbent").value() == "Nobody does it today."


def test_what_the_brief_answers_is_not_foreseen(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(
        project, b2_problem="Nobody does it today. Residents are the end users, and members of our club, too."
    )
    assert INCUMBENT not in open_questions(world, project)
    world.answer(project, b6_today=[{"job": "Orders", "use": "A book", "plan": "replace"}])
    assert "Which programs and tools are in use or already chosen?" not in open_questions(world, project)


def test_left_for_the_broker_it_becomes_a_talking_point_in_its_own_words(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, asked_incumbent=(None, True))
    assert world.points(project) == [INCUMBENT]
    assert INCUMBENT not in open_questions(world, project)


def test_answers_that_do_not_go_together_are_listed_with_the_way_there(world: DescribeWorld) -> None:
    project = world.start()
    rush = {"label": "Christmas rush", "from": "2027-12-13", "to": "2028-01-03"}
    world.answer(project, b9_by="date", b9_date="2027-12-20", b9_avoid=[rush])
    page = world.open(f"project/{project}/brief/check")
    assert "Worth a look" in text_of(page)
    assert "20 Dec 2027 falls in “Christmas rush”. Go live before or after?" in text_of(page)
    press(page, "See to it: A busy time")
    assert world.address.endswith("/brief/9/change")


def test_both_pages_are_named_reachable_and_have_room(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b9_by="date", b9_date="2026-12-20")
    for address in ("asked", "check"):
        page = world.open(f"project/{project}/brief/{address}", (1093, 534))
        QApplication.processEvents()
        assert unnamed_controls(page) == []
        assert squeezed_labels(page) == []
        assert unreachable_controls(page) == []
