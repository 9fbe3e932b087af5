"""Slips, waits, certainty and what is to be known about a schedule, in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from app.analysis.default_spread import Days, is_usual
from app.domain.plan_network import activity_key, public_of
from app.domain.schedules import CERTAINTIES, OWNER_TASK, Activity
from app.knowledge.public_holidays import PublicDays
from app.queries.schedule_parts import Laid
from app.words import say, say_count
from app.words.formats import Formats
from app.words.regions import country_name


def slip_words(ends: date | None, base: date | None) -> str:
    """ "6 days late" against the version that stands; empty where it is not."""
    days = (ends - base).days if ends is not None and base is not None else 0
    return say_count("{count} day late", "{count} days late", days) if days > 0 else ""


def lag_words(lag: Decimal) -> str:
    """How long it waits beyond the other's end, or how much earlier it may begin."""
    days = int(abs(lag)) if lag == int(lag) else None
    if not lag:
        return ""
    if days is None:
        return (
            say("{days} working days later", days=lag)
            if lag > 0
            else say("{days} working days earlier", days=-lag)
        )
    if lag > 0:
        return say_count("{count} working day later", "{count} working days later", days)
    return say_count("{count} working day earlier", "{count} working days earlier", days)


def hours_words(hours: Decimal | None, formats: Formats) -> str:
    """What it takes of the owner's people."""
    return "" if hours is None else say("{hours} h of your time", hours=formats.number(hours.normalize() + 0))


def certainties() -> tuple[tuple[str, str], ...]:
    """How sure one may be of what is left to do, the least sure first, with its words."""
    words = {
        "working_out": say("Still working it out"),
        "mostly_known": say("Most of it known"),
        "just_doing": say("Just needs doing"),
    }
    return tuple((key, words[key]) for key in CERTAINTIES)


def certainty_words(certainty: str) -> str:
    """How sure whoever does it is of what is left to do."""
    return dict(certainties()).get(certainty, "")


def least_sure(lines: Iterable[Activity]) -> str:
    """Of a stage: what is said of the line that is known least; empty where nothing is said of any."""
    said = {each.certainty for each in lines if each.done_on is None}
    return next((key for key in CERTAINTIES if key in said), "")


def findings_of(laid: Laid, needed: date | None, formats: Formats) -> Iterator[str]:
    """What somebody who goes by these dates should know, the weightiest first."""
    if laid.dates is None or laid.network is None:
        if not laid.parts.stages:
            yield say("There are no stages yet. The schedule begins with them.")
        elif laid.network is None:
            yield say("No stage has a date yet. Give the first one its days.")
        return
    if laid.is_over:
        return
    if needed is not None and laid.dates.ends_on > needed:
        yield say_count(
            "At its most likely days the plan ends {count} day after you need it.",
            "At its most likely days the plan ends {count} days after you need it.",
            (laid.dates.ends_on - needed).days,
        )
    for each in laid.parts.activities:
        found = laid.dates.placed[activity_key(each.id)]
        if each.due is not None and found.ends_on > each.due and each.done_on is None:
            yield say(
                "“{name}” should be done by {due} and ends on {end}.",
                name=each.title,
                due=formats.day(each.due),
                end=formats.day(found.ends_on),
            )
    yield from _countries(laid, (laid.network.start.year, laid.dates.ends_on.year))
    usual = [
        each
        for each in laid.parts.activities
        if each.kind != OWNER_TASK
        and each.days
        and each.stage_id not in laid.over
        and is_usual(Days(each.low, each.days, each.high))
    ]
    if usual:
        yield say_count(
            "{count} line has the usual range, half to twice its days: so far do jobs of this kind fall from a first "
            "estimate (Boehm 1981; held in 75 of 100 jobs of Kitchenham 2002).",
            "{count} lines have the usual range, half to twice their days: so far do jobs of this kind fall from a "
            "first estimate (Boehm 1981; held in 75 of 100 jobs of Kitchenham 2002).",
            len(usual),
        )


def _countries(laid: Laid, years: tuple[int, int]) -> Iterator[str]:
    """A country whose holidays are not known, or that has none."""
    basis = laid.parts.basis
    told: set[str] = set()
    for country, days in zip(
        (basis.owner_country, basis.team_country), public_of(laid.parts, *years), strict=True
    ):
        if country and country not in told:
            told.add(country)
            yield from _country(country_name(country), days)


def _country(name: str, days: PublicDays) -> Iterator[str]:
    if not days.known:
        yield say(
            "The holidays of {country} are not known here. Weekends alone count; add the days off.",
            country=name,
        )
    elif not days.days:
        yield say(
            "The list of {country} has no public holidays in these years, by a law of its own. Ask the team which "
            "days they take, and add them as days off.",
            country=name,
        )
