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
    """Weights, importance words, anchors, priors, seed, dates: what the run read beside the providers."""

    evidence: Mapped[Any] = column(FrozenJson, role=Role.BROKER, scope=Scope.PRIVATE, default=dict)
    """The whole run (`app.analysis.kept_runs.KeptRun`), to make it again: private, as rates are among it."""


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
    moved: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=dict)
    """Where the broker put it in the list, with the reason, who and when; empty where the ranking decides."""

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

    benefits: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=dict)
    """Provider id (hex) → what the broker has from the tie, in their words."""

    fee_model: Mapped[str] = column(String, role=Role.BROKER, default="")
    """How the owner pays the broker, by its id in 05_matching.yaml."""

    awards: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=dict)
    """What this broker's suggestions came to by provider, counted from the workspace's record when it was filed."""

    declared_on: Mapped[date | None] = column(Date, role=Role.BROKER, nullable=True)
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
    number: Mapped[str] = column(String, default="")
    """What it is called outside: "RFQ-001". A correction goes out under a number of its own."""

    round: Mapped[int] = column(Integer, default=1)
    rounds: Mapped[Any] = column(FrozenJson, default=list)
    """What everybody was told, round by round: number, day, both last days, scope hash, and what it changed."""

    questions_until: Mapped[date | None] = column(Date, nullable=True)
    reply_to: Mapped[str] = column(Text, default="")
    """Where questions and forms go: a mail address, or whatever else the pack should say."""

    weights: Mapped[Any] = column(FrozenJson, default=dict)
    """Criterion → percent, fixed before anything comes back; they make a hundred."""

    budget_told: Mapped[str] = column(String, default="")
    """ "yes", "top", or "" where the pack leaves the budget out."""

    confidential: Mapped[bool] = column(Boolean, default=False)
    """A provider agrees to keep what it learns to itself before it gets the pack."""

    asked: Mapped[Any] = column(FrozenJson, default=dict)
    """What the form asks, as it went out: the must-haves with their ids, templates and currency."""

    scope_hash: Mapped[str] = column(String, default="")
    """SHA-256 of `asked`, weights and version: what a form must carry to answer this round."""

    opened_on: Mapped[date | None] = column(Date, nullable=True)
    opened_by: Mapped[str] = column(Text, default="")
    """When and by whom the replies were opened, all at once; empty while they are sealed."""
