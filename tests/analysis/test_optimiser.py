"""The best team is the one that trying every choice finds, on two hundred works drawn at random."""

import pytest

from app.analysis.optimiser import Goal, best, measured, only
from app.analysis.team_options import Limits, broken
from tests.analysis.staffings import drawn, every_team, limits_near

COST, DAYS, RISK = only(Goal.COST), only(Goal.DAYS), only(Goal.RISK)


@pytest.mark.parametrize("seed", range(200))
def test_no_choice_that_keeps_the_rules_is_better(seed: int) -> None:
    work = drawn(seed, packages=3 + seed % 3, options=2 + seed % 3)
    teams = list(every_team(work))
    limits = limits_near(seed, teams)
    keeping = [each for each in teams if not broken(each, limits)]
    for aims in ((COST, DAYS), (DAYS, COST), (RISK, COST)):
        found = best(work, limits, *aims)
        assert found.proven
        if not keeping:
            assert found.team is None
            continue
        assert found.team is not None
        assert not broken(found.team, limits)
        least = min(tuple(measured(each, aim) for aim in aims) for each in keeping)
        assert tuple(measured(found.team, aim) for aim in aims) == least


def test_two_hundred_works_have_both_teams_and_none() -> None:
    """The drawn limits are neither empty nor hopeless, or the comparison would say little."""
    kept = 0
    for seed in range(200):
        teams = list(every_team(drawn(seed, packages=3 + seed % 3, options=2 + seed % 3)))
        kept += any(not broken(each, limits_near(seed, teams)) for each in teams)
    assert 60 < kept < 160


def test_a_package_that_nobody_can_do_has_no_team() -> None:
    work = drawn(1)
    empty = work.packages[2]._replace(options=())
    packages = (*work.packages[:2], empty, *work.packages[3:])
    assert best(work._replace(packages=packages), Limits(), COST).team is None
