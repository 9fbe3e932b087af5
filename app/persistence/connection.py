"""One way to open a database file: key, settings, and a self-check that reads every setting back."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from app.persistence.refusals import CannotOpen, Cause, StorageTrouble
from app.words import say

APPLICATION_ID = 0x53575731
"""Marks a file as ours ("SWW1"); it lies encrypted in the header."""

LEAST_SQLITE = (3, 51, 3)
"""Older versions can corrupt a WAL file that two connections use (fixed in 3.51.3)."""

Settings = tuple[tuple[str, str, str], ...]

SETTINGS: Settings = (
    ("locking_mode", "NORMAL", "normal"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("fullfsync", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("recursive_triggers", "OFF", "0"),
    ("secure_delete", "FAST", "2"),
    ("temp_store", "MEMORY", "2"),
    ("busy_timeout", "2000", "2000"),
    ("cache_size", "-16000", "-16000"),
)
"""Pragma, value to set, value that must be read back. FULL: a commit that returned is on the disk.

What is looked at again lies deciphered in the cache. The 8 MB it has by itself do not hold the order of a long
directory and what a page of it shows, which was then deciphered anew every time (5 ms of 30).
"""

READER_SETTINGS: Settings = tuple(
    each for each in SETTINGS if each[0] not in ("journal_mode", "secure_delete", "cache_size")
)

MIGRATION_SETTINGS: Settings = tuple(
    (name, "OFF", "0") if name == "foreign_keys" else (name, value, back) for name, value, back in SETTINGS
)
"""For the copy that a migration rebuilds: dropping a table must not act on the rows that point to it."""


class Driver(NamedTuple):
    """The database library. Fault tests put one in its place that cuts the power."""

    module: Any
    """The DB-API module, for SQLAlchemy."""

    connect: Callable[[Path, bool], Any]
    """Opens a file (path, read only) in autocommit, usable from any one thread at a time."""

    encrypted: bool = True


@cache
def sqlcipher() -> Driver:
    """The library of the program: SQLCipher, the only SQLite that ever touches a workspace file."""
    # A second SQLite in the process would lose the first one's locks, so nothing else is imported for it.
    import sqlcipher3.dbapi2 as library  # noqa: PLC0415

    def connect(path: Path, read_only: bool) -> Any:
        address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        return library.connect(
            address, uri=True, isolation_level=None, check_same_thread=False, cached_statements=512
        )

    return Driver(library, connect)


def open_file(
    driver: Driver,
    path: Path,
    key: bytes,
    *,
    read_only: bool = False,
    settings: Settings | None = None,
    examine: Callable[[Any], None] | None = None,
) -> Any:
    """A connection to the database at `path`, keyed, set up and checked.

    `examine` may refuse the file by raising, before a setting touches it.

    Raises CannotOpen with Cause.DAMAGED where the file is no database under this key (the caller knows
    whether the key is right), and RuntimeError where a setting did not take.
    """
    wanted = settings if settings is not None else READER_SETTINGS if read_only else SETTINGS
    connection = driver.connect(path, read_only)
    try:
        if driver.encrypted:
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.module.DatabaseError as fault:
            if "file is not a database" not in str(fault) and "malformed" not in str(fault):
                raise
            raise CannotOpen(Cause.DAMAGED, damaged(path)) from fault
        if examine is not None:
            examine(connection)
        for name, value, _ in wanted:
            connection.execute(f"PRAGMA {name}={value}").fetchall()
        self_check(driver, connection, wanted)
    except BaseException:
        connection.close()
        raise
    return connection


def self_check(driver: Driver, connection: Any, settings: Settings) -> None:
    """Read every setting back. A setting that a build ignores would cost a commit in the next power cut."""
    version = tuple(int(part) for part in one(connection, "SELECT sqlite_version()").split("."))
    if version < LEAST_SQLITE:
        raise RuntimeError(f"SQLite {version} is older than {LEAST_SQLITE}")
    if driver.encrypted and not one(connection, "PRAGMA cipher_version"):
        raise RuntimeError("this SQLite cannot encrypt")
    for name, _, expected in settings:
        found = str(one(connection, f"PRAGMA {name}")).lower()
        if found != expected:
            raise RuntimeError(f"PRAGMA {name} is {found}, not {expected}")


def one(connection: Any, statement: str, *values: object) -> Any:
    """The first column of the first row, or None."""
    row = connection.execute(statement, values).fetchone()
    return None if row is None else row[0]


def faults_of_pages(driver: Driver, connection: Any, *, structure: bool = True) -> list[str]:
    """What the page checks of SQLite and SQLCipher find, in their words; empty when all is well.

    Without `structure`, pages that are authenticated are taken for what they are: whoever then reads every
    row need not have the trees walked as well.
    """
    found: list[str] = []
    try:
        if driver.encrypted:
            found += [
                str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchmany(20)
            ]
        if not found and (structure or not driver.encrypted):
            rows = [str(row[0]) for row in connection.execute("PRAGMA quick_check(20)").fetchall()]
            found += [row for row in rows if row != "ok"]
    except driver.module.DatabaseError as fault:
        found.append(str(fault))
    return found


def damaged(path: Path) -> str:
    """The refusal of a file that cannot be what it was."""
    return say(
        "The file {name} is damaged or incomplete, so it was not opened and nothing was changed."
        " Restore the newest backup; the damaged file stays where it is.",
        name=path.name,
    )


_TROUBLE = ("disk I/O error", "unable to open", "readonly database", "malformed", "not a database")


def trouble_of(words: str) -> StorageTrouble | None:
    """What the disk's refusal, in the library's words, means to a person; None where it is something else."""
    if "full" in words:
        return StorageTrouble(
            say(
                "The disk is full. This step was not saved and nothing else changed. Make room, then try again."
            )
        )
    if any(sign in words for sign in _TROUBLE):
        return StorageTrouble(
            say(
                "The disk refused to read or write the workspace. This step was not saved and nothing else"
                " changed. Check the disk, then try again; if it happens again, restore the newest backup."
            )
        )
    return None
