"""The plan: drafted from what is known, edited freely, checked before it is agreed, fixed once signed."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from app.analysis.plan_versions import differences
from app.domain.briefs import Answer
from app.domain.clause_drafts import DATA_TOPICS
from app.domain.engagements import Engagement, EngagementPerson, Payment, Side, SignOffTest, Stage
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.terms import Clause, PlanVersion
from app.persistence.refusals import CannotUndo
from app.persistence.workspace import Workspace
from app.services import engagements, projects, quotes, terms
from tests.clinic import OWNER, Clinic, day, gbp, holidays

ON = day("2026-03-09")


def _draft(clinic: Clinic) -> list[Stage]:
    clinic.do(engagements.draft_plan, project_id=clinic.project, on=ON, holidays=holidays())
    return clinic.all(Stage, Stage.number)


def test_a_draft_comes_from_the_templates_the_quote_and_the_brief(workspace: Workspace) -> None:
    clinic = Clinic(workspace).awarded()
    stages = _draft(clinic)
    assert [stage.number for stage in stages] == list(range(1, 10))
    assert sum(stage.share for stage in stages) == 100
    assert sum(s.amount.minor for s in stages if s.amount) == gbp(24450).minor
    assert all(s.held == s.amount.times(Decimal("0.05")) for s in stages if s.amount)
    codes = {test.code for test in clinic.all(SignOffTest)}
    assert {"TPL-ERP.A3", "TPL-ERP.A8", "TPL-NET.A4"} <= codes
    assert len(codes) == 14
    assert all(earlier.planned_on < later.starts_on for earlier, later in pairwise(stages))
    assert not {stage.planned_on for stage in stages} & holidays()
    people = clinic.all(EngagementPerson, EngagementPerson.position)
    assert [(p.name, p.side) for p in people] == [
        ("R. Tolland", Side.ON_SITE),
        (OWNER, Side.OWNER),
        ("E. Thornaby", Side.BROKER),
    ]
    with pytest.raises(DomainError, match="has stages already"):
        _draft(clinic)


def test_a_project_without_a_template_gets_one_stage_with_a_test_for_each_must_have(
    workspace: Workspace,
) -> None:
    clinic = Clinic(workspace).awarded()
    clinic.do(projects.choose_kind, project_id=clinic.project, card="", main_template=None, on=ON)
    stages = _draft(clinic)
    assert [stage.share for stage in stages] == [100]
    assert [test.item_id for test in clinic.all(SignOffTest, SignOffTest.number)] == clinic.musts


def test_every_edit_of_the_plan_can_be_undone(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    first = clinic.stages[0]
    test = clinic.tests(first)[0]
    edits: tuple[tuple[Any, dict[str, Any]], ...] = (
        (engagements.change_stage, {"stage_id": first, "title": "Other", "share": Decimal(5)}),
        (engagements.move_stage, {"stage_id": first, "before": None}),
        (engagements.remove_stage, {"stage_id": first}),
        (engagements.change_test, {"test_id": test, "text": "Other"}),
        (engagements.move_test, {"test_id": test, "stage_id": clinic.stages[1]}),
        (engagements.remove_test, {"test_id": test}),
        (engagements.cover_item, {"test_id": test, "item_id": clinic.musts[0]}),
        (engagements.set_terms, {"project_id": clinic.project, "retention_share": Decimal("0.10")}),
        (engagements.agree_text, {"project_id": clinic.project, "person": OWNER}),
    )
    before = _picture(clinic)
    for verb, arguments in edits:
        clinic.do(verb, on=ON, **arguments)
        assert _picture(clinic) != before, verb.__name__
        clinic.workspace.undo()
        assert _picture(clinic) == before, verb.__name__


def _picture(clinic: Clinic) -> object:
    stages = clinic.all(Stage, Stage.number)
    tests = clinic.all(SignOffTest, SignOffTest.id)
    return (
        [(s.number, s.title, s.share, s.amount, s.held) for s in stages],
        [(t.stage_id, t.number, t.text, t.item_id) for t in tests],
        [(e.state, e.retention_share) for e in clinic.all(Engagement)],
    )


def test_numbers_and_money_follow_the_stages(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    last = clinic.stages[-1]
    clinic.do(engagements.move_stage, stage_id=last, before=clinic.stages[0], on=ON)
    assert clinic.all(Stage, Stage.number)[0].id == last
    clinic.do(engagements.remove_stage, stage_id=last, on=ON)
    assert [stage.number for stage in clinic.all(Stage, Stage.number)] == [1, 2, 3, 4]
    assert last not in {test.stage_id for test in clinic.all(SignOffTest)}
    moved = clinic.tests(clinic.stages[3])[0]
    clinic.do(engagements.move_test, test_id=moved, stage_id=clinic.stages[0], on=ON)
    assert [t.number for t in clinic.all(SignOffTest) if t.stage_id == clinic.stages[3]] == [1, 2, 3, 4]


def _no_on_site(clinic: Clinic) -> None:
    person = next(p for p in clinic.all(EngagementPerson) if p.side is Side.ON_SITE)
    clinic.do(engagements.remove_person, person_id=person.id, on=ON)


def _no_share(clinic: Clinic) -> None:
    clinic.do(engagements.change_stage, stage_id=clinic.stages[0], share=Decimal(10), on=ON)


def _no_test(clinic: Clinic) -> None:
    for test in clinic.tests(clinic.stages[0]):
        clinic.do(engagements.remove_test, test_id=test, on=ON)


def _not_covered(clinic: Clinic) -> None:
    test = next(t for t in clinic.all(SignOffTest) if t.item_id == clinic.musts[4])
    clinic.do(engagements.cover_item, test_id=test.id, item_id=None, on=ON)


def _nothing_held(clinic: Clinic) -> None:
    clinic.do(engagements.set_terms, project_id=clinic.project, retention_share=Decimal(0), on=ON)


def _paid_early(clinic: Clinic) -> None:
    clinic.do(engagements.change_stage, stage_id=clinic.stages[0], share=Decimal(40), on=ON)
    clinic.do(engagements.change_stage, stage_id=clinic.stages[1], share=Decimal(0), on=ON)


def test_a_plan_that_is_not_right_is_not_agreed(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    for spoil, message in (
        (_no_on_site, "Name the person who comes to you"),
        (_no_share, r"Stages add up to £23,227\.50\. The price says £24,450\.00"),
        (_no_test, "Stage 1 has no sign-off test"),
        (_not_covered, "No sign-off test covers “works when the main line is down”"),
        (_nothing_held, "0% is held back to the end. Hold back at least 5%"),
        (_paid_early, "40% is paid before anything works. Keep it to 30%"),
    ):
        with clinic.together():
            spoil(clinic)
        with pytest.raises(DomainError, match=message):
            clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=ON)
        assert clinic.all(Engagement)[0].state == "drafting"
        clinic.workspace.undo()
    clinic.agree()


def test_a_must_have_may_stay_untested_for_a_reason(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    _not_covered(clinic)
    leave = {"project_id": clinic.project, "item_id": clinic.musts[4], "on": ON}
    clinic.do(engagements.leave_untested, reason="the landlord tests it", **leave)
    clinic.agree()
    assert clinic.all(Engagement)[0].state == "ready_to_sign"


def test_an_agreed_text_is_only_changed_after_opening_it_again(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    clinic.agree()
    with pytest.raises(DomainError, match="Open it again before you change it"):
        _no_share(clinic)
    clinic.do(engagements.reopen_text, project_id=clinic.project, person=OWNER, on=ON)
    assert clinic.all(Engagement)[0].provider_agreed_by == ""
    _no_share(clinic)
    assert clinic.all(Stage, Stage.number)[0].share == 10


def test_signing_needs_both_sides_and_binds(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=day("2026-03-10"))
    with pytest.raises(DomainError, match="Record first that the provider has agreed"):
        clinic.sign()
    record = {
        "project_id": clinic.project,
        "agreed_by": "R. Tolland",
        "recorded_by": "E. Thornaby",
        "on": day("2026-03-12"),
    }
    with pytest.raises(DomainError, match="the file or message it stands in"):
        clinic.do(engagements.record_provider_agreement, source="", **record)
    clinic.do(engagements.record_provider_agreement, source="a mail of 12 Mar 2026", **record)
    for typed, message in (("", "Type your full name to agree"), ("E. Thornaby", "is not Clare Bramble")):
        with pytest.raises(DomainError, match=message):
            clinic.sign(typed)
    assert clinic.all(Payment) == []
    clinic.sign("clare  bramble")
    engagement = clinic.all(Engagement)[0]
    assert (engagement.state, engagement.plan_version) == ("active", 1)
    assert engagement.provider_agreed_from == "recorded by E. Thornaby from a mail of 12 Mar 2026"
    assert clinic.get(Project, clinic.project).state == "running"
    kinds = [(payment.kind, payment.state) for payment in clinic.all(Payment, Payment.id)]
    assert kinds == [("stage", "scheduled")] * 5 + [("retention", "scheduled")]
    with pytest.raises(CannotUndo, match="The plan is agreed by both sides"):
        clinic.workspace.undo()
    with pytest.raises(DomainError, match="Change it by a change order instead"):
        _no_share(clinic)


def test_what_the_quote_says_of_retention_and_warranty_goes_into_the_plan(workspace: Workspace) -> None:
    clinic = Clinic(workspace).asked()
    clinic.save("PRV-01", retention_share=Decimal("0.10"), warranty_days=90)
    clinic.do(quotes.submit, quote_id=clinic.quotes["PRV-01"], on=day("2026-02-19"))
    clinic.do(quotes.make_comparable, project_id=clinic.project, on=day("2026-02-20"))
    clinic.award()
    engagement = clinic.all(Engagement)[0]
    assert (engagement.retention_share, engagement.warranty_days) == (Decimal("0.10"), 90)


def test_people_may_change_while_the_work_runs(workspace: Workspace) -> None:
    clinic = Clinic(workspace).running()
    person = clinic.do(
        engagements.set_person,
        project_id=clinic.project,
        name="S. Ivers",
        side="on_site",
        phone="01632 960101",
        on=day("2026-04-01"),
    )
    clinic.do(
        engagements.set_person, project_id=clinic.project, person_id=person, leads=True, on=day("2026-04-02")
    )
    kept = clinic.get(EngagementPerson, person)
    assert (kept.name, kept.phone, kept.leads) == ("S. Ivers", "01632 960101", True)
    with pytest.raises(DomainError, match="Enter the person's name"):
        clinic.do(engagements.set_person, project_id=clinic.project, person_id=person, name=" ", on=ON)


def test_the_plan_of_a_project_on_hold_stays_as_it_is(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    clinic.do(projects.hold, project_id=clinic.project, reason="Lambing", person=OWNER, on=ON)
    for attempt in (_no_share, _nothing_held, _no_on_site, _not_covered):
        with pytest.raises(DomainError, match="This project is on hold"):
            attempt(clinic)


def test_what_is_fixed_is_kept_and_later_changes_show(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=ON)
    (first,) = clinic.all(PlanVersion)
    assert (first.number, first.state) == (1, "text")
    clinic.do(engagements.reopen_text, project_id=clinic.project, person=OWNER, on=ON)
    clinic.do(engagements.change_stage, stage_id=clinic.stages[0], title="Walked through", on=ON)
    clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=ON)
    (again,) = clinic.all(PlanVersion)
    changed = {
        (each.section, each.before[0], each.after[0]) for each in differences(first.content, again.content)
    }
    assert {(section, after) for section, _, after in changed} == {("stages", "t:Walked through")}


def test_the_returned_file_is_named_with_its_hash_and_forgotten_with_the_text(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=ON)
    clinic.do(
        engagements.record_provider_agreement, project_id=clinic.project, agreed_by="R. Tolland",
        source="SOW-001-signed.pdf", sha256="ab" * 32, recorded_by=OWNER, on=ON,
    )  # fmt: skip
    (deal,) = clinic.all(Engagement)
    assert (deal.provider_agreed_file, deal.provider_agreed_sha256) == ("SOW-001-signed.pdf", "ab" * 32)
    clinic.do(engagements.reopen_text, project_id=clinic.project, person=OWNER, on=ON)
    (deal,) = clinic.all(Engagement)
    assert (deal.provider_agreed_file, deal.provider_agreed_sha256) == ("", "")


def test_a_small_last_payment_needs_a_reason(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    last, before = clinic.stages[-1], clinic.stages[0]
    shares = {stage.id: stage.share for stage in clinic.all(Stage)}
    clinic.do(engagements.change_stage, stage_id=before, share=shares[before] + shares[last] - 5, on=ON)
    clinic.do(engagements.change_stage, stage_id=last, share=Decimal(5), on=ON)
    with pytest.raises(DomainError, match="under 10%"):
        clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=ON)
    clinic.do(engagements.set_terms, project_id=clinic.project, little_at_end="A tenth is held back", on=ON)
    clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=ON)


def test_sensitive_data_need_their_rules_first(workspace: Workspace) -> None:
    clinic = Clinic(workspace).planned()
    with workspace.unit("what the brief said") as session:
        session.add(Answer(project_id=clinic.project, question="b11.data", value=["health"]))
    with pytest.raises(DomainError, match="personal data"):
        clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=ON)
    clinic.do(terms.draft_terms, project_id=clinic.project, on=ON)
    for clause in clinic.all(Clause):
        if clause.topic in DATA_TOPICS:
            clinic.do(terms.settle_clause, clause_id=clause.id, state="agreed", on=ON)
    clinic.do(engagements.agree_text, project_id=clinic.project, person=OWNER, on=ON)
