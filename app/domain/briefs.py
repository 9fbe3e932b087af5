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

WHO = Enum(Role, native_enum=False, create_constraint=False)
"""Who said something: the owner or the broker."""


class ItemKind(enum.Enum):
    """What a line of the brief is: a must-have, a nice-to-have, or something left out on purpose."""

    MUST = "must"
    NICE = "nice"
    OUT = "out"


class Answer(Entity):
    """The answer to one question of the schema, kept when the template changes.

    `given_by` is whose words it is: the broker may change their own at will, the owner's only by suggesting.
    What the owner has agreed is the owner's.
    """

    __tablename__ = "answer"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    question: Mapped[str] = column(String)
    value: Mapped[Any] = column(FrozenJson, role=Role.OWNER, group="answer", nullable=True)
    unknown: Mapped[bool] = column(Boolean, role=Role.OWNER, group="answer", default=False)
    """True: "I don't know yet"; a value typed beside it is kept as a partial note."""

    given_by: Mapped[Role] = column(WHO, role=Role.OWNER, group="answer", default=Role.OWNER)


class BriefItem(Entity):
    """One must-have, nice-to-have or exclusion; quotes and sign-off tests point at it."""

    __tablename__ = "brief_item"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("text",)

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    kind: Mapped[ItemKind] = column(
        Enum(ItemKind, native_enum=False, create_constraint=False), role=Role.OWNER
    )
    text: Mapped[str] = column(Text, role=Role.OWNER, group="line")
    place: Mapped[int] = column(Integer, role=Role.OWNER, default=0)
    given_by: Mapped[Role] = column(WHO, role=Role.OWNER, group="line", default=Role.OWNER)


class SuggestionState(enum.Enum):
    """What became of a suggestion; "overtaken": the owner changed the words meanwhile."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"


class SuggestedChange(Entity):
    """How the broker would put what the owner said. The owner's words stay until the owner accepts it.

    `item_id` names a line of a list; a line to be added has none, and one to be taken out has no `after`.
    """

    __tablename__ = "suggested_change"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    question: Mapped[str] = column(String)
    item_id: Mapped[uuid.UUID | None] = reference("brief_item.id", role=Role.BROKER, nullable=True)
    before: Mapped[Any] = column(FrozenJson, role=Role.BROKER, nullable=True)
    after: Mapped[Any] = column(FrozenJson, role=Role.BROKER, nullable=True)
    unknown: Mapped[bool] = column(Boolean, role=Role.BROKER, default=False)
    """True: the question is to be left for the visit."""

    reason: Mapped[str] = column(Text, role=Role.BROKER, default="")
    state: Mapped[SuggestionState] = column(
        Enum(SuggestionState, native_enum=False, create_constraint=False), default=SuggestionState.OPEN
    )
    made_on: Mapped[date] = column(Date, role=Role.BROKER)
    settled_on: Mapped[date | None] = column(Date, nullable=True)


class NeedWeight(enum.Enum):
    """What the owner said of a skill: needed, welcome, not wanted, or what is there today."""

    MUST = "must"
    NICE = "nice"
    EXCLUDED = "excluded"
    LEGACY = "legacy"


class Need(Entity):
    """What somebody said about a skill that was read from the words of the brief, or that they added.

    What is read is never kept, only what people say of it: `read_as` is the skill that was read from `words`
    ("" where one was added by hand), `skill` what is meant. Not `confirmed`: these words do not mean it.
    """

    __tablename__ = "need"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    skill: Mapped[str] = column(String)
    level: Mapped[int | None] = column(Integer, nullable=True)
    weight: Mapped[NeedWeight] = column(
        Enum(NeedWeight, native_enum=False, create_constraint=False), default=NeedWeight.MUST
    )
    words: Mapped[str] = column(Text, default="")
    question: Mapped[str] = column(String, default="")
    read_as: Mapped[str] = column(String, default="")
    said_by: Mapped[Role] = column(WHO, default=Role.OWNER)
    confirmed: Mapped[bool] = column(Boolean, default=True)


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
