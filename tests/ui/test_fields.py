"""Inputs: what is typed, what is understood, what is announced, and what the keyboard does."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.analysis.money import Money
from app.words.formats import Formats
from tests.ui.standins import TODAY
from ui.widgets.choices import CheckList, ChoiceCards, Option, RadioList, options
from ui.widgets.field import Field
from ui.widgets.fields import Choice, DateField, MoneyEdit, NumberEdit, TextField, Tick
from ui.widgets.file_drop import FileDrop
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import column, framed
from ui.widgets.list_editor import ListEditor
from ui.widgets.rows_editor import Cell, RowsColumn, RowsEditor
from ui.widgets.states import ErrorSummary
from ui.widgets.text import Label, Prose, emphasise

FORMATS = Formats()
OPTIONS = options(("yes", "Yes"), ("no", "No"))


def every_field() -> dict[str, tuple[Field, object]]:
    """Each input with a draft to restore."""
    rows = (RowsColumn("site", "Site"), RowsColumn("people", "People", Cell.NUMBER))
    return {
        "text": (TextField(), "Oak"), "number": (NumberEdit(FORMATS), "12"), "tick": (Tick("Yes"), True),
        "money": (MoneyEdit("GBP", FORMATS), "lots"), "date": (DateField(lambda: TODAY, FORMATS), "fri"),
        "choice": (Choice((("a", "A"), ("b", "B"))), "b"), "radio": (RadioList(OPTIONS), "no"),
        "cards": (ChoiceCards(OPTIONS), "no"), "checks": (CheckList(OPTIONS), ["yes", "no"]),
        "long": (GrowingText(), "One\nTwo"), "list": (ListEditor(), ["One", "Two"]),
        "rows": (RowsEditor(rows, FORMATS), [{"site": "Oak", "people": "3"}, {"site": "Elm", "people": ""}]),
    }  # fmt: skip


FIELDS = (
    "text",
    "number",
    "tick",
    "money",
    "date",
    "choice",
    "radio",
    "cards",
    "checks",
    "long",
    "list",
    "rows",
)


@pytest.mark.parametrize("name", FIELDS)
def test_a_draft_comes_back_as_it_was_and_is_announced_by_no_one(name: str, qtbot: QtBot) -> None:
    field, draft = every_field()[name]
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.committed):
        field.restore(draft)
    assert field.draft() == draft


def leave(field: QWidget) -> None:
    """Take the focus elsewhere."""
    field.clearFocus()
    QApplication.processEvents()


@pytest.fixture
def money(qtbot: QtBot) -> MoneyEdit:
    """A money field in a window that has the focus."""
    edit = MoneyEdit("GBP", FORMATS, name="Price")
    qtbot.addWidget(edit)
    edit.show()
    edit.activateWindow()
    qtbot.waitUntil(edit.isActiveWindow)
    edit.line.setFocus()
    return edit


@pytest.mark.parametrize("typed", ["12500", "12,500", "12.500,00", "12'500", "12 500", "12.5k", "£12,500"])
def test_money_in_any_notation_is_echoed_and_tidied(money: MoneyEdit, qtbot: QtBot, typed: str) -> None:
    money.line.insert(typed)
    assert money.echo.text() == "£12,500.00"
    with qtbot.waitSignal(money.committed):
        leave(money.line)
    assert money.value() == Money(12_500_00, "GBP")
    assert money.line.text() == "12,500"


def test_what_is_no_amount_is_kept_as_typed_and_said(money: MoneyEdit, qtbot: QtBot) -> None:
    money.line.insert("lots")
    with qtbot.assertNotEmitted(money.committed):
        leave(money.line)
    assert money.value() is None
    assert money.line.text() == "lots"
    assert money.problem()
    assert money.echo.text() == money.problem()


@given(minor=some.integers(-(10**12), 10**12), currency=some.sampled_from(["GBP", "JPY", "KWD"]),
       locale=some.sampled_from(["en_GB", "de_DE", "fr_FR", "de_CH"]))  # fmt: skip
def test_an_amount_shown_in_a_field_is_the_amount_it_holds(minor: int, currency: str, locale: str) -> None:
    edit = MoneyEdit(currency, Formats(locale, currency))
    amount = Money(minor, currency)
    edit.set_value(amount)
    edit._left()
    assert edit.value() == amount


def test_a_number_keeps_its_bounds(qtbot: QtBot) -> None:
    edit = NumberEdit(FORMATS, least=Decimal(1), most=Decimal(100), whole=True, unit="people")
    qtbot.addWidget(edit)
    for typed, problem in (
        ("0", "Enter 1 or more"),
        ("101", "Enter 100 or less"),
        ("2.5", "Enter a whole number"),
    ):
        edit.restore(typed)
        assert edit.problem() == problem
    edit.restore("14")
    assert (edit.value(), edit.problem()) == (Decimal(14), "")


def test_a_date_is_echoed_with_its_weekday(qtbot: QtBot) -> None:
    edit = DateField(lambda: TODAY, FORMATS, name="Must be in use by")
    qtbot.addWidget(edit)
    edit.restore("2027-03-27")
    assert edit.value() == date(2027, 3, 27)
    assert "Saturday" in edit.echo.text()


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Send one key press."""
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifier))


