"""Whatever is typed comes out unchanged, or as a reported box; nothing typed is ever obeyed."""

import itertools
import unicodedata
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.documents import fonts, styles
from app.documents.content import Drawn
from app.documents.fonts import MissingGlyph
from app.documents.parts import Sheet
from app.queries import papers as p
from app.words.formats import Formats
from tests.conftest import FULL
from tests.documents import samples
from tests.documents.clinic import OWNER
from tests.documents.reading import CODES, FORMATS, PAPERS, draw, pages, reader, squeezed, text

NAMES_A_DOCUMENT = 40
DOCUMENTS_DRAWN = 1000 if FULL else 40
"""At full numbers 10,000 names go through a PDF and back."""


def expected(typed: str) -> str:
    """`typed` as it must stand in the text of the PDF: boxes for what the fonts lack."""
    return "".join(
        char if fonts.can_draw(char) else MissingGlyph(char, "").code_point for char in fonts.clean(typed)
    )


def unseen(typed: str) -> set[str]:
    """The characters of `typed` that nothing is to be seen of on paper; a tab or a line end is seen as a space."""
    return {
        char
        for char in unicodedata.normalize("NFC", typed)
        if unicodedata.category(char) in ("Cc", "Cf") and char not in "\t\n\x0b\x0c\r\x85"
    }


names = st.one_of(
    st.text(min_size=1, max_size=30),
    st.text(st.characters(max_codepoint=0x24F), min_size=1, max_size=40),
    st.text(st.sampled_from("<>&\"'{}%\\/;:=#\u00a0\t éß日Ж𝄞"), min_size=1, max_size=20),
)


@settings(max_examples=DOCUMENTS_DRAWN)
@given(st.lists(names, min_size=1, max_size=NAMES_A_DOCUMENT))
@example(["Smith & Sons <Ltd>", "</para>", '<img src="/etc/passwd"/>', "{name}", "%s", "A" * 200])
@example(["日本", "👩‍💻", "e\u0301", "\u202eevil", "a\u0000b", "ﬁ", "مرحبا", "Ωmega", "\ue000"])
def test_any_name_comes_back_from_the_pdf_or_is_reported(typed: list[str]) -> None:
    must = tuple(p.Requirement(f"M{number}", name) for number, name in enumerate(typed, 1))
    document = draw("BRF", paper=p.BriefPaper(head=samples.brief().head, must=must))
    found = squeezed("".join(pages(document)))
    place = 0
    for number, name in enumerate(typed, 1):
        wanted = squeezed(f"M{number}{expected(name)}")
        place = found.find(wanted, place)
        assert place >= 0, (name, wanted)
    lacking = {char for name in typed for char in fonts.clean(name) if not fonts.can_draw(char)}
    assert {missing.char for missing in document.missing} == lacking
    assert {left.char for left in document.invisible} == unseen("".join(typed))


@settings(max_examples=100 if FULL else 25)
@given(names, names)
def test_a_name_in_head_foot_title_and_signature_comes_back(person: str, firm: str) -> None:
    owner = replace(OWNER, name=f"A{person}", firm=f"B{firm}")
    paper = samples.acceptance(
        head=replace(samples.acceptance().head, owner=owner), accepted_by=owner, stage_short=f"C{person}"
    )
    found = squeezed(text(draw("ACC", paper=paper)))
    assert squeezed(f"A{expected(person)}acceptsstage4") in found
    assert squeezed(f"C{expected(person)}") in found
    assert squeezed(f"B{expected(firm)}") in found


MARKUP = (
    "Smith & Sons <Ltd>",
    "<b>bold</b>",
    "<img src='/etc/passwd' width='10' height='10'/>",
    "<a href='javascript:alert(1)'>x</a>",
    "<font color='[[].__class__][0]'>x</font>",
    "</para><para>",
    "&lt;&#65;",
    "<!-- <onDraw name='x'/> -->",
)


@pytest.mark.parametrize("code", CODES)
def test_markup_in_a_name_is_a_name(code: str) -> None:
    project, name, role, firm, broker, broker_firm, house, line = MARKUP
    opened = replace(
        samples.brief().head,
        project=project,
        owner=replace(OWNER, name=name, role=role, firm=firm),
        prepared_by=replace(OWNER, name=broker, firm=broker_firm),
        letterhead=p.Letterhead(house, line),
    )
    document = draw(code, head=opened)
    found = squeezed(text(document))
    shown = {
        "ACC": (project, firm, house, line),
        "ORD": (project, name, role, firm, house, line),
        "DEC": (project, firm, broker, house, line),
        "SOW": (project, name, role, firm, house, line),
    }.get(code, MARKUP)
    assert [typed for typed in shown if squeezed(typed) not in found] == []
    assert document.missing == ()
    for page in reader(document).pages:
        assert "/Annots" not in page
        for form in page["/Resources"].get("/XObject", {}).values():
            assert form.get_object()["/Subtype"] == "/Form"


