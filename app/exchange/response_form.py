"""Where every question and answer of a response form stands in its one sheet.

PDF fields are named by their keys, so they need no places. A reader makes this map anew from the request and
looks only where it says: what a file claims about itself decides nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple

from app.queries.response_asks import (
    Ask,
    Kind,
    ResponseForm,
    form_for,
    form_of,
    make_form,
    sections,
    tables,
)

__all__ = [
    "SCOPE",
    "SHEET",
    "TOKEN",
    "Ask",
    "Kind",
    "ResponseForm",
    "SheetLine",
    "cells",
    "form_for",
    "form_of",
    "make_form",
    "sheet_lines",
]

SHEET = "Reply"
"""The name of the sheet."""

TOKEN, SCOPE = "_token", "_scope"
"""Keys of the hidden fields: whose reply it is, and to what."""

_FIRST_ANSWER = "C"
"""Column of the answers outside the tables; A numbers the rows and B asks."""


class SheetLine(NamedTuple):
    """A row of the sheet: its number, what it is, and the key that stands in each of its columns.

    Looks: "hidden", "title", "note", "section", "head", "ask", "row".
    """

    number: int
    look: str
    keys: tuple[tuple[str, str], ...]


def cells(form: ResponseForm) -> dict[str, str]:
    """Key → cell, of every answer, every locked text, and the two hidden values."""
    return {key: f"{column}{line.number}" for line in sheet_lines(form) for column, key in line.keys}


def sheet_lines(form: ResponseForm) -> tuple[SheetLine, ...]:
    """The whole sheet from above, line by line."""
    lines = (SheetLine(number, look, keys) for number, (look, keys) in enumerate(_lines(form), start=1))
    return tuple(line for line in lines if line.keys)


_Line = tuple[str, tuple[tuple[str, str], ...]]


def _lines(form: ResponseForm) -> Iterator[_Line]:
    yield "hidden", (("B", TOKEN), ("C", SCOPE))
    yield "title", (("B", "head.title"),)
    yield "title", (("B", "head.project"),)
    yield "title", (("B", "head.provider"),)
    yield "note", (("B", "head.how"),)
    in_rows = tables(form.currency)
    for section in sections():
        asks = tuple(ask for ask in form.asks if ask.section == section)
        if not asks:
            continue
        yield "", ()
        yield "section", (("B", f"section.{section}"),)
        if section == "musts":
            yield from _musts(form)
        elif section in in_rows:
            yield from _table(section, asks, tuple(name for name, _ in in_rows[section].columns))
        else:
            for ask in asks:
                yield "ask", (("B", f"label.{ask.key}"), (_FIRST_ANSWER, ask.key))


def _musts(form: ResponseForm) -> Iterator[_Line]:
    yield "head", (("C", "column.musts.answer"), ("D", "column.musts.note"))
    for number in range(1, sum(key.startswith("text.m") for key, _ in form.locked) + 1):
        name = f"m{number}"
        yield (
            "row",
            (("A", f"number.{name}"), ("B", f"text.{name}"), ("C", f"{name}.answer"), ("D", f"{name}.note")),
        )


def _table(section: str, asks: tuple[Ask, ...], names: tuple[str, ...]) -> Iterator[_Line]:
    columns = "BCDEFGH"[: len(names)]
    yield "head", tuple(zip(columns, (f"column.{section}.{name}" for name in names), strict=True))
    for row in dict.fromkeys(ask.key.rpartition(".")[0] for ask in asks):
        yield "row", tuple(zip(columns, (f"{row}.{name}" for name in names), strict=True))
