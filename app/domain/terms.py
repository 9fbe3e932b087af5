"""The terms of a plan: service levels, the rhythm of work, what the parties settle, risks, and the way out."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.analysis.money import Money
from app.domain.base import Entity, Role, Scope, column, money, reference
from app.domain.types import DecimalText, FrozenJson

OPEN, AGREED, NOT_APPLICABLE = "open", "agreed", "not_applicable"
"""Where a topic of the rules stands."""

TEXT, SIGNED, BEGUN, RETIMED = "text", "signed", "begun", "retimed"
"""What a version of the plan is: a text, what both sides signed, new dates in the making, new dates that stand."""

STANDING = (SIGNED, RETIMED)

MEETING, CHANNEL, ESCALATION = "meeting", "channel", "escalation"
"""What a line of the rhythm is."""

ARRANGED, SECURED = "arranged", "secured"
"""How far something that is needed after the provider is gone is safe; before both it is open."""


class ServiceLevel(Entity):
    """One measure that the service is held to, as agreed; only what `weight` weighs costs money when missed."""

    __tablename__ = "service_level"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    measure: Mapped[str] = column(String, default="")
    """That of the catalogue ("SLA-AVAIL"); empty for one of the parties' own."""

    name: Mapped[str] = column(Text)
    target: Mapped[Decimal] = column(DecimalText)
    critical: Mapped[Decimal] = column(DecimalText)
    """Where missing it hurts, and counts twice."""

    unit: Mapped[str] = column(Text, default="")
    high_is_good: Mapped[bool] = column(Boolean, default=True)
    source: Mapped[str] = column(Text, default="")
    """Where its figures are read."""

    weight: Mapped[Decimal] = column(DecimalText, default=Decimal(0))
    """Its part in the service credit before rescaling; 0 where no money hangs on it."""

    position: Mapped[int] = column(Integer, default=0)


class RhythmLine(Entity):
    """Something that happens again and again: a meeting, a way of telling things, a step of settling a quarrel."""

    __tablename__ = "rhythm_line"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    kind: Mapped[str] = column(String)
    """A meeting, a channel or an escalation."""

    what: Mapped[str] = column(Text)
    who: Mapped[str] = column(Text, default="")
    often: Mapped[str] = column(Text, default="")
    """When: how often, or within how long."""

    how: Mapped[str] = column(Text, default="")
    result: Mapped[str] = column(Text, default="")
    """What comes out of it, or what is kept of it."""

    minutes: Mapped[int | None] = column(Integer, nullable=True)
    position: Mapped[int] = column(Integer, default=0)


class Clause(Entity):
    """A topic the parties settle in plain words; their own lawyers word the contract."""

    __tablename__ = "clause"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    topic: Mapped[str] = column(String)
    """One of the knowledge's ("CL-09")."""

    state: Mapped[str] = column(String, default=OPEN)
    words: Mapped[str] = column(Text, default="")
    """What the parties mean by it."""

    is_default: Mapped[bool] = column(Boolean, default=False)
    """Whether the words are still those usual in the owner's country, which nobody has looked at."""

    reason: Mapped[str] = column(Text, default="")
    """Why it does not apply."""

    drafted: Mapped[bool] = column(Boolean, default=False)
    """Whether nobody has worded it, agreed to it or set it aside: then it reads as `clause_words.py` says."""


class PlanRisk(Entity):
    """What could go wrong, how likely and how bad (1 to 5), and who does what about it."""

    __tablename__ = "plan_risk"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("words", "plan")

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    risk: Mapped[str] = column(String, default="")
    """That of the library ("RSK-OFF-01"); empty for one of the parties' own."""

    words: Mapped[str] = column(Text)
    likely: Mapped[int] = column(Integer, default=3)
    hurts: Mapped[int] = column(Integer, default=3)
    cost: Mapped[Money | None] = money("cost")
    """What it would cost if it happened; None where the usual share of the price is taken."""

    days: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    """Working days by which it would put off `stage_id`; None where nobody said, and no date moves."""

    stage_id: Mapped[uuid.UUID | None] = reference("stage.id", nullable=True)
    """The stage it would hold up; None for the end of the plan."""

    plan: Mapped[str] = column(Text, default="")
    early_sign: Mapped[str] = column(Text, default="")
    fallback: Mapped[str] = column(Text, default="")
    watched_by: Mapped[str] = column(Text, default="")
    look_on: Mapped[date | None] = column(Date, nullable=True)
    state: Mapped[str] = column(String, default="open")
    position: Mapped[int] = column(Integer, default=0)


class ExitItem(Entity):
    """Something the owner needs in hand if the provider were gone tomorrow."""

    __tablename__ = "exit_item"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    item: Mapped[str] = column(String)
    """A key of `app/analysis/way_out.py`."""

    state: Mapped[str] = column(String, default=OPEN)
    place: Mapped[str] = column(Text, default="")
    """Where it lies, or what has been arranged."""

    stage_id: Mapped[uuid.UUID | None] = reference("stage.id", nullable=True)
    """The stage it is handed over with."""

    seen_on: Mapped[date | None] = column(Date, nullable=True)
    """The day somebody of the owner's looked at it or tried it."""


class PlanVersion(Entity):
    """The whole plan as it stood when it was fixed, so that any version can be held against any other.

    A text that was agreed, what both sides signed, and each new version of agreed dates are told in one row of numbers.
    """

    __tablename__ = "plan_version"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    number: Mapped[int] = column(Integer)
    state: Mapped[str] = column(String, default=TEXT)
    """TEXT may be opened again; SIGNED and RETIMED stand; BEGUN are new dates that are still being written."""

    reason: Mapped[str] = column(Text, default="")
    """Why the dates change; empty for a text and for what was signed."""

    fixed_on: Mapped[date] = column(Date)
    """The day it was begun, while it is written."""

    by: Mapped[str] = column(Text, default="")
    """Who fixed the text or began the new dates."""

    taken_by: Mapped[str] = column(Text, role=Role.OWNER, default="")
    """The owner, by whose name it stands; empty for a text and for what is being written."""

    content: Mapped[Any] = column(FrozenJson, default=dict)
    """Section → key → what stood there (`app/domain/plan_snapshots.py`); nothing while it is written."""
