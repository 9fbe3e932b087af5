"""Verified copies of a workspace, each one file that opens anywhere with the printed recovery code.

A backup is a ZIP without compression (what is inside is encrypted): `manifest.json`, `keyslots.json`,
`workspace.db` and, in the newest ones, `attachments.db`. Attachments are only ever added, so the newest
backup holds those of all older ones, which borrow them from it when they are restored.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from app.domain.types import read_instant, write_instant
from app.persistence.connection import Driver, faults_of_pages, one, open_file
from app.persistence.files import replace_durably, sync_file
from app.persistence.keys import SLOTS
from app.persistence.opening import ATTACHMENTS, BACKUPS, DATABASE
from app.persistence.refusals import CannotOpen, Cause, StorageTrouble
from app.persistence.rotation import Kept, to_keep
from app.words import say

MANIFEST = "manifest.json"
FORMAT = "sourcewright-backup"
SUFFIX = ".backup"
WITH_ATTACHMENTS = 2
"""So many of the newest backups carry the attachments."""

TIMER, EXIT, ASKED = "timer", "exit", "asked"
BEFORE_IMPORT, BEFORE_MERGE, BEFORE_MIGRATION = "before-import", "before-merge", "before-migration"
BEFORE_RESTORE, BEFORE_CHANGE, BEFORE_REPAIR = "before-restore", "before-change", "before-repair"

_NAME = re.compile(r"(\d{6})-(\d{8}T\d{6}Z)-([a-z-]{1,24})\.backup")
_STAMP = "%Y%m%dT%H%M%SZ"
_CHUNK = 1024 * 1024


class Source(NamedTuple):
    """The files to copy."""

    folder: Path
    key: bytes
    driver: Driver


class State(NamedTuple):
    """What a workspace holds, so that two can be compared."""

    operations: int
    last: str
    """The id of the last operation."""

    attachments: int
    slots: str
    """Hash of the key slots: a backup made before a new recovery code opens with the old one only."""


class Backup(NamedTuple):
    """One backup, as its manifest describes it."""

    path: Path
    number: int
    made: datetime
    reason: str
    schema: int
    state: State
    members: dict[str, dict[str, Any]]
    """Member name → size and SHA-256."""

    @property
    def has_attachments(self) -> bool:
        """False where the attachments are in a newer backup."""
        return ATTACHMENTS in self.members or self.state.attachments == 0


def state_of(source: Source) -> State:
    """What the workspace holds now."""
    connection = open_file(source.driver, source.folder / DATABASE, source.key, read_only=True)
    try:
        operations, last = _operations(connection)
    finally:
        connection.close()
    slots = hashlib.sha256((source.folder / SLOTS).read_bytes()).hexdigest()
    return State(operations, last, _count_attachments(source), slots)


def _operations(connection: Any) -> tuple[int, str]:
    count = one(connection, "SELECT count(*) FROM op")
    last = one(connection, "SELECT id FROM op ORDER BY n DESC LIMIT 1")
    return int(count), bytes(last).hex() if last else ""


def _count_attachments(source: Source) -> int:
    path = source.folder / ATTACHMENTS
    if not path.exists():
        return 0
    connection = open_file(source.driver, path, source.key, read_only=True)
    try:
        return int(one(connection, "SELECT count(*) FROM blob"))
    finally:
        connection.close()


def make_backup(source: Source, reason: str, now: datetime | None = None) -> Backup:
    """Make, verify and keep a backup, then let old ones go. May run in any thread while others write.

    Where nothing has changed since the newest backup, that one is returned. Raises StorageTrouble where
    the copy does not hold what it should; then nothing was kept.
    """
    folder = source.folder / BACKUPS
    folder.mkdir(exist_ok=True)
    earlier = list_backups(source.folder)
    before = state_of(source)
    if earlier and earlier[-1].state == before:
        return earlier[-1]
    made = now or datetime.now(UTC)
    number = earlier[-1].number + 1 if earlier else 1
    path = folder / f"{number:06d}-{made.astimezone(UTC).strftime(_STAMP)}-{reason}{SUFFIX}"
    _write(source, path, reason, made, before, earlier)
    _slim(list_backups(source.folder))
    _thin(list_backups(source.folder))
    return read_backup(path)


def save_copy(source: Source, path: Path, now: datetime | None = None) -> Backup:
    """A complete, verified copy at a place of the user's choice: another disk, a memory stick."""
    _write(source, path, ASKED, now or datetime.now(UTC), state_of(source), [])
    return read_backup(path)


