"""What takes one step back: the earlier values of what it wrote, part by part, unless somebody wrote since."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Never

from sqlalchemy import Connection

from app.persistence.changes import Progress, Unit
from app.persistence.fields import DELETED, Field, Shape
from app.persistence.heads import Head, RowHeads, chunks, marks, read_heads
from app.persistence.journal import Journal
from app.persistence.operations import BIRTH, REDACT, id_of, supersedes, text_of
from app.persistence.projection import PRIVATE, is_deleted
from app.persistence.refusals import CannotUndo, UndoStopped
from app.words import say

AT_ONCE = 50
"""Operations of a step that are taken back together: between them a long step tells how far it is."""


_LOOKED_AT = """SELECT n, id, row, json_extract(CAST(bytes AS TEXT), '$.k'),
 json_type(CAST(bytes AS TEXT), ?) IS NOT NULL FROM op WHERE txn = ? AND n > ? ORDER BY n LIMIT 1000"""


@dataclass(frozen=True)
class Transaction:
    """A step as the journal lists it; `reason` says why it binds, where it does."""

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


class Plan:
    """Works out the compensating values of one step, part by part."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        step: Transaction,
        kind: str,
        progress: Progress | None = None,
    ) -> None:
        """Looks through the whole step first; `progress` is told that nothing is done yet, so that it can say no."""
        self.connection = connection
        self.shapes = journal.shapes
        self.step = step
        self.kind = kind
        self.mine: set[bytes] = set()
        self.marked: set[uuid.UUID] = set()
        self.born: set[uuid.UUID] = set()
        self.heads: dict[bytes, RowHeads] = {}
        ask = connection.exec_driver_sql
        self.size = ask("SELECT count(*) FROM op WHERE txn = ?", (step.id,)).scalar_one()
        for id_, row, kind_of_it, marks_it in self._looked_through(progress):
            self.mine.add(id_)
            if marks_it:
                self.marked.add(row)
                if kind_of_it == BIRTH:
                    self.born.add(row)

    def _looked_through(self, progress: Progress | None) -> Iterator[tuple[bytes, uuid.UUID, str, bool]]:
        """Of each operation of the step its id, row and kind, and whether it writes the mark of deletion."""
        last = -1
        while True:
            rows = self.connection.exec_driver_sql(
                _LOOKED_AT, (f"$.w.{DELETED}", self.step.id, last)
            ).fetchall()
            if not rows:
                return
            for last, id_, row, kind, marks_it in rows:  # noqa: B007
                yield bytes(id_), uuid.UUID(bytes=bytes(row)), kind, bool(marks_it)
            if progress is not None and not progress(0, self.size):
                raise UndoStopped

    def _written(self) -> Iterator[_Written]:
        last = -1
        while True:
            rows = self.connection.exec_driver_sql(
                "SELECT n, id, scope, row, entity, bytes FROM op WHERE txn = ? AND n > ? ORDER BY n LIMIT 1000",
                (self.step.id, last),
            ).fetchall()
            if not rows:
                return
            for last, id_, scope, row, entity, raw in rows:  # noqa: B007
                id_of_row = uuid.UUID(bytes=bytes(row))
                yield _Written(bytes(id_), scope, id_of_row, self.shapes[entity], json.loads(raw))

    def parts(self) -> Iterator[tuple[int, list[_Written]]]:
        """The step's operations some at a time, those of one row together, with how many that makes so far."""
        part: list[_Written] = []
        done = 0
        for each in self._written():
            if len(part) >= AT_ONCE and part[-1].row != each.row:
                yield done, part
                part = []
            part.append(each)
            done += 1
        yield done, part

    def empty(self) -> Unit:
        """The unit of work that takes the step back."""
        return Unit(self.step.label, kind=self.kind, target=self.step.id, keep_same=True)

    def fill(self, unit: Unit, part: Iterable[_Written]) -> None:
        """Add what takes `part` back. Raises CannotUndo where somebody has built on it since."""
        part = list(part)
        self.heads = read_heads(self.connection, {each.row.bytes for each in part})
        for each in part:
            if each.row in self.born:
                self._unmake(unit, each)
            else:
                self._bring_back(unit, each)
        self._require_unreferenced(each for each in part if each.row in self.born)

    def _unmake(self, unit: Unit, each: _Written) -> None:
        """A row made in this step is marked deleted, unless somebody has built on it since."""
        heads = self.heads[each.row.bytes]
        for name in each.content["w"] if each.scope == PRIVATE else heads.fields():
            self._require_own(each, name, heads)
        if DELETED in each.content["w"]:
            unit.row(each.shape, each.row, each.scope).values[DELETED] = True

    def _bring_back(self, unit: Unit, each: _Written) -> None:
        heads = self.heads[each.row.bytes]
        row = unit.row(each.shape, each.row, each.scope)
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
        if head.id in self.mine:
            return True
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

    def _require_unreferenced(self, born: Iterable[_Written]) -> None:
        """Rows made in this step may only be pointed to by others that were."""
        made: dict[str, list[bytes]] = defaultdict(list)
        for each in born:
            made[each.shape.name].append(each.row.bytes)
        for shape in self.shapes.values():
            for reference in shape.references:
                for part in chunks(made.get(reference.target, ())):
                    rows = self.connection.exec_driver_sql(
                        f"SELECT id FROM {shape.name} WHERE {reference.column} IN ({marks(part)}) AND deleted = 0",
                        tuple(part),
                    )
                    if any(uuid.UUID(bytes=bytes(row[0])) not in self.born for row in rows):
                        raise CannotUndo(say("Something else was built on this since, so it is not undone."))
