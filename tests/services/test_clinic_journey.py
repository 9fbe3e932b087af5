"""The clinic's case through the services, in order, on its own dates: every sum and every step of its log."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.analysis.money import Money
from app.domain.engagements import Engagement, Payment, Stage
from app.domain.projects import LifecycleStep, Project
from app.domain.quotes import Quote
from app.domain.shortlists import QuoteRequest
from app.persistence.workspace import Workspace
from app.services import payments, quotes, stages
from tests.clinic import OWNER, PROVIDERS, Clinic, case, day, gbp, holidays

LATER = ("ChangeRequest",)
"""Kinds of the case's log whose verbs are not part of this journey; its payments of change orders neither."""


def test_the_case_from_asking_to_the_last_payment(workspace: Workspace) -> None:
    clinic = _sourced(Clinic(workspace))
    clinic.award()
    _plan_as_negotiated(clinic)
    milestones = case()["milestones"]
    for step in _in_order(milestones):
        step.act(clinic)
    clinic.do(payments.release_retention, project_id=clinic.project, on=day("2026-10-09"))
    clinic.pay(clinic.payment_of(None), day("2026-10-12"), day("2026-10-13"), day("2026-10-20"))

    kept = {stage.number: stage for stage in clinic.all(Stage)}
    assert [kept[n].amount for n in sorted(kept)] == [gbp(m["amount"]) for m in milestones]
    assert [kept[n].held for n in sorted(kept)] == [gbp(m["retention_held"]) for m in milestones]
    paid = {p.stage_id: p for p in clinic.all(Payment)}
    assert [paid[kept[n].id].amount for n in sorted(kept)] == [
        gbp(m["payment"]["net_amount"]) for m in milestones
    ]
    assert paid[None].amount == gbp("1222.52")
    assert {p.state for p in paid.values()} == {"paid"}
    ledger = case()["ledger"]
    whole = sum((p.amount for p in paid.values() if p.amount), start=Money(0, "GBP"))
    assert whole == gbp(ledger["total_paid_to_provider"]) - gbp(ledger["change_orders"])
    assert clinic.get(Project, clinic.project).state == "closing"
    assert clinic.all(Engagement)[0].state == "warranty"
    assert _steps(clinic) == _log()


def test_no_guard_is_called_checked_that_nothing_looked_at(workspace: Workspace) -> None:
    clinic = Clinic(workspace).running()
    marks = {
        (step.entity, step.event, guard): mark
        for step in clinic.all(LifecycleStep)
        for guard, mark in step.guards.items()
    }
    later = {"G-AWARD", "G-TERMS", "G-CREDVALID", "G-CHECKLIST", "G-COI", "G-BRIEF", "G-SUMCHECK"}
    assert {mark for (_, _, guard), mark in marks.items() if guard in later} == {"not yet checked"}
    assert marks["Quote", "submit before deadline", "G-DEADLINE"] == "checked"
    assert marks["Engagement", "both sign", "G-SIGNED"] == "checked"
    assert marks["Milestone", "baseline", "G-PAYGUARD"] == "checked"
    assert marks["QuoteRequest", "finish scoring", "G-MINQUOTES"] == "checked"
    assert marks["QuoteRequest", "send to shortlisted", "G-GATES"] == "checked"


def _sourced(clinic: Clinic) -> Clinic:
    clinic.scoped()
    clinic.do(quotes.prepare_request, project_id=clinic.project, person="E. Thornaby", on=day("2026-02-06"))
    clinic.do(quotes.approve_request, project_id=clinic.project, person=OWNER, on=day("2026-02-09"))
    clinic.add_candidate("PRV-04", "Fenwick Networks")
    clinic.issue()
    for provider in PROVIDERS:
        clinic.do(quotes.accept_invitation, quote_id=clinic.quotes[provider], on=day("2026-02-09"))
    clinic.do(
        quotes.record_declined,
        quote_id=clinic.quotes["PRV-04"],
        reason="network only",
        on=day("2026-02-09"),
    )
    for provider in ("PRV-03", "PRV-01", "PRV-02"):
        clinic.save(provider)
        received = clinic.facts(provider)["facts"].received_on
        clinic.do(quotes.submit, quote_id=clinic.quotes[provider], on=received)
    clinic.do(quotes.close_request, project_id=clinic.project, on=day("2026-02-20"))
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-26"))
    return clinic


def _plan_as_negotiated(clinic: Clinic) -> None:
    clinic.plan_as_negotiated()
    clinic.agree()
    clinic.sign()


