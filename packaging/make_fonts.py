"""Build the font copies documents need from the bundled Inter faces.

ReportLab applies no OpenType features and has no tracking, so what those would do is built in:

* `InterTab`: digits, plus and minus mapped to their tabular glyphs, so that amounts align in columns;
* `InterDisp`, `InterHead`: the semi-bold face with narrower advances, for titles and headings.

Copies carry their own family name and the licence of the original. `monogram.json` holds the outlines
of the capitals drawn in a letterhead without a logo: drawn as text they would be read out as a word.

Run `python packaging/make_fonts.py` after changing the Inter faces; the result is the same every time.
"""

import json
import string
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
TABULAR_SUFFIX = ".tf"
TABULAR = [*range(0x30, 0x3A), 0x2B, 0x2212]
TRACKING = {"InterDisp": 44, "InterHead": 22}
"""Units (of 2048) taken from every advance: 2.1 % and 1.1 % of the em."""
LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "kern", "STAT", "DSIG", "meta")
"""Left out of the copies: nothing that reads them applies features."""


def rename(font: TTFont, family: str, style: str) -> None:
    """Give a copy its own names, as its changed metrics require, keeping copyright and licence."""
    names = {
        1: family if style in ("Regular", "Bold") else f"{family} {style}",
        3: f"{family}-{style}-sourcewright",
        4: f"{family} {style}",
        6: f"{family}-{style}",
        16: family,
        17: style,
    }
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


def opened(style: str) -> TTFont:
    """The bundled face of `style`, set to be written without the time of writing."""
    return TTFont(FOLDER / f"Inter-{style}.ttf", recalcTimestamp=False)


def save(font: TTFont, family: str, style: str) -> None:
    """Write a copy without the tables nobody reads."""
    for table in LAYOUT_TABLES:
        if table in font:
            del font[table]
    rename(font, family, style)
    font.save(FOLDER / f"{family}-{style}.ttf")


def make_tabular(style: str) -> None:
    """InterTab: the same text, every digit of one width."""
    font = opened(style)
    glyphs = set(font.getGlyphOrder())
    for table in font["cmap"].tables:
        if table.isUnicode():
            for code in TABULAR:
                glyph = table.cmap.get(code)
                if glyph and glyph + TABULAR_SUFFIX in glyphs:
                    table.cmap[code] = glyph + TABULAR_SUFFIX
    best = font.getBestCmap()
    widths = {font["hmtx"][best[ord(digit)]][0] for digit in string.digits}
    if len(widths) != 1:
        raise SystemExit(f"Inter-{style} has no tabular digits: widths {sorted(widths)}")
    save(font, "InterTab", style)


def make_tracked(family: str, units: int) -> None:
    """A semi-bold copy whose letters stand `units` closer; marks and narrow glyphs keep their width."""
    font = opened("SemiBold")
    metrics = font["hmtx"].metrics
    for glyph, (advance, bearing) in list(metrics.items()):
        if advance > 3 * units:
            metrics[glyph] = (advance - units, bearing)
    save(font, family, "SemiBold")


class OutlinePen(BasePen):  # type: ignore[misc]
    """Records a glyph as moves, lines and cubic curves: the three steps a PDF path knows."""

    def __init__(self, glyphs: object, scale: float) -> None:
        super().__init__(glyphs)
        self.steps: list[list[str | float]] = []
        self.scale = scale

    def _record(self, verb: str, *points: tuple[float, float]) -> None:
        self.steps.append([verb, *[round(value * self.scale, 1) for point in points for value in point]])

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._record("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._record("l", pt)

    def _curveToOne(
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._record("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._record("h")


def make_monogram() -> None:
    """Outlines of A to Z and 0 to 9 of the semi-bold face, in thousandths of an em."""
    font = opened("SemiBold")
    glyphs, best = font.getGlyphSet(), font.getBestCmap()
    scale = 1000 / font["head"].unitsPerEm
    outlines = {}
    for letter in string.ascii_uppercase + string.digits:
        pen = OutlinePen(glyphs, scale)
        glyphs[best[ord(letter)]].draw(pen)
        advance = font["hmtx"][best[ord(letter)]][0] * scale
        outlines[letter] = {"advance": round(advance, 1), "path": pen.steps}
    text = json.dumps(outlines, separators=(",", ":"), sort_keys=True)
    (FOLDER / "monogram.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Build every copy into resources/fonts."""
    for style in ("Regular", "Medium", "SemiBold"):
        make_tabular(style)
    for family, units in TRACKING.items():
        make_tracked(family, units)
    make_monogram()


if __name__ == "__main__":
    main()
