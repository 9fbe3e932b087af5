"""The response form as a spreadsheet: questions locked, answers open, text and never a formula.

Written by hand and small: no author, no other sheet, no name, nothing that is run, and nothing of anybody else.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from app.exchange.response_form import SCOPE, SHEET, TOKEN, Ask, Kind, ResponseForm, SheetLine, sheet_lines
from app.exchange.sheet_writing import MAIN, OPENING, book, inline, part
from app.exchange.tables import looks_like_formula


class _Look(NamedTuple):
    """A style: font, fill, border, format, whether it can be written in, and how it is aligned."""

    font: int = 0
    fill: int = 0
    border: int = 0
    format: int = 0
    open: bool = False
    wrap: bool = False
    quoted: bool = False


_TEXT_FORMAT, _MONEY_FORMAT, _DAY_FORMAT, _NUMBER_FORMAT = 49, 4, 164, 165
_LOOKS: Mapping[str, _Look] = {
    "": _Look(),
    "title": _Look(font=1),
    "note": _Look(font=3),
    "section": _Look(font=2),
    "head": _Look(font=3, border=1),
    "ask": _Look(wrap=True),
    "row": _Look(wrap=True),
    "quoted": _Look(format=_TEXT_FORMAT, wrap=True, quoted=True),
    "hidden": _Look(format=_TEXT_FORMAT),
    Kind.CHOICE: _Look(fill=2, border=2, open=True),
    Kind.TEXT: _Look(fill=2, border=2, format=_TEXT_FORMAT, open=True, wrap=True),
    Kind.LONG: _Look(fill=2, border=2, format=_TEXT_FORMAT, open=True, wrap=True),
    Kind.MONEY: _Look(fill=2, border=2, format=_MONEY_FORMAT, open=True),
    Kind.NUMBER: _Look(fill=2, border=2, format=_NUMBER_FORMAT, open=True),
    Kind.SHARE: _Look(fill=2, border=2, format=_NUMBER_FORMAT, open=True),
    Kind.DATE: _Look(fill=2, border=2, format=_DAY_FORMAT, open=True),
}
_PLACES = {name: at for at, name in enumerate(_LOOKS)}

_WIDTHS = (("A", 6), ("B", 58), ("C", 34), ("D", 34), ("E", 12), ("F", 16), ("G", 12), ("H", 12))
_FIRST_LIST = 10
"""The first of the hidden columns (J) that hold the words one can choose from."""

_TALL = {"title": 20, "section": 20, "note": 30}
_LONG_HEIGHT = 64
_LETTERS = 56
"""Letters of a question that go on one line of its column."""


def write_response_sheet(form: ResponseForm) -> bytes:
    """The XLSX file of a form; the same form gives the same bytes."""
    out = io.BytesIO()
    parts = book(SHEET, _styles()) | {"xl/worksheets/sheet1.xml": _sheet(form)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(part(name), OPENING + content)
    return out.getvalue()


def _sheet(form: ResponseForm) -> str:
    asks = {ask.key: ask for ask in form.asks}
    printed = {**dict(form.locked), TOKEN: form.token, SCOPE: form.scope_hash}
    lines = sheet_lines(form)
    lists = _lists(form)
    by_row: dict[int, dict[int, str]] = {}
    for line in lines:
        for column, key in line.keys:
            by_row.setdefault(line.number, {})[ord(column) - 64] = _cell(line, column, key, asks, printed)
    for choices, at in lists.items():
        for row, word in enumerate(choices, start=1):
            by_row.setdefault(row, {})[at] = _text(f"{_letters(at)}{row}", word, "hidden")
    tall = {line.number: _height(line, asks, printed) for line in lines}
    rows = "".join(
        f'<row r="{number}"{tall.get(number, "")}>{"".join(cell for _, cell in sorted(cells.items()))}</row>'
        for number, cells in sorted(by_row.items())
    )
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, (_, width) in enumerate(_WIDTHS, start=1)
    )
    if lists:
        last = max(lists.values())
        widths += f'<col min="{_FIRST_LIST}" max="{last}" width="10" hidden="1" customWidth="1"/>'
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{rows}</sheetData>"
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatRows="0" selectLockedCells="0"/>'
        f"{_merged(lines, asks)}{_choices(form, lines, lists)}"
        '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/></worksheet>'
    )


def _cell(line: SheetLine, column: str, key: str, asks: Mapping[str, Ask], printed: Mapping[str, str]) -> str:
    place = f"{column}{line.number}"
    ask = asks.get(key)
    if ask is not None:
        return f'<c r="{place}" s="{_PLACES[ask.kind]}"/>'
    words = printed[key]
    return _text(place, words, "quoted" if looks_like_formula(words) else line.look)


def _text(place: str, words: str, look: str) -> str:
    return f'<c r="{place}" t="inlineStr" s="{_PLACES[look]}">{inline(words)}</c>'


def _height(line: SheetLine, asks: Mapping[str, Ask], printed: Mapping[str, str]) -> str:
    """How a row is shown: hidden, or as high as its words need it."""
    if line.look == "hidden":
        return ' hidden="1"'
    longest = max((len(printed.get(key, "")) for _, key in line.keys), default=0)
    high = _TALL.get(line.look, 15 * (1 + longest // _LETTERS))
    if any(key in asks and asks[key].kind is Kind.LONG for _, key in line.keys):
        high = _LONG_HEIGHT
    return f' ht="{high}" customHeight="1"'


def _lists(form: ResponseForm) -> dict[tuple[str, ...], int]:
    """Each list of words one can choose from, and the hidden column that holds it."""
    found = dict.fromkeys(tuple(word for _, word in ask.choices) for ask in form.asks if ask.choices)
    return {words: _FIRST_LIST + at for at, words in enumerate(found)}


def _choices(form: ResponseForm, lines: tuple[SheetLine, ...], lists: Mapping[tuple[str, ...], int]) -> str:
    """The menus of the choices; what is written beside a menu is refused by the spreadsheet."""
    places = {key: f"{column}{line.number}" for line in lines for column, key in line.keys}
    cells: dict[tuple[str, ...], list[str]] = {}
    for ask in form.asks:
        if ask.choices:
            cells.setdefault(tuple(word for _, word in ask.choices), []).append(places[ask.key])
    menus = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{" ".join(cells[words])}">'
        f"<formula1>${_letters(column)}$1:${_letters(column)}${len(words)}</formula1></dataValidation>"
        for words, column in lists.items()
    )
    return f'<dataValidations count="{len(lists)}">{menus}</dataValidations>' if lists else ""


def _merged(lines: tuple[SheetLine, ...], asks: Mapping[str, Ask]) -> str:
    """Long answers take the width of four columns."""
    cells = [
        f"{column}{line.number}:F{line.number}"
        for line in lines
        for column, key in line.keys
        if key in asks and asks[key].kind is Kind.LONG
    ]
    merges = "".join(f'<mergeCell ref="{place}"/>' for place in cells)
    return f'<mergeCells count="{len(cells)}">{merges}</mergeCells>' if cells else ""


def _letters(column: int) -> str:
    return chr(64 + column)


def _styles() -> str:
    fonts = (
        '<font><sz val="10"/><name val="Calibri"/></font>',
        '<font><b/><sz val="14"/><name val="Calibri"/></font>',
        '<font><b/><sz val="12"/><name val="Calibri"/></font>',
        '<font><sz val="9"/><color rgb="FF4A5666"/><name val="Calibri"/></font>',
    )
    fills = (
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
        '<fill><patternFill patternType="solid"><fgColor rgb="FFF4F7F8"/></patternFill></fill>',
    )
    borders = (
        "<border><left/><right/><top/><bottom/></border>",
        '<border><left/><right/><top/><bottom style="thin"><color rgb="FF16202C"/></bottom></border>',
        '<border><left/><right/><top/><bottom style="thin"><color rgb="FFD5DAE1"/></bottom></border>',
    )
    looks = "".join(map(_xf, _LOOKS.values()))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
        f'<numFmt numFmtId="{_DAY_FORMAT}" formatCode="yyyy\\-mm\\-dd"/>'
        f'<numFmt numFmtId="{_NUMBER_FORMAT}" formatCode="0.####"/></numFmts>'
        f'<fonts count="{len(fonts)}">{"".join(fonts)}</fonts><fills count="{len(fills)}">{"".join(fills)}</fills>'
        f'<borders count="{len(borders)}">{"".join(borders)}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(_LOOKS)}">{looks}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _xf(look: _Look) -> str:
    told = "".join(_told(look))
    aligned = '<alignment vertical="top" wrapText="1"/>' if look.wrap else '<alignment vertical="top"/>'
    return (
        f'<xf numFmtId="{look.format}" fontId="{look.font}" fillId="{look.fill}" borderId="{look.border}" '
        f'xfId="0" applyAlignment="1" applyProtection="1"{told}>{aligned}'
        f'<protection locked="{int(not look.open)}"/></xf>'
    )


def _told(look: _Look) -> Iterator[str]:
    if look.format:
        yield ' applyNumberFormat="1"'
    if look.font:
        yield ' applyFont="1"'
    if look.fill:
        yield ' applyFill="1"'
    if look.border:
        yield ' applyBorder="1"'
    if look.quoted:
        yield ' quotePrefix="1"'
