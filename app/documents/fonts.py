"""The bundled faces, what they can write, and text made safe to write with them."""

import dataclasses
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyphen
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.knowledge.resources import resource

REGULAR, MEDIUM, SEMIBOLD = "Inter-Regular", "Inter-Medium", "Inter-SemiBold"
FIGURES, FIGURES_MEDIUM, FIGURES_SEMIBOLD = "InterTab-Regular", "InterTab-Medium", "InterTab-SemiBold"
"""The same letters with digits of one width: tables, money and charts."""
DISPLAY, HEADING = "InterDisp-SemiBold", "InterHead-SemiBold"
"""Tracked tighter, for 20 pt and 13 pt."""
FACES = (REGULAR, MEDIUM, SEMIBOLD, FIGURES, FIGURES_MEDIUM, FIGURES_SEMIBOLD, DISPLAY, HEADING)
BOLD_OF = {
    REGULAR: SEMIBOLD,
    MEDIUM: SEMIBOLD,
    FIGURES: FIGURES_SEMIBOLD,
    FIGURES_MEDIUM: FIGURES_SEMIBOLD,
}
"""The face emphasis is set in; a face missing here is bold already."""

EMPHASIS_ON, EMPHASIS_OFF = "\x02", "\x03"
"""Mark what `strong` emphasises inside a sentence. Control characters, since no reader can mean one:
user text that holds them loses them, or is at worst drawn bolder than it was typed."""
NO_BREAK = "\u00a0"
_NO_BREAK_SPACES = frozenset("\u00a0\u202f\u2007")
_LINE_ENDS = frozenset("\n\u2028\u2029\x85\x0b\x0c")
EXCERPT = 40
"""Characters of the surrounding text that name the place of a missing glyph."""


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character the fonts cannot draw, and the text it stands in."""

    char: str
    where: str

    @property
    def code_point(self) -> str:
        """As it is printed in the box that takes the character's place: "U+65E5"."""
        return f"U+{ord(self.char):04X}"


@cache
def load() -> frozenset[int]:
    """Register every face once and return the code points all of them can draw."""
    code_points: set[int] | None = None
    for face in FACES:
        font = TTFont(face, str(resource("fonts", f"{face}.ttf")))
        pdfmetrics.registerFont(font)
        drawn = {code for code, glyph in font.face.charToGlyph.items() if glyph}
        code_points = drawn if code_points is None else code_points & drawn
    for face in FACES:
        bold = BOLD_OF.get(face, face)
        pdfmetrics.registerFontFamily(face, normal=face, bold=bold, italic=face, boldItalic=bold)
    return frozenset(code_points or ())


@cache
def monograms() -> dict[str, dict[str, Any]]:
    """Outlines of the capitals a letterhead without a logo shows, in thousandths of an em."""
    outlines: dict[str, dict[str, Any]] = json.loads(resource("fonts", "monogram.json").read_bytes())
    return outlines


@cache
def hyphenator(language: str) -> Any:
    """The word divider ReportLab calls for `language` ("de-DE"), or "" where there are no patterns."""
    known = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=known).iterate if known else ""


def text_width(text: str, face: str, size: float) -> float:
    """Width of `text` in points."""
    load()
    return float(pdfmetrics.stringWidth(text, face, size))


def can_draw(char: str) -> bool:
    """Whether the fonts have `char`; line ends and no-break spaces need no glyph of their own."""
    return ord(char) in load() or char in "\n\u00a0"


@cache
def _ordinary() -> re.Pattern[str]:
    """Matches a whole text that needs no care: drawable, without anything `clean` would change."""
    plain = [chr(code) for code in sorted(load()) if chr(code) == _plain(chr(code)) != "\n"]
    return re.compile("[" + "".join(map(re.escape, plain)) + NO_BREAK + "]*")


