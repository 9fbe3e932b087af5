"""How long the work is to take: only where the text speaks of the work, not of "the next 18 months"."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from app.analysis.needs.findings import Finding, Length, Period
from app.analysis.needs.levels import NUMBERS
from app.analysis.needs.phrases import Where, any_of, near
from app.analysis.needs.words import Words

UNITS = frozenset(["day", "days", "week", "weeks", "month", "months", "year", "years"])

_PERIODS: Mapping[str, Period] = {"day": "day", "week": "week", "month": "month", "year": "year"}

_COUNT = any_of(*NUMBERS, "an?", r"\d{1,3}(?:\.5)?")
_LENGTH = re.compile(
    rf"(?<![\w.,£$€])(?P<one>{_COUNT})(?:\s?(?:-|to|or)\s?(?P<other>{_COUNT}))?"
    r"(?P<joint>[\s-])(?P<unit>day|week|month|year)s?\b'?"
)
_WORK = any_of(
    *("project", "contract", "engagement", "assignment", "work", "job", "build", "development", "phase"),
    *("discovery", "alpha", "beta", "programme", "duration", "term", "placement", "role", "position"),
    *("pilot", "trial", "task"),
)
_SOMEBODY = any_of(
    *("contract", "contractor", "developer", "engineer", "designer", "consultant", "analyst", "manager"),
    *("freelancer", "someone", "somebody", "person", "help", "support", "team", "needed", "required"),
)
_ABOUT = any_of(
    "for", "about", "around", r"approx\w*", "up to", "roughly", "an?", "initially", "the", "at least"
)
_BEFORE = re.compile(
    any_of(
        r"\b(?:duration|contract length|timeline|timescale|time ?frame)\b(?:\s(?:is|of|about|around|up to|for))*[\s:]*",
        rf"\blength of (?:the )?{_WORK}\b(?:\sis)?[\s:]*",
        rf"\b{_WORK}\s(?:is|(?:will|should) (?:be|run|last|take)|to (?:last|run|take)|lasts|takes|runs|of|for|over)"
        rf"(?:\s{_ABOUT})*\s",
        rf"\b{_WORK}\s(?:is )?expected to (?:last|take|run)(?:\s{_ABOUT})*\s",
        rf"\b{_SOMEBODY}\s(?:needed\s|wanted\s|required\s)?for(?:\s{_ABOUT})*\s(?:(?:first|initial)\s)?",
    )
    + "$"
)
_TAKES = re.compile(rf"\b(?:takes?|last(?:s|ing)?)(?:\s{_ABOUT})*\s(?:no more than\s|at most\s)?$")
_AFTER = re.compile(
    rf"\s(?:long\s|initial\s|fixed[\s-]term\s|rolling\s|full[\s-]time\s|part[\s-]time\s)?{_WORK}\b"
    rf"|\s(?:to complete|for (?:the|this) {_WORK}\b|in total for)"
)
_JOINED = re.compile(rf"\s(?:\w+\s)?{_WORK}\b")
_NOT_WORK = re.compile(
    r"\b(?:last|past|next|previous|every|each|than|within|ago|old|warranty|guarantee|free|notice|retention|trading"
    r"|experience|over the|more)\s(?:the\s)?$"
)
_NOT_WORK_AFTER = re.compile(r"\s(?:ago|old|(?:of )?experience|notice|warranty|guarantee)")
_LOOK_BACK, _LOOK_ON = 70, 40


def lengths(words: Words, where: Where) -> Iterator[Finding[Length]]:
    """The durations of the work that a text gives, in its order."""
    text, low = words.text, words.text.low
    for found in near(words, where, UNITS, _LENGTH, 4, 0):
        start, end = found.span()
        before, after = low[max(start - _LOOK_BACK, 0) : start], low[end : end + _LOOK_ON]
        if _NOT_WORK.search(before) or _NOT_WORK_AFTER.match(after):
            continue
        joined = found["joint"] == "-" and _JOINED.match(after)
        takes = found["unit"] != "day" and _TAKES.search(before)
        if not (joined or takes or _BEFORE.search(before) or _AFTER.match(after)):
            continue
        one, other = _number(found["one"]), _number(found["other"]) if found["other"] else None
        length = Length(one if other else None, other or one, _PERIODS[found["unit"]])
        yield Finding("duration", length, *text.quoted(start, end), 0.8)


def _number(said: str) -> Decimal:
    return Decimal(said) if said[0].isdigit() else Decimal(NUMBERS.get(said, 1))
