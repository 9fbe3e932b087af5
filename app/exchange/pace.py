"""How far a file has been taken in, told while it is; and the way to stop it with nothing changed."""

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from app.persistence.heads import chunks

T = TypeVar("T")

Progress = Callable[[int, int], bool]
"""Told (operations done, in all) after each part; False leaves everything as it was."""

PART = 250
"""Operations in one part: some tenths of a second on a slow computer."""


class Stopped(Exception):
    """The person stopped it; whatever was under way is rolled back."""


class Pace:
    """Goes through the same operations several times, in parts, and tells after each how much of all is done."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._done = self._total = self._rounds = 0

    def begin(self, operations: int, rounds: int) -> None:
        """`operations` will be gone through `rounds` times."""
        self._done, self._total, self._rounds = 0, operations * rounds, rounds

    def parts(self, items: Collection[T], rounds: int = 1) -> Iterator[list[T]]:
        """`items` in parts, as `rounds` of the work. Raises Stopped when told to."""
        for part in chunks(items, PART):
            yield part
            self._done += len(part) * rounds
            self.beat()

    def beat(self) -> None:
        """Tell how far it is. Raises Stopped when told to."""
        if self._progress is None:
            return
        rounds = max(self._rounds, 1)
        total = max(self._total // rounds, 1)
        if not self._progress(min(self._done // rounds, total), total):
            raise Stopped
