"""Fields in which people disagree after a merge: what each wrote, and settling it."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.domain.errors import DomainError
from app.persistence.changes import Changes, Unit
from app.persistence.fields import DELETED, Field, Shape
from app.persistence.heads import Head, RowHeads, rank, read_heads
from app.persistence.history import instant_of, python_value
from app.persistence.operations import REDACT, id_of, supersedes, text_of
from app.persistence.projection import candidates, project, value_of
from app.persistence.unit import UnitOfWork
from app.persistence.workspace import Workspace
from app.words import say


@dataclass(frozen=True)
class Version:
    """One side of a difference."""

    operation: bytes
    value: Any
    person: str
    device: str
    at: datetime
    shown: bool
    """True for the one that is shown until somebody settles it."""


@dataclass(frozen=True)
class Conflict:
    """A field in which people disagree: what it was, and what each made of it.

    Of a disputed deletion the field is "deleted", and an edit its author had not seen stands for False.
    """

    entity: str
    id: uuid.UUID
    field: str
    base: Any
    versions: tuple[Version, ...]


def conflicts(session: Session) -> tuple[Conflict, ...]:
    """Every difference that nobody has settled yet."""
    assert isinstance(session, UnitOfWork)
    connection = session.connection()
    listed = connection.exec_driver_sql(
        "SELECT row, field, entity FROM conflict ORDER BY row, field"
    ).fetchall()
    heads = read_heads(connection, {bytes(row) for row, _, _ in listed})
    people = {
        bytes(id_): (person, device)
        for id_, person, device in connection.exec_driver_sql("SELECT id, person, device FROM actor")
    }
    return tuple(
        _conflict(connection, session.journal.shapes[entity], heads[bytes(row)], bytes(row), name, people)
        for row, name, entity in listed
    )


def settle(workspace: Workspace, conflict: Conflict, operation: bytes) -> Changes:
    """Settle a difference by choosing one side's operation; both stay in the history.

    Raises DomainError where the difference is no longer the one that was looked at.
    """
    journal = workspace.store.journal
    shape = journal.shapes[conflict.entity]
    known = shape.fields[conflict.field]

    def work(connection: Connection) -> Changes:
        heads = read_heads(connection, [conflict.id.bytes])[conflict.id.bytes]
        sides = {head.id: head for head in _sides(shape, heads, known.name)}
        if operation not in sides or sides.keys() != {each.operation for each in conflict.versions}:
            raise DomainError(say("This difference has changed since you looked at it. Look at it again."))
        unit = Unit(say("Settle a difference"), keep_same=True)
        unit.reason = say(
            "This settled a difference between two people. It is not undone; settle it again instead."
        )
        chosen = sides[operation]
        unit.row(shape, conflict.id, chosen.scope).values[known.name] = _json_value(known, chosen)
        changes = journal.write(connection, unit)
        project(connection, journal.shapes, {conflict.id.bytes})
        return changes

    return workspace.store.transact(work)


def _json_value(known: Field, head: Head) -> Any:
    return value_of(known, head) if known.name in head.content["w"] else False


def _sides(shape: Shape, heads: RowHeads, name: str) -> list[Head]:
    """The operations that disagree; for a disputed deletion also the edits its author had not seen."""
    found = candidates(shape, shape.fields[name], heads)
    if name != DELETED:
        return found
    scopes = {head.scope for head in found}
    seen = {text for head in found for text in head.content.get("d", ())} | {
        text_of(head.id) for head in found
    }
    unseen = {
        head.id: head
        for other, some in heads.others.items()
        if other != DELETED
        for head in some
        if text_of(head.id) not in seen and not head.redacts and head.scope in scopes
    }
    return sorted([*found, *unseen.values()], key=rank, reverse=True)


def _conflict(
    connection: Connection,
    shape: Shape,
    heads: RowHeads,
    row: bytes,
    name: str,
    people: Mapping[bytes, tuple[str, str]],
) -> Conflict:
    known = shape.fields[name]
    sides = _sides(shape, heads, name)
    # A disputed row is kept, so what is shown of a disputed deletion is the first side that does not delete.
    shown = (
        next((head for head in sides if _json_value(known, head) is False), None)
        if name == DELETED
        else sides[0]
    )
    versions = tuple(
        Version(
            head.id,
            python_value(known, _json_value(known, head)),
            *people[head.actor],
            instant_of(head.clock),
            head is shown,
        )
        for head in sides
    )
    return Conflict(shape.name, uuid.UUID(bytes=row), name, _base(connection, known, sides), versions)


def _base(connection: Connection, known: Field, sides: list[Head]) -> Any:
    """The value that the sides started from, where they all started from the same."""
    earlier = [set(supersedes(head.content["w"].get(known.name, [None]))) for head in sides]
    common = set.intersection(*earlier)
    if len(common) != 1:
        return None
    raw = connection.exec_driver_sql("SELECT bytes FROM op WHERE id = ?", (id_of(common.pop()),)).scalar()
    if raw is None:
        return None
    content = json.loads(raw)
    gone = content["k"] == REDACT or known.name in content.get("gone", ())
    return python_value(known, known.empty if gone else content["w"][known.name][0])
