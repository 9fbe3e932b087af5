"""One row by its id, read and written straight through the driver: all that most steps of a day ask for.

The layers between would cost ten times what the statement does (`make bench`, "commit").
"""

import uuid
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.sql.elements import NamedColumn

from app.domain.types import Id
from app.persistence import raw
from app.persistence.changes import RowWrite
from app.persistence.fields import Shape
from app.persistence.heads import chunks, marks

_DIALECT = SQLiteDialect()

Convert = Callable[[Any], Any]
Columns = Mapping[str, NamedColumn[Any]]


def fetch(connection: raw.Lent, shape: Shape, id_: uuid.UUID) -> Any:
    """The row of `id_` as an instance of its class that no session knows yet; None where there is no such row."""
    row = raw.execute(connection, _reading(shape).by_id, (id_.bytes,)).fetchone()
    return None if row is None else _made(_reading(shape), row, {})


def of(
    connection: raw.Lent,
    shape: Shape,
    column: str,
    ids: Sequence[uuid.UUID],
    without: tuple[str, ...] = (),
) -> Iterator[Any]:
    """The rows whose `column` is one of `ids` and that are not deleted, oldest first, made as by `fetch`.

    Attributes in `without` are not read from the disk. A first statement of a session takes it two milliseconds
    to word, and the page that a start returns to asks for many kinds of row; a hundred rows take it ten.
    """
    reading = _reading(shape, without)
    known = {each.bytes: each for each in ids}
    for row in _stored(connection, reading.select, column, ids):
        yield _made(reading, row, known)


def told(
    connection: raw.Lent, shape: Shape, column: str, ids: Sequence[uuid.UUID], names: tuple[str, ...]
) -> Iterator[Any]:
    """The same rows as plain tuples that hold only these attributes, and an amount where both its parts are among them.

    To make an instance takes longer than to read its row, and a screenful of the directory is three hundred rows.
    """
    telling = _telling(shape, names)
    known = {each.bytes: each for each in ids}
    for row in _stored(connection, telling.select, column, ids):
        values = list(row)
        for at in telling.ids:
            values[at] = known.get(values[at]) or uuid.UUID(bytes=values[at])
        for at, convert in telling.converted:
            values[at] = convert(values[at])
        yield telling.new(values)


def _stored(connection: raw.Lent, select: str, column: str, ids: Sequence[uuid.UUID]) -> Iterator[Any]:
    for part in chunks(ids):
        statement = f"{select} WHERE deleted = 0 AND {column} IN ({marks(part)}) ORDER BY id"
        yield from raw.execute(connection, statement, [each.bytes for each in part])


def _made(reading: "_Reading", row: Sequence[Any], known: Mapping[bytes, uuid.UUID]) -> Any:
    """An instance of a row. Ids that are `known` are not made again, which takes as long as all the rest of a row."""
    instance = reading.new()
    values = instance.__dict__
    values.update(zip(reading.names, row, strict=True))
    for name in reading.ids:
        stored = values[name]
        if stored is not None:
            values[name] = known.get(stored) or uuid.UUID(bytes=stored)
    for name, convert in reading.converted:
        values[name] = convert(values[name])
    return instance


class _Reading(NamedTuple):
    """How a row is read: statement, attributes, ids among them, and others that are made from what is stored."""

    new: Callable[[], Any]
    select: str
    by_id: str
    names: tuple[str, ...]
    ids: tuple[str, ...]
    converted: tuple[tuple[str, Convert], ...]


@cache
def _reading(shape: Shape, without: tuple[str, ...] = ()) -> _Reading:
    columns = {each.key: each.columns[0] for each in shape.mapper.column_attrs if each.key not in without}
    select = _select(shape, columns)
    ids = _ids(columns)
    return _Reading(
        shape.mapper.class_manager.new_instance,
        select,
        f"{select} WHERE id = ?",
        tuple(columns),
        ids,
        tuple((key, each) for key, each in _converters(columns).items() if key not in ids),
    )


class _Telling(NamedTuple):
    """How a row is read as a tuple: as above, by the places in it. No id among them may be missing."""

    new: Callable[[Sequence[Any]], Any]
    select: str
    ids: tuple[int, ...]
    converted: tuple[tuple[int, Convert], ...]


@cache
def _telling(shape: Shape, names: tuple[str, ...]) -> _Telling:
    columns: Columns = {name: shape.mapper.columns[name] for name in names}
    ids = _ids(columns)
    amounts = {
        each.key: _amount(each.composite_class, *parts)
        for each in shape.mapper.composites
        if set(parts := [part.key for part in each.props]) <= columns.keys()
    }
    kind: Any = type(shape.cls.__name__, (namedtuple("Told", names),), {"__slots__": (), **amounts})
    return _Telling(
        kind._make,
        _select(shape, columns),
        tuple(names.index(name) for name in ids),
        tuple((names.index(key), each) for key, each in _converters(columns).items() if key not in ids),
    )


def _amount(kind: Callable[..., Any], *parts: str) -> property:
    """Several columns that are one value; None where one of them is."""
    read = attrgetter(*parts)

    def value(row: Any) -> Any:
        stored = read(row)
        return None if None in stored else kind(*stored)

    return property(value)


def _select(shape: Shape, columns: Columns) -> str:
    return f"SELECT {', '.join(column.name for column in columns.values())} FROM {shape.name}"


def _ids(columns: Columns) -> tuple[str, ...]:
    return tuple(key for key, column in columns.items() if isinstance(column.type, Id))


def _converters(columns: Columns) -> dict[str, Convert]:
    """By attribute, what makes its value from what is stored, where that is not the same."""
    found = {
        key: column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
        for key, column in columns.items()
    }
    return {key: each for key, each in found.items() if each is not None}


def store(connection: raw.Lent, write: RowWrite) -> None:
    """Put the values of an edit into its row, as the journal says them."""
    columns, stored = [], []
    for name, value in write.values.items():
        field = write.shape.fields[name]
        columns += [f"{part.name} = ?" for part in field.parts]
        stored += field.store(value)
    statement = f"UPDATE {write.shape.name} SET {', '.join(columns)} WHERE id = ?"
    raw.execute(connection, statement, (*stored, write.id.bytes))
