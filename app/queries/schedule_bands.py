"""Days that are not worked, as bands behind the bars: weekends, holidays of both countries, and days off."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.plan_network import PlanParts, public_of
from app.domain.schedules import BOTH, OWNER, TEAM
from app.knowledge.public_holidays import PublicDays
from app.queries.schedule_rows import Band
from app.words import say

DAY = timedelta(days=1)


def bands_of(parts: PlanParts, first: date, last: date) -> tuple[Band, ...]:
    """Every band from the first day to the last: weekends, then holidays, then days off that somebody named."""
    owner, team = public_of(parts, first.year, last.year)
    found = [*_weekends(owner, team, first, last), *_holidays(owner, team, first, last)]
    for each in parts.closures:
        if each.first <= last and each.last >= first:
            found.append(Band(each.first, each.last, "closure", each.name, whose_words(each.whose), each.id))
    return tuple(found)


def whose_words(whose: str) -> str:
    """Whose days they are."""
    return {OWNER: say("Yours"), TEAM: say("The team’s"), BOTH: say("Everybody’s")}.get(whose, "")


def _weekends(owner: PublicDays, team: PublicDays, first: date, last: date) -> Iterator[Band]:
    same = owner.days_off == team.days_off
    sides = ((owner, BOTH),) if same else ((owner, OWNER), (team, TEAM))
    for side, whose in sides:
        begun: date | None = None
        day = first
        while day <= last + DAY:
            off = day <= last and day.weekday() in side.days_off
            if off and begun is None:
                begun = day
            elif not off and begun is not None:
                yield Band(begun, day - DAY, "weekend", say("Weekend"), whose_words(whose))
                begun = None
            day += DAY


def _holidays(owner: PublicDays, team: PublicDays, first: date, last: date) -> Iterator[Band]:
    for day in sorted({*owner.days, *team.days}):
        if not first <= day <= last:
            continue
        ours, theirs = owner.days.get(day), team.days.get(day)
        if ours is not None and theirs is not None:
            name = ours if ours == theirs else say("{yours} and {theirs}", yours=ours, theirs=theirs)
            yield Band(day, day, "holiday", name, whose_words(BOTH))
        elif ours is not None:
            yield Band(day, day, "holiday", ours, whose_words(OWNER))
        else:
            yield Band(day, day, "holiday", str(theirs), whose_words(TEAM))
