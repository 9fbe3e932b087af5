"""The engagement: the plan both sides agreed, its people, stages, tests and payments."""

import enum
import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Enum, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.analysis.money import Money
from app.domain.base import Entity, Role, Scope, column, money, reference
from app.domain.types import DecimalText, FrozenJson

TO_COME = ("planned", "in_progress")
"""States of a stage whose work was not handed over yet."""


class Side(enum.Enum):
    """Where a person of the engagement stands."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    OWNER = "owner"
    BROKER = "broker"


class VerdictResult(enum.Enum):
    """How a sign-off test came out. "Can't tell" is not a pass."""

    PASS = "pass"
    NOT_YET = "not_yet"
    CANNOT_TELL = "cannot_tell"


class Engagement(Entity):
    """The agreed work with the chosen provider, carrying its own snapshot of the quote it came from."""

    __tablename__ = "engagement"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    quote_id: Mapped[uuid.UUID] = reference("quote.id")
    provider_name: Mapped[str] = column(Text)
    state: Mapped[str] = column(String, default="drafting")
    price: Mapped[Money | None] = money("price")
    pricing_model: Mapped[str] = column(String, default="")
    pricing_terms: Mapped[Any] = column(FrozenJson, default=dict)
    """What was agreed for the model beyond the price: name of its formula's value → number as text."""

    retention_share: Mapped[Decimal] = column(DecimalText, default=Decimal(0))
    warranty_days: Mapped[int] = column(Integer, default=60)
    review_days: Mapped[int] = column(Integer, default=5)
    """Working days the owner has to check a stage."""

    payable_days: Mapped[int] = column(Integer, default=14)
    """From acceptance to the day an invoice is to be paid (PAY-05)."""

    on_site_share: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    shared_hours: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    owner_signed_by: Mapped[str] = column(Text, role=Role.OWNER, default="")
    owner_signed_on: Mapped[date | None] = column(Date, role=Role.OWNER, nullable=True)
    provider_agreed_by: Mapped[str] = column(Text, default="")
    provider_agreed_on: Mapped[date | None] = column(Date, nullable=True)
    provider_agreed_from: Mapped[str] = column(Text, default="")
    """The file or message the provider's agreement was recorded from, and by whom."""

    provider_agreed_file: Mapped[str] = column(Text, default="")
    provider_agreed_sha256: Mapped[str] = column(String, default="")
    """Hash of the returned file among the attachments; empty where a message or a call is named instead."""

    service_fee: Mapped[Money | None] = money("service_fee")
    """A month of the service after go-live, excl. tax."""

    credit_pool: Mapped[Decimal] = column(DecimalText, default=Decimal("0.15"))
    """The share of a month's fee that missed service levels can cost at most."""

    bedding_months: Mapped[int] = column(Integer, default=2)
    """Months from the start in which measures are read and cost nothing."""

    service_hours: Mapped[str] = column(Text, default="")
    data_place: Mapped[str] = column(Text, default="")
    """Where the data lie, and who elsewhere sees which of it."""

    notice_days: Mapped[int] = column(Integer, default=30)
    """Days of notice for ending early."""

    little_at_end: Mapped[str] = column(Text, role=Role.OWNER, default="")
    """Why less than a tenth of the price is enough for the last stage."""

    plan_version: Mapped[int] = column(Integer, default=0)
    duties: Mapped[Any] = column(FrozenJson, default=dict)
    """Activity → who has which part in it by column, where it is settled otherwise than usual."""

    without_test: Mapped[Any] = column(FrozenJson, role=Role.OWNER, default=dict)
    """Must-have (its id as hex) → why no sign-off test covers it."""


class EngagementPerson(Entity):
    """Somebody with a part in the work; the person on site leads the list."""

    __tablename__ = "engagement_person"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("name", "role")

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    name: Mapped[str] = column(Text)
    role: Mapped[str] = column(Text, default="")
    side: Mapped[Side] = column(Enum(Side, native_enum=False, create_constraint=False))
    leads: Mapped[bool] = column(Boolean, default=False)
    place: Mapped[str] = column(Text, default="")
    days: Mapped[str] = column(Text, default="")
    phone: Mapped[str] = column(Text, default="")
    email: Mapped[str] = column(Text, default="")
    position: Mapped[int] = column(Integer, default=0)


class Stage(Entity):
    """A milestone: what is delivered, when, how it is checked and what is paid for it."""

    __tablename__ = "stage"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("title", "delivers")

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    number: Mapped[int] = column(Integer)
    title: Mapped[str] = column(Text)
    delivers: Mapped[str] = column(Text, default="")
    packages: Mapped[Any] = column(FrozenJson, default=list)
    starts_on: Mapped[date | None] = column(Date, nullable=True)
    planned_on: Mapped[date | None] = column(Date, nullable=True)
    started_on: Mapped[date | None] = column(Date, nullable=True)
    share: Mapped[Decimal] = column(DecimalText, default=Decimal(0))
    """Percentage of the price."""

    in_advance: Mapped[bool] = column(Boolean, default=False)
    """Whether it is paid before its work begins (PAY-01), not once it is accepted."""

    amount: Mapped[Money | None] = money("amount")
    held: Mapped[Money | None] = money("held")
    credit: Mapped[Money | None] = money("credit")
    credit_reason: Mapped[str] = column(Text, default="")
    way_out: Mapped[str] = column(Text, default="")
    """What the owner keeps who stops after this stage; empty where the plan names no way out here."""

    state: Mapped[str] = column(String, default="planned")
    round: Mapped[int] = column(Integer, default=0)


