"""Prove that the workspace is what its journal says: every hash, every chain, every row of every table.

One pass over the operations in the order of their rows, beside the head table and the tables themselves, all
read in the same order: memory does not grow with the journal. The pages of the file are checked meanwhile,
in a thread of their own.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, cast

from app.domain.base import Scope
from app.persistence.check_rows import Line, Unreadable, Usual, Verified, Verifier, head_lines
from app.persistence.connection import Driver, faults_of_pages, one
from app.persistence.fields import PROJECT, Shape
from app.persistence.heads import RowHeads
from app.persistence.operations import id_of, text_of
from app.persistence.projection import resolve
from app.persistence.refusals import CannotOpen
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


def check(
    connect: Callable[[], Any], driver: Driver, shapes: Mapping[str, Shape], progress: Progress | None = None
) -> CheckReport:
    """Check everything in one consistent view. `connect` gives read-only connections, for any thread."""
    report = CheckReport()
    try:
        with ThreadPoolExecutor(1, "pages") as pool:
            pages = pool.submit(_check_pages, connect, driver)
            _check_journal(connect, driver, shapes, report, progress)
            faults = pages.result()
    except CannotOpen as fault:
        faults = [str(fault)]
    for fault_found in faults:
        report.problem(say("The file is damaged: {fault}.", fault=fault_found))
    return report


def _check_pages(connect: Callable[[], Any], driver: Driver) -> list[str]:
    connection = connect()
    try:
        return faults_of_pages(driver, connection, structure=False)
    finally:
        connection.close()


def _check_journal(
    connect: Callable[[], Any],
    driver: Driver,
    shapes: Mapping[str, Shape],
    report: CheckReport,
    progress: Progress | None,
) -> None:
    connection = connect()
    try:
        connection.execute("BEGIN")
        _Check(connection, shapes, report).run(progress)
    except driver.module.DatabaseError as fault:
        report.problem(say("The file is damaged: {fault}.", fault=fault))
    finally:
        connection.close()


class _Check:
    """The state of one check."""

    def __init__(self, connection: Any, shapes: Mapping[str, Shape], report: CheckReport) -> None:
        self.connection = connection
        self.shapes = shapes
        self.report = report
        actors = {n: bytes(id_) for n, id_ in connection.execute("SELECT n, id FROM actor").fetchall()}
        self.verifier = Verifier(actors, self._changed, self._miscopied)
        self.waiting = {bytes(row) for (row,) in connection.execute("SELECT row FROM waiting").fetchall()}
        self.conflicts: dict[bytes, set[str]] = defaultdict(set)
        for row, name in connection.execute("SELECT row, field FROM conflict").fetchall():
            self.conflicts[bytes(row)].add(name)
        self.tables = {name: _Table(connection, shape) for name, shape in shapes.items()}
        self.usual = {name: Usual(shape) for name, shape in shapes.items()}
        self.heads = _heads(connection)
        self.next_heads = next(self.heads, None)

    def run(self, progress: Progress | None) -> None:
        total = int(one(self.connection, "SELECT count(*) FROM op") or 0)
        shown = 0
        for row, lines in groupby(_stream(self.connection, _OPERATIONS), key=_first):
            self._row(row, cast(list[Line], list(lines)))
            if progress and self.report.operations - shown >= _STEP:
                shown = self.report.operations
                if not progress(shown, total):
                    self.report.stopped = True
                    return
        for name, table in self.tables.items():
            for row in table.rest():
                self._problem(
                    say("{where} stands in its table but not in the journal.", where=_where(name, row))
                )
        if self.next_heads is not None:
            self._problem(say("The list of latest values names rows that the journal does not have."))
        for left in self.conflicts:
            self._problem(say("A difference is listed for {row} that is none.", row=left.hex()))
        self._chains()
        self._keys()
        self._memory()
        if progress:
            progress(total, total)

    def _problem(self, words: str) -> None:
        self.report.problem(words)

    # ---- one row

    def _row(self, row: bytes, lines: list[Line]) -> None:
        self.report.operations += len(lines)
        entity = lines[0][8]
        listed = self._take_heads(row)
        table = self.tables.get(entity)
        found = table.take(row) if table is not None else None
        try:
            verified = [self.verifier.verify(line) for line in lines]
        except Unreadable:
            self._problem(say("An operation of the journal cannot be read any more."))
            return
        self.report.rows += table is not None
        if (
            table is not None
            and row not in self.waiting
            and row not in self.conflicts
            and self.usual[entity].proves(verified, listed, found)
        ):
            return
        self._unusual_row(row, entity, verified, listed, found)

    def _unusual_row(
        self,
        row: bytes,
        entity: str,
        verified: list[Verified],
        listed: list[tuple[str, int]] | None,
        found: tuple[Any, ...] | None,
    ) -> None:
        heads, superseded = self.verifier.fold(verified)
        self._require_expected(row, {text for _, text, _ in verified}, superseded, entity)
        if (listed or []) != head_lines(heads):
            self._problem(
                say("{where} has other latest values than its operations give.", where=_where(entity, row))
            )
        if entity in self.shapes:
            self._compare_row(row, self.shapes[entity], heads, found)

    def _take_heads(self, row: bytes) -> list[tuple[str, int]] | None:
        if self.next_heads is None or self.next_heads[0] != row:
            return None
        found = self.next_heads[1]
        self.next_heads = next(self.heads, None)
        return found

    def _require_expected(
        self, row: bytes, here: set[str], superseded: set[tuple[str, str]], entity: str
    ) -> None:
        """What an operation supersedes is here, or is remembered as still to come."""
        expected = "SELECT 1 FROM early WHERE id = ? AND row = ? AND field = ?"
        for text, name in superseded:
            if text not in here and one(self.connection, expected, id_of(text), row, name) is None:
                where = _where(entity, row)
                self._problem(say("{where} supersedes an operation that the journal has lost.", where=where))

    def _changed(self, line: Line, content: Mapping[str, Any]) -> None:
        """An operation may differ from its hash in exactly the values that a redaction removed."""
        id_ = line[2]
        gone = set(content.get("gone", ()))
        rows = self.connection.execute("SELECT field FROM redacted WHERE id = ?", (id_,)).fetchall()
        empty = all(content["w"][name][0] is None for name in gone)
        if gone and empty and gone <= {row[0] for row in rows} and content.get("id") == text_of(id_):
            self.report.removed += 1
        else:
            self._problem(say("An operation of the journal was changed: its bytes do not give its hash."))

    def _miscopied(self, line: Line) -> None:
        where = _where(line[8], line[0])
        self._problem(
            say(
                "{where} has an operation whose copies in the journal's columns are not what it says.",
                where=where,
            )
        )

    def _compare_row(self, row: bytes, shape: Shape, heads: RowHeads, found: tuple[Any, ...] | None) -> None:
        where = _where(shape.name, row)
        resolved = resolve(shape, heads)
        disputed = self.conflicts.pop(row, set())
        self.report.conflicts += len(resolved.conflicts)
        if disputed != resolved.conflicts:
            self._problem(
                say("{where} is listed with other differences than its operations give.", where=where)
            )
        waits = row in self.waiting
        self.report.waiting += waits
        if resolved.values is None or found is None:
            if not waits or found is not None:
                self._problem(
                    say(
                        "{where} is in the journal but not in its table, or the other way round.", where=where
                    )
                )
            return
        optional = {each.column for each in shape.references if not each.required} if waits else set()
        for name, value in zip(shape.columns, found, strict=False):
            if value != resolved.values[name] and not (name in optional and value is None):
                self._problem(
                    say(
                        "{where} has another {column} in its table than in the journal.",
                        where=where,
                        column=name,
                    )
                )

    # ---- the whole

    def _chains(self) -> None:
        for (actor, scope), links in self.verifier.chains.items():
            if not links.linked:
                self._walk(actor, scope)

    def _walk(self, actor: int, scope: str) -> None:
        """Find out, link by link, whether a chain has gaps or two ends (both possible) or is broken (never)."""
        statement = "SELECT seq, id, bytes FROM op WHERE actor = ? AND scope = ? ORDER BY seq"
        lines = _stream(self.connection, statement, (actor, scope))
        before: dict[int, set[bytes]] = {}
        missing = twice = False
        for number, same in groupby(lines, key=_first):
            some = [(bytes(id_), json.loads(raw)["q"]) for _, id_, raw in same]
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
        statement = "SELECT person, device FROM actor WHERE n = ?"
        person, device = self.connection.execute(statement, (actor,)).fetchone()
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
            self._problem(
                say(
                    "The chain of operations of {person} on {device} is broken.", person=person, device=device
                )
            )

    def _keys(self) -> None:
        for table, _, target, _ in self.connection.execute("PRAGMA foreign_key_check").fetchmany(
            MOST_PROBLEMS
        ):
            self._problem(say("A row of {table} points to a missing {target}.", table=table, target=target))
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
            self._problem(
                say("{count} rows of {table} point into another project.", count=found, table=shape.name)
            )

    def _memory(self) -> None:
        if one(self.connection, "SELECT count(*) FROM early e JOIN op o ON o.id = e.id"):
            self._problem(say("The journal still waits for operations that it has."))


class _Table:
    """The rows of one table in the order of their ids, taken as they are asked for."""

    def __init__(self, connection: Any, shape: Shape) -> None:
        columns = ", ".join((*shape.columns, "id"))
        self._rows = _stream(connection, f"SELECT {columns} FROM {shape.name} ORDER BY id")
        self._next: tuple[Any, ...] | None = next(self._rows, None)
        self._extra: list[bytes] = []

    def take(self, row: bytes) -> tuple[Any, ...] | None:
        """The values of `row` and then its id, or None where the table has none."""
        found = self._next
        while found is not None and found[-1] < row:
            self._extra.append(found[-1])
            found = next(self._rows, None)
        if found is None or found[-1] != row:
            self._next = found
            return None
        self._next = next(self._rows, None)
        return found

    def rest(self) -> Iterator[bytes]:
        """The rows that nobody asked for."""
        yield from self._extra[:MOST_PROBLEMS]
        if self._next is not None:
            yield self._next[-1]
        for row in self._rows:
            yield row[-1]


def _where(entity: str, row: bytes) -> str:
    """How a problem names a row."""
    return f"{entity} {uuid.UUID(bytes=row)}" if len(row) == 16 else f"{entity} {row.hex()}"


_first = itemgetter(0)


def _stream(connection: Any, statement: str, values: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    cursor = connection.cursor()
    cursor.execute(statement, values)
    return chain.from_iterable(iter(lambda: cursor.fetchmany(256), []))


def _heads(connection: Any) -> Iterator[tuple[bytes, list[tuple[str, int]]]]:
    for row, lines in groupby(_stream(connection, _HEADS), key=_first):
        yield row, [line[1:] for line in lines]
