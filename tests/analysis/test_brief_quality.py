"""How clear a brief is: each check on its own, and what the points amount to."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.analysis.brief_quality import Band, Said, brief_quality

FULL = Said(
    problem="Orders are phoned in to both shops and written in a book. " * 3,
    outcome="When this is done we will take every order once, and no one types it again",
    size_told=True,
    measures=1,
    users=2,
    musts=("Customers order online", "Stock drops in the till", "Staff refund an order"),
    limits=2,
    set_up=1,
    kind_asked=4,
    kind_answered=3,
    on_site=True,
    overlap=True,
    time=True,
    why_then=True,
    budget=(10_000, 30_000),
    data=True,
    decider=True,
    decides_by=True,
)


def vague(text: str) -> list[str]:
    return [word for word in ("easy", "modern") if word in text]


def earned(said: Said) -> dict[str, Decimal]:
    return {check.id: check.earned for check in brief_quality(said, vague).checks}


def test_a_full_brief_earns_a_hundred_and_a_blank_one_next_to_nothing() -> None:
    assert (brief_quality(FULL, vague).points, brief_quality(FULL, vague).band) == (100, Band.VERY_CLEAR)
    blank = brief_quality(Said(), vague)
    assert (blank.points, blank.band) == (8, Band.STARTED)  # of this kind nothing is asked
    assert sum(check.of for check in blank.checks) == 100


@pytest.mark.parametrize(
    ("check", "worse"),
    [
        ("K1", {"problem": "We are slow. It is bad."}),
        ("K1", {"problem": "one sentence " * 20}),
        ("K2", {"size_told": False}),
        ("K3", {"outcome": "It will be better"}),
        ("K4", {"measures": 0}),
        ("K5", {"users": 0}),
        ("K8", {"limits": 1}),
        ("K9", {"set_up": 0}),
        ("K10", {"kind_answered": 2}),
        ("K11", {"overlap": False}),
        ("K12", {"why_then": False}),
        ("K13", {"budget": None}),
        ("K13", {"budget": (10_000, 30_001)}),
        ("K14", {"data": False}),
        ("K15", {"decides_by": False}),
    ],
)
def test_each_check_looks_at_one_thing(check: str, worse: dict[str, object]) -> None:
    found = earned(replace(FULL, **worse))  # type: ignore[arg-type]
    assert {id for id, points in found.items() if points != earned(FULL)[id]} == {check}
    assert found[check] == 0


@pytest.mark.parametrize(("count", "points"), [(0, 0), (1, 4), (2, 4), (3, 8), (12, 8), (13, 5)])
def test_too_few_must_haves_and_too_many_earn_less(count: int, points: int) -> None:
    assert earned(replace(FULL, musts=("Do it",) * count))["K6"] == points


def test_seven_of_ten_must_haves_can_be_checked() -> None:
    clear, hard = ("Prints a label",), ("Is easy",)
    assert earned(replace(FULL, musts=clear * 7 + hard * 3))["K7"] == 8
    found = brief_quality(replace(FULL, musts=clear * 6 + hard * 4), vague).checks[6]
    assert (int(found.earned), found.hard_to_check) == (0, 4)


def test_what_stops_a_quote_keeps_a_clear_brief_from_being_ready() -> None:
    without = brief_quality(replace(FULL, budget=None), vague)
    assert (without.points, without.band) == (92, Band.GETTING_THERE)


def test_ask_my_broker_earns_half_and_stops_nothing() -> None:
    asked = brief_quality(replace(FULL, budget=None, asked_broker=frozenset({"K13"})), vague)
    assert (asked.points, asked.band) == (96, Band.VERY_CLEAR)


def test_a_small_job_is_measured_by_what_its_page_asks() -> None:
    said = Said(
        problem="The contact form sends nothing",
        outcome="Mails arrive",
        musts=("A message from the form arrives within 1 minute",),
        time=True,
        why_then=True,
        budget=(10_000, 30_000),
        data=True,
        small=True,
        not_asked=frozenset({"K2", "K4", "K5", "K8", "K9", "K11", "K15"}),
    )
    found = brief_quality(said, vague)
    assert (found.points, found.band) == (100, Band.VERY_CLEAR)
    assert found.total == sum(check.of for check in found.checks) < 100
    assert brief_quality(replace(said, data=False), vague).band is Band.GETTING_THERE
    assert brief_quality(replace(said, small=False), vague).points < 70
