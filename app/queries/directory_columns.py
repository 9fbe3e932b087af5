"""The whole directory as columns for one job, made from what was read of it once (`kept_directory`).

What the job looks at is picked: skills that are worth something for a need, papers that gates or points ask for,
rates of its roles. The values are those that `candidate_of` would give.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.arrays import Floats, Whole, load_numpy
from app.analysis.capacity import free_through
from app.analysis.columns import (
    NEVER,
    NOT_STATED,
    OTHER_CURRENCY,
    Coded,
    Columns,
    Holders,
    Rates,
    age_of,
    best_papers,
    days_held,
    holders_of,
    months_before,
)
from app.analysis.jobs import Disclosure
from app.analysis.matching import MatchRules
from app.queries.kept_directory import whole_directory
from app.queries.match_candidates import Asking, countries_for, declared_tie, shared_with, used_on
from app.queries.provider_records import countries_of
from app.queries.travel import minutes_to
from app.queries.whole_directory import NOTHING, Amounts, PaperLines, WholeDirectory


def directory_columns(session: Session, asked: Asking, rules: MatchRules) -> Columns:
    """Columns of every provider that is not deleted, as of the job's day and in its currency."""
    return columns_for(whole_directory(session), asked, rules)


def columns_for(directory: WholeDirectory, asked: Asking, rules: MatchRules) -> Columns:
    """The columns of a directory for one job."""
    np, job, currency = load_numpy(), asked.job, asked.job.should_cost.currency
    count, places = len(directory.providers), directory.places
    here = places.told(
        lambda place: minutes_to(asked.country, 0, place.sites, place.country, asked.told_in) is not None
    )
    papers = dict(_papers(directory, asked, rules, count, refused=False))
    refused = dict(_papers(directory, asked, rules, count, refused=True))
    never = np.zeros(count, dtype=bool)
    return Columns(
        on=job.on,
        currency=currency,
        providers=directory.providers,
        skills_stated=directory.skills_stated,
        skills=dict(_skills(directory, asked, rules)),
        papers=papers,
        refused=refused,
        best=best_papers(papers, refused, job.on.toordinal()),
        rates=dict(_rates(directory, asked)),
        jobs=directory.jobs,
        closed=directory.closed,
        travel=np.where(here, directory.travel, NOTHING),
        hours=_hours(directory, asked),
        free=_free(directory, asked),
        start=directory.start,
        turnover=_amount(directory.turnover, currency),
        limit=_amount(directory.limit, currency),
        countries=Coded(
            tuple(countries_for(countries_of(place.sites, place.country), asked) for place in places.values),
            places.codes,
        ),
        languages=directory.languages,
        ties=_ties(directory, asked),
        false_evidence=directory.false_evidence,
        incident=never,
        not_again=never,
    )


def _hours(directory: WholeDirectory, asked: Asking) -> Floats:
    np, places = load_numpy(), directory.places
    by_clock = np.array(
        [_number(shared_with(place.sites, asked, None)) for place in places.values], dtype=float
    )
    told = by_clock[places.codes]
    hours: Floats = np.where(np.isnan(told), directory.hours, told)
    return hours


def _free(directory: WholeDirectory, asked: Asking) -> Floats:
    np, weeks = load_numpy(), directory.weeks
    free: Floats = directory.free.copy()
    through = [
        _number(free_through(each.usual, dict(each.free), asked.job.starts, asked.job.ends))
        for each in weeks.values
    ]
    free[directory.week_rows] = np.array(through, dtype=float)[weeks.codes]
    return free


def _amount(said: Amounts, wanted: str) -> Whole:
    np, same = load_numpy(), said.currencies.told(lambda currency: currency == wanted)
    other = np.where(said.minor == NOT_STATED, NOT_STATED, OTHER_CURRENCY)
    amount: Whole = np.where(same, said.minor, other)
    return amount


def _ties(directory: WholeDirectory, asked: Asking) -> Coded[Disclosure | None]:
    """A filed disclosure names few: everybody else has the tie of whom it does not name."""
    np = load_numpy()
    codes = np.zeros(len(directory.providers), dtype=np.int64)
    named = set(asked.disclosure.relations) if asked.disclosure is not None else set()
    values = [declared_tie(asked.disclosure, None)]
    if named:
        for row, id in enumerate(directory.providers):
            if id.hex in named:
                codes[row] = len(values)
                values.append(declared_tie(asked.disclosure, id))
    return Coded(tuple(values), codes)


def _skills(
    directory: WholeDirectory, asked: Asking, rules: MatchRules
) -> Iterator[tuple[str, tuple[Holders, ...]]]:
    np, job, relations = load_numpy(), asked.job, rules.skills
    bounds = tuple(
        months_before(job.on, count) for count in (relations.recent_months, relations.older_months)
    )
    worth = {skill for need in job.needs for skill, worth in relations.worths(need).items() if worth}
    for skill in sorted(worth & directory.skills.keys()):
        lines = directory.skills[skill]
        years, at = np.unique(lines.year, return_inverse=True)
        ages = np.array([age_of(_used(year), bounds) for year in years.tolist()], dtype=np.int64)
        yield skill, holders_of(lines.rows, lines.level, ages[at])


def _used(year: int) -> int:
    day: date | None = used_on(year or None)
    return NEVER if day is None else day.toordinal()


def _papers(
    directory: WholeDirectory, asked: Asking, rules: MatchRules, count: int, *, refused: bool
) -> Iterator[tuple[tuple[str, int], Whole]]:
    standard, safety = rules.credentials, rules.factors.safety
    needed = {name for need in asked.job.must_credentials for name in need.accepted}
    wanted = needed.union(
        standard.core_set, standard.light_path_set, safety.each, safety.best_of, safety.witnessed_of
    )
    for name in sorted(wanted & directory.papers.keys()):
        lines: PaperLines = directory.papers[name]
        own = lines.refused == refused
        for level, days in days_held(lines.rows[own], lines.level[own], lines.last[own], count):
            yield (name, level), days


def _rates(directory: WholeDirectory, asked: Asking) -> Iterator[tuple[str, Rates]]:
    """The rates of the job's roles; where the nearest is in another currency there is none."""
    currency = asked.job.should_cost.currency
    for role in asked.job.efforts:
        card = directory.rates.get(role)
        if card is not None:
            usable = card.currencies.told(lambda one: one == currency)
            yield role, Rates(card.rows[usable], card.minor[usable], card.away[usable])


def _number(value: Decimal | None) -> float:
    return NOTHING if value is None else float(value)
