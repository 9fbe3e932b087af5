"""Hours that two places share, by clocks that change on different days."""

from datetime import date, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.analysis.shared_hours import Site, meeting, meetings, spells, usual_hours, worst

NINE_TO_FIVE = dict.fromkeys(range(5), (time(9), time(17)))
WINTER, SUMMER = date(2026, 1, 14), date(2026, 7, 15)


def site(zone: str, week: dict[int, tuple[time, time]] | None = None) -> Site:
    return Site(ZoneInfo(zone), NINE_TO_FIVE if week is None else week)


@pytest.mark.parametrize(
    ("theirs", "on", "hours", "from_", "to"),
    [
        ("Europe/London", WINTER, "8", "09:00", "17:00"),
        ("Europe/Bucharest", SUMMER, "6", "09:00", "15:00"),
        ("Asia/Kolkata", WINTER, "2.5", "09:00", "11:30"),
        ("Asia/Kolkata", SUMMER, "3.5", "09:00", "12:30"),
        ("America/New_York", WINTER, "3", "14:00", "17:00"),
    ],
)
def test_what_is_shared_is_told_by_the_clock_of_the_day(
    theirs: str, on: date, hours: str, from_: str, to: str
) -> None:
    found = meeting(on, site("Europe/London"), site(theirs))
    assert found is not None
    assert found.shared is not None
    assert found.hours == Decimal(hours)
    here = [each.astimezone(ZoneInfo("Europe/London")).strftime("%H:%M") for each in found.shared]
    assert here == [from_, to]


def test_far_away_nothing_is_shared_and_the_nearest_shift_is_told() -> None:
    found = meeting(WINTER, site("America/Los_Angeles"), site("Asia/Kolkata"))
    assert found is not None
    assert found.hours == 0
    assert found.shared is None
    assert found.theirs is not None
    assert found.theirs[0].date() == date(2026, 1, 15)  # 19:30 here: 2.5 hours after we stop, not 5.5 before


def test_a_shift_that_began_the_day_before_counts() -> None:
    nights = dict.fromkeys(range(5), (time(22), time(6)))
    found = meeting(date(2026, 1, 13), site("Europe/London"), site("America/New_York", nights))
    assert found is not None
    assert found.hours == 2  # 22:00 to 6:00 there is 3:00 to 11:00 here


def test_between_the_two_changes_of_clocks_less_is_shared() -> None:
    # New York changes on 8 March 2026, London on 29 March: for three weeks they are an hour nearer.
    met = list(meetings(date(2026, 3, 2), date(2026, 4, 10), site("Europe/London"), site("America/New_York")))
    assert [met[at].hours for at in (0, 5, 19, 20, -1)] == [3, 4, 4, 3, 3]
    assert usual_hours(met) == 3  # as often as 4, so the fewer
    least = worst(met)
    assert least is not None
    assert least.day == date(2026, 3, 2)


def test_only_our_own_working_days_are_asked() -> None:
    met = list(meetings(date(2026, 1, 16), date(2026, 1, 19), site("Europe/London"), site("Europe/London")))
    assert [each.day.weekday() for each in met] == [4, 0]
    assert meeting(date(2026, 1, 17), site("Europe/London"), site("Europe/London")) is None
    assert worst([]) is None
    assert usual_hours([]) is None


def test_a_day_the_others_do_not_work_shares_nothing() -> None:
    sunday = {6: (time(9), time(17))}
    found = meeting(
        date(2026, 1, 18), site("Europe/London", sunday), site("Europe/London", {2: (time(9), time(17))})
    )
    assert found is not None
    assert found.theirs is None
    assert found.hours == 0


def test_spells_begin_where_either_side_changes_its_clocks() -> None:
    met = meetings(date(2026, 3, 2), date(2026, 4, 10), site("Europe/London"), site("America/New_York"))
    found = spells(met)
    assert [(each.first, each.last, each.least.hours) for each in found] == [
        (date(2026, 3, 2), date(2026, 3, 6), 3),
        (date(2026, 3, 9), date(2026, 3, 27), 4),
        (date(2026, 3, 30), date(2026, 4, 10), 3),
    ]
    still = meetings(date(2026, 3, 2), date(2026, 4, 10), site("Asia/Kolkata"), site("Asia/Colombo"))
    assert len(spells(still)) == 1
