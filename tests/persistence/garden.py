"""A small registry of its own, so that the journal is tested without the product's classes."""

import enum
import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Enum, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, relationship

from app.analysis.money import Money
from app.domain.base import NAMING, EntityMixin, Role, Scope, column, money, reference
from app.domain.types import DecimalText, FrozenJson, Id, UtcInstant


class Soil(enum.Enum):
    CLAY = "clay"
    SAND = "sand"


class GardenBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class Thing(EntityMixin, GardenBase):
    __abstract__ = True


class Project(Thing):
    """The garden: what an engagement is in the product."""

    __tablename__ = "project"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("title", "note", "secret")

    title: Mapped[str] = column(Text, role=Role.OWNER)
    note: Mapped[str] = column(Text, default="")
    budget: Mapped[Money | None] = money("budget")
    soil: Mapped[Soil] = column(Enum(Soil, native_enum=False, create_constraint=False), default=Soil.CLAY)
    secret: Mapped[str] = column(Text, scope=Scope.PRIVATE, default="")
    margin: Mapped[Money | None] = money("margin", scope=Scope.PRIVATE)
    friend_id: Mapped[uuid.UUID | None] = reference("friend.id", scope=Scope.PRIVATE)
    beds: Mapped[list["Bed"]] = relationship(
        back_populates="project", lazy="raise_on_sql", passive_deletes="all"
    )


class Bed(Thing):
    __tablename__ = "bed"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("name",)

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    parent_id: Mapped[uuid.UUID | None] = reference("bed.id", nullable=True)
    name: Mapped[str] = column(Text)
    area: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    sown_on: Mapped[date | None] = column(Date, group="sowing", nullable=True)
    sown_by: Mapped[str] = column(Text, group="sowing", default="")
    seeds: Mapped[Any] = column(FrozenJson, default=list)
    weeded: Mapped[bool] = column(Boolean, default=False)
    watered_at: Mapped[datetime | None] = column(UtcInstant, nullable=True)
    place: Mapped[int] = column(Integer, default=0)
    project: Mapped[Project] = relationship(back_populates="beds", lazy="raise_on_sql")
    parent: Mapped["Bed | None"] = relationship(remote_side="Bed.id", lazy="raise_on_sql")


class Plant(Thing):
    __tablename__ = "plant"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    bed_id: Mapped[uuid.UUID] = reference("bed.id", index=True)
    kind: Mapped[str] = column(String)
    height: Mapped[int | None] = column(Integer, nullable=True)


class Nursery(Thing):
    """The directory of a network."""

    __tablename__ = "nursery"
    __scope__ = Scope.NETWORK
    __search__ = ("name", "notes")

    name: Mapped[str] = column(Text, role=Role.BROKER)
    rate: Mapped[Money | None] = money("rate")
    notes: Mapped[str] = column(Text, scope=Scope.PRIVATE, default="")


class Friend(Thing):
    __tablename__ = "friend"
    __scope__ = Scope.PRIVATE

    name: Mapped[str] = column(Text)
    nursery_ref: Mapped[uuid.UUID | None] = column(Id, nullable=True)
