"""The tables of the journal and of this computer's own notes, beside those of the mapped classes."""

from functools import lru_cache

from sqlalchemy import MetaData
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from app.persistence.fields import Shape

SCHEMA = 1
"""Version of the whole schema (`user_version`); every Alembic revision raises it by one."""

LEAST_READER = 1
"""The oldest program's SCHEMA that can still read a workspace written by this one."""

JOURNAL = (
    "CREATE TABLE meta(k TEXT PRIMARY KEY, v) WITHOUT ROWID",
    # One row a device: a person works on several, and a restored backup is a new device.
    """CREATE TABLE actor(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, person TEXT NOT NULL DEFAULT '',
        device TEXT NOT NULL DEFAULT '', pub BLOB, retired TEXT)""",
    # `bytes` is the operation; the other columns are parsed copies for SQL, and check compares them.
    """CREATE TABLE op(n INTEGER PRIMARY KEY, id BLOB NOT NULL, actor INTEGER NOT NULL, scope TEXT NOT NULL,
        seq INTEGER NOT NULL, hlc INTEGER NOT NULL, txn BLOB NOT NULL, entity TEXT NOT NULL, row BLOB NOT NULL,
        bytes BLOB NOT NULL)""",
    "CREATE UNIQUE INDEX op_id ON op(id)",
    "CREATE INDEX op_chain ON op(actor, scope, seq)",
    "CREATE INDEX op_row ON op(row)",
    "CREATE INDEX op_txn ON op(txn)",
    # Field '' is the birth of the row: it heads every field that nothing else heads.
    """CREATE TABLE head(row BLOB NOT NULL, field TEXT NOT NULL, op INTEGER NOT NULL,
        PRIMARY KEY(row, field, op)) WITHOUT ROWID""",
    # Operations that were named as superseded before they arrived.
    """CREATE TABLE early(id BLOB NOT NULL, row BLOB NOT NULL, field TEXT NOT NULL,
        PRIMARY KEY(id, row, field)) WITHOUT ROWID""",
    # Rows that cannot be shown yet, or only in part, because something they point to is not here.
    "CREATE TABLE waiting(row BLOB PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE conflict(row BLOB NOT NULL, field TEXT NOT NULL, entity TEXT NOT NULL,
        PRIMARY KEY(row, field)) WITHOUT ROWID""",
    # Values removed for good: `by` is the redaction.
    """CREATE TABLE redacted(id BLOB NOT NULL, field TEXT NOT NULL, by BLOB NOT NULL,
        PRIMARY KEY(id, field)) WITHOUT ROWID""",
    # The steps of this workspace, newest last: what undo and redo walk over. Never leaves it.
    """CREATE TABLE txn(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, label TEXT NOT NULL, kind TEXT NOT NULL,
        target BLOB, reason TEXT NOT NULL DEFAULT '')""",
)

LOCAL = (
    "CREATE TABLE draft(form TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL,"
    " PRIMARY KEY(form, field)) WITHOUT ROWID",
    "CREATE TABLE preference(k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID",
)

GUARDED = ("meta", "actor", "op", "head", "early", "waiting", "conflict", "redacted", "txn")
"""Tables that only the journal writes. Drafts, preferences and the search index are nobody's record."""


def guarded_tables(shapes: dict[str, Shape]) -> tuple[str, ...]:
    """Every table in which a write that slips past the journal is refused."""
    return (*shapes, *GUARDED)


@lru_cache(maxsize=8)
def table_statements(metadata: MetaData) -> tuple[str, ...]:
    """The SQL that makes every table of the mapped classes with its indexes, each after those it refers to."""
    dialect = sqlite.dialect()
    found = []
    for table in metadata.sorted_tables:
        found.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            found.append(str(CreateIndex(index).compile(dialect=dialect)).strip())
    return tuple(found)
