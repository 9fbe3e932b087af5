"""Tables: a flowable of our own, since a page of rows must cost no more than its rows.

Heights are measured once a row and a table is cut by slicing, so a table of thousands of rows costs
the same per row as one of ten. Edges are flush: no padding at the far left and right. Rules stand
between rows, none after the last.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from app.documents import drawing, fonts, styles
from app.documents.content import Cell, Column, Grid, Marked, Row, Text
from app.documents.parts import Placed, Sheet, draw_stack, split_stack, stack

MARK_ROOM = 13.0
WIDEST_AUTO = 0.45
"""Most of a table's width one column may take for its contents' sake."""
HEAD_BELOW = 3.5
FIRST_ABOVE = 1.0
"""Padding over the first row where there is no head: it stands on the line of the section's label."""


class Line(Flowable):
    """One line of plain text: what most cells are, drawn without breaking lines that need no breaking."""

    def __init__(self, sheet: Sheet, text: str, style: str) -> None:
        super().__init__()
        self.text, self.look = text, sheet.styles[style]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """One leading high."""
        self.width, self.height = available_width, self.look.leading
        return self.width, self.height

    def draw(self) -> None:
        """Where ReportLab would set the only line of a paragraph."""
        look, canvas = self.look, self.canv
        canvas.setFont(look.fontName, look.fontSize)
        canvas.setFillColor(look.textColor)
        y = self.height - look.fontSize
        if look.alignment:
            canvas.drawRightString(self.width, y, self.text)
        else:
            canvas.drawString(0, y, self.text)


class MarkedCell(Flowable):
    """A mark, its word beside it, and a note below the word."""

    def __init__(self, sheet: Sheet, cell: Marked) -> None:
        super().__init__()
        self.state = cell.state
        self.words = [sheet.paragraph(cell.word, "cell")]
        if cell.note:
            self.words.append(sheet.paragraph(cell.note, "note"))

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """As high as its words."""
        self.width = available_width
        self.placed, self.height = stack(self.words, available_width - MARK_ROOM)
        return self.width, self.height

    def draw(self) -> None:
        """The mark stands on the first line."""
        drawing.mark(self.canv, self.state, 4.2, self.height - 6.2)
        draw_stack(self.canv, self.placed, MARK_ROOM, self.height)


def _fits_one_line(sheet: Sheet, text: str, style: str, width: float) -> bool:
    runs = fonts.runs(text)
    if len(runs) != 1 or runs[0].missing or runs[0].strong or "\n" in runs[0].text:
        return False
    look = sheet.styles[style]
    return fonts.text_width(runs[0].text, look.fontName, look.fontSize) <= width


def text_flowables(sheet: Sheet, text: str, style: str, width: float) -> list[Flowable]:
    """`text` in the cheapest flowable that shows it; nothing for an empty text."""
    if not text.strip():
        return []
    stripped = text.strip()
    if _fits_one_line(sheet, stripped, style, width):
        return [Line(sheet, fonts.clean(stripped), style)]
    return [sheet.paragraph(stripped, style)]


@dataclass(frozen=True, slots=True)
class _Measured:
    """A row with its cells placed; the width of a table never changes, so neither does this."""

    row: Row
    cells: tuple[list[Placed], ...]
    above: float
    height: float


