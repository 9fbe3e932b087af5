"""How sure a first place is: the ranking drawn many times with weights and evidence that might as well be so (SMAA-2).

Weights are drawn around those that were stated, or, where only an order is known, from all that keep it. Evidence is
drawn as surely as it was checked: what somebody looked at hardly moves, what was only claimed moves more, and what
nobody knows moves most, around the prior that stands in for it. A track record is drawn from its own posterior, a
price from the range that was quoted. The seed is kept with the run, so that the same draws can be made again.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zlib import crc32

from app.analysis.anchors import Anchors
from app.analysis.arrays import Floats, load_numpy
from app.analysis.factors import Combine, FactorPoints, FactorRules, PartScore
from app.analysis.matching import Match

METHOD = "smaa-2 1"
"""Version of the way of drawing; kept with a run."""

DRAWS = 10_000
"""Enough that a share is off by half a point of a hundred at most."""

SEED = 20_261_123
HELD_TO = 30.0
"""How closely weights that were stated are held to: as if 30 points had been given out by them."""

CLEAR, LIKELY = 0.8, 0.5
MOST_RIVALS = 500
"""Rivals worth drawing: of a hundred thousand, those that score best hold all first places."""

MOST_PAIRS = 20
"""Those of whom it is told how often one comes before another."""


class Sureness(StrEnum):
    """The word for how often the first is first."""

    CLEAR = "clear"
    LIKELY = "likely"
    TOSS_UP = "toss_up"


@dataclass(frozen=True, slots=True)
class SpreadRule:
    """How far points of a part may be off, as a standard deviation (missing_evidence of 05_factors.yaml)."""

    checked: Decimal = Decimal(5)
    seen: Decimal = Decimal(10)
    claimed: Decimal = Decimal(20)
    missing: Decimal = Decimal(25)

    def of(self, part: PartScore) -> Decimal:
        """The spread of one part by what it rests on."""
        if part.missing:
            return self.missing
        return (self.claimed, self.seen, self.checked)[min(part.evidence.level, 2)]


@dataclass(frozen=True, slots=True)
class Rival:
    """Somebody who might be first."""

    match: Match
    posterior: tuple[Decimal, Decimal] | None = None
    """Mean and standard deviation (0 to 100) of the track record, where it is rated."""


@dataclass(frozen=True, slots=True)
class Acceptability:
    """How often each is first (`first`) and which place it takes (`ranks`), of `draws` draws by `seed`."""

    draws: int
    seed: int
    first: Mapping[Hashable, float]
    ranks: Mapping[Hashable, tuple[float, ...]]
    beats: Mapping[Hashable, Mapping[Hashable, float]]
    """How often each of the likeliest comes before another of them."""

    central: Mapping[Hashable, tuple[float, ...]]
    """The mean of the weights under which each is first, in the order of the factors; nothing for who never is."""

    def sureness(self, provider: Hashable) -> Sureness:
        """The word for one's share of first places; share and word are shown together."""
        share = self.first[provider]
        if share >= CLEAR:
            return Sureness.CLEAR
        return Sureness.LIKELY if share >= LIKELY else Sureness.TOSS_UP


