"""Tables from strangers: read a CSV file safely, and write one that no spreadsheet takes for a program.

Nothing in a file is trusted: its size is looked at before it is read, its bytes must be one encoding
throughout, and a cell that looks like a formula stays text. A file that cannot be read as a table is
refused whole, with the line at fault; what is wrong in one row stays with that row.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.domain.errors import DomainError
from app.words import say

LARGEST = 5 * 1024 * 1024
"""Bytes of the largest table read: about 30,000 providers."""

MOST_COLUMNS = 200
LONGEST_CELL = 10_000
DELIMITERS = ",;\t|"
_FORMULA = "=+-@＝＋－＠"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one place of a file: its line (the first is 1), its column, and the sentence."""

    line: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record: the line it starts on and its cells, as many as the table has columns."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file read as a table.

    `refused` are rows that do not fit the header; `remarks` are cells kept although they look like
    formulas. `encoding` and `delimiter` are what was found.
    """

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    refused: tuple[Remark, ...]
    remarks: tuple[Remark, ...]
    encoding: str
    delimiter: str


def read_table(source: Path | bytes) -> Table:
    """The table in a CSV file; raises DomainError, naming the line, where the file is none."""
    text, encoding = _decoded(_bytes_of(source))
    return _parsed(text, encoding)


def _bytes_of(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        _require_size(len(source))
        return source
    try:
        if not source.is_file():
            raise DomainError(say('"{name}" is not a file. Choose a CSV file.', name=source.name))
        _require_size(source.stat().st_size)
        with source.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as wrong:
        raise DomainError(
            say(
                '"{name}" cannot be read: {why}. Check that it is still there and not open elsewhere.',
                name=source.name,
                why=wrong.strerror or type(wrong).__name__,
            )
        ) from wrong
    _require_size(len(data))
    return data


def _require_size(size: int) -> None:
    if size > LARGEST:
        raise DomainError(
            say(
                "This file is larger than 5 MB, so it was not read. "
                "Cut it into smaller files and import them one by one."
            )
        )
    if size == 0:
        raise DomainError(say("This file is empty. Choose a CSV file with a line of column names."))


def _decoded(data: bytes) -> tuple[str, str]:
    """The text and its encoding: what a mark at the start says, else UTF-8, else Windows-1252.

    Bytes that are partly UTF-8 are a damaged file, never guessed at.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(data, name), name
    try:
        return _strictly(data, "utf-8"), "utf-8"
    except DomainError:
        if _MULTIBYTE.search(data):
            raise
        return _strictly(data, "cp1252"), "cp1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise DomainError(
            say(
                "Line {line} holds bytes that are no text, so the file was not read. "
                "Save it again as CSV with the encoding UTF-8.",
                line=line,
            )
        ) from wrong
    strange = _CONTROL.search(text)
    if strange:
        line = text.count("\n", 0, strange.start()) + 1
        raise DomainError(
            say(
                "Line {line} holds a character that no text has, so the file was not read. "
                "Is it a spreadsheet file? Save it as CSV with the encoding UTF-8.",
                line=line,
            )
        )
    return text


def _parsed(text: str, encoding: str) -> Table:
    skipped = 0
    delimiter = None
    declared = re.match(r"sep=([,;\t|])\r?\n", text, re.IGNORECASE)
    if declared:
        delimiter, skipped = declared.group(1), 1
        text = text[declared.end() :]
    delimiter = delimiter or _delimiter(text)
    records = _records(text, delimiter, skipped)
    first = next(records, None)
    if first is None:
        raise DomainError(say("This file is empty. Choose a CSV file with a line of column names."))
    columns = _header(first)
    rows: list[TableRow] = []
    refused: list[Remark] = []
    remarks: list[Remark] = []
    for record in records:
        fault = _misfit(record, columns)
        if fault:
            refused.append(Remark(record.line, "", fault))
            continue
        cells = record.cells[: len(columns)]
        remarks += _formulas(record.line, columns, cells)
        rows.append(TableRow(record.line, tuple(_without_guard(cell) for cell in cells)))
    return Table(columns, tuple(rows), tuple(refused), tuple(remarks), encoding, delimiter)


def _delimiter(text: str) -> str:
    """The mark that cuts the first line into most cells; a comma where none cuts it."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def _records(text: str, delimiter: str, skipped: int) -> Iterator[TableRow]:
    """Each record with the line it starts on; empty lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            raise DomainError(
                say(
                    "Line {line} cannot be cut into cells: a quotation mark is missing or misplaced. "
                    "Put it right there, or save the file again from a spreadsheet.",
                    line=line,
                )
            ) from wrong
        if any(cell.strip() for cell in cells):
            yield TableRow(line, tuple(cell.strip() for cell in cells))


def _header(record: TableRow) -> tuple[str, ...]:
    columns = list(record.cells)
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > MOST_COLUMNS:
        raise DomainError(
            say(
                "This file has {count} columns; at most {most} are read.",
                count=len(columns),
                most=MOST_COLUMNS,
            )
        )
    seen: dict[str, str] = {}
    for name in columns:
        twin = seen.setdefault(name.casefold(), name)
        if name and twin is not name:
            raise DomainError(
                say(
                    'Line {line}: the column "{column}" is there twice. Remove or rename one of the two.',
                    line=record.line,
                    column=name,
                )
            )
    return tuple(columns)


def _misfit(record: TableRow, columns: Sequence[str]) -> str:
    """Why the record does not fit the header; empty where it does."""
    extra = any(record.cells[len(columns) :])
    if len(record.cells) < len(columns) or extra:
        return say(
            "This line has {count} cells and the first line {expected}. Fill in what is missing, "
            "or put quotation marks around a cell that holds the separator.",
            count=len(record.cells),
            expected=len(columns),
        )
    longest = max(map(len, record.cells), default=0)
    if longest > LONGEST_CELL:
        return say(
            "A cell of this line has {count} characters; at most {most} are read.",
            count=longest,
            most=LONGEST_CELL,
        )
    return ""


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would run `text` on opening: it starts with = + - @ (or tab, return)."""
    bare = text.lstrip()
    return text[:1] in ("\t", "\r") or (bare[:1] in tuple(_FORMULA) and bool(bare))


def _is_number_or_telephone(text: str) -> bool:
    return re.fullmatch(r"[+-][\d\s().,/-]*", text.strip()) is not None


def _formulas(line: int, columns: Sequence[str], cells: Sequence[str]) -> Iterator[Remark]:
    for column, cell in zip(columns, cells, strict=True):
        if cell and looks_like_formula(cell) and not _is_number_or_telephone(cell):
            yield Remark(
                line,
                column,
                say(
                    'Starts with "{mark}" like a formula. It was kept as text and not worked out.',
                    mark=cell.lstrip()[0],
                ),
            )


def _without_guard(cell: str) -> str:
    """The cell without the apostrophe that `write_table` puts before what looks like a formula."""
    if cell.startswith("'") and (cell[1:2] == "'" or looks_like_formula(cell[1:])):
        return cell[1:].strip()
    return cell


def guarded(text: str) -> str:
    """`text` as a cell that every spreadsheet shows and none runs; `read_table` takes the guard off again."""
    return f"'{text}" if looks_like_formula(text) or text.startswith("'") else text


Value = str | int | Decimal | date | None


def write_table(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A CSV file (UTF-8 with a mark, comma, CRLF) that opens rightly in spreadsheets.

    Texts are guarded against being run as formulas; numbers are written plainly and dates as
    2026-11-30. Empty where a value is missing.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return str(value)
