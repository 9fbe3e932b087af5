"""How a cell of a provider list is read: one reader per column, and what it says when it cannot."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from babel.numbers import list_currencies

from app.analysis.look_alikes import same_text
from app.analysis.money import Money
from app.exchange.provider_vocabulary import Vocabulary, time_zones
from app.knowledge import load_knowledge
from app.knowledge.fitted import role_of_title
from app.words import say, say_known
from app.words.entry import read_day, read_money, read_number
from app.words.formats import Formats

LONGEST_NAME = 200
MOST_STAFF = 1_000_000
SITE_KINDS = ("on_site", "near_shore", "off_shore")
TIERS = ("onsite_uk", "onsite_us", "onsite_euw", "nearshore", "offshore")


class Misread(Exception):
    """A cell that cannot be taken; `text` tells what is wrong with it and what to write instead."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class SkillEntry(NamedTuple):
    """A skill, its level 1 to 5 and the year it was last used."""

    skill: str
    level: int
    last_used: int | None = None


class CredentialEntry(NamedTuple):
    """A credential, the level of checking 0 to 3 and its last day."""

    credential: str
    level: int
    expires_on: date | None = None


class RateEntry(NamedTuple):
    """What a day of a role costs at a tier of places, excluding tax."""

    role: str
    tier: str
    rate: Money


class SiteEntry(NamedTuple):
    """A place of work: its kind, town, country, time zone, hours by its clock, and how many work there."""

    kind: str
    town: str = ""
    country: str = ""
    time_zone: str = ""
    starts: str = ""
    ends: str = ""
    headcount: int | None = None


Read: TypeAlias = tuple[object, str]
"""The value of a cell, and how it was understood where that is worth saying."""