@pytest.fixture
def must(qtbot: QtBot) -> ListEditor:
    """A list of three statements in an active window."""
    editor = ListEditor(name="What must it do?")
    editor.set_value(["One", "Two", "Three"])
    qtbot.addWidget(editor)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor


def test_enter_goes_on_to_a_blank_statement_and_typing_there_adds_another(must: ListEditor) -> None:
    boxes = must.boxes()
    assert len(boxes) == 4
    boxes[2].setFocus()
    press(boxes[2], Qt.Key.Key_Return)
    assert boxes[3].hasFocus()
    boxes[3].insertPlainText("Four")
    assert must.value() == ("One", "Two", "Three", "Four")
    assert len(must.boxes()) == 5


def test_statements_move_and_go_by_keyboard(must: ListEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(must.committed):
        press(must.boxes()[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert must.value() == ("Two", "One", "Three")
    press(must.boxes()[0], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert must.value() == ("Two", "One", "Three"), "the first stays first"
    box = must.boxes()[1]
    box.clear()
    press(box, Qt.Key.Key_Backspace)
    assert must.value() == ("Two", "Three")
    assert must.boxes()[0].hasFocus()


def test_removing_a_statement_tells_what_went(must: ListEditor, qtbot: QtBot) -> None:
    row = must._rows[1]
    with qtbot.waitSignal(must.removed) as removed:
        row.remove_button.click()
    assert removed.args == ["Two"]
    assert must.value() == ("One", "Three")


def test_every_statement_is_named_by_its_place(must: ListEditor) -> None:
    assert [box.accessibleName() for box in must.boxes()][1] == "What must it do?, number 2"


def test_text_grows_and_shrinks_with_what_is_typed(qtbot: QtBot) -> None:
    text = GrowingText(lines=1)
    qtbot.addWidget(text)
    text.resize(300, 200)
    text.show()
    low = text.box.height()
    text.set_value("word " * 60)
    assert text.box.height() > low
    text.set_value("word")
    assert text.box.height() == low


def test_rows_give_what_was_filled_in_and_name_their_cells(qtbot: QtBot) -> None:
    rows = RowsEditor(
        (RowsColumn("site", "Site"), RowsColumn("rent", "Rent", Cell.MONEY),
         RowsColumn("kind", "Kind", Cell.CHOICE, options=(("shop", "Shop"),))),
        FORMATS, name="Your sites",
    )  # fmt: skip
    qtbot.addWidget(rows)
    rows.set_value([{"site": "Oak", "rent": Money(100, "GBP")}, {"kind": "shop"}])
    rows.add_button.click()
    assert rows.value() == ({"site": "Oak", "rent": Money(100, "GBP")}, {"kind": "shop"})
    assert rows.target().accessibleName() == "Your sites, row 1, Site"


def test_none_of_these_excludes_the_rest(qtbot: QtBot) -> None:
    ticks = CheckList((Option("a", "A"), Option("b", "B"), Option("none", "None of these")), alone="none")
    qtbot.addWidget(ticks)
    ticks.button("a").click()
    ticks.button("none").click()
    assert ticks.value() == ("none",)
    ticks.button("b").click()
    assert ticks.value() == ("b",)


def test_a_choice_can_be_taken_back(qtbot: QtBot) -> None:
    for choice in (RadioList(OPTIONS), ChoiceCards(OPTIONS)):
        qtbot.addWidget(choice)
        choice.set_value("yes")
        choice.set_value("")
        assert choice.value() == ""


def test_the_whole_card_is_the_target(qtbot: QtBot) -> None:
    cards = ChoiceCards(OPTIONS, columns=2)
    qtbot.addWidget(cards)
    cards.show()
    with qtbot.waitSignal(cards.committed):
        qtbot.mouseClick(cards._cards["no"], Qt.MouseButton.LeftButton)
    assert cards.value() == "no"


def test_a_file_too_large_or_of_the_wrong_kind_is_refused_before_it_is_read(
    tmp_path: Path, qtbot: QtBot
) -> None:
    large, other, good = tmp_path / "photo.pdf", tmp_path / "photo.heic", tmp_path / "proof.pdf"
    large.write_bytes(b"x" * 3_000_000)
    other.write_bytes(b"x")
    good.write_bytes(b"x")
    drop = FileDrop(suffixes=(".pdf",), most_bytes=2_000_000, name="Proof")
    qtbot.addWidget(drop)
    drop.take([large])
    assert drop.problem() == "“photo.pdf” is 3 MB. Files must be 2 MB or smaller."
    drop.take([other])
    assert "photo.heic" in drop.problem()
    drop.take([tmp_path])
    assert drop.problem().endswith("is a folder. Add the files that are in it.")
    drop.take([tmp_path / "gone.pdf", good])
    assert drop.value() == (good,)


def test_a_fault_is_said_at_its_row_in_its_description_and_in_the_summary(qtbot: QtBot) -> None:
    edit = MoneyEdit("GBP", FORMATS)
    line = FormRow("To run it each month", edit, help="Hosting, licences, support")
    summary = ErrorSummary()
    window = framed(column(summary, line))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert line.check() is None
    edit.restore("lots")
    problem = line.check()
    assert problem is not None
    assert edit.line.property("wrong") is True
    assert edit.line.accessibleName() == "To run it each month"
    assert problem[0] in edit.line.accessibleDescription()
    summary.show_problems([problem])
    assert summary.hasFocus()
    links = [each for each in summary.findChildren(QWidget) if getattr(each, "clicked", None)]
    links[0].click()  # type: ignore[attr-defined]
    assert edit.line.hasFocus()
    edit.restore("180")
    assert line.check() is None
    assert edit.line.property("wrong") is False


@given(some.text())
def test_names_are_never_read_as_markup(name: str) -> None:
    assert Label(name).textFormat() is Qt.TextFormat.PlainText
    assert Label(name).text() == name
    assert Prose(name).words() == name


def test_emphasis_is_not_looked_for_in_its_own_tags() -> None:
    assert emphasise("a b and abc", "abc", "b") == "a <b>b</b> and <b>abc</b>"


def test_only_what_was_emphasised_is_bold() -> None:
    sentence = emphasise("If price were Vital, <b>Oak & Elm</b> would lead.", "Vital", "Oak & Elm")
    assert sentence == ("If price were <b>Vital</b>, &lt;b&gt;<b>Oak &amp; Elm</b>&lt;/b&gt; would lead.")


def test_undo_takes_back_a_few_words_and_never_what_was_typed_before_the_box_was_left(qtbot: QtBot) -> None:
    text = GrowingText(lines=1)
    qtbot.addWidget(text)
    text.show()
    text.activateWindow()
    qtbot.waitUntil(text.isActiveWindow)
    text.box.setFocus()
    qtbot.keyClicks(text.box, "Works with tills")
    leave(text.box)
    text.box.setFocus()
    qtbot.keyClicks(text.box, "x and scales")
    seen = []
    while text.box.document().isUndoAvailable():
        text.box.undo()
        seen.append(text.box.toPlainText())
    assert seen == [
        "Works with tillsx and ",
        "Works with tillsx ",
        "Works with tills",
        "Works with ",
        "Works ",
        "",
    ]
