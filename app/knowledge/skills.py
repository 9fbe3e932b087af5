"""The skills taxonomy: names, aliases (some ambiguous), relations and the rule of matching."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from app.analysis.keyed import Keyed
from app.analysis.said import Said


@dataclass(frozen=True, slots=True)
class MatchingRule:
    """How a provider's skill meets a need, from 0 to 1."""

    exact: Decimal
    alias: Decimal
    related: Said
    same_group_unrelated: Decimal
    level_factor: Said
    recency_factor: Said
    skill_score: Said
    need_score: Said
    alternatives: Said


@dataclass(frozen=True, slots=True)
class AmbiguityRule:
    """When an everyday word counts as the name of a skill."""

    where: Said
    accept: Said
    case: Said
    otherwise: Said
    learn: Said


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """One of the groups the skills are kept in."""

    id: str
    name: Said
    sfia_category: Said


@dataclass(frozen=True, slots=True)
class AmbiguousAlias:
    """An alias that is also an everyday word: it counts near a `context` word and not within `not_in`.

    `written` is how it is written as a name; empty where a capital letter proves nothing.
    """

    alias: str
    ambiguous: bool
    context: tuple[str, ...]
    not_in: tuple[str, ...] = ()
    written: str = ""


@dataclass(frozen=True, slots=True)
class RelatedSkill:
    """A neighbour and how much of a need it meets."""

    id: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill or product.

    `source` says where one that was added later comes from, `added` the same of its aliases, by source.
    """

    id: str
    name: Said
    group: str
    aliases: tuple[str, ...]
    related: tuple[RelatedSkill, ...]
    ambiguous: tuple[AmbiguousAlias, ...] = ()
    source: str | None = None
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skills:
    """All skills by id."""

    version: str
    levels: Mapping[int, Said]
    level_note: Said
    matching_rule: MatchingRule
    ambiguity_rule: AmbiguityRule
    sources: Mapping[str, Said]
    groups: Annotated[Mapping[str, SkillGroup], Keyed()]
    skills: Annotated[Mapping[str, Skill], Keyed()]
