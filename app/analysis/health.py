"""How the work stands, in six lines and one word, from what is on record; what is not recorded is not known.

Everything is asked as of a day, so that a week ago is answered by the same rules. The marks:

- late by more than `GRACE` working days needs the owner: the days of grace of the credit for late stages
  (06_sla_catalogue.yaml, project_use of the credit scheme); any day before that is one to watch;
- accepted first time: target and critical threshold of SLA-FTA in the same catalogue, read test by test, as a project
  has too few stages for a share;
- one must-have without a test is to be watched, two need the owner; five tests are the fewest that make a share;
- the word over all is the worst of time, money and quality. Scope, people and risk can bring it down to "watch", no
  further. Time or money that is not known leaves the whole not known, unless something known is worse than on track.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from app.analysis.calendars import WorkingCalendar, calendar
from app.analysis.earned_value import paid_by
from app.analysis.facts import Facts
from app.analysis.health_facts import StageFacts, TestFacts, Work
from app.analysis.money import sum_money

GRACE = 5
"""Working days that a stage or a payment may be late before it needs the owner."""

FEWEST_TESTS = 5
WEEK = timedelta(days=7)
NOTHING = Decimal(0)
PAYABLE = ("invoiced", "approved", "overdue")
"""Where a payment is the owner's turn: without an invoice, or with one queried, nothing is overdue."""


class Level(Enum):
    """How something stands."""

    ON_TRACK = "on_track"
    WATCH = "watch"
    NEEDS_YOU = "needs_you"
    NOT_KNOWN = "not_known"


class Facet(Enum):
    """What is looked at, in the order it is told."""

    TIME = "time"
    MONEY = "money"
    SCOPE = "scope"
    QUALITY = "quality"
    PEOPLE = "people"
    RISK = "risk"


class Trend(Enum):
    """How something stands against a week ago."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


DECIDING = (Facet.TIME, Facet.MONEY, Facet.QUALITY)
DATED = (Facet.TIME, Facet.MONEY, Facet.SCOPE, Facet.QUALITY)
"""Facets whose facts all carry their day, so that a week ago can be told."""

BADNESS = {Level.ON_TRACK: 0, Level.WATCH: 1, Level.NEEDS_YOU: 2}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one facet stands and from what: a code with its values, which become a sentence elsewhere.

    `measure` tells within a level what is worse: more is.
    """

    level: Level
    code: str
    values: Facts = field(default_factory=dict)
    measure: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Overall:
    """The word over all and the facet that decided it; None where nothing stands out."""

    level: Level
    facet: Facet | None


# The six lines -------------------------------------------------------------------------------------


def standings(work: Work, on: date) -> dict[Facet, Standing]:
    """How each facet stood at the end of a day."""
    return {
        Facet.TIME: _time(work, on),
        Facet.MONEY: _money(work, on),
        Facet.SCOPE: _scope(work, on),
        Facet.QUALITY: _quality(work, on),
        Facet.PEOPLE: _people(work),
        Facet.RISK: Standing(Level.NOT_KNOWN, "no_list"),
    }


def overall(stand: Mapping[Facet, Standing]) -> Overall:
    """The worst of time, money and quality; the others bring it down to "watch" at most."""
    deciding = [(stand[facet].level, facet) for facet in DECIDING]
    beside = [
        (Level.WATCH, facet)
        for facet in Facet
        if facet not in DECIDING and BADNESS.get(stand[facet].level, 0)
    ]
    known = [each for each in (*deciding, *beside) if each[0] is not Level.NOT_KNOWN]
    level, facet = max(known, key=lambda each: BADNESS[each[0]], default=(Level.ON_TRACK, Facet.TIME))
    if BADNESS[level]:
        return Overall(level, facet)
    missing = next((f for f in (Facet.TIME, Facet.MONEY) if stand[f].level is Level.NOT_KNOWN), None)
    return Overall(Level.NOT_KNOWN if missing else Level.ON_TRACK, missing)


def trends(work: Work, on: date) -> dict[Facet, Trend]:
    """Each facet against a week before, where both days can be told; empty while the work is younger."""
    before = on - WEEK
    if before < work.agreed_on:
        return {}
    then, now = standings(work, before), standings(work, on)
    known = (facet for facet in DATED if Level.NOT_KNOWN not in (then[facet].level, now[facet].level))
    return {facet: _trend(then[facet], now[facet]) for facet in known}


def _trend(then: Standing, now: Standing) -> Trend:
    before, after = ((BADNESS[each.level], each.measure) for each in (then, now))
    return Trend.SAME if before == after else Trend.WORSE if after > before else Trend.BETTER


def _time(work: Work, on: date) -> Standing:
    dated = [stage for stage in work.stages if stage.planned_on is not None]
    last = max((stage.planned_on for stage in dated if stage.planned_on is not None), default=None)
    if last is None:
        return Standing(Level.NOT_KNOWN, "no_dates")
    unfinished = [stage for stage in dated if not stage.accepted(on)]
    if not unfinished:
        return Standing(Level.ON_TRACK, "all_accepted")
    if work.held:
        return Standing(Level.NOT_KNOWN, "held")
    latest = max(unfinished, key=lambda stage: stage.days_late(on))
    days = latest.days_late(on)
    needed = work.needed_by
    if days <= 0:
        after = needed is not None and last > needed
        following = unfinished[0]
        values: Facts = {
            "stage": following.title, "day": following.planned_on, "last": last, "needed": needed,
            "review": int(following.under_review(on) is not None),
        }  # fmt: skip
        return Standing(Level.WATCH if after else Level.ON_TRACK, "ends_late" if after else "on_time", values)
    week = calendar()
    working = _working_days_late(latest, days, week)
    moved = week.add(last, working)
    missed = needed is not None and moved > needed
    values = {
        "stage": latest.title, "days": days, "last": last, "moved": moved, "needed": needed,
        "review": int(latest.under_review(on) is not None),
    }  # fmt: skip
    level = Level.NEEDS_YOU if working > GRACE or missed else Level.WATCH
    return Standing(level, "late_and_missed" if missed else "late", values, Decimal(days))


