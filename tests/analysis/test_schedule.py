"""Schedules against published networks, plain passes, days counted one by one, and what is said of bad ones."""

import os
from dataclasses import replace
from datetime import date, timedelta
from math import inf, nan, sqrt
from pathlib import Path
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.calendars import calendar
from app.analysis.cost_spread import Pert
from app.analysis.schedule import Activity, BadNetwork, Dependency, Fault, Link, Network, Slip, faults_of
from app.analysis.schedule_dates import schedule
from tests.analysis.networks import (
    EVERY_DAY,
    FOURTEEN,
    HILL,
    MONDAY,
    TAYLOR,
    WEEKDAYS,
    certain,
    networks,
    written,
)
from tests.benchmarks.plain_schedule import plain, plain_times

AMERICA = calendar({date(2026, 3, 6), date(2026, 3, 20)})
EMIRATES = calendar({date(2026, 3, 3), date(2026, 3, 19)}, frozenset({4, 5}))


def spread_of(text: str, path: tuple[str, ...]) -> float:
    """The variance of a path by the textbook's rule: a sixth of the width for each deviation."""
    known = {activity.key: activity.days for activity in written(text).activities}
    return sum(((known[key].high - known[key].low) / 6) ** 2 for key in path)


@pytest.mark.parametrize(
    ("text", "path", "mean", "variance", "within", "chance"),
    [
        (TAYLOR, "1 3 5 7", 24.0, 5.0, 28, 0.9632),
        (HILL, "A C D G H I L", 260.0, 319.44, 270, 0.712),
        (FOURTEEN, "A C E H I K M N", 50.833, 11.19, 55, 0.893),
    ],
)
def test_textbook_networks_have_their_published_path_mean_variance_and_chance(
    text: str, path: str, mean: float, variance: float, within: float, chance: float
) -> None:
    found = schedule(written(text, expected=True))
    assert found.critical_path == tuple(path.split())
    assert found.length == pytest.approx(mean, abs=1e-3)
    spread = spread_of(text, found.critical_path)
    assert spread == pytest.approx(variance, abs=0.02)
    assert NormalDist(found.length, sqrt(spread)).cdf(within) == pytest.approx(chance, abs=1e-3)


def test_the_fourteen_activities_have_their_published_times_and_slack() -> None:
    placed = schedule(written(FOURTEEN, expected=True)).placed
    assert placed["E"].early_finish == pytest.approx(20.0)
    slack = {key: round(placed[key].total_float, 2) for key in "ABCDEF"}
    assert slack == {"A": 0.0, "B": 8.0, "C": 0.0, "D": 1.83, "E": 0.0, "F": 1.83}
    assert placed["F"].free_float == pytest.approx(1.83, abs=0.01)
    assert placed["D"].free_float == 0.0


PSPLIB = Path(os.environ.get("SOURCEWRIGHT_REFERENCE", "/nowhere"), "data", "psplib_rcpsp", "dev")


def psplib(path: Path) -> tuple[Network, int]:
    """A network of the library and the length that its header states."""
    lines = path.read_text("latin-1").splitlines()
    heads = {line.split(":")[0].strip(): at for at, line in enumerate(lines)}
    stated = int(lines[heads["PROJECT INFORMATION"] + 2].split()[-1])
    after, days = {}, {}
    for line in lines[heads["PRECEDENCE RELATIONS"] + 2 : heads["REQUESTS/DURATIONS"] - 1]:
        key, _, _, *others = line.split()
        after[key] = others
    for line in lines[heads["REQUESTS/DURATIONS"] + 3 : heads["RESOURCEAVAILABILITIES"] - 1]:
        key, _, length, *_ = line.split()
        days[key] = float(length)
    return Network(
        MONDAY,
        tuple(Activity(key, certain(length), "it") for key, length in days.items()),
        tuple(Dependency(key, other) for key, others in after.items() for other in others),
        {"it": EVERY_DAY},
    ), stated


@pytest.mark.skipif(
    not PSPLIB.is_dir(), reason="SOURCEWRIGHT_REFERENCE names no folder with project networks"
)
def test_every_network_of_the_project_library_is_as_long_as_its_header_says() -> None:
    optima = {
        row[0]: int(row[-1].split("..")[-1])
        for row in (line.split(",") for line in (PSPLIB / "expected.csv").read_text().splitlines()[1:])
    }
    files = sorted(PSPLIB.rglob("*.sm"))
    assert len(files) == len(optima)
    for path in files:
        network, stated = psplib(path)
        assert schedule(network).length == stated, path.name
        assert stated <= optima[path.name]


