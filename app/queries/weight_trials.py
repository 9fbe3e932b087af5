"""Try other weights on a shortlist: the order they would make and the owner's words that come nearest.

Nothing is kept by it. What is kept is one answer of the brief, the owner's six words.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from sqlalchemy.orm import Session

from app.analysis.factors import STANDARD_TIMES, Importance, factor_weights
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.queries.match_job import LEVELS, template_weights
from app.queries.shortlist_rows import OrderRow
from app.queries.shortlists import reordered
from app.words import say_known


@dataclass(frozen=True, slots=True)
class TrialWord:
    """A factor with the owner's word for it (its key in the answer, and as read) and what that makes of 100."""

    factor: str
    name: str
    level: str
    word: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Trial:
    """The order under the weights that are tried; the nearest six words, and the order under those."""

    order: tuple[OrderRow, ...]
    words: tuple[TrialWord, ...]
    worded_order: tuple[OrderRow, ...]


def trial(session: Session, *, project_id: uuid.UUID, weights: Mapping[str, Decimal]) -> Trial:
    """What would follow from `weights` (percent by factor)."""
    base = template_weights(load_knowledge(), session.get_one(Project, project_id))
    words = _nearest(base, weights)
    worded = factor_weights(base, words)
    return Trial(
        order=reordered(session, project_id=project_id, weights=weights),
        words=_rows(words, worded),
        worded_order=reordered(session, project_id=project_id, weights=worded),
    )


def weights_of(session: Session, *, project_id: uuid.UUID, levels: Mapping[str, str]) -> dict[str, Decimal]:
    """What six words, by their keys in the answer, make of a hundred."""
    base = template_weights(load_knowledge(), session.get_one(Project, project_id))
    return factor_weights(
        base, {factor: LEVELS[level] for factor, level in levels.items() if level in LEVELS}
    )


def _rows(words: Mapping[str, Importance], weights: Mapping[str, Decimal]) -> tuple[TrialWord, ...]:
    factors = load_knowledge().factors.factors
    keys = {importance: key for key, importance in LEVELS.items()}
    return tuple(
        TrialWord(factor, say_known(factors[factor].name), keys[word], say_known(word.value), weights[factor])
        for factor, word in words.items()
    )


def _nearest(base: Mapping[str, Decimal], weights: Mapping[str, Decimal]) -> dict[str, Importance]:
    """The words whose weights differ least from `weights`, by the sum of squares; floats do for a guess."""
    wanted_whole = float(sum(weights.values(), Decimal(0))) or 1.0
    wanted = [float(weights.get(factor, Decimal(0))) / wanted_whole for factor in base]
    columns = [
        [(word, float(share * times)) for word, times in STANDARD_TIMES.items()] for share in base.values()
    ]
    best: tuple[float, tuple[Importance, ...]] | None = None
    for chosen in product(*columns):
        whole = sum(weight for _, weight in chosen)
        if not whole:
            continue
        far = sum((weight / whole - want) ** 2 for (_, weight), want in zip(chosen, wanted, strict=True))
        plain = sum(word is not Importance.IMPORTANT for word, _ in chosen)
        far += plain * 1e-9  # of equal ones, that which says least
        if best is None or far < best[0]:
            best = far, tuple(word for word, _ in chosen)
    assert best is not None, "a template gives every factor some weight"
    return dict(zip(base, best[1], strict=True))
