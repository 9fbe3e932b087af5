"""Keep the directory: providers, what they can do, what was checked about them, and their rates."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.base import Entity
from app.domain.brokers import Endorsement
from app.domain.errors import DomainError
from app.domain.providers import (
    CredentialStep,
    Provider,
    ProviderCredential,
    ProviderFile,
    ProviderJob,
    ProviderPerson,
    ProviderRate,
    ProviderReference,
    ProviderSite,
    ProviderSkill,
    ProviderWeek,
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
        *("templates", "shared_hours", "travel_minutes"),
        *("free_days_week", "earliest_start", "turnover", "insurance_limit", "reply_promise", "notes"),
    }
)
"""What can be written about a provider beside its name; its tier is derived, never written."""


BELONGINGS: tuple[Any, ...] = (
    ProviderPerson,
    ProviderSite,
    ProviderSkill,
    CredentialStep,
    ProviderCredential,
    ProviderWeek,
    ProviderJob,
    ProviderReference,
    Endorsement,
)
OWN: tuple[Any, ...] = (ProviderRate, ProviderFile)
"""What belongs to a provider; of `OWN` the broker alone knows."""


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
    for kind in BELONGINGS:
        for row in session.scalars(select(kind).where(kind.provider_id == provider_id)):
            session.delete(row)
    for own in OWN:
        for row in session.scalars(select(own).where(own.provider_ref == provider_id)):
            session.delete(row)
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
    session.delete(find_row(session, ProviderSkill, skill_id))


def set_person(
    session: Session,
    *,
    provider_id: uuid.UUID,
    name: str,
    role: str,
    on_site: bool = False,
    languages: Sequence[str] = (),
    site_id: uuid.UUID | None = None,
    person_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Name a person of the provider, or change one (`person_id`). Returns the person's id."""
    find_provider(session, provider_id)
    if not name.strip():
        raise DomainError(say("Enter the person's name."))
    if site_id is not None:
        find_row(session, ProviderSite, site_id)
    if person_id is None:
        row = ProviderPerson(provider_id=provider_id, name=name.strip(), role=role)
        session.add(row)
    else:
        row = find_row(session, ProviderPerson, person_id)
    row.name, row.role, row.on_site = name.strip(), role, on_site
    row.languages, row.site_id = list(languages), site_id
    return row.id


def remove_person(session: Session, *, person_id: uuid.UUID) -> None:
    """Take a person off the provider's record."""
    session.delete(find_row(session, ProviderPerson, person_id))


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
    session.delete(find_row(session, ProviderRate, rate_id))


def find_provider(session: Session, provider_id: uuid.UUID) -> Provider:
    """The provider; raises DomainError where it is gone."""
    provider = session.get(Provider, provider_id)
    if provider is None or provider.deleted:
        raise DomainError(
            say("This provider is no longer in the directory. Go back to Providers and choose another.")
        )
    return provider


def find_row(session: Session, kind: type[E], row_id: uuid.UUID) -> E:
    """A row that belongs to a provider; raises DomainError where it is gone."""
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
