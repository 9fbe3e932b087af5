"""The comparison as a spreadsheet: every word that came from a person is text, and every sum is ours."""

import csv
import io
import uuid
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.tables import read_table
from app.persistence.workspace import Workspace
from app.queries.quote_comparison import (
    Comparison,
    ComparisonCell,
    ComparisonColumn,
    ComparisonGroup,
    ComparisonRow,
)
from app.words.formats import Formats
from app.workflows.comparison_exports import comparison_file, comparison_name, read_comparison
from tests.clinic import Clinic, day

HOSTILE = st.one_of(
    st.sampled_from(
        (
            "=1+1",
            '=HYPERLINK("http://x.invalid","price")',
            "+49 30 1234",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(A1)",
            "\t=1+1",
            "\r=1+1",
            " =1+1",
            "＝1+1",
            "'=1+1",
            "<f>1+1</f>",
            "]]></t><f>1</f>",
            "1e999",
            "TRUE",
            "2026-03-01",
            "#REF!",
            "\u202eevil",
            "日本 & Söhne",
        )
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40),
)  # fmt: skip
NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def compared(name: str, must: str, note: str, person: str) -> Comparison:
    """Two quotes; what people wrote in the places where people write."""

    def row(key: str, title: str, *cells: ComparisonCell, item: uuid.UUID | None = None) -> ComparisonRow:
        return ComparisonRow(key, title, cells, True, item)

    amount = ComparisonCell("£24,450.00", value=Decimal("24450.00"))
    columns = tuple(
        ComparisonColumn(uuid.uuid4(), each, "", False, True) for each in (name, f"{name} the second")
    )
    return Comparison(
        columns,
        (
            ComparisonGroup(
                "what_you_get",
                "What you get",
                (
                    row(
                        "must:1",
                        must,
                        ComparisonCell("Partly", detail=note, value=Decimal(-1)),
                        ComparisonCell("Not said"),
                        item=uuid.uuid4(),
                    ),
                ),
            ),
            ComparisonGroup(
                "what_it_costs",
                "What it costs",
                (row("quoted", "Quoted, excl. tax", amount, ComparisonCell("Not said")),),
            ),
            ComparisonGroup(
                "who_and_when",
                "Who and when",
                (
                    row(
                        "on_site_person", "Person on site", ComparisonCell(person), ComparisonCell("Not said")
                    ),
                ),
            ),
        ),
        "",
    )


def sheet_of(content: bytes) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.worksheets) == 1
    return [list(row) for row in book.worksheets[0].iter_rows()]


def as_kept(text: str) -> str:
    """What a spreadsheet file can hold of a text."""
    return text.translate(NO_XML)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_every_cell_of_the_spreadsheet_that_came_from_a_person_is_text(
    name: str, must: str, note: str, person: str
) -> None:
    cells = sheet_of(comparison_file(compared(name, must, note, person), "GBP", ".xlsx"))
    flat = [cell for row in cells for cell in row]
    assert all(cell.data_type != "f" for cell in flat)
    numbers = [cell.value for cell in flat if cell.data_type == "n" and cell.value is not None]
    assert numbers == [24450]
    words = {cell.value for cell in flat if cell.data_type in ("s", "inlineStr")}
    for said in (name, must, note, person):
        assert not as_kept(said) or as_kept(said) in words


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_cell_of_the_csv_is_run_and_every_word_is_read_back(
    name: str, must: str, note: str, person: str
) -> None:
    content = comparison_file(compared(name, must, note, person), "GBP", ".csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    for cell in (cell for row in rows for cell in row):
        bare = cell.lstrip()
        assert cell == "24450.00" or bare[:1] not in set("=+-@＝＋－＠") or not bare
        assert cell[:1] not in ("\t", "\r")


def test_the_spreadsheet_holds_every_quote_with_its_sums_as_numbers(workspace: Workspace) -> None:
    clinic = Clinic(workspace).compared()
    whole = read_comparison(workspace, project_id=clinic.project, formats=Formats(), today=day("2026-02-26"))
    assert whole is not None
    cells = sheet_of(comparison_file(whole, "GBP", ".xlsx"))
    assert [cell.value for cell in cells[0]] == [
        "Part",
        "Amounts in GBP",
        "Larchfield Systems",
        "Brandreth IT",
        "Quickstep Tech",
    ]
    by_title = {row[1].value: [cell.value for cell in row[2:]] for row in cells[1:]}
    assert by_title["Quoted, excl. tax"][0] == 24450
    assert by_title["Must-haves covered"] == ["6 of 6", "6 of 6", "4.5 of 6"]
    assert "It assumes" in by_title
    table = read_table(comparison_file(whole, "GBP", ".csv"))
    assert len(table.rows) == len(cells) - 1
    assert not table.refused


def test_there_is_nothing_to_write_before_a_quote_is_in(workspace: Workspace) -> None:
    clinic = Clinic(workspace)
    found = read_comparison(workspace, project_id=clinic.project, formats=Formats(), today=day("2026-02-26"))
    assert found is None


@pytest.mark.parametrize(
    ("title", "name"), [("Cloud: tills & stock?", "quotes-cloud-tills-stock.xlsx"), ("???", "quotes.xlsx")]
)
def test_the_file_has_a_name_that_no_system_takes_offence_at(title: str, name: str) -> None:
    assert comparison_name(title, ".xlsx") == name
