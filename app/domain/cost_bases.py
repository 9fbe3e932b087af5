"""What every quote of a project is reckoned with beside its price, settled before the first is opened."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Text
from sqlalchemy.orm import Mapped

from app.analysis.money import Money
from app.domain.base import Entity, Scope, column, money, reference
from app.domain.types import DecimalText, FrozenJson


class CostBasis(Entity):
    """One footing for all quotes. What is empty was not settled and is left out of a full cost, and said to be."""

    __tablename__ = "cost_basis"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    fixed_on: Mapped[date] = column(Date)
    fixed_by: Mapped[str] = column(Text, default="")
    source: Mapped[str] = column(Text, default="")
    """Where the figures come from, in the words of whoever settled them."""

    owner_day: Mapped[Money | None] = money("owner_day")
    coordination_hours: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    """Hours a week that steering the work takes."""

    coordination_hour: Mapped[Money | None] = money("coordination_hour")
    transition: Mapped[Money | None] = money("transition")
    """What handing over to a team elsewhere costs once."""

    travel: Mapped[Money | None] = money("travel")
    changes_share: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    """A share of the price that is held for changes on the way."""

    money_share: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    """What an amount costs that is paid a year early, as a share of it."""

    home_tax_rate: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    """The rate the owner accounts for under reverse charge."""

    tax_lost_share: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    """The share of tax that the owner does not get back."""

    risks: Mapped[Any] = column(FrozenJson, default=list)
    """What may happen: {"what", "chance" (a share), "cost" (minor units), "remote" (only with a team elsewhere)}."""
