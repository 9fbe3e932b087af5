"""Record what is invoiced, approved and paid. The program never moves money."""

import uuid
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money, sum_money
from app.analysis.payments import STANDARD_LIMITS
from app.domain.engagements import Payment
from app.domain.errors import DomainError
from app.domain.plan_checks import confirmations
from app.domain.projects import Project
from app.persistence.journal import binding
from app.services.found import found
from app.services.lifecycle import advance
from app.services.plan_stages import engagement_of, stages_of
from app.services.pricing import bank_changes_of, note_bank_change
from app.services.projects import open_project, require_name
from app.words import say
from app.words.formats import Formats

FEWEST_CHARACTERS = 20
"""Of a query to the provider (guard G-REASON)."""


def record_invoice(
    session: Session,
    *,
    payment_id: uuid.UUID,
    invoice: str,
    amount: Money,
    on: date,
    query_reason: str = "",
    bank_changed: bool = False,
) -> None:
    """Record the invoice for a payment that is due; `amount` is what it asks for, excl. tax.

    An invoice over another sum is refused, naming both, unless it is recorded as queried with what is asked
    of the provider. With `bank_changed` it names other bank details than before: nothing is paid until two people
    have confirmed them.
    """
    payment, project = _open(session, payment_id, on)
    number = " ".join(invoice.split())
    if not number:
        raise DomainError(say("Enter the invoice's number."))
    matches = amount == payment.amount
    if not matches and not query_reason.strip():
        raise DomainError(_mismatch(project, amount, payment))
    payment.invoice, payment.invoice_amount, payment.invoiced_on = number, amount, on
    advance(
        session,
        "Payment",
        payment.project_id,
        payment,
        "send invoice",
        who="provider",
        on=on,
        guards={"G-INVOICE": True} if matches else {},
    )
    _note_bank(session, payment, changed=bank_changed, on=on)
    if query_reason.strip():
        query(session, payment_id=payment_id, reason=query_reason, on=on)


def query(session: Session, *, payment_id: uuid.UUID, reason: str, on: date) -> None:
    """Ask the provider about an invoice; it is not paid until that is answered."""
    payment, project = _open(session, payment_id, on)
    if len(reason.strip()) < FEWEST_CHARACTERS:
        raise DomainError(say("Say in a sentence what is wrong with the invoice."))
    advance(
        session,
        "Payment",
        payment.project_id,
        payment,
        "query",
        who="owner",
        on=on,
        person=project.owner_name,
        guards={"G-REASON": True},
    )
    payment.query_reason = reason.strip()


def correct_invoice(
    session: Session,
    *,
    payment_id: uuid.UUID,
    invoice: str,
    amount: Money,
    on: date,
    bank_changed: bool = False,
) -> None:
    """Record the corrected invoice of a payment that was queried; `bank_changed` as for the first one."""
    payment, project = _open(session, payment_id, on)
    if amount != payment.amount:
        raise DomainError(_mismatch(project, amount, payment))
    payment.invoice = " ".join(invoice.split()) or payment.invoice
    payment.invoice_amount, payment.invoiced_on = amount, on
    advance(session, "Payment", payment.project_id, payment, "correct", who="provider", on=on)
    payment.query_reason = ""
    _note_bank(session, payment, changed=bank_changed, on=on)


def approve(session: Session, *, payment_id: uuid.UUID, typed_name: str, on: date) -> None:
    """The owner approves a payment under their typed name, where invoice and acceptance agree. Binding."""
    payment, project = _open(session, payment_id, on)
    if payment.state not in ("invoiced", "queried"):
        raise DomainError(say("Record the invoice first, then approve the payment."))
    if payment.invoice_amount is None or payment.invoice_amount != payment.amount:
        raise DomainError(_mismatch(project, payment.invoice_amount, payment))
    require_name(project, typed_name, say("Type your full name to approve this payment"))
    advance(
        session,
        "Payment",
        payment.project_id,
        payment,
        "approve" if payment.state == "invoiced" else "accept after answer",
        who="owner",
        on=on,
        person=typed_name,
        guards={"G-MATCH": True},
    )
    payment.approved_on, payment.approved_by = on, typed_name.strip()
    payment.query_reason = ""
    binding(session, say("The payment is approved. If something is wrong, ask the provider for a credit."))


def mark_paid(session: Session, *, payment_id: uuid.UUID, on: date, bank_checked: bool) -> None:
    """Record that the money was paid in the bank. Binding.

    `bank_checked`: the bank details are those used before, or were confirmed by telephone.
    """
    payment, project = _open(session, payment_id, on)
    if payment.state not in ("approved", "overdue"):
        raise DomainError(say("Approve the payment first, then mark it paid."))
    if not bank_checked:
        raise DomainError(
            say(
                "Check first that the bank details are the ones used before, or telephone a number you know "
                "to confirm new ones."
            )
        )
    changes = bank_changes_of(session, payment.project_id)
    if any(confirmations(change) < STANDARD_LIMITS.confirmations for change in changes):
        raise DomainError(
            say(
                "Bank details changed. Two people have to confirm them first, by telephone on a number they know: "
                "in the plan, under Payments."
            )
        )
    advance(
        session,
        "Payment",
        payment.project_id,
        payment,
        "record payment",
        who="owner",
        on=on,
        person=project.owner_name,
        guards={"G-BANK": True},
    )
    payment.paid_on = on
    binding(session, say("The payment is on record as paid. Ask the provider for a credit instead."))


def release_retention(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """The free-repair time is over: what was held back becomes due, exactly as it was held."""
    project = open_project(session, project_id, on)
    payment = session.scalars(
        select(Payment).where(Payment.project_id == project_id, Payment.kind == "retention")
    ).first()
    engagement = engagement_of(session, project_id)
    if payment is None or engagement is None:
        raise DomainError(say("Nothing is held back in this project."))
    if engagement.state != "warranty" or payment.due_on is None:
        raise DomainError(say("What is held back stays so until the last stage is accepted."))
    if payment.state == "scheduled" and on < payment.due_on:
        raise DomainError(
            say(
                "What is held back is released when the free fixing ends, on {day}.",
                day=Formats(currency=project.currency).day(payment.due_on),
            )
        )
    held = [stage.held for stage in stages_of(session, project_id) if stage.held is not None]
    payment.amount = sum_money(held, project.currency)
    event = "warranty ended, retention released"
    advance(session, "Payment", project_id, payment, event, who="system", on=on, guards={"G-ACCEPT": True})
    payment.due_on = on + timedelta(days=engagement.payable_days)


def _open(session: Session, payment_id: uuid.UUID, on: date) -> tuple[Payment, Project]:
    payment = found(session, Payment, payment_id, say("This payment is no longer in the plan."))
    return payment, open_project(session, payment.project_id, on)


def _note_bank(session: Session, payment: Payment, *, changed: bool, on: date) -> None:
    if changed:
        told_in = say("invoice {number}", number=payment.invoice)
        note_bank_change(session, project_id=payment.project_id, told_in=told_in, on=on)


def _mismatch(project: Project, amount: Money | None, payment: Payment) -> str:
    formats = Formats(currency=project.currency)
    return say(
        "The invoice says {invoice} and the payment is {payment}, both excl. tax. Ask the provider to "
        "correct it.",
        invoice=formats.money(amount),
        payment=formats.money(payment.amount),
    )
