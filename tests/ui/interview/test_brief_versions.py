"""The versions of a brief are reached from its answers and read by both sides."""

import uuid

import pytest

from app.queries.lens import Lens
from app.services import briefs
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import OWNER, DescribeWorld, press
from tests.ui.pages.quotes_world import shown, text_of
from ui.widgets.changed_words import ChangedWords

CHECK, VERSIONS = "project/{0}/brief/check", "project/{0}/brief/versions/{1}"


def agreed(world: DescribeWorld) -> uuid.UUID:
    """A project whose brief has been agreed once."""
    project = world.start(broker_name="Dev Raman")
    for number in range(1, 15):
        world.answer(project, **{f"ready_RDY-{number:02}": "2"})
    world.answer(
        project,
        b2_problem="Two orders a week are missed.",
        b3_outcome="We will bake what was ordered.",
        b5_must=["Orders can be paid by card"],
        b10_budget={"low_minor": 100, "high_minor": 200, "currency": "GBP"},
    )
    world.workspace.write(
        lambda s: briefs.share(s, project_id=project, broker_name="Dev Raman", person=OWNER, on=world.day),
        "Share",
    )
    agree(world, project)
    return project


def agree(world: DescribeWorld, project: uuid.UUID) -> None:
    world.workspace.write(
        lambda s: briefs.agree(s, project_id=project, typed_name=OWNER, on=world.day), "Agree"
    )


def reopen(world: DescribeWorld, project: uuid.UUID) -> None:
    world.workspace.write(lambda s: briefs.reopen(s, project_id=project, who="owner", on=world.day), "Open")


@pytest.mark.parametrize("lens", list(Lens))
def test_from_the_answers_to_what_changed_and_to_the_version_before(open_world: Opener, lens: Lens) -> None:
    world = open_world(lens)
    project = agreed(world)
    reopen(world, project)
    world.answer(project, b2_problem="Five orders a week are missed.")
    agree(world, project)
    page = world.open(CHECK.format(project))
    assert "Brief v2 · agreed 24 Nov" in text_of(page)
    press(page, "What changed since v1")
    assert world.address == VERSIONS.format(project, 2)
    (line,) = shown(world.page, ChangedWords)
    assert line.accessibleName() == "removed: “Two”; added: “Five”"
    press(world.page, "Version 1")
    assert "Two orders a week are missed." in text_of(world.page)
    assert "Five orders" not in text_of(world.page)


def test_a_brief_that_was_only_shared_says_so_and_what_changed_since(world: DescribeWorld) -> None:
    project = agreed(world)
    world.workspace.undo()  # the agreement
    page = world.open(CHECK.format(project))
    assert "Brief · shared 24 Nov" in text_of(page)
    assert "What changed" not in text_of(page)
    world.answer(project, b9_why="The lease ends")
    page.refresh()
    press(page, "What changed since it was shared")
    assert "The lease ends" in text_of(world.page)
    assert "has not been agreed yet" in text_of(world.page)


def test_a_version_that_there_is_not_leads_back(world: DescribeWorld) -> None:
    project = world.start()
    page = world.open(VERSIONS.format(project, 7))
    assert "There is no such version" in text_of(page)
    press(page, "Go to the brief")
    assert world.address.endswith("/brief")
