"""The heads of a row: per field, the operations that nobody has superseded yet."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, TypeVar

from app.persistence import raw
from app.persistence.operations import REDACT

T = TypeVar("T")

BIRTH_FIELD = ""
"""The field under which a birth stands in the head table.

Whoever writes a field of a row has seen the row, so a birth is an ancestor of every other operation on it:
it heads exactly the fields that no other operation heads, and never has to be taken off.
"""


class Head(NamedTuple):
    """An operation that heads a field."""

    n: int
    id: bytes
    clock: int
    actor: bytes
    scope: str
    content: dict[str, Any]

    @property
    def redacts(self) -> bool:
        """True where the operation removed values rather than wrote them."""
        return bool(self.content["k"] == REDACT)


@dataclass
class RowHeads:
    """All the heads of one row."""

    entity: str
    births: list[Head] = field(default_factory=list)
    others: dict[str, list[Head]] = field(default_factory=dict)

    def of(self, name: str) -> list[Head]:
        """The heads of one field; a birth counts where nothing else does."""
        return self.others.get(name) or [birth for birth in self.births if name in birth.content["w"]]

    def fields(self) -> set[str]:
        """Every field that anybody wrote."""
        return set(self.others).union(*(birth.content["w"] for birth in self.births))


def rank(head: Head) -> tuple[int, bytes, bytes]:
    """Which of several heads is shown meanwhile: the latest clock, then actor, then id, the same everywhere."""
    return head.clock, head.actor, head.id


def chunks(items: Iterable[T], size: int = 400) -> Iterator[list[T]]:
    """`items` in lists short enough for one statement."""
    whole = list(items)
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


def marks(items: Sequence[object]) -> str:
    """As many question marks as items, for an IN list."""
    return ",".join("?" * len(items))


_decode = json.JSONDecoder().decode
_SELECT = """SELECT h.row, h.field, o.n, o.id, o.hlc, a.id, o.scope, o.entity, o.bytes
 FROM head h JOIN op o ON o.n = h.op JOIN actor a ON a.n = o.actor WHERE """


def read_heads(
    connection: raw.Lent, rows: Iterable[bytes], fields: Sequence[str] | None = None
) -> dict[bytes, RowHeads]:
    """The heads of `rows`, of all fields or of the named ones."""
    found: dict[bytes, RowHeads] = {}
    decoded: dict[int, Head] = {}
    more: tuple[str, ...] = () if fields is None else (BIRTH_FIELD, *fields)
    for part in chunks(rows):
        statement = _select(len(part), len(more))
        for row, name, n, id_, clock, actor, scope, entity, content in raw.execute(
            connection, statement, (*part, *more)
        ):
            head = decoded.get(n)
            if head is None:
                head = decoded[n] = Head(n, id_, clock, actor, scope, _decode(content.decode()))
            add_head(found.setdefault(row, RowHeads(entity)), name, head)
    return found


@cache
def _select(rows: int, fields: int) -> str:
    narrowed = f" AND h.field IN ({marks(range(fields))})" if fields else ""
    return f"{_SELECT}h.row IN ({marks(range(rows))}){narrowed}"


def add_head(heads: RowHeads, name: str, head: Head) -> None:
    """Put one line of the head table where it belongs."""
    if name == BIRTH_FIELD:
        heads.births.append(head)
    else:
        heads.others.setdefault(name, []).append(head)
