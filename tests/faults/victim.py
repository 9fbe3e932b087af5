"""Works in a workspace until it is killed, saying on standard output what it has shown as saved.

Forks from a process that has everything imported, so that a hundred deaths take seconds: run with the
folder, the configuration folder, the number of deaths and a seed, it prints one JSON report.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from tests.faults.journey import done, steps, whole
from tests.persistence.garden import GardenBase


def live(folder: Path, keys: Keys, out: int) -> None:
    """Work, and write one byte for each step once it is saved."""
    workspace = Workspace.open(folder, keys, base=GardenBase)
    os.write(out, b"o")
    for number, step in enumerate(steps(workspace)):
        workspace.drafts.keep("form", "field", str(number))
        step()
        os.write(out, b".")
        if number % 7 == 6:
            workspace.attachments.put(os.urandom(3000), "noise")
        if number % 11 == 10:
            workspace.backup()


def die_once(folder: Path, keys: Keys, chance: random.Random) -> int:
    """Start a child, kill it at a random moment after a random number of steps; how many it said it saved."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            live(folder, keys, writing)
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    os.close(writing)
    wanted = 1 + chance.randrange(12)
    seen = b""
    while len(seen) < wanted and (got := os.read(reading, 1)):
        seen += got
    until = time.perf_counter() + chance.random() * 0.004
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it ended by itself before it was killed"
    while got := os.read(reading, 4096):
        seen += got
    os.close(reading)
    return seen.count(b".")


def main(folder: Path, config: Path, deaths: int, seed: int) -> None:
    """Die `deaths` times in one workspace, verifying it after each."""
    keys = Keys(config, lambda: None)
    chance = random.Random(seed)
    saved = mid_step = 0
    for _ in range(deaths):
        with Workspace.open(folder, keys, base=GardenBase) as workspace:
            before = done(workspace)
        shown = die_once(folder, keys, chance)
        with Workspace.open(folder, keys, base=GardenBase) as workspace:
            whole(workspace, before + shown)
            mid_step += done(workspace) > before + shown
            for reference, _name in workspace.attachments.listed():
                workspace.attachments.get(reference.sha256)
            for made in workspace.backups.listed():
                assert made.state.operations > 0
        saved += shown
    print(json.dumps({"deaths": deaths, "saved": saved, "saved but not yet said": mid_step}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
