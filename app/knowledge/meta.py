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
    order: str
    pert_mean: str
    pert_sd: str
    project_sd: str
    confidence: Mapping[str, str]
    budget_advice: Said
    cost_formula: str
    rounding: Mapping[str, Decimal]
    calendar_formula: str
    offshore_productivity_allowance: str


@dataclass(frozen=True, slots=True)
class Conventions:
    """Units and notations that hold in every file."""

    person_day_hours: Decimal
    effort_unit: str
    money: str
    dates: str
    expressions: str
    ids: str
    severity: Mapping[int, str]


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
    purpose: str
    conventions: Conventions
    extra_fields: Mapping[str, str]
    actors: Mapping[str, Said]
    region_tiers: Mapping[Tier, RegionTier]
    estimate_rules: EstimateRules
    sources_consulted: tuple[SourceNote, ...]
    disclaimer: Said
