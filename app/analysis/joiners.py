"""Two wishes in one line: where it may be split, and into what. A proposal, never a block."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.analysis.signoff import STRAIGHT

LONGER_THAN = 18
"""Words of a line that is not looked at: a short one with "and" in it is one wish."""

EACH = 5
"""Words that each of the two must have, so that no list of nouns is taken apart."""

ENUMERATES = 3
"""Words before the joiner in which a comma shows that it only ends an enumeration."""

GAP = r"\S+(?:\s+\S+){0,5}"
"""What stands for `..` in a phrase such as "between .. and ..": one to six words."""


def split_in_two(text: str, joiners: Sequence[str], not_when: Sequence[str]) -> tuple[str, str] | None:
    """The two wishes of a must-have, joined nearest its middle; None where it is one."""
    words = text.split()
    if len(words) <= LONGER_THAN:
        return None
    straight = text.translate(STRAIGHT)
    taken = [match.span() for match in _phrases(tuple(not_when)).finditer(straight)]
    halves = [
        (text[:start], text[end:])
        for start, end in _joins(straight, tuple(joiners))
        if not any(first < end and start < last for first, last in taken)
    ]
    usable = [(first, second) for first, second in halves if _stand_alone(first, second)]
    if not usable:
        return None
    first, second = min(usable, key=lambda pair: abs(len(pair[0].split()) - len(pair[1].split())))
    first, second = first.strip().rstrip(",;. "), second.strip().lstrip(",; ")
    return first, second[:1].upper() + second[1:]


def _stand_alone(first: str, second: str) -> bool:
    before, after = first.split(), second.split()
    enumerates = any(word.endswith(",") for word in before[-ENUMERATES:-1])
    return len(before) >= EACH and len(after) >= EACH and not enumerates


def _joins(text: str, joiners: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _words(joiners).finditer(text))


@lru_cache(maxsize=8)
def _words(joiners: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(joiners, key=len, reverse=True)
    found = (
        rf"\s+{_spaced(word)}\s+" if word[0].isalpha() else rf"\s*{re.escape(word)}\s*" for word in ordered
    )
    return re.compile("|".join(found), re.IGNORECASE)


@lru_cache(maxsize=8)
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    found = (
        r"\s+".join(GAP if part == ".." else re.escape(part) for part in each.split()) for each in phrases
    )
    return re.compile("|".join(rf"(?<![\w-])(?:{each})(?![\w-])" for each in found) or "(?!)", re.IGNORECASE)


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(part) for part in words.split())
