"""Read what a person types for money, dates and numbers, tolerantly, and say how it was understood.

Every reader returns an `Entry`: the value, the words to echo beneath the field, or the problem in
plain words. Nothing is guessed silently: an amount or date that could be read two ways is echoed in
its long form (ux.md §5.8).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Generic, TypeVar

from babel.numbers import get_decimal_symbol, list_currencies

from app.analysis.money import Money, exponent
from app.words.catalogue import say
from app.words.formats import Formats

T = TypeVar("T")

MOST_MINOR = 10**15
"""Largest amount taken, in minor units: far over any project, far under what 64 bits hold."""

MOST_DIGITS = 20
"""Digits a plain number may have: under the 28 that decimals are reckoned with."""

SYMBOLS = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "£": ("GBP",),
    "€": ("EUR",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
    "US$": ("USD",),
    "CA$": ("CAD",),
    "A$": ("AUD",),
    "NZ$": ("NZD",),
    "HK$": ("HKD",),
    "JP¥": ("JPY",),
    "CN¥": ("CNY",),
}
"""Symbol → the currencies it may stand for."""

SCALES = {"k": Decimal(1000), "m": Decimal(1_000_000)}


@dataclass(frozen=True)
class Entry(Generic[T]):
    """What was typed, as understood: a `value` with its `echo`, or a `problem`; all empty for no text."""

    value: T | None = None
    echo: str = ""
    problem: str = ""


def read_number(text: str, formats: Formats) -> Entry[Decimal]:
    """A plain number in any common notation: 12500, 12,500, 12.500,00, 12'500, 12 500."""
    if not text.strip():
        return Entry()
    value = _decimal(text)
    if value is None:
        return Entry(problem=say("Enter a number, like 6"))
    if abs(value) > MOST_MINOR:
        return Entry(problem=_too_much(text))
    if len(value.as_tuple().digits) > MOST_DIGITS:
        return Entry(
            problem=say(
                "{typed} has more digits than this program keeps. Enter it rounded.", typed=text.strip()
            )
        )
    return Entry(value, formats.number(value))


def read_money(text: str, currency: str, formats: Formats) -> Entry[Money]:
    """An amount in `currency`: 12500, 12,500, 12.500,00, 12'500, $12.5k, EUR 4200.

    A separator followed by exactly three digits groups; the last one followed by one or two digits
    is the decimal mark. Amounts are never rounded: more decimals than the currency has is a problem.
    """
    rest = unicodedata.normalize("NFKC", text).strip()
    if not rest:
        return Entry()
    example = say("Enter an amount, like {example}", example=formats.number(12500))
    rest, named = _without_currency(rest)
    if named and currency not in named:
        return Entry(
            problem=say(
                "This amount is in {typed}; the project is in {currency}. Enter it in {currency}.",
                typed=named[0],
                currency=currency,
            )
        )
    scale = SCALES.get(rest[-1:].lower(), Decimal(1))
    if scale != 1:
        rest = rest[:-1]
    value = _decimal(rest, get_decimal_symbol(formats.locale) if exponent(currency) == 3 else "")
    if value is None:
        return Entry(problem=example)
    minor = value * scale * 10 ** exponent(currency)
    if minor != minor.to_integral_value():
        return Entry(
            problem=say(
                "{typed} has more decimal places than {currency} has. Enter it rounded.",
                typed=text.strip(),
                currency=currency,
            )
        )
    if abs(minor) > MOST_MINOR:
        return Entry(problem=_too_much(text))
    money = Money(int(minor), currency)
    return Entry(money, formats.money(money))


