"""A spreadsheet from a stranger is read as text or refused whole, before it can fill the memory or reach outside."""

import io
import zipfile
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import DomainError
from app.exchange import sheets
from app.exchange.sheet_writing import write_sheet
from app.exchange.tables import Value, read_table
from app.words import say

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="￾￿"), max_size=20)


def pack(sheet: str, **parts: str | bytes) -> bytes:
    """An XLSX file with this sheet; `parts` by name take the place of, or stand beside, the usual ones."""
    plain = write_sheet(["Name"], [])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as usual, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        names = {name: usual.read(name) for name in usual.namelist()}
        names["xl/worksheets/sheet1.xml"] = sheet.encode()
        for name, content in parts.items():
            names[name] = content.encode() if isinstance(content, str) else content
        for name, content in names.items():
            made.writestr(name, content)
    return out.getvalue()


def sheet(*rows: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>"


def text(words: str) -> str:
    return f'<c t="inlineStr"><is><t>{words}</t></is></c>'


HEAD = f'<row r="1">{text("Name")}{text("Staff")}</row>'


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_whatever_text_goes_out_comes_back(rows: list[tuple[str, str]]) -> None:
    table = read_table(write_sheet(["Name", "About"], rows))
    kept = [tuple(cell.strip() for cell in row) for row in rows]
    read = [row.cells for row in table.rows]
    assert read == [tuple(map(unguarded, row)) for row in kept if any(row)]


def unguarded(cell: str) -> str:
    """Text that begins with an apostrophe before a formula loses it, as in a CSV file."""
    return read_table(write_sheet(["Name"], [[cell]])).rows[0].cells[0] if cell else ""


def test_numbers_and_days_come_back_as_people_write_them() -> None:
    row: list[Value] = [Decimal("1234.5"), 2026, date(2027, 2, 19), Decimal("0.125"), None]
    table = read_table(write_sheet(["a", "b", "c", "d", "e"], [row]))
    assert table.rows[0].cells == ("1234.5", "2026", "2027-02-19", "0.1250", "")
    assert table.encoding == "xlsx"


def test_a_number_that_was_reckoned_in_binary_is_read_to_fifteen_digits() -> None:
    data = pack(sheet(HEAD, f'<row r="2">{text("A")}<c><v>0.30000000000000004</v></c></row>'))
    assert read_table(data).rows[0].cells == ("A", "0.3")


def test_of_a_formula_the_last_result_is_read_and_told() -> None:
    formula = "<c t=\"str\"><f>cmd|'/C calc'!A0</f><v>=1+1</v></c>"
    table = read_table(pack(sheet(HEAD, f'<row r="2">{formula}<c><f>[1]x!A1</f><v>7</v></c></row>')))
    assert table.rows[0].cells == ("=1+1", "7")
    told = [(remark.line, remark.column, remark.text) for remark in table.remarks]
    result = say("Holds a formula. Its last result was read, as text.")
    assert (2, "Name", result) in told
    assert (2, "Staff", result) in told


def test_rows_and_cells_that_are_left_out_keep_their_places() -> None:
    data = pack(
        f'<worksheet {MAIN}><sheetData><row r="3"><c r="A3" t="s"><v>0</v></c>'
        f'<c r="B3" t="inlineStr"><is><t>Staff</t></is></c></row>'
        f'<row r="7"><c r="B7"><v>4</v></c></row></sheetData></worksheet>',
        **{
            "xl/sharedStrings.xml": f"<sst {MAIN}><si><r><t>Na</t></r><r><t>me</t></r><rPh><t>no</t></rPh></si></sst>"
        },
    )
    table = read_table(data)
    assert table.columns == ("Name", "Staff")
    assert [(row.line, row.cells) for row in table.rows] == [(7, ("", "4"))]


def test_a_declared_entity_refuses_the_file() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(DomainError, match="declarations"):
        read_table(pack(bomb + sheet(HEAD)))
    outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'
    with pytest.raises(DomainError, match="declarations"):
        read_table(pack(sheet(HEAD), **{"xl/workbook.xml": outside + "<workbook/>"}))


def test_a_zip_bomb_is_refused_by_what_it_says_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = pack(sheet(HEAD), **{"xl/sharedStrings.xml": b" " * (8 * 1024 * 1024)})
    assert len(bomb) < 30_000

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a part was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    with pytest.raises(DomainError, match="unpacks to far more"):
        read_table(bomb)


def test_a_part_that_unpacks_to_more_than_it_says_stops_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 200_000)
    rows = [f'<row r="{at}">{text("x" * 50 + str(at * 7919))}</row>' for at in range(2, 9000)]
    with pytest.raises(DomainError, match="unpacks to far more"):
        read_table(pack(sheet(HEAD, *rows)))


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_PARTS", 8)
    with pytest.raises(DomainError, match="unpacks to far more"):
        read_table(pack(sheet(HEAD), **{f"xl/media/{at}": "x" for at in range(9)}))


def test_a_sheet_that_lies_outside_the_file_is_not_followed() -> None:
    for target in ("../../../etc/passwd", "file:///etc/passwd", "http://example.invalid/x.xml"):
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Target="{target}" Type="x"/></Relationships>'
        )
        with pytest.raises(DomainError, match="cannot be read"):
            read_table(pack(sheet(HEAD), **{"xl/_rels/workbook.xml.rels": relations}))


@pytest.mark.parametrize(
    "wrong",
    [
        "<worksheet",
        sheet('<row r="1"><c t="s"><v>99</v></c></row>'),
        sheet('<row r="1"><c><v>many</v></c></row>'),
        sheet('<row r="2"/><row r="1"/>'),
        sheet('<row r="x"/>'),
    ],
)
def test_a_sheet_that_is_torn_is_refused(wrong: str) -> None:
    with pytest.raises(DomainError, match="cannot be read"):
        read_table(pack(wrong))


def test_an_older_or_locked_spreadsheet_says_what_to_do() -> None:
    with pytest.raises(DomainError, match="protected by a password"):
        read_table(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)


def test_a_cell_far_to_the_right_takes_no_memory() -> None:
    row = '<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="XFD2"><v>1</v></c></row>'
    assert read_table(pack(sheet(HEAD, row))).rows[0].cells == ("A", "")


@given(st.binary(max_size=400), st.integers(0, 2000))
def test_any_damage_is_refused_in_words_or_read(noise: bytes, at: int) -> None:
    whole = write_sheet(["Name"], [["A"], ["B"]])
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    with suppress(DomainError):
        assert read_table(damaged).columns
