"""Quotes on one footing: their lines, what they cover, and the decision made on them."""

import enum
import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Enum, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.analysis.money import Money
from app.domain.base import Entity, Role, Scope, column, money, reference
from app.domain.types import DecimalText, FrozenJson, Id

STILL_ASKED = ("invited", "draft")
"""States of a quote that may still come."""
IN = ("submitted", "clarifying", "scored", "negotiating", "accepted", "not_selected")
"""States of a quote that says something to compare."""
GONE = ("declined", "lapsed", "withdrawn")
"""States of a quote that will not come."""
WRITABLE = (*STILL_ASKED, "submitted", "clarifying")
"""States in which what a quote says may still be changed."""


class TaxTreatment(enum.Enum):
    """What a quote says about tax. "Not stated" is an answer of its own and is shown as such."""

    NOT_STATED = "not_stated"
    EXCLUDED = "excluded"
    NONE = "none"
    REVERSE_CHARGE = "reverse_charge"


class CoverageAnswer(enum.Enum):
    """Whether a must-have is in the price."""

    INCLUDED = "included"
    PARTLY = "partly"
    NOT_INCLUDED = "not_included"
    NOT_SAID = "not_said"


class Quote(Entity):
    """What one provider offers. The price is what it stated; sums are ours and shown beside it."""

    __tablename__ = "quote"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("provider_name", "on_site_person", "notes")

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    request_id: Mapped[uuid.UUID | None] = reference("quote_request.id", nullable=True, index=True)
    """The round of asking it belongs to: a second round never shows the quotes of the first."""

    candidate_id: Mapped[uuid.UUID | None] = reference("candidate.id", nullable=True)
    provider_ref: Mapped[uuid.UUID | None] = column(Id, nullable=True)
    provider_name: Mapped[str] = column(Text)
    state: Mapped[str] = column(String, default="invited")
    confidential_on: Mapped[date | None] = column(Date, nullable=True)
    """When it agreed to keep what it learns to itself, where the request asks for that first."""

    handed_on: Mapped[date | None] = column(Date, nullable=True)
    """When it was given the pack of the latest round."""

    reminded_on: Mapped[date | None] = column(Date, nullable=True)
    received_on: Mapped[date | None] = column(Date, nullable=True)
    valid_until: Mapped[date | None] = column(Date, nullable=True)
    pricing_model: Mapped[str] = column(String, default="")
    price: Mapped[Money | None] = money("price")
    tax: Mapped[TaxTreatment] = column(
        Enum(TaxTreatment, native_enum=False, create_constraint=False),
        group="tax",
        default=TaxTreatment.NOT_STATED,
    )
    tax_rate: Mapped[Decimal | None] = column(DecimalText, group="tax", nullable=True)
    """A share: 0.20 for 20 %. Only with TaxTreatment.EXCLUDED. What says no rate of its own bears this one."""

    tax_weights: Mapped[Any] = column(FrozenJson, group="tax", default=list)
    """Rate and weight in the price (pairs of text), where lines bear rates of their own; empty under one rate."""

    hardware_tax_rate: Mapped[Decimal | None] = column(DecimalText, group="tax", nullable=True)
    support_tax_rate: Mapped[Decimal | None] = column(DecimalText, group="tax", nullable=True)
    licences_tax_rate: Mapped[Decimal | None] = column(DecimalText, group="tax", nullable=True)
    """Rates of what is no part of the price, each only where it differs from `tax_rate`."""

    adjustment_reason: Mapped[str] = column(Text, default="")
    """Why price and sum of lines differ, once somebody has settled it."""

    told: Mapped[Any] = column(FrozenJson, group="exchange", default=dict)
    """The amounts as the provider told them in another currency ("currency", "price" …, as text); empty in ours."""

    exchange_rate: Mapped[Decimal | None] = column(DecimalText, group="exchange", nullable=True)
    """Units of the project's currency for one of the provider's, at which every amount here was changed once."""

    exchange_on: Mapped[date | None] = column(Date, group="exchange", nullable=True)
    exchange_source: Mapped[str] = column(String, group="exchange", default="")
    """A `RateSource`: the European Central Bank's reference rate, or typed by hand."""

    owner_days: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    """Days of the owner's own time that it counts on."""

    hardware: Mapped[Money | None] = money("hardware")
    support_month: Mapped[Money | None] = money("support_month")
    licences_month: Mapped[Money | None] = money("licences_month")
    weeks: Mapped[int | None] = column(Integer, nullable=True)
    ready_by: Mapped[date | None] = column(Date, nullable=True)
    retention_share: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    warranty_days: Mapped[int | None] = column(Integer, nullable=True)
    on_site_person: Mapped[str] = column(Text, default="")
    on_site_days: Mapped[str] = column(Text, default="")
    remote_place: Mapped[str] = column(Text, default="")
    shared_hours: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    assumptions: Mapped[Any] = column(FrozenJson, default=list)
    exclusions: Mapped[Any] = column(FrozenJson, default=list)
    stages: Mapped[Any] = column(FrozenJson, default=list)
    """The stage payments it offers, as `write_stages` keeps them; empty where it says none."""

    original: Mapped[str] = column(String, default="")
    """SHA-256 of the file it was read from, in the attachments; empty where there was none."""

    original_name: Mapped[str] = column(Text, default="")
    declined_reason: Mapped[str] = column(Text, default="")
    notes: Mapped[str] = column(Text, role=Role.BROKER, scope=Scope.PRIVATE, default="")


class QuoteLine(Entity):
    """One priced line: a role of some tier on a package, effort in person-days times a day rate."""

    __tablename__ = "quote_line"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    quote_id: Mapped[uuid.UUID] = reference("quote.id", index=True)
    place: Mapped[int] = column(Integer, default=0)
    package: Mapped[str] = column(String, default="")
    role: Mapped[str] = column(String, default="")
    tier: Mapped[str] = column(String, default="")
    effort: Mapped[Decimal] = column(DecimalText)
    rate: Mapped[Money | None] = money("rate")
    tax_rate: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    """A share, only where it differs from the quote's own."""


class Coverage(Entity):
    """Whether a quote covers one must-have, and what it would cost to fill the gap."""

    __tablename__ = "coverage"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    quote_id: Mapped[uuid.UUID] = reference("quote.id", index=True)
    item_id: Mapped[uuid.UUID] = reference("brief_item.id")
    answer: Mapped[CoverageAnswer] = column(
        Enum(CoverageAnswer, native_enum=False, create_constraint=False), default=CoverageAnswer.NOT_SAID
    )
    note: Mapped[str] = column(Text, default="")
    allowance: Mapped[Money | None] = money("allowance")
    allowance_basis: Mapped[str] = column(Text, default="")
    allowance_on: Mapped[date | None] = column(Date, nullable=True)
    """The day the allowance was written down: papers state basis and date together."""


class Decision(Entity):
    """The owner's choice, or the choice of none, in their own words and under their typed name."""

    __tablename__ = "decision"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    quote_id: Mapped[uuid.UUID | None] = reference("quote.id", nullable=True)
    reasons: Mapped[Any] = column(FrozenJson, role=Role.OWNER, default=list)
    words: Mapped[str] = column(Text, role=Role.OWNER, default="")
    typed_name: Mapped[str] = column(Text, role=Role.OWNER)
    decided_on: Mapped[date] = column(Date, role=Role.OWNER)
    stands: Mapped[bool] = column(Boolean, default=True)
    """False once it has been withdrawn with a reason; the record stays."""

    withdrawn_reason: Mapped[str] = column(Text, role=Role.OWNER, default="")
