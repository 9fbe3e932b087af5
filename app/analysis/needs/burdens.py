"""What a trouble costs today, by the week or month: only where the text says that it takes, loses or costs so much."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.analysis.needs.findings import Burden, Finding, Rate
from app.analysis.needs.levels import NUMBERS
from app.analysis.needs.phrases import Where, any_of, near
from app.analysis.needs.words import Words

HOURS_A_DAY, DAYS_A_WEEK, WEEKS_A_MONTH = Decimal(8), Decimal(5), Decimal(52) / 12
MINUTES = Decimal(60)
HALF = Decimal("0.5")
UNITS = frozenset(("hours", "hour", "hrs", "hr", "minutes", "mins", "days", "day"))

_SOME = {"half a": HALF, "half an": HALF, "a half": HALF, "a": Decimal(1), "an": Decimal(1)}
_COUNT = any_of(*_SOME, *NUMBERS, r"\d{1,3}(?:\.\d)?")
_TIME = re.compile(
    rf"\b(?P<one>{_COUNT})(?:\s?(?:-|to|or)\s?(?P<other>{_COUNT}))?\s?(?P<unit>hours?|hrs?|minutes|mins|days?)"
    r"(?:\s(?:of\s)?\w+ing)?\s?(?:/|\b(?:a|an|per|each|every|in the)\s)(?P<per>day|night|week|month)\b"
)
_COSTS = re.compile(
    r"\b(?:takes?|took|taking|los(?:es?|ing)|lost|spends?|spent|spending|wast(?:es?|ed|ing)|eats|costs?|costing)\b"
    r"[^.;!?\n]{0,30}$"
)
_WISHED = re.compile(
    r"\b(?:should|must|shall|would|could|will|may|no more than|at most|less than|instead of|save[sd]?|saving|if|can"
    r"|somebody|someone|freelancer|contractor|needs?|wants?|looking)\b"
)
_LOOK_BACK = 60


def burdens(words: Words, where: Where, rates: Iterable[Finding[Rate]]) -> Iterator[Finding[Burden]]:
    """The hours a week that are lost, then the money a month, each list in the order of the text."""
    low, text = words.text.low, words.text
    for found in near(words, where, UNITS, _TIME, 4, 5):
        start, end = found.span()
        if _costs(low, start):
            yield Finding("burden", Burden(_hours(found), "hours_week"), *text.quoted(start, end), 0.8)
    for rate in rates:
        at = rate.span[0] if text.starts is None else bisect_left(text.starts, rate.span[0])
        if rate.value.per == "month" and _costs(low, at):
            one = Burden(_between(rate.value.low, rate.value.high), "money_month", rate.value.currency)
            yield Finding("burden", one, rate.span, rate.words, 0.8)


def _costs(low: str, at: int) -> bool:
    before = low[max(at - _LOOK_BACK, 0) : at]
    return _COSTS.search(before) is not None and _WISHED.search(before) is None


def _hours(found: re.Match[str]) -> Decimal:
    """By the week, to the half hour: what it takes each day is taken for working days."""
    one, other = _number(found["one"]), _number(found["other"]) if found["other"] else None
    hours = _between(one if other else None, other or one)
    if found["unit"].startswith("d"):
        hours *= HOURS_A_DAY
    elif found["unit"].startswith("m"):
        hours /= MINUTES
    if found["per"] in ("day", "night"):
        hours *= DAYS_A_WEEK
    elif found["per"] == "month":
        hours /= WEEKS_A_MONTH
    return max((hours / HALF).quantize(Decimal(1)) * HALF, HALF).normalize()


def _number(said: str) -> Decimal:
    return _SOME.get(said) or Decimal(NUMBERS.get(said, said))


def _between(low: Decimal | None, high: Decimal) -> Decimal:
    return high if low is None else (low + high) / 2
