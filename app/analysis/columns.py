"""A directory as columns: what `Candidate` says of one provider, said of a hundred thousand at once.

Rows stand in the order of the providers' ids as text, in which the exact ranking breaks ties as well. What few have
(a skill, a paper, a rate) is kept as those who have it. Days are ordinals. `columns_of` makes columns from candidates;
`app/queries/directory_columns.py` fills the same from the store without making a candidate of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

from app.analysis.arrays import Floats, Truths, Whole, load_numpy
from app.analysis.jobs import Candidate, Disclosure
from app.analysis.money import Money

T = TypeVar("T")

NEVER = 0
"""A day that nobody has said."""

FOREVER = date.max.toordinal()
"""The last day of a paper that has no end."""

NOT_STATED, OTHER_CURRENCY = -1, -2
"""Instead of an amount: nobody has said it, or it was said in a currency that the job is not in."""

MOST_LEVEL = 31

LAST_BITS = 22
ONE_LEVEL = 1 << LAST_BITS
UNREFUSED, CURRENT = 4 * ONE_LEVEL, 8 * ONE_LEVEL
"""The best paper of a kind is one number: its last day, its level above that, and whether it stands and still holds.

The larger is the stronger, as `credentials.best_held` has it; 0 for none.
"""

AGE_BIT = 32
"""A skill held is one byte: its level, and above it its age: 0 used lately, 1 before that or not said, 2 long ago."""


class Holders(NamedTuple):
    """Those who have something, by row, each once; and what they have of it."""

    rows: Whole
    values: Any


class Rates(NamedTuple):
    """The day rates for one role in minor units, and whether the day is worked off-shore."""

    rows: Whole
    minor: Whole
    offshore: Truths


class Coded(NamedTuple, Generic[T]):
    """Values of which there are few: each once, and for every row which of them."""

    values: tuple[T, ...]
    codes: Whole

    def told(self, of: Callable[[T], bool], rows: Whole | None = None) -> Truths:
        """`of` each value, asked once a value and spread over the rows, or over some."""
        answers = load_numpy().array([of(value) for value in self.values], dtype=bool)
        found: Truths = answers[self.codes if rows is None else self.codes[rows]]
        return found

    def coded(self, of: Callable[[T], int]) -> Whole:
        """The same for a number."""
        numbers: Whole = load_numpy().array([of(value) for value in self.values], dtype="int64")[self.codes]
        return numbers


class Jobs(NamedTuple):
    """Finished jobs, one a row: whose, of which kind (several lines where of several), when, how far checked, trade."""

    rows: Whole
    numbers: Whole
    kinds: Coded[str]
    closed: Whole
    level: Whole
    trades: Coded[str | None]


class Closed(NamedTuple):
    """Closed engagements by row and then by day, with scorecard total and value in major units."""

    rows: Whole
    closed: Whole
    total: Floats
    value: Floats


@dataclass(frozen=True)
class Columns:
    """Everything a screening reads of the providers, as of a day and in one currency."""

    on: date
    currency: str
    providers: tuple[Hashable, ...]
    skills_stated: Truths
    skills: Mapping[str, tuple[Holders, ...]]
    """By skill; several where somebody has one twice, as lately at a low level and long ago at a high one."""

    papers: Mapping[tuple[str, int], Whole]
    """By credential and level of checking: the last day it holds, 0 where somebody has none."""

    refused: Mapping[tuple[str, int], Whole]
    """The same of papers that were revoked."""

    best: Mapping[str, Whole]
    """By credential: the best paper of each."""

    rates: Mapping[str, Rates]
    jobs: Jobs
    closed: Closed
    travel: Floats
    hours: Floats
    free: Floats
    start: Whole
    turnover: Whole
    limit: Whole
    countries: Coded[frozenset[str] | None]
    languages: Coded[frozenset[str] | None]
    ties: Coded[Disclosure | None]
    false_evidence: Truths
    incident: Truths
    not_again: Truths

    def __len__(self) -> int:
        return len(self.providers)


@dataclass
class Gathering:
    """Columns while they are being filled, as plain lists: a row number and what was said, line by line."""

    on: date
    currency: str
    skills: list[tuple[int, str, int, int]] = field(default_factory=list)
    """Row, skill, level, age (0 to 2)."""

    papers: list[tuple[int, str, int, int]] = field(default_factory=list)
    """Row, credential, level, last day."""

    refused: list[tuple[int, str, int, int]] = field(default_factory=list)
    rates: list[tuple[int, str, int, bool]] = field(default_factory=list)
    """Row, role, minor units, off-shore; the first line of a role counts."""

    jobs: list[tuple[int, int, str, int, int, str | None]] = field(default_factory=list)
    """Row, number of the job, kind, day, level, trade."""

    closed: list[tuple[int, int, float, float]] = field(default_factory=list)
    """Row, day, total, value."""

    def columns(self, providers: Sequence[Hashable], plain: Mapping[str, Sequence[Any]]) -> Columns:
        """The columns; `plain` holds a value for every row of every column that is not a list above."""
        np = load_numpy()
        coded = ("countries", "languages", "ties")
        kinds = {
            **dict.fromkeys(("travel", "hours", "free"), np.float64),
            **dict.fromkeys(("start", "turnover", "limit"), np.int64),
            **dict.fromkeys(("skills_stated", "false_evidence", "incident", "not_again"), np.bool_),
        }
        said: dict[str, Any] = {name: np.array(plain[name], dtype=kind) for name, kind in kinds.items()}
        said |= {name: coded_of(plain[name]) for name in coded}
        by_row = sorted(self.closed, key=lambda line: line[:2])
        papers, refused = (_papers(np, lines, len(providers)) for lines in (self.papers, self.refused))
        return Columns(
            on=self.on,
            currency=self.currency,
            providers=tuple(providers),
            skills=_skills(np, self.skills),
            papers=papers,
            refused=refused,
            best=best_papers(papers, refused, self.on.toordinal()),
            rates=_rates(np, self.rates),
            jobs=_jobs(np, self.jobs),
            closed=Closed(*_turned(np, by_row, (np.int64, np.int64, np.float64, np.float64))),
            **said,
        )


def columns_of(
    candidates: Iterable[Candidate], *, on: date, currency: str, months: tuple[int, int]
) -> Columns:
    """The columns of some candidates; `months` are those within which a skill is recent, and not yet stale."""
    ordered = sorted(candidates, key=lambda one: str(one.provider))
    gathering = Gathering(on, currency)
    bounds = tuple(months_before(on, count) for count in months)
    for row, one in enumerate(ordered):
        for held in one.skills or ():
            used = NEVER if held.last_used is None else held.last_used.toordinal()
            gathering.skills.append((row, held.skill, held.level, age_of(used, bounds)))
        for paper in one.record.credentials:
            last = FOREVER if paper.expires is None else paper.expires.toordinal()
            lines = gathering.refused if paper.revoked else gathering.papers
            lines.append((row, paper.credential, int(paper.level), last))
        for role, card in one.rates.items():
            if card.rate.currency == currency:
                gathering.rates.append((row, role, card.rate.minor, card.offshore))
        for number, job in enumerate(one.jobs or (), start=len(gathering.jobs)):
            for kind in job.kinds:
                gathering.jobs.append((row, number, kind, job.closed.toordinal(), job.level, job.trade))
        for item in one.record.closed:
            gathering.closed.append((row, item.closed.toordinal(), float(item.total), float(item.value)))
    return gathering.columns(
        [one.provider for one in ordered],
        {name: [read(one, currency) for one in ordered] for name, read in _PLAIN.items()},
    )


def age_of(used: int, bounds: Sequence[int]) -> int:
    """How long ago a skill was used: 0 lately, 1 before that or nobody has said, 2 long ago."""
    if used == NEVER:
        return 1
    return 0 if used > bounds[0] else 1 if used > bounds[1] else 2


def months_before(on: date, months: int) -> int:
    """The last day that lies `months` whole months before `on`, as an ordinal."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1).toordinal()
    return min(date(year, month + 1, 1).toordinal() + on.day - 1, following - 1)


