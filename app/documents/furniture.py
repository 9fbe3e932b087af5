"""What a page opens and closes with: letterhead, key facts, the act panel, choices and signatures."""

import io
import unicodedata
from collections.abc import Sequence

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

from app.documents import drawing, fonts, styles
from app.documents.content import Choice, Content, Fact, Ruled, Signatory, Signatures
from app.documents.parts import Columns, Sheet, Stack, draw_stack, stack

LOGO_HEIGHT, LOGO_WIDTH = 18 * mm, 50 * mm
LOGO_PIXELS = 4_000_000
"""A logo with more pixels than a full page at 300 dpi is not one; the first letter stands in."""
SQUARE = 17.0


class Letterhead(Flowable):
    """Whose paper it is at the left, kind and number of the document at the right."""

    def __init__(self, content: Content, kind_line: str, width: float, density: float = 1.0) -> None:
        super().__init__()
        self.content, self.kind_line, self.width = content, kind_line, width
        self.logo = _logo(content.logo)
        self.height = max(18.0, self.logo[2] if self.logo else 0.0)
        self.spaceBefore, self.spaceAfter = 0.0, 20 * min(max(density, 0.25), 1.2)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """As high as the logo."""
        return self.width, self.height

    def draw(self) -> None:
        """Logo or monogram, name and line; then kind and number."""
        canvas, content, top = self.canv, self.content, self.height
        right = drawing.measure(content.kind, fonts.SEMIBOLD, 9)
        right = max(right, drawing.measure(self.kind_line, fonts.FIGURES, 8))
        left = self._draw_logo()
        room = self.width - left - right - 12
        name = drawing.fit(content.letterhead, fonts.SEMIBOLD, 9, room)
        drawing.write(canvas, left, top - 7.6, name, fonts.SEMIBOLD, 9)
        line = drawing.fit(content.letterhead_line, fonts.REGULAR, 8, room)
        drawing.write(canvas, left, top - 17, line, fonts.REGULAR, 8, styles.INK_SOFT)
        drawing.write(canvas, self.width, top - 7.6, content.kind, fonts.SEMIBOLD, 9, styles.INK, "right")
        drawing.write(
            canvas, self.width, top - 17, self.kind_line, fonts.FIGURES, 8, styles.INK_SOFT, "right"
        )

    def _draw_logo(self) -> float:
        canvas = self.canv
        if self.logo:
            image, width, height = self.logo
            canvas.drawImage(image, 0, self.height - height, width, height, mask="auto")
            return width + 6
        drawing.box(canvas, 0, self.height - SQUARE, SQUARE, SQUARE, fill=styles.ACCENT)
        canvas.saveState()
        canvas.setFillColor(styles.PAPER)
        drawing.monogram(canvas, _first_letter(self.content.letterhead), SQUARE / 2, self.height - 12.6, 11.5)
        canvas.restoreState()
        return 23.0


def _first_letter(name: str) -> str:
    """The capital a name begins with, without its accent; "" where it begins with none."""
    for char in unicodedata.normalize("NFD", name):
        if char.isalnum():
            return char.upper()
    return ""


def _logo(data: bytes | None) -> tuple[ImageReader, float, float] | None:
    """The logo with its size in points; None where there is none or it cannot be read."""
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > LOGO_PIXELS:
                return None
            image.load()
            kept = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    scale = min(LOGO_HEIGHT / kept.height, LOGO_WIDTH / kept.width)
    return ImageReader(kept), kept.width * scale, kept.height * scale


