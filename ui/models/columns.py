"""What a column of a table is: a heading, and how each row's cell reads, looks and sorts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The frozen row itself."""

SORT_ROLE = Qt.ItemDataRole.UserRole + 2
"""What the column sorts by."""

CELL_ROLE = Qt.ItemDataRole.UserRole + 3
"""The `Cell` that the row delegate paints."""

Painter = Callable[[QPainter, QRectF], None]


class Align(Enum):
    """Where a cell's content stands: numbers at the end, all else at the start."""

    START = "start"
    END = "end"


@dataclass(frozen=True)
class Cell:
    """One cell as it is painted. Tones are token names; `role` is a step of the type scale."""

    text: str = ""
    sub: str = ""
    """A second line, smaller."""
    tail: str = ""
    """Said after the text on the same line, smaller."""
    tone: str = "text"
    role: str = "dense"
    icon: str = ""
    icon_tone: str = "text3"
    chip: str = ""
    """Draws the text as a pill in this tone."""
    check: bool | None = None
    """Draws a tick box before the text."""
    fill: str = ""
    """Token of a tinted ground."""
    wraps: bool = False
    """The text goes on on a second line where its column is narrow, in a table whose rows grow."""
    sub_wraps: bool = False
    """The second line goes on below, likewise."""
    indent: int = 0
    """How many steps the cell stands to the right, under what it belongs to."""
    tabular: bool = False
    """Figures of equal width: for numbers only."""
    said: str = ""
    """What a screen reader says where that is not the text with its second line."""
    paint: Painter | None = None
    """Draws the cell instead; `said` has to hold its words."""

    def words(self) -> str:
        """The cell for a screen reader and for the clipboard."""
        return self.said or ", ".join(filter(None, (self.text, self.tail, self.sub)))


@dataclass(frozen=True)
class Column:
    """One column over rows of some frozen type.

    `cell` gives a `Cell` or plain words; `sort` what to order by (the words where it is left out; None
    sorts last); `sort_name` is the key a paged table hands to its query, and a paged column without one
    cannot be sorted. `width` is in pixels at 100 % text, 0 takes the room that is left. `term` is the
    professional word, shown as the heading's tool tip.
    """

    title: str
    cell: Callable[[Any], Cell | str]
    width: int = 0
    align: Align = Align.START
    sort: Callable[[Any], Any] | None = None
    sort_name: str = ""
    term: str = ""
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight

    def content(self, row: Any) -> Cell:
        """The cell of `row`."""
        cell = self.cell(row)
        return Cell(cell) if isinstance(cell, str) else cell

    def sort_key(self, row: Any) -> Any:
        """What `row` is ordered by in this column."""
        if self.sort is not None:
            return self.sort(row)
        return self.content(row).words().casefold()


def column_data(column: Column, row: Any, role: int) -> Any:
    """What a model answers for the cell of `row` in `column`."""
    if role == ROW_ROLE:
        return row
    if role == SORT_ROLE:
        return column.sort_key(row)
    if role not in _CELL_ROLES:
        return None
    cell = column.content(row)
    if role == CELL_ROLE:
        return cell
    if role == Qt.ItemDataRole.DisplayRole:
        return cell.text
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return alignment(column)
    return cell.words()


def heading_data(column: Column, role: int) -> Any:
    """What a model answers for the heading of `column`."""
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return column.title
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return alignment(column)
    if role == Qt.ItemDataRole.ToolTipRole:
        return column.term or None
    return None


def alignment(column: Column) -> Qt.AlignmentFlag:
    """How the column's cells and heading are aligned."""
    side = Qt.AlignmentFlag.AlignRight if column.align is Align.END else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


_CELL_ROLES = (
    CELL_ROLE,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)
