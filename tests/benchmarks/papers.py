"""A ten-page document through our layout, beside bare ReportLab with the same fonts and paragraph cells."""

import io
from collections.abc import Iterator
from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFontFamily
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table
from reportlab.platypus.flowables import Flowable

from app.documents import fonts
from app.documents.content import (
    Column,
    Content,
    DocumentStatus,
    Fact,
    Grid,
    Issue,
    Part,
    Section,
    Text,
    rows,
)
from app.documents.pages import draw_content
from app.words.formats import Formats
from tests.benchmarks.measure import Measured, alternate, timed

TARGET = 1.5
PAGES = 10
PROSE = (
    "The practice opens at eight and nobody may wait for a computer then. The old server stays until every"
    " appointment of the last five years can be found on the new one, and somebody has looked."
)
HEAD = ("Work package", "What is done", "Days", "Amount")
TABLE = tuple(
    (
        f"Package {number}",
        "Move the mail and the calendars of one desk and check them with its owner",
        f"{number % 7 + 1}.5",
        f"£{number * 275:,}.00",
    )
    for number in range(1, 11)
)
SECTIONS = 14
"""As many as fill ten pages in both layouts."""


def measured(rounds: int) -> Iterator[Measured]:
    """The comparison, with the pages each side made."""
    fonts.load()
    for face in (fonts.REGULAR, fonts.FIGURES):
        registerFontFamily(face)
    formats = Formats()
    content = ours()
    made = draw_content(content, content, formats)
    plain_pages = bare()
    mine, theirs = alternate(timed(lambda: draw_content(content, content, formats)), timed(bare), rounds)
    yield Measured(
        "document",
        "a ten-page document through our layout",
        "bare ReportLab, same fonts, text and paragraph cells",
        TARGET,
        mine,
        theirs,
        {"pages": f"{made.pages} beside {plain_pages}", "per page": f"{min(mine) / made.pages * 1e3:.1f} ms"},
    )


def ours() -> Content:
    """The document as our documents are: sections of prose and tables."""
    columns = (
        Column(HEAD[0]),
        Column(HEAD[1], share=1),
        Column(HEAD[2], right=True),
        Column(HEAD[3], right=True),
    )
    body: tuple[Part, ...] = tuple(
        Section(f"Part {number}", (Text(PROSE), Grid(columns, rows(TABLE)), Text(PROSE)))
        for number in range(1, SECTIONS + 1)
    )
    return Content(
        kind="Report",
        title="Ten pages",
        project="Benchmark",
        letterhead="Sourcewright",
        letterhead_line="",
        logo=None,
        facts=(Fact("Pages", str(PAGES)),),
        parts=body,
        foot="",
        issue=Issue(DocumentStatus.DRAFT),
        dated=date(2026, 2, 2),
    )


def bare() -> int:
    """The same words by the shortest way ReportLab has; answers the number of pages."""
    prose = ParagraphStyle("prose", fontName=fonts.REGULAR, fontSize=9.5, leading=14)
    cell = ParagraphStyle("cell", fontName=fonts.FIGURES, fontSize=9, leading=12.5)
    story: list[Flowable] = [Paragraph("Ten pages", prose)]
    for number in range(1, SECTIONS + 1):
        story += [Paragraph(f"Part {number}", prose), Paragraph(PROSE, prose)]
        cells = [[Paragraph(text, cell) for text in row] for row in (HEAD, *TABLE)]
        story += [Table(cells, colWidths=[25 * mm, None, 15 * mm, 22 * mm], repeatRows=1)]
        story += [Paragraph(PROSE, prose), Spacer(1, 6)]
    file = io.BytesIO()
    template = SimpleDocTemplate(file, leftMargin=60 * mm, rightMargin=18 * mm, initialFontName=fonts.REGULAR)
    template.build(story)
    return int(template.page)
