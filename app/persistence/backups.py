"""When an open workspace is backed up, and the backups it has."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from app.persistence.backup import ASKED, Backup, Source, list_backups, make_backup, save_copy
from app.persistence.store import Store

BACKUP_AFTER = timedelta(minutes=30)
"""How long a change may be without a backup."""


class Backups:
    """The backups of an open workspace. May be used from any thread, while others write."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._source = Source(folder, store.key, store.driver)
        self._store = store
        self._backed_up = 0
        self._one = Lock()
        """Two would take the same number."""

        self._changed_since: datetime | None = None

    def make(self, reason: str = ASKED, now: datetime | None = None) -> Backup:
        """Make and verify a backup. Where nothing has changed since the newest one, that one is returned.

        One that another thread makes is waited for.
        """
        with self._one:
            mark = self._store.commits
            made = make_backup(self._source, reason, now)
            self._backed_up = mark
            self._changed_since = None
            return made

    def finish(self) -> None:
        """Wait for the one that another thread makes: the workspace is about to be closed."""
        with self._one:
            pass

    def due(self, now: datetime | None = None) -> bool:
        """True half an hour after the first change that no backup holds: to be asked by a timer."""
        if self._store.commits == self._backed_up:
            return False
        moment = now or datetime.now(UTC)
        self._changed_since = self._changed_since or moment
        return moment - self._changed_since >= BACKUP_AFTER

    @property
    def changed(self) -> bool:
        """True where something was written since the last backup: to be asked on leaving."""
        return self._store.commits != self._backed_up

    def listed(self) -> list[Backup]:
        """The readable backups, in the order they were made."""
        return list_backups(self._source.folder)

    def save_copy(self, path: Path, now: datetime | None = None) -> Backup:
        """A complete, verified copy at a place of the user's choice: another disk, a memory stick."""
        return save_copy(self._source, path, now)
