"""The lines of a schedule for its forms: what may be changed of each, days off, and whose holidays count."""

import uuid
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.domain.plan_network import activity_key
from app.knowledge.public_holidays import regions_of
from app.queries.lens import Lens
from app.queries.schedule_bands import whose_words
from app.queries.schedule_parts import Laid, laid_out
from app.queries.schedule_words import hours_words, lag_words
from app.words import say
from app.words.formats import Formats
from app.words.regions import country_name, regions


class WaitRow(NamedTuple):
    """One thing that a line waits for."""

    id: uuid.UUID
    words: str


class LineRow(NamedTuple):
    """One line with what its form holds."""

    id: uuid.UUID
    title: str
    kind: str
    stage_id: uuid.UUID | None
    low: Decimal | None
    days: Decimal
    high: Decimal | None
    hours: Decimal | None
    hours_words: str
    dates: str
    done: bool
    certainty: str
    waits: tuple[WaitRow, ...]


class OffRow(NamedTuple):
    """Days off that somebody named."""

    id: uuid.UUID
    words: str


class LinesPage(NamedTuple):
    """All that the forms of a schedule hold."""

    lines: tuple[LineRow, ...]
    stages: tuple[tuple[str, str], ...]
    off: tuple[OffRow, ...]
    countries: tuple[tuple[str, str], ...]
    owner_country: str
    team_country: str
    owner_region: str
    team_region: str
    regions: dict[str, tuple[tuple[str, str], ...]]
    """Of the two countries by their codes: regions with holidays of their own."""


def lines_page(
    session: Session, *, lens: Lens, project_id: uuid.UUID, on: date, formats: Formats
) -> LinesPage | None:
    """The lines of the plan that stands; owner and broker see the same. None where there is no plan."""
    laid = laid_out(session, project_id, on)
    if laid is None:
        return None
    basis = laid.parts.basis
    known = {region.country: region.name for region in regions()}
    for code in (basis.owner_country, basis.team_country):
        if code:
            known.setdefault(code, country_name(code))
    return LinesPage(
        lines=tuple(_line(laid, at, formats) for at in range(len(laid.parts.activities))),
        stages=tuple((stage.id.hex, stage.title) for stage in laid.parts.stages),
        off=tuple(
            OffRow(
                each.id,
                say(
                    "{name}, {days}: {whose}",
                    name=each.name,
                    days=_dates(each.first, each.last, formats),
                    whose=whose_words(each.whose),
                ),
            )
            for each in laid.parts.closures
        ),
        countries=tuple(sorted(known.items(), key=lambda one: one[1])),
        owner_country=basis.owner_country,
        team_country=basis.team_country,
        owner_region=basis.owner_region,
        team_region=basis.team_region,
        regions={code: tuple((each, each) for each in regions_of(code)) for code in known},
    )


def _line(laid: Laid, at: int, formats: Formats) -> LineRow:
    each = laid.parts.activities[at]
    found = laid.dates.placed.get(activity_key(each.id)) if laid.dates is not None else None
    names = {one.id: one.title for one in laid.parts.activities}
    waits = tuple(
        WaitRow(
            link.id,
            _wait_words(names[link.before_id], link.kind, lag_words(link.lag)),
        )
        for link in laid.parts.links
        if link.after_id == each.id and link.before_id in names
    )
    dates = _dates(found.starts_on, found.ends_on, formats) if found is not None else ""
    return LineRow(
        id=each.id,
        title=each.title,
        kind=each.kind,
        stage_id=each.stage_id,
        low=each.low,
        days=each.days,
        high=each.high,
        hours=each.hours,
        hours_words=hours_words(each.hours, formats),
        dates=dates,
        done=each.done_on is not None,
        certainty=each.certainty,
        waits=waits,
    )


def _dates(first: date, last: date, formats: Formats) -> str:
    if first == last:
        return formats.day(first)
    return say("{start} – {end}", start=formats.short_day(first), end=formats.day(last))


def _wait_words(name: str, kind: str, lag: str) -> str:
    words = {
        "finish_start": say("begins once “{name}” has ended", name=name),
        "start_start": say("begins once “{name}” has begun", name=name),
        "finish_finish": say("ends once “{name}” has ended", name=name),
        "start_finish": say("ends once “{name}” has begun", name=name),
    }[kind]
    return say("{words}, {lag}", words=words, lag=lag) if lag else words
