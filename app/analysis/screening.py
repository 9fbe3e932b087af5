"""A whole directory judged for one job at once: every gate, every factor, and the few that are worth a closer look.

The answers, codes and points are those of `assess`, reckoned in binary numbers over columns; what is shown, with
reasons, is then made by `assess` for those few alone. Nothing here looks at one provider to judge another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.analysis.anchors import POINT_STEP
from app.analysis.arrays import Floats, Truths, Whole, half_up, load_numpy, only
from app.analysis.columns import NEVER, Columns, months_before
from app.analysis.factors import (
    FLEXIBLE_MARGIN,
    IN_TRADE,
    INCIDENT_CAP,
    NOT_AGAIN_CAP,
    SIMILAR_WITHIN_MONTHS,
    Combine,
    FactorRule,
    PartRule,
    part_shares,
)
from app.analysis.gate_columns import FAIL, GateColumn, Screen, gate_columns
from app.analysis.jobs import Job
from app.analysis.matching import MatchRules
from app.analysis.skill_columns import need_scores
from app.analysis.standing_columns import Papers, safety_columns, track_columns

SAME = 8
"""Decimals to which totals are compared: points have two and weights four, so that nothing exact is lost."""


@dataclass(frozen=True)
class Screening:
    """What came of a screening, by row of the columns."""

    columns: Columns
    gates: tuple[GateColumn, ...]
    waived: Mapping[str, Truths]
    stopped: Whole
    """How many gates stop each."""

    rows: Whole
    """Those who got points."""

    factors: tuple[str, ...]
    points: Floats
    """Of those, in their order, a column for each factor."""

    missing: Mapping[str, Truths] = field(repr=False)
    """By part: of whom nothing is known, so that the prior stands in."""

    @property
    def stops(self) -> Mapping[str, Truths]:
        """By gate: whom it keeps off the list, waivers counted."""
        return _stops(self.gates, self.waived)

    def totals(self, weights: Mapping[str, Any]) -> Floats:
        """The scores (0-100) under weights in percent by factor; not a number for who got no points."""
        np = load_numpy()
        shares = np.array([float(weights[factor]) / 100 for factor in self.factors])
        scores: Floats = np.full(len(self.columns), np.nan)
        scores[self.rows] = np.round(self.points @ shares, SAME)
        return scores

    def best(self, weights: Mapping[str, Any], count: int) -> Whole:
        """Rows of the `count` best that no gate stops, best first; of equals the one with the lower id."""
        return self._first(self.totals(weights), self.stopped == 0, count)

    def near_misses(self, weights: Mapping[str, Any], count: int) -> Whole:
        """Rows of the best that one gate alone stops."""
        return self._first(self.totals(weights), self.stopped == 1, count)

    def stopped_by(self) -> dict[str, int]:
        """How many each gate keeps off, the most frequent first."""
        counts = {gate: int(mask.sum()) for gate, mask in self.stops.items() if mask.any()}
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def named(self, rows: Whole) -> tuple[Hashable, ...]:
        """The providers of some rows."""
        return tuple(self.columns.providers[row] for row in rows)

    def _first(self, totals: Floats, among: Truths, count: int) -> Whole:
        np = load_numpy()
        rows = np.flatnonzero(among)
        if len(rows) > count:
            least = np.partition(totals[rows], len(rows) - count)[len(rows) - count]
            rows = rows[totals[rows] >= least]
        ordered: Whole = rows[np.argsort(-totals[rows], kind="stable")][:count]
        return ordered


def screen(
    columns: Columns,
    job: Job,
    rules: MatchRules,
    reasons: Mapping[Hashable, Mapping[str, str]] | None = None,
    *,
    everybody: bool = False,
) -> Screening:
    """Judge all; `reasons` are the broker's written reasons by provider and gate.

    Points are given to whom one gate at most stops, as no list has room for others; with `everybody` to all.
    Raises ValueError for columns gathered as of another day or in another currency than the job's.
    """
    if (columns.on, columns.currency) != (job.on, job.should_cost.currency):
        raise ValueError("the columns are of another day or currency than the job")
    np, of = load_numpy(), Screen(columns, job, rules)
    gates = gate_columns(of)
    waived = _waived(columns, gates, reasons or {})
    stopped = sum(
        (mask.astype("int8") for mask in _stops(gates, waived).values()), np.zeros(len(columns), "int8")
    )
    some = Some(of, np.ones(len(columns), dtype=bool) if everybody else stopped <= 1)
    missing: dict[str, Truths] = {}
    points = np.empty((len(some.rows), len(rules.factors.factors)), order="F")
    for at, rule in enumerate(rules.factors.factors):
        points[:, at] = _factor(np, some, rule, missing)
    names = tuple(rule.factor for rule in rules.factors.factors)
    return Screening(columns, gates, waived, stopped, some.rows, names, points, missing)


class Some:
    """Those of a screen who get points: a mask, and their rows."""

    def __init__(self, of: Screen, among: Truths) -> None:
        self.of, self.among = of, among
        self.rows: Whole = load_numpy().flatnonzero(among)


def _stops(gates: Sequence[GateColumn], waived: Mapping[str, Truths]) -> dict[str, Truths]:
    none = load_numpy().False_
    return {gate.rule.gate: gate.has(FAIL) & ~waived.get(gate.rule.gate, none) for gate in gates}


def _waived(
    columns: Columns, gates: Sequence[GateColumn], reasons: Mapping[Hashable, Mapping[str, str]]
) -> dict[str, Truths]:
    np = load_numpy()
    row_of = {provider: row for row, provider in enumerate(columns.providers)} if reasons else {}
    waivable = {gate.rule.gate for gate in gates if gate.rule.waivable}
    masks: dict[str, Truths] = {}
    for provider, gate in _written(reasons):
        if gate in waivable and provider in row_of:
            masks.setdefault(gate, np.zeros(len(columns), dtype=bool))[row_of[provider]] = True
    return masks


def _written(reasons: Mapping[Hashable, Mapping[str, str]]) -> Iterator[tuple[Hashable, str]]:
    for provider, texts in reasons.items():
        yield from ((provider, gate) for gate, text in texts.items() if text.strip())


def _factor(np: Any, some: Some, rule: FactorRule, missing: dict[str, Truths]) -> Any:
    parts = []
    for part in rule.parts:
        values = _MEASURES[part.part](some)
        unknown = np.isnan(values)
        missing[part.part] = np.zeros(len(some.among), dtype=bool)
        missing[part.part][some.rows] = unknown
        parts.append(_part(np, part, values, unknown))
    if rule.combine is Combine.MINIMUM:
        points = np.minimum.reduce(parts)
    elif len(parts) == 1:
        points = parts[0]
    else:
        shares = part_shares(rule, some.of.job.onsite_share)
        points = np.zeros(len(some.rows))
        for share, part_points in zip(shares, parts, strict=True):
            points += float(share) * part_points
        points = half_up(points, POINT_STEP)
    capped = _CAPS.get(rule.factor)
    if capped is not None:
        who, cap = capped
        points = np.where(who(some.of.columns)[some.rows], np.minimum(points, float(cap)), points)
    return points


def _part(np: Any, part: PartRule, values: Floats, missing: Truths) -> Floats:
    """`points_at`, over a column."""
    anchors = sorted((float(value), float(points)) for value, points in part.anchors)
    points = np.interp(values, [value for value, _ in anchors], [points for _, points in anchors])
    np.copyto(points, float(part.prior), where=missing)
    return half_up(points, POINT_STEP)


def _price_ratio(some: Some) -> Floats:
    should_cost, charge = some.of.job.should_cost.minor, some.of.charge(some.among)
    return charge / should_cost if should_cost else charge * load_numpy().nan


def _need_score(some: Some) -> Floats:
    of = some.of
    score = need_scores(of.columns, of.job, of.rules.skills, some.among)
    return only(score, ~of.unfit[some.rows])


def _similar_jobs(some: Some) -> Floats:
    np, job, jobs = load_numpy(), some.of.job, some.of.columns.jobs
    after = months_before(job.on, SIMILAR_WITHIN_MONTHS)
    lines = np.flatnonzero(some.among[jobs.rows])
    counted = (jobs.closed[lines] > after) & (jobs.level[lines] > 0)
    counted &= jobs.kinds.told(lambda kind: kind in job.templates, lines)
    lines = lines[counted]
    _, once = np.unique(jobs.numbers[lines], return_index=True)
    lines = lines[once]
    in_trade = jobs.trades.told(lambda trade: trade is not None and trade == job.trade, lines)
    value = np.bincount(jobs.rows[lines], np.where(in_trade, float(IN_TRADE), 1.0), len(some.among))
    value = value[some.rows]
    return only(value, value > 0)


def _margin(some: Some) -> Floats:
    np, job, start = load_numpy(), some.of.job, some.of.columns.start[some.rows]
    finish = np.maximum(start, job.starts.toordinal()) + (job.ends - job.starts).days
    if job.deadline is None:
        spare = np.full(len(start), float(FLEXIBLE_MARGIN))
    else:
        spare = (job.deadline.toordinal() - finish) / job.length_days
    return only(spare, start != NEVER)


def _free_hands(some: Some) -> Floats:
    needed, free = float(some.of.job.days_a_week), some.of.columns.free[some.rows]
    return free / needed if needed else free * load_numpy().nan


def _track_record(some: Some) -> Floats:
    of = some.of
    found: Floats = track_columns(of.columns, of.job.on, of.rules.factors.track, some.among)[some.rows]
    return found


def _safety(some: Some) -> Floats:
    of = some.of
    papers = Papers(of.columns, some.rows)
    return safety_columns(papers, of.job, of.rules.factors.safety, of.rules.credentials)


_MEASURES: Mapping[str, Callable[[Some], Floats]] = {
    "price_ratio": _price_ratio,
    "need_score": _need_score,
    "travel_minutes": lambda some: some.of.columns.travel[some.rows],
    "shared_hours": lambda some: some.of.columns.hours[some.rows],
    "similar_jobs": _similar_jobs,
    "track_record": _track_record,
    "margin": _margin,
    "free_hands": _free_hands,
    "safety_points": _safety,
}
"""Like `factors.MEASURES`; not a number where nothing is known."""

_CAPS: Mapping[str, tuple[Callable[[Columns], Truths], Any]] = {
    "FAC-PROVEN": (lambda columns: columns.not_again, NOT_AGAIN_CAP),
    "FAC-SAFE": (lambda columns: columns.incident, INCIDENT_CAP),
}
