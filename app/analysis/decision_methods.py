"""Five published ways of ranking by several criteria: WSM, WPM, TOPSIS, PROMETHEE II and VIKOR.

Ours is the weighted sum over fixed anchors (`app/analysis/matching.py`); the others compare the set with itself
and so may change their mind when somebody joins it. They are asked whether they would name the same first.
A matrix has a row for each of those compared and a column for each criterion; `more` says of each column
whether more of it is better. Raises ValueError where the shapes do not fit or a method cannot read a value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

from app.analysis.arrays import Floats, load_numpy

BLOCK = 4096
"""Rows worked on at once, so that what lies between two steps stays in the processor's cache."""

Matrix: TypeAlias = "Sequence[Sequence[float]] | Floats"
Weights: TypeAlias = "Sequence[float] | Floats"
More: TypeAlias = Sequence[bool]


class Scaling(StrEnum):
    """How columns of different units are made comparable."""

    NONE = "none"
    MIN_MAX = "min_max"
    VECTOR = "vector"
    SUM = "sum"


def scaled(matrix: Matrix, more: More, scaling: Scaling) -> Floats:
    """Every column scaled and, but for NONE, turned so that more is better.

    MIN_MAX: 0 worst to 1 best, and 1 throughout where all are alike. VECTOR: by its length, a cost as 1 minus that.
    SUM: by its sum, a cost by the sum of reciprocals.
    """
    values, _, up = _checked(matrix, None, more)
    result: Floats = _SCALINGS[scaling](load_numpy(), values, up)
    return result


def wsm(values: Matrix, weights: Weights) -> Floats:
    """Weighted sum of values of which more is better."""
    table, shares, _ = _checked(values, weights, None)
    total: Floats = table @ shares
    return total


def wpm(values: Matrix, weights: Weights) -> Floats:
    """Weighted product of values above zero of which more is better."""
    np = load_numpy()
    table, shares, _ = _checked(values, weights, None)
    if (table <= 0).any():
        raise ValueError("a weighted product needs values above zero")
    product: Floats = np.exp(np.log(table) @ shares)
    return product


def topsis(matrix: Matrix, weights: Weights, more: More, scaling: Scaling = Scaling.MIN_MAX) -> Floats:
    """How near each is to the best of every column, and how far from the worst: 0 to 1, more is better.

    With Scaling.NONE the matrix is taken as it stands. Where all are alike nobody is nearer: 0.5.
    """
    np = load_numpy()
    table, shares, up = _checked(matrix, weights, more)
    low, high = table.min(axis=0), table.max(axis=0)
    unit = _units(np, table, low, high, scaling) * np.where(up, shares, -shares)
    ideal, worst = np.where(up, high, low) * unit, np.where(up, low, high) * unit
    near: Floats = np.empty(len(table))
    for start in range(0, len(table), BLOCK):
        part = table[start : start + BLOCK] * unit
        down = part - worst
        np.subtract(ideal, part, out=part)
        to_best = np.sqrt(np.einsum("ij,ij->i", part, part))
        from_worst = np.sqrt(np.einsum("ij,ij->i", down, down))
        whole = to_best + from_worst
        alike = whole == 0
        whole[alike], from_worst[alike] = 1.0, 0.5
        np.divide(from_worst, whole, out=near[start : start + BLOCK])
    return near


def promethee(matrix: Matrix, weights: Weights, more: More) -> Floats:
    """Net flow of PROMETHEE II with the usual preference (better by however little): -1 to 1, more is better.

    Counted from the sorted column, not pair by pair, so that it grows with n log n.
    """
    np = load_numpy()
    table, shares, up = _checked(matrix, weights, more)
    count = len(table)
    flow: Floats = np.zeros(count)
    if count < 2:
        return flow
    for column, share in enumerate(np.where(up, shares, -shares)):
        values = table[:, column]
        ordered = np.sort(values)
        below = ordered.searchsorted(values, side="left")
        above = count - ordered.searchsorted(values, side="right")
        flow += share * (below - above)
    return flow / (count - 1)


def vikor(matrix: Matrix, weights: Weights, more: More, v: float = 0.5) -> Floats:
    """The compromise index Q of VIKOR: 0 best to 1 worst; `v` is the weight of the majority against one's regret."""
    np = load_numpy()
    table, shares, up = _checked(matrix, weights, more)
    regret = (1 - _min_max(np, table, up)) * shares
    both = np.stack([regret.sum(axis=1), regret.max(axis=1)])
    low, high = both.min(axis=1, keepdims=True), both.max(axis=1, keepdims=True)
    group, own = np.divide(both - low, high - low, out=np.zeros_like(both), where=high > low)
    index: Floats = v * group + (1 - v) * own
    return index


def _checked(matrix: Matrix, weights: Weights | None, more: More | None) -> tuple[Any, Any, Any]:
    np = load_numpy()
    table = np.asarray(matrix, dtype=np.float64)
    if table.ndim != 2 or not table.size:
        raise ValueError("a matrix has a row for each of those compared and a column for each criterion")
    shares = np.ones(table.shape[1]) if weights is None else np.asarray(weights, dtype=np.float64)
    up = np.ones(table.shape[1], dtype=bool) if more is None else np.asarray(more, dtype=bool)
    if shares.shape != table.shape[1:] or up.shape != table.shape[1:] or (shares < 0).any():
        raise ValueError("every criterion needs a weight that is not negative, and a direction")
    return table, shares, up


def _units(np: Any, table: Any, low: Any, high: Any, scaling: Scaling) -> Any:
    """What one unit of each column is worth after a scaling that only stretches and shifts."""
    if scaling is Scaling.NONE:
        return np.ones(len(low))
    if scaling is Scaling.MIN_MAX:
        return np.divide(1.0, high - low, out=np.zeros(len(low)), where=high > low)
    if scaling is Scaling.VECTOR:
        length = np.sqrt(np.einsum("ij,ij->j", table, table))
        return np.divide(1.0, length, out=np.zeros(len(low)), where=length > 0)
    raise ValueError("distances are taken after a scaling that keeps them: none, min_max or vector")


def _min_max(np: Any, table: Any, up: Any) -> Any:
    low, high = table.min(axis=0), table.max(axis=0)
    share = np.divide(table - low, high - low, out=np.ones_like(table), where=high > low)
    return np.where(up | (high == low), share, 1 - share)


def _vector(np: Any, table: Any, up: Any) -> Any:
    share = table / np.sqrt((table**2).sum(axis=0))
    return np.where(up, share, 1 - share)


def _sum(np: Any, table: Any, up: Any) -> Any:
    if (table[:, ~up] == 0).any():
        raise ValueError("a cost of nothing has no reciprocal")
    turned = np.where(up, table, 1 / np.where(up, 1.0, table))
    return turned / turned.sum(axis=0)


_SCALINGS: Mapping[Scaling, Callable[[Any, Any, Any], Any]] = {
    Scaling.NONE: lambda np, table, up: table,
    Scaling.MIN_MAX: _min_max,
    Scaling.VECTOR: _vector,
    Scaling.SUM: _sum,
}
