"""Paragraphs and the blocks that keep them together: the only place that makes a ReportLab paragraph.

Paragraphs are built from finished fragments, never from a string ReportLab would parse: no text can
be markup, whoever typed it, because no markup is ever read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from babel import Locale
from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from app.documents import drawing, fonts, styles
from app.documents.fonts import MissingGlyph
from app.words import say
from app.words.formats import Formats

UNBOUNDED = 1e7
"""A height to measure in: what a part needs, not what there is."""
FEWEST_LINES = 26.0
"""Height in points a part needs to be worth starting at the foot of a page: two lines of prose."""


@dataclass(frozen=True)
class Sheet:
    """What parts share while one document is drawn: formats, density, and the bookmarks made so far."""

    formats: Formats
    density: float = 1.0
    keys: "count[int]" = field(default_factory=count)

    @cached_property
    def styles(self) -> Mapping[str, ParagraphStyle]:
        """Paragraph styles for the document's language."""
        return styles.styles(self.formats.language, self.density)

    @cached_property
    def _dates(self) -> re.Pattern[str]:
        """A day with its month, and the year after them: never broken over lines."""
        months = Locale.parse(self.formats.locale).months["format"]
        names = {name for width in ("wide", "abbreviated") for name in months[width].values()}
        month = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return re.compile(rf"\b\d{{1,2}}\.? (?:{month})(?: \d{{4}})?(?!\w)")

    def at(self, density: float) -> "Sheet":
        """The same document with more or less air."""
        return replace(self, density=density)

    def paragraph(self, text: str, style: str = "body", bullet: str = "") -> Flowable:
        """`text` in a named style; emphasis as `fonts.strong` marked it, missing glyphs as boxes."""
        look = self.styles[style]
        fragments: list[ParaFrag] = []
        kept = self._dates.sub(lambda found: found[0].replace(" ", fonts.NO_BREAK), text.strip())
        for run in fonts.runs(kept):
            fragments.extend([_missing(run.text, look)] if run.missing else _fragments(run, look))
        return Paragraph("", look, bulletText=bullet or None, frags=fragments)


def _fragment(text: str, face: str, size: float, colour: Color) -> ParaFrag:
    return ParaFrag(
        text=text, fontName=face, fontSize=size, textColor=colour, rise=0, greek=0, link=[], us_lines=[]
    )


def _fragments(run: fonts.Run, look: ParagraphStyle) -> list[ParaFrag]:
    face = fonts.BOLD_OF.get(look.fontName, look.fontName) if run.strong else look.fontName
    made: list[ParaFrag] = []
    for number, line in enumerate(run.text.split("\n")):
        if number:
            end = _fragment("", face, look.fontSize, look.textColor)
            end.lineBreak = True
            made.append(end)
        if line:
            made.append(_fragment(line, face, look.fontSize, look.textColor))
    return made


def _missing(char: str, look: ParagraphStyle) -> ParaFrag:
    code_point = MissingGlyph(char, "").code_point
    size = look.fontSize * drawing.BOX_SCALE
    made = _fragment(code_point, fonts.FIGURES_MEDIUM, size, styles.INK_SOFT)
    made.backColor = styles.RULE
    made.nobr = True
    return made


# --- stacks ---------------------------------------------------------------------------------------

Placed = tuple[Flowable, float, float]
"""A flowable, its top measured from the top of its stack, and its height."""


def stack(children: Sequence[Flowable], width: float) -> tuple[list[Placed], float]:
    """Place flowables under one another in `width`; their positions and the height of all."""
    placed: list[Placed] = []
    top = after = 0.0
    for number, child in enumerate(children):
        if number:
            top += max(after, child.getSpaceBefore())
        height = child.wrap(width, UNBOUNDED)[1]
        placed.append((child, top, height))
        top += height
        after = child.getSpaceAfter()
    return placed, top


