"""What single change would put a provider first, each told in the unit of the thing itself."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from app.analysis.money import Money
from app.queries.match_facts import told_facts
from app.words import say, say_count
from app.words.formats import Formats

Facts = Mapping[str, Any]


def change_words(
    changes: Sequence[Mapping[str, Any]], formats: Formats, *, to_broker: bool = False
) -> tuple[str, ...]:
    """Every change that alone would do, the smallest raise of points first."""
    tell = {**_CHANGES, **_TO_BROKER} if to_broker else _CHANGES
    return tuple(
        tell[one["part"]](told_facts(one["facts"]), formats) for one in changes if one["part"] in tell
    )


def no_change_words() -> str:
    """Where no single change would do."""
    return say("No single change would put it first: it would take several together.")


def _travel(facts: Facts, formats: Formats) -> str:
    most, now = int(facts["value"]), facts["now"]
    if now is None:
        return say(
            "It would come first if somebody could be with you in {minutes} minutes or less. How far it is, "
            "nobody has said.",
            minutes=most,
        )
    return say(
        "It would come first if somebody could be with you in {minutes} minutes or less; now it takes about {now}.",
        minutes=most,
        now=int(now),
    )


def _hours(facts: Facts, formats: Formats) -> str:
    hours, now = formats.number(facts["value"]), facts["now"]
    if now is None:
        return say(
            "It would come first if you could reach the team {hours} hours a day or more. How many it is, nobody has "
            "said.",
            hours=hours,
        )
    return say(
        "It would come first if you could reach the team {hours} hours a day or more; now it is {now}.",
        hours=hours,
        now=formats.number(now),
    )


def _travel_to_owner(facts: Facts, formats: Formats) -> str:
    most, now = int(facts["value"]), facts["now"]
    if now is None:
        return say(
            "It would come first if somebody could be with the owner in {minutes} minutes or less. How far it is, "
            "nobody has said.",
            minutes=most,
        )
    return say(
        "It would come first if somebody could be with the owner in {minutes} minutes or less; now it takes about "
        "{now}.",
        minutes=most,
        now=int(now),
    )


def _hours_of_owner(facts: Facts, formats: Formats) -> str:
    hours, now = formats.number(facts["value"]), facts["now"]
    if now is None:
        return say(
            "It would come first if the owner could reach the team {hours} hours a day or more. How many it is, "
            "nobody has said.",
            hours=hours,
        )
    return say(
        "It would come first if the owner could reach the team {hours} hours a day or more; now it is {now}.",
        hours=hours,
        now=formats.number(now),
    )


def _free(facts: Facts, formats: Formats) -> str:
    days, now = formats.number(facts["value"]), facts["now"]
    if now is None:
        return say(
            "It would come first with {days} free days a week or more. How many it has, nobody has said.",
            days=days,
        )
    return say(
        "It would come first with {days} free days a week or more; now it has {now}.",
        days=days,
        now=formats.number(now),
    )


def _jobs(facts: Facts, formats: Formats) -> str:
    return say_count(
        "It would come first with {count} checked job of this kind in three years; now there are {now}.",
        "It would come first with {count} checked jobs of this kind in three years; now there are {now}.",
        int(facts["value"]),
        now=formats.number(facts["now"] or Decimal(0)),
    )


def _skills(facts: Facts, formats: Formats) -> str:
    least, now = formats.percent(facts["value"]), facts["now"]
    if now is None:
        return say(
            "It would come first if it had {share} of the skills this needs, at their level. Its skills are not "
            "known.",
            share=least,
        )
    return say(
        "It would come first if it had {share} of the skills this needs, at their level; now it has {now}.",
        share=least,
        now=formats.percent(now),
    )


def _record(facts: Facts, formats: Formats) -> str:
    least, now = formats.number(facts["value"]), facts["now"]
    if now is None:
        return say(
            "It would come first with a record of {points} of 100 for its work here. It has none yet.",
            points=least,
        )
    return say(
        "It would come first with a record of {points} of 100 for its work here, read cautiously; now it is {now}.",
        points=least,
        now=formats.number(now),
    )


def _safety(facts: Facts, formats: Formats) -> str:
    return say(
        "It would come first with checks of how it keeps data worth {points} points; now they are worth {now}.",
        points=formats.number(facts["value"]),
        now=formats.number(facts["now"] or Decimal(0)),
    )


def _charge(facts: Facts, formats: Formats) -> str:
    value: Money = facts["value"]
    whole = Money.of(value.decimal.to_integral_value(ROUND_FLOOR), value.currency)
    return say(
        "It would come first if such a job cost {amount} excl. tax with it, or less.",
        amount=formats.money_short(whole),
    )


def _start(facts: Facts, formats: Formats) -> str:
    value: date = facts["value"]
    now = facts["now"]
    if not isinstance(now, date):
        return say(
            "It would come first if it were free by {day}. When it is, nobody has said.",
            day=formats.day(value),
        )
    return say(
        "It would come first if it were free by {day}; now it is from {now}.",
        day=formats.day(value),
        now=formats.day(now),
    )


_CHANGES: Mapping[str, Callable[[Facts, Formats], str]] = {
    "travel_minutes": _travel,
    "shared_hours": _hours,
    "free_hands": _free,
    "similar_jobs": _jobs,
    "need_score": _skills,
    "track_record": _record,
    "safety_points": _safety,
    "price_ratio": _charge,
    "margin": _start,
}
"""Every part that `app/analysis/contrast.py` can change."""

_TO_BROKER: Mapping[str, Callable[[Facts, Formats], str]] = {
    "travel_minutes": _travel_to_owner,
    "shared_hours": _hours_of_owner,
}
"""The same where the reader is the broker: it is the owner who is near or far."""
