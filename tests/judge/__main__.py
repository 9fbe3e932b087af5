"""Judge and leave `out/judge/report.json`: `python -m tests.judge [NAME…] [--data DIR] [--fresh]`.

`--fresh` fits every table anew, fold by fold, on the data itself and says how well what was not seen is told
(repeated grouped cross-validation, fixed seeds). Without it nothing is fitted: what ships is scored as it is.
"""

import argparse
import importlib
import json
import pkgutil
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import tests.judge
from tests.judge.score import Score, unless_missing

OUT = Path("out/judge")
NO_JUDGES = {"__main__", "score"}
Judge = Callable[..., Iterator[Score]]


def judge_names() -> list[str]:
    """The modules here that may have a function `judge(data, *, fresh)`."""
    return sorted({found.name for found in pkgutil.iter_modules(tests.judge.__path__)} - NO_JUDGES)


def judge_of(name: str) -> Judge | None:
    """The judge of a module; None of one that only serves others."""
    judge: Judge | None = getattr(importlib.import_module(f"tests.judge.{name}"), "judge", None)
    return judge


def main(arguments: list[str]) -> int:
    """Run the judges that were asked for and print one table; 0 also where a target is not reached."""
    known = judge_names()
    parser = argparse.ArgumentParser(
        prog="make judge", description="How right the advice is, with baselines."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of: {', '.join(known)}")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the data sets")
    parser.add_argument("--fresh", action="store_true", help="fit anew in folds, instead of what ships")
    chosen = parser.parse_args(arguments)
    if unknown := [name for name in chosen.names if name not in known]:
        parser.error(f"no judge named {', '.join(unknown)}")
    if not chosen.data.is_dir():
        parser.error(f"{chosen.data} is not a folder")
    began = time.monotonic()
    scores: list[Score] = []
    for name in chosen.names or known:
        judge = judge_of(name)
        if judge is not None:
            sys.stderr.write(f"judging {name} …\n")
            scores.extend(unless_missing(name, partial(judge, chosen.data, fresh=chosen.fresh)))
    sys.stdout.write(table(scores))
    how = "cross-validated" if chosen.fresh else "as it ships"
    sys.stdout.write(f"\n{how}, on {chosen.data}, {time.monotonic() - began:.0f} s\n")
    OUT.mkdir(parents=True, exist_ok=True)
    report = {"version": 1, "how": how, "scores": [as_json(score) for score in scores]}
    (OUT / "report.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    sys.stdout.write(f"Written to {OUT / 'report.json'}\n")
    return 0


HEADS = ("task", "measure", "value", "± s.e.", "baseline", "target", "", "note")
VERDICTS = {True: "reached", False: "NOT REACHED", None: ""}


def table(scores: list[Score]) -> str:
    """All scores in aligned columns."""
    rows = [HEADS, *map(_cells, scores)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    right = {2, 3, 4}

    def line(row: tuple[str, ...]) -> str:
        cells = (
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        return "  ".join(cells).rstrip()

    return "".join(f"{line(row)}\n" for row in rows)


def _cells(score: Score) -> tuple[str, ...]:
    numbers = (score.value, score.error, score.baseline)
    told = tuple("–" if number is None else f"{number:.3f}" for number in numbers)
    target = "" if score.target is None else str(score.target)
    return (score.task, score.measure, *told, target, VERDICTS[score.reached], score.note)


def as_json(score: Score) -> dict[str, object]:
    """One score as the report holds it."""
    target = None if score.target is None else score.target._asdict()
    return score._asdict() | {"target": target, "reached": score.reached}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