def clean(text: str) -> str:
    """`text` as it is written: NFC, without control and format characters, spaces made plain.

    Format characters (category Cf: soft hyphens, directional overrides, joiners) have no glyph and can
    make a name look like another, so they go with the control characters; `invisible_in` names them. Tabs
    and exotic spaces become a space, no-break spaces one no-break space, every kind of line end a newline.
    Everything else stays, whether the fonts can draw it or not: see `missing_in`.
    """
    composed = unicodedata.normalize("NFC", text)
    if _ordinary().fullmatch(composed):
        return composed
    return "".join(map(_plain, composed.replace("\r\n", "\n")))


def _plain(char: str) -> str:
    if char in _LINE_ENDS or char == "\r":
        return "\n"
    if char in _NO_BREAK_SPACES:
        return NO_BREAK
    category = unicodedata.category(char)
    if category == "Zs" or char == "\t":
        return " "
    return "" if category in ("Cc", "Cf") else char


def missing_in(text: str) -> tuple[MissingGlyph, ...]:
    """The characters of `text` that the fonts lack, each once, in the order they appear."""
    cleaned = clean(text)
    if _ordinary().fullmatch(cleaned):
        return ()
    chars = dict.fromkeys(char for char in cleaned if not can_draw(char))
    return tuple(MissingGlyph(char, _excerpt(cleaned)) for char in chars)


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


def invisible_in(text: str) -> tuple[MissingGlyph, ...]:
    """The characters of `text` that leave no mark on paper and that `clean` takes out, each once, in order."""
    composed = unicodedata.normalize("NFC", text)
    if _ordinary().fullmatch(composed):
        return ()
    chars = dict.fromkeys(char for char in composed if not _plain(char))
    return tuple(MissingGlyph(char, _excerpt(clean(text))) for char in chars)


def missing_glyphs(paper: object) -> tuple[MissingGlyph, ...]:
    """What a document of `paper` could not draw, found before anything is drawn.

    `paper` is any frozen row, nested to any depth. Each character is named once, with the first text
    it stands in, so that a person can be asked for another spelling.
    """
    return _named_once(paper, missing_in)


def invisible_characters(paper: object) -> tuple[MissingGlyph, ...]:
    """What a document of `paper` leaves out because there is nothing of it to be seen: reported all the same."""
    return _named_once(paper, invisible_in)


def _named_once(
    paper: object, lacking: Callable[[str], tuple[MissingGlyph, ...]]
) -> tuple[MissingGlyph, ...]:
    found: dict[str, MissingGlyph] = {}
    for text in _texts(paper):
        for each in lacking(text):
            found.setdefault(each.char, each)
    return tuple(found.values())


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one look: plain, strong, or a character the fonts lack."""

    text: str
    strong: bool = False
    missing: bool = False


def runs(text: str) -> tuple[Run, ...]:
    """Cut `text` into its stretches: one run where nothing is emphasised and nothing missing."""
    composed = unicodedata.normalize("NFC", text)
    if _ordinary().fullmatch(composed):
        return (Run(composed),)
    found: list[Run] = []
    for number, emphasised in enumerate(text.replace(EMPHASIS_OFF, EMPHASIS_ON).split(EMPHASIS_ON)):
        _add_runs(found, clean(emphasised), strong=bool(number % 2))
    return tuple(found)


def _add_runs(found: list[Run], text: str, *, strong: bool) -> None:
    plain = ""
    for char in text:
        if can_draw(char):
            plain += char
            continue
        if plain:
            found.append(Run(plain, strong))
        found.append(Run(char, strong, missing=True))
        plain = ""
    if plain:
        found.append(Run(plain, strong))


def strong(text: str) -> str:
    """`text` marked to be emphasised wherever a sentence carries it."""
    inner = text.replace(EMPHASIS_ON, "").replace(EMPHASIS_OFF, "")
    return f"{EMPHASIS_ON}{inner}{EMPHASIS_OFF}" if inner else ""


def without_emphasis(text: str) -> str:
    """The sentence alone, for where nothing can be emphasised: titles, outlines, charts."""
    return text.replace(EMPHASIS_ON, "").replace(EMPHASIS_OFF, "")
