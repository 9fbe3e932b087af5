"""The network of brokers: who advises on what, and which providers they put their name to."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.domain.base import Entity, Role, Scope, column, reference
from app.domain.types import FrozenJson


class Broker(Entity):
    """An independent adviser. What their suggestions came to is counted from projects, never typed."""

    __tablename__ = "broker"
    __scope__ = Scope.NETWORK
    __search__ = ("name", "firm", "town", "notes")

    name: Mapped[str] = column(Text, role=Role.BROKER)
    firm: Mapped[str] = column(Text, role=Role.BROKER, default="")
    town: Mapped[str] = column(Text, role=Role.BROKER, default="")
    country: Mapped[str] = column(String, role=Role.BROKER, default="")
    regions: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=list)
    """Where they take work: "GB" for a whole country, "GB/Yorkshire" for a place in it."""

    templates: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=list)
    skills: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=list)
    sectors: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=list)
    languages: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=list)
    fee_model: Mapped[str] = column(String, role=Role.BROKER, default="")
    """A way of being paid, by its id in 05_matching.yaml; empty where nobody has said."""

    fee_words: Mapped[str] = column(Text, role=Role.BROKER, default="")
    email: Mapped[str] = column(Text, role=Role.BROKER, default="")
    phone: Mapped[str] = column(Text, role=Role.BROKER, default="")
    since: Mapped[int | None] = column(Integer, role=Role.BROKER, nullable=True)
    """The year they began to advise."""

    added_on: Mapped[date] = column(Date)
    me: Mapped[bool] = column(Boolean, role=Role.BROKER, scope=Scope.PRIVATE, default=False)
    """Whether it is the person at this computer: private, since to everybody else it is somebody else."""

    notes: Mapped[str] = column(Text, role=Role.BROKER, scope=Scope.PRIVATE, default="")


class Endorsement(Entity):
    """A broker's word for a provider: dated, with its reason and what it rests on. Withdrawn, it stays on record."""

    __tablename__ = "endorsement"
    __scope__ = Scope.NETWORK

    broker_id: Mapped[uuid.UUID] = reference("broker.id", index=True)
    provider_id: Mapped[uuid.UUID] = reference("provider.id", index=True)
    reason: Mapped[str] = column(Text, role=Role.BROKER)
    rests_on: Mapped[str] = column(String, role=Role.BROKER)
    """What the broker knows it from, one of `app.analysis.endorsements.Basis`."""

    tie: Mapped[str] = column(String, role=Role.BROKER, default="none")
    """What ties the broker to the provider; with a tie the word is shown and does not count."""

    strength: Mapped[int] = column(Integer, role=Role.BROKER)
    """1 to 3, from "worth a look" to "I would choose them again"."""

    written_on: Mapped[date] = column(Date, role=Role.BROKER)
    withdrawn_on: Mapped[date | None] = column(Date, role=Role.BROKER, nullable=True)
    withdrawn_reason: Mapped[str] = column(Text, role=Role.BROKER, default="")


def same_broker(name: str, other: str) -> bool:
    """Whether two names are one broker's: a project knows its broker by name, which may have been typed by hand."""
    return bool(name.strip()) and name.strip().casefold() == other.strip().casefold()
