"""Spreadsheet files from strangers: the cells of the first sheet as text, and a sheet that holds nothing but text.

An XLSX file is a ZIP of XML. Its parts are counted and measured before a byte is unpacked and again while they
are, a document type (through which entities are declared) refuses the file, and nothing outside it is followed:
links, pictures, macros and other sheets are never opened. Of a formula its last result is read, as text.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO, Final, NamedTuple
from xml.parsers import expat
from zlib import error as ZlibError

from app.domain.errors import DomainError
from app.words import say

MOST_PARTS: Final = 2_000
MOST_UNPACKED: Final = 512 * 1024 * 1024
"""Bytes that the parts which are read may unpack to: three times what 100,000 providers take."""

MOST_SHRUNK: Final = 250
"""How much larger than packed a part may be; sheets of plain cells are 10 to 40 times larger."""

ALWAYS_FINE: Final = 1024 * 1024
"""Bytes up to which a part may be shrunk as much as it likes."""

MOST_TEXT: Final = 256 * 1024 * 1024
"""Characters of the texts that cells share, which are held while the sheet is read."""

MOST_LETTERS: Final = 20_000
"""Characters of one cell that are kept; what is longer is refused with its row by whoever reads the table."""

MOST_COLUMNS: Final = 512
"""Cells further right are passed over: a table with so many columns is refused by whoever reads it."""

PIECE: Final = 64 * 1024
DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Numbers of the formats that show a number as a day, without being written down in the file."""

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships id"


@dataclass(slots=True)
class SheetRow:
    """One row: its number, the first is 1, its cells as text, and the columns (from 0) that held formulas."""

    number: int
    cells: list[str]
    formulas: list[int] = field(default_factory=list)
    spreads: list[str] = field(default_factory=list)
    """Ranges ("A1:C3") that a formula of this row fills beyond its own cell."""


class Limits(NamedTuple):
    """How large a file may be: its parts, what those unpack to together, and how much a part may be shrunk."""

    parts: int
    unpacked: int
    shrunk: int


class SheetRefused(DomainError):
    """A file that cannot be trusted; `why` is "damaged", "swollen" or "declared"."""

    def __init__(self, why: str = "damaged") -> None:
        super().__init__(_WHY[why]())
        self.why = why


_WHY: Final[Mapping[str, Callable[[], str]]] = {
    "damaged": lambda: say(
        "This spreadsheet cannot be read: it is damaged, protected by a password, or no XLSX file. "
        "Open it in a spreadsheet program and save it again, as XLSX or as CSV."
    ),
    "swollen": lambda: say(
        "This spreadsheet unpacks to far more than a list of providers takes, so it was not read. "
        "Copy the rows into a new file, or save it as CSV."
    ),
    "declared": lambda: say(
        "This spreadsheet holds declarations that no spreadsheet program writes, so it was not read."
    ),
}


def sheet_rows(file: BinaryIO, sheet: str = "", limits: Limits | None = None) -> Iterator[SheetRow]:
    """The rows of the sheet of that name, else of the first one, that have a cell.

    Raises SheetRefused where the file cannot be trusted. Hidden sheets are passed over.
    """
    allowed = limits or Limits(MOST_PARTS, MOST_UNPACKED, MOST_SHRUNK)
    try:
        with zipfile.ZipFile(file) as pack:
            _require_modest(pack, allowed)
            yield from _rows(pack, _book(pack, sheet, allowed), allowed)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ZlibError, EOFError, NotImplementedError) as wrong:
        raise SheetRefused from wrong
    except (expat.ExpatError, KeyError, ValueError, UnicodeError, RuntimeError, OSError) as wrong:
        raise SheetRefused from wrong


def _require_modest(pack: zipfile.ZipFile, limits: Limits) -> None:
    """What the file says about itself, before anything of it is unpacked."""
    parts = pack.infolist()
    swollen = any(
        part.file_size > ALWAYS_FINE and part.file_size > limits.shrunk * max(1, part.compress_size)
        for part in parts
    )
    if len(parts) > limits.parts or swollen or sum(part.file_size for part in parts) > 2 * limits.unpacked:
        raise SheetRefused("swollen")
    names = [part.filename for part in parts]
    if any(part.flag_bits & 0x1 for part in parts) or len(set(names)) != len(names):
        raise SheetRefused


