"""What a comparison is, and how two things are timed fairly: alternately, in one run, as medians.

Milliseconds depend on the machine and on what else it does; their ratio hardly does. So a result is a ratio
with its target, and the figures it was made from stand beside it.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Seconds = float
Step = Callable[[], Seconds]
"""Does one round of the work and says how long the part that counts took."""


@dataclass(frozen=True)
class Measured:
    """The outcome of one comparison, one value per round: seconds, or megabytes where the unit says so."""

    name: str
    what: str
    peer: str
    target: float | None
    """The most that ours may take, as a multiple of the peer's time; None where it is only reported."""
    ours: tuple[Seconds, ...]
    theirs: tuple[Seconds, ...]
    notes: dict[str, str] = field(default_factory=dict)
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Median of ours over median of theirs."""
        return statistics.median(self.ours) / statistics.median(self.theirs)

    @property
    def spread(self) -> tuple[float, float]:
        """The middle half of the round-by-round ratios: how sure the ratio is."""
        ratios = [mine / other for mine, other in zip(self.ours, self.theirs, strict=True)]
        if len(ratios) < 2:
            return ratios[0], ratios[0]
        low, _, high = statistics.quantiles(ratios, n=4, method="inclusive")
        return low, high

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        return None if self.target is None else self.ratio <= self.target


def alternate(ours: Step, theirs: Step, rounds: int) -> tuple[tuple[Seconds, ...], tuple[Seconds, ...]]:
    """Time both `rounds` times in turn, each first in every second round, after one that does not count."""
    ours()
    theirs()
    mine: list[Seconds] = []
    other: list[Seconds] = []
    for number in range(rounds):
        pair = [(ours, mine), (theirs, other)]
        for step, times in pair if number % 2 else reversed(pair):
            times.append(step())
    return tuple(mine), tuple(other)


def timed(work: Callable[[], object]) -> Step:
    """A step that counts all of `work`."""

    def step() -> Seconds:
        with steady():
            start = time.perf_counter()
            work()
            return time.perf_counter() - start

    return step


@contextmanager
def steady() -> Iterator[None]:
    """Keep the garbage of one side from being collected on the other's time."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
