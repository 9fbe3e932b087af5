"""Rules that look for a phrase: tried only where one of the rule's words stands in the text, which most do not."""

import re
from typing import NamedTuple


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
