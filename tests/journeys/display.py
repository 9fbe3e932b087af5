"""The screen a journey is walked on: a real X display where the machine has one to start, else offscreen."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LIBRARIES = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0")
"""What Qt needs for a window under X beside what it carries itself."""

SCREEN = "1440x900x24"


def real_screen() -> bool:
    """Whether an X display can be started here; without one the journeys are walked offscreen."""
    if not sys.platform.startswith("linux") or shutil.which("Xvfb") is None:
        return False
    try:
        for name in LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment of a program that shows its window on a screen of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY"))}
    if not real_screen():
        yield {**plain, "QT_QPA_PLATFORM": "offscreen"}
        return
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=(theirs,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    try:
        with os.fdopen(ours) as told:
            number = told.readline().strip()  # written once the display can be used
        if not number:
            yield {**plain, "QT_QPA_PLATFORM": "offscreen"}
        else:
            yield {**plain, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()
