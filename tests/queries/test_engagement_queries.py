"""Plan, progress, review and money as they are read, finished for the screen."""

from typing import Any

import pytest

from app.analysis.money import Money
from app.domain.briefs import Answer
from app.persistence.workspace import Workspace
from app.queries import engagements as plan_queries
from app.queries import payments as money_queries
from app.queries import stages as stage_queries
from app.queries.lens import Lens
from app.services import engagements, payments, projects, stages
from app.words.formats import Formats
from tests.clinic import OWNER, Clinic, day, gbp

READ = {"lens": Lens.OWNER, "formats": Formats()}


def _plan(clinic: Clinic) -> plan_queries.PlanPage:
    page: plan_queries.PlanPage = clinic.see(plan_queries.plan, project_id=clinic.project, **READ)
    return page


def _timeline(clinic: Clinic, today: str) -> tuple[stage_queries.StageRow, ...]:
    rows: tuple[stage_queries.StageRow, ...] = clinic.see(
        stage_queries.timeline, project_id=clinic.project, today=day(today), **READ
    )
    return rows


def _money(clinic: Clinic, today: str) -> money_queries.MoneyPage:
    page: money_queries.MoneyPage = clinic.see(
        money_queries.money, project_id=clinic.project, today=day(today), **READ
    )
    return page


class TestPlan:
    """What is planned, what covers what, and what is missing."""

    def test_before_a_choice_there_is_no_plan(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).scoped()
        assert clinic.see(plan_queries.plan, project_id=clinic.project, **READ) is None
        assert (
            clinic.see(stage_queries.timeline, project_id=clinic.project, today=day("2026-03-01"), **READ)
            == ()
        )

    def test_people_stages_and_must_haves_in_words(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).planned()
        page = _plan(clinic)
        assert [person.name for person in page.people] == ["R. Tolland", OWNER, "E. Thornaby"]
        fourth = page.stages[3]
        assert (fourth.dates, fourth.share, fourth.amount.excl_text) == (
            "11 May – 5 Jun 2026",
            "20%",
            "£4,890.00",
        )
        assert (fourth.held, fourth.to_pay) == ("£244.50", "£4,645.50")
        assert (fourth.tests_text, fourth.covers) == ("5 tests, all checkable", "M1 M3 M6")
        assert fourth.amount.tax_text == "Not stated in the quote"
        assert page.held.excl_text == "£1,222.52"
        assert {must.status for must in page.musts} == {"covered"}
        assert page.can_agree
        status = {part.key: part.status for part in page.parts}
        assert {key for key, found in status.items() if found != "done"} == {"rules", "agree"}
        assert list(status) == [
            *("people", "priced", "stages", "payments", "service", "rhythm", "rules", "risks", "agree"),
        ]

    def test_what_is_missing_is_told_where_it_belongs(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).planned()
        on = day("2026-03-09")
        with clinic.together():
            test = clinic.tests(clinic.stages[1])[2]
            clinic.do(
                engagements.change_test, test_id=test, text="Fast and easy failover", item_id=None, on=on
            )
            clinic.do(engagements.change_stage, stage_id=clinic.stages[0], planned_on=None, on=on)
        page = _plan(clinic)
        assert not page.can_agree
        assert page.musts[4].words == "Not covered by any stage"
        assert page.stages[1].tests_text == "5 tests, 1 vague"
        codes = {finding.code: finding.blocks for finding in page.findings}
        assert codes == {
            "uncovered": True,
            "vague": False,
            "no_date": False,
            "long_stage": False,
            "open_topics": False,
        }
        assert page.findings[0].blocks
        assert [part.status for part in page.parts][2] == "problem"

    def test_the_person_on_site_comes_first_whoever_was_added_when(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).planned()
        for name, side in (("D. Okelly", "remote"), ("S. Ivers", "on_site")):
            clinic.do(
                engagements.set_person, project_id=clinic.project, name=name, side=side, on=day("2026-03-09")
            )
        names = [person.name for person in _plan(clinic).people]
        assert names == ["R. Tolland", "S. Ivers", "D. Okelly", OWNER, "E. Thornaby"]


