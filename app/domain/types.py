"""Column types whose stored form is exact, so that table, journal and memory always hold the same value."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any, Never

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
"""How an instant is written: fixed width, so that text order is time order."""

SHORT = 200
"""Letters of a JSON text that is read once for all rows that hold it: most are empty lists and a few words."""

LONG = 8000
"""Letters of the longest JSON text that is kept as read: a page reads the same match or answer many times over."""

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical_json(value: Any) -> str:
    """The one way this program writes a JSON value: sorted keys, no spaces, no NaN, text as it is."""
    return _canonical.encode(value)


class FrozenDict(dict[str, Any]):
    """A dictionary that refuses to be changed: a change inside a stored value would be lost in silence."""

    def _refuse(self, *_: object, **__: object) -> Never:
        raise TypeError("a stored value is frozen: build a new one and assign it whole")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Callable[[Mapping[str, Any]], "FrozenDict"], tuple[dict[str, Any]]]:
        return FrozenDict, (dict(self),)


def freeze(value: Any) -> Any:
    """`value` as JSON that nobody can change in place: dictionaries frozen, lists as tuples.

    Raises TypeError for what would not come back from JSON as it went in: keys that are not text,
    Decimal, dates, sets, NaN. Numbers with a point are kept as they are; money and rates belong in text.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise TypeError(f"{value!r} is not a finite number")
        return value
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("the keys of a stored value are text")
        return FrozenDict({key: freeze(item) for key, item in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return tuple(freeze(item) for item in value)
    raise TypeError(f"{value!r} cannot be kept as JSON: write it as text or a whole number")


class Id(TypeDecorator[uuid.UUID]):
    """A UUID as its sixteen bytes."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        return None if value is None else uuid.UUID(bytes=bytes(value))


class UtcInstant(TypeDecorator[datetime]):
    """An instant in UTC to the microsecond. A time without a zone is refused, never guessed."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else write_instant(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else read_instant(value)


def write_instant(value: datetime) -> str:
    """`value` in UTC as text. Raises ValueError for a time without a zone."""
    if value.tzinfo is None:
        raise ValueError("a time without a zone is not an instant")
    return value.astimezone(UTC).strftime(INSTANT)


def read_instant(text: str) -> datetime:
    """The instant that `write_instant` wrote."""
    return datetime.strptime(text, INSTANT).replace(tzinfo=UTC)


class DecimalText(TypeDecorator[Decimal]):
    """A Decimal as plain text (never 1E+3), with the places it was given."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise TypeError(f"{text} is not a finite number")
    return number


_stored = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)


def read_json(text: str) -> Any:
    """The frozen value of a stored text: what `freeze` makes of it, without asking again what JSON cannot hold."""
    value = _stored.decode(text)
    return _held(value) if type(value) in _HOLDING else value


_HOLDING = frozenset({dict, list})


def _held(value: Any) -> Any:
    if type(value) is dict:
        return FrozenDict(
            {key: _held(item) if type(item) in _HOLDING else item for key, item in value.items()}
        )
    return tuple([_held(item) if type(item) in _HOLDING else item for item in value])


# Nobody can change what was read, so many rows may hold the same.
_read_short = lru_cache(maxsize=1024)(read_json)
_read_long = lru_cache(maxsize=256)(read_json)


class FrozenJson(TypeDecorator[Any]):
    """A JSON value that is only ever replaced whole; read back it is frozen (`freeze`).

    Kept as text: a column that SQLite takes for a number would turn the text "12" into twelve.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(freeze(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        if len(value) <= SHORT:
            return _read_short(value)
        return _read_long(value) if len(value) <= LONG else read_json(value)

    def compare_values(self, x: Any, y: Any) -> bool:
        return bool(x == y) and canonical_json(x) == canonical_json(y)
