"""The team of a plan: who does how much of which work package, where, and what distance is allowed for."""

import uuid
from decimal import Decimal

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped

from app.analysis.money import Money
from app.domain.base import Entity, Scope, column, money, reference
from app.domain.types import DecimalText, Id


class WorkPackage(Entity):
    """The part that one role has in a piece of work: person-days at a day rate, some of them with the owner."""

    __tablename__ = "work_package"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    stage_id: Mapped[uuid.UUID | None] = reference("stage.id", nullable=True, index=True)
    """The stage it is delivered with; None for what runs beside all of them."""

    package: Mapped[str] = column(String, default="")
    """That of a template ("TPL-LOB.WP3"); several roles have a part in one. Empty for work of its own."""

    title: Mapped[str] = column(Text)
    phase: Mapped[str] = column(String, default="build")
    """A `Phase` of `app/analysis/blend.py`."""

    role: Mapped[str] = column(String, default="")
    """A role of 03_roles.yaml ("ROLE-DEV")."""

    tier: Mapped[str] = column(String, default="")
    """Where its people are based, as rates are keyed: "onsite_euw", "nearshore", "offshore"."""

    effort: Mapped[Decimal] = column(DecimalText, default=Decimal(0))
    """Person-days in all."""

    on_site: Mapped[Decimal] = column(DecimalText, default=Decimal(0))
    """Those of them worked at the owner's place, wherever the people are based."""

    day_rate: Mapped[Money | None] = money("day_rate")
    person_id: Mapped[uuid.UUID | None] = reference("engagement_person.id", nullable=True)
    provider_ref: Mapped[uuid.UUID | None] = column(Id, group="provider", nullable=True)
    """Who does it where that is not the provider of the plan: its id in the directory, else that of its quote."""

    provider_name: Mapped[str] = column(Text, group="provider", default="")
    quoted_in: Mapped[str] = column(Text, default="")
    """Where that provider's own quote for this part stands, as it was told; empty while there is none."""

    position: Mapped[int] = column(Integer, default=0)

    @property
    def unquoted(self) -> bool:
        """Whether somebody else does it who has not quoted for it as it now stands."""
        return bool(self.provider_name) and not (self.quoted_in and self.day_rate is not None)


class DistanceAllowance(Entity):
    """What working apart is reckoned to cost on a tier's rate, where it differs from what is usual.

    Shares of the rate, but for `productivity`: how much gets done in a day, 1 being as much as nearby.
    """

    __tablename__ = "distance_allowance"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    tier: Mapped[str] = column(String)
    communication: Mapped[Decimal] = column(DecimalText, default=Decimal(0))
    governance: Mapped[Decimal] = column(DecimalText, default=Decimal(0))
    rework: Mapped[Decimal] = column(DecimalText, default=Decimal(0))
    productivity: Mapped[Decimal] = column(DecimalText, default=Decimal(1))
    because: Mapped[str] = column(Text, default="")
