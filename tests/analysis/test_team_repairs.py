"""Where nothing fits: the rules named cannot hold together, each of them has a part in it, and every repair works."""

import pytest

from app.analysis.optimiser import Goal, best, only
from app.analysis.team_options import Limits, Rule
from app.analysis.team_repairs import TENTH, Change, clash, repaired
from tests.analysis.staffings import Tries, asked_alone, drawn, limits_near

STEP = {Rule.ON_SITE: 100}
"""By how much a rule that is repaired is tightened again."""


def hopeless(seed: int) -> tuple[Tries, Limits]:
    """Some work with limits that no team keeps."""
    tries = Tries(drawn(seed, packages=4, options=3))
    for more in range(40):
        limits = limits_near(seed + 1_000 * more, tries)
        if not fits(tries, limits):
            return tries, limits
    pytest.fail(f"nothing hopeless was drawn for {seed}")


@pytest.mark.parametrize("seed", range(60))
def test_the_conflict_is_minimal_and_its_repairs_work_and_are_the_smallest(seed: int) -> None:
    tries, limits = hopeless(seed)
    found = clash(tries.work, limits)
    assert found.proven
    assert found.repairs
    assert not fits(tries, asked_alone(limits, found.rules))
    for rule in found.rules:
        rest = tuple(other for other in found.rules if other is not rule)
        assert fits(tries, asked_alone(limits, rest)), f"{rule} has no part in it"
    for repair in found.repairs:
        assert fits(tries, repaired(limits, repair))
        for place in range(len(repair)):  # a repair of several rules is one that none of fewer would do
            fewer = limits
            for change in repair[:place] + repair[place + 1 :]:
                fewer = fewer.without(change.rule)
            assert not fits(tries, fewer)
        if len(repair) == 1:
            assert not fits(tries, nearly(limits, repair[0], tries))


def fits(tries: Tries, limits: Limits) -> bool:
    """Whether any choice keeps the limits."""
    return bool(tries.keeps(limits).any())


def nearly(limits: Limits, change: Change, tries: Tries) -> Limits:
    """The repair with one step less given up."""
    if change.rule is Rule.CAPACITY:
        known = (each.key for each in tries.work.providers if each.free.is_known)
        return limits._replace(extra=tuple((key, change.to - TENTH) for key in known))
    if change.rule is Rule.SHARED:
        return limits.changed(change.rule, int(tries.shared[tries.shared > change.to].min()))
    if change.rule is Rule.ON_SITE:
        return limits.changed(change.rule, min(change.to + 100, limits.on_site or 0))
    return limits.changed(change.rule, change.to - 1)


def test_what_nobody_can_do_is_named_before_any_rule() -> None:
    work = drawn(3)
    packages = (*work.packages[:-1], work.packages[-1]._replace(options=()))
    assert clash(work._replace(packages=packages), Limits(budget=1)).nobody == (work.packages[-1].key,)


@pytest.mark.parametrize("seed", range(40))
def test_relaxing_a_limit_never_raises_the_cost(seed: int) -> None:
    work = drawn(seed, packages=5, options=4, providers=6)
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
