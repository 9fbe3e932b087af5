"""What the directory of providers shows: rows finished for the screen."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.credentials import Tier
from app.analysis.money import Money
from app.analysis.track_record import TrackRecord


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One line of the directory: words for the screen, values beside them for sorting and export.

    `rates` is empty for the owner. `renew` says what has to be renewed soon, `renew_by` by when.
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


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A credential of a provider as the profile shows it."""

    id: uuid.UUID
    credential: str
    name: str
    level: int
    level_words: str
    state_words: str
    tone: str
    issuer: str
    number: str
    issued_on: date | None
    expires_on: date | None
    expires: str
    checked_by: str
    checked_on: date | None


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
    """A named person; those who come on site first."""

    id: uuid.UUID
    name: str
    role: str
    role_name: str
    on_site: bool


@dataclass(frozen=True, slots=True)
class JobRow:
    """A finished job and whether anybody checked it."""

    id: uuid.UUID
    client: str
    template: str
    kind: str
    sector: str
    closed_on: date | None
    closed: str
    value: Money | None
    value_words: str
    checked: bool
    scorecard: Decimal | None


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
    """Everything the directory says about one provider. `rates` and `notes` are empty for the owner."""

    row: ProviderRow
    standing: str
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
    time_zone: str
    remote_place: str
    remote_time_zone: str
    turnover: Money | None
    insurance_limit: Money | None
    reply_promise: str
    added_on: date
    checks: tuple[CheckRow, ...]
    skills: tuple[SkillRow, ...]
    people: tuple[PersonRow, ...]
    jobs: tuple[JobRow, ...]
    rates: tuple[RateRow, ...]
    notes: str
