"""What takes long to make and is only read afterwards: made once a run, by whichever process asks first.

The others wait for it. The lock is SQLite's, which the system lets go when its holder dies, and where the making
failed the next one tries again.
"""

import atexit
import os
import pickle
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

T = TypeVar("T")

FOLDER = "SOURCEWRIGHT_RUN"
"""Environment variable: the folder that all processes of a run share."""

LONGEST = 900
"""Seconds that one waits for another."""


def once(name: str, make: Callable[[Path], T]) -> T:
    """What `make` gave for an empty folder of its own, whichever process called it."""
    folder = _shared()
    known = folder / f"{name}.kept"
    if known.exists():  # put in place whole, so nobody has to wait to read it
        return cast(T, _read(known))
    with closing(sqlite3.connect(folder / f"{name}.lock", timeout=LONGEST, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not known.exists():
            shutil.rmtree(folder / name, ignore_errors=True)
            (folder / name).mkdir()
            known.with_suffix(".new").write_bytes(pickle.dumps(make(folder / name)))
            known.with_suffix(".new").replace(known)
    return cast(T, _read(known))


def _read(known: Path) -> Any:
    return pickle.loads(known.read_bytes())  # this run wrote it


def share_folder() -> Path:
    """Make the folder and tell it to every process that this one starts; whoever calls this removes it."""
    folder = tempfile.mkdtemp(prefix="sourcewright-run-")
    os.environ[FOLDER] = folder
    return Path(folder)


@cache
def _shared() -> Path:
    if FOLDER in os.environ:
        return Path(os.environ[FOLDER])
    folder = share_folder()  # outside of a test run, as when pictures are taken
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