@dataclass
class _Book:
    """What is known before the sheet is read: where it lies, the shared texts, and which styles show days."""

    sheet: str
    texts: list[str]
    days: frozenset[int]
    since: date


class _Budget:
    """How much more may be unpacked: what a file says of its parts is not believed."""

    def __init__(self, limits: Limits) -> None:
        self.left = limits.unpacked

    def spend(self, amount: int) -> None:
        self.left -= amount
        if self.left < 0:
            raise SheetRefused("swollen")


def _parser(start: Any, end: Any, text: Any) -> Any:
    """A parser that refuses every document type, and so every entity that a file might declare."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse_outside
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    return parser


def _refuse(*_: object) -> None:
    raise SheetRefused("declared")


def _refuse_outside(*_: object) -> int:
    _refuse()
    return 0


def _pieces(pack: zipfile.ZipFile, name: str, budget: _Budget) -> Iterator[bytes]:
    with pack.open(name) as part:
        while piece := part.read(PIECE):
            budget.spend(len(piece))
            yield piece


def _read(
    pack: zipfile.ZipFile, name: str, budget: _Budget, start: Callable[[str, dict[str, str]], None]
) -> None:
    """Read a small part, telling each element with its attributes."""
    parser = _parser(lambda tag, values: start(_bare(tag), values), None, None)
    for piece in _pieces(pack, name, budget):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _bare(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _book(pack: zipfile.ZipFile, name: str, limits: Limits) -> _Book:
    budget = _Budget(limits)
    sheets: list[str] = []
    since = [date(1899, 12, 30)]

    def of_book(tag: str, values: dict[str, str]) -> None:
        shown = tag == "sheet" and values.get("state", "visible") == "visible"
        if shown and name in ("", values.get("name")):
            sheets.append(values.get(_RELATIONS) or values.get(_STRICT) or "")
        elif tag == "workbookPr" and values.get("date1904") in ("1", "true"):
            since[0] = date(1904, 1, 1)

    _read(pack, "xl/workbook.xml", budget, of_book)
    targets: dict[str, str] = {}

    def of_relations(tag: str, values: dict[str, str]) -> None:
        if tag == "Relationship" and values.get("TargetMode", "Internal") == "Internal":
            targets[values.get("Id", "")] = values.get("Target", "")

    _read(pack, "xl/_rels/workbook.xml.rels", budget, of_relations)
    target = targets[sheets[0]] if sheets else ""
    sheet = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    names = set(pack.namelist())
    if not target or sheet not in names:
        raise SheetRefused
    texts = list(_texts(pack, budget)) if "xl/sharedStrings.xml" in names else []
    days = _days(pack, budget) if "xl/styles.xml" in names else frozenset()
    return _Book(sheet, texts, days, since[0])


def _texts(pack: zipfile.ZipFile, budget: _Budget) -> Iterator[str]:
    """The texts that cells share, in order; what a reader is told of their sound is left out."""
    parts: list[str] = []
    found: list[str] = []
    inside = {"t": False, "rPh": False}
    held = [0]

    def start(tag: str, values: dict[str, str]) -> None:
        if (name := _bare(tag)) in inside:
            inside[name] = True

    def end(tag: str) -> None:
        name = _bare(tag)
        if name in inside:
            inside[name] = False
        elif name == "si":
            whole = "".join(parts)[:MOST_LETTERS]
            held[0] += len(whole)
            if held[0] > MOST_TEXT:
                raise SheetRefused("swollen")
            found.append(whole)
            parts.clear()

    def text(words: str) -> None:
        if inside["t"] and not inside["rPh"]:
            parts.append(words)

    parser = _parser(start, end, text)
    for piece in _pieces(pack, "xl/sharedStrings.xml", budget):
        parser.Parse(piece, False)
        yield from found
        found.clear()
    parser.Parse(b"", True)
    yield from found


def _days(pack: zipfile.ZipFile, budget: _Budget) -> frozenset[int]:
    """The cell styles that show a number as a day."""
    own: dict[int, str] = {}
    styles: list[int] = []
    inside = [False]

    def start(tag: str, values: Mapping[str, str]) -> None:
        if tag in ("cellXfs", "cellStyleXfs"):
            inside[0] = tag == "cellXfs"
        elif tag == "numFmt":
            own[int(values.get("numFmtId", "0"))] = values.get("formatCode", "")
        elif tag == "xf" and inside[0]:
            styles.append(int(values.get("numFmtId", "0")))

    _read(pack, "xl/styles.xml", budget, start)
    return frozenset(at for at, number in enumerate(styles) if _shows_day(number, own.get(number)))


def _shows_day(number: int, code: str | None) -> bool:
    if code is None:
        return number in DATES
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code.split(";")[0])
    return bool(re.search(r"[dy]", bare, re.IGNORECASE))


class _Cells:
    """Follows the sheet's XML and gathers its rows."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self.rows: list[SheetRow] = []
        self._row: SheetRow | None = None
        self._last = 0
        self._at = self._next = 0
        self._kind = ""
        self._style = 0
        self._reads = ""
        self._sound = False
        self._value: list[str] = []
        self._formula = False

    def start(self, tag: str, values: Mapping[str, str]) -> None:
        """An element begins."""
        name = _bare(tag)
        if name == "c" and self._row is not None:
            self._at = _column(values.get("r", ""), self._next)
            if self._at < self._next:
                raise SheetRefused  # the same cell twice: programs differ in which one they show
            self._next = self._at + 1
            self._kind = values.get("t", "n")
            self._style = int(values.get("s", "0"))
            self._value, self._formula = [], False
        elif name == "row":
            number = int(values.get("r", self._last + 1))
            if number <= self._last:
                raise SheetRefused
            self._last, self._row, self._next = number, SheetRow(number, []), 0
        elif name == "rPh":
            self._sound = True
        elif name == "f":
            self._formula = True
            if self._row is not None and "ref" in values:
                self._row.spreads.append(values["ref"])
        elif name in ("v", "t"):
            self._reads = name

    def end(self, tag: str) -> None:
        """An element ends."""
        name = _bare(tag)
        if name in ("v", "t"):
            self._reads = ""
        elif name == "rPh":
            self._sound = False
        elif name == "c" and self._row is not None:
            self._keep(self._row)
        elif name == "row" and self._row is not None:
            if any(self._row.cells) or self._row.formulas:
                self.rows.append(self._row)
            self._row = None

    def text(self, words: str) -> None:
        """Words inside an element."""
        if self._reads and not self._sound:
            self._value.append(words)

    def _keep(self, row: SheetRow) -> None:
        words = self._words("".join(self._value)[:MOST_LETTERS])
        if self._at >= MOST_COLUMNS or not (words or self._formula):
            return
        row.cells += [""] * (self._at + 1 - len(row.cells))
        row.cells[self._at] = words
        if self._formula:
            row.formulas.append(self._at)

    def _words(self, value: str) -> str:
        match self._kind:
            case "s":
                at = int(value or "-1")
                if not 0 <= at < len(self._book.texts):
                    raise SheetRefused
                return self._book.texts[at]
            case "inlineStr" | "str" | "d":
                return value
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "e":
                return ""
        return _number(value, self._book.since if self._style in self._book.days else None)


