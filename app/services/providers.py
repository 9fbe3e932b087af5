"""Keep the directory: providers, what they can do, what was checked about them, and their rates."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.base import Entity
from app.domain.errors import DomainError
from app.domain.providers import (
    Provider,
    ProviderCredential,
    ProviderJob,
    ProviderPerson,
    ProviderRate,
    ProviderSkill,
)
from app.words import say

E = TypeVar("E", bound=Entity)

FIELDS = frozenset(
    {
        *(
            "country",
            "town",
            "founded",
            "staff",
            "website",
            "email",
            "phone",
            "summary",
            "languages",
            "sectors",
        ),
        *("templates", "time_zone", "remote_place", "remote_time_zone", "shared_hours", "travel_minutes"),
        *("free_days_week", "earliest_start", "turnover", "insurance_limit", "reply_promise", "notes"),
    }
)
"""What can be written about a provider beside its name; its tier is derived, never written."""


def add_provider(session: Session, *, name: str, on: date, **fields: Any) -> uuid.UUID:
    """Add a provider to the directory and return its id. `fields` are those of `FIELDS`."""
    provider = Provider(name=_name(name), added_on=on)
    _set(provider, fields)
    session.add(provider)
    return provider.id


def change_provider(session: Session, *, provider_id: uuid.UUID, **fields: Any) -> None:
    """Change what is known of a provider; only the `fields` given change. A `name` may be among them."""
    provider = find_provider(session, provider_id)
    if "name" in fields:
        provider.name = _name(fields.pop("name"))
    _set(provider, fields)


def remove_provider(session: Session, *, provider_id: uuid.UUID) -> None:
    """Take a provider out of the directory, with all that belongs to it. Projects keep their own snapshot."""
    provider = find_provider(session, provider_id)
    for kind in (ProviderPerson, ProviderSkill, ProviderCredential, ProviderJob):
        for row in session.scalars(select(kind).where(kind.provider_id == provider_id)):
            session.delete(row)
    for rate in session.scalars(select(ProviderRate).where(ProviderRate.provider_ref == provider_id)):
        session.delete(rate)
    session.delete(provider)


def suspend(session: Session, *, provider_id: uuid.UUID, reason: str) -> None:
    """Keep a provider off new shortlists, with the reason, whatever its credentials say."""
    provider = find_provider(session, provider_id)
    if not reason.strip():
        raise DomainError(say("Say why this provider is suspended; the reason is shown beside it."))
    provider.suspended = True
    provider.suspended_reason = reason.strip()


def lift_suspension(session: Session, *, provider_id: uuid.UUID) -> None:
    """Let a provider be suggested again."""
    provider = find_provider(session, provider_id)
    provider.suspended = False
    provider.suspended_reason = ""


def set_skill(
    session: Session, *, provider_id: uuid.UUID, skill: str, level: int, last_used: int | None = None
) -> uuid.UUID:
    """State a skill at a level from 1 to 5, or change what was stated. Returns the row's id."""
    find_provider(session, provider_id)
    if not 1 <= level <= 5:
        raise DomainError(say("A skill has a level from 1 (aware) to 5 (recognised authority)."))
    found = select(ProviderSkill).where(
        ProviderSkill.provider_id == provider_id, ProviderSkill.skill == skill
    )
    row = session.scalars(found).first()
    if row is None:
        row = ProviderSkill(provider_id=provider_id, skill=skill, level=level, last_used=last_used)
        session.add(row)
    row.level = level
    row.last_used = last_used if last_used is not None else row.last_used
    return row.id


def remove_skill(session: Session, *, skill_id: uuid.UUID) -> None:
    """Take a stated skill back."""
    session.delete(_row(session, ProviderSkill, skill_id))


