"""How the work stands: every rule at its marks, as of any day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.earned_value import worth
from app.analysis.health import (
    Facet,
    Level,
    Overall,
    Standing,
    Trend,
    lateness_by_week,
    most_behind,
    overall,
    standings,
    trends,
)
from app.analysis.health_facts import (
    Lead,
    Marks,
    MustFacts,
    PaymentFacts,
    Round,
    StageFacts,
    TestFacts,
    Work,
    days_late,
)
from app.analysis.money import Money

ON, WATCH, NEEDS, UNKNOWN = Level.ON_TRACK, Level.WATCH, Level.NEEDS_YOU, Level.NOT_KNOWN
PLANNED = date(2026, 6, 5)  # a Friday
AGREED = date(2026, 3, 13)
END = date(2026, 8, 7)


def pounds(amount: int) -> Money:
    return Money.of(Decimal(amount), "GBP")


def stage(key: str = "s", planned: date | None = PLANNED, *rounds: Round, amount: int = 100) -> StageFacts:
    return StageFacts(key, f"Stage {key}", planned, pounds(amount), rounds)


def accepted(on: date) -> Round:
    return Round(on - timedelta(days=2), on + timedelta(days=5), on, accepted=True)


def payment(*steps: tuple[date, str], amount: int = 95, due: date | None = None) -> PaymentFacts:
    return PaymentFacts(pounds(amount), due, ((AGREED, "scheduled"), *steps))


def work(**facts: Any) -> Work:
    """Two stages ahead and nothing wrong, but for `facts`."""
    base = Work(
        agreed_on=AGREED,
        price=pounds(200),
        stages=(stage("a"), stage("b", END)),
        payments=(payment(), payment()),
        tests=(),
        musts=(MustFacts(("a",)), MustFacts(("b",))),
        lead=Lead("R. Tolland", True),
        marks=Marks(Decimal("0.85"), Decimal("0.60")),
    )
    return replace(base, **facts)


def level(facet: Facet, on: date, **facts: Any) -> tuple[Level, str]:
    found = standings(work(**facts), on)[facet]
    return found.level, found.code


def after(days: int) -> date:
    return PLANNED + timedelta(days=days)


# Time ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "facts", "expected"),
    [
        (after(0), {}, (ON, "on_time")),
        (after(1), {}, (WATCH, "late")),
        (after(7), {}, (WATCH, "late")),  # five working days: as long as the days of grace
        (after(10), {}, (NEEDS, "late")),
        (after(1), {"needed_by": END}, (NEEDS, "late_and_missed")),
        (after(1), {"needed_by": END + timedelta(days=30)}, (WATCH, "late")),
        (after(0), {"needed_by": END - timedelta(days=1)}, (WATCH, "ends_late")),
        (after(40), {"held": True}, (UNKNOWN, "held")),
        (after(0), {"stages": (stage("a", None),)}, (UNKNOWN, "no_dates")),
        (after(99), {"stages": (stage("a", PLANNED, accepted(after(20))),)}, (ON, "all_accepted")),
    ],
)
def test_time(on: date, facts: dict[str, Any], expected: tuple[Level, str]) -> None:
    assert level(Facet.TIME, on, **facts) == expected


def test_the_end_moves_by_the_working_days_of_the_delay() -> None:
    found = standings(work(), after(3))[Facet.TIME]  # on the Monday after: one working day
    assert found.values["days"] == 3
    assert found.values["moved"] == date(2026, 8, 10)


def test_the_days_of_an_owners_own_check_are_no_delay() -> None:
    in_time = Round(PLANNED, reply_by=after(7))
    assert level(Facet.TIME, after(6), stages=(stage("a", PLANNED, in_time),)) == (ON, "on_time")
    assert level(Facet.TIME, after(9), stages=(stage("a", PLANNED, in_time),)) == (WATCH, "late")
    assert days_late(PLANNED, after(6), handed_over=after(2), reply_by=after(9)) == 2
    assert days_late(PLANNED, after(12), handed_over=after(2), reply_by=after(9)) == 3


# Money ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "due", "expected"),
    [
        ("invoiced", after(5), (ON, "due")),
        ("approved", after(-1), (WATCH, "overdue")),
        ("overdue", after(-7), (WATCH, "overdue")),
        ("overdue", after(-8), (NEEDS, "overdue")),
        ("due", after(-20), (ON, "as_planned")),  # no invoice came: it is not the owner's turn
        ("queried", after(-20), (WATCH, "disputed")),
        ("paid", after(-20), (ON, "as_planned")),
    ],
)
def test_money(state: str, due: date, expected: tuple[Level, str]) -> None:
    assert level(Facet.MONEY, PLANNED, payments=(payment((after(-30), state), due=due),)) == expected


def test_money_is_not_known_without_a_price_or_a_schedule() -> None:
    assert level(Facet.MONEY, PLANNED, price=None) == (UNKNOWN, "no_payments")
    assert level(Facet.MONEY, PLANNED, payments=()) == (UNKNOWN, "no_payments")
    assert level(Facet.MONEY, AGREED - timedelta(days=1)) == (UNKNOWN, "no_payments")


# Scope, quality, people ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("musts", "expected"),
    [
        ((MustFacts(("a",)), MustFacts((), reasoned=True)), (ON, "covered")),
        ((MustFacts(("a",)), MustFacts()), (WATCH, "uncovered")),
        ((MustFacts(), MustFacts()), (NEEDS, "uncovered")),
        ((), (UNKNOWN, "no_musts")),
    ],
)
def test_scope(musts: tuple[MustFacts, ...], expected: tuple[Level, str]) -> None:
    assert level(Facet.SCOPE, PLANNED, musts=musts) == expected


def test_a_must_have_is_proven_once_every_stage_that_tests_it_is_accepted() -> None:
    stages = (stage("a", PLANNED, accepted(PLANNED)), stage("b", END))
    musts = (MustFacts(("a", "a")), MustFacts(("a", "b")), MustFacts((), reasoned=True))
    assert standings(work(stages=stages, musts=musts), PLANNED)[Facet.SCOPE].values["proven"] == 1


@pytest.mark.parametrize(
    ("passed", "failed", "expected"),
    [(4, 0, UNKNOWN), (5, 0, ON), (17, 3, ON), (16, 4, WATCH), (3, 2, WATCH), (2, 3, NEEDS)],
)
def test_quality(passed: int, failed: int, expected: Level) -> None:
    tests = (TestFacts(((PLANNED, True),)),) * passed + (TestFacts(((PLANNED, False), (END, True))),) * failed
    assert standings(work(tests=tests), END)[Facet.QUALITY].level is expected


def test_a_test_counts_from_the_day_its_round_was_decided() -> None:
    tests = (TestFacts(((PLANNED, True),)),) * 5
    assert standings(work(tests=tests), after(-1))[Facet.QUALITY].level is UNKNOWN


def test_people_are_never_said_to_be_well_from_a_name_alone() -> None:
    assert level(Facet.PEOPLE, PLANNED) == (UNKNOWN, "no_replies")
    assert level(Facet.PEOPLE, PLANNED, lead=None) == (WATCH, "nobody_on_site")
    assert level(Facet.PEOPLE, PLANNED, lead=Lead("X", False)) == (WATCH, "unreachable")
    assert level(Facet.RISK, PLANNED) == (UNKNOWN, "no_list")


# Over all ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({}, (ON, None)),
        ({Facet.QUALITY: UNKNOWN, Facet.RISK: UNKNOWN}, (ON, None)),
        ({Facet.TIME: UNKNOWN}, (UNKNOWN, Facet.TIME)),
        ({Facet.TIME: UNKNOWN, Facet.QUALITY: WATCH}, (WATCH, Facet.QUALITY)),
        ({Facet.SCOPE: NEEDS}, (WATCH, Facet.SCOPE)),
        ({Facet.SCOPE: NEEDS, Facet.MONEY: WATCH}, (WATCH, Facet.MONEY)),
        ({Facet.TIME: WATCH, Facet.QUALITY: NEEDS}, (NEEDS, Facet.QUALITY)),
        ({Facet.TIME: WATCH, Facet.MONEY: WATCH}, (WATCH, Facet.TIME)),
    ],
)
def test_the_word_over_all(levels: dict[Facet, Level], expected: tuple[Level, Facet | None]) -> None:
    stand = {facet: Standing(levels.get(facet, ON), "x") for facet in Facet}
    assert overall(stand) == Overall(*expected)


@given(st.lists(st.sampled_from(list(Level)), min_size=6, max_size=6), st.sampled_from(list(Facet)))
def test_something_getting_worse_never_makes_the_whole_better(levels: list[Level], facet: Facet) -> None:
    order = [ON, WATCH, NEEDS]
    stand = {each: Standing(level, "x") for each, level in zip(Facet, levels, strict=True)}
    before = overall(stand).level
    if UNKNOWN in (stand[facet].level, before):
        return
    for worse in order[order.index(stand[facet].level) :]:
        now = overall({**stand, facet: Standing(worse, "x")}).level
        assert order.index(now) >= order.index(before)


def test_against_a_week_ago() -> None:
    rounds = (Round(after(3), after(30), after(10), accepted=True),)
    facts = work(stages=(stage("a", PLANNED, *rounds), stage("b", END)))
    assert trends(facts, after(3))[Facet.TIME] is Trend.WORSE
    assert (
        trends(facts, after(9))[Facet.TIME] is Trend.WORSE
    )  # 2 days a week before, 3 since it was handed over
    assert trends(facts, after(14))[Facet.TIME] is Trend.BETTER
    assert trends(facts, after(18))[Facet.TIME] is Trend.SAME
    assert trends(facts, AGREED + timedelta(days=6)) == {}
    assert Facet.PEOPLE not in trends(facts, after(3))  # nobody wrote down when
    assert Facet.QUALITY not in trends(facts, after(3))  # not known on either day


def test_later_within_one_word_is_worse() -> None:
    late = work(stages=(stage("a", PLANNED),))
    assert trends(late, after(20))[Facet.TIME] is Trend.WORSE


# Week by week, and money ---------------------------------------------------------------------------


def test_the_line_has_every_monday_and_the_last_day() -> None:
    first = stage("a", PLANNED, Round(after(12), after(30), after(13), accepted=True))
    found = lateness_by_week((first,), after(-7), after(13))
    assert found == (
        (date(2026, 6, 1), 0),
        (date(2026, 6, 8), 3),
        (date(2026, 6, 15), 10),
        (date(2026, 6, 18), 0),
    )
    assert most_behind((first,), after(-7), after(13)) == 12


def test_what_the_money_has_brought() -> None:
    stages = (stage("a", PLANNED, accepted(after(2)), amount=60), stage("b", END, amount=140))
    facts = work(stages=stages, payments=(payment((after(9), "paid"), amount=57),))
    found = [worth(facts, day) for day in (after(-1), after(1), after(9), END)]
    assert [(each.planned, each.earned, each.paid) for each in found if each is not None] == [
        (pounds(0), pounds(0), pounds(0)),
        (pounds(60), pounds(0), pounds(0)),
        (pounds(60), pounds(60), pounds(57)),
        (pounds(200), pounds(60), pounds(57)),
    ]
    assert worth(replace(facts, stages=(stage("a", None),)), END) is None
    assert worth(replace(facts, price=None), END) is None
