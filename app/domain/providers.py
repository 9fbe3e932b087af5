"""The directory: providers, their sites, people, skills, credentials, free days, jobs, references and rates."""

import enum
import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Enum, Float, Index, Integer, String, Text, cast
from sqlalchemy.orm import Mapped

from app.analysis.money import Money
from app.domain.base import Entity, Role, Scope, column, money, reference
from app.domain.types import DecimalText, FrozenJson, Id


class Provider(Entity):
    """A firm that could do the work. Its tier is derived from its checked credentials, never typed.

    `country` and `town` are its address; where its people work, and by which clock, is told by its sites.
    """

    __tablename__ = "provider"
    __scope__ = Scope.NETWORK
    __search__ = ("name", "town", "summary", "website", "notes")

    name: Mapped[str] = column(Text, role=Role.BROKER, index=True)
    country: Mapped[str] = column(String, role=Role.BROKER, default="")
    town: Mapped[str] = column(Text, role=Role.BROKER, default="")
    founded: Mapped[int | None] = column(Integer, role=Role.BROKER, nullable=True)
    staff: Mapped[int | None] = column(Integer, role=Role.BROKER, nullable=True)
    website: Mapped[str] = column(Text, role=Role.BROKER, default="")
    email: Mapped[str] = column(Text, role=Role.BROKER, default="")
    phone: Mapped[str] = column(Text, role=Role.BROKER, default="")
    summary: Mapped[str] = column(Text, role=Role.BROKER, default="")
    languages: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=list)
    sectors: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=list)
    templates: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=list)
    shared_hours: Mapped[Decimal | None] = column(DecimalText, role=Role.BROKER, nullable=True)
    travel_minutes: Mapped[int | None] = column(Integer, role=Role.BROKER, nullable=True)
    """Door to door from the region the broker works in; None where nobody has said."""

    free_days_week: Mapped[Decimal | None] = column(DecimalText, role=Role.BROKER, nullable=True)
    """Person-days free in a usual week: what holds for a week that nobody has said otherwise of."""

    earliest_start: Mapped[date | None] = column(Date, role=Role.BROKER, nullable=True)
    turnover: Mapped[Money | None] = money("turnover", role=Role.BROKER)
    insurance_limit: Mapped[Money | None] = money("insurance_limit", role=Role.BROKER)
    reply_promise: Mapped[str] = column(Text, role=Role.BROKER, default="")
    suspended: Mapped[bool] = column(Boolean, role=Role.BROKER, default=False)
    suspended_reason: Mapped[str] = column(Text, role=Role.BROKER, default="")
    added_on: Mapped[date] = column(Date)
    notes: Mapped[str] = column(Text, role=Role.BROKER, scope=Scope.PRIVATE, default="")


# The directory is counted and paged in these orders, however long it grows; they hold live rows alone.
_LIVE = Provider.deleted.is_(False)
_NAME = Provider.name.collate("NOCASE")
Index("ix_provider_by_name", _NAME, Provider.id, sqlite_where=_LIVE)
Index("ix_provider_by_town", Provider.town.collate("NOCASE"), _NAME, Provider.id, sqlite_where=_LIVE)
Index("ix_provider_by_start", Provider.earliest_start, _NAME, Provider.id, sqlite_where=_LIVE)
Index(
    "ix_provider_by_free_days", cast(Provider.free_days_week, Float), _NAME, Provider.id, sqlite_where=_LIVE
)
Index("ix_provider_by_country", Provider.country.collate("NOCASE"), _NAME, Provider.id, sqlite_where=_LIVE)
Index("ix_provider_suspended", Provider.id, sqlite_where=_LIVE & Provider.suspended.is_(True))


class SiteKind(enum.Enum):
    """Where a site lies, seen from the owner: where people can come from, a few hours away, or far."""

    ON_SITE = "on_site"
    NEAR_SHORE = "near_shore"
    OFF_SHORE = "off_shore"


class ProviderSite(Entity):
    """A place where the provider's people work, with its clock. Without a town it is at the firm's address."""

    __tablename__ = "provider_site"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    kind: Mapped[SiteKind] = column(
        Enum(SiteKind, native_enum=False, create_constraint=False), role=Role.BROKER, default=SiteKind.ON_SITE
    )
    town: Mapped[str] = column(Text, role=Role.BROKER, group="place", default="")
    country: Mapped[str] = column(String, role=Role.BROKER, group="place", default="")
    time_zone: Mapped[str] = column(String, role=Role.BROKER, group="place", default="")
    """An IANA name such as "Asia/Kolkata", never an offset."""

    starts: Mapped[str] = column(String, role=Role.BROKER, group="hours", default="")
    ends: Mapped[str] = column(String, role=Role.BROKER, group="hours", default="")
    """Working hours by the site's own clock, as "09:00" and "17:30"; both or neither."""

    headcount: Mapped[int | None] = column(Integer, role=Role.BROKER, nullable=True)


