"""A spreadsheet file that holds nothing but text, numbers and days: nothing in it is ever run on opening."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from app.exchange.tables import Value, looks_like_formula

_TEXT, _QUOTED, _DAY, _HEAD = 0, 1, 2, 3
"""Styles by their place: as it is, text that looks like a formula, a day, a heading."""

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OPENING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    # The second style is what a spreadsheet keeps of an apostrophe typed before a text: it stays text when edited.
    f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def book(name: str, styles: str) -> dict[str, str]:
    """What stands around the one sheet of a file, which is called `name`: each part with what it holds."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
        f'<sheets><sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": styles,
    }


def write_sheet(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """An XLSX file with one sheet, the columns in its first row, which stays in sight."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in book("Sheet1", _STYLES).items():
            pack.writestr(part(name), OPENING + content)
        with pack.open(part("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            sheet.write(
                f'{OPENING}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
                '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
                "<sheetData>".encode()
            )
            sheet.write(_row(1, [_text(column, _HEAD) for column in columns]))
            for number, row in enumerate(rows, start=2):
                sheet.write(_row(number, [_cell(value) for value in row]))
            sheet.write(b"</sheetData></worksheet>")
    return out.getvalue()


def part(name: str) -> zipfile.ZipInfo:
    """A part of the file with a day that says nothing, so that the same rows give the same bytes."""
    made = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def _row(number: int, cells: Sequence[str]) -> bytes:
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _cell(value: Value) -> str:
    match value:
        case None | "":
            return "<c/>"
        case str():
            return _text(value, _QUOTED if looks_like_formula(value) else _TEXT)
        case date():
            return f'<c s="{_DAY}"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        case Decimal():
            return f"<c><v>{value:f}</v></c>"
    return f"<c><v>{value}</v></c>"


def _text(words: str, style: int) -> str:
    return f'<c t="inlineStr" s="{style}">{inline(words)}</c>'


def inline(words: str) -> str:
    """Words as the inside of a cell: never a formula, and without what XML cannot hold."""
    kept = escape(_NO_XML.sub("", words)).replace("\r", "&#13;")
    return f'<is><t xml:space="preserve">{kept}</t></is>'
