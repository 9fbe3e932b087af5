"""The peer of the schedule: the same draws and passes in plain Python, one run after another."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from app.analysis.pert_draws import CELLS, FARTHEST
from app.analysis.schedule import Link, Network, in_order

NO_FLOAT = 1e-6


class PlainNetwork(NamedTuple):
    """Keys in order, and for each what it waits for and what waits for it: (key, link, lag)."""

    order: tuple[str, ...]
    before: Mapping[str, Sequence[tuple[str, Link, float]]]
    after: Mapping[str, Sequence[tuple[str, Link, float]]]


class PlainTimes(NamedTuple):
    """Earliest starts and latest starts, in working days, and the length of it all."""

    early: Mapping[str, float]
    late: Mapping[str, float]
    length: float


def plain(network: Network) -> PlainNetwork:
    """The network as dictionaries; one calendar is taken for all."""
    order = in_order(network)
    before: dict[str, list[tuple[str, Link, float]]] = {key: [] for key in order}
    after: dict[str, list[tuple[str, Link, float]]] = {key: [] for key in order}
    for each in network.dependencies:
        before[each.after].append((each.before, each.link, each.lag))
        after[each.before].append((each.after, each.link, each.lag))
    return PlainNetwork(order, before, after)


def plain_times(net: PlainNetwork, days: Mapping[str, float]) -> PlainTimes:
    """Both passes of one run."""
    starts: dict[str, float] = {}
    for key in net.order:
        start, length = 0.0, days[key]
        for other, link, lag in net.before[key]:
            if link is Link.FINISH_START:
                bound = starts[other] + days[other] + lag
            elif link is Link.START_START:
                bound = starts[other] + lag
            elif link is Link.FINISH_FINISH:
                bound = starts[other] + days[other] + lag - length
            else:
                bound = starts[other] + lag - length
            start = max(start, bound)
        starts[key] = start
    whole = max(starts[key] + days[key] for key in net.order)
    latest: dict[str, float] = {}
    for key in reversed(net.order):
        length = days[key]
        start = whole - length
        for other, link, lag in net.after[key]:
            if link is Link.FINISH_START:
                bound = latest[other] - lag - length
            elif link is Link.START_START:
                bound = latest[other] - lag
            elif link is Link.FINISH_FINISH:
                bound = latest[other] + days[other] - lag - length
            else:
                bound = latest[other] + days[other] - lag
            start = min(start, bound)
        latest[key] = start
    return PlainTimes(starts, latest, whole)


def plain_runs(
    net: PlainNetwork, tables: Mapping[str, Sequence[float]], runs: int, seed: int, rho: float
) -> tuple[list[float], dict[str, int]]:
    """Lengths of so many runs, and how often each activity had nothing to spare."""
    chance = random.Random(seed)
    common, own = sqrt(rho), sqrt(1 - rho)
    lengths: list[float] = []
    critical = dict.fromkeys(net.order, 0)
    for _ in range(runs):
        shared = common * chance.gauss(0, 1)
        days: dict[str, float] = {}
        for key in net.order:
            place = (shared + own * chance.gauss(0, 1) + FARTHEST) * CELLS / (2 * FARTHEST)
            cell = min(max(int(place), 0), CELLS - 1)
            table = tables[key]
            days[key] = table[cell] + (place - cell) * (table[cell + 1] - table[cell])
        times = plain_times(net, days)
        lengths.append(times.length)
        for key in net.order:
            if times.late[key] - times.early[key] <= NO_FLOAT:
                critical[key] += 1
    return lengths, critical
