"""Which standard role a job title means, or that nobody can say.

The rules of `resources/knowledge/03_roles.yaml` come first (`title_rules`): a name or other title of a role that
stands in the title wins, the longest one; what only says a rank or a bare "consultant" says nothing. Then the
fitted table, which knows the seventeen roles of a public marketplace; a committed table leads from those to ours.
Where its two best are close, or no word of the title was ever seen, the answer is "unsure".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from math import exp
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from app.analysis.title_features import (
    LONGEST_TITLE,
    Reading,
    group_features,
    role_features,
    vector,
    words_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Rank: TypeAlias = Literal["junior", "mid", "senior"]
FoundBy: TypeAlias = Literal["name", "table", "none"]
Why: TypeAlias = Literal["", "empty", "rank_only", "two_roles", "no_role", "unknown_words", "close"]
PLACES = 3
SURE_LEAD = 0.3
"""The least lead on a rate card. The table's own threshold is for titles like those it was fitted on; on price lists
of another country, where names settled the role as well, a lead below this was wrong more often than right."""
SHORT = 3
SAYS_NOTHING = frozenset(("it", "ict", "sme", "and", "of", "the", "for", "in", "at"))
TELLING_NUMBERS = frozenset(("365", "1", "2", "3", "4"))
"""A product, and ranks; any other number in a title is a count or an order number."""


class TitleTable(NamedTuple):
    """A fitted table: a row of small whole numbers per bucket, a column per label."""

    reads: Literal["roles", "groups"]
    labels: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    """What one step of a column is worth."""
    bias: NDArray[np.float32]
    rarity: NDArray[np.float16]
    """By bucket: how seldom its features are."""
    words: frozenset[int]
    """Every word seen in fitting (`words_of`)."""
    threshold: float
    """Least lead of the best label over the next, as shares of one, below which it is unsure."""


READINGS: Mapping[str, Reading] = {"roles": role_features, "groups": group_features}


class TitleNames(NamedTuple):
    """What the rules know: a role by every name it goes by (folded), and the words that are no name."""

    roles: Mapping[str, str]
    ranks: Mapping[str, Rank]
    bare: frozenset[str]
    not_it: tuple[str, ...]
    seniors: Mapping[str, str]
    """The role that a senior of a role has, where that is one of its own."""


class RoleGuess(NamedTuple):
    """`role` is None where unsure; then `second` and `first` are still the likeliest two, to offer for choosing."""

    role: str | None
    confidence: float
    """From 0 to 1, to three places; 1 for a name of the role."""
    first: str | None = None
    second: str | None = None
    rank: Rank | None = None
    found_by: FoundBy = "none"
    why: Why = ""
    """Why it is unsure."""


def folded(title: str) -> str:
    """What names are compared by: lower case and singular, without accents, signs, numbers and what is in brackets."""
    plain = unicodedata.normalize("NFKD", title[:LONGEST_TITLE]).encode("ascii", "ignore").decode().lower()
    outside = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", plain)
    words = re.findall(r"[a-z0-9+#]+", outside)
    return " ".join(_singular(word) for word in words if word[0].isalpha() or word in TELLING_NUMBERS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > SHORT and word.endswith("s") and not word.endswith("ss") else word


def shares(title: str, table: TitleTable) -> dict[str, float]:
    """How likely each label is (they add up to one), the likeliest first; ties stay in the order of labels."""
    scores = scored(title, table)
    most = max(scores.values())
    grown = {label: exp(score - most) for label, score in scores.items()}
    whole = sum(grown.values())
    return _best_first({label: value / whole for label, value in grown.items()})


def scored(title: str, table: TitleTable) -> dict[str, float]:
    """The score of every label, the best first; only their order and distances mean anything."""
    weighed = vector(READINGS[table.reads](title), lambda at: float(table.rarity[at]))
    steps = table.weights[list(weighed)].T.dot(list(weighed.values())) if weighed else 0 * table.scale
    values = steps * table.scale + table.bias
    return _best_first(dict(zip(table.labels, map(float, values), strict=True)))


def role_of(
    title: str, names: TitleNames, load_table: Callable[[], TitleTable], ours: Mapping[str, str]
) -> RoleGuess:
    """The role of `title`; `ours` leads from the labels of the table to our roles. Never raises.

    The table is only loaded where the names do not settle it.
    """
    whole = folded(title)
    words, rank = _without_rank(whole, names)
    text = " ".join(words)
    if any(_within(one, whole) for one in names.not_it):
        return RoleGuess(None, 0.0, rank=rank, why="no_role")
    named = _named(whole, text, names)
    if len(named) == 1:
        role = names.seniors.get(named[0], named[0]) if rank == "senior" else named[0]
        return RoleGuess(role, 1.0, role, None, rank, "name")
    if named:
        return RoleGuess(None, 0.0, named[0], named[1], rank, "name", "two_roles")
    if not whole:
        return RoleGuess(None, 0.0, why="empty")
    telling = _without_bare(whole, names)
    if not telling:
        return RoleGuess(None, 0.0, rank=rank, why="rank_only")
    return _by_table(title, telling, rank, names, load_table(), ours)


def _by_table(
    title: str,
    telling: Sequence[str],
    rank: Rank | None,
    names: TitleNames,
    table: TitleTable,
    ours: Mapping[str, str],
) -> RoleGuess:
    if not words_of(" ".join(telling)) & table.words:
        return RoleGuess(None, 0.0, rank=rank, why="unknown_words")
    by_label = shares(title, table)
    label, best = next(iter(by_label.items()))
    first = ours[label]
    lead = best - max(share for other, share in by_label.items() if ours[other] != first)
    likely: dict[str, float] = {}
    for other, share in by_label.items():
        likely[ours[other]] = likely.get(ours[other], 0.0) + share
    confidence = round(likely.pop(first), PLACES)
    second = next(iter(_best_first(likely)))
    if lead < max(table.threshold, SURE_LEAD):
        return RoleGuess(None, confidence, first, second, rank, why="close")
    role = names.seniors.get(first, first) if rank == "senior" else first
    return RoleGuess(role, confidence, role, second, rank, "table")


def _without_bare(whole: str, names: TitleNames) -> list[str]:
    """The words that say which work: neither a rank nor what anybody may be called."""
    rest = f" {whole} "
    for phrase in sorted(names.bare, key=len, reverse=True):
        rest = rest.replace(f" {phrase} ", " ")
    kept, _ = _without_rank(rest, names)
    return [word for word in kept if word not in names.bare and word not in SAYS_NOTHING]


def _without_rank(text: str, names: TitleNames) -> tuple[list[str], Rank | None]:
    """The words that name the work, and the highest rank that the others say."""
    words, ranks = text.split(), set[Rank]()
    kept: list[str] = []
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        found = names.ranks.get(pair) or names.ranks.get(words[at])
        if found:
            ranks.add(found)
        else:
            kept.append(words[at])
        at += 2 if pair in names.ranks and " " in pair else 1
    return kept, next((rank for rank in _HIGHEST if rank in ranks), None)


_HIGHEST: tuple[Rank, ...] = ("senior", "mid", "junior")


def _named(whole: str, text: str, names: TitleNames) -> list[str]:
    """The roles whose names stand in the title: the whole title first, else the longest names, none within another."""
    for exact in (whole, text):
        if exact in names.roles:
            return [names.roles[exact]]
    return _named_within(whole, names) or _named_within(text, names)


def _named_within(text: str, names: TitleNames) -> list[str]:
    found: list[str] = []
    rest = f" {text} "
    for name in sorted(names.roles, key=lambda name: (-len(name), name)):
        if f" {name} " in rest:
            found.append(names.roles[name])
            rest = rest.replace(f" {name} ", " | ")
    return list(dict.fromkeys(found))


def _within(name: str, text: str) -> bool:
    return f" {name} " in f" {text} "


def _best_first(values: dict[str, float]) -> dict[str, float]:
    return dict(sorted(values.items(), key=lambda pair: -pair[1]))
