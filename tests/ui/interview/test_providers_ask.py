"""What providers will ask: on the check page, answered beforehand, and on the paper."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.knowledge import load_knowledge
from app.knowledge.questions import Question
from app.queries.brief_paper import brief
from app.queries.briefs import expected_questions
from app.queries.foreseen import foreseen_rows
from app.words.formats import Formats
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.interview.describe_world import DescribeWorld, field, press
from tests.ui.pages.quotes_world import text_of

INCUMBENT = "Is somebody doing this for you today, and may they quote too?"
SUM = "How much may it cost, all in?"


def open_questions(world: DescribeWorld, project: Any) -> list[str]:
    return [row.question for row in foreseen_rows(world.course(project))]


def why_of(world: DescribeWorld, project: Any, question: str) -> str:
    return next(row.why for row in foreseen_rows(world.course(project)) if row.question == question)


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


def test_a_sum_that_is_kept_back_is_asked_for_and_the_reason_says_so(world: DescribeWorld) -> None:
    project = world.start()
    assert why_of(world, project, SUM) == "Without a sum, each provider prices another thing"
    world.answer(project, b10_budget={"low_minor": 100_000, "high_minor": 200_000, "currency": "GBP"})
    assert why_of(world, project, SUM) == "Your range is not shown to providers, so they will ask for a sum"
    world.answer(project, b10_show="top")
    assert SUM not in open_questions(world, project)


def test_where_nobody_helps_now_no_provider_asks_who_does(world: DescribeWorld) -> None:
    project = world.start("CARD-WEB", "TPL-HLP")
    assert INCUMBENT in open_questions(world, project)
    world.answer(project, b7_HLP__current="supplier")
    assert INCUMBENT in open_questions(world, project)
    world.answer(project, b7_HLP__current="nobody")
    assert INCUMBENT not in open_questions(world, project)


@pytest.mark.parametrize("template", load_knowledge().templates.templates)
def test_what_the_pages_ask_answers_everything_that_has_a_place_on_them(
    world: DescribeWorld, template: str
) -> None:
    course = world.course(world.start("CARD-WEB", template))
    asked = [question for leg in (*course.legs, *course.beside) for question in leg.questions]
    answered = {**{question.id: some(question) for question in asked}, **course.values}
    own = frozenset(question.id for question in expected_questions(load_knowledge()))
    assert foreseen_rows(replace(course, unknown=own)) != ()
    assert foreseen_rows(replace(course, values=answered, unknown=own)) == ()


PICKED = {"b10.show": "yes", "b6.data": "some"}


def some(question: Question) -> Any:
    """Some answer: whatever the question, it says nothing in words."""
    if question.id in PICKED:
        return PICKED[question.id]
    return next(iter(question.options)) if question.type == "choice" and question.options else ("-",)


@pytest.mark.parametrize(
    ("told", "is_open"),
    [({}, True), ({"b7.WEB.goal": "call"}, True), ({"b7.WEB.pages": "12"}, False)],
)
def test_how_many_is_open_until_the_numbers_of_the_kind_are_told(
    world: DescribeWorld, told: dict[str, str], is_open: bool
) -> None:
    course = world.course(world.start("CARD-WEB", "TPL-WEB"))
    others = frozenset(
        each.own or name
        for each in load_knowledge().supplier_questions.questions.values()
        for name in (each.answered_by.questions or ("",))
    )
    rows = foreseen_rows(replace(course, values={**course.values, **told}, unknown=others))
    assert ("amount" in [row.id for row in rows]) is is_open


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
