"""What the program of a team does not know of weeks, as rows of it: who is free when, and how long a choice waits.

A program knows days and not weeks. Two kinds of rows tell it: up to each day a provider does no more than it has free
in the weeks until then, which holds for every choice; and for a choice that was reckoned to wait, so many days as long
as that much of it stands. Either takes away no team that there is.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.analysis.solver import Row
from app.analysis.team_dates import Free, Job, Weeks, dates, fits_alone
from app.analysis.team_options import Limits, Option, Team, Work, free_of, jobs_of

FAR = 400
"""Weeks ahead at which the sum of what is free is looked at last: by then only the usual week counts."""

Choices = Sequence[Sequence[tuple[int, Option]]]
"""For each package its options with their columns."""


class Places(NamedTuple):
    """Where the program has what: the options of each package, the end of the whole, and what it is at least."""

    choices: Choices
    end: int
    shortest: int


def able(work: Work, limits: Limits) -> Callable[[Option], bool]:
    """Whether the provider of an option could ever do it: nothing else is known to be in its way."""
    free = free_of(work, limits)
    told: dict[tuple[str, int, int], bool] = {}

    def fits(option: Option) -> bool:
        theirs = free.get(option.provider)
        if theirs is None:
            return True
        kind = (option.provider, option.days, option.effort)
        if kind not in told:
            told[kind] = fits_alone(Job(*kind), work.weeks, theirs)
        return told[kind]

    return fits


def loads_by(work: Work, limits: Limits, choices: Choices, end: int) -> Iterator[Row]:
    """No provider does more in all than it has free until the end of the whole."""
    for provider, free in free_of(work, limits).items():
        does = [
            (place, float(option.effort))
            for options in choices
            for place, option in options
            if option.provider == provider and option.effort
        ]
        if not does or free.usual is None or None in free.said:
            continue
        for (day, low), (later, high) in pairwise(_hull(_sums(free, work.weeks))):
            slope = (high - low) / (later - day)
            yield Row([*does, (end, -slope)], most=low - slope * day + 0.5)


def windows(work: Work, limits: Limits, choices: Choices, deadline: int) -> Iterator[Row]:
    """No provider does more in some weeks than it has free in them, of what can only be done in these.

    With a last day every package has a first week and a last one that it can be worked in.
    """
    spans = _spans(work, choices, deadline)
    for provider, free in free_of(work, limits).items():
        for first, last in sorted({(one, other) for one, _ in spans for _, other in spans if one <= other}):
            has = [free.at(week) for week in range(first, last + 1)]
            if None in has:
                continue
            terms: list[tuple[int, float]] = []
            most = 0.0
            for options, (begins, ends) in zip(choices, spans, strict=True):
                if first <= begins and ends <= last:
                    mine = [
                        (place, float(option.effort))
                        for place, option in options
                        if option.provider == provider
                    ]
                    terms += mine
                    most += max((effort for _, effort in mine), default=0.0)
            whole = sum(each or 0 for each in has)
            if most > whole:
                yield Row(terms, most=whole + 0.5)


def _spans(work: Work, choices: Choices, deadline: int) -> list[tuple[int, int]]:
    """The first and the last week that each package can be worked in, whatever is chosen."""
    places = {package.key: place for place, package in enumerate(work.packages)}
    shortest = [min(option.days for _, option in options) for options in choices]
    heads: list[int] = []
    for package in work.packages:
        starts = (heads[places[before]] + shortest[places[before]] + lag for before, lag in package.after)
        heads.append(max(0, *starts, 0))
    return [
        (work.weeks.at(head), work.weeks.at(max(deadline - tail - 1, 0)))
        if days
        else (0, work.weeks.at(max(deadline - 1, 0)))
        for head, tail, days in zip(heads, _tails(work, choices), shortest, strict=True)
    ]


def free_until(free: Free, weeks: Weeks, day: int) -> int:
    """What is free in all weeks until a working day, that of the day as a whole."""
    return sum(free.at(week) or 0 for week in range(weeks.at(max(day - 1, 0)) + 1))


def _sums(free: Free, weeks: Weeks) -> Iterator[tuple[int, int]]:
    """What is free in all, by the first day on which the whole of that week counts."""
    whole = 0
    known = max(len(free.said), len(weeks.ends)) + 1
    for week in range(known):
        whole += free.at(week) or 0
        yield weeks.first(week) + 1, whole
    yield weeks.first(known + FAR) + 1, whole + (FAR + 1) * (free.at(known) or 0)


def _hull(points: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points that the others lie below: what is free grows by ever less along them."""
    kept: list[tuple[int, int]] = []
    for day, sum_ in points:
        if kept and kept[-1][0] == day:
            kept.pop()
        while len(kept) > 1 and _below(kept[-2], kept[-1], (day, sum_)):
            kept.pop()
        kept.append((day, sum_))
    return kept


