"""The whole directory as it is read for rankings: what a screening of any job is made from.

A hundred thousand providers have more than a million rows. They are read as the driver gives them, without an object
for each; what hangs on a job (its day, its currency, the owner's country and clock) is settled afterwards, in
`directory_columns`. What few different things are said of many, as where and when people work, is kept once.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, and_, case, cast, or_, select
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.orm import Session

from app.analysis.arrays import Floats, Truths, Whole, load_numpy
from app.analysis.columns import FOREVER, NEVER, NOT_STATED, Closed, Coded, Jobs, coded_of, parts_by
from app.analysis.credentials import CheckLevel
from app.analysis.money import exponent
from app.analysis.validity import kept_id
from app.domain.credentials import rule_of
from app.domain.providers import (
    CheckOutcome,
    Provider,
    ProviderCredential,
    ProviderJob,
    ProviderRate,
    ProviderSite,
    ProviderSkill,
    ProviderWeek,
    SiteKind,
)
from app.persistence import raw
from app.queries.match_candidates import AWAY, TIER_PLACES
from app.queries.provider_records import ORDINARY_VALUE

NOTHING = float("nan")
AT_ONCE = 10_000
_DIALECT = SQLiteDialect()
READ = (
    *(Provider, ProviderSite, ProviderWeek, ProviderSkill),
    *(ProviderCredential, ProviderRate, ProviderJob),
)


class Site(NamedTuple):
    """Where people work, as the rules read it; of its town only whether one is named."""

    kind: SiteKind
    town: str
    country: str
    time_zone: str
    starts: str
    ends: str


class Place(NamedTuple):
    """The country of a firm's address, and its sites."""

    country: str
    sites: tuple[Site, ...]


class Weeks(NamedTuple):
    """What is free in a usual week, and in those that something else was said of."""

    usual: Decimal | None
    free: tuple[tuple[date, Decimal], ...]


class Amounts(NamedTuple):
    """Minor units, `NOT_STATED` where nobody said any, with their currency."""

    minor: Whole
    currencies: Coded[str | None]


class SkillLines(NamedTuple):
    """Who said that they have a skill, at which level, and in which year it was last used (0: not said)."""

    rows: Whole
    level: Whole
    year: Whole


class PaperLines(NamedTuple):
    """Papers of one kind, with the last day each holds and whether it counts for nothing."""

    rows: Whole
    level: Whole
    last: Whole
    refused: Truths


class RateLines(NamedTuple):
    """The nearest rate of everybody for one role."""

    rows: Whole
    minor: Whole
    currencies: Coded[str]
    away: Truths


@dataclass(frozen=True)
class WholeDirectory:
    """Every provider that is not deleted, by row in the order of ids, and what was said of each."""

    providers: tuple[UUID, ...]
    places: Coded[Place]
    week_rows: Whole
    weeks: Coded[Weeks]
    """Of those of `week_rows`: everybody else has the usual week."""

    free: Floats
    hours: Floats
    travel: Floats
    start: Whole
    turnover: Amounts
    limit: Amounts
    languages: Coded[frozenset[str] | None]
    false_evidence: Truths
    skills_stated: Truths
    skills: Mapping[str, SkillLines]
    papers: Mapping[str, PaperLines]
    rates: Mapping[str, RateLines]
    jobs: Jobs
    closed: Closed


def read_directory(session: Session) -> WholeDirectory:
    """Read it from the store, a statement for each kind of row."""
    np, table = load_numpy(), Provider.__table__.c
    ids, country, travel, hours, free, start, *amounts, languages, suspended = _read(
        session, Provider,
        *(Provider.id, Provider.country, Provider.travel_minutes, Provider.shared_hours),
        *(Provider.free_days_week, Provider.earliest_start),
        *(table.turnover_minor, table.turnover_currency),
        *(table.insurance_limit_minor, table.insurance_limit_currency),
        *(Provider.languages, Provider.suspended),
        in_order=True,
    )  # fmt: skip
    row_of = {id: row for row, id in enumerate(ids)}.get
    papers, false = _papers(np, session, row_of)
    skills, stated = _skills(np, session, row_of, len(ids))
    week_rows, weeks = _weeks(np, session, row_of, free)
    jobs, closed = _jobs(np, session, row_of)
    false_evidence = np.array(suspended, dtype=bool)
    false_evidence[false] = True
    said = coded_of(languages)
    return WholeDirectory(
        providers=tuple(UUID(bytes=id) for id in ids),
        places=_places(session, row_of, country),
        week_rows=week_rows,
        weeks=weeks,
        free=_floats(np, free),
        hours=_floats(np, hours),
        travel=_floats(np, travel),
        start=np.array([_day(day) for day in start], dtype=np.int64),
        turnover=_amounts(np, *amounts[:2]),
        limit=_amounts(np, *amounts[2:]),
        languages=Coded(tuple(frozenset(json.loads(text)) or None for text in said.values), said.codes),
        false_evidence=false_evidence,
        skills_stated=stated,
        skills=skills,
        papers=papers,
        rates=_rates(np, session, row_of),
        jobs=jobs,
        closed=closed,
    )


