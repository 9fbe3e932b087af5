"""What the fonts can write, and what text becomes before it is written."""

import string

import pytest
from fontTools.ttLib import TTFont as FontFile

from app.documents import fonts
from app.documents.fonts import MissingGlyph
from app.knowledge.resources import resource
from app.queries.papers import Firm, Letterhead, Person, Requirement


@pytest.mark.parametrize("face", [fonts.FIGURES, fonts.FIGURES_MEDIUM, fonts.FIGURES_SEMIBOLD])
def test_figures_of_tables_have_one_width_and_signs_to_match(face: str) -> None:
    widths = {round(fonts.text_width(char, face, 9), 6) for char in string.digits + "+−"}
    assert len(widths) == 1


def test_headings_are_set_tighter_than_the_same_words_in_text() -> None:
    words = "Cloud practice software"
    widths = [fonts.text_width(words, face, 20) for face in (fonts.SEMIBOLD, fonts.HEADING, fonts.DISPLAY)]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3


@pytest.mark.parametrize("face", fonts.FACES)
def test_every_face_is_bundled_under_its_own_name_and_licence(face: str) -> None:
    file = FontFile(resource("fonts", f"{face}.ttf"))
    names = file["name"]
    assert names.getDebugName(6) == face
    assert "SIL Open Font License" in (names.getDebugName(13) or "")


def test_the_licence_lies_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in resource("fonts", "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Cafe\u0301", "Café"),
        ("a\x00b\x07c", "abc"),
        ("a\u202eb\ufeffc\u00add", "abcd"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("1\u202f000\u00a0€", "1\u00a0000\u00a0€"),
        ("a\u3000b\tc", "a b c"),
        ("日本 & <b>", "日本 & <b>"),
        ("", ""),
    ],
)
def test_text_is_written_as_meant(typed: str, written: str) -> None:
    assert fonts.clean(typed) == written


def test_missing_glyphs_are_named_once_with_the_text_they_stand_in() -> None:
    paper = (
        Person("日本 Trading", firm="日"),
        Requirement("M1", "Works with 本"),
        Letterhead("Smith & Sons <Ltd>", logo=b"\xff"),
        Firm("Müller–Straße 5 €", "Ж"),
    )
    assert fonts.missing_glyphs(paper) == (
        MissingGlyph("日", "日本 Trading"),
        MissingGlyph("本", "日本 Trading"),
    )


def test_a_long_text_around_a_missing_glyph_is_cut() -> None:
    (missing,) = fonts.missing_glyphs(Requirement("M1", "x" * 60 + "日"))
    assert len(missing.where) == fonts.EXCERPT
    assert missing.where.endswith("…")
    assert missing.code_point == "U+65E5"


def test_emphasis_stays_inside_what_was_emphasised() -> None:
    typed = f"Choose {fonts.strong('A & B')} at £1."
    assert [(run.text, run.strong) for run in fonts.runs(typed)] == [
        ("Choose ", False), ("A & B", True), (" at £1.", False),
    ]  # fmt: skip
    assert fonts.without_emphasis(typed) == "Choose A & B at £1."


def test_a_name_cannot_end_the_emphasis_it_stands_in() -> None:
    name = f"x{fonts.EMPHASIS_OFF}y{fonts.EMPHASIS_ON}z"
    assert [(run.text, run.strong) for run in fonts.runs(fonts.strong(name))] == [("xyz", True)]
