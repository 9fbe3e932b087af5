"""What is paid beside the work itself, and what must be certain before money goes to another account."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import Boolean, Date, Integer, Text
from sqlalchemy.orm import Mapped

from app.analysis.money import Money
from app.domain.base import Entity, Scope, column, money, reference
from app.domain.types import DecimalText


class BoughtInItem(Entity):
    """Equipment or licences the provider buys for the owner (guards PAY-01 and PAY-06)."""

    __tablename__ = "bought_in_item"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    item: Mapped[str] = column(Text)
    amount: Mapped[Money | None] = money("amount")
    """Its own price, excl. tax, mark-up included."""

    advance: Mapped[Decimal] = column(DecimalText, default=Decimal(0))
    """The share of its price that is paid before it arrives."""

    order_shown: Mapped[bool] = column(Boolean, default=False)
    in_owners_name: Mapped[bool] = column(Boolean, default=True)
    markup: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    """What the provider adds, as a share of what it costs; None where that is not told."""

    position: Mapped[int] = column(Integer, default=0)


class BankChange(Entity):
    """Word that the provider's bank details changed: nothing is paid until two people asked by telephone (PAY-07)."""

    __tablename__ = "bank_change"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    told_on: Mapped[date] = column(Date)
    told_in: Mapped[str] = column(Text)
    """The message or letter the new details stood in."""

    first_by: Mapped[str] = column(Text, default="")
    first_on: Mapped[date | None] = column(Date, nullable=True)
    second_by: Mapped[str] = column(Text, default="")
    second_on: Mapped[date | None] = column(Date, nullable=True)
