"""The page "Are you ready?" as owner and broker use it: parts, ways to pay, a first step, and who may advise what."""

import uuid
from functools import partial

from PySide6.QtWidgets import QAbstractButton, QApplication

from app.queries import estimates
from app.queries.first_steps import first_step_view
from app.queries.lens import Lens
from app.words.formats import NOTHING
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import DescribeWorld, press
from tests.ui.pages.quotes_world import shown, text_of
from ui.widgets.table import Table

REASON = "The range of products will change while it is built."


def ready(world: DescribeWorld) -> uuid.UUID:
    project = world.start(card="CARD-WEB", template="TPL-SHOP")
    world.open(f"project/{project}/brief/ready")
    return project


def again(world: DescribeWorld) -> None:
    """Read the page again, as a change elsewhere makes it do."""
    world.page.refresh()
    QApplication.processEvents()


def table(world: DescribeWorld, name: str) -> list[list[str]]:
    (found,) = [each for each in shown(world.page, Table) if each.accessibleName() == name]
    model = found.model()
    return [
        [str(model.index(row, at).data()) for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_work_is_cut_three_ways_and_the_cut_stays_while_the_page_is_read_again(
    world: DescribeWorld,
) -> None:
    project = ready(world)
    packages = table(world, "Work by package")
    assert packages[-1][0].startswith("All together")
    press(world.page, "By place")
    places = table(world, "Work by place")
    assert places[-1] == packages[-1]
    world.answer(project, ready_criticality="3")
    again(world)
    assert table(world, "Work by place")


def test_every_way_to_pay_shows_three_outcomes_or_what_it_lacks(world: DescribeWorld) -> None:
    ready(world)
    text = text_of(world.page)
    for words in ("If it goes well", "As expected", "If it goes badly", "The reserve:"):
        assert words in text
    others = table(world, "The other ways to pay")
    assert len(others) == 7
    lacking = [row for row in others if row[1] == NOTHING]
    assert {row[0] for row in lacking} == {"Retainer (monthly service)", "Outcome-based"}


def test_an_owner_takes_the_first_step_and_goes_back_on_it(world: DescribeWorld) -> None:
    project = ready(world)
    press(world.page, "Begin with this")
    again(world)
    seen = world.workspace.read(
        partial(first_step_view, project_id=project, formats=world.context.formats, on=world.context.today())
    )
    assert seen is not None
    assert seen.taken == world.day
    assert "Chosen 24 Nov 2026" in text_of(world.page)
    press(world.page, "Buy the whole at once instead")
    again(world)
    assert "Whoever is chosen may be new to you" in text_of(world.page)


def test_a_broker_advises_another_way_with_a_reason_that_the_owner_reads(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = ready(world)
    before = text_of(world.page)
    assert "Advise another way" in before
    own = world.page._paying.own
    own.model.set_value("PRC-CAP")
    press(world.page, "Advise this way")
    assert "Enter the reason" in text_of(world.page)
    own.because.line.insert(REASON)
    press(world.page, "Advise this way")
    again(world)
    assert "Your broker’s own advice" in text_of(world.page)
    owner = open_world()
    owner.open(f"project/{project}/brief/ready")
    read = text_of(owner.page)
    assert REASON in read
    assert "Advise another way" not in read
    view = owner.workspace.read(
        partial(estimates.readiness, project_id=project, formats=owner.context.formats)
    )
    assert view.pricing_model == "PRC-CAP"


def test_what_the_broker_types_stays_while_the_page_is_read_again(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = ready(world)
    world.page._paying.own.because.line.insert("Half a reason")
    world.answer(project, ready_criticality="3")
    again(world)
    assert world.page._paying.own.because.draft() == "Half a reason"


def test_the_class_says_what_the_rule_found(world: DescribeWorld) -> None:
    project = ready(world)
    world.answer(project, ready_incident="yes")
    again(world)
    text = text_of(world.page)
    assert "Because of: Something wrong right now: Yes" in text
    assert "Limits: " in text


def test_before_a_kind_is_chosen_there_is_nothing_to_cut_or_to_pay(world: DescribeWorld) -> None:
    project = world.start(card="CARD-ELSE", template=None)
    world.open(f"project/{project}/brief/ready")
    assert "What it is made of" not in text_of(world.page)
    assert not [each for each in shown(world.page, QAbstractButton) if each.accessibleName() == "By role"]


def test_a_broker_reads_whose_answers_they_are(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    ready(world)
    seen = text_of(world.page)
    assert "What the answers of Clare Bramble add up to." in seen
    assert "How ready Clare Bramble is" in seen
    assert "How ready you are" not in seen