class CellReader:
    """Reads cells by the words of the knowledge and the notations of the reader's locale."""

    def __init__(self, vocabulary: Vocabulary, formats: Formats, today: date) -> None:
        self._words = vocabulary
        self._formats = formats
        self._today = today

    def in_currency(self, currency: str) -> "CellReader":
        """A reader of the same kind for amounts in another currency."""
        return CellReader(self._words, replace(self._formats, currency=currency), self._today)

    def text(self, cell: str) -> Read:
        """Any text, with its line breaks."""
        return cell, ""

    def name(self, cell: str) -> Read:
        """The provider's name, on one line."""
        if len(cell) > LONGEST_NAME:
            raise Misread(
                say(
                    "The name has {count} characters; {most} at most are kept.",
                    count=len(cell),
                    most=LONGEST_NAME,
                )
            )
        return " ".join(cell.split()), ""

    def country(self, cell: str) -> Read:
        """A country's two-letter code."""
        return _one(
            cell,
            self._words.countries,
            say('"{typed}" is no country. Write its name or code, like GB.', typed=cell),
        ), ""

    def currency(self, cell: str) -> Read:
        """A currency's three-letter code, for the amounts of its row."""
        code = cell.strip().upper()
        if code not in list_currencies():
            raise Misread(say('"{typed}" is no currency. Write its code, like GBP or EUR.', typed=cell))
        return code, ""

    def languages(self, cell: str) -> Read:
        """Languages, in the words of the file."""
        return [part.strip() for part in re.split(r"[;,/]", cell) if part.strip()], ""

    def sectors(self, cell: str) -> Read:
        """Trades the provider knows."""
        return _each(self, cell, self._words.sectors), ""

    def templates(self, cell: str) -> Read:
        """Kinds of project the provider takes on."""
        return _each(self, cell, self._words.templates), ""

    def staff(self, cell: str) -> Read:
        """A whole number of people."""
        return self._whole(cell, 0, MOST_STAFF), ""

    def year(self, cell: str) -> Read:
        """A year that is not in the future."""
        return self._year(cell), ""

    def minutes(self, cell: str) -> Read:
        """Whole minutes within a week."""
        return self._whole(cell, 0, 10_080), ""

    def days_a_week(self, cell: str) -> Read:
        """Person-days a week; a firm may have many people free."""
        return self._number(cell, Decimal(0), Decimal(100_000)), ""

    def hours(self, cell: str) -> Read:
        """Hours of a day."""
        return self._number(cell, Decimal(0), Decimal(24)), ""

    def day(self, cell: str) -> Read:
        """A date with its year; one not written as 2026-11-30 is echoed as it was understood."""
        found = self._day(cell)
        iso = re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell)
        echo = say('"{typed}" was read as {date}.', typed=cell, date=self._formats.day_long(found))
        return found, "" if iso else echo

    def money(self, cell: str) -> Read:
        """An amount in the workspace's currency; one not plainly written is echoed as it was understood."""
        amount = self._money(cell)
        plain = re.fullmatch(r"\d+(\.\d{2})?", cell)
        echo = say('"{typed}" was read as {amount}.', typed=cell, amount=self._formats.money(amount))
        return amount, "" if plain else echo

    def skills(self, cell: str) -> Read:
        """Skills with level and year."""
        entries = tuple(_skill(self, part) for part in _parts(cell))
        return _without_twins(entries, lambda entry: entry.skill), ""

    def credentials(self, cell: str) -> Read:
        """Credentials with level of checking and last day."""
        entries = tuple(_credential(self, part) for part in _parts(cell))
        return _without_twins(entries, lambda entry: entry.credential), ""

    def rates(self, cell: str) -> Read:
        """Day rates by role and tier; a role that was found by its job title is echoed."""
        read = tuple(_rate(self, part) for part in _parts(cell))
        entries = tuple(entry for entry, _ in read)
        echo = " ".join(echo for _, echo in read if echo)
        return _without_twins(entries, lambda entry: (entry.role, entry.tier)), echo

    def sites(self, cell: str) -> Read:
        """Places of work with their clocks."""
        entries = tuple(_site(self, part) for part in _parts(cell))
        return _without_twins(entries, lambda entry: (entry.kind, same_text(entry.town))), ""

    def _number(self, cell: str, least: Decimal, most: Decimal) -> Decimal:
        entry = read_number(cell, self._formats)
        if entry.value is None or not least <= entry.value <= most:
            raise Misread(
                say(
                    '"{typed}" is not a number from {least} to {most}.',
                    typed=cell,
                    least=self._formats.number(least),
                    most=self._formats.number(most),
                )
            )
        return entry.value

    def _whole(self, cell: str, least: int, most: int) -> int:
        number = self._number(cell, Decimal(least), Decimal(most))
        if number != int(number):
            raise Misread(say('"{typed}" is not a whole number.', typed=cell))
        return int(number)

    def _year(self, cell: str) -> int:
        if not re.fullmatch(r"[12]\d{3}", cell) or int(cell) > self._today.year:
            raise Misread(say('"{typed}" is no year up to this one. Write it like 2019.', typed=cell))
        return int(cell)

    def _day(self, cell: str) -> date:
        if not re.search(r"\d{4}", cell):
            raise Misread(say('"{typed}" has no year. Write the date like 2026-11-30.', typed=cell))
        entry = read_day(cell, self._today, self._formats)
        if entry.value is None:
            raise Misread(say('"{typed}" is not a date. Write it like 2026-11-30.', typed=cell))
        return entry.value

    def _money(self, cell: str) -> Money:
        entry = read_money(cell, self._formats.currency, self._formats)
        if entry.value is None or entry.value.minor < 0:
            raise Misread(
                say(
                    '"{typed}" is not an amount of money here. {problem}', typed=cell, problem=entry.problem
                ).strip()
            )
        return entry.value


def _each(to: CellReader, cell: str, words: Mapping[str, str]) -> list[str]:
    known = same_text(cell)
    parts = [cell] if known in words else re.split(r"[;,]", cell)
    return list(dict.fromkeys(_word(part.strip(), words) for part in parts if part.strip()))


def _skill(to: CellReader, part: str) -> SkillEntry:
    shape = re.fullmatch(r"(.+?)\s*:\s*([1-5])(?:\s*:\s*(\d{4}))?", part)
    if not shape:
        raise Misread(
            say(
                '"{typed}" has no level. Write the skill, its level 1 to 5 and the year, like Wi-Fi:4:2026.',
                typed=part,
            )
        )
    year = to._year(shape.group(3)) if shape.group(3) else None
    return SkillEntry(_word(shape.group(1), to._words.skills), int(shape.group(2)), year)


def _credential(to: CellReader, part: str) -> CredentialEntry:
    shape = re.fullmatch(r"(.+?)\s*:\s*([0-3])(?:\s*:\s*(.+))?", part)
    if not shape:
        raise Misread(
            say(
                '"{typed}" has no level of checking. Write the credential, 0 to 3 and its last day, '
                "like CRD-ISO27001:2:2027-02-19.",
                typed=part,
            )
        )
    expires = to._day(shape.group(3)) if shape.group(3) else None
    return CredentialEntry(_word(shape.group(1), to._words.credentials), int(shape.group(2)), expires)


