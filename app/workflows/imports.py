"""Import a list of providers: read it, show what would change, and on a yes write it whole or not at all."""

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.analysis.look_alikes import firm_look, look, same_text
from app.exchange.provider_cells import Vocabulary
from app.exchange.provider_lists import (
    COLUMNS,
    ImportPlan,
    ListedProvider,
    RefusedRow,
    guessed_columns,
    read_providers_csv,
)
from app.exchange.tables import Remark, read_table, write_table
from app.knowledge import load_knowledge
from app.persistence.backup import BEFORE_IMPORT
from app.queries import providers as directory
from app.services.provider_lists import Listed, add_listed, merge_listed
from app.words import say, say_count
from app.words.formats import Formats
from app.workflows.import_changes import changes, field_label
from app.workflows.import_rows import (
    USUAL,
    Decision,
    FieldChange,
    ImportPreview,
    ImportResult,
    ImportRow,
    LookAlike,
    RowKind,
)
from app.workflows.runner import Reader, Runner

SLICE = 0.010
"""Seconds of writing before the next look at whether to stop: with its last rows a slice stays near 15 ms."""

ROWS_TOGETHER = 8
"""Rows sent to the database together within a slice."""

AT_ONCE = 500
"""Providers compared with the directory in one statement."""

Progress = Callable[[int, int], bool]
"""Told (rows done, rows in all) after each slice; False stops the import and leaves nothing."""


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
    return read_providers_csv(source, vocabulary=vocabulary, formats=formats, today=today, chosen=chosen)


def compare_list(runner: Reader, plan: ImportPlan, *, formats: Formats) -> ImportPreview:
    """Compare every row of a list that was read with the directory. Nothing is written."""
    rows = runner.read(lambda session: _compared(session, plan, formats))
    return ImportPreview(plan.columns, rows, _summary(rows), plan.encoding)


def columns_of(source: Path | bytes) -> tuple[str, ...]:
    """The headings of a list, for choosing by hand what each holds; raises DomainError for no list at all."""
    return read_table(source).columns


def guessed_columns_of(source: Path | bytes) -> tuple[tuple[str, str], ...]:
    """Each heading of a list with the field it seems to fill, empty for none; raises DomainError for no list."""
    return tuple((match.header, match.key) for match in guessed_columns(read_table(source).columns))


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
    rows = [_meant(row, (same_as or {}).get(row.line)) for row in preview.rows]
    chosen = [(row, _decision(row, decisions or {})) for row in rows]
    todo = [(row, decision) for row, decision in chosen if decision != "skip"]
    if not todo:
        return ImportResult(skipped=len(chosen), words=say("There was nothing to import."))
    desk.backup(BEFORE_IMPORT)
    try:
        desk.write(lambda session: _write(session, todo, on, progress), say("Import providers"))
    except _Stopped:
        return ImportResult(cancelled=True, words=say("The import was stopped. Nothing was written."))
    added = sum(decision == "add" for _, decision in todo)
    changed = len(todo) - added
    words = say("{added} added, {changed} changed.", added=added, changed=changed)
    return ImportResult(added, changed, len(chosen) - len(todo), words=words)


def empty_list() -> bytes:
    """An empty list with every column, to be filled in with a spreadsheet."""
    return write_table([column.names[0].capitalize() for column in COLUMNS], [])


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


def _write(
    session: Session, todo: Sequence[tuple[ImportRow, Decision]], on: date, progress: Progress | None
) -> None:
    begun = time.monotonic()
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
        if time.monotonic() - begun < SLICE and done < len(todo):
            continue
        if progress is not None and not progress(done, len(todo)):
            raise _Stopped
        begun = time.monotonic()


def _listed(row: ListedProvider) -> Listed:
    return Listed(
        name=row.name,
        fields=row.fields,
        skills=[(one.skill, one.level, one.last_used) for one in row.skills or ()],
        credentials=[(one.credential, one.level, one.expires_on) for one in row.credentials or ()],
        rates=[(one.role, one.tier, one.rate) for one in row.rates or ()],
    )


def _compared(session: Session, plan: ImportPlan, formats: Formats) -> tuple[ImportRow, ...]:
    known = directory.names(session)
    exact = {(same_text(name), same_text(town)): id for id, name, town in known}
    alike: dict[str, list[LookAlike]] = {}
    for id, name, town in known:
        alike.setdefault(firm_look(name), []).append(LookAlike(id, name, town))
    remarks: dict[int, list[Remark]] = {}
    for remark in plan.remarks:
        remarks.setdefault(remark.line, []).append(remark)
    met = {row.line: _same(row, exact) for row in plan.providers}
    stored = _stored(session, [id for id in met.values() if id is not None])
    rows = [_refused(row) for row in plan.refused]
    for row in plan.providers:
        said = tuple(remarks.get(row.line, ()))
        same = met[row.line]
        if same is not None:
            rows.append(_known(row, same, changes(row, stored[same], formats), said))
        else:
            rows.append(_unknown(row, _look_alikes(row, alike), said))
    return tuple(sorted(rows, key=lambda row: row.line))


