"""The inspection of pages finds what it is there to find."""

from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls, watch_models
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme.current import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Scroll
from ui.widgets.layouts import column, framed, row
from ui.widgets.tab_order import follow_layout
from ui.widgets.table import Table
from ui.widgets.text import Label, OneLine


def shown(qtbot: QtBot, *parts: QWidget) -> QWidget:
    """A window with `parts` one below the other."""
    window = framed(column(*parts))
    qtbot.addWidget(window)
    window.show()
    return window


def named(kind: type[QWidget], name: str) -> Any:
    """A control that a screen reader can name."""
    made = kind()
    made.setAccessibleName(name)
    return made


def test_a_page_without_fault_has_none(qtbot: QtBot) -> None:
    window = shown(qtbot, Label("A sentence"), Button("Go"), named(QLineEdit, "Town"))
    assert unnamed_controls(window) + squeezed_labels(window) + unreachable_controls(window) == []


@pytest.mark.parametrize("control", [QPushButton, QLineEdit, QTextEdit, QListView])
def test_a_control_without_a_name_is_found(qtbot: QtBot, control: type[QWidget]) -> None:
    window = shown(qtbot, control(), Button("Go"))
    assert [found.partition("(")[0] for found in unnamed_controls(window)] == [control.__name__]


@pytest.mark.parametrize("words", [QLabel, Label, QPushButton, Button])
def test_words_with_less_room_than_they_need_are_found(qtbot: QtBot, words: Any) -> None:
    squeezed = words("Words that need more room than this")
    window = shown(qtbot, squeezed)
    assert squeezed_labels(window) == []
    squeezed.setFixedWidth(40)
    assert [words.__name__ in found for found in squeezed_labels(window)] == [True]


def test_a_paragraph_without_height_for_its_lines_is_found(qtbot: QtBot) -> None:
    label = Label("Words that go on below where they have no room " * 3, wrap=True)
    window = shown(qtbot, label)
    label.setFixedSize(120, 20)
    assert len(squeezed_labels(window)) == 1


def test_a_name_that_is_shortened_keeps_room_for_a_few_letters(qtbot: QtBot) -> None:
    name = OneLine("A very long name of a very large company")
    window = shown(qtbot, name)
    name.setFixedWidth(theme().px(120))
    assert squeezed_labels(window) == []
    assert name.toolTip() == name.accessibleName() == name.text()
    name.setFixedWidth(8)
    assert len(squeezed_labels(window)) == 1


def test_a_heading_of_a_table_that_is_cut_short_is_found(qtbot: QtBot) -> None:
    table = Table(RowsModel((Column("What it is about", str, width=60), Column("Name", str))), name="Things")
    window = shown(qtbot, table)
    window.resize(600, 200)
    assert squeezed_labels(window) == []  # the table itself gives a heading its room
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
    table.setColumnWidth(0, 60)
    (found,) = squeezed_labels(window)
    assert found.startswith("heading 'What it is about' has 60")


def test_a_page_that_reaches_over_its_side_is_found(qtbot: QtBot) -> None:
    window = shown(qtbot, Scroll(column(Label("Words on one line. " * 30))))
    window.resize(400, 200)
    (found,) = squeezed_labels(window)
    assert found.startswith("page content needs ")


def test_a_control_that_tab_never_reaches_is_found(qtbot: QtBot) -> None:
    window = shown(qtbot, Button("First"), _Trap(), Button("Last"))
    found = unreachable_controls(window)
    assert found == ["Button('Last')", "Tab goes from _Trap('Price') back to _Trap('Price'), and never on"]


def test_tab_that_goes_round_before_it_came_to_the_end_is_found(qtbot: QtBot) -> None:
    field, price = QWidget(), named(QLineEdit, "Price")
    field.setLayout(row(price))
    window = shown(qtbot, Button("First"), field, Button("Middle"), Button("Last"))
    first, middle, last = window.findChildren(QPushButton)
    field.setFocusProxy(price)
    for before, after in ((last, price), (first, price), (last, middle), (price, middle)):  # not the field
        QWidget.setTabOrder(before, after)
    assert unreachable_controls(window) == [
        "Button('Last')", "Tab goes from Button('Middle') back to QLineEdit('Price'), and never on",
    ]  # fmt: skip
    follow_layout(window)
    assert unreachable_controls(window) == []


class _Trap(QLineEdit):
    """Keeps every Tab to itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Price")

    def focusNextPrevChild(self, forward: bool) -> bool:
        return True


class _Lies(QAbstractListModel):
    """Says that it has rows below its rows, which a list has not."""

    def rowCount(self, parent: Any = None) -> int:
        return 2

    def data(self, index: Any, role: int = 0) -> object:
        return "row"


def test_a_model_that_breaks_a_rule_of_qt_is_reported(qtbot: QtBot) -> None:
    heard: list[str] = []
    view = named(QListView, "Things")
    view.setModel(_Lies(view))
    window = shown(qtbot, view)
    before = qInstallMessageHandler(
        lambda kind, _, words: heard.append(words) if kind is QtMsgType.QtWarningMsg else None
    )
    try:
        assert watch_models(window) == {_Lies}
    finally:
        qInstallMessageHandler(before)
    assert any("FAIL!" in words for words in heard)
