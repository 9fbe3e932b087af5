"""Which words of a text were taken out and which came in, so that a change can be read at a glance."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "removed", "added"]

TOKEN = re.compile(r"\w+(?:[.,’'\-]\w+)*|\s+|[^\w\s]")
"""A word (with "don't", "cut-off" and "1,500" as one), white space, or a mark by itself."""

SAME_AT_LEAST = 0.3
"""Share of the words that must stay before single words are marked; below it the whole text is another."""

PATIENT = 4000
"""Tokens up to which every word is looked at; in longer texts the commonest few guide nothing."""


class Piece(NamedTuple):
    """A run of the text. All that is the same or removed makes the text before, the same or added that after."""

    kind: Kind
    text: str


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """The way from `before` to `after` by whole words; what was taken out stands before what replaces it."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    runs = list(_runs(old, new))
    kept = sum(_words(old[start:end]) for kind, start, end, _, _ in runs if kind == "equal")
    longer = max(_words(old), _words(new))
    if longer and kept < SAME_AT_LEAST * longer:
        return tuple(_pieces([("removed", before), ("added", after)]))
    return tuple(_pieces(_told(runs, old, new)))


def _runs(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    hasty = max(len(old), len(new)) > PATIENT
    return SequenceMatcher(str.isspace, old, new, autojunk=hasty).get_opcodes()


def _told(
    runs: Sequence[tuple[str, int, int, int, int]], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Kind, str]]:
    """The runs as pieces; a gap between two changed words belongs to both, so that phrases read whole."""
    for at, (kind, start, end, new_start, new_end) in enumerate(runs):
        gone, came = "".join(old[start:end]), "".join(new[new_start:new_end])
        if kind == "equal" and not (gone.isspace() and 0 < at < len(runs) - 1):
            yield "same", gone
        else:
            yield "removed", gone
            yield "added", came


def _pieces(told: Sequence[tuple[Kind, str]] | Iterator[tuple[Kind, str]]) -> Iterator[Piece]:
    """Neighbours joined: between two runs that stay, one that went and one that came at most."""
    gone = came = ""
    for kind, text in told:
        if kind == "removed":
            gone += text
        elif kind == "added":
            came += text
        elif text:
            yield from _changed(gone, came)
            gone = came = ""
            yield Piece("same", text)
    yield from _changed(gone, came)


def _changed(gone: str, came: str) -> Iterator[Piece]:
    if gone:
        yield Piece("removed", gone)
    if came:
        yield Piece("added", came)


def _words(tokens: Sequence[str]) -> int:
    return sum(not token.isspace() for token in tokens)
