"""The quotes side by side as a spreadsheet: every quote, every row; amounts as numbers, all words as text."""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from app.exchange.sheet_writing import write_sheet
from app.exchange.tables import Value, write_table
from app.queries.comparison_paper import whole_comparison
from app.queries.quote_comparison import Comparison, ComparisonRow
from app.words import say
from app.words.formats import Formats
from app.workflows.runner import Reader

LONGEST_NAME = 40
AMOUNTS = (
    "quoted",
    "incl_tax",
    "gaps",
    "like_for_like",
    "bought_by_owner",
    "running_per_month",
    "three_years",
)
"""Rows whose cells are sums of money: numbers to reckon with, where they are known."""

WRITERS: Mapping[str, Callable[..., bytes]] = {".xlsx": write_sheet, ".csv": write_table}
"""How a file of each ending is written; neither holds anything that a spreadsheet would run."""


def read_comparison(
    runner: Reader, *, project_id: uuid.UUID, formats: Formats, today: date
) -> Comparison | None:
    """Every quote that is in; None where there is none."""
    return runner.read(partial(whole_comparison, project_id=project_id, formats=formats, today=today))


def comparison_file(whole: Comparison, currency: str, suffix: str) -> bytes:
    """The comparison as a file of this ending; KeyError for one that nobody writes."""
    header = (
        say("Part"),
        say("Amounts in {currency}", currency=currency),
        *(column.provider for column in whole.columns),
    )
    return WRITERS[suffix](header, list(_rows(whole)))


def _rows(whole: Comparison) -> Iterator[list[Value]]:
    for group in whole.groups:
        for row in group.rows:
            yield [group.title, row.title, *_cells(row)]
            if any(_details(row)):
                yield [group.title, say("{row}: more", row=row.title), *_details(row)]


def _cells(row: ComparisonRow) -> Iterator[Value]:
    for cell in row.cells:
        yield cell.value if row.key in AMOUNTS and cell.value is not None else cell.text


def _details(row: ComparisonRow) -> list[str]:
    """What stands behind the cells of a must-have and of the gaps: the quote's words, and the basis of ours."""
    if row.item_id is None and row.key != "gaps":
        return []
    return [cell.detail for cell in row.cells]


def comparison_name(project: str, suffix: str) -> str:
    """What to call the file: no system takes offence at it."""
    title = re.sub(r"[\W_]+", "-", project.casefold())[:LONGEST_NAME].strip("-")
    return f"quotes-{title}{suffix}" if title else f"quotes{suffix}"
