"""Roles on a quote line: their titles, skills and day-rate bands in five tiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from app.analysis.keyed import Keyed
from app.analysis.said import Said
from app.analysis.work import RateBand

Tier: TypeAlias = Literal["onsite_uk", "onsite_us", "onsite_euw", "nearshore", "offshore"]


@dataclass(frozen=True, slots=True)
class RateAdjustments:
    """Factors on a band, and the shortest visit that is charged (in days)."""

    capital_city: Decimal
    rush_under_2_weeks: Decimal
    commitment_over_60_days: Decimal
    single_day_visit_minimum_days: Decimal
    out_of_hours: Decimal


@dataclass(frozen=True, slots=True)
class RateBasis:
    """Where the bands come from and how far they may be trusted."""

    status: Said
    as_of: str
    unit: Said
    currency_by_tier: Mapping[Tier, str]
    how_made: Said
    adjust: RateAdjustments
    replacement_rule: Said
    sanity_rule: Said


@dataclass(frozen=True, slots=True)
class RankWords:
    """Words of a title that say how senior its holder is, and what that does to the band."""

    junior: tuple[str, ...]
    mid: tuple[str, ...]
    senior: tuple[str, ...]
    effect: Said


@dataclass(frozen=True, slots=True)
class TitleRules:
    """How a job title on a quote line is turned into a role."""

    use: Said
    order: tuple[Said, ...]
    rank: RankWords
    bare: tuple[str, ...]
    two_roles: Said
    not_it: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleSkill:
    """A skill the role brings, the level it needs and how much it matters."""

    skill: str
    level: int
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Role:
    """One kind of person; `day_rate` has no band in a tier where the role is not to be had."""

    id: str
    name: Said
    titles: tuple[str, ...]
    purpose: Said
    sfia_levels: str
    offshorable: bool
    skills: tuple[RoleSkill, ...]
    day_rate: Mapping[Tier, RateBand | None]


@dataclass(frozen=True, slots=True)
class Roles:
    """All roles by id, and the rules about rates, teams and titles."""

    version: str
    rate_basis: RateBasis
    team_shape_rules: tuple[Said, ...]
    title_rules: TitleRules
    roles: Annotated[Mapping[str, Role], Keyed()]

    def bands(self) -> dict[str, Mapping[Tier, RateBand | None]]:
        """The day-rate bands of every role, as the estimate takes them."""
        return {role.id: role.day_rate for role in self.roles.values()}

    def offshorable(self) -> frozenset[str]:
        """The roles whose work may be done far away."""
        return frozenset(role.id for role in self.roles.values() if role.offshorable)