def amount_in(money: Money | None, currency: str) -> int:
    """Minor units, or why there are none."""
    if money is None:
        return NOT_STATED
    return money.minor if money.currency == currency else OTHER_CURRENCY


def coded_of(values: Iterable[T]) -> Coded[T]:
    """Each distinct value once, in the order they come."""
    known: dict[T, int] = {}
    codes = [known.setdefault(value, len(known)) for value in values]
    return Coded(tuple(known), load_numpy().array(codes, dtype="int64"))


def _number(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)


_PLAIN: Mapping[str, Callable[[Candidate, str], Any]] = {
    "skills_stated": lambda one, _: one.skills is not None,
    "travel": lambda one, _: _number(one.travel_minutes),
    "hours": lambda one, _: _number(one.shared_hours),
    "free": lambda one, _: _number(one.free_days_a_week),
    "start": lambda one, _: NEVER if one.earliest_start is None else one.earliest_start.toordinal(),
    "turnover": lambda one, currency: amount_in(one.yearly_turnover, currency),
    "limit": lambda one, currency: amount_in(one.indemnity_limit, currency),
    "countries": lambda one, _: one.work_countries,
    "languages": lambda one, _: one.languages,
    "ties": lambda one, _: one.disclosure,
    "false_evidence": lambda one, _: one.record.false_evidence,
    "incident": lambda one, _: one.record.data_incident_open,
    "not_again": lambda one, _: one.would_not_order_again,
}


