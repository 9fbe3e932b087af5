"""The business is never asked twice: what it said in its last brief is offered, and taken only by a press."""

import uuid
from typing import Any

import pytest

from app.knowledge import load_knowledge
from app.knowledge.template_questions import template_questions
from app.queries.lens import Lens
from app.services import clients as client_verbs
from app.services import projects
from app.services.projects import OwnerFacts
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import OWNER, DescribeWorld, press
from tests.ui.pages.quotes_world import shown, text_of
from ui.interview.remembered import RememberedAnswer

HOURS = [{"days": ["mon", "tue"], "from": "09:00", "to": "17:30"}]
USE = "Use what was said last time: {0}"


def earlier(world: DescribeWorld, **facts: Any) -> uuid.UUID:
    """A project in which the business has told about itself."""
    project = world.start(title="The tills", **facts)
    world.answer(
        project,
        b4_users=[{"who": "Counter staff", "how_many": "8", "where": "both shops"}],
        b8_overlap=HOURS,
        b11_data=["contacts"],
        b11_rules=["The insurer wants two-step sign-in"],
        b12_who={"decides": "Ana Bramble", "see": [OWNER]},
    )
    return project


def test_everything_asked_of_the_business_is_declared_in_one_place() -> None:
    known = load_knowledge()
    asked = {question.id for question in known.questions.questions.values() if question.remember}
    of_kind = {
        question.id
        for template in known.templates.templates
        for question in template_questions(known, [template])
        if question.remember
    }
    assert asked == {
        "b4.users", "b4.access", "b4.access_note", "b6.today", "b8.overlap",
        "b11.data", "b11.rules", "b11.countries", "b12.who",
    }  # fmt: skip
    assert of_kind == {"b7.sites", "b7.staff", "b7.servers"}


def test_an_earlier_answer_is_offered_with_its_source_and_nothing_is_filled_in(world: DescribeWorld) -> None:
    earlier(world)
    project = world.start()
    page = world.open(f"project/{project}/brief/8")
    assert page.sheet.blocks["b8.overlap"].value is None
    seen = text_of(page)
    assert "Last time you said" in seen
    assert "09:00" in seen
    assert "From “The tills”, Nov 2026" in seen
    press(page, "Save and close")
    assert "b8.overlap" not in world.kept(project)


def test_a_press_takes_it_and_says_where_it_is_from(world: DescribeWorld) -> None:
    earlier(world)
    project = world.start()
    world.answer(project, b8_onsite="weekly")
    page = world.open(f"project/{project}/brief/8")
    press(page, USE.format("When do you need people to be reachable?"))
    assert page.sheet.blocks["b8.overlap"].value == HOURS
    assert "b8.overlap" not in world.kept(project)  # typed, as if by hand: Continue keeps it
    assert "Last time you said" not in text_of(page)
    assert "From “The tills”, Nov 2026" in text_of(page)
    press(page, "Continue")
    assert world.kept(project)["b8.overlap"] == HOURS
    page = world.open(f"project/{project}/brief/8")
    assert "From “The tills”, Nov 2026" in text_of(page)


@pytest.mark.parametrize(
    ("step", "question"), [(4, "b4.users"), (11, "b11.data"), (11, "b11.rules"), (12, "b12.who")]
)
def test_every_type_of_answer_is_put_in_as_it_was(world: DescribeWorld, step: int, question: str) -> None:
    before = world.kept(earlier(world))
    project = world.start()
    page = world.open(f"project/{project}/brief/{step}")
    block = page.sheet.blocks[question]
    press(block, USE.format(load_knowledge().questions.questions[question].label))
    assert block.value == before[question]


def test_what_is_typed_is_never_overwritten_nor_offered_over(world: DescribeWorld) -> None:
    earlier(world)
    project = world.start()
    world.answer(project, b11_rules=["Our own rule"])
    page = world.open(f"project/{project}/brief/11")
    assert not shown(page.sheet.blocks["b11.rules"], RememberedAnswer)


def test_the_latest_brief_speaks_and_what_was_not_known_does_not(world: DescribeWorld) -> None:
    earlier(world)
    later = world.start(title="The phones")
    world.answer(later, b11_data=["cards"], b8_overlap=(None, True))
    project = world.start()
    assert "From “The phones”" in text_of(world.open(f"project/{project}/brief/11"))
    assert "From “The tills”" in text_of(world.open(f"project/{project}/brief/8"))


def test_a_broker_is_offered_only_what_the_same_client_said(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    one, other = (
        world.workspace.write(lambda s, name=name: client_verbs.add_client(s, name=name), "Client")[0]
        for name in ("Bramble", "Thorn")
    )
    earlier(world, client_id=one)
    page = world.open(f"project/{world.start(client_id=one)}/brief/8")
    assert f"Last time {OWNER} said" in text_of(page)
    page = world.open(f"project/{world.start(client_id=other)}/brief/8")
    assert not shown(page, RememberedAnswer)


def test_without_a_client_a_broker_is_offered_what_a_business_of_the_same_name_said(
    open_world: Opener,
) -> None:
    world = open_world(Lens.BROKER)
    earlier(world)
    assert shown(world.open(f"project/{world.start()}/brief/8"), RememberedAnswer)
    somebody = world.start(title="Of nobody we know")
    world.workspace.write(
        lambda s: projects.describe_owner(s, project_id=somebody, owner=OwnerFacts(), on=world.day), "Nobody"
    )
    assert not shown(world.open(f"project/{somebody}/brief/8"), RememberedAnswer)


def test_what_was_taken_and_not_applied_is_not_offered_again_after_a_crash(open_world: Opener) -> None:
    world = open_world()
    earlier(world)
    project = world.start()
    page = world.open(f"project/{project}/brief/8")
    press(page, USE.format("When do you need people to be reachable?"))
    page.sheet.flush()
    again = open_world(drafts=world.drafts)
    page = again.open(f"project/{project}/brief/8")
    assert page.sheet.blocks["b8.overlap"].value == HOURS
    assert "Last time you said" not in text_of(page)
