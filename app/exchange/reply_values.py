"""What the texts of a reply mean: amounts, dates, shares and choices, and every text that means nothing sure.

A figure that can be read in two ways, was made by a formula, or is drawn otherwise than it is stored, is not taken:
it is told, and somebody who asked the provider enters it by hand.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from app.analysis.money import Money
from app.analysis.reply_facts import Finding, Found
from app.exchange.reply_raw import Raw
from app.exchange.response_form import Ask, Kind, ResponseForm
from app.words.entry import read_day, read_money, read_number
from app.words.formats import Formats

Value: TypeAlias = str | Decimal | date | Money

MOST_COUNT: Final = 100_000
"""Days, hours or weeks that anybody can mean."""

MOST_LINE: Final = 1_000
"""Letters of an answer on one line; what is longer is kept with the file and not taken."""

WORDS: Final = frozenset({Kind.TEXT, Kind.LONG})
_TWO_WAYS: Final = re.compile(r"(\d{1,2})[ ./-](\d{1,2})[ ./-](?:\d{2}|\d{4})")
_THOUSAND_OR_PART: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""A number of days that is 1,250 or one and a quarter; an amount has no three decimals, so there it is sure."""

_HAS_YEAR: Final = re.compile(r"\d{4}|\d{1,2}[ ./-]\d{1,2}[ ./-]\d{2}$")
_MARKS: Final = str.maketrans({"٫": ".", "٬": ",", "،": ",", "。": "."})


class Understood(NamedTuple):
    """The values that are taken, under their keys, every text as it stands, and what was found."""

    values: Mapping[str, Value]
    said: Mapping[str, str]
    findings: tuple[Finding, ...]


class _Misfit(Exception):
    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.found = found


def understood(
    form: ResponseForm, raw: Raw, *, from_sheet: bool, today: date, formats: Formats
) -> Understood:
    """The values of a reply to `form`."""
    reading = _Reading(form, raw, from_sheet, today, formats)
    values: dict[str, Value] = {}
    findings: list[Finding] = []
    for ask in form.asks:
        problem = _doubt(ask, raw, reading)
        if problem is not None:
            findings.append(problem)
            if ask.kind not in WORDS or problem.kind is not Found.DRAWN:
                continue
        text = raw.values.get(ask.key, "").strip()
        if not text:
            continue
        try:
            values[ask.key] = reading.value(ask, text)
        except _Misfit as misfit:
            findings.append(Finding(misfit.found, ask.key, text))
    printed = dict(form.locked)
    findings += [Finding(Found.CHANGED, key, now, printed.get(key, "")) for key, now in raw.printed.items()]
    findings += [Finding(Found.ACTIVE, said=each) for each in raw.active]
    if (other := values.get("price.currency")) and str(other).strip().upper() != form.currency:
        findings.append(Finding(Found.CURRENCY, "price.currency", str(other), form.currency))
    return Understood(values, dict(raw.values), tuple(findings))


def _doubt(ask: Ask, raw: Raw, reading: "_Reading") -> Finding | None:
    """Why what is stored in a field is not to be trusted, whatever it is."""
    stored = raw.values.get(ask.key, "")
    if ask.key in raw.formulas:
        return Finding(Found.FORMULA, ask.key)
    if ask.key in raw.twice:
        return Finding(Found.TWICE, ask.key)
    if ask.key in raw.covered:
        return Finding(Found.COVERED, ask.key, stored)
    drawn = raw.drawn.get(ask.key)
    if drawn is not None and not reading.same(ask, stored, drawn):
        return Finding(Found.DRAWN, ask.key, stored, drawn.strip())
    return None