def _column(name: str, otherwise: int) -> int:
    """The place (from 0) of a cell called "AB12"; where it has no name, after the one before."""
    letters = re.match(r"[A-Z]{1,3}(?=\d)", name)
    if letters is None:
        return otherwise
    at = 0
    for letter in letters.group():
        at = at * 26 + ord(letter) - 64
    return at - 1


def _number(value: str, since: date | None) -> str:
    """A number as people write it: fifteen digits, no exponent; one that shows a day as 2026-11-30."""
    if not value.strip():
        return ""
    try:
        number = Decimal(value)
    except InvalidOperation as wrong:
        raise SheetRefused from wrong
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return value
    if since is not None and 0 <= number < 2_958_466:
        moment = datetime.combine(since, datetime.min.time()) + timedelta(days=float(number))
        return moment.date().isoformat()
    digits = max(0, 14 - number.adjusted()) if number else 0
    plain = f"{round(number, digits).normalize():f}"
    return f"{plain}0" if re.search(r"\.\d{3}$", plain) else plain  # else the point would be read as grouping


def _rows(pack: zipfile.ZipFile, book: _Book, limits: Limits) -> Iterator[SheetRow]:
    cells = _Cells(book)
    parser = _parser(cells.start, cells.end, cells.text)
    budget = _Budget(limits)
    for piece in _pieces(pack, book.sheet, budget):
        parser.Parse(piece, False)
        yield from cells.rows
        cells.rows.clear()
    parser.Parse(b"", True)
    yield from cells.rows
