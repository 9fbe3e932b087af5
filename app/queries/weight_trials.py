"""Try other weights on a shortlist: the order they would make and the owner's words that come nearest.

Nothing is kept by it. What is kept is one answer of the brief, the owner's six words. A board is read once; trying
is reckoned on it alone, quickly enough to follow a slider.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from sqlalchemy.orm import Session

from app.analysis.arrays import Floats, load_numpy
from app.analysis.factors import STANDARD_TIMES, Importance, factor_weights
from app.analysis.what_if import Points, Standing, points_of, reordered
from app.domain.shortlists import Candidate
from app.knowledge import load_knowledge
from app.queries.kept_list import KeptList, kept_list
from app.queries.lens import Lens
from app.queries.match_job import LEVELS, template_weights
from app.queries.shortlist_rows import OrderRow
from app.words import say, say_known

SHOWN = 5
"""Places of an order that are told; the one that is looked at is always among them."""

NEARLY = 1e-9
"""What binary numbers may be off by before a half is rounded up."""


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
    """The order under the weights that are tried; the nearest six words, and who is first under those."""

    order: tuple[OrderRow, ...]
    words: tuple[TrialWord, ...]
    worded_order: tuple[OrderRow, ...]


@dataclass(frozen=True)
class Board:
    """Everybody's points ready to be weighed, what they are called, their match so far, and every set of words."""

    points: Points
    names: Mapping[uuid.UUID, str]
    before: Mapping[uuid.UUID, int]
    base: Mapping[str, Decimal]
    choices: tuple[tuple[Importance, ...], ...]
    shares: Floats
    """What each of `choices` makes of one, a row each; of equal ones that which says least comes first."""

    cut: str
    """That others may have passed who are not on the board, as a sentence; empty where all are."""

    def order(self, weights: Mapping[str, Decimal]) -> tuple[Standing, ...]:
        """Everybody under `weights` (any sum, none below nothing); nobody where all are nothing."""
        if not self.points.names or not any(weights.values()):
            return ()
        return reordered(self.points, {factor: float(weight) for factor, weight in weights.items()})

    def told(self, order: Sequence[Standing], always: object = None) -> tuple[OrderRow, ...]:
        """The first few of an order, and `always` wherever it stands."""
        return tuple(self._row(one) for at, one in enumerate(order) if at < SHOWN or one.name == always)

    def _row(self, one: Standing) -> OrderRow:
        key = uuid.UUID(str(one.name))
        return OrderRow(key, self.names[key], one.place, int(one.total + 0.5 + NEARLY), self.before[key])

    def nearest(self, weights: Mapping[str, Decimal]) -> dict[str, Importance]:
        """The words whose weights differ least from `weights`, by the sum of squares."""
        np = load_numpy()
        wanted = np.array([float(weights.get(factor, Decimal(0))) for factor in self.base])
        far = ((self.shares - wanted / (wanted.sum() or 1.0)) ** 2).sum(axis=1)
        return dict(zip(self.base, self.choices[int(np.argmin(np.round(far, 12)))], strict=True))


def board(session: Session, *, project_id: uuid.UUID) -> Board:
    """Read what is tried on: everybody on the list with the points of the ranking."""
    return board_of(kept_list(session, project_id, Lens.OWNER))


def board_of(rows: KeptList) -> Board:
    """The board of a list, under its template's weights."""
    listed = rows.by_rank()
    base = template_weights(load_knowledge(), rows.project)
    choices, shares = _every_choice(base)
    return Board(
        points_of({row.id: points_of_row(row) for row in listed}, tuple(base)),
        {row.id: row.name for row in listed},
        {row.id: int(row.outcome.get("shown", 0)) for row in listed},
        base,
        choices,
        shares,
        cut_words(rows),
    )


def cut_words(rows: KeptList) -> str:
    """That others may have passed who are not on the list, and so are not tried; empty where all are on it."""
    if not rows.cut():
        return ""
    return say(
        "Only the {count} on the list are put in order. Ranking again looks at everybody.",
        count=len(rows.by_rank()),
    )


def points_of_row(row: Candidate) -> dict[str, Decimal]:
    """The points of a candidate by factor, as the ranking gave them."""
    return {factor["factor"]: Decimal(factor["points"]) for factor in row.outcome.get("factors", ())}


def trial(board: Board, weights: Mapping[str, Decimal], *, seen: object = None) -> Trial:
    """What would follow from `weights` (percent by factor); `seen` is told wherever it stands."""
    words = board.nearest(weights)
    worded = factor_weights(board.base, words)
    return Trial(
        order=board.told(board.order(weights), seen),
        words=_rows(words, worded),
        worded_order=board.told(board.order(worded), seen),
    )


def weights_of(board: Board, levels: Mapping[str, str]) -> dict[str, Decimal]:
    """What six words, by their keys in the answer, make of a hundred."""
    said = {factor: LEVELS[level] for factor, level in levels.items() if level in LEVELS}
    return factor_weights(board.base, said)


def would_change(rows: KeptList) -> tuple[str, ...]:
    """Which single word of the owner would put another provider first."""
    on = board_of(rows)
    if rows.run is None or len(on.names) < 2:
        return ()
    factors = load_knowledge().factors.factors
    said = {name: Importance(word) for name, word in rows.run.inputs.get("importance", {}).items()}
    now = on.order(factor_weights(on.base, said))[0].name
    changes = []
    for factor in on.base:
        for word in STANDARD_TIMES:
            if said.get(factor, Importance.IMPORTANT) is word:
                continue
            then = on.order(factor_weights(on.base, {**said, factor: word}))
            first, second = on.told(then[:2])
            if then[0].name != now and first.shown > second.shown:
                changes.append(
                    say(
                        "If “{factor}” were {word}, {name} would come first ({best} to {next}).",
                        factor=say_known(factors[factor].name),
                        word=say_known(word.value),
                        name=first.name,
                        best=first.shown,
                        next=second.shown,
                    )
                )
    found = tuple(changes) or (say("No single change of what matters would put another one first."),)
    return (*found, on.cut) if on.cut else found


def _rows(words: Mapping[str, Importance], weights: Mapping[str, Decimal]) -> tuple[TrialWord, ...]:
    factors = load_knowledge().factors.factors
    keys = {importance: key for key, importance in LEVELS.items()}
    return tuple(
        TrialWord(factor, say_known(factors[factor].name), keys[word], say_known(word.value), weights[factor])
        for factor, word in words.items()
    )


def _every_choice(base: Mapping[str, Decimal]) -> tuple[tuple[tuple[Importance, ...], ...], Floats]:
    """Every set of six words that gives anything a weight, those that say least first, with their shares of one."""
    np = load_numpy()
    every = sorted(
        product(STANDARD_TIMES, repeat=len(base)),
        key=lambda words: sum(word is not Importance.IMPORTANT for word in words),
    )
    times = {word: float(factor) for word, factor in STANDARD_TIMES.items()}
    weighed = np.array([[times[word] for word in words] for words in every])
    weighed = weighed * np.array([float(share) for share in base.values()])
    whole = weighed.sum(axis=1)
    some = whole > 0
    kept = tuple(words for words, stays in zip(every, some.tolist(), strict=True) if stays)
    return kept, weighed[some] / whole[some, None]
