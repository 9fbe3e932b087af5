"""A team's days are those on which both countries work, and its weeks hold fewer of them where something is closed."""

from datetime import date

from app.analysis.calendars import calendar
from app.queries.staffing_weeks import last_day, weeks_from, working_days

EASTER = calendar({date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 14)})
"""Good Friday and Easter Monday in one country, a new year in the other."""

THURSDAY = date(2026, 4, 2)


def test_weeks_are_counted_from_the_first_day_with_what_is_closed_in_them() -> None:
    weeks = weeks_from(EASTER, THURSDAY)
    assert weeks.ends[:4] == (1, 5, 9, 14)
    assert [weeks.at(day) for day in (0, 1, 4, 5, 9)] == [0, 1, 1, 2, 3]
    assert weeks.at(weeks.ends[-1] + 5) == len(weeks.ends) + 1


def test_the_last_day_and_the_days_until_one_are_each_others_answer() -> None:
    assert last_day(EASTER, THURSDAY, 1) == THURSDAY
    assert last_day(EASTER, THURSDAY, 2) == date(2026, 4, 7)
    assert last_day(EASTER, date(2026, 4, 4), 6) == date(2026, 4, 15)
    for days in range(1, 30):
        assert working_days(EASTER, THURSDAY, last_day(EASTER, THURSDAY, days)) == days
    assert working_days(EASTER, THURSDAY, date(2026, 4, 1)) is None