def _without_currency(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` without a currency symbol or code at either end, and the currencies that it could name."""
    for symbol in sorted(SYMBOLS, key=len, reverse=True):
        if text.upper().startswith(symbol):
            return text[len(symbol) :].strip(), SYMBOLS[symbol]
        if text.upper().endswith(symbol):
            return text[: -len(symbol)].strip(), SYMBOLS[symbol]
    code = re.match(r"([A-Za-z]{3})(?=[\s\d])", text) or re.search(r"(?<=[\s\d])([A-Za-z]{3})$", text)
    if code and code.group(1).upper() in list_currencies():
        return (text[: code.start()] + text[code.end() :]).strip(), (code.group(1).upper(),)
    return text, ()


def _too_much(typed: str) -> str:
    return say("{typed} is more than this program can count. Check the number of zeros.", typed=typed.strip())


def _decimal(text: str, thousandths: str = "") -> Decimal | None:
    """The number in `text`, or None. Digits may be grouped by comma, point, space or apostrophe.

    `thousandths` is the mark before three decimals, for the few currencies that have them.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace("’", "'")
    sign = -1 if plain.startswith("-") else 1
    plain = re.sub(r"[\s'_]", "", plain.lstrip("+-"))
    if not re.fullmatch(r"[0-9][0-9.,]*|[.,][0-9]+", plain):
        return None
    marks = [(i, c) for i, c in enumerate(plain) if c in ".,"]
    if marks:
        last, mark = marks[-1]
        tail = len(plain) - last - 1
        kinds = {c for _, c in marks}
        decimal = tail in (1, 2) or (tail != 3 and len(marks) == 1) or (len(kinds) == 2 and tail != 3)
        if len(kinds) == 2 and plain.count(mark) == 1:
            decimal = True
        if len(marks) == 1 and (plain.startswith("0") or mark == thousandths):
            decimal = True
        whole, part = (plain[:last], plain[last + 1 :]) if decimal else (plain, "")
        groups = re.split(r"[.,]", whole)
        if len(groups) > 1 and (
            any(len(g) not in (2, 3) for g in groups[1:]) or len(groups[-1]) != 3 or len(groups[0]) > 3
        ):
            return None
        plain = "".join(groups) + ("." + part if part else "")
    return sign * Decimal(plain if plain[0] != "." else "0" + plain)


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_day(text: str, today: date, formats: Formats) -> Entry[date]:
    """A date however it is usually typed: fri, tomorrow, in 2 weeks, 30/11, 30 Nov 2026, 2026-11-30.

    Without a year the next such day is meant. 3/4 is read in the order of the reader's locale and
    always echoed with its weekday and month in letters.
    """
    typed = unicodedata.normalize("NFKC", text).strip().lower()
    plain = typed.rstrip(".")
    if not typed:
        return Entry()
    found = _relative_day(plain, today) or _written_day(plain, today, formats)
    if found is None:
        return Entry(
            problem=say("Enter a real date, like {example}", example=formats.day(today + timedelta(days=14)))
        )
    if not 1900 <= found.year <= 2199:
        return Entry(problem=say("{date} is too far away. Check the year.", date=formats.day(found)))
    return Entry(found, formats.day_long(found))


def _relative_day(plain: str, today: date) -> date | None:
    fixed = {"today": 0, "tomorrow": 1, "yesterday": -1, "next week": 7}
    if plain in fixed:
        return today + timedelta(days=fixed[plain])
    name = re.fullmatch(r"(?:next |on )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*", plain)
    if name:
        return today + timedelta(days=(WEEKDAYS.index(name.group(1)) - today.weekday() - 1) % 7 + 1)
    span = re.fullmatch(r"in (\d{1,3}|a|an) (day|week|month)s?", plain)
    if not span:
        return None
    count = 1 if span.group(1) in ("a", "an") else int(span.group(1))
    if span.group(2) == "month":
        month = today.month - 1 + count
        year, month = today.year + month // 12, month % 12 + 1
        return _day(year, month, min(today.day, 28)) if today.day > 28 else _day(year, month, today.day)
    return today + timedelta(days=count * (7 if span.group(2) == "week" else 1))


def _written_day(plain: str, today: date, formats: Formats) -> date | None:
    iso = re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", plain)
    if iso:
        return _day(int(iso.group(1)), int(iso.group(2)), int(iso.group(3)))
    plain = re.sub(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +", "", plain)
    digits = re.fullmatch(r"(\d{1,2})[ ./-](\d{1,2})(?:[ ./-](\d{2}|\d{4}))?", plain)
    if digits:
        first, second, year = int(digits.group(1)), int(digits.group(2)), digits.group(3)
        month_first = formats.locale.endswith("_US") and "." not in plain
        if (month_first and first <= 12) or second > 12:
            first, second = second, first
        return _with_year(year, second, first, today)
    letters = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? *([a-z]{3,9})\.?,? *(\d{4}|\d{2})?", plain)
    if letters:
        return _named(letters.group(2), int(letters.group(1)), letters.group(3), today)
    letters = re.fullmatch(r"([a-z]{3,9})\.? *(\d{1,2})(?:st|nd|rd|th)?,? *(\d{4}|\d{2})?", plain)
    return _named(letters.group(1), int(letters.group(2)), letters.group(3), today) if letters else None


def _named(month: str, day: int, year: str | None, today: date) -> date | None:
    if month[:3] not in MONTHS:
        return None
    return _with_year(year, MONTHS.index(month[:3]) + 1, day, today)


def _with_year(year: str | None, month: int, day: int, today: date) -> date | None:
    if year:
        return _day(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    found = _day(today.year, month, day)
    if found is None or found < today:
        return _day(today.year + 1, month, day) or _day(today.year, month, day)
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
