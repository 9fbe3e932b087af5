"""What an import of providers would do, told row by row before anything is written."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.exchange.provider_lists import ColumnMatch, ListedProvider
from app.exchange.tables import Remark

RowKind: TypeAlias = Literal["new", "changed", "same", "look_alike", "twin", "refused"]
Decision: TypeAlias = Literal["add", "change", "skip"]

USUAL: Mapping[RowKind, Decision] = {
    "new": "add",
    "changed": "change",
    "same": "skip",
    "look_alike": "skip",
    "twin": "skip",
    "refused": "skip",
}
"""What happens to a row unless the person decides otherwise: look-alikes are neither merged nor doubled."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a provider before and after, in words."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A provider of the directory that a row may mean, though name or town are written otherwise."""

    id: uuid.UUID
    name: str
    town: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One line of the file and what would become of it.

    `provider_id` is the provider it changes, or the one it looks like where that is a single one; `twin_of` is a
    line before it that has the same name, or one that looks the same. `faults` say why it is refused, `remarks`
    what is worth knowing although it is taken. `decision` is what happens without a word from anybody.
    """

    line: int
    name: str
    town: str
    kind: RowKind
    kind_words: str
    summary: str
    decision: Decision
    provider_id: uuid.UUID | None = None
    changes: tuple[FieldChange, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    faults: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    listed: ListedProvider | None = None
    twin_of: int | None = None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The whole file, read and compared. Nothing has been written."""

    columns: tuple[ColumnMatch, ...]
    rows: tuple[ImportRow, ...]
    summary: str
    encoding: str

    def of(self, kind: RowKind) -> tuple[ImportRow, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.kind == kind)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """The columns that fill no field."""
        return tuple(match.header for match in self.columns if not match.key and match.header)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; after `cancelled` nothing was written."""

    added: int = 0
    changed: int = 0
    skipped: int = 0
    cancelled: bool = False
    words: str = ""
