"""Money in a text: every sum with its currency and, where it comes again and again, by how much time."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from app.analysis.needs.findings import Period
from app.analysis.needs.levels import NUMBERS
from app.analysis.needs.phrases import Where, any_of
from app.analysis.needs.words import Words

SIGNS = {
    **{"£": "GBP", "€": "EUR", "₹": "INR", "¥": "JPY", "₺": "TRY", "₽": "RUB", "₴": "UAH", "zł": "PLN"},
    **{
        "us$": "USD",
        "a$": "AUD",
        "c$": "CAD",
        "nz$": "NZD",
        "hk$": "HKD",
        "s$": "SGD",
        "r$": "BRL",
        "$": "USD",
    },
    **{"pounds": "GBP", "pound": "GBP", "quid": "GBP", "euros": "EUR", "euro": "EUR", "dollars": "USD"},
    **{"dollar": "USD", "bucks": "USD", "rupees": "INR", "rs": "INR", "francs": "CHF", "zloty": "PLN"},
}
CODES = (
    *("gbp", "eur", "usd", "chf", "inr", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf"),
    *("ron", "jpy", "sgd", "hkd", "zar", "brl", "aed", "ils", "try", "mxn"),
)
SCALES = {
    **{
        "k": 10**3,
        "thousand": 10**3,
        "grand": 10**3,
        "m": 10**6,
        "mn": 10**6,
        "mio": 10**6,
        "million": 10**6,
    },
    **{"bn": 10**9, "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7},
}
MONEY_KEYS = frozenset((*(sign for sign in SIGNS if sign.isalpha()), *CODES, "budget", "budgets"))
LEAST_BARE = 100
"""A smaller number without a currency is no budget, whatever stands before it."""

_CURRENCY = "|".join(re.escape(sign) for sign in sorted((*SIGNS, *CODES), key=len, reverse=True))
WORDS = {
    **NUMBERS,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "eighty": 80,
}
_NUMBER = (
    rf"(?:{'|'.join(WORDS)})\b|"
    r"\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,3})?"
)
_SCALE = rf"(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})(?![a-z])"
_SIDE = rf"(?:(?<![a-z])(?:{_CURRENCY})\s?)?(?:{_NUMBER})(?:\s?{_SCALE})?(?:\s?(?:{_CURRENCY})(?![a-z]))?"
_SUM = re.compile(
    rf"(?<![\w.,])(?P<one>{_SIDE})(?:\s?(?:-|to|and|up to)\s?(?P<other>{_SIDE}))?(?![\w%])(?![.,]\d)"
)
_PARTS = re.compile(
    rf"(?P<before>{_CURRENCY})?\s?(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})?\s?(?P<after>.*)"
)
_UNITS = any_of(
    "hours?", "hr", "h", "days?", "weeks?", "wk", "months?", "mth", "quarters?", "years?", "annum"
)
_OFTEN = any_of(
    *("hourly", "daily", "weekly", "monthly", "quarterly", "yearly", "annually"),
    *("pcm", r"p\.?a\.?", r"p\.?m\.?", "ph", "pd"),
)
_PER = re.compile(
    r"\s?,?(?:-\s?)?\s?(?:(?:ex|excl\.?|excluding|plus|\+)\s?vat\s)?\(?"
    rf"(?:(?:per|an?|each|every|/|p/)\s?(?P<unit>{_UNITS})(?![a-z])|(?P<often>{_OFTEN})(?![a-z]))"
)
PERIODS: dict[str, Period] = {
    **dict.fromkeys(("hour", "hr", "h", "hourly", "ph"), "hour"),
    **dict.fromkeys(("day", "daily", "pd"), "day"),
    **dict.fromkeys(("week", "wk", "weekly"), "week"),
    **dict.fromkeys(("month", "mth", "monthly", "pcm", "pm"), "month"),
    **dict.fromkeys(("quarter", "quarterly"), "quarter"),
    **dict.fromkeys(("year", "annum", "yearly", "annually", "annual", "pa"), "year"),
}
_ABOUT = any_of(
    *("under", "below", "less than"),
    "is",
    "of",
    "at",
    "up to",
    "to",
    "about",
    "around",
    "between",
    "max(?:imum)?",
    "roughly",
    "limit",
    "total",
)
_RATE_BEFORE = re.compile(
    r"\b(?P<unit>hourly|daily|day|weekly|monthly|annual|yearly)\s"
    r"(?:rate|fee|retainer|budget|charge|hosting|cost|price|support|subscription|payment)s?"
    rf"(?:\s{_ABOUT})*[:\s]*$"
)
_BUDGET_BEFORE = re.compile(rf"\bbudget(?:\s{_ABOUT})*[:\s=]*$")
_BUDGET_AFTER = re.compile(r"\s(?:max(?:imum)?\s)?budget\b")
_BETWEEN = re.compile(r"between\s*$")
_SIGNS = re.compile(r"[£€$₹¥₺₽₴]")
_NEAR = 50
_WORDS_NEAR = 7


class Amount(NamedTuple):
    """Money as it stands in the text; `per` where it comes again and again."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal
    currency: str | None
    per: Period | None


