"""Hourly rates of vendors that were not seen in fitting, by title, education and experience."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import exp
from pathlib import Path
from statistics import mean, median

import numpy as np
from numpy.typing import NDArray

from app.analysis.public_rates import PublicRates, log_rate, own_shift
from app.knowledge.fitted import fitted_card, public_rates
from fitting.cards import PRICES
from fitting.rates import DRAWS, OWN_LINES, asked, fit_rates, vendor_folds
from fitting.rows import RateRow, rate_lines
from tests.judge.score import Score, Target, at_least, at_most, file_of, fitted_on, unless_missing

SEEDS = (0, 1, 2)
TASK = "hourly rate"
CLOSE = 0.25
RESAMPLES = 200
Floats = NDArray[np.float64]
Cells = dict[tuple[object, ...], float]


def judge(data: Path, *, fresh: bool) -> Iterator[Score]:
    """Middle, band, and what three known lines of a vendor add."""
    yield from unless_missing(TASK, partial(_rates, data, fresh))


def _rates(data: Path, fresh: bool) -> Iterator[Score]:
    file = file_of(data, PRICES.folder, PRICES.file)
    rows = rate_lines(file)
    runs = [Run(rows, seed) for seed in SEEDS] if fresh else [Run(rows, 0, public_rates())]
    vendors = [row.vendor for row in rows]
    flat, simple = _simple(rows, fresh)
    note = f"{len(rows)} lines, {len(set(vendors))} vendors; baseline education x years"
    note += "" if fresh else fitted_on(file, fitted_card("rates_us"))
    yield Score(
        TASK,
        "median error",
        mean(float(np.median(run.error)) for run in runs),
        _by_vendor(runs[0].error, vendors, lambda error: float(np.median(error))),
        float(np.median(simple)),
        at_most(0.215),
        f"{note}, one median for all {np.median(flat):.3f}",
    )
    yield Score(
        TASK,
        "within a quarter",
        mean(_close(run.error) for run in runs),
        _by_vendor(runs[0].error, vendors, _close),
        _close(simple),
        at_least(0.57),
        f"one median for all {_close(flat):.3f}",
    )
    width = mean(run.width for run in runs)
    yield Score(
        TASK,
        "80 % band covers",
        mean(float(run.within.mean()) for run in runs),
        _by_vendor(runs[0].within, vendors, lambda within: float(within.mean())),
        None,
        Target(0.76, 0.84),
        f"high end {width:.2f} times the low one",
    )
    for count, target in ((1, None), (3, at_most(0.16))):
        known = [run.error_knowing(count) for run in runs]
        close = mean(map(_close, known))
        value = mean(float(np.median(error)) for error in known)
        yield Score(
            TASK,
            f"median error, {count} known",
            value,
            None,
            mean(float(np.median(run.error)) for run in runs),
            target,
            f"of the vendor's lines; within a quarter {close:.3f}; baseline none known",
        )


class Run:
    """Every line as told by tables that had not seen its vendor, or by `shipped`."""

    def __init__(self, rows: Sequence[RateRow], seed: int, shipped: PublicRates | None = None) -> None:
        self._rows = rows
        self._seed = seed
        self.distance = np.zeros(len(rows))
        self.within = np.zeros(len(rows))
        widths: list[float] = []
        everything = list(range(len(rows)))
        for seen, unseen in [([], everything)] if shipped else vendor_folds(rows, seed):
            table = shipped or fit_rates([rows[at] for at in seen])
            spread = table.spread[0]
            widths.append(exp(spread.p90 - spread.p10))
            for at in unseen:
                self.distance[at] = np.log(rows[at].price) - log_rate(asked(rows[at]), table)
                self.within[at] = spread.p10 <= self.distance[at] <= spread.p90
        self.error = _error(self.distance)
        self.width = mean(widths)

    def error_knowing(self, count: int) -> Floats:
        """The error of a vendor's other lines once `count` of its lines, drawn by chance, are known."""
        chance = np.random.default_rng(self._seed)
        left: list[float] = []
        for vendor in sorted({row.vendor for row in self._rows}):
            lines = np.array([at for at, row in enumerate(self._rows) if row.vendor == vendor])
            for _ in range(DRAWS if len(lines) > count else 0):
                known = chance.choice(lines, count, replace=False)
                rest = np.setdiff1d(lines, known)
                left += list(self.distance[rest] - own_shift(list(self.distance[known]), OWN_LINES))
        return _error(np.array(left))


def _error(distance: Floats) -> Floats:
    """|told - price| / price, from log(price) - log(told)."""
    return np.abs(np.exp(-distance) - 1)


def _close(error: Floats) -> float:
    return float((error <= CLOSE).mean())


def _by_vendor(values: Floats, vendors: Sequence[str], measure: Callable[[Floats], float]) -> float:
    """One standard error of `measure` over which vendors happen to be in the set."""
    lines: dict[str, list[int]] = {}
    for at, vendor in enumerate(vendors):
        lines.setdefault(vendor, []).append(at)
    chance = np.random.default_rng(0)
    places = list(lines.values())
    found = []
    for _ in range(RESAMPLES):
        chosen = [at for which in chance.integers(len(places), size=len(places)) for at in places[which]]
        found.append(measure(values[chosen]))
    return float(np.std(found))


def _simple(rows: Sequence[RateRow], fresh: bool) -> tuple[Floats, Floats]:
    """Errors of one median for all, and of the median by education and years; on the other vendors where `fresh`."""
    flat, simple = np.zeros(len(rows)), np.zeros(len(rows))
    everything = list(range(len(rows)))
    for seen, unseen in vendor_folds(rows, SEEDS[0]) if fresh else [(everything, everything)]:
        whole = median(rows[at].price for at in seen)
        prices: dict[tuple[object, ...], list[float]] = {}
        for at in seen:
            prices.setdefault(_cell(rows[at]), []).append(rows[at].price)
        for at in unseen:
            told = median(prices.get(_cell(rows[at]), [whole]))
            flat[at] = abs(whole - rows[at].price) / rows[at].price
            simple[at] = abs(told - rows[at].price) / rows[at].price
    return flat, simple


def _cell(row: RateRow) -> tuple[object, ...]:
    line = asked(row)
    return line.education, None if line.years is None else min(int(line.years) // 3, 5)
