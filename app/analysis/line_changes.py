"""Which line of a list became which, where only the texts before and after are known."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

ALIKE = 0.5
"""Share of their letters that two lines have in common to count as the same one wherever they stand."""

Pair = tuple[int | None, int | None]
"""Places of a line before and after; None where it came or went."""


def line_changes(before: Sequence[str], after: Sequence[str]) -> tuple[Pair, ...]:
    """A pair for every line: those that read the same, then the most alike, then those at the same place.

    The pairs stand in the order of `after`; what went comes after the lines it stood behind.
    """
    found = dict(_same(before, after))
    found |= dict(_alike(before, after, found))
    found |= {at: at for at in _free(after, found) if at < len(before) and at not in found.values()}
    gone = [at for at in range(len(before)) if at not in found.values()]
    pairs: list[Pair] = [(found.get(at), at) for at in range(len(after))]
    for at in gone:
        behind = [place for place, (old, _) in enumerate(pairs) if old is not None and old < at]
        pairs.insert(behind[-1] + 1 if behind else 0, (at, None))
    return tuple(pairs)


def _same(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Place after → place before of the lines that read the same, each used once."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(before):
        places.setdefault(text.strip(), []).append(at)
    for at, text in enumerate(after):
        if held := places.get(text.strip()):
            yield at, held.pop(0)


def _alike(before: Sequence[str], after: Sequence[str], found: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The lines left over, the most alike first."""
    old = {at for at in range(len(before)) if at not in found.values()}
    new = set(_free(after, found))
    likeness = sorted(
        ((SequenceMatcher(None, before[o], after[n]).ratio(), -o, -n) for o in old for n in new), reverse=True
    )
    for share, minus_old, minus_new in likeness:
        if share >= ALIKE and -minus_old in old and -minus_new in new:
            old.discard(-minus_old)
            new.discard(-minus_new)
            yield -minus_new, -minus_old


def _free(after: Sequence[str], found: dict[int, int]) -> list[int]:
    return [at for at in range(len(after)) if at not in found]
