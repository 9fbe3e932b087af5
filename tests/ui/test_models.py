"""Tables: the cells they show, and that rows keep their place when others come and go."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.inspection import unreachable_controls
from ui.models.columns import ROW_ROLE, SORT_ROLE, Align, Cell, Column
from ui.models.paged import KEPT, PAGE, PagedModel, Sort
from ui.models.rows import RowsModel
from ui.widgets.layouts import column, framed
from ui.widgets.navigation import SearchBox
from ui.widgets.table import Table


@dataclass(frozen=True)
class Quote:
    """A row."""

    id: int
    firm: str
    price: int | None = None


COLUMNS = (
    Column("Firm", lambda quote: quote.firm, sort_name="firm"),
    Column("Price", lambda quote: Cell(f"£{quote.price}" if quote.price else "–", tabular=True), width=90,
           align=Align.END, sort=lambda quote: quote.price, term="Price excl. tax"),
)  # fmt: skip
QUOTES = (Quote(1, "Larkhollow", 300), Quote(2, "Tessamere"), Quote(3, "Brindlewick", 200))


def shown(model: Any) -> list[list[str]]:
    """The words of every cell."""
    return [
        [model.data(model.index(row, at)) for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_model_keeps_every_rule_of_qt(qtmodeltester: ModelTester) -> None:
    model = RowsModel(COLUMNS)
    qtmodeltester.check(model, force_py=False)
    model.show(QUOTES)
    model.show((QUOTES[2], Quote(4, "Heathcroft", 9), QUOTES[0]))
    model.sort(1)
    model.show(())
    model.show(QUOTES)


def test_the_paged_model_keeps_every_rule_of_qt(qtmodeltester: ModelTester) -> None:
    rows = [Quote(at, f"Firm {at}") for at in range(600)]
    model = PagedModel(COLUMNS, lambda: len(rows), lambda start, count, _: rows[start : start + count])
    qtmodeltester.check(model, force_py=False)
    model.sort(0)
    del rows[300:]
    model.reload()


def test_cells_and_headings() -> None:
    model = RowsModel(COLUMNS)
    model.show(QUOTES)
    assert shown(model) == [["Larkhollow", "£300"], ["Tessamere", "–"], ["Brindlewick", "£200"]]
    price = model.index(0, 1)
    assert price.data(ROW_ROLE) is QUOTES[0]
    assert price.data(SORT_ROLE) == 300
    assert price.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert price.data(Qt.ItemDataRole.ToolTipRole) == "£300"  # all of it also where the column cuts it
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Price"
    assert model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "Price excl. tax"


def test_sorting_stays_when_rows_change_and_missing_values_come_last() -> None:
    model = RowsModel(COLUMNS)
    model.show(QUOTES)
    model.sort(1)
    assert [row.id for row in model.rows()] == [3, 1, 2]
    model.show((*QUOTES, Quote(4, "Heathcroft", 250)))
    assert [row.id for row in model.rows()] == [3, 4, 1, 2]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [row.id for row in model.rows()] == [1, 4, 3, 2]
    model.sort(-1)
    assert len(model.rows()) == 4


def test_two_rows_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        RowsModel(COLUMNS).show((Quote(1, "A"), Quote(1, "B")))


@given(some.lists(some.lists(some.integers(0, 9), unique=True), max_size=6))
def test_an_index_follows_its_row_through_any_change(changes: list[list[int]]) -> None:
    model = RowsModel(COLUMNS)
    followed: dict[int, QPersistentModelIndex] = {}
    for ids in changes:
        model.show([Quote(id, f"Firm {id}", 10 - id) for id in ids])
        assert [row.id for row in model.rows()] == ids
        for id, index in followed.items():
            assert index.isValid() == (id in ids)
            assert not index.isValid() or index.data(ROW_ROLE).id == id
        followed = {id: QPersistentModelIndex(model.index(at, 0)) for at, id in enumerate(ids)}


def test_only_what_is_looked_at_is_read_and_old_pages_are_let_go() -> None:
    asked: list[tuple[int, int, Sort | None]] = []

    def fetch(start: int, count: int, sort: Sort | None) -> list[Quote]:
        asked.append((start, count, sort))
        return [Quote(at, f"Firm {at}") for at in range(start, min(start + count, 100_000))]

    model = PagedModel(COLUMNS, lambda: 100_000, fetch)
    assert model.rowCount() == 100_000
    assert model.index(70_000, 0).data() == "Firm 70000"
    assert model.index(70_001, 0).data() == "Firm 70001"
    assert asked == [(70_000, PAGE, None)]
    for at in range(0, KEPT + PAGE, PAGE):
        model.index(at, 0).data()
    asked.clear()
    model.index(70_000, 0).data()
    assert len(asked) == 1, "a page that was let go is read again"


@given(places=some.lists(some.integers(0, 199), max_size=30), gone=some.integers(0, 60))
def test_wherever_one_looks_the_row_of_that_place_is_read_once(places: list[int], gone: int) -> None:
    read: list[int] = []

    def fetch(start: int, count: int, _: Sort | None) -> list[Quote]:
        assert 0 < count <= PAGE
        read.extend(range(start, start + count))
        return [Quote(at, f"Firm {at}") for at in range(start, min(start + count, 200 - gone))]

    model = PagedModel(COLUMNS, lambda: 200, fetch)
    for at in places:
        assert model.index(at, 0).data() == (f"Firm {at}" if at < 200 - gone else None)
    assert len(read) <= PAGE * len(set(places))


@pytest.mark.parametrize("screen", [range(5_000, 5_018), range(99_982, 100_000)])
def test_a_jump_reads_one_page_and_so_does_going_on_from_there(screen: range) -> None:
    asked: list[tuple[int, int]] = []

    def fetch(start: int, count: int, _: Sort | None) -> list[Quote]:
        asked.append((start, count))
        return [Quote(at, f"Firm {at}") for at in range(start, start + count)]

    model = PagedModel(COLUMNS, lambda: 100_000, fetch)
    for at in screen:
        model.index(at, 0).data()
    assert len(asked) == 1
    for at in range(screen.start - 1, screen.start - PAGE - 1, -1):  # upwards, line by line
        model.index(at, 0).data()
    first = asked[0][0]
    assert asked[1:] == [(first - PAGE, PAGE)]


def test_a_paged_table_has_its_query_sort() -> None:
    asked: list[Sort | None] = []
    model = PagedModel(COLUMNS, lambda: 1, lambda start, count, sort: asked.append(sort) or QUOTES[:1])  # type: ignore[func-returns-value]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.index(0, 0).data()
    model.sort(1)  # has no name to sort by
    model.index(0, 0).data()
    assert asked == [Sort("firm", descending=True)]


def test_a_table_keeps_its_row_opens_and_copies(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    model.show(QUOTES)
    table = Table(model, name="Quotes")
    qtbot.addWidget(table)
    table.show()
    assert table.choose(3)
    model.show((Quote(9, "Heathcroft"), *QUOTES))
    row = table.current_row()
    assert isinstance(row, Quote)
    assert row.id == 3
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [QUOTES[2]]
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Brindlewick\t£200"


def test_a_paged_table_keeps_its_row_through_a_reload(qtbot: QtBot) -> None:
    rows = [Quote(at, f"Firm {at}") for at in range(300)]
    model = PagedModel(COLUMNS, lambda: len(rows), lambda start, count, _: rows[start : start + count])
    table = Table(model, name="Firms")
    qtbot.addWidget(table)
    table.setCurrentIndex(model.index(5, 0))
    table.selectionModel().select(model.index(5, 0), QItemSelectionModel.SelectionFlag.Select)
    del rows[0]
    model.index(0, 0).data()
    model.reload()
    model.index(0, 0).data()
    assert table.choose(5)
    assert table.currentIndex().row() == 4


def test_tab_leaves_a_table(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    model.show(QUOTES)
    window = framed(column(SearchBox("Find"), Table(model, name="Quotes"), SearchBox("Find again")))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert unreachable_controls(window) == []
