"""How the work is paid: terms settled, things bought in under their guards, and bank details two people confirm."""

from decimal import Decimal

import pytest

from app.domain.engagements import Engagement, Payment
from app.domain.errors import DomainError
from app.domain.pricing import BankChange, BoughtInItem
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.payments import money
from app.queries.plan_guards import BROKEN, HOLDS, IDLE, plan_guards
from app.queries.plan_pricing import plan_pricing
from app.services import engagements, payments, pricing
from app.words.formats import Formats
from tests.clinic import OWNER, Clinic, day, gbp

D = Decimal
ON = day("2026-03-09")


def _standing(clinic: Clinic) -> dict[str, str]:
    found = clinic.see(
        plan_guards, lens=Lens.OWNER, project_id=clinic.project, formats=Formats(currency="GBP")
    )
    assert found is not None
    return {row.code: row.standing for row in found.guards}


def test_terms_belong_to_the_model_that_was_chosen(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    clinic.do(engagements.set_terms, project_id=clinic.project, pricing_model="PRC-TGT", on=ON)
    for term, value in (("target_cost", "22000"), ("provider_share", "0.4")):
        clinic.do(pricing.settle_term, project_id=clinic.project, term=term, value=D(value), on=ON)
    assert clinic.all(Engagement)[0].pricing_terms == {"target_cost": "22000", "provider_share": "0.4"}
    for term, value in (("cap", D(1)), ("fee", D(-1)), ("provider_share", D(2))):
        with pytest.raises(DomainError):
            clinic.do(pricing.settle_term, project_id=clinic.project, term=term, value=value, on=ON)
    clinic.do(pricing.settle_term, project_id=clinic.project, term="target_cost", value=None, on=ON)
    assert clinic.all(Engagement)[0].pricing_terms == {"provider_share": "0.4"}


def test_every_way_to_pay_is_told_in_the_plans_own_figures(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    view = clinic.see(
        plan_pricing, lens=Lens.OWNER, project_id=clinic.project, formats=Formats(currency="GBP")
    )
    assert view is not None
    rows = {row.model: row for row in view.rows}
    assert len(rows) == 8
    assert rows["PRC-FIX"].well == "£24,450"
    assert [row.model for row in view.rows if row.chosen] == ["PRC-MIL"]
    assert view.owner_risk
    assert view.provider_risk
    assert view.consequences[1].startswith("Stop after stage 1, and you have paid £")


def test_the_plan_of_the_case_keeps_every_guard(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    standing = _standing(clinic)
    assert list(standing) == [f"PAY-0{number}" for number in range(1, 8)]
    assert {code for code, how in standing.items() if how == HOLDS} == {f"PAY-0{n}" for n in range(1, 6)}
    assert {standing["PAY-06"], standing["PAY-07"]} == {IDLE}


def test_what_is_bought_in_is_held_to_its_guards(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    item = clinic.do(
        pricing.add_bought_in, project_id=clinic.project, item="Switches", amount=gbp(3640), advance=D("0.6"),
        in_owners_name=False, on=ON,
    )  # fmt: skip
    assert {code for code, how in _standing(clinic).items() if how == BROKEN} == {"PAY-01", "PAY-06"}
    with pytest.raises(DomainError, match="Switches is paid in advance"):
        clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=ON)
    clinic.do(
        pricing.change_bought_in, item_id=item, advance=D("0.5"), order_shown=True, markup=D("0.1"), on=ON
    )
    assert BROKEN not in _standing(clinic).values()
    clinic.do(pricing.remove_bought_in, item_id=item, on=ON)
    assert not clinic.all(BoughtInItem)


def test_nothing_is_paid_to_a_changed_account_until_two_people_have_telephoned(workspace: Workspace) -> None:
    clinic = Clinic(workspace).running()
    stage = clinic.started(0)
    clinic.hand_over(stage, day("2026-04-02"))
    clinic.accept(stage, day("2026-04-08"))
    payment = clinic.payment_of(stage)
    later = day("2026-04-09")
    amount = clinic.get(Payment, payment).amount
    invoice = {"invoice": "L-1", "amount": amount, "bank_changed": True}
    clinic.do(payments.record_invoice, payment_id=payment, on=later, **invoice)
    clinic.do(payments.approve, payment_id=payment, typed_name=OWNER, on=later)
    (change,) = (each.id for each in clinic.all(BankChange))
    assert clinic.all(BankChange)[0].told_in == "invoice L-1"
    with pytest.raises(DomainError, match="belongs to the provider"):
        clinic.do(pricing.confirm_bank_change, change_id=change, person="R. Tolland", on=later)
    pay = {"payment_id": payment, "bank_checked": True, "on": later}
    for person in ("", OWNER, "E. Thornaby"):
        page = clinic.see(
            money, lens=Lens.OWNER, project_id=clinic.project, formats=Formats(currency="GBP"), today=later
        )
        assert page.bank == ("New bank details in invoice L-1, 9 Apr 2026",)
        assert not any(row.can_pay for row in page.rows)
        with pytest.raises(DomainError, match="Bank details changed"):
            clinic.do(payments.mark_paid, **pay)
        if person:
            clinic.do(pricing.confirm_bank_change, change_id=change, person=person, on=later)
            with pytest.raises(DomainError):
                clinic.do(pricing.confirm_bank_change, change_id=change, person=person, on=later)
    clinic.do(payments.mark_paid, **pay)
    assert clinic.get(Payment, payment).state == "paid"


def test_false_bank_details_are_dropped(workspace: Workspace) -> None:
    clinic = Clinic(workspace).running()
    change = clinic.do(pricing.note_bank_change, project_id=clinic.project, told_in="a mail", on=ON)
    assert _standing(clinic)["PAY-07"] == BROKEN
    clinic.do(pricing.drop_bank_change, change_id=change, on=ON)
    assert not clinic.all(BankChange)


def test_a_payment_is_due_when_the_plan_says(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    with pytest.raises(DomainError, match="at least 1 day"):
        clinic.do(engagements.set_terms, project_id=clinic.project, payable_days=0, on=ON)
    clinic.do(engagements.set_terms, project_id=clinic.project, payable_days=21, on=ON)
    clinic.agree()
    clinic.sign()
    stage = clinic.started(0)
    clinic.hand_over(stage, day("2026-04-02"))
    clinic.accept(stage, day("2026-04-08"))
    assert clinic.get(Payment, clinic.payment_of(stage)).due_on == day("2026-04-29")
