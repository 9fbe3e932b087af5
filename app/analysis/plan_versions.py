"""Two versions of a plan held against each other: what came, what went, what reads differently."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

Snapshot = Mapping[str, Mapping[str, Sequence[str]]]
"""Section → key → what stands there, piece by piece."""

SECTIONS = ("price", "dates", "tests", "people", "service", "rhythm", "rules", "risks", "exit")
"""In the order in which changes are told."""


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
            if was != became:
                yield Difference(section, key, was, became)
