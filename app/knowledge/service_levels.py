"""The catalogue of service measures and the scheme of service credits."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from app.analysis.keyed import Keyed
from app.analysis.said import Said


@dataclass(frozen=True, slots=True)
class CreditExample:
    """A worked credit that an implementation must reproduce."""

    story: Said
    monthly_fee: Decimal
    pool_pct: Decimal
    points: Decimal
    credit_money: Decimal


@dataclass(frozen=True, slots=True)
class CreditScheme:
    """How missed measures become money off the monthly fee."""

    pool_pct_of_monthly_fee: Decimal
    max_measures_with_credit: int
    formula: Said
    points_per_measure: Said
    worked_example: CreditExample
    bedding_in: Said
    small_numbers: Said
    exclusions: tuple[Said, ...]
    applied: Said
    earn_back: Said
    exit_trigger: Said
    not_a_penalty: Said
    project_use: Said


@dataclass(frozen=True, slots=True)
class MeasureCredit:
    """Points of one measure when it is missed."""

    points: Said
    repeat_multiplier: Said


@dataclass(frozen=True, slots=True)
class ServiceMeasure:
    """One measure: what is counted, from where, with its target and the threshold that hurts."""

    id: str
    name: Said
    class_: str
    definition: Said
    formula: Said
    unit: Said
    target: Decimal
    critical_threshold: Decimal
    better: Literal["high", "low"]
    default_weight_pct: Decimal
    source: Said
    applies_to: tuple[str, ...]
    service_credit: MeasureCredit


@dataclass(frozen=True, slots=True)
class ServiceLevels:
    """The catalogue."""

    version: str
    credit_scheme: CreditScheme
    priorities: Mapping[Literal["P1", "P2", "P3", "P4"], Said]
    service_hours_default: Said
    measures: Annotated[Mapping[str, ServiceMeasure], Keyed()]
