"""The statement of work read from the plan: every clause in the words the parties agreed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.briefs import Answer, BriefItem, ItemKind
from app.domain.engagements import Engagement, EngagementPerson, Side, SignOffTest, Stage
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.queries import paper_head, papers
from app.queries.engagement_paper import current_engagement, measures_of
from app.queries.payment_plan import agreed_plan
from app.queries.plan_rhythm import RhythmPart, rhythm_part
from app.queries.plan_rules import rules_part
from app.queries.plan_service import ServicePart, service_part
from app.queries.quote_offers import musts_of
from app.queries.team_facts import team_parts_of
from app.queries.team_others import others_at_work
from app.queries.work_clauses import WorkFacts, work_clauses
from app.queries.work_papers import (
    DeliverableLine,
    DutyTable,
    LevelLine,
    MeetingLine,
    StatementPaper,
    TestLine,
    TraceLine,
)
from app.words import say
from app.words.formats import Formats


@dataclass(frozen=True)
class _Rows:
    """The rows a statement is written from."""

    project: Project
    engagement: Engagement
    stages: Sequence[Stage]
    tests: Sequence[SignOffTest]
    musts: Sequence[BriefItem]
    people: Sequence[EngagementPerson]


def statement_of_work(
    session: Session, *, project_id: uuid.UUID, formats: Formats, today: date
) -> StatementPaper | None:
    """What both sides are to sign; None before a provider is chosen or while there is no stage."""
    project = session.get(Project, project_id)
    engagement = current_engagement(session, project_id)
    if project is None or engagement is None:
        return None
    rows = _rows(session, project, engagement)
    if not rows.stages:
        return None
    quote = session.get(Quote, engagement.quote_id)
    answers = {
        row.question: row.value
        for row in session.scalars(select(Answer).where(Answer.project_id == project_id))
    }
    service = service_part(session, project_id=project_id, formats=formats)
    rhythm = rhythm_part(session, project_id=project_id)
    rules = rules_part(session, project_id=project_id)
    firm = paper_head.firm_of(engagement.provider_name)
    facts = WorkFacts(
        project=project,
        engagement=engagement,
        firm=firm,
        stages=rows.stages,
        people=rows.people,
        goal=str(answers.get("b3.outcome") or ""),
        out=_out(session, project_id),
        quote=quote,
        clauses=rules.clauses if rules else (),
        service=service,
        rhythm=rhythm,
        others=others_at_work(team_parts_of(session, project_id), firm.short, formats),
    )
    lead = next((person for person in rows.people if person.side is Side.ON_SITE), None)
    return StatementPaper(
        head=paper_head.head(session, project, today),
        firm=firm,
        plan=agreed_plan(session, engagement, quote, formats),
        clauses=work_clauses(facts, formats),
        starts_on=rows.stages[0].starts_on,
        version=engagement.plan_version or 1,
        can_be_issued=engagement.state != "drafting",
        measures=measures_of(answers.get("b3.measures"), formats),
        deliverables=_deliverables(rows),
        tests=_tests(rows),
        levels=_levels(service),
        service_fee=service.fee if service else None,
        meetings=tuple(
            MeetingLine(line.what, line.who, line.minutes, line.result or line.how)
            for line in rhythm.meetings
        )
        if rhythm
        else (),
        duties=_duties(rhythm),
        trace=_trace(rows),
        provider_lead=paper_head.person_of(lead) if lead else None,
        owner_record=_owner_record(engagement),
        provider_record=_provider_record(engagement),
    )


def _rows(session: Session, project: Project, engagement: Engagement) -> _Rows:
    tests = session.scalars(
        select(SignOffTest).where(SignOffTest.project_id == project.id).order_by(SignOffTest.number)
    ).all()
    people = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project.id)
        .order_by(EngagementPerson.leads.desc(), EngagementPerson.position, EngagementPerson.id)
    ).all()
    stages = paper_head.stages_of(session, project.id)
    order = {stage.id: stage.number for stage in stages}
    ordered = sorted(
        (test for test in tests if test.stage_id in order), key=lambda t: (order[t.stage_id], t.number)
    )
    return _Rows(project, engagement, stages, ordered, musts_of(session, project.id), people)


def _out(session: Session, project_id: uuid.UUID) -> tuple[str, ...]:
    return tuple(
        session.scalars(
            select(BriefItem.text)
            .where(BriefItem.project_id == project_id, BriefItem.kind == ItemKind.OUT)
            .order_by(BriefItem.place, BriefItem.id)
        )
    )


def _numbers(rows: _Rows) -> dict[uuid.UUID, str]:
    """Must-have → M1, M2 …"""
    return {item.id: say("M{number}", number=at) for at, item in enumerate(rows.musts, start=1)}


def _test_number(rows: _Rows, test: SignOffTest) -> str:
    number = next(stage.number for stage in rows.stages if stage.id == test.stage_id)
    return f"{number}.{test.number}"


def _deliverables(rows: _Rows) -> tuple[DeliverableLine, ...]:
    named = _numbers(rows)
    found = []
    for stage in rows.stages:
        tested = {test.item_id for test in rows.tests if test.stage_id == stage.id}
        served = [number for item_id, number in named.items() if item_id in tested]
        found.append(
            DeliverableLine(
                say("D{number}", number=stage.number),
                stage.delivers or stage.title,
                ", ".join(served),
                stage.number,
            )
        )
    return tuple(found)


def _tests(rows: _Rows) -> tuple[TestLine, ...]:
    return tuple(
        TestLine(
            _test_number(rows, test),
            "; ".join(dict.fromkeys(filter(None, (test.text, test.passes_if)))),
            test.how,
            test.checked_by,
        )
        for test in rows.tests
    )


def _levels(service: ServicePart | None) -> tuple[LevelLine, ...]:
    if service is None:
        return ()
    return tuple(LevelLine(row.name, row.target, row.critical, row.weight) for row in service.levels)


def _duties(rhythm: RhythmPart | None) -> DutyTable | None:
    """A small job, which has no rhythm, has no such table either."""
    if rhythm is None or not rhythm.meetings:
        return None
    rows = tuple((found.activity, found.letters) for found in rhythm.raci)
    return DutyTable(rhythm.columns, rows, rhythm.letters)


def _trace(rows: _Rows) -> tuple[TraceLine, ...]:
    named = _numbers(rows)
    numbers = {stage.id: stage.number for stage in rows.stages}
    found = []
    for item in rows.musts:
        tests = [test for test in rows.tests if test.item_id == item.id]
        stages = list(dict.fromkeys(numbers[test.stage_id] for test in tests))
        found.append(
            TraceLine(
                named[item.id],
                item.text,
                ", ".join(say("D{number}", number=number) for number in stages),
                ", ".join(_test_number(rows, test) for test in tests),
                "; ".join(test.passes_if or test.text for test in tests),
                ", ".join(str(number) for number in stages),
                rows.engagement.without_test.get(item.id.hex, ""),
            )
        )
    return tuple(found)


def _owner_record(engagement: Engagement) -> papers.AgreementRecord | None:
    if not engagement.owner_signed_by or engagement.owner_signed_on is None:
        return None
    return papers.AgreementRecord(engagement.owner_signed_by, engagement.owner_signed_on)


def _provider_record(engagement: Engagement) -> papers.AgreementRecord | None:
    if not engagement.provider_agreed_by or engagement.provider_agreed_on is None:
        return None
    return papers.AgreementRecord(
        engagement.provider_agreed_by, engagement.provider_agreed_on, engagement.provider_agreed_from
    )
