"""What stands beside the questions: a clearer wording, a range turned round, and how clear the brief is."""

from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QApplication

from app.queries.brief_scores import brief_score
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.interview.describe_world import DescribeWorld, field, press, rested
from tests.ui.pages.quotes_world import text_of

WORDING = "A new starter can take an order in 5 minutes without help"


def test_a_vague_must_have_is_marked_and_its_wording_taken_over(world: DescribeWorld) -> None:
    project = world.start()
    page = world.open(f"project/{project}/brief/5")
    musts = field(page, "b5.must")
    musts.boxes()[0].setPlainText("Easy to use for everyone")
    rested(page)
    marks = musts.boxes()[0].document().firstBlock().layout().formats()
    assert [(mark.start, mark.length) for mark in marks] == [(0, len("Easy to use"))]
    assert marks[0].format.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline
    assert "“Easy to use” is hard to check." in text_of(page)
    press(page, "Use this wording")
    assert musts.value() == (WORDING,)
    assert "A bit clearer?" not in text_of(page)
    press(page, "Continue")
    assert world.kept(project)["b5.must"] == [WORDING]


def test_not_now_is_not_asked_again_on_this_page_and_blocks_nothing(world: DescribeWorld) -> None:
    project = world.start()
    page = world.open(f"project/{project}/brief/5")
    field(page, "b5.must").boxes()[0].setPlainText("Looks modern")
    rested(page)
    press(page, "Not now")
    assert "A bit clearer?" not in text_of(page)
    press(page, "Continue")
    assert world.kept(project)["b5.must"] == ["Looks modern"]


def test_ends_of_a_range_that_swapped_places_are_swapped_back(world: DescribeWorld) -> None:
    project = world.start()
    page = world.open(f"project/{project}/brief/10")
    budget = field(page, "b10.budget")
    budget.low.line.insert("22,000")
    assert "Did they swap places?" not in text_of(page)
    budget.high.line.insert("15,000")
    rested(page)
    assert "Low is £22,000 and high is £15,000." in text_of(page)
    press(page, "Swap them")
    assert "Did they swap places?" not in text_of(page)
    press(page, "Continue")
    kept = world.kept(project)["b10.budget"]
    assert (kept["low_minor"], kept["high_minor"]) == (1500000, 2200000)


def test_the_brief_says_how_clear_it_is_and_leads_to_what_is_missing(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b5_must=["Looks modern", "Is fast", "Prints a label for each parcel"])
    score = brief_score(world.course(project))
    page = world.open(f"project/{project}/brief/2")
    assert f"See what’s missing ({len(score.missing)})" in text_of(page)
    press(page, f"See what’s missing ({len(score.missing)})")
    page = world.page
    text = text_of(page)
    assert world.address.endswith("/brief/check")
    assert "Just started" in text
    assert "2 must-haves are hard to check. Say them another way" in [each.words for each in score.missing]
    first = score.missing[0]
    assert first.adds == max(each.adds for each in score.missing)
    press(page, first.words)
    assert world.address.endswith(f"/brief/{first.page}/change")


def test_ask_my_broker_is_not_missing(world: DescribeWorld) -> None:
    project = world.start()
    before = brief_score(world.course(project))
    world.answer(project, b10_budget=(None, True))
    after = brief_score(world.course(project))
    assert after.points == before.points + 4
    assert {each.check for each in before.missing} - {each.check for each in after.missing} == {"K13"}


def test_the_coach_is_named_reachable_and_has_room(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b5_must=["Looks modern"])
    for address in ("5", "check"):
        page = world.open(f"project/{project}/brief/{address}", (1093, 534))
        QApplication.processEvents()
        assert unnamed_controls(page) == []
        assert squeezed_labels(page) == []
        assert unreachable_controls(page) == []
