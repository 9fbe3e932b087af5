"""What papers and closed engagements say of a whole directory: `credentials` and `track_record`, over columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from app.analysis.arrays import Floats, Truths, Whole, half_up, load_numpy, only
from app.analysis.columns import CURRENT, ONE_LEVEL, UNREFUSED, Columns
from app.analysis.credentials import CheckLevel, CredentialRules, SafetyRule
from app.analysis.jobs import Job
from app.analysis.track_record import DAYS_A_YEAR, TENTH, TrackRule

LEVELS = tuple(int(level) for level in CheckLevel)
CHECKED = int(CheckLevel.CHECKED)

HELD, RENEWAL_DUE, NOT_ASKED, NOT_CONFIRMED, MISSING, EXPIRED, REVOKED = range(7)
"""What can be said of a paper that is needed, from good to bad."""

STANDS = CURRENT + UNREFUSED
VALID = STANDS + CHECKED * ONE_LEVEL
"""The least that the best paper is where it still holds, and where it was checked as well."""


class StandingColumns(NamedTuple):
    """Who is suspended, and who lacks a paper of the core set or of the one for small tasks."""

    suspended: Truths
    lacks_core: Truths
    lacks_light: Truths

    @property
    def unlisted(self) -> Truths:
        """Those nobody has looked at."""
        unknown: Truths = self.lacks_core & self.lacks_light & ~self.suspended
        return unknown


class Papers:
    """The papers of some rows: the last day each holds, by name and level; 0 where somebody has none."""

    def __init__(self, columns: Columns, rows: Whole | None = None) -> None:
        self.columns, self.rows = columns, rows
        self.count = len(columns) if rows is None else len(rows)

    def last(self, name: str, level: int, *, refused: bool = False) -> Any:
        """The column; None where nobody has it."""
        last = (self.columns.refused if refused else self.columns.papers).get((name, level))
        return last if last is None or self.rows is None else last[self.rows]

    def best(self, names: Iterable[str]) -> Any:
        """The best of several kinds, as one number; 0 where somebody has none."""
        np, found = load_numpy(), None
        for name in names:
            own = self.columns.best.get(name)
            if own is not None:
                own = own if self.rows is None else own[self.rows]
                found = own if found is None else np.maximum(found, own)
        return np.zeros(self.count, dtype="int32") if found is None else found


def standing_columns(columns: Columns, papers: Papers, on: date, rules: CredentialRules) -> StandingColumns:
    """The tier of every provider as far as gates look at it."""
    np, day = load_numpy(), on.toordinal()
    names = dict.fromkeys((*rules.core_set, *rules.light_path_set))
    lacks = {name: papers.best((name,)) < VALID for name in names}
    none = np.zeros(len(columns), dtype=bool)
    suspended = columns.false_evidence | columns.incident | _poor(columns, on, rules)
    for name in rules.suspending:
        best = papers.best((name,))
        last = best & (ONE_LEVEL - 1)
        suspended |= (last > 0) & (last < day - rules.suspended_after_days) & (best < CURRENT)
    return StandingColumns(
        suspended,
        np.logical_or.reduce([none, *(lacks[name] for name in rules.core_set)]),
        np.logical_or.reduce([none, *(lacks[name] for name in rules.light_path_set)]),
    )


def _poor(columns: Columns, on: date, rules: CredentialRules) -> Any:
    """Whose last closed engagement came out badly."""
    np = load_numpy()
    poor = np.zeros(len(columns), dtype=bool)
    past = columns.closed.closed <= on.toordinal()
    # Lines stand by row and day, so that of one provider the last one written is the latest.
    poor[columns.closed.rows[past]] = columns.closed.total[past] < float(rules.suspended_score)
    return poor


def needed_papers(papers: Papers, job: Job, unlisted: Truths) -> Whole:
    """The worst that can be said of the papers a job needs (HELD to REVOKED)."""
    np = load_numpy()
    worst: Whole = np.full(papers.count, HELD, dtype="int8")
    for need in job.must_credentials:
        np.maximum(worst, _needed(np, papers, job, need.accepted, unlisted), out=worst)
    return worst


def _needed(np: Any, papers: Papers, job: Job, accepted: Iterable[str], unlisted: Truths) -> Any:
    """Read off the best paper: the words stand in the order of its number, the last two once more for each level."""
    best, end = papers.best(accepted), max(job.on, job.ends).toordinal()
    steps = [1, UNREFUSED, STANDS]
    for level in LEVELS[CHECKED:]:
        steps += [STANDS + level * ONE_LEVEL, STANDS + level * ONE_LEVEL + end]
    at = np.zeros(papers.count, dtype=np.int8)
    for step in steps:
        at += best >= step
    due = (RENEWAL_DUE, HELD)
    word = np.array([MISSING, REVOKED, EXPIRED, NOT_CONFIRMED, *due, *due], dtype=np.int8)[at]
    return np.where(unlisted & (at == 0), np.int8(NOT_ASKED), word)


def safety_columns(papers: Papers, job: Job, safety: SafetyRule, rules: CredentialRules) -> Floats:
    """Points of the checked papers; not a number where none was seen."""
    np, count = load_numpy(), papers.count
    names = (*safety.each, *safety.best_of)
    points: Floats = np.zeros(count)
    best = np.zeros(count)
    for name, worth in safety.each.items():
        points += _worth(np, papers, job, name, float(worth), rules)
    for name, worth in safety.best_of.items():
        np.maximum(best, _worth(np, papers, job, name, float(worth), rules), out=best)
    lasting, checked = np.zeros(count), np.zeros(count, dtype=bool)
    for level in LEVELS:
        for name in safety.witnessed_of if level >= safety.witnessed_level else ():
            last = papers.last(name, level)
            if last is not None:
                np.maximum(lasting, _lasting(np, last, job, name, rules), out=lasting)
        for name in names if level >= CheckLevel.SEEN else ():
            for last in (papers.last(name, level), papers.last(name, level, refused=True)):
                if last is not None:
                    checked |= last > 0
    points += best + float(safety.witnessed_points) * lasting
    points[~checked] = np.nan
    return points


def _worth(np: Any, papers: Papers, job: Job, name: str, points: float, rules: CredentialRules) -> Any:
    worth = np.zeros(papers.count)
    for level in LEVELS:
        factor = float(rules.level_factor[level])
        last = papers.last(name, level) if factor else None
        if last is not None:
            np.maximum(worth, points * factor * _lasting(np, last, job, name, rules), out=worth)
    return worth


def _lasting(np: Any, last: Any, job: Job, name: str, rules: CredentialRules) -> Any:
    """`credentials.lasting_factor` by the last day each holds; nothing for 0, which is no day."""
    grace, valid, expired = map(float, (rules.grace_factor, rules.valid_factor, rules.expired_factor))
    graceful = job.on - timedelta(days=rules.grace_days.get(name, rules.grace_days_default))
    bounds = (1, graceful.toordinal(), job.on.toordinal())
    worth = np.array([0.0, expired, grace, valid])
    at = (last >= bounds[0]).astype(np.int8)
    at += last >= bounds[1]
    at += last >= bounds[2]
    short = np.minimum(worth, grace)
    return np.where(last >= job.ends.toordinal(), worth[at], short[at])


def track_columns(columns: Columns, on: date, rule: TrackRule, among: Truths) -> Floats:
    """The lower bound of the track records of those `among`, to a tenth; not a number while unrated."""
    np, count = load_numpy(), len(columns)
    past = (columns.closed.closed <= on.toordinal()) & among[columns.closed.rows]
    past = np.flatnonzero(past)
    rows, closed = columns.closed.rows[past], columns.closed.closed[past]
    per_row = np.bincount(rows, minlength=count)
    ends = np.cumsum(per_row)
    last = (ends[rows] - np.arange(len(rows))) <= rule.last
    rows, closed = rows[last], closed[last]
    total, value = columns.closed.total[past][last], columns.closed.value[past][last]
    ages = on.toordinal() - closed
    faded = float(rule.yearly) ** (np.arange(ages.max(initial=0) + 1) / float(DAYS_A_YEAR))
    weights = np.minimum(float(rule.largest), value / float(rule.value_unit)) * faded[ages]
    whole = np.bincount(rows, weights, count)
    prior = float(rule.prior_weight)
    seen = np.bincount(rows, weights * total, count) + prior * float(rule.prior_mean)
    reach = float(rule.z * rule.spread) / np.sqrt(whole + prior)
    lower = half_up(np.maximum(0.0, seen / (whole + prior) - reach), TENTH)
    rated = (np.minimum(per_row, rule.last) >= rule.rated_from) & (whole > 0)
    return only(lower, rated)
