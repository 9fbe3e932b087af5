"""Pages: how many, on which paper, in which fonts, and what stands on each."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from pypdf.generic import DictionaryObject

from app.documents import fonts, styles
from app.documents import pages as layout_of_pages
from app.documents.content import DocumentStatus, Drawn, Issue
from app.documents.registry import DOCUMENTS
from app.queries.request_papers import AnsweredQuestion
from app.words.formats import Formats
from tests.documents.reading import CODES, ISSUED, draw, drawn, pages, reader, text

SIZES = ("A4", "Letter")
APPENDIX_PAGES = {"PRO": 3}
LYING = ("QCM",)
"""Documents whose pages lie on their side."""


def budget(code: str) -> int:
    return DOCUMENTS[code].pages + APPENDIX_PAGES.get(code, 0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", CODES)
def test_a_document_keeps_its_page_budget_and_paper(code: str, size: str) -> None:
    document = drawn(code, paper_size=size)
    read = reader(document)
    assert document.pages == len(read.pages) <= budget(code)
    paper = styles.PAPERS[size][::-1] if code in LYING else styles.PAPERS[size]
    for page in read.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(paper)


@pytest.mark.parametrize("size", SIZES)
def test_the_proposal_argues_on_four_pages_before_its_appendices(size: str) -> None:
    openings = ["Your situation", "Why Larchfield", "How it will go", "The price in detail", "Appendix A"]
    for page, opening in zip(pages(drawn("PRO", paper_size=size)), openings, strict=False):
        assert opening in page


def test_a_last_page_with_next_to_nothing_on_it_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    def pages_of(questions: int) -> int:
        asked = AnsweredQuestion("Is a copy of the old data there?", "Yes, of last month.")
        return draw("RFQ", answered=(asked,) * questions).pages

    with monkeypatch.context() as patch:
        patch.setattr(layout_of_pages, "FLOWING", (1.0,))
        usual = [pages_of(questions) for questions in range(0, 40, 3)]
    spared = [pages_of(questions) for questions in range(0, 40, 3)]
    assert [least for least, most in zip(spared, usual, strict=True) if not most - 1 <= least <= most] == []
    assert spared != usual
    assert spared == sorted(spared)  # more never takes fewer pages


def font_names(document: Drawn) -> dict[str, bool]:
    """Base fonts of a file with whether each is embedded, in forms as well as on pages."""
    found: dict[str, bool] = {}

    def look(resources: Any) -> None:
        resources = resources.get_object() if resources else {}
        for font in (resources.get("/Font") or DictionaryObject()).get_object().values():
            described = font.get_object()
            descriptor = described.get("/FontDescriptor")
            embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
            found[str(described["/BaseFont"])] = embedded
        for form in (resources.get("/XObject") or DictionaryObject()).get_object().values():
            look(form.get_object().get("/Resources"))

    for page in reader(document).pages:
        look(page["/Resources"])
    return found


@pytest.mark.parametrize("code", CODES)
def test_only_inter_is_used_and_all_of_it_embedded(code: str) -> None:
    found = font_names(drawn(code))
    assert found
    assert all(embedded for embedded in found.values())
    assert all(re.fullmatch(r"/[A-Z]{6}\+Inter(Tab|Disp|Head)?-\w+", name) for name in found)
    assert b"Helvetica" not in drawn(code).pdf


@pytest.mark.parametrize("code", CODES)
def test_the_file_says_what_it_is(code: str) -> None:
    read = reader(drawn(code))
    about = read.metadata
    assert about is not None
    assert about.title is not None
    assert about.title.startswith(f"{DOCUMENTS[code].title()} {code}-001: ")
    assert about.author == "Amberline Sourcing Advice"
    assert about.subject == "Cloud practice software and a network that carries it"
    assert about.creation_date is not None
    assert about.creation_date.date() == ISSUED[code]
    assert read.trailer["/Root"]["/Lang"] == "en-GB"


def test_the_outline_leads_to_every_part_on_its_page() -> None:
    read = reader(drawn("PRO"))
    found: list[tuple[str, int | None]] = []

    def walk(entries: Any) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                found.append((str(entry["/Title"]), read.get_destination_page_number(entry)))

    walk(read.outline)
    assert found[0] == ("Cloud practice software and a network that carries it", 0)
    assert ("Our recommendation", 0) in found
    assert ("What would change this", 1) in found
    assert ("Your choice", 3) in found
    assert ("Appendix A: coverage of every must-have", 4) in found
    assert [page for _, page in found] == sorted(page for _, page in found if page is not None)


@pytest.mark.parametrize("code", CODES)
def test_every_page_carries_its_foot_and_later_pages_their_head(code: str) -> None:
    found = pages(drawn(code))
    day = Formats().day(ISSUED[code])
    for number, page in enumerate(found, 1):
        assert page.rstrip().endswith(f"Page {number} of {len(found)}")
        assert f"{code}-001 v1 · issued {day}" in page
        if number > 1:
            assert page.startswith(
                f"Cloud practice software and a network that carries it {DOCUMENTS[code].title()}"
            )


@pytest.mark.parametrize("code", CODES)
def test_the_same_rows_and_date_give_the_same_bytes(code: str) -> None:
    assert draw(code).pdf == drawn(code).pdf


def test_another_date_gives_other_bytes() -> None:
    assert draw("ACC", issued=date(2026, 6, 20)).pdf != drawn("ACC").pdf


# --- standing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_draft_has_no_number_and_nothing_to_sign(code: str) -> None:
    document = drawn(code, DocumentStatus.DRAFT)
    found = text(document)
    assert not re.search(rf"\b{code}-\d", found)
    assert "Name, printed" not in found
    assert "For Bramblecott Vets Ltd accepts" not in found
    assert "No number until issued" in found
    assert "(draft)" in str(reader(document).metadata.title)  # type: ignore[union-attr]
    for page in pages(document):
        assert "DRAFT" in page
        assert "Draft of" in page


@pytest.mark.parametrize(
    ("code", "line"), [("PRO", "Name, printed"), ("ACC", "For Bramblecott Vets Ltd accepts")]
)
def test_an_issued_document_has_lines_to_sign(code: str, line: str) -> None:
    found = text(drawn(code))
    assert line in found
    assert "DRAFT" not in found
    assert "Nothing to sign yet" not in found


@pytest.mark.parametrize(
    ("status", "replaced_by", "word"),
    [
        (DocumentStatus.SUPERSEDED, "PRO-002", "SUPERSEDED BY PRO-002"),
        (DocumentStatus.SUPERSEDED, "", "SUPERSEDED"),
        (DocumentStatus.WITHDRAWN, "", "WITHDRAWN"),
        (DocumentStatus.COPY, "", "COPY"),
    ],
)
def test_every_other_standing_is_marked_on_every_page(
    status: DocumentStatus, replaced_by: str, word: str
) -> None:
    for page in pages(draw("PRO", status, replaced_by=replaced_by)):
        assert word in page


def test_a_draft_with_a_number_or_an_issue_without_one_is_refused() -> None:
    for unissued in (DocumentStatus.DRAFT, DocumentStatus.PRINT):
        with pytest.raises(ValueError, match="carries no number"):
            Issue(unissued, "PRO-001")
    with pytest.raises(ValueError, match="needs its number"):
        Issue(DocumentStatus.ISSUED, "PRO-001", None)


# --- files ----------------------------------------------------------------------------------------

_watching: list[list[str]] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _watching:
        _watching[-1].append(str(arguments[0]))


sys.addaudithook(_hook)


@contextmanager
def opened() -> Iterator[list[str]]:
    """The files opened meanwhile."""
    found: list[str] = []
    _watching.append(found)
    try:
        yield found
    finally:
        _watching.remove(found)


@pytest.mark.parametrize("code", CODES)
def test_drawing_opens_no_file_once_the_fonts_are_loaded(code: str) -> None:
    fonts.load()
    drawn(code)
    with opened() as found:
        draw(code)
    assert found == []


def test_the_watch_notices_a_file() -> None:
    with opened() as found, open(__file__):
        pass
    assert found == [__file__]
