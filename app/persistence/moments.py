"""Rows as they stood at an earlier moment, folded from their operations.

Nothing is copied when a version is agreed: the journal holds it already. So a version that is undone is gone,
what was removed for good is removed from every version, and no second truth can drift from the first. The
moment is the end of the step that a row was made in, by the clock that every journal agrees on; what somebody
else wrote before it and handed over later belongs to it, and reads so on every computer.
"""

import json
import uuid
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from app.domain.brief_answers import answer_values
from app.persistence.fields import DELETED
from app.persistence.heads import chunks, marks
from app.persistence.operations import BIRTH, REDACT, has_effect
from app.persistence.unit import UnitOfWork


def end_of_step(session: Session, row: uuid.UUID) -> int | None:
    """The clock at the end of the step in which `row` was made; None for a row that the journal does not know."""
    statement = (
        "SELECT max(o.hlc) FROM op o WHERE o.txn = (SELECT txn FROM op WHERE row = ? ORDER BY hlc LIMIT 1)"
    )
    found = session.connection().exec_driver_sql(statement, (row.bytes,)).scalar()
    return None if found is None else int(found)


def rows_at(
    session: Session, entity: str, clock: int, *, project_id: uuid.UUID
) -> tuple[Mapping[str, Any], ...]:
    """The rows of an entity in a project at `clock`, oldest first: attribute → value, `id` with them.

    The project itself is the one row of "project".
    """
    assert isinstance(session, UnitOfWork)
    shape = session.journal.shapes[entity]
    connection = session.connection()
    ids = [project_id.bytes]
    if entity != "project":
        select = f"SELECT id FROM {shape.name} WHERE project_id = ?"
        ids = [bytes(id_) for (id_,) in connection.exec_driver_sql(select, (project_id.bytes,))]
    found: dict[bytes, dict[str, Any]] = {}
    for part in chunks(ids):
        operations = connection.exec_driver_sql(
            "SELECT o.row, o.bytes FROM op o JOIN actor a ON a.n = o.actor"
            f" WHERE o.row IN ({marks(part)}) AND o.hlc <= ? ORDER BY o.hlc, a.id, o.id",
            (*part, clock),
        )
        for row, raw in operations:
            _fold(found, bytes(row), json.loads(raw))
    return tuple(
        {"id": uuid.UUID(bytes=row), **_values(shape.fields.values(), written)}
        for row, written in sorted(found.items())
        if not written.get(DELETED)
    )


def answers_at(session: Session, row: uuid.UUID, *, project_id: uuid.UUID) -> Mapping[str, Any] | None:
    """The answers of a brief as they stood when `row` was made; None for a row that the journal does not know."""
    clock = end_of_step(session, row)
    if clock is None:
        return None

    def then(entity: str) -> list[Any]:
        return [SimpleNamespace(**each) for each in rows_at(session, entity, clock, project_id=project_id)]

    (project,) = then("project")
    return answer_values(project, then("answer"), then("brief_item"), ())


def _fold(found: dict[bytes, dict[str, Any]], row: bytes, content: Mapping[str, Any]) -> None:
    if not has_effect(dict(content)) or content["k"] == REDACT:
        return
    if content["k"] != BIRTH and row not in found:
        return
    written = found.setdefault(row, {})
    gone = content.get("gone", ())
    for name, write in content["w"].items():
        if name in gone:
            written.pop(name, None)
        else:
            written[name] = write[0]


def _values(fields: Iterable[Any], written: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in fields:
        if field.name != DELETED:
            values.update(field.load(written.get(field.name, field.default)))
    return values
