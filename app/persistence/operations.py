"""An operation: the exact bytes that say who wrote which values of a row, over which earlier operations.

The bytes are canonical JSON and are never written again; their SHA-256 is the operation's id. Keys:

====  =======================================================================================
v     format, 1                         k     "birth", "edit" or "redact"
a     actor (device), hex               n, q  number in, and previous id of, the chain of (a, s)
s     scope: "private", "network" or the project's id, hex
t     hybrid clock: [milliseconds, counter]
e, i  entity and row id, hex            x     transaction id, hex
w     {field: [value, [ids it supersedes]]}; the list is left out where there are none
d     of a deletion only: the other heads of the row its author had seen
r     of a redaction only: ids of the operations whose values of the fields in `w` are removed
====  =======================================================================================

A redacted operation keeps its id; in its stored bytes the values are null, `id` holds that id and `gone`
the names of the fields removed.
"""

import hashlib
import json
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable
from typing import Any, NamedTuple, Never

from app.domain.types import canonical_json

FORMAT = 1
BIRTH, EDIT, REDACT = "birth", "edit", "redact"
LARGEST = 32 * 1024 * 1024
"""Bytes of one operation that are read at all; a longer one is refused before it is parsed."""

_WEB_SAFE = bytes.maketrans(b"+/", b"-_")
_NOT_WEB_SAFE = bytes.maketrans(b"-_", b"+/")


class Malformed(ValueError):
    """Bytes that are no operation."""


class Operation(NamedTuple):
    """What the bytes of an operation say. `content` is the decoded JSON."""

    id: bytes
    raw: bytes
    actor: bytes
    number: int
    scope: str
    clock: int
    transaction: bytes
    entity: str
    row: bytes
    kind: str
    writes: dict[str, list[Any]]
    content: dict[str, Any]


def identify(raw: bytes) -> bytes:
    """The id of an operation: the hash of its bytes, so that nobody can give two operations one id."""
    return hashlib.sha256(raw).digest()


def text_of(id_: bytes) -> str:
    """An operation id as it stands inside other operations."""
    return b2a_base64(id_, newline=False).translate(_WEB_SAFE)[:43].decode()


def id_of(text: str) -> bytes:
    """The operation id that `text_of` wrote."""
    return a2b_base64(text.encode().translate(_NOT_WEB_SAFE) + b"=" * (-len(text) % 4))


def supersedes(write: list[Any]) -> list[str]:
    """The ids, as text, that one entry of `w` supersedes."""
    earlier: list[str] = write[1] if len(write) > 1 else []
    return earlier


def has_effect(content: dict[str, Any]) -> bool:
    """False for an operation of a later version: it is kept and passed on, and does nothing here."""
    return content["v"] == FORMAT and content["k"] in (BIRTH, EDIT, REDACT)


def write_operation(content: dict[str, Any]) -> bytes:
    """The exact bytes of an operation. Raises UnicodeEncodeError for text with half a character in it."""
    return canonical_json(content).encode()


def split_clock(clock: int) -> list[int]:
    """The hybrid clock as [milliseconds, counter]."""
    return [clock >> 16, clock & 0xFFFF]


def read_operation(raw: bytes) -> Operation:
    """Parse bytes from another journal, trusting nothing. Raises Malformed."""
    if len(raw) > LARGEST:
        raise Malformed("an operation is too long")
    try:
        content = json.loads(raw.decode(), object_pairs_hook=_unique, parse_constant=_no_constant)
        return _operation(raw, content)
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as fault:
        raise Malformed(f"not an operation: {fault}") from fault


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("a key occurs twice")
    return found


def _no_constant(name: str) -> Never:
    raise Malformed(f"{name} is no number")


def _operation(raw: bytes, content: dict[str, Any]) -> Operation:
    milliseconds, counter = content["t"]
    clock = _whole(milliseconds) << 16 | _whole(counter, 0xFFFF)
    if not 0 <= clock < 2**63:
        raise Malformed("the clock is out of range")
    gone = content.get("gone")
    writes = {_text(field): _write(write) for field, write in content["w"].items()}
    return Operation(
        id=_sized(id_of(content["id"]), 32) if gone else identify(raw),
        raw=raw,
        actor=_sized(bytes.fromhex(content["a"]), 16),
        number=_whole(content["n"], 2**53),
        scope=_text(content["s"]),
        clock=clock,
        transaction=_sized(bytes.fromhex(content["x"]), 16),
        entity=_text(content["e"]),
        row=_sized(bytes.fromhex(content["i"]), 16),
        kind=_text(content["k"]),
        writes=writes,
        content=content,
    )


def _whole(value: Any, most: int = 2**47) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise Malformed(f"{value!r} is out of range")
    return value


def _text(value: Any) -> str:
    if type(value) is not str or not 0 < len(value) <= 200:
        raise Malformed(f"{value!r} is not a name")
    value.encode()
    return value


def _sized(value: bytes, size: int) -> bytes:
    if len(value) != size:
        raise Malformed("an id has the wrong length")
    return value


def _write(write: Any) -> list[Any]:
    if type(write) is not list or len(write) not in (1, 2):
        raise Malformed("a write is a value and what it supersedes")
    for earlier in supersedes(write):
        _sized(id_of(earlier), 32)
    return write


def emptied(id_: bytes, raw: bytes, fields: Iterable[str]) -> bytes:
    """The bytes that stay of operation `id_` once the values of `fields` are removed."""
    content = json.loads(raw)
    gone = set(content.get("gone", ())) | {field for field in fields if field in content["w"]}
    for field in gone:
        content["w"][field][0] = None
    return write_operation({**content, "id": text_of(id_), "gone": sorted(gone)})
