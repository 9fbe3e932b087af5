"""A project and the providers of the directory, put into the plain values that matching judges."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from app.analysis.factors import Importance, factor_weights
from app.analysis.jobs import Candidate, CardRate, Disclosure, Job, PastJob, Relation, usual_charge
from app.analysis.money import Money
from app.analysis.skill_fit import HeldSkill
from app.domain.base import live
from app.domain.projects import Project
from app.domain.providers import Provider, ProviderSkill
from app.domain.shortlists import Candidate as KeptCandidate
from app.domain.shortlists import Disclosure as KeptDisclosure
from app.domain.shortlists import Waiver
from app.knowledge import load_knowledge
from app.knowledge.match_rules import match_rules
from app.knowledge.readings import read_brief
from app.queries.briefs import answers
from app.queries.lens import Lens
from app.queries.match_job import importance_of, job_of, template_weights
from app.queries.provider_records import ProviderFacts, gather_providers

MOST_CANDIDATES = 400
"""Providers judged for one project: those that hold most of what it needs, chosen in SQL."""

RECENT_BUSINESS = timedelta(days=183)
"""How long earlier business from this broker counts when places are kept for newcomers."""

TIER_ORDER = ("onsite_uk", "onsite_us", "onsite_euw", "nearshore", "offshore")
"""Of a provider's rates for one role the nearest counts: nobody has agreed yet to work from afar."""


@dataclass(frozen=True, slots=True)
class MatchInputs:
    """Everything a ranking reads. `kept` is what is stored with it, so that it can be explained later."""

    job: Job
    candidates: tuple[tuple[ProviderFacts, Candidate], ...]
    weights: Mapping[str, Decimal]
    importance: Mapping[str, Importance]
    reasons: Mapping[uuid.UUID, Mapping[str, str]]
    new_to_owner: frozenset[uuid.UUID]
    new_to_broker: frozenset[uuid.UUID]
    kept: Mapping[str, Any]


def match_inputs(
    session: Session, *, project_id: uuid.UUID, on: date, providers: Sequence[uuid.UUID] | None = None
) -> MatchInputs:
    """Gather what a ranking of `project_id` on a day needs; rates are the broker's own and stay here.

    `providers` limits it to those; otherwise the directory is searched for those worth judging.
    """
    knowledge = load_knowledge()
    project = session.get_one(Project, project_id)
    given = answers(session, project_id=project_id).values
    reading = read_brief(knowledge, project.templates, given, project.currency)
    job = job_of(session, knowledge, project, given, reading, on)
    importance = importance_of(given)
    weights = factor_weights(template_weights(knowledge, project), importance)
    chosen = _likely(session, job) if providers is None else providers
    gathered = gather_providers(session, chosen, lens=Lens.BROKER)
    disclosure = session.scalars(
        select(KeptDisclosure).where(KeptDisclosure.project_id == project_id)
    ).first()
    people_abroad_matter = given.get("b8.abroad") == "not_for_data"
    candidates = tuple(
        (facts, _candidate(facts, disclosure, people_abroad_matter)) for facts in gathered.values()
    )
    kept = {
        "weights": {name: format(weight, "f") for name, weight in weights.items()},
        "importance": {name: word.value for name, word in importance.items()},
        "factors_version": knowledge.factors.version,
        "brief_version": project.brief_version,
        "should_cost": _money(job.should_cost),
        "value": _money(job.value),
        "starts": job.starts.isoformat(),
        "ends": job.ends.isoformat(),
        "deadline": job.deadline.isoformat() if job.deadline else None,
        "considered": len(candidates),
    }
    known, recent = _asked_before(session, project, on)
    everybody = frozenset(gathered)
    return MatchInputs(
        job=job,
        candidates=candidates,
        weights=weights,
        importance=importance,
        reasons=_reasons(session, project_id),
        new_to_owner=everybody - known,
        new_to_broker=everybody - recent,
        kept=kept,
    )


def _likely(session: Session, job: Job) -> list[uuid.UUID]:
    """The providers worth judging: those with most of the needed skills, then those of the right kind.

    One that states neither skills nor kinds is unknown rather than unfit, and comes last.
    """
    wanted = {skill for need in job.needs for skill in (need.skill, *need.alternatives)}
    held = (
        select(ProviderSkill.provider_id, func.count().label("held"))
        .where(live(ProviderSkill), ProviderSkill.skill.in_(wanted))
        .group_by(ProviderSkill.provider_id)
        .subquery()
    )
    stated = cast(Provider.templates, Text)
    kinds: ColumnElement[bool] = or_(
        *(stated.contains(f'"{template}"', autoescape=True) for template in sorted(job.templates)),
        stated == "[]",
    )
    statement = (
        select(Provider.id)
        .outerjoin(held, held.c.provider_id == Provider.id)
        .where(live(Provider), or_(held.c.held.is_not(None), kinds) if job.needs else live(Provider))
        .order_by(func.coalesce(held.c.held, 0).desc(), Provider.id)
        .limit(MOST_CANDIDATES)
    )
    return list(session.scalars(statement))


