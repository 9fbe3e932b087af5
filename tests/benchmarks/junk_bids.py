"""Junk bids: how often a bid that cannot win turns the order of the others, by ours and by what others use.

Every run draws five honest bids, then lets a junk low bid join and a loser leave. Seeds are fixed, so the shares are
the same on every machine; as they are no times, one value stands for all rounds.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np

from app.analysis.best_value import Method, Valued, ValueRule, straight_anchors, value_of, worth_of
from app.analysis.money import Money
from tests.benchmarks.measure import Measured

TRIALS, SEED, BIDDERS = 20_000, 20_210, 5
PRICE_WEIGHT = 0.4
LOW, HIGH = 6_000.0, 18_000.0
"""The ends of the anchors, fixed before there is a bid."""

OVER = 0.10
"""Lowest/price is flipped more often than this."""


class Flips(NamedTuple):
    """Shares of runs in which the order of honest bids turns, and in which another becomes first."""

    joins: float
    leaves: float


Formula = Callable[[Any, Any], Any]
"""Costs and qualities of a round → the value of each bid."""


def measured(rounds: int) -> Iterator[Measured]:
    """Ours beside lowest/price, in runs of a hundred that are turned; the others in the notes."""
    found = flips(TRIALS, SEED)
    notes = {
        name: f"{each.joins:.3f} when one joins, {each.leaves:.3f} when one leaves"
        for name, each in found.items()
    }
    theirs = found["lowest / price"].joins
    notes["fixed seed"] = f"{SEED}, {TRIALS} runs of {BIDDERS} bids"
    notes["lowest / price turned in over a tenth"] = "yes" if theirs > OVER else "NO"
    for name in ("points on anchors", "quality in money"):
        yield Measured(
            "junk bids",
            f"orders turned by a junk low bid: {name}",
            "lowest price over price",
            0.0,
            (found[name].joins * 100,) * rounds,
            (theirs * 100,) * rounds,
            notes,
            unit="%",
        )


def flips(trials: int, seed: int) -> Mapping[str, Flips]:
    """Every formula on the same runs."""
    formulas = _formulas()
    chance = np.random.default_rng(seed)
    joined = dict.fromkeys(formulas, 0)
    left = dict.fromkeys(formulas, 0)
    for _ in range(trials):
        costs = np.round(10_000 * chance.lognormal(0, 0.2, BIDDERS), 2)
        qualities = np.round(np.clip(chance.normal(0.65, 0.12, BIDDERS), 0.05, 1), 3)
        junk_cost = np.append(costs, round(float(costs.min() * chance.uniform(0.3, 0.8)), 2))
        junk_quality = np.append(qualities, 0.05)
        for name, formula in formulas.items():
            before = formula(costs, qualities)
            after = formula(junk_cost, junk_quality)[:BIDDERS]
            joined[name] += list(np.argsort(-before, kind="stable")) != list(
                np.argsort(-after, kind="stable")
            )
            first, loser = int(np.argmax(before)), int(np.argmin(before))
            rest = np.delete(np.arange(BIDDERS), loser)
            left[name] += int(rest[np.argmax(formula(costs[rest], qualities[rest]))]) != first
    return {name: Flips(joined[name] / trials, left[name] / trials) for name in formulas}


def _formulas() -> dict[str, Formula]:
    anchors = straight_anchors(*(Money.of(Decimal(end), "EUR") for end in (LOW, HIGH)))
    share = Decimal(str(PRICE_WEIGHT))
    fixed = date(2026, 1, 7)
    points = ValueRule(Method.POINTS, fixed, "EUR", share, anchors)
    money = ValueRule(Method.MONEY, fixed, "EUR", share, anchors, worth_of(share, anchors, "EUR"))
    return {
        "points on anchors": lambda costs, qualities: _ours(costs, qualities, points),
        "quality in money": lambda costs, qualities: _ours(costs, qualities, money),
        "lowest / price": lambda costs, qualities: _mixed(lowest_over_price(costs), qualities),
        "linear from best to worst": lambda costs, qualities: _mixed(
            (costs.max() - costs) / max(costs.max() - costs.min(), 1e-9), qualities
        ),
        "distance from the median": lambda costs, qualities: _mixed(
            np.clip(1.5 - costs / np.median(costs), 0, 1), qualities
        ),
    }


def lowest_over_price(costs: Any) -> Any:
    """The formula that many rounds are still judged by: the lowest price of all over each price."""
    return costs.min() / costs


def _ours(costs: Any, qualities: Any, rule: ValueRule) -> Any:
    quotes = [
        Valued(at, Decimal(str(quality)), Money.of(Decimal(str(cost)), "EUR"))
        for at, (cost, quality) in enumerate(zip(costs, qualities, strict=True))
    ]
    return np.array([float(value_of(quote, rule) or 0) for quote in quotes])


def _mixed(price: Any, qualities: Any) -> Any:
    return PRICE_WEIGHT * price + (1 - PRICE_WEIGHT) * qualities
