"""A quote's cost drawn many times over: the peer that the closed form is held against."""

from typing import Any

import numpy as np

from app.analysis.cost_spread import Pert, Spread

DRAWS = 200_000
POINTS = 4_097
"""Points at which each beta's distribution is kept, to be read backwards."""


def drawn_costs(spread: Spread, seed: int, draws: int = DRAWS) -> Any:
    """Totals in the spread's unit: days by a Gaussian copula with its rho, events each on its own."""
    generator = np.random.default_rng(seed)
    common = generator.standard_normal(draws)
    total = np.full(draws, spread.certain)
    for days in spread.days:
        own = generator.standard_normal(draws)
        total += _quantiles(days, np.sqrt(spread.rho) * common + np.sqrt(1 - spread.rho) * own)
    for event in spread.events:
        total += (generator.random(draws) < event.chance) * event.impact
    return total


def _quantiles(days: Pert, normal: Any) -> Any:
    width = days.high - days.low
    if width <= 0:
        return np.full_like(normal, days.low)
    alpha = 1 + 4 * (days.likely - days.low) / width
    beta = 1 + 4 * (days.high - days.likely) / width
    at = np.linspace(0, 1, POINTS)
    middles = (at[1:] + at[:-1]) / 2
    density = middles ** (alpha - 1) * (1 - middles) ** (beta - 1)
    share = np.concatenate([[0.0], np.cumsum(density)]) / density.sum()
    grid = np.linspace(-6, 6, POINTS)
    below = np.concatenate([[0.0], np.cumsum(np.exp(-((grid[1:] + grid[:-1]) ** 2) / 8))])
    return days.low + width * np.interp(np.interp(normal, grid, below / below[-1]), share, at)
