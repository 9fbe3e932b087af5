"""Prove that the workspace is what its journal says: every hash, every chain, every row of every table.

One pass over the operations in the order of their rows, beside the head table and the tables themselves, all
read in the same order: memory does not grow with the journal.
"""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from app.domain.base import Scope
from app.persistence.connection import Driver, faults_of_pages, one
from app.persistence.fields import PROJECT, Shape
from app.persistence.heads import BIRTH_FIELD, Head, RowHeads
from app.persistence.operations import BIRTH, has_effect, id_of, text_of
from app.persistence.projection import resolve
from app.words import say

Progress = Callable[[int, int], bool]
"""Called with (operations done, operations in all); returning False stops the check."""

MOST_PROBLEMS = 100
_STEP = 2000

_OPERATIONS = "SELECT row, n, id, actor, scope, seq, hlc, txn, entity, bytes FROM op ORDER BY row, n"
_HEADS = "SELECT row, field, op FROM head ORDER BY row, field, op"


@dataclass
class CheckReport:
    """What a check found, in words fit to be shown."""

    operations: int = 0
    rows: int = 0
    conflicts: int = 0
    waiting: int = 0
    removed: int = 0
    """Operations of which values were removed for good; their hashes stand for them."""

    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    """What is unusual and does no harm: operations still missing, a copy of this workspace used as well."""

    stopped: bool = False

    @property
    def ok(self) -> bool:
        """True where everything is as the journal says."""
        return not self.problems and not self.stopped

    def problem(self, words: str) -> None:
        """Note something that is wrong."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(words)


@dataclass
class _Chain:
    """One author's operations in one scope, summed up so that the chain need not be kept."""

    count: int = 0
    highest: int = 0
    last: bytes = b""
    ids: int = 0
    befores: int = 0

    @property
    def linked(self) -> bool:
        """True where every operation but the last is the `before` of exactly one other.

        Ids are hashes that include `before`, so there can be no circle: this leaves one unbroken line.
        """
        return self.count == self.highest and self.ids ^ int.from_bytes(self.last) == self.befores


def check(
    connection: Any, driver: Driver, shapes: Mapping[str, Shape], progress: Progress | None = None
) -> CheckReport:
    """Check everything over a read-only connection, in one consistent view."""
    report = CheckReport()
    for fault in faults_of_pages(driver, connection):
        report.problem(say("The file is damaged: {fault}.", fault=fault))
    if report.problems:
        return report
    connection.execute("BEGIN")
    try:
        _Check(connection, shapes, report).run(progress)
    except driver.module.DatabaseError as fault:
        report.problem(say("The file is damaged: {fault}.", fault=fault))
    finally:
        connection.execute("ROLLBACK")
    return report


