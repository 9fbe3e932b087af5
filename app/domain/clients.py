"""Who works here and for whom: the profile of this workspace and a broker's clients."""

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped

from app.domain.base import Entity, Role, Scope, column


class Profile(Entity):
    """The person at this computer and their business; offered again in every later brief."""

    __tablename__ = "profile"
    __scope__ = Scope.PRIVATE

    person: Mapped[str] = column(Text, default="")
    role: Mapped[str] = column(String, default="owner")
    business: Mapped[str] = column(Text, default="")
    trade: Mapped[str] = column(Text, default="")
    staff: Mapped[int | None] = column(Integer, nullable=True)
    town: Mapped[str] = column(Text, default="")
    country: Mapped[str] = column(String, default="GB")
    currency: Mapped[str] = column(String, default="GBP")
    locale: Mapped[str] = column(String, default="en_GB")
    time_zone: Mapped[str] = column(String, default="Europe/London")


class Client(Entity):
    """A business that a broker advises. Never leaves the broker's workspace."""

    __tablename__ = "client"
    __scope__ = Scope.PRIVATE
    __search__ = ("name", "contact", "trade", "town", "notes")

    name: Mapped[str] = column(Text, role=Role.BROKER, default="")
    contact: Mapped[str] = column(Text, role=Role.BROKER, default="")
    trade: Mapped[str] = column(Text, role=Role.BROKER, default="")
    staff: Mapped[int | None] = column(Integer, role=Role.BROKER, nullable=True)
    town: Mapped[str] = column(Text, role=Role.BROKER, default="")
    country: Mapped[str] = column(String, role=Role.BROKER, default="GB")
    email: Mapped[str] = column(Text, role=Role.BROKER, default="")
    phone: Mapped[str] = column(Text, role=Role.BROKER, default="")
    notes: Mapped[str] = column(Text, role=Role.BROKER, default="")
