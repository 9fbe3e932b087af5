"""A comparison sums to its gap, a change that is told does what it says, and the nearest weights make a tie."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.analysis.anchors import points_at
from app.analysis.contrast import Bound, Change, contrast, single_changes, tie_weights, value_at
from app.analysis.credentials import ClosedEngagement
from app.analysis.endorsed import endorsed_places
from app.analysis.endorsements import Endorsement
from app.analysis.factors import factor_weights
from app.analysis.jobs import Candidate, CardRate
from app.analysis.matching import Match, assess, weigh
from app.analysis.money import Money
from app.analysis.shrinkage import fitted_rule
from app.analysis.stated_weights import ranked_weights, swing_weights
from app.analysis.track_record import track_record
from tests.analysis.clinic import ASKED_ON, candidate, factor_rules, job, match_rules, template_weights
from tests.analysis.test_matching import CANDIDATES

WEIGHTS = factor_weights(template_weights("TPL-ERP"), {})
FACTORS = list(WEIGHTS)


def match(of: Candidate, **changes: Any) -> Match:
    return weigh(assess(of, job(**changes), match_rules()), WEIGHTS)


LEADER = match(candidate("PRV-01"))


@settings(max_examples=60, deadline=None)
@given(CANDIDATES, CANDIDATES)
def test_what_separates_two_sums_to_the_gap_exactly(one: Candidate, other: Candidate) -> None:
    found = contrast(match(one), match(other))
    assert sum(step.adds for step in found.steps) == found.gap == match(one).total - match(other).total
    shown = found.shown()
    assert sum(tenth for _, tenth in shown) == found.gap.quantize(Decimal("0.1"), "ROUND_HALF_UP")
    for step, tenth in shown:
        assert abs(tenth - step.adds) <= Decimal("0.1")


def test_matches_under_other_weights_are_not_compared() -> None:
    other = weigh(LEADER.assessment, factor_weights(template_weights("TPL-NET"), {}))
    with pytest.raises(ValueError, match="same weights"):
        contrast(LEADER, other)


# --- what single change would do ---------------------------------------------------------------------------


def changed(of: Candidate, change: Change) -> Candidate | None:
    """The candidate with one value changed, where a single field of it says so."""
    value: Any = change.value
    if change.part == "price_ratio":
        assert change.share is not None
        share = change.share
        return replace(
            of,
            rates={
                role: CardRate(
                    Money(int((card.rate.minor * share).to_integral_value(ROUND_FLOOR)), card.rate.currency),
                    card.offshore,
                )
                for role, card in of.rates.items()
            },
        )
    fields = {
        "travel_minutes": "travel_minutes",
        "shared_hours": "shared_hours",
        "margin": "earliest_start",
        "free_hands": "free_days_a_week",
    }
    return replace(of, **{fields[change.part]: value}) if change.part in fields else None


@settings(max_examples=80, deadline=None)
@given(CANDIDATES, st.sampled_from([date(2026, 8, 7), date(2026, 7, 20), None]))
def test_every_change_that_is_told_puts_the_provider_first(one: Candidate, deadline: date | None) -> None:
    leader = match(candidate("PRV-03"), deadline=deadline)
    own = match(one, deadline=deadline)
    assume(own.total <= leader.total)
    for change in single_changes(own, leader, factor_rules()):
        if change.part == "price_ratio" and (change.share is None or own.assessment.charge.without_rate):
            continue  # our own rate for a role it has none for does not fall with its rates
        then = changed(one, change)
        if then is not None:
            assert match(then, deadline=deadline).total > leader.total, change


@pytest.mark.parametrize(("part", "worse"), [("travel_minutes", Decimal(1)), ("margin", timedelta(days=1))])
def test_the_bound_that_is_told_is_the_last_that_does(part: str, worse: Any) -> None:
    far = candidate("PRV-01", travel_minutes=Decimal(100), earliest_start=date(2026, 4, 20))
    leader = match(candidate("PRV-01", travel_minutes=Decimal(60), earliest_start=date(2026, 4, 20)))
    if part == "margin":
        leader = match(candidate("PRV-01", travel_minutes=Decimal(100), earliest_start=date(2026, 4, 5)))
    found = next(one for one in single_changes(match(far), leader, factor_rules()) if one.part == part)
    assert found.bound is Bound.AT_MOST
    value: Any = found.value
    at, beyond = (
        match(changed(far, replace(found, value=each)))  # type: ignore[arg-type]
        for each in (value, value + worse)
    )
    assert at.total > leader.total >= beyond.total


def test_a_charge_is_told_as_money_and_as_a_part_of_todays_rates() -> None:
    dear, fair = (
        match(candidate("PRV-01", rates={role: CardRate(Money(rate, "GBP")) for role in job().efforts}))
        for rate in (95000, 85000)
    )
    found = single_changes(dear, fair, factor_rules())
    charge = next(one for one in found if one.part == "price_ratio")
    assert isinstance(charge.value, Money)
    assert charge.share is not None
    now = dear.assessment.charge.amount
    assert charge.now == now
    assert now is not None
    assert charge.value < now
    assert charge.share < 1


def test_somebody_too_far_behind_cannot_become_first_by_any_single_change() -> None:
    assert single_changes(match(Candidate("unknown")), LEADER, factor_rules()) == ()


def test_the_first_needs_no_change() -> None:
    assert single_changes(LEADER, match(candidate("PRV-02")), factor_rules()) == ()


@given(
    st.sampled_from([part for rule in factor_rules().factors for part in rule.parts]), st.integers(1, 9999)
)
def test_a_value_read_backwards_gives_the_points_again(part: Any, hundredths: int) -> None:
    points = Decimal(hundredths) / 100
    assert points_at(part.anchors, value_at(part.anchors, points)) == points


# --- what change of weights would do -----------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(CANDIDATES, CANDIDATES)
def test_the_nearest_weights_tie_the_two_and_are_weights(one: Candidate, other: Candidate) -> None:
    first, second = sorted((match(one), match(other)), key=lambda each: -each.total)
    found = tie_weights(second, first)
    gaps = [
        lead.factor.points - own.factor.points
        for lead, own in zip(first.contributions, second.contributions, strict=True)
    ]
    if found is None:
        assert all(gap > 0 for gap in gaps) or all(gap == 0 for gap in gaps)
        return
    weights = list(found.weights.values())
    assert min(weights) >= 0
    assert sum(weights) == pytest.approx(100)
    tie = sum(weight * gap for weight, gap in zip(weights, gaps, strict=True))
    assert abs(tie) < Decimal("1e-15")
    assert found.largest_move == max(abs(found.weights[name] - WEIGHTS[name]) for name in WEIGHTS)


def test_a_tie_that_keeps_all_weights_follows_the_closed_form() -> None:
    second = match(candidate("PRV-02"))
    found = tie_weights(second, LEADER)
    assert found is not None
    gaps = [
        float(lead.factor.points - own.factor.points)
        for lead, own in zip(LEADER.contributions, second.contributions, strict=True)
    ]
    now = [float(weight) for weight in WEIGHTS.values()]
    mean = sum(gaps) / len(gaps)
    lam = sum(w * d for w, d in zip(now, gaps, strict=True)) / sum((d - mean) ** 2 for d in gaps)
    plain = [w - lam * (d - mean) for w, d in zip(now, gaps, strict=True)]
    if min(plain) >= 0:
        assert [float(weight) for weight in found.weights.values()] == pytest.approx(plain)


# --- weights as a broker states them -----------------------------------------------------------------------


def test_an_order_of_four_weighs_as_published() -> None:
    found = ranked_weights([["a"], ["b"], ["c"], ["d"]])
    assert [float(weight) for weight in found.values()] == pytest.approx(
        [52.08, 27.08, 14.58, 6.25], abs=0.005
    )


@given(st.permutations(FACTORS), st.integers(1, 5))
def test_an_order_falls_adds_up_and_shares_a_place(order: list[str], cut: int) -> None:
    found = ranked_weights([order[:cut], *([name] for name in order[cut:])])
    values = [found[name] for name in order]
    assert sum(values) == 100
    assert values == sorted(values, reverse=True)
    assert max(values[:cut]) - min(values[:cut]) <= Decimal("0.0001")


def test_a_swing_is_normalised_and_nothing_is_refused() -> None:
    assert swing_weights({"a": Decimal(100), "b": Decimal(50), "c": Decimal(50)}) == {
        "a": 50,
        "b": 25,
        "c": 25,
    }
    with pytest.raises(ValueError, match="swing"):
        swing_weights({"a": Decimal(0)})
    with pytest.raises(ValueError, match="once"):
        ranked_weights([["a"], ["a"]])


# --- what brokers say, and few results ---------------------------------------------------------------------


def test_a_place_is_told_with_endorsements_and_without() -> None:
    near = match(replace(candidate("PRV-01"), provider="near", travel_minutes=Decimal(20)))
    far = match(replace(candidate("PRV-01"), provider="far", travel_minutes=Decimal(60)))
    words = [Endorsement("broker a", 3, ASKED_ON), Endorsement("broker b", 3, ASKED_ON)]
    found = endorsed_places([far, near], {"far": words}, ASKED_ON)
    assert [(one.provider, one.place, one.endorsed_place) for one in found] == [("near", 1, 2), ("far", 2, 1)]
    assert (found[0].total, found[0].part) == (found[0].endorsed_total, 0)
    assert found[1].part == Decimal("0.1")
    assert found[1].endorsed_total <= 100


def history(*totals: int) -> list[ClosedEngagement]:
    return [
        ClosedEngagement(ASKED_ON - timedelta(days=30 * number), Decimal(total), Decimal(10000))
        for number, total in enumerate(totals, start=1)
    ]


def test_a_fitted_prior_pulls_harder_where_providers_are_alike() -> None:
    alike = fitted_rule([history(60, 80), history(62, 78), history(65, 75), history(58, 84)], "fitted 1")
    unlike = fitted_rule([history(50, 52), history(70, 72), history(90, 92), history(60, 61)], "fitted 1")
    assert alike.prior_weight > unlike.prior_weight
    assert (alike.version, unlike.version) == ("fitted 1", "fitted 1")
    good = history(95, 95)
    pulled, free = track_record(good, ASKED_ON, alike), track_record(good, ASKED_ON, unlike)
    assert pulled.lower is not None
    assert free.lower is not None
    assert pulled.lower < free.lower
    with pytest.raises(ValueError, match="two providers"):
        fitted_rule([history(60, 80)], "fitted 1")
