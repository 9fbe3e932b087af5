"""Money is recorded, never moved: invoice, approval and payment, each on its own proof."""

import uuid

import pytest

from app.domain.engagements import Payment, Stage
from app.domain.errors import DomainError
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from app.services import engagements, payments, projects, stages
from tests.clinic import OWNER, Clinic, day, gbp

ON = day("2026-04-09")
NET = gbp("3484.12")


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """The first stage accepted, its payment due."""
    clinic = Clinic(workspace).running()
    with clinic.together():
        stage = clinic.started()
        clinic.hand_over(stage, day("2026-04-02"))
        clinic.accept(stage, day("2026-04-08"))
    return clinic


@pytest.fixture
def payment(clinic: Clinic) -> uuid.UUID:
    """The payment of the first stage."""
    return clinic.payment_of(clinic.stages[0])


def test_from_invoice_to_paid_each_with_its_own_name(clinic: Clinic, payment: uuid.UUID) -> None:
    clinic.do(payments.record_invoice, payment_id=payment, invoice=" INV  7 ", amount=NET, on=ON)
    clinic.workspace.undo()
    assert clinic.get(Payment, payment).state == "due"
    clinic.do(payments.record_invoice, payment_id=payment, invoice=" INV  7 ", amount=NET, on=ON)
    approve = {"payment_id": payment, "on": day("2026-04-14")}
    with pytest.raises(DomainError, match="Type your full name to approve this payment"):
        clinic.do(payments.approve, typed_name="", **approve)
    clinic.do(payments.approve, typed_name=OWNER, **approve)
    with pytest.raises(CannotUndo, match="The payment is approved"):
        clinic.workspace.undo()
    with pytest.raises(DomainError, match="Check first that the bank details"):
        clinic.do(payments.mark_paid, payment_id=payment, bank_checked=False, on=day("2026-04-22"))
    clinic.do(payments.mark_paid, payment_id=payment, bank_checked=True, on=day("2026-04-22"))
    with pytest.raises(CannotUndo, match="on record as paid"):
        clinic.workspace.undo()
    kept = clinic.get(Payment, payment)
    assert (kept.state, kept.invoice, kept.invoiced_on, kept.approved_by, kept.paid_on) == (
        "paid",
        "INV 7",
        ON,
        OWNER,
        day("2026-04-22"),
    )


def test_another_sum_is_refused_naming_both_or_recorded_as_queried(
    clinic: Clinic, payment: uuid.UUID
) -> None:
    wrong = {"payment_id": payment, "invoice": "INV 7", "amount": gbp("3667.50"), "on": ON}
    with pytest.raises(DomainError, match=r"The invoice says £3,667\.50 and the payment is £3,484\.12"):
        clinic.do(payments.record_invoice, **wrong)
    assert clinic.get(Payment, payment).state == "due"
    clinic.do(payments.record_invoice, query_reason="You forgot what is held back to the end.", **wrong)
    assert clinic.get(Payment, payment).state == "queried"
    with pytest.raises(DomainError, match="Ask the provider to correct it"):
        clinic.do(payments.approve, payment_id=payment, typed_name=OWNER, on=ON)
    clinic.do(payments.correct_invoice, payment_id=payment, invoice="INV 7a", amount=NET, on=ON)
    clinic.do(payments.approve, payment_id=payment, typed_name=OWNER, on=ON)
    kept = clinic.get(Payment, payment)
    assert (kept.state, kept.invoice, kept.query_reason) == ("approved", "INV 7a", "")


def test_steps_out_of_order_are_refused_in_plain_words(clinic: Clinic, payment: uuid.UUID) -> None:
    with pytest.raises(DomainError, match="Record the invoice first"):
        clinic.do(payments.approve, payment_id=payment, typed_name=OWNER, on=ON)
    with pytest.raises(DomainError, match="Approve the payment first"):
        clinic.do(payments.mark_paid, payment_id=payment, bank_checked=True, on=ON)
    with pytest.raises(DomainError, match="Enter the invoice's number"):
        clinic.do(payments.record_invoice, payment_id=payment, invoice=" ", amount=NET, on=ON)
    with pytest.raises(DomainError, match="until the last stage is accepted"):
        clinic.do(payments.release_retention, project_id=clinic.project, on=ON)


def test_what_is_held_back_waits_for_the_end_of_free_fixing(clinic: Clinic) -> None:
    with clinic.together():
        for number in range(1, 5):
            stage = clinic.started(number)
            clinic.hand_over(stage, day("2026-08-06"))
            clinic.accept(stage, day("2026-08-10"))
    release = {"project_id": clinic.project}
    with pytest.raises(DomainError, match="when the free fixing ends, on 9 Oct 2026"):
        clinic.do(payments.release_retention, on=day("2026-10-08"), **release)
    clinic.do(payments.release_retention, on=day("2026-10-09"), **release)
    held = clinic.get(Payment, clinic.payment_of(None))
    assert (held.state, held.amount, held.due_on) == ("due", gbp("1222.52"), day("2026-10-23"))


def test_on_hold_nothing_is_paid(clinic: Clinic, payment: uuid.UUID) -> None:
    clinic.do(projects.hold, project_id=clinic.project, reason="Lambing", person=OWNER, on=ON)
    with pytest.raises(DomainError, match="This project is on hold"):
        clinic.do(payments.record_invoice, payment_id=payment, invoice="INV 7", amount=NET, on=ON)


@pytest.mark.parametrize("ahead", [0, 4])
def test_a_stage_in_advance_is_due_before_its_work_and_not_again_when_accepted(
    workspace: Workspace, ahead: int
) -> None:
    clinic = Clinic(workspace).planned()
    key = clinic.stages[ahead]
    clinic.do(engagements.change_stage, stage_id=key, in_advance=True, on=day("2026-03-09"))
    clinic.agree()
    clinic.sign()
    payment = clinic.payment_of(key)
    first = ahead == 0
    assert clinic.get(Payment, payment).state == ("due" if first else "scheduled")
    with clinic.together():
        clinic.started(ahead)
        clinic.hand_over(key, day("2026-04-02"))
    due = clinic.get(Payment, payment)
    begins = clinic.get(Stage, key).starts_on
    assert (due.state, due.amount, due.due_on) == ("due", NET, max(begins, day("2026-03-13")))
    with pytest.raises(DomainError, match="due already"):
        clinic.do(stages.note_late_credit, stage_id=key, credit=gbp(10), reason="4 days late", on=ON)
    clinic.accept(key, day("2026-04-08"))
    assert clinic.get(Payment, payment).due_on == due.due_on