def _town(row: ListedProvider) -> str:
    return str(row.fields.get("town", ""))


def _same(row: ListedProvider, exact: Mapping[tuple[str, str], uuid.UUID]) -> uuid.UUID | None:
    return exact.get((same_text(row.name), same_text(_town(row))))


def _stored(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Mapping[str, Any]]:
    stored: dict[uuid.UUID, Mapping[str, Any]] = {}
    for start in range(0, len(ids), AT_ONCE):
        stored.update(directory.values_of(session, ids[start : start + AT_ONCE]))
    return stored


def _look_alikes(row: ListedProvider, alike: Mapping[str, Sequence[LookAlike]]) -> tuple[LookAlike, ...]:
    """Providers whose name looks the same, in a town that does not look different."""
    name, town = firm_look(row.name), look(_town(row))
    if not name:
        return ()
    near = (one for one in alike.get(name, ()))
    return tuple(one for one in near if not town or not look(one.town) or look(one.town) == town)


def _refused(row: RefusedRow) -> ImportRow:
    told = "; ".join(_place(fault) for fault in row.faults)
    return ImportRow(
        row.line, row.name, "", "refused", _kind_words("refused"), told, "skip", faults=row.faults
    )


def _place(fault: Remark) -> str:
    if fault.column:
        return say(
            "Line {line}, column “{column}”: {text}", line=fault.line, column=fault.column, text=fault.text
        )
    return say("Line {line}: {text}", line=fault.line, text=fault.text)


def _known(
    row: ListedProvider, id: uuid.UUID, differs: tuple[FieldChange, ...], remarks: tuple[Remark, ...]
) -> ImportRow:
    kind: RowKind = "changed" if differs else "same"
    summary = say("Nothing new about it.")
    if differs:
        summary = "; ".join(_change_words(change) for change in differs)
    return ImportRow(
        line=row.line,
        name=row.name,
        town=_town(row),
        kind=kind,
        kind_words=_kind_words(kind),
        summary=summary,
        decision=USUAL[kind],
        provider_id=id,
        changes=differs,
        remarks=remarks,
        listed=row,
    )


def _change_words(change: FieldChange) -> str:
    return say("{label}: {before} → {after}", label=change.label, before=change.before, after=change.after)


def _unknown(row: ListedProvider, alike: tuple[LookAlike, ...], remarks: tuple[Remark, ...]) -> ImportRow:
    kind: RowKind = "look_alike" if alike else "new"
    summary = say("Will be added.")
    if len(alike) == 1:
        summary = say(
            "Looks like “{name}”, which is here already. Choose whether it is the same.", name=alike[0].name
        )
    elif alike:
        summary = say_count(
            "Looks like {count} that is here already. Choose whether it is one of them.",
            "Looks like {count} that are here already. Choose whether it is one of them.",
            len(alike),
        )
    return ImportRow(
        line=row.line,
        name=row.name,
        town=_town(row),
        kind=kind,
        kind_words=_kind_words(kind),
        summary=summary,
        decision=USUAL[kind],
        provider_id=alike[0].id if len(alike) == 1 else None,
        look_alikes=alike,
        remarks=remarks,
        listed=row,
    )


def _kind_words(kind: RowKind) -> str:
    words: dict[RowKind, str] = {
        "new": say("New"),
        "changed": say("Changed"),
        "same": say("Nothing new"),
        "look_alike": say("Looks like one you have"),
        "refused": say("Refused"),
    }
    return words[kind]


def _summary(rows: Sequence[ImportRow]) -> str:
    numbers = {kind: sum(row.kind == kind for row in rows) for kind in USUAL}
    told = say_count(
        "{count} row: {new} new, {changed} changed, {same} with nothing new, {alike} like one you have, "
        "{refused} refused. Nothing has been written yet.",
        "{count} rows: {new} new, {changed} changed, {same} with nothing new, {alike} like one you have, "
        "{refused} refused. Nothing has been written yet.",
        len(rows),
        new=numbers["new"],
        changed=numbers["changed"],
        same=numbers["same"],
        alike=numbers["look_alike"],
        refused=numbers["refused"],
    )
    return told
