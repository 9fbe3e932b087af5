"""The directory of providers: a page of it, its count, one profile, and names to match an import against."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.look_alikes import same_text
from app.analysis.track_record import TrackRecord, track_record
from app.domain.providers import Provider
from app.knowledge import load_knowledge
from app.knowledge.match_rules import credential_rules
from app.queries import provider_parts as parts
from app.queries.found_providers import Order, found_page
from app.queries.found_providers import Sort as Sort
from app.queries.found_providers import count as count
from app.queries.found_providers import count_found as count_found
from app.queries.lapses import Lapsing, lapses_at_work
from app.queries.lens import Lens
from app.queries.provider_checks import checks, steps_of
from app.queries.provider_filters import ASK_ITSELF, Filters, Looker, here
from app.queries.provider_records import TOLD, ProviderFacts, gather_providers
from app.queries.provider_rows import ProviderProfile, ProviderRow
from app.queries.provider_words import (
    checks_words,
    credential_name,
    next_renewal,
    next_tier_words,
    place_words,
    renewal_words,
    skill_name,
    standing_sentence,
    template_name,
    tier_words,
)
from app.words import say, say_count
from app.words.formats import Formats

EVERYONE = Filters()
"""The directory as it is, with nothing left out."""


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
    ids = found_page(
        session, looker=Looker(lens, today, formats), filters=filters, order=Order(sort, descending),
        offset=offset, limit=limit,
    )  # fmt: skip
    found = gather_providers(session, ids, lens=lens, only=TOLD)
    ending = lapses_at_work(session, provider_ids=ids, today=today, formats=formats)
    return tuple(_row(facts, today, formats, ending.get(facts.provider.id)) for facts in found.values())


def profile(
    session: Session, *, lens: Lens, provider_id: uuid.UUID, today: date, formats: Formats
) -> ProviderProfile | None:
    """One provider, or None where it is gone. Rates and private notes are read for the broker only."""
    facts = gather_providers(session, [provider_id], lens=lens).get(provider_id)
    if facts is None:
        return None
    provider = facts.provider
    ending = lapses_at_work(session, provider_ids=[provider_id], today=today, formats=formats)
    at = facts.standing(today, credential_rules(load_knowledge()))
    return ProviderProfile(
        row=_row(facts, today, formats, ending.get(provider_id)),
        standing=standing_sentence(facts, at, formats),
        next_tier=next_tier_words(facts, at, credential_rules(load_knowledge()), formats),
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
        turnover=provider.turnover,
        insurance_limit=provider.insurance_limit,
        reply_promise=provider.reply_promise,
        added_on=provider.added_on,
        checks=checks(facts, steps_of(session, provider_id), today, formats),
        skills=parts.skills(facts),
        people=parts.people(facts),
        jobs=parts.jobs(facts, formats),
        rates=parts.rates(facts, formats),
        sites=parts.sites(facts, formats),
        weeks=parts.weeks(facts, today, formats),
        references=parts.references(facts, lens, formats),
        files=parts.files(facts, formats),
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
            "sites": {
                (row.kind.value, same_text(row.town)): (
                    *(row.town, row.country, row.time_zone, row.starts, row.ends),
                    row.headcount,
                )
                for row in facts.sites
            },
        }
        for id, facts in gather_providers(session, ids, lens=Lens.BROKER).items()
    }


def _row(facts: ProviderFacts, today: date, formats: Formats, lapsing: Lapsing | None) -> ProviderRow:
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
        start_words=_day_words(formats, provider.earliest_start),
        shared_hours=provider.shared_hours,
        travel_minutes=provider.travel_minutes,
        results=_results(track, formats),
        track=track,
        rates=_rate_band(facts, formats),
        lapsing=lapsing,
        renew_short=say("Renew by {day}", day=formats.short_day(ends)) if renew else "",
    )


@lru_cache(maxsize=256)
def _day_words(formats: Formats, day: date | None) -> str:
    """Many lines say the same few days, each of which takes as long to word as a check to judge."""
    return formats.day(day)


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
