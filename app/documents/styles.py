"""The page: its measures, colours and type. Every figure of the design stands here and only here."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from app.documents import fonts

PAPERS: Mapping[str, tuple[float, float]] = MappingProxyType({"A4": A4, "Letter": LETTER})
MARGIN = 18 * mm
TOP_FIRST = 16 * mm
TOP_LATER = 27 * mm
BOTTOM = 19 * mm
FOOT = 10.5 * mm
RUNNING_HEAD = 16 * mm
COLUMNS, GUTTER = 12, 4 * mm
A4_COLUMN = (A4[0] - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS
SIDE = 3 * (A4_COLUMN + GUTTER)
"""Width of the side-head column with its gutter: 44.5 mm, which leaves prose its 130 mm on A4."""
KEEP_TOGETHER = 340.0
"""A section up to this height in points (under half a page) is never split."""

INK, INK_SOFT, ACCENT = HexColor("#16202C"), HexColor("#4A5666"), HexColor("#0B6B74")
RULE, RULE_STRONG = HexColor("#D5DAE1"), HexColor("#7A8594")
TINT, SHADE, TODO, NEXT = HexColor("#EEF5F5"), HexColor("#EDEFF3"), HexColor("#E4F0F1"), HexColor("#7FB5BA")
BAR_SOFT, BAR_OTHER, BAND = HexColor("#BCC4CE"), HexColor("#66717F"), HexColor("#E6EAEF")
WATERMARK, PAPER = HexColor("#EAEDF0"), HexColor("#FFFFFF")
AMBER, RED = HexColor("#B25E09"), HexColor("#C0322B")

TITLE_RULE, TOTAL_RULE = 1.0, 1.0
HEAD_RULE, SECTION_RULE, ROW_RULE = 0.75, 0.5, 0.5
EDGE = 2.2
"""Width of the accent edge of the act panel, in points."""
CELL_ABOVE, CELL_BELOW, CELL_SIDE = 3.6, 4.4, 5.0

DENSITIES = (1.6, 1.3, 1.0, 0.8, 0.62, 0.45, 0.25)
"""How much air a page gets, most first; type sizes never change."""

_PROSE = ("body", "quote", "item", "prose", "caption")
"""Styles whose long words may be divided. Names are never set in one of them."""


def _style(
    name: str,
    face: str,
    size: float,
    leading: float,
    *,
    colour: Color = INK,
    before: float = 0,
    after: float = 0,
    right: bool = False,
    indent: float = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=face,
        fontSize=size,
        leading=leading,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        alignment=TA_RIGHT if right else TA_LEFT,
        leftIndent=indent,
        bulletIndent=0,
        bulletFontName=fonts.REGULAR,
        bulletFontSize=size,
        bulletColor=INK_SOFT,
        allowWidows=0,
        allowOrphans=0,
        embeddedHyphenation=0,
        splitLongWords=1,
        uriWasteReduce=0,
    )


def _all() -> tuple[ParagraphStyle, ...]:
    regular, medium, semibold = fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD
    figures, figures_semibold = fonts.FIGURES, fonts.FIGURES_SEMIBOLD
    return (
        _style("title", fonts.DISPLAY, 20, 26),
        _style("heading", fonts.HEADING, 13, 18, after=5),
        _style("subheading", semibold, 10.5, 15, before=8, after=2),
        _style("side", semibold, 10.5, 14),
        _style("body", regular, 9.5, 14, after=5),
        _style("name", regular, 9.5, 14, after=5),
        _style("lead", figures, 13, 19, after=5),
        _style("verdict", semibold, 12, 17, before=10, after=3),
        _style("quote", regular, 12, 17.5, after=3),
        _style("item", regular, 9.5, 14, after=2.5, indent=12),
        _style("cell", figures, 9, 12.5),
        _style("prose", figures, 9, 12.5),
        _style("cell_strong", figures_semibold, 9, 12.5),
        _style("number", figures, 9, 12.5, right=True),
        _style("number_strong", figures_semibold, 9, 12.5, right=True),
        _style("open", figures, 9, 12.5, colour=INK_SOFT),
        _style("ordinal", figures_semibold, 9, 12.5, colour=ACCENT),
        _style("note", figures, 8, 11, colour=INK_SOFT),
        _style("note_right", figures, 8, 11, colour=INK_SOFT, right=True),
        _style("column", medium, 8, 11, colour=INK_SOFT),
        _style("column_right", medium, 8, 11, colour=INK_SOFT, right=True),
        _style("caption", regular, 8, 11, colour=INK_SOFT, after=3),
        _style("fact_label", regular, 8, 11, colour=INK_SOFT),
        _style("fact", figures_semibold, 10, 14),
    )


@cache
def styles(language: str, density: float = 1.0) -> Mapping[str, ParagraphStyle]:
    """Every paragraph style by name, dividing the long words of prose as `language` does.

    `density` is the air of the page: it moves paragraphs closer or apart, never the lines in them.
    """
    divide = fonts.hyphenator(language)
    named = {style.name: style for style in _all()}
    air = min(max(density, 0.5), 1.3)
    for style in named.values():
        style.spaceBefore, style.spaceAfter = style.spaceBefore * air, style.spaceAfter * air
    for name in _PROSE if divide else ():
        named[name].hyphenationLang = divide
        named[name].hyphenationMinWordLength = 12
    return MappingProxyType(named)