@pytest.mark.parametrize("code", CODES)
def test_a_name_of_markup_stands_wherever_any_name_stands(code: str) -> None:
    def times(typed: str) -> int:
        person = replace(OWNER, name=typed, role=typed, firm=typed)
        opened = replace(samples.brief().head, project=typed, owner=person, prepared_by=person)
        return squeezed(text(draw(code, head=opened))).count(typed)

    assert times("<b>x</b>") == times("QbQxQ/bQ") > 2


GERMAN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.mark.parametrize("code", CODES)
def test_a_long_name_wraps_whole_inside_the_page_and_is_never_hyphenated(code: str) -> None:
    owner = replace(OWNER, name=GERMAN, firm=f"{GERMAN} mbH")
    firm = p.Firm(f"{GERMAN} AG", GERMAN, GERMAN)
    changes = {"firm": firm} if hasattr(PAPERS[code](), "firm") else {}
    opened = replace(samples.brief().head, owner=owner, project=GERMAN)
    document = draw(code, formats=Formats("de_DE"), head=opened, **changes)
    assert GERMAN in squeezed(text(document))
    lines = [line.strip() for page in reader(document).pages for line in page.extract_text().splitlines()]
    pieces = [line for line in lines if line and line.rstrip("-") in GERMAN]
    assert pieces
    assert not [line for line in pieces if line.endswith("-")]
    assert right_edge(document) <= 1.0


def right_edge(document: Drawn) -> float:
    """The right end of the longest line as a share of where the right margin begins."""
    pdf = pypdfium2.PdfDocument(document.pdf)
    worst = 0.0
    for page in pdf:
        width, height = page.get_size()
        found = page.get_textpage()
        for index in range(found.count_rects()):
            left, bottom, right, top = found.get_rect(index)
            assert left >= 0
            assert bottom >= 0
            assert top <= height
            worst = max(worst, right / (width - styles.MARGIN + 1))
    pdf.close()
    return worst


def test_long_words_of_prose_are_divided_in_the_documents_language() -> None:
    prose = "Die Donaudampfschifffahrtsgesellschaft verlangt Zahlungsbestätigungsunterlagen. " * 6
    found = text(draw("ENG", formats=Formats("de_DE"), changes=prose))
    assert "- " in found.replace(" – ", "")
    joined = found.replace("- ", "").replace("-", "")
    assert joined.count("Donaudampfschifffahrtsgesellschaft") == 6


def test_a_day_and_its_month_are_never_parted() -> None:
    paragraph = Sheet(FORMATS).paragraph("It is kept until 30 September 2026, or 7 Oct at the latest.")
    lines = set()
    for width in range(100, 300, 3):
        paragraph.wrap(width, 1000)
        lines |= {" ".join(words) for _, words in paragraph.blPara.lines}
    assert any(line.endswith("until") for line in lines)
    assert not any(line.endswith((" 30", " 7", "September")) or line in ("30", "7") for line in lines)


def test_what_cannot_be_seen_is_left_out_and_named_with_its_place() -> None:
    document = draw("PRO", strengths=("Soft\u00adware and \u202ereversed",))
    assert [(each.code_point, each.where) for each in document.invisible] == [
        ("U+00AD", "Software and reversed"),
        ("U+202E", "Software and reversed"),
    ]
    assert document.missing == ()
    assert "Softwareandreversed" in squeezed(text(document))


def test_two_missing_characters_are_reported_in_the_order_they_stand() -> None:
    document = draw("PRO", strengths=("Spricht 日本語",))
    assert [missing.char for missing in document.missing] == list("日本語")
    assert {missing.where for missing in document.missing} == {"Spricht 日本語"}
    boxes = [f"U+{ord(char):04X}" for char in "日本語"]
    assert "".join(boxes) in squeezed(text(document))
    assert list(itertools.islice(document.missing, 1)) == list(fonts.missing_glyphs("Spricht 日本語")[:1])
