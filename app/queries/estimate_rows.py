"""What the estimate and the readiness check show: rows finished for the screen."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.money import Money


@dataclass(frozen=True, slots=True)
class EffortRange:
    """Low, likely and high in person-days, to the half day, and in words."""

    low: Decimal
    likely: Decimal
    high: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A piece of the job; `key` is how quotes and stages name it ("TPL-ERP.WP1")."""

    key: str
    template: str
    name: str
    deliverable: str
    effort: EffortRange


@dataclass(frozen=True, slots=True)
class PartRow:
    """One kind of project within the whole."""

    template: str
    name: str
    effort: EffortRange
    mean: Decimal


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role with its likely days and its part of the whole (0-1)."""

    role: str
    name: str
    days: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class ShouldCostView:
    """Our own estimate as written down, excluding tax. `three_year` is build + 36 months of running."""

    id: uuid.UUID
    fixed_on: date
    fixed_by: str
    basis: str
    build: Money | None
    hardware: Money | None
    support_month: Money | None
    licences_month: Money | None
    three_year: Money | None
    words: str


@dataclass(frozen=True, slots=True)
class EstimateView:
    """The size of the job. Costs exclude tax, are rounded to ten, and None where no rates are known.

    `p80` is what to hold as budget; `reserve` (P80 less P50) stays with the owner and is never told
    to providers. `open_drivers` are the questions whose usual value was taken.
    """

    sized: bool
    effort: EffortRange
    p50: Decimal
    p80: Decimal
    p90: Decimal
    cost_low: Money | None
    cost_likely: Money | None
    cost_high: Money | None
    build: Money | None
    cost_p80: Money | None
    reserve: Money | None
    weeks: int
    weeks_words: str
    summary: str
    budget_advice: str
    basis: str
    packages: tuple[PackageRow, ...]
    parts: tuple[PartRow, ...]
    roles: tuple[RoleRow, ...]
    notes: tuple[str, ...]
    open_drivers: tuple[str, ...]
    fixed: ShouldCostView | None


@dataclass(frozen=True, slots=True)
class ToImprove:
    """A readiness question with what to do about it; a `blocker` would sink any provider."""

    id: str
    question: str
    advice: str
    blocker: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    """An input nobody has given: its question in words, and the question's id where one asks it."""

    input: str
    words: str
    question: str


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """How ready the owner is and how to buy.

    `provisional`: the class may still change; `unknown` are the inputs that would settle it and
    `could_become` the other classes still possible.
    """

    complete: bool
    score: Decimal | None
    score_words: str
    band: str
    band_advice: str
    answered: int
    asked: int
    to_improve: tuple[ToImprove, ...]
    engagement_class: str
    class_name: str
    class_reason: str
    because: tuple[str, ...]
    """What the rule that gave the class looked at, and found; empty where it is the rule for all the rest."""
    limits: str
    light: bool
    small: bool
    """A few days of work that nothing told so far makes a project: called so, while the class may still change."""
    least_quotes: int
    provisional: bool
    provisional_words: str
    unknown: tuple[Unknown, ...]
    could_become: tuple[str, ...]
    advice: tuple[str, ...]
    pricing_model: str
    """The broker's own where one is advised in place of the rules'; the reason then names the broker."""
    pricing_name: str
    pricing_reason: str
    pricing_controls: tuple[str, ...]
    pricing_notes: tuple[str, ...]
