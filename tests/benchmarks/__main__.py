"""Compare and leave `out/bench/report.json`: `python -m tests.benchmarks [--rounds N] [NAME…]`."""

import argparse
import json
import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import (
    checks,
    commits,
    directory,
    gantt,
    junk_bids,
    matching,
    optimiser,
    papers,
    reading,
    schedules,
    windows,
)
from tests.benchmarks.measure import Measured

OUT = Path("out/bench")
COMPARISONS: Mapping[str, Callable[[int], Iterator[Measured]]] = {
    "windows": windows.measured,
    "commits": commits.measured,
    "checks": checks.measured,
    "papers": papers.measured,
    "reading": reading.measured,
    "matching": matching.measured,
    "directory": directory.measured,
    "junk_bids": junk_bids.measured,
    "schedules": schedules.measured,
    "optimiser": optimiser.measured,
    "gantt": gantt.measured,
}


def main(arguments: list[str]) -> int:
    """Run what was asked for, print it as a table as it comes, and write the report."""
    parser = argparse.ArgumentParser(prog="make bench", description="Ours beside a peer, as ratios.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of: {', '.join(COMPARISONS)}")
    parser.add_argument("--rounds", type=int, default=9, help="how often each side is timed")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.names if name not in COMPARISONS]
    if unknown or chosen.rounds < 1:
        parser.error(f"no comparison named {', '.join(unknown)}" if unknown else "--rounds is 1 or more")
    results: list[Measured] = []
    sys.stdout.write(ROW.format("comparison", "ours", "peer", "ratio", "(middle half)", "target", ""))
    for name in chosen.names or COMPARISONS:
        for result in COMPARISONS[name](chosen.rounds):
            results.append(result)
            sys.stdout.write(line(result))
            sys.stdout.flush()
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "report.json").write_text(json.dumps(report(results), indent=2) + "\n", "utf-8")
    sys.stdout.write(f"\nWritten to {OUT / 'report.json'}\n")
    return 0


ROW = "{:<12}{:>12}{:>12}{:>9}  {:<16}{:>7}  {}\n"


def line(result: Measured) -> str:
    """One result as a row, with what was compared below it."""
    low, high = result.spread
    ours, theirs = (shown(statistics.median(values), result.unit) for values in (result.ours, result.theirs))
    verdict = {True: "met", False: "NOT MET", None: ""}[result.met]
    target = "–" if result.target is None else f"{result.target:g}"
    row = ROW.format(
        result.name,
        ours,
        theirs,
        f"{result.ratio:.2f}",
        f"({low:.2f} to {high:.2f})",
        target,
        verdict,
    )
    notes = "; ".join(f"{name}: {value}" for name, value in result.notes.items())
    return f"{row}    {result.what}, beside {result.peer}\n" + (f"    {notes}\n" if notes else "")


def shown(value: float, unit: str) -> str:
    """A value in the unit it is easiest read in."""
    if unit != "s":
        return f"{value:.1f} {unit}"
    return f"{value * 1e3:.2f} ms" if value >= 1e-4 else f"{value * 1e6:.2f} µs"


def report(results: list[Measured]) -> dict[str, object]:
    """Everything measured, with the machine it was measured on."""
    return {
        "version": 1,
        "machine": {
            "system": platform.platform(),
            "processor": platform.machine(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
        },
        "results": [
            {**asdict(one), "ratio": one.ratio, "spread": one.spread, "met": one.met} for one in results
        ],
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
