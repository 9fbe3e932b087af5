"""Words that are nearly a name: proposed as "did you mean", never counted."""

from collections.abc import Callable, Iterator
from typing import Any

from app.analysis.needs.findings import Typo
from app.analysis.needs.phrases import Where
from app.analysis.needs.scan import Match, sift
from app.analysis.needs.vocabulary import Vocabulary, ends, singled
from app.analysis.needs.words import Words, text_of, words_of

SHORTEST, SHORTEST_UNDOUBLED = 6, 4
LIKE = 0.83
"""One letter in six, two in twelve; two letters that changed places count as one.

In a shorter word, too, a letter that is doubled or not is a slip and no other word.
"""

MOST = 5
SLIPS = 2
"""How often one slip is made at most."""


def load_rapidfuzz() -> tuple[Any, Callable[..., float]]:
    """The library, imported when the first text is read: a start does without it."""
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    return process, OSA.normalized_similarity


def typos(words: Words, where: Where, vocabulary: Vocabulary, taken: list[Match]) -> Iterator[Typo]:
    """The words outside `taken` that are one or two letters from a name, each with the likeliest.

    What is written alike again and again is no slip.
    """
    covered = {at for match in taken for at in range(match.first, match.last)}
    process, likeness = load_rapidfuzz()
    known: dict[str, tuple[str, float] | None] = {}
    for at, key in enumerate(words.keys):
        if at in covered or len(key) < SHORTEST_UNDOUBLED or key in vocabulary.common or not key.isalpha():
            continue
        if len(where[key]) > SLIPS:
            continue
        pair = (
            at + 1 < words.until[at] and at + 1 not in covered and words.keys[at + 1] not in vocabulary.common
        )
        for phrase, last in ((key, at + 1), *([(f"{key} {words.keys[at + 1]}", at + 2)] if pair else [])):
            if phrase not in known:
                known[phrase] = _nearest(phrase, vocabulary, process, likeness)
            found = known[phrase]
            if found is not None and _may_stand(words, at, last, found[0], vocabulary):
                name = vocabulary.skills.phrases[found[0]]
                meant = (name.gate.written if name.gate else "") or found[0]
                yield Typo(*words.quoted(at, last), meant, name.thing, found[1])
                break


def _may_stand(words: Words, at: int, last: int, meant: str, vocabulary: Vocabulary) -> bool:
    """Whether the name that is `meant`, rightly written, would be read or asked about there: see its gate."""
    name = vocabulary.skills.phrases[meant]
    if name.gate is None:
        return True
    keys = meant.split(" ")
    if len(keys) != last - at:
        return False
    written = words._replace(keys=[*words.keys[:at], *keys, *words.keys[last:]])
    sure, unsure = sift(written, [Match(at, last, name)], vocabulary.common)
    return bool(sure or unsure)


def _nearest(
    phrase: str, vocabulary: Vocabulary, process: Any, likeness: Callable[..., float]
) -> tuple[str, float] | None:
    if phrase in vocabulary.skills.phrases:
        return None
    doubled = vocabulary.undoubled.get(singled(phrase))
    if doubled is not None:
        return doubled, likeness(phrase, doubled)
    if len(phrase) < SHORTEST:
        return None
    slack = 1 if len(phrase) < 2 * SHORTEST else 2
    best: tuple[str, float] | None = None
    for length in range(len(phrase) - slack, len(phrase) + slack + 1):
        for end in ends(phrase, length):
            choices = vocabulary.spellings.get(end)
            if choices:
                found = process.extractOne(
                    phrase, choices, scorer=likeness, score_cutoff=best[1] if best else LIKE
                )
                if found is not None and (best is None or found[1] > best[1]):
                    best = (found[0], found[1])
    return best


def did_you_mean(term: str, vocabulary: Vocabulary) -> tuple[Typo, ...]:
    """The skills whose name is most like `term`, the likeliest first: for a box in which one is typed."""
    words = words_of(text_of(term))
    if not words.keys:
        return ()
    phrase = " ".join(words.keys)
    process, likeness = load_rapidfuzz()
    choices = sorted({name for names in vocabulary.spellings.values() for name in names})
    found = process.extract(phrase, choices, scorer=likeness, score_cutoff=0.6, limit=MOST * 3)
    doubled = vocabulary.undoubled.get(singled(phrase))
    listed = [] if doubled is None else [(doubled, likeness(phrase, doubled))]
    best: dict[str, Typo] = {}
    for name, score in (*listed, *((name, score) for name, score, _ in found)):
        skill = vocabulary.skills.phrases[name].thing
        best.setdefault(skill, Typo(*words.quoted(0, len(words.keys)), name, skill, score))
    return tuple(best.values())[:MOST]