def _write(
    source: Source, path: Path, reason: str, made: datetime, before: State, earlier: list[Backup]
) -> None:
    work = Path(tempfile.mkdtemp(prefix=".making-", dir=path.parent))
    try:
        members = {SLOTS: work / SLOTS, DATABASE: work / DATABASE}
        shutil.copyfile(source.folder / SLOTS, members[SLOTS])
        schema = _copy_database(source, members[DATABASE], before)
        if before.attachments:
            members[ATTACHMENTS] = work / ATTACHMENTS
            _copy_attachments(source, members[ATTACHMENTS], before, earlier)
        connection = open_file(source.driver, members[DATABASE], source.key, settings=())
        operations, last = _operations(connection)
        connection.close()
        manifest = {
            "format": FORMAT,
            "v": 1,
            "made": write_instant(made),
            "reason": reason,
            "schema": schema,
            "operations": operations,
            "last": last,
            "attachments": before.attachments,
            "slots": before.slots,
            "members": {name: _fingerprint(each) for name, each in members.items()},
        }
        new = work / "new"
        with zipfile.ZipFile(new, "w", zipfile.ZIP_STORED, allowZip64=True) as bundle:
            bundle.writestr(MANIFEST, json.dumps(manifest, indent=1))
            for name, each in members.items():
                bundle.write(each, name)
        sync_file(new)
        verify_bundle(read_backup(new))
        replace_durably(new, path)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copy_database(source: Source, target: Path, before: State) -> int:
    """A verified copy of the database; returns its schema version."""
    live = open_file(source.driver, source.folder / DATABASE, source.key, read_only=True)
    try:
        live.execute("VACUUM INTO ?", (str(target),))
        copy = open_file(source.driver, target, source.key, settings=())
        try:
            _verify_copy(source.driver, copy, live, before)
            return int(one(copy, "PRAGMA user_version"))
        finally:
            copy.close()
    finally:
        live.close()


def _verify_copy(driver: Driver, copy: Any, live: Any, before: State) -> None:
    faults = faults_of_pages(driver, copy)
    faults += [str(row) for row in copy.execute("PRAGMA foreign_key_check").fetchmany(3)]
    if int(one(copy, "SELECT count(*) FROM op")) < before.operations:
        faults.append("operations are missing")
    chains = copy.execute("SELECT actor, scope, max(seq) FROM op GROUP BY actor, scope").fetchall()
    for actor, scope, number in chains:
        place = (actor, scope, number)
        ends = "SELECT id FROM op WHERE actor = ? AND scope = ? AND seq = ? ORDER BY n LIMIT 1"
        if one(copy, ends, *place) != one(live, ends, *place):
            faults.append("a chain ends differently")
    if faults:
        raise StorageTrouble(
            say(
                "The backup was not kept, because the copy is not right: {fault}. Check the disk.",
                fault=faults[0],
            )
        )


def _copy_attachments(source: Source, target: Path, before: State, earlier: list[Backup]) -> None:
    """The attachments, taken from the last backup where nothing was added since: a file copy is cheaper."""
    for backup in reversed(earlier):
        if ATTACHMENTS in backup.members and backup.state.attachments == before.attachments:
            extract(backup, ATTACHMENTS, target)
            return
    live = open_file(source.driver, source.folder / ATTACHMENTS, source.key, read_only=True)
    try:
        live.execute("VACUUM INTO ?", (str(target),))
    finally:
        live.close()
    copy = open_file(source.driver, target, source.key, settings=())
    try:
        faults = faults_of_pages(source.driver, copy)
        if faults or int(one(copy, "SELECT count(*) FROM blob")) < before.attachments:
            raise StorageTrouble(
                say("The backup was not kept, because the attachments could not be copied whole.")
            )
    finally:
        copy.close()


