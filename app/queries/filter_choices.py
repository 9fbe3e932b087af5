"""The choices that the directory can be narrowed by, in words, each with how many it would leave."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale
from sqlalchemy import ColumnElement, func, select, union
from sqlalchemy.orm import Session

from app.analysis.credentials import Tier
from app.analysis.money import Money
from app.domain.base import live
from app.domain.providers import Provider, ProviderCredential, ProviderSite, ProviderSkill
from app.knowledge import load_knowledge
from app.knowledge.match_rules import credential_rules
from app.queries.lens import Lens
from app.queries.provider_filters import (
    ASK_ITSELF,
    CHECKS,
    DAY_RATES,
    EACH,
    FREE_DAYS,
    MINUTES,
    TIERS,
    WEEKS,
    Facet,
    Filters,
    Looker,
    by_index,
    condition,
    conditions,
    here,
)
from app.queries.provider_tiers import tier_of, valid
from app.queries.provider_words import credential_name, skill_name, template_name, tier_words
from app.words import say, say_count, say_known


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice within a facet: its words, how many it would leave, and for a skill its group.

    `count` is None where it was not counted yet.
    """

    key: str
    words: str
    count: int | None
    group: str = ""


def choices(session: Session, *, looker: Looker, filters: Filters, facet: Facet) -> tuple[Choice, ...]:
    """The choices of a facet, each with how many providers would be left with it beside all other filters.

    Skills and checks that nobody found has are left out, except those chosen, which have to be there to be let go.
    """
    keys = _countries(session) if facet is Facet.PLACE else _keys(looker, facet)
    if not keys:
        return ()
    beside = filters if facet in EACH else filters.having(facet, ())
    counted = _COUNTED.get(facet)
    counts = (
        _row_counts(session, beside, looker, *counted(looker.today))
        if counted is not None
        else _counts(session, beside, looker, facet, keys)
    )
    return _told(
        facet,
        looker,
        {
            key: counts.get(key, 0)
            for key in keys
            if counted is None or key in counts or key in filters.of(facet)
        },
    )


def uncounted(*, looker: Looker, filters: Filters, facet: Facet) -> tuple[Choice, ...]:
    """The choices of a facet before they are counted: those that are known without asking."""
    keys = sorted(filters.of(facet)) if facet is Facet.PLACE else _keys(looker, facet)
    return _told(facet, looker, dict.fromkeys(keys))


def _told(facet: Facet, looker: Looker, counts: Mapping[str, int | None]) -> tuple[Choice, ...]:
    rows = [
        Choice(key, _words(facet, key, looker)[0], count, _group(facet, key)) for key, count in counts.items()
    ]
    if facet in (Facet.KINDS, Facet.SKILLS, Facet.CREDENTIALS, Facet.PLACE, Facet.SECTOR):
        rows.sort(key=lambda row: (row.group.casefold(), row.words.casefold()))
    return tuple(rows)


def standing_words(facet: Facet, key: str, looker: Looker) -> str:
    """A filter that stands, in words: "Within 60 minutes"."""
    return _words(facet, key, looker)[1]


def _keys(looker: Looker, facet: Facet) -> Sequence[str]:
    knowledge = load_knowledge()
    fixed: Mapping[Facet, Sequence[str]] = {
        Facet.CHECKS: CHECKS,
        Facet.NEAR: MINUTES,
        Facet.KINDS: tuple(knowledge.templates.templates),
        Facet.SKILLS: tuple(knowledge.skills.skills),
        Facet.TIER: TIERS,
        Facet.CREDENTIALS: tuple(knowledge.credentials.credentials),
        Facet.SECTOR: tuple(key for key in knowledge.skills.skills if key.startswith("sk.sector-")),
        Facet.FREE: FREE_DAYS,
        Facet.START: WEEKS,
        Facet.RATE: DAY_RATES if looker.lens is Lens.BROKER else (),
    }
    return fixed[facet]


