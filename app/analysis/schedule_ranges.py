"""Between which days each line of a plan ends in most of its draws: one in ten earlier, one in ten later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil

from app.analysis.arrays import NEARLY, load_numpy
from app.analysis.schedule import Network
from app.analysis.schedule_passes import early, lay
from app.analysis.schedule_risk import Simulation

EARLY, LATE = 0.1, 0.9
MOST_RUNS = 2_000
"""Draws that are passed over once more: a range is told in days, and is right to a day with these."""


def end_ranges(network: Network, drawn: Simulation) -> Mapping[str, tuple[date, date]]:
    """Key → the days by which it is over in one and in nine of ten draws, with the risks that were drawn."""
    np = load_numpy()
    laid = lay(network, sum(float(late.max(initial=0.0)) for late in drawn.delays.values()))
    rows = {activity.key: row for row, activity in enumerate(laid.activities)}
    delays = {rows[key]: late[:MOST_RUNS] for key, late in drawn.delays.items()}
    found = early(laid, np.ascontiguousarray(drawn.days[:, :MOST_RUNS]), delays=delays)
    ranges = {}
    for activity, table, counts in zip(laid.activities, laid.tables, found.ends, strict=True):
        ends = np.quantile(counts, (EARLY, LATE))
        days = [max(ceil(float(moment) - NEARLY) - 1, 0) for moment in table.ends(ends)]
        ranges[activity.key] = (
            network.start + timedelta(days=days[0]),
            network.start + timedelta(days=days[1]),
        )
    return ranges
