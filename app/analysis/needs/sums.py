"""Money in a text: a budget only where the text calls it one, a rate where it comes by the hour or the month."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from app.analysis.needs.findings import Finding, Period, Rate, Sum
from app.analysis.needs.words import Text

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
CODES = tuple(
    "gbp eur usd chf inr cad aud nzd sek nok dkk pln czk huf ron jpy sgd hkd zar brl aed ils try mxn".split()
)
_CURRENCY = "|".join(re.escape(sign) for sign in sorted((*SIGNS, *CODES), key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,3})?"
_SCALE = r"(?:k|m|mn|mio|bn|thousand|grand|million|lakhs?|crores?)"
_AMOUNT = rf"(?:{_NUMBER})(?:\s?{_SCALE}(?![a-z]))?"
_SIDE = rf"(?:(?<![a-z])(?:{_CURRENCY})\s?)?(?:{_AMOUNT})(?:\s?(?:{_CURRENCY})(?![a-z]))?"
_SUM = re.compile(
    rf"(?<![\w.,])(?P<one>{_SIDE})(?:\s?(?:-|to|and|up to)\s?(?P<other>{_SIDE}))?(?![\w%])(?!\.\d)(?!,\d)"
)
_PARTS = re.compile(
    rf"(?P<before>{_CURRENCY})?\s?(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE}(?![a-z]))?\s?(?P<after>.*)"
)
_SCALES = {
    **{"k": 1000, "thousand": 1000, "grand": 1000, "m": 10**6, "mn": 10**6, "mio": 10**6, "million": 10**6},
    **{"bn": 10**9, "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7},
}
_PER = re.compile(
    r"\s?,?(?:-\s?)?\s?(?:(?:ex|excl\.?|excluding|plus|\+)\s?vat\s)?\(?"
    r"(?:(?:per|an?|each|every|/|p/)\s?(?P<unit>hour|hr|h|day|week|wk|month|mth|quarter|year|annum)(?:s|ly)?(?![a-z])"
    r"|(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annually|pcm|p\.?a\.?|p\.?m\.?|ph|pd)(?![a-z]))"
)
_PERIODS: dict[str, Period] = {
    **dict.fromkeys(("hour", "hr", "h", "hourly", "ph"), "hour"),
    **dict.fromkeys(("day", "daily", "pd"), "day"),
    **dict.fromkeys(("week", "wk", "weekly"), "week"),
    **dict.fromkeys(("month", "mth", "monthly", "pcm", "pm"), "month"),
    **dict.fromkeys(("quarter", "quarterly"), "quarter"),
    **dict.fromkeys(("year", "annum", "yearly", "annually", "pa"), "year"),
}
_RATE_BEFORE = re.compile(
    r"(?P<unit>hourly|daily|day|weekly|monthly|annual|yearly)\s(?:rate|fee|retainer|budget|charge)s?"
    r"(?:\s(?:is|of|at|up|to|about|around|between|max|maximum))*[:\s]*$"
)
_BUDGET = re.compile(
    r"(?<!no )\bbudgets?\b(?!\s(?:is|are)?\s?(?:yet|not|unknown|open|holder))|\bto spend\b|\bspend (?:up to|about|around|at most"
    r"|no more than|between|roughly|some|max)|\bwilling to pay\b|\bcan (?:pay|afford|spend)\b|\bafford\b|\bset aside\b"
    r"|\bput aside\b|\bprice (?:limit|cap|ceiling)\b|\bnot (?:to )?(?:exceed|cost more than)\b|\b(?:contract|project) value\b"
    r"|\b(?:must|should) cost (?:less|no more|under|at most)|\bceiling\b|\bwe (?:have|allocated|reserved)\b"
)
_OWN_BUDGET_AFTER = re.compile(
    r"^[^.;\n]{0,25}?\bbudget\b|^[^.;\n]{0,20}?\b(?:for (?:this|the|it|everything)\b)"
)
_OTHER_MONEY = re.compile(
    r"\b(?:sav(?:e[sd]?|ings?)|turnover|revenues?|sales|turn over|income|profit|losses|lost|fine[sd]?|funding|funds|grant|raised"
    r"|invoices?|orders?|worth|budgets? of (?:over )?our (?:clients|customers)|insurance|indemnity|cover|liability|debts?"
    r"|salar(?:y|ies)|wages|refunds?|benefits?|deals?|clients? with|manag(?:e|es|ing)|transactions?|sells?|sold|cost us|costs us"
    r"|paid|penalt(?:y|ies)|donations?|prices? (?:from|of)|tickets?|basket|products?|last year|currently (?:pay|spend))\b"
)
_LOOK_BACK, _LOOK_ON = 70, 40
_LEAST_BARE = 100


class Amount(NamedTuple):
    """Money as it stands in the text; `per` where it comes again and again."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal
    currency: str | None
    per: Period | None


def amounts(text: Text) -> Iterator[Amount]:
    """Everything that is money by its sign, its code or the word budget right before it, ranges as one."""
    low = text.low
    for found in _SUM.finditer(low):
        one, other = _read(found["one"]), _read(found["other"]) if found["other"] else None
        if one is None:
            continue
        start, end = found.span()
        if found["other"] and (other is None or not _one_range(low, found, one, other)):
            other, end = None, found.end("one")
        currency = one[1] or (other[1] if other else None)
        high = other[0] if other else one[0]
        first = _scaled(one, other) if other else None
        bare = currency is None
        if bare and not (high >= _LEAST_BARE and _bare_budget(low, start, end)):
            continue
        per = _per(low, start, end)
        yield Amount(start, end, first, high, currency, per)


