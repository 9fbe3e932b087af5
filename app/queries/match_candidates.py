"""A provider of the directory as the plain values that matching judges, for one job.

What hangs on the job is settled here: which hours are shared while it lasts, how many days are free in its weeks, and
whether people abroad may matter. The columns of the whole directory are filled by the same rules.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.capacity import free_through
from app.analysis.jobs import Candidate, CardRate, Disclosure, Job, PastJob, Relation
from app.analysis.shared_hours import Site, least_shared
from app.analysis.skill_fit import HeldSkill
from app.domain.clients import Profile
from app.domain.projects import Project
from app.domain.providers import SiteKind
from app.domain.shortlists import Disclosure as KeptDisclosure
from app.queries.plan_hours import OFFICE, WORKDAYS, owner_zone
from app.queries.provider_records import ProviderFacts
from app.queries.travel import minutes_to

TIER_ORDER = ("onsite_uk", "onsite_us", "onsite_euw", "nearshore", "offshore")
"""Of a provider's rates for one role the nearest counts: nobody has agreed yet to work from afar."""

TIER_PLACES = {tier: place for place, tier in enumerate(TIER_ORDER)}
AWAY = "offshore"


@dataclass(frozen=True, slots=True)
class Asking:
    """A job with what of the project a candidate is read by: the filed ties, the owner's clock, people abroad.

    `country` is the owner's, `told_in` the broker's, in which travel was told.
    """

    job: Job
    disclosure: KeptDisclosure | None
    zone: str
    abroad_matters: bool
    country: str
    told_in: str


def asking(session: Session, project: Project, job: Job, abroad: object) -> Asking:
    """What candidates of a project are read by; `abroad` is the answer about people abroad (b8.abroad)."""
    filed = session.scalars(select(KeptDisclosure).where(KeptDisclosure.project_id == project.id)).first()
    home = session.scalars(select(Profile.country)).first() or project.country
    return Asking(
        job=job,
        disclosure=filed,
        zone=owner_zone(session, project),
        abroad_matters=abroad == "not_for_data",
        country=project.country,
        told_in=home,
    )


def candidate_of(facts: ProviderFacts, asked: Asking) -> Candidate:
    """One provider for the job."""
    provider, job = facts.provider, asked.job
    return Candidate(
        provider=provider.id,
        record=facts.record(),
        skills=tuple(HeldSkill(row.skill, row.level, used_on(row.last_used)) for row in facts.skills) or None,
        rates=_card(facts),
        jobs=_past_jobs(facts),
        travel_minutes=minutes_to(
            asked.country, provider.travel_minutes, facts.sites, provider.country, asked.told_in
        ),
        shared_hours=shared_with(facts.sites, asked, provider.shared_hours),
        earliest_start=provider.earliest_start,
        free_days_a_week=free_through(
            provider.free_days_week, {row.week: row.free_days for row in facts.weeks}, job.starts, job.ends
        ),
        yearly_turnover=provider.turnover,
        indemnity_limit=provider.insurance_limit,
        work_countries=countries_for(facts.work_countries(), asked),
        languages=frozenset(provider.languages) or None,
        disclosure=declared_tie(asked.disclosure, provider.id),
        stated_on=provider.added_on,
    )


def used_on(year: int | None) -> date | None:
    """A year alone stands for its middle: neither its first day nor its last is what was said."""
    return None if year is None else date(year, 7, 1)


def countries_for(countries: frozenset[str] | None, asked: Asking) -> frozenset[str] | None:
    """Where people work; not known where those abroad matter, as nobody has said whether they would see the data."""
    return None if asked.abroad_matters and countries is not None and len(countries) > 1 else countries


def shared_with(sites: Iterable[Any], asked: Asking, stated: Decimal | None) -> Decimal | None:
    """Hours a day the doers can be reached, on the worst day of the work, where sites say when they work.

    The doers are those of the sites elsewhere, or without such a site those at home. What was stated as a number
    stands where a clock or an hour is missing.
    """
    known = tuple(sites)
    doers = tuple(site for site in known if site.kind is not SiteKind.ON_SITE) or known
    if not asked.zone or not doers or not all(site.starts and site.time_zone for site in doers):
        return stated
    hours = tuple(sorted({(site.time_zone, site.starts, site.ends) for site in doers}))
    found = _least(asked.job.starts, asked.job.ends, asked.zone, hours)
    return stated if found is None else found


@lru_cache(maxsize=4096)
def _least(first: date, last: date, zone: str, hours: tuple[tuple[str, str, str], ...]) -> Decimal | None:
    try:
        ours = Site(ZoneInfo(zone), dict.fromkeys(WORKDAYS, OFFICE))
        theirs = [
            Site(
                ZoneInfo(name),
                dict.fromkeys(WORKDAYS, (time.fromisoformat(start), time.fromisoformat(end))),
            )
            for name, start, end in hours
        ]
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return least_shared(first, last, ours, theirs)


def declared_tie(disclosure: KeptDisclosure | None, provider_id: uuid.UUID | None) -> Disclosure | None:
    """The tie to a provider as filed; none is declared where a filed disclosure does not name it.

    Of no provider in particular: the tie to whom it does not name.
    """
    if disclosure is None:
        return None
    words = str(disclosure.relations.get(provider_id.hex, "none") if provider_id else "none").casefold()
    relation = next((one for one in Relation if words.startswith(one.value)), Relation.PAST_CLIENT)
    return Disclosure(relation, disclosure.acknowledged_on is not None, "passed on" in words)


def _card(facts: ProviderFacts) -> dict[str, CardRate]:
    card: dict[str, CardRate] = {}
    for row in sorted(facts.rates, key=lambda row: TIER_PLACES.get(row.tier, len(TIER_PLACES))):
        if row.rate is not None:
            card.setdefault(row.role, CardRate(row.rate, row.tier == AWAY))
    return card


def _past_jobs(facts: ProviderFacts) -> tuple[PastJob, ...] | None:
    jobs = tuple(
        PastJob(frozenset({job.template}), job.closed_on, 2 if job.checked else 0, job.sector or None)
        for job in facts.jobs
        if job.template and job.closed_on is not None
    )
    return jobs or None
