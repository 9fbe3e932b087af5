"""A stage is checked before it is paid: proof for each test, the owner's word on each, then acceptance."""

from typing import Any

import pytest
from sqlalchemy import select

from app.domain.briefs import TalkingPoint
from app.domain.engagements import Engagement, Payment, Proof, Review, Stage, Verdict
from app.domain.errors import DomainError
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from app.queries.lens import Lens
from app.queries.stages import review
from app.services import projects, stages
from app.words.formats import Formats
from tests.clinic import OWNER, Clinic, day, gbp, holidays

ON = day("2026-04-02")


@pytest.fixture
def clinic(workspace: Workspace) -> Clinic:
    """Signed by both sides."""
    return Clinic(workspace).running()


def test_work_starts_after_signing_and_in_its_order(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    with pytest.raises(DomainError, match="once both sides have agreed to the plan"):
        clinic.do(stages.start, stage_id=clinic.stages[0], on=ON)
    clinic.agree()
    clinic.sign()
    clinic.do(stages.start, stage_id=clinic.stages[0], on=ON)
    with pytest.raises(DomainError, match="builds on “Gaps, plan and network design agreed”"):
        clinic.do(stages.start, stage_id=clinic.stages[1], on=ON)
    clinic.do(stages.start, stage_id=clinic.stages[1], on=ON, early=True)
    assert [stage.started_on for stage in clinic.all(Stage, Stage.number)][:3] == [ON, ON, None]
    clinic.workspace.undo()
    assert clinic.get(Stage, clinic.stages[1]).state == "planned"


def test_a_stage_is_handed_over_with_proof_for_every_test(clinic: Clinic) -> None:
    stage = clinic.started()
    first, second = clinic.tests(stage)
    clinic.prove(stage, ON, (first,))
    with pytest.raises(DomainError, match=r"There is no proof yet for: 1\.2\."):
        clinic.do(stages.submit, stage_id=stage, on=ON)
    clinic.prove(stage, ON, (second,))
    clinic.do(stages.submit, stage_id=stage, on=ON, holidays=holidays())
    review = clinic.all(Review)[0]
    assert (review.round, review.submitted_on, review.reply_by) == (1, ON, day("2026-04-13"))
    proof = clinic.all(Proof)[0]
    assert (proof.recorded_by, proof.source, proof.round) == ("E. Thornaby", "message", 1)
    with pytest.raises(DomainError, match="handed over with this proof"):
        clinic.do(stages.remove_proof, proof_id=proof.id, on=ON)


def test_proof_says_what_who_and_from_where(clinic: Clinic) -> None:
    stage = clinic.started()
    proof = {
        "test_id": clinic.tests(stage)[0],
        "recorded_by": "E. Thornaby",
        "source": "message",
        "described": "Protocol",
        "on": ON,
    }
    for changes, message in (
        ({"source": "file"}, "Add the file, or say which message"),
        ({"source": "rumour"}, "Add the file, or say which message"),
        ({"described": " "}, "Say what the proof shows"),
        ({"recorded_by": ""}, "who recorded it"),
    ):
        with pytest.raises(DomainError, match=message):
            clinic.do(stages.record_proof, **{**proof, **changes})
    assert clinic.all(Proof) == []


class TestReview:
    """Pass, not yet, can't tell."""

    def test_cannot_tell_is_no_pass_and_becomes_a_talking_point(self, clinic: Clinic) -> None:
        stage = clinic.started()
        clinic.hand_over(stage, ON)
        first, second = clinic.tests(stage)
        clinic.do(stages.mark, test_id=first, result="pass", on=ON)
        clinic.do(stages.mark, test_id=second, result="cannot_tell", on=ON)
        point = clinic.all(TalkingPoint)[0]
        assert point.text == "Stage 1: can't tell whether “Predicted signal map covers all work areas” passes"
        with pytest.raises(DomainError, match="Not every test passes yet: 2"):
            clinic.do(stages.accept, stage_id=stage, typed_name=OWNER, on=ON)
        clinic.do(stages.mark, test_id=second, result="pass", on=ON)
        assert clinic.all(TalkingPoint)[0].settled
        assert len(clinic.all(Verdict)) == 2
        clinic.workspace.undo()
        assert not clinic.all(TalkingPoint)[0].settled

    def test_asking_for_changes_needs_a_not_yet_with_a_note(self, clinic: Clinic) -> None:
        stage = clinic.started()
        clinic.hand_over(stage, ON)
        first, second = clinic.tests(stage)
        ask = {"stage_id": stage, "note": "Put the batches right.", "typed_name": OWNER, "on": ON}
        with pytest.raises(DomainError, match="Mark at least one test as not yet"):
            clinic.do(stages.ask_for_changes, **ask)
        clinic.do(stages.mark, test_id=first, result="not_yet", on=ON)
        with pytest.raises(DomainError, match="Say what you saw for test 1"):
            clinic.do(stages.ask_for_changes, **ask)
        clinic.do(stages.mark, test_id=first, result="not_yet", note="out by 3", on=ON)
        with pytest.raises(DomainError, match="Say in a sentence what has to change"):
            clinic.do(stages.ask_for_changes, stage_id=stage, note="", typed_name=OWNER, on=ON)
        with pytest.raises(DomainError, match=f"not {OWNER}, who decides"):
            clinic.do(stages.ask_for_changes, **{**ask, "typed_name": "Dev Raman"})
        clinic.do(stages.ask_for_changes, **ask)
        assert clinic.get(Stage, stage).state == "in_progress"
        review = clinic.all(Review)[0]
        assert (review.result, review.decided_on, review.note) == ("changes", ON, "Put the batches right.")
        assert review.typed_name == OWNER
        assert clinic.get(Payment, clinic.payment_of(stage)).state == "scheduled"
        assert second in clinic.tests(stage)

    def test_the_next_round_needs_fresh_proof_of_what_failed_and_no_more(self, clinic: Clinic) -> None:
        stage = clinic.started()
        clinic.hand_over(stage, ON)
        first, second = clinic.tests(stage)
        clinic.do(stages.mark, test_id=first, result="not_yet", note="stock out by £1,284.60", on=ON)
        clinic.do(stages.mark, test_id=second, result="pass", on=ON)
        clinic.do(
            stages.ask_for_changes, stage_id=stage, note="14 batches loaded twice", typed_name=OWNER, on=ON
        )
        with pytest.raises(DomainError, match=r"no proof yet for: 1\.1\."):
            clinic.do(stages.submit, stage_id=stage, on=ON)
        clinic.hand_over(stage, day("2026-04-09"), (first,))
        assert clinic.get(Stage, stage).round == 2
        with pytest.raises(DomainError, match="Not every test passes yet: 1, 2"):
            clinic.do(stages.accept, stage_id=stage, typed_name=OWNER, on=day("2026-04-10"))
        clinic.accept(stage, day("2026-04-10"))
        assert [r.result for r in clinic.all(Review, Review.round)] == ["changes", "accepted"]


class TestAcceptance:
    """The one act that makes money due."""

    def test_the_payment_is_due_the_same_moment_and_it_binds(self, clinic: Clinic) -> None:
        stage = clinic.started()
        clinic.hand_over(stage, ON)
        clinic.accept(stage, day("2026-04-08"))
        payment = clinic.get(Payment, clinic.payment_of(stage))
        assert (payment.state, payment.amount, payment.due_on) == ("due", gbp("3484.12"), day("2026-04-22"))
        with pytest.raises(CannotUndo, match="The stage is accepted and its payment has started"):
            clinic.workspace.undo()

    def test_the_owners_name_or_nothing(self, clinic: Clinic) -> None:
        stage = clinic.started()
        clinic.hand_over(stage, ON)
        for test in clinic.tests(stage):
            clinic.do(stages.mark, test_id=test, result="pass", on=ON)
        for typed, message in (
            ("", "Type your full name to accept this stage"),
            ("R. Tolland", "The name typed is not Clare Bramble"),
        ):
            with pytest.raises(DomainError, match=message):
                clinic.do(stages.accept, stage_id=stage, typed_name=typed, on=ON)
        assert clinic.get(Stage, stage).state == "under_test"
        assert clinic.get(Payment, clinic.payment_of(stage)).state == "scheduled"

    def test_lateness_comes_off_what_is_paid(self, clinic: Clinic) -> None:
        stage = clinic.started(3)
        credit = {"stage_id": stage, "reason": "8 working days late", "on": ON}
        clinic.do(stages.note_late_credit, credit=gbp("73.35"), **credit)
        for wrong in (gbp("4645.51"), gbp(-1)):
            with pytest.raises(DomainError, match=r"at most what the stage pays: £4,645\.50"):
                clinic.do(stages.note_late_credit, credit=wrong, **credit)
        clinic.hand_over(stage, ON)
        clinic.accept(stage, ON)
        assert clinic.get(Payment, clinic.payment_of(stage)).amount == gbp("4572.15")
        with pytest.raises(DomainError, match="so the sum stays"):
            clinic.do(stages.note_late_credit, credit=None, **credit)

    @pytest.mark.parametrize("takes", [True, False])
    def test_what_lateness_takes_off_is_worked_out_and_the_owner_decides(
        self, clinic: Clinic, takes: bool
    ) -> None:
        stage, handed = clinic.started(3), day("2026-06-17")
        clinic.hand_over(stage, handed)
        for test in clinic.tests(stage):
            clinic.do(stages.mark, test_id=test, result="pass", on=handed)
        accept = {"stage_id": stage, "typed_name": OWNER, "on": day("2026-06-19"), "takes_credit": takes}
        if not takes:
            with pytest.raises(DomainError, match="Say why nothing comes off"):
                clinic.do(stages.accept, **accept)
        clinic.do(stages.accept, credit_reason="" if takes else "Our data came late", **accept)
        (review,) = clinic.all(Review)
        kept = clinic.get(Stage, stage)
        assert review.late_days == 8
        if takes:
            assert review.late_credit == kept.credit == gbp("73.35")
            assert kept.credit_reason == "8 working days late: 3 beyond the 5 of grace at 0.5% of £4,890.00"
        else:
            assert (review.late_credit, review.late_reason) == (None, "Our data came late")
        paid = clinic.get(Payment, clinic.payment_of(stage)).amount
        assert paid == (gbp("4572.15") if takes else gbp("4645.50"))

    def test_a_credit_a_day_that_was_agreed_takes_the_place_of_the_usual_share(self, clinic: Clinic) -> None:
        with clinic.workspace.unit("agreed") as session:
            deal = session.scalars(select(Engagement)).one()
            deal.pricing_model, deal.pricing_terms = "PRC-MIL", {"credit_a_day": "40"}
        stage, handed = clinic.started(3), day("2026-06-17")
        clinic.hand_over(stage, handed)
        page = clinic.see(
            review, lens=Lens.OWNER, stage_id=stage, formats=Formats(currency="GBP"), today=handed
        )
        assert page.late.takes.startswith("Take £120.00 off, so that £4,525.50 is paid.")
        assert page.late.reason == "8 working days late: 3 beyond the 5 of grace at £40.00 a day"

    def test_a_review_is_counted_by_the_owners_holidays(self, clinic: Clinic) -> None:
        """Early May 2026: the bank holiday of Monday 4 May is no working day in Great Britain."""
        stage = clinic.started()
        clinic.prove(stage, day("2026-04-30"))
        clinic.do(stages.submit, stage_id=stage, on=day("2026-04-30"))
        assert clinic.all(Review)[0].reply_by == day("2026-05-08")

    def test_a_stage_that_was_not_handed_over_cannot_be_accepted(self, clinic: Clinic) -> None:
        stage = clinic.started()
        with pytest.raises(DomainError, match="has not been handed over"):
            clinic.do(stages.accept, stage_id=stage, typed_name=OWNER, on=ON)
        with pytest.raises(DomainError, match="has not been handed over"):
            clinic.do(stages.mark, test_id=clinic.tests(stage)[0], result="pass", on=ON)


def test_on_hold_every_verb_refuses(clinic: Clinic) -> None:
    stage = clinic.started()
    clinic.hand_over(stage, ON)
    clinic.do(projects.hold, project_id=clinic.project, reason="Lambing", person=OWNER, on=ON)
    test = clinic.tests(stage)[0]
    attempts: tuple[tuple[Any, dict[str, Any]], ...] = (
        (stages.start, {"stage_id": clinic.stages[1]}),
        (stages.submit, {"stage_id": stage}),
        (stages.begin_review, {"stage_id": stage}),
        (stages.mark, {"test_id": test, "result": "pass"}),
        (stages.ask_for_changes, {"stage_id": stage, "note": "x", "typed_name": OWNER}),
        (stages.accept, {"stage_id": stage, "typed_name": OWNER}),
        (stages.note_late_credit, {"stage_id": stage, "credit": gbp(1), "reason": "late"}),
        (
            stages.record_proof,
            {"test_id": test, "recorded_by": "E", "source": "message", "described": "x"},
        ),
    )
    for verb, arguments in attempts:
        with pytest.raises(DomainError, match="This project is on hold"):
            clinic.do(verb, on=ON, **arguments)
