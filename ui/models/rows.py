"""A table of all its rows. Showing new rows keeps selection, scrolling and cursor by row id."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.columns import Column, column_data, heading_data

Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """Frozen rows under `columns`. `identify` gives a row's id; ids must not repeat."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        identify: Callable[[Any], Hashable] = lambda row: row.id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._identify = identify
        self._rows: list[Any] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[Any]) -> None:
        """Show `rows` instead, telling the views row by row what went, came, moved and changed.

        Raises ValueError where two rows have the same id.
        """
        wanted = self._in_order(rows)
        ids = [self._identify(row) for row in wanted]
        if len(set(ids)) != len(ids):
            raise ValueError("two rows have the same id")
        self._take_out(set(ids))
        known = {self._identify(row) for row in self._rows}
        new = [row for row, its in zip(wanted, ids, strict=True) if its not in known]
        if new:
            end = len(self._rows)
            self.beginInsertRows(QModelIndex(), end, end + len(new) - 1)
            self._rows.extend(new)
            self.endInsertRows()
        self._arrange(wanted)
        if wanted:
            self.dataChanged.emit(self.index(0, 0), self.index(len(wanted) - 1, len(self.columns) - 1))

    def rows(self) -> tuple[Any, ...]:
        """The rows in the order shown."""
        return tuple(self._rows)

    def row_at(self, index: Index) -> Any | None:
        """The row behind `index`, or None."""
        return self._rows[index.row()] if index.isValid() else None

    def place_of(self, row_id: Hashable) -> int:
        """Where the row with this id stands, or -1."""
        return next((at for at, row in enumerate(self._rows) if self._identify(row) == row_id), -1)

    def id_at(self, at: int) -> Hashable:
        """The id of the row at place `at`."""
        return self._identify(self._rows[at])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return column_data(self.columns[index.column()], self._rows[index.row()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return heading_data(self.columns[section], role)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by `column` and keep doing so; -1 goes back to the order in which rows are given."""
        self._sorted_by = (column, order) if column >= 0 else None
        self._arrange(self._in_order(self._rows))

    def _in_order(self, rows: Sequence[Any]) -> list[Any]:
        if self._sorted_by is None:
            return list(rows)
        at, order = self._sorted_by
        keyed = [(self.columns[at].sort_key(row), row) for row in rows]
        some = [pair for pair in keyed if pair[0] is not None]
        none = [row for key, row in keyed if key is None]
        some.sort(key=lambda pair: pair[0], reverse=order is Qt.SortOrder.DescendingOrder)
        return [row for _, row in some] + none

    def _take_out(self, staying: set[Hashable]) -> None:
        at = len(self._rows) - 1
        while at >= 0:
            last = at
            while at >= 0 and self._identify(self._rows[at]) not in staying:
                at -= 1
            if at < last:
                self.beginRemoveRows(QModelIndex(), at + 1, last)
                del self._rows[at + 1 : last + 1]
                self.endRemoveRows()
            at -= 1

    def _arrange(self, wanted: list[Any]) -> None:
        """Bring the rows, which are the same by id, into the order and the content of `wanted`."""
        place = {self._identify(row): at for at, row in enumerate(wanted)}
        moved = [place[self._identify(row)] for row in self._rows]
        if moved == list(range(len(moved))):
            self._rows = wanted
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        after = [self.createIndex(moved[index.row()], index.column()) for index in before]
        self._rows = wanted
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