def budget_and_rates(
    text: Text,
) -> tuple[Finding[Sum] | None, list[Finding[Rate]], list[Finding[Sum]]]:
    """The budget, the rates, and the other sums of a text, of which nothing is claimed."""
    budgets: list[Finding[Sum]] = []
    rates: list[Finding[Rate]] = []
    others: list[Finding[Sum]] = []
    for amount in amounts(text):
        span = text.span(amount.start, amount.end)
        words = text.plain[amount.start : amount.end]
        if amount.per:
            rate = Rate(amount.low, amount.high, amount.currency, amount.per)
            rates.append(Finding("rate", rate, span, words, 0.9))
            continue
        told = Sum(amount.low, amount.high, amount.currency)
        sure = _budget_sure(text.low, amount)
        if sure:
            budgets.append(Finding("budget", told, span, words, sure))
        else:
            others.append(Finding("sum", told, span, words, 0.9))
    best = max(budgets, key=lambda one: (one.confidence, -one.span[0]), default=None)
    others += [replaced._replace(what="sum") for replaced in budgets if replaced is not best]
    return best, rates, sorted(others, key=lambda one: one.span)


def _read(side: str) -> tuple[Decimal, str | None, int] | None:
    """Number, currency and scale of one side of a range."""
    parts = _PARTS.match(side.strip())
    if parts is None:
        return None
    number = number_of(parts["number"])
    if number is None:
        return None
    sign = (parts["before"] or parts["after"] or "").strip()
    scale = _SCALES[parts["scale"]] if parts["scale"] else 1
    return number * scale, SIGNS.get(sign, sign.upper() or None), scale


def number_of(written: str) -> Decimal | None:
    """A number in any country's notation: the last sign is the decimal one unless three digits follow it."""
    signs = [sign for sign in written if not sign.isdigit()]
    plain = "".join(sign if sign.isdigit() else " " for sign in written)
    groups = plain.split(" ")
    decimal = ""
    if signs and signs[-1] in ".," and (len(groups[-1]) != 3 or groups[0] == "0"):
        decimal = groups.pop()
    try:
        return Decimal("".join(groups) + ("." + decimal if decimal else ""))
    except InvalidOperation:
        return None


def _scaled(one: tuple[Decimal, str | None, int], other: tuple[Decimal, str | None, int]) -> Decimal:
    """The lower end of a range: in "5 to 8k" the k is meant for both."""
    return one[0] * other[2] if one[2] == 1 and other[2] > 1 and one[0] < 1000 else one[0]


def _one_range(
    low: str,
    found: re.Match[str],
    one: tuple[Decimal, str | None, int],
    other: tuple[Decimal, str | None, int],
) -> bool:
    """Whether both sides are the ends of one range, not two sums that "and" joins."""
    joined = low[found.end("one") : found.start("other")].strip()
    if joined == "and" and not re.search(r"between\s*$", low[: found.start()]):
        return False
    if one[1] and other[1] and one[1] != other[1]:
        return False
    return _scaled(one, other) <= other[0] and (one[1] is not None or other[1] is not None or joined != "and")


def _bare_budget(low: str, start: int, end: int) -> bool:
    """Whether a number without a currency is called a budget right there."""
    return bool(
        re.search(
            r"\bbudget(?:\s(?:is|of|about|around|up to|max(?:imum)?|roughly|approx\.?|between|range|limit|total))*[:\s=]*$",
            low[max(start - 40, 0) : start],
        )
    ) or bool(re.match(r"\s(?:max(?:imum)?\s)?budget\b", low[end : end + 20]))


def _per(low: str, start: int, end: int) -> Period | None:
    after = _PER.match(low, end)
    if after:
        return _PERIODS[(after["unit"] or after["adverb"]).replace(".", "")]
    before = _RATE_BEFORE.search(low[max(start - 50, 0) : start])
    if before:
        unit = before["unit"]
        return _PERIODS.get(unit) or "year"
    return None


def _budget_sure(low: str, amount: Amount) -> float:
    """How sure it is that the money is the budget; 0 where the text calls it something else or nothing."""
    begin = max((low.rfind(sign, 0, amount.start) for sign in (". ", ";", "\n", "! ", "? ")), default=-1) + 1
    before = low[max(begin, amount.start - _LOOK_BACK) : amount.start]
    stop = re.search(r"[.;!?\n](?:\s|$)", low[amount.end : amount.end + _LOOK_ON])
    after = low[amount.end : amount.end + (stop.start() if stop else _LOOK_ON)]
    cue = None
    for cue in _BUDGET.finditer(before):
        pass
    other = None
    for other in _OTHER_MONEY.finditer(before):
        pass
    if other is not None and (cue is None or other.start() > cue.start()):
        return 0.0
    if _OTHER_MONEY.search(after[:25]) and "budget" not in before:
        return 0.0
    if cue is not None:
        if cue.group().startswith("we "):  # "we have £5,000" is a budget only for something
            return 0.6 if re.match(r"\s*(?:to spend|for (?:this|the|it)|set aside|available)", after) else 0.0
        return 0.9 if "budget" in cue.group() or "spend" in cue.group() else 0.8
    if _OWN_BUDGET_AFTER.match(after) and "budget" in after:
        return 0.9
    return 0.0