class TestProgress:
    """The time line and the review, in the owner's words."""

    def test_a_stage_from_planned_to_paid(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).running()
        stage = clinic.stages[0]
        told = [_timeline(clinic, "2026-03-13")[0].status_words]
        clinic.started()
        told.append(_timeline(clinic, "2026-03-16")[0].status_words)
        clinic.hand_over(stage, day("2026-04-02"))
        ready = _timeline(clinic, "2026-04-09")[0]
        told.append(ready.status_words)
        assert ready.note == "You have until Mon 13 Apr (in 4 days) to check it"
        assert (ready.owner, ready.late, ready.pay) == ("R. Tolland", "", "£3,484.12")
        first, _ = clinic.tests(stage)
        with clinic.together():
            clinic.do(stages.mark, test_id=first, result="not_yet", note="out by 3", on=day("2026-04-07"))
            clinic.do(
                stages.ask_for_changes,
                stage_id=stage,
                note="Put the batches right.",
                typed_name=OWNER,
                on=day("2026-04-07"),
            )
        sent_back = _timeline(clinic, "2026-04-08")[0]
        told.append(sent_back.status_words)
        assert (sent_back.note, sent_back.late) == ("Sent back 7 Apr: Put the batches right.", "6 days late")
        clinic.hand_over(stage, day("2026-04-08"))
        clinic.accept(stage, day("2026-04-08"))
        told.append(_timeline(clinic, "2026-04-08")[0].status_words)
        clinic.pay(clinic.payment_of(stage), day("2026-04-09"), day("2026-04-14"), day("2026-04-22"))
        paid = _timeline(clinic, "2026-04-22")[0]
        told.append(paid.status_words)
        assert paid.pay == "Paid 22 Apr"
        assert told == [
            "Planned",
            "In progress",
            "Ready for review",
            "Changes asked",
            "Accepted 8 Apr",
            "Paid",
        ]

    def test_a_stage_that_waits_says_so(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).running()
        assert [row.early_only for row in _timeline(clinic, "2026-03-13")] == [False, True, True, True, True]

    def test_the_review_shows_proof_and_what_accepting_starts(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).running()
        stage = clinic.started(3)
        clinic.prove(stage, day("2026-06-05"), tuple(clinic.tests(stage)[:4]))
        page = _review(clinic, stage, "2026-06-05")
        assert page.tests[4].missing == "R. Tolland hasn't added proof for test 5."
        assert not page.can_mark
        clinic.hand_over(stage, day("2026-06-05"), tuple(clinic.tests(stage)[4:]))
        first = clinic.tests(stage)[0]
        clinic.do(stages.mark, test_id=first, result="not_yet", note="stock out", on=day("2026-06-08"))
        page = _review(clinic, stage, "2026-06-09")
        assert page.until == "You have until Fri 12 Jun (in 3 days)"
        assert page.consequence == "Accepting starts a payment of £4,645.50 excl. tax, due Tue 23 Jun."
        assert page.undecided == "4 not decided"
        assert (page.can_mark, page.can_accept, page.can_ask) == (True, False, True)
        assert page.accept_refusal.startswith("Not every test passes yet: 4.1")
        proof = page.tests[0].proofs[0]
        assert proof.recorded == "Recorded by E. Thornaby from a message, 5 Jun 2026"
        assert page.wanted[0] == "import clients, animals and history"
        assert _review(clinic, stage, "2026-06-15").overdue
        clinic.do(projects.hold, project_id=clinic.project, reason="x", person=OWNER, on=day("2026-06-09"))
        assert not _review(clinic, stage, "2026-06-09").can_mark

    def test_an_earlier_round_is_remembered(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).running()
        stage = clinic.started()
        with clinic.together():
            clinic.hand_over(stage, day("2026-04-02"))
            first = clinic.tests(stage)[0]
            clinic.do(stages.mark, test_id=first, result="not_yet", note="stock out", on=day("2026-04-03"))
            clinic.do(
                stages.ask_for_changes,
                stage_id=stage,
                note="Put the stock right.",
                typed_name=OWNER,
                on=day("2026-04-03"),
            )
            clinic.hand_over(stage, day("2026-04-07"))
        page = _review(clinic, stage, "2026-04-07")
        assert (page.tests[0].result, page.tests[0].earlier) == ("", "3 Apr: stock out")
        assert [row.result for row in page.rounds] == ["Changes asked 3 Apr", "Being checked"]