def _working_days_late(stage: StageFacts, days: int, week: WorkingCalendar) -> int:
    assert stage.planned_on is not None
    return max(1, week.between(stage.planned_on, stage.planned_on + timedelta(days=days)))


def _money(work: Work, on: date) -> Standing:
    if work.price is None or not any(each.state(on) for each in work.payments):
        return Standing(Level.NOT_KNOWN, "no_payments")
    paid = paid_by(work, on)
    waiting = [each for each in work.payments if each.state(on) in PAYABLE and each.due_on is not None]
    overdue = [
        (each, (on - each.due_on).days) for each in waiting if each.due_on is not None and each.due_on < on
    ]
    if overdue:
        payment, days = max(overdue, key=lambda each: each[1])
        working = calendar().between(on - timedelta(days=days), on)
        level = Level.NEEDS_YOU if working > GRACE else Level.WATCH
        late: Facts = {"paid": paid, "price": work.price, "amount": payment.amount, "days": days}
        return Standing(level, "overdue", late, Decimal(days))
    disputed = next((each for each in work.payments if each.state(on) == "queried"), None)
    if disputed is not None:
        return Standing(
            Level.WATCH, "disputed", {"paid": paid, "price": work.price, "amount": disputed.amount}
        )
    due = sum_money((each.amount for each in waiting if each.amount is not None), work.price.currency)
    soonest = min((each.due_on for each in waiting if each.due_on is not None), default=None)
    if due and soonest is not None:
        return Standing(
            Level.ON_TRACK, "due", {"paid": paid, "price": work.price, "due": due, "day": soonest}
        )
    return Standing(Level.ON_TRACK, "as_planned", {"paid": paid, "price": work.price})


def _scope(work: Work, on: date) -> Standing:
    if not work.musts:
        return Standing(Level.NOT_KNOWN, "no_musts")
    accepted = {stage.key for stage in work.stages if stage.accepted(on)}
    bare = sum(not each.stages and not each.reasoned for each in work.musts)
    proven = sum(bool(each.stages) and accepted.issuperset(each.stages) for each in work.musts)
    values: Facts = {
        "count": len(work.musts), "bare": bare, "proven": proven,
        "reasoned": sum(not each.stages and each.reasoned for each in work.musts),
    }  # fmt: skip
    if not bare:
        return Standing(Level.ON_TRACK, "covered", values)
    return Standing(Level.WATCH if bare == 1 else Level.NEEDS_YOU, "uncovered", values, Decimal(bare))


def _quality(work: Work, on: date) -> Standing:
    first = [verdict for verdict in (_first(test, on) for test in work.tests) if verdict is not None]
    count, failed = len(first), first.count(False)
    values: Facts = {"count": count, "failed": failed, "fewest": FEWEST_TESTS}
    if count < FEWEST_TESTS:
        return Standing(Level.NOT_KNOWN, "few_tests", values)
    share = Decimal(count - failed) / count
    level = (
        Level.ON_TRACK
        if share >= work.marks.target
        else Level.WATCH
        if share >= work.marks.critical
        else Level.NEEDS_YOU
    )
    return Standing(level, "first_time", values, 1 - share)


def _first(test: TestFacts, on: date) -> bool | None:
    """How the test came out the first time it was decided, if it was by that day."""
    return next((passed for day, passed in test.verdicts if day <= on), None)


def _people(work: Work) -> Standing:
    if work.lead is None:
        return Standing(Level.WATCH, "nobody_on_site")
    values: Facts = {"name": work.lead.name, "days": work.lead.days}
    if not work.lead.reachable:
        return Standing(Level.WATCH, "unreachable", values)
    return Standing(Level.NOT_KNOWN, "no_replies", values)


# Week by week ------------------------------------------------------------------------------------


def lateness_by_week(stages: Sequence[StageFacts], first: date, on: date) -> tuple[tuple[date, int], ...]:
    """Days behind the plan on every Monday after `first`, and on `on` itself; the stage that is latest counts."""
    monday = first + timedelta(days=(-first.weekday()) % 7 or 7)
    days = [day for day in _weekly(monday, on) if day < on]
    return tuple((day, behind(stages, day)) for day in (*days, on))


def behind(stages: Iterable[StageFacts], on: date) -> int:
    """Days that the latest stage lies behind on a day, never less than none."""
    return max((0, *(stage.days_late(on) for stage in stages)))


def most_behind(stages: Sequence[StageFacts], first: date, on: date) -> int:
    """The most days that the work was behind on any day of a time."""
    return max(behind(stages, first + timedelta(days=day)) for day in range((on - first).days + 1))


def _weekly(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += WEEK
