"""Days in a text: exact ones, and those that need the day it is read on ("by end of March", "before Easter")."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, TypeAlias

from app.analysis.needs.findings import Day, Finding
from app.analysis.needs.levels import NUMBERS
from app.analysis.needs.words import Text

Days: TypeAlias = tuple[date, date]
Sense: TypeAlias = Literal["by", "before", "from", "on", "past"]

MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
_MONTH = "|".join((*MONTHS, *(month[:3] for month in MONTHS), "sept"))
_ORDINAL = r"(?:st|nd|rd|th)?"
_COUNT = "|".join(NUMBERS) + r"|an?|\d{1,2}"
_SENSE = re.compile(
    r"(?:(?P<by>\b(?:by|until|till|no later than|not later than|at the latest|due|deadline(?: is| of)?|finish(?:ed)? (?:on|in)"
    r"|latest|live (?:on|in|by)|ready (?:for|in|on)|done (?:in|on)|up to|within|launch(?:es|ing)? (?:in|on)|in time for)\b)"
    r"|(?P<before>\b(?:before|ahead of|prior to)\b)"
    r"|(?P<from>\b(?:from|starting(?: on| in)?|start(?:s)?(?: date)?(?: is| on| in)?|as of|beginning(?: on| in)?|after|since|begin(?: on| in)?)\b))"
    r"[\s:]*(?:the\s)?(?:about\s|around\s|our\s)?$"
)
_PART = r"(?:(?P<part>end|start|beginning|middle|mid|early|late)(?:\sof|-)?\s(?:the\s)?)?"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def _coming(today: date, made: Callable[[int], date | None]) -> date | None:
    """The next one that is not over; a day that only leap years have waits for one."""
    for year in range(today.year, min(today.year + 9, 10_000)):
        day = made(year)
        if day is not None and day >= today:
            return day
    return None


def _both(day: date | None) -> Days | None:
    return None if day is None else (day, day)


def _written(found: re.Match[str], today: date) -> Days | None:
    """ "27 March 2027", "March 27", "27th of March"."""
    month, day = _month_number(found["month"]), int(found["day"])
    if found["year"]:
        return _both(_day(_full(found["year"]), month, day))
    return _both(_coming(today, lambda year: _day(year, month, day)))


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) < 3 else 0)


def _numeric(found: re.Match[str], today: date) -> Days | None:
    """ "27/03/2027": the day first, unless only the month can be."""
    one, two, year = int(found["one"]), int(found["two"]), _full(found["year"])
    return _both(_day(year, two, one) or _day(year, one, two))


def _iso(found: re.Match[str], today: date) -> Days | None:
    return _both(_day(int(found["year"]), int(found["month"]), int(found["day"])))


def _part(first: date, last: date, part: str | None) -> Days:
    """The third of a month or quarter that is meant; "end" is its last days."""
    length = (last - first).days + 1
    if part == "end":
        return last - timedelta(days=min(6, length - 1)), last
    if part in ("start", "beginning", "early"):
        return first, first + timedelta(days=length // 3 - 1)
    if part in ("middle", "mid"):
        return first + timedelta(days=length // 3), first + timedelta(days=2 * length // 3)
    if part == "late":
        return first + timedelta(days=2 * length // 3), last
    return first, last


def _whole_month(found: re.Match[str], today: date) -> Days | None:
    """ "by end of March", "in mid-April 2027": a bare month is the coming one."""
    month = _month_number(found["month"])
    if found["year"]:
        year = int(found["year"])
    else:
        year = today.year if month >= today.month else today.year + 1
    if not 1 <= year <= 9999:
        return None
    return _part(date(year, month, 1), date(year, month, monthrange(year, month)[1]), found["part"])


def _quarter(found: re.Match[str], today: date) -> Days | None:
    number = int(found["quarter"])
    year = int(found["year"]) if found["year"] else today.year + (number < (today.month + 2) // 3)
    if not 1 <= year <= 9999:
        return None
    first, month = date(year, 3 * number - 2, 1), 3 * number
    return _part(first, date(year, month, monthrange(year, month)[1]), found["part"])


FEASTS: dict[str, Callable[[int], date | None]] = {
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
    "black friday": lambda year: _thanksgiving(year) + timedelta(days=1),
    "thanksgiving": lambda year: _thanksgiving(year),
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 12)}


def _thanksgiving(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def _feast(found: re.Match[str], today: date) -> Days | None:
    made = FEASTS[found["feast"]]
    if found["year"]:
        return _both(made(int(found["year"])))
    return _both(_coming(today, made))


def _season(found: re.Match[str], today: date) -> Days | None:
    begin, end = SEASONS[found["season"]]
    year = int(found["year"]) if found["year"] else today.year + (end < today.month)
    if not 1 <= year <= 9999:
        return None
    return _part(date(year, begin, 1), date(year, end, monthrange(year, end)[1]), found["part"])


def _relative(found: re.Match[str], today: date) -> Days | None:
    """ "next month", "end of this week", "end of the year"."""
    unit, next_one = found["unit"], found["which"] == "next"
    try:
        if unit == "week":
            first = today - timedelta(days=today.weekday()) + timedelta(days=7 * next_one)
            last = first + timedelta(days=6)
        elif unit == "month":
            year, month = divmod(today.year * 12 + today.month - 1 + next_one, 12)
            first, last = date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
        else:
            first, last = date(today.year + next_one, 1, 1), date(today.year + next_one, 12, 31)
    except (ValueError, OverflowError):
        return None
    return _part(max(first, today) if not found["part"] else first, last, found["part"])


def _from_now(found: re.Match[str], today: date) -> Days | None:
    """ "in two weeks", "in 3 months' time", "within the next six weeks"."""
    said = found["count"]
    count = int(said) if said.isdecimal() else NUMBERS.get(said, 1)
    try:
        if found["span"] == "month":
            year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
            return _both(date(year, month + 1, min(today.day, monthrange(year, month + 1)[1])))
        return _both(today + timedelta(days=count * (7 if found["span"] == "week" else 1)))
    except (ValueError, OverflowError):
        return None


_DOT = r"(?:\.(?=\s\d))?"
_YEAR = r"(?:,?\s(?:of\s)?(?P<year>(?:19|20)\d\d))?(?!\d)"
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None], float], ...] = (
    (re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"), _iso, 0.95),
    (
        re.compile(rf"(?<![\w.])(?P<day>\d{{1,2}}){_ORDINAL}(?:\sof)?\s(?P<month>{_MONTH})\b{_DOT}{_YEAR}"),
        _written,
        0.95,
    ),
    (
        re.compile(rf"\b(?P<month>{_MONTH})\.?\s(?P<day>\d{{1,2}}){_ORDINAL}\b(?!\s?[k%:]){_YEAR}"),
        _written,
        0.9,
    ),
    (
        re.compile(
            r"(?<![\w./])(?P<one>\d{1,2})(?P<sign>[/.])(?P<two>\d{1,2})(?P=sign)(?P<year>20\d\d|\d\d)(?![\w/])"
        ),
        _numeric,
        0.7,
    ),
    (
        re.compile(
            rf"\b{_PART}(?P<month>{'|'.join(MONTHS)}|jan|feb|apr|aug|sept?|oct|nov|dec)\b{_DOT}{_YEAR}"
        ),
        _whole_month,
        0.8,
    ),
    (re.compile(rf"\b{_PART}q(?P<quarter>[1-4])\b{_YEAR}"), _quarter, 0.85),
    (re.compile(rf"\b(?P<feast>{'|'.join(FEASTS)})\b{_YEAR}"), _feast, 0.85),
    (
        re.compile(rf"\b{_PART}(?:the\s|this\s|next\s)?(?P<season>spring|summer|autumn|winter)\b{_YEAR}"),
        _season,
        0.6,
    ),
    (
        re.compile(
            r"\b(?:(?P<part>end|start|beginning|middle|early|late)(?:\sof|\sin)?\s(?:the\s)?)?(?P<which>this|next|(?<=of the )|(?<=end of ))\s?"
            r"(?:calendar\s)?(?P<unit>week|month|year)\b"
        ),
        _relative,
        0.8,
    ),
    (
        re.compile(
            rf"\b(?:with)?in\s(?:the\snext\s)?(?P<count>{_COUNT})\s(?P<span>day|week|month)s?\b'?(?:\stime)?"
        ),
        _from_now,
        0.6,
    ),
)
_NEEDS_SENSE = (_whole_month, _season, _feast)
_HINT = re.compile(
    rf"\d|{'|'.join(month[:3] for month in MONTHS)}|easter|friday|whitsun|pentecost|xmas|boxing|new year|halloween|valentine"
    r"|thanksgiving|spring|summer|autumn|winter|week|month|year|in (?:an?|one|two|three|four|five|six|ten|twelve) "
)


def days(text: Text, today: date) -> Iterator[Finding[Day]]:
    """The days of a text in its order; one that is over is a day past, never a deadline."""
    low = text.low
    if not _HINT.search(low):
        return
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, int, Days, float, Sense | None]] = []
    for pattern, made, sure in _RULES:
        for match in pattern.finditer(low):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            sense = _sense(low, start)
            if made in _NEEDS_SENSE and sense is None and not match["year"] and not _part_said(match):
                if made is not _whole_month or not _in_before(low, start) or match["month"] == "may":
                    continue
            if (
                made is _whole_month
                and match["month"] in ("may", "march")
                and not text.plain[match.start("month")].isupper()
            ):
                continue
            both = made(match, today)
            if both is None:
                continue
            taken.append((start, end))
            found.append((start, end, both, sure, sense))
    for start, end, (first, last), sure, sense in sorted(found):
        if last < today:
            told: Sense = "past"
        elif sense is None:
            told = "by" if text.low.startswith(("within", "in the next"), start) else "on"
        else:
            told = sense
        yield Finding("date", Day(first, last, told), text.span(start, end), text.plain[start:end], sure)


def _part_said(match: re.Match[str]) -> bool:
    return "part" in match.re.groupindex and match["part"] is not None


def _in_before(low: str, start: int) -> bool:
    return (
        low[max(start - 4, 0) : start].endswith((" in ", "\nin ", "this ", "next ")) or low[:start] == "in "
    )


def _sense(low: str, start: int) -> Sense | None:
    found = _SENSE.search(low[max(start - 45, 0) : start])
    if found is None:
        return None
    senses: tuple[Sense, ...] = ("by", "before", "from")
    return next(sense for sense in senses if found[sense])
