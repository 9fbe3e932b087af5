"""Undo and redo as compensating operations, and who wrote what into a field.

Undo never removes anything: it writes the earlier values again, over the later ones. It walks the steps of
this workspace only, and refuses where somebody else has written since.
"""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Never

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.persistence.changes import DO, REDO, UNDO, Changes, Unit
from app.persistence.fields import DELETED, Field, Shape
from app.persistence.heads import Head, RowHeads, read_heads
from app.persistence.journal import Journal
from app.persistence.operations import BIRTH, REDACT, id_of, supersedes, text_of
from app.persistence.projection import PRIVATE, is_deleted, project
from app.persistence.refusals import CannotUndo
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


@dataclass(frozen=True)
class _Transaction:
    id: bytes
    label: str
    reason: str


@dataclass(frozen=True)
class _Written:
    """An operation of the step to be taken back."""

    id: bytes
    scope: str
    row: uuid.UUID
    shape: Shape
    content: dict[str, Any]


def next_step(connection: Connection, journal: Journal, kind: str) -> Step | None:
    """What undo or redo (`kind`) would take next, or None where there is nothing."""
    found = _top(connection, kind)
    if found is None:
        return None
    size = connection.exec_driver_sql("SELECT count(*) FROM op WHERE txn = ?", (found.id,)).scalar_one()
    if found.reason or size > MOST_FORESEEN:
        return Step(found.label, found.reason)
    try:
        _plan(connection, journal, found, kind)
    except CannotUndo as refusal:
        return Step(found.label, str(refusal))
    return Step(found.label)


def revert(connection: Connection, journal: Journal, kind: str) -> Changes:
    """Take back the last step, or the last undo. Raises CannotUndo with the reason; then nothing was written."""
    found = _top(connection, kind)
    if found is None:
        words = say("There is nothing to undo.") if kind == UNDO else say("There is nothing to redo.")
        raise CannotUndo(words)
    if found.reason:
        raise CannotUndo(found.reason)
    unit = _plan(connection, journal, found, kind)
    changes = journal.write(connection, unit)
    project(connection, journal.shapes, {row.bytes for _, row in changes.rows})
    return changes


def _top(connection: Connection, kind: str) -> _Transaction | None:
    """The step on top of the undo (or redo) stack, found by walking back over what was undone and redone."""
    skip = 0
    pushes, pops = ((DO, REDO), UNDO) if kind == UNDO else ((UNDO,), REDO)
    for id_, label, found, reason in _backwards(connection):
        if found == pops:
            skip += 1
        elif found in pushes:
            if skip == 0:
                return _Transaction(bytes(id_), label, reason)
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


