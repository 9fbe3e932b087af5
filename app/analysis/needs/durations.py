"""How long the work is to take: only where the text speaks of the work, not of "the next 18 months"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.analysis.needs.findings import Finding, Length, Period
from app.analysis.needs.levels import NUMBERS
from app.analysis.needs.words import Text

_COUNT = rf"(?:{'|'.join(NUMBERS)}|an?|\d{{1,3}}(?:\.5)?)"
_LENGTH = re.compile(
    rf"(?<![\w.,£$€])(?P<one>{_COUNT})(?:\s?(?:-|to|or)\s?(?P<other>{_COUNT}))?(?P<joint>[\s-])(?P<unit>hour|day|week|month|year)s?\b'?"
)
_WORK = (
    r"(?:project|contract|engagement|assignment|work|job|build|development|phase|discovery|alpha|beta|programme|duration|term"
    r"|placement|role|position|pilot|trial|task|it)"
)
_BEFORE = re.compile(
    rf"(?:\b(?:duration|contract length|length of (?:the )?{_WORK}|timeline|timescale|time ?frame)\b(?:\s(?:is|of|about|around|approx\w*|up to|roughly|for))*[\s:]*"
    rf"|\b{_WORK}\s(?:is|will (?:be|run|last|take)|should (?:be|last|take)|to (?:last|run|take)|lasts|takes|runs|of|for|over|expected to (?:last|take|run))"
    r"(?:\s(?:for|about|around|approx\w*|up to|roughly|a|an|initially|expected to (?:last|take)|the))*\s"
    r"|\b(?:contract|contractor|developer|engineer|designer|consultant|analyst|manager|freelancer|someone|somebody|person|help|support|team|needed|required)\s(?:needed\s|wanted\s|required\s)?for\s(?:about\s|around\s|up to\s|roughly\s|at least\s|an?\sinitial\s|(?:the\s)?(?:first|initial)\s)?"
    r"|\b(?:takes?|last(?:s|ing)?)\s(?:about\s|around\s|up to\s|roughly\s|no more than\s|at most\s)?)$"
)
_AFTER = re.compile(
    rf"^(?:\s(?:long\s|initial\s|fixed[\s-]term\s|rolling\s|full[\s-]time\s|part[\s-]time\s)?{_WORK}\b|\s(?:to complete|for (?:the|this) {_WORK}\b|duration|in total for))"
)
_NOT_WORK = re.compile(
    r"\b(?:last|past|next|previous|every|each|than|within|ago|old|warranty|guarantee|free|notice|retention|trading|experience|for over|for more)\s(?:the\s)?$"
)


def lengths(text: Text) -> Iterator[Finding[Length]]:
    """The durations of the work that a text gives, in its order."""
    low = text.low
    for found in _LENGTH.finditer(low):
        start, end = found.span()
        before, after = low[max(start - 70, 0) : start], low[end : end + 40]
        if _NOT_WORK.search(before) or re.match(
            r"\s(?:ago|old|experience|of experience|notice|warranty|guarantee)", after
        ):
            continue
        joined = found["joint"] == "-" and re.match(rf"\s(?:\w+\s)?{_WORK}\b", after)
        if not joined and not _BEFORE.search(before) and not _AFTER.match(after):
            continue
        one, other = _number(found["one"]), _number(found["other"]) if found["other"] else None
        unit: Period = found["unit"]  # type: ignore[assignment]
        length = Length(one if other else None, other or one, unit)
        yield Finding("duration", length, text.span(start, end), text.plain[start:end], 0.8)


def _number(said: str) -> Decimal:
    if said[0].isdigit():
        return Decimal(said)
    return Decimal(NUMBERS.get(said, 1))
