"""Advice beside the questions, as a person meets it: typed, rested, read, pressed, taken back."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.queries.lens import Lens
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import DescribeWorld, field, press, rested
from tests.ui.pages.quotes_world import shown, text_of
from ui.interview.adviser import AdviceCard
from ui.widgets.buttons import AddButton
from ui.widgets.cards import Scroll

LONG = (
    "Customers order and pay on their phone without ringing us and the stock count drops in both shops when an "
    "order is placed"
)
FIRST, SECOND = (
    "Customers order and pay on their phone without ringing us",
    "The stock count drops in both shops when an order is placed",
)

RUSH = {"label": "Christmas rush", "from": "2027-12-13", "to": "2028-01-03"}


def titles(page: Any) -> list[str]:
    return [card.accessibleName() for card in shown(page, AdviceCard)]


def card(page: Any, title: str) -> AdviceCard:
    (found,) = [each for each in shown(page, AdviceCard) if each.accessibleName() == title]
    return found


def test_nothing_is_said_before_the_hands_rest_and_the_focus_stays(world: DescribeWorld) -> None:
    page = world.open(f"project/{world.start()}/brief/2")
    box = field(page, "b2.problem").box
    box.setFocus()
    box.insertPlainText("Orders get lost")
    QApplication.processEvents()
    assert titles(page) == []
    before = box.mapTo(page, box.rect().topLeft())
    rested(page)
    assert titles(page) == ["Tell a little more"]
    assert page.window().focusWidget() is box
    assert box.mapTo(page, box.rect().topLeft()) == before


def test_a_must_have_is_split_and_ctrl_z_joins_it_again(world: DescribeWorld) -> None:
    project = world.start()
    page = world.open(f"project/{project}/brief/5")
    musts = field(page, "b5.must")
    musts.boxes()[0].setPlainText(LONG)
    rested(page)
    press(page, "Split it")
    assert musts.value() == (FIRST, SECOND)
    assert "Two in one?" not in titles(page)
    assert page.window().focusWidget() is musts.boxes()[0]
    QTest.keySequence(musts.boxes()[0], QKeySequence(QKeySequence.StandardKey.Undo))
    assert musts.boxes()[0].toPlainText() == LONG


def test_undo_beside_what_was_done_brings_back_what_was_typed(world: DescribeWorld) -> None:
    page = world.open(f"project/{world.start()}/brief/5")
    musts = field(page, "b5.must")
    musts.boxes()[0].setPlainText(LONG)
    rested(page)
    press(page, "Split it")
    assert "The must-have is two now." in text_of(page)
    press(page, "Undo")
    assert musts.value() == (LONG,)
    assert titles(page) == ["Two in one?"]


def test_what_is_typed_after_the_advice_is_not_lost_by_its_fix(world: DescribeWorld) -> None:
    page = world.open(f"project/{world.start()}/brief/5")
    musts = field(page, "b5.must")
    musts.boxes()[0].setPlainText(LONG)
    rested(page)
    musts.boxes()[1].setPlainText("Prints a label for each parcel")
    press(page, "Split it")
    assert musts.value() == (FIRST, SECOND, "Prints a label for each parcel")


def test_one_of_too_many_moves_to_the_nice_ones(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b5_must=[f"Prints label {n}" for n in range(13)], b5_out=["New tills"])
    page = world.open(f"project/{project}/brief/5")
    assert "That’s 13. Which could wait until after opening day?" in text_of(page)
    offered = card(page, "A long list").choices().actions()
    assert len(offered) == 13
    offered[4].trigger()
    QApplication.processEvents()
    assert "Prints label 4" not in field(page, "b5.must").value()
    assert field(page, "b5.nice").value() == ("Prints label 4",)
    assert "A long list" not in titles(page)


def test_what_is_often_left_out_is_added_with_one_press(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b5_must=[f"Prints label {n}" for n in range(3)])
    page = world.open(f"project/{project}/brief/5")
    found = card(page, "Not part of this")
    QTest.mouseClick(shown(found, AddButton)[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert field(page, "b5.out").value() == ("Product photos",)
    assert titles(page) == []


def test_a_must_have_on_card_details_goes_to_its_list_on_another_page_and_back(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b8_abroad="yes", b11_rules=["PCI"], b5_must=["Prints a label for each parcel"])
    page = world.open(f"project/{project}/brief/11")
    assert titles(page) == []
    next(tick for tick in shown(page, QAbstractButton) if tick.accessibleName() == "Payment cards").click()
    rested(page)
    assert titles(page) == ["Card details"]
    press(page, "Add it")
    assert world.kept(project)["b5.must"] == [
        "Prints a label for each parcel",
        "Card details stay with the payment company; nobody who works on this sees them",
    ]
    assert titles(page) == []
    assert field(page, "b11.data").value() == ("cards",)
    world.context.operations.undo()
    assert world.kept(project)["b5.must"] == ["Prints a label for each parcel"]


def test_a_day_in_a_busy_time_moves_before_or_after_it(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b9_by="date", b9_date="2027-12-20", b9_avoid=[RUSH])
    page = world.open(f"project/{project}/brief/9")
    assert "20 Dec 2027 falls in “Christmas rush”. Go live before or after?" in text_of(page)
    press(page, "Make it 4 Jan 2028")
    assert str(field(page, "b9.date").value()) == "2028-01-04"
    assert titles(page) == []


def test_at_most_two_cards_and_not_now_is_remembered(open_world: Opener) -> None:
    world = open_world()
    project = world.start()
    world.answer(project, b5_must=["Is fast", LONG, *(f"Prints label {n}" for n in range(13))])
    page = world.open(f"project/{project}/brief/5")
    assert titles(page) == ["A bit clearer?", "A long list"]
    QTest.mouseClick(_not_now(card(page, "A bit clearer?")), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert titles(page) == ["A long list", "Two in one?"]
    page = world.open(f"project/{project}/brief/5")
    assert titles(page) == ["A long list", "Two in one?"]
    assert world.kept(project)["b5.must"][0] == "Is fast"


def test_what_is_left_for_the_broker_is_let_be(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b11_data=["health"])
    assert titles(world.open(f"project/{project}/brief/11")) == ["No rule is named yet"]
    world.answer(project, b11_rules=(None, True))
    assert titles(world.open(f"project/{project}/brief/11")) == []


def test_on_a_narrow_window_it_stands_under_its_question(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b5_must=["Is fast", "Prints a label for each parcel", "Shows what is in stock"])
    page = world.open(f"project/{project}/brief/5", (980, 700))
    QApplication.processEvents()
    blocks = page.sheet.blocks
    assert blocks["b5.must"].isAncestorOf(card(page, "A bit clearer?"))
    assert blocks["b5.out"].isAncestorOf(card(page, "Not part of this"))
    assert unnamed_controls(page) == []
    assert squeezed_labels(page) == []
    assert unreachable_controls(page) == []
    page.window().resize(1366, 768)
    QApplication.processEvents()
    assert not blocks["b5.must"].isAncestorOf(card(page, "A bit clearer?"))


def test_the_field_one_types_in_stays_where_it_is_when_a_card_comes_above_it(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b9_by="date", b9_date="2027-11-20", b9_avoid=[RUSH])
    page = world.open(f"project/{project}/brief/form", (1366, 768))
    page.window().activateWindow()
    blocks = page.sheets["9"].blocks
    box = blocks["b9.why"].input.field.line
    box.setFocus()
    shown(page, Scroll)[0].ensureWidgetVisible(box)
    QApplication.processEvents()
    blocks["b9.date"].input.field.line.setText("20 12 2027")
    blocks["b9.date"].input.field.edited.emit()
    before = box.mapTo(page, box.rect().topLeft()).y()
    bar = shown(page, Scroll)[0].verticalScrollBar()
    length = bar.maximum()
    rested(page)
    while bar.maximum() == length:  # until the page is laid out anew
        QTest.qWait(10)
    assert titles(page) == ["A busy time"]
    assert box.mapTo(page, box.rect().topLeft()).y() == before


def test_on_the_form_the_part_one_works_on_is_advised_on(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b2_problem="Orders get lost", b5_must=["Is fast"], b9_by="date", b9_avoid=[RUSH])
    page = world.open(f"project/{project}/brief/form", (1366, 768))
    assert sorted(titles(page)) == ["A bit clearer?", "Tell a little more"]
    page.sheets["9"].blocks["b9.date"].input.field.line.setFocus()
    page.sheets["9"].blocks["b9.date"].input.field.line.insert("20 12 2027")
    rested(page)
    assert titles(page) == ["A busy time"]


def test_the_brokers_form_says_the_same_under_its_questions(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = world.start()
    page = world.open(f"project/{project}/brief/form")
    blocks = page.sheets["10"].blocks
    budget = blocks["b10.budget"].input.field
    budget.low.line.setFocus()
    budget.low.line.insert("22,000")
    budget.high.line.insert("15,000")
    rested(page)
    assert blocks["b10.budget"].isAncestorOf(card(page, "Did they swap places?"))
    press(page, "Swap them")
    assert (budget.low.value().minor, budget.high.value().minor) == (1_500_000, 2_200_000)
    assert "Did they swap places?" not in titles(page)


def _not_now(found: AdviceCard) -> QAbstractButton:
    return next(each for each in shown(found, QAbstractButton) if each.accessibleName() == "Not now")
