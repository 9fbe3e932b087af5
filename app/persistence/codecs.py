"""One strict codec per column type: what memory, journal and table hold is the same value, or it is refused."""

import enum
import json
import uuid
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Date, Enum, Integer, String
from sqlalchemy.types import TypeEngine

from app.domain.errors import DomainError
from app.domain.types import (
    DecimalText,
    FrozenJson,
    Id,
    UtcInstant,
    canonical_json,
    freeze,
    read_instant,
    write_instant,
)
from app.persistence.refusals import WriteRefused
from app.words import say


class Codec(NamedTuple):
    """How values of one column type are written. None is null everywhere and never reaches these functions."""

    encode: Callable[[Any], Any]
    """Python value → JSON value. Raises WriteRefused for another type, DomainError for text nobody can keep."""

    store: Callable[[Any], Any]
    """JSON value → what the database holds. Raises ValueError or TypeError where the value does not fit."""

    load: Callable[[Any], Any]
    """JSON value → Python value."""

    nothing: Any = None
    """The JSON value that stands for "empty" where null is not allowed; None where there is none."""


def _exactly(type_: type, write: Callable[[Any], Any] = lambda value: value) -> Callable[[Any], Any]:
    def encode(value: Any) -> Any:
        if type(value) is not type_:
            raise WriteRefused(f"{value!r} is {type(value).__name__}, not {type_.__name__}")
        return write(value)

    return encode


def _same(type_: type) -> Callable[[Any], Any]:
    def store(value: Any) -> Any:
        if type(value) is not type_:
            raise TypeError(f"{value!r} is not {type_.__name__}")
        return value

    return store


def _back_and_forth(read: Callable[[Any], Any], write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Accept a JSON text only in the one form that `write` gives it."""

    def store(value: Any) -> Any:
        if type(value) is not str:
            raise TypeError(f"{value!r} is not text")
        try:
            same = write(read(value)) == value
        except InvalidOperation as fault:
            raise ValueError(f"{value!r} is no number") from fault
        if not same:
            raise ValueError(f"{value!r} is not in its canonical form")
        return value

    return store


def _keepable(value: str) -> str:
    if "\0" in value:
        raise DomainError(
            say(
                "The text holds an invisible character that cannot be kept. Type it again, or paste it as plain text."
            )
        )
    try:
        value.encode()
    except UnicodeEncodeError as fault:
        raise DomainError(
            say(
                "The text holds half a character that cannot be kept. Type it again, or paste it as plain text."
            )
        ) from fault
    return value


def _stored_text(value: Any) -> str:
    if type(value) is not str or "\0" in value:
        raise ValueError(f"{value!r} is not text")
    value.encode()
    return value


def _small(value: int) -> int:
    if not -(2**63) <= value < 2**63:
        raise WriteRefused(f"{value} is too large to keep")
    return value


def _stored_whole(value: Any) -> int:
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise ValueError(f"{value!r} is not a whole number that fits")
    return value


def _plain(value: Decimal) -> str:
    if not value.is_finite():
        raise WriteRefused(f"{value} is not a number")
    return format(value, "f")


def _json(value: Any) -> Any:
    try:
        return json.loads(canonical_json(freeze(value)))
    except (TypeError, ValueError) as fault:
        raise WriteRefused(str(fault)) from fault


def _stored_json(value: Any) -> str:
    text = canonical_json(value)
    text.encode()
    return text


def _uuid_bytes(value: Any) -> bytes:
    if type(value) is not str or len(value) != 32 or uuid.UUID(hex=value).hex != value:
        raise ValueError(f"{value!r} is not an id")
    return bytes.fromhex(value)


def _member(type_: type[enum.Enum]) -> Codec:
    def store(value: Any) -> str:
        if value not in type_.__members__:
            raise ValueError(f"{value!r} is not one of {type_.__name__}")
        name: str = value
        return name

    return Codec(_exactly(type_, lambda value: value.name), store, lambda value: type_[value])


_ID = Codec(_exactly(uuid.UUID, lambda value: value.hex), _uuid_bytes, lambda value: uuid.UUID(hex=value))
_INSTANT = Codec(
    _exactly(datetime, write_instant), _back_and_forth(read_instant, write_instant), read_instant
)
_DECIMAL = Codec(
    _exactly(Decimal, _plain),
    _back_and_forth(Decimal, lambda value: format(value, "f")),
    Decimal,
    nothing="0",
)
_JSON = Codec(_json, _stored_json, freeze)
_DATE = Codec(
    _exactly(date, date.isoformat), _back_and_forth(date.fromisoformat, date.isoformat), date.fromisoformat
)
_TRUTH = Codec(_exactly(bool), lambda value: int(_same(bool)(value)), bool, nothing=False)
_WHOLE = Codec(_exactly(int, _small), _stored_whole, int, nothing=0)
_TEXT = Codec(_exactly(str, _keepable), _stored_text, str, nothing="")

_BY_TYPE: tuple[tuple[type[TypeEngine[Any]], Codec], ...] = (
    (Id, _ID),
    (UtcInstant, _INSTANT),
    (DecimalText, _DECIMAL),
    (FrozenJson, _JSON),
    (Date, _DATE),
    (Boolean, _TRUTH),
    (Integer, _WHOLE),
    (String, _TEXT),
)
"""First match wins: the product's own types before the general ones they are made of."""


def codec_of(type_: TypeEngine[Any]) -> Codec:
    """The codec of a column type. Raises WriteRefused for a type that does not keep values exactly."""
    if isinstance(type_, Enum):
        if type_.enum_class is None:
            raise WriteRefused(f"{type_!r} needs an enum class")
        return _member(type_.enum_class)
    for known, codec in _BY_TYPE:
        if isinstance(type_, known):
            return codec
    raise WriteRefused(f"columns of type {type_!r} cannot be journaled")
