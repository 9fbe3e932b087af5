"""What cannot be cut into parts (a commit of much, a backup) waits for the disk on another thread.

Whoever watches goes on being told meanwhile, on the thread of the workspace, which does nothing else until it
is over: there is still one writer, and it writes one thing at a time.
"""

from collections.abc import Callable
from concurrent import futures
from typing import TypeVar

from app.persistence.changes import Progress

T = TypeVar("T")

LOOK = 0.02
"""Seconds between two looks at whether it is over."""


class Told:
    """Passes on how far a long step is, and says the last of it again while something else is waited for."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._last = (0, 1)

    def __call__(self, done: int, total: int) -> bool:
        """Pass it on, with the answer."""
        self._last = (done, total)
        return self._progress is None or self._progress(done, total)

    def beside(self, work: Callable[[], T]) -> T:
        """The result of `work`, done on another thread where anybody watches; what they answer waits until then."""
        if self._progress is None:
            return work()
        with futures.ThreadPoolExecutor(1, thread_name_prefix="beside") as thread:
            result = thread.submit(work)
            while not result.done():
                futures.wait((result,), timeout=LOOK)
                self._progress(*self._last)
        return result.result()
