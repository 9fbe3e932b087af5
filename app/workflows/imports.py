"""Import a list of providers: read it, show what would change, and on a yes write it whole or not at all."""

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.exchange.provider_lists import (
    COLUMNS,
    ColumnsMisfit,
    ImportPlan,
    ListedProvider,
    guessed_columns,
    read_provider_list,
)
from app.exchange.provider_vocabulary import Vocabulary
from app.exchange.table_files import LARGEST as LARGEST_LIST
from app.exchange.tables import columns_of_table, write_table
from app.knowledge import load_knowledge
from app.persistence import beside
from app.persistence.backup import BEFORE_IMPORT
from app.persistence.unit import ends_by, settle
from app.queries import providers as directory
from app.services.provider_lists import Listed, add_listed, merge_listed
from app.words import say
from app.words.formats import Formats
from app.workflows.import_changes import field_label
from app.workflows.import_compare import compared, summary
from app.workflows.import_rows import (
    Decision,
    ImportPreview,
    ImportResult,
    ImportRow,
)
from app.workflows.runner import Reader, Runner

__all__ = ["LARGEST_LIST", "ColumnsMisfit"]

SLICE = 0.010
"""Seconds of writing before the next look at whether to stop: with its last rows a slice stays near 15 ms."""

ROWS_TOGETHER = 8
"""Rows sent to the database together within a slice."""

LOOKED_THROUGH = 5_000
"""Rows of a list that are looked through together before the writing: some tens of milliseconds."""

SHORT = 1_000
"""Rows of a list and providers of the directory, together, that are compared at once."""

Told = Callable[[float], None]
"""Told now and then which share is done; it may raise to stop."""

Progress = Callable[[int, int], bool]
"""Told (rows done, rows in all) after each slice; False stops the import and leaves nothing."""


class ReadStore(Protocol):
    """A workspace that can be read on any thread."""

    def reader(self) -> AbstractContextManager[Session]:
        """A session for long reads."""
        ...


class ImportDesk(Runner, Protocol):
    """A workspace that makes a backup before something large is written."""

    def backup(self, reason: str) -> Any:
        """Keep a verified copy."""
        ...


class _Stopped(Exception):
    """The person stopped the import; unwinding takes everything written so far with it."""


def plan_provider_import(
    runner: Runner,
    source: Path | bytes,
    *,
    formats: Formats,
    today: date,
    chosen: Mapping[str, str] | None = None,
) -> ImportPreview:
    """Read a list and compare every row with the directory; raises DomainError where the file is no list.

    `chosen` maps column names to fields (`COLUMNS`) where they are not found by themselves.
    """
    return compare_list(runner, read_list(source, formats, today, chosen), formats=formats)


def read_list(
    source: Path | bytes, formats: Formats, today: date, chosen: Mapping[str, str] | None = None
) -> ImportPlan:
    """Read a list without looking into the directory: what a worker process does with a foreign file."""
    vocabulary = Vocabulary(load_knowledge())
    return read_provider_list(source, vocabulary=vocabulary, formats=formats, today=today, chosen=chosen)


def compare_list(runner: Reader, plan: ImportPlan, *, formats: Formats) -> ImportPreview:
    """Compare every row of a list that was read with the directory. Nothing is written."""
    rows = runner.read(lambda session: compared(session, plan, formats))
    return ImportPreview(plan.columns, rows, summary(rows), plan.encoding)


def soon_compared(runner: Reader, plan: ImportPlan) -> bool:
    """Whether comparing takes no longer than a page to open, so that nobody has to wait elsewhere."""
    return len(plan.providers) + runner.read(directory.count) <= SHORT


def compare_away(store: ReadStore, plan: ImportPlan, formats: Formats, *, progress: Told) -> ImportPreview:
    """As `compare_list`, on any thread: it reads one view of the directory beside the window."""
    with store.reader() as session:
        rows = compared(session, plan, formats, progress)
    return ImportPreview(plan.columns, rows, summary(rows), plan.encoding)


def columns_of(source: Path | bytes) -> tuple[str, ...]:
    """The headings of a list, for choosing by hand what each holds; raises DomainError for no list at all."""
    return columns_of_table(source)


def guessed_columns_of(source: Path | bytes) -> tuple[tuple[str, str], ...]:
    """Each heading of a list with the field it seems to fill, empty for none; raises DomainError for no list."""
    return tuple((match.header, match.key) for match in guessed_columns(columns_of_table(source)))


