"""The tables as a function of the journal: from the heads of a row to the row. Merge, undo and check share it.

A row is *shown* when its birth is here, every required value fits, and every row it must point to is shown.
What it may point to and is not here is left empty meanwhile. Both kinds wait until the missing comes.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from app.domain.base import Scope
from app.domain.types import canonical_json
from app.persistence.fields import DELETED, Field, Shape
from app.persistence.heads import Head, RowHeads, chunks, marks, rank, read_heads
from app.persistence.operations import text_of

PRIVATE = Scope.PRIVATE.value


@dataclass(frozen=True)
class Resolved:
    """What the heads of one row say. `values` is None while it cannot be shown."""

    values: dict[str, Any] | None
    """Column → what the database holds."""

    conflicts: frozenset[str]


@dataclass
class Projection:
    """What projecting some rows came to."""

    conflicts: set[tuple[str, uuid.UUID, str]] = field(default_factory=set)
    waiting: int = 0


def travels_privately(shape: Shape, field_: Field) -> bool:
    """True where the values of a field stand in the private scope."""
    return field_.private or shape.scope is Scope.PRIVATE


def candidates(shape: Shape, field_: Field, heads: RowHeads) -> list[Head]:
    """The heads of a field that stand in the scope it belongs to, the one to be shown first."""
    private = travels_privately(shape, field_)
    found = [head for head in heads.of(field_.name) if (head.scope == PRIVATE) is private]
    return sorted(found, key=rank, reverse=True) if len(found) > 1 else found


def value_of(field_: Field, head: Head) -> Any:
    """The JSON value that a head gives its field; a removed one is empty."""
    if head.redacts or field_.name in head.content.get("gone", ()):
        return field_.empty
    return head.content["w"][field_.name][0]


def resolve(shape: Shape, heads: RowHeads) -> Resolved:
    """The row that the heads show, and the fields in which people disagree."""
    main = PRIVATE if shape.scope is Scope.PRIVATE else None
    if not any((birth.scope == PRIVATE) is (main == PRIVATE) for birth in heads.births):
        return Resolved(None, frozenset())
    values: dict[str, Any] = {}
    conflicts = set()
    for name, each in shape.fields.items():
        if name == DELETED:
            deleted, disputed = is_deleted(shape, heads)
            values[each.parts[0].name] = int(deleted)
            if disputed:
                conflicts.add(name)
            continue
        found = candidates(shape, each, heads)
        if len(found) > 1 and len({canonical_json(value_of(each, head)) for head in found}) > 1:
            conflicts.add(name)
        stored = _first_that_fits(shape, each, found, heads)
        if stored is None:
            return Resolved(None, frozenset(conflicts))
        for part, single in zip(each.parts, stored, strict=True):
            values[part.name] = single
    return Resolved(values, frozenset(conflicts))


_NOBODY = RowHeads("")


def _first_that_fits(shape: Shape, each: Field, found: list[Head], heads: RowHeads) -> list[Any] | None:
    """What is shown: the first head with a value of the right kind, else what the row was born with."""
    for head in found:
        try:
            return each.store(value_of(each, head))
        except (ValueError, TypeError):
            continue  # written by another version, or by nobody we know: the next best is shown
    if heads.others.get(each.name):
        return _first_that_fits(
            shape, each, candidates(shape, each, RowHeads(heads.entity, heads.births)), _NOBODY
        )
    try:
        return each.store(each.default)
    except (ValueError, TypeError):
        return None


def is_deleted(shape: Shape, heads: RowHeads) -> tuple[bool, bool]:
    """(deleted, disputed): an edit that the author of the deletion had not seen keeps the row."""
    found = candidates(shape, shape.fields[DELETED], heads)
    says = {head.content["w"][DELETED][0] is True for head in found}
    if says != {True}:
        return False, len(says) > 1
    seen = {text_of(head.id) for head in found}
    for head in found:
        seen.update(head.content.get("d", ()))
    scopes = {head.scope for head in found}
    unseen = any(
        text_of(head.id) not in seen and head.scope in scopes and not head.redacts
        for name, some in heads.others.items()
        if name != DELETED
        for head in some
    )
    return not unseen, unseen


class _Rows:
    """The rows being projected, and what the tables hold around them."""

    def __init__(self, connection: Connection, shapes: Mapping[str, Shape]) -> None:
        self.ask: Callable[..., Any] = connection.exec_driver_sql
        self.connection = connection
        self.shapes = shapes
        self.entity: dict[bytes, str] = {}
        self.values: dict[bytes, dict[str, Any] | None] = {}
        self.conflicts: dict[bytes, frozenset[str]] = {}
        self.partial: set[bytes] = set()

    def add(self, rows: Iterable[bytes]) -> None:
        for row, heads in read_heads(self.connection, set(rows) - self.values.keys()).items():
            shape = self.shapes.get(heads.entity)
            if shape is None:
                continue  # an entity of a newer version: its operations are kept and passed on
            found = resolve(shape, heads)
            self.entity[row], self.values[row], self.conflicts[row] = (
                heads.entity,
                found.values,
                found.conflicts,
            )

    def shown(self) -> set[bytes]:
        """The largest set of these rows in which everyone's required targets are shown."""
        shown = {row for row, values in self.values.items() if values is not None}
        there = self._targets_in_tables(shown)
        while True:
            lost = {row for row in shown if not self._required_targets_shown(row, shown, there)}
            if not lost:
                break
            shown -= lost
        self.partial |= {row for row in shown if self._empty_missing(row, shown, there)}
        self.partial &= shown
        return shown

    def _references(self, row: bytes) -> Iterable[tuple[str, bytes, str, bool]]:
        values = self.values[row] or {}
        for each in self.shapes[self.entity[row]].references:
            target = values.get(each.column)
            if target is not None:
                yield each.target, bytes(target), each.column, each.required

    def _targets_in_tables(self, rows: set[bytes]) -> dict[str, set[bytes]]:
        wanted: dict[str, set[bytes]] = defaultdict(set)
        for row in rows:
            for entity, target, _, _ in self._references(row):
                if target not in self.values:
                    wanted[entity].add(target)
        return {entity: self.present(entity, ids) for entity, ids in wanted.items()}

    def present(self, entity: str, rows: Iterable[bytes]) -> set[bytes]:
        """Those of `rows` that the table holds now."""
        found: set[bytes] = set()
        for part in chunks(rows):
            answer = self.ask(f"SELECT id FROM {entity} WHERE id IN ({marks(part)})", tuple(part))
            found |= {bytes(row[0]) for row in answer}
        return found

    def _is_shown(self, entity: str, target: bytes, shown: set[bytes], there: dict[str, set[bytes]]) -> bool:
        if target in self.values:
            return target in shown and self.entity[target] == entity
        return target in there.get(entity, ())

    def _required_targets_shown(self, row: bytes, shown: set[bytes], there: dict[str, set[bytes]]) -> bool:
        return all(
            not required or self._is_shown(entity, target, shown, there)
            for entity, target, _, required in self._references(row)
        )

    def _empty_missing(self, row: bytes, shown: set[bytes], there: dict[str, set[bytes]]) -> bool:
        missing = [
            column
            for entity, target, column, required in self._references(row)
            if not required and not self._is_shown(entity, target, shown, there)
        ]
        if missing:
            self.values[row] = {**(self.values[row] or {}), **dict.fromkeys(missing, None)}
        return bool(missing)

    def dependents(self, gone: Mapping[str, set[bytes]]) -> set[bytes]:
        """Rows outside this projection that point to rows about to leave the tables."""
        found: set[bytes] = set()
        for shape in self.shapes.values():
            for each in shape.references:
                for part in chunks(gone.get(each.target, ())):
                    statement = f"SELECT id FROM {shape.name} WHERE {each.column} IN ({marks(part)})"
                    found |= {bytes(row[0]) for row in self.ask(statement, tuple(part))}
        return found - self.values.keys()


