"""The streaming check, beside hashing and decoding the same bytes twice; and its memory, which must not grow.

The check reads every operation once, verifies hash and chain, folds it and compares the tables. The peer
streams the same bytes from the same file in the order they were written, hashes and decodes them, twice.
"""

import hashlib
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.persistence.keys import Keys
from app.persistence.workspace import Workspace
from app.services import clients
from tests.benchmarks.measure import Measured, alternate, timed

TARGET = 1.0
MEMORY_TARGET = 1.1
SMALL, LARGE = 10_000, 100_000
"""Operations in the journal: half of them births, half edits."""
PER_UNIT = 500
SLOW_ROUNDS = 3


def measured(rounds: int) -> Iterator[Measured]:
    """Time at the larger size, then the peak of memory at both."""
    with tempfile.TemporaryDirectory(prefix="sourcewright-bench-") as place:
        folder = Path(place)
        keys = Keys(folder / "keys", keychain=lambda: None)
        for size in (SMALL, LARGE):
            fill(folder / str(size), keys, size)
        with Workspace.open(folder / str(LARGE), keys) as workspace:
            mine, theirs = alternate(
                timed(partial(checked, workspace)), timed(partial(twice, workspace)), min(rounds, SLOW_ROUNDS)
            )
        yield Measured(
            "check",
            f"the whole check of a journal of {LARGE:,} operations, per operation",
            "hashing and decoding the same bytes twice",
            TARGET,
            tuple(seconds / LARGE for seconds in mine),
            tuple(seconds / LARGE for seconds in theirs),
            {"operations a second": f"{LARGE / min(mine):,.0f}"},
        )
        large, small = peak(folder, LARGE), peak(folder, SMALL)
        yield Measured(
            "memory",
            f"peak memory of a check of {LARGE:,} operations",
            f"of {SMALL:,}",
            MEMORY_TARGET,
            (large[1],),
            (small[1],),
            {"grown by the check": f"{large[1] - large[0]:.1f} MB, beside {small[1] - small[0]:.1f} MB"},
            unit="MB",
        )


def fill(folder: Path, keys: Keys, operations: int) -> None:
    """A workspace whose journal holds `operations`: clients added, then each renamed."""
    half = operations // 2

    def add(session: Session, start: int) -> list[Any]:
        return [
            clients.add_client(
                session, name=f"Client {n}", town="Leeds", notes="Met at the fair; asks for a visit."
            )
            for n in range(start, start + PER_UNIT)
        ]

    def rename(session: Session, some: list[Any]) -> None:
        for id_ in some:
            clients.change_client(session, client_id=id_, name=f"Renamed {id_}")

    with Workspace.create(folder, keys, person="A", device="bench") as workspace:
        groups = [workspace.write(partial(add, start=n), "Add")[0] for n in range(0, half, PER_UNIT)]
        for group in groups:
            workspace.write(partial(rename, some=group), "Rename")


def checked(workspace: Workspace) -> int:
    """The product's own check; answers the operations it verified."""
    report = workspace.check()
    if not report.ok:
        raise SystemExit(f"the check found faults in the benchmark's workspace: {report.problems[:3]}")
    return report.operations


def twice(workspace: Workspace) -> int:
    """What nobody can do without, two times over."""
    connection = workspace.store.reading_connection()
    done = 0
    try:
        for _ in range(2):
            cursor = connection.cursor()
            cursor.execute("SELECT bytes FROM op ORDER BY n")
            while rows := cursor.fetchmany(256):
                for (raw,) in rows:
                    hashlib.sha256(raw).digest()
                    json.loads(raw)
                    done += 1
    finally:
        connection.close()
    return done


def peak(folder: Path, operations: int) -> tuple[float, float]:
    """Megabytes resident at most before and after the check, in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.checks", str(folder), str(operations)]
    before, after = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.split()
    return float(before), float(after)


def resident() -> float:
    """The most memory this process has had, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux counts the memory of whoever started a process into its ru_maxrss
        return next(int(line.split()[1]) / 1e3 for line in status.open() if line.startswith("VmHWM:"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)  # bytes there, kilobytes elsewhere


def main(place: str, operations: str) -> None:
    """Check one workspace and print the peaks: the process that `peak` starts."""
    folder = Path(place)
    with Workspace.open(folder / operations, Keys(folder / "keys", keychain=lambda: None)) as workspace:
        before = resident()
        checked(workspace)
        sys.stdout.write(f"{before} {resident()}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