class SignOffTest(Entity):
    """One thing somebody will check before a stage is accepted."""

    __tablename__ = "sign_off_test"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    stage_id: Mapped[uuid.UUID] = reference("stage.id", index=True)
    item_id: Mapped[uuid.UUID | None] = reference("brief_item.id", nullable=True)
    code: Mapped[str] = column(String, default="")
    number: Mapped[int] = column(Integer)
    text: Mapped[str] = column(Text)
    occasion: Mapped[str] = column(Text, default="")
    """When: what somebody does or what happens. With `expected` it makes up the text."""

    expected: Mapped[str] = column(Text, default="")
    """Then: what is seen or counted."""

    how: Mapped[str] = column(Text, default="")
    passes_if: Mapped[str] = column(Text, default="")
    checked_by: Mapped[str] = column(Text, default="")
    touches: Mapped[Any] = column(FrozenJson, default=list)


class Proof(Entity):
    """Evidence for one test: recorded by somebody from a file or a message, never "sent by the provider"."""

    __tablename__ = "proof"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    test_id: Mapped[uuid.UUID] = reference("sign_off_test.id", index=True)
    round: Mapped[int] = column(Integer)
    recorded_by: Mapped[str] = column(Text)
    source: Mapped[str] = column(String)
    """"file" or "message"."""

    described: Mapped[str] = column(Text)
    file_name: Mapped[str] = column(Text, default="")
    sha256: Mapped[str] = column(String, default="")
    size: Mapped[int] = column(Integer, default=0)
    recorded_on: Mapped[date] = column(Date)


class Review(Entity):
    """One round of checking a stage: submitted, tested, and accepted or sent back."""

    __tablename__ = "review"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    stage_id: Mapped[uuid.UUID] = reference("stage.id", index=True)
    round: Mapped[int] = column(Integer)
    submitted_on: Mapped[date] = column(Date)
    reply_by: Mapped[date | None] = column(Date, nullable=True)
    decided_on: Mapped[date | None] = column(Date, role=Role.OWNER, nullable=True)
    result: Mapped[str] = column(String, role=Role.OWNER, default="")
    """"" while open, "accepted" or "changes"."""

    typed_name: Mapped[str] = column(Text, role=Role.OWNER, default="")
    note: Mapped[str] = column(Text, role=Role.OWNER, default="")
    late_days: Mapped[int | None] = column(Integer, nullable=True)
    """Working days from the agreed day to the hand-over, written when the stage is accepted."""

    late_credit: Mapped[Money | None] = money("late_credit")
    late_reason: Mapped[str] = column(Text, role=Role.OWNER, default="")
    """Why the owner takes nothing off for it."""


class Verdict(Entity):
    """The owner's word on one test in one round."""

    __tablename__ = "verdict"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    review_id: Mapped[uuid.UUID] = reference("review.id", index=True)
    test_id: Mapped[uuid.UUID] = reference("sign_off_test.id")
    result: Mapped[VerdictResult] = column(
        Enum(VerdictResult, native_enum=False, create_constraint=False), role=Role.OWNER
    )
    note: Mapped[str] = column(Text, role=Role.OWNER, default="")


class Payment(Entity):
    """Money that becomes due when a stage is accepted. The program records it and never moves it."""

    __tablename__ = "payment"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    stage_id: Mapped[uuid.UUID | None] = reference("stage.id", nullable=True)
    kind: Mapped[str] = column(String, default="stage")
    """"stage" or "retention"."""

    amount: Mapped[Money | None] = money("amount")
    """Net: the stage's amount less what is held back and any late credit, excl. tax."""

    state: Mapped[str] = column(String, default="scheduled")
    due_on: Mapped[date | None] = column(Date, nullable=True)
    invoiced_on: Mapped[date | None] = column(Date, nullable=True)
    invoice: Mapped[str] = column(Text, default="")
    invoice_amount: Mapped[Money | None] = money("invoice_amount")
    """What the invoice asks for, excl. tax; it is approved only where it equals `amount`."""

    query_reason: Mapped[str] = column(Text, role=Role.OWNER, default="")
    approved_on: Mapped[date | None] = column(Date, role=Role.OWNER, nullable=True)
    approved_by: Mapped[str] = column(Text, role=Role.OWNER, default="")
    paid_on: Mapped[date | None] = column(Date, role=Role.OWNER, nullable=True)
