"""The card of the comparison: providers above, the table, and what to watch out for pinned below."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout

from app.queries.lapses import Lapsing
from app.queries.price_marks import PriceMarks
from app.queries.quotes import Comparison, ComparisonColumn
from ui.pages.compare.grid import FIRST_COLUMN, ROW, Grid, GridRow, flags_row, warnings_of
from ui.pages.compare.heads import ROOMY, ProviderHead, Strip, corner, warning_cell, warning_title
from ui.theme.current import theme
from ui.widgets.cards import Card, Line
from ui.widgets.layouts import clear, column
from ui.widgets.tab_order import follow_layout


@dataclass(frozen=True)
class Shown:
    """What the card shows: `corner` is title and sentence over the row titles."""

    found: Comparison
    marks: PriceMarks | None
    corner: tuple[str, str] = ("", "")
    blocked: str = ""
    several: bool = False
    """There are more quotes than columns, so that one may be kept in sight."""

    lapses: Mapping[uuid.UUID, Lapsing] = field(default_factory=dict)
    """What ends before the work does, by quote."""


class _WholeRows(QFrame):
    """Gives the table the height of a whole number of its rows, so that none is cut in half."""

    def __init__(self, place: QLayout) -> None:
        super().__init__()
        self.setLayout(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is left over stays free under the last row."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height again, for another table or text size."""
        row = theme().px(ROW)
        for grid in self.findChildren(Grid):
            grid.setMaximumHeight(max(1, self.height() // row) * row)


class Board(QFrame):
    """One card. It emits what was asked for; the page decides."""

    chosen = Signal(object)
    read = Signal(object)
    pinned = Signal(object)
    """A `ComparisonColumn`."""
    details_asked = Signal(object)
    """A `GridRow`."""
    fold_asked = Signal(str)
    differences_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.grid: Grid | None = None
        self._roomy = True
        self._shown = Shown(Comparison((), (), ""), None)
        self._heads, self._warnings = Strip(), Strip()
        self._warning_card = Card(column(self._warnings), kind="warn", padding=0)
        self._table_place = column()
        self._table = _WholeRows(self._table_place)
        self.setLayout(
            column(self._heads, Line(), (self._table, 1), self._warning_card, margins=(1, 1, 1, 1))
        )

    def show_quotes(self, shown: Shown) -> None:
        """Show these providers; the rows come by `show_rows`."""
        self._shown = shown
        self._make_grid()
        self._show_strips()

    def show_rows(self, lines: Sequence[GridRow]) -> None:
        """Show these lines; the cursor stays on its row."""
        if self.grid is None:
            return
        self.grid.model_of_rows.show(lines)
        if not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.grid.model_of_rows.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less in the heads where columns become narrow."""
        super().resizeEvent(event)
        if self._shown.found.columns and self._is_roomy() != self._roomy:
            self._show_strips()

    def restyle(self) -> None:
        """Make what stands around the table anew for another text size."""
        self._table.fit()
        if self._shown.found.columns:
            self._show_strips()

    def _make_grid(self) -> None:
        providers = tuple(each.provider for each in self._shown.found.columns)
        if self.grid is not None and self.grid.providers == providers:
            return
        had_focus = self.grid is not None and self.grid.hasFocus()
        clear(self._table_place)
        grid = Grid(providers, lambda: self._shown.marks)
        grid.details_asked.connect(self.details_asked)
        grid.fold_asked.connect(self.fold_asked)
        grid.differences_asked.connect(self.differences_asked)
        grid.pin_asked.connect(lambda at: self.pinned.emit(self._shown.found.columns[at]))
        grid.widths_changed.connect(self._align)
        self._table_place.addWidget(grid, 1)
        self._table_place.addStretch(0)
        self._table.fit()
        grid.show()
        if had_focus:
            grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid = grid

    def _show_strips(self) -> None:
        columns = self._shown.found.columns
        self._roomy = self._is_roomy()
        self._heads.show_cells([corner(*self._shown.corner), *(self._head(each) for each in columns)])
        cells = warnings_of(self._shown.found)
        self._warning_card.setVisible(bool(cells))
        named = zip(columns, cells, strict=False)
        warnings = (warning_cell(cell, each.provider, self._open_flags) for each, cell in named)
        self._warnings.show_cells([warning_title(), *warnings])
        self._align()
        follow_layout(self)

    def _is_roomy(self) -> bool:
        room = self.width() / theme().zoom - FIRST_COLUMN
        return room / max(1, len(self._shown.found.columns)) >= ROOMY

    def _head(self, each: ComparisonColumn) -> ProviderHead:
        return ProviderHead(
            each,
            roomy=self._roomy,
            blocked=self._shown.blocked,
            choose=self.chosen.emit,
            read=self.read.emit,
            pin=self.pinned.emit if self._shown.several else None,
            lapsing=self._shown.lapses.get(each.quote_id),
        )

    def _align(self) -> None:
        if self.grid is not None:
            widths = self.grid.widths()
            self._heads.set_widths(widths)
            self._warnings.set_widths(widths)

    def _open_flags(self) -> None:
        row = flags_row(self._shown.found)
        if row is not None:
            self.details_asked.emit(GridRow(row.key, row.title, row=row))
