"""The directory: providers, their people, skills, credentials, jobs and rates."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Index, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.analysis.money import Money
from app.domain.base import Entity, Role, Scope, column, money, reference
from app.domain.types import DecimalText, FrozenJson, Id


class Provider(Entity):
    """A firm that could do the work. Its tier is derived from its checked credentials, never typed."""

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
    time_zone: Mapped[str] = column(String, role=Role.BROKER, default="")
    remote_place: Mapped[str] = column(Text, role=Role.BROKER, default="")
    remote_time_zone: Mapped[str] = column(String, role=Role.BROKER, default="")
    shared_hours: Mapped[Decimal | None] = column(DecimalText, role=Role.BROKER, nullable=True)
    travel_minutes: Mapped[int | None] = column(Integer, role=Role.BROKER, nullable=True)
    """Door to door from the region the broker works in; None where nobody has said."""

    free_days_week: Mapped[Decimal | None] = column(DecimalText, role=Role.BROKER, nullable=True)
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
Index("ix_provider_by_country", Provider.country.collate("NOCASE"), _NAME, Provider.id, sqlite_where=_LIVE)


class ProviderPerson(Entity):
    """A named person of the provider; the on-site lead comes first."""

    __tablename__ = "provider_person"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    name: Mapped[str] = column(Text, role=Role.BROKER)
    role: Mapped[str] = column(String, role=Role.BROKER)
    on_site: Mapped[bool] = column(Boolean, role=Role.BROKER, default=False)


class ProviderSkill(Entity):
    """A skill at a level (1 to 5) with the year it was last used."""

    __tablename__ = "provider_skill"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    skill: Mapped[str] = column(String, role=Role.BROKER)
    level: Mapped[int] = column(Integer, role=Role.BROKER)
    last_used: Mapped[int | None] = column(Integer, role=Role.BROKER, nullable=True)


class ProviderCredential(Entity):
    """A credential at a level of checking: 0 claimed, 1 seen, 2 checked with the issuer, 3 witnessed."""

    __tablename__ = "provider_credential"
    __scope__ = Scope.NETWORK

    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    credential: Mapped[str] = column(String, role=Role.BROKER)
    level: Mapped[int] = column(Integer, role=Role.BROKER, default=0)
    issuer: Mapped[str] = column(Text, role=Role.BROKER, default="")
    number: Mapped[str] = column(Text, role=Role.BROKER, default="")
    issued_on: Mapped[date | None] = column(Date, role=Role.BROKER, nullable=True)
    expires_on: Mapped[date | None] = column(Date, role=Role.BROKER, nullable=True)
    checked_by: Mapped[str] = column(Text, role=Role.BROKER, default="")
    checked_on: Mapped[date | None] = column(Date, role=Role.BROKER, nullable=True)


class ProviderJob(Entity):
    """A finished job, with what anybody checked about it and, where it ran here, its scorecard."""

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


class ProviderRate(Entity):
    """A day rate told to this broker in confidence; it never leaves the workspace."""

    __tablename__ = "provider_rate"
    __scope__ = Scope.PRIVATE

    provider_ref: Mapped[uuid.UUID] = column(Id, index=True)
    """The provider's id, not a foreign key: the row is private and the provider is not."""

    role: Mapped[str] = column(String)
    tier: Mapped[str] = column(String)
    rate: Mapped[Money | None] = money("rate")