class _Side(NamedTuple):
    """One end of a range."""

    value: Decimal
    currency: str | None
    scale: int


def amounts(words: Words, where: Where) -> Iterator[Amount]:
    """Everything that is money by its sign, its code or the word budget right before it, ranges as one."""
    low = words.text.low
    for found in _candidates(words, where):
        one, other = _read(found["one"]), _read(found["other"]) if found["other"] else None
        if one is None:
            continue
        start, end = found.span()
        if found["other"] and (other is None or not _one_range(low, found, one, other)):
            other, end = None, found.end("one")
        currency = one.currency or (other.currency if other else None)
        high = other.value if other else one.value
        if currency is None and not (high >= LEAST_BARE and _called_budget(low, start, end)):
            continue
        yield Amount(
            start, end, _scaled(one, other) if other else None, high, currency, _per(low, start, end)
        )


def _candidates(words: Words, where: Where) -> Iterator[re.Match[str]]:
    """Numbers near what makes money of them: only there is the whole pattern tried."""
    if not words.keys:
        return
    low, end = words.text.low, 0
    signs = {bisect_left(words.begin, sign.start()) for sign in _SIGNS.finditer(low)}
    places = sorted(signs.union(*(where[key] for key in MONEY_KEYS if key in where)))
    for at in places:
        begin = max(words.begin[max(at - _WORDS_NEAR, 0)] - 2, end)
        stop = words.end[min(at + _WORDS_NEAR, len(words.keys) - 1)] + 2
        for found in _SUM.finditer(low, begin, stop):
            yield found
            end = found.end()


def number_of(written: str) -> Decimal | None:
    """A number in any country's notation: the last sign is the decimal one unless three digits follow it."""
    if written in WORDS:
        return Decimal(WORDS[written])
    signs = [sign for sign in written if not sign.isdigit()]
    groups = "".join(sign if sign.isdigit() else " " for sign in written).split(" ")
    decimal = ""
    if signs and signs[-1] in ".," and (len(groups[-1]) != 3 or groups[0] == "0"):
        decimal = groups.pop()
    try:
        return Decimal("".join(groups) + (f".{decimal}" if decimal else ""))
    except InvalidOperation:
        return None


def _read(side: str) -> _Side | None:
    parts = _PARTS.match(side.strip())
    number = number_of(parts["number"]) if parts else None
    if parts is None or number is None:
        return None
    sign = (parts["before"] or parts["after"] or "").strip()
    scale = SCALES[parts["scale"]] if parts["scale"] else 1
    return _Side(number * scale, SIGNS.get(sign, sign.upper() or None), scale)


def _scaled(one: _Side, other: _Side) -> Decimal:
    """The lower end of a range: in "5 to 8k" the k is meant for both."""
    return one.value * other.scale if one.scale == 1 < other.scale and one.value < 1000 else one.value


def _one_range(low: str, found: re.Match[str], one: _Side, other: _Side) -> bool:
    """Whether both sides are the ends of one range, not two sums that "and" joins."""
    joined = low[found.end("one") : found.start("other")].strip()
    if joined == "and" and not _BETWEEN.search(low[: found.start()][-_NEAR:]):
        return False
    if one.currency and other.currency and one.currency != other.currency:
        return False
    return _scaled(one, other) <= other.value


def _called_budget(low: str, start: int, end: int) -> bool:
    """Whether a number without a currency is called a budget right there."""
    return bool(_BUDGET_BEFORE.search(low[max(start - _NEAR, 0) : start]) or _BUDGET_AFTER.match(low, end))


def _per(low: str, start: int, end: int) -> Period | None:
    after = _PER.match(low, end)
    if after:
        said = (after["unit"] or after["often"]).replace(".", "")
        return PERIODS.get(said) or PERIODS[said.rstrip("s")]
    before = _RATE_BEFORE.search(low[max(start - _NEAR, 0) : start])
    return PERIODS[before["unit"]] if before else None