def _rate(to: CellReader, part: str) -> tuple[RateEntry, str]:
    shape = re.fullmatch(r"(.+?)\s*:\s*(\w+)\s*:\s*(.+)", part)
    tier = shape.group(2).casefold() if shape else ""
    if not shape or tier not in TIERS:
        raise Misread(
            say(
                '"{typed}" is no rate. Write the role, one of {tiers}, and the rate of a day, '
                "like ROLE-DEV:onsite_uk:480.",
                typed=part,
                tiers=", ".join(TIERS),
            )
        )
    role, echo = _role(shape.group(1), to._words.roles)
    return RateEntry(role, tier, to._money(shape.group(3))), echo


def _site(to: CellReader, part: str) -> SiteEntry:
    cells = [cell.strip() for cell in part.split("|")]
    kind, town, country, zone, hours, people = (cells + [""] * 6)[:6]
    known = same_text(kind).replace("-", "_").replace(" ", "_").replace("nearshore", "near_shore")
    known = known.replace("offshore", "off_shore").replace("onsite", "on_site")
    span = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]\d|2[0-3]):([0-5]\d)", hours)
    fine = known in SITE_KINDS and (not hours or span) and (not zone or zone in time_zones())
    if not fine or len(cells) > 6 or (known != SITE_KINDS[0] and not town):
        raise Misread(
            say(
                '"{typed}" is no place of work. Write one of {kinds}, the town, country, time zone, hours and '
                "people there, like off_shore | Pune | IN | Asia/Kolkata | 10:00-19:00 | 34.",
                typed=part,
                kinds=", ".join(SITE_KINDS),
            )
        )
    starts, ends = (f"{span[1]}:{span[2]}", f"{span[3]}:{span[4]}") if span else ("", "")
    land = str(to.country(country)[0]) if country else ""
    count = to._whole(people, 0, MOST_STAFF) if people else None
    return SiteEntry(known, town, land, zone, starts, ends, count)


def _role(text: str, roles: Mapping[str, str]) -> tuple[str, str]:
    """The role behind a name or a job title, and how the title was understood."""
    named = roles.get(same_text(text))
    guess = None if named else role_of_title(text)
    if guess is None or (guess.role is None and guess.first is None):
        return named or _word(text, roles), ""
    names = load_knowledge().roles.roles
    first, second = (say_known(names[role].name) if role else "" for role in (guess.first, guess.second))
    if guess.role is None:
        raise Misread(
            say('"{typed}" may be {first} or {second}. Write which.', typed=text, first=first, second=second)
        )
    return guess.role, say(
        '"{typed}" was taken for {role}.', typed=text, role=say_known(names[guess.role].name)
    )


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]


def _without_twins(entries: tuple[object, ...], key: Callable[..., object]) -> tuple[object, ...]:
    """The entries; the last of those about the same thing, as a person correcting a list expects."""
    return tuple({key(entry): entry for entry in entries}.values())


def _one(cell: str, words: Mapping[str, str], otherwise: str) -> str:
    found = words.get(same_text(cell))
    if found is None:
        raise Misread(otherwise)
    return found


def _word(text: str, words: Mapping[str, str]) -> str:
    """The id behind a word; a near miss names what may have been meant."""
    found = words.get(same_text(text))
    if found is not None:
        return found
    near = difflib.get_close_matches(same_text(text), words, n=1, cutoff=0.75)
    if near:
        raise Misread(say('"{typed}" is not known here. Did you mean "{near}"?', typed=text, near=near[0]))
    raise Misread(say('"{typed}" is not known here. Use a name or an id of the catalogue.', typed=text))


READERS: Mapping[str, Callable[[CellReader, str], Read]] = {
    "name": CellReader.name,
    "country": CellReader.country,
    "town": CellReader.name,
    "website": CellReader.text,
    "email": CellReader.text,
    "phone": CellReader.text,
    "summary": CellReader.text,
    "staff": CellReader.staff,
    "founded": CellReader.year,
    "currency": CellReader.currency,
    "languages": CellReader.languages,
    "sectors": CellReader.sectors,
    "templates": CellReader.templates,
    "free_days_week": CellReader.days_a_week,
    "earliest_start": CellReader.day,
    "shared_hours": CellReader.hours,
    "travel_minutes": CellReader.minutes,
    "turnover": CellReader.money,
    "insurance_limit": CellReader.money,
    "reply_promise": CellReader.text,
    "skills": CellReader.skills,
    "credentials": CellReader.credentials,
    "rates": CellReader.rates,
    "sites": CellReader.sites,
    "notes": CellReader.text,
}
