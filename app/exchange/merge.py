"""Two journals become one: the union of their operations, whatever the order, with every difference kept.

Nothing is decided by clocks and nothing is lost: an operation that did not know of another stands beside it,
one of them is shown meanwhile, the same on every computer, and both are listed until somebody settles it.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.persistence.changes import Changes, RowKey
from app.persistence.heads import BIRTH_FIELD, chunks, marks
from app.persistence.journal import Journal
from app.persistence.operations import (
    BIRTH,
    REDACT,
    Malformed,
    Operation,
    emptied,
    has_effect,
    id_of,
    read_operation,
    supersedes,
)
from app.persistence.projection import project
from app.persistence.redaction import apply_redaction
from app.persistence.workspace import Workspace

FARTHEST_AHEAD = 24 * 60 * 60 * 1000 << 16
"""A clock further ahead than a day is not followed, only reported."""

Vector = Mapping[tuple[bytes, str], int]
"""(actor, scope) → the highest number up to which every operation is here."""


@dataclass(frozen=True)
class Actor:
    """A device and whose it is."""

    id: bytes
    person: str
    device: str


@dataclass(frozen=True)
class Merged:
    """What came of taking operations in."""

    changes: Changes = field(default_factory=Changes)
    added: int = 0
    conflicts: frozenset[tuple[str, uuid.UUID, str]] = frozenset()
    """(entity, row, field) in which people disagree, among the rows touched."""

    waiting: int = 0
    """Rows that wait for something that has not arrived."""

    ahead: frozenset[bytes] = frozenset()
    """Actors whose clock is more than a day ahead of ours."""

    twice: frozenset[bytes] = frozenset()
    """Actors of whom two different operations carry the same number: a copy of a workspace was used."""

    refused: int = 0
    """Byte strings that were no operations."""


# ---- taking in


def absorb(workspace: Workspace, operations: Iterable[bytes], actors: Iterable[Actor] = ()) -> Merged:
    """Take operations in: repeated, in any order, with any missing. Atomic, and on disk when this returns."""
    journal = workspace.store.journal

    def work(connection: Connection) -> Merged:
        _know(connection, actors)
        parsed, refused = _parse(operations)
        return join(connection, journal, unknown(connection, parsed), refused)

    return workspace.store.transact(work)


def join_in_parts(connection: Connection, journal: Journal, parts: Iterable[Collection[Operation]]) -> Merged:
    """The same as `join` of all parts together: what is merged depends on no order.

    Where people disagree is asked at the end, since an operation of one part may settle what stood in another.
    """
    whole = Merged()
    rows: dict[RowKey, frozenset[str]] = {}
    for part in parts:
        merged = join(connection, journal, part)
        for key, names in merged.changes.rows.items():
            rows[key] = rows.get(key, frozenset()) | names
        whole = Merged(
            Changes(rows), whole.added + merged.added, frozenset(), merged.waiting,
            whole.ahead | merged.ahead, whole.twice | merged.twice,
        )  # fmt: skip
    return replace(whole, conflicts=frozenset(_disputed(connection, (row.bytes for _, row in rows))))


def _disputed(connection: Connection, rows: Iterable[bytes]) -> Iterator[tuple[str, uuid.UUID, str]]:
    for part in chunks(rows):
        found = connection.exec_driver_sql(
            f"SELECT entity, row, field FROM conflict WHERE row IN ({marks(part)})", tuple(part)
        )
        yield from ((entity, uuid.UUID(bytes=bytes(row)), name) for entity, row, name in found)


def join(connection: Connection, journal: Journal, fresh: Collection[Operation], refused: int = 0) -> Merged:
    """Add operations that are not here yet, and let the tables show them. Inside a journal's transaction."""
    if not fresh:
        return Merged(refused=refused)
    union = _Union(connection, journal)
    union.take(list(fresh))
    projected = project(connection, journal.shapes, union.rows)
    return Merged(
        Changes({key: frozenset(names) for key, names in union.touched.items()}),
        len(fresh),
        frozenset(projected.conflicts),
        projected.waiting,
        frozenset(union.ahead),
        frozenset(union.twice),
        refused,
    )


def _parse(operations: Iterable[bytes]) -> tuple[dict[bytes, Operation], int]:
    parsed: dict[bytes, Operation] = {}
    refused = 0
    for raw in operations:
        try:
            operation = read_operation(raw)
        except Malformed:
            refused += 1
        else:
            parsed.setdefault(operation.id, operation)
    return parsed, refused


