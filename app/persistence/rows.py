"""One row by its id, read and written straight through the driver: all that most steps of a day ask for.

The layers between would cost ten times what the statement does (`make bench`, "commit").
"""

import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from app.persistence import raw
from app.persistence.changes import RowWrite
from app.persistence.fields import Shape

_DIALECT = SQLiteDialect()

Convert = Callable[[Any], Any]


def fetch(connection: raw.Lent, shape: Shape, id_: uuid.UUID) -> Any:
    """The row of `id_` as an instance of its class that no session knows yet; None where there is no such row."""
    statement, names, converted = _reading(shape)
    row = raw.execute(connection, statement, (id_.bytes,)).fetchone()
    if row is None:
        return None
    instance = shape.mapper.class_manager.new_instance()
    values = instance.__dict__
    values.update(zip(names, row, strict=True))
    for name, convert in converted:
        values[name] = convert(values[name])
    return instance


@cache
def _reading(shape: Shape) -> tuple[str, tuple[str, ...], tuple[tuple[str, Convert], ...]]:
    """How a row of `shape` is read: statement, attributes, and those whose value is made from the stored one."""
    columns = {each.key: each.columns[0] for each in shape.mapper.column_attrs}
    converters = {
        key: column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
        for key, column in columns.items()
    }
    return (
        f"SELECT {', '.join(column.name for column in columns.values())} FROM {shape.name} WHERE id = ?",
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
