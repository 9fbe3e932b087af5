"""From the start to the first picture, and to the last project's data, beside a bare Qt window."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.measure import Measured, Seconds, alternate

FIRST_PAINT, WITH_DATA = 2.0, 5.0
"""Targets, as multiples of the bare window's time."""
PATIENCE = 120
"""Seconds after which a start counts as hanging."""


def measured(rounds: int) -> Iterator[Measured]:
    """Both comparisons, on a sample workspace that one unmeasured start has made."""
    with tempfile.TemporaryDirectory(prefix="sourcewright-bench-") as place:
        home = environment(Path(place))
        child("sample", home)
        for kind, target, what in (
            ("frame", FIRST_PAINT, "from start to the first painted window"),
            ("data", WITH_DATA, "from start to the page with the last project's data"),
        ):
            mine, theirs = alternate(partial(start, kind, home), partial(start, "bare", home), rounds)
            yield Measured(f"window {kind}", what, "a bare Qt window of the same size", target, mine, theirs)


def environment(folder: Path) -> dict[str, str]:
    """This process's environment with a home of its own, and bytecode kept as on everybody's computer.

    Without that our modules are compiled at every start and those of Qt's peer, which has none, never.
    """
    places = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        **dict.fromkeys(places, str(folder)),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


def start(kind: str, home: dict[str, str]) -> Seconds:
    """Start one window and wait for its picture."""
    before = time.monotonic()
    said = child(kind, home)
    if not said:
        raise SystemExit(f"no picture was painted: {kind}")
    return float(said.split()[-1]) - before


def child(kind: str, home: dict[str, str]) -> str:
    """Run `window_child` and return what it printed."""
    command = [sys.executable, "-m", "tests.benchmarks.window_child", kind]
    done = subprocess.run(
        command, env=home, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    if done.returncode:
        raise SystemExit(f"the window did not open ({done.returncode}):\n{done.stderr}")
    return done.stdout