class _Check:
    """The state of one check."""

    def __init__(self, connection: Any, shapes: Mapping[str, Shape], report: CheckReport) -> None:
        self.connection = connection
        self.shapes = shapes
        self.report = report
        self.actors = {n: bytes(id_) for n, id_ in connection.execute("SELECT n, id FROM actor").fetchall()}
        self.actor_text = {n: id_.hex() for n, id_ in self.actors.items()}
        self.waiting = {bytes(row) for (row,) in connection.execute("SELECT row FROM waiting").fetchall()}
        self.conflicts: dict[bytes, set[str]] = defaultdict(set)
        for row, name in connection.execute("SELECT row, field FROM conflict").fetchall():
            self.conflicts[bytes(row)].add(name)
        self.chains: dict[tuple[int, str], _Chain] = defaultdict(_Chain)
        self.tables = {name: _Table(connection, shape) for name, shape in shapes.items()}
        self.heads = _heads(connection)
        self.next_heads = next(self.heads, None)

    def run(self, progress: Progress | None) -> None:
        total = int(one(self.connection, "SELECT count(*) FROM op") or 0)
        shown = 0
        cursor = _stream(self.connection, _OPERATIONS)
        for row, lines in groupby(cursor, key=lambda line: line[0]):
            try:
                self._row(bytes(row), list(lines))
            except (ValueError, KeyError, TypeError, IndexError, AttributeError):
                self.report.problem(say("An operation of the journal cannot be read any more."))
            if progress and self.report.operations - shown >= _STEP:
                shown = self.report.operations
                if not progress(shown, total):
                    self.report.stopped = True
                    return
        for name, table in self.tables.items():
            for row in table.rest():
                self._wrong(name, row, say("stands in its table but not in the journal"))
        if self.next_heads is not None:
            self.report.problem(say("The list of latest values names rows that the journal does not have."))
        for left in self.conflicts:
            self.report.problem(say("A difference is listed for {row} that is none.", row=left.hex()))
        self._chains()
        self._keys()
        self._memory()
        if progress:
            progress(total, total)

    # ---- one row

    def _row(self, row: bytes, lines: list[tuple[Any, ...]]) -> None:
        heads, entity = self._fold(lines)
        self._compare_heads(row, heads)
        self.report.operations += len(lines)
        shape = self.shapes.get(entity)
        if shape is None:
            return
        self.report.rows += 1
        self._compare_row(row, shape, heads)

    def _fold(self, lines: list[tuple[Any, ...]]) -> tuple[RowHeads, str]:
        """The heads as the operations themselves give them, each operation verified on the way."""
        entity = lines[0][8]
        heads = RowHeads(entity)
        verified = [(line, self._verified(line)) for line in lines]
        known = [(line, content) for line, content in verified if has_effect(content)]
        superseded: set[tuple[str, str]] = set()
        for _, content in known:
            if content["k"] != BIRTH:
                for name, write in content["w"].items():
                    if len(write) > 1:
                        superseded.update((earlier, name) for earlier in write[1])
        if superseded:
            self._require_expected(lines, superseded)
        for line, content in known:
            head = Head(line[1], line[2], line[6], self.actors[line[3]], line[4], content)
            if content["k"] == BIRTH:
                heads.births.append(head)
                continue
            id_ = text_of(line[2])
            for name in content["w"]:
                if (id_, name) not in superseded:
                    heads.others.setdefault(name, []).append(head)
        return heads, entity

    def _require_expected(self, lines: list[tuple[Any, ...]], superseded: set[tuple[str, str]]) -> None:
        """What an operation supersedes is here, or is remembered as still to come."""
        here = {text_of(line[2]) for line in lines}
        for text, name in superseded:
            if text not in here:
                expected = "SELECT 1 FROM early WHERE id = ? AND row = ? AND field = ?"
                if one(self.connection, expected, id_of(text), lines[0][0], name) is None:
                    self._wrong(
                        lines[0][8], lines[0][0], say("supersedes an operation that the journal has lost")
                    )

    def _verified(self, line: tuple[Any, ...]) -> dict[str, Any]:
        row, _, id_, actor, scope, number, clock, transaction, entity, raw = line
        content: dict[str, Any] = json.loads(raw)
        if hashlib.sha256(raw).digest() != id_:
            self._excused(id_, content)
        if (
            content["n"] != number
            or content["s"] != scope
            or content["e"] != entity
            or content["a"] != self.actor_text[actor]
            or content["i"] != row.hex()
            or content["x"] != transaction.hex()
            or content["t"] != [clock >> 16, clock & 0xFFFF]
        ):
            self._wrong(
                entity,
                row,
                say("has an operation whose copies in the journal's columns are not what it says"),
            )
        chain = self.chains[actor, scope]
        chain.count += 1
        number_of_id = int.from_bytes(id_)
        chain.ids ^= number_of_id
        if content["q"]:
            chain.befores ^= int.from_bytes(id_of(content["q"]))
        if number >= chain.highest:
            chain.highest, chain.last = number, id_
        return content

    def _excused(self, id_: bytes, content: Mapping[str, Any]) -> None:
        """An operation may differ from its hash in exactly the values that a redaction removed."""
        gone = set(content.get("gone", ()))
        rows = self.connection.execute("SELECT field FROM redacted WHERE id = ?", (id_,)).fetchall()
        empty = all(content["w"][name][0] is None for name in gone)
        if gone and empty and gone <= {row[0] for row in rows} and content.get("id") == text_of(id_):
            self.report.removed += 1
        else:
            self.report.problem(
                say("An operation of the journal was changed: its bytes do not give its hash.")
            )

    def _compare_heads(self, row: bytes, heads: RowHeads) -> None:
        expected = sorted(
            [(BIRTH_FIELD, birth.n) for birth in heads.births]
            + [(name, head.n) for name, some in heads.others.items() for head in some]
        )
        found: list[tuple[str, int]] = []
        if self.next_heads is not None and self.next_heads[0] == row:
            found = self.next_heads[1]
            self.next_heads = next(self.heads, None)
        if found != expected:
            self._wrong(heads.entity, row, say("has other latest values than its operations give"))

    def _compare_row(self, row: bytes, shape: Shape, heads: RowHeads) -> None:
        found = self.tables[shape.name].take(row)
        resolved = resolve(shape, heads)
        disputed = self.conflicts.pop(row, set())
        self.report.conflicts += len(resolved.conflicts)
        if disputed != resolved.conflicts:
            self._wrong(shape.name, row, say("is listed with other differences than its operations give"))
        waits = row in self.waiting
        self.report.waiting += waits
        if resolved.values is None or found is None:
            if not waits or found is not None:
                self._wrong(
                    shape.name, row, say("is in the journal but not in its table, or the other way round")
                )
            return
        optional = {each.column for each in shape.references if not each.required} if waits else set()
        for name, value in zip(shape.columns, found, strict=True):
            if value != resolved.values[name] and not (name in optional and value is None):
                self._wrong(
                    shape.name, row, say("has another {column} in its table than in the journal", column=name)
                )

    def _wrong(self, entity: str, row: bytes, what: str) -> None:
        self.report.problem(say("{entity} {row} {what}.", entity=entity, row=uuid.UUID(bytes=row), what=what))

    # ---- the whole

    def _chains(self) -> None:
        for (actor, scope), chain in self.chains.items():
            if not chain.linked:
                self._walk(actor, scope)

    def _walk(self, actor: int, scope: str) -> None:
        """Find out, link by link, whether a chain has gaps or two ends (both possible) or is broken (never)."""
        before: dict[int, set[bytes]] = {}
        missing = twice = False
        for number, lines in groupby(
            _stream(
                self.connection,
                "SELECT seq, id, bytes FROM op WHERE actor = ? AND scope = ? ORDER BY seq",
                (actor, scope),
            ),
            key=lambda line: line[0],
        ):
            some = [(bytes(id_), json.loads(raw)["q"]) for _, id_, raw in lines]
            earlier = before.get(number - 1)
            for _, link in some:
                if number > 1 and earlier is None:
                    missing = True
                elif (id_of(link) if link else b"") not in (earlier or {b""}):
                    # The link leads to a copy of the operation before that has not arrived.
                    twice = True
            twice = twice or len(some) > 1
            before = {number: {id_ for id_, _ in some}}
        self._report_chain(actor, missing, twice)

    def _report_chain(self, actor: int, missing: bool, twice: bool) -> None:
        person, device = self.connection.execute(
            "SELECT person, device FROM actor WHERE n = ?", (actor,)
        ).fetchone()
        if missing:
            self.report.notices.append(
                say(
                    "Some operations of {person} on {device} have not arrived yet.",
                    person=person,
                    device=device,
                )
            )
        if twice:
            self.report.notices.append(
                say(
                    "Two copies of the workspace of {person} on {device} were used.",
                    person=person,
                    device=device,
                )
            )
        if not missing and not twice:
            self.report.problem(
                say(
                    "The chain of operations of {person} on {device} is broken.", person=person, device=device
                )
            )

    def _keys(self) -> None:
        for table, _, target, _ in self.connection.execute("PRAGMA foreign_key_check").fetchmany(
            MOST_PROBLEMS
        ):
            self.report.problem(
                say("A row of {table} points to a missing {target}.", table=table, target=target)
            )
        for shape in self.shapes.values():
            for each in shape.references:
                target = self.shapes[each.target]
                if shape.scope is target.scope is Scope.ENGAGEMENT and each.column != PROJECT:
                    self._crossing(shape, each.column, target)

    def _crossing(self, shape: Shape, column: str, target: Shape) -> None:
        if PROJECT not in target.fields or PROJECT not in shape.fields:
            return
        found = one(
            self.connection,
            f"SELECT count(*) FROM {shape.name} s JOIN {target.name} t ON t.id = s.{column}"
            f" WHERE t.{PROJECT} <> s.{PROJECT}",
        )
        if found:
            self.report.problem(
                say("{count} rows of {table} point into another project.", count=found, table=shape.name)
            )

    def _memory(self) -> None:
        if one(self.connection, "SELECT count(*) FROM early e JOIN op o ON o.id = e.id"):
            self.report.problem(say("The journal still waits for operations that it has."))


