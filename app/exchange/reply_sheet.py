"""The asked cells of a spreadsheet that came back, and no others. Runs in the reader's own process.

Stricter than the list of providers: a form is small, so what is large or many in it is refused, and a value that a
formula made is no answer, whatever the file says it came to last.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from app.exchange.reply_raw import Active, Raw, Trouble, Wanted
from app.exchange.sheets import ALWAYS_FINE, Limits, SheetRefused, SheetRow, sheet_rows

LIMITS: Final = Limits(parts=200, unpacked=2 * 1024 * 1024, shrunk=200)
"""Parts of the file, bytes its sheet may unpack to (a form takes a twentieth), and how much a part may be shrunk."""

MOST_BESIDE: Final = 1024 * 1024
"""Bytes of any other part that is read: names, styles, texts."""

MOST_READ_OVER: Final = 32 * 1024 * 1024
"""Bytes of all parts that are looked through for a document type."""

_DECLARED: Final = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_READ_OVER: Final = (".xml", ".rels", ".vml")
_WHY: Final[Mapping[str, Trouble]] = {
    "damaged": Trouble.DAMAGED,
    "swollen": Trouble.SWOLLEN,
    "declared": Trouble.DECLARED,
}
PIECE: Final = 64 * 1024


class _Cell(NamedTuple):
    column: int
    row: int


def read_sheet(content: bytes, sheet: str, wanted: Wanted) -> Raw:
    """The cells of `wanted` on the sheet of that name."""
    try:
        macros = _looked_over(content)
        rows = {row.number: row for row in sheet_rows(io.BytesIO(content), sheet, LIMITS)}
    except SheetRefused as refused:
        if refused.why == "damaged" and _is_other_book(content, sheet):
            return Raw(trouble=Trouble.NO_FORM)
        return Raw(trouble=_WHY[refused.why])
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError, EOFError, RuntimeError):
        return Raw(trouble=Trouble.DAMAGED)
    places = {key: place for key, cell in wanted.cells.items() if (place := _place(cell)) is not None}
    made = _made_by_formula(rows.values(), places)
    values = {
        key: words
        for key in wanted.answers
        if key in places and key not in made and (words := _words(rows, places[key]))
    }
    printed = {
        key: now
        for key, sent in wanted.printed.items()
        if key in places and _plain(now := _words(rows, places[key])) != _plain(sent)
    }
    return Raw(
        values=values,
        formulas=tuple(key for key in wanted.answers if key in made),
        printed=printed,
        active=(Active.MACROS,) if macros else (),
    )


def _looked_over(content: bytes) -> bool:
    """Refuse a document type in any part, also in one that nobody reads; True where there are macros."""
    left = MOST_READ_OVER
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        parts = pack.infolist()
        if len(parts) > LIMITS.parts or any(map(_swollen, parts)):
            raise SheetRefused("swollen")
        for each in parts:
            if each.flag_bits & 0x1 or not each.filename.lower().endswith(_READ_OVER):
                continue
            before = b""
            with pack.open(each) as part:
                while piece := part.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise SheetRefused("swollen")
                    if any(sign in before + piece for sign in _DECLARED):
                        raise SheetRefused("declared")
                    before = piece[-32:]
        return any(each.filename.lower().endswith("vbaproject.bin") for each in parts)


def _swollen(part: zipfile.ZipInfo) -> bool:
    """Whether a part says of itself that it is larger than any of a form, or was shrunk beyond belief."""
    shrunk = part.file_size > LIMITS.shrunk * max(1, part.compress_size)
    is_sheet = part.filename.startswith("xl/worksheets/")
    most = LIMITS.unpacked if is_sheet or not part.filename.lower().endswith(_READ_OVER) else MOST_BESIDE
    return part.file_size > most or (part.file_size > ALWAYS_FINE and shrunk)


def _is_other_book(content: bytes, sheet: str) -> bool:
    """Whether it is a spreadsheet that can be read and only has no sheet of that name."""
    try:
        return next(iter(sheet_rows(io.BytesIO(content), "", LIMITS)), None) is not None
    except SheetRefused:
        return False


def _place(cell: str) -> _Cell | None:
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", cell)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return _Cell(column - 1, int(found[2]))


def _words(rows: Mapping[int, SheetRow], place: _Cell) -> str:
    row = rows.get(place.row)
    return row.cells[place.column].strip() if row is not None and place.column < len(row.cells) else ""


def _made_by_formula(rows: Iterable[SheetRow], places: Mapping[str, _Cell]) -> set[str]:
    """Keys whose cell holds a formula, or lies in the range that a formula of another cell fills."""
    own: set[_Cell] = set()
    ranges: list[tuple[_Cell, _Cell]] = []
    for row in rows:
        own |= {_Cell(column, row.number) for column in row.formulas}
        for spread in row.spreads:
            first, _, last = spread.partition(":")
            ends = _place(first), _place(last or first)
            if ends[0] is not None and ends[1] is not None:
                ranges.append((ends[0], ends[1]))
    return {
        key
        for key, at in places.items()
        if at in own or any(a.column <= at.column <= z.column and a.row <= at.row <= z.row for a, z in ranges)
    }


def _plain(text: str) -> str:
    return " ".join(text.split())
