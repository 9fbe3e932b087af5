"""Networks of the schedule's tests: published ones, and any that could be drawn."""

from datetime import date

from hypothesis import strategies as st

from app.analysis.calendars import WorkingCalendar, calendar
from app.analysis.cost_spread import Pert
from app.analysis.schedule import Activity, Dependency, Link, Network

MONDAY = date(2026, 3, 2)
EVERY_DAY = calendar(days_off=frozenset())
WEEKDAYS = calendar()

TAYLOR = "1 5/8/17; 2 7/10/13; 3 3/5/7 1; 4 1/3/5 1; 5 4/6/8 2,3; 6 3/3/3 2,3; 7 3/4/5 4,5"
"""Taylor, Introduction to Management Science, chapter 8: ordering of a new system, by the number of each activity."""

HILL = (
    "A 20/30/40; B 20/65/80 A; C 50/60/100 A; D 30/50/100 C; E 25/30/35 B; F 0.1/0.1/0.1 E; G 25/30/35 D,E;"
    "H 10/20/30 G; I 20/25/60 H; J 8/10/12 H; K 0.1/0.1/0.1 J; L 20/25/60 I,K"
)
"""Heizer and Render, Operations Management: Hill Construction builds for Southwestern University."""

FOURTEEN = (
    "A 5/5/7; B 1/2/5; C 5/5/5 A; D 4/8/13 A; E 1/10/17 B,C; F 1/5/7 D; G 2/6/9 D; H 4/4/6 E,F; I 2/7/10 G,H;"
    "J 2/4/7 I; K 6/10/13 I; L 2/6/6 J; M 2/2/3 K; N 7/7/12 L,M"
)
"""Fourteen activities of a textbook exercise."""


def written(text: str, *, expected: bool = False, works: WorkingCalendar = EVERY_DAY) -> Network:
    """A network from "key low/likely/high before,before; …"; `expected` makes every duration its certain mean."""
    activities, dependencies = [], []
    for line in text.split(";"):
        key, points, *before = line.split()
        days = Pert(*map(float, points.split("/")))
        activities.append(Activity(key, Pert(days.mean, days.mean, days.mean) if expected else days, "it"))
        dependencies += [Dependency(other, key) for other in ",".join(before).split(",") if other]
    return Network(MONDAY, tuple(activities), tuple(dependencies), {"it": works})


def certain(days: float) -> Pert:
    """A duration that nobody doubts."""
    return Pert(days, days, days)


@st.composite
def networks(
    draw: st.DrawFn,
    *,
    links: tuple[Link, ...] = tuple(Link),
    calendars: tuple[WorkingCalendar, ...] = (EVERY_DAY,),
    step: int = 1,
    lags: tuple[int, int] = (-3, 5),
) -> Network:
    """Up to nine activities of whole days (in steps), each waiting for some of those before it."""
    count = draw(st.integers(1, 9))
    names = [f"calendar {number}" for number in range(len(calendars))]
    activities, dependencies = [], []
    for number in range(count):
        low = step * draw(st.integers(0, 6))
        likely = low + step * draw(st.integers(0, 3))
        high = likely + step * draw(st.integers(0, 6))
        points = Pert(float(low), float(likely), float(high))
        activities.append(Activity(f"a{number}", points, draw(st.sampled_from(names))))
        for other in sorted(draw(st.sets(st.integers(0, number - 1), max_size=3))) if number else []:
            lag = float(step * draw(st.integers(*lags)))
            dependencies.append(Dependency(f"a{other}", f"a{number}", draw(st.sampled_from(links)), lag))
    return Network(MONDAY, tuple(activities), tuple(dependencies), dict(zip(names, calendars, strict=True)))
