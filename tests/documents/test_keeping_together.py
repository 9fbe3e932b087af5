"""Sections stay whole where they can, and where they cannot they are cut where a reader would cut."""

from reportlab.platypus.flowables import Flowable

from app.analysis.money import Money
from app.documents import styles
from app.documents.content import Column, Grid, Row
from app.documents.grids import GridFlow
from app.documents.parts import Block, Sheet, split_stack, stack, titled
from app.documents.plan_parts import payment_bar
from tests.documents.clinic import plan
from tests.documents.reading import FORMATS

WIDTH = 493.0
SHEET = Sheet(FORMATS)


def paragraphs(count: int) -> list[Flowable]:
    return [SHEET.paragraph(f"Paragraph number {number}") for number in range(count)]


def height(flowable: Flowable) -> float:
    return float(flowable.wrap(WIDTH, 1e6)[1])


def test_a_section_under_half_a_page_is_never_cut() -> None:
    block = Block(SHEET, "Label", paragraphs(16))
    assert 250 < height(block) <= styles.KEEP_TOGETHER
    assert block.split(WIDTH, 200) == []


def test_a_longer_section_is_cut_and_its_label_repeated() -> None:
    block = Block(SHEET, "Label", paragraphs(30), hint="A hint")
    assert height(block) > styles.KEEP_TOGETHER
    first, rest = block.split(WIDTH, 300)
    assert isinstance(first, Block)
    assert isinstance(rest, Block)
    assert height(first) <= 300
    assert len(first.children) + len(rest.children) == 30
    assert (first.continued, rest.continued) == (False, True)


def test_nothing_is_cut_to_leave_less_than_two_lines_or_a_heading_alone() -> None:
    assert Block(SHEET, "Label", paragraphs(30)).split(WIDTH, 24) == []
    chapter = titled(SHEET, "Heading", paragraphs(30))
    assert chapter.split(WIDTH, 30) == []
    first, rest = chapter.split(WIDTH, 60)
    assert len(first.children) == 3  # the heading and two paragraphs
    assert len(rest.children) == 28


def table(rows: int, total: bool = False) -> GridFlow:
    lines = [Row((f"row {number}", "1")) for number in range(rows)]
    if total:
        lines.append(Row(("Total", str(rows)), total=True))
    return GridFlow(SHEET, Grid((Column("What", share=1), Column("Figure", right=True)), tuple(lines)))


def test_a_table_is_cut_between_rows_with_at_least_two_above_and_no_total_alone() -> None:
    flow = table(10, total=True)
    row = 12.5 + styles.CELL_ABOVE + styles.CELL_BELOW
    head = height(flow) - 11 * row
    assert flow.split(WIDTH, head + 1.5 * row) == []
    first, rest = flow.split(WIDTH, head + 4.2 * row)
    assert (len(first.measured), len(rest.measured)) == (4, 7)
    first, rest = flow.split(WIDTH, head + 10.2 * row)
    assert (len(first.measured), len(rest.measured)) == (9, 2)
    assert height(rest) == head + 2 * row


def test_cutting_a_table_in_many_pieces_loses_no_row() -> None:
    rest: Flowable = table(200)
    seen = 0
    while pieces := (rest.split(WIDTH, 300) if height(rest) > 300 else []):
        first, rest = pieces
        assert height(first) <= 300
        seen += len(first.measured)
    assert seen + len(rest.measured) == 200


def test_a_stack_is_as_high_as_its_parts_and_the_larger_of_the_spaces_between() -> None:
    first, second = SHEET.paragraph("One", "body"), SHEET.paragraph("Two", "subheading")
    placed, total = stack([first, second], WIDTH)
    space = max(first.getSpaceAfter(), second.getSpaceBefore())
    assert total == placed[0][2] + space + placed[1][2]
    assert split_stack([first, second], WIDTH, total) == ([first, second], [])
    assert split_stack([first, second], WIDTH, total - 1) == ([first], [second])


def test_the_payment_bar_is_the_whole_price_to_scale() -> None:
    bar = payment_bar(plan(), FORMATS)
    assert sum((segment.share for segment in bar.segments), Money(0, "GBP")) == plan().total.excl
    assert [segment.state for segment in bar.segments] == ["planned"] * 5 + ["held"]