@given(networks())
def test_both_passes_are_those_of_a_plain_loop(network: Network) -> None:
    days = {activity.key: activity.days.likely for activity in network.activities}
    times = plain_times(plain(network), days)
    found = schedule(network)
    assert found.length == pytest.approx(times.length)
    for key, each in found.placed.items():
        assert each.early_start == pytest.approx(times.early[key])
        assert each.total_float == pytest.approx(times.late[key] - times.early[key])
        assert 0 <= each.free_float <= each.total_float + 1e-9


@given(networks(calendars=(AMERICA, EMIRATES), lags=(0, 4), links=(Link.FINISH_START, Link.START_START)))
def test_days_of_two_countries_are_those_that_counting_day_by_day_finds(network: Network) -> None:
    network = replace(
        network,
        activities=tuple(replace(each, days=certain(each.days.likely + 1)) for each in network.activities),
    )
    begun: dict[str, date] = {}
    ended: dict[str, date] = {}
    for activity in network.activities:
        works = network.calendars[activity.calendar]
        first = works.on_or_after(network.start)
        for each in network.dependencies:
            if each.after != activity.key:
                continue
            waited = int(each.lag)
            if each.link is Link.FINISH_START:
                free = works.on_or_after(works.add(ended[each.before], waited) + timedelta(days=1))
            else:
                free = works.on_or_after(works.add(works.on_or_after(begun[each.before]), waited))
            first = max(first, free)
        begun[activity.key] = first
        ended[activity.key] = works.add(first, int(activity.days.likely) - 1)
    found = schedule(network).placed
    assert {key: each.starts_on for key, each in found.items()} == begun
    assert {key: each.ends_on for key, each in found.items()} == ended


@given(networks(calendars=(WEEKDAYS,), step=5))
def test_without_holidays_whole_weeks_from_a_monday_are_the_plain_path_times_seven_fifths(
    network: Network,
) -> None:
    plain_length = schedule(replace(network, calendars={"calendar 0": EVERY_DAY})).length
    found = schedule(network)
    next_start = WEEKDAYS.on_or_after(found.ends_on + timedelta(days=1)) if plain_length else MONDAY
    assert (next_start - MONDAY).days == plain_length * 7 / 5


@given(networks(calendars=(AMERICA, EMIRATES)), st.randoms(use_true_random=False))
def test_the_order_in_which_a_plan_is_written_down_changes_nothing(network: Network, chance: object) -> None:
    activities, dependencies = list(network.activities), list(network.dependencies)
    chance.shuffle(activities)  # type: ignore[attr-defined]
    chance.shuffle(dependencies)  # type: ignore[attr-defined]
    other = replace(network, activities=tuple(activities), dependencies=tuple(dependencies))
    assert schedule(other) == schedule(network)
    assert list(schedule(other).placed) == list(schedule(network).placed)


def plan(*activities: Activity, waits: tuple[Dependency, ...] = ()) -> Network:
    return Network(MONDAY, activities, waits, {"us": AMERICA, "ae": EMIRATES, "all": EVERY_DAY})


def test_a_lag_is_counted_in_the_calendar_it_names() -> None:
    build, check = Activity("build", certain(4), "us"), Activity("check", certain(1), "ae")

    def begins(calendar_name: str | None) -> date:
        waits = Dependency("build", "check", lag=2, lag_calendar=calendar_name)
        return schedule(plan(build, check, waits=(waits,))).placed["check"].starts_on

    # Built by Thursday the 5th; Friday is closed in both, the weekend there is Friday and Saturday.
    assert begins(None) == date(2026, 3, 10)
    assert begins("us") == date(2026, 3, 11)
    assert begins("all") == date(2026, 3, 8)


def test_a_wait_that_is_over_on_a_friday_is_over_for_those_who_work_on_saturdays() -> None:
    build = Activity("build", certain(1), "us", not_before=date(2026, 3, 9))
    check = Activity("check", certain(1), "all")
    waits = (Dependency("build", "check", lag=4, lag_calendar="us"),)
    assert schedule(plan(build, check, waits=waits)).placed["check"].starts_on == date(2026, 3, 14)