def split_stack(
    children: Sequence[Flowable], width: float, height: float
) -> tuple[list[Flowable], list[Flowable]]:
    """Children that fit `height`, and the rest; a child across the edge is cut where it allows it."""
    placed, _ = stack(children, width)
    for number, (child, top, needs) in enumerate(placed):
        if top + needs <= height + 1e-6:
            continue
        pieces = child.split(width, height - top) if height - top > 0 else []
        if len(pieces) >= 2:
            return [*children[:number], pieces[0]], [*pieces[1:], *children[number + 1 :]]
        return list(children[:number]), list(children[number:])
    return list(children), []


def draw_stack(canvas: drawing.Canvas, placed: Sequence[Placed], x: float, top: float) -> None:
    """Draw placed flowables with the stack's top left corner at (x, top)."""
    for child, below, height in placed:
        child.drawOn(canvas, x, top - below - height)


class Stack(Flowable):
    """Children under one another, kept on one page up to `styles.KEEP_TOGETHER`."""

    left = right = above = below = 0.0
    keeps = True

    def __init__(self, children: Sequence[Flowable], *, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.children = list(children)
        self.spaceBefore, self.spaceAfter = before, after

    def least_height(self) -> float:
        """Height needed beside the children: a label longer than what it labels."""
        return 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Height of the children, of the label beside them, and of the padding."""
        self.width = available_width
        inside = available_width - self.left - self.right
        self.placed, height = stack(self.children, inside)
        self.height = max(height, self.least_height()) + self.above + self.below
        return available_width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Two pieces, or none where it stays together or nothing worth starting would fit."""
        self.wrap(available_width, available_height)
        if self.keeps and self.height <= styles.KEEP_TOGETHER:
            return []
        inside = available_width - self.left - self.right
        head, tail = split_stack(self.children, inside, available_height - self.above - self.below)
        if not head or not tail or stack(head, inside)[1] < FEWEST_LINES:
            return []
        return [self.piece(head, continued=False), self.piece(tail, continued=True)]

    def piece(self, children: Sequence[Flowable], *, continued: bool) -> "Stack":
        """One half of a split stack."""
        return type(self)(children, before=self.spaceBefore, after=self.spaceAfter)

    def draw(self) -> None:
        """Children from the top."""
        draw_stack(self.canv, self.placed, self.left, self.height - self.above)


class Block(Stack):
    """A side-head section: label in columns 1 to 3, children in 4 to 12, a hairline above.

    On a later page the first section drops its hairline, since the running head has one. A block cut
    in two repeats its label with "(continued)".
    """

    left = styles.SIDE

    def __init__(
        self,
        sheet: Sheet,
        label: str,
        children: Sequence[Flowable],
        *,
        hint: str = "",
        continued: bool = False,
        flows: bool = False,
    ) -> None:
        super().__init__(children, before=12 * sheet.density)
        self.keeps = not flows
        self.sheet, self.label, self.hint, self.continued = sheet, label, hint, continued
        self.above = 6 * (0.5 + min(sheet.density, 1.3) / 2)
        side = [sheet.paragraph(label, "side")]
        if continued:
            side.append(sheet.paragraph(say("(continued)"), "caption"))
        elif hint:
            side.append(sheet.paragraph(hint, "caption"))
        self.side = side

    def least_height(self) -> float:
        """The label and its hint."""
        self.side_placed, height = stack(self.side, styles.SIDE - styles.GUTTER)
        return height

    def piece(self, children: Sequence[Flowable], *, continued: bool) -> Stack:
        """The hint stays with the first half."""
        continued = continued or self.continued
        hint, flows = self.hint, not self.keeps
        return Block(self.sheet, self.label, children, hint=hint, continued=continued, flows=flows)

    def drawOn(self, canvas: drawing.Canvas, x: float, y: float, _sW: float = 0) -> None:
        """Notice whether it opens a later page."""
        top_of_page = canvas._pagesize[1] - styles.TOP_LATER - 2
        self.opens_page = canvas.getPageNumber() > 1 and y + self.height > top_of_page
        super().drawOn(canvas, x, y)

    def draw(self) -> None:
        """Rule, label, children."""
        if not self.opens_page:
            drawing.line(
                self.canv, 0, self.height, self.width, self.height, styles.RULE_STRONG, styles.SECTION_RULE
            )
        if not self.continued:
            outline(self.canv, self.label, self.height, level=1, sheet=self.sheet)
        draw_stack(self.canv, self.side_placed, 0, self.height - self.above)
        super().draw()


class Titled(Stack):
    """A heading over the full width with what follows it; the heading is never left alone.

    `children` begin with the heading where the piece `opens` the chapter: see `titled`.
    """

    def __init__(self, sheet: Sheet, title: str, children: Sequence[Flowable], *, opens: bool) -> None:
        super().__init__(children, before=21 * min(sheet.density, 1.2) if opens else 0)
        self.sheet, self.title, self.opens = sheet, title, opens

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """As any stack, but not between the heading and the first thing under it."""
        pieces = super().split(available_width, available_height)
        first = pieces[0] if pieces else None
        return [] if self.opens and isinstance(first, Titled) and len(first.children) < 2 else pieces

    def piece(self, children: Sequence[Flowable], *, continued: bool) -> Stack:
        """Only the first half opens the chapter."""
        return Titled(self.sheet, self.title, children, opens=self.opens and not continued)

    def draw(self) -> None:
        """An outline entry at the heading."""
        if self.opens:
            outline(self.canv, self.title, self.height, level=0, sheet=self.sheet)
        super().draw()


def titled(sheet: Sheet, title: str, children: Sequence[Flowable]) -> Titled:
    """A chapter: its heading and its children."""
    return Titled(sheet, title, [sheet.paragraph(title, "heading"), *children], opens=True)


class Columns(Flowable):
    """Stacks side by side, cut all at one height where they must be cut."""

    def __init__(
        self,
        stacks: Sequence[Sequence[Flowable]],
        shares: Sequence[float] = (),
        *,
        gap: float = styles.GUTTER,
        before: float = 0,
        after: float = 5,
    ) -> None:
        super().__init__()
        self.stacks = [list(found) for found in stacks]
        self.shares = list(shares) or [1.0] * len(self.stacks)
        self.gap = gap
        self.spaceBefore, self.spaceAfter = before, after

    def _widths(self, width: float) -> list[float]:
        room = width - self.gap * (len(self.stacks) - 1)
        return [room * share / sum(self.shares) for share in self.shares]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The tallest stack."""
        self.width = available_width
        self.placed = [
            stack(children, width)
            for children, width in zip(self.stacks, self._widths(available_width), strict=True)
        ]
        self.height = max((height for _, height in self.placed), default=0.0)
        return available_width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Every stack at the same height; none where they are short enough to stay together."""
        self.wrap(available_width, available_height)
        if self.height <= styles.KEEP_TOGETHER:
            return []
        cut = [
            split_stack(children, width, available_height)
            for children, width in zip(self.stacks, self._widths(available_width), strict=True)
        ]
        if not any(head for head, _ in cut) or not any(tail for _, tail in cut):
            return []
        return [
            Columns([part[side] for part in cut], self.shares, gap=self.gap, after=self.spaceAfter)
            for side in (0, 1)
        ]

    def draw(self) -> None:
        """Left to right, so that it is read so."""
        x = 0.0
        for (placed, _), width in zip(self.placed, self._widths(self.width), strict=True):
            draw_stack(self.canv, placed, x, self.height)
            x += width + self.gap


def outline(canvas: drawing.Canvas, label: str, top: float, *, level: int, sheet: Sheet) -> None:
    """A bookmark at `top` of the flowable being drawn, with its entry in the document's outline."""
    key = f"part-{next(sheet.keys)}"
    x, y = canvas.absolutePosition(0, top)
    canvas.bookmarkPage(key, fit="XYZ", left=x, top=y + 12, zoom=0)
    canvas.addOutlineEntry(fonts.clean(fonts.without_emphasis(label)), key, level)
