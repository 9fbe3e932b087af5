"""Durations drawn from three points (beta-PERT), going wrong together: a Gaussian copula with one common factor.

Every activity draws from a source of its own, named by its key: its draws do not hang on who else is in the plan, so
that two plans can be compared on the same chances. A draw is looked up in a table of 513 points between the deviations
it may have.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, sqrt
from typing import Any
from zlib import crc32

from app.analysis.arrays import Floats, load_numpy
from app.analysis.cost_spread import Pert

CELLS = 512
"""Steps of the table that is looked up."""

FARTHEST = 5.2
"""Deviations beyond which a draw is taken as this far: one in five million."""

GRAIN = 513
"""Points at which a distribution is added up before it is turned round: exact to 0.003 % of the width."""


def source(seed: int, key: str) -> Any:
    """The generator of one name."""
    return load_numpy().random.default_rng([seed, crc32(key.encode())])


def drawn_days(points: Sequence[Pert], keys: Sequence[str], runs: int, seed: int, rho: float) -> Floats:
    """Days (activity, run); `rho` is how far all go wrong together, 0 to 1."""
    np = load_numpy()
    tables = pert_tables(points)
    steps = np.diff(tables, axis=1, append=tables[:, -1:])
    steps[:, 0] = 0.0  # what lies farther out still, on either side, stays at the end
    scale = CELLS / (2 * FARTHEST)
    common = source(seed, "common factor").standard_normal(runs)
    common *= sqrt(rho) * scale
    common += FARTHEST * scale
    own = sqrt(1 - rho) * scale
    days = np.empty((len(points), runs))
    cells = np.empty(runs, dtype=np.intp)
    low = np.empty(runs)
    for row, (point, key) in enumerate(zip(points, keys, strict=True)):
        place = days[row]
        if point.high <= point.low:
            place.fill(point.low)
            continue
        source(seed, f"activity {key}").standard_normal(out=place)
        place *= own
        place += common
        cells[:] = place
        place -= cells
        place *= steps[row].take(cells, out=low, mode="clip")
        place += tables[row].take(cells, out=low, mode="clip")
    result: Floats = days
    return result


def pert_tables(points: Sequence[Pert]) -> Floats:
    """For each three points the days at evenly spaced deviations of a normal draw, from -5.2 to 5.2."""
    np = load_numpy()
    deviations = np.linspace(-FARTHEST, FARTHEST, CELLS + 1)
    shares = np.array([(1 + erf(each / sqrt(2))) / 2 for each in deviations])
    # Closer together at the ends, where a beta may rise steeply.
    places = (1 - np.cos(np.linspace(0.0, np.pi, GRAIN))) / 2
    inner = places[1:-1]
    logs, mirrored = np.log(inner), np.log1p(-inner)
    tables = np.empty((len(points), CELLS + 1))
    for row, (low, likely, high) in enumerate(points):
        if high <= low:
            tables[row] = low
            continue
        mode = (likely - low) / (high - low)
        density = np.empty(GRAIN)
        density[1:-1] = np.exp(4 * mode * logs + 4 * (1 - mode) * mirrored)
        density[0], density[-1] = float(mode <= 0), float(mode >= 1)
        below = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) * np.diff(places))])
        tables[row] = low + (high - low) * np.interp(shares, below / below[-1], places)
    result: Floats = tables
    return result
