"""Everything the directory holds about some providers, gathered in a fixed number of statements."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from babel.core import get_global
from sqlalchemy.orm import Session

from app.analysis.credentials import (
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
from app.domain.credentials import held_of
from app.domain.providers import (
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
    SiteKind,
)
from app.persistence.unit import UnitOfWork
from app.queries.lens import Lens

T = TypeVar(
    "T",
    ProviderPerson,
    ProviderSkill,
    ProviderCredential,
    ProviderJob,
    ProviderSite,
    ProviderWeek,
    ProviderReference,
)
Own = TypeVar("Own", ProviderRate, ProviderFile)
Row = TypeVar("Row")

SITE_ORDER = tuple(SiteKind)
NOTES = ("notes",)
CONTACTS = ("contact", "phone", "notes")
"""Whom one talked to about a provider and what else they said: for the broker alone."""

TOLD: Mapping[type, tuple[str, ...]] = {
    Provider: (
        *(
            "id",
            "name",
            "town",
            "country",
            "staff",
            "templates",
            "suspended",
            "free_days_week",
            "earliest_start",
        ),
        *("shared_hours", "travel_minutes"),
    ),
    ProviderPerson: ("provider_id", "name", "on_site"),
    ProviderSite: ("provider_id", "kind", "town"),
    ProviderCredential: (
        *("provider_id", "credential", "kind", "level", "outcome", "issued_on", "expires_on", "checked_on"),
        *("withdrawn_on", "false_evidence"),
    ),
    ProviderJob: ("provider_id", "closed_on", "scorecard", "value_minor", "value_currency"),
    ProviderRate: ("provider_ref", "rate_minor", "rate_currency"),
}
"""What a line of the directory tells, and so is read for one."""

ORDINARY_VALUE = TrackRule().value_unit
"""Weighs a closed engagement whose value nobody wrote down like an ordinary one."""


@dataclass(frozen=True)
class ProviderFacts:
    """One provider with its rows. `rates`, `files` and the notes are there for the broker only.

    `sites` stand on site first, `weeks` in order of time.
    """

    provider: Provider
    people: tuple[ProviderPerson, ...]
    skills: tuple[ProviderSkill, ...]
    credentials: tuple[ProviderCredential, ...]
    jobs: tuple[ProviderJob, ...]
    rates: tuple[ProviderRate, ...]
    sites: tuple[ProviderSite, ...] = ()
    weeks: tuple[ProviderWeek, ...] = ()
    references: tuple[ProviderReference, ...] = ()
    files: tuple[ProviderFile, ...] = ()

    def held(self) -> tuple[HeldCredential, ...]:
        """Its credentials as the rules read them."""
        return self._held

    def record(self) -> ProviderRecord:
        """What its tier is derived from."""
        return self._record

    @cached_property
    def _held(self) -> tuple[HeldCredential, ...]:
        return tuple(held_of(row) for row in self.credentials)

    @cached_property
    def _record(self) -> ProviderRecord:
        closed = tuple(
            ClosedEngagement(
                job.closed_on, job.scorecard, value.decimal if (value := job.value) else ORDINARY_VALUE
            )
            for job in self.jobs
            if job.scorecard is not None and job.closed_on is not None
        )
        false = any(row.false_evidence for row in self.credentials)
        return ProviderRecord(self.held(), closed, false_evidence=self.provider.suspended or false)

    def standing(self, on: date, rules: CredentialRules) -> Standing:
        """Its tier on a day. A suspension by hand counts whatever the papers say."""
        return standing(self.record(), on, rules)

    def home_site(self) -> ProviderSite | None:
        """The first site from which people come to the owner."""
        return next((site for site in self.sites if site.kind is SiteKind.ON_SITE), None)

    def away_sites(self) -> tuple[ProviderSite, ...]:
        """The sites whose people work elsewhere."""
        return tuple(site for site in self.sites if site.kind is not SiteKind.ON_SITE)

    def country_of(self, site: ProviderSite) -> str:
        """The country a site lies in."""
        return site_country(site, self.provider.country)

    def work_countries(self) -> frozenset[str] | None:
        """Where its people work; None where the country of a site is not known."""
        return countries_of(self.sites, self.provider.country)

    def on_site_person(self) -> ProviderPerson | None:
        """The named person who would come to the owner."""
        return next((person for person in self.people if person.on_site), None)


def site_country(site: Any, firm: str) -> str:
    """The country a site lies in: its own, else that of its clock, else for one at the address the firm's."""
    at_address = site.kind is SiteKind.ON_SITE and not site.town
    return site.country or country_of_zone(site.time_zone) or (firm if at_address else "")