def _candidate(
    facts: ProviderFacts, disclosure: KeptDisclosure | None, people_abroad_matter: bool
) -> Candidate:
    provider = facts.provider
    countries = facts.work_countries()
    if people_abroad_matter and countries is not None and len(countries) > 1:
        countries = None  # whether those abroad would see the data is what nobody has said yet
    return Candidate(
        provider=provider.id,
        record=facts.record(),
        skills=tuple(_held(row.skill, row.level, row.last_used) for row in facts.skills) or None,
        rates=_card(facts),
        jobs=_past_jobs(facts),
        travel_minutes=None if provider.travel_minutes is None else Decimal(provider.travel_minutes),
        shared_hours=provider.shared_hours,
        earliest_start=provider.earliest_start,
        free_days_a_week=provider.free_days_week,
        yearly_turnover=provider.turnover,
        indemnity_limit=provider.insurance_limit,
        work_countries=countries,
        languages=frozenset(provider.languages) or None,
        disclosure=_declared(disclosure, provider.id),
        stated_on=provider.added_on,
    )


def _held(skill: str, level: int, year: int | None) -> HeldSkill:
    """A year alone stands for its middle: neither its first day nor its last is what was said."""
    return HeldSkill(skill, level, None if year is None else date(year, 7, 1))


def _card(facts: ProviderFacts) -> dict[str, CardRate]:
    order = {tier: place for place, tier in enumerate(TIER_ORDER)}
    card: dict[str, CardRate] = {}
    for row in sorted(facts.rates, key=lambda row: order.get(row.tier, len(order))):
        if row.rate is not None:
            card.setdefault(row.role, CardRate(row.rate, row.tier == "offshore"))
    return card


def _past_jobs(facts: ProviderFacts) -> tuple[PastJob, ...] | None:
    jobs = tuple(
        PastJob(frozenset({job.template}), job.closed_on, 2 if job.checked else 0, job.sector or None)
        for job in facts.jobs
        if job.template and job.closed_on is not None
    )
    return jobs or None


def _declared(disclosure: KeptDisclosure | None, provider_id: uuid.UUID) -> Disclosure | None:
    """The tie to a provider as filed; none is declared where a filed disclosure does not name it."""
    if disclosure is None:
        return None
    words = str(disclosure.relations.get(provider_id.hex, "none")).casefold()
    relation = next((one for one in Relation if words.startswith(one.value)), Relation.PAST_CLIENT)
    return Disclosure(relation, disclosure.acknowledged_on is not None, "passed on" in words)


def usual_charges(
    session: Session, *, project_id: uuid.UUID, providers: Sequence[uuid.UUID], on: date
) -> dict[uuid.UUID, Money | None]:
    """What some providers would usually charge for the project, from the rates told to this broker alone."""
    knowledge = load_knowledge()
    project = session.get_one(Project, project_id)
    given = answers(session, project_id=project_id).values
    reading = read_brief(knowledge, project.templates, given, project.currency)
    job = job_of(session, knowledge, project, given, reading, on)
    remote = match_rules(knowledge).remote
    gathered = gather_providers(session, providers, lens=Lens.BROKER)
    return {
        id: usual_charge(job, _candidate(facts, None, False), remote).amount for id, facts in gathered.items()
    }


def _asked_before(
    session: Session, project: Project, on: date
) -> tuple[frozenset[uuid.UUID], frozenset[uuid.UUID]]:
    """Providers asked for this owner before, and those asked for anybody in the last six months."""
    rows = session.execute(
        select(KeptCandidate.provider_ref, KeptCandidate.invited_on, Project.business)
        .join(Project, Project.id == KeptCandidate.project_id)
        .where(
            live(KeptCandidate),
            live(Project),
            Project.id != project.id,
            KeptCandidate.invited_on.is_not(None),
        )
    ).all()
    known = frozenset(
        row.provider_ref for row in rows if project.business and row.business == project.business
    )
    recent = frozenset(row.provider_ref for row in rows if row.invited_on > on - RECENT_BUSINESS)
    return known, recent


def _reasons(session: Session, project_id: uuid.UUID) -> dict[uuid.UUID, dict[str, str]]:
    """The broker's written waivers by provider and gate."""
    rows = session.execute(
        select(KeptCandidate.provider_ref, Waiver.gate, Waiver.reason)
        .join(Waiver, Waiver.candidate_id == KeptCandidate.id)
        .where(live(Waiver), live(KeptCandidate), KeptCandidate.project_id == project_id)
    )
    reasons: dict[uuid.UUID, dict[str, str]] = {}
    for row in rows:
        reasons.setdefault(row.provider_ref, {})[row.gate] = row.reason
    return reasons


def _money(amount: Money) -> dict[str, Any]:
    return {"minor": amount.minor, "currency": amount.currency}
