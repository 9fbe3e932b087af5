"""The words of the comparison: titles of its groups and rows, its answers, and what to watch out for."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from app.analysis.comparison import Best, Group, Row
from app.analysis.coverage import Coverage as Answer
from app.analysis.money import Money
from app.analysis.quote_flags import FlagCode, QuoteFlag
from app.analysis.quotes import Missing
from app.domain.quotes import Quote
from app.words import say, say_count
from app.words.formats import Formats


def flag_sentence(flag: QuoteFlag, quote: Quote, formats: Formats) -> str:
    """One thing to watch out for, as a sentence that says what to ask."""
    if flag.code is FlagCode.DOES_NOT_ADD_UP and quote.adjustment_reason:
        return explained_difference(flag.facts["difference"], quote.adjustment_reason, formats)
    if flag.code is FlagCode.MUST_NOT_SAID:
        return say_count(
            "Does not speak of {count} must-have. Ask.",
            "Does not speak of {count} must-haves. Ask.",
            len(flag.musts),
        )
    return _FLAGS[flag.code]({name: _fact(value, formats) for name, value in flag.facts.items()})


def explained_difference(difference: object, reason: str, formats: Formats) -> str:
    """How a price differs from the sum of its lines, and the reason that was given."""
    if not isinstance(difference, Money):
        return say("Price and lines differ: {reason}", reason=reason)
    if difference.minor < 0:
        amount = formats.money(-difference)
        return say("The price is {amount} less than its lines: {reason}", amount=amount, reason=reason)
    amount = formats.money(difference)
    return say("The price is {amount} more than its lines: {reason}", amount=amount, reason=reason)


def _fact(value: object, formats: Formats) -> str:
    if isinstance(value, Money):
        return formats.money(value)
    if isinstance(value, Decimal):
        return formats.percent(value)
    return formats.day(value) if isinstance(value, date) else str(value)


BEST: Mapping[Best, Callable[[], str]] = {
    Best.LOWEST: lambda: say("lowest"),
    Best.EARLIEST: lambda: say("earliest"),
    Best.MOST: lambda: say("most"),
}
COVERAGE: Mapping[Answer, tuple[Callable[[], str], str, str]] = {
    Answer.INCLUDED: (lambda: say("Included"), "success", "circle-check"),
    Answer.PARTLY: (lambda: say("Partly"), "warn", "triangle-alert"),
    Answer.NOT_INCLUDED: (lambda: say("Not included"), "danger", "octagon-alert"),
    Answer.NOT_SAID: (lambda: say("Not said"), "neutral", "circle-help"),
}
GROUP_TITLES: Mapping[Group, Callable[[], str]] = {
    Group.WHAT_YOU_GET: lambda: say("What you get"),
    Group.WHAT_IT_COSTS: lambda: say("What it costs"),
    Group.WHO_AND_WHEN: lambda: say("Who and when"),
    Group.IF_THINGS_GO_WRONG: lambda: say("If things go wrong"),
    Group.WATCH_OUT_FOR: lambda: say("Watch out for"),
}
ROW_TITLES: Mapping[Row, Callable[[], str]] = {
    Row.MUSTS_COVERED: lambda: say("Must-haves covered"),
    Row.QUOTED: lambda: say("Quoted, excl. tax"),
    Row.GAPS: lambda: say("To cover the gaps"),
    Row.LIKE_FOR_LIKE: lambda: say("Like-for-like, excl. tax"),
    Row.BOUGHT_BY_OWNER: lambda: say("Things you buy yourself, excl. tax"),
    Row.RUNNING: lambda: say("Running, per month, excl. tax"),
    Row.THREE_YEARS: lambda: say("Three years in all, excl. tax"),
    Row.ON_SITE_PERSON: lambda: say("Person on site"),
    Row.SHARED_HOURS: lambda: say("Shared hours a day"),
    Row.READY_ON: lambda: say("Ready by"),
    Row.RETENTION: lambda: say("Held back to the end"),
    Row.WARRANTY: lambda: say("Free fixing after"),
    Row.FLAGS: lambda: say("Watch out for"),
}
OWN_ROW_TITLES: Mapping[str, Callable[[], str]] = {
    "tax": lambda: say("Tax"),
    "incl_tax": lambda: say("Quoted, incl. tax"),
    "weeks": lambda: say("How long it takes"),
}
"""Rows that stand beside those of the analysis."""

MISSING: Mapping[Missing, Callable[[], str]] = {
    Missing.PRICE: lambda: say("The quote gives no price."),
    Missing.ALLOWANCE: lambda: say("A gap has no figure yet."),
    Missing.SUPPORT: lambda: say("The quote does not say what support costs a month."),
    Missing.LICENCES: lambda: say("The quote does not say what licences cost a month."),
}
_FLAGS: Mapping[FlagCode, Callable[[Mapping[str, str]], str]] = {
    FlagCode.PRICE_MISSING: lambda f: say("No price given. Ask for it."),
    FlagCode.ABNORMALLY_LOW: lambda f: say(
        "{price} is {ratio} of our own estimate of {should_cost}. Ask what is left out.", **f
    ),
    FlagCode.BELOW_BAND: lambda f: say("Under the {low} we expected at least. Ask what is left out.", **f),
    FlagCode.ABOVE_BAND: lambda f: say("Above the {high} we expected at most. Ask what drives it.", **f),
    FlagCode.FAR_BELOW_OTHERS: lambda f: say(
        "Far under {middle}, the middle of all quotes. Ask what is left out.", **f
    ),
    FlagCode.FAR_ABOVE_OTHERS: lambda f: say(
        "Far above {middle}, the middle of all quotes. Ask what drives it.", **f
    ),
    FlagCode.DOES_NOT_ADD_UP: lambda f: say(
        "Lines add up to {expected} and the price says {stated}. Ask which one holds.", **f
    ),
    FlagCode.FRONT_LOADED: lambda f: say(
        "{share} is due before anything is signed off. Ask for later payments.", **f
    ),
    FlagCode.EXPIRED: lambda f: say("The price ran out on {valid_until}. Ask them to renew it.", **f),
    FlagCode.NO_ON_SITE_PERSON: lambda f: say("Nobody is named who comes to you. Ask who it is."),
    FlagCode.RUNNING_COST_NOT_SAID: lambda f: say("Running cost is not given in full. Ask."),
    FlagCode.LATE: lambda f: say("Ready on {ready_on}, after your date of {deadline}.", **f),
}
