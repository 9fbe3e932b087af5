"""What every ranking must hold, whatever the providers: nobody's score hangs on others, more is never worse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.factors import factor_weights
from app.analysis.jobs import Candidate, PastJob
from app.analysis.matching import Match, assess, rank, weigh
from app.analysis.skill_fit import HeldSkill
from tests.analysis.clinic import ASKED_ON, candidate, job, match_rules, template_weights
from tests.analysis.test_screening import CANDIDATES, JOBS

WEIGHTS = factor_weights(template_weights("TPL-ERP"), {})


def match(of: Candidate, **changes: Any) -> Match:
    return weigh(assess(of, job(**changes), match_rules()), WEIGHTS)


def less(value: Decimal | None, by: int) -> Decimal | None:
    return None if value is None else max(value - by, Decimal(0))


BETTER: dict[str, Callable[[Candidate, int], Candidate]] = {
    "nearer": lambda one, by: replace(one, travel_minutes=less(one.travel_minutes, by)),
    "more hours shared": lambda one, by: (
        one if one.shared_hours is None else replace(one, shared_hours=one.shared_hours + by)
    ),
    "more days free": lambda one, by: (
        one if one.free_days_a_week is None else replace(one, free_days_a_week=one.free_days_a_week + by)
    ),
    "free sooner": lambda one, by: (
        one
        if one.earliest_start is None
        else replace(one, earliest_start=one.earliest_start - timedelta(days=by))
    ),
    "one skill more": lambda one, by: (
        one
        if one.skills is None
        else replace(
            one, skills=(*one.skills, HeldSkill(job().needs[by % len(job().needs)].skill, 5, ASKED_ON))
        )
    ),
    "cheaper": lambda one, by: replace(
        one,
        rates={
            role: replace(card, rate=card.rate.times(1 - Decimal(by) / 100))
            for role, card in one.rates.items()
        },
    ),
    "one checked job more": lambda one, by: (
        one
        if not any(past.level and past.kinds & job().templates for past in one.jobs or ())
        else replace(one, jobs=(*(one.jobs or ()), PastJob(frozenset({"TPL-ERP"}), ASKED_ON, 2)))
    ),
}


@pytest.mark.parametrize("change", BETTER)
@settings(max_examples=25, deadline=None)
@given(one=CANDIDATES, by=st.integers(1, 60))
def test_being_better_in_one_thing_never_lowers_a_score(change: str, one: Candidate, by: int) -> None:
    assert match(BETTER[change](one, by)).total >= match(one).total


@settings(max_examples=30, deadline=None)
@given(st.lists(CANDIDATES, min_size=2, max_size=5, unique_by=lambda one: one.provider), JOBS)
def test_worsening_or_removing_another_changes_no_score_and_no_order(
    present: list[Candidate], wanted: Any
) -> None:
    def ranked(of: list[Candidate]) -> list[tuple[object, Decimal]]:
        found = rank([weigh(assess(one, wanted, match_rules()), WEIGHTS) for one in of])
        return [(one.match.provider, one.match.total) for one in found.ranked] + [
            (one.provider, one.total) for one in found.ruled_out
        ]

    worse = replace(present[0], travel_minutes=Decimal(900), shared_hours=Decimal(0), rates={})
    rest = {one.provider for one in present[1:]}
    before = [row for row in ranked(present) if row[0] in rest]
    assert [row for row in ranked([worse, *present[1:]]) if row[0] in rest] == before
    assert ranked(present[1:][::-1]) == before


@pytest.mark.parametrize("factor", WEIGHTS)
def test_who_says_nothing_is_neither_first_nor_last_by_that(factor: str) -> None:
    """By any factor alone a silent provider comes after a good one, and before one that is known to be bad."""
    silent = match(Candidate("silent"))
    good = match(candidate("PRV-01"))
    points = {one.factor.factor: one.factor.points for one in silent.contributions}
    assert 0 < points[factor] < 50
    assert points[factor] <= next(o.factor.points for o in good.contributions if o.factor.factor == factor)
