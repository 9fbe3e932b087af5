"""Keep what is here safe: backups, a copy to take along, everything in plain files, and a check."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.persistence.takeout import take_out
from app.persistence.workspace import Workspace
from app.words import say, say_count
from app.words.formats import Formats


@dataclass(frozen=True)
class Safety:
    """How safe the workspace is, in words for the settings."""

    folder: str
    last_backup: str
    backups: int
    has_code: bool
    key_notice: str
    """Where the key lies for want of a keychain; empty where the system keeps it."""


def safety(workspace: Workspace, formats: Formats) -> Safety:
    """What the settings say about files and backups."""
    kept = workspace.backups.listed()
    last = max((backup.made for backup in kept), default=None)
    return Safety(
        folder=str(workspace.folder),
        last_backup=_made(last, formats),
        backups=len(kept),
        has_code=workspace.has_recovery_code,
        key_notice=workspace.keys.notice,
    )


def back_up(workspace: Workspace) -> str:
    """Make a verified backup now; says so in words."""
    made = workspace.backup()
    return say("Backed up and verified: {file}.", file=made.path.name)


def copy_to(workspace: Workspace, path: Path) -> str:
    """Save a verified copy somewhere else, such as a memory stick."""
    workspace.backups.save_copy(path)
    return say("A verified copy is at {file}. Keep it somewhere else than this computer.", file=path)


def take_everything(workspace: Workspace, folder: Path) -> str:
    """Write everything as JSON, CSV and files into `folder`; needs no program of ours to read."""
    taken = take_out(workspace, folder)
    return say_count(
        "{count} row and {files} files are in {folder}, with a note how to read them.",
        "{count} rows and {files} files are in {folder}, with a note how to read them.",
        taken.rows,
        files=taken.files,
        folder=taken.folder,
    )


def checked(workspace: Workspace) -> tuple[bool, tuple[str, ...]]:
    """Check files, journal and tables: whether all is well, and what to say. May run in a thread."""
    report = workspace.check()
    if report.ok:
        words = say_count(
            "All is well: {count} change checked against the tables.",
            "All is well: {count} changes checked against the tables.",
            report.operations,
        )
        return True, (words, *report.notices)
    return False, (*report.problems, *report.notices)


def _made(last: datetime | None, formats: Formats) -> str:
    if last is None:
        return say("None yet")
    return say("{day}, {time}", day=formats.day(formats.local_day(last)), time=formats.clock(last))
