"""Providers from a list: added whole, or merged into what the directory already holds."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.look_alikes import same_text
from app.analysis.money import Money
from app.domain.providers import ProviderCredential, ProviderRate, ProviderSite, ProviderSkill, SiteKind
from app.services.providers import add_provider, change_provider

ListedSite = tuple[str, str, str, str, str, str, int | None]
"""Kind, town, country, time zone, hours from and to, and how many work there."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says of one provider: its fields, and rows of skills, credentials and rates.

    `skills` are (skill, level, year last used), `credentials` (credential, level of checking, last day),
    `rates` (role, tier, a day's rate), `sites` as `ListedSite` says. What is not in it is not touched.
    """

    name: str
    fields: Mapping[str, Any]
    skills: Sequence[tuple[str, int, int | None]] = ()
    credentials: Sequence[tuple[str, int, date | None]] = ()
    rates: Sequence[tuple[str, str, Money]] = ()
    sites: Sequence[ListedSite] = ()


def add_listed(session: Session, *, listed: Listed, on: date) -> uuid.UUID:
    """Add a provider with everything its line says, and return its id.

    Its rows are new, so nothing is looked up: a long list stays quick.
    """
    provider_id = add_provider(session, name=listed.name, on=on, **listed.fields)
    for skill, level, last_used in listed.skills:
        session.add(ProviderSkill(provider_id=provider_id, skill=skill, level=level, last_used=last_used))
    for credential, level, expires_on in listed.credentials:
        session.add(
            ProviderCredential(
                provider_id=provider_id,
                credential=credential,
                level=level,
                printed_end=expires_on,
                expires_on=expires_on,
            )
        )
    for role, tier, rate in listed.rates:
        session.add(ProviderRate(provider_ref=provider_id, role=role, tier=tier, rate=rate))
    for site in listed.sites:
        row = ProviderSite(provider_id=provider_id)
        _set_site(row, site)
        session.add(row)
    return provider_id


def merge_listed(session: Session, *, provider_id: uuid.UUID, listed: Listed) -> None:
    """Bring a provider up to what a line says: listed fields and rows change, everything else stays.

    A credential keeps its issuer, number and who checked it; a skill without a year keeps the old one.
    """
    change_provider(session, provider_id=provider_id, name=listed.name, **listed.fields)
    _merge_skills(session, provider_id, listed)
    _merge_credentials(session, provider_id, listed)
    _merge_rates(session, provider_id, listed)
    _merge_sites(session, provider_id, listed)


def _merge_sites(session: Session, provider_id: uuid.UUID, listed: Listed) -> None:
    rows = session.scalars(select(ProviderSite).where(ProviderSite.provider_id == provider_id))
    before = {(row.kind.value, same_text(row.town)): row for row in rows}
    for site in listed.sites:
        row = before.get((site[0], same_text(site[1])))
        if row is None:
            row = ProviderSite(provider_id=provider_id)
            session.add(row)
        _set_site(row, site)


def _set_site(row: ProviderSite, site: ListedSite) -> None:
    """Write what the list says of a place of work; what it leaves open stays."""
    kind, town, country, zone, starts, ends, headcount = site
    row.kind, row.town = SiteKind(kind), town
    row.country, row.time_zone = country or row.country, zone or row.time_zone
    row.starts, row.ends = (starts, ends) if starts else (row.starts, row.ends)
    row.headcount = headcount if headcount is not None else row.headcount


def _merge_skills(session: Session, provider_id: uuid.UUID, listed: Listed) -> None:
    rows = session.scalars(select(ProviderSkill).where(ProviderSkill.provider_id == provider_id))
    before = {row.skill: row for row in rows}
    for skill, level, last_used in listed.skills:
        row = before.get(skill)
        if row is None:
            session.add(ProviderSkill(provider_id=provider_id, skill=skill, level=level, last_used=last_used))
            continue
        row.level = level
        row.last_used = last_used or row.last_used


def _merge_credentials(session: Session, provider_id: uuid.UUID, listed: Listed) -> None:
    rows = session.scalars(select(ProviderCredential).where(ProviderCredential.provider_id == provider_id))
    before = {row.credential: row for row in rows}
    for credential, level, expires_on in listed.credentials:
        row = before.get(credential)
        if row is None:
            row = ProviderCredential(provider_id=provider_id, credential=credential)
            session.add(row)
        row.level = level
        row.printed_end = expires_on or row.printed_end
        row.expires_on = expires_on or row.expires_on


def _merge_rates(session: Session, provider_id: uuid.UUID, listed: Listed) -> None:
    rows = session.scalars(select(ProviderRate).where(ProviderRate.provider_ref == provider_id))
    before = {(row.role, row.tier): row for row in rows}
    for role, tier, rate in listed.rates:
        row = before.get((role, tier))
        if row is None:
            session.add(ProviderRate(provider_ref=provider_id, role=role, tier=tier, rate=rate))
        else:
            row.rate = rate
