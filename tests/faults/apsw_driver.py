"""A database driver over apsw, for tests only: the same persistence code on a file system that fails.

`sqlcipher3` offers no way to put another file system under it, so the faults of disk and power run the same
Workspace, Journal and Session on an unencrypted build through this adapter. What encryption adds (page
authentication) is tested by bit flips and truncations on the real, encrypted file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import apsw

from app.persistence.connection import Driver


class Error(Exception):
    pass


class DatabaseError(Error):
    pass


class OperationalError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


def _translated(fault: apsw.Error) -> Error:
    operational = (
        apsw.FullError,
        apsw.IOError,
        apsw.BusyError,
        apsw.CantOpenError,
        apsw.ReadOnlyError,
        apsw.SQLError,
    )
    kind = IntegrityError if isinstance(fault, apsw.ConstraintError) else DatabaseError
    return (OperationalError if isinstance(fault, operational) else kind)(str(fault))


class Cursor:
    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._cursor.exec_trace = self._describe
        self.description: Sequence[tuple[Any, ...]] | None = None
        self.rowcount = -1
        self._rows: Iterator[Any] = iter(())

    def _describe(self, cursor: apsw.Cursor, statement: str, bindings: Any) -> bool:
        columns = cursor.get_description()
        self.description = [(name, None, None, None, None, None, None) for name, _ in columns] or None
        return True

    @property
    def lastrowid(self) -> int:
        return self._connection.last_insert_rowid()

    def execute(self, statement: str, values: Any = ()) -> "Cursor":
        return self._run(lambda: self._cursor.execute(statement, values or None))

    def executemany(self, statement: str, values: Iterable[Any]) -> "Cursor":
        return self._run(lambda: self._cursor.executemany(statement, values))

    def _run(self, act: Callable[[], Iterable[Any]]) -> "Cursor":
        """Every row is taken at once, so that no statement stays open behind an unfinished cursor."""
        self.description = None
        try:
            self._rows = iter(list(act()))
        except apsw.Error as fault:
            raise _translated(fault) from fault
        self.rowcount = self._connection.changes()
        return self

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return list(islice(self._rows, size or self.arraysize))

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def close(self) -> None:
        self._cursor.close(True)


class Connection:
    isolation_level = None

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def cursor(self) -> Cursor:
        return Cursor(self._connection)

    def execute(self, statement: str, values: Any = ()) -> Cursor:
        return self.cursor().execute(statement, values)

    def executemany(self, statement: str, values: Iterable[Any]) -> Cursor:
        return self.cursor().executemany(statement, values)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def create_function(self, name: str, count: int, function: Callable[..., Any], **_: Any) -> None:
        self._connection.create_scalar_function(name, function, count)

    def set_authorizer(self, allow: Callable[..., int] | None) -> None:
        self._connection.authorizer = allow

    def close(self) -> None:
        try:
            self._connection.close(True)
        except apsw.Error as fault:
            raise _translated(fault) from fault


MODULE = SimpleNamespace(
    paramstyle="qmark",
    apilevel="2.0",
    threadsafety=1,
    sqlite_version=apsw.sqlite_lib_version(),
    sqlite_version_info=tuple(int(part) for part in apsw.sqlite_lib_version().split(".")),
    Binary=bytes,
    Error=Error,
    DatabaseError=DatabaseError,
    OperationalError=OperationalError,
    IntegrityError=IntegrityError,
    InterfaceError=DatabaseError,
    DataError=DatabaseError,
    InternalError=DatabaseError,
    ProgrammingError=DatabaseError,
    NotSupportedError=DatabaseError,
    Warning=Error,
)


def driver(file_system: str | None = None) -> Driver:
    """A driver whose databases lie on `file_system` (an apsw VFS by name), unencrypted."""

    def connect(path: Path, read_only: bool) -> Connection:
        flags = (
            apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        )
        # The single-instance lock is not what is being tested, so it stays on the real file system.
        vfs = None if path.name == "lock.db" else file_system
        try:
            return Connection(apsw.Connection(str(path), flags=flags, vfs=vfs))
        except apsw.Error as fault:
            raise _translated(fault) from fault

    return Driver(MODULE, connect, encrypted=False)
