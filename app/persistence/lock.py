"""One program at a time: a lock that the operating system lets go when its holder dies."""

from pathlib import Path
from typing import Any

from app.persistence.connection import Driver
from app.persistence.refusals import CannotOpen, Cause
from app.words import say


class FolderLock:
    """Holds `lock.db` beside a workspace in an exclusive transaction.

    A lock file with a process number in it goes stale and teaches people to click "open anyway";
    this one cannot.
    """

    def __init__(self, driver: Driver, folder: Path) -> None:
        self._connection: Any = driver.connect(folder / "lock.db", False)
        try:
            self._connection.execute("PRAGMA busy_timeout=0")
            self._connection.execute("BEGIN EXCLUSIVE")
        except driver.module.Error as fault:
            self._connection.close()
            if "locked" in str(fault) or "busy" in str(fault):
                raise CannotOpen(
                    Cause.IN_USE,
                    say("This workspace is already open in another window. Go on there, or close it first."),
                ) from fault
            raise CannotOpen(
                Cause.NOT_WRITABLE,
                say(
                    "The folder {folder} cannot be written to, so the workspace was not opened."
                    " You can still open it to read and to take your data out.",
                    folder=folder,
                ),
            ) from fault

    def release(self) -> None:
        """Let the next one in."""
        self._connection.close()
