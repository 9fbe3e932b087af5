"""Papers longer, shorter or odder than the sample: nothing is lost, clipped or left alone."""

import io
import struct
import zlib
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
from PIL import Image

from app.documents import acceptance_certificate, styles
from app.documents.registry import DOCUMENTS
from app.queries import papers as p
from tests.documents import samples
from tests.documents.clinic import head, plan, proofs, results
from tests.documents.reading import CODES, draw, drawn, pages, reader, squeezed, text


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("count", [0, 1, 5, acceptance_certificate.TESTS_ON_PAGE])
def test_a_certificate_is_one_page_up_to_ten_tests(count: int, size: str) -> None:
    document = draw("ACC", paper_size=size, tests=results(count), proofs=proofs(count))
    assert document.pages == 1


def test_further_tests_and_proofs_go_on_a_continuation_sheet() -> None:
    document = draw("ACC", tests=results(14), proofs=proofs(14))
    first, *rest = pages(document)
    assert "Further tests and all proofs are on the continuation sheet." in first
    assert "Tests: 14 of 14 passed" in first
    assert "For Bramblecott Vets Ltd accepts" in first
    assert "4.14" not in first
    later = " ".join(rest)
    assert all(f"4.{number} " in later for number in range(11, 15))
    assert all(f"P-{number}" in later for number in range(11, 25))


def test_forty_must_haves_are_all_there_under_a_repeated_head() -> None:
    must = tuple(
        p.Requirement(f"M{number}", f"Requirement number {number} of forty", "shown")
        for number in range(1, 41)
    )
    rows = tuple(p.CoverageRow(need, (p.CoverageCell("included"),) * 3) for need in must)
    coverage = replace(samples.proposal().coverage, rows=rows)
    found = pages(draw("PRO", coverage=coverage))
    matrix = [page for page in found if "Requirement number" in page]
    assert len(matrix) >= 2
    assert all("Must-have, in your words" in page for page in matrix)
    assert "Covered in full 40 of 40 40 of 40 40 of 40" in matrix[-1]
    everything = " ".join(pages(draw("BRF", must=must)))
    for number in range(1, 41):
        assert f"M{number} Requirement number {number} of forty" in " ".join(matrix)
        assert f"M{number} Requirement number {number} of forty" in everything


def many_stages(count: int) -> p.PaymentPlan:
    first = date(2026, 1, 5)
    stage = plan().stages[0]
    stages = tuple(
        replace(
            stage, number=number, name=f"Stage called {number}", short="",
            start=first + timedelta(weeks=2 * number), sign_off=first + timedelta(weeks=2 * number + 3),
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    invoices = tuple(
        p.Invoice(f"Stage {stage.number}", stage.name, p.Price(stage.to_pay)) for stage in stages
    )
    return replace(plan(), stages=stages, invoices=invoices)


@pytest.mark.parametrize("code", ["ENG", "PRO"])
def test_twenty_five_stages_are_drawn_and_listed(code: str) -> None:
    found = text(draw(code, plan=many_stages(25)))
    for number in range(1, 26):
        assert found.count(f"Stage called {number} ") >= 2


def test_a_chart_without_dates_says_so_instead_of_failing() -> None:
    stages = tuple(replace(stage, start=None, sign_off=None) for stage in plan().stages)
    assert text(draw("ENG", plan=replace(plan(), stages=stages))).count("date not set") == len(stages)


def test_more_providers_than_columns_make_a_second_matrix() -> None:
    firms = tuple(p.Firm(f"Firm number {number} Ltd", f"F{number}") for number in range(6))
    need = samples.proposal().coverage.rows[0].requirement
    rows = (p.CoverageRow(need, tuple(p.CoverageCell("included", f"note {number}") for number in range(6))),)
    found = text(draw("PRO", coverage=p.Coverage(firms, rows)))
    assert all(f"Firm number {number} Ltd" in found and f"note {number}" in found for number in range(6))


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("BRF", "problem"),
        ("PRO", "safe_step"),
        ("PRO", "quote"),
        ("ENG", "changes"),
        ("ENG", "next_act_detail"),
    ],
)
def test_a_text_of_many_pages_flows_on(code: str, field: str) -> None:
    words = " ".join(f"word{number}" for number in range(2500))
    found = squeezed(text(draw(code, **{field: words})))
    missing = [number for number in range(2500) if f"word{number}" not in found]
    assert not missing


def test_a_table_cell_longer_than_a_page_is_cut_and_goes_on() -> None:
    words = " ".join(f"w{number}" for number in range(3000))
    stage = replace(plan().stages[0], what_happens=words)
    found = text(draw("PRO", plan=replace(plan(), stages=(stage, *plan().stages[1:]))))
    assert "w2999" in found


def test_a_very_long_panel_goes_on_as_a_panel() -> None:
    words = " ".join(f"act{number}" for number in range(2000))
    assert "act1999" in text(draw("BRF", next_act_detail=words))


def blank_shares(code: str, size: str) -> list[float]:
    """Of each page but the last, the share of its frame below the last line."""
    pdf = pypdfium2.PdfDocument(drawn(code, paper_size=size).pdf)
    found = []
    for number in range(len(pdf) - 1):
        page = pdf[number]
        text_page = page.get_textpage()
        bottoms = [text_page.get_rect(index)[1] for index in range(text_page.count_rects())]
        lowest = min(bottom for bottom in bottoms if bottom > styles.BOTTOM - 1)
        frame = page.get_size()[1] - styles.BOTTOM - styles.TOP_LATER
        found.append((lowest - styles.BOTTOM) / frame)
    pdf.close()
    return found


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("code", CODES)
def test_pages_are_filled_and_only_an_appendix_may_end_early(code: str, size: str) -> None:
    blank = blank_shares(code, size)
    assert all(share < 0.12 for share in blank[: DOCUMENTS[code].pages])
    assert all(share < 0.35 for share in blank)


# --- logos ----------------------------------------------------------------------------------------


def with_logo(data: bytes | None) -> p.Head:
    settled = head(date(2026, 2, 6))
    return replace(settled, letterhead=replace(settled.letterhead, logo=data))


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#0B6B74").save(file, kind)
    return file.getvalue()


def huge_png(side: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    size = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_stands_in_the_letterhead(kind: str) -> None:
    read = reader(draw("BRF", head=with_logo(picture(400, 200, kind))))
    assert len(read.pages[0].images) == 1
    assert len(reader(drawn("BRF")).pages[0].images) == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"\x89PNG\r\n\x1a\ntorn",
        picture(40, 40)[:60],
        huge_png(50_000),
        huge_png(12_000),
        huge_png(4_000),
        b"GIF89a",
    ],
)
def test_a_logo_that_cannot_be_read_gives_way_to_the_first_letter(data: bytes) -> None:
    assert draw("BRF", head=with_logo(data)).pdf == drawn("BRF").pdf


@pytest.mark.parametrize("name", ["Émile & Co", "Ж", "", "7 Sisters", "日本"])
def test_any_name_has_a_monogram_that_is_not_read_as_text(name: str) -> None:
    settled = replace(head(date(2026, 2, 6)), letterhead=p.Letterhead(name))
    assert draw("BRF", head=settled).pages == drawn("BRF").pages