def countries_of(sites: Iterable[Any], firm: str) -> frozenset[str] | None:
    """Where the people of a firm and its sites work; None where one of them is not known."""
    found = {firm, *(site_country(site, firm) for site in sites)}
    return None if "" in found else frozenset(found)


def country_of_zone(time_zone: str) -> str:
    """The country a time zone lies in ("Asia/Kolkata" → "IN"); empty where that cannot be told."""
    territories: Mapping[str, str] = get_global("zone_territories")
    return territories.get(time_zone, "")


def suspended_by_hand(facts: ProviderFacts, at: Standing) -> bool:
    """Whether the standing rests on the broker's own word and not on papers or results."""
    return facts.provider.suspended and at.tier is Tier.SUSPENDED and at.reason is TierReason.FALSE_EVIDENCE


def gather_providers(
    session: Session,
    ids: Sequence[uuid.UUID],
    *,
    lens: Lens,
    only: Mapping[type, tuple[str, ...]] | None = None,
) -> dict[uuid.UUID, ProviderFacts]:
    """The providers with everything about them, in the order of `ids`; one that is gone is left out.

    For the owner neither rates, files, contacts nor private notes are read from the disk. With `only`, what
    it names of each kind is read, in plain tuples, and nothing of other kinds. The rows are there to be shown; no
    change in them is stored.
    """
    assert isinstance(session, UnitOfWork)
    owner = lens is Lens.OWNER

    def read(kind: type[Row], column: str, unread: tuple[str, ...] = ()) -> Iterable[Row]:
        if only is None:
            return session.those(kind, column, ids, unread)
        return session.told(kind, column, ids, only[kind]) if kind in only else ()

    def rows(kind: type[T], unread: tuple[str, ...] = ()) -> Mapping[uuid.UUID, list[T]]:
        return _by(read(kind, "provider_id", unread), "provider_id")

    def own(kind: type[Own]) -> Mapping[uuid.UUID, list[Own]]:
        return {} if owner else _by(read(kind, "provider_ref"), "provider_ref")

    found = {each.id: each for each in read(Provider, "id", NOTES if owner else ())}
    people, sites, credentials = rows(ProviderPerson), rows(ProviderSite), rows(ProviderCredential)
    jobs, skills, weeks = rows(ProviderJob), rows(ProviderSkill), rows(ProviderWeek)
    references = rows(ProviderReference, CONTACTS if owner else ())
    rates, files = own(ProviderRate), own(ProviderFile)
    return {
        id: ProviderFacts(
            found[id],
            tuple(sorted(people.get(id, ()), key=lambda person: not person.on_site)),
            tuple(skills.get(id, ())),
            tuple(credentials.get(id, ())),
            tuple(jobs.get(id, ())),
            tuple(rates.get(id, ())),
            tuple(sorted(sites.get(id, ()), key=lambda site: SITE_ORDER.index(site.kind))),
            tuple(sorted(weeks.get(id, ()), key=lambda week: week.week)),
            tuple(references.get(id, ())),
            tuple(files.get(id, ())),
        )
        for id in ids
        if id in found
    }


def _by(rows: Iterable[Row], column: str) -> dict[uuid.UUID, list[Row]]:
    grouped: dict[uuid.UUID, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, column)].append(row)
    return grouped
