"""From what a document says to what ReportLab places: one function per kind of part."""

from collections.abc import Sequence
from functools import singledispatch

from reportlab.platypus.flowables import Flowable

from app.documents import styles
from app.documents.charts import contributions, hours_strip, payment_bar, price_bars
from app.documents.content import (
    Act,
    Bullets,
    Chapter,
    Choice,
    Grid,
    Part,
    Ruled,
    Section,
    SideBySide,
    Signatures,
    Text,
)
from app.documents.figures import Contributions, Gantt, HoursStrip, PaymentBar, PriceBars, TimeLine
from app.documents.fonts import strong
from app.documents.form_fields import FormRows
from app.documents.form_parts import FormTable
from app.documents.furniture import ChoiceBoxes, Panel, RuledLines, SignatureRow
from app.documents.gantt_chart import gantt_charts
from app.documents.grids import GridFlow
from app.documents.parts import Block, Columns, Sheet, titled
from app.documents.timeline import TimeLineChart
from app.words import say

BULLET = "–"


def lay_out(parts: Sequence[Part], sheet: Sheet, width: float) -> list[Flowable]:
    """Flowables for `parts` in a column of `width`."""
    return [flowable for part in parts for flowable in flowables(part, sheet, width)]


@singledispatch
def flowables(part: object, sheet: Sheet, width: float) -> list[Flowable]:
    """Flowables for one part; a kind of part nobody draws is a mistake of ours."""
    raise TypeError(f"no layout for {type(part).__name__}")


@flowables.register
def _(part: Text, sheet: Sheet, width: float) -> list[Flowable]:
    return [sheet.paragraph(part.text, part.style)] if part.text.strip() else []


@flowables.register
def _(part: Bullets, sheet: Sheet, width: float) -> list[Flowable]:
    items = [sheet.paragraph(item, "item", BULLET) for item in part.items]
    if part.columns == 1 or len(items) < 2:
        return items
    size = -(-len(items) // part.columns)
    stacks = [items[start : start + size] for start in range(0, len(items), size)]
    stacks += [[] for _ in range(part.columns - len(stacks))]
    return [Columns(stacks, gap=3 * styles.GUTTER, after=2)]


@flowables.register
def _(part: Grid, sheet: Sheet, width: float) -> list[Flowable]:
    if not part.rows:
        return []
    made: list[Flowable] = [GridFlow(sheet, part, after=3 if part.caption else 6)]
    if part.caption:
        made.append(sheet.paragraph(part.caption, "caption"))
    return made


@flowables.register
def _(part: SideBySide, sheet: Sheet, width: float) -> list[Flowable]:
    shares = part.shares or (1.0,) * len(part.stacks)
    gap = styles.GUTTER
    room = width - gap * (len(part.stacks) - 1)
    stacks = [
        lay_out(parts, sheet, room * share / sum(shares))
        for parts, share in zip(part.stacks, shares, strict=True)
    ]
    return [Columns(stacks, shares, gap=gap, before=part.before * max(sheet.density, 0.62))]


@flowables.register
def _(part: Section, sheet: Sheet, width: float) -> list[Flowable]:
    children = lay_out(part.parts, sheet, width - styles.SIDE)
    return [Block(sheet, part.label, children, hint=part.hint, flows=part.flows)]


@flowables.register
def _(part: Chapter, sheet: Sheet, width: float) -> list[Flowable]:
    return [titled(sheet, part.title, lay_out(part.parts, sheet, width))]


@flowables.register
def _(part: Act, sheet: Sheet, width: float) -> list[Flowable]:
    text = " ".join(filter(None, (strong(part.text), part.then)))
    return [Panel(sheet, [sheet.paragraph(text)])]


@flowables.register
def _(part: Signatures, sheet: Sheet, width: float) -> list[Flowable]:
    return [SignatureRow(sheet, part, say("Date"))]


@flowables.register
def _(part: Choice, sheet: Sheet, width: float) -> list[Flowable]:
    return [ChoiceBoxes(sheet, part)]


@flowables.register
def _(part: Ruled, sheet: Sheet, width: float) -> list[Flowable]:
    return [RuledLines(part, sheet.density)]


@flowables.register
def _(part: FormTable, sheet: Sheet, width: float) -> list[Flowable]:
    return [FormRows(sheet, part)]


@flowables.register
def _(part: TimeLine, sheet: Sheet, width: float) -> list[Flowable]:
    return [TimeLineChart(part, width, sheet.formats)]


@flowables.register
def _(part: Gantt, sheet: Sheet, width: float) -> list[Flowable]:
    return gantt_charts(part, width, sheet.formats)


@flowables.register
def _(part: PaymentBar, sheet: Sheet, width: float) -> list[Flowable]:
    return [payment_bar(part, width)]


@flowables.register
def _(part: Contributions, sheet: Sheet, width: float) -> list[Flowable]:
    return [contributions(part, width, sheet.formats)]


@flowables.register
def _(part: PriceBars, sheet: Sheet, width: float) -> list[Flowable]:
    return [price_bars(part, width, sheet.formats)]


@flowables.register
def _(part: HoursStrip, sheet: Sheet, width: float) -> list[Flowable]:
    return [hours_strip(part, width)]
