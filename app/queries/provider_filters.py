"""What the directory can be narrowed by, as conditions on the providers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    Text,
    cast,
    column,
    false,
    func,
    or_,
    select,
)
from sqlalchemy import text as sql

from app.analysis.credentials import Tier
from app.analysis.money import Money
from app.domain.base import live
from app.domain.providers import (
    Provider,
    ProviderCredential,
    ProviderRate,
    ProviderSite,
    ProviderSkill,
    ProviderWeek,
)
from app.domain.types import Id
from app.knowledge import load_knowledge
from app.knowledge.match_rules import credential_rules
from app.persistence.search import terms
from app.persistence.unit import WITH_DELETED
from app.queries.lens import Lens
from app.queries.provider_tiers import all_valid, of_tier, one_of, valid
from app.queries.provider_words import SOON
from app.words.formats import Formats

MOST_WORDS = 8
"""Words of a text that are looked for; more would only make it slower."""

INSURANCE = ("CRD-INSPI", "CRD-INSPL")
"""Professional indemnity and public liability, whose cover ends on a day."""

ASK_ITSELF = {WITH_DELETED: True}
"""These statements say themselves that a row is not deleted."""


class Facet(Enum):
    """The ways to narrow the directory; the value is its key among the kept filters."""

    TIER = "tier"
    CHECKS = "checks"
    CREDENTIALS = "credentials"
    PLACE = "place"
    NEAR = "near"
    KINDS = "kinds"
    SECTOR = "sector"
    SKILLS = "skills"
    START = "start"
    FREE = "free"
    RATE = "rate"


EACH = frozenset({Facet.CHECKS, Facet.CREDENTIALS, Facet.SKILLS})
ANY = frozenset({Facet.KINDS, Facet.TIER, Facet.PLACE, Facet.SECTOR})
SEVERAL = EACH | ANY
"""Of these several may be chosen: a provider has to have each of them, or any."""

OF_THE_ROW = frozenset({Facet.NEAR, Facet.KINDS, Facet.SECTOR, Facet.FREE, Facet.START})
"""These look at the provider's own row, which is read quicker from front to end than in an order."""

TIERS = (Tier.PREFERRED, Tier.VERIFIED, Tier.LISTED, Tier.UNLISTED, Tier.SUSPENDED)
FREE_DAYS = ("2", "5", "10")

CHECKS = ("core", "insured", "renew")
MINUTES = ("30", "60", "120")
WEEKS = ("2", "4", "12")
DAY_RATES = ("250", "400", "550", "700", "900")
"""Highest day rates to ask for, in whole units of the currency of the profile."""


@dataclass(frozen=True)
class Filters:
    """What is looked for. Each part narrows further; nothing chosen is the whole directory.

    `chosen` holds by facet the keys of its choices. Keys nobody knows, such as of a skill since renamed,
    find nothing rather than everything.
    """

    text: str = ""
    chosen: Mapping[Facet, frozenset[str]] = field(default_factory=dict)

    def of(self, facet: Facet) -> frozenset[str]:
        """The choices within a facet."""
        return self.chosen.get(facet, frozenset())

    def having(self, facet: Facet, keys: Iterable[str]) -> "Filters":
        """The same with other choices within a facet."""
        chosen = {**self.chosen, facet: frozenset(keys)}
        return replace(self, chosen={each: kept for each, kept in chosen.items() if kept})

    def toggled(self, facet: Facet, key: str) -> "Filters":
        """The same with one choice more or less; where only one can stand it takes the other's place."""
        now = self.of(facet)
        if key in now:
            return self.having(facet, now - {key})
        return self.having(facet, now | {key} if facet in SEVERAL else {key})

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.text.strip() or self.chosen)


@dataclass(frozen=True)
class Looker:
    """Who looks, when and in which way of writing: what the conditions rest on beside the filters."""

    lens: Lens
    today: date
    formats: Formats


def here(*, in_order: bool) -> ColumnElement[bool]:
    """The condition that a provider is not deleted; `in_order` lets an index of live rows serve it.

    Where rows are searched or sorted otherwise, fetching them one by one in an index's order is many
    times slower than reading through, so the condition is put in words the index does not know.
    """
    return live(Provider) if in_order else cast(Provider.deleted, Integer) == 0


