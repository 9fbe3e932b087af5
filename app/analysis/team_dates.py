"""When each package of a team is worked, with what its providers have free week by week.

Packages are placed one after another in the order of the work. Each begins on the first day after those it waits for
from which its provider has free, in every week the package lasts, what it takes in that week; its effort is spread
evenly over its days. Work without days of its own (leading) is done whenever there is something left, and the whole
ends no sooner than in the week in which it is done, too.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

A_WEEK = 5
"""Working days of a week that nothing more is known of."""


class Weeks(NamedTuple):
    """Working days by week: how many are over at the end of each, counted from the start; then `A_WEEK` in each."""

    ends: tuple[int, ...] = ()

    def at(self, day: int) -> int:
        """The week that a working day lies in, the first of both being 0."""
        known = self.ends[-1] if self.ends else 0
        return bisect_right(self.ends, day) if day < known else len(self.ends) + (day - known) // A_WEEK

    def first(self, week: int) -> int:
        """The first working day of a week."""
        if not week:
            return 0
        if week <= len(self.ends):
            return self.ends[week - 1]
        return (self.ends[-1] if self.ends else 0) + (week - len(self.ends)) * A_WEEK


class Free(NamedTuple):
    """Effort that a provider has free: in the weeks it said, then in each; None where nobody has said."""

    said: tuple[int | None, ...] = ()
    usual: int | None = None
    more: int = 0
    """What it finds in every week on top of that."""

    def at(self, week: int) -> int | None:
        """What is free in a week; None where that is not known, which stops nobody."""
        free = self.said[week] if week < len(self.said) else self.usual
        return None if free is None else free + self.more

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it."""
        return self.usual is not None or any(free is not None for free in self.said)


class Job(NamedTuple):
    """One package as it is to be placed: who does it, for how long, and what it waits for by place and days more."""

    provider: str
    days: int
    effort: int
    after: tuple[tuple[int, int], ...] = ()


class Dates(NamedTuple):
    """Where every package stands, and the working days of the whole."""

    starts: tuple[int, ...]
    days: int
    over: tuple[str, ...] = ()
    """Providers who have not enough free in any weeks for what they are to do."""

    stuck: tuple[int, ...] = ()
    """The jobs that fit into no weeks, by their places."""


def dates(jobs: Sequence[Job], weeks: Weeks, free: Mapping[str, Free]) -> Dates:
    """The dates of all jobs; with nothing in `free` each is as early as those before it allow."""
    loads: dict[str, dict[int, int]] = {}
    starts: list[int] = []
    stuck: list[int] = []
    for place, job in enumerate(jobs):
        start = max((starts[at] + jobs[at].days + lag for at, lag in job.after), default=0)
        start = max(start, 0)
        theirs = free.get(job.provider)
        if theirs is not None and job.days and job.effort:
            load = loads.setdefault(job.provider, {})
            found = _first_fit(job, start, weeks, theirs, load)
            if found is None:
                stuck.append(place)
            else:
                start = found
                for week, effort in spread(job, start, weeks):
                    load[week] = load.get(week, 0) + effort
        starts.append(start)
    days = max((start + job.days for start, job in zip(starts, jobs, strict=True)), default=0)
    over = [jobs[place].provider for place in stuck]
    for provider, effort in _leading(jobs).items():
        if provider in free:
            needs = _ends_by(effort, weeks, free[provider], loads.get(provider, {}))
            if needs is None:
                over.append(provider)
            else:
                days = max(days, needs)
    return Dates(tuple(starts), days, tuple(dict.fromkeys(over)), tuple(stuck))


def spread(job: Job, start: int, weeks: Weeks) -> list[tuple[int, int]]:
    """What a job takes in each week, in whole numbers that come to its effort."""
    found = []
    week, worked, done = weeks.at(start), 0, 0
    while worked < job.days:
        worked = min(job.days, weeks.first(week + 1) - start)
        so_far = job.effort * worked // job.days
        if worked > 0:
            found.append((week, so_far - done))
        done = so_far
        week += 1
    return found


def fits_alone(job: Job, weeks: Weeks, free: Free) -> bool:
    """Whether a provider could do a job if it had no other."""
    return not dates([job._replace(after=())], weeks, {job.provider: free}).over


def _first_fit(job: Job, start: int, weeks: Weeks, free: Free, load: Mapping[int, int]) -> int | None:
    """The first day from which it fits; None where it never does: from some week on, all weeks are alike."""
    alike = max(len(weeks.ends), len(free.said), max(load, default=0) + 1, weeks.at(start))
    while start < weeks.first(alike + 1):
        for week, effort in spread(job, start, weeks):
            has = free.at(week)
            if has is not None and load.get(week, 0) + effort > has:
                break
        else:
            return start
        start += 1
    return None


def _leading(jobs: Sequence[Job]) -> dict[str, int]:
    """Provider → effort without days of its own."""
    found: dict[str, int] = {}
    for job in jobs:
        if not job.days and job.effort:
            found[job.provider] = found.get(job.provider, 0) + job.effort
    return found


def _ends_by(effort: int, weeks: Weeks, free: Free, load: Mapping[int, int]) -> int | None:
    """The fewest days of the whole in whose weeks so much effort is left; None where it never is."""
    alike = max(len(free.said), max(load, default=0) + 1)
    week = 0
    while True:
        has = free.at(week)
        if has is None:
            return weeks.first(week) + 1
        if weeks.first(week) < weeks.first(week + 1):
            effort -= max(0, has - load.get(week, 0))
        if effort <= 0:
            return weeks.first(week) + 1
        if week >= alike and has <= 0:
            return None
        week += 1
