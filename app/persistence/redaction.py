"""Removing a person's data for good: the values go, the operation that held them keeps its hash."""

import json
import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from app.domain.errors import DomainError
from app.persistence.changes import Changes, Unit
from app.persistence.heads import read_heads
from app.persistence.journal import Journal
from app.persistence.operations import REDACT, emptied, id_of, text_of
from app.persistence.projection import project
from app.persistence.refusals import WriteRefused
from app.words import say

Targets = Mapping[tuple[str, uuid.UUID], Iterable[str]]
"""(entity, row) → the names of the fields whose values are to go."""


def redact(connection: Connection, journal: Journal, targets: Targets, label: str) -> Changes:
    """Remove every value that the named fields ever had, and make them empty from now on.

    Raises DomainError for a field that has no empty form, and then nothing was removed.
    """
    unit = Unit(label, keep_same=True)
    unit.reason = say("Values were removed here for good, so this is not undone.")
    for (entity, row), names in targets.items():
        _plan(connection, journal, unit, entity, row, frozenset(names))
    if not unit.writes:
        return Changes()
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    last = connection.exec_driver_sql("SELECT max(n) FROM op").scalar() or 0
    changes = journal.write(connection, unit)
    written = connection.exec_driver_sql("SELECT id, bytes FROM op WHERE n > ?", (last,)).fetchall()
    for id_, raw in written:
        apply_redaction(connection, bytes(id_), json.loads(raw))
    project(connection, journal.shapes, {row.bytes for _, row in changes.rows})
    return changes


def _plan(
    connection: Connection, journal: Journal, unit: Unit, entity: str, row: uuid.UUID, names: frozenset[str]
) -> None:
    shape = journal.shapes[entity]
    for name in names:
        try:
            _ = shape.fields[name].empty
        except WriteRefused as fault:
            raise DomainError(say("{field} cannot be emptied, only changed.", field=name)) from fault
    heads = read_heads(connection, [row.bytes])
    if not heads:
        return
    operations = connection.exec_driver_sql(
        "SELECT id, scope, bytes FROM op WHERE row = ?", (row.bytes,)
    ).fetchall()
    scope = next((found for _, found, _ in operations if found != "private"), "private")
    write = unit.row(shape, row, scope)
    for id_, found, raw in operations:
        content = json.loads(raw)
        hit = names & content["w"].keys() - set(content.get("gone", ()))
        if content["k"] == REDACT:
            continue
        for name in hit:
            write.values[name] = None
        if hit:
            unit.removes.setdefault((row.hex, found), []).append(text_of(bytes(id_)))
    if not write.values:
        del unit.writes[entity, row]


def apply_redaction(connection: Connection, by: bytes, content: dict[str, object]) -> None:
    """Do what a redaction says, to the operations that are here and to those that may still come."""
    fields = content["w"]
    removes = content.get("r", ())
    assert isinstance(fields, dict)
    assert isinstance(removes, list | tuple)
    ask = connection.exec_driver_sql
    for text in removes:
        id_ = id_of(text)
        ask("INSERT OR IGNORE INTO redacted VALUES(?,?,?)", [(id_, name, by) for name in fields])
        raw = ask("SELECT bytes FROM op WHERE id = ?", (id_,)).scalar()
        if raw is not None:
            ask("UPDATE op SET bytes = ? WHERE id = ?", (emptied(id_, bytes(raw), fields), id_))
