"""Confidence by drawing: known shares, what each draw may not leave, and that the same seed tells the same."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.acceptability import (
    Rival,
    SpreadRule,
    Sureness,
    acceptability,
    acceptability_of,
    beta_of,
    drawn_orders,
    drawn_weights,
)
from app.analysis.factors import factor_weights
from app.analysis.jobs import Candidate
from app.analysis.matching import Match, assess, weigh
from app.analysis.track_record import posterior
from tests.analysis.clinic import (
    ASKED_ON,
    candidate,
    factor_rules,
    job,
    match_rules,
    record,
    template_weights,
)

WEIGHTS = factor_weights(template_weights("TPL-ERP"), {})
FACTORS = list(WEIGHTS)
CERTAIN = SpreadRule(Decimal(0), Decimal(0), Decimal(0), Decimal(0))


def match(of: Candidate) -> Match:
    return weigh(assess(of, job(), match_rules()), WEIGHTS)


def rival(name: str) -> Rival:
    found = posterior(record(name).closed, ASKED_ON)
    shrunk = None if found is None else (found.mean, found.deviation)
    return Rival(match(candidate(name)), posterior=shrunk)


CLINIC = [rival(f"PRV-{number:02d}") for number in range(1, 5)]


def test_the_shares_that_can_be_worked_out_by_hand() -> None:
    # Weights uniform over all: 1/3, 10/33 and 4/11 are the areas of the triangle in which each leads.
    found = acceptability_of([[1, 0], [0.7, 0.6], [0, 1]], draws=200_000)
    assert found == pytest.approx((1 / 3, 10 / 33, 4 / 11), abs=0.005)


@given(st.lists(st.integers(0, 100).map(float), min_size=2, max_size=8).filter(any), st.integers(0, 9))
def test_drawn_weights_add_up_and_leave_out_what_was_left_out(stated: list[float], seed: int) -> None:
    drawn = drawn_weights(np.random.default_rng(seed), stated, 50)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(50))
    assert (drawn >= 0).all()
    assert not drawn[:, np.array(stated) == 0].any()


@given(st.permutations(range(5)), st.integers(0, 9))
def test_an_order_is_kept_in_every_draw_and_its_mean_is_the_centroid(order: list[int], seed: int) -> None:
    drawn = drawn_orders(np.random.default_rng(seed), order, 4000)
    ranked = drawn[:, np.argsort(order)]
    assert (np.diff(ranked, axis=1) <= 0).all()
    centroid = [sum(1 / place for place in range(first, 6)) / 5 for first in range(1, 6)]
    assert ranked.mean(axis=0) == pytest.approx(centroid, abs=0.02)


@given(st.floats(0, 1), st.floats(0.001, 0.4))
def test_a_share_drawn_around_a_mean_never_leaves_nothing_and_all(mean: float, deviation: float) -> None:
    one, other = beta_of(mean, deviation)
    assert one > 0
    assert other > 0
    assert one / (one + other) == pytest.approx(min(max(mean, 0.01), 0.99))


def test_the_same_seed_tells_the_same_and_the_order_of_the_list_does_not_matter() -> None:
    once = acceptability(CLINIC, factor_rules(), draws=500)
    assert acceptability(CLINIC[::-1], factor_rules(), draws=500) == once
    assert acceptability(CLINIC, factor_rules(), draws=500, seed=once.seed + 1) != once
    assert sum(once.first.values()) == pytest.approx(1)
    for shares in once.ranks.values():
        assert sum(shares) == pytest.approx(1)


def test_without_doubt_the_first_of_the_ranking_is_first_in_nearly_every_draw() -> None:
    found = acceptability(
        [replace(one, posterior=None) for one in CLINIC], factor_rules(), spread=CERTAIN, draws=500
    )
    leader = max(CLINIC, key=lambda one: one.match.total).match.provider
    assert found.sureness(leader) is Sureness.CLEAR
    assert max(found.first, key=lambda name: found.first[name]) == leader


def test_two_who_are_alike_are_a_toss_up() -> None:
    twins = [Rival(match(replace(candidate("PRV-01"), provider=name))) for name in "ab"]
    found = acceptability(twins, factor_rules(), draws=4000)
    assert found.first["a"] == pytest.approx(0.5, abs=0.03)
    assert found.beats["a"]["b"] + found.beats["b"]["a"] == pytest.approx(1)
    sure = [found.sureness(name) for name in "ab"]
    assert Sureness.CLEAR not in sure


def test_what_nobody_knows_widens_the_places_a_provider_may_take() -> None:
    known, unknown = candidate("PRV-02"), replace(candidate("PRV-02"), provider="less said")
    unknown = replace(unknown, travel_minutes=None, rates={}, free_days_a_week=None)
    rivals = [*CLINIC, Rival(match(unknown))]
    found = acceptability(rivals, factor_rules(), draws=2000)

    def scatter(name: object) -> float:
        shares = np.array(found.ranks[name])
        places = np.arange(len(shares))
        mean = (shares * places).sum()
        return float(np.sqrt((shares * (places - mean) ** 2).sum()))

    assert scatter("less said") > scatter(CLINIC[3].match.provider)
    assert known.provider in found.first


def test_an_order_of_the_factors_alone_can_be_drawn_from() -> None:
    found = acceptability(CLINIC, factor_rules(), ranking=FACTORS, draws=500)
    assert sum(found.first.values()) == pytest.approx(1)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_what_is_drawn_for_one_does_not_hang_on_who_else_is_there(seed: int) -> None:
    pair = acceptability(CLINIC[:2], factor_rules(), draws=200, seed=seed)
    more = acceptability(CLINIC[:3], factor_rules(), draws=200, seed=seed)
    one, other = (each.match.provider for each in CLINIC[:2])
    assert more.beats[one][other] == pair.beats[one][other]
