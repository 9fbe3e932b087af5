"""The directory of providers: a page of it, its count, one profile, and names to match an import against."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Float, cast, func, select
from sqlalchemy.orm import Session

from app.analysis.credentials import state
from app.analysis.track_record import TrackRecord, track_record
from app.domain.providers import Provider
from app.knowledge import load_knowledge
from app.knowledge.match_rules import credential_rules
from app.queries.lens import Lens
from app.queries.provider_filters import ASK_ITSELF, Filters, Looker, conditions, here
from app.queries.provider_records import ProviderFacts, gather_providers
from app.queries.provider_rows import (
    CheckRow,
    JobRow,
    PersonRow,
    ProviderProfile,
    ProviderRow,
    RateRow,
    SkillRow,
)
from app.queries.provider_words import (
    checks_words,
    credential_name,
    next_renewal,
    place_words,
    renewal_words,
    role_name,
    skill_name,
    standing_sentence,
    state_words,
    template_name,
    tier_words,
)
from app.words import say, say_count, say_known
from app.words.formats import Formats

EVERYONE = Filters()
"""The directory as it is, with nothing left out."""


class Sort(Enum):
    """What the directory can be sorted by."""

    NAME = "name"
    TOWN = "town"
    COUNTRY = "country"
    STAFF = "staff"
    FREE_DAYS = "free_days_week"
    START = "earliest_start"
    SHARED_HOURS = "shared_hours"
    TRAVEL = "travel_minutes"
    ADDED = "added_on"


INDEXED = (Sort.NAME, Sort.TOWN, Sort.COUNTRY)
"""The orders that an index of the table keeps."""


def count(session: Session) -> int:
    """How many providers the directory holds."""
    statement = select(func.count()).select_from(Provider.__table__).where(here(in_order=True))
    return session.scalar(statement, execution_options=ASK_ITSELF) or 0


def count_found(session: Session, *, looker: Looker, filters: Filters) -> int:
    """How many of them the filters leave."""
    if not filters.narrow:
        return count(session)
    statement = select(func.count()).select_from(Provider.__table__)
    statement = statement.where(here(in_order=False), *conditions(filters, looker))
    return session.scalar(statement, execution_options=ASK_ITSELF) or 0


def page(
    session: Session,
    *,
    lens: Lens,
    today: date,
    formats: Formats,
    offset: int = 0,
    limit: int = 100,
    sort: Sort = Sort.NAME,
    descending: bool = False,
    filters: Filters = EVERYONE,
) -> tuple[ProviderRow, ...]:
    """Some lines of the directory. Only they are read and judged, however many providers there are.

    Missing values sort last either way.
    """
    in_order = sort in INDEXED and not filters.narrow
    looker = Looker(lens, today, formats)
    statement = (
        select(Provider.id)
        .where(here(in_order=in_order), *conditions(filters, looker))
        .order_by(*_order(sort, descending))
        .offset(offset)
        .limit(limit)
    )
    ids = session.scalars(statement, execution_options=ASK_ITSELF).all()
    found = gather_providers(session, ids, lens=lens)
    return tuple(_row(facts, today, formats) for facts in found.values())


def profile(
    session: Session, *, lens: Lens, provider_id: uuid.UUID, today: date, formats: Formats
) -> ProviderProfile | None:
    """One provider, or None where it is gone. Rates and private notes are read for the broker only."""
    facts = gather_providers(session, [provider_id], lens=lens).get(provider_id)
    if facts is None:
        return None
    provider = facts.provider
    at = facts.standing(today, credential_rules(load_knowledge()))
    return ProviderProfile(
        row=_row(facts, today, formats),
        standing=standing_sentence(facts, at, formats),
        suspended=provider.suspended,
        suspended_reason=provider.suspended_reason,
        missing_checks=tuple(credential_name(name) for name in at.missing_core),
        website=provider.website,
        email=provider.email,
        phone=provider.phone,
        summary=provider.summary,
        founded=provider.founded,
        languages=tuple(provider.languages),
        sectors=tuple(provider.sectors),
        sector_names=tuple(skill_name(sector) for sector in provider.sectors),
        templates=tuple(provider.templates),
        template_names=tuple(template_name(template) for template in provider.templates),
        time_zone=provider.time_zone,
        remote_place=provider.remote_place,
        remote_time_zone=provider.remote_time_zone,
        turnover=provider.turnover,
        insurance_limit=provider.insurance_limit,
        reply_promise=provider.reply_promise,
        added_on=provider.added_on,
        checks=_checks(facts, today, formats),
        skills=_skills(facts),
        people=tuple(PersonRow(p.id, p.name, p.role, role_name(p.role), p.on_site) for p in facts.people),
        jobs=_jobs(facts, formats),
        rates=_rates(facts, formats),
        notes=provider.notes if lens is Lens.BROKER else "",
    )


def names(session: Session) -> tuple[tuple[uuid.UUID, str, str], ...]:
    """Id, name and town of every provider: what an import is compared with."""
    statement = select(Provider.id, Provider.name, Provider.town).where(here(in_order=False))
    rows = session.execute(statement, execution_options=ASK_ITSELF)
    return tuple((row.id, row.name, row.town) for row in rows)


def values_of(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Mapping[str, Any]]:
    """Every stored field of some providers by name, for telling what an import would change."""
    columns = [attribute.key for attribute in Provider.__mapper__.attrs]
    return {
        id: {
            **{key: getattr(facts.provider, key) for key in columns},
            "skills": {row.skill: (row.level, row.last_used) for row in facts.skills},
            "credentials": {row.credential: (row.level, row.expires_on) for row in facts.credentials},
            "rates": {(row.role, row.tier): row.rate for row in facts.rates},
        }
        for id, facts in gather_providers(session, ids, lens=Lens.BROKER).items()
    }


def _order(sort: Sort, descending: bool) -> list[ColumnElement[Any]]:
    """The order of a page; by name, town and country it is one that an index keeps."""
    by_name = Provider.name.collate("NOCASE")
    column: ColumnElement[Any] = getattr(Provider, sort.value).expression
    if sort in INDEXED:
        first = [] if sort is Sort.NAME else [column.collate("NOCASE")]
        return [part.desc() if descending else part.asc() for part in (*first, by_name, Provider.id)]
    if sort in (Sort.FREE_DAYS, Sort.SHARED_HOURS):
        column = cast(column, Float)
    chosen = column.desc() if descending else column.asc()
    return [chosen.nulls_last(), by_name.asc(), Provider.id.asc()]


def _row(facts: ProviderFacts, today: date, formats: Formats) -> ProviderRow:
    provider = facts.provider
    rules = credential_rules(load_knowledge())
    at = facts.standing(today, rules)
    word, tone = tier_words(at.tier)
    ends, credential = next_renewal(facts, today, rules)
    renew = renewal_words(ends, credential, today, formats)
    person = facts.on_site_person()
    track = track_record(facts.record().closed, today)
    return ProviderRow(
        id=provider.id,
        name=provider.name,
        place=place_words(facts),
        country=provider.country,
        town=provider.town,
        kinds=", ".join(template_name(template) for template in provider.templates),
        on_site_person=person.name if person else "",
        tier=at.tier,
        tier_words=word,
        tier_tone=tone,
        checks=checks_words(facts, today, rules),
        renew=renew,
        renew_by=ends if renew else None,
        staff=provider.staff,
        free_days=provider.free_days_week,
        free=formats.effort(provider.free_days_week),
        start=provider.earliest_start,
        start_words=formats.day(provider.earliest_start),
        shared_hours=provider.shared_hours,
        travel_minutes=provider.travel_minutes,
        results=_results(track, formats),
        track=track,
        rates=_rate_band(facts, formats),
    )


def _results(track: TrackRecord, formats: Formats) -> str:
    if track.rating is None or track.lower is None or track.upper is None:
        return say("Unrated")
    number = formats.number
    return say_count(
        "{rating} of 100, likely {lower} to {upper}, over {count} job",
        "{rating} of 100, likely {lower} to {upper}, over {count} jobs",
        track.count,
        rating=number(round(track.rating)),
        lower=number(round(track.lower)),
        upper=number(round(track.upper)),
    )


def _rate_band(facts: ProviderFacts, formats: Formats) -> str:
    amounts = [row.rate for row in facts.rates if row.rate is not None]
    if not amounts:
        return ""
    first = amounts[0].currency
    same = [amount for amount in amounts if amount.currency == first]
    least, most = min(same, key=lambda m: m.minor), max(same, key=lambda m: m.minor)
    if least == most:
        return say("{rate} a day", rate=formats.money_short(least))
    return say("{least} to {most} a day", least=formats.money_short(least), most=formats.money_short(most))


def _checks(facts: ProviderFacts, today: date, formats: Formats) -> tuple[CheckRow, ...]:
    knowledge = load_knowledge()
    levels = knowledge.credentials.pre_credentialed_standard.verification_levels
    rows = []
    for row, held in zip(facts.credentials, facts.held(), strict=True):
        words, tone = state_words(state(held, today, credential_rules(knowledge)))
        rows.append(
            CheckRow(
                id=row.id,
                credential=row.credential,
                name=credential_name(row.credential),
                level=row.level,
                level_words=say_known(levels[row.level]),
                state_words=words,
                tone=tone,
                issuer=row.issuer,
                number=row.number,
                issued_on=row.issued_on,
                expires_on=row.expires_on,
                expires=formats.day(row.expires_on),
                checked_by=row.checked_by,
                checked_on=row.checked_on,
            )
        )
    return tuple(sorted(rows, key=lambda row: row.name.casefold()))


def _skills(facts: ProviderFacts) -> tuple[SkillRow, ...]:
    levels = load_knowledge().skills.levels
    rows = (
        SkillRow(
            row.id, row.skill, skill_name(row.skill), row.level, say_known(levels[row.level]), row.last_used
        )
        for row in facts.skills
    )
    return tuple(sorted(rows, key=lambda row: (-row.level, row.name.casefold())))


def _jobs(facts: ProviderFacts, formats: Formats) -> tuple[JobRow, ...]:
    rows = (
        JobRow(
            id=job.id,
            client=job.client,
            template=job.template,
            kind=template_name(job.template) if job.template else "",
            sector=skill_name(job.sector) if job.sector else "",
            closed_on=job.closed_on,
            closed=formats.day(job.closed_on),
            value=job.value,
            value_words=formats.money_short(job.value),
            checked=job.checked,
            scorecard=job.scorecard,
        )
        for job in facts.jobs
    )
    return tuple(sorted(rows, key=lambda row: row.closed_on or date.min, reverse=True))


def _rates(facts: ProviderFacts, formats: Formats) -> tuple[RateRow, ...]:
    tiers = {str(tier): place for tier, place in load_knowledge().meta.region_tiers.items()}
    rows = (
        RateRow(
            id=row.id,
            role=row.role,
            role_name=role_name(row.role),
            tier=row.tier,
            tier_name=say_known(tiers[row.tier].label) if row.tier in tiers else row.tier,
            rate=row.rate,
            rate_words=formats.money_short(row.rate),
        )
        for row in facts.rates
    )
    return tuple(sorted(rows, key=lambda row: (row.role_name.casefold(), row.tier)))