def set_credential(
    session: Session,
    *,
    provider_id: uuid.UUID,
    credential: str,
    level: int,
    issuer: str = "",
    number: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    checked_by: str = "",
    checked_on: date | None = None,
) -> uuid.UUID:
    """Record a credential as it stands now, in place of what was recorded of it before.

    `level` is how far somebody checked: 0 claimed, 1 document seen, 2 checked with the issuer,
    3 checked and witnessed. Returns the row's id.
    """
    find_provider(session, provider_id)
    if not 0 <= level <= 3:
        raise DomainError(
            say("The level of checking is 0 (claimed), 1 (seen), 2 (checked) or 3 (witnessed).")
        )
    if issued_on is not None and expires_on is not None and expires_on < issued_on:
        raise DomainError(say("The last day must be the day of issue or later."))
    found = select(ProviderCredential).where(
        ProviderCredential.provider_id == provider_id, ProviderCredential.credential == credential
    )
    row = session.scalars(found).first()
    if row is None:
        row = ProviderCredential(provider_id=provider_id, credential=credential)
        session.add(row)
    row.level, row.issuer, row.number = level, issuer, number
    row.issued_on, row.expires_on = issued_on, expires_on
    row.checked_by, row.checked_on = checked_by, checked_on
    return row.id


def remove_credential(session: Session, *, credential_id: uuid.UUID) -> None:
    """Take a credential off the record."""
    session.delete(_row(session, ProviderCredential, credential_id))


def set_person(
    session: Session,
    *,
    provider_id: uuid.UUID,
    name: str,
    role: str,
    on_site: bool = False,
    person_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Name a person of the provider, or change one (`person_id`). Returns the person's id."""
    find_provider(session, provider_id)
    if not name.strip():
        raise DomainError(say("Enter the person's name."))
    if person_id is None:
        row = ProviderPerson(provider_id=provider_id, name=name.strip(), role=role, on_site=on_site)
        session.add(row)
        return row.id
    row = _row(session, ProviderPerson, person_id)
    row.name, row.role, row.on_site = name.strip(), role, on_site
    return row.id


def remove_person(session: Session, *, person_id: uuid.UUID) -> None:
    """Take a person off the provider's record."""
    session.delete(_row(session, ProviderPerson, person_id))


def set_rate(session: Session, *, provider_id: uuid.UUID, role: str, tier: str, rate: Money) -> uuid.UUID:
    """Keep a day's rate told in confidence, in place of the one before. It never leaves this workspace."""
    find_provider(session, provider_id)
    if rate.minor < 0:
        raise DomainError(say("A day's rate cannot be less than nothing."))
    found = select(ProviderRate).where(
        ProviderRate.provider_ref == provider_id, ProviderRate.role == role, ProviderRate.tier == tier
    )
    row = session.scalars(found).first()
    if row is None:
        row = ProviderRate(provider_ref=provider_id, role=role, tier=tier)
        session.add(row)
    row.rate = rate
    return row.id


def remove_rate(session: Session, *, rate_id: uuid.UUID) -> None:
    """Forget a rate."""
    session.delete(_row(session, ProviderRate, rate_id))


def add_job(
    session: Session,
    *,
    provider_id: uuid.UUID,
    client: str = "",
    template: str = "",
    sector: str = "",
    closed_on: date | None = None,
    value: Money | None = None,
    checked: bool = False,
    scorecard: Decimal | None = None,
) -> uuid.UUID:
    """Record a finished job. Only one that somebody `checked` counts as proof; returns the row's id."""
    find_provider(session, provider_id)
    if scorecard is not None and not 0 <= scorecard <= 100:
        raise DomainError(say("A scorecard's total is from 0 to 100."))
    row = ProviderJob(
        provider_id=provider_id,
        client=client,
        template=template,
        sector=sector,
        closed_on=closed_on,
        value=value,
        checked=checked,
        scorecard=scorecard,
    )
    session.add(row)
    return row.id


def remove_job(session: Session, *, job_id: uuid.UUID) -> None:
    """Take a job off the provider's record."""
    session.delete(_row(session, ProviderJob, job_id))


def find_provider(session: Session, provider_id: uuid.UUID) -> Provider:
    """The provider; raises DomainError where it is gone."""
    provider = session.get(Provider, provider_id)
    if provider is None or provider.deleted:
        raise DomainError(
            say("This provider is no longer in the directory. Go back to Providers and choose another.")
        )
    return provider


def _row(session: Session, kind: type[E], row_id: uuid.UUID) -> E:
    row = session.get(kind, row_id)
    if row is None or row.deleted:
        raise DomainError(say("This entry is no longer there. It was removed in the meantime."))
    return row


def _set(provider: Provider, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"a provider has no field {name}")
        setattr(provider, name, value.strip() if isinstance(value, str) else value)


def _name(name: str) -> str:
    if not name.strip():
        raise DomainError(say("Enter the name of the provider."))
    return name.strip()
