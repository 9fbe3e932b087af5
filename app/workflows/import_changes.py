"""What a line of a list would change about a provider, before and after, in words."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.analysis.look_alikes import same_text
from app.analysis.money import Money
from app.domain.providers import SiteKind
from app.exchange.provider_lists import ListedProvider
from app.queries.provider_parts import site_kind_words
from app.queries.provider_words import credential_name, role_name, skill_name, template_name
from app.words import say
from app.words.formats import Formats
from app.workflows.import_rows import FieldChange

SITE = ("town", "country", "time_zone", "starts", "ends", "headcount")
"""What a place of work is told by."""


def field_label(field: str) -> str:
    """The name of a provider's field, as the columns of a list are called."""
    labels = {
        "name": say("Name"),
        "country": say("Country"),
        "town": say("Town"),
        "website": say("Website"),
        "email": say("E-mail"),
        "phone": say("Telephone"),
        "summary": say("Summary"),
        "staff": say("Staff"),
        "founded": say("Founded"),
        "languages": say("Languages"),
        "sectors": say("Sectors"),
        "templates": say("Kinds of project"),
        "free_days_week": say("Free days a week"),
        "earliest_start": say("Earliest start"),
        "shared_hours": say("Shared hours a day"),
        "travel_minutes": say("Travel minutes"),
        "turnover": say("Yearly turnover"),
        "insurance_limit": say("Insured up to"),
        "reply_promise": say("Answers within"),
        "skills": say("Skills"),
        "credentials": say("Credentials"),
        "currency": say("Currency of the amounts"),
        "rates": say("Day rates"),
        "sites": say("Places of work"),
        "notes": say("Private notes"),
    }
    return labels[field]


def changes(row: ListedProvider, before: Mapping[str, Any], formats: Formats) -> tuple[FieldChange, ...]:
    """What a line would change of a provider, field by field. What the line does not say stays."""
    return tuple(_field_changes(row, before, formats))


def _field_changes(row: ListedProvider, before: Mapping[str, Any], formats: Formats) -> Iterator[FieldChange]:
    for field, after in {"name": row.name, **row.fields}.items():
        was = before[field]
        if _plain(was) != _plain(after):
            label = field_label(field)
            yield FieldChange(field, label, _words(field, was, formats), _words(field, after, formats))
    yield from _row_changes("skills", before["skills"], _skills(row, before["skills"]), formats)
    yield from _row_changes(
        "credentials", before["credentials"], _checks(row, before["credentials"]), formats
    )
    rates = {(one.role, one.tier): one.rate for one in row.rates or ()}
    yield from _row_changes("rates", before["rates"], rates, formats)
    yield from _row_changes("sites", before["sites"], _sites(row, before["sites"]), formats)


def _sites(row: ListedProvider, before: Mapping[Any, Any]) -> dict[Any, Any]:
    """The places a line names; what it leaves open about one stays as it was."""
    found = {}
    for one in row.sites or ():
        key = (one.kind, same_text(one.town))
        old = before.get(key, ("", "", "", "", "", None))
        hours = (one.starts, one.ends) if one.starts else (old[3], old[4])
        people = one.headcount if one.headcount is not None else old[5]
        found[key] = (one.town, one.country or old[1], one.time_zone or old[2], *hours, people)
    return found


def _skills(row: ListedProvider, before: Mapping[str, Any]) -> dict[str, Any]:
    old = {skill: year for skill, (_, year) in before.items()}
    return {one.skill: (one.level, one.last_used or old.get(one.skill)) for one in row.skills or ()}


def _checks(row: ListedProvider, before: Mapping[str, Any]) -> dict[str, Any]:
    old = {credential: ends for credential, (_, ends) in before.items()}
    listed = row.credentials or ()
    return {one.credential: (one.level, one.expires_on or old.get(one.credential)) for one in listed}


def _row_changes(
    field: str, before: Mapping[Any, Any], after: Mapping[Any, Any], formats: Formats
) -> Iterator[FieldChange]:
    for key, value in after.items():
        if before.get(key) != value:
            name = _row_name(field, key)
            label = say("{list}, {name}", list=field_label(field), name=name)
            yield FieldChange(field, label, _row_words(before.get(key), formats), _row_words(value, formats))


def _row_name(field: str, key: Any) -> str:
    if field == "skills":
        return skill_name(key)
    if field == "sites":
        return site_kind_words(SiteKind(key[0]))[0]
    return credential_name(key) if field == "credentials" else role_name(key[0])


def _row_words(value: Any, formats: Formats) -> str:
    if value is None:
        return "–"
    if isinstance(value, Money):
        return formats.money_short(value)
    if len(value) == len(SITE):
        town, country, zone, starts, ends, people = value
        hours = say("{start} to {end}", start=starts, end=ends) if starts else ""
        count = formats.number(people) if people is not None else ""
        return ", ".join(filter(None, (town, country, zone, hours, count))) or "–"
    level, last = value
    if last is None:
        return say("level {level}", level=level)
    told = formats.day(last) if isinstance(last, date) else str(last)
    return say("level {level}, {last}", level=level, last=told)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else value


def _words(field: str, value: Any, formats: Formats) -> str:
    match value:
        case None | "":
            return "–"
        case Money():
            return formats.money_short(value)
        case date():
            return formats.day(value)
        case Decimal() | int():
            return formats.number(value) if field != "founded" else str(value)
        case str():
            return value
    return ", ".join(_named(field, value)) or "–"


def _named(field: str, values: Iterable[str]) -> Iterable[str]:
    naming = {"templates": template_name, "sectors": skill_name}.get(field, str)
    return (naming(value) for value in values)