RowOf = Callable[[bytes], int | None]


def _read(
    session: Session, kind: Any, *columns: Any, in_order: bool = False, where: Any = None
) -> list[list[Any]]:
    """Columns of every row that is not deleted, as the driver gives them: bytes, text and numbers.

    In the order of ids where it counts: they lie on the disk in the order they were written, which is read faster.
    That nothing is deleted is asked so that no index of what is not is gone through: row by row it took three times as
    long.
    """
    statement = select(kind.id, *columns).where(cast(kind.deleted, Integer) == 0)
    if where is not None:
        statement = statement.where(where)
    words = statement.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True})
    cursor = raw.execute(session.connection(), str(words))
    read: list[list[Any]] = [[] for _ in range(len(columns) + 1)]
    while rows := cursor.fetchmany(AT_ONCE):
        for at, each in enumerate(read):
            each += [row[at] for row in rows]  # a tenth of the time of zip
    ids, *found = read
    if in_order:
        order = sorted(range(len(ids)), key=ids.__getitem__)
        found = [[each[at] for at in order] for each in found]
    return found


def _rows(np: Any, row_of: RowOf, ids: Iterable[bytes]) -> Any:
    """Row numbers; -1 for what belongs to a provider that is gone."""
    return np.array([-1 if (row := row_of(id)) is None else row for id in ids], dtype=np.int64)


@cache
def _day(text: str | None, missing: int = NEVER) -> int:
    return missing if text is None else date.fromisoformat(text).toordinal()


def _floats(np: Any, values: Iterable[Any]) -> Any:
    return np.array([NOTHING if value is None else float(value) for value in values], dtype=np.float64)


def _amounts(np: Any, minor: Sequence[int | None], currency: Sequence[str | None]) -> Amounts:
    stated = (
        NOT_STATED if amount is None or unit is None else amount
        for amount, unit in zip(minor, currency, strict=True)
    )  # fmt: skip
    return Amounts(np.array(list(stated), dtype=np.int64), coded_of(currency))


def _places(session: Session, row_of: RowOf, country: Sequence[str]) -> Coded[Place]:
    site = ProviderSite
    owners, *said = _read(
        session,
        site,
        site.provider_id,
        site.kind,
        site.town,
        site.country,
        site.time_zone,
        site.starts,
        site.ends,
    )
    known: dict[tuple[Any, ...], Site] = {}
    own: dict[int, list[Site]] = defaultdict(list)
    for owner, kind, town, *rest in zip(owners, *said, strict=True):
        row = row_of(owner)
        if row is not None:
            key = (kind, bool(town), *rest)
            if key not in known:
                known[key] = Site(SiteKind[kind], "x" if town else "", *rest)
            own[row].append(known[key])
    return coded_of(Place(firm, tuple(own.get(row, ()))) for row, firm in enumerate(country))


def _weeks(np: Any, session: Session, row_of: RowOf, usual: Sequence[str | None]) -> tuple[Any, Coded[Weeks]]:
    owners, mondays, free = _read(
        session, ProviderWeek, ProviderWeek.provider_id, ProviderWeek.week, ProviderWeek.free_days
    )
    said: dict[int, dict[str, str]] = defaultdict(dict)
    for owner, monday, days in zip(owners, mondays, free, strict=True):
        row = row_of(owner)
        if row is not None:
            said[row][monday] = days
    coded = coded_of((usual[row], tuple(sorted(weeks.items()))) for row, weeks in said.items())
    values = tuple(
        Weeks(
            None if each is None else Decimal(each),
            tuple((date.fromisoformat(monday), Decimal(days)) for monday, days in weeks),
        )
        for each, weeks in coded.values
    )
    return np.array(list(said), dtype=np.int64), Coded(values, coded.codes)


def _skills(np: Any, session: Session, row_of: RowOf, count: int) -> tuple[dict[str, SkillLines], Any]:
    skill = ProviderSkill
    owners, names, level, year = _read(
        session, skill, skill.provider_id, skill.skill, skill.level, skill.last_used
    )
    rows, coded = _rows(np, row_of, owners), coded_of(names)
    level, year = (np.array([value or 0 for value in each], dtype=np.int64) for each in (level, year))
    stated = np.zeros(count, dtype=bool)
    stated[rows[rows >= 0]] = True
    found = {}
    for name, part in parts_by(coded.values, coded.codes):
        lines = part[rows[part] >= 0]
        found[name] = SkillLines(rows[lines], level[lines], year[lines])
    return found, stated


