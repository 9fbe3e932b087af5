"""Work to be staffed, drawn at random, and the plain way to find the best team: by trying every choice there is.

All choices are columns of whole numbers, reckoned here without a word of the program's own: who does what, how long the
chain is, and, day by day, the first one from which a provider has free what a package takes in each week.
"""

import itertools
import math
import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from app.analysis.optimiser import Goal
from app.analysis.team_dates import Free, Weeks
from app.analysis.team_options import WHOLE_SHARE, Limits, Option, Package, Provider, Rule, Team, Work

Column = np.ndarray[Any, np.dtype[Any]]
WEEKS = 50
"""Weeks that are looked at: more than any work drawn here lasts, whatever it waits for."""


def drawn(seed: int, packages: int = 5, options: int = 3, providers: int = 4) -> Work:
    """Packages that wait for earlier ones, each with options of several providers near the owner and far from them."""
    chance = random.Random(seed)
    keys = [f"firm {number}" for number in range(providers)]
    leads = chance.randrange(packages) if chance.random() < 0.3 else -1
    return Work(
        packages=tuple(
            _package(chance, number, packages, options, keys, leads) for number in range(packages)
        ),
        providers=tuple(Provider(key, chance.randrange(0, 400_000, 5_000), _free(chance)) for key in keys),
        per_day=chance.choice((0, chance.randint(4_000, 30_000))),
        weeks=Weeks(tuple(itertools.accumulate(chance.choice((5, 5, 4, 3, 0)) for _ in range(6)))),
    )


def _free(chance: random.Random) -> Free:
    """Days free in the first weeks and in a usual one; now and then nobody has said."""
    if chance.random() < 0.5:
        return Free()
    said = tuple(chance.choice((None, 0, 300, 600, 1_000)) for _ in range(chance.randrange(4)))
    return Free(said, chance.choice((350, 500, 500, 700, 1_000)))


def _package(
    chance: random.Random, number: int, packages: int, options: int, keys: list[str], leads: int
) -> Package:
    weight = chance.randint(200, 1_500)
    before = [earlier for earlier in range(number) if chance.random() < 2 / packages]
    return Package(
        key=f"package {number}",
        weight=weight,
        options=tuple(
            _option(chance, f"{number}.{each}", weight, keys, leads=number == leads)
            for each in range(options)
        ),
        after=tuple((f"package {earlier}", chance.choice((0, 0, 0, 2, -1))) for earlier in before),
    )


