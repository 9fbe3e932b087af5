"""A table over a large set: rows are read a page at a time, where they are looked at."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.columns import Column, column_data, heading_data

PAGE = 24
"""A screenful and some more: a first picture waits for nothing that is not in it."""

KEPT = 400 * PAGE
"""Rows that are remembered, those that were read last."""

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
        self._rows: dict[int, Any] = {}
        self._sort: Sort | None = None
        self._size = 0
        self.reload()

    def reload(self) -> None:
        """Ask again how many rows there are and forget those that were read."""
        self._forget(self._count())

    def _forget(self, size: int) -> None:
        self.beginResetModel()
        self._size = size
        self._rows.clear()
        self.endResetModel()

    def row_at(self, index: Index) -> Any | None:
        """The row behind `index`, read if need be, or None."""
        return self._row(index.row()) if index.isValid() else None

    def id_at(self, at: int) -> Hashable:
        """The id of the row at place `at`."""
        return self._identify(self._row(at))

    def place_of(self, row_id: Hashable) -> int:
        """Where a row that was read stands, or -1: the set is not searched."""
        for at, row in self._rows.items():
            if row is not None and self._identify(row) == row_id:
                return at
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
        self._forget(self._size)  # another order has as many rows

    def _row(self, at: int) -> Any | None:
        if at not in self._rows:
            self._read(at)
        return self._rows[at]

    def _read(self, at: int) -> None:
        """Read a page that begins where one looks, or ends there: a jump reads one, not the two that it lies across."""
        known, size = self._rows, max(self._size, at + 1)
        first = at - PAGE + 1 if at + 1 in known else min(at, size - PAGE)
        first = max(0, first)
        after = min(first + PAGE, size)
        while first < at and first in known:
            first += 1
        while after > at + 1 and after - 1 in known:
            after -= 1
        read = self._fetch(first, after - first, self._sort)
        gone = [None] * (after - first - len(read))  # rows may have gone since they were counted
        known.update(zip(range(first, after), (*read, *gone), strict=True))
        if len(known) > KEPT:
            for each in [*known][:PAGE]:
                del known[each]