class ProviderPerson(Entity):
    """A named person of the provider; the on-site lead comes first."""

    __tablename__ = "provider_person"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    name: Mapped[str] = column(Text, role=Role.BROKER)
    role: Mapped[str] = column(String, role=Role.BROKER)
    on_site: Mapped[bool] = column(Boolean, role=Role.BROKER, default=False)
    languages: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=list)
    site_id: Mapped[uuid.UUID | None] = reference("provider_site.id", role=Role.BROKER, nullable=True)


class ProviderWeek(Entity):
    """Person-days that are free in one week, in place of the usual; `week` is its Monday."""

    __tablename__ = "provider_week"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    week: Mapped[date] = column(Date)
    free_days: Mapped[Decimal] = column(DecimalText, role=Role.BROKER)


class ProviderSkill(Entity):
    """A skill at a level (1 to 5) with the year it was last used."""

    __tablename__ = "provider_skill"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    skill: Mapped[str] = column(String, role=Role.BROKER)
    level: Mapped[int] = column(Integer, role=Role.BROKER)
    last_used: Mapped[int | None] = column(Integer, role=Role.BROKER, nullable=True)


Index(
    "ix_provider_skill_by_skill",
    *(ProviderSkill.skill, ProviderSkill.provider_id),
    sqlite_where=ProviderSkill.deleted.is_(False),
)


class CheckOutcome(enum.Enum):
    """What came of a check: it is in order, somebody has to decide, or it is not. OPEN until it was looked at."""

    OPEN = "open"
    PASS = "pass"
    NEEDS_PERSON = "needs_person"
    FAIL = "fail"


class ProviderCredential(Entity):
    """A credential at a level of checking: 0 claimed, 1 seen, 2 checked with the issuer, 3 witnessed.

    `expires_on` is the last day it holds by what is printed on it and by the rule of its type
    (`app/domain/credentials.py` works it out); `printed_end` is what is printed. What it counts for is asked of
    `held_of` there, never read off `level` alone.
    """

    __tablename__ = "provider_credential"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    credential: Mapped[str] = column(String, role=Role.BROKER)
    kind: Mapped[str] = column(String, role=Role.BROKER, group="validity", default="")
    """Which of the things its type stands for, by its key in 04_credentials.yaml; empty for the first."""

    person_id: Mapped[uuid.UUID | None] = reference("provider_person.id", role=Role.BROKER, nullable=True)
    """Whose it is, where it is a person's."""

    level: Mapped[int] = column(Integer, role=Role.BROKER, default=0)
    issuer: Mapped[str] = column(Text, role=Role.BROKER, default="")
    number: Mapped[str] = column(Text, role=Role.BROKER, default="")
    issued_on: Mapped[date | None] = column(Date, role=Role.BROKER, group="validity", nullable=True)
    printed_end: Mapped[date | None] = column(Date, role=Role.BROKER, group="validity", nullable=True)
    watched_on: Mapped[date | None] = column(Date, role=Role.BROKER, group="validity", nullable=True)
    """When the certifier came last, where it comes every year."""

    expires_on: Mapped[date | None] = column(Date, role=Role.BROKER, group="validity", nullable=True)
    evidence: Mapped[str] = column(Text, role=Role.BROKER, default="")
    """What was seen, in words; of papers about a person nothing more than that."""

    file_name: Mapped[str] = column(Text, role=Role.BROKER, group="file", default="")
    sha256: Mapped[str] = column(String, role=Role.BROKER, group="file", default="")
    size: Mapped[int] = column(Integer, role=Role.BROKER, group="file", default=0)
    checked_by: Mapped[str] = column(Text, role=Role.BROKER, default="")
    checked_on: Mapped[date | None] = column(Date, role=Role.BROKER, nullable=True)
    checked_where: Mapped[str] = column(Text, role=Role.BROKER, default="")
    outcome: Mapped[CheckOutcome] = column(
        Enum(CheckOutcome, native_enum=False, create_constraint=False),
        role=Role.BROKER,
        group="result",
        default=CheckOutcome.OPEN,
    )
    mitigation: Mapped[str] = column(Text, role=Role.BROKER, group="result", default="")
    """What is done about a check that came out badly, for whoever relies on it to read."""

    decided_by: Mapped[str] = column(Text, role=Role.BROKER, group="result", default="")
    decided_on: Mapped[date | None] = column(Date, role=Role.BROKER, group="result", nullable=True)
    withdrawn_on: Mapped[date | None] = column(Date, role=Role.BROKER, group="withdrawn", nullable=True)
    withdrawn_reason: Mapped[str] = column(Text, role=Role.BROKER, group="withdrawn", default="")
    false_evidence: Mapped[bool] = column(Boolean, role=Role.BROKER, group="withdrawn", default=False)
    """Whether what was shown was false, which suspends the provider."""