def _counts(
    session: Session, beside: Filters, looker: Looker, facet: Facet, keys: Sequence[str]
) -> dict[str, int]:
    """All choices counted in one pass over the providers."""
    if facet is Facet.TIER:
        at = tier_of(looker.today, credential_rules(load_knowledge())).label("at")
        each = select(at).select_from(Provider.__table__)
        found = each.where(here(in_order=by_index(beside)), *conditions(beside, looker)).subquery()
        grouped = select(found.c.at, func.count()).group_by(found.c.at)  # else it is worked out twice
        return {tier: count for tier, count in session.execute(grouped, execution_options=ASK_ITSELF)}
    counted = (func.count().filter(condition(facet, key, looker)) for key in keys)
    statement = (
        select(*counted)
        .select_from(Provider.__table__)
        .where(here(in_order=False), *conditions(beside, looker))
    )
    counts = session.execute(statement, execution_options=ASK_ITSELF).one()
    return dict(zip(keys, counts, strict=True))


def _countries(session: Session) -> tuple[str, ...]:
    """The countries of the providers' addresses and sites."""
    places = union(
        select(Provider.country).where(here(in_order=True)),
        select(ProviderSite.country).where(live(ProviderSite)),
    )
    return tuple(country for (country,) in session.execute(places, execution_options=ASK_ITSELF) if country)


def _row_counts(
    session: Session, beside: Filters, looker: Looker, kind: Any, key: Any, holds: ColumnElement[bool]
) -> dict[str, int]:
    """How many of those found have each of a kind of row, where there are too many kinds to count one by one."""
    statement = select(key, func.count(kind.provider_id.distinct())).where(holds).group_by(key)
    if beside.narrow:
        found = select(Provider.id).where(here(in_order=False), *conditions(beside, looker))
        statement = statement.where(kind.provider_id.in_(found))
    found_rows = session.execute(statement, execution_options=ASK_ITSELF)
    return {each: count for each, count in found_rows}


_COUNTED: Mapping[Facet, Callable[[date], tuple[Any, Any, ColumnElement[bool]]]] = {
    Facet.SKILLS: lambda today: (ProviderSkill, ProviderSkill.skill, live(ProviderSkill)),
    Facet.CREDENTIALS: lambda today: (
        ProviderCredential,
        ProviderCredential.credential,
        valid(ProviderCredential, today),
    ),
}
"""What is counted by its rows: a provider that is gone has none."""


def _words(facet: Facet, key: str, looker: Looker) -> tuple[str, str]:
    """The words of a choice in its list, and as a filter that stands."""
    match facet:
        case Facet.CHECKS:
            return _check_words(key)
        case Facet.NEAR:
            minutes = int(key) if key.isdecimal() else 0
            words = say_count("Within {count} minute", "Within {count} minutes", minutes)
            return words, words
        case Facet.KINDS:
            return template_name(key), template_name(key)
        case Facet.SKILLS:
            return skill_name(key), skill_name(key)
        case Facet.TIER:
            words = tier_words(Tier(key))[0] if key in TIERS else key
            return words, words
        case Facet.CREDENTIALS:
            return credential_name(key), credential_name(key)
        case Facet.PLACE:
            country = Locale.parse(looker.formats.locale).territories.get(key, key)
            return str(country), str(country)
        case Facet.SECTOR:
            return skill_name(key), skill_name(key)
        case Facet.FREE:
            days = int(key) if key.isdecimal() else 0
            told = say_count("{count} day or more next week", "{count} days or more next week", days)
            return told, say_count("{count} day free next week", "{count} days free next week", days)
        case Facet.START:
            weeks = int(key) if key.isdecimal() else 0
            listed = say_count("Within {count} week", "Within {count} weeks", weeks)
            return listed, say_count("Can start within {count} week", "Can start within {count} weeks", weeks)
        case Facet.RATE:
            rate = looker.formats.money_short(Money.of(Decimal(int(key)), looker.formats.currency))
            return say("Up to {rate} a day", rate=rate), say("From {rate} a day or less", rate=rate)


def _group(facet: Facet, key: str) -> str:
    skills = load_knowledge().skills
    return say_known(skills.groups[skills.skills[key].group].name) if facet is Facet.SKILLS else ""


def _check_words(key: str) -> tuple[str, str]:
    words = {
        "core": say("Every check of the core set holds"),
        "insured": say("Insured today"),
        "renew": say("A check ends within 30 days"),
    }
    standing = {"core": say("Core set holds"), "renew": say("To renew within 30 days")}
    return words.get(key, key), standing.get(key, words.get(key, key))
