"""Where two people wrote different things of the same: found after a merge, and told field by field.

Two operations that did not know of each other clash in a field. Two rows clash where there can be only one: the
same question answered on both sides, two disclosures, two choices. What is settled without asking is only what
nobody means: the day of the last change, and the same answer given twice.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.domain.base import Role
from app.exchange.rights import BOOKKEEPING, Place
from app.persistence.fields import DELETED, PROJECT, Shape
from app.persistence.heads import RowHeads, read_heads
from app.persistence.operations import BIRTH, Operation
from app.persistence.projection import candidates, is_deleted, value_of

ONE_OF_A_KIND: Mapping[str, tuple[str, ...]] = {
    "answer": ("question",),
    "candidate": ("provider_ref",),
    "decision": (),
    "disclosure": (),
    "engagement": (),
    "letter": ("decision_id", "quote_id", "kind"),
    "quote_request": (),
}
"""Entity → the columns beside the project that tell its rows apart. Two people must not make the same one."""

OVER = {"decision": "stands = 0", "engagement": "state = 'cancelled'", "quote_request": "state = 'cancelled'"}
"""When a row stands in the way of no other any more."""

SAME_TWICE = "answer"
"""The entity of which two equal rows become one: people answer the same question alike."""

WHOLE = ""
"""In place of a field: the clash is of two rows."""


class Clash(NamedTuple):
    """What two people said differently. Of two rows, `row` is ours and the values are whole rows."""

    entity: str
    row: uuid.UUID
    field: str
    ours: Any
    theirs: Any


@dataclass
class Clashes:
    """What has to be settled by people, and what was settled: place → value to write."""

    open: list[Clash] = field(default_factory=list)
    settled: dict[Place, Any] = field(default_factory=dict)


Values = Mapping[str, Any]
"""Field → JSON value, of one row."""


def values_of(
    connection: Connection, shapes: Mapping[str, Shape], rows: Iterable[bytes]
) -> dict[bytes, dict[str, Any]]:
    """What rows say now by field, as JSON; a row that is deleted, or was never made, is left out."""
    found = {}
    for row, heads in read_heads(connection, rows).items():
        shape = shapes.get(heads.entity)
        if shape is None or not heads.births or is_deleted(shape, heads)[0]:
            continue
        found[row] = dict(_said(shape, heads))
    return found


def _said(shape: Shape, heads: RowHeads) -> Iterator[tuple[str, Any]]:
    for name, each in shape.fields.items():
        if name != DELETED:
            some = candidates(shape, each, heads)
            yield name, value_of(each, some[0]) if some else each.default


def find_clashes(
    connection: Connection,
    shapes: Mapping[str, Shape],
    conflicts: Iterable[Place],
    fresh: Collection[Operation],
    project: uuid.UUID,
    ours: Mapping[Place, Any],
) -> Clashes:
    """What clashes after `fresh` was merged; `ours` are places where our word stands whatever they say."""
    found = Clashes()
    ids = {each.id for each in fresh}
    disputed = sorted(
        (place for place in conflicts if place not in ours), key=lambda each: (each[0], each[1].hex, each[2])
    )
    heads = read_heads(connection, {row.bytes for _, row, _ in disputed})
    for entity, row, name in disputed:
        _of_field(found, shapes[entity], row, name, heads[row.bytes], ids)
    gone = {row for (_, row, name), value in ours.items() if name == DELETED and value}
    for entity, columns in ONE_OF_A_KIND.items():
        _of_rows(found, connection, shapes[entity], columns, project, fresh, gone)
    return found


def _of_field(
    found: Clashes, shape: Shape, row: uuid.UUID, name: str, heads: RowHeads, fresh: Collection[bytes]
) -> None:
    each = shape.fields[name]
    some = candidates(shape, each, heads)
    if (shape.name, name) in BOOKKEEPING:
        found.settled[shape.name, row, name] = max(value_of(each, head) for head in some)
        return
    mine = [value_of(each, head) for head in some if head.id not in fresh]
    theirs = [value_of(each, head) for head in some if head.id in fresh]
    if name == DELETED:
        deleted_here = any(value is True for value in mine)
        found.open.append(Clash(shape.name, row, name, deleted_here, not deleted_here))
        return
    pair = (mine or theirs)[0], (theirs or mine)[-1]
    found.open.append(Clash(shape.name, row, name, *pair))


def _of_rows(
    found: Clashes,
    connection: Connection,
    shape: Shape,
    columns: tuple[str, ...],
    project: uuid.UUID,
    fresh: Collection[Operation],
    gone: Collection[uuid.UUID],
) -> None:
    """Rows made on both sides, neither knowing of the other, of which there can be only one."""
    made = {each.row for each in fresh if each.entity == shape.name and each.kind == BIRTH}
    if not made:
        return
    over = OVER.get(shape.name)
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(('id', *columns))} FROM {shape.name} WHERE {PROJECT} = ? AND deleted = 0"
        + (f" AND NOT {over}" if over else ""),
        (project.bytes,),
    ).fetchall()
    alike: dict[tuple[Any, ...], list[bytes]] = {}
    for row in rows:
        if uuid.UUID(bytes=bytes(row[0])) not in gone:
            alike.setdefault(tuple(row[1:]), []).append(bytes(row[0]))
    for some in alike.values():
        mine, theirs = [row for row in some if row not in made], [row for row in some if row in made]
        if mine and theirs:
            _two_rows(found, connection, shape, mine[0], theirs[0])


def _two_rows(found: Clashes, connection: Connection, shape: Shape, mine: bytes, theirs: bytes) -> None:
    said = values_of(connection, {shape.name: shape}, (mine, theirs))
    if shape.name == SAME_TWICE and _answers(said[mine]) == _answers(said[theirs]):
        second = max(mine, theirs, key=lambda row: (not _is_owners(said[row]), row))
        found.settled[shape.name, uuid.UUID(bytes=second), DELETED] = True
        return
    found.open.append(Clash(shape.name, uuid.UUID(bytes=mine), WHOLE, said[mine], said[theirs]))


def _answers(said: Values) -> tuple[Any, Any]:
    """What was answered, whoever's words it is."""
    group = said["answer"] or {}
    return group.get("value"), group.get("unknown")


def _is_owners(said: Values) -> bool:
    return (said["answer"] or {}).get("given_by") == Role.OWNER.name


class SameNumber(NamedTuple):
    """A number under which both sides have issued a document: both stay, told apart by who issued them."""

    number: str
    ours: str
    theirs: str


def same_numbers(
    connection: Connection, project: uuid.UUID, fresh: Collection[Operation]
) -> tuple[SameNumber, ...]:
    """The numbers that documents of the file share with documents that were here; to be asked after the merge."""
    made = {each.row for each in fresh if each.entity == "document" and each.kind == BIRTH}
    rows = connection.exec_driver_sql(
        "SELECT ours.number, ours.issued_by, theirs.issued_by, ours.id, theirs.id FROM document ours"
        " JOIN document theirs ON theirs.project_id = ours.project_id AND theirs.number = ours.number"
        " WHERE ours.project_id = ? ORDER BY ours.number",
        (project.bytes,),
    )
    return tuple(
        SameNumber(number, ours, theirs)
        for number, ours, theirs, here, new in rows
        if bytes(new) in made and bytes(here) not in made
    )
