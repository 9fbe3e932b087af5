"""The words that a reading knows, as plain frozen data: the knowledge hands them in, nothing here reads a file."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from app.analysis.needs.words import keys_of

Cue: TypeAlias = Literal[
    "not", "not_after", "not_a_negation", "lack", "legacy", "legacy_after", "mover", "today", "today_after", "habit",
    "keep", "keep_after", "connect", "target", "nice", "must", "ask", "in_place", "beside", "considered",
    "leave", "out", "level_1", "level_2", "level_3", "level_4", "level_5",
]  # fmt: skip
"""What a phrase says about the things named near it."""


class Gate(NamedTuple):
    """When an everyday word counts as a name: near a `context` word or written as the name is, never in `not_in`."""

    written: str = ""
    """How the name is written where it carries a capital; empty where a capital letter proves nothing."""

    context: frozenset[str] = frozenset()
    not_in: tuple[tuple[str, ...], ...] = ()


class Name(NamedTuple):
    """What a phrase names, and its gate where the phrase is also something else."""

    thing: str
    gate: Gate | None = None


class Names(NamedTuple):
    """A dictionary of phrases to look words up in: by first word the longest phrase, and every phrase by its words."""

    longest: Mapping[str, int]
    phrases: Mapping[str, Name]


class Implied(NamedTuple):
    """Whoever names one of `named` also needs `skills`; said once in a sentence of the knowledge."""

    named: frozenset[str]
    skills: tuple[str, ...]
    reason: str


class Vocabulary(NamedTuple):
    """Everything a reading looks words up in.

    `symptoms` name the skill that mends what they tell of; `common` are everyday words, which are neither typing
    errors nor unknown terms; `people` are first names and `makers` those of devices, which are no unknown terms.
    A mistyped word is held against `spellings`, names by their ends, and `undoubled`, names without double letters.
    """

    skills: Names
    roles: Names
    places: Names
    cues: Names
    implied: tuple[Implied, ...] = ()
    common: frozenset[str] = frozenset()
    spellings: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    undoubled: Mapping[str, str] = MappingProxyType({})
    symptoms: Names = Names(MappingProxyType({}), MappingProxyType({}))
    people: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()


def names(entries: Iterable[tuple[str, Name]], *, plurals: bool = False) -> Names:
    """A dictionary of `entries`; of two that share their words the first counts, a spelled plural before a made one."""
    phrases: dict[str, Name] = {}
    made: dict[str, Name] = {}
    for phrase, name in entries:
        keys = keys_of(phrase)
        if keys:
            counted = phrases.setdefault(" ".join(keys), name)
            if plurals and not (counted.gate and counted.gate.written):
                for last in _other_numbers(keys[-1], alone=len(keys) == 1):
                    made.setdefault(" ".join((*keys[:-1], last)), counted)
    for phrase, name in made.items():
        phrases.setdefault(phrase, name)
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, *rest = phrase.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return Names(longest, phrases)


def _other_numbers(word: str, *, alone: bool) -> Iterable[str]:
    """The plural of `word`, and its singular inside a longer name: Teams alone is no team."""
    if not word.isalpha() or len(word) < 2:
        return
    if word.endswith("s"):
        if not alone and len(word) > 3 and not word.endswith(("ss", "us", "is")):
            yield word[:-3] + "y" if word.endswith("ies") else word[:-1]
    elif word.endswith("y") and len(word) > 2 and word[-2] not in "aeiou":
        yield word[:-1] + "ies"
    else:
        yield word + ("es" if word.endswith(("x", "sh", "ch")) else "s")


def spellings(known: Names, shortest: int) -> Mapping[str, tuple[str, ...]]:
    """Every phrase of at least `shortest` letters, by each of its `ends`, in a fixed order."""
    by_end: dict[str, list[str]] = {}
    for phrase in sorted(known.phrases):
        plural = phrase.endswith("s") and phrase[:-1] in known.phrases
        if len(phrase) >= shortest and phrase.replace(" ", "").isalpha() and not plural:
            for end in ends(phrase, len(phrase)):
                by_end.setdefault(end, []).append(phrase)
    return {end: tuple(found) for end, found in by_end.items()}


def ends(phrase: str, length: int) -> tuple[str, str]:
    """The first two letters and the last two, with a length: one slip leaves one of them as it was."""
    return f"{length}^{phrase[:2]}", f"{length}${phrase[-2:]}"


def undoubled(known: Names, shortest: int) -> Mapping[str, str]:
    """The names of one word and at least `shortest` letters, by their letters with none of them doubled."""
    return {
        singled(phrase): phrase
        for phrase in sorted(known.phrases)
        if len(phrase) >= shortest and phrase.isalpha()
    }


def singled(word: str) -> str:
    """A word without doubled letters: "tills" and "tils" come to the same."""
    return "".join(sign for sign, before in zip(word, f" {word}", strict=False) if sign != before)
