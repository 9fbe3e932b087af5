"""Tables from strangers: read a CSV or XLSX file safely, and write what no spreadsheet takes for a program.

Nothing in a file is trusted: its size is looked at before it is read, its bytes must be one encoding
throughout, and a cell that looks like a formula stays text. A file that cannot be read as a table is
refused whole, with the line at fault; what is wrong in one row stays with that row.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from app.domain.errors import DomainError
from app.exchange.sheets import SheetRow, sheet_rows
from app.exchange.table_files import LOCKED, PIECE, SHEET, empty_words, encoding_of, open_file
from app.words import say

MOST_COLUMNS = 200
LONGEST_CELL = 10_000
DELIMITERS = ",;\t|"
_FORMULA = "=+-@＝＋－＠"


class Remark(NamedTuple):
    """Something about one place of a file: its line (the first is 1), its column, and the sentence."""

    line: int
    column: str
    text: str


class TableRow(NamedTuple):
    """One record: the line it starts on and its cells, as many as the table has columns."""

    line: int
    cells: tuple[str, ...]


class Entry(NamedTuple):
    """One record as it comes: its row, or why it does not fit the header; and cells worth a remark."""

    row: TableRow
    fault: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is being read: its columns, what was found out about it, and its records as they come."""

    columns: tuple[str, ...]
    entries: Iterator[Entry]
    encoding: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class Table:
    """A file read as a table.

    `refused` are rows that do not fit the header; `remarks` are cells kept although they look like
    formulas. `encoding` and `delimiter` are what was found; both are "xlsx" of a spreadsheet.
    """

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    refused: tuple[Remark, ...]
    remarks: tuple[Remark, ...]
    encoding: str
    delimiter: str


def read_table(source: Path | bytes) -> Table:
    """The whole table in a CSV or XLSX file; raises DomainError, naming the line, where the file is none."""
    with opened(source) as table:
        rows: list[TableRow] = []
        refused: list[Remark] = []
        remarks: list[Remark] = []
        for entry in table.entries:
            if entry.fault:
                refused.append(Remark(entry.row.line, "", entry.fault))
                continue
            rows.append(entry.row)
            remarks += entry.remarks
        return Table(
            table.columns, tuple(rows), tuple(refused), tuple(remarks), table.encoding, table.delimiter
        )


def columns_of_table(source: Path | bytes) -> tuple[str, ...]:
    """The columns of a table; no more than its beginning is taken apart."""
    with opened(source) as table:
        return table.columns


@contextmanager
def opened(source: Path | bytes) -> Iterator[Opened]:
    """A CSV or XLSX file to be read record by record: never held as a whole, however long it is."""
    try:
        with open_file(source) as file:
            start = file.read(len(SHEET))
            file.seek(0)
            if start == LOCKED:
                raise DomainError(
                    say(
                        "This spreadsheet is protected by a password, or of an older kind. "
                        "Save it as XLSX without a password, or as CSV."
                    )
                )
            yield _sheet(file) if start == SHEET else _text(file)
    except OSError as wrong:
        raise DomainError(
            say(
                '"{name}" cannot be read: {why}. Check that it is still there and not open elsewhere.',
                name=source.name if isinstance(source, Path) else "",
                why=wrong.strerror or type(wrong).__name__,
            )
        ) from wrong


# Sheets --------------------------------------------------------------------------------------------


def _sheet(file: BinaryIO) -> Opened:
    rows = sheet_rows(file)
    first = next(rows, None)
    if first is None:
        raise DomainError(empty_words())
    columns = _header(TableRow(first.number, tuple(cell.strip() for cell in first.cells)))
    return Opened(columns, (_of_sheet(row, columns) for row in rows), "xlsx", "xlsx")


def _of_sheet(row: SheetRow, columns: Sequence[str]) -> Entry:
    cells = [cell.strip() for cell in row.cells]
    cells += [""] * (len(columns) - len(cells))
    read = _entry(TableRow(row.number, tuple(cells)), columns)
    results = tuple(
        Remark(row.number, columns[at], say("Holds a formula. Its last result was read, as text."))
        for at in row.formulas
        if at < len(columns)
    )
    return read if read.fault else Entry(read.row, "", (*read.remarks, *results))


# Text ----------------------------------------------------------------------------------------------


def _text(file: BinaryIO) -> Opened:
    encoding = encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    delimiter, skipped = _separator(text)
    records = _records(text, delimiter, skipped)
    first = next(records, None)
    if first is None:
        raise DomainError(empty_words())
    columns = _header(first)
    return Opened(columns, (_entry(record, columns) for record in records), encoding, delimiter)


def _separator(text: TextIO) -> tuple[str, int]:
    """The mark that separates cells, and how many lines only say so; the text stands at its first record."""
    first = text.readline(PIECE)
    declared = re.fullmatch(r"sep=([,;\t|])\r?\n", first, re.IGNORECASE)
    if declared:
        return declared.group(1), 1
    while first and not first.strip():
        first = text.readline(PIECE)
    text.seek(0)
    return _delimiter(first), 0


def _delimiter(first: str) -> str:
    """The mark that cuts the first line into most cells; a comma where none cuts it."""
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def _records(text: TextIO, delimiter: str, skipped: int) -> Iterator[TableRow]:
    """Each record with the line it starts on; empty lines are passed over."""
    reader = csv.reader(text, delimiter=delimiter, strict=True)
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


def _entry(record: TableRow, columns: Sequence[str]) -> Entry:
    fault = _misfit(record, columns)
    if fault:
        return Entry(record, fault)
    cells = record.cells[: len(columns)]
    kept = TableRow(record.line, tuple(_without_guard(cell) for cell in cells))
    return Entry(kept, "", tuple(_formulas(record.line, columns, cells)))


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
