"""Full-text search over what the entities say they are found by, kept up to date by triggers.

Triggers, not the journal's hook: they follow undo, merges and repairs as well. Public and private texts of a
row are separate entries, so that a reader without the right to the private ones never selects them.
"""

import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.domain.base import Scope
from app.persistence.fields import PROJECT, Shape
from app.persistence.refusals import WriteRefused

_TABLES = (
    # Its own integer key: implicit row ids are renumbered when a migration rebuilds a table.
    """CREATE TABLE search_entry(rid INTEGER PRIMARY KEY, entity TEXT NOT NULL, row BLOB NOT NULL,
        private INTEGER NOT NULL, project BLOB, title TEXT NOT NULL, text TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX search_row ON search_entry(row, private)",
    """CREATE VIRTUAL TABLE search USING fts5(title, text, content='search_entry', content_rowid='rid',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    # What was removed must not linger in the index.
    "INSERT INTO search(search, rank) VALUES('secure-delete', 1)",
    """CREATE TRIGGER search_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search(rowid, title, text) VALUES(new.rid, new.title, new.text); END""",
    """CREATE TRIGGER search_gone AFTER DELETE ON search_entry BEGIN
        INSERT INTO search(search, rowid, title, text) VALUES('delete', old.rid, old.title, old.text); END""",
)

MOST_TERMS = 24
"""Words of a query that count; a pasted page is not a search."""


@dataclass(frozen=True)
class Hit:
    """One row found."""

    entity: str
    id: uuid.UUID
    project_id: uuid.UUID | None
    title: str
    snippet: str
    private: bool


@dataclass(frozen=True)
class _Source:
    """One kind of entry of one entity: SQL expressions over a row called `new` or a table alias."""

    shape: Shape
    private: bool
    title: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"search_{self.shape.name}_{'private' if self.private else 'public'}"

    def entry(self, row: str) -> str:
        """The values of a `search_entry` for `row`."""
        project = f"{row}.id" if self.shape.name == "project" else "NULL"
        if self.shape.scope is Scope.ENGAGEMENT and PROJECT in self.shape.fields:
            project = f"{row}.{PROJECT}"
        text = " || char(10) || ".join(f"coalesce({row}.{name}, '')" for name in self.columns) or "''"
        title = f"coalesce({row}.{self.title}, '')"
        return f"'{self.shape.name}', {row}.id, {int(self.private)}, {project}, {title}, {text}"

    def present(self, row: str) -> str:
        """The condition that `row` has something to be found by."""
        names = self.columns if self.private else (self.title, *self.columns)
        said = " OR ".join(f"coalesce({row}.{name}, '') <> ''" for name in names)
        return f"{row}.deleted = 0 AND ({said})"


_INTO = "INSERT INTO search_entry(entity, row, private, project, title, text)"


def statements(shapes: Mapping[str, Shape]) -> tuple[str, ...]:
    """The SQL that makes the index and the triggers that fill it."""
    return (*_TABLES, *(each for source in _sources(shapes) for each in _triggers(source)))


def create_search(connection: Connection, shapes: Mapping[str, Shape]) -> None:
    """Make the index and the triggers that fill it from now on."""
    for statement in statements(shapes):
        connection.exec_driver_sql(statement)


def rebuild_search(connection: Connection, shapes: Mapping[str, Shape]) -> None:
    """Make the index anew from the tables, triggers included: after every migration, which drops them."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search%'"
    )
    for (name,) in names.fetchall():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql("DROP TABLE IF EXISTS search")
    connection.exec_driver_sql("DROP TABLE IF EXISTS search_entry")
    create_search(connection, shapes)
    for source in _sources(shapes):
        table = source.shape.name
        connection.exec_driver_sql(
            f"{_INTO} SELECT {source.entry('t')} FROM {table} t WHERE {source.present('t')}"
        )


def _sources(shapes: Mapping[str, Shape]) -> list[_Source]:
    found = []
    for shape in shapes.values():
        names: tuple[str, ...] = shape.cls.__search__
        if not names:
            continue
        unknown = [name for name in names if name not in shape.field_of]
        if unknown:
            raise WriteRefused(f"{shape.name}.__search__ names {unknown[0]!r}, which is no column")
        whole = shape.scope is Scope.PRIVATE
        public = tuple(name for name in names[1:] if whole or not shape.field_of[name].private)
        private = tuple(name for name in names if not whole and shape.field_of[name].private)
        found.append(_Source(shape, whole, names[0], public))
        if private:
            found.append(_Source(shape, True, names[0], private))
    return found


def _triggers(source: _Source) -> tuple[str, ...]:
    table, name = source.shape.name, source.name
    watched = ", ".join(dict.fromkeys(("deleted", source.title, *source.columns)))
    remove = f"DELETE FROM search_entry WHERE row = old.id AND private = {int(source.private)}"
    add = f"{_INTO} SELECT {source.entry('new')} WHERE {source.present('new')}"
    return (
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} BEGIN {add}; END",
        f"CREATE TRIGGER {name}_update AFTER UPDATE OF {watched} ON {table} BEGIN {remove}; {add}; END",
        f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} BEGIN {remove}; END",
    )


def terms(text: str) -> list[str]:
    """The words of a query, as typed; marks that no word begins with are left out."""
    plain = text.encode("utf-8", "replace").decode().replace("\0", " ")
    return [word for word in plain.split() if any(_is_word(letter) for letter in word)][:MOST_TERMS]


def _is_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LN" or unicodedata.category(letter) == "Co"


def match_expression(text: str) -> str:
    """An FTS5 query for rows that have every word, the last one perhaps unfinished; "" where there is no word.

    Every word is quoted, so that nothing a person types is ever read as an operator.
    """
    quoted = ['"' + word.replace('"', '""') + '"' for word in terms(text)]
    return " AND ".join(quoted) + " *" if quoted else ""


def find(
    session: Session, text: str, *, private: bool, project_id: uuid.UUID | None = None, limit: int = 50
) -> tuple[Hit, ...]:
    """What the words of `text` find, best first. `private` False never selects a private entry."""
    expression = match_expression(text)
    if not expression:
        return ()
    narrow = "" if private else " AND e.private = 0"
    values: list[Any] = [expression]
    if project_id is not None:
        narrow += " AND e.project = ?"
        values.append(project_id.bytes)
    rows = session.connection().exec_driver_sql(
        "SELECT e.entity, e.row, e.project, e.title, snippet(search, -1, '', '', '…', 12), e.private"
        f" FROM search JOIN search_entry e ON e.rid = search.rowid WHERE search MATCH ?{narrow}"
        " ORDER BY bm25(search, 4.0, 1.0), e.rid LIMIT ?",
        (*values, limit),
    )
    return tuple(
        Hit(
            entity,
            uuid.UUID(bytes=bytes(row)),
            uuid.UUID(bytes=bytes(project)) if project is not None else None,
            title,
            snippet,
            bool(hidden),
        )
        for entity, row, project, title, snippet, hidden in rows
    )
