"""Files from strangers, before anything in them is believed: their size, and that they are text throughout."""

import codecs
import io
import re
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import DomainError
from app.words import say

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file read: well over 100,000 providers with everything that can be said of them."""

MEGABYTE = 1024 * 1024
PIECE = 1024 * 1024
SHEET, LOCKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How an XLSX file begins, and one of an older kind or under a password."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def open_file(source: Path | bytes) -> BinaryIO:
    """The file, after a look at its size."""
    if isinstance(source, bytes):
        _require_size(len(source))
        return io.BytesIO(source)
    if not source.is_file():
        raise DomainError(say('"{name}" is not a file. Choose a CSV or XLSX file.', name=source.name))
    _require_size(source.stat().st_size)
    return source.open("rb")


def _require_size(size: int) -> None:
    if size > LARGEST:
        raise DomainError(
            say(
                "This file is larger than {most} MB, so it was not read. "
                "Cut it into smaller files and import them one by one.",
                most=LARGEST // MEGABYTE,
            )
        )
    if size == 0:
        raise DomainError(empty_words())


def empty_words() -> str:
    """What is said of a file without a single line."""
    return say("This file is empty. Choose a CSV or XLSX file with a line of column names.")


def encoding_of(file: BinaryIO) -> str:
    """What a mark at the start says, else UTF-8, else Windows-1252; raises DomainError where it is no text.

    Bytes that are partly UTF-8 are a damaged file, never guessed at.
    """
    start = file.read(3)
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if start.startswith(mark):
            _require_text(file, name)
            return name
    try:
        _require_text(file, "utf-8")
    except DomainError:
        file.seek(0)
        if _MULTIBYTE.search(file.read()):
            raise
    else:
        return "utf-8"
    _require_text(file, "cp1252")
    return "cp1252"


def _require_text(file: BinaryIO, encoding: str) -> None:
    """Go through the whole file once, before a cell of it is believed."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    while True:
        piece = file.read(PIECE)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as wrong:
            raise DomainError(
                say(
                    "Line {line} holds bytes that are no text, so the file was not read. "
                    "Save it again as CSV with the encoding UTF-8.",
                    line=line + wrong.object.count(b"\n", 0, wrong.start),
                )
            ) from wrong
        strange = _CONTROL.search(text)
        if strange:
            raise DomainError(
                say(
                    "Line {line} holds a character that no text has, so the file was not read. "
                    "Is it a spreadsheet file? Save it as XLSX, or as CSV with the encoding UTF-8.",
                    line=line + text.count("\n", 0, strange.start()),
                )
            )
        if not piece:
            return
        line += text.count("\n")
