"""Ways to staff a project, in whole numbers: who could do each package, what a choice comes to, what it breaks.

Everything is exact here: money in whole minor units, effort in hundredths of a person-day, time in working days, shared
hours in minutes a day, the share at the owner's place in hundredths of a percent, risk in thousandths. The solver
works in binary numbers; whatever it proposes is reckoned again by this file before anybody is told.
"""

import enum
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from app.analysis.team_dates import Free, Job, Weeks, dates

WHOLE_SHARE = 10_000
"""All of the effort, in hundredths of a percent."""


class Rule(enum.Enum):
    """What a team has to keep to, in the order in which a conflict names them."""

    BUDGET = "budget"
    DEADLINE = "deadline"
    ON_SITE = "on_site"
    SHARED = "shared"
    RISK = "risk"
    PROVIDERS = "providers"
    CAPACITY = "capacity"


class Option(NamedTuple):
    """One way to do one package: somebody of a provider, from somewhere."""

    key: str
    provider: str
    cost: int
    days: int
    """Working days from the start of the package to its end."""

    effort: int
    """All that is worked, with what distance adds to it."""

    on_site: int
    """The part of `effort` that is worked at the owner's place."""

    risk: int = 0
    shared: int = 24 * 60
    changed: int = 0
    """1 where it is not how things stand: among teams that are as good, the one that changes least is taken."""


class Package(NamedTuple):
    """Work that one option does as a whole. It starts once those it comes after are done, and so many days later."""

    key: str
    weight: int
    """Its effort whoever does it: how much its risk counts in that of the whole."""

    options: tuple[Option, ...]
    after: tuple[tuple[str, int], ...] = ()
    """Earlier packages by their keys, each with working days to wait."""


class Provider(NamedTuple):
    """What a provider costs to begin with, however much it does, and the effort it has free week by week."""

    key: str
    starting: int = 0
    free: Free = Free()


class Work(NamedTuple):
    """All that is to be staffed. A package stands after all those it comes after."""

    packages: tuple[Package, ...]
    providers: tuple[Provider, ...]
    per_day: int = 0
    """What every working day of the whole costs to lead it."""

    weeks: Weeks = Weeks()
    """How its working days lie in weeks: free effort is told by week."""


class Limits(NamedTuple):
    """What the team has to keep to; None where nothing is asked."""

    budget: int | None = None
    deadline: int | None = None
    """The last working day, counted from the start."""

    on_site: int | None = None
    """At least this share of the effort at the owner's place."""

    shared: int | None = None
    """At least this many minutes a day shared with everyone."""

    risk: int | None = None
    """At most this risk over all, each package by its weight."""

    providers: int | None = None
    """At most so many providers."""

    capacity: bool = True
    """Whether nobody does more in a week than they have free in it."""

    extra: tuple[tuple[str, int], ...] = ()
    """Effort that providers find in every week on top of what they have free."""

    def without(self, rule: Rule) -> "Limits":
        """The same without one rule."""
        return self.changed(rule, None)

    def changed(self, rule: Rule, to: int | None) -> "Limits":
        """The same with another figure for one rule; capacity, which has none, no longer holds."""
        change: dict[str, Any] = {rule.value: to if rule is not Rule.CAPACITY else False}
        return self._replace(**change)

    def holds(self, rule: Rule) -> bool:
        """Whether anything is asked by `rule`."""
        return self.capacity if rule is Rule.CAPACITY else getattr(self, rule.value) is not None

    def asked(self) -> tuple[Rule, ...]:
        """The rules something is asked by."""
        return tuple(rule for rule in Rule if self.holds(rule))


class Team(NamedTuple):
    """An option for every package, and what that comes to."""

    options: tuple[Option, ...]
    starts: tuple[int, ...]
    """Working days before each package starts, as `team_dates` places them."""

    cost: int
    days: int
    on_site: Fraction
    """Hundredths of a percent."""

    risk: Fraction
    shared: int
    providers: tuple[str, ...]
    over: tuple[str, ...]
    """Providers who have not enough free for it in any weeks."""


NO_LIMITS = Limits()


def team(work: Work, options: Sequence[Option], limits: Limits = NO_LIMITS) -> Team:
    """What an option for each package comes to; where capacity counts, packages wait for weeks with enough free."""
    placed = dates(jobs_of(work, options), work.weeks, free_of(work, limits))
    days = placed.days
    effort = sum(option.effort for option in options)
    weight = sum(package.weight for package in work.packages)
    risk = sum(package.weight * option.risk for package, option in zip(work.packages, options, strict=True))
    done = {option.provider for option in options}
    taking_part = [provider for provider in work.providers if provider.key in done]
    return Team(
        options=tuple(options),
        starts=placed.starts,
        cost=sum(option.cost for option in options)
        + sum(provider.starting for provider in taking_part)
        + work.per_day * days,
        days=days,
        on_site=Fraction(WHOLE_SHARE * sum(option.on_site for option in options), effort or 1),
        risk=Fraction(risk, weight or 1),
        shared=min((option.shared for option in options), default=24 * 60),
        providers=tuple(provider.key for provider in taking_part),
        over=placed.over,
    )


def jobs_of(work: Work, options: Sequence[Option]) -> list[Job]:
    """A choice as what is to be placed."""
    places = {package.key: place for place, package in enumerate(work.packages)}
    return [
        Job(
            option.provider,
            option.days,
            option.effort,
            tuple((places[before], lag) for before, lag in package.after),
        )
        for package, option in zip(work.packages, options, strict=True)
    ]


def free_of(work: Work, limits: Limits) -> dict[str, Free]:
    """What providers have free under limits, of those it is known of; nothing where capacity does not count."""
    if not limits.capacity:
        return {}
    extra = dict(limits.extra)
    return {
        each.key: each.free._replace(more=extra.get(each.key, 0))
        for each in work.providers
        if each.free.is_known
    }


def broken(found: Team, limits: Limits) -> tuple[Rule, ...]:
    """The rules that a team does not keep."""
    breaks = {
        Rule.BUDGET: limits.budget is not None and found.cost > limits.budget,
        Rule.DEADLINE: limits.deadline is not None and found.days > limits.deadline,
        Rule.ON_SITE: limits.on_site is not None and found.on_site < limits.on_site,
        Rule.SHARED: limits.shared is not None and found.shared < limits.shared,
        Rule.RISK: limits.risk is not None and found.risk > limits.risk,
        Rule.PROVIDERS: limits.providers is not None and len(found.providers) > limits.providers,
        Rule.CAPACITY: limits.capacity and bool(found.over),
    }
    return tuple(rule for rule, is_broken in breaks.items() if is_broken)


def done_by(work: Work, provider: str) -> Work:
    """The work with nobody but one provider to do it."""
    return work._replace(
        packages=tuple(
            package._replace(options=tuple(each for each in package.options if each.provider == provider))
            for package in work.packages
        ),
        providers=tuple(each for each in work.providers if each.key == provider),
    )


def nobody_for(work: Work) -> tuple[Package, ...]:
    """The packages that nobody could do, whatever is given up."""
    return tuple(package for package in work.packages if not package.options)
