"""Rules that look for a phrase only near one of their words: most words of a text are near none."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from app.analysis.needs.words import Words

Where: TypeAlias = Mapping[str, list[int]]
"""Every word of a text with its places in it."""

BEFORE, AFTER = 8, 8
"""How many words around one of its own a phrase may reach."""


class Rule(NamedTuple):
    """A phrase, what it means and how sure that is; `words` are those without which it cannot stand there."""

    what: str
    words: frozenset[str]
    phrase: re.Pattern[str]
    sure: float


def any_of(*phrases: str) -> str:
    """One of several regular expressions."""
    return f"(?:{'|'.join(phrases)})"


def rule(what: str, words: str, *phrases: str, sure: float = 0.85) -> Rule:
    """A rule of whole words; `words` are parted by spaces."""
    return Rule(what, frozenset(words.split()), re.compile(rf"\b{any_of(*phrases)}(?!\w)"), sure)


def where_words_stand(words: Words) -> Where:
    """The places of every word."""
    where: dict[str, list[int]] = {}
    for at, key in enumerate(words.keys):
        if key in where:
            where[key].append(at)
        else:
            where[key] = [at]
    return where


def near(
    words: Words,
    where: Where,
    sought: Iterable[str],
    phrase: re.Pattern[str],
    before: int = BEFORE,
    after: int = AFTER,
) -> Iterator[re.Match[str]]:
    """Where `phrase` stands near a word of `sought`, from left to right."""
    places = [at for key in sought if key in where for at in where[key]]
    if not places:
        return
    places.sort()
    low, last = words.text.low, len(words.keys) - 1
    begin, end = places[0] - before, places[0] + after
    for at in places[1:]:
        if at - before <= end:
            end = at + after
        else:
            yield from phrase.finditer(low, words.begin[max(begin, 0)], words.end[min(end, last)])
            begin, end = at - before, at + after
    yield from phrase.finditer(low, words.begin[max(begin, 0)], words.end[min(end, last)])
