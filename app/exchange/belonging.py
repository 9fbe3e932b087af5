"""Does what a file says belong to the project that it names, and to nothing else of this workspace?

A signature tells who wrote an operation, not that they may. So before any is taken in, each is held to the
project: no row of another one, no entity that travels otherwise, nothing private, nobody's history rewritten.
"""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from app.domain.base import Scope
from app.exchange.engagement_file import EngagementFile, FileRefused, damaged
from app.exchange.pace import Pace
from app.persistence.devices import Device
from app.persistence.fields import PROJECT, Shape
from app.persistence.heads import chunks, marks
from app.persistence.journal import Journal
from app.persistence.operations import BIRTH, REDACT, Operation, text_of
from app.words import say


def require_known_keys(received: EngagementFile, known: dict[bytes, Device]) -> None:
    """Refuse a device that is known here by another key."""
    for device in received.devices.values():
        before = known.get(device.id)
        if before is not None and before.public != device.public:
            raise FileRefused(
                say(
                    "This file says that it is from “{device}” of {person}, but it is signed with another key than"
                    " the one you know. Nothing was changed. Speak to them before you go on: somebody may be"
                    " pretending to be them.",
                    device=before.name,
                    person=before.person,
                )
            )


def require_one_history(connection: Connection, received: EngagementFile, known: dict[bytes, Device]) -> None:
    """Refuse a device that tells two histories: under one number, another operation than the one here."""
    here = {
        (bytes(actor), number): bytes(id_)
        for actor, number, id_ in connection.exec_driver_sql(
            "SELECT a.id, o.seq, o.id FROM op o JOIN actor a ON a.n = o.actor WHERE o.scope = ?",
            (received.project.hex,),
        )
    }
    for each in received.operations:
        if here.get((each.actor, each.number), each.id) != each.id:
            device = known[each.actor]
            raise FileRefused(
                say(
                    "“{device}” of {person} tells two different histories of this project: this file contradicts what"
                    " it said before. Nothing was changed. A copy of a workspace may have been used on two"
                    " computers; ask them to restore it from a backup, which makes it a device of its own.",
                    device=device.name,
                    person=device.person,
                )
            )


def require_belonging(
    connection: Connection,
    journal: Journal,
    received: EngagementFile,
    fresh: Sequence[Operation],
    pace: Pace,
) -> None:
    """Refuse operations that reach beyond their project or carry what may not travel."""
    entities = {each.row: each.entity for each in received.operations if each.kind == BIRTH}
    for each in (each for part in pace.parts(fresh) for each in part):
        if entities.setdefault(each.row, each.entity) != each.entity:
            raise FileRefused(damaged())
        shape = journal.shapes.get(each.entity)
        if shape is not None:  # one of a later version is kept and passed on
            _require_shape(each, shape, received.project)
    _require_removed(received, fresh)
    _require_own_rows(connection, received, entities)
    _require_own_targets(connection, journal, received, fresh)


def _require_shape(each: Operation, shape: Shape, project: uuid.UUID) -> None:
    if shape.scope is not Scope.ENGAGEMENT:
        raise FileRefused(damaged())
    if any(name in shape.fields and shape.fields[name].private for name in each.writes):
        raise FileRefused(damaged())
    if shape.name == "project":
        fits = each.row == project.bytes
    elif each.kind == BIRTH:
        fits = PROJECT in each.writes and _id(PROJECT, each) == project
    else:
        fits = PROJECT not in each.writes
    if not fits:
        raise FileRefused(damaged())


def _id(name: str, each: Operation) -> uuid.UUID | None:
    """The id that an operation gives a field; None where it gives none, or something else."""
    value = each.writes[name][0]
    try:
        return uuid.UUID(hex=value)
    except (ValueError, TypeError, AttributeError):
        return None


def _require_removed(received: EngagementFile, fresh: Iterable[Operation]) -> None:
    """A value is missing from an operation only where the file also holds the redaction that removed it."""
    removed = {
        (text, name)
        for each in received.operations
        if each.kind == REDACT
        for text in each.content.get("r", ())
        for name in each.writes
    }
    for each in fresh:
        if any((text_of(each.id), name) not in removed for name in each.content.get("gone", ())):
            raise FileRefused(damaged())


def _require_own_rows(connection: Connection, received: EngagementFile, entities: dict[bytes, str]) -> None:
    """A row that is here already is of this project and the same kind of thing."""
    for part in chunks(entities):
        rows = connection.exec_driver_sql(
            f"SELECT DISTINCT row, entity, scope FROM op WHERE row IN ({marks(part)}) AND scope <> 'private'",
            tuple(part),
        )
        for row, entity, scope in rows:
            if entity != entities[bytes(row)] or scope != received.project.hex:
                raise FileRefused(damaged())


def _require_own_targets(
    connection: Connection, journal: Journal, received: EngagementFile, fresh: Iterable[Operation]
) -> None:
    """What a row points to is not a row of another project."""
    targets: set[bytes] = set()
    for each in fresh:
        shape = journal.shapes.get(each.entity)
        for reference in shape.references if shape is not None else ():
            if shape is not None and reference.field in each.writes:
                found = _id(reference.field, each)
                targets |= {found.bytes} if found is not None else set()
    for part in chunks(targets):
        rows = connection.exec_driver_sql(
            f"SELECT DISTINCT scope FROM op WHERE row IN ({marks(part)}) AND scope <> 'private'", tuple(part)
        )
        if any(scope != received.project.hex for (scope,) in rows):
            raise FileRefused(damaged())