def unknown(connection: Connection, parsed: Mapping[bytes, Operation]) -> list[Operation]:
    """Those of the operations, by their ids, that this journal does not hold."""
    known: set[bytes] = set()
    for part in chunks(parsed):
        rows = connection.exec_driver_sql(f"SELECT id FROM op WHERE id IN ({marks(part)})", tuple(part))
        known |= {bytes(row[0]) for row in rows}
    return [operation for id_, operation in parsed.items() if id_ not in known]


def _know(connection: Connection, actors: Iterable[Actor]) -> None:
    for actor in actors:
        connection.exec_driver_sql(
            "INSERT INTO actor(id, person, device) VALUES(?,?,?) ON CONFLICT(id) DO UPDATE"
            " SET person = excluded.person, device = excluded.device WHERE person = ''",
            (actor.id, actor.person, actor.device),
        )


class _Union:
    """Adds new operations to a journal and moves the heads."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self.connection = connection
        self.ask = connection.exec_driver_sql
        self.journal = journal
        self.rows: set[bytes] = set()
        self.touched: dict[tuple[str, uuid.UUID], set[str]] = defaultdict(set)
        self.ahead: set[bytes] = set()
        self.twice: set[bytes] = set()
        self._actors = {bytes(id_): n for n, id_ in self.ask("SELECT n, id FROM actor").fetchall()}

    def take(self, fresh: list[Operation]) -> None:
        numbers = {operation.id: self.journal.next_n() for operation in fresh}
        self._find_twice(fresh)
        removed = self._removed(fresh)
        self._store(fresh, numbers, removed)
        self._move_heads(fresh, numbers)
        for operation in fresh:
            if operation.kind == REDACT:
                apply_redaction(self.connection, operation.id, operation.content)
        self.journal.forget_chains()
        self._follow(fresh)

    def _find_twice(self, fresh: list[Operation]) -> None:
        places = {(each.actor, each.scope, each.number) for each in fresh}
        if len(places) < len(fresh):
            counted: dict[tuple[bytes, str, int], int] = defaultdict(int)
            for each in fresh:
                counted[each.actor, each.scope, each.number] += 1
            self.twice |= {place[0] for place, count in counted.items() if count > 1}
        known = [(self._actors[actor], scope, n) for actor, scope, n in places if actor in self._actors]
        by_n = {n: actor for actor, n in self._actors.items()}
        for part in chunks(known, 200):
            values = ",".join(["(?,?,?)"] * len(part))
            flat = tuple(value for place in part for value in place)
            rows = self.ask(f"SELECT actor FROM op WHERE (actor, scope, seq) IN (VALUES {values})", flat)
            self.twice |= {by_n[row[0]] for row in rows}

    def _removed(self, fresh: list[Operation]) -> dict[bytes, set[str]]:
        """Fields of the new operations that an earlier redaction has removed already."""
        found: dict[bytes, set[str]] = defaultdict(set)
        for part in chunks(each.id for each in fresh):
            rows = self.ask(f"SELECT id, field FROM redacted WHERE id IN ({marks(part)})", tuple(part))
            for id_, name in rows:
                found[bytes(id_)].add(name)
        return found

    def _store(
        self, fresh: list[Operation], numbers: Mapping[bytes, int], removed: Mapping[bytes, set[str]]
    ) -> None:
        lines = []
        for each in fresh:
            raw = emptied(each.id, each.raw, removed[each.id]) if each.id in removed else each.raw
            lines.append(
                (
                    numbers[each.id],
                    each.id,
                    self._actor(each.actor),
                    each.scope,
                    each.number,
                    each.clock,
                    each.transaction,
                    each.entity,
                    each.row,
                    raw,
                )
            )
        self.ask("INSERT INTO op VALUES(?,?,?,?,?,?,?,?,?,?)", lines)

    def _actor(self, id_: bytes) -> int:
        if id_ not in self._actors:
            self.ask("INSERT INTO actor(id) VALUES(?)", (id_,))
            self._actors[id_] = self.ask("SELECT n FROM actor WHERE id = ?", (id_,)).scalar_one()
        return int(self._actors[id_])

    def _move_heads(self, fresh: list[Operation], numbers: Mapping[bytes, int]) -> None:
        superseded: set[tuple[bytes, bytes, str]] = set()
        written: list[tuple[bytes, bytes, str]] = []
        births: list[tuple[bytes, str, int]] = []
        for each in fresh:
            if not has_effect(each.content):
                continue
            self.rows.add(each.row)
            self.touched[each.entity, uuid.UUID(bytes=each.row)].update(each.writes)
            if each.kind == BIRTH:
                births.append((each.row, BIRTH_FIELD, numbers[each.id]))
            for name, write in each.writes.items():
                if each.kind != BIRTH:
                    written.append((each.id, each.row, name))
                superseded.update((id_of(text), each.row, name) for text in supersedes(write))
        early = early_among(self.connection, numbers)
        heads = [
            (row, name, numbers[id_])
            for id_, row, name in written
            if (id_, row, name) not in superseded and (id_, row, name) not in early
        ]
        self._supersede({place for place in superseded if place[0] not in numbers})
        if early:
            self.ask("DELETE FROM early WHERE id = ? AND row = ? AND field = ?", list(early))
        if births or heads:
            self.ask("INSERT INTO head VALUES(?,?,?)", births + heads)

    def _supersede(self, places: set[tuple[bytes, bytes, str]]) -> None:
        """Take superseded operations off the heads, and remember those that have not arrived."""
        known: dict[bytes, int] = {}
        for part in chunks({place[0] for place in places}):
            rows = self.ask(f"SELECT id, n FROM op WHERE id IN ({marks(part)})", tuple(part))
            known.update((bytes(id_), n) for id_, n in rows)
        dead = [(row, name, known[id_]) for id_, row, name in places if id_ in known]
        if dead:
            self.ask("DELETE FROM head WHERE row = ? AND field = ? AND op = ?", dead)
        remember_early(self.connection, [place for place in places if place[0] not in known])

    def _follow(self, fresh: list[Operation]) -> None:
        limit = (self.journal.clock() << 16) + FARTHEST_AHEAD
        self.ahead = {each.actor for each in fresh if each.clock > limit}
        highest = max((each.clock for each in fresh if each.clock <= limit), default=0)
        self.journal.follow(self.connection, highest)


def early_among(connection: Connection, ids: Iterable[bytes]) -> set[tuple[bytes, bytes, str]]:
    """The fields of these operations that others superseded before they arrived."""
    found: set[tuple[bytes, bytes, str]] = set()
    for part in chunks(ids):
        rows = connection.exec_driver_sql(
            f"SELECT id, row, field FROM early WHERE id IN ({marks(part)})", tuple(part)
        )
        found |= {(bytes(id_), bytes(row), name) for id_, row, name in rows}
    return found


def remember_early(connection: Connection, places: Collection[tuple[bytes, bytes, str]]) -> None:
    """Remember what was superseded before it arrived: without this it would come back to life."""
    if places:
        connection.exec_driver_sql("INSERT OR IGNORE INTO early VALUES(?,?,?)", list(places))


# ---- handing out


def vector(workspace: Workspace) -> dict[tuple[bytes, str], int]:
    """How far every chain is complete here: the highest number below which nothing is missing."""

    def ask(session: Session) -> dict[tuple[bytes, str], int]:
        rows = session.connection().exec_driver_sql(
            "SELECT a.id, o.scope, max(o.seq), count(DISTINCT o.seq), a.n FROM op o JOIN actor a ON a.n = o.actor"
            " GROUP BY o.actor, o.scope"
        )
        return {
            (bytes(actor), scope): highest if highest == count else _contiguous(session, n, scope)
            for actor, scope, highest, count, n in rows.fetchall()
        }

    return workspace.read(ask)


def _contiguous(session: Session, actor: int, scope: str) -> int:
    found = 0
    rows = session.connection().exec_driver_sql(
        "SELECT DISTINCT seq FROM op WHERE actor = ? AND scope = ? ORDER BY seq", (actor, scope)
    )
    for (number,) in rows:
        if number != found + 1:
            break
        found = number
    return found


def export(
    workspace: Workspace, *, scopes: Collection[str] | None = None, have: Vector | None = None
) -> list[bytes]:
    """The operations of `scopes` that a reader with the vector `have` lacks, exactly as they are stored.

    `scopes` None means everything, private values too: for another device of the same person.
    """
    known = have or {}

    def ask(session: Session) -> list[bytes]:
        rows = session.connection().exec_driver_sql(
            "SELECT a.id, o.scope, o.seq, o.bytes FROM op o JOIN actor a ON a.n = o.actor ORDER BY o.n"
        )
        return [
            bytes(raw)
            for actor, scope, number, raw in rows
            if (scopes is None or scope in scopes) and number > known.get((bytes(actor), scope), 0)
        ]

    return workspace.read(ask)


def actors(workspace: Workspace) -> tuple[Actor, ...]:
    """Every device that this journal knows."""
    statement = "SELECT id, person, device FROM actor ORDER BY n"
    return workspace.read(
        lambda session: tuple(
            Actor(bytes(id_), person, device)
            for id_, person, device in session.connection().exec_driver_sql(statement)
        )
    )