class _Table:
    """The rows of one table in the order of their ids, taken as they are asked for."""

    def __init__(self, connection: Any, shape: Shape) -> None:
        columns = ", ".join(("id", *shape.columns))
        self._rows = _stream(connection, f"SELECT {columns} FROM {shape.name} ORDER BY id")
        self._next: tuple[Any, ...] | None = next(self._rows, None)
        self._extra: list[bytes] = []

    def take(self, row: bytes) -> tuple[Any, ...] | None:
        """The values of `row`, or None where the table has none."""
        while self._next is not None and self._next[0] < row:
            self._extra.append(bytes(self._next[0]))
            self._next = next(self._rows, None)
        if self._next is None or self._next[0] != row:
            return None
        found = self._next[1:]
        self._next = next(self._rows, None)
        return found

    def rest(self) -> Iterator[bytes]:
        """The rows that nobody asked for."""
        yield from self._extra[:MOST_PROBLEMS]
        if self._next is not None:
            yield bytes(self._next[0])
        for row in self._rows:
            yield bytes(row[0])


def _stream(connection: Any, statement: str, values: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    cursor = connection.cursor()
    cursor.arraysize = 256
    cursor.execute(statement, values)
    while rows := cursor.fetchmany(256):
        yield from rows


def _heads(connection: Any) -> Iterator[tuple[bytes, list[tuple[str, int]]]]:
    for row, lines in groupby(_stream(connection, _HEADS), key=lambda line: line[0]):
        yield bytes(row), [(name, n) for _, name, n in lines]
