"""A list of providers as a CSV or XLSX file: its columns, and how each row is read.

Columns are found by name, in any order and under their usual synonyms; a column that is not there, and
a cell that is empty, changes nothing. Lists inside a cell are separated by semicolons:

- skills: `Wi-Fi:4:2026; sk.firewall:3` (skill or its id, level 1 to 5, year last used)
- credentials: `CRD-ISO27001:2:2027-02-19; Cyber Essentials:1` (credential, checking level 0 to 3, last day)
- sites: `off_shore | Pune | IN | Asia/Kolkata | 10:00-19:00 | 34` (kind, town, country, zone, hours, people)
- rates: `ROLE-DEV:onsite_uk:480; Tester:offshore:150` (role, tier of place, a day's rate excluding tax)
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from app.analysis.look_alikes import same_text
from app.domain.errors import DomainError
from app.exchange.provider_cells import (
    READERS,
    CellReader,
    CredentialEntry,
    Misread,
    RateEntry,
    SiteEntry,
    SkillEntry,
)
from app.exchange.provider_vocabulary import Vocabulary
from app.exchange.tables import Remark, TableRow, opened
from app.words import say
from app.words.formats import Formats


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list: the provider's field it fills, and the names it goes by."""

    key: str
    names: tuple[str, ...]


