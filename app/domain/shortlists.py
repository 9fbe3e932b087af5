"""The shortlist: who was considered for a project, what the rules said, and who is asked."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.domain.base import Entity, Role, Scope, column, reference
from app.domain.types import FrozenJson, Id


class MatchRun(Entity):
    """One ranking, kept with its inputs and engine version so that it can be shown and explained later."""

    __tablename__ = "match_run"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    ran_on: Mapped[date] = column(Date)
    engine: Mapped[str] = column(String)
    inputs: Mapped[Any] = column(FrozenJson)
    """Weights, importance words, anchors' version, need, dates: what the run read beside the providers."""


class Candidate(Entity):
    """A provider considered for this project. Carries its own snapshot: no key leads into the directory."""

    __tablename__ = "candidate"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    match_run_id: Mapped[uuid.UUID | None] = reference("match_run.id", nullable=True)
    provider_ref: Mapped[uuid.UUID] = column(Id)
    name: Mapped[str] = column(Text)
    snapshot: Mapped[Any] = column(FrozenJson, default=dict)
    """What the directory said of the provider on the day: town, people, checks, hours, tier."""

    outcome: Mapped[Any] = column(FrozenJson, default=dict)
    """Gates, factors, findings and total of the run, as analysis gave them."""

    ticked: Mapped[bool] = column(Boolean, default=False)
    invited_on: Mapped[date | None] = column(Date, nullable=True)
    reason: Mapped[str] = column(Text, role=Role.BROKER, default="")
    """Why a provider with a check not done, or none of our own ranking, may still be asked."""

    place: Mapped[int] = column(Integer, default=0)
    broker_note: Mapped[str] = column(Text, role=Role.BROKER, scope=Scope.PRIVATE, default="")


class Waiver(Entity):
    """A failed rule that the broker set aside in writing, for the owner to read."""

    __tablename__ = "waiver"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    candidate_id: Mapped[uuid.UUID] = reference("candidate.id", index=True)
    gate: Mapped[str] = column(String)
    reason: Mapped[str] = column(Text, role=Role.BROKER)
    written_on: Mapped[date] = column(Date)


class Disclosure(Entity):
    """How the broker is paid and what ties there are, told before any name is shown."""

    __tablename__ = "disclosure"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    text: Mapped[str] = column(Text, role=Role.BROKER)
    relations: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=dict)
    """Provider id (hex) → the tie in words."""

    acknowledged_on: Mapped[date | None] = column(Date, role=Role.OWNER, nullable=True)
    acknowledged_by: Mapped[str] = column(Text, role=Role.OWNER, default="")


class QuoteRequest(Entity):
    """The same question to every provider asked, with its deadline."""

    __tablename__ = "quote_request"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    state: Mapped[str] = column(String, default="draft")
    brief_version: Mapped[int] = column(Integer, default=0)
    issued_on: Mapped[date | None] = column(Date, nullable=True)
    deadline: Mapped[date | None] = column(Date, nullable=True)
    approved_by: Mapped[str] = column(Text, role=Role.OWNER, default="")