def test_a_day_that_only_one_country_works_may_be_lost_there() -> None:
    build = Activity("build", certain(4), "us", not_before=date(2026, 3, 9))
    check = Activity("check", certain(1), "ae")
    placed = schedule(plan(build, check, waits=(Dependency("build", "check"),))).placed
    # Built by Thursday the 12th; Friday is a working day here, and nobody checks before Sunday.
    assert placed["check"].starts_on == date(2026, 3, 15)
    assert (placed["build"].total_float, placed["build"].free_float, placed["check"].total_float) == (1, 1, 0)
    waits = (Dependency("build", "check", lag=1, lag_calendar="us"),)
    placed = schedule(plan(build, check, waits=waits)).placed
    assert placed["check"].starts_on == date(2026, 3, 15)
    assert (placed["build"].total_float, placed["build"].free_float) == (0, 0)


def test_a_moment_lies_on_the_day_that_what_it_waits_for_ends() -> None:
    build, agreed = Activity("build", certain(5), "ae"), Activity("agreed", certain(0), "us")
    found = schedule(plan(build, agreed, waits=(Dependency("build", "agreed"),)))
    assert found.placed["build"].ends_on == found.placed["agreed"].ends_on == date(2026, 3, 9)
    sunday = schedule(plan(replace(build, days=certain(4)), agreed, waits=(Dependency("build", "agreed"),)))
    assert sunday.placed["agreed"].ends_on == sunday.ends_on == date(2026, 3, 8)
    alone = schedule(plan(replace(agreed, not_before=date(2026, 3, 11))))
    assert alone.placed["agreed"].starts_on == alone.ends_on == date(2026, 3, 11)


def test_what_may_not_begin_yet_waits_and_what_is_due_too_soon_has_less_than_nothing_to_spare() -> None:
    build = Activity("build", certain(3), "us", not_before=date(2026, 3, 7), due=date(2026, 3, 10))
    placed = schedule(plan(build)).placed["build"]
    assert (placed.starts_on, placed.ends_on) == (date(2026, 3, 9), date(2026, 3, 11))
    assert placed.total_float == -1.0
    assert placed.critical


def test_a_plan_of_nothing_is_over_when_it_begins() -> None:
    assert schedule(plan()).ends_on == MONDAY


A, B, C = (Activity(key, certain(1), "us") for key in "ABC")


@pytest.mark.parametrize(
    ("network", "fault"),
    [
        (
            plan(A, B, C, waits=(Dependency("C", "A"), Dependency("A", "B"), Dependency("B", "C"))),
            Fault(Slip.CYCLE, members=("A", "B", "C")),
        ),
        (plan(A, waits=(Dependency("A", "A"),)), Fault(Slip.CYCLE, members=("A",))),
        (plan(A, waits=(Dependency("X", "A"),)), Fault(Slip.MISSING, "A", "X")),
        (plan(A, waits=(Dependency("A", "X"),)), Fault(Slip.MISSING, "A", "X")),
        (plan(replace(A, days=Pert(-1, 1, 2))), Fault(Slip.NEGATIVE, "A")),
        (plan(replace(A, days=Pert(1, 3, 2))), Fault(Slip.POINTS, "A")),
        (plan(replace(A, days=Pert(1, nan, 2))), Fault(Slip.POINTS, "A")),
        (plan(A, A), Fault(Slip.TWICE, "A")),
        (plan(replace(A, calendar="moon")), Fault(Slip.CALENDAR, "A", "moon")),
        (plan(A, B, waits=(Dependency("A", "B", lag=inf),)), Fault(Slip.LAG, "B", "A")),
        (plan(A, B, waits=(Dependency("A", "B", lag_calendar="moon"),)), Fault(Slip.CALENDAR, "B", "moon")),
        (plan(replace(A, days=certain(1e12))), Fault(Slip.TOO_LONG)),
        (replace(plan(A), start=date(9999, 12, 1)), Fault(Slip.TOO_LONG)),
        (
            plan(replace(A, not_before=date(2026, 5, 2), due=date(2026, 5, 1))),
            Fault(Slip.END_BEFORE_START, "A", began=date(2026, 5, 2), ended=date(2026, 5, 1)),
        ),
    ],
    ids=lambda value: value.slip if isinstance(value, Fault) else "",
)
def test_a_bad_network_names_the_place(network: Network, fault: Fault) -> None:
    assert faults_of(network) == (fault,)
    with pytest.raises(BadNetwork) as refused:
        schedule(network)
    assert refused.value.faults == (fault,)


def test_a_loop_is_told_without_those_that_only_wait_for_it() -> None:
    waits = (Dependency("B", "C"), Dependency("C", "B"), Dependency("C", "A"))
    assert faults_of(plan(A, B, C, waits=waits)) == (Fault(Slip.CYCLE, members=("B", "C")),)
