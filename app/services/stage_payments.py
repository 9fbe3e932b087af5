"""When the payment of a stage becomes due: once it is accepted, or before its work begins where that is agreed."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.engagements import Payment, Review, Stage
from app.domain.errors import DomainError
from app.domain.lateness import late_reason, lateness_of
from app.domain.projects import Project
from app.services.lifecycle import advance
from app.services.plan_stages import engagement_of
from app.services.schedule_state import parts_of
from app.words import say
from app.words.formats import Formats

SCHEDULED = "scheduled"


def make_due(session: Session, stage: Stage, payable_days: int, on: date) -> None:
    """The stage is accepted: its payment is due, unless it was paid before its work began."""
    payment = _payment(session, stage)
    if payment is None or payment.state != SCHEDULED or stage.amount is None:
        return
    nothing = Money(0, stage.amount.currency)
    payment.amount = stage.amount - (stage.held or nothing) - (stage.credit or nothing)
    payment.due_on = on + timedelta(days=payable_days)
    event = "milestone accepted or month reported"
    advance(
        session, "Payment", stage.project_id, payment, event, who="system", on=on, guards={"G-ACCEPT": True}
    )


def make_due_in_advance(session: Session, stages: Sequence[Stage], on: date) -> None:
    """The work of the first of `stages` may begin: where it is paid in advance, that is due by its first day."""
    stage = min(stages, key=lambda each: each.number, default=None)
    payment = _payment(session, stage) if stage is not None and stage.in_advance else None
    if stage is None or payment is None or payment.state != SCHEDULED:
        return
    payment.due_on = max(on, stage.starts_on or on)
    event = "work paid in advance may begin"
    checked = {"G-PAYGUARD": True}
    advance(session, "Payment", stage.project_id, payment, event, who="system", on=on, guards=checked)


def is_due(session: Session, stage: Stage) -> bool:
    """Whether the payment of a stage is due or further on, so that its sum stays."""
    payment = _payment(session, stage)
    return payment is not None and payment.state != SCHEDULED


def _payment(session: Session, stage: Stage) -> Payment | None:
    return session.scalars(
        select(Payment).where(Payment.stage_id == stage.id, Payment.state != "cancelled")
    ).first()


def settle_lateness(
    session: Session, project: Project, stage: Stage, review: Review, *, takes: bool | None, reason: str
) -> None:
    """Keep with the review how late the stage was handed over, and what the owner takes off for it, or why nothing.

    With `takes` the agreed sum comes off the payment, once; None where the owner was not asked.
    """
    engagement = engagement_of(session, project.id)
    late = (
        lateness_of(parts_of(session, project.id), engagement, stage, review.submitted_on)
        if engagement
        else None
    )
    if late is None:
        return
    review.late_days = late.days
    if stage.credit is not None:
        review.late_credit = stage.credit
    elif takes and late.credit.minor:
        if is_due(session, stage):
            raise DomainError(due_already())
        stage.credit = review.late_credit = late.credit
        stage.credit_reason = late_reason(late, Formats(currency=project.currency))
    elif takes is False:
        if not reason.strip():
            raise DomainError(say("Say why nothing comes off for lateness."))
        review.late_reason = reason.strip()


def due_already() -> str:
    """Why nothing can be taken off a payment any more."""
    return say("The payment of this stage is due already. Ask for the sum as a credit with the next invoice.")
