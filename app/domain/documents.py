"""Issued documents: numbered once, frozen as bytes with their hash, and only ever superseded."""

import uuid
from datetime import date

from sqlalchemy import Date, Integer, String, Text
from sqlalchemy.orm import Mapped
from sqlalchemy.sql import ColumnElement

from app.domain.base import Entity, Scope, column, live, reference

STAND_APART = ("VIS",)
"""Kinds of which each stands for itself: the note of one visit takes nothing from that of another."""

NUMBERED_BEFORE = ("RFQ",)
"""Kinds that get their number with what they tell of: a request has one before its pack is drawn."""


class Document(Entity):
    """One issued document. Drafts are drawn when asked for and never stored."""

    __tablename__ = "document"
    __scope__ = Scope.ENGAGEMENT
    __search__ = ("number", "title")

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    stage_id: Mapped[uuid.UUID | None] = reference("stage.id", nullable=True)
    quote_id: Mapped[uuid.UUID | None] = reference("quote.id", nullable=True)
    """Whose quote a letter answers; None where a paper is about no single provider."""

    kind: Mapped[str] = column(String)
    number: Mapped[str] = column(String)
    version: Mapped[int] = column(Integer, default=1)
    title: Mapped[str] = column(Text)
    audience: Mapped[str] = column(String, default="owner")
    state: Mapped[str] = column(String, default="issued")
    """"issued", "superseded" or "withdrawn"."""

    superseded_by: Mapped[str] = column(String, default="")
    withdrawn_because: Mapped[str] = column(Text, default="")
    issued_on: Mapped[date] = column(Date)
    issued_by: Mapped[str] = column(Text, default="")
    handed_on: Mapped[date | None] = column(Date, group="handed", nullable=True)
    """When a letter was handed over to whom it is for, as somebody said: this program sends nothing."""

    handed_by: Mapped[str] = column(Text, group="handed", default="")
    sha256: Mapped[str] = column(String)
    pages: Mapped[int] = column(Integer)


def in_force(project_id: uuid.UUID, kind: str) -> tuple[ColumnElement[bool], ...]:
    """What holds of the paper of a kind that was issued and neither replaced nor withdrawn, for a query."""
    return (
        live(Document),
        Document.project_id == project_id,
        Document.kind == kind,
        Document.state == "issued",
    )