def _below(one: tuple[int, int], middle: tuple[int, int], other: tuple[int, int]) -> bool:
    (a, low), (b, mid), (c, high) = one, middle, other
    return (mid - low) * (c - a) <= (high - low) * (b - a)


def waits(work: Work, limits: Limits, found: Team, places: Places) -> Row | None:
    """How long the whole lasts at least as long as what makes it wait stands; None where nothing waits.

    Where a provider never has enough free for a package, what brings it there cannot stand at all.

    What a package waits for are those it comes after and the earlier ones of its provider, and what these wait for in
    turn. As long as each of them is done by the same provider in as many days with as much effort, and nobody else's
    earlier package goes to one of those providers, all of them stand where they do.
    """
    free = free_of(work, limits)
    jobs = jobs_of(work, found.options)
    if found.over:
        stuck = dates(jobs, work.weeks, free).stuck
        standing = _behind(jobs, stuck[0], free) if stuck else set(range(len(jobs)))
        return Row(_terms(jobs, standing, free, places.choices), most=len(standing) - 1.0)
    if not free or found.days <= places.shortest:
        return None
    tails = _tails(work, places.choices)
    ends = [start + job.days + tail for start, job, tail in zip(found.starts, jobs, tails, strict=True)]
    led = found.days > max(ends, default=0)
    last = [place for place, end in enumerate(ends) if end == found.days]
    standing = set(range(len(jobs))) if led else min((_behind(jobs, at, free) for at in last), key=len)
    terms = _terms(jobs, standing, free, places.choices)
    if limits.deadline is not None and found.days > limits.deadline:
        return Row(terms, most=len(standing) - 1.0)
    more = float(found.days - places.shortest)
    return Row(
        [(places.end, 1.0), *((column, -more * factor) for column, factor in terms)],
        least=found.days - more * len(standing),
    )


def _terms(
    jobs: Sequence[Job], standing: set[int], free: dict[str, Free], choices: Choices
) -> list[tuple[int, float]]:
    """1 for each package of `standing` that stays as it is, less 1 for each other that goes to one of its providers."""
    busy = {jobs[place].provider for place in standing if jobs[place].provider in free}
    last = max(standing)
    terms: list[tuple[int, float]] = []
    for place, options in enumerate(choices):
        if place in standing:
            kind = _kind(jobs[place], free)
            terms += [
                (column, 1.0)
                for column, option in options
                if _kind(Job(option.provider, option.days, option.effort), free) == kind
            ]
        elif place < last:
            terms += [
                (column, -1.0)
                for column, option in options
                if option.provider in busy and option.days and option.effort
            ]
    return terms


def _kind(job: Job, free: dict[str, Free]) -> tuple[object, ...]:
    """What of a choice its dates and those of others hang on."""
    return (job.days, job.provider, job.effort) if job.provider in free else (job.days,)


def _behind(jobs: Sequence[Job], place: int, free: dict[str, Free]) -> set[int]:
    """A package with all that its day hangs on."""
    found: set[int] = set()
    left = [place]
    while left:
        at = left.pop()
        if at in found:
            continue
        found.add(at)
        job = jobs[at]
        left += [before for before, _ in job.after]
        if job.provider in free and job.days:
            left += [
                earlier
                for earlier in range(at)
                if jobs[earlier].provider == job.provider and jobs[earlier].days and jobs[earlier].effort
            ]
    return found


def _tails(work: Work, choices: Choices) -> list[int]:
    """For each package the days that come after its end whatever is chosen."""
    places = {package.key: place for place, package in enumerate(work.packages)}
    tails = [0] * len(places)
    for place in reversed(range(len(places))):
        shortest = min(option.days for _, option in choices[place])
        for before, lag in work.packages[place].after:
            earlier = places[before]
            tails[earlier] = max(tails[earlier], lag + shortest + tails[place])
    return tails