def _fingerprint(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"size": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def list_backups(folder: Path) -> list[Backup]:
    """The readable backups of a workspace folder, in the order they were made."""
    found = []
    for path in sorted((folder / BACKUPS).glob(f"*{SUFFIX}")):
        if _NAME.fullmatch(path.name):
            try:
                found.append(read_backup(path))
            except CannotOpen:
                continue  # kept where it is: a damaged backup may still be of use to somebody
    return found


def read_backup(path: Path) -> Backup:
    """What a backup says of itself. Raises CannotOpen where it is no backup of ours, or not a whole one."""
    try:
        with zipfile.ZipFile(path) as bundle:
            names = bundle.namelist()
            if len(names) != len(set(names)) or not {MANIFEST, SLOTS, DATABASE} <= set(names):
                raise ValueError("members")
            if (
                set(names) - {MANIFEST, SLOTS, DATABASE, ATTACHMENTS}
                or bundle.getinfo(MANIFEST).file_size > 65536
            ):
                raise ValueError("members")
            manifest = json.loads(bundle.read(MANIFEST))
        if manifest["format"] != FORMAT:
            raise ValueError("format")
        name = _NAME.fullmatch(path.name)
        return Backup(
            path,
            int(name.group(1)) if name else 0,
            read_instant(manifest["made"]),
            str(manifest["reason"]),
            int(manifest["schema"]),
            State(
                int(manifest["operations"]),
                str(manifest["last"]),
                int(manifest["attachments"]),
                str(manifest["slots"]),
            ),
            {str(key): dict(value) for key, value in manifest["members"].items() if key in names},
        )
    except FileNotFoundError as fault:
        raise CannotOpen(Cause.MISSING, say("The backup {name} is not there.", name=path.name)) from fault
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise CannotOpen(Cause.DAMAGED, broken(path)) from fault


def broken(path: Path) -> str:
    """The refusal of a backup."""
    return say(
        "{name} is not a whole backup of Sourcewright, so nothing was restored from it. Try the one before it.",
        name=path.name,
    )


def extract(backup: Backup, member: str, target: Path) -> None:
    """Write one member to `target`, verified on the way. Raises CannotOpen where it is not as it was."""
    digest = hashlib.sha256()
    expected = backup.members[member]
    written = 0
    try:
        with zipfile.ZipFile(backup.path) as bundle, bundle.open(member) as file, target.open("wb") as out:
            for chunk in _chunks(file):
                written += len(chunk)
                if written > int(expected["size"]):
                    raise ValueError("too long")
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except (zipfile.BadZipFile, ValueError, EOFError) as fault:
        raise CannotOpen(Cause.DAMAGED, broken(backup.path)) from fault
    if written != int(expected["size"]) or digest.hexdigest() != expected["sha256"]:
        raise CannotOpen(Cause.DAMAGED, broken(backup.path))


def verify_bundle(backup: Backup) -> None:
    """Read every member back. Raises CannotOpen where one is not what the manifest says."""
    for member, expected in backup.members.items():
        digest = hashlib.sha256()
        with zipfile.ZipFile(backup.path) as bundle, bundle.open(member) as file:
            for chunk in _chunks(file):
                digest.update(chunk)
        if digest.hexdigest() != expected["sha256"]:
            raise CannotOpen(Cause.DAMAGED, broken(backup.path))


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _slim(backups: list[Backup]) -> None:
    """Take the attachments out of all but the newest backups that carry them."""
    carrying = [backup for backup in backups if ATTACHMENTS in backup.members]
    for backup in carrying[:-WITH_ATTACHMENTS]:
        new = backup.path.with_suffix(".slim")
        with zipfile.ZipFile(backup.path) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_STORED) as bundle:
            for name in (MANIFEST, SLOTS, DATABASE):
                with old.open(name) as file, bundle.open(zipfile.ZipInfo(name), "w", force_zip64=True) as out:
                    shutil.copyfileobj(file, out, _CHUNK)
        sync_file(new)
        replace_durably(new, backup.path)


def _thin(backups: list[Backup]) -> None:
    keep = to_keep(Kept(each.number, each.made, each.reason.startswith("before")) for each in backups)
    for backup in backups:
        if backup.number not in keep:
            backup.path.unlink(missing_ok=True)


def with_attachments(backup: Backup) -> Backup | None:
    """The backup that holds the attachments of `backup`: itself, or the next newer one beside it that does."""
    if backup.has_attachments:
        return backup
    for path in sorted(backup.path.parent.glob(f"*{SUFFIX}")):
        try:
            other = read_backup(path)
        except CannotOpen:
            continue
        if ATTACHMENTS in other.members and other.state.attachments >= backup.state.attachments:
            return other
    return None
