"""A stage in the words of the owner's screens, and the rows around it that both pages need."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.engagements import EngagementPerson, Payment, Review, Side, Stage
from app.queries.project_facts import ACCEPTED
from app.words import say
from app.words.formats import Formats

UNDER_REVIEW = ("submitted", "under_test")


def status_of(stage: Stage, payment: Payment | None) -> str:
    """The stage in the words of the owner's screens, from its own state and its payment's."""
    if stage.state in ACCEPTED:
        return "paid" if payment is not None and payment.state == "paid" else "accepted"
    if stage.state in UNDER_REVIEW:
        return "ready"
    if stage.state == "in_progress" and stage.round:
        return "changes"
    return {"planned": "planned", "in_progress": "in_progress", "rejected": "changes"}[stage.state]


def status_words() -> Mapping[str, tuple[str, str, str]]:
    """Words, tone and icon of each status, in the order of the board's columns."""
    return {
        "planned": (say("Planned"), "neutral", "circle-dashed"),
        "in_progress": (say("In progress"), "info", "circle-dot"),
        "ready": (say("Ready for review"), "info", "clipboard-check"),
        "changes": (say("Changes asked"), "warn", "triangle-alert"),
        "accepted": (say("Accepted"), "success", "circle-check"),
        "paid": (say("Paid"), "success", "circle-check"),
    }


def reviews_of(session: Session, project_id: uuid.UUID) -> dict[uuid.UUID, list[Review]]:
    """The rounds of checking by stage, in their order."""
    found: dict[uuid.UUID, list[Review]] = {}
    for row in session.scalars(
        select(Review).where(Review.project_id == project_id).order_by(Review.round, Review.id)
    ):
        found.setdefault(row.stage_id, []).append(row)
    return found


def payments_of(session: Session, project_id: uuid.UUID) -> Sequence[Payment]:
    """The payments of a plan that were not cancelled."""
    return session.scalars(
        select(Payment).where(Payment.project_id == project_id, Payment.state != "cancelled")
    ).all()


def lead_of(session: Session, project_id: uuid.UUID) -> str:
    """Who comes to the owner: the name that stands for the provider's side."""
    lead = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project_id, EngagementPerson.side == Side.ON_SITE)
        .order_by(EngagementPerson.leads.desc(), EngagementPerson.position)
    ).first()
    return lead.name if lead is not None else ""


def dated(words: str, day: date | None, formats: Formats) -> str:
    """A status with its day, where one is known."""
    return words if day is None else say("{status} {day}", status=words, day=formats.short_day(day))


def net_of(stage: Stage) -> Money | None:
    """What accepting the stage makes due: its amount less what is held back and any credit."""
    if stage.amount is None:
        return None
    nothing = stage.amount - stage.amount
    return stage.amount - (stage.held or nothing) - (stage.credit or nothing)
