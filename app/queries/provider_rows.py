"""What the directory of providers shows: rows finished for the screen."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.credentials import Tier
from app.analysis.money import Money
from app.analysis.track_record import TrackRecord
from app.domain.providers import CheckOutcome
from app.queries.lapses import Lapsing


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One line of the directory: words for the screen, values beside them for sorting and export.

    `rates` is empty for the owner. `renew` says what has to be renewed soon, `renew_by` by when.
    `lapsing` says what ends before the work it was asked for does.
    `results` puts the track record into words: never a number without its interval and its count.
    """

    id: uuid.UUID
    name: str
    place: str
    country: str
    town: str
    kinds: str
    on_site_person: str
    tier: Tier
    tier_words: str
    tier_tone: str
    checks: str
    renew: str
    renew_by: date | None
    staff: int | None
    free_days: Decimal | None
    free: str
    start: date | None
    start_words: str
    shared_hours: Decimal | None
    travel_minutes: int | None
    results: str
    track: TrackRecord
    rates: str
    lapsing: Lapsing | None = None
    renew_short: str = ""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A credential of a provider as the profile shows it.

    `result` is what came of the check, `why` says so in words where it is not simply in order. `offered` are the
    keys of what can happen next.
    """

    id: uuid.UUID
    credential: str
    name: str
    kind: str
    kind_words: str
    person_id: uuid.UUID | None
    person: str
    level: int
    level_words: str
    state_words: str
    tone: str
    issuer: str
    number: str
    evidence: str
    file_name: str
    sha256: str
    issued_on: date | None
    printed_end: date | None
    watched_on: date | None
    expires_on: date | None
    expires: str
    checked_by: str
    checked_on: date | None
    checked_where: str
    outcome: str
    result: CheckOutcome
    why: str
    steps: tuple[str, ...]
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A stated skill: its name, level 1 to 5 in words, and when it was last used."""

    id: uuid.UUID
    skill: str
    name: str
    level: int
    level_words: str
    last_used: int | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A named person; those who come on site first. `site` says where they work, in words."""

    id: uuid.UUID
    name: str
    role: str
    role_name: str
    on_site: bool
    languages: tuple[str, ...]
    site_id: uuid.UUID | None
    site: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A place where people work. `clock` is its time zone and hours in words."""

    id: uuid.UUID
    kind: str
    kind_words: str
    kind_tone: str
    name: str
    town: str
    country: str
    time_zone: str
    starts: str
    ends: str
    headcount: int | None
    clock: str
    people: str


@dataclass(frozen=True, slots=True)
class WeekRow:
    """The free days of one week: as somebody `said` of it, else as in a usual week; None where neither is known."""

    week: date
    words: str
    said: Decimal | None
    free: Decimal | None
    free_words: str


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A client who can be asked. Contact, telephone and notes are empty for the owner.

    `score` is None until all five answers are there; `call` tells by whom and when they were asked.
    """

    id: uuid.UUID
    client: str
    work: str
    finished_on: date | None
    finished: str
    contact: str
    phone: str
    called_on: date | None
    called_by: str
    call: str
    answers: Mapping[str, int]
    would_again: bool | None
    score: Decimal | None
    score_words: str
    notes: str


@dataclass(frozen=True, slots=True)
class KeptFileRow:
    """A file kept with a provider; its bytes are in the attachments under `sha256`."""

    id: uuid.UUID
    name: str
    sha256: str
    size_words: str
    added: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """A finished job and whether anybody checked it."""

    id: uuid.UUID
    client: str
    template: str
    kind: str
    sector_id: str
    sector: str
    closed_on: date | None
    closed: str
    value: Money | None
    value_words: str
    checked: bool
    scorecard: Decimal | None
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RateRow:
    """A day rate told in confidence."""

    id: uuid.UUID
    role: str
    role_name: str
    tier: str
    tier_name: str
    rate: Money | None
    rate_words: str


@dataclass(frozen=True, slots=True)
class ProviderProfile:
    """Everything the directory says about one provider. `rates`, `files` and `notes` are empty for the owner."""

    row: ProviderRow
    standing: str
    next_tier: str
    """What is missing for the next tier, or what would lift a suspension."""

    suspended: bool
    suspended_reason: str
    missing_checks: tuple[str, ...]
    website: str
    email: str
    phone: str
    summary: str
    founded: int | None
    languages: tuple[str, ...]
    sectors: tuple[str, ...]
    sector_names: tuple[str, ...]
    templates: tuple[str, ...]
    template_names: tuple[str, ...]
    turnover: Money | None
    insurance_limit: Money | None
    reply_promise: str
    added_on: date
    checks: tuple[CheckRow, ...]
    skills: tuple[SkillRow, ...]
    people: tuple[PersonRow, ...]
    jobs: tuple[JobRow, ...]
    rates: tuple[RateRow, ...]
    sites: tuple[SiteRow, ...]
    weeks: tuple[WeekRow, ...]
    references: tuple[ReferenceRow, ...]
    files: tuple[KeptFileRow, ...]
    notes: str
