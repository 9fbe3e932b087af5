"""Look before opening: every reason to refuse a workspace is found before anything in it is touched."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.persistence import schema
from app.persistence.connection import APPLICATION_ID, Driver, damaged, faults_of_pages, one
from app.persistence.keys import KeySlots
from app.persistence.refusals import CannotOpen, Cause
from app.words import say

DATABASE = "workspace.db"
ATTACHMENTS = "attachments.db"
BACKUPS = "backups"
QUARANTINE = "quarantine"

CHECKED_WHOLE = 16 * 1024 * 1024
"""Bytes up to which a file is checked page by page at each opening; a larger one after a crash, and by `check`."""

_PAGE = 4096
_PLAIN = b"SQLite format 3\x00"


def look(folder: Path, driver: Driver) -> KeySlots:
    """The key slots of a folder whose files could be a workspace of this program. Raises CannotOpen."""
    slots = KeySlots.read(folder)
    if slots.least_reader > schema.SCHEMA:
        raise CannotOpen(Cause.NEWER, newer())
    path = folder / DATABASE
    if not path.is_file():
        raise CannotOpen(
            Cause.MISSING,
            say(
                "The file {name} is missing from {folder}. Restore the newest backup.",
                name=DATABASE,
                folder=folder,
            ),
        )
    size = path.stat().st_size
    if size == 0:
        raise CannotOpen(
            Cause.EMPTY,
            say(
                "The file {name} is empty: whatever was in it is gone. Nothing was changed."
                " Restore the newest backup.",
                name=DATABASE,
            ),
        )
    if driver.encrypted:
        with path.open("rb") as file:  # no connection is open yet: closing a file drops its locks
            if file.read(len(_PLAIN)) == _PLAIN:
                raise CannotOpen(Cause.FOREIGN, foreign())
    if size % _PAGE and not unclean(folder):
        raise CannotOpen(Cause.DAMAGED, damaged(path))
    return slots


def unclean(folder: Path) -> bool:
    """True where the last program to use the workspace did not get to close it."""
    try:
        return (folder / (DATABASE + "-wal")).stat().st_size > 0
    except OSError:
        return False


def identity_check(read_only: bool) -> Callable[[Any], None]:
    """The question every database file answers before it is used: ours, and not newer than this program."""

    def examine(connection: Any) -> None:
        if one(connection, "PRAGMA application_id") != APPLICATION_ID:
            raise CannotOpen(Cause.FOREIGN, foreign())
        found = int(one(connection, "PRAGMA user_version"))
        if found > schema.SCHEMA:
            least = one(connection, "SELECT v FROM meta WHERE k = 'least_reader'")
            if not read_only or least is None or int(least) > schema.SCHEMA:
                raise CannotOpen(Cause.NEWER, newer())

    return examine


def require_whole(driver: Driver, connection: Any, folder: Path, was_unclean: bool) -> None:
    """Refuse a file with a damaged page, where looking at all of them takes no time to speak of."""
    path = folder / DATABASE
    size = path.stat().st_size
    pages = int(one(connection, "PRAGMA page_count"))
    if pages * _PAGE > size and not was_unclean:
        raise CannotOpen(Cause.DAMAGED, damaged(path))
    checked = was_unclean or size <= CHECKED_WHOLE
    if checked and faults_of_pages(driver, connection, structure=was_unclean):
        raise CannotOpen(Cause.DAMAGED, damaged(path))


def writable(folder: Path) -> bool:
    """True where this user may write the folder and the database in it."""
    return os.access(folder, os.W_OK) and os.access(folder / DATABASE, os.W_OK)


def copied_for_reading(folder: Path) -> Path:
    """A copy of a workspace that may not be written, in a private temporary folder, still encrypted.

    A database with a WAL cannot be opened at all where its folder is read-only, and without its WAL it
    would silently lack the last commits. So both are copied; nobody else has them open.
    """
    copy = Path(tempfile.mkdtemp(prefix="sourcewright-"))
    for name in (DATABASE, DATABASE + "-wal", ATTACHMENTS, ATTACHMENTS + "-wal"):
        if (folder / name).exists():
            shutil.copyfile(folder / name, copy / name)
    return copy


def newer() -> str:
    """The refusal of a workspace from a later version."""
    return say(
        "This workspace was last used with a newer version of Sourcewright, which this one cannot read safely."
        " Nothing was changed. Install the newer version and open it there."
    )


def foreign() -> str:
    """The refusal of a file that another program made."""
    return say("This is not a Sourcewright workspace, so it was not opened and nothing was changed.")
