"""Which days are meant by "Easter", "end of March" or "in two weeks", counted from the day a text is read on."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from typing import TypeAlias

from app.analysis.needs.levels import NUMBERS

Days: TypeAlias = tuple[date, date]
Found: TypeAlias = re.Match[str]

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 12)}
LEAP = 8
"""Within how many years every day of the calendar comes again."""

FEWEST_DAYS = 7
END_DAYS = 7
"""How many days "the end of" a month, quarter or year has."""


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


FEASTS: dict[str, Callable[[int], date]] = {
    "easter": easter,
    "good friday": lambda year: easter(year) - timedelta(days=2),
    "whitsun": lambda year: easter(year) + timedelta(days=49),
    "pentecost": lambda year: easter(year) + timedelta(days=49),
    "christmas": lambda year: date(year, 12, 25),
    "xmas": lambda year: date(year, 12, 25),
    "boxing day": lambda year: date(year, 12, 26),
    "new year's eve": lambda year: date(year, 12, 31),
    "new year": lambda year: date(year, 1, 1),
    "halloween": lambda year: date(year, 10, 31),
    "valentine's day": lambda year: date(year, 2, 14),
    "black friday": lambda year: thanksgiving(year) + timedelta(days=1),
    "thanksgiving": thanksgiving,
}


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, where the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _coming(today: date, made: Callable[[int], date | None]) -> date | None:
    """The next one that is not over; a day that only leap years have waits for one."""
    for year in range(today.year, min(today.year + LEAP, MAXYEAR) + 1):
        day = made(year)
        if day is not None and day >= today:
            return day
    return None


def _both(day: date | None) -> Days | None:
    return None if day is None else (day, day)


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) < 3 else 0)


def written(found: Found, today: date) -> Days | None:
    """ "27 March 2027", "March 27", "27th of March"."""
    month, day = _month_number(found["month"]), int(found["day"])
    if found["year"]:
        return _both(day_or_none(int(found["year"]), month, day))
    return _both(_coming(today, lambda year: day_or_none(year, month, day)))


def numeric(found: Found, today: date) -> Days | None:
    """ "27/03/2027": the day first, unless only the month can be."""
    one, two, year = int(found["one"]), int(found["two"]), _full(found["year"])
    return _both(day_or_none(year, two, one) or day_or_none(year, one, two))


def iso(found: Found, today: date) -> Days | None:
    """ "2027-03-27"."""
    return _both(day_or_none(int(found["year"]), int(found["month"]), int(found["day"])))


def whole_month(found: Found, today: date) -> Days | None:
    """ "by end of March", "in mid-April 2027": a bare month is the coming one."""
    month = _month_number(found["month"])
    year = int(found["year"]) if found["year"] else today.year + (month < today.month)
    return _stretch(year, month, month, found["part"])


def quarter(found: Found, today: date) -> Days | None:
    """ "Q2", "end of Q3 2027"."""
    number = int(found["quarter"])
    year = int(found["year"]) if found["year"] else today.year + (number < (today.month + 2) // 3)
    return _stretch(year, 3 * number - 2, 3 * number, found["part"])


def season(found: Found, today: date) -> Days | None:
    """ "before the summer", "in autumn 2027"."""
    begin, end = SEASONS[found["season"]]
    year = int(found["year"]) if found["year"] else today.year + (end < today.month)
    return _stretch(year, begin, end, found["part"])


def feast(found: Found, today: date) -> Days | None:
    """ "before Easter", "by Christmas 2027"."""
    made = FEASTS[found["feast"]]
    if found["year"]:
        return _both(made(int(found["year"])))
    return _both(_coming(today, made))


def relative(found: Found, today: date) -> Days | None:
    """ "next month", "end of this week", "by the end of the year"."""
    unit, later = found["unit"], int(found["which"] == "next")
    try:
        if unit == "week":
            first = today + timedelta(days=7 * later - today.weekday())
            last = first + timedelta(days=6)
        elif unit == "month":
            year, month = divmod(today.year * 12 + today.month - 1 + later, 12)
            first, last = date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
        else:
            first, last = date(today.year + later, 1, 1), date(today.year + later, 12, 31)
    except (ValueError, OverflowError):
        return None
    return _part(first, last, found["part"]) if found["part"] else (max(first, today), last)


def from_now(found: Found, today: date) -> Days | None:
    """ "in two weeks", "in 3 months' time", "within the next six weeks"."""
    said = found["count"]
    count = int(said) if said.isdecimal() else NUMBERS.get(said, 1)
    if found["span"] == "day" and count < FEWEST_DAYS:
        return None  # "answered within a day", "closed in 3 days": that is how fast, not when
    try:
        if found["span"] == "month":
            year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
            return _both(date(year, month + 1, min(today.day, monthrange(year, month + 1)[1])))
        return _both(today + timedelta(days=count * (7 if found["span"] == "week" else 1)))
    except (ValueError, OverflowError):
        return None


def _stretch(year: int, begin: int, end: int, part: str | None) -> Days | None:
    """From the month `begin` to the end of the month `end`, or the part of it that is meant."""
    if not 1 <= year <= MAXYEAR:
        return None
    return _part(date(year, begin, 1), date(year, end, monthrange(year, end)[1]), part)


def _part(first: date, last: date, part: str | None) -> Days:
    """The third that is meant; "end" is the last days alone."""
    length = (last - first).days + 1
    if part == "end":
        return last - timedelta(days=min(END_DAYS, length) - 1), last
    if part in ("start", "beginning", "early"):
        return first, first + timedelta(days=length // 3 - 1)
    if part in ("middle", "mid"):
        return first + timedelta(days=length // 3), first + timedelta(days=2 * length // 3)
    if part == "late":
        return first + timedelta(days=2 * length // 3), last
    return first, last
