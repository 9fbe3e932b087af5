"""Names found in words: from left to right the longest phrase, and everyday words only with evidence."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from app.analysis.needs.vocabulary import Gate, Name, Names
from app.analysis.needs.words import Words

NEAR = 3
"""How many words away a context word may stand."""

ENOUGH = 1.0
AS_WRITTEN, IN_CONTEXT, IN_COMPANY = 1.2, 1.0, 0.6
"""What each piece of evidence is worth: measured once on job advertisements, see the ambiguity rule of the skills."""

SURE, LIKELY, FAIR = 0.95, 0.85, 0.7


class Match(NamedTuple):
    """A phrase found at words `first` up to, not including, `last`."""

    first: int
    last: int
    name: Name
    confidence: float = SURE


def scan(words: Words, names: Names) -> Iterator[Match]:
    """Every phrase of `names`, leftmost and longest first; none overlaps another or goes on across a comma."""
    keys, until = words.keys, words.until
    longest, phrases = names.longest, names.phrases
    at, count = 0, len(keys)
    while at < count:
        most = longest.get(keys[at])
        if most:
            for end in range(min(at + most, until[at]), at, -1):
                name = phrases.get(" ".join(keys[at:end]))
                if name is not None:
                    yield Match(at, end, name)
                    at = end
                    break
            else:
                at += 1
        else:
            at += 1


def sift(
    words: Words, found: Sequence[Match], everyday: Container[str] = ()
) -> tuple[list[Match], list[Match]]:
    """What of `found` counts, and what only may be meant: a gate asks for evidence near the word.

    An `everyday` word without any evidence is just that word.
    """
    company = {words.clause[match.first] for match in found if match.name.gate is None}
    sure: list[Match] = []
    unsure: list[Match] = []
    for match in found:
        gate = match.name.gate
        if gate is None:
            sure.append(match)
            continue
        if any(_inside(words, match, phrase) for phrase in gate.not_in):
            continue
        evidence = _evidence(words, match, gate, words.clause[match.first] in company)
        if evidence >= ENOUGH:
            confidence = LIKELY if evidence > AS_WRITTEN else FAIR
            sure.append(match._replace(confidence=confidence))
        elif evidence or words.keys[match.first] not in everyday:
            unsure.append(match)
    return sure, unsure


def _evidence(words: Words, match: Match, gate: Gate, company: bool) -> float:
    near = words.keys[max(match.first - NEAR, 0) : match.first] + words.keys[match.last : match.last + NEAR]
    return (
        AS_WRITTEN * as_written(words, match, gate.written)
        + IN_CONTEXT * (not gate.context.isdisjoint(near))
        + IN_COMPANY * company
    )


def as_written(words: Words, match: Match, written: str) -> bool:
    """Whether the word stands there with the capitals of its name, where those say something.

    A first capital says nothing at the start of a sentence or beside another capital, which makes one name of the
    two; a whole word in capitals says nothing in a line of them.
    """
    if not written:
        return False
    if words.text.plain[words.begin[match.first] : words.end[match.last - 1]] != written:
        return False
    sentence = words.sentence[match.first]
    opens = match.first == 0 or words.sentence[match.first - 1] != sentence
    beside = list(_beside(words, match))
    if written.isupper() and len(written) > 1:
        return not beside or any(not word.isupper() for word in beside)
    if written[1:].lower() != written[1:]:
        return True
    return not opens and not any(word[:1].isupper() for word in beside)


def _beside(words: Words, match: Match) -> Iterator[str]:
    """The words right before and after in the same clause, but for one that opens it or stands beyond a slash."""
    for at, gap in ((match.first - 1, match.first), (match.last, match.last)):
        if (
            0 < at < len(words.keys)
            and words.clause[at] == words.clause[match.first]
            and words.sentence[at - 1] == words.sentence[at]
            and "/" not in words.text.plain[words.end[gap - 1] : words.begin[gap]]
        ):
            yield words.written(at)


def _inside(words: Words, match: Match, phrase: tuple[str, ...]) -> bool:
    """Whether the match is part of `phrase` where it stands."""
    keys, size = words.keys, len(phrase)
    starts = range(max(match.last - size, 0), match.first + 1)
    return any(tuple(keys[start : start + size]) == phrase for start in starts)
