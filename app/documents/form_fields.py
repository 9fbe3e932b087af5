"""Fields of a form: the box is drawn here, and the field that lies on it has neither border nor ground.

Field texts are the reader's own: what is typed is kept as Unicode whatever a reader can show of it.
"""

from collections.abc import Sequence
from functools import singledispatchmethod
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.acroform import AcroForm
from reportlab.platypus.flowables import Flowable

from app.documents import drawing, fonts, styles
from app.documents.form_parts import Field, FormCell, FormColumn, FormTable, OneOf
from app.documents.parts import Sheet, draw_stack, stack

GROUND = HexColor("#F4F7F8")
ROW, LINE, ABOVE, BELOW = 17.0, 12.0, 3.0, 3.4
CIRCLE = 11.0
SIZE = 9
LONGEST = 2000
"""Characters a field takes; one of several lines takes ten times as many."""


class _Form(AcroForm):
    """ReportLab's form with round marks in the middle of their circles at any size."""

    @staticmethod
    def circleArcStream(
        size: float, r: float, arcs: Sequence[int] = (0, 1, 2, 3), rotated: bool = False
    ) -> str:
        """A full circle of radius `r` around the middle of a square of `size`."""
        k, half = 0.55231 * r, size / 2
        curves = (
            (r, k, k, r, 0.0, r),
            (-k, r, -r, k, -r, 0.0),
            (-r, -k, -k, -r, 0.0, -r),
            (k, -r, r, -k, r, 0.0),
        )
        drawn = " ".join(f"{' '.join(f'{value:.4f}' for value in curve)} c" for curve in curves)
        return f"1 0 0 1 {half:.4f} {half:.4f} cm {r:.4f} 0 m {drawn}"


def form_of(canvas: drawing.Canvas) -> Any:
    """The one form of the file."""
    if not hasattr(canvas, "AcroForm"):
        canvas._doc._catalog.AcroForm = canvas.AcroForm = _Form(canvas)
    return canvas.AcroForm


_BARE: dict[str, Any] = {
    "borderWidth": 0,
    "borderColor": None,
    "fillColor": None,
    "textColor": styles.INK,
    "forceBorder": False,
    "relative": True,
}


