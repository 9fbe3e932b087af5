"""Working days against the dates of the clinic case and against counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.calendars import WorkingCalendar, calendar

GB_2026 = calendar(
    {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
    }
)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
calendars = st.builds(calendar, st.sets(days, max_size=12), st.sets(st.integers(0, 6), max_size=6))


def test_a_review_over_easter_skips_both_holidays() -> None:
    assert GB_2026.add(date(2026, 4, 2), 5) == date(2026, 4, 13)


def test_the_clinics_fourth_stage_was_eight_working_days_late() -> None:
    assert GB_2026.between(date(2026, 6, 5), date(2026, 6, 17)) == 8


def test_a_holiday_on_a_weekend_costs_no_working_day() -> None:
    assert calendar({date(2026, 8, 15)}).between(date(2026, 8, 14), date(2026, 8, 17)) == 1


def test_counting_back_lands_before_the_holiday() -> None:
    assert GB_2026.add(date(2026, 4, 7), -1) == date(2026, 4, 2)


def test_the_next_working_day_after_good_friday_is_tuesday() -> None:
    assert GB_2026.on_or_after(date(2026, 4, 3)) == date(2026, 4, 7)
    assert GB_2026.on_or_after(date(2026, 4, 7)) == date(2026, 4, 7)


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="working weekday"):
        WorkingCalendar(days_off=frozenset(range(7)))


@given(calendars, days, st.integers(-40, 40))
def test_adding_days_and_counting_them_agree(chosen: WorkingCalendar, start: date, count: int) -> None:
    start = chosen.on_or_after(start)
    assert chosen.between(start, chosen.add(start, count)) == count


@given(calendars, days, st.integers(0, 200))
def test_counting_agrees_with_looking_at_every_day(chosen: WorkingCalendar, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    one_by_one = sum(chosen.works(start + timedelta(days=n)) for n in range(1, length + 1))
    assert chosen.between(start, end) == one_by_one
    assert chosen.between(end, start) == -one_by_one