def project(connection: Connection, shapes: Mapping[str, Shape], rows: Iterable[bytes]) -> Projection:
    """Make the tables show what the heads of `rows` say, and of every row that waits.

    Runs with the guard's gate open and foreign keys deferred.
    """
    waiting = {bytes(row[0]) for row in connection.exec_driver_sql("SELECT row FROM waiting")}
    batch = _Rows(connection, shapes)
    batch.add(set(rows) | waiting)
    while True:
        shown = batch.shown()
        gone: dict[str, set[bytes]] = defaultdict(set)
        for row in batch.values.keys() - shown:
            gone[batch.entity[row]].add(row)
        gone = {entity: batch.present(entity, ids) for entity, ids in gone.items()}
        more = batch.dependents(gone)
        if not more:
            break
        batch.add(more)
    _store(batch, shown, gone)
    _note_waiting(batch, shown, waiting)
    _note_conflicts(batch)
    return Projection(
        {
            (batch.entity[row], uuid.UUID(bytes=row), name)
            for row, names in batch.conflicts.items()
            for name in names
        },
        len(batch.values) - len(shown) + len(batch.partial),
    )


def _store(batch: _Rows, shown: set[bytes], gone: Mapping[str, set[bytes]]) -> None:
    by_entity: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in shown:
        shape = batch.shapes[batch.entity[row]]
        values = batch.values[row] or {}
        by_entity[shape.name].append((row, *(values[name] for name in shape.columns)))
    for entity, stored in by_entity.items():
        batch.ask(upsert(batch.shapes[entity]), stored)
    for entity, rows in gone.items():
        if rows:
            batch.ask(f"DELETE FROM {entity} WHERE id = ?", [(row,) for row in rows])


def upsert(shape: Shape) -> str:
    """The statement that puts a whole row into its table. Never REPLACE: it would break the search index."""
    names = ", ".join(("id", *shape.columns))
    changes = ", ".join(f"{name} = excluded.{name}" for name in shape.columns)
    count = marks(("id", *shape.columns))
    return f"INSERT INTO {shape.name}({names}) VALUES({count}) ON CONFLICT(id) DO UPDATE SET {changes}"


def _note_waiting(batch: _Rows, shown: set[bytes], before: set[bytes]) -> None:
    now = (batch.values.keys() - shown) | batch.partial
    if now - before:
        batch.ask("INSERT INTO waiting VALUES(?,?)", [(row, batch.entity[row]) for row in now - before])
    if over := (before & batch.values.keys()) - now:
        batch.ask("DELETE FROM waiting WHERE row = ?", [(row,) for row in over])


def _note_conflicts(batch: _Rows) -> None:
    known: set[bytes] = set()
    for part in chunks(batch.values):
        answer = batch.ask(f"SELECT DISTINCT row FROM conflict WHERE row IN ({marks(part)})", tuple(part))
        known |= {bytes(row[0]) for row in answer}
    if known:
        batch.ask("DELETE FROM conflict WHERE row = ?", [(row,) for row in known])
    found = [(row, name, batch.entity[row]) for row, names in batch.conflicts.items() for name in names]
    if found:
        batch.ask("INSERT INTO conflict VALUES(?,?,?)", found)
