"""The table of the comparison: groups that fold, one column a provider, every cell named in full."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

from app.queries.price_marks import PriceMark, PriceMarks
from app.queries.quotes import Comparison, ComparisonCell, ComparisonRow
from app.words import say
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.theme.current import theme
from ui.widgets.table import Table

FIRST_COLUMN = 230
ROW = 28
TRACK = 210
FLAGS = "watch_out_for"
"""The group that is pinned under the table instead of scrolling in it."""

ALWAYS = ("musts_covered", "quoted", "like_for_like")
"""Rows that stay where quotes do not differ: no price without what it covers beside it."""

STRONG = ("musts_covered", "like_for_like")
TONES = {
    "success": ("text", "success"),
    "warn": ("warn_text", "warn"),
    "danger": ("danger_text", "danger"),
    "neutral": ("text3", "text3"),
}
"""Tone of a cell → tokens of its words and of its icon."""


@dataclass(frozen=True)
class GridRow:
    """A line of the table: the head of a group, a row of the comparison, or the prices drawn."""

    key: str
    title: str
    group: str = ""
    """The group this line is the head of; empty for all others."""

    folded: bool = False
    row: ComparisonRow | None = None
    marks: tuple[PriceMark | None, ...] = ()


def grid_rows(
    found: Comparison, marks: PriceMarks | None, *, differing: bool, folded: frozenset[str]
) -> tuple[GridRow, ...]:
    """The lines to show: scope first, and only where the quotes differ if `differing`."""
    lines: list[GridRow] = []
    for group in found.groups:
        if group.key == FLAGS:
            continue
        rows = [row for row in group.rows if row.differs or not differing or row.key in ALWAYS]
        inner = [GridRow(row.key, row.title, row=row) for row in rows]
        if marks is not None and group.key == "what_it_costs":
            inner.insert(_after(inner, "like_for_like"), _price_line(found, marks))
        if not inner:
            continue
        is_folded = group.key in folded
        lines.append(GridRow(f"group:{group.key}", group.title, group.key, is_folded))
        if not is_folded:
            lines += inner
    return tuple(lines)


def _after(lines: Sequence[GridRow], key: str) -> int:
    return next((at + 1 for at, line in enumerate(lines) if line.key == key), len(lines))


def _price_line(found: Comparison, marks: PriceMarks) -> GridRow:
    per_column = tuple(marks.marks.get(column.quote_id) for column in found.columns)
    return GridRow("should_cost", say("Against should-cost"), marks=per_column)


class Grid(Table):
    """One table for one set of providers. Enter folds a group or asks for the details of a row."""

    details_asked = Signal(object)
    """The `GridRow` under the cursor."""
    fold_asked = Signal(str)
    widths_changed = Signal()
    differences_asked = Signal()
    pin_asked = Signal(int)
    """Key P: the place of the provider whose column holds the cursor."""

    def __init__(self, providers: Sequence[str], marks: Callable[[], PriceMarks | None]) -> None:
        self.providers = tuple(providers)
        columns = [Column("", _title_cell, width=FIRST_COLUMN)]
        columns += [
            Column("", _answer(at, name, marks), sort=lambda row: None)
            for at, name in enumerate(self.providers)
        ]
        self.model_of_rows: RowsModel = RowsModel(columns, identify=lambda row: row.key)
        super().__init__(self.model_of_rows, name=say("Quotes side by side"), sortable=False, headings=False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.horizontalHeader().sectionResized.connect(lambda *_: self.widths_changed.emit())
        self.opened.connect(self._act)
        self.clicked.connect(self._click)

    def restyle(self) -> None:
        """As a table, but as tight as a comparison has to be."""
        # before and after: a row under the least height of other tables would stop following
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        super().restyle()
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW))

    def updateGeometries(self) -> None:
        """The columns follow the room, and what stands above and below follows the columns."""
        super().updateGeometries()
        self.widths_changed.emit()

    def widths(self) -> tuple[int, ...]:
        """The width of each column, the first included."""
        return tuple(self.columnWidth(at) for at in range(len(self.providers) + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """D switches to differences and back, P pins the provider; Space folds a group."""
        row = self.current_row()
        if event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if event.key() == Qt.Key.Key_D:
                return self.differences_asked.emit()
            if event.key() == Qt.Key.Key_P and self.currentIndex().column() > 0:
                return self.pin_asked.emit(self.currentIndex().column() - 1)
            if event.key() == Qt.Key.Key_Space and isinstance(row, GridRow):
                return self._act(row)
        super().keyPressEvent(event)
        return None

    def _click(self) -> None:
        row = self.current_row()
        if isinstance(row, GridRow) and row.group:
            self.fold_asked.emit(row.group)

    def _act(self, row: object) -> None:
        if not isinstance(row, GridRow):
            return
        if row.group:
            self.fold_asked.emit(row.group)
        else:
            self.details_asked.emit(row)


def _title_cell(line: GridRow) -> Cell:
    if line.group:
        icon = "chevron-right" if line.folded else "chevron-down"
        state = say("folded") if line.folded else say("unfolded")
        said = say("{group}, {state}", group=line.title, state=state)
        return Cell(line.title, role="dense_strong", icon=icon, icon_tone="text2", fill="shade", said=said)
    return Cell(line.title, tone="text2")


def _answer(at: int, provider: str, marks: Callable[[], PriceMarks | None]) -> Callable[[GridRow], Cell]:
    def cell(line: GridRow) -> Cell:
        if line.group:
            return Cell(fill="shade", said=line.title)
        if line.row is not None:
            return _words(line, line.row.cells[at], provider)
        scale, mark = marks(), line.marks[at]
        if scale is None or mark is None:
            return Cell(say("Not known"), tone="text3")
        said = say("{provider}, {row}: {answer}", provider=provider, row=line.title, answer=mark.said)
        return Cell(said=said, paint=price_painter(scale, mark))

    return cell


def _words(line: GridRow, cell: ComparisonCell, provider: str) -> Cell:
    tone, icon_tone = TONES.get(cell.tone, ("text", "text3"))
    first, *more = cell.text.split("\n")
    answer = say("{answer}, {best}", answer=cell.text, best=cell.best) if cell.best else cell.text
    return Cell(
        text=first,
        tail=cell.best if not more else "",
        tone=tone,
        role="dense_strong" if line.key in STRONG else "dense",
        icon=cell.icon,
        icon_tone=icon_tone,
        said=say("{provider}, {row}: {answer}", provider=provider, row=line.title, answer=answer),
    )


def price_painter(scale: PriceMarks, mark: PriceMark) -> Callable[[QPainter, QRectF], None]:
    """Draws one price on the scale: band, likely line, ring as quoted, dot like-for-like, dotted the gap."""

    def paint(painter: QPainter, area: QRectF) -> None:
        look = theme()
        wide = min(area.width(), look.px(TRACK))
        middle = area.center().y()

        def x(share: Decimal) -> float:
            return area.left() + wide * float(share)

        def bar(left: float, right: float, height: float, colour: QColor) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(left, middle - height / 2, right - left, height), 2, 2)

        bar(area.left(), area.left() + wide, look.px(6), look.color("track"))
        if scale.low is not None and scale.high is not None:
            band = QColor(look.color("accent"))
            band.setAlphaF(0.38)
            bar(x(scale.low), x(scale.high), look.px(12), band)
        bar(x(scale.likely) - 1, x(scale.likely) + 1, look.px(14), look.color("accent"))
        _draw_marks(painter, middle, mark, x)

    return paint


def _draw_marks(painter: QPainter, middle: float, mark: PriceMark, x: Callable[[Decimal], float]) -> None:
    look = theme()
    quoted, even = mark.quoted, mark.like_for_like
    if quoted is None:
        return
    if even is not None and even != quoted:
        painter.setPen(QPen(look.color("text2"), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x(quoted), middle), QPointF(x(even), middle))
    if even is None or even != quoted:
        painter.setPen(QPen(look.color("text2"), 1.6))
        painter.setBrush(look.color("surface"))
        painter.drawEllipse(QPointF(x(quoted), middle), look.px(4), look.px(4))
    if even is not None:
        painter.setPen(QPen(look.color("surface"), 1.5))
        painter.setBrush(look.color("text"))
        painter.drawEllipse(QPointF(x(even), middle), look.px(5.5), look.px(5.5))


def warnings_of(found: Comparison) -> tuple[ComparisonCell, ...]:
    """What to watch out for, one cell a provider; empty where there is no quote."""
    row = flags_row(found)
    return row.cells if row is not None else ()


def flags_row(found: Comparison) -> ComparisonRow | None:
    """The row of what to watch out for."""
    groups: Mapping[str, Sequence[ComparisonRow]] = {group.key: group.rows for group in found.groups}
    return next(iter(groups.get(FLAGS, ())), None)
