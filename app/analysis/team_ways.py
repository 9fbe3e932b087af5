"""Four teams to choose from, and what each day sooner costs: the trade-off as the stairs that it is."""

import enum
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from app.analysis.optimiser import UNTIL_PROVEN, Aim, Answer, Effort, Goal, best, only
from app.analysis.solver import Row
from app.analysis.team_options import Limits, Team, Work


class Way(enum.Enum):
    """What a team is chosen for."""

    CHEAPEST = "cheapest"
    FASTEST = "fastest"
    SAFEST = "safest"
    BALANCED = "balanced"


class Extremes(NamedTuple):
    """The teams that are best by one thing each; between them the balance is struck."""

    cheapest: Team
    fastest: Team
    safest: Team


def ways(
    work: Work, limits: Limits, *, effort: Effort = UNTIL_PROVEN, learned: list[Row] | None = None
) -> Iterator[tuple[Way, Answer]]:
    """The cheapest, fastest, safest and balanced team, each as it is found. It ends with the first that is not."""
    teams: list[Team] = []
    learned = [] if learned is None else learned
    for way, aims in _aims(work).items():
        answer = best(work, limits, *aims, effort=effort, known=teams, learned=learned)
        yield way, answer
        if answer.team is None:
            return
        teams.append(answer.team)
    aims = (balance(Extremes(*teams)), _tidier(work))
    yield Way.BALANCED, best(work, limits, *aims, effort=effort, known=teams, learned=learned)


def _aims(work: Work) -> dict[Way, tuple[Aim, ...]]:
    """What is made little in turn."""
    sooner = {Goal.DAYS: Fraction(1), **_tidier(work)}
    return {
        Way.CHEAPEST: (only(Goal.COST), sooner),
        Way.FASTEST: (only(Goal.DAYS), only(Goal.COST), _tidier(work)),
        Way.SAFEST: (only(Goal.RISK), only(Goal.COST), sooner),
    }


def _tidier(work: Work) -> Aim:
    """Where teams are as good: fewer providers, then less that changes, all of it less than a day."""
    provider = Fraction(1, len(work.providers) + 2)
    return {Goal.PROVIDERS: provider, Goal.CHANGES: provider / (len(work.packages) + 1)}


def balance(extremes: Extremes) -> Aim:
    """Cost, time and risk count alike: each as its part of the way from the best of the three teams to the worst."""
    figures = {
        Goal.COST: [Fraction(each.cost) for each in extremes],
        Goal.DAYS: [Fraction(each.days) for each in extremes],
        Goal.RISK: [each.risk for each in extremes],
    }
    return {goal: 1 / (max(each) - min(each)) for goal, each in figures.items() if max(each) > min(each)} or {
        Goal.COST: Fraction(1)
    }


def stairs(
    work: Work,
    limits: Limits,
    *,
    effort: Effort = UNTIL_PROVEN,
    known: Sequence[Team] = (),
    learned: list[Row] | None = None,
) -> Iterator[Answer]:
    """The least cost for every length that has a least cost of its own, from the cheapest to the shortest.

    Each step is the cheapest team within the days left, made as short as its cost allows; the next one has to be at
    least a day shorter. Without that second half a step would hide shorter ones that cost as much.
    """
    learned = [] if learned is None else learned
    while True:
        aims = _aims(work)[Way.CHEAPEST]
        answer = best(work, limits, *aims, effort=effort, known=known, learned=learned)
        if answer.team is None:
            return
        yield answer
        if answer.team.days <= 1 or effort.stopped():
            return
        limits = limits._replace(deadline=answer.team.days - 1)
