"""Tables from strangers are read safely or refused with the place at fault; ours are never run."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import DomainError
from app.exchange.table_files import LARGEST
from app.exchange.tables import looks_like_formula, read_table, write_table

CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(DomainError, match="larger than 64 MB"):
        read_table(path)


def test_a_folder_and_a_missing_file_are_refused_by_name(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.csv"):
        with pytest.raises(DomainError, match=path.name):
            read_table(path)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Name,Town\nŁódź,Köln\n".encode(), "utf-8"),
        ("Name,Town\nŁódź,Köln\n".encode("utf-8-sig"), "utf-8-sig"),
        ("Name,Town\nŁódź,Köln\n".encode("utf-16"), "utf-16"),
    ],
)
def test_encodings_with_a_plain_sign_are_read(data: bytes, encoding: str) -> None:
    table = read_table(data)
    assert (table.encoding, table.columns, table.rows[0].cells) == (
        encoding,
        ("Name", "Town"),
        ("Łódź", "Köln"),
    )


def test_windows_encoding_is_recognised() -> None:
    table = read_table("Name,Town\nMüller,“Köln”\n".encode("cp1252"))
    assert table.encoding == "cp1252"
    assert table.rows[0].cells == ("Müller", "“Köln”")


def test_bytes_of_two_encodings_are_refused_with_their_line() -> None:
    with pytest.raises(DomainError, match="Line 3"):
        read_table("Name\nŁódź\n".encode() + b"M\xfcller\n")


def test_a_byte_no_encoding_has_is_refused_with_its_line() -> None:
    with pytest.raises(DomainError, match="Line 2"):
        read_table(b"Name\nM\x81ller\n")


def test_a_torn_spreadsheet_is_not_taken_for_text() -> None:
    with pytest.raises(DomainError, match=r"damaged.*CSV"):
        read_table(b"PK\x03\x04\x14\x00\x06\x00")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_found(mark: str) -> None:
    table = read_table(mark.join(["Name", "Town", "Staff"]).encode() + b"\n" + mark.join("abc").encode())
    assert (table.delimiter, table.rows[0].cells) == (mark, ("a", "b", "c"))


def test_a_declared_separator_counts_as_a_line() -> None:
    table = read_table(b"sep=;\r\nName;Town\r\nA,B;C\r\n")
    assert table.rows[0].cells == ("A,B", "C")
    assert table.rows[0].line == 3


def test_lines_are_counted_through_line_breaks_in_cells_and_empty_lines() -> None:
    table = read_table(b'Name,About\n"A","one\ntwo"\n\nB,x\n')
    assert [(row.line, row.cells[0]) for row in table.rows] == [(2, "A"), (5, "B")]


def test_a_row_that_does_not_fit_is_refused_alone_with_its_line() -> None:
    table = read_table(b"Name,Town\nA,B\nC\nD,E,F\nG,H,\n")
    assert [row.cells for row in table.rows] == [("A", "B"), ("G", "H")]
    assert [refused.line for refused in table.refused] == [3, 4]


def test_a_torn_quotation_is_refused_with_the_line_it_starts_on() -> None:
    with pytest.raises(DomainError, match="Line 3"):
        read_table(b'Name,Town\nA,B\n"C,D\nE,F\n')


def test_a_column_named_twice_is_refused_by_name() -> None:
    with pytest.raises(DomainError, match='"name" is there twice'):
        read_table(b"Name,name\nA,B\n")


def test_formulas_stay_text_and_are_reported_with_line_and_column() -> None:
    table = read_table(b"Name,Phone\n=cmd|' /C calc'!A0,+44 20 7946 0000\n@SUM(A1),-\n")
    assert [row.cells[0] for row in table.rows] == ["=cmd|' /C calc'!A0", "@SUM(A1)"]
    assert [(remark.line, remark.column) for remark in table.remarks] == [(2, "Name"), (3, "Name")]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_is_written_is_never_a_formula_and_is_read_back_unchanged(rows: list[tuple[str, str]]) -> None:
    data = write_table(("First", "Second"), rows)
    plain = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert not any(looks_like_formula(cell) for row in plain for cell in row)
    kept = [tuple(cell.strip() for cell in row) for row in rows]
    assert [row.cells for row in read_table(data).rows] == [row for row in kept if any(row)]


def test_numbers_and_dates_are_written_plainly() -> None:
    data = write_table(("A", "B", "C", "D"), [(Decimal("1E+3"), -5, date(2026, 11, 30), None)])
    assert data.decode("utf-8-sig") == "A,B,C,D\r\n1000,-5,2026-11-30,\r\n"
