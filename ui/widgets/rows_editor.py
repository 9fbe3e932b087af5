"""A small grid of typed cells for answers that come in rows: sites, users, systems."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.words import say
from app.words.formats import Formats
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.field import Field
from ui.widgets.fields import Choice, MoneyEdit, NumberEdit, TextField
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.text import Label

EMPTY = (None, "", ())
"""What the inputs of cells hold when nothing was typed."""


class _CellField(Protocol):
    def value(self) -> Any:
        """What the cell holds; one of `EMPTY` for nothing."""

    def set_value(self, value: Any) -> None:
        """Show `value` as committed; None clears it."""


class Cell(Enum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"


@dataclass(frozen=True)
class RowsColumn:
    """One column: its key in the answer, its title, what it holds, and how wide it is against others."""

    key: str
    title: str
    cell: Cell = Cell.TEXT
    share: int = 1
    options: tuple[tuple[str, str], ...] = ()
    example: str = ""
    make: Callable[[], Field] | None = None
    """Makes the input of a cell of another kind, such as a date; it has `value` and `set_value`."""


class RowsEditor(Field):
    """Rows of typed cells. Its value is a tuple of {key: text, Decimal, Money or option key}."""

    def __init__(
        self,
        columns: Sequence[RowsColumn],
        formats: Formats,
        *,
        currency: str = "",
        name: str = "",
        add_words: str = "",
    ) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._formats = formats
        self._currency = currency or formats.currency
        self._name = name
        self._rows: list[tuple[dict[str, Field], QWidget]] = []
        self._committed: tuple[Mapping[str, Any], ...] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        for at, each in enumerate(self._columns):
            self._grid.addWidget(Label(each.title, "caption_medium", "text3", wrap=True), 0, at)
            self._grid.setColumnStretch(at, each.share)
        self.add_button = LinkButton(add_words or say("Add a row"), icon="plus")
        self.add_button.clicked.connect(self._add_and_focus)
        self.setLayout(column(self._grid, row(self.add_button, STRETCH), gap=8))
        self._add()

    def value(self) -> tuple[dict[str, Any], ...]:
        """The rows that hold anything; a cell without a value is left out of its row."""
        found = (
            {key: cell for key, field in cells.items() if (cell := _value(field)) not in EMPTY}
            for cells, _ in self._rows
        )
        return tuple(filter(None, found))

    def set_value(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show `rows` as committed; with none, one blank row waits."""
        self._resize(max(1, len(rows)))
        for (cells, _), values in zip(self._rows, rows or [{}], strict=True):
            for key, field in cells.items():
                _set_value(field, values.get(key))
        self._committed = self.value()

    def problem(self) -> str:
        """The first fault of any cell."""
        faults = (field.problem() for cells, _ in self._rows for field in cells.values())
        return next(filter(None, faults), "")

    def draft(self) -> list[dict[str, Any]]:
        return [{key: field.draft() for key, field in cells.items()} for cells, _ in self._rows]

    def restore(self, draft: Any) -> None:
        self._resize(max(1, len(draft)))
        for (cells, _), kept in zip(self._rows, draft or [{}], strict=True):
            for key, text in kept.items():
                if key in cells:
                    cells[key].restore(text)

    def set_name(self, name: str, description: str = "") -> None:
        """Name the grid; each cell is named by its column and row."""
        self._name = name
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self._number()

    def set_wrong(self, wrong: bool) -> None:
        """Mark the cells that are at fault."""
        for cells, _ in self._rows:
            for field in cells.values():
                field.set_wrong(wrong and bool(field.problem()))

    def cells(self) -> tuple[Mapping[str, Field], ...]:
        """The inputs of every row, blank ones included, by the keys of the columns."""
        return tuple(cells for cells, _ in self._rows)

    def add(self, values: Mapping[str, Any]) -> None:
        """Put `values` into the first blank row, or into another, as a press on a suggestion does."""
        blank = next((cells for cells, _ in self._rows if not _filled(cells)), None)
        if blank is None:
            self._add()
            blank = self._rows[-1][0]
        for key, value in values.items():
            _set_value(blank[key], value)
        self.edited.emit()
        self._commit()

    def target(self) -> QWidget:
        """The first cell."""
        return next(iter(self._rows[0][0].values())).target()

    def _make(self, each: RowsColumn) -> Field:
        if each.make is not None:
            return each.make()
        makers: dict[Cell, Callable[[], Field]] = {
            Cell.TEXT: lambda: TextField(placeholder=each.example),
            Cell.NUMBER: lambda: NumberEdit(self._formats, chars=0),
            Cell.MONEY: lambda: MoneyEdit(self._currency, self._formats, chars=0),
            Cell.CHOICE: lambda: Choice(each.options, blank=say("Choose")),
        }
        return makers[each.cell]()

    def _add(self) -> None:
        line = self._grid.rowCount()
        cells: dict[str, Field] = {}
        for at, each in enumerate(self._columns):
            field = cells[each.key] = self._make(each)
            field.edited.connect(self.edited)
            field.committed.connect(self._commit)
            self._grid.addWidget(field, line, at, Qt.AlignmentFlag.AlignTop)
        remove = IconButton("x", say("Remove"), side=36)
        self._grid.addWidget(remove, line, len(self._columns), Qt.AlignmentFlag.AlignTop)
        entry = (cells, remove)
        remove.clicked.connect(lambda: self._remove(entry))
        self._rows.append(entry)
        self._number()

    def _add_and_focus(self) -> None:
        self._add()
        next(iter(self._rows[-1][0].values())).setFocus()

    def _remove(self, entry: tuple[dict[str, Field], QWidget]) -> None:
        if len(self._rows) == 1:
            for field in entry[0].values():
                _set_value(field, None)
        else:
            self._rows.remove(entry)
            for widget in (*entry[0].values(), entry[1]):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._number()
        self.add_button.setFocus()
        self.edited.emit()
        self._commit()

    def _resize(self, count: int) -> None:
        while len(self._rows) < count:
            self._add()
        while len(self._rows) > count:
            cells, remove = self._rows.pop()
            for widget in (*cells.values(), remove):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()

    def _number(self) -> None:
        for at, (cells, remove) in enumerate(self._rows):
            for each in self._columns:
                words = say(
                    "{list}, row {number}, {column}", list=self._name, number=at + 1, column=each.title
                )
                cells[each.key].set_name(words)
            if isinstance(remove, IconButton):
                remove.set_name(say("Remove row {number}", number=at + 1))

    def _commit(self) -> None:
        if self.value() != self._committed and not self.problem():
            self._committed = self.value()
            self.committed.emit()


def _filled(cells: Mapping[str, Field]) -> bool:
    return any(_value(field) not in EMPTY or field.problem() for field in cells.values())


def _value(field: Field) -> Any:
    return cast(_CellField, field).value()


def _set_value(field: Field, value: Any) -> None:
    if isinstance(field, TextField | Choice):
        field.set_value(value or "")
    else:
        cast(_CellField, field).set_value(value)
