"""Free days through the weeks of a job, and shared hours where clocks change within it."""

from datetime import date, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.analysis.capacity import free_through
from app.analysis.shared_hours import Site, least_shared

FIRST, LAST = date(2026, 3, 18), date(2026, 4, 2)
"""Wednesday to Thursday two weeks later: three weeks."""

WEEKS = {date(2026, 3, 16): Decimal(2), date(2026, 3, 30): Decimal(5)}


@pytest.mark.parametrize(
    ("usual", "weeks", "free"),
    [
        (Decimal(8), {}, Decimal(8)),
        (None, {}, None),
        (Decimal(8), WEEKS, Decimal(5)),
        (None, WEEKS, None),
        (None, WEEKS | {date(2026, 3, 23): Decimal("0.4")}, Decimal("2.4")),
        (Decimal(8), {date(2026, 4, 6): Decimal(0)}, Decimal(8)),
    ],
)
def test_weeks_of_which_something_was_said_stand_for_the_usual_one(
    usual: Decimal | None, weeks: dict[date, Decimal], free: Decimal | None
) -> None:
    assert free_through(usual, weeks, FIRST, LAST) == free


def test_the_worst_day_counts_and_clocks_change_within_the_work() -> None:
    def site(zone: str, start: int, end: int) -> Site:
        return Site(ZoneInfo(zone), dict.fromkeys(range(5), (time(start), time(end))))

    leeds, pune, boston = (
        site("Europe/London", 9, 17),
        site("Asia/Kolkata", 11, 20),
        site("America/New_York", 9, 17),
    )
    assert least_shared(date(2026, 3, 23), date(2026, 3, 27), leeds, [pune]) == Decimal("5.50")
    assert least_shared(date(2026, 3, 30), date(2026, 4, 3), leeds, [pune]) == Decimal("6.50")
    assert least_shared(date(2026, 3, 23), date(2026, 4, 3), leeds, [pune]) == Decimal("5.50")
    # America changes three weeks before Europe: for those weeks it is an hour nearer.
    assert least_shared(date(2026, 3, 9), date(2026, 3, 27), leeds, [boston]) == 4
    assert least_shared(date(2026, 3, 2), date(2026, 3, 27), leeds, [boston]) == 3
    assert least_shared(date(2026, 3, 9), date(2026, 3, 27), leeds, [boston, pune]) == 4
    assert least_shared(date(2026, 3, 28), date(2026, 3, 29), leeds, [pune]) is None
