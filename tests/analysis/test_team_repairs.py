"""Where nothing fits: the rules named cannot hold together, each of them has a part in it, and every repair works."""

import pytest

from app.analysis.optimiser import Goal, best, only
from app.analysis.team_options import Limits, Rule, Team, Work, broken
from app.analysis.team_repairs import Change, clash, repaired
from tests.analysis.staffings import asked_alone, drawn, every_team, fits, limits_near

STEP = {Rule.ON_SITE: 100}
"""By how much a rule that is repaired is tightened again."""


def hopeless(seed: int) -> tuple[Work, list[Team], Limits]:
    """Some work with limits that no team keeps."""
    work = drawn(seed, packages=4, options=4)
    teams = list(every_team(work))
    for more in range(40):
        limits = limits_near(seed + 1_000 * more, teams)
        if not fits(teams, limits):
            return work, teams, limits
    pytest.fail(f"nothing hopeless was drawn for {seed}")


@pytest.mark.parametrize("seed", range(60))
def test_the_conflict_is_minimal_and_its_repairs_work_and_are_the_smallest(seed: int) -> None:
    work, teams, limits = hopeless(seed)
    found = clash(work, limits)
    assert found.proven
    assert not fits(teams, asked_alone(limits, found.rules))
    for rule in found.rules:
        rest = tuple(other for other in found.rules if other is not rule)
        assert fits(teams, asked_alone(limits, rest)), f"{rule} has no part in it"
    for repair in found.repairs:
        assert fits(teams, repaired(limits, repair))
        for place in range(len(repair)):  # a repair of several rules is one that none of fewer would do
            fewer = limits
            for change in repair[:place] + repair[place + 1 :]:
                fewer = fewer.without(change.rule)
            assert not fits(teams, fewer)
        if len(repair) == 1:
            assert not fits(teams, nearly(limits, repair[0], teams))


def nearly(limits: Limits, change: Change, teams: list[Team]) -> Limits:
    """The repair with one step less given up."""
    if change.rule is Rule.CAPACITY:
        given_up = limits.without(Rule.CAPACITY)
        least = min(sum(each.over.values()) for each in teams if not broken(each, given_up))
        assert least == change.to
        return limits
    if change.rule is Rule.SHARED:
        more = min(each.shared for each in teams if each.shared > change.to)
        return limits.changed(change.rule, more)
    if change.rule is Rule.ON_SITE:
        return limits.changed(change.rule, min(change.to + 100, limits.on_site or 0))
    return limits.changed(change.rule, change.to - 1)


def test_every_conflict_has_a_repair() -> None:
    for seed in range(60):
        work, _, limits = hopeless(seed)
        assert clash(work, limits).repairs


def test_what_nobody_can_do_is_named_before_any_rule() -> None:
    work = drawn(3)
    packages = (*work.packages[:-1], work.packages[-1]._replace(options=()))
    assert clash(work._replace(packages=packages), Limits(budget=1)).nobody == (work.packages[-1].key,)


@pytest.mark.parametrize("seed", range(40))
def test_relaxing_a_limit_never_raises_the_cost(seed: int) -> None:
    work = drawn(seed, packages=8, options=6, providers=8)
    free = best(work, Limits(capacity=False), only(Goal.COST), only(Goal.DAYS)).team
    assert free is not None
    limits = Limits(
        budget=free.cost * 3 // 2, deadline=free.days - seed % 5, on_site=2_000 + 100 * (seed % 9),
        shared=(60, 120)[seed % 2], risk=int(free.risk) + 5, providers=4 + seed % 3,
    )  # fmt: skip
    cost = only(Goal.COST)
    tight = best(work, limits, cost)
    for rule in limits.asked():
        looser = best(work, limits.without(rule), cost)
        assert looser.proven
        if tight.team is not None:
            assert looser.team is not None
            assert looser.team.cost <= tight.team.cost
