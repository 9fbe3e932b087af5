"""A project: what the owner wants done, where it stands, and who is in it."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.domain.base import Entity, Role, Scope, column, reference
from app.domain.errors import DomainError
from app.domain.types import FrozenJson, Id
from app.words import say

BEFORE_AWARD = ("draft", "assessed", "parked", "in_advice", "scoped", "sourcing")
ALWAYS_OPEN = frozenset({"b12.matter", "b12.when"})
"""What the owner may settle after the brief is agreed, up to an award: whom to prefer and when to decide."""

ENDED = ("stopped", "cancelled", "closed", "benefits_review")


class Project(Entity):
    """One piece of work, from "here is what is getting in our way" to its last signed stage.

    It carries its own copy of who the owner is, so that an engagement file stands alone.
    """

    __tablename__ = "project"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("title", "business", "owner_name", "trade", "town", "broker_notes")

    title: Mapped[str] = column(Text, role=Role.OWNER, default="")
    card: Mapped[str] = column(String, role=Role.OWNER, default="")
    main_template: Mapped[str | None] = column(String, role=Role.OWNER, nullable=True)
    further_templates: Mapped[Any] = column(FrozenJson, role=Role.OWNER, default=list)
    currency: Mapped[str] = column(String, default="GBP")
    state: Mapped[str] = column(String, default="draft")
    starts_with: Mapped[str] = column(String, default="brief")
    """"brief", or "quote" where a quote already existed when the project was opened."""

    held_on: Mapped[date | None] = column(Date, group="hold", nullable=True)
    held_reason: Mapped[str] = column(Text, role=Role.OWNER, default="")
    ended_on: Mapped[date | None] = column(Date, nullable=True)
    ended_reason: Mapped[str] = column(Text, role=Role.OWNER, default="")

    owner_name: Mapped[str] = column(Text, role=Role.OWNER, default="")
    business: Mapped[str] = column(Text, role=Role.OWNER, default="")
    trade: Mapped[str] = column(Text, role=Role.OWNER, default="")
    staff: Mapped[int | None] = column(Integer, role=Role.OWNER, nullable=True)
    town: Mapped[str] = column(Text, role=Role.OWNER, default="")
    country: Mapped[str] = column(String, role=Role.OWNER, default="GB")
    broker_name: Mapped[str] = column(Text, role=Role.BROKER, default="")

    brief_version: Mapped[int] = column(Integer, default=0)
    brief_agreed_on: Mapped[date | None] = column(Date, role=Role.OWNER, nullable=True)
    sourcing_class: Mapped[str] = column(String, default="")
    created_on: Mapped[date] = column(Date)
    changed_on: Mapped[date] = column(Date)

    client_id: Mapped[uuid.UUID | None] = reference("client.id", scope=Scope.PRIVATE, role=Role.BROKER)
    broker_notes: Mapped[str] = column(Text, role=Role.BROKER, scope=Scope.PRIVATE, default="")
    broker_fee: Mapped[str] = column(Text, role=Role.BROKER, scope=Scope.PRIVATE, default="")

    @property
    def templates(self) -> tuple[str, ...]:
        """Main template first, then any further ones; empty for the blank project."""
        return ((self.main_template,) if self.main_template else ()) + tuple(self.further_templates)

    def closed_because(self) -> str:
        """Why nothing in it can be changed now, and what to do; empty while it can."""
        if self.state in ENDED:
            return say(
                "This project has ended, so nothing in it can be changed. You can still read and print it."
            )
        if self.held_on is not None:
            return say("This project is on hold. Take it up again first, on its Overview page.")
        return ""

    def require_open(self) -> None:
        """Refuse work on a project that is on hold or has ended, saying what to do."""
        if reason := self.closed_because():
            raise DomainError(reason)

    def require(self, *states: str, otherwise: str) -> None:
        """Refuse an act that the project's state does not allow; `otherwise` says what has to come first."""
        self.require_open()
        if self.state not in states:
            raise DomainError(otherwise)


class LifecycleStep(Entity):
    """One step that something took in its lifecycle: who, when, from, to, and how its guards stood."""

    __tablename__ = "lifecycle_step"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    entity: Mapped[str] = column(String)
    subject: Mapped[uuid.UUID] = column(Id)
    event: Mapped[str] = column(String)
    before: Mapped[str | None] = column(String, nullable=True)
    after: Mapped[str] = column(String)
    who: Mapped[str] = column(String)
    person: Mapped[str] = column(Text, default="")
    happened_on: Mapped[date] = column(Date)
    number: Mapped[int] = column(Integer, default=0)
    produces: Mapped[str | None] = column(String, nullable=True)
    guards: Mapped[Any] = column(FrozenJson, default=dict)
    """Guard id → "checked" or "not yet checked"."""
