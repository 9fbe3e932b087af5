"""A unit of work as the journal sees it: what was written to which row, and what came of it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar

from app.persistence.fields import Shape

DO, UNDO, REDO = "do", "undo", "redo"
UNIT = "unit"
"""Key under which a session keeps its unit of work."""

T = TypeVar("T")

RowKey = tuple[str, uuid.UUID]

Progress = Callable[[int, int], bool]
"""Told (operations done, in all) after each part of a step; False leaves everything as it was."""


class End(Protocol):
    """How the last thing of a unit of work, which is to put it on the disk, is done."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """The result of `work`."""
        ...


def at_once(work: Callable[[], T], /) -> T:
    """As everything that is short is done."""
    return work()


@dataclass(frozen=True)
class Changes:
    """What a unit of work changed: all that a page needs to know to decide whether to ask again."""

    rows: Mapping[RowKey, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def entities(self) -> frozenset[str]:
        """The names of the entities with a changed row."""
        return frozenset(entity for entity, _ in self.rows)

    def touches(self, *entities: str) -> bool:
        """True where a row of any of these entities changed."""
        return not self.entities.isdisjoint(entities)

    def ids(self, entity: str) -> frozenset[uuid.UUID]:
        """The changed rows of one entity."""
        return frozenset(row for name, row in self.rows if name == entity)

    def with_more(self, more: "Changes") -> "Changes":
        """These and `more`; the rows are taken in, not copied."""
        if not self.rows:
            return more
        rows = self.rows if isinstance(self.rows, dict) else dict(self.rows)
        rows.update(more.rows)
        both = Changes(rows)
        both.__dict__["entities"] = (
            self.entities | more.entities
        )  # of a long step, not to go through all again
        return both

    def __bool__(self) -> bool:
        return bool(self.rows)


class RowWrite:
    """The values written to one row in one unit of work, as JSON, by field."""

    __slots__ = ("born", "id", "scope", "seen", "shape", "values")

    def __init__(self, shape: Shape, id_: uuid.UUID, scope: str, *, born: bool = False) -> None:
        self.shape = shape
        self.id = id_
        self.scope = scope
        self.born = born
        self.values: dict[str, Any] = {}
        self.seen: list[str] | None = None
        """Of a deletion that is brought back: what its author had seen then; None means everything here."""


@dataclass
class Unit:
    """One unit of work: what it is called, what it has written so far, and whether it may be taken back."""

    label: str
    kind: str = DO
    target: bytes | None = None
    reason: str = ""
    inserted: list[Any] = field(default_factory=list)
    updated: list[Any] = field(default_factory=list)
    writes: dict[RowKey, RowWrite] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    keep_same: bool = False
    """Write operations also for values that are the head's already: undo and settling a conflict need them."""

    part: tuple[bytes, int] | None = None
    """Transaction and clock of a step that is written in parts, once the first is; each row is in one part."""

    end: End = at_once
    """How it is put on the disk: of a long step, beside the window."""

    removes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Of a redaction: (row in hex, scope) → ids of the operations whose values go."""

    @property
    def unwritten(self) -> bool:
        """True while a commit would store rows without their operations."""
        return bool(self.writes or self.inserted or self.updated)

    def row(self, shape: Shape, id_: uuid.UUID, scope: str) -> RowWrite:
        """The write to a row, begun if there is none yet."""
        key = (shape.name, id_)
        found = self.writes.get(key)
        if found is None:
            found = self.writes[key] = RowWrite(shape, id_, scope)
        return found
