"""The page "Are you ready?" as owner and broker use it: parts, ways to pay, a first step, and who may advise what."""

import uuid
from functools import partial

from PySide6.QtWidgets import QAbstractButton, QApplication

from app.knowledge import load_knowledge
from app.queries import estimates
from app.queries.first_steps import first_step_view
from app.queries.lens import Lens
from app.queries.readiness_words import QUOTES_FROM
from app.words.formats import NOTHING
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import DescribeWorld, press
from tests.ui.pages.quotes_world import shown, text_of
from ui.models.columns import CELL_ROLE
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
    press(world.page, "Show the parts of the work")
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
    press(world.page, "Show the other ways to pay")
    others = table(world, "The other ways to pay")
    assert len(others) == 7
    lacking = [row for row in others if row[1] == NOTHING]
    assert {row[0] for row in lacking} == {"Retainer (monthly service)", "Outcome-based"}


def test_an_owner_reads_one_sentence_first_and_tables_only_on_asking(open_world: Opener) -> None:
    world = open_world()
    project = ready(world)
    assert shown(world.page, Table) == []
    assert "short questions are open. Answer them, and you know how to buy this." in text_of(world.page)
    press(world.page, "Show what a day of each role costs")
    assert table(world, "A day of each role")
    world.answer(project, ready_criticality="3")
    again(world)
    assert table(world, "A day of each role"), "what was opened stays open"
    press(world.page, "Hide what a day of each role costs")
    assert shown(world.page, Table) == []
    broker = open_world(Lens.BROKER)
    broker.open(f"project/{project}/brief/ready")
    assert {each.accessibleName() for each in shown(broker.page, Table)} >= {
        "A day of each role", "The other ways to pay", "Work by package",
    }  # fmt: skip


def test_what_speaks_against_a_way_to_pay_is_read_whole_in_a_narrow_window(world: DescribeWorld) -> None:
    project = world.start(card="CARD-WEB", template="TPL-SHOP")
    world.open(f"project/{project}/brief/ready", (1093, 534))
    press(world.page, "Show the other ways to pay")
    QApplication.processEvents()
    (found,) = shown(world.page, Table)
    tall = {
        found.model().index(row, 0).data(CELL_ROLE).sub: found.rowHeight(row)
        for row in range(found.model().rowCount())
    }
    longest, shortest = max(tall, key=len), min(tall, key=len)
    assert tall[longest] > tall[shortest]


def test_a_blocker_is_said_before_all_else(world: DescribeWorld) -> None:
    project = ready(world)
    world.answer(project, **{"ready_RDY__02": "0"})
    again(world)
    assert "One answer stands in the way." in text_of(world.page)


def test_quotes_are_spoken_of_from_the_band_that_says_so() -> None:
    bands = load_knowledge().sourcing.readiness.bands
    assert {band.min for band in bands if band.advice.startswith("Go to quotes")} == {QUOTES_FROM, 75}


def test_a_small_repair_of_which_nothing_is_known_stays_small(world: DescribeWorld) -> None:
    project = world.start(template="TPL-FIX")
    asked = [q.id for leg in world.course(project).legs if not leg.section for q in leg.questions]
    world.answer(project, **{id.replace(".", "_", 1).replace("-", "__"): (None, True) for id in asked})
    world.open(f"project/{project}/brief/ready")
    seen = text_of(world.page)
    assert "This is a small job: one page describes it, and one page orders it." in seen
    assert "A small job, so far" in seen
    assert "This may still change. It hangs on:" in seen
    assert "It could become: Project" in seen
    assert "If it failed" in seen
    assert "Provisional" not in seen
    world.answer(project, ready_criticality="5")
    again(world)
    assert "A small job, so far" not in text_of(world.page)


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
