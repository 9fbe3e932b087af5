"""What the directory can be narrowed by: conditions on the providers, and how many each choice would leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, cast, false, func, or_, select
from sqlalchemy.orm import Session

from app.analysis.credentials import CheckLevel
from app.analysis.money import Money
from app.domain.base import live
from app.domain.providers import Provider, ProviderCredential, ProviderRate, ProviderSkill
from app.knowledge import load_knowledge
from app.knowledge.match_rules import credential_rules
from app.persistence.unit import WITH_DELETED
from app.queries.lens import Lens
from app.queries.provider_words import SOON, skill_name, template_name
from app.words import say, say_count, say_known
from app.words.formats import Formats

MOST_WORDS = 8
"""Words of a text that are looked for; more would only make it slower."""

INSURANCE = ("CRD-INSPI", "CRD-INSPL")
"""Professional indemnity and public liability, whose cover ends on a day."""

ASK_ITSELF = {WITH_DELETED: True}
"""These statements say themselves that a row is not deleted."""


class Facet(Enum):
    """The ways to narrow the directory; the value is its key among the kept filters."""

    CHECKS = "checks"
    NEAR = "near"
    KINDS = "kinds"
    SKILLS = "skills"
    START = "start"
    RATE = "rate"


SEVERAL = frozenset({Facet.CHECKS, Facet.KINDS, Facet.SKILLS})
"""Of these several may be chosen: any of the kinds, but each of the checks and skills."""

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


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice within a facet: its words, how many it would leave, and for a skill its group."""

    key: str
    words: str
    count: int
    group: str = ""


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


def conditions(filters: Filters, looker: Looker) -> list[ColumnElement[bool]]:
    """What a provider has to fulfil to be found."""
    found = _matching(filters.text)
    for facet, keys in filters.chosen.items():
        each = [_condition(facet, key, looker) for key in sorted(keys)]
        found += [or_(*each)] if facet is Facet.KINDS else each
    return found


def choices(session: Session, *, looker: Looker, filters: Filters, facet: Facet) -> tuple[Choice, ...]:
    """The choices of a facet, each with how many providers would be left with it beside all other filters.

    Skills that nobody found has are left out, except those chosen, which have to be there to be let go.
    """
    keys = _keys(session, filters, looker, facet)
    if not keys:
        return ()
    beside = filters if facet in (Facet.CHECKS, Facet.SKILLS) else filters.having(facet, ())
    counts = (
        _skill_counts(session, beside, looker)
        if facet is Facet.SKILLS
        else _counts(session, beside, looker, facet, keys)
    )
    rows = [
        Choice(key, _words(facet, key, looker)[0], counts.get(key, 0), _group(facet, key))
        for key in keys
        if facet is not Facet.SKILLS or key in counts or key in filters.of(facet)
    ]
    if facet in (Facet.KINDS, Facet.SKILLS):
        rows.sort(key=lambda row: (row.group.casefold(), row.words.casefold()))
    return tuple(rows)


def standing_words(facet: Facet, key: str, looker: Looker) -> str:
    """A filter that stands, in words: "Within 60 minutes"."""
    return _words(facet, key, looker)[1]


def _matching(text: str) -> list[ColumnElement[bool]]:
    """Every word of `text` somewhere in name, town or summary; what the word holds is never a pattern.

    LIKE folds the case of ASCII letters only, so a word with others is looked for in its usual spellings.
    """
    fields = (Provider.name, Provider.town, Provider.summary)
    found = []
    for word in text.split()[:MOST_WORDS]:
        spellings = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
        found.append(or_(*(one.contains(s, autoescape=True) for one in fields for s in sorted(spellings))))
    return found


def _condition(facet: Facet, key: str, looker: Looker) -> ColumnElement[bool]:
    today = looker.today
    match facet:
        case Facet.CHECKS if key in CHECKS:
            return Provider.id.in_(_checked(key, today))
        case Facet.NEAR if key.isdecimal():
            return Provider.travel_minutes <= int(key)
        case Facet.KINDS:
            return cast(Provider.templates, Text).contains(f'"{key}"', autoescape=True)
        case Facet.SKILLS:
            return Provider.id.in_(
                select(ProviderSkill.provider_id).where(live(ProviderSkill), ProviderSkill.skill == key)
            )
        case Facet.START if key.isdecimal():
            return Provider.earliest_start <= today + timedelta(weeks=int(key))
        case Facet.RATE if key.isdecimal() and looker.lens is Lens.BROKER:
            most = Money.of(Decimal(key), looker.formats.currency)
            rates = ProviderRate.__table__.c
            return Provider.id.in_(
                select(rates.provider_ref).where(
                    live(ProviderRate.__table__),
                    rates.rate_currency == most.currency,
                    rates.rate_minor <= most.minor,
                )
            )
    return false()  # a key of another version of the program, or a rate asked for by the owner


def _checked(key: str, today: date) -> Select[Any]:
    """The providers with every one of some credentials checked and current, or one that ends soon."""
    row = ProviderCredential
    holds = select(row.provider_id).where(live(row), row.level >= CheckLevel.CHECKED)
    if key == "renew":
        return holds.where(row.expires_on.between(today, today + SOON))
    wanted = credential_rules(load_knowledge()).core_set if key == "core" else INSURANCE
    current = holds.where(row.credential.in_(wanted), or_(row.expires_on.is_(None), row.expires_on >= today))
    return current.group_by(row.provider_id).having(func.count(row.credential.distinct()) == len(set(wanted)))


def _keys(session: Session, filters: Filters, looker: Looker, facet: Facet) -> Sequence[str]:
    knowledge = load_knowledge()
    fixed: Mapping[Facet, Sequence[str]] = {
        Facet.CHECKS: CHECKS,
        Facet.NEAR: MINUTES,
        Facet.KINDS: tuple(knowledge.templates.templates),
        Facet.SKILLS: tuple(knowledge.skills.skills),
        Facet.START: WEEKS,
        Facet.RATE: DAY_RATES if looker.lens is Lens.BROKER else (),
    }
    return fixed[facet]


def _counts(
    session: Session, beside: Filters, looker: Looker, facet: Facet, keys: Sequence[str]
) -> dict[str, int]:
    """All choices counted in one pass over the providers."""
    counted = (func.count().filter(_condition(facet, key, looker)) for key in keys)
    statement = (
        select(*counted)
        .select_from(Provider.__table__)
        .where(here(in_order=False), *conditions(beside, looker))
    )
    found = session.execute(statement, execution_options=ASK_ITSELF).one()
    return dict(zip(keys, found, strict=True))


def _skill_counts(session: Session, beside: Filters, looker: Looker) -> dict[str, int]:
    found = select(Provider.id).where(here(in_order=not beside.narrow), *conditions(beside, looker))
    statement = (
        select(ProviderSkill.skill, func.count(ProviderSkill.provider_id.distinct()))
        .where(live(ProviderSkill), ProviderSkill.provider_id.in_(found))
        .group_by(ProviderSkill.skill)
    )
    found_rows = session.execute(statement, execution_options=ASK_ITSELF)
    return {skill: count for skill, count in found_rows}


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
