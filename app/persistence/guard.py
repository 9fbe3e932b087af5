"""Refuse, inside SQLite itself, every write that did not come through the journal.

Reading statements to find out whether they write was beaten by a comment in front of them and by raw
connections. Triggers that live in the connection cannot be: they run for the row, whoever wrote the SQL.
An authorizer adds what triggers cannot see: changes of the schema, of settings, attached files, and a COMMIT
while operations are still to be written.
"""

from collections.abc import Callable, Iterable
from typing import Any

OUTSIDE = "a write outside the unit of work"
"""What the database says when a write slips past; `Workspace` turns it into WriteRefused."""

_OK, _DENY = 0, 1
_PRAGMA, _TRANSACTION, _ATTACH, _DETACH, _ALTER = 19, 22, 24, 25, 26
_CHANGES_OF_SCHEMA = frozenset({*range(1, 9), *range(10, 18), _ALTER, 29, 30})
"""SQLite's action codes for CREATE and DROP of indexes, tables, triggers, views and virtual tables."""

_SAFE_PRAGMAS = frozenset(
    {"defer_foreign_keys", "wal_checkpoint", "quick_check", "optimize", "secure_delete"}
)
"""Pragmas that may take an argument at any time: none of them changes what is stored or how safely."""

_READING_PRAGMAS = frozenset({"table_info", "table_xinfo", "index_list", "index_info", "foreign_key_list"})


def install(
    connection: Any, tables: Iterable[str], gate: Callable[[], int], unwritten: Callable[[], bool]
) -> None:
    """Put the triggers and the authorizer on a writing connection.

    `gate` is above zero while the journal writes; `unwritten` is true while changes have no operation yet.
    """
    connection.create_function("gate", 0, gate)
    for table in tables:
        for act in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TEMP TRIGGER guard_{table}_{act} BEFORE {act} ON main.{table} WHEN gate() = 0"
                f" BEGIN SELECT RAISE(ABORT, '{OUTSIDE}'); END"
            )

    def allow(action: int, first: str | None, second: str | None, *_: object) -> int:
        if action == _TRANSACTION:
            return _DENY if first == "COMMIT" and unwritten() else _OK
        if action == _PRAGMA:
            name = (first or "").lower()
            return _OK if second is None or name in _SAFE_PRAGMAS or name in _READING_PRAGMAS else _DENY
        if action in (_ATTACH, _DETACH) or action in _CHANGES_OF_SCHEMA:
            return _DENY
        return _OK

    connection.set_authorizer(allow)