def _turned(np: Any, lines: Sequence[tuple[Any, ...]], kinds: Sequence[Any]) -> list[Any]:
    columns = zip(*lines, strict=True) if lines else [()] * len(kinds)
    return [np.array(column, dtype=kind) for column, kind in zip(columns, kinds, strict=True)]


def _skills(np: Any, lines: Sequence[tuple[int, str, int, int]]) -> dict[str, tuple[Holders, ...]]:
    names, rows, level, age = _named(np, lines)
    return {
        name: holders_of(rows[part], level[part], age[part])
        for name, part in parts_by(names.values, names.codes)
    }


def holders_of(rows: Whole, level: Whole, age: Whole) -> tuple[Holders, ...]:
    """Those who hold one skill; of a skill held twice the higher level of each age counts."""
    np = load_numpy()
    order = np.lexsort((-level, age, rows))
    rows, level, age = rows[order], level[order], age[order]
    best = _changes(np, rows, age)
    own, ages = rows[best], age[best]
    codes = (np.minimum(level[best], MOST_LEVEL) + ages * AGE_BIT).astype(np.uint8)
    if (own[1:] != own[:-1]).all():
        return (Holders(own, codes),)
    return tuple(Holders(own[ages == one], codes[ages == one]) for one in range(3))


def _papers(np: Any, lines: Sequence[tuple[int, str, int, int]], count: int) -> dict[tuple[str, int], Whole]:
    names, rows, level, last = _named(np, lines)
    found: dict[tuple[str, int], Whole] = {}
    for name, part in parts_by(names.values, names.codes):
        found |= {(name, one): days for one, days in days_held(rows[part], level[part], last[part], count)}
    return found


def days_held(rows: Whole, level: Whole, last: Whole, count: int) -> Iterator[tuple[int, Whole]]:
    """Of one credential, by level: the last day everybody holds it; of several the longest lasting counts."""
    np = load_numpy()
    for one in np.unique(level).tolist():
        held = np.flatnonzero(level == one)
        held = held[np.argsort(last[held], kind="stable")]
        days: Whole = np.zeros(count, dtype=np.int32)
        days[rows[held]] = last[held]  # of one row the last written is the longest
        yield one, days


def best_papers(
    papers: Mapping[tuple[str, int], Whole], refused: Mapping[tuple[str, int], Whole], day: int
) -> dict[str, Whole]:
    """By credential: the best paper of everybody on a day, as one number."""
    np = load_numpy()
    best: dict[str, Whole] = {}
    for kept, stands in ((papers, UNREFUSED), (refused, 0)):
        for (name, level), last in kept.items():
            strength = last + np.where(last > 0, np.int32(level * ONE_LEVEL + stands), np.int32(0))
            if stands:
                strength += np.where(last >= day, np.int32(CURRENT), np.int32(0))
            best[name] = np.maximum(best[name], strength) if name in best else strength
    return best


def _named(np: Any, lines: Sequence[tuple[int, str, int, int]]) -> tuple[Coded[str], Any, Any, Any]:
    rows, names, first, second = zip(*lines, strict=True) if lines else ((), (), (), ())
    return coded_of(names), *(np.array(each, dtype=np.int64) for each in (rows, first, second))


def _changes(np: Any, *columns: Any) -> Any:
    """Where sorted columns begin to say something else."""
    changed = np.ones(len(columns[0]), dtype=bool)
    if len(changed):
        changed[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return changed


def parts_by(values: Sequence[T], codes: Whole) -> Iterator[tuple[T, Whole]]:
    """The lines of each value, in the order they came."""
    np = load_numpy()
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(len(values) + 1)).tolist()
    for value, (first, after) in zip(values, pairwise(starts), strict=True):
        yield value, order[first:after]


def _rates(np: Any, lines: Iterable[tuple[int, str, int, bool]]) -> dict[str, Rates]:
    first: dict[str, dict[int, tuple[int, bool]]] = defaultdict(dict)
    for row, role, minor, offshore in lines:
        first[role].setdefault(row, (minor, offshore))
    return {
        role: Rates(
            np.array(list(card), np.int64),
            np.array([minor for minor, _ in card.values()], np.int64),
            np.array([offshore for _, offshore in card.values()], np.bool_),
        )
        for role, card in first.items()
    }


def _jobs(np: Any, lines: Sequence[tuple[int, int, str, int, int, str | None]]) -> Jobs:
    whole = [(row, number, day, level) for row, number, _, day, level, _ in lines]
    rows, numbers, closed, level = _turned(np, whole, (np.int64,) * 4)
    kinds, trades = coded_of(line[2] for line in lines), coded_of(line[5] for line in lines)
    return Jobs(rows, numbers, kinds, closed, level, trades)
