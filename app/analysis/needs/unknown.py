"""Terms that look like names and are in no dictionary: listed, so that somebody can say what they are."""

from collections.abc import Iterator

from app.analysis.needs.findings import Unknown
from app.analysis.needs.vocabulary import Vocabulary
from app.analysis.needs.words import ADDRESS, Span, Words

LONGEST = 4
"""A row of more words with capitals is a heading or a title, not a name."""

TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof"))
PERSONAL = frozenset(
    ("types", "retypes", "says", "said", "told", "thinks", "knows", "hates", "phones", "complains", "forgets")
)
"""What only people do."""


def unknown_terms(words: Words, vocabulary: Vocabulary, taken: list[Span]) -> Iterator[Unknown]:
    """Each such term once, in the order of the text."""
    capital = [at for at in range(len(words.keys)) if _capital(words, at)]
    if not capital:
        return
    small = frozenset(words.keys[at] for at in set(range(len(words.keys))).difference(capital))
    covered = _covered(words, capital, taken)
    named = [at for at in capital if at not in covered and _named(words, at, vocabulary, small)]
    seen: set[str] = set()
    for row in _rows(words, named):
        name = " ".join(words.keys[at] for at in row)
        if len(row) <= LONGEST and name not in seen and not _explained(words, row, vocabulary):
            seen.add(name)
            start, stop = words.begin[row[0]], words.end[row[-1]]
            yield Unknown(*words.text.quoted(start, stop))


def _capital(words: Words, at: int) -> bool:
    start, end = words.begin[at], words.end[at]
    return words.text.plain[start:end] != words.text.low[start:end]


def _named(words: Words, at: int, vocabulary: Vocabulary, small: frozenset[str]) -> bool:
    """Whether the word is written as a name and is no everyday word of this text or of ours."""
    key, written = words.keys[at], words.written(at)
    if key == ADDRESS or len(key) < 2 or key in small or key in vocabulary.common:
        return False
    if written[0].isalpha() and any(sign.isupper() or sign.isdigit() for sign in written[1:]):
        return True
    opens = at == 0 or words.sentence[at - 1] != words.sentence[at]
    return written[0].isupper() and not opens


def _explained(words: Words, row: list[int], vocabulary: Vocabulary) -> bool:
    """Whether the name is that of a person or of a device by a maker."""
    begin = row[0] - 1 if row[0] and words.until[row[0] - 1] > row[0] else row[0]
    keys = words.keys[begin : row[-1] + 1]
    if not vocabulary.people.isdisjoint(keys) or not TITLES.isdisjoint(keys[:2]):
        return True
    return not vocabulary.makers.isdisjoint(keys) or not PERSONAL.isdisjoint(
        words.keys[row[-1] + 1 : words.until[row[-1]]][:1]
    )


def _rows(words: Words, named: list[int]) -> Iterator[list[int]]:
    """Names that stand side by side are one."""
    row: list[int] = []
    for at in named:
        if row and (at != row[-1] + 1 or at >= words.until[row[-1]]):
            yield row
            row = []
        row.append(at)
    if row:
        yield row


def _covered(words: Words, some: list[int], taken: list[Span]) -> set[int]:
    """Which of `some` words are understood already."""
    covered: set[int] = set()
    spans = iter(sorted(taken))
    current = next(spans, None)
    for at in some:
        start, end = words.span(at, at + 1)
        while current is not None and current[1] <= start:
            current = next(spans, None)
        if current is not None and current[0] < end:
            covered.add(at)
    return covered