_HELD = ProviderCredential.deleted.is_(False)
_COUNTS = (ProviderCredential.level, ProviderCredential.withdrawn_on, ProviderCredential.outcome)
Index(  # with all that says whether one is due: hundreds of thousands are counted without reading them
    "ix_provider_credential_by_end", ProviderCredential.expires_on, *_COUNTS, sqlite_where=_HELD
)
Index(
    "ix_provider_credential_by_check",
    *(ProviderCredential.checked_on, ProviderCredential.expires_on, *_COUNTS),
    sqlite_where=_HELD,
)
Index(  # there are none or few: without it each credential is looked at to find them
    "ix_provider_credential_false",
    ProviderCredential.provider_id,
    sqlite_where=_HELD & ProviderCredential.false_evidence.is_(True),
)
Index(  # all that says whether one holds: the directory is narrowed by it without reading the credentials
    "ix_provider_credential_by_kind",
    *(ProviderCredential.credential, ProviderCredential.provider_id, ProviderCredential.level),
    *(ProviderCredential.outcome, ProviderCredential.expires_on, ProviderCredential.withdrawn_on),
    sqlite_where=_HELD,
)


class CredentialStep(Entity):
    """One step in the life of a credential: what happened, when, by whom, and in which words."""

    __tablename__ = "credential_step"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    credential_id: Mapped[uuid.UUID] = reference("provider_credential.id", index=True)
    step: Mapped[str] = column(String, role=Role.BROKER)
    """One of `app.domain.credentials.STEPS`."""

    taken_on: Mapped[date] = column(Date, role=Role.BROKER)
    person: Mapped[str] = column(Text, role=Role.BROKER, default="")
    words: Mapped[str] = column(Text, role=Role.BROKER, default="")


class ProviderJob(Entity):
    """A finished job, with what anybody checked about it, its evidence and, where it ran here, its scorecard."""

    __tablename__ = "provider_job"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    client: Mapped[str] = column(Text, role=Role.BROKER, default="")
    template: Mapped[str] = column(String, role=Role.BROKER, default="")
    sector: Mapped[str] = column(String, role=Role.BROKER, default="")
    closed_on: Mapped[date | None] = column(Date, role=Role.BROKER, nullable=True)
    value: Mapped[Money | None] = money("value", role=Role.BROKER)
    checked: Mapped[bool] = column(Boolean, role=Role.BROKER, default=False)
    """True where somebody telephoned the client or the job closed in this workspace."""

    scorecard: Mapped[Decimal | None] = column(DecimalText, role=Role.BROKER, nullable=True)
    file_name: Mapped[str] = column(Text, role=Role.BROKER, group="evidence", default="")
    sha256: Mapped[str] = column(String, role=Role.BROKER, group="evidence", default="")
    """SHA-256 of the file that shows it, in the attachments; empty where there is none."""

    size: Mapped[int] = column(Integer, role=Role.BROKER, group="evidence", default=0)


Index(  # results alone, in the order in which the last and the good ones of each provider are told
    "ix_provider_job_scored",
    *(ProviderJob.provider_id, ProviderJob.closed_on, ProviderJob.id, ProviderJob.scorecard),
    sqlite_where=ProviderJob.deleted.is_(False) & ProviderJob.scorecard.is_not(None),
)


class ProviderReference(Entity):
    """A client who can be asked about the provider, and what they answered on the telephone.

    `answers` are 1 to 5 by what was asked (`app.analysis.references`); the score is derived from them. Whom one
    talked to and what else was said stays with this broker.
    """

    __tablename__ = "provider_reference"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    client: Mapped[str] = column(Text, role=Role.BROKER)
    work: Mapped[str] = column(Text, role=Role.BROKER, default="")
    finished_on: Mapped[date | None] = column(Date, role=Role.BROKER, nullable=True)
    contact: Mapped[str] = column(Text, role=Role.BROKER, scope=Scope.PRIVATE, default="")
    phone: Mapped[str] = column(Text, role=Role.BROKER, scope=Scope.PRIVATE, default="")
    called_on: Mapped[date | None] = column(Date, role=Role.BROKER, group="call", nullable=True)
    called_by: Mapped[str] = column(Text, role=Role.BROKER, group="call", default="")
    answers: Mapped[Any] = column(FrozenJson, role=Role.BROKER, group="call", default=dict)
    would_again: Mapped[bool | None] = column(Boolean, role=Role.BROKER, group="call", nullable=True)
    """Whether they would place the same order again; None where that was not asked."""

    notes: Mapped[str] = column(Text, role=Role.BROKER, scope=Scope.PRIVATE, default="")


class ProviderRate(Entity):
    """A day rate told to this broker in confidence; it never leaves the workspace."""

    __tablename__ = "provider_rate"
    __scope__ = Scope.PRIVATE

    provider_ref: Mapped[uuid.UUID] = column(Id, index=True)
    """The provider's id, not a foreign key: the row is private and the provider is not."""

    role: Mapped[str] = column(String)
    tier: Mapped[str] = column(String)
    rate: Mapped[Money | None] = money("rate")


class ProviderFile(Entity):
    """A file kept with a provider; it never leaves the workspace. Its bytes are in the attachments."""

    __tablename__ = "provider_file"
    __scope__ = Scope.PRIVATE

    provider_ref: Mapped[uuid.UUID] = column(Id, index=True)
    name: Mapped[str] = column(Text)
    sha256: Mapped[str] = column(String)
    size: Mapped[int] = column(Integer)
    added_on: Mapped[date] = column(Date)