class FormRows(Flowable):
    """A table of words and fields that is cut between its rows."""

    def __init__(self, sheet: Sheet, part: FormTable) -> None:
        super().__init__()
        self.sheet, self.part = sheet, part
        self.spaceBefore, self.spaceAfter = 6.0, 8 * max(sheet.density, 0.6)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Heights of head and rows; a row is as high as its words or its field."""
        self.width = available_width
        self.widths = _widths(self.part.columns, available_width)
        self.head = 15.0 if any(column.title or column.titles for column in self.part.columns) else 0.0
        self.heights = [self._height(row) for row in self.part.rows]
        self.height = self.head + sum(self.heights)
        return available_width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """As many rows as fit, and the rest under the same head."""
        self.wrap(available_width, available_height)
        taken, room = 0, available_height - self.head
        while taken < len(self.heights) and self.heights[taken] <= room:
            room -= self.heights[taken]
            taken += 1
        if not taken or taken == len(self.heights):
            return []
        part = self.part
        first = FormTable(part.columns, part.rows[:taken], part.hidden)
        return [FormRows(self.sheet, first), FormRows(self.sheet, FormTable(part.columns, part.rows[taken:]))]

    def draw(self) -> None:
        """From above, row by row, so that the fields follow one another as they are read."""
        for name, value in self.part.hidden:
            self._hide(name, value)
        self._draw_head()
        top = self.height - self.head
        for row, height in zip(self.part.rows, self.heights, strict=True):
            left = 0.0
            for cell, column, width in zip(row, self.part.columns, self.widths, strict=True):
                self.canv.saveState()
                self.canv.translate(left, top - height)
                gap = styles.GUTTER / 2 if left + width < self.width - 1 else 0
                self._put(cell, column, width - gap, height)
                self.canv.restoreState()
                left += width
            top -= height
            drawing.line(self.canv, 0, top, self.width, top, styles.RULE)

    def _height(self, row: Sequence[FormCell]) -> float:
        least = ROW
        for cell, column, width in zip(row, self.part.columns, self.widths, strict=True):
            if isinstance(cell, str):
                words = stack(self._paragraphs(cell, column), width - styles.GUTTER / 2)[1]
                least = max(least, words + ABOVE + BELOW)
            elif isinstance(cell, Field) and cell.kind == "long":
                least = max(least, cell.lines * LINE + ABOVE)
        return least

    def _paragraphs(self, text: str, column: FormColumn) -> list[Flowable]:
        return [self.sheet.paragraph(text, column.style)] if text else []

    def _draw_head(self) -> None:
        if not self.head:
            return
        left, y = 0.0, self.height - 9
        for column, width in zip(self.part.columns, self.widths, strict=True):
            step = (width - styles.GUTTER / 2) / max(len(column.titles), 1)
            for at, title in enumerate(column.titles):
                middle = left + step * (at + 0.5)
                drawing.write(
                    self.canv, middle, y, title, fonts.MEDIUM, 8, styles.INK_SOFT, "centre"
                )  # fmt: skip
            if column.title:
                drawing.write(self.canv, left, y, column.title, fonts.MEDIUM, 8, styles.INK_SOFT)
            left += width
        below = self.height - self.head
        drawing.line(self.canv, 0, below, self.width, below, styles.INK, styles.HEAD_RULE)

    @singledispatchmethod
    def _put(self, cell: FormCell, column: FormColumn, width: float, height: float) -> None:
        raise TypeError(f"no field for {type(cell).__name__}")

    @_put.register
    def _(self, cell: str, column: FormColumn, width: float, height: float) -> None:
        placed, _ = stack(self._paragraphs(cell, column), width)
        draw_stack(self.canv, placed, 0, height - ABOVE)

    @_put.register
    def _(self, cell: Field, column: FormColumn, width: float, height: float) -> None:
        form = form_of(self.canv)
        drawing.box(self.canv, 0, 0.25, width, height - 1.25, fill=GROUND)
        place = {"x": 2, "y": 1, "width": width - 4, "height": height - 2.5}
        look = {**_BARE, **place, "fontName": "Helvetica", "fontSize": SIZE}
        if cell.kind == "list":
            options = [(" ", ""), *((words, value) for value, words in cell.choices)]
            form.choice(name=cell.name, tooltip=cell.tip, options=options, value=" ", **look)
            return
        many = cell.kind == "long" or height > ROW * 1.5
        form.textfield(
            name=cell.name,
            tooltip=cell.tip,
            maxlen=LONGEST * 10 if cell.kind == "long" else LONGEST,
            fieldFlags="multiline" if many else "",
            **look,
        )

    @_put.register
    def _(self, cell: OneOf, column: FormColumn, width: float, height: float) -> None:
        step = width / len(cell.choices)
        y = height - ABOVE - CIRCLE + 0.5
        for at, (value, _) in enumerate(cell.choices):
            x = step * (at + 0.5) - CIRCLE / 2
            self.canv.setStrokeColor(styles.RULE_STRONG)
            self.canv.setFillColor(styles.PAPER)
            self.canv.setLineWidth(0.8)
            self.canv.circle(x + CIRCLE / 2, y + CIRCLE / 2, CIRCLE / 2 - 0.5, stroke=1, fill=1)
            form_of(self.canv).radio(
                name=cell.name, tooltip=cell.tip, value=value, selected=False, x=x, y=y, size=CIRCLE,
                buttonStyle="circle", shape="circle", fieldFlags="radio", **_BARE,
            )  # fmt: skip

    def _hide(self, name: str, value: str) -> None:
        form_of(self.canv).textfield(
            name=name, value=value, x=0, y=self.height, width=1, height=1, maxlen=0, fontName="Helvetica",
            fontSize=4, annotationFlags="hidden", fieldFlags="readOnly", **_BARE,
        )  # fmt: skip


def _widths(columns: Sequence[FormColumn], width: float) -> list[float]:
    free = width - sum(column.width for column in columns)
    shares = sum(column.share for column in columns) or 1
    return [column.width or free * column.share / shares for column in columns]
