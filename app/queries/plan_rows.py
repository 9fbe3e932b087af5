"""The rows of the plan's page: people, stages, tests, must-haves, terms and who has agreed."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.money import Money
from app.domain.plan_checks import PlanFinding
from app.queries.totals import Total


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with a part in the work; the person on site comes first."""

    id: uuid.UUID
    name: str
    role: str
    side: str
    side_words: str
    leads: bool
    place: str
    days: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class TestRow:
    """A sign-off test; `vague` holds the words of it that nobody could check."""

    __test__ = False

    id: uuid.UUID
    number: str
    text: str
    how: str
    passes_if: str
    checked_by: str
    code: str
    item_id: uuid.UUID | None
    covers: str
    vague: tuple[str, ...]
    occasion: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class PlanStageRow:
    """One stage of the plan: when, what, how it is checked, and what is paid for it."""

    id: uuid.UUID
    number: int
    title: str
    delivers: str
    dates: str
    share: str
    amount: Total
    held: str
    to_pay: str
    tests_text: str
    covers: str
    tests: tuple[TestRow, ...]
    packages: tuple[str, ...]
    packages_text: str
    starts_on: date | None
    planned_on: date | None
    raw_share: Decimal
    raw_amount: Money | None
    way_out: str = ""
    """What the owner keeps who stops after it; empty where the plan names no way out here."""

    in_advance: bool = False
    """Whether it is paid before its work begins."""


@dataclass(frozen=True, slots=True)
class MustRow:
    """A must-have and what proves it; `status` is "covered", "reasoned" or "open"."""

    item_id: uuid.UUID
    number: int
    text: str
    status: str
    tests: tuple[str, ...]
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the plan in the list beside it; `status` is "done", "open" or "problem"."""

    key: str
    title: str
    status: str
    detail: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the plan in words, with the values beside them for the form."""

    pricing_model: str
    pricing_words: str
    retention: str
    warranty: str
    review: str
    on_site: str
    shared_hours: str
    held_until: str
    retention_share: Decimal
    warranty_days: int
    review_days: int
    payable_days: int
    on_site_share: Decimal | None
    shared_hours_value: Decimal | None
    little_at_end: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who has agreed to the plan and from what it is known; texts are empty while nobody has."""

    owner: str
    provider: str
    owner_name: str
    version: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The whole plan, finished for its page."""

    engagement_id: uuid.UUID
    provider: str
    state: str
    status: str
    can_edit: bool
    can_agree: bool
    can_record_provider: bool
    can_sign: bool
    price: Total
    allocated: str
    allocated_share: str
    held: Total
    parts: tuple[Part, ...]
    people: tuple[PersonRow, ...]
    stages: tuple[PlanStageRow, ...]
    musts: tuple[MustRow, ...]
    findings: tuple[PlanFinding, ...]
    terms: Terms
    agreement: Agreement
    is_empty: bool
