"""Conventions of the knowledge: tiers of places, how estimates are made, and where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.analysis.said import Said
from app.knowledge.roles import Tier


@dataclass(frozen=True, slots=True)
class RegionTier:
    """A tier of places with the currency its rates are kept in."""

    label: Said
    currency: str


@dataclass(frozen=True, slots=True)
class EstimateRules:
    """The formulas of the estimate in words; `rounding` is in person-days and in currency units."""

    effort_formula: str
    order: Said
    pert_mean: str
    pert_sd: str
    project_sd: Said
    confidence: Mapping[str, str]
    budget_advice: Said
    cost_formula: Said
    rounding: Mapping[str, Decimal]
    calendar_formula: Said
    offshore_productivity_allowance: Said


@dataclass(frozen=True, slots=True)
class Conventions:
    """Units and notations that hold in every file."""

    person_day_hours: Decimal
    effort_unit: Said
    money: Said
    dates: Said
    expressions: Said
    ids: Said
    severity: Mapping[int, Said]


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where a piece of the knowledge was taken from."""

    topic: Said
    ref: Said


@dataclass(frozen=True, slots=True)
class Meta:
    """The head of the knowledge."""

    version: str
    as_of: str
    purpose: Said
    conventions: Conventions
    extra_fields: Mapping[str, Said]
    actors: Mapping[str, Said]
    region_tiers: Mapping[Tier, RegionTier]
    estimate_rules: EstimateRules
    sources_consulted: tuple[SourceNote, ...]
    disclaimer: Said
