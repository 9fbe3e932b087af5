"""What a judge tells, and what it judges on."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple


class Target(NamedTuple):
    """From `least` to `most`; None is no limit on that side."""

    least: float | None = None
    most: float | None = None

    def reached(self, value: float) -> bool:
        """Whether `value` lies within."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def __str__(self) -> str:
        if self.least is None or self.most is None:
            return f">= {self.least:g}" if self.most is None else f"<= {self.most:g}"
        return f"{self.least:g} to {self.most:g}"


def at_least(value: float) -> Target:
    """Where more is better."""
    return Target(least=value)


def at_most(value: float) -> Target:
    """Where less is better."""
    return Target(most=value)


class Score(NamedTuple):
    """One figure of one task, beside what a simple rule reaches and what is asked for."""

    task: str
    measure: str
    value: float | None
    """None where it could not be measured; `note` says why."""
    error: float | None = None
    """One standard error of `value`."""
    baseline: float | None = None
    """The same measure of a simple rule, which `note` names."""
    target: Target | None = None
    """None where the figure is only reported."""
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is met; None where there is none, or nothing to hold against it."""
        return None if self.target is None or self.value is None else self.target.reached(self.value)


class MissingSet(LookupError):
    """A data set, or the file of it that is needed, is not in the folder."""


def file_of(data: Path, name: str, file: str) -> Path:
    """`file` of the set `name`: directly in its folder, or in that of a part (`dev` before any other).

    Raises MissingSet.
    """
    places = sorted((data / name).glob("*/"), key=lambda place: (place.name != "dev", place.name))
    found = next((place / file for place in (data / name, *places) if (place / file).exists()), None)
    if found is None:
        raise MissingSet(f"{name}/{file} is not in {data}")
    return found


def fitted_on(file: Path, card: Mapping[str, object]) -> str:
    """A warning for the note where a table is scored on the very rows it was made from; else nothing."""
    same = hashlib.sha256(file.read_bytes()).hexdigest() == card["data_sha256"]
    return "; THE ROWS IT WAS FITTED ON" if same else ""


def unless_missing(task: str, judge: Callable[[], Iterator[Score]]) -> Iterator[Score]:
    """What `judge` tells; where its set is missing, one score that says so."""
    try:
        yield from judge()
    except MissingSet as missing:
        yield Score(task, "-", None, note=f"not judged: {missing}")
