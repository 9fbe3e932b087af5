"""One row by its id, read and written straight through the driver: all that most steps of a day ask for.

The layers between would cost ten times what the statement does (`make bench`, "commit").
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from app.persistence import raw
from app.persistence.changes import RowWrite
from app.persistence.fields import Shape
from app.persistence.heads import marks

_DIALECT = SQLiteDialect()

Convert = Callable[[Any], Any]


def fetch(connection: raw.Lent, shape: Shape, id_: uuid.UUID) -> Any:
    """The row of `id_` as an instance of its class that no session knows yet; None where there is no such row."""
    row = raw.execute(connection, _reading(shape).by_id, (id_.bytes,)).fetchone()
    return None if row is None else _made(shape, row)


def belonging(connection: raw.Lent, shape: Shape, projects: Sequence[uuid.UUID]) -> Iterator[Any]:
    """The rows of `projects` that are not deleted, oldest first, made as by `fetch`.

    A first statement of a session takes it two milliseconds to word, and the page that a start returns to asks
    for many kinds of row.
    """
    statement = (
        f"{_reading(shape).select} WHERE deleted = 0 AND project_id IN ({marks(projects)}) ORDER BY id"
    )
    for row in raw.execute(connection, statement, [project.bytes for project in projects]):
        yield _made(shape, row)


def _made(shape: Shape, row: Sequence[Any]) -> Any:
    reading = _reading(shape)
    instance = shape.mapper.class_manager.new_instance()
    values = instance.__dict__
    values.update(zip(reading.names, row, strict=True))
    for name, convert in reading.converted:
        values[name] = convert(values[name])
    return instance


class _Reading(NamedTuple):
    """How a row is read: statement, attributes, and those whose value is made from the stored one."""

    select: str
    by_id: str
    names: tuple[str, ...]
    converted: tuple[tuple[str, Convert], ...]


@cache
def _reading(shape: Shape) -> _Reading:
    columns = {each.key: each.columns[0] for each in shape.mapper.column_attrs}
    converters = {
        key: column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
        for key, column in columns.items()
    }
    select = f"SELECT {', '.join(column.name for column in columns.values())} FROM {shape.name}"
    return _Reading(
        select,
        f"{select} WHERE id = ?",
        tuple(columns),
        tuple((key, convert) for key, convert in converters.items() if convert is not None),
    )


def store(connection: raw.Lent, write: RowWrite) -> None:
    """Put the values of an edit into its row, as the journal says them."""
    columns, stored = [], []
    for name, value in write.values.items():
        field = write.shape.fields[name]
        columns += [f"{part.name} = ?" for part in field.parts]
        stored += field.store(value)
    statement = f"UPDATE {write.shape.name} SET {', '.join(columns)} WHERE id = ?"
    raw.execute(connection, statement, (*stored, write.id.bytes))
