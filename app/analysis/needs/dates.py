"""Dates in a text, with the words before them that say what they are: a deadline, a start, or just a day."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from app.analysis.needs import named_days
from app.analysis.needs.findings import Day, Finding
from app.analysis.needs.levels import NUMBERS
from app.analysis.needs.named_days import FEASTS, MONTHS, SEASONS, Days, Found
from app.analysis.needs.phrases import Where, any_of, near
from app.analysis.needs.words import Text, Words

Sense: TypeAlias = Literal["by", "before", "from", "on", "past"]

_SHORT = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
_MONTH = any_of(*MONTHS, *_SHORT)
_MONTH_KEYS = frozenset((*MONTHS, *_SHORT))
_DOT = r"(?:\.(?=\s\d))?"
_YEAR = r"(?:,?\s(?:of\s)?(?P<year>(?:19|20)\d\d))?(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_PART = r"(?:(?P<part>end|start|beginning|middle|mid|early|late)(?:\sof|\sin|-)?\s?(?:the\s|this\s)?)?"
_BY = any_of(
    *(
        "by",
        "until",
        "till",
        "no later than",
        "not later than",
        "at the latest",
        "due",
        "deadline(?: is| of)?",
    ),
    *("finish(?:ed)? (?:on|in)", "latest", "live (?:on|in|by)", "ready (?:for|in|on)", "done (?:in|on)"),
    *("up to", "within", "launch(?:es|ing)? (?:in|on)", "in time for"),
)
_FROM = any_of(
    *("from", "starting(?: on| in)?", "starts?(?: date)?(?: is| on| in)?", "as of", "after", "since"),
    "begin(?:ning)?(?: on| in)?",
)
_SENSE = re.compile(
    rf"\b(?:(?P<by>{_BY})|(?P<before>before|ahead of|prior to)|(?P<from>{_FROM}))"
    r"[\s:]*(?:the\s)?(?:about\s|around\s|our\s)?$"
)
_LOOK_BACK = 45


class _Rule(NamedTuple):
    """How a date is written; it is looked for near one of `keys`, or near what may be a year."""

    pattern: re.Pattern[str]
    made: Callable[[Found, date], Days | None]
    sure: float
    keys: frozenset[str] | None
    bare: bool = True
    """Whether it counts without a word before it, a year or a part: "March" alone may be a walk."""


_RULES = (
    _Rule(
        re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"), named_days.iso, 0.95, None
    ),
    _Rule(
        re.compile(rf"(?<![\w.])(?P<day>\d{{1,2}}){_ORDINAL}(?:\sof)?\s(?P<month>{_MONTH})\b{_DOT}{_YEAR}"),
        named_days.written,
        0.95,
        _MONTH_KEYS,
    ),
    _Rule(
        re.compile(rf"\b(?P<month>{_MONTH})\.?\s(?P<day>\d{{1,2}}){_ORDINAL}\b(?!\s?[k%:]){_YEAR}"),
        named_days.written,
        0.9,
        _MONTH_KEYS,
    ),
    _Rule(
        re.compile(
            r"(?<![\w./])(?P<one>\d{1,2})(?P<sign>[/.])(?P<two>\d{1,2})(?P=sign)(?P<year>20\d\d|\d\d)(?![\w/])"
        ),
        named_days.numeric,
        0.7,
        None,
    ),
    _Rule(
        re.compile(rf"\b{_PART}(?P<month>{_MONTH})\b{_DOT}{_YEAR}"),
        named_days.whole_month,
        0.8,
        _MONTH_KEYS,
        bare=False,
    ),
    _Rule(
        re.compile(rf"\b{_PART}q(?P<quarter>[1-4])\b{_YEAR}"),
        named_days.quarter,
        0.85,
        frozenset(("q1", "q2", "q3", "q4")),
    ),
    _Rule(
        re.compile(rf"\b(?P<feast>{'|'.join(FEASTS)})\b{_YEAR}"),
        named_days.feast,
        0.85,
        frozenset(name.split()[0].removesuffix("'s") for name in FEASTS),
        bare=False,
    ),
    _Rule(
        re.compile(rf"\b{_PART}(?:next\s)?(?P<season>{'|'.join(SEASONS)})\b{_YEAR}"),
        named_days.season,
        0.6,
        frozenset(SEASONS),
        bare=False,
    ),
    _Rule(
        re.compile(
            rf"\b{_PART}(?P<which>this|next|(?<=of the )|(?<=end of ))\s?(?:calendar\s)?(?P<unit>week|month|year)\b"
        ),
        named_days.relative,
        0.8,
        frozenset(("week", "month", "year")),
        bare=False,
    ),
    _Rule(
        re.compile(
            rf"\b(?:with)?in\s(?:the\snext\s)?(?P<count>{any_of(*NUMBERS, 'an?', '[0-9]{1,2}')})"
            r"\s(?P<span>day|week|month)s?\b'?(?:\stime)?"
        ),
        named_days.from_now,
        0.6,
        frozenset(["day", "days", "week", "weeks", "month", "months"]),
    ),
)


def days(words: Words, where: Where, today: date) -> Iterator[Finding[Day]]:
    """The days of a text in its order; one that is over is a day past, never a deadline."""
    text = words.text
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, int, Days, float, Sense | None]] = []
    for rule in _RULES:
        for match in near(words, where, rule.keys or _years(where), rule.pattern, 4, 4):
            start, end = match.span()
            sense = _sense(text.low, start)
            if any(start < stop and begin < end for begin, stop in taken) or not _meant(
                text, rule, match, sense
            ):
                continue
            meant = rule.made(match, today)
            if meant is not None:
                taken.append((start, end))
                found.append((start, end, meant, rule.sure, sense))
    for start, end, (first, last), sure, sense in sorted(found, key=lambda one: one[:2]):
        told: Sense = "past" if last < today else sense or _own_sense(text.low, start)
        yield Finding("date", Day(first, last, told), *text.quoted(start, end), sure)


def _years(where: Where) -> list[str]:
    """The words that may be the year of a date in numbers."""
    return [
        key for key in where if key.isdecimal() and (len(key) == 2 or (len(key) == 4 and key[:2] == "20"))
    ]


def _meant(text: Text, rule: _Rule, match: Found, sense: Sense | None) -> bool:
    """Whether a date stands there, and no other word that is written like one."""
    groups = match.groupdict()
    if text.low.endswith("last ", 0, match.start()):
        return False
    if rule.made is named_days.whole_month and not text.plain[match.start("month")].isupper():
        return False
    if rule.bare or sense is not None or groups.get("year") or groups.get("part"):
        return True
    before = text.low[max(match.start() - 5, 0) : match.start()]
    if rule.made is named_days.relative:
        return groups["which"] == "next"
    return before.endswith((" in ", "\nin ", "this ", "next ")) and groups.get("month") != "may"


def _sense(low: str, start: int) -> Sense | None:
    found = _SENSE.search(low[max(start - _LOOK_BACK, 0) : start])
    if found is None:
        return None
    senses: tuple[Sense, ...] = ("by", "before", "from")
    return next(sense for sense in senses if found[sense])


def _own_sense(low: str, start: int) -> Sense:
    return "by" if low.startswith(("within", "in the next"), start) else "on"
