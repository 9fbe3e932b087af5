"""The brief: the owner's answers, what the work must and must not do, and what is still to talk about."""

import enum
import uuid
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Enum, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.analysis.money import Money
from app.domain.base import Entity, Role, Scope, column, money, reference
from app.domain.types import FrozenJson


class ItemKind(enum.Enum):
    """What a line of the brief is: a must-have, a nice-to-have, or something left out on purpose."""

    MUST = "must"
    NICE = "nice"
    OUT = "out"


class Answer(Entity):
    """The owner's answer to one question of the schema, kept when the template changes."""

    __tablename__ = "answer"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    question: Mapped[str] = column(String)
    value: Mapped[Any] = column(FrozenJson, role=Role.OWNER, nullable=True)
    unknown: Mapped[bool] = column(Boolean, role=Role.OWNER, default=False)
    """True: "I don't know yet"; a value typed beside it is kept as a partial note."""


class BriefItem(Entity):
    """One must-have, nice-to-have or exclusion; quotes and sign-off tests point at it."""

    __tablename__ = "brief_item"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("text",)

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    kind: Mapped[ItemKind] = column(
        Enum(ItemKind, native_enum=False, create_constraint=False), role=Role.OWNER
    )
    text: Mapped[str] = column(Text, role=Role.OWNER)
    place: Mapped[int] = column(Integer, role=Role.OWNER, default=0)


class TalkingPoint(Entity):
    """Something for the owner and broker to go through together at the next visit."""

    __tablename__ = "talking_point"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("text",)

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    question: Mapped[str] = column(String, default="")
    text: Mapped[str] = column(Text)
    settled: Mapped[bool] = column(Boolean, default=False)


class BriefFile(Entity):
    """A file the owner added to show how they work today; the bytes are in the attachments."""

    __tablename__ = "brief_file"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    question: Mapped[str] = column(String, default="b6.files")
    name: Mapped[str] = column(Text, role=Role.OWNER)
    sha256: Mapped[str] = column(String)
    size: Mapped[int] = column(Integer)
    mime: Mapped[str] = column(String)
    added_on: Mapped[date] = column(Date)


class ShouldCost(Entity):
    """Our own estimate of a fair cost, written down and dated before any quote is opened.

    Prices are judged against this and nothing else, so one bid can never move another's score.
    """

    __tablename__ = "should_cost"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    fixed_on: Mapped[date] = column(Date)
    fixed_by: Mapped[str] = column(Text, default="")
    basis: Mapped[str] = column(Text, default="")
    build: Mapped[Money | None] = money("build")
    hardware: Mapped[Money | None] = money("hardware")
    support_month: Mapped[Money | None] = money("support_month")
    licences_month: Mapped[Money | None] = money("licences_month")
    estimate: Mapped[Any] = column(FrozenJson, default=dict)
    """The inputs and triples it came from, so that it can be shown again."""