class GridFlow(Flowable):
    """A table drawn in `width`."""

    def __init__(self, sheet: Sheet, grid: Grid, *, after: float = 6) -> None:
        super().__init__()
        self.sheet, self.grid = sheet, grid
        air = 0.0 if grid.dense else min(sheet.density, 1.25)
        self.cell_above, self.cell_below = styles.CELL_ABOVE * air, styles.CELL_BELOW * air
        self.spaceBefore, self.spaceAfter = 0.0, after
        self.measured: list[_Measured] | None = None

    # --- columns ---

    def widths(self, width: float) -> list[float]:
        """Width of each column with its padding: contents first, what is left by share."""
        columns = self.grid.columns
        found = [0.0 if column.share else self._natural(index) for index, column in enumerate(columns)]
        found = [
            max(min(natural, width * WIDEST_AUTO), width * column.least)
            for natural, column in zip(found, columns, strict=True)
        ]
        shares = sum(column.share for column in columns)
        rest = width - sum(found)
        if not shares or rest < width * 0.2:
            scale = (width * (0.7 if shares else 1.0)) / max(sum(found), 1.0)
            found = [natural * scale for natural in found]
            rest = width - sum(found)
        return [
            rest * column.share / shares if column.share else natural
            for column, natural in zip(columns, found, strict=True)
        ]

    def _natural(self, index: int) -> float:
        column = self.grid.columns[index]
        widest = drawing.measure(column.title, fonts.MEDIUM, 8)
        for row in self.grid.rows:
            widest = max(widest, self._cell_width(row.cells[index]))
        edges = sum((index > 0, index < len(self.grid.columns) - 1))
        return widest + styles.CELL_SIDE * edges + 0.6

    def _cell_width(self, cell: Cell) -> float:
        if isinstance(cell, tuple):
            return max((self._cell_width(part) for part in cell), default=0.0)
        if isinstance(cell, Marked):
            return MARK_ROOM + drawing.measure(cell.word, fonts.FIGURES, 9)
        text = cell.text if isinstance(cell, Text) else cell
        size = self.sheet.styles[cell.style].fontSize if isinstance(cell, Text) else 9
        return max(
            drawing.measure(line, face, size)
            for line in text.split("\n")
            for face in (fonts.FIGURES, fonts.FIGURES_SEMIBOLD)
        )

    def _inner(self, index: int) -> tuple[float, float]:
        """Offset of the text inside its column, and the width it has."""
        left = styles.CELL_SIDE if index else 0.0
        right = styles.CELL_SIDE if index < len(self.column_widths) - 1 else 0.0
        return left, self.column_widths[index] - left - right

    # --- rows ---

    def _cell(self, cell: Cell, column: Column, width: float, *, total: bool) -> list[Flowable]:
        if isinstance(cell, tuple):
            return [flowable for part in cell for flowable in self._cell(part, column, width, total=total)]
        if isinstance(cell, Marked):
            return [MarkedCell(self.sheet, cell)]
        if isinstance(cell, Text):
            return text_flowables(self.sheet, cell.text, cell.style, width)
        style = column.style or ("number" if column.right else "cell")
        if total:
            style = "number_strong" if column.right else "cell_strong"
        return text_flowables(self.sheet, cell, style, width)

    def _measure(self, row: Row, *, opens: bool) -> _Measured:
        cells = [
            self._cell(cell, column, self._inner(index)[1], total=row.total or row.heads)
            for index, (cell, column) in enumerate(zip(row.cells, self.grid.columns, strict=True))
        ]
        return self._place(row, cells, FIRST_ABOVE if opens else self.cell_above)

    def _place(self, row: Row, cells: Sequence[Sequence[Flowable]], above: float) -> _Measured:
        stacks = [stack(cell, self._inner(index)[1]) for index, cell in enumerate(cells)]
        tallest = max((height for _, height in stacks), default=0.0)
        placed = tuple(found for found, _ in stacks)
        return _Measured(row, placed, above, tallest + above + self.cell_below)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Head and rows; measured once, since the width of a table does not change."""
        if self.measured is None:
            self.width = available_width
            self.column_widths = self.widths(available_width)
            self.measured = [
                self._measure(row, opens=not number and not self.grid.has_head)
                for number, row in enumerate(self.grid.rows)
            ]
            self.head = self._place_head()
        self.head_height = self.head.height if self.head else 0.0
        self.height = self.head_height + sum(measured.height for measured in self.measured)
        return self.width, self.height

    def _place_head(self) -> _Measured | None:
        if not self.grid.has_head:
            return None
        titles = [
            text_flowables(
                self.sheet,
                column.title,
                "column_right" if column.right else "column",
                self._inner(index)[1],
            )
            for index, column in enumerate(self.grid.columns)
        ]
        placed = self._place(Row(()), titles, 0.0)
        return _Measured(placed.row, placed.cells, 0.0, placed.height - self.cell_below + HEAD_BELOW)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Cut between rows, at least two above the cut; a row taller than a page is cut itself."""
        self.wrap(available_width, available_height)
        rows = self.measured or []
        room = available_height - self.head_height
        fitting = 0
        while fitting < len(rows) and rows[fitting].height <= room:
            room -= rows[fitting].height
            fitting += 1
        while 0 < fitting < len(rows) and self._sum_is_alone(rows[fitting:]):
            fitting -= 1
        while 0 < fitting < len(rows) and rows[fitting - 1].row.heads:
            fitting -= 1
        if fitting >= min(2, len(rows)) and fitting < len(rows):
            return [self._slice(rows[:fitting]), self._slice(rows[fitting:])]
        if fitting == 0 and rows and rows[0].height > styles.KEEP_TOGETHER:
            return self._split_row(rows, available_height - self.head_height)
        return []

    def _sum_is_alone(self, rest: list[_Measured]) -> bool:
        """Whether a sum in `rest` would stand under fewer rows than stay with it."""
        plain = next((at for at, measured in enumerate(rest) if measured.row.total), self.grid.with_sum)
        return plain < self.grid.with_sum

    def _slice(self, rows: list[_Measured]) -> "GridFlow":
        piece = GridFlow(self.sheet, self.grid, after=self.spaceAfter)
        piece.measured = rows
        piece.width, piece.column_widths, piece.head = self.width, self.column_widths, self.head
        return piece

    def _split_row(self, rows: list[_Measured], room: float) -> list[Flowable]:
        inside = room - self.cell_above - self.cell_below
        cut = [
            split_stack([flowable for flowable, _, _ in placed], self._inner(index)[1], inside)
            for index, placed in enumerate(rows[0].cells)
        ]
        heads, tails = [head for head, _ in cut], [tail for _, tail in cut]
        if not any(heads) or not any(tails):
            return []
        first, rest = (self._place(rows[0].row, cells, self.cell_above) for cells in (heads, tails))
        return [self._slice([first]), self._slice([rest, *rows[1:]])]

    # --- drawing ---

    def draw(self) -> None:
        """Head, then row by row, so that it is read in that order."""
        top = self.height
        if self.head:
            base = top - self.head.height
            for index, placed in enumerate(self.head.cells):
                rise = max((below + height for _, below, height in placed), default=0.0)
                draw_stack(self.canv, placed, self._x(index), base + HEAD_BELOW + rise)
            drawing.line(self.canv, 0, base, self.width, base, styles.INK, styles.HEAD_RULE)
            top = base
        for number, measured in enumerate(self.measured or []):
            if measured.row.total or (measured.row.heads and number):
                drawing.line(self.canv, 0, top, self.width, top, styles.INK, styles.TOTAL_RULE)
            elif number and not self.grid.dense:
                drawing.line(self.canv, 0, top, self.width, top)
            for index, placed in enumerate(measured.cells):
                draw_stack(self.canv, placed, self._x(index), top - measured.above)
            top -= measured.height

    def _x(self, index: int) -> float:
        return sum(self.column_widths[:index]) + self._inner(index)[0]