def acceptability(
    rivals: Sequence[Rival],
    rules: FactorRules,
    *,
    ranking: Sequence[str] | None = None,
    spread: SpreadRule | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Acceptability:
    """Draw the ranking of `rivals`; with `ranking` (factors, most important first) only that order is taken as known.

    Of equals in a draw the one with the lower id comes first, as in the ranking itself. Everybody's evidence is
    drawn from a source of its own, so that it does not hang on who else is there.
    """
    np = load_numpy()
    ordered = sorted(rivals, key=lambda one: str(one.match.provider))[:MOST_RIVALS]
    items = ordered[0].match.contributions
    rng = np.random.default_rng(seed)
    if ranking is None:
        weights = drawn_weights(rng, [float(item.weight) for item in items], draws)
    else:
        weights = drawn_orders(rng, [ranking.index(item.factor.factor) for item in items], draws)
    totals = np.zeros((len(ordered), draws))
    for row, rival in enumerate(ordered):
        own = np.random.default_rng([seed, crc32(str(rival.match.provider).encode())])
        for column, points in enumerate(_drawn_factors(np, own, rival, rules, spread or SpreadRule(), draws)):
            totals[row] += weights[:, column] * points
    return _counted(np, [one.match.provider for one in ordered], totals, weights, seed)


def acceptability_of(
    values: Sequence[Sequence[float]], *, draws: int = DRAWS, seed: int = SEED
) -> tuple[float, ...]:
    """The shares of first places where nothing is known of the weights and everything of the values."""
    np = load_numpy()
    weights = np.random.default_rng(seed).dirichlet([1.0] * len(values[0]), draws)
    table = np.array(values, dtype=float)
    first = np.argmax(table @ weights.T, axis=0)
    return tuple(float(share) for share in np.bincount(first, minlength=len(values)) / draws)


def drawn_weights(rng: Any, stated: Sequence[float], draws: int) -> Floats:
    """Weights around those stated: Dirichlet of 30 times their shares; one stated as nothing stays nothing."""
    np = load_numpy()
    shares = np.array(stated) / sum(stated)
    weights: Floats = np.zeros((draws, len(shares)))
    some = shares > 0
    weights[:, some] = rng.dirichlet(HELD_TO * shares[some], draws)
    return weights


def drawn_orders(rng: Any, places: Sequence[int], draws: int) -> Floats:
    """Weights of which only the order is known: uniform over all that keep it. `places` has 0 for the greatest."""
    np = load_numpy()
    drawn = -np.sort(-rng.dirichlet([1.0] * len(places), draws), axis=1)
    weights: Floats = drawn[:, np.array(places)]
    return weights


def _drawn_factors(
    np: Any, rng: Any, rival: Rival, rules: FactorRules, spread: SpreadRule, draws: int
) -> Iterator[Floats]:
    """Points of every factor in every draw; caps hold as they hold in the score."""
    for item, rule in zip(rival.match.contributions, rules.factors, strict=True):
        parts = [_drawn_part(np, rng, rival, part, spread, draws) for part in item.factor.parts]
        if rule.combine is Combine.MINIMUM:
            points = np.minimum.reduce(parts)
        else:
            shares = [float(part.share) for part in item.factor.parts]
            points = sum(share * part for share, part in zip(shares, parts, strict=True))
        yield np.minimum(points, float(_most(item.factor)))


def _most(factor: FactorPoints) -> Decimal:
    return Decimal(100) if factor.cap is None else factor.points


def _drawn_part(np: Any, rng: Any, rival: Rival, part: PartScore, spread: SpreadRule, draws: int) -> Floats:
    if part.part == "track_record" and rival.posterior is not None and not part.missing:
        mean, deviation = (float(each) / 100 for each in rival.posterior)
        drawn = 100 * rng.beta(*beta_of(mean, deviation), draws)
        # What is scored is the lower bound, so the draw is moved by as much as the bound lies below the mean.
        return _read(np, part.anchors, drawn - (100 * mean - float(part.evidence.value or 0)))
    drawn_points: Floats = np.clip(rng.normal(float(part.points), float(spread.of(part)), draws), 0, 100)
    return drawn_points


def beta_of(mean: float, deviation: float) -> tuple[float, float]:
    """The beta distribution with a mean (0 to 1) and a standard deviation, which a share cannot leave."""
    mean = min(max(mean, 0.01), 0.99)
    most = mean * (1 - mean)
    count = max(most / max(deviation, 1e-3) ** 2 - 1, 1.0)
    return mean * count, (1 - mean) * count


def _read(np: Any, anchors: Anchors, values: Floats) -> Floats:
    ordered = sorted((float(value), float(points)) for value, points in anchors)
    read: Floats = np.interp(values, [value for value, _ in ordered], [points for _, points in ordered])
    return read


def _counted(np: Any, names: Sequence[Hashable], totals: Floats, weights: Floats, seed: int) -> Acceptability:
    count, draws = len(names), len(weights)
    order = np.argsort(-np.round(totals, 9), axis=0, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(count)[:, None], axis=0)
    ranks = np.stack([np.bincount(row, minlength=count) for row in places]) / draws
    leads = [places[row] == 0 for row in range(count)]
    likeliest = np.argsort(places.mean(axis=1), kind="stable")[:MOST_PAIRS].tolist()
    return Acceptability(
        draws,
        seed,
        first={name: float(ranks[row, 0]) for row, name in enumerate(names)},
        ranks={name: tuple(map(float, ranks[row])) for row, name in enumerate(names)},
        beats={
            names[row]: {names[at]: float((places[row] < places[at]).mean()) for at in likeliest if at != row}
            for row in likeliest
        },
        central={
            name: tuple(map(float, weights[leads[row]].mean(axis=0))) if leads[row].any() else ()
            for row, name in enumerate(names)
        },
    )
