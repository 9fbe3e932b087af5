"""Fit the table of public hourly rates: `python -m fitting.rates DATA` (the folder of the data sets).

Ridge regression of the logarithm, each vendor with an intercept of its own that is left out afterwards, so that
what one vendor charges for everything is not taken for what a title is worth. Lines of a vendor with many count for
less each. The spread comes from vendors that the table had not seen when it told their lines.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.analysis.public_rates import (
    FEATURES,
    Asked,
    PublicRates,
    Spread,
    education_of,
    log_rate,
    own_shift,
    rate_features,
)
from fitting.cards import PRICES, data_file, keep_card
from fitting.rows import RateRow, rate_lines

SEED = 20260902
FOLDS = 10
PENALTY = 1.0
VENDOR_PENALTY = 0.6
OWN_LINES = 0.6
LEAST_PRICE = 15.0
"""Dollars: what is below is a slip, and is not fitted on."""
KNOWN = (0, 1, 3)
DRAWS = 5
LABEL = "US federal ceiling rates, 2014–2017, not indexed"
Floats = NDArray[np.float64]


def asked(row: RateRow) -> Asked:
    """What a line of the set asks for."""
    years = re.search(r"\d+", row.years)
    return Asked(row.title, education_of(row.education), Decimal(years.group()) if years else None)


def vendor_folds(rows: Sequence[RateRow], seed: int) -> Iterator[tuple[list[int], list[int]]]:
    """Ten folds of places, seen and unseen, with no vendor in both."""
    vendors = sorted({row.vendor for row in rows})
    order = np.random.default_rng(seed).permutation(len(vendors))
    fold = {vendors[at]: place % FOLDS for place, at in enumerate(order)}
    for number in range(FOLDS):
        unseen = [at for at, row in enumerate(rows) if fold[row.vendor] == number]
        yield [at for at, row in enumerate(rows) if fold[row.vendor] != number], unseen


def weights(rows: Sequence[RateRow]) -> Floats:
    """1 / sqrt(lines of the vendor)."""
    lines = Counter(row.vendor for row in rows)
    return np.array([lines[row.vendor] ** -0.5 for row in rows])


def fit_middle(rows: Sequence[RateRow]) -> PublicRates:
    """The coefficients alone, without a spread."""
    kept = [row for row in rows if row.price >= LEAST_PRICE]
    read = [rate_features(asked(row)) for row in kept]
    told = np.array([[features.get(name, 0.0) for name in FEATURES] for features in read])
    prices = np.log([row.price for row in kept])
    weight = weights(kept)
    vendors = sorted({row.vendor for row in kept})
    own = np.array([[float(row.vendor == vendor) for vendor in vendors] for row in kept])
    middle, mean = np.average(told, axis=0, weights=weight), np.average(prices, weights=weight)
    left = np.hstack([told - middle, own]) * np.sqrt(weight)[:, None]
    penalty = np.diag([PENALTY] * len(FEATURES) + [VENDOR_PENALTY] * len(vendors))
    solved = np.linalg.solve(left.T @ left + penalty, left.T @ ((prices - mean) * np.sqrt(weight)))
    found = solved[: len(FEATURES)]
    coefficients = {name: round(float(value), 5) for name, value in zip(FEATURES, found, strict=True)}
    return PublicRates(round(float(mean - middle @ found), 5), coefficients, {}, OWN_LINES, LABEL)


def fit_rates(rows: Sequence[RateRow], seed: int = SEED) -> PublicRates:
    """The whole table."""
    kept = [row for row in rows if row.price >= LEAST_PRICE]
    distance = unseen_distances(kept, seed)
    spread = {count: spread_of(*drawn(kept, distance, count, seed)) for count in KNOWN}
    return fit_middle(kept)._replace(spread=spread)


def unseen_distances(rows: Sequence[RateRow], seed: int) -> Floats:
    """By line: the logarithm of its price less what a table told that had not seen its vendor."""
    distance = np.zeros(len(rows))
    for seen, unseen in vendor_folds(rows, seed):
        table = fit_middle([rows[at] for at in seen])
        for at in unseen:
            distance[at] = np.log(rows[at].price) - log_rate(asked(rows[at]), table)
    return distance


def drawn(rows: Sequence[RateRow], distance: Floats, count: int, seed: int) -> tuple[Floats, Floats]:
    """The distances that are left, with their weights, once `count` lines of the vendor are known (drawn by chance)."""
    weight = weights(rows)
    if not count:
        return distance, weight
    chance = np.random.default_rng(seed)
    left: list[float] = []
    weighed: list[float] = []
    for vendor in sorted({row.vendor for row in rows}):
        lines = np.array([at for at, row in enumerate(rows) if row.vendor == vendor])
        for _ in range(DRAWS if len(lines) > count else 0):
            known = chance.choice(lines, count, replace=False)
            rest = np.setdiff1d(lines, known)
            left += list(distance[rest] - own_shift(list(distance[known]), OWN_LINES))
            weighed += list(weight[rest])
    return np.array(left), np.array(weighed)


def spread_of(distance: Floats, weight: Floats) -> Spread:
    """Weighted quantiles."""
    order = np.argsort(distance)
    grown = np.cumsum(weight[order])
    places = np.searchsorted(grown, np.array([0.1, 0.2, 0.8, 0.9]) * grown[-1])
    return Spread(*(round(float(value), 4) for value in distance[order][places]))


def main(arguments: list[str]) -> int:
    """Fit the table on the whole of its set and keep it."""
    parser = argparse.ArgumentParser(prog="python -m fitting.rates", description="Fit the public rates.")
    parser.add_argument("data", type=Path, help="folder of the data sets")
    file = data_file(parser.parse_args(arguments).data, PRICES)
    rows = rate_lines(file)
    table = fit_rates(rows)
    told = {
        "seed": SEED,
        "label": LABEL,
        "rows": len(rows),
        "vendors": len({row.vendor for row in rows}),
        "own_lines": table.own_lines,
        "intercept": table.intercept,
        "coefficients": table.coefficients,
        "spread": {str(count): spread._asdict() for count, spread in table.spread.items()},
    }
    keep_card("rates_us", PRICES, file, told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
