"""The cues of a text: phrases that say something of the names near them, or as a heading of all below."""

import re
from bisect import bisect_left
from typing import NamedTuple

from app.analysis.needs.findings import Polarity
from app.analysis.needs.scan import scan
from app.analysis.needs.vocabulary import Names
from app.analysis.needs.words import Words

HEADINGS: dict[str, Polarity] = {"nice": "nice", "must": "required", "not": "excluded"}
"""What a line that is a cue says of everything below it."""

ROW = 8
"""How many words a line of a list of people has at most."""

LONGEST_ROWS = 30

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
            while last < len(words.keys) and len(rows) < LONGEST_ROWS:
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
