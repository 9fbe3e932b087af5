"""The pages of the work as people use them: the plan, the list of stages, a stage's review, and the money."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.engagements import (
    Engagement,
    EngagementPerson,
    Payment,
    Proof,
    Review,
    Side,
    SignOffTest,
    Stage,
    Verdict,
    VerdictResult,
)
from app.persistence.workspace import Workspace
from app.queries import engagement_paper
from app.queries.lens import Lens
from app.services import engagements, payments, projects, stages
from app.words.formats import Formats
from tests.clinic import OWNER, Clinic, day, gbp
from tests.ui.inspection import squeezed_labels, unnamed_controls, unreachable_controls
from tests.ui.pages.delivery_world import DeliveryWorld
from tests.ui.pages.quotes_world import named, shown, text_of
from ui.theme.current import Theme
from ui.widgets.states import Banner

SIZES = {"1366x768": (1366, 768, 100), "1093x534": (1093, 534, 100), "150 percent": (1366, 768, 150)}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen liefern"

Make = Callable[..., DeliveryWorld]


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    return Clinic(workspace)


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace) -> Iterator[Make]:
    """Opens the window over the test's workspace."""
    opened: list[DeliveryWorld] = []

    def make(on: str, lens: Lens = Lens.BROKER) -> DeliveryWorld:
        made = DeliveryWorld(workspace, day(on), lens)
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.close()


def base(clinic: Clinic) -> str:
    return f"project/{clinic.project}"


def press(world: DeliveryWorld, name: str) -> None:
    named(world.page, QPushButton, name).click()
    QApplication.processEvents()


def again(page: Any) -> None:
    """Show the page again, as after a change made elsewhere."""
    page.refresh()
    QApplication.processEvents()


def write(row: Any, text: str) -> None:
    """Type into the line of a form row, as a person would, and leave it."""
    field = row.field
    if hasattr(field, "line"):
        field.line.setText(text)
        field.line.textEdited.emit(text)
        field.line.editingFinished.emit()
    else:
        field.box.setPlainText(text)
        field.box.left.emit()
    QApplication.processEvents()


def reviewed(clinic: Clinic, *results: str) -> Any:
    """The second stage handed over, with results given to its first tests."""
    clinic.running()
    stage = clinic.started(1)
    clinic.hand_over(stage, day("2026-05-04"))
    with clinic.together():
        for test, result in zip(clinic.tests(stage), results, strict=False):
            note = "Two rooms have no signal at all." if result == "not_yet" else ""
            clinic.do(stages.mark, test_id=test, result=result, note=note, on=day("2026-05-05"))
    return stage


def due(clinic: Clinic) -> Any:
    """The first stage accepted, so that its payment is due; returns the payment."""
    clinic.running()
    stage = clinic.started(0)
    clinic.hand_over(stage, day("2026-04-02"))
    clinic.accept(stage, day("2026-04-08"))
    return clinic.payment_of(stage)


# ---- room and reach


def inspected(page: QWidget) -> list[str]:
    QApplication.processEvents()
    return unnamed_controls(page) + squeezed_labels(page) + unreachable_controls(page)


