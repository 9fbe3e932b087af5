"""How alike a brief and each list of skills are: letters, word stems and skills, each as deviations from the usual."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from app.analysis.needs import Vocabulary, read
from app.knowledge import load_knowledge

Table: TypeAlias = NDArray[Any]
BY_SKILLS = 0.7
"""What the skills weigh beside letters and stems, which weigh 1 each."""

RELATED = 0.5
K1, B = 1.5, 0.75
_ENDINGS = re.compile(r"(?:ations?|ings?|ments?|ers?|ed|ies|es|s|ly|ive)$")


def own_places(
    briefs: Sequence[str], lists: Sequence[str], vocabularies: Sequence[Vocabulary], today: date
) -> list[int]:
    """The place of each brief's own list among all, by the mix; ties count against."""
    letters = _alike(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 6), sublinear_tf=True), briefs, lists
    )
    stems = _alike(TfidfVectorizer(tokenizer=_stems, token_pattern=None, sublinear_tf=True), briefs, lists)
    skills = np.array(
        [
            _by_skills(brief, lists, vocabulary, today)
            for brief, vocabulary in zip(briefs, vocabularies, strict=True)
        ]
    )
    return _places(_deviations(letters) + _deviations(stems) + BY_SKILLS * _deviations(skills), lists)


def plain_places(briefs: Sequence[str], lists: Sequence[str]) -> list[int]:
    """The same by BM25 on bare words."""
    counter = CountVectorizer(token_pattern=r"(?u)\b\w+\b")
    counts = counter.fit_transform(lists).toarray().astype(float)
    lengths = counts.sum(axis=1, keepdims=True)
    rarity = np.log(1 + (len(lists) - (counts > 0).sum(axis=0) + 0.5) / ((counts > 0).sum(axis=0) + 0.5))
    weights = rarity * counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths / lengths.mean()))
    asked = counter.transform(briefs).toarray()
    return _places(asked @ weights.T, lists)


def _stems(text: str) -> list[str]:
    words = re.findall(r"[a-z][a-z0-9+#]*", text.lower())
    return [_ENDINGS.sub("", word) if len(word) > 5 else word for word in words]


def _alike(vectorizer: TfidfVectorizer, briefs: Sequence[str], lists: Sequence[str]) -> Table:
    """Cosines once the mean of the lists is taken away, so that a short list is not drowned by what all say."""
    vectorizer.fit([*briefs, *lists])
    asked, told = vectorizer.transform(briefs).toarray(), vectorizer.transform(lists).toarray()
    return _cosines(asked, told - told.mean(axis=0))


def _cosines(asked: Table, told: Table) -> Table:
    sizes = np.linalg.norm(asked, axis=1)[:, None] * np.linalg.norm(told, axis=1)[None, :]
    found: Table = np.divide(asked @ told.T, sizes, out=np.zeros(sizes.shape), where=sizes > 0)
    return found


def _by_skills(brief: str, lists: Sequence[str], vocabulary: Vocabulary, today: date) -> Table:
    ids = {id: at for at, id in enumerate(load_knowledge().skills.skills)}
    asked = _vector(brief, ids, vocabulary, today)[None, :]
    told = np.array([_vector(text, ids, vocabulary, today) for text in lists])
    usual = np.log((1 + len(lists)) / (1 + (told > 0).sum(axis=0))) + 1
    row: Table = _cosines(asked * usual, told * usual)[0]
    return row


def _vector(text: str, ids: dict[str, int], vocabulary: Vocabulary, today: date) -> Table:
    """The skills that a text names, and half of what their neighbours meet."""
    vector = np.zeros(len(ids))
    named = {one.value for one in read(text, vocabulary, today=today).skills}
    skills = load_knowledge().skills.skills
    for id in named:
        for other in skills[id].related:
            place = ids[other.id]
            vector[place] = max(vector[place], RELATED * float(other.weight))
    for id in named:
        vector[ids[id]] = 1.0
    return vector


def _deviations(table: Table) -> Table:
    spread = table.std(axis=1, keepdims=True)
    found: Table = (table - table.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1)
    return found


def _places(table: Table, lists: Sequence[str]) -> list[int]:
    """The place of each row's own column; a list that reads the same is its own, too."""
    places = []
    for at, row in enumerate(table):
        own = max(row[other] for other, text in enumerate(lists) if text == lists[at])
        ahead = {text for text, value in zip(lists, row, strict=True) if value >= own and text != lists[at]}
        places.append(1 + len(ahead))
    return places
