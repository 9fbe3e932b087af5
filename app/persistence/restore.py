"""A workspace back from one backup file and, on a strange computer, the printed recovery code."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import DeclarativeBase

from app.domain.base import Base
from app.persistence import schema
from app.persistence.backup import Backup, broken, extract, read_backup, with_attachments
from app.persistence.connection import Driver, sqlcipher
from app.persistence.journal import wall_clock
from app.persistence.keys import SLOTS, Keys, KeySlots
from app.persistence.opening import ATTACHMENTS, BACKUPS, DATABASE, QUARANTINE, newer
from app.persistence.refusals import CannotOpen, Cause
from app.persistence.workspace import Workspace
from app.words import say


def restore(
    backup_file: Path,
    code: str | None,
    into: Path,
    keys: Keys,
    *,
    device: str,
    person: str | None = None,
    base: type[DeclarativeBase] = Base,
    driver: Driver | None = None,
    clock: Callable[[], int] = wall_clock,
) -> Workspace:
    """Make a workspace in the new folder `into` from a backup, and open it as a new device.

    `code` None uses the key that this computer holds. Nothing existing is ever overwritten. Raises
    CannotOpen or WrongCode, and then `into` is as it was. Attachments that the backup left to a newer one
    are taken from there; where that is gone, their rows say that the file is not here.
    """
    backup = read_backup(backup_file)
    if into.exists() and any(into.iterdir()):
        raise CannotOpen(
            Cause.OCCUPIED, say("The folder {folder} is not empty. Choose another one.", folder=into)
        )
    existed = into.exists()
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _unpack(backup, into, keys, code)
        workspace = Workspace.open(into, keys, base=base, driver=driver or sqlcipher(), clock=clock)
    except BaseException:
        shutil.rmtree(into, ignore_errors=True)
        if existed:
            into.mkdir(mode=0o700)
        raise
    workspace.store.become(person if person is not None else workspace.person, device)
    return workspace


def _unpack(backup: Backup, into: Path, keys: Keys, code: str | None) -> None:
    extract(backup, SLOTS, into / "slots")
    try:
        slots = KeySlots.parse((into / "slots").read_bytes())
    except ValueError as fault:
        raise CannotOpen(Cause.DAMAGED, broken(backup.path)) from fault
    (into / "slots").unlink()
    if slots.least_reader > schema.SCHEMA:
        raise CannotOpen(Cause.NEWER, newer())
    key = slots.key(keys, code)
    extract(backup, DATABASE, into / DATABASE)
    holder = with_attachments(backup)
    if holder is not None and ATTACHMENTS in holder.members:
        extract(holder, ATTACHMENTS, into / ATTACHMENTS)
    (into / BACKUPS).mkdir()
    (into / QUARANTINE).mkdir()
    slots.with_slot(keys.keep(slots.workspace, key)).write(into)  # last: it makes the folder a workspace
