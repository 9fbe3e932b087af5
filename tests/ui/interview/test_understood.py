"""What the program understood of the words, as a person sees it, confirms it and puts it right."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from app.knowledge import load_knowledge
from app.knowledge.vocabulary import vocabulary
from app.queries.brief_needs import said_of
from app.queries.lens import Lens
from tests.ui.interview.conftest import Opener
from tests.ui.interview.describe_world import DescribeWorld, field, key, press
from tests.ui.pages.quotes_world import shown, text_of
from ui.interview.understood import UnderstoodCard
from ui.interview.word_marks import marks_in
from ui.theme.current import Scheme, theme
from ui.widgets.buttons import ChipButton

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def words_are_known() -> None:
    """Afterwards a reading is over at once."""
    vocabulary(load_knowledge())


def open_musts(world: DescribeWorld, *musts: str) -> Any:
    """The page of the must-haves with these on it; returns the project."""
    project = world.start()
    world.answer(project, b5_must=list(musts))
    world.open(f"project/{project}/brief/5")
    return project


def box(world: DescribeWorld, at: int = 0) -> Any:
    return field(world.page, "b5.must").boxes()[at]


def marked(world: DescribeWorld, at: int = 0) -> list[str]:
    found = marks_in(box(world, at))
    assert found is not None
    return [mark.words for mark in found.marks]


def chips(world: DescribeWorld) -> list[str]:
    return [chip.accessibleName() for chip in shown(world.page, ChipButton)]


def said(world: DescribeWorld, project: Any) -> list[tuple[str, str, bool, str]]:
    rows = world.workspace.read(lambda session: said_of(session, project_id=project))
    return [(row.skill, row.weight, row.confirmed, row.said_by) for row in rows]


def at_word(world: DescribeWorld, word: str, at: int = 0) -> Any:
    """Put the cursor into a word, as the arrows do."""
    target = box(world, at)
    cursor = target.textCursor()
    cursor.setPosition(target.toPlainText().index(word) + 2)
    target.setFocus()
    target.setTextCursor(cursor)
    return target


def test_words_are_marked_after_a_pause_and_marks_go_along_with_typing(world: DescribeWorld) -> None:
    open_musts(world, "Works with Mailchimp")
    assert (marked(world), chips(world)) == (["Mailchimp"], ["E-mail marketing platforms"])
    target = box(world)
    target.moveCursor(target.textCursor().MoveOperation.Start)
    target.insertPlainText("It ")
    (mark,) = marks_in(target).marks
    assert target.toPlainText()[mark.start : mark.end] == "Mailchimp"
    assert world.page.reader.timer.isActive()
    target.moveCursor(target.textCursor().MoveOperation.End)
    target.insertPlainText(" and Xero")
    world.page.reader.timer.timeout.emit()
    assert marked(world) == ["Mailchimp", "Xero"]


def test_the_card_says_what_is_asked_for_how_sure_and_from_which_words(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b5_must=["Works with Mailchimp"], b5_out=["WordPress"])
    world.open(f"project/{project}/brief/5")
    (card,) = shown(world.page, UnderstoodCard)
    seen = text_of(card)
    assert seen.index("Needed") < seen.index("Not wanted")
    (first, _) = shown(card, ChipButton)
    assert first.accessibleDescription() == "Needed. Read from “Mailchimp”: sure."


def test_by_keyboard_a_reading_is_confirmed_and_undone(world: DescribeWorld) -> None:
    project = open_musts(world, "Works with Mailchimp")
    key(at_word(world, "Mailchimp"), Qt.Key.Key_Return, ALT)
    meaning = world.page.reader.meaning
    assert meaning is not None
    assert meaning.isAncestorOf(QApplication.focusWidget())
    press(meaning, "Right meaning")
    assert said(world, project) == [("sk.email-marketing", "must", True, "owner")]
    world.context.operations.undo()
    assert said(world, project) == []


def test_escape_closes_and_typing_goes_on(world: DescribeWorld) -> None:
    open_musts(world, "Works with Mailchimp")
    target = at_word(world, "Mailchimp")
    key(target, Qt.Key.Key_Return, ALT)
    key(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is target
    assert target.toPlainText() == "Works with Mailchimp"


def test_a_click_on_a_marked_word_asks_without_taking_the_keyboard(world: DescribeWorld) -> None:
    project = open_musts(world, "Works with Mailchimp")
    target = at_word(world, "Mailchimp")
    place = target.cursorRect().center() + QPoint(1, 0)
    QTest.mouseClick(target.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    meaning = world.page.reader.meaning
    assert meaning is not None
    assert QApplication.focusWidget() is target
    key(target, Qt.Key.Key_Escape)
    assert not meaning.isVisible()
    QTest.mouseClick(target.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    press(world.page.reader.meaning, "Not this")
    assert said(world, project) == [("sk.email-marketing", "must", False, "owner")]
    assert (marked(world), chips(world)) == ([], [])


def test_another_skill_is_looked_for_and_taken(world: DescribeWorld) -> None:
    project = open_musts(world, "Works with Mailchimp")
    press(world.page, "E-mail marketing platforms")
    meaning = world.page.reader.meaning
    press(meaning, "Something else")
    QTest.keyClicks(meaning.search, "xero")
    key(meaning.search, Qt.Key.Key_Return)
    press(meaning, "Xero")
    assert said(world, project) == [("sk.xero", "must", True, "owner")]
    assert chips(world) == ["Xero"]


def test_what_is_called_for_is_shown_with_its_reason_and_confirmed_or_refused(world: DescribeWorld) -> None:
    project = open_musts(world, "A Shopify shop")
    (card,) = shown(world.page, UnderstoodCard)
    seen = text_of(card)
    assert (
        seen.index("Called for, too") < seen.index("A Shopify shop is a web shop") < seen.index("Web design")
    )
    assert chips(world) == ["Shopify"]
    press(world.page, "Web design")
    assert "A Shopify shop is a web shop" in text_of(world.page.reader.meaning)
    press(world.page.reader.meaning, "Not needed")
    assert said(world, project) == [("sk.web-design", "must", False, "owner")]
    assert "Web design" not in text_of(card)
    press(world.page, "Web development")
    press(world.page.reader.meaning, "Yes, it is needed")
    assert "Web development" in chips(world)
    press(world.page, "Web development")
    press(world.page.reader.meaning, "Read it anew")
    assert chips(world) == ["Shopify"]


def test_a_typing_error_is_put_right_with_one_press(world: DescribeWorld) -> None:
    open_musts(world, "Stock in Shopfy drops")
    assert "did you mean Shopify?" in text_of(world.page)
    press(world.page, "Use “Shopify”")
    assert box(world).toPlainText() == "Stock in Shopify drops"
    assert chips(world) == ["Shopify"]


def test_a_typing_error_among_todays_systems_is_put_right_in_its_row(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b6_today=[{"job": "Selling", "use": "Shopfy", "plan": "keep"}])
    world.open(f"project/{project}/brief/6")
    press(world.page, "Use “Shopify”")
    assert world.page.sheet.blocks["b6.today"].value[0]["use"] == "Shopify"


def test_an_everyday_word_is_meant_as_its_place_says(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b5_must=["Works with Mailchimp"], b5_out=["A new checkout"])
    world.open(f"project/{project}/brief/5")
    assert "Does “checkout” mean Point of sale systems?" in text_of(world.page)
    press(world.page, "Yes")
    assert said(world, project) == [("sk.pos", "excluded", True, "owner")]


def test_a_word_nobody_knows_is_listed_and_given_a_meaning_by_the_broker(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = open_musts(world, "Talks to Xoobar")
    assert "Words we don’t know" in text_of(world.page)
    press(world.page, "Say what “Xoobar” is")
    meaning = world.page.reader.meaning
    assert QApplication.focusWidget() is meaning.search
    QTest.keyClicks(meaning.search, "xero")
    key(meaning.search, Qt.Key.Key_Return)
    press(meaning, "Xero")
    assert said(world, project) == [("sk.xero", "must", True, "broker")]
    assert (marked(world), chips(world)) == (["Xoobar"], ["Xero"])
    assert "Words we don’t know" not in text_of(world.page)


def test_a_skill_is_added_by_hand_and_taken_off(world: DescribeWorld) -> None:
    project = open_musts(world, "Works with Mailchimp")
    press(world.page, "Add a skill by hand")
    meaning = world.page.reader.meaning
    QTest.keyClicks(meaning.search, "xero")
    key(meaning.search, Qt.Key.Key_Return)
    press(meaning, "Xero")
    assert "Xero" in chips(world)
    press(world.page, "Xero")
    press(world.page.reader.meaning, "Take it off")
    assert said(world, project) == []


def test_a_budget_in_the_words_is_offered_and_never_filled_in_by_itself(world: DescribeWorld) -> None:
    project = world.start()
    world.answer(project, b3_outcome="Our budget is up to £22,000 and it must be live by 30 March 2027.")
    world.open(f"project/{project}/brief/10")
    assert "b10.budget" not in world.kept(project)
    press(world.page, "Use this: Budget: up to £22,000")
    assert field(world.page, "b10.budget").high.line.text() == "22,000"
    press(world.page, "Continue")
    assert world.kept(project)["b10.budget"]["high_minor"] == 2200000
    world.open(f"project/{project}/brief/10")
    assert not shown(world.page, UnderstoodCard)


def test_the_form_shows_the_same_and_keeps_what_the_broker_says(open_world: Opener) -> None:
    world = open_world(Lens.BROKER)
    project = world.start()
    world.answer(project, b5_must=["Works with Mailchimp"])
    world.open(f"project/{project}/brief/form")
    found = marks_in(world.page.sheets["5"].blocks["b5.must"].input.field.boxes()[0])
    assert found is not None
    assert [mark.words for mark in found.marks] == ["Mailchimp"]
    press(world.page, "E-mail marketing platforms")
    press(world.page.reader.meaning, "Right meaning")
    assert said(world, project) == [("sk.email-marketing", "must", True, "broker")]


def test_what_the_owner_has_said_of_a_skill_a_broker_only_reads(open_world: Opener) -> None:
    owner = open_world()
    project = open_musts(owner, "Works with Mailchimp")
    press(owner.page, "E-mail marketing platforms")
    press(owner.page.reader.meaning, "Right meaning")
    broker = open_world(Lens.BROKER)
    broker.open(f"project/{project}/brief/5")
    press(broker.page, "E-mail marketing platforms")
    meaning = broker.page.reader.meaning
    assert [each.accessibleName() for each in shown(meaning, QAbstractButton)] == ["Close"]
    assert not shown(meaning, QComboBox)
    assert "Clare Bramble has said so" in text_of(meaning)
    assert meaning.isAncestorOf(QApplication.focusWidget())
    press(meaning, "Close")
    assert said(broker, project) == [("sk.email-marketing", "must", True, "owner")]


def test_leaving_the_page_takes_the_card_over_it_away(world: DescribeWorld) -> None:
    open_musts(world, "Works with Mailchimp")
    press(world.page, "E-mail marketing platforms")
    assert world.page.reader.meaning is not None
    world.page.leave()
    assert world.page.reader.meaning is None


def test_an_empty_list_says_that_nothing_was_understood_yet(world: DescribeWorld) -> None:
    open_musts(world)
    assert "Nothing yet. What your words ask for is listed here." in text_of(world.page)
    world.open(f"project/{world.start()}/brief/2")
    assert not shown(world.page, UnderstoodCard)


def test_a_page_of_pasted_mail_is_read_away_from_the_hands(
    world: DescribeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    open_musts(world, "Works with Mailchimp")
    jobs = world.context.jobs
    monkeypatch.setattr(jobs, "run", lambda work, *_, label, **__: started.append(label))
    box(world).setPlainText("Works with Xero. " * 1000)
    world.page.reader.look()
    assert started == ["Reading your words"]


def test_marks_take_the_colours_of_a_scheme_that_is_set_while_one_writes(world: DescribeWorld) -> None:
    open_musts(world, "Works quickly with Mailchimp")

    def grounds() -> set[str]:
        formats = box(world).document().firstBlock().layout().formats()
        return {each.format.background().color().name() for each in formats}

    for scheme in (Scheme.DARK, Scheme.LIGHT):
        theme().set_scheme(scheme)
        assert grounds() == {theme().color("accent_soft").name(), theme().color("warn_soft").name()}
