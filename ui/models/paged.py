"""A table over a large set: rows are read a page at a time, where they are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.columns import Column, column_data, heading_data

PAGE = 256
KEPT_PAGES = 40

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Sort:
    """The order a query is asked for: the column's `sort_name`, and which way."""

    name: str
    descending: bool = False


class PagedModel(QAbstractTableModel):
    """`count()` rows, read by `fetch(offset, limit, sort)`, which must order by a unique last key."""

    def __init__(
        self,
        columns: Sequence[Column],
        count: Callable[[], int],
        fetch: Callable[[int, int, Sort | None], Sequence[Any]],
        *,
        identify: Callable[[Any], Hashable] = lambda row: row.id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._count = count
        self._fetch = fetch
        self._identify = identify
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._sort: Sort | None = None
        self._size = 0
        self.reload()

    def reload(self) -> None:
        """Ask again how many rows there are and forget those that were read."""
        size = self._count()
        self.beginResetModel()
        self._size = size
        self._pages.clear()
        self.endResetModel()

    def row_at(self, index: Index) -> Any | None:
        """The row behind `index`, read if need be, or None."""
        return self._row(index.row()) if index.isValid() else None

    def id_at(self, at: int) -> Hashable:
        """The id of the row at place `at`."""
        return self._identify(self._row(at))

    def place_of(self, row_id: Hashable) -> int:
        """Where a row that was read stands, or -1: the set is not searched."""
        for page, rows in self._pages.items():
            for at, row in enumerate(rows):
                if self._identify(row) == row_id:
                    return page * PAGE + at
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._size

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._row(index.row())
        return None if row is None else column_data(self.columns[index.column()], row, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return heading_data(self.columns[section], role)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Have the query order by `column`; a column it cannot order by changes nothing."""
        name = self.columns[column].sort_name if column >= 0 else ""
        if column >= 0 and not name:
            return
        self._sort = Sort(name, order is Qt.SortOrder.DescendingOrder) if name else None
        self.reload()

    def _row(self, at: int) -> Any | None:
        page = at // PAGE
        rows = self._pages.get(page)
        if rows is None:
            rows = self._pages[page] = self._fetch(page * PAGE, PAGE, self._sort)
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        place = at - page * PAGE
        return rows[place] if place < len(rows) else None  # rows may have gone since they were counted
