"""The best team is the one that trying every choice finds, on two hundred works drawn at random."""

import pytest

from app.analysis.optimiser import Effort, Goal, best, only
from app.analysis.team_options import Limits, broken
from tests.analysis.staffings import Tries, drawn, figures_of, limits_near

COST, DAYS, RISK = Goal.COST, Goal.DAYS, Goal.RISK


def _work(seed: int) -> Tries:
    return Tries(drawn(seed, packages=3 + seed % 3, options=(4, 3, 3)[seed % 3]))


@pytest.mark.parametrize("seed", range(200))
def test_no_choice_that_keeps_the_rules_is_better(seed: int) -> None:
    tries = _work(seed)
    limits = limits_near(seed, tries)
    for goals in ((COST, DAYS), (DAYS, COST), (RISK, COST)):
        found = best(tries.work, limits, *map(only, goals))
        assert found.proven
        least = tries.least(limits, *goals)
        if found.team is None:
            assert least is None
            continue
        assert not broken(found.team, limits)
        assert figures_of(found.team, tries, *goals) == least


def test_two_hundred_works_have_teams_and_none_and_weeks_that_are_full() -> None:
    """The drawn limits are neither empty nor hopeless, and many works wait for a week, or it would say little."""
    kept = waiting = 0
    for seed in range(200):
        tries = _work(seed)
        limits = limits_near(seed, tries)
        keeps = tries.keeps(limits)
        kept += bool(keeps.any())
        free, _ = tries.dates(Limits(capacity=False))
        waiting += bool(limits.capacity and (tries.dates(limits)[0][keeps] > free[keeps]).any())
    assert 60 < kept < 160
    assert waiting > 20


def test_a_search_that_is_stopped_at_once_has_a_team_where_there_is_one() -> None:
    work = drawn(11, 30, 10, 12)
    free = best(work, Limits(capacity=False), only(COST)).team
    assert free is not None
    limits = Limits(
        budget=free.cost * 5 // 4, deadline=free.days, on_site=int(free.on_site), risk=int(free.risk) + 5,
        providers=len(free.providers) + 2, capacity=False,
    )  # fmt: skip
    found = best(work, limits, only(COST), effort=Effort(seconds=0.0))
    assert found.team is not None
    assert not broken(found.team, limits)
    assert 0 < found.gap <= 1
    assert not found.proven


def test_a_package_that_nobody_can_do_has_no_team() -> None:
    work = drawn(1)
    empty = work.packages[2]._replace(options=())
    packages = (*work.packages[:2], empty, *work.packages[3:])
    assert best(work._replace(packages=packages), Limits(), only(COST)).team is None