COLUMNS: tuple[Column, ...] = (
    Column(
        "name", ("name", "provider", "provider name", "company", "company name", "firm", "supplier", "vendor")
    ),
    Column("country", ("country", "country code", "land")),
    Column("town", ("town", "city", "place", "location", "head office")),
    Column("website", ("website", "web", "web site", "url", "homepage")),
    Column("email", ("email", "e-mail", "mail", "e-mail address", "email address")),
    Column("phone", ("phone", "telephone", "tel", "phone number", "telephone number")),
    Column("summary", ("summary", "about", "description", "what they do", "pitch")),
    Column("staff", ("staff", "employees", "people", "headcount", "size", "number of employees")),
    Column("founded", ("founded", "founded in", "year founded", "since", "established")),
    Column("languages", ("languages", "language", "languages spoken")),
    Column("sectors", ("sectors", "sector", "trades", "trade", "industries", "industry")),
    Column(
        "templates", ("kinds", "kinds of project", "kind of project", "templates", "services", "projects")
    ),
    Column(
        "free_days_week",
        ("free days a week", "free days", "free days per week", "free person-days a week", "capacity"),
    ),
    Column("earliest_start", ("earliest start", "start", "can start", "available from", "free from")),
    Column(
        "shared_hours", ("shared hours", "shared hours a day", "overlap", "overlap hours", "daily overlap")
    ),
    Column(
        "travel_minutes",
        ("travel minutes", "travel", "minutes away", "travel time", "travel time in minutes"),
    ),
    Column("currency", ("currency", "currency code", "amounts in")),
    Column("turnover", ("turnover", "yearly turnover", "revenue", "annual revenue")),
    Column("insurance_limit", ("insurance limit", "insured up to", "indemnity limit", "insurance")),
    Column("reply_promise", ("reply promise", "answers within", "response time", "replies in")),
    Column("skills", ("skills", "skill", "competences", "technologies", "what they know")),
    Column("credentials", ("credentials", "credential", "certificates", "certifications", "checks")),
    Column("sites", ("sites", "places of work", "offices", "teams")),
    Column("rates", ("rates", "day rates", "daily rates", "rate card")),
    Column("notes", ("notes", "private notes", "remarks")),
)
_KEY_OF = {same_text(name): column.key for column in COLUMNS for name in column.names}
_KEYS = frozenset(column.key for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A column of the file and the field it fills; `key` is empty where it fills none and is passed over."""

    header: str
    key: str


class ListedProvider(NamedTuple):
    """One readable row: the fields of the provider it fills, and only those.

    `fields` holds the values by the provider's field names; lists of skills, credentials and rates
    are None where the file says nothing of them.
    """

    line: int
    name: str
    fields: Mapping[str, object]
    skills: tuple[SkillEntry, ...] | None = None
    credentials: tuple[CredentialEntry, ...] | None = None
    rates: tuple[RateEntry, ...] | None = None
    sites: tuple[SiteEntry, ...] | None = None
    twin_of: int | None = None
    """The line before it that has the same name and town."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not imported, with everything that is wrong in it."""

    line: int
    name: str
    faults: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A whole file, read: what can be imported, what is refused, and what is worth knowing.

    Nothing has been written; `remarks` are about rows that are imported all the same.
    """

    columns: tuple[ColumnMatch, ...]
    providers: tuple[ListedProvider, ...]
    refused: tuple[RefusedRow, ...]
    remarks: tuple[Remark, ...] = ()
    encoding: str = "utf-8"


@dataclass(slots=True)
class _Reading:
    """What is being gathered of one row."""

    values: dict[str, object] = field(default_factory=dict)
    faults: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


class ColumnsMisfit(DomainError):
    """The columns of a list do not say enough, or say a thing twice: they are chosen by hand."""


def match_columns(headers: Sequence[str], chosen: Mapping[str, str] | None = None) -> tuple[ColumnMatch, ...]:
    """Which field each column fills: as `chosen` says (header to key, empty for none), else by its name.

    Raises ColumnsMisfit where two columns fill one field or none holds the name.
    """
    chosen = chosen or {}
    matches = tuple(ColumnMatch(header, chosen.get(header, _key_of(header))) for header in headers)
    taken: dict[str, str] = {}
    for match in matches:
        if match.key and match.key not in _KEYS:
            raise ColumnsMisfit(say('There is no field called "{field}" to import into.', field=match.key))
        if match.key in taken:
            raise ColumnsMisfit(
                say(
                    'The columns "{first}" and "{second}" hold the same thing. Rename or remove one.',
                    first=taken[match.key],
                    second=match.header,
                )
            )
        if match.key:
            taken[match.key] = match.header
    if "name" not in taken:
        raise ColumnsMisfit(
            say(
                "No column holds the name of the provider. The first line has: {columns}. "
                'Rename the right one to "Name".',
                columns=", ".join(f"“{header}”" for header in headers[:12] if header),
            )
        )
    return matches


def guessed_columns(headers: Sequence[str]) -> tuple[ColumnMatch, ...]:
    """Which field each column seems to fill by its name alone, whether or not all of them fit together."""
    return tuple(ColumnMatch(header, _key_of(header)) for header in headers)


def _key_of(header: str) -> str:
    bare = re.sub(r"[\s_]+", " ", re.sub(r"\(.*?\)", "", header))
    return _KEY_OF.get(same_text(bare), "")


def read_provider_list(
    source: Path | bytes,
    *,
    vocabulary: Vocabulary,
    formats: Formats,
    today: date,
    chosen: Mapping[str, str] | None = None,
) -> ImportPlan:
    """Read a list of providers, row by row; raises DomainError where the file as a whole is not one.

    `vocabulary` names the skills, credentials, kinds and roles; `chosen` overrides the matching of
    columns. Dates need their year. Amounts are in the row's currency, else in that of `formats`.
    """
    reader = CellReader(vocabulary, formats, today)
    providers: list[ListedProvider] = []
    refused: list[RefusedRow] = []
    remarks: list[Remark] = []
    first_line: dict[tuple[str, str], int] = {}
    with opened(source) as table:
        matches = match_columns(table.columns, chosen)
        used = {match.header for match in matches if match.key}
        for entry in table.entries:
            row = entry.row
            if entry.fault:
                refused.append(RefusedRow(row.line, "", (Remark(row.line, "", entry.fault),)))
                continue
            reading = _read_row(row, matches, reader)
            name = str(reading.values.get("name", ""))
            if reading.faults:
                refused.append(RefusedRow(row.line, name, tuple(reading.faults)))
                continue
            remarks += (remark for remark in entry.remarks if remark.column in used)
            remarks += reading.remarks
            key = (same_text(name), same_text(str(reading.values.get("town", ""))))
            first = first_line.setdefault(key, row.line)
            providers.append(_listed(row.line, reading.values, first if first != row.line else None))
        return ImportPlan(matches, tuple(providers), tuple(refused), tuple(remarks), table.encoding)


def _read_row(row: TableRow, matches: Sequence[ColumnMatch], reader: CellReader) -> _Reading:
    reading = _Reading()
    reader = _in_its_currency(row, matches, reader)
    for match, cell in zip(matches, row.cells, strict=True):
        if not match.key:
            continue
        if not cell:
            if match.key == "name":
                reading.faults.append(Remark(row.line, match.header, say("Enter the name of the provider.")))
            continue
        try:
            value, echo = READERS[match.key](reader, cell)
        except Misread as wrong:
            reading.faults.append(Remark(row.line, match.header, wrong.text))
            continue
        reading.values[match.key] = value
        if echo:
            reading.remarks.append(Remark(row.line, match.header, echo))
    return reading


def _in_its_currency(row: TableRow, matches: Sequence[ColumnMatch], reader: CellReader) -> CellReader:
    """The reader for a row that names its own currency; the fault of a wrong name is told with its cell."""
    named = [cell for match, cell in zip(matches, row.cells, strict=True) if match.key == "currency" and cell]
    try:
        return reader.in_currency(str(reader.currency(named[0])[0])) if named else reader
    except Misread:
        return reader


def _listed(line: int, values: Mapping[str, object], twin_of: int | None) -> ListedProvider:
    apart = ("name", "currency", "skills", "credentials", "rates", "sites")
    fields = {key: value for key, value in values.items() if key not in apart}
    return ListedProvider(
        line,
        str(values["name"]),
        fields,
        values.get("skills"),  # type: ignore[arg-type]
        values.get("credentials"),  # type: ignore[arg-type]
        values.get("rates"),  # type: ignore[arg-type]
        values.get("sites"),  # type: ignore[arg-type]
        twin_of,
    )