class _Plan:
    """Works out the compensating values of one step."""

    def __init__(self, connection: Connection, journal: Journal, step: _Transaction, kind: str) -> None:
        self.connection = connection
        self.unit = Unit(step.label, kind=kind, target=step.id, keep_same=True)
        rows = connection.exec_driver_sql(
            "SELECT id, scope, row, entity, bytes FROM op WHERE txn = ? ORDER BY n", (step.id,)
        )
        self.written = [
            _Written(bytes(id_), scope, uuid.UUID(bytes=bytes(row)), journal.shapes[entity], json.loads(raw))
            for id_, scope, row, entity, raw in rows
        ]
        self.mine = {each.id for each in self.written}
        self.heads = read_heads(connection, {each.row.bytes for each in self.written})
        self.marked = {each.row for each in self.written if DELETED in each.content["w"]}
        self.born = {
            each.row for each in self.written if each.content["k"] == BIRTH and DELETED in each.content["w"]
        }
        self.shapes = journal.shapes

    def make(self) -> Unit:
        for each in self.written:
            if each.row in self.born:
                self._unmake(each)
            else:
                self._bring_back(each)
        return self.unit

    def _unmake(self, each: _Written) -> None:
        """A row made in this step is marked deleted, unless somebody has built on it since."""
        heads = self.heads[each.row.bytes]
        for name in each.content["w"] if each.scope == PRIVATE else heads.fields():
            self._require_own(each, name, heads)
        if DELETED in each.content["w"]:
            self._require_unreferenced(each)
            self.unit.row(each.shape, each.row, each.scope).values[DELETED] = True

    def _bring_back(self, each: _Written) -> None:
        heads = self.heads[each.row.bytes]
        row = self.unit.row(each.shape, each.row, each.scope)
        if each.scope != PRIVATE:
            row.scope = each.scope
        if each.row not in self.marked:
            self._require_there(each, heads)
        for name, write in each.content["w"].items():
            self._require_own(each, name, heads)
            row.values[name] = self._earlier(each.shape.fields[name], write)
        if DELETED in each.content["w"] and row.values[DELETED]:
            row.seen = self._seen_then(each, heads)

    def _require_there(self, each: _Written, heads: RowHeads) -> None:
        """A row that somebody deleted since does not come back because an edit of it is undone."""
        deleted, _ = is_deleted(each.shape, heads)
        if deleted:
            self._refuse(heads.of(DELETED))

    def _seen_then(self, each: _Written, heads: RowHeads) -> list[str]:
        """What a deletion that comes back had seen of what heads the row now; the rest goes on keeping it."""
        before = [self._content(id_of(text)) for text in supersedes(each.content["w"][DELETED])]
        seen = {id_of(text) for content in before for text in content.get("d", ())}
        return sorted(
            text_of(head.id)
            for name, some in heads.others.items()
            if name != DELETED
            for head in some
            if head.scope == each.scope and self._stands_for(head, name, seen, unwritten=True)
        )

    def _earlier(self, field: Field, write: list[Any]) -> Any:
        values = []
        for earlier in supersedes(write):
            content = self._content(id_of(earlier))
            gone = content["k"] == REDACT or field.name in content.get("gone", ())
            values.append(field.empty if gone else content["w"][field.name][0])
        if not values:
            return field.default
        if any(value != values[0] for value in values):
            raise CannotUndo(
                say(
                    "This step settled a difference between two people. It is not undone; settle it again instead."
                )
            )
        return values[0]

    def _require_own(self, each: _Written, name: str, heads: RowHeads) -> None:
        found = heads.of(name)
        if len(found) == 1 and self._is_own(found[0], name):
            return
        self._refuse(found)

    def _refuse(self, found: list[Head]) -> Never:
        other = next((head for head in found if head.id not in self.mine), None)
        raise CannotUndo(
            say(
                "{person} has changed this since, so it is not undone. Change it again instead.",
                person=self._person(other),
            )
        )

    def _is_own(self, head: Head, name: str) -> bool:
        """True where `head` is of this step, or brought back by undo or redo what was there after this step."""
        born = uuid.UUID(hex=head.content["i"]) in self.born
        return self._stands_for(head, name, self.mine, unwritten=born)

    def _stands_for(self, head: Head, name: str, among: set[bytes], *, unwritten: bool) -> bool:
        """True where `head` is one of these operations or brought one of them back.

        An operation of undo or redo reverted the operation of its target step, so it stands for what that one
        was written over, and so on. `unwritten` says whether to accept a field as it was born.
        """
        id_, content = head.id, head.content
        while id_ not in among:
            if content["k"] == BIRTH:
                return unwritten
            target = self._target(content)
            reverted = None if target is None else self._written_in(target, content["i"], name)
            if reverted is None:
                return False
            earlier = supersedes(reverted["w"][name])
            if not earlier:  # back to a field that nobody had written since the row was made
                return unwritten
            if len(earlier) > 1:
                return False
            id_ = id_of(earlier[0])
            content = self._content(id_)
        return True

    def _target(self, content: dict[str, Any]) -> bytes | None:
        """The step that an operation's own step took back, or None where it was no undo or redo."""
        statement = "SELECT target FROM txn WHERE id = ?"
        found = self.connection.exec_driver_sql(statement, (bytes.fromhex(content["x"]),)).scalar()
        return None if found is None else bytes(found)

    def _written_in(self, transaction: bytes, row: str, name: str) -> dict[str, Any] | None:
        rows = self.connection.exec_driver_sql(
            "SELECT bytes FROM op WHERE txn = ? AND row = ?", (transaction, bytes.fromhex(row))
        )
        contents = (json.loads(raw) for (raw,) in rows)
        return next((content for content in contents if name in content["w"]), None)

    def _content(self, id_: bytes) -> dict[str, Any]:
        raw = self.connection.exec_driver_sql("SELECT bytes FROM op WHERE id = ?", (id_,)).scalar_one()
        content: dict[str, Any] = json.loads(raw)
        return content

    def _person(self, head: Head | None) -> str:
        found = None
        if head is not None:
            ask = self.connection.exec_driver_sql
            found = ask("SELECT person FROM actor WHERE id = ?", (head.actor,)).scalar()
        return str(found or say("Somebody else"))

    def _require_unreferenced(self, each: _Written) -> None:
        for shape in self.shapes.values():
            for reference in shape.references:
                if reference.target != each.shape.name:
                    continue
                rows = self.connection.exec_driver_sql(
                    f"SELECT id FROM {shape.name} WHERE {reference.column} = ? AND deleted = 0",
                    (each.row.bytes,),
                )
                if any(uuid.UUID(bytes=bytes(row[0])) not in self.born for row in rows):
                    raise CannotUndo(say("Something else was built on this since, so it is not undone."))


def _plan(connection: Connection, journal: Journal, step: _Transaction, kind: str) -> Unit:
    return _Plan(connection, journal, step, kind).make()


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