def _option(chance: random.Random, key: str, weight: int, keys: list[str], *, leads: bool) -> Option:
    here = chance.choice((0, 2_000, 5_000, WHOLE_SHARE))
    effort = int(weight * chance.uniform(0.85, 1.25) * (1.13 if here < WHOLE_SHARE else 1))
    rate = chance.randint(25_000, 90_000) * (6 + 6 * here // WHOLE_SHARE) // 10
    days = max(1, math.ceil(effort / 100 / chance.choice((1, 2))))
    return Option(
        key=key,
        provider=chance.choice(keys),
        cost=effort * rate // 100,
        days=0 if leads else days,
        effort=effort,
        on_site=effort * here // WHOLE_SHARE,
        risk=chance.randint(20, 400),
        shared=chance.choice((60, 120, 240, 480)),
    )


class Tries:
    """Every choice of some work, as columns of what it comes to."""

    def __init__(self, work: Work) -> None:
        self.work = work
        kinds = [np.arange(len(package.options)) for package in work.packages]
        grid = np.stack([each.ravel() for each in np.meshgrid(*kinds, indexing="ij")])
        keys = [each.key for each in work.providers]

        def told(figure: Any) -> Column:
            columns = (np.array([figure(option) for option in package.options]) for package in work.packages)
            return np.stack([column[at] for column, at in zip(columns, grid, strict=True)])

        self.provider = told(lambda option: keys.index(option.provider))
        self.option = grid
        self.lasts, self.effort = told(lambda option: option.days), told(lambda option: option.effort)
        weights = np.array([package.weight for package in work.packages])
        takes = np.stack([(self.provider == number).any(axis=0) for number in range(len(keys))])
        starting = np.array([each.starting for each in work.providers])
        self.cost = told(lambda option: option.cost).sum(axis=0) + starting @ takes
        self.on_site = told(lambda option: option.on_site).sum(axis=0)
        self.risk = weights @ told(lambda option: option.risk)
        self.weight = int(weights.sum())
        self.shared = told(lambda option: option.shared).min(axis=0)
        self.providers = takes.sum(axis=0)
        self._days: dict[object, tuple[Column, Column]] = {}

    def figures(self, limits: Limits) -> Mapping[Goal, Column]:
        """What each choice comes to by each goal; risk by the weight of all packages together."""
        days, _ = self.dates(limits)
        cost = self.cost + self.work.per_day * days
        return {Goal.COST: cost, Goal.DAYS: days, Goal.RISK: self.risk, Goal.PROVIDERS: self.providers}

    def least(self, limits: Limits, *goals: Goal) -> tuple[int, ...] | None:
        """The least by the first goal, and of those by the next; None where no choice keeps the limits."""
        figures, keeps = self.figures(limits), self.keeps(limits)
        rows = np.stack([figures[goal][keeps] for goal in goals])
        return min(map(tuple, rows.T.tolist()), default=None)

    def balanced(self, limits: Limits, aim: Mapping[Goal, Fraction]) -> Fraction:
        """The least by a balance of goals."""
        figures, keeps = self.figures(limits), self.keeps(limits)
        whole = {goal: weight / self.weight if goal is Goal.RISK else weight for goal, weight in aim.items()}
        scale = math.lcm(*(weight.denominator for weight in whole.values()))
        worth = sum(
            int(weight * scale) * figures[goal][keeps].astype(object) for goal, weight in whole.items()
        )
        return Fraction(min(worth), scale)

    def keeps(self, limits: Limits) -> Column:
        """Which choices keep all limits."""
        days, over = self.dates(limits)
        kept: Column = ~over if limits.capacity else np.ones(len(days), dtype=bool)
        effort = self.effort.sum(axis=0)
        for most, column in (
            (limits.budget, self.cost + self.work.per_day * days), (limits.deadline, days),
            (limits.providers, self.providers),
            (None if limits.risk is None else limits.risk * self.weight, self.risk),
        ):  # fmt: skip
            kept = kept if most is None else kept & (column <= most)
        if limits.on_site is not None:
            kept = kept & (WHOLE_SHARE * self.on_site >= limits.on_site * effort)
        return kept if limits.shared is None else kept & (self.shared >= limits.shared)

    def dates(self, limits: Limits) -> tuple[Column, Column]:
        """Days of each choice, and whether somebody never has enough free for it."""
        key = (limits.capacity, limits.extra)
        if key not in self._days:
            self._days[key] = self._placed(limits)
        return self._days[key]

    def _placed(self, limits: Limits) -> tuple[Column, Column]:
        work, (count, tries) = self.work, self.lasts.shape
        first = np.array([work.weeks.first(week) for week in range(WEEKS + 1)])
        free = _free_weeks(work, limits)
        left = np.repeat(free[None], tries, axis=0)
        every, places = np.arange(tries), {each.key: number for number, each in enumerate(work.packages)}
        ends, over = np.zeros((count, tries), dtype=int), np.zeros(tries, dtype=bool)
        for number, package in enumerate(work.packages):
            who = self.provider[number]
            start = np.zeros(tries, dtype=int)
            for before, lag in package.after:
                start = np.maximum(start, ends[places[before]] + lag)
            by_week = np.stack([_by_week(each.days, each.effort, first) for each in package.options])
            start, open_ = _first_days(start, self.option[number], by_week, left[every, who])
            over |= open_
            left[every, who] -= np.where(open_[:, None], 0, by_week[self.option[number], start])
            ends[number] = start + self.lasts[number]
        days = ends.max(axis=0)
        for number in range(len(work.providers)):
            leads = ((self.lasts == 0) & (self.provider == number)) * self.effort
            sums = np.where(first[1:] > first[:-1], left[:, number], 0).cumsum(axis=1)
            enough = sums >= leads.sum(axis=0)[:, None]
            over |= ~enough.any(axis=1)
            needs = first[enough.argmax(axis=1)] + 1
            days = np.where(leads.any(axis=0) & enough.any(axis=1), np.maximum(days, needs), days)
        return days, over


PLENTY = 10**9
LONGEST = 25
"""Days that no option takes: a start after which so many no longer lie in the weeks that are looked at is none."""


def _free_weeks(work: Work, limits: Limits) -> Column:
    extra = dict(limits.extra)
    free = np.full((len(work.providers), WEEKS), PLENTY)
    for number, each in enumerate(work.providers if limits.capacity else ()):
        for week in range(WEEKS):
            said = each.free.said[week] if week < len(each.free.said) else each.free.usual
            free[number, week] = PLENTY if said is None else said + extra.get(each.key, 0)
    return free


def _by_week(lasts: int, effort: int, first: Column) -> Column:
    """Start → what is worked in each week, spread evenly over the days."""
    starts = np.arange(first[-1] - lasts)
    until = np.clip(first[None, :] - starts[:, None], 0, lasts)
    done = np.diff(effort * until // max(1, lasts), axis=1)
    return np.concatenate([done, np.zeros((lasts, len(first) - 1), dtype=int)])


def _first_days(start: Column, option: Column, by_week: Column, left: Column) -> tuple[Column, Column]:
    """The first day on which each fits, and those that fit on none."""
    start, begun = start.copy(), start
    open_ = np.ones(len(start), dtype=bool)
    at = np.arange(len(start))
    while at.size and start.max() < by_week.shape[1] - LONGEST:
        fits = (by_week[option[at], start[at]] <= left[at]).all(axis=1)
        open_[at[fits]] = False
        at = at[~fits]
        start[at] += 1
    return np.where(open_, begun, start), open_


def limits_near(seed: int, tries: Tries) -> Limits:
    """Limits that some of the choices keep and others do not, or that nobody quite keeps."""
    chance = random.Random(seed)
    capacity = chance.random() < 0.7
    figures = tries.figures(Limits(capacity=capacity))

    def some(column: Column, low: float, high: float) -> int | None:
        place = int((len(column) - 1) * chance.uniform(low, high))
        return int(np.sort(column)[place]) if chance.random() < 0.7 else None

    share = WHOLE_SHARE * tries.on_site // tries.effort.sum(axis=0)
    return Limits(
        budget=some(figures[Goal.COST], 0, 0.6),
        deadline=some(figures[Goal.DAYS], 0, 0.6),
        on_site=some(share, 0.4, 1),
        shared=chance.choice((None, 60, 120)),
        risk=some(tries.risk // tries.weight + 1, 0.2, 0.8),
        providers=chance.choice((None, 2, 3, 4)),
        capacity=capacity,
    )


def figures_of(team: Team, tries: Tries, *goals: Goal) -> tuple[int, ...]:
    """What a team comes to, as `Tries` counts it."""
    told = {
        Goal.COST: team.cost, Goal.DAYS: team.days, Goal.PROVIDERS: len(team.providers),
        Goal.RISK: int(team.risk * tries.weight),
    }  # fmt: skip
    return tuple(told[goal] for goal in goals)


def asked_alone(limits: Limits, rules: tuple[Rule, ...]) -> Limits:
    """The limits with nothing but these rules."""
    for rule in limits.asked():
        if rule not in rules:
            limits = limits.without(rule)
    return limits
