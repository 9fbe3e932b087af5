"""How well somebody must know a thing, where the text says so: seniority beside it, or years of experience."""

from bisect import bisect_left

from app.analysis.needs.cues import Cues
from app.analysis.needs.scan import Match
from app.analysis.needs.words import Words

BESIDE = 4
"""How many words away a level may stand."""

NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_YEARS = frozenset(("year", "years", "yrs"))
NO_LEVEL = frozenset((("solid", "state"), ("lead", "time"), ("lead", "times"), ("senior", "citizens")))
"""A word of seniority and the next one, where the two mean another thing."""

_OF_IT = (["experience"], ["of"])
_NOT_EXPERIENCE = frozenset(
    ("last", "past", "next", "previous", "coming", "first", "over", "within", "since")
)
_FAR = 12


def level_of(words: Words, cues: Cues, match: Match) -> int | None:
    """1 to 5, from the seniority that stands nearest in the same clause; None where none does."""
    begin = max(match.first - BESIDE, 0)
    near = [
        (min(abs(match.first - cue.last), abs(cue.first - match.last)), cue)
        for cue in cues.levels(begin, match.last + BESIDE)
        if words.clause[cue.first] == words.clause[match.first]
        and tuple(words.keys[cue.first : cue.last + 1]) not in NO_LEVEL
    ]
    return int(min(near)[1].kind.removeprefix("level_")) if near else None


def years_asked(words: Words) -> list[tuple[int, int, int]]:
    """The years of experience a text asks for, each with its first and last word; "in the last five years" is none."""
    found = []
    for at, key in enumerate(words.keys):
        if key not in _YEARS or at == 0:
            continue
        said = words.keys[at - 1]
        years = int(said) if said.isdecimal() and len(said) < 3 else NUMBERS.get(said)
        before, after = words.keys[max(at - 3, 0) : at - 1], words.keys[at + 1 : at + 2]
        if key == "year" and after not in _OF_IT:  # "a 3 year plan"
            continue
        if years and _NOT_EXPERIENCE.isdisjoint(before) and after not in (["ago"], ["old"], ["later"]):
            found.append((years, at - 1, at + 1))
    return found


def years_of(words: Words, asked: list[tuple[int, int, int]], match: Match) -> int | None:
    """The years asked for in the clause of `match`, where they stand near it."""
    begin = bisect_left(asked, match.first - _FAR, key=lambda one: one[1])
    end = bisect_left(asked, match.last + _FAR, key=lambda one: one[1])
    near = [
        (distance, years)
        for years, first, last in asked[begin:end]
        if words.sentence[first] == words.sentence[match.first]
        and (distance := max(match.first - last, first - match.last)) <= _FAR
        and words.clause[first] == words.clause[match.first]
    ]
    return min(near)[1] if near else None
