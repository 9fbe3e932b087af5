"""Which kind of project a text describes: by the skills it calls for and by the words it shares with each kind."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt
from typing import NamedTuple

from app.analysis.needs.reading import Reading
from app.analysis.needs.words import text_of, words_of

BY_WORDS, BY_SKILLS = 0.6, 0.4
SHORTEST = 3
"""Letters of a word that says something."""

ENDINGS = ("ings", "ing", "ies", "es", "ed", "s")


class KindWords(NamedTuple):
    """A kind of project as it is handed in: its texts, and its skills with their weights."""

    texts: tuple[str, ...]
    skills: Mapping[str, float]


class Kinds(NamedTuple):
    """Kinds ready to be compared with: weights of unit length by word and by skill, and how rare a word is."""

    words: Mapping[str, Mapping[str, float]]
    skills: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]


class LikelyKind(NamedTuple):
    """A kind of project, how alike it is to the text (0 to 1), and the skills that speak for it."""

    kind: str
    likeness: float
    skills: tuple[str, ...]


def made_kinds(kinds: Mapping[str, KindWords]) -> Kinds:
    """The kinds, weighed: what all have in common tells none from the others."""
    counts = {kind: Counter(_stems(" ".join(each.texts))) for kind, each in kinds.items()}
    spread = Counter(stem for count in counts.values() for stem in count)
    rarity = {stem: log((1 + len(kinds)) / (1 + times)) + 0.1 for stem, times in spread.items()}
    skilled = Counter(skill for each in kinds.values() for skill in each.skills)
    return Kinds(
        {kind: _unit(_weighed(count, rarity)) for kind, count in counts.items()},
        {
            kind: _unit({skill: weight / skilled[skill] for skill, weight in each.skills.items()})
            for kind, each in kinds.items()
        },
        rarity,
    )


def likely_kinds(text: str, reading: Reading, kinds: Kinds) -> tuple[LikelyKind, ...]:
    """The kinds, the most alike first; empty where text and skills say nothing of any."""
    words = _unit(_weighed(Counter(_stems(text)), kinds.rarity))
    skills = _unit(dict(reading.likely()))
    found = []
    for kind in kinds.words:
        shared = {skill: value * kinds.skills[kind].get(skill, 0.0) for skill, value in skills.items()}
        alike = BY_WORDS * _product(words, kinds.words[kind]) + BY_SKILLS * sum(shared.values())
        if alike > 0:
            why = sorted((skill for skill, value in shared.items() if value > 0), key=lambda s: -shared[s])
            found.append(LikelyKind(kind, round(alike, 3), tuple(why)))
    return tuple(sorted(found, key=lambda one: -one.likeness))


def _stems(text: str) -> Iterable[str]:
    for word in words_of(text_of(text)).keys:
        if len(word) >= SHORTEST and word[0].isalpha():
            ending = next(
                (end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST), ""
            )
            yield word.removesuffix(ending)


def _weighed(counts: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    return {stem: (1 + log(times)) * rarity[stem] for stem, times in counts.items() if stem in rarity}


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    size = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {name: weight / size for name, weight in weights.items()}


def _product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other.get(name, 0.0) for name, weight in one.items())
