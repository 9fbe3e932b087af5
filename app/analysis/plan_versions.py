"""Two versions of a plan held against each other: what came, what went, what reads differently."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

Snapshot = Mapping[str, Mapping[str, Sequence[str]]]
"""Section → key → what stands there, piece by piece."""

SECTIONS = (
    "price", "stages", "dates", "lines", "waits", "days_off", "tests", "people", "service", "rhythm", "duties",
    "rules", "risks", "exit",
)  # fmt: skip
"""In the order in which changes are told."""

NAMED_BY_STAGES = ("price", "dates")
"""Sections that repeat the name of a stage, whose change is told once, among the stages."""


class Difference(NamedTuple):
    """One place of the plan that is not as it was; a side that has nothing there is empty."""

    section: str
    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """Everything that differs, section by section."""
    return tuple(_all(before, after))


def _all(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    for section in SECTIONS:
        then, now = before.get(section, {}), after.get(section, {})
        for key in dict.fromkeys((*then, *now)):
            was, became = tuple(then.get(key, ())), tuple(now.get(key, ()))
            if was != became and not (section in NAMED_BY_STAGES and _renamed(was, became)):
                yield Difference(section, key, was, became)


def _renamed(was: Sequence[str], became: Sequence[str]) -> bool:
    return len(was) > 1 and was[1:] == became[1:]
