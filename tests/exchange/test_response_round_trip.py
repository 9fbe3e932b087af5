"""A form filled in with somebody else's PDF tool or spreadsheet comes back whole."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from pypdf import PdfReader

from app.exchange.reply_pdf import read_pdf
from app.exchange.reply_raw import Trouble, Wanted
from app.exchange.reply_sheet import read_sheet
from app.exchange.response_form import SCOPE, SHEET, TOKEN, Kind, cells
from app.exchange.response_sheet import write_response_sheet
from tests.exchange import libreoffice
from tests.exchange.filled_forms import answers, filled_pdf, filled_sheet, form, pdf, sheet

KINDS = {ask.key: ask.kind for ask in form().asks}


def wanted() -> Wanted:
    return Wanted(cells(form()), (*KINDS, TOKEN, SCOPE), dict(form().locked))


def as_typed(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def test_every_answer_of_a_filled_pdf_comes_back_as_it_was_written() -> None:
    said = {key: as_typed(value) for key, value in answers().items()}
    raw = read_pdf(filled_pdf(said), wanted())
    assert raw.trouble == ""
    assert {key: raw.values[key] for key in said} == said
    assert (raw.values[TOKEN], raw.values[SCOPE]) == (form().token, form().scope_hash)
    assert not raw.active
    assert not raw.printed


def test_every_answer_of_a_filled_spreadsheet_comes_back_as_it_was_written() -> None:
    raw = read_sheet(filled_sheet(answers()), SHEET, wanted())
    words = {ask.key: dict(ask.choices) for ask in form().asks}
    assert raw.trouble == ""
    assert not raw.formulas
    assert not raw.printed
    for key, value in answers().items():
        if isinstance(value, Decimal):
            assert Decimal(raw.values[key]) == value
        elif isinstance(value, date):
            assert raw.values[key] == value.isoformat()
        else:
            assert raw.values[key] == words[key].get(value, value)
    assert (raw.values[TOKEN], raw.values[SCOPE]) == (form().token, form().scope_hash)


def test_an_empty_form_says_nothing() -> None:
    for raw in (read_pdf(pdf(), wanted()), read_sheet(sheet(), SHEET, wanted())):
        assert set(raw.values) == {TOKEN, SCOPE}
        assert not raw.trouble
        assert not raw.printed
        assert not raw.active


def test_no_choice_of_the_pdf_is_filled_in_beforehand_and_every_field_says_what_it_asks() -> None:
    fields = PdfReader(io.BytesIO(pdf())).get_fields() or {}
    assert set(fields) == {*KINDS, TOKEN, SCOPE}
    assert all(fields[key].get("/V", "") in ("", "/Off", None) for key in KINDS)
    assert all(fields[key]["/TU"] for key in KINDS)
    assert {fields[key]["/FT"] for key in KINDS if KINDS[key] is Kind.CHOICE} == {"/Btn", "/Ch"}


def test_questions_of_the_spreadsheet_are_locked_and_answers_open() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet()))
    assert book.sheetnames == [SHEET]
    page, places = book[SHEET], cells(form())
    assert page.protection.sheet
    open_cells = {key for key, place in places.items() if not page[place].protection.locked}
    assert open_cells == set(KINDS)
    assert page.row_dimensions[int(places[TOKEN][1:])].hidden
    assert all(page[places[key]].value == text for key, text in form().locked)


def test_nothing_in_the_spreadsheet_is_a_formula() -> None:
    page = openpyxl.load_workbook(io.BytesIO(sheet()))[SHEET]
    assert not [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(sheet())) as pack:
        content = pack.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in content
        assert not [name for name in pack.namelist() if "docProps" in name]


def test_a_text_answer_is_kept_as_text_by_a_spreadsheet() -> None:
    page, places = openpyxl.load_workbook(io.BytesIO(sheet()))[SHEET], cells(form())
    for key, kind in KINDS.items():
        if kind in (Kind.TEXT, Kind.LONG):
            assert page[places[key]].number_format == "@"


def test_choices_of_the_spreadsheet_offer_their_words() -> None:
    page, places = openpyxl.load_workbook(io.BytesIO(sheet()))[SHEET], cells(form())
    offered: dict[str, list[str]] = {}
    for menu in page.data_validations.dataValidation:
        column, first, last = re.fullmatch(r"\$([A-Z])\$(\d+):\$[A-Z]\$(\d+)", menu.formula1).groups()
        words = [page[f"{column}{row}"].value for row in range(int(first), int(last) + 1)]
        assert page.column_dimensions["J"].hidden
        for span in menu.sqref.ranges:
            offered |= {f"{column}{row}": words for row, column in _cells(span)}
    for ask in form().asks:
        if ask.choices:
            assert offered[places[ask.key]] == [word for _, word in ask.choices]


def _cells(span: object) -> list[tuple[int, str]]:
    return [(row, openpyxl.utils.get_column_letter(column)) for row, column in span.cells]  # type: ignore[attr-defined]


def test_the_same_form_is_the_same_file() -> None:
    assert write_response_sheet(form()) == sheet()


@pytest.mark.parametrize("content", [pdf, sheet], ids=["pdf", "xlsx"])
def test_a_form_is_small_enough_to_be_mailed(content: object) -> None:
    assert len(content()) < 400_000  # type: ignore[operator]


def test_a_spreadsheet_that_libreoffice_saved_comes_back_whole() -> None:
    """`make fixtures` makes it anew after a change of the form, where LibreOffice is installed."""
    raw = read_sheet((libreoffice.FIXTURES / libreoffice.SHEET_FILLED).read_bytes(), SHEET, wanted())
    words = {ask.key: dict(ask.choices) for ask in form().asks}
    assert (raw.trouble, raw.formulas, raw.printed) == ("", (), {})
    for key, value in answers().items():
        if isinstance(value, Decimal):
            assert Decimal(raw.values[key]) == value
        else:
            assert raw.values[key] == words[key].get(value, as_typed(value))
    assert (raw.values[TOKEN], raw.values[SCOPE]) == (form().token, form().scope_hash)


def test_an_empty_spreadsheet_that_libreoffice_saved_says_nothing_and_stays_locked() -> None:
    content = (libreoffice.FIXTURES / libreoffice.SHEET_EMPTY).read_bytes()
    raw = read_sheet(content, SHEET, wanted())
    assert set(raw.values) == {TOKEN, SCOPE}
    assert not raw.printed
    page = openpyxl.load_workbook(io.BytesIO(content))[SHEET]
    assert page.protection.sheet
    assert not page[cells(form())["price.total"]].protection.locked


def test_a_paper_that_lost_its_fields_on_the_way_is_no_form() -> None:
    raw = read_pdf((libreoffice.FIXTURES / libreoffice.PAPER_FILLED).read_bytes(), wanted())
    assert raw.trouble == Trouble.NO_FORM
    assert not raw.values
