"""Everything the directory holds about some providers, gathered in a fixed number of statements."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from babel.core import get_global
from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from app.analysis.credentials import (
    CheckLevel,
    ClosedEngagement,
    CredentialRules,
    HeldCredential,
    ProviderRecord,
    Standing,
    Tier,
    TierReason,
    standing,
)
from app.analysis.track_record import TrackRule
from app.domain.providers import (
    Provider,
    ProviderCredential,
    ProviderJob,
    ProviderPerson,
    ProviderRate,
    ProviderSkill,
)
from app.queries.lens import Lens

T = TypeVar("T", ProviderPerson, ProviderSkill, ProviderCredential, ProviderJob)

ORDINARY_VALUE = TrackRule().value_unit
"""Weighs a closed engagement whose value nobody wrote down like an ordinary one."""


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """One provider with its rows. `rates` and the notes are there for the broker only."""

    provider: Provider
    people: tuple[ProviderPerson, ...]
    skills: tuple[ProviderSkill, ...]
    credentials: tuple[ProviderCredential, ...]
    jobs: tuple[ProviderJob, ...]
    rates: tuple[ProviderRate, ...]

    def held(self) -> tuple[HeldCredential, ...]:
        """Its credentials as the rules read them."""
        return tuple(
            HeldCredential(
                row.credential, CheckLevel(row.level), row.issued_on, row.expires_on, row.checked_on
            )
            for row in self.credentials
        )

    def record(self) -> ProviderRecord:
        """What its tier is derived from."""
        closed = tuple(
            ClosedEngagement(job.closed_on, job.scorecard, job.value.decimal if job.value else ORDINARY_VALUE)
            for job in self.jobs
            if job.scorecard is not None and job.closed_on is not None
        )
        return ProviderRecord(self.held(), closed, false_evidence=self.provider.suspended)

    def standing(self, on: date, rules: CredentialRules) -> Standing:
        """Its tier on a day. A suspension by hand counts whatever the papers say."""
        return standing(self.record(), on, rules)

    def work_countries(self) -> frozenset[str] | None:
        """Where its people work; None where the place of a remote team is not known."""
        home = self.provider.country
        if not home:
            return None
        if not self.provider.remote_place:
            return frozenset({home})
        away = country_of_zone(self.provider.remote_time_zone)
        return frozenset({home, away}) if away else None

    def on_site_person(self) -> ProviderPerson | None:
        """The named person who would come to the owner."""
        return next((person for person in self.people if person.on_site), None)


def country_of_zone(time_zone: str) -> str:
    """The country a time zone lies in ("Asia/Kolkata" → "IN"); empty where that cannot be told."""
    territories: Mapping[str, str] = get_global("zone_territories")
    return territories.get(time_zone, "")


def suspended_by_hand(facts: ProviderFacts, at: Standing) -> bool:
    """Whether the standing rests on the broker's own word and not on papers or results."""
    return facts.provider.suspended and at.tier is Tier.SUSPENDED and at.reason is TierReason.FALSE_EVIDENCE


def gather_providers(
    session: Session, ids: Sequence[uuid.UUID], *, lens: Lens
) -> dict[uuid.UUID, ProviderFacts]:
    """The providers with everything about them, in the order of `ids`; one that is gone is left out.

    For the owner neither rates nor private notes are read from the disk.
    """
    statement = select(Provider).where(Provider.id.in_(ids))
    if lens is Lens.OWNER:
        statement = statement.options(defer(Provider.notes, raiseload=True))
    found = {provider.id: provider for provider in session.scalars(statement)}
    people, skills = _rows(session, ProviderPerson, ids), _rows(session, ProviderSkill, ids)
    credentials, jobs = _rows(session, ProviderCredential, ids), _rows(session, ProviderJob, ids)
    rates: Mapping[uuid.UUID, Sequence[ProviderRate]] = _rates(session, ids) if lens is Lens.BROKER else {}
    return {
        id: ProviderFacts(
            found[id],
            tuple(sorted(people.get(id, ()), key=lambda person: not person.on_site)),
            tuple(skills.get(id, ())),
            tuple(credentials.get(id, ())),
            tuple(jobs.get(id, ())),
            tuple(rates.get(id, ())),
        )
        for id in ids
        if id in found
    }


def _rows(session: Session, kind: type[T], ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[T]]:
    grouped: dict[uuid.UUID, list[T]] = defaultdict(list)
    for row in session.scalars(select(kind).where(kind.provider_id.in_(ids)).order_by(kind.id)):
        grouped[row.provider_id].append(row)
    return grouped


def _rates(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[ProviderRate]]:
    grouped: dict[uuid.UUID, list[ProviderRate]] = defaultdict(list)
    statement = select(ProviderRate).where(ProviderRate.provider_ref.in_(ids)).order_by(ProviderRate.id)
    for row in session.scalars(statement):
        grouped[row.provider_ref].append(row)
    return grouped
