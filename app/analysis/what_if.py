"""A list in the order that other weights would make, quickly enough to follow a slider as it moves."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.analysis.arrays import Floats, load_numpy
from app.analysis.matching import TIE

SAME = 8
"""Decimals to which totals are compared, as in a screening."""


class Points(NamedTuple):
    """Everybody's factor points, a row each, in the order of their ids."""

    names: tuple[Hashable, ...]
    factors: tuple[str, ...]
    values: Floats


class Standing(NamedTuple):
    """One of the list under the weights that are tried: its total, and its place with ties of three points."""

    name: Hashable
    total: float
    place: int


def points_of(points: Mapping[Hashable, Mapping[str, Decimal]], factors: Sequence[str]) -> Points:
    """The points by factor of everybody, made ready once for any number of tries."""
    names = tuple(sorted(points, key=str))
    rows = [[float(points[name].get(factor, Decimal(0))) for factor in factors] for name in names]
    return Points(names, tuple(factors), load_numpy().array(rows).reshape(len(names), len(factors)))


def reordered(points: Points, weights: Mapping[str, float]) -> tuple[Standing, ...]:
    """The order under weights of any sum; nobody's place where they are all nothing (ValueError)."""
    np = load_numpy()
    shares = np.array([float(weights.get(factor, 0)) for factor in points.factors])
    whole = shares.sum()
    if whole <= 0 or (shares < 0).any():
        raise ValueError("weights are not negative and not all nothing")
    totals = np.round(points.values @ (shares / whole), SAME)
    order = np.argsort(-totals, kind="stable")
    standings, leader, place, tie = [], 0.0, 0, float(TIE)
    for position, (row, total) in enumerate(
        zip(order.tolist(), totals[order].tolist(), strict=True), start=1
    ):
        if place == 0 or leader - total > tie:
            leader, place = total, position
        standings.append(Standing(points.names[row], total, place))
    return tuple(standings)