def _review(clinic: Clinic, stage: Any, today: str) -> stage_queries.ReviewPage:
    page: stage_queries.ReviewPage = clinic.see(
        stage_queries.review, stage_id=stage, today=day(today), **READ
    )
    return page


class TestMoney:
    """Paid, due, to come and held: together always the price less what lateness took off."""

    @pytest.mark.parametrize("signed", [False, True])
    def test_before_anything_is_accepted_all_is_to_come_or_held(
        self, workspace: Workspace, signed: bool
    ) -> None:
        clinic = Clinic(workspace).running() if signed else Clinic(workspace).planned()
        page = _money(clinic, "2026-03-13")
        assert (page.to_come.excl_text, page.held.excl_text) == ("£23,227.48", "£1,222.52")
        assert [row.title for row in page.rows][-1] == "Held back to the end"
        assert all((row.id is None) is not signed for row in page.rows)

    def test_sums_and_words_follow_each_payment(self, workspace: Workspace) -> None:
        clinic = Clinic(workspace).running()
        with clinic.together():
            late = clinic.started(3)
            clinic.do(
                stages.note_late_credit,
                stage_id=late,
                credit=gbp("73.35"),
                reason="8 days late",
                on=day("2026-04-01"),
            )
            stage = clinic.started()
            clinic.hand_over(stage, day("2026-04-02"))
            clinic.accept(stage, day("2026-04-08"))
        due = _money(clinic, "2026-04-20")
        assert due.rows[0].status == "Due, waiting for the invoice"
        assert due.rows[0].due == "Wed 22 Apr (in 2 days)"
        assert due.rows[3].amount.excl_text == "£4,572.15"
        assert due.rows[3].made_of == "£4,890.00 − £244.50 held back − £73.35 for lateness"
        assert due.credits == "£73.35 taken off for lateness"
        assert _sum(due) == gbp("24376.65")
        payment = clinic.payment_of(stage)

        clinic.do(
            payments.record_invoice,
            payment_id=payment,
            invoice="INV 7",
            amount=gbp("3484.12"),
            on=day("2026-04-20"),
        )
        invoiced = _money(clinic, "2026-04-24").rows[0]
        assert (invoiced.status, invoiced.overdue, invoiced.due) == (
            "Overdue",
            True,
            "Wed 22 Apr (2 days late)",
        )
        assert (invoiced.match, invoiced.can_approve) == ("Invoice and acceptance agree", True)
        clinic.do(payments.approve, payment_id=payment, typed_name=OWNER, on=day("2026-04-20"))
        clinic.do(payments.mark_paid, payment_id=payment, bank_checked=True, on=day("2026-04-22"))
        paid = _money(clinic, "2026-04-24")
        assert [(segment.key, segment.text) for segment in paid.bar] == [
            ("paid", "£3,484.12"),
            ("to_come", "£19,670.01"),
            ("held", "£1,222.52"),
        ]
        assert (paid.rows[0].status, paid.rows[0].paid) == ("Paid", "22 Apr 2026")
        assert _sum(paid) == gbp("24376.65")


def _sum(page: money_queries.MoneyPage) -> Money:
    return sum((segment.amount for segment in page.bar), start=Money(0, "GBP"))


@pytest.mark.parametrize(
    ("low", "high", "said", "tone"),
    [
        (2_000_000, 3_000_000, "Within the range of the brief", "success"),
        (1_500_000, 2_200_000, "11% over the range of the brief", "warn"),
        (None, 2_444_999, "1% over the range of the brief", "warn"),
        (2_500_000, 3_000_000, "Under the range of the brief", "info"),
        (None, None, "", ""),
    ],
)
def test_the_agreed_price_is_held_against_what_was_in_mind(
    workspace: Workspace, low: int | None, high: int | None, said: str, tone: str
) -> None:
    clinic = Clinic(workspace).running()
    value = {"low_minor": low, "high_minor": high, "currency": "GBP"}
    clinic.do(
        lambda session: session.add(Answer(project_id=clinic.project, question="b10.budget", value=value))
    )
    page = _money(clinic, "2026-03-13")
    assert (page.against, page.against_tone) == (said, tone)
    assert bool(page.in_mind) is bool(said)