def _papers(np: Any, session: Session, row_of: RowOf) -> tuple[dict[str, PaperLines], Any]:
    """Every paper, as `held_of` reads it, and whose was false."""
    paper = ProviderCredential
    undecided = and_(paper.outcome == CheckOutcome.NEEDS_PERSON, paper.level > CheckLevel.SEEN)
    owners, names, kinds, level, last, refused, false = _read(
        session, paper, paper.provider_id, paper.credential, paper.kind,
        case((undecided, int(CheckLevel.SEEN)), else_=paper.level), paper.expires_on,
        or_(paper.withdrawn_on.is_not(None), paper.outcome == CheckOutcome.FAIL), paper.false_evidence,
    )  # fmt: skip
    rows, coded = _rows(np, row_of, owners), coded_of(zip(names, kinds, strict=True))
    by_name = coded_of(
        kept_id(credential, kind, rule_of(credential)) if kind else credential
        for credential, kind in coded.values
    )
    codes = by_name.codes[coded.codes]
    level = np.array(level, dtype=np.int64)
    last = np.array([_day(day, FOREVER) for day in last], dtype=np.int64)
    refused, false = np.array(refused, dtype=bool), np.array(false, dtype=bool)
    found = {}
    for name, part in parts_by(by_name.values, codes):
        lines = part[rows[part] >= 0]
        found[name] = PaperLines(rows[lines], level[lines], last[lines], refused[lines])
    return found, rows[false & (rows >= 0)]


def _rates(np: Any, session: Session, row_of: RowOf) -> dict[str, RateLines]:
    """Of several rates of one role the nearest counts, of equals the one that was written first."""
    rate, table = ProviderRate, ProviderRate.__table__.c
    owners, roles, tiers, minor, currency = _read(
        session, rate, rate.provider_ref, rate.role, rate.tier, table.rate_minor, table.rate_currency,
        in_order=True, where=table.rate_minor.is_not(None),
    )  # fmt: skip
    rows, coded = _rows(np, row_of, owners), coded_of(roles)
    place = np.array([TIER_PLACES.get(tier, len(TIER_PLACES)) for tier in tiers], dtype=np.int64)
    away = np.array([tier == AWAY for tier in tiers], dtype=bool)
    minor, currencies = np.array(minor, dtype=np.int64), coded_of(currency)
    found = {}
    for role, part in parts_by(coded.values, coded.codes):
        lines = part[rows[part] >= 0]
        lines = lines[np.lexsort((place[lines], rows[lines]))]
        _, first = np.unique(rows[lines], return_index=True)
        lines = lines[first]
        money = Coded(currencies.values, currencies.codes[lines])
        found[role] = RateLines(rows[lines], minor[lines], money, away[lines])
    return found


def _jobs(np: Any, session: Session, row_of: RowOf) -> tuple[Jobs, Closed]:
    """Every finished job, and those that were closed with a scorecard."""
    job, table = ProviderJob, ProviderJob.__table__.c
    owners, kinds, trades, closed, checked, scorecard, minor, currency = _read(
        session, job, job.provider_id, job.template, job.sector, job.closed_on, job.checked, job.scorecard,
        table.value_minor, table.value_currency, in_order=True, where=job.closed_on.is_not(None),
    )  # fmt: skip
    rows = _rows(np, row_of, owners)
    days = np.array([_day(day) for day in closed], dtype=np.int64)
    level = np.where(np.array(checked, dtype=bool), 2, 0)
    total = _floats(np, scorecard)
    value = np.array(
        [_value(amount, unit) for amount, unit in zip(minor, currency, strict=True)], dtype=np.float64
    )
    here = np.flatnonzero(rows >= 0)
    kind, trade = coded_of(kinds), coded_of(each or None for each in trades)
    jobs = Jobs(
        rows[here], here, Coded(kind.values, kind.codes[here]), days[here], level[here],
        Coded(trade.values, trade.codes[here]),
    )  # fmt: skip
    scored = here[~np.isnan(total[here])]
    scored = scored[np.lexsort((days[scored], rows[scored]))]
    return jobs, Closed(rows[scored], days[scored], total[scored], value[scored])


def _value(minor: int | None, currency: str | None) -> float:
    if minor is None or currency is None:
        return float(ORDINARY_VALUE)
    return float(minor / 10 ** exponent(currency))
