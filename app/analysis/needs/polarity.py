"""Whether what is named is wanted, wished for, refused or on its way out: cues near it, clause by clause."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from app.analysis.needs.findings import Polarity
from app.analysis.needs.scan import Match, scan
from app.analysis.needs.vocabulary import Names
from app.analysis.needs.words import Words

REACH = 6
"""How many words a cue reaches."""

LIST = frozenset(("and", "or", "nor"))
FILLERS = LIST | frozenset(
    ("any", "other", "another", "a", "an", "the", "even", "similar", "such", "as", "like")
)
FINITE = frozenset(
    ("must", "should", "will", "is", "are", "has", "have", "need", "needs", "would", "can", "stays", "stay")
)
SUBJECTS = frozenset(("we", "i", "it", "they", "you", "he", "she", "please"))
AWAY = SUBJECTS | frozenset(
    ("to", "with", "into", "onto", "want", "wants", "need", "needs", "use", "using", "in")
)
"""Words after which a name is no longer what a cue before the last name was about."""

BEING = frozenset(("is", "are", "was", "were", "please"))
NEEDED = frozenset(("needed", "required", "necessary", "wanted", "interested", "option", "acceptable"))

AUXILIARIES = frozenset(
    (
        "don't",
        "doesn't",
        "isn't",
        "aren't",
        "won't",
        "cannot",
        "can't",
        "do",
        "does",
        "is",
        "are",
        "will",
        "can",
    )
)
WISHES = frozenset(
    (
        "want",
        "need",
        "require",
        "like",
        "wish",
        "accept",
        "consider",
        "include",
        "be",
        "looking",
        "interested",
    )
)
OURS = frozenset(("we", "i", "you", "must", "should", "please", "will", "to", "shall"))
"""Before "not use": whose will it is; that others do not use a thing is just so."""
PREDICATES = frozenset(
    (
        "meets",
        "meet",
        "fits",
        "exists",
        "works",
        "does",
        "do",
        "can",
        "could",
        "will",
        "has",
        "is",
        "are",
        "offers",
    )
)
ARTICLES = frozenset(
    ("a", "an", "the", "any", "to", "with", "in", "on", "for", "another", "more", "it", "their")
)

HEADINGS: dict[str, Polarity] = {"nice": "nice", "must": "required", "not": "excluded"}
"""What a line that is a cue says of everything below it."""

ROW = 8
"""How many words a line of a list of people has at most."""

LONGEST_LIST = 30
FAR = 2 * REACH
"""How far a cue, and how far the end of a sentence that says where somebody moves, is looked for."""

_COLON = re.compile(r"[ \t]*:")
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")


class Cue(NamedTuple):
    """A cue at words `first` up to, not including, `last`."""

    first: int
    last: int
    kind: str


class Cues:
    """The cues of a text, to be asked about any stretch of its words."""

    def __init__(self, words: Words, names: Names) -> None:
        self._words = words
        found = [Cue(match.first, match.last, match.name.thing) for match in scan(words, names)]
        self._found = [cue for cue in found if cue.kind != "not_a_negation"]
        self._starts = [cue.first for cue in self._found]
        self._headings = self._read_headings()
        self.rows = self._read_rows()
        """The sentences below a line such as "Other in-house expertise:", a person in each."""

    def between(self, first: int, last: int) -> list[Cue]:
        """The cues that begin at words `first` up to, not including, `last`."""
        return self._found[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    def levels(self, first: int, last: int) -> list[Cue]:
        """The cues of seniority in a stretch."""
        return [cue for cue in self.between(first, last) if cue.kind.startswith("level_")]

    def _read_headings(self) -> dict[int, Polarity]:
        """By sentence what the heading above it says: a line that is a cue and ends with a colon."""
        words, told = self._words, dict[int, Polarity]()
        current: Polarity | None = None
        for cue in self._found:
            if cue.kind not in HEADINGS:
                continue
            line = words.sentence[cue.first]
            opens = cue.first == 0 or words.sentence[cue.first - 1] != line
            if opens and (_COLON.match(words.text.plain, words.end[cue.last - 1]) or _ends_line(words, cue)):
                told[line] = HEADINGS[cue.kind]
        headings: dict[int, Polarity] = {}
        above = -1
        for line in range(words.sentence[-1] + 1 if told else 0):
            if line in told:
                current, above = told[line], line
            elif line > above + 1 and self._begins_anew(line):
                current = None
            if current is not None:
                headings[line] = current
        return headings

    def _begins_anew(self, line: int) -> bool:
        """Whether a paragraph of its own begins: an empty line stands before it and no sign of a list."""
        words = self._words
        first = bisect_left(words.sentence, line)
        gap = words.text.plain[words.end[first - 1] : words.begin[first]]
        return _EMPTY_LINE.search(gap) is not None and gap[-1:] == "\n"

    def _read_rows(self) -> frozenset[int]:
        words, rows = self._words, set[int]()
        for cue in self._found:
            line = words.sentence[cue.first]
            if cue.kind not in ("in_place", "beside"):
                continue
            last = bisect_left(words.sentence, line + 1)
            if last == len(words.keys) or not _COLON.match(words.text.plain, words.end[last - 1]):
                continue
            while last < len(words.keys) and len(rows) < LONGEST_LIST:
                line += 1
                begin, last = last, bisect_left(words.sentence, line + 1)
                if last - begin > ROW:
                    break
                rows.add(line)
        return frozenset(rows)

    def heading(self, at: int) -> Polarity | None:
        """What the heading above word `at` says of everything below it."""
        return self._headings.get(self._words.sentence[at])


def _ends_line(words: Words, cue: Cue) -> bool:
    """A heading without a colon: up to three more words stand between the cue and the end of its line."""
    end = words.text.plain.find("\n", words.end[cue.last - 1])
    begin = words.text.plain.rfind("\n", 0, words.begin[cue.first]) + 1
    if end < 0:
        return False
    line = words.text.plain[begin:end]
    size = cue.last - cue.first
    more = 3 if size > 1 and cue.kind != "not" else 0  # "Nice to have skills", yet not "No WordPress"
    return len(line.split()) <= size + more and not line.rstrip().endswith((".", ","))


def polarities(words: Words, cues: Cues, matches: Sequence[Match]) -> list[Polarity]:
    """What is said of each of `matches`, which stand in the order of the text."""
    told: list[Polarity] = []
    for number, match in enumerate(matches):
        before = matches[number - 1] if number else None
        after = matches[number + 1] if number + 1 < len(matches) else None
        own = _own(words, cues, match, before, after)
        if own is None and before is not None and _goes_on(words, matches, number):
            own = told[-1]
        told.append(own or cues.heading(match.first) or "required")
    return told


def _own(
    words: Words, cues: Cues, match: Match, before: Match | None, after: Match | None
) -> Polarity | None:
    """What the cues nearest to the match say; None where there is none."""
    begin = _clause_start(words, match.first)
    end = _clause_end(words, match.last)
    ahead = [cue for cue in cues.between(max(begin, match.first - REACH - 4), match.first)]
    ahead = [cue for cue in ahead if match.first - cue.last < REACH]
    behind = [cue for cue in cues.between(match.last, min(end, match.last + REACH))]
    if after is not None:
        behind = [cue for cue in behind if cue.first < after.first or cue.kind == "nice"]
    for cue in reversed(ahead):
        between = before is not None and cue.last <= before.first
        away = before is not None and between and not AWAY.isdisjoint(words.keys[before.last : match.first])
        if cue.kind == "legacy" and (not between or _listed(words, before, match)):
            return "legacy"
        if cue.kind == "today" and not between and _leaves(words, cues, match):
            return "legacy"
        if cue.kind in ("target", "keep"):
            return "required"
        if cue.kind == "not" and not away:
            return None if _only_states(words, cue, match) else "excluded"
        if cue.kind == "nice":
            return "nice"
        if cue.kind == "must" and not between:
            return "nice" if any(late.kind == "nice" for late in behind) else "required"
    for cue in behind:
        if cue.kind == "legacy_after":
            return "legacy"
        if cue.kind == "nice":
            return "nice"
        if cue.kind == "not" and (
            words.keys[cue.first - 1] in BEING or set(words.keys[cue.last : cue.last + 2]) & NEEDED
        ):
            return "excluded"
    return None


def _only_states(words: Words, cue: Cue, match: Match) -> bool:
    """Whether the negation tells how things are and refuses nothing: "it does not meet X", "no X meets our needs"."""
    said = words.keys[cue.first : cue.last]
    if said == ["no"]:
        return not PREDICATES.isdisjoint(words.keys[match.last : match.last + 2])
    first = words.keys[cue.last] if cue.last < match.first else ""
    before = words.keys[cue.first - 1] if cue.first else ""
    if first in ("use", "work"):
        return before not in OURS
    spoken = said[0] in AUXILIARIES or (said == ["not"] and before in AUXILIARIES)
    return spoken and bool(first) and first not in WISHES and first not in ARTICLES


def _leaves(words: Words, cues: Cues, match: Match) -> bool:
    """Whether the sentence goes on to say where they move: what a shop "runs on" alone is no reason to go."""
    return any(
        cue.kind == "target" and words.keys[cue.first] != "new"
        for cue in cues.between(match.last, match.last + FAR)
        if words.sentence[cue.first] == words.sentence[match.first]
    )


def _clause_start(words: Words, at: int) -> int:
    """Where the clause of word `at` begins, a joined main clause being one of its own."""
    clause, start = words.clause[at], at
    while start > max(at - FAR, 0) and words.clause[start - 1] == clause:
        if words.keys[start - 1] in ("and", "so") and (
            words.keys[start] in SUBJECTS or not set(words.keys[at + 1 : at + 3]).isdisjoint(FINITE)
        ):
            break
        start -= 1
    return start


def _clause_end(words: Words, at: int) -> int:
    end = at
    clause = words.clause[at - 1]
    while end < min(at + FAR, len(words.keys)) and words.clause[end] == clause:
        if words.keys[end] in ("and", "so") and end + 1 < len(words.keys) and words.keys[end + 1] in SUBJECTS:
            break
        end += 1
    return end


def _listed(words: Words, one: Match | None, other: Match) -> bool:
    """Whether two names are neighbours in a list: nothing stands between them but commas and a joining word."""
    if one is None:
        return False
    return words.sentence[one.first] == words.sentence[other.first] and all(
        key in FILLERS for key in words.keys[one.last : other.first]
    )


def _goes_on(words: Words, matches: Sequence[Match], number: int) -> bool:
    """Whether the match goes on with the list before it: "no A, B or C", not "no A, C would do"."""
    for here in range(number, min(number + LONGEST_LIST, len(matches))):
        match = matches[here]
        if not _listed(words, matches[here - 1], match):
            return here > number and _ends(words, matches[here - 1])
        if any(key in LIST for key in words.keys[matches[here - 1].last : match.first]):
            return match.last == len(words.keys) or words.keys[match.last] not in FINITE
    return _ends(words, matches[min(number + LONGEST_LIST, len(matches)) - 1])


def _ends(words: Words, match: Match) -> bool:
    """Whether the clause ends with the match, and no new one goes on about somebody."""
    if match.last == len(words.keys) or words.sentence[match.last] != words.sentence[match.first]:
        return True
    return words.clause[match.last] != words.clause[match.first] and words.keys[match.last] not in SUBJECTS