class Facts(Flowable):
    """The key-facts strip: a heavy rule above, a cell each for who, by whom, when and how much."""

    def __init__(self, sheet: Sheet, facts: Sequence[Fact]) -> None:
        super().__init__()
        cells = [
            [
                sheet.paragraph(fact.label, "fact_label"),
                sheet.paragraph(fact.value, "fact"),
                *(sheet.paragraph(note, "fact_label") for note in fact.notes if note),
            ]
            for fact in facts
        ]
        self.columns = Columns(cells, after=0)
        air = min(max(sheet.density, 0.2), 1.0)
        self.spaceBefore, self.spaceAfter = 9 * air, 2.0
        self.below = 7 * air

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The tallest cell under the rule."""
        self.width = available_width
        self.inner = self.columns.wrap(available_width, available_height)[1]
        self.height = 6 + self.inner + self.below
        return self.width, self.height

    def draw(self) -> None:
        """Rule, then cells."""
        drawing.line(self.canv, 0, self.height, self.width, self.height, styles.INK, styles.TITLE_RULE)
        self.columns.drawOn(self.canv, 0, self.height - 6 - self.inner)


class Panel(Stack):
    """The tinted panel that says what to do. One a document."""

    left, right, above, below = 12.0, 9.0, 8.0, 4.0

    def __init__(self, sheet: Sheet, children: Sequence[Flowable]) -> None:
        super().__init__(children, before=12 * sheet.density, after=4)
        self.sheet = sheet

    def piece(self, children: Sequence[Flowable], *, continued: bool) -> Stack:
        """A panel longer than half a page goes on as a panel."""
        return Panel(self.sheet, children)

    def draw(self) -> None:
        """Tint, accent edge, words."""
        drawing.box(self.canv, 0, 0, self.width, self.height, fill=styles.TINT)
        drawing.box(self.canv, 0, 0, styles.EDGE, self.height, fill=styles.ACCENT)
        super().draw()


class SignatureRow(Flowable):
    """Signature and date on one line for each side, name and role printed below."""

    def __init__(self, sheet: Sheet, part: Signatures, date_label: str) -> None:
        super().__init__()
        self.parties = [
            (
                sheet.paragraph(f"{fonts.strong(party.side)} {party.what}", "name"),
                sheet.paragraph(_name_and_role(party), "fact_label"),
                _record(sheet, party),
            )
            for party in part.parties
        ]
        self.date_label = date_label
        self.spaceBefore, self.spaceAfter = 10 * min(max(sheet.density, 0.8), 1.3), 8.0
        self.space = 34 * min(max(sheet.density, 0.65), 1.2)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Heading, room to sign, names."""
        self.width = available_width
        gap = 10 * mm
        self.party_width = (available_width - gap * (len(self.parties) - 1)) / max(len(self.parties), 1)
        self.step = self.party_width + gap
        above = below = 0.0
        for side, name, record in self.parties:
            above = max(above, side.wrap(self.party_width, styles.KEEP_TOGETHER)[1])
            needs = name.wrap(self._signing_width, styles.KEEP_TOGETHER)[1]
            if record:
                needs += record.wrap(self.party_width, styles.KEEP_TOGETHER)[1]
            below = max(below, needs)
        self.below = below + 3
        self.height = above + self.space + self.below
        return self.width, self.height

    @property
    def _signing_width(self) -> float:
        return self.party_width - 72

    def draw(self) -> None:
        """Side by side; a recorded agreement stands where the line would be."""
        canvas = self.canv
        for number, (side, name, record) in enumerate(self.parties):
            x, y = number * self.step, self.below
            side.drawOn(canvas, x, self.height - side.height)
            if record:
                height = record.wrap(self.party_width, styles.KEEP_TOGETHER)[1]
                top = self.height - side.height - 4
                record.drawOn(canvas, x, top - height)
                name.drawOn(canvas, x, top - 2 - height - name.height)
                continue
            drawing.line(canvas, x, y, x + self._signing_width, y, styles.INK_SOFT)
            drawing.line(canvas, x + self._signing_width + 10, y, x + self.party_width, y, styles.INK_SOFT)
            name.drawOn(canvas, x, y - 2 - name.height)
            drawing.write(
                canvas, x + self._signing_width + 10, y - 10, self.date_label, fonts.REGULAR, 8,
                styles.INK_SOFT,
            )  # fmt: skip


def _name_and_role(party: Signatory) -> str:
    return f"{party.name}, {party.role}" if party.role else party.name


def _record(sheet: Sheet, party: Signatory) -> Flowable | None:
    return sheet.paragraph(party.record, "cell") if party.record else None


class ChoiceBoxes(Flowable):
    """Options with a box to tick each, and a line to sign, print a name on and date."""

    def __init__(self, sheet: Sheet, part: Choice) -> None:
        super().__init__()
        self.part = part
        self.options = [sheet.paragraph(option, "cell") for option in part.options]
        self.natural = [drawing.measure(option, fonts.FIGURES, 9) + 34 for option in part.options]
        self.labels = [(part.signature, 0.46), (part.name, 0.32), (part.date, 0.22)]
        """Captions of the lines below, each with its share of the width."""
        self.spaceBefore, self.spaceAfter = 2.0, 9.0
        self.space = 34 * min(max(sheet.density, 0.8), 1.2)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Options in as many rows as they need, then room to sign."""
        self.width = available_width
        scale = min(available_width / (sum(self.natural) or 1), 1.0)
        self.widths = [width * scale for width in self.natural]
        self.placed = [
            stack([option], width - 19) for option, width in zip(self.options, self.widths, strict=True)
        ]
        self.option_height = max((height for _, height in self.placed), default=0.0)
        self.height = self.option_height + self.space + 14
        return self.width, self.height

    def draw(self) -> None:
        """Boxes, words, lines."""
        canvas, top = self.canv, self.height
        x = 0.0
        for (placed, _), width in zip(self.placed, self.widths, strict=True):
            drawing.mark(canvas, "open", x + 4.9, top - 6.5, 4.5)
            draw_stack(canvas, placed, x + 15, top)
            x += width
        x = 0.0
        for label, share in self.labels:
            width = self.width * share
            drawing.line(canvas, x, 13, min(x + width, self.width + 12) - 12, 13, styles.INK_SOFT)
            drawing.write(canvas, x, 3, label, fonts.REGULAR, 8, styles.INK_SOFT)
            x += width


class RuledLines(Flowable):
    """Lines a hand can write on: as far apart on a full page as on an empty one."""

    head, step = 13.0, 21.0

    def __init__(self, part: Ruled, density: float) -> None:
        super().__init__()
        self.part = part
        self.spaceBefore, self.spaceAfter = 9 * min(max(density, 0.62), 1.3), 3.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The headings, then the lines."""
        self.width = available_width
        self.height = self.head + self.step * self.part.lines
        return self.width, self.height

    def draw(self) -> None:
        """Each column by itself, so that the lines say what belongs where."""
        canvas, gap, x = self.canv, 8.0, 0.0
        whole = sum(share for _, share in self.part.titles)
        room = self.width - gap * (len(self.part.titles) - 1)
        for title, share in self.part.titles:
            width = room * share / whole
            words = drawing.fit(title, fonts.SEMIBOLD, 8, width)
            drawing.write(canvas, x, self.height - 8, words, fonts.SEMIBOLD, 8, styles.INK_SOFT)
            y = self.height - self.head
            for _ in range(self.part.lines):
                y -= self.step
                drawing.line(canvas, x, y, x + width, y, styles.RULE_STRONG, styles.ROW_RULE)
            x += width + gap
