"""A list under other weights stands as the exact engine would rank it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.factors import factor_weights
from app.analysis.matching import assess, rank, weigh
from app.analysis.what_if import points_of, reordered
from tests.analysis.clinic import candidate, job, match_rules, template_weights

NAMES = [f"PRV-{number:02d}" for number in range(1, 13)]
WEIGHTS = factor_weights(template_weights("TPL-ERP"), {})
ASSESSED = [assess(candidate(name), job(), match_rules()) for name in NAMES]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 100), min_size=6, max_size=6).filter(any))
def test_a_slider_makes_the_order_of_the_exact_engine(tried: list[int]) -> None:
    weights = factor_weights(dict(zip(WEIGHTS, map(Decimal, tried), strict=True)), {})
    listed = [one for one in ASSESSED if not one.eligibility.stopped_by]
    exact = rank([weigh(one, weights) for one in listed])
    points = points_of(
        {one.provider: {each.factor: each.points for each in one.factors} for one in listed}, list(weights)
    )
    found = reordered(points, {name: float(weight) for name, weight in weights.items()})
    assert [(one.name, one.place) for one in found] == [
        (item.match.provider, item.place) for item in exact.ranked
    ]
    totals = [float(item.match.total) for item in exact.ranked]
    assert [one.total for one in found] == pytest.approx(totals, abs=1e-6)


def test_weights_that_are_all_nothing_order_nobody() -> None:
    with pytest.raises(ValueError, match="all nothing"):
        reordered(points_of({"a": {}}, list(WEIGHTS)), {})
