"""Plans drawn many times: shares that can be worked out, published merge bias, and what more risk may not do."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.calendars import calendar
from app.analysis.cost_spread import Pert
from app.analysis.pert_draws import CELLS, drawn_days, pert_tables
from app.analysis.schedule import Activity, BadNetwork, Fault, Network, Slip
from app.analysis.schedule_dates import schedule
from app.analysis.schedule_passes import early, lay
from app.analysis.schedule_ranges import end_ranges
from app.analysis.schedule_risk import Costs, ScheduleRisk, simulate, tornado
from tests.analysis.networks import EVERY_DAY, FOURTEEN, HILL, MONDAY, certain, networks, written
from tests.benchmarks.plain_schedule import plain, plain_runs

EASY = settings(max_examples=25, deadline=None)
P80 = 0.8


def alone(points: Pert) -> Network:
    return Network(MONDAY, (Activity("work", points, "it"),), (), {"it": EVERY_DAY})


def test_where_paths_meet_the_plan_is_later_than_its_longest_path() -> None:
    # The path alone has a mean of 50.83 and is over by 55 in .893; drawn, 51.62 and .853, E .69 and D, F .31 critical.
    found = simulate(written(FOURTEEN), rho=0.0)
    assert found.lengths.mean() == pytest.approx(51.62, abs=0.1)
    assert found.chance(by=MONDAY + timedelta(days=54)) == pytest.approx(0.853, abs=0.01)
    shares = [found.criticality[key] for key in "EDF"]
    assert shares == pytest.approx([0.69, 0.31, 0.31], abs=0.015)


def test_five_things_at_once_take_as_long_as_the_longest_of_them() -> None:
    network = written("A 0/0/1; B 0/0/1; C 0/0/1; D 0/0/1; E 0/0/1")
    uniform = np.random.default_rng(5).random((5, 100_000))
    assert early(lay(network), uniform).over.mean() == pytest.approx(5 / 6, abs=2e-3)


@pytest.mark.parametrize(
    ("points", "inverse"),
    [
        (Pert(0, 0, 1), lambda share: 1 - (1 - share) ** 0.2),
        (Pert(0, 1, 1), lambda share: share**0.2),
        (Pert(2, 2, 12), lambda share: 2 + 10 * (1 - (1 - share) ** 0.2)),
    ],
)
def test_a_draw_is_where_its_share_of_the_distribution_lies(points: Pert, inverse: object) -> None:
    table = pert_tables([points])[0]
    found = simulate(alone(points), runs=200_000)
    for share in (0.05, 0.2, 0.5, 0.8, 0.95):
        exact = inverse(share)  # type: ignore[operator]
        assert np.quantile(found.days[0], share) == pytest.approx(
            exact, abs=0.005 * (points.high - points.low)
        )
    assert table[CELLS // 2] == pytest.approx(inverse(0.5), abs=1e-4 * (points.high - points.low))  # type: ignore[operator]


@EASY
@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20), st.sampled_from([0.0, 0.3, 0.9]))
def test_drawn_days_have_the_mean_and_the_spread_of_their_three_points(
    low: int, more: int, most: int, rho: float
) -> None:
    points = Pert(low, low + more, low + more + most)
    days = drawn_days([points], ["work"], 40_000, 3, rho)
    assert points.low <= days.min() <= days.max() <= points.high
    assert days.mean() == pytest.approx(points.mean, abs=0.01 * (more + most))
    assert days.var() == pytest.approx(points.moments[0], rel=0.05)


def test_what_goes_wrong_together_spreads_further() -> None:
    spreads = []
    for rho in (0.0, 0.3, 0.6):
        found = simulate(written(HILL), rho=rho)
        spreads.append((found.ends_by(P80) - found.ends_by(0.5)).days)
    assert spreads == sorted(set(spreads))
    days = drawn_days([Pert(0, 3, 6)] * 2, ["one", "other"], 40_000, 3, 0.3)
    assert np.corrcoef(days)[0, 1] == pytest.approx(0.3, abs=0.02)


def test_a_plain_loop_finds_the_same_lengths_and_critical_shares() -> None:
    network = written(HILL)
    net = plain(network)
    points = {activity.key: activity.days for activity in network.activities}
    tables = dict(zip(net.order, pert_tables([points[key] for key in net.order]).tolist(), strict=True))
    lengths, critical = plain_runs(net, tables, 3_000, 4, 0.3)
    found = simulate(network)
    quantiles = (0.1, 0.5, 0.8)
    assert np.quantile(found.lengths, quantiles) == pytest.approx(np.quantile(lengths, quantiles), rel=0.02)
    for key, count in critical.items():
        assert found.criticality[key] == pytest.approx(count / 3_000, abs=0.03)


CALENDARS = (
    calendar({date(2026, 3, 6), date(2026, 3, 20)}),
    calendar({date(2026, 3, 3), date(2026, 3, 19)}, frozenset({4, 5})),
)


@EASY
@given(
    networks(calendars=CALENDARS),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 30),
    st.floats(0, 30),
)
def test_on_the_same_draws_more_risk_never_lowers_p80(
    network: Network, chance: float, likelier: float, days: float, longer: float
) -> None:
    struck = network.activities[0].key
    costs = Costs({activity.key: 400.0 for activity in network.activities}, weekly=300.0, fixed=1_000.0)

    def p80(*risks: ScheduleRisk) -> tuple[date, float]:
        found = simulate(network, risks=risks, costs=costs, runs=400)
        return found.ends_by(P80), found.costs_at_most(P80)

    few, many = sorted((chance, likelier))
    short, long = sorted((days, longer))
    seen = [
        p80(),
        p80(ScheduleRisk("it leaves", struck, few, short, 100.0)),
        p80(ScheduleRisk("it leaves", struck, many, short, 100.0)),
        p80(ScheduleRisk("it leaves", struck, many, long, 500.0)),
        p80(
            ScheduleRisk("it leaves", struck, many, long, 500.0), ScheduleRisk("it rains", struck, few, short)
        ),
    ]
    for before, after in itertools.pairwise(seen):
        assert after[0] >= before[0]
        assert after[1] >= before[1] - 1e-6


@EASY
@given(networks(calendars=CALENDARS), st.randoms(use_true_random=False))
def test_the_order_in_which_a_plan_is_written_down_changes_no_draw(network: Network, chance: object) -> None:
    activities = list(network.activities)
    chance.shuffle(activities)  # type: ignore[attr-defined]
    one = simulate(network, runs=200)
    other = simulate(replace(network, activities=tuple(activities)), runs=200)
    assert one.criticality == other.criticality
    assert (one.lengths == other.lengths).all()
    assert tornado(one) == tornado(other)


def test_who_joins_a_plan_moves_no_draw_of_the_others() -> None:
    few, more = simulate(written("A 1/2/5; B 2/3/9 A")), simulate(written("A 1/2/5; AA 1/1/2; B 2/3/9 A"))
    assert (few.days[few.keys.index("B")] == more.days[more.keys.index("B")]).all()


@EASY
@given(networks(calendars=CALENDARS))
def test_a_plan_that_nobody_doubts_ends_on_its_day_in_every_draw(network: Network) -> None:
    sure = replace(
        network,
        activities=tuple(replace(each, days=certain(each.days.likely + 1)) for each in network.activities),
    )
    dated, found = schedule(sure), simulate(sure, runs=7)
    assert found.ends_by(0.1) == found.ends_by(1.0) == dated.ends_on
    assert found.criticality == {key: float(each.critical) for key, each in dated.placed.items()}


def test_date_and_cost_are_met_together_as_often_as_one_draw_meets_both() -> None:
    costs = Costs({"A": 500.0, "B": 300.0}, weekly=700.0, fixed=1_000.0)
    found = simulate(
        written("A 5/10/30; B 5/10/30 A"), costs=costs, risks=(ScheduleRisk("it leaves", "B", 0.2, 5, 900),)
    )
    by, within = found.ends_by(0.5), found.costs_at_most(0.5)
    both = found.chance(by=by, within=within)
    # Multiplied, the two halves would be a quarter; late plans are dear ones.
    assert 0.4 < both <= min(found.chance(by=by), found.chance(within=within))
    assert found.costs.min() >= 1_000 + 10 * (500 + 300) / 2
    sure = ScheduleRisk("it leaves", "A", 1.0, cost=900.0)
    found = simulate(written("A 2/2/2"), costs=Costs({"A": 500.0}, 70.0, 10.0), risks=(sure,))
    assert (found.costs == 2 * 500 + 20 + 10 + 900).all()


def test_a_risk_puts_off_an_end_where_that_counts_and_is_named_among_what_moves_it() -> None:
    network = written("A 10/10/10; B 2/2/2")
    late, spare = ScheduleRisk("late", "A", 0.3, 4), ScheduleRisk("spare", "B", 0.3, 4)
    found = simulate(network, risks=(late, spare), costs=Costs({"A": 100.0}))
    assert set(found.lengths) == {10.0, 14.0}
    assert found.chance(by=MONDAY + timedelta(days=9)) == pytest.approx(0.7, abs=0.02)
    assert (found.costs == 1_000).all()  # waiting is not charged by the day
    first, *others = tornado(found)
    assert (first.key, round(first.correlation, 6)) == ("late", 1.0)
    assert all(abs(each.correlation) < 0.05 for each in others)
    assert end_ranges(network, found)["A"] == (MONDAY + timedelta(days=9), MONDAY + timedelta(days=13))


def test_what_moves_the_end_most_stands_first() -> None:
    found = tornado(simulate(written("A 1/2/40; B 1/2/6; C 3/3/3; D 1/1/2"), rho=0.0))
    assert found[0].key == "A"
    assert found[0].correlation > 0.9
    assert {each.key: each.correlation for each in found}["C"] == 0.0
    assert all(each.cruciality <= abs(each.correlation) for each in found)


@pytest.mark.parametrize(
    ("risk", "fault"),
    [
        (ScheduleRisk("it leaves", "X", 0.5, 1), Fault(Slip.MISSING, "it leaves", "X")),
        (ScheduleRisk("it leaves", "work", 0.5, -1), Fault(Slip.NEGATIVE, "it leaves")),
        (ScheduleRisk("it leaves", "work", 1.5, 1), Fault(Slip.CHANCE, "it leaves")),
        (ScheduleRisk("it leaves", "work", 0.5, 1e12), Fault(Slip.TOO_LONG)),
    ],
)
def test_a_risk_that_cannot_be_reckoned_with_is_named(risk: ScheduleRisk, fault: Fault) -> None:
    with pytest.raises(BadNetwork) as refused:
        simulate(alone(Pert(1, 2, 3)), risks=(risk,))
    assert refused.value.faults == (fault,)
