"""Terms that look like names and are in no dictionary: listed, so that somebody can say what they are."""

from collections.abc import Iterator

from app.analysis.needs.findings import Unknown
from app.analysis.needs.vocabulary import Vocabulary
from app.analysis.needs.words import Span, Words

LONGEST = 4
"""A row of more words with capitals is a heading or a title, not a name."""


def unknown_terms(words: Words, vocabulary: Vocabulary, taken: list[Span]) -> Iterator[Unknown]:
    """Each such term once, in the order of the text."""
    covered = _covered(words, taken)
    plain = {words.keys[at] for at in range(len(words.keys)) if words.written(at).islower()}
    seen: set[str] = set()
    at = 0
    while at < len(words.keys):
        end = at
        while end < words.until[at] and _named(words, end, vocabulary, plain) and not covered[end]:
            end += 1
        if end == at:
            at += 1
            continue
        name = " ".join(words.keys[at:end])
        if end - at <= LONGEST and name not in seen:
            seen.add(name)
            start, stop = words.begin[at], words.end[end - 1]
            yield Unknown(words.text.span(start, stop), words.text.plain[start:stop])
        at = end


def _named(words: Words, at: int, vocabulary: Vocabulary, plain: set[str]) -> bool:
    """Whether the word is written as a name and is no everyday word of this text or of ours."""
    key, written = words.keys[at], words.written(at)
    if key == "@" or len(key) < 2 or not any(sign.isalpha() for sign in key):
        return False
    if key in plain or key in vocabulary.common:
        return False
    inner = any(sign.isupper() for sign in written[1:]) or any(sign.isdigit() for sign in written[1:])
    if inner and written[0].isalpha():
        return True
    opens = at == 0 or words.sentence[at - 1] != words.sentence[at]
    return written[0].isupper() and not opens


def _covered(words: Words, taken: list[Span]) -> list[bool]:
    covered = [False] * len(words.keys)
    spans = iter(sorted(taken))
    current = next(spans, None)
    for at in range(len(words.keys)):
        start, end = words.span(at, at + 1)
        while current is not None and current[1] <= start:
            current = next(spans, None)
        covered[at] = current is not None and current[0] < end
    return covered