@pytest.mark.parametrize("size", SIZES)
def test_every_part_of_the_plan_is_named_reachable_and_has_room(
    clinic: Clinic, world: Make, look: Theme, size: str
) -> None:
    clinic.planned()
    clinic.do(engagements.change_stage, stage_id=clinic.stages[0], title=LONG, on=day("2026-03-09"))
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    opened = world("2026-03-10")
    opened.open(f"{base(clinic)}/plan", (width, height))
    for part in ("people", "priced", "stages", "payments", "agree"):
        page = opened.go(f"{base(clinic)}/plan/{part}")
        assert inspected(page) == [], part
        if part == "people":
            press(opened, "Change R. Tolland")
            press(opened, "Add a person")
        elif part == "stages":
            press(opened, "Change test 1.1")
        assert inspected(page) == [], part
    clinic.agree()
    page = opened.go(f"{base(clinic)}/plan/agree")
    again(page)
    assert inspected(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_progress_review_and_money_are_named_reachable_and_have_room(
    clinic: Clinic, world: Make, look: Theme, size: str
) -> None:
    stage = reviewed(clinic, "pass", "not_yet", "cannot_tell")
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    opened = world("2026-05-05", Lens.OWNER)
    page = opened.open(f"{base(clinic)}/progress", (width, height))
    press(opened, "Add proof for test 2.1")
    assert inspected(page) == []
    page = opened.go(f"{base(clinic)}/stage/{stage}")
    assert inspected(page) == []
    press(opened, "Ask for changes")
    assert inspected(page) == []
    page = opened.go(f"{base(clinic)}/money")
    assert inspected(page) == []
    press(opened, "Credit for lateness of 2 Network live and tested")
    assert inspected(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_forms_of_a_payment_and_an_accepted_stage_have_room(
    clinic: Clinic, world: Make, look: Theme, size: str
) -> None:
    payment = due(clinic)
    width, height, zoom = SIZES[size]
    look.set_zoom(zoom)
    opened = world("2026-04-10", Lens.OWNER)
    page = opened.open(f"{base(clinic)}/stage/{clinic.stages[0]}", (width, height))
    assert inspected(page) == []
    page = opened.go(f"{base(clinic)}/money")
    press(opened, "Record the invoice of 1 Gaps, plan and network design agreed")
    write(page._form.rows["amount"], "4000")
    assert inspected(page) == []
    amount = clinic.get(Payment, payment).amount
    clinic.do(payments.record_invoice, payment_id=payment, invoice="R-1", amount=amount, on=day("2026-04-10"))
    again(page)
    press(opened, "Approve 1 Gaps, plan and network design agreed")
    assert inspected(page) == []
    clinic.do(payments.approve, payment_id=payment, typed_name=OWNER, on=day("2026-04-10"))
    again(page)
    press(opened, "Mark 1 Gaps, plan and network design agreed paid")
    assert inspected(page) == []


def test_the_tables_are_sound_models(clinic: Clinic, world: Make, qtmodeltester: ModelTester) -> None:
    clinic.running()
    opened = world("2026-03-16")
    for address, table in (
        ("plan/stages", lambda page: page._view.table),
        ("plan/payments", lambda page: page._view._table),
        ("progress", lambda page: page.table),
    ):
        page = opened.open(f"{base(clinic)}/{address}")
        qtmodeltester.check(table(page).model())


# ---- the plan


def test_without_a_choice_the_plan_leads_to_the_quotes(clinic: Clinic, world: Make) -> None:
    clinic.compared()
    opened = world("2026-03-01")
    for address in ("plan", "money", "progress"):
        opened.open(f"{base(clinic)}/{address}")
        assert "begins with the quote you choose" in text_of(opened.page)
    opened.go(f"{base(clinic)}/plan")
    press(opened, "Open quotes")
    assert opened.address == f"{base(clinic)}/quotes"


def test_the_plan_is_filled_in_from_the_quote_and_undone_in_one_step(clinic: Clinic, world: Make) -> None:
    clinic.awarded()
    opened = world("2026-03-03")
    page = opened.open(f"{base(clinic)}/plan")
    assert page.title() == "Plan"
    press(opened, "Fill in from Larchfield Systems’s quote")
    assert page.title() == "People"
    first = text_of(page)
    assert first.index("R. Tolland") < first.index(OWNER)
    assert clinic.all(Stage)
    opened.context.operations.undo()
    QApplication.processEvents()
    assert named(page, QPushButton, "Fill in from Larchfield Systems’s quote").isVisible()


def test_the_person_on_site_is_asked_for_first(clinic: Clinic, world: Make, qtbot: QtBot) -> None:
    clinic.planned()
    lead = next(each for each in clinic.all(EngagementPerson) if each.side is Side.ON_SITE)
    clinic.do(engagements.remove_person, person_id=lead.id, on=day("2026-03-09"))
    opened = world("2026-03-10")
    page = opened.open(f"{base(clinic)}/plan/people")
    assert "Nobody comes to you yet" in text_of(page)
    field = opened.window.focusWidget()
    assert field.accessibleName() == "Who comes to you?"
    qtbot.keyClicks(field, "Priya Nair")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    person = next(each for each in clinic.all(EngagementPerson) if each.name == "Priya Nair")
    assert (person.side, person.leads) == (Side.ON_SITE, True)
    assert "Nobody comes to you yet" not in text_of(page)


def test_leaving_a_field_of_a_person_applies_it(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    opened = world("2026-03-10")
    page = opened.open(f"{base(clinic)}/plan/people")
    press(opened, "Change R. Tolland")
    line = next(iter(page._view._lines.values()))
    write(line.form.rows["phone"], "+44 1234 5678")
    lead = clinic.get(EngagementPerson, line._person.id)
    assert lead.phone == "+44 1234 5678"
    assert "+44 1234 5678" in text_of(page)
    press(opened, "Take R. Tolland off the list")
    assert opened.said[-1].action == "Undo"
    assert "Nobody comes to you yet" in text_of(page)


def test_terms_change_with_what_they_come_to_here(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    opened = world("2026-03-10")
    page = opened.open(f"{base(clinic)}/plan/priced")
    form = page._view._form
    write(form.rows["review_days"], "0")
    assert "Enter 1 or more" in text_of(page)
    write(form.rows["review_days"], "7")
    plan = clinic.all(Engagement)[0]
    assert plan.review_days == 7
    choice = form.rows["pricing_model"].field
    choice.set_value("PRC-CAP")
    choice.committed.emit()
    QApplication.processEvents()
    assert clinic.all(Engagement)[0].pricing_model == "PRC-CAP"
    assert "You never pay more than £24,450 unless you raise it. They tell you at £17,115" in text_of(page)
    write(page._view._terms.form.rows["cap"], "26,000")
    assert clinic.all(Engagement)[0].pricing_terms == {"cap": "26000"}
    assert "You never pay more than £26,000" in text_of(page)


def test_a_stage_is_added_named_moved_by_keys_and_removed(clinic: Clinic, world: Make, qtbot: QtBot) -> None:
    clinic.planned()
    opened = world("2026-03-10")
    page = opened.open(f"{base(clinic)}/plan/stages")
    press(opened, "Add a stage")
    title = opened.window.focusWidget()
    assert title.accessibleName() == "Name of the stage"
    write(page._view._editor.form.rows["title"], "Warranty visit")
    names = [stage.title for stage in clinic.all(Stage, Stage.number)]
    assert names[-1] == "Warranty visit"
    table = page._view.table
    opened.window.activateWindow()
    table.setFocus()
    QApplication.processEvents()
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [stage.title for stage in clinic.all(Stage, Stage.number)][-2] == "Warranty visit"
    press(opened, "Remove this stage")
    assert "Warranty visit" not in [stage.title for stage in clinic.all(Stage)]
    assert opened.said[-1].action == "Undo"


def test_dates_the_wrong_way_round_are_said_and_kept_on_screen(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    opened = world("2026-03-10")
    page = opened.open(f"{base(clinic)}/plan/stages")
    form = page._view._editor.form
    before = clinic.get(Stage, clinic.stages[0]).planned_on
    write(form.rows["planned_on"], "2026-01-05")
    assert opened.said[-1].text == "A stage can't end before it starts."
    assert form.rows["planned_on"].field.value() == date(2026, 1, 5)
    assert "This is not applied yet." in text_of(page)
    assert clinic.get(Stage, clinic.stages[0]).planned_on == before


def test_shares_that_do_not_add_up_are_said_with_both_sums(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    opened = world("2026-03-10")
    page = opened.open(f"{base(clinic)}/plan/stages")
    write(page._view._editor.form.rows["share"], "10")
    assert "£23,227.50 of £24,450.00 placed" in text_of(page)
    page = opened.go(f"{base(clinic)}/plan/agree")
    assert "Stages add up to £23,227.50. The price says £24,450.00." in text_of(page)
    assert not named(page, QPushButton, "Agree to the text").isEnabled()
    press(opened, "Go there: Stages add up to £23,227.50. The price says £24,450.00.")
    assert opened.address == f"{base(clinic)}/plan/stages"


def test_a_vague_test_is_named_and_rewritten(clinic: Clinic, world: Make, qtbot: QtBot) -> None:
    clinic.planned()
    opened = world("2026-03-10")
    page = opened.open(f"{base(clinic)}/plan/stages")
    field = page._view._editor.tests.new.target()
    field.setFocus()
    qtbot.keyClicks(field, "It is fast")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert "“fast” can’t be checked" in text_of(page)
    assert field.text() == ""
    added = next(test for test in clinic.all(SignOffTest) if test.text == "It is fast")
    press(opened, "Change test 1.3")
    form = page._view._editor.tests._lines[added.id].form
    write(form.rows["text"], "When a page is opened on a phone, it is there in 2 seconds")
    assert "can’t be checked" not in text_of(page)
    choice = form.rows["item_id"].field
    choice.set_value(str(clinic.musts[0]))
    choice.committed.emit()
    assert clinic.get(SignOffTest, added.id).item_id == clinic.musts[0]


def test_an_uncovered_must_have_gets_a_test_or_a_reason(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    with clinic.together():
        for test in clinic.all(SignOffTest):
            if test.item_id in clinic.musts[:2]:
                clinic.do(engagements.cover_item, test_id=test.id, item_id=None, on=day("2026-03-09"))
    opened = world("2026-03-10")
    page = opened.open(f"{base(clinic)}/plan/stages")
    assert "Not covered by any stage" in text_of(page)
    press(opened, "Add a test for must-have 1 to stage 1")
    assert any(test.item_id == clinic.musts[0] for test in clinic.all(SignOffTest))
    press(opened, "No test needed for must-have 2")
    page._view._cover.reason_field.set_value("The maker guarantees it")
    press(opened, "Keep the reason")
    assert "The maker guarantees it" in text_of(page)
    assert "Not covered by any stage" not in text_of(page)
    press(opened, "Take the reason back")
    assert "Not covered by any stage" in text_of(page)


def test_what_is_held_back_is_drawn_and_added_up(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    opened = world("2026-03-10")
    page = opened.open(f"{base(clinic)}/plan/payments")
    assert "£1,222.52 of it held back" in text_of(page)
    assert "Held back: £1,222.52" in page._view._bar.accessibleDescription()
    write(page._view._form.rows["retention_share"], "10")
    assert clinic.all(Engagement)[0].retention_share == Decimal("0.1")
    lines = page._view._model.rows()
    assert [line.to_pay for line in lines][-1] == "£24,450.00"
    assert lines[-2].to_pay == lines[-1].held == "£2,445.00"


def test_many_stages_are_one_part_of_the_bar_and_lines_of_the_table(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    with clinic.together():
        for number in range(3):
            title = f"Branch {number}"
            clinic.do(
                engagements.add_stage,
                project_id=clinic.project,
                title=title,
                share=Decimal(0),
                on=day("2026-03-09"),
            )
    page = world("2026-03-10").open(f"{base(clinic)}/plan/payments")
    assert page._view._bar.accessibleDescription() == "8 stages: see the table; Held back: £1,222.52"
    assert page._view._model.rowCount() == 10


def test_both_sides_agree_step_by_step_and_then_nothing_changes(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    opened = world("2026-03-12")
    page = opened.open(f"{base(clinic)}/plan/agree")
    press(opened, "Agree to the text")
    assert opened.window.focusWidget().accessibleName() == "Who agreed for them?"
    press(opened, "Record that they agree")
    assert "Enter who agreed for the provider" in text_of(page)
    for name, text in (
        ("Who agreed for them?", "R. Tolland"),
        ("Which file or message does it stand in?", "a mail of 12 March"),
    ):
        _type(page, name, text)
    press(opened, "Record that they agree")
    assert "R. Tolland, 12 Mar 2026, recorded by Petra Averill from a mail of 12 March" in text_of(page)
    assert "Clare Bramble types this, not you" in text_of(page)
    _type(page, "Full name of Clare Bramble", "Somebody Else")
    press(opened, "Agree to this plan")
    assert clinic.all(Engagement)[0].state == "ready_to_sign"
    _type(page, "Full name of Clare Bramble", " clare  bramble ")
    press(opened, "Agree to this plan")
    assert clinic.all(Engagement)[0].state == "active"
    step = opened.context.operations.undo_step()
    assert step is not None
    assert step.refusal
    page = opened.go(f"{base(clinic)}/plan/stages")
    assert not page._view._editor.form.rows["title"].field.isEnabled()
    assert not [each for each in shown(page, QPushButton) if each.accessibleName() == "Add a stage"]


def _type(page: QWidget, name: str, text: str) -> None:
    line = named(page, QLineEdit, name)
    line.setText(text)
    line.textEdited.emit(text)


def test_opening_the_text_again_takes_the_agreement_back(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    clinic.agree()
    opened = world("2026-03-12")
    page = opened.open(f"{base(clinic)}/plan/agree")
    press(opened, "Open the text again")
    assert clinic.all(Engagement)[0].state == "drafting"
    assert "R. Tolland, 12 Mar" not in text_of(page)


def test_a_form_that_was_left_half_typed_comes_back_marked(clinic: Clinic, world: Make) -> None:
    clinic.planned()
    opened = world("2026-03-10")
    page = opened.open(f"{base(clinic)}/plan/stages")
    field = page._view._editor.form.rows["delivers"].field
    field.box.setPlainText("A plan of the network, with")
    page.leave()
    again = opened.open(f"{base(clinic)}/plan/stages")
    assert "not applied yet" in text_of(again)
    assert "A plan of the network, with" in text_of(again)
    assert clinic.get(Stage, clinic.stages[0]).delivers == ""
    press(opened, "Go back to what is saved")
    assert "A plan of the network, with" not in text_of(again)


def test_a_project_on_hold_is_readable_and_says_why_nothing_can_be_done(clinic: Clinic, world: Make) -> None:
    stage = reviewed(clinic, "pass")
    clinic.do(
        projects.hold, project_id=clinic.project, reason="The roof leaks", person=OWNER, on=day("2026-05-05")
    )
    opened = world("2026-05-06", Lens.OWNER)
    for address in ("plan/people", "plan/stages", "progress", f"stage/{stage}", "money"):
        page = opened.open(f"{base(clinic)}/{address}")
        assert [each for each in shown(page, Banner) if "on hold" in each.accessibleName().lower()], address
        acts = {each.accessibleName() for each in shown(page, QPushButton) if each.isEnabled()}
        assert not acts & {"Add a person", "Add a stage", "Accept this stage", "Record that work has begun"}
        assert not [name for name in acts if name.startswith(("Add proof", "Credit", "Change "))], address


# ---- progress


def test_a_stage_is_started_proved_by_file_and_message_and_handed_over(
    clinic: Clinic, world: Make, tmp_path: Path
) -> None:
    clinic.running()
    opened = world("2026-03-16")
    page = opened.open(f"{base(clinic)}/progress")
    assert "“Gaps, plan and network design agreed” comes next" in text_of(page)
    press(opened, "Record that work has begun")
    assert "“Gaps, plan and network design agreed” is being worked on" in text_of(page)
    assert not named(page, QPushButton, "Hand over for review").isEnabled()
    assert "Proof is missing for tests 1.1, 1.2" in text_of(page)
    press(opened, "Add proof for test 1.1")
    form = page.card.proofs.form
    press(opened, "Keep this proof")
    assert "Choose the file, or say that it came as a message" in text_of(page)
    protocol = tmp_path / "protocol.txt"
    protocol.write_text("all twenty cases", encoding="utf-8")
    form.file.take([protocol])
    form.described.line.setText("Protocol of the walk-through")
    press(opened, "Keep this proof")
    press(opened, "Add proof for test 1.2")
    form = page.card.proofs.form
    form.source.button("message").click()
    form.described.line.setText("Mail with the signal map")
    press(opened, "Keep this proof")
    by_source = {proof.source: proof for proof in clinic.all(Proof)}
    assert by_source["file"].file_name == "protocol.txt"
    assert opened.files.kept[by_source["file"].sha256] == b"all twenty cases"
    assert by_source["message"].recorded_by == "Petra Averill"
    press(opened, "Hand over for review")
    assert clinic.get(Stage, clinic.stages[0]).state == "submitted"
    assert "ready for your review" in text_of(page)
    press(opened, "Review it")
    assert opened.address == f"{base(clinic)}/stage/{clinic.stages[0]}"


def test_proof_recorded_by_mistake_is_removed_and_undone(clinic: Clinic, world: Make) -> None:
    clinic.running()
    stage = clinic.started(0)
    clinic.prove(stage, day("2026-03-20"))
    opened = world("2026-03-20")
    opened.open(f"{base(clinic)}/progress")
    opened.page.card.proofs.removed.emit(opened.page.card.proofs._page.tests[0].proofs[0])
    assert len(clinic.all(Proof)) == 1
    assert opened.said[-1].action == "Undo"
    opened.context.operations.undo()
    assert len(clinic.all(Proof)) == 2


def test_a_stage_that_builds_on_another_begins_early_only_when_told_to(clinic: Clinic, world: Make) -> None:
    clinic.running()
    opened = world("2026-03-16")
    page = opened.open(f"{base(clinic)}/progress")
    page.table.choose(clinic.stages[1])
    QApplication.processEvents()
    start = named(page, QPushButton, "Record that work has begun")
    assert not start.isEnabled()
    page.card.first.click()
    start.click()
    assert clinic.get(Stage, clinic.stages[1]).state == "in_progress"


# ---- the review


def test_keys_give_results_and_notes_from_test_to_test(clinic: Clinic, world: Make) -> None:
    stage = reviewed(clinic)
    opened = world("2026-05-05", Lens.OWNER)
    page = opened.open(f"{base(clinic)}/stage/{stage}")
    window = opened.window
    window.activateWindow()

    def key(which: Qt.Key) -> None:
        QTest.keyClick(window.focusWidget(), which)
        QApplication.processEvents()

    key(Qt.Key.Key_1)
    key(Qt.Key.Key_J)
    key(Qt.Key.Key_2)
    note = window.focusWidget()
    assert note.accessibleName() == "What you saw, test 2.2"
    QTest.keyClicks(note, "1 room of 20 has no signal")
    QTest.keyClick(note, Qt.Key.Key_Return)
    page._tests.rows[clinic.tests(stage)[1]].result.target().setFocus()
    key(Qt.Key.Key_J)
    key(Qt.Key.Key_3)
    key(Qt.Key.Key_K)
    assert window.focusWidget() is page._tests.rows[clinic.tests(stage)[1]].result.target()
    found = {verdict.test_id: (verdict.result, verdict.note) for verdict in clinic.all(Verdict)}
    first, second, third = clinic.tests(stage)[:3]
    assert found == {
        first: (VerdictResult.PASS, ""),
        second: (VerdictResult.NOT_YET, "1 room of 20 has no signal"),
        third: (VerdictResult.CANNOT_TELL, ""),
    }


def test_a_late_stage_proposes_what_comes_off_and_the_owner_decides(clinic: Clinic, world: Make) -> None:
    clinic.running()
    stage, handed = clinic.started(3), day("2026-06-17")
    clinic.hand_over(stage, handed)
    with clinic.together():
        for test in clinic.tests(stage):
            clinic.do(stages.mark, test_id=test, result="pass", on=handed)
    opened = world("2026-06-19", Lens.OWNER)
    page = opened.open(f"{base(clinic)}/stage/{stage}")
    press(opened, "Accept this stage")
    said = text_of(page)
    assert "Handed over 8 working days late." in said
    assert "8 working days late: 3 beyond the 5 of grace at 0.5% of £4,890.00" in said
    page._asking.name.line.setText(OWNER)
    press(opened, "Accept this stage")
    assert "Say whether it comes off" in text_of(page)
    named(
        page, QRadioButton, "Take £73.35 off, so that £4,572.15 is paid. The delay was the provider’s."
    ).click()
    press(opened, "Accept this stage")
    assert clinic.get(Payment, clinic.payment_of(stage)).amount == gbp("4572.15")
    assert "8 working days late, £73.35 off." in text_of(page)


def test_accept_says_why_it_cannot_be_pressed_until_every_test_passes(clinic: Clinic, world: Make) -> None:
    stage = reviewed(clinic, "pass", "not_yet", "pass", "pass", "pass")
    opened = world("2026-05-05", Lens.OWNER)
    page = opened.open(f"{base(clinic)}/stage/{stage}")
    accept = named(page, QPushButton, "Accept this stage")
    assert not accept.isEnabled()
    assert page._foot.note.text() == "Not every test passes yet: 2.2."
    assert page._foot.note.geometry().right() > page._foot.width() - 60
    page._tests.rows[clinic.tests(stage)[1]].choose("pass")
    QApplication.processEvents()
    assert accept.isEnabled()
    press(opened, "Accept this stage")
    assert "Accepting starts a payment of <b>£5,806.87</b> excl. tax, due Tue 19 May." in text_of(page)
    press(opened, "Accept this stage")
    assert "Type your full name to accept this stage" in text_of(page)
    page._asking.name.line.setText("Somebody Else")
    press(opened, "Accept this stage")
    assert clinic.get(Stage, stage).state == "under_test"
    page._asking.name.line.setText(OWNER)
    press(opened, "Accept this stage")
    assert clinic.get(Stage, stage).state == "accepted"
    assert clinic.get(Payment, clinic.payment_of(stage)).state == "due"
    assert "Accepted by Clare Bramble, 5 May 2026" in text_of(page)
    step = opened.context.operations.undo_step()
    assert step is not None
    assert step.refusal
    press(opened, "Make the certificate")
    assert opened.address == f"{base(clinic)}/documents/ACC/{stage}"


def test_a_stage_is_sent_back_and_the_next_round_remembers_why(clinic: Clinic, world: Make) -> None:
    stage = reviewed(clinic, "pass", "not_yet", "pass", "pass", "pass")
    opened = world("2026-05-05", Lens.OWNER)
    page = opened.open(f"{base(clinic)}/stage/{stage}")
    press(opened, "Ask for changes")
    page._asking.note.box.setPlainText("The two rooms on the first floor")
    press(opened, "Ask for changes")
    assert "Ask the owner to type their full name" in text_of(page)  # it is not her program
    page._asking._name.typed.line.setText(OWNER)
    press(opened, "Ask for changes")
    assert clinic.get(Stage, stage).state == "in_progress"
    assert clinic.all(Review)[0].note == "The two rooms on the first floor"
    assert clinic.all(Review)[0].typed_name == OWNER
    assert "It has not been handed over" in text_of(page)
    clinic.hand_over(stage, day("2026-05-08"), (clinic.tests(stage)[1],))
    again(page)
    assert "Earlier: 5 May: Two rooms have no signal at all." in text_of(page)
    assert "Round 2: handed over 8 May 2026." in text_of(page)
    assert page._page.tests[0].result == ""


def test_changes_are_asked_for_only_with_a_note(clinic: Clinic, world: Make) -> None:
    stage = reviewed(clinic)
    opened = world("2026-05-05", Lens.OWNER)
    page = opened.open(f"{base(clinic)}/stage/{stage}")
    ask = named(page, QPushButton, "Ask for changes")
    assert not ask.isEnabled()
    page._tests.rows[clinic.tests(stage)[0]].choose("not_yet")
    QApplication.processEvents()
    assert not ask.isEnabled()
    assert ask.accessibleDescription() == "Say what you saw for test 2.1."


def test_a_proof_that_is_a_picture_is_shown_beside_the_tests(clinic: Clinic, world: Make) -> None:
    clinic.running()
    stage = clinic.started(1)
    opened = world("2026-05-04", Lens.OWNER)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    bytes_ = QByteArray()
    buffer = QBuffer(bytes_)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    for name, data in (("till.png", bytes(bytes_.data())), ("broken.png", b"not a picture")):
        kept = opened.files.put(data, name)
        clinic.do(
            stages.record_proof,
            test_id=clinic.tests(stage)[0],
            recorded_by="E. Thornaby",
            source="file",
            described=f"Photo {name}",
            file_name=name,
            sha256=kept.sha256,
            size=kept.size,
            on=day("2026-05-04"),
        )
    page = opened.open(f"{base(clinic)}/stage/{stage}")
    press(opened, "Proof: Photo till.png")
    assert page._viewer._picture.accessibleName() == "Picture: Photo till.png"
    assert page._viewer._picture.isVisible()
    press(opened, "Proof: Photo broken.png")
    assert not page._viewer._picture.isVisible()
    assert "2 of 2" in text_of(page)


def test_what_the_owner_saw_is_added_at_the_check_shown_and_on_the_certificate(
    clinic: Clinic, world: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = reviewed(clinic, "pass", "pass", "pass", "pass", "pass")
    opened = world("2026-05-05", Lens.OWNER)
    page = opened.open(f"{base(clinic)}/stage/{stage}")
    seen = tmp_path / "signal map.txt"
    seen.write_bytes(b"all rooms have signal")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "gone.txt"), ""))
    press(opened, "Add a file to test 2.1")
    assert "cannot be opened" in opened.said[-1].text
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(seen), ""))
    press(opened, "Add a file to test 2.1")
    assert opened.said[-1].action == "Undo"
    (proof,) = [each for each in clinic.all(Proof) if each.file_name == "signal map.txt"]
    assert opened.files.get(proof.sha256) == b"all rooms have signal"
    press(opened, "Proof: Seen at the check: signal map.txt")
    assert "signal map.txt" in text_of(page._viewer)
    clinic.do(stages.accept, stage_id=stage, typed_name=OWNER, on=day("2026-05-05"))
    paper = clinic.workspace.read(
        lambda s: engagement_paper.acceptance(s, stage_id=stage, formats=Formats(), today=day("2026-05-05"))
    )
    assert paper is not None
    assert ("signal map.txt", proof.sha256) in [(line.name, line.sha256) for line in paper.proofs]


def test_an_unknown_stage_says_so(clinic: Clinic, world: Make) -> None:
    clinic.running()
    page = world("2026-05-04").open(f"{base(clinic)}/stage/nonsense")
    assert "no longer in the plan" in text_of(page)


# ---- money


def test_an_invoice_over_another_sum_names_both_and_is_queried(clinic: Clinic, world: Make) -> None:
    payment = due(clinic)
    opened = world("2026-04-10")
    page = opened.open(f"{base(clinic)}/money")
    press(opened, "Record the invoice of 1 Gaps, plan and network design agreed")
    assert opened.window.focusWidget().accessibleName() == "Invoice number"
    write(page._form.rows["invoice"], "R-17")
    write(page._form.rows["amount"], "3667.50")
    assert "The invoice says £3,667.50 and the payment is £3,484.12, both excl. tax." in text_of(page)
    press(opened, "Record it and ask the provider")
    assert "Say in a sentence what is wrong with the invoice" in text_of(page)
    assert clinic.get(Payment, payment).state == "due"
    write(page._form.rows["reason"], "It bills the money that is held back, too")
    press(opened, "Record it and ask the provider")
    assert clinic.get(Payment, payment).state == "queried"
    assert "It bills the money that is held back, too" in text_of(page)
    press(opened, "Record the corrected invoice of 1 Gaps, plan and network design agreed")
    write(page._form.rows["amount"], "3484.12")
    press(opened, "Record the invoice")
    assert clinic.get(Payment, payment).invoice_amount == gbp("3484.12")
    assert named(page, QPushButton, "Approve 1 Gaps, plan and network design agreed").isEnabled()


def test_a_payment_is_approved_by_name_and_paid_after_the_bank_check(clinic: Clinic, world: Make) -> None:
    payment = due(clinic)
    amount = clinic.get(Payment, payment).amount
    clinic.do(payments.record_invoice, payment_id=payment, invoice="R-1", amount=amount, on=day("2026-04-10"))
    opened = world("2026-04-12", Lens.OWNER)
    page = opened.open(f"{base(clinic)}/money")
    press(opened, "Approve 1 Gaps, plan and network design agreed")
    press(opened, "Approve the payment")
    assert "Type your full name to approve this payment" in text_of(page)
    write(page._form.rows["name"], "Somebody Else")
    press(opened, "Approve the payment")
    assert clinic.get(Payment, payment).state == "invoiced"
    assert page._form.rows["name"].field.value() == "Somebody Else"
    write(page._form.rows["name"], OWNER)
    press(opened, "Approve the payment")
    assert clinic.get(Payment, payment).state == "approved"
    assert opened.window.focusWidget().accessibleName() == "Mark 1 Gaps, plan and network design agreed paid"
    press(opened, "Mark 1 Gaps, plan and network design agreed paid")
    press(opened, "Mark it paid")
    assert "Check the bank details first, then tick this" in text_of(page)
    page._form.rows["checked"].field.box.click()
    write(page._form.rows["day"], "2026-04-20")
    press(opened, "Mark it paid")
    assert "Enter the day it was paid: today or before" in text_of(page)
    write(page._form.rows["day"], "2026-04-11")
    press(opened, "Mark it paid")
    assert clinic.get(Payment, payment).paid_on == day("2026-04-11")
    assert "Paid: £3,484.12" in page._bar.accessibleDescription()


def test_a_credit_for_lateness_lowers_what_is_to_come_and_can_be_taken_back(
    clinic: Clinic, world: Make
) -> None:
    clinic.running()
    opened = world("2026-05-12")
    page = opened.open(f"{base(clinic)}/money")
    name = "Credit for lateness of 2 Network live and tested"
    press(opened, name)
    write(page._form.rows["amount"], "200")
    press(opened, "Keep the credit")
    assert "Say how the sum was worked out" in text_of(page)
    write(page._form.rows["reason"], "5 days at £40 a day")
    press(opened, "Keep the credit")
    assert clinic.get(Stage, clinic.stages[1]).credit == gbp(200)
    assert "£200.00 taken off for lateness" in text_of(page)
    press(opened, name)
    write(page._form.rows["amount"], "")
    press(opened, "Keep the credit")
    assert clinic.get(Stage, clinic.stages[1]).credit is None


def test_what_was_held_back_is_released_once_the_free_fixing_is_over(clinic: Clinic, world: Make) -> None:
    clinic.running()
    with clinic.together():
        for number, stage in enumerate(clinic.stages):
            clinic.started(number)
            clinic.hand_over(stage, day("2026-08-07"))
            clinic.accept(stage, day("2026-08-10"))
    name = "Release Held back to the end"
    early = world("2026-09-01").open(f"{base(clinic)}/money")
    assert name not in {each.accessibleName() for each in shown(early, QPushButton)}
    opened = world("2026-12-01")
    page = opened.open(f"{base(clinic)}/money")
    press(opened, name)
    press(opened, "Make it due")
    held = clinic.get(Payment, clinic.payment_of(None))
    assert (held.state, held.amount) == ("due", gbp("1222.52"))
    assert named(page, QPushButton, "Record the invoice of Held back to the end")


def test_what_was_typed_for_a_payment_survives_a_change_elsewhere(clinic: Clinic, world: Make) -> None:
    due(clinic)
    opened = world("2026-04-10")
    page = opened.open(f"{base(clinic)}/money")
    press(opened, "Record the invoice of 1 Gaps, plan and network design agreed")
    write(page._form.rows["invoice"], "R-17")
    again(page)
    assert page._form.rows["invoice"].field.value() == "R-17"


@pytest.mark.parametrize("lens", list(Lens))
def test_typed_text_is_never_markup(clinic: Clinic, world: Make, lens: Lens) -> None:
    clinic.planned()
    hostile = "<b>bold</b> & <img src=x>"
    clinic.do(engagements.change_stage, stage_id=clinic.stages[0], title=hostile, on=day("2026-03-09"))
    opened = world("2026-03-10", lens)
    for address in ("plan/payments", "progress", f"stage/{clinic.stages[0]}", "money"):
        page = opened.open(f"{base(clinic)}/{address}")
        words = text_of(page)
        assert "&lt;b&gt;" not in words, address
        if address.startswith("stage"):
            assert page._heading.text() == hostile


def test_an_act_that_opens_low_on_the_page_is_brought_into_sight(clinic: Clinic, world: Make) -> None:
    stage = reviewed(clinic, "pass", "pass", "pass", "pass", "pass")
    opened = world("2026-05-05", Lens.OWNER)
    page = opened.open(f"{base(clinic)}/stage/{stage}", (1093, 534))
    press(opened, "Accept this stage")
    QApplication.processEvents()
    go = page._asking.go
    view = page.scroller.viewport()
    assert view.rect().contains(go.mapTo(view, go.rect().bottomRight()))
    assert opened.window.focusWidget() is page._asking.name.line
