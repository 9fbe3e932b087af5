"""Terms of a plan: drafted from the templates, at most six measures with money, rules settled with a reason."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.briefs import Answer
from app.domain.engagements import Engagement, EngagementPerson, Side
from app.domain.errors import DomainError
from app.domain.plan_checks import Plan
from app.domain.plan_snapshots import Whole, snapshot
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.terms import Clause, ExitItem, PlanRisk, RhythmLine, ServiceLevel
from app.knowledge import load_knowledge
from app.persistence.workspace import Workspace
from app.queries.plan_changes import changes_between
from app.queries.plan_rules import rules_part
from app.services import duties, engagements, plan_risks, terms
from app.words.formats import Formats

ON = date(2026, 3, 10)


def plan(session: Session, **project: Any) -> uuid.UUID:
    """A project with a plan being written, and nothing in it."""
    fields: dict[str, Any] = dict(
        title="Order portal", main_template="TPL-LOB", currency="EUR", country="NL", owner_name="M. Lansdorp",
        broker_name="P. Averill", state="awarded", sourcing_class="blended_project", changed_on=ON, created_on=ON,
    ) | project  # fmt: skip
    row = Project(**fields)
    session.add(row)
    session.flush()
    quote = Quote(project_id=row.id, provider_name="Firm", support_month=Money(45000, "EUR"))
    session.add(quote)
    session.flush()
    session.add(
        Engagement(project_id=row.id, quote_id=quote.id, provider_name="Firm", price=Money(4360000, "EUR"))
    )
    session.flush()
    return row.id


@pytest.fixture
def project(workspace: Workspace) -> uuid.UUID:
    with workspace.unit("a plan") as session:
        return plan(session)


def do(workspace: Workspace, verb: Any, **values: Any) -> Any:
    with workspace.unit("act") as session:
        return verb(session, on=ON, **values)


def rows(workspace: Workspace, entity: Any) -> list[Any]:
    with workspace.reader() as session:
        return list(session.scalars(select(entity)))


def test_every_part_is_drafted_once(workspace: Workspace, project: uuid.UUID) -> None:
    do(workspace, terms.draft_terms, project_id=project)
    counts = [len(rows(workspace, each)) for each in (ServiceLevel, RhythmLine, Clause, PlanRisk, ExitItem)]
    topics = load_knowledge().engagement.clause_topics
    assert (counts[2], counts[4], len(topics)) == (22, 7, 22)
    engagement = rows(workspace, Engagement)[0]
    assert engagement.service_fee == Money(45000, "EUR")
    assert engagement.service_hours
    do(workspace, terms.draft_terms, project_id=project)
    again = [len(rows(workspace, each)) for each in (ServiceLevel, RhythmLine, Clause, PlanRisk, ExitItem)]
    assert again == counts


def test_at_most_six_measures_cost_money(workspace: Workspace, project: uuid.UUID) -> None:
    do(workspace, terms.draft_terms, project_id=project, parts=("service",))
    taken = {level.measure for level in rows(workspace, ServiceLevel)}
    for key in [key for key in load_knowledge().service_levels.measures if key not in taken][:4]:
        do(workspace, terms.add_level, project_id=project, measure=key)
    levels = rows(workspace, ServiceLevel)
    assert sum(level.weight > 0 for level in levels) == 6
    free = next(level for level in levels if not level.weight)
    with pytest.raises(DomainError, match="At most 6 measures"):
        do(workspace, terms.change_level, level_id=free.id, weight=Decimal(5))


def test_the_threshold_is_worse_than_the_target(workspace: Workspace, project: uuid.UUID) -> None:
    do(workspace, terms.draft_terms, project_id=project, parts=("service",))
    for level in rows(workspace, ServiceLevel):
        wrong = level.target + 1 if level.high_is_good else level.target - 1
        with pytest.raises(DomainError, match="worse than the target"):
            do(workspace, terms.change_level, level_id=level.id, critical=wrong)


def test_a_topic_that_does_not_apply_says_why(workspace: Workspace, project: uuid.UUID) -> None:
    do(workspace, terms.draft_terms, project_id=project, parts=("rules",))
    clause = next(one for one in rows(workspace, Clause) if one.topic == "CL-20")
    with pytest.raises(DomainError, match="why it does not apply"):
        do(workspace, terms.settle_clause, clause_id=clause.id, state="not_applicable")
    do(
        workspace,
        terms.settle_clause,
        clause_id=clause.id,
        state="not_applicable",
        reason="No staff of theirs here",
    )
    do(workspace, terms.settle_rest, project_id=project)
    left = {one.topic for one in rows(workspace, Clause) if one.state == "open"}
    assert left == {one.topic for one in rows(workspace, Clause) if one.is_default}
    assert "CL-19" in left


def test_country_defaults_are_marked_and_own_words_are_not(workspace: Workspace, project: uuid.UUID) -> None:
    with workspace.unit("abroad") as session:
        session.add(EngagementPerson(project_id=project, name="Team", side=Side.REMOTE, place="Colombo"))
    do(workspace, terms.draft_terms, project_id=project, parts=("rules",))
    found = {one.topic: one for one in rows(workspace, Clause)}
    assert found["CL-10"].is_default
    assert "Colombo" in found["CL-10"].words
    assert "EU’s standard" in found["CL-10"].words
    do(
        workspace,
        terms.settle_clause,
        clause_id=found["CL-10"].id,
        state="agreed",
        words="Masked data only, by virtual desktop.",
    )
    now = next(one for one in rows(workspace, Clause) if one.topic == "CL-10")
    assert (now.state, now.is_default) == ("agreed", False)


def test_what_nobody_touched_follows_the_plan_and_what_was_agreed_stays(
    workspace: Workspace, project: uuid.UUID
) -> None:
    def read() -> dict[str, Any]:
        with workspace.reader() as session:
            found = rules_part(session, project_id=project)
            assert found is not None
            return {row.topic: row for row in found.clauses}

    do(workspace, terms.draft_terms, project_id=project, parts=("rules",))
    assert "You have 5 working days" in read()["CL-05"].words
    do(workspace, terms.settle_clause, clause_id=read()["CL-05"].id, state="agreed")
    do(workspace, engagements.set_terms, project_id=project, review_days=7, warranty_days=90)
    assert "You have 5 working days" in read()["CL-05"].words
    assert "for 90 days after" in read()["CL-14"].words
    do(workspace, terms.settle_clause, clause_id=read()["CL-14"].id, state="open", words="As we said.")
    do(workspace, engagements.set_terms, project_id=project, warranty_days=60)
    assert read()["CL-14"].words == "As we said."
    assert (read()["CL-09"].state, read()["CL-10"].state) == ("not_applicable", "open")
    with workspace.unit("touches personal data") as session:
        session.add(Answer(project_id=project, question="b11.data", value=["contacts"]))
    assert (read()["CL-09"].state, read()["CL-09"].is_default) == ("open", True)


def test_a_team_elsewhere_brings_its_risks(workspace: Workspace) -> None:
    with workspace.unit("two plans") as session:
        near, far = plan(session, main_template="TPL-WEB"), plan(session, main_template="TPL-WEB")
        session.add(EngagementPerson(project_id=far, name="Team", side=Side.REMOTE, place="Pune"))
    for each in (near, far):
        do(workspace, terms.draft_terms, project_id=each, parts=("risks",))
    library = load_knowledge().risks.risks
    kinds = {
        each: {library[risk.risk].category for risk in rows(workspace, PlanRisk) if risk.project_id == each}
        for each in (near, far)
    }
    assert "offshore" in kinds[far] - kinds[near]


def test_what_is_in_hand_says_where(workspace: Workspace, project: uuid.UUID) -> None:
    do(workspace, terms.draft_terms, project_id=project, parts=("exit",))
    item = rows(workspace, ExitItem)[0]
    with pytest.raises(DomainError, match="where it lies"):
        do(workspace, plan_risks.secure, item_id=item.id, state="secured")
    do(workspace, plan_risks.secure, item_id=item.id, state="secured", place="The safe in the office")
    assert rows(workspace, ExitItem)[0].seen_on == ON


def test_a_risk_has_levels_from_1_to_5(workspace: Workspace, project: uuid.UUID) -> None:
    added = do(workspace, plan_risks.add_risk, project_id=project, words="The carrier changes its interface")
    with pytest.raises(DomainError, match="from 1 to 5"):
        do(workspace, plan_risks.change_risk, risk_id=added, likely=6)
    do(workspace, plan_risks.change_risk, risk_id=added, likely=4, hurts=4, state="happened")
    assert rows(workspace, PlanRisk)[0].state == "happened"


def test_exactly_one_answers_for_an_activity_and_a_version_tells_what_moved(
    workspace: Workspace, project: uuid.UUID
) -> None:
    def content() -> Any:
        with workspace.reader() as session:
            deal = session.scalars(select(Engagement)).one()
            return snapshot(Whole(Plan(session.get_one(Project, project), deal, (), (), (), ())))

    before = content()
    settle = {"project_id": project, "activity": "Risk list"}
    do(workspace, duties.set_duty, who="broker", letter="A", **settle)
    assert changes_between(before, content(), Formats(currency="EUR")) == (
        (
            "Who does what",
            "Risk list",
            "Broker: C, Project manager: A",
            "Broker: A, Project manager: C",
        ),
    )
    with pytest.raises(DomainError, match="Exactly one answers for it"):
        do(workspace, duties.set_duty, who="broker", letter="I", **settle)
    with pytest.raises(DomainError, match="Exactly one answers for it"):
        do(workspace, duties.set_duty, who="somebody", letter="A", **settle)
    do(workspace, duties.usual_duty, **settle)
    assert content() == before
    assert rows(workspace, Engagement)[0].duties == {}
