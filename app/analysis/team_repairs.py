"""Where no team keeps every rule: which rules cannot hold together, and the least that has to give so that one does.

The conflict is found by leaving out rule after rule (a deletion filter): whatever can be left out while there is still
no team has no part in it, so each rule that is left has. A repair is the smallest change of one rule with all others
as they are; where one alone does not help, of as few as do.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from app.analysis.optimiser import UNTIL_PROVEN, Aim, Effort, Goal, best, only
from app.analysis.team_options import Limits, Rule, Work, broken, nobody_for, team

ANY: Aim = {}
"""Any team will do."""

Tried = dict[frozenset[Rule], bool]
"""Rules that were given up together → whether that was enough."""

WHOLE_PERCENT = 100
"""Shares at the owner's place are given up in whole percents."""

TENTH = 10
"""What is free in a week is found by tenths of a day."""

TOGETHER = 3
"""More rules than this are never changed at once: that would be another project."""


class Change(NamedTuple):
    """One rule with the figure that it can be kept with; for capacity what each provider has to find every week."""

    rule: Rule
    to: int
    extra: tuple[tuple[str, int], ...] = ()


class Clash(NamedTuple):
    """Why there is no team. `repairs` are changes that are made together, each of them enough."""

    nobody: tuple[str, ...] = ()
    """Packages that nobody could do, whatever gives."""

    rules: tuple[Rule, ...] = ()
    repairs: tuple[tuple[Change, ...], ...] = ()
    proven: bool = True
    """Whether every rule named is needed for the conflict; not where somebody stopped the search."""


def clash(work: Work, limits: Limits, *, effort: Effort = UNTIL_PROVEN) -> Clash:
    """What stands against a team, where it is known that there is none."""
    nobody = nobody_for(work)
    if nobody:
        return Clash(nobody=tuple(package.key for package in nobody))
    rules, proven = _conflict(work, limits, effort)
    repairs: list[tuple[Change, ...]] = []
    tried: Tried = {frozenset(): False}
    for rule in rules:
        if any(change.rule is rule for repair in repairs for change in repair):
            continue
        repair = _repair(work, limits, rule, effort, tried)
        if repair:
            repairs.append(repair)
    return Clash(rules=rules, repairs=tuple(repairs), proven=proven)


def repaired(limits: Limits, repair: Iterable[Change]) -> Limits:
    """The limits with a repair made."""
    for change in repair:
        if change.rule is Rule.CAPACITY:
            limits = limits._replace(capacity=True, extra=change.extra)
        else:
            limits = limits.changed(change.rule, change.to)
    return limits


def _conflict(work: Work, limits: Limits, effort: Effort) -> tuple[tuple[Rule, ...], bool]:
    proven = True
    for rule in limits.asked():
        fewer = limits.without(rule)
        answer = best(work, fewer, ANY, effort=effort)
        proven = proven and (answer.proven or answer.team is not None)
        if answer.team is None and answer.proven:
            limits = fewer
    return limits.asked(), proven


def _repair(work: Work, limits: Limits, rule: Rule, effort: Effort, tried: Tried) -> tuple[Change, ...]:
    """The fewest and least changes with this rule among them that let a team be found, each of them needed.

    Every rule of a minimal conflict has a part in such a set (the two notions are dual). None where it was stopped, or
    only a larger set than `TOGETHER` would do.
    """
    others = [other for other in limits.asked() if other is not rule]
    for count in range(TOGETHER):
        for more in combinations(others, count):
            if not _enough(work, limits, more, effort, tried):
                changes = _changes(work, limits, (rule, *more), effort, tried)
                if changes:
                    return changes
    return ()


def _enough(work: Work, limits: Limits, rules: Sequence[Rule], effort: Effort, tried: Tried) -> bool:
    """Whether there is a team once these rules no longer hold."""
    key = frozenset(rules)
    if key not in tried:
        tried[key] = best(work, _less(limits, rules), ANY, effort=effort).team is not None
    return tried[key]


def _less(limits: Limits, rules: Sequence[Rule]) -> Limits:
    for rule in rules:
        limits = limits.without(rule)
    return limits


def _changes(
    work: Work, limits: Limits, rules: Sequence[Rule], effort: Effort, tried: Tried
) -> tuple[Change, ...]:
    """What each rule has to be, the first as near as can be to what was asked, then the next."""
    if not _enough(work, limits, rules, effort, tried):
        return ()
    given_up = _less(limits, rules)
    changes: list[Change] = []
    for rule in rules:
        change = _nearest(work, limits, given_up, rule, effort)
        if change is None:
            return ()
        given_up = repaired(given_up, [change])
        changes.append(change)
    return tuple(changes)


LEAST = {
    Rule.BUDGET: Goal.COST, Rule.DEADLINE: Goal.DAYS, Rule.RISK: Goal.RISK, Rule.PROVIDERS: Goal.PROVIDERS,
}  # fmt: skip
"""Rules that ask for at most so much, and what is made little to keep them."""


def _nearest(work: Work, wanted: Limits, given_up: Limits, rule: Rule, effort: Effort) -> Change | None:
    if rule is Rule.CAPACITY:
        return _more_free(work, given_up._replace(capacity=True), effort)
    if rule in (Rule.SHARED, Rule.ON_SITE):
        return Change(rule, _most(work, wanted, given_up, rule, effort))
    found = best(work, given_up, only(LEAST[rule]), effort=effort).team
    if found is None:
        return None
    figures = {
        Rule.BUDGET: found.cost, Rule.DEADLINE: found.days, Rule.PROVIDERS: len(found.providers),
        Rule.RISK: -(-found.risk.numerator // found.risk.denominator),
    }  # fmt: skip
    return Change(rule, figures[rule])


def _more_free(work: Work, limits: Limits, effort: Effort) -> Change | None:
    """The least that nobody needs more than of in a week; who needs none of it is left out."""
    keys = [each.key for each in work.providers if each.free.is_known]
    whole = sum(max(option.effort for option in package.options) for package in work.packages)
    low, high, found = 0, whole // TENTH + 1, None
    while high - low > 1:
        middle = (low + high) // 2
        more = limits._replace(extra=tuple((key, middle * TENTH) for key in keys))
        answer = best(work, more, ANY, effort=effort).team
        low, high, found = (low, middle, answer) if answer is not None else (middle, high, found)
    if found is None:
        return None
    extra = dict.fromkeys(keys, high * TENTH)
    for key in keys:
        fewer = limits._replace(extra=tuple((each, more) for each, more in extra.items() if each != key))
        if not broken(team(work, found.options, fewer), fewer):
            del extra[key]
    return Change(Rule.CAPACITY, high * TENTH, tuple(sorted(extra.items())))


def _most(work: Work, wanted: Limits, given_up: Limits, rule: Rule, effort: Effort) -> int:
    """The most of what is asked for that a team still has, by halving; 0 always does."""
    steps = _steps(work, wanted, rule)
    low, high = 0, len(steps)
    while high - low > 1:
        middle = (low + high) // 2
        if best(work, given_up.changed(rule, steps[middle]), ANY, effort=effort).team is not None:
            low = middle
        else:
            high = middle
    return steps[low]


def _steps(work: Work, wanted: Limits, rule: Rule) -> Sequence[int]:
    """Figures from 0 up to what is asked, the least first."""
    if rule is Rule.ON_SITE:
        return range(0, wanted.on_site or 1, WHOLE_PERCENT)
    offered = {option.shared for package in work.packages for option in package.options}
    return [0, *sorted(each for each in offered if 0 < each < (wanted.shared or 0))]
