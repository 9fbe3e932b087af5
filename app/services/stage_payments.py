"""When the payment of a stage becomes due: once it is accepted, or before its work begins where that is agreed."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.engagements import Payment, Stage
from app.services.lifecycle import advance

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
