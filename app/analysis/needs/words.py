"""A text cut into words that know where they stand in it, whatever signs it is written with."""

import re
import unicodedata
from typing import NamedTuple

Span = tuple[int, int]
"""First character and the one after the last, in the text as it was handed in."""

ADDRESS = "@"
"""What stands in the words for an address of the web or of a mailbox."""

CLAUSE, SENTENCE = 1, 2
"""How strongly a gap parts the words on its two sides; 0 joins them."""

_SIGNS = str.maketrans("‘’‛ʼ`´“”„‟‐‑‒–—−⁄∕", "''''''\"\"\"\"------//")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_APART = ("So", "No")
"""Trade marks, small raised figures, pictures: no part of the word they are set against."""

_RUN = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]")
_WORD = re.compile(
    r"(?P<address>(?:https?://|www\.)[^\s<>()]+|(?<![\w.+-])\w[\w.+-]{0,63}@[\w-]{1,63}\.[\w.-]{0,63}\w)"
    r"|[^\W\d_]{5,}(?=(?:19|20)\d\d(?!\w))|\.net(?=based|(?![a-z]))|[^\W_]+(?:'[^\W_]+)?(?:\+\+|\#(?!\w))?"
)
_TURNS = frozenset(("but", "however", "except", "although", "though", "whereas", "while", "unless"))
_SHORTENED = frozenset(("eg", "ie", "mr", "mrs", "ms", "dr", "vs", "inc", "ltd", "approx", "st"))
_GAPS = {" ": 0, "-": 0, "/": 0, "": 0, "'": 0, ", ": CLAUSE, " - ": CLAUSE, " (": CLAUSE, ") ": CLAUSE}
_GAPS |= {"; ": SENTENCE, "! ": SENTENCE, "? ": SENTENCE, ": ": CLAUSE, " / ": 0, " & ": 0, "&": 0}
_BULLET = re.compile(r"[\n\r][ \t]*(?:[-*+•●▪◦·>]|\d{1,2}[.)])|[\n\r][ \t]*[\n\r]|[•●▪◦|\x00]")


class Text(NamedTuple):
    """A text in one notation (NFKC, straight quotes, nothing unseen), and where each sign of it came from."""

    source: str
    """The text as it was handed in."""

    plain: str
    low: str
    """The same in small letters, sign for sign."""

    starts: list[int] | None = None
    """Where each sign began and ended in the text handed in; None where nothing had to be changed."""
    ends: list[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """A stretch of `plain` as a stretch of the text that was handed in."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def quoted(self, start: int, end: int) -> tuple[Span, str]:
        """A stretch of `plain` as it stands in the text that was handed in: where, and its words there."""
        span = self.span(start, end)
        return span, self.source[span[0] : span[1]]


class Words(NamedTuple):
    """The words of a text in parallel lists: what is looked up, where it stands, which clause and sentence."""

    text: Text
    keys: list[str]
    begin: list[int]
    end: list[int]
    clause: list[int]
    sentence: list[int]
    until: list[int]
    """Up to which word a phrase that begins here may reach: no phrase goes on across a comma."""

    def written(self, at: int) -> str:
        """The word as it stands there."""
        return self.text.plain[self.begin[at] : self.end[at]]

    def span(self, first: int, last: int) -> Span:
        """The stretch from word `first` up to, not including, word `last`."""
        return self.text.span(self.begin[first], self.end[last - 1])

    def quoted(self, first: int, last: int) -> tuple[Span, str]:
        """The same stretch with its words as they stand in the text that was handed in."""
        return self.text.quoted(self.begin[first], self.end[last - 1])


def text_of(text: str) -> Text:
    """`text` in one notation."""
    if text.isascii():
        return Text(text, text, text.lower())
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for run in _RUN.finditer(text):
        signs, start = run.group(), run.start()
        if signs.isascii():
            plain.extend(signs)
            starts.extend(range(start, run.end()))
            ends.extend(range(start + 1, run.end() + 1))
        elif unicodedata.combining(signs) and plain:
            joined = unicodedata.normalize("NFKC", plain[-1] + signs)
            plain[-1] = joined[0]
            ends[-1] = run.end()
        elif signs not in _UNSEEN:
            apart = unicodedata.category(signs) in _APART
            for sign in " " if apart else unicodedata.normalize("NFKC", signs).translate(_SIGNS):
                plain.append(sign)
                starts.append(start)
                ends.append(run.end())
    whole = "".join(plain)
    low = whole.lower()
    if len(low) != len(whole):
        low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in whole)
    return Text(text, whole, low, starts, ends)


def keys_of(phrase: str) -> tuple[str, ...]:
    """A phrase as the words it is looked up by."""
    return tuple(words_of(text_of(phrase)).keys)


def words_of(text: Text) -> Words:
    """The words of `text` with their clauses and sentences."""
    keys: list[str] = []
    begin: list[int] = []
    end: list[int] = []
    clauses: list[int] = []
    sentences: list[int] = []
    clause = sentence = last = 0
    low = text.low
    for word in _WORD.finditer(low):
        start, stop = word.span()
        key = low[start:stop] if word.lastindex is None else ADDRESS
        if key[-2:] == "'s":
            key = key[:-2]
        if keys:
            gap = low[last:start]
            parted = _GAPS.get(gap)
            if parted is None:
                parted = _parted(text, gap, last, start, keys)
            if parted or key in _TURNS:
                clause += 1
                sentence += parted == SENTENCE
        keys.append(key)
        begin.append(start)
        end.append(stop)
        last = stop
        clauses.append(clause)
        sentences.append(sentence)
    return Words(text, keys, begin, end, clauses, sentences, _reaches(clauses))


def _reaches(clauses: list[int]) -> list[int]:
    until = [0] * len(clauses)
    reach = len(clauses)
    for at in range(len(clauses) - 1, -1, -1):
        if at + 1 < len(clauses) and clauses[at + 1] != clauses[at]:
            reach = at + 1
        until[at] = reach
    return until


def _parted(text: Text, gap: str, last: int, start: int, keys: list[str]) -> int:
    """How strongly an uncommon gap parts: the full stop of `node.js` joins, that of `stock.We` does not."""
    if _BULLET.search(gap):
        return SENTENCE
    if any(sign in gap for sign in ";!?"):
        return SENTENCE
    if "\n" in gap or "\r" in gap:  # a mail wraps its lines: only a capital begins a new one
        return CLAUSE if text.plain[start].islower() and "." not in gap and ":" not in gap else SENTENCE
    if "." in gap:
        if gap == ".":
            before, after = text.plain[last - 1], text.plain[start : start + 2]
            return SENTENCE if before.islower() and after[:1].isupper() and after[1:].islower() else 0
        abbreviated = keys[-1] in _SHORTENED or keys[-2:] in (["e", "g"], ["i", "e"])
        return 0 if abbreviated else SENTENCE
    if any(sign in gap for sign in ",:()[]{}<>="):
        return CLAUSE
    return CLAUSE if (gap.count("-") and " " in gap) or gap.count("-") > 1 else 0
