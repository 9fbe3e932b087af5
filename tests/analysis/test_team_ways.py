"""Cheapest, fastest, safest and balanced are what trying every choice finds, and the trade-off leaves no step out."""

from itertools import pairwise

import pytest

from app.analysis.optimiser import Effort, Goal, measured
from app.analysis.solver import Column, Row, least
from app.analysis.team_options import Limits
from app.analysis.team_ways import Extremes, Way, balance, stairs, ways
from tests.analysis.staffings import Tries, drawn, figures_of, limits_near

COST, DAYS, RISK = Goal.COST, Goal.DAYS, Goal.RISK


@pytest.mark.parametrize("seed", range(40))
def test_the_four_ways_are_the_best_there_are(seed: int) -> None:
    tries = Tries(drawn(seed))
    limits = Limits(providers=3)
    found = {way: answer.team for way, answer in ways(tries.work, limits)}
    cheapest, fastest, safest = (found.get(way) for way in (Way.CHEAPEST, Way.FASTEST, Way.SAFEST))
    if tries.least(limits, COST) is None:
        assert cheapest is None
        return
    for team, goals in ((cheapest, (COST, DAYS)), (fastest, (DAYS, COST)), (safest, (RISK, COST))):
        assert team is not None
        assert figures_of(team, tries, *goals) == tries.least(limits, *goals)
    assert cheapest is not None
    assert fastest is not None
    assert safest is not None
    aim = balance(Extremes(cheapest, fastest, safest))
    balanced = found[Way.BALANCED]
    assert balanced is not None
    assert measured(balanced, aim) == tries.balanced(limits, aim)


@pytest.mark.parametrize("seed", range(30))
def test_the_stairs_are_every_team_that_none_beats_in_cost_and_days(seed: int) -> None:
    tries = Tries(drawn(seed))
    limits = limits_near(seed, tries)._replace(deadline=None)
    figures, keeps = tries.figures(limits), tries.keeps(limits)
    points = set(zip(figures[DAYS][keeps].tolist(), figures[COST][keeps].tolist(), strict=True))
    unbeaten = {
        (days, cost)
        for days, cost in points
        if not any(other != (days, cost) and other[0] <= days and other[1] <= cost for other in points)
    }
    steps = [answer.team for answer in stairs(tries.work, limits)]
    assert {(step.days, step.cost) for step in steps if step is not None} == unbeaten


def test_the_stairs_go_down_in_days_and_up_in_cost() -> None:
    steps = [answer.team for answer in stairs(drawn(5, packages=9, options=7), Limits())]
    assert len(steps) > 1
    for longer, shorter in pairwise(filter(None, steps)):
        assert shorter.days < longer.days
        assert shorter.cost > longer.cost


@pytest.mark.parametrize("seed", range(10))
def test_among_teams_as_good_the_one_that_changes_least_is_taken(seed: int) -> None:
    work = drawn(seed)
    packages = []
    for package in work.packages:
        twins = [
            each._replace(key=f"{each.key} other", on_site=each.effort, changed=1) for each in package.options
        ]
        packages.append(package._replace(options=(*package.options, *twins)))
    for way, answer in ways(work._replace(packages=tuple(packages)), Limits(capacity=False)):
        assert answer.team is not None
        assert answer.proven
        assert not any(option.changed for option in answer.team.options), way


def test_a_row_that_names_a_column_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="no program"):
        least([Column(whole=True, most=1.0)], [Row([(0, 1.0), (0, 1.0)], most=1.0)])


def test_who_stops_it_gets_what_was_found_with_how_far_it_is_from_the_best() -> None:
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    found = [answer for _, answer in ways(drawn(11, 30, 16, 25), Limits(), effort=Effort(stopped=stopped))]
    assert asked > 3
    assert not all(answer.proven for answer in found)
    for answer in found:
        assert answer.team is None or answer.proven or answer.gap > 0