class _Step:
    """One act of the case on its day; acts of one day keep the order of the log."""

    def __init__(self, on: str, order: int, number: int, what: str, written: Mapping[str, Any]) -> None:
        self.key = (on, order, number)
        self._on, self._number, self._what, self._written = day(on), number, what, written

    def act(self, clinic: Clinic) -> None:
        """Do it, by the product's verb."""
        stage, on = clinic.stages[self._number], self._on
        match self._what:
            case "start":
                clinic.do(stages.start, stage_id=stage, early=True, on=on)
            case "hand over":
                clinic.prove(stage, on)
                clinic.do(stages.submit, stage_id=stage, on=on, holidays=holidays())
                clinic.do(stages.begin_review, stage_id=stage, on=on)
            case "rejected":
                self._send_back(clinic, stage)
            case "accepted":
                if self._written["delay_credit"]:
                    credit = gbp(self._written["delay_credit"])
                    why = "8 working days late, 3 beyond the 5 of grace"
                    clinic.do(stages.note_late_credit, stage_id=stage, credit=credit, reason=why, on=on)
                clinic.accept(stage, on)
            case "pay":
                written = self._written["payment"]
                days = (day(written[name]) for name in ("invoiced", "approved", "paid"))
                clinic.pay(clinic.payment_of(stage), *days)

    def _send_back(self, clinic: Clinic, stage: Any) -> None:
        failed = {f["criterion"]: f["evidence"] for f in self._written["submissions"][0]["failed"]}
        for test, code in zip(clinic.tests(stage), self._written["criteria"], strict=True):
            result = "not_yet" if code in failed else "pass"
            clinic.do(stages.mark, test_id=test, result=result, note=failed.get(code, ""), on=self._on)
        clinic.do(stages.ask_for_changes, stage_id=stage, note="Put these right.", typed_name=OWNER, on=self._on)


def _in_order(milestones: list[Mapping[str, Any]]) -> list[_Step]:
    return sorted(_acts(milestones), key=lambda step: step.key)


def _acts(milestones: list[Mapping[str, Any]]) -> Iterator[_Step]:
    for number, written in enumerate(milestones):
        yield _Step(written["started"], 0, number, "start", written)
        for tried in written["submissions"]:
            yield _Step(tried["submitted"], 1, number, "hand over", written)
            yield _Step(tried["decided"], 2, number, tried["result"], written)
        yield _Step(written["payment"]["invoiced"], 3, number, "pay", written)


def _steps(clinic: Clinic) -> Counter[tuple[object, ...]]:
    """Every step that was recorded, without what the test set up before asking for quotes."""
    return Counter(
        (
            step.happened_on.isoformat(),
            step.entity,
            step.before,
            step.after,
            step.who,
            step.event,
            step.produces,
        )
        for step in clinic.all(LifecycleStep, LifecycleStep.number)
        if step.happened_on > day("2026-02-06") or step.entity == "QuoteRequest"
    )


def _log() -> Counter[tuple[object, ...]]:
    return Counter(
        (e["date"], e["entity"], e["from"], e["to"], e["who"], e["event"], e["document"])
        for e in case()["audit_log"]
        if (e["date"] > "2026-02-06" or e["entity"] == "QuoteRequest")
        and e["date"] < "2026-11-01"
        and e["entity"] not in LATER
        and e["id"] != "VET-PAYC1"
    )


@pytest.mark.parametrize("gate", ["GATE-01", "GATE-06"])
def test_a_gate_nobody_checked_may_be_asked_with_a_reason_but_never_awarded(
    workspace: Workspace, gate: str
) -> None:
    from app.domain.errors import DomainError
    from app.domain.shortlists import Candidate

    clinic = Clinic(workspace).scoped(**{gate.replace("-", "_"): "not_checked"})
    clinic.do(quotes.prepare_request, project_id=clinic.project, person="E. Thornaby", on=day("2026-02-06"))
    clinic.do(quotes.approve_request, project_id=clinic.project, person=OWNER, on=day("2026-02-09"))
    with pytest.raises(DomainError, match="Nobody has checked this about Larchfield Systems"):
        clinic.issue()

    def explain(session: Any) -> None:
        session.get(Candidate, clinic.candidates["PRV-01"]).reason = "Round the corner"

    clinic.do(explain)
    clinic.issue()
    clinic.save("PRV-01")
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-19"))
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-20"))
    with pytest.raises(DomainError, match=r"nobody has checked .+\. Check it, write it in the directory"):
        clinic.award()
    assert clinic.get(Project, clinic.project).state == "sourcing"
    assert clinic.all(QuoteRequest)[0].state == "evaluated"
    assert {quote.state for quote in clinic.all(Quote)} == {"scored", "lapsed"}
