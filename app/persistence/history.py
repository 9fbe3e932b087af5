"""Undo and redo as compensating operations, and who wrote what into a field.

Undo never removes anything: it writes the earlier values again, over the later ones. It walks the steps of
this workspace only, and refuses where somebody else has written since.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.persistence.changes import DO, REDO, UNDO, Changes, Progress
from app.persistence.fields import Field
from app.persistence.heads import chunks, marks, read_heads
from app.persistence.journal import Journal
from app.persistence.operations import REDACT
from app.persistence.projection import project
from app.persistence.refusals import CannotUndo, UndoStopped
from app.persistence.undo_plan import Plan, Transaction
from app.persistence.unit import UnitOfWork
from app.words import say

MOST_FORESEEN = 500
"""Operations of a step up to which `step` finds out beforehand whether undo will be refused."""


@dataclass(frozen=True)
class Step:
    """What undo (or redo) would do next. `refusal` is empty where nothing is known to stand against it."""

    label: str
    refusal: str = ""


@dataclass(frozen=True)
class Entry:
    """One value that a field had: the value, who wrote it, on which device and when."""

    value: Any
    person: str
    device: str
    at: datetime
    label: str
    """The step it was written in; empty where another device wrote it."""

    current: bool
    removed: bool
    """True where the value was removed for good; `value` is then None."""


def next_step(connection: Connection, journal: Journal, kind: str) -> Step | None:
    """What undo or redo (`kind`) would take next, or None where there is nothing."""
    found = _top(connection, kind)
    if found is None:
        return None
    more = "SELECT 1 FROM op WHERE txn = ? LIMIT 1 OFFSET ?"
    long = connection.exec_driver_sql(more, (found.id, MOST_FORESEEN)).scalar()
    if found.reason or long:
        return Step(found.label, found.reason)
    try:
        plan = Plan(connection, journal, found, kind)
        for _, part in plan.parts():
            plan.fill(plan.empty(), part)
    except CannotUndo as refusal:
        return Step(found.label, str(refusal))
    return Step(found.label)


def revert(connection: Connection, journal: Journal, kind: str, progress: Progress | None = None) -> Changes:
    """Take back the last step, or the last undo. Raises CannotUndo with the reason; then nothing was written.

    A long step is taken back in parts, within the one transaction of the caller. Where `progress` says no it
    raises UndoStopped.
    """
    found = _top(connection, kind)
    if found is None:
        words = say("There is nothing to undo.") if kind == UNDO else say("There is nothing to redo.")
        raise CannotUndo(words)
    if found.reason:
        raise CannotUndo(found.reason)
    plan = Plan(connection, journal, found, kind, progress)
    changes = Changes()
    unit = plan.empty()
    for done, part in plan.parts():
        plan.fill(unit, part)
        written = journal.write(connection, unit)
        changes = changes.with_more(written)
        project(connection, journal.shapes, _show_unmade(connection, plan, written))
        unit.writes = {}
        if progress is not None and not progress(done, plan.size) and done < plan.size:
            raise UndoStopped
    return changes


def _show_unmade(connection: Connection, plan: Plan, written: Changes) -> set[bytes]:
    """Mark the rows that the step had made; nobody else wrote in them, so nothing else shows. Returns the rest."""
    unmade: dict[str, list[bytes]] = defaultdict(list)
    rest: set[bytes] = set()
    for entity, row in written.rows:
        if row in plan.born:
            unmade[entity].append(row.bytes)
        else:
            rest.add(row.bytes)
    for entity, rows in unmade.items():
        for part in chunks(rows):
            statement = f"UPDATE {entity} SET deleted = 1 WHERE id IN ({marks(part)})"
            connection.exec_driver_sql(statement, tuple(part))
    return rest


def _top(connection: Connection, kind: str) -> Transaction | None:
    """The step on top of the undo (or redo) stack, found by walking back over what was undone and redone."""
    skip = 0
    pushes, pops = ((DO, REDO), UNDO) if kind == UNDO else ((UNDO,), REDO)
    for id_, label, found, reason in _backwards(connection):
        if found == pops:
            skip += 1
        elif found in pushes:
            if skip == 0:
                return Transaction(bytes(id_), label, reason)
            skip -= 1
        else:
            return None  # a new step was done since: there is nothing to redo
    return None


def _backwards(connection: Connection) -> Iterator[tuple[bytes, str, str, str]]:
    last = 2**62
    while True:
        rows = connection.exec_driver_sql(
            "SELECT n, id, label, kind, reason FROM txn WHERE n < ? ORDER BY n DESC LIMIT 64", (last,)
        ).fetchall()
        for row in rows:
            yield row[1], row[2], row[3], row[4]
        if len(rows) < 64:
            return
        last = rows[-1][0]


def field_history(session: Session, entity: str, row: uuid.UUID, field: str) -> tuple[Entry, ...]:
    """Every value of one field that this journal knows, the latest first."""
    assert isinstance(session, UnitOfWork)
    known = session.journal.shapes[entity].fields[field]
    connection = session.connection()
    heads = read_heads(connection, [row.bytes])
    current = {head.id for head in heads[row.bytes].of(field)} if heads else set()
    rows = connection.exec_driver_sql(
        "SELECT o.id, o.hlc, o.bytes, a.person, a.device, t.label FROM op o JOIN actor a ON a.n = o.actor"
        " LEFT JOIN txn t ON t.id = o.txn WHERE o.row = ? ORDER BY o.hlc DESC, a.id DESC, o.id DESC",
        (row.bytes,),
    )
    found = []
    for id_, clock, raw, person, device, label in rows:
        content = json.loads(raw)
        if field in content["w"]:
            removed = content["k"] == REDACT or field in content.get("gone", ())
            value = None if removed else python_value(known, content["w"][field][0])
            at = instant_of(clock)
            found.append(Entry(value, person, device, at, label or "", bytes(id_) in current, removed))
    return tuple(found)


def instant_of(clock: int) -> datetime:
    """The wall clock time in a hybrid clock."""
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=clock >> 16)


def python_value(field: Field, value: Any) -> Any:
    """A field's value as the domain knows it: money whole, other groups as attribute → value."""
    parts = field.load(value)
    if not field.grouped:
        return parts[field.parts[0].attribute]
    if set(parts) == {f"{field.name}_minor", f"{field.name}_currency"}:
        minor, currency = parts[f"{field.name}_minor"], parts[f"{field.name}_currency"]
        return None if minor is None or currency is None else Money(minor, currency)
    return parts