def by_index(filters: Filters) -> bool:
    """Whether an index of the directory tells who is found: the rest of a provider's row is not looked at."""
    return filters.chosen.keys().isdisjoint(OF_THE_ROW)


def conditions(filters: Filters, looker: Looker) -> list[ColumnElement[bool]]:
    """What a provider has to fulfil to be found."""
    found = _matching(filters.text, looker)
    for facet, keys in filters.chosen.items():
        each = [condition(facet, key, looker) for key in sorted(keys)]
        found += [or_(*each)] if facet in ANY else each
    return found


def _matching(text: str, looker: Looker) -> list[ColumnElement[bool]]:
    """Every word of `text` begins a word of what a provider is found by; the broker's notes are for the broker.

    What stands in the search index is asked of it; marks that no word is made of are looked for in the name.
    """
    if not text.strip():
        return []
    words = terms(text)[:MOST_WORDS]
    if not words:
        return [Provider.name.contains(text.strip(), autoescape=True)]
    quoted = ['"' + word.replace('"', '""') + '" *' for word in words]
    own = "" if looker.lens is Lens.BROKER else " AND e.private = 0"
    found = sql(
        "SELECT e.row FROM search JOIN search_entry e ON e.rid = search.rowid"
        f" WHERE search MATCH :looked_for AND e.entity = 'provider'{own}"
    ).bindparams(looked_for=" AND ".join(quoted))
    return [one_of(select(found.columns(column("row", Id)).subquery().c.row))]


def condition(facet: Facet, key: str, looker: Looker) -> ColumnElement[bool]:
    """What a provider has to fulfil for one choice; a choice that nobody knows is fulfilled by nobody."""
    today = looker.today
    match facet:
        case Facet.CHECKS if key in CHECKS:
            return _checked(key, today)
        case Facet.NEAR if key.isdecimal():
            return Provider.travel_minutes <= int(key)
        case Facet.KINDS:
            return cast(Provider.templates, Text).contains(f'"{key}"', autoescape=True)
        case Facet.SKILLS:
            return one_of(
                select(ProviderSkill.provider_id).where(live(ProviderSkill), ProviderSkill.skill == key)
            )
        case Facet.TIER if key in TIERS:
            return of_tier(Tier(key), today, credential_rules(load_knowledge()))
        case Facet.CREDENTIALS:
            row = ProviderCredential
            holders = select(row.provider_id).where(valid(row, today), row.credential == key)
            return one_of(holders)
        case Facet.PLACE:
            there = select(ProviderSite.provider_id).where(live(ProviderSite), ProviderSite.country == key)
            return or_(Provider.country == key, one_of(there))
        case Facet.SECTOR:
            return cast(Provider.sectors, Text).contains(f'"{key}"', autoescape=True)
        case Facet.FREE if key.isdecimal():
            return cast(_free_next_week(today), Float) >= int(key)
        case Facet.START if key.isdecimal():
            return Provider.earliest_start <= today + timedelta(weeks=int(key))
        case Facet.RATE if key.isdecimal() and looker.lens is Lens.BROKER:
            most = Money.of(Decimal(key), looker.formats.currency)
            rates = ProviderRate.__table__.c
            return one_of(
                select(rates.provider_ref).where(
                    live(ProviderRate.__table__),
                    rates.rate_currency == most.currency,
                    rates.rate_minor <= most.minor,
                )
            )
    return false()  # a key of another version of the program, or a rate asked for by the owner


def _checked(key: str, today: date) -> ColumnElement[bool]:
    """Whether every one of some credentials is checked and current, or one that is ends soon."""
    row = ProviderCredential
    if key == "renew":
        return one_of(select(row.provider_id).where(valid(row, today), row.expires_on <= today + SOON))
    return all_valid(credential_rules(load_knowledge()).core_set if key == "core" else INSURANCE, today)


def _free_next_week(today: date) -> ColumnElement[Any]:
    """Person-days free in the week after this one: as said for it, else as in a usual week."""
    monday = today + timedelta(days=7 - today.weekday())
    said = select(ProviderWeek.free_days).where(
        live(ProviderWeek), ProviderWeek.provider_id == Provider.id, ProviderWeek.week == monday
    )
    return func.coalesce(said.correlate(Provider).scalar_subquery(), Provider.free_days_week)
