"""The schedule of a plan: what is worked when, what waits for what, and on which days nobody works."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import Date, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.domain.base import Entity, Scope, column, reference
from app.domain.types import DecimalText

TASK, OWNER_TASK, MILESTONE = "task", "owner_task", "milestone"
"""What a line of the schedule is: the provider's work, the owner's own, or a moment that takes no days."""

OWNER, TEAM, BOTH, EVERY_DAY = "owner", "team", "both", "every_day"
"""In whose days it is worked: the owner's country, the team's, only when both work, or seven days a week."""

CERTAINTIES = ("working_out", "mostly_known", "just_doing")
"""How sure whoever does a line is of what is left of it, the least sure first."""


class ScheduleBasis(Entity):
    """What the days of a plan are counted by; the plan's own copy, as the directory does not travel with it.

    Countries are codes ("GB"), regions those of a country's holidays ("SCT"); empty counts weekends alone.
    """

    __tablename__ = "schedule_basis"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    starts_on: Mapped[date | None] = column(Date, nullable=True)
    """The first day on which anything may begin; None for the first day of the first stage."""

    owner_country: Mapped[str] = column(String, default="")
    owner_region: Mapped[str] = column(String, default="")
    team_country: Mapped[str] = column(String, default="")
    team_region: Mapped[str] = column(String, default="")


class Activity(Entity):
    """One line of the schedule: so many working days of one calendar, within a stage or beside all of them."""

    __tablename__ = "activity"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("title",)

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    stage_id: Mapped[uuid.UUID | None] = reference("stage.id", nullable=True, index=True)
    kind: Mapped[str] = column(String, default=TASK)
    title: Mapped[str] = column(Text)
    package: Mapped[str] = column(String, default="")
    """The work package it came from ("TPL-LOB.WP3"), or its name in an imported plan."""

    position: Mapped[int] = column(Integer, default=0)
    calendar: Mapped[str] = column(String, default=TEAM)
    low: Mapped[Decimal | None] = column(DecimalText, group="days", nullable=True)
    days: Mapped[Decimal] = column(DecimalText, group="days", default=Decimal(1))
    """Working days that are most likely. Where low and high are None the usual spread is taken."""

    high: Mapped[Decimal | None] = column(DecimalText, group="days", nullable=True)
    not_before: Mapped[date | None] = column(Date, nullable=True)
    due: Mapped[date | None] = column(Date, nullable=True)
    person: Mapped[str] = column(Text, default="")
    hours: Mapped[Decimal | None] = column(DecimalText, nullable=True)
    """What it takes of the owner's people, in hours."""

    certainty: Mapped[str] = column(String, default="")
    """One of `CERTAINTIES`, or empty where nobody has said."""

    done_on: Mapped[date | None] = column(Date, nullable=True)


class ActivityLink(Entity):
    """What waits for what within a schedule; `kind` is a `Link` of the analysis, the lag in working days."""

    __tablename__ = "activity_link"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    before_id: Mapped[uuid.UUID] = reference("activity.id", index=True)
    after_id: Mapped[uuid.UUID] = reference("activity.id", index=True)
    kind: Mapped[str] = column(String, default="finish_start")
    lag: Mapped[Decimal] = column(DecimalText, default=Decimal(0))


class Closure(Entity):
    """Days on which one side or both do not work, beside its country's holidays; the last day included."""

    __tablename__ = "closure"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    whose: Mapped[str] = column(String, default=BOTH)
    name: Mapped[str] = column(Text)
    first: Mapped[date] = column(Date, group="days")
    last: Mapped[date] = column(Date, group="days")