def importable_fields() -> tuple[tuple[str, str], ...]:
    """The fields a column can fill, each with its name."""
    return tuple((column.key, field_label(column.key)) for column in COLUMNS)


def import_providers(
    desk: ImportDesk,
    preview: ImportPreview,
    *,
    on: date,
    decisions: Mapping[int, Decision] | None = None,
    same_as: Mapping[int, uuid.UUID | None] | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Write what the preview shows as one step that can be undone, after a backup.

    `decisions` say by line what to do with a row instead of the usual; a refused row stays refused.
    `same_as` says by line which of several look-alikes it is: a row that nobody said it of changes none.
    Cancelled at any slice, or where anything goes wrong, nothing is written.
    """
    told = beside.Told(progress)
    try:
        todo = _to_do(preview, decisions or {}, same_as or {}, told)
        if not todo:
            return ImportResult(skipped=len(preview.rows), words=say("There was nothing to import."))
        told.beside(lambda: desk.backup(BEFORE_IMPORT))
        desk.write(lambda session: _write(session, todo, on, told), say("Import providers"))
    except _Stopped:
        return ImportResult(cancelled=True, words=say("The import was stopped. Nothing was written."))
    added = sum(decision == "add" for _, decision in todo)
    changed = len(todo) - added
    words = say("{added} added, {changed} changed.", added=added, changed=changed)
    return ImportResult(added, changed, len(preview.rows) - len(todo), words=words)


def empty_list() -> bytes:
    """An empty list with every column, to be filled in with a spreadsheet."""
    return write_table([column.names[0].capitalize() for column in COLUMNS], [])


def _to_do(
    preview: ImportPreview,
    decisions: Mapping[int, Decision],
    same_as: Mapping[int, uuid.UUID | None],
    told: beside.Told,
) -> list[tuple[ImportRow, Decision]]:
    """The rows that are written, all rows about one provider together."""
    todo = []
    for number, each in enumerate(preview.rows):
        row = _meant(each, same_as[each.line]) if each.line in same_as else each
        decision = _decision(row, decisions)
        if decision != "skip":
            todo.append((row, decision))
        if number % LOOKED_THROUGH == 0 and not told(0, len(preview.rows)):
            raise _Stopped
    return sorted(todo, key=_meets)


def _meant(row: ImportRow, provider_id: uuid.UUID | None) -> ImportRow:
    """The row as the very provider among its look-alikes that somebody pointed at."""
    if provider_id not in {one.id for one in row.look_alikes}:
        return row
    return replace(row, provider_id=provider_id)


def _decision(row: ImportRow, decisions: Mapping[int, Decision]) -> Decision:
    if row.listed is None:
        return "skip"
    decision = decisions.get(row.line, row.decision)
    if decision == "change" and row.provider_id is None:
        return "skip" if row.look_alikes else "add"
    return decision


def _write(session: Session, todo: Sequence[tuple[ImportRow, Decision]], on: date, told: beside.Told) -> None:
    begun = time.monotonic()
    ends_by(session, told.beside)
    for done, (row, decision) in enumerate(todo, start=1):
        assert row.listed is not None
        listed = _listed(row.listed)
        if decision == "change" and row.provider_id is not None:
            merge_listed(session, provider_id=row.provider_id, listed=listed)
        else:
            add_listed(session, listed=listed, on=on)
        if done % ROWS_TOGETHER and done < len(todo):
            continue
        session.flush()
        if not _goes_on(todo, done):
            settle(session)
        if time.monotonic() - begun < SLICE and done < len(todo):
            continue
        if not told(done, len(todo)) and done < len(todo):
            raise _Stopped
        begun = time.monotonic()


def _meets(each: tuple[ImportRow, Decision]) -> str:
    """The provider that a row changes, for having all rows about one together; "" where it adds one."""
    row, decision = each
    return row.provider_id.hex if decision == "change" and row.provider_id is not None else ""


def _goes_on(todo: Sequence[tuple[ImportRow, Decision]], done: int) -> bool:
    """Whether the next row is about the provider just changed: both have to be in one part of the step."""
    meets = _meets(todo[done - 1])
    return bool(meets) and done < len(todo) and _meets(todo[done]) == meets


def _listed(row: ListedProvider) -> Listed:
    return Listed(
        name=row.name,
        fields=row.fields,
        skills=[(one.skill, one.level, one.last_used) for one in row.skills or ()],
        credentials=[(one.credential, one.level, one.expires_on) for one in row.credentials or ()],
        rates=[(one.role, one.tier, one.rate) for one in row.rates or ()],
        sites=row.sites or (),
    )
