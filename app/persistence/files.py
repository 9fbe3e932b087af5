"""Files that are either the old ones or the new ones, whenever the power goes."""

import os
import time
from contextlib import suppress
from pathlib import Path

_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between attempts: a virus scanner may hold a new file for a moment on Windows."""


def write_durably(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` into `path`, whole or not at all; `private` means readable by this user alone."""
    new = path.with_name(path.name + ".new")
    mode = 0o600 if private else 0o666
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace_durably(new, path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)  # half a file would take the room that is missing
        raise


def replace_durably(new: Path, path: Path) -> None:
    """Move `new` over `path` and make the move itself last."""
    for pause in (*_PATIENCE, None):
        try:
            os.replace(new, path)
            break
        except PermissionError:
            if pause is None:
                raise
            time.sleep(pause)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make what was written to `path` last."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make new names in `folder` last. Windows has no such thing and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