class _Reading:
    """How one reply is read: in the currency of its form, on the day it is opened."""

    def __init__(self, form: ResponseForm, raw: Raw, from_sheet: bool, today: date, formats: Formats) -> None:
        self._currency = form.currency
        other = raw.values.get("price.currency", "").strip().upper()
        if re.fullmatch(r"[A-Z]{3}", other):
            self._currency = other
        self._from_sheet = from_sheet
        self._today = today
        self._formats = formats

    def value(self, ask: Ask, text: str) -> Value:
        """What a text means. Raises _Misfit."""
        readers: Mapping[Kind, Callable[[Ask, str], Value]] = {
            Kind.CHOICE: self._choice,
            Kind.MONEY: self._money,
            Kind.NUMBER: self._number,
            Kind.SHARE: self._share,
            Kind.DATE: self._day,
        }
        return readers.get(ask.kind, _words)(ask, text)

    def same(self, ask: Ask, stored: str, drawn: str) -> bool:
        """Whether what is drawn says what is stored, however it is set out."""
        if _bare(stored) == _bare(drawn):
            return True
        if ask.kind in WORDS:
            return _shown(stored) != _bare(stored) and _shown(stored) == _shown(drawn)
        if not stored.strip() or not drawn.strip():
            return False
        try:
            return self.value(ask, stored.strip()) == self.value(ask, drawn.strip())
        except _Misfit:
            return False

    def _choice(self, ask: Ask, text: str) -> Value:
        for stored, word in ask.choices:
            if _bare(text) in (_bare(stored), _bare(word)):
                return stored
        raise _Misfit(Found.NOT_OFFERED)

    def _money(self, ask: Ask, text: str) -> Value:
        entry = read_money(_plain(text), self._currency, self._formats)
        if entry.value is None:
            raise _Misfit(Found.MISREAD)
        if entry.value.minor < 0:
            raise _Misfit(Found.NEGATIVE)
        return entry.value

    def _number(self, ask: Ask, text: str) -> Value:
        if _THOUSAND_OR_PART.fullmatch(_plain(text)):
            raise _Misfit(Found.AMBIGUOUS)
        entry = read_number(_plain(text), self._formats)
        if entry.value is None or entry.value > MOST_COUNT:
            raise _Misfit(Found.MISREAD)
        if entry.value < 0:
            raise _Misfit(Found.NEGATIVE)
        return entry.value

    def _share(self, ask: Ask, text: str) -> Value:
        """A share of one. A form asks for percent; a spreadsheet keeps 20 % as 0.2, which on paper is doubtful."""
        plain = _plain(text)
        percent = plain.endswith("%")
        number = self._number(ask, plain.rstrip("%"))
        assert isinstance(number, Decimal)
        if not percent and 0 < number < 1:
            if not self._from_sheet:
                raise _Misfit(Found.AMBIGUOUS)
            return number
        if number > 100:
            raise _Misfit(Found.MISREAD)
        return number / 100

    def _day(self, ask: Ask, text: str) -> Value:
        plain = _plain(text)
        found = _TWO_WAYS.fullmatch(plain)
        if (
            found
            and int(found[1]) <= 12
            and int(found[2]) <= 12
            and found[1] != found[2]
            and "." not in plain
        ):
            raise _Misfit(Found.AMBIGUOUS)
        entry = read_day(plain, self._today, self._formats) if _HAS_YEAR.search(plain) else None
        if entry is None or entry.value is None:
            raise _Misfit(Found.MISREAD)
        return entry.value


def _words(ask: Ask, text: str) -> Value:
    if ask.kind is not Kind.LONG and len(text) > MOST_LINE:
        raise _Misfit(Found.MISREAD)
    return text if ask.kind is Kind.LONG else " ".join(text.split())


def _plain(text: str) -> str:
    """Digits of every script as 0 to 9, and the marks between them as they are usually written here."""
    shown = unicodedata.normalize("NFKC", text).translate(_MARKS).strip()
    return "".join(
        str(unicodedata.decimal(each)) if unicodedata.category(each) == "Nd" else each for each in shown
    )


def _shown(text: str) -> str:
    """What a tool shows of a text for which its font has no letters: a question mark, or nothing, for each of those."""
    return "".join(each for each in _bare(text) if each.encode("cp1252", "ignore") and each not in "?\ufffd")


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
