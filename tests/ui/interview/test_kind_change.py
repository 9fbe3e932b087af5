"""Another kind of project in the middle of the brief: nothing is lost, and nothing of the earlier kind counts."""

import uuid
from functools import partial

from PySide6.QtWidgets import QAbstractButton

from app.queries.brief_paper import brief
from app.queries.brief_scores import brief_score
from app.queries.lens import Lens
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import DescribeWorld, field, press
from tests.ui.pages.quotes_world import shown, text_of
from ui.widgets.earlier_answers import EarlierAnswers

ASIDE = "Answers from the earlier kind"


def shop_with_answers(world: DescribeWorld) -> uuid.UUID:
    """A shop two of whose own questions are answered, one of them with "I don't know yet"."""
    project = world.start()
    own = [q.id for q in world.course(project).leg("7").questions]  # type: ignore[union-attr]
    world.answer(project, b2_problem="Orders are missed.", b5_must=["Orders can be paid by card"])
    world.answer(project, **{own[0].replace(".", "_", 1): "40", own[1].replace(".", "_", 1): (None, True)})
    return project


def choose(world: DescribeWorld, project: uuid.UUID, card: str, template: str | None) -> None:
    """Choose another kind on step 1, as one does."""
    page = world.open(f"project/{project}/brief/1")
    kinds = field(page, "b1.kind")
    kinds.set_value(card)
    kinds.edited.emit()
    if template is not None:
        field(page, "b1.template").button(template).click()
    else:
        page.sheet.blocks["b1.template"]._unknown.box.click()
    press(page, "Continue")


def paper_text(world: DescribeWorld, project: uuid.UUID) -> str:
    """Everything the paper for the owner holds."""
    read = partial(
        brief, project_id=project, audience="owner", formats=world.context.formats, today=world.day
    )
    return repr(world.workspace.read(read))


def test_another_kind_sets_its_answers_aside_says_so_and_undo_brings_all_back(world: DescribeWorld) -> None:
    project = shop_with_answers(world)
    points = world.points(project)
    assert len(points) == 1
    choose(world, project, "CARD-OFFICE", "TPL-NET")
    assert "1 answer from the earlier kind is kept" in world.said[-1].text
    assert world.said[-1].action == "Undo"
    assert world.points(project) == []  # the shop's question is not talked about: nobody asks it
    assert points[0] not in paper_text(world, project)
    world.said[-1].act()
    assert world.course(project).head.main_template == "TPL-SHOP"
    assert world.points(project) == points
    page = world.open(f"project/{project}/brief/7")
    assert not shown(page, EarlierAnswers)


def test_what_is_aside_is_read_on_step_7_and_on_the_check_page_and_counts_nowhere(
    world: DescribeWorld,
) -> None:
    project = shop_with_answers(world)
    asked = world.course(project).leg("7")
    assert asked is not None
    label = asked.questions[0].label
    assert label in paper_text(world, project)
    choose(world, project, "CARD-OFFICE", "TPL-NET")
    fresh = world.start("CARD-OFFICE", "TPL-NET", title="The same without a past")
    world.answer(fresh, b2_problem="Orders are missed.", b5_must=["Orders can be paid by card"])
    assert brief_score(world.course(project)).points == brief_score(world.course(fresh)).points
    assert label not in paper_text(world, project)
    for place in ("7", "check"):
        page = world.open(f"project/{project}/brief/{place}")
        (card,) = shown(page, EarlierAnswers)
        seen = text_of(card)
        assert ASIDE in seen
        assert label in seen
        assert "40" in seen


def test_coming_back_to_the_earlier_kind_finds_the_answers_in_their_inputs(world: DescribeWorld) -> None:
    project = shop_with_answers(world)
    first = world.course(project).leg("7").questions[0].id  # type: ignore[union-attr]
    choose(world, project, "CARD-OFFICE", "TPL-NET")
    choose(world, project, "CARD-WEB", "TPL-SHOP")
    assert "1 answer from the earlier kind counts again" in world.said[-1].text
    page = world.open(f"project/{project}/brief/7")
    assert page.sheet.blocks[first].value == "40"
    assert page.sheet.blocks[list(page.sheet.blocks)[1]].unknown
    assert len(world.points(project)) == 1


def test_a_kind_can_be_taken_up_again_alone_or_beside_the_new_one(world: DescribeWorld) -> None:
    project = shop_with_answers(world)
    choose(world, project, "CARD-ELSE", None)
    assert world.course(project).leg("7") is None  # "something else" asks nothing of its own
    page = world.open(f"project/{project}/brief/check")
    (card,) = shown(page, EarlierAnswers)
    name = next(
        each.accessibleName() for each in shown(card, QAbstractButton) if "Go back" in each.accessibleName()
    )
    press(card, name)
    assert world.course(project).head.templates == ("TPL-SHOP",)
    choose(world, project, "CARD-OFFICE", "TPL-NET")
    page = world.open(f"project/{project}/brief/7")
    (card,) = shown(page, EarlierAnswers)
    name = next(
        each.accessibleName() for each in shown(card, QAbstractButton) if "also" in each.accessibleName()
    )
    press(card, name)
    assert world.course(project).head.templates == ("TPL-NET", "TPL-SHOP")
    assert not shown(world.page, EarlierAnswers)


def test_an_answer_is_used_for_the_question_of_the_new_kind_that_asks_the_same(world: DescribeWorld) -> None:
    project = world.start("CARD-APP", "TPL-LOB")
    world.answer(project, **{"b7_LOB.integrations": "14"})
    world.answer(project, b1_kind="CARD-SYSTEM", b1_template="TPL-CRM")
    page = world.open(f"project/{project}/brief/7")
    (card,) = shown(page, EarlierAnswers)
    press(card, "Use it for “How many systems to join (mail, accounts, web forms, phone)?”")
    assert world.kept(project)["b7.CRM.integrations"] == "14"
    assert world.page.sheet.blocks["b7.CRM.integrations"].value == "14"
    world.context.operations.undo()
    assert "b7.CRM.integrations" not in world.kept(project)


def test_the_broker_s_form_keeps_answers_aside_in_the_same_way(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = shop_with_answers(world)
    page = world.open(f"project/{project}/brief/form")
    kinds = page.sheets["1"].blocks["b1.kind"].input.field
    kinds.set_value("CARD-OFFICE")
    kinds.edited.emit()
    page.sheets["1"].blocks["b1.template"].input.field.button("TPL-NET").click()
    press(page, "Save the answers")
    assert world.said[-1].action == "Undo"
    (card,) = shown(world.page, EarlierAnswers)
    assert "40" in text_of(card)
    assert "b7.staff" in world.page.sheets["7"].blocks


def test_a_broker_only_suggests_to_go_back_to_a_kind_that_the_owner_left(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = shop_with_answers(world)
    world.answer(project, b1_kind="CARD-OFFICE", b1_template="TPL-NET")
    page = world.open(f"project/{project}/brief/check")
    (card,) = shown(page, EarlierAnswers)
    press(card, "Go back to: Online shop")
    assert world.course(project).head.main_template == "TPL-NET"
    assert world.course(project).head.card == "CARD-OFFICE"
    assert "suggested" in world.said[-1].text
