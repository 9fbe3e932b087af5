"""The workspace: the one door between the program and what it keeps."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import DeclarativeBase, Session

import app.domain  # noqa: F401  maps every class before the first workspace is opened
from app.domain.base import Base
from app.persistence import beside, check, history, recovery, redaction, schema
from app.persistence.attachments import Attachments
from app.persistence.backup import ASKED, Backup, Source
from app.persistence.backups import Backups
from app.persistence.changes import REDO, UNDO, Changes, Progress, Unit
from app.persistence.connection import Driver, open_file, sqlcipher
from app.persistence.journal import wall_clock
from app.persistence.keys import Keys, KeySlots, new_key
from app.persistence.local import Drafts, Preferences
from app.persistence.lock import FolderLock
from app.persistence.migrate import Step as Migration
from app.persistence.migrate import migrate, version_of
from app.persistence.opening import (
    BACKUPS,
    DATABASE,
    QUARANTINE,
    copied_for_reading,
    identity_check,
    look,
    require_whole,
    unclean,
    writable,
)
from app.persistence.refusals import CannotOpen, Cause
from app.persistence.reply_tokens import reply_key
from app.persistence.store import Store
from app.words import say

T = TypeVar("T")


class Workspace:
    """An open workspace. Made by `create` and `open`; everything else goes through it."""

    def __init__(
        self, folder: Path, slots: KeySlots, keys: Keys, store: Store, lock: FolderLock | None
    ) -> None:
        self.folder = folder
        self.slots = slots
        self.keys = keys
        self.store = store
        self._lock = lock
        self.backups = Backups(folder, store)
        self.drafts = Drafts(store.engine)
        self.preferences = Preferences(store.engine)
        self.attachments = Attachments(store.folder, store.key, store.driver, read_only=store.read_only)
        self.reply_key = reply_key(store.key)
        """The key by which replies to requests for quotes are known again; it never leaves the workspace."""

    # ---- opening

    @classmethod
    def create(
        cls,
        folder: Path,
        keys: Keys,
        *,
        person: str,
        device: str,
        sample: bool = False,
        base: type[DeclarativeBase] = Base,
        driver: Driver | None = None,
        clock: Callable[[], int] = wall_clock,
    ) -> Workspace:
        """Make a new, empty workspace in `folder` (which is not there yet, or empty) and open it."""
        driver = driver or sqlcipher()
        if folder.exists() and any(folder.iterdir()):
            raise CannotOpen(
                Cause.OCCUPIED, say("The folder {folder} is not empty. Choose another one.", folder=folder)
            )
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FolderLock(driver, folder)
        try:
            identity, key = uuid.uuid4().hex, new_key()
            slots = KeySlots.new(
                identity, key, schema=schema.SCHEMA, least_reader=schema.LEAST_READER, sample=sample
            )
            slots = slots.with_slot(keys.keep(identity, key))
            (folder / BACKUPS).mkdir()
            (folder / QUARANTINE).mkdir()
            open_file(driver, folder / DATABASE, key).close()
            store = Store(folder, key, driver, base, clock)
            store.create({"workspace": identity, "sample": int(sample)}, person, device)
            slots.write(folder)  # last: a folder without it is no workspace
            return cls(folder, slots, keys, store, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls,
        folder: Path,
        keys: Keys,
        *,
        code: str | None = None,
        read_only: bool = False,
        base: type[DeclarativeBase] = Base,
        driver: Driver | None = None,
        clock: Callable[[], int] = wall_clock,
        scripts: Migration | None = None,
    ) -> Workspace:
        """Open the workspace in `folder`, or raise CannotOpen with the reason, having touched nothing.

        `code` is the printed recovery code; with it, this computer keeps the key again. `read_only` works
        also where the folder may not be written: taking one's data out must always be possible.
        """
        driver = driver or sqlcipher()
        slots = look(folder, driver)
        if read_only:
            return cls(folder, slots, keys, _store_to_read(folder, slots.key(keys, code), base, driver), None)
        if not writable(folder):
            raise CannotOpen(
                Cause.NOT_WRITABLE,
                say(
                    "The folder {folder} cannot be written to, so the workspace was not opened."
                    " You can still open it to read and to take your data out.",
                    folder=folder,
                ),
            )
        lock = FolderLock(driver, folder)
        try:
            key = slots.key(keys, code)
            was_unclean = unclean(folder)
            source = Source(folder, key, driver)
            if version_of(source, identity_check(read_only=False)) < schema.SCHEMA:
                slots = migrate(source, slots, scripts or Migration(base))
            store = Store(folder, key, driver, base, clock, examine=identity_check(read_only=False))
            try:
                _require_whole(store, was_unclean)
            except BaseException:
                store.close()
                raise
            if code is not None:
                slots = slots.with_slot(keys.keep(slots.workspace, key))
                slots.write(folder)
            return cls(folder, slots, keys, store, lock)
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Close the files and let the next program in."""
        try:
            self.attachments.close()
            self.store.close()
        finally:
            if self._lock is not None:
                self._lock.release()
            if self.store.folder != self.folder:
                shutil.rmtree(self.store.folder, ignore_errors=True)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- what it is

    @property
    def id(self) -> str:
        """The workspace's own id; a restored backup keeps it."""
        return self.slots.workspace

    @property
    def person(self) -> str:
        """Whose workspace this is: the person that its device writes for."""
        return self.store.actor()[0]

    @property
    def device(self) -> str:
        """The name of the device that this workspace writes as."""
        return self.store.actor()[1]

    @property
    def sample(self) -> bool:
        """True where nothing in it is real."""
        return self.slots.sample

    @property
    def read_only(self) -> bool:
        """True where it was opened to read."""
        return self.store.read_only

    @property
    def has_recovery_code(self) -> bool:
        """False until a recovery code was made; without one, a lost computer is a lost business."""
        return self.slots.has_recovery_code

    def new_recovery_code(self) -> str:
        """Make a recovery code to be printed now: it is kept nowhere. An older one opens nothing any more."""
        code = recovery.new_code()
        self.slots = self.slots.with_code(self.store.key, code)
        self.slots.write(self.folder)
        return code

    # ---- using it

    def write(self, verb: Callable[[Session], T], label: str) -> tuple[T, Changes]:
        """Run a verb as one unit of work, on disk when this returns. `label` names the step for undo.

        Raises what the verb raises, and then nothing was written.
        """
        unit = Unit(label)
        with self.store.unit(unit) as session:
            result = verb(session)
        return result, unit.changes

    @contextmanager
    def unit(self, label: str) -> Iterator[Session]:
        """A unit of work over several turns of the event loop: a long import in slices, all or nothing."""
        with self.store.unit(Unit(label)) as session:
            yield session

    def read(self, query: Callable[[Session], T]) -> T:
        """Run a query in one consistent view, on the thread that opened the workspace."""
        return self.store.read(query)

    def reader(self) -> AbstractContextManager[Session]:
        """A session for long reads on another thread, with its own read-only connection."""
        return self.store.reader()

    # ---- taking steps back

    def undo(self, progress: Progress | None = None) -> Changes:
        """Take the last step back by a new operation. Raises CannotUndo with the reason.

        A long step is taken back in parts; where `progress` says no, UndoStopped leaves it as it was.
        """
        return self._revert(UNDO, progress)

    def redo(self, progress: Progress | None = None) -> Changes:
        """Do again what was undone last. Raises CannotUndo with the reason."""
        return self._revert(REDO, progress)

    def _revert(self, kind: str, progress: Progress | None) -> Changes:
        journal, told = self.store.journal, beside.Told(progress)
        return self.store.transact(
            lambda connection: history.revert(connection, journal, kind, told), told.beside
        )

    def undo_step(self) -> history.Step | None:
        """What `undo` would take back, with the reason it would refuse; None where there is nothing."""
        return self.store.next_step(UNDO)

    def redo_step(self) -> history.Step | None:
        """What `redo` would do again, with the reason it would refuse; None where there is nothing."""
        return self.store.next_step(REDO)

    def redact(self, targets: redaction.Targets, label: str) -> Changes:
        """Remove every value that fields of some rows ever had: for a person who asks to be forgotten.

        Not undone. Backups made before keep the values until they are rotated out.
        """
        changes = self.store.transact(
            lambda connection: redaction.redact(connection, self.store.journal, targets, label)
        )
        self.store.flush_wal()
        return changes

    # ---- looking after it

    def backup(self, reason: str = ASKED) -> Backup:
        """Make and verify a backup (the reasons are in `app.persistence.backup`), from any thread."""
        return self.backups.make(reason)

    def check(self, progress: check.Progress | None = None) -> check.CheckReport:
        """Prove that tables and journal agree; from any thread, while others write."""
        report = check.check(self.store.reading_connection, self.store.driver, self.store.shapes, progress)
        for fault in self.attachments.faults():
            report.problem(say("The file of attachments is damaged: {fault}.", fault=fault))
        return report


def _require_whole(store: Store, was_unclean: bool) -> None:
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        require_whole(store.driver, raw, store.folder, was_unclean)


def _store_to_read(folder: Path, key: bytes, base: type[DeclarativeBase], driver: Driver) -> Store:
    copy = copied_for_reading(folder)
    try:
        open_file(driver, copy / DATABASE, key, settings=()).close()  # takes the WAL in
        store = Store(copy, key, driver, base, read_only=True, examine=identity_check(read_only=True))
        _require_whole(store, was_unclean=False)
    except BaseException:
        shutil.rmtree(copy, ignore_errors=True)
        raise
    return store
