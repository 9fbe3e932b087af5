"""The journal: turn what a unit of work wrote into operations, once, just before its commit."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.domain.base import Scope, uuid7
from app.domain.errors import DomainError
from app.persistence import raw
from app.persistence.changes import UNIT, Changes, RowWrite, Unit
from app.persistence.connection import one
from app.persistence.fields import DELETED, PROJECT, Shape
from app.persistence.heads import BIRTH_FIELD, Head, RowHeads, read_heads
from app.persistence.operations import (
    BIRTH,
    EDIT,
    FORMAT,
    REDACT,
    identify,
    split_clock,
    text_of,
    write_operation,
)
from app.persistence.projection import PRIVATE, candidates, value_of
from app.persistence.refusals import WriteRefused
from app.words import say


def binding(session: Session, reason: str) -> None:
    """Say, inside a service's verb, that this unit of work binds: undo will refuse it with `reason`."""
    unit = session.info.get(UNIT)
    if unit is None:
        raise WriteRefused("binding() belongs inside a unit of work")
    unit.reason = reason


def wall_clock() -> int:
    """Milliseconds since 1970 in UTC. Tests give a journal another one."""
    return time.time_ns() // 1_000_000


class Journal:
    """Writes operations for one workspace: its device, the chain of each scope, and the hybrid clock."""

    def __init__(self, shapes: Mapping[str, Shape], clock: Callable[[], int] = wall_clock) -> None:
        self.shapes = shapes
        self.by_class = {shape.cls: shape for shape in shapes.values()}
        self.clock = clock
        self.gate = 0
        self.unit: Unit | None = None
        self.actor = b""
        self._actor_n = 0
        self._last = 0
        self._op_n = 0
        self._chains: dict[str, tuple[int, bytes]] = {}
        self._loaded = False

    def forget(self) -> None:
        """Read the state again before the next write: what is in memory may be ahead of the disk."""
        self._loaded = False
        self._chains = {}
        self.gate = 0

    def forget_chains(self) -> None:
        """Look up the end of each chain again: operations of our own may have come back from elsewhere."""
        self._chains = {}

    def load(self, connection: raw.Lent) -> None:
        """Read who we are and where the clock and the counter stand, if that is not known."""
        if self._loaded:
            return
        ask = partial(one, raw.driver_connection(connection))
        self.actor = bytes(ask("SELECT v FROM meta WHERE k = 'actor'"))
        self._actor_n = ask("SELECT n FROM actor WHERE id = ?", self.actor)
        self._op_n = ask("SELECT max(n) FROM op") or 0
        own = ask("SELECT o.hlc FROM txn t JOIN op o ON o.txn = t.id ORDER BY t.n DESC LIMIT 1") or 0
        seen = ask("SELECT v FROM meta WHERE k = 'hlc'") or 0
        self._last = max(own, seen)
        self._loaded = True

    def next_n(self) -> int:
        """The local number of the next operation."""
        self._op_n += 1
        return self._op_n

    def follow(self, connection: Connection, clock: int) -> None:
        """Never again write a clock below `clock`, which another device wrote."""
        if clock > self._last:
            self._last = clock
            connection.exec_driver_sql(
                "INSERT INTO meta VALUES('hlc', ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v", (clock,)
            )

    def _tick(self) -> int:
        self._last = max(self._last + 1, self.clock() << 16)
        return self._last

    @contextmanager
    def open_gate(self) -> Iterator[None]:
        """Let writes to guarded tables through."""
        self.gate += 1
        try:
            yield
        finally:
            self.gate = max(0, self.gate - 1)

    # ---- collecting what a flush wrote

    def collect(self, unit: Unit) -> None:
        """Take the values of the objects that the flush has just written."""
        for instance in unit.inserted:
            self._collect_birth(unit, instance)
        for instance in unit.updated:
            self._collect_edit(unit, instance)
        unit.inserted, unit.updated = [], []

    def _collect_birth(self, unit: Unit, instance: Any) -> None:
        shape = self.by_class[type(instance)]
        values = instance._sa_instance_state.dict
        row = unit.row(shape, values["id"], shape.scope_key(values["id"], values))
        row.born = True
        row.values = {name: each.encode(values) for name, each in shape.fields.items()}

    def _collect_edit(self, unit: Unit, instance: Any) -> None:
        shape = self.by_class[type(instance)]
        state = instance._sa_instance_state
        before: dict[str, Any] = state.committed_state
        values = state.dict
        if before.get("id", values["id"]) != values["id"]:
            raise WriteRefused(f"{shape.name}: an id never changes")
        changed = {
            shape.field_of[name]
            for name, old in before.items()
            if name in shape.field_of and _differs(shape, name, old, values)
        }
        if not changed:
            return
        row = unit.row(shape, values["id"], shape.scope_key(values["id"], values))
        for each in changed:
            row.values[each.name] = each.encode(values)
        if values.get(DELETED) and not row.born and DELETED not in row.values:
            raise WriteRefused(f"{shape.name}: a deleted row is not edited")

    # ---- writing operations

    def write(self, connection: raw.Lent, unit: Unit) -> Changes:
        """Write one operation per row and scope of `unit`, and what undo needs to find them again."""
        self.load(connection)
        known = self._known(connection, unit)
        if not unit.keep_same:
            _drop_same(unit, known)
        if not unit.writes:
            return Changes()
        _refuse_moving(unit)
        first = unit.part is None
        unit.part = unit.part or (uuid7().bytes, self._tick())
        batch = _Batch(*unit.part)
        for write in unit.writes.values():
            heads = known.get(write.id.bytes)
            for scope, values in _by_scope(write):
                self._operation(connection, unit, batch, write, scope, values, heads)
        batch.store(connection, unit, first=first)
        return Changes({key: _names(tuple(write.values)) for key, write in unit.writes.items()})

    @staticmethod
    def _known(connection: raw.Lent, unit: Unit) -> dict[bytes, RowHeads]:
        """The heads that the writes supersede: one narrow question for the usual edit of a single row."""
        old = [write for write in unit.writes.values() if not write.born]
        if len(old) == 1 and not old[0].values.get(DELETED):
            return read_heads(connection, [old[0].id.bytes], list(old[0].values))
        return read_heads(connection, [write.id.bytes for write in old])

    def _operation(
        self,
        connection: raw.Lent,
        unit: Unit,
        batch: "_Batch",
        write: RowWrite,
        scope: str,
        values: Mapping[str, Any],
        heads: RowHeads | None,
    ) -> None:
        entries: dict[str, list[Any]] = {}
        row = write.id.bytes
        for name, value in values.items():
            earlier = heads.of(name) if heads else ()
            entries[name] = [value, [text_of(head.id) for head in earlier]] if earlier else [value]
            if len(earlier) > 1 or name == DELETED:
                batch.settled.append((row, name))
        number, before = self._chain(connection, scope)
        content = self._content(unit, batch, write, scope, entries)
        content |= {"n": number + 1, "q": text_of(before) if before else ""}
        if values.get(DELETED) and heads:
            content["d"] = _seen(heads, scope) if write.seen is None else write.seen
        written = _bytes_of(content)
        id_ = identify(written)
        self._chains[scope] = (number + 1, id_)
        n = self.next_n()
        place = (n, id_, self._actor_n, scope, number + 1, batch.clock, batch.transaction)
        batch.operations.append((*place, write.shape.name, row, written))
        if content["k"] == BIRTH:
            batch.heads.append((row, BIRTH_FIELD, n))
            return
        for name in entries:
            batch.head(row, name, n, heads.others.get(name, ()) if heads else ())

    def _content(
        self, unit: Unit, batch: "_Batch", write: RowWrite, scope: str, entries: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What an operation says, but for its place in the chain."""
        content: dict[str, Any] = {
            "v": FORMAT,
            "a": self.actor.hex(),
            "s": scope,
            "t": split_clock(batch.clock),
            "e": write.shape.name,
            "i": write.id.hex,
            "x": batch.transaction.hex(),
            "k": REDACT if unit.removes else BIRTH if write.born else EDIT,
            "w": entries,
        }
        if unit.removes:
            content["r"] = unit.removes[write.id.hex, scope]
        return content

    def _chain(self, connection: raw.Lent, scope: str) -> tuple[int, bytes]:
        """Number and id of our latest operation in `scope`."""
        known = self._chains.get(scope)
        if known is None:
            found = raw.execute(
                connection,
                "SELECT seq, id FROM op WHERE actor = ? AND scope = ? ORDER BY seq DESC, n DESC LIMIT 1",
                (self._actor_n, scope),
            ).fetchone()
            known = self._chains[scope] = (found[0], bytes(found[1])) if found else (0, b"")
        return known


@dataclass
class _Batch:
    """The rows that one unit of work adds to the journal's tables."""

    transaction: bytes
    clock: int
    operations: list[tuple[Any, ...]] = field(default_factory=list)
    heads: list[tuple[bytes, str, int]] = field(default_factory=list)
    moved: list[tuple[int, bytes, str, int]] = field(default_factory=list)
    """A head in place of another: new number, row, field, old number."""

    dead: list[tuple[bytes, str, int]] = field(default_factory=list)
    settled: list[tuple[bytes, str]] = field(default_factory=list)

    def head(self, row: bytes, name: str, n: int, earlier: Sequence[Head]) -> None:
        """Let operation `n` head a field in place of `earlier`."""
        if len(earlier) == 1:
            self.moved.append((n, row, name, earlier[0].n))
        else:
            self.dead += [(row, name, head.n) for head in earlier]
            self.heads.append((row, name, n))

    def store(self, connection: raw.Lent, unit: Unit, *, first: bool) -> None:
        """Write all of it; the step itself with the `first` part of it."""
        many = raw.execute_many
        many(connection, "DELETE FROM head WHERE row = ? AND field = ? AND op = ?", self.dead)
        many(connection, "INSERT INTO op VALUES(?,?,?,?,?,?,?,?,?,?)", self.operations)
        many(connection, "UPDATE head SET op = ? WHERE row = ? AND field = ? AND op = ?", self.moved)
        many(connection, "INSERT INTO head VALUES(?,?,?)", self.heads)
        many(connection, "DELETE FROM conflict WHERE row = ? AND field = ?", self.settled)
        if not first:
            return
        raw.execute(
            connection,
            "INSERT INTO txn(id, label, kind, target, reason) VALUES(?,?,?,?,?)",
            (self.transaction, unit.label, unit.kind, unit.target, unit.reason),
        )


@lru_cache(maxsize=1024)
def _names(names: tuple[str, ...]) -> frozenset[str]:
    """One set for all rows with the same fields: a long step writes many such rows."""
    return frozenset(names)


def _bytes_of(content: dict[str, Any]) -> bytes:
    """The exact bytes that are hashed and kept."""
    try:
        return write_operation(content)
    except UnicodeEncodeError as fault:
        raise DomainError(
            say("The text holds half a character that cannot be kept. Type it again, or paste it plain.")
        ) from fault


def _differs(shape: Shape, name: str, old: Any, values: Mapping[str, Any]) -> bool:
    """True where attribute `name` really got another value."""
    new = values[name]
    if old is new:
        return False
    return not shape.types[name].compare_values(old, new)


def _refuse_moving(unit: Unit) -> None:
    """A row's scope is fixed at birth: its chain has been told to those who may read it."""
    for write in unit.writes.values():
        if write.shape.scope is Scope.ENGAGEMENT and PROJECT in write.values and not write.born:
            raise WriteRefused(f"{write.shape.name}: a row stays in the project it was made in")


def _drop_same(unit: Unit, known: Mapping[bytes, RowHeads]) -> None:
    """Leave out what the only head says already: a value set and set back is no operation."""
    for key, write in list(unit.writes.items()):
        if write.born:
            continue
        heads = known.get(write.id.bytes)
        for name in list(write.values):
            if _is_said(write, name, heads):
                del write.values[name]
        if not write.values:
            del unit.writes[key]


def _is_said(write: RowWrite, name: str, heads: RowHeads | None) -> bool:
    known = write.shape.fields[name]
    if heads is None or not heads.of(name):
        return bool(write.values[name] == known.default)
    found = candidates(write.shape, known, heads)
    if name == DELETED and write.values[name]:
        return False  # a disputed deletion is kept, and deleting the row again settles it
    return len(found) == len(heads.of(name)) == 1 and bool(value_of(known, found[0]) == write.values[name])


def _by_scope(write: RowWrite) -> Iterable[tuple[str, dict[str, Any]]]:
    """The values of a row by the scope they travel in; a birth leaves out private values nobody gave."""
    if not write.shape.has_private:
        return ((write.scope, write.values),)
    fields = write.shape.fields
    private = {name: value for name, value in write.values.items() if fields[name].private}
    shared = {name: value for name, value in write.values.items() if not fields[name].private}
    if write.born and all(value == fields[name].default for name, value in private.items()):
        private = {}
    return tuple((scope, values) for scope, values in ((write.scope, shared), (PRIVATE, private)) if values)


def _seen(heads: RowHeads, scope: str) -> list[str]:
    """What the author of a deletion had seen of the row: an edit that is not among it keeps the row."""
    ids = {
        head.id
        for name, some in heads.others.items()
        if name != DELETED
        for head in some
        if head.scope == scope
    }
    return sorted(text_of(id_) for id_ in ids)


__all__ = ["Changes", "Journal", "binding", "wall_clock"]
