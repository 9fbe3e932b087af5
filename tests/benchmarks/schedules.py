"""Schedules drawn many times: beside the plain loop, and beside the cost of drawing the random numbers alone.

Ten thousand draws of a hundred activities with dependencies of all four kinds, lags and leads. The plain loop draws and
passes over the same network one run after another, and is timed on fewer runs: both are told per run. The random
numbers are those that a simulation cannot do without, one for each activity and run and one for all of a run.
"""

import random
import statistics
from collections.abc import Iterator
from datetime import date
from functools import partial

from app.analysis.calendars import WorkingCalendar, calendar
from app.analysis.cost_spread import RHO, Pert
from app.analysis.pert_draws import pert_tables, source
from app.analysis.schedule import Activity, Dependency, Link, Network
from app.analysis.schedule_risk import RUNS, SEED, Costs, Simulation, simulate
from tests.benchmarks.measure import Measured, Seconds, alternate, timed
from tests.benchmarks.plain_schedule import PlainNetwork, plain, plain_runs

ACTIVITIES = 100
REACHES_BACK = 8
"""An activity waits for two of so many before it."""
PLAIN_RUNS = 200
LOOP_TARGET = 1 / 35
DRAW_TARGET = 3.0
AGREED = 0.02
"""Ours and the plain loop draw for themselves, so their middles may differ by so much of the whole."""

HERE = calendar({date(2026, 4, 3), date(2026, 5, 25), date(2026, 7, 3), date(2026, 9, 7), date(2026, 12, 25)})
AFAR = calendar(
    {date(2026, 3, 4), date(2026, 4, 3), date(2026, 10, 2), date(2026, 11, 9), date(2026, 12, 25)}
)


def measured(rounds: int) -> Iterator[Measured]:
    """The plain loop, then the random numbers, then the same with two countries' calendars."""
    one, two = network([HERE]), network([HERE, AFAR])
    net = plain(one)
    points = {activity.key: activity.days for activity in one.activities}
    tables = dict(zip(net.order, pert_tables([points[key] for key in net.order]).tolist(), strict=True))
    agree(simulated(one), net, tables)
    mine, theirs = alternate(
        timed(partial(simulated, one)),
        timed(partial(plain_runs, net, tables, PLAIN_RUNS, SEED, RHO)),
        rounds,
    )
    yield Measured(
        "schedule",
        f"one of {RUNS:,} draws of {ACTIVITIES} activities: days, both passes, criticality and cost",
        f"the plain loop, which has no cost to add up, one of {PLAIN_RUNS}",
        LOOP_TARGET,
        per_run(mine, RUNS),
        per_run(theirs, PLAIN_RUNS),
        {
            "times faster": f"{statistics.median(theirs) / PLAIN_RUNS / statistics.median(mine) * RUNS:.0f}",
            "dependencies": f"{len(one.dependencies)}",
            "fixed seed": f"{SEED}",
        },
    )
    for name, plan in (("drawing", one), ("countries", two)):
        yield Measured(
            name,
            f"{RUNS:,} draws of {ACTIVITIES} activities in {len(plan.calendars)} calendar(s)",
            "drawing the random numbers alone",
            DRAW_TARGET,
            *alternate(timed(partial(simulated, plan)), timed(partial(drawn, plan)), rounds),
        )


def network(calendars: list[WorkingCalendar]) -> Network:
    """The same activities and dependencies each time, dealt out to these calendars in turn."""
    chance = random.Random(SEED)
    names = [f"calendar {number}" for number in range(len(calendars))]
    activities, dependencies = [], []
    for number in range(ACTIVITIES):
        low = round(chance.uniform(1, 8), 1)
        points = Pert(low, low * chance.uniform(1.1, 1.6), low * chance.uniform(1.8, 3.5))
        activities.append(Activity(f"a{number:03}", points, names[number % len(names)]))
        others = range(max(number - REACHES_BACK, 0), number)
        for other in sorted(chance.sample(others, min(len(others), 2))):
            link = Link.FINISH_START if chance.random() < 0.7 else chance.choice(list(Link))
            lag = float(chance.choice((0, 0, 0, 2, -1)))
            dependencies.append(Dependency(f"a{other:03}", f"a{number:03}", link, lag))
    return Network(
        date(2026, 3, 2), tuple(activities), tuple(dependencies), dict(zip(names, calendars, strict=True))
    )


def simulated(plan: Network) -> Simulation:
    """The product's own, with what each activity costs."""
    return simulate(plan, costs=Costs({activity.key: 450.0 for activity in plan.activities}, 300.0, 2_000.0))


def drawn(plan: Network) -> None:
    """Nothing but the normal numbers, by the same generators."""
    source(SEED, "common factor").standard_normal(RUNS)
    for activity in plan.activities:
        source(SEED, activity.key).standard_normal(RUNS)


def agree(ours: Simulation, net: PlainNetwork, tables: dict[str, list[float]]) -> None:
    """Both have to find the same, or their times say nothing."""
    lengths, critical = plain_runs(net, tables, PLAIN_RUNS * 5, SEED, RHO)
    counts = HERE.between(date(2026, 3, 1), ours.ends_by(0.5))
    if abs(counts / statistics.median(lengths) - 1) > AGREED:
        raise SystemExit(
            f"the schedules differ: {counts} working days beside {statistics.median(lengths):.1f}"
        )
    share = {key: count / (PLAIN_RUNS * 5) for key, count in critical.items()}
    if max(abs(share[key] - ours.criticality[key]) for key in share) > 3 * AGREED:
        raise SystemExit("the critical activities differ")


def per_run(seconds: tuple[Seconds, ...], runs: int) -> tuple[Seconds, ...]:
    """Seconds for one run each."""
    return tuple(each / runs for each in seconds)
