"""The plan as the screens show it: people, stages with tests and money, what covers what, what is missing."""

import uuid
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import sum_money
from app.domain.briefs import BriefItem
from app.domain.engagements import Engagement, EngagementPerson, Side, SignOffTest, Stage
from app.domain.plan_checks import Plan, PlanFinding, plan_findings, vague_words
from app.domain.pricing import BankChange, BoughtInItem
from app.domain.projects import ENDED, Project
from app.domain.quotes import Quote
from app.domain.team import WorkPackage
from app.domain.terms import OPEN, Clause
from app.knowledge import load_knowledge
from app.knowledge.answers import sourcing_inputs
from app.queries.briefs import answers
from app.queries.lens import Lens
from app.queries.paper_head import held_until, stages_of
from app.queries.plan_filled import filled_terms
from app.queries.plan_rows import (
    Agreement,
    MustRow,
    Part,
    PersonRow,
    PlanPage,
    PlanStageRow,
    Terms,
    TestRow,
)
from app.queries.quote_offers import musts_of
from app.queries.totals import total
from app.words import say, say_count, say_known
from app.words.formats import Formats

SIDES = (Side.ON_SITE, Side.REMOTE, Side.OWNER, Side.BROKER)


__all__ = [
    "Agreement",
    "MustRow",
    "Part",
    "PersonRow",
    "PlanFinding",
    "PlanPage",
    "PlanStageRow",
    "Terms",
    "TestRow",
    "current",
    "facts_of",
    "package_names",
    "people_rows",
    "plan",
]


def plan(session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats) -> PlanPage | None:
    """The plan of the engagement that stands, or None where no quote has been chosen."""
    project = session.get(Project, project_id)
    engagement = current(session, project_id)
    if project is None or engagement is None:
        return None
    quote = session.get(Quote, engagement.quote_id)
    facts = facts_of(session, project, engagement)
    findings = plan_findings(facts, formats)
    blocked = any(finding.blocks for finding in findings)
    price = engagement.price
    currency = price.currency if price else project.currency
    amounts = [stage.amount for stage in facts.stages if stage.amount is not None]
    held = sum_money((stage.held for stage in facts.stages if stage.held is not None), currency)
    open_project = project.held_on is None and project.state not in ENDED
    state = engagement.state
    agreed = bool(engagement.provider_agreed_by)
    return PlanPage(
        engagement_id=engagement.id,
        provider=engagement.provider_name,
        state=state,
        status=_status(state),
        can_edit=open_project and state == "drafting",
        can_agree=open_project and state == "drafting" and not blocked,
        can_record_provider=open_project and state == "ready_to_sign",
        can_sign=open_project and state == "ready_to_sign" and agreed and not blocked,
        price=total(price, quote, formats),
        allocated=formats.money(sum_money(amounts, currency)),
        allocated_share=formats.percent(sum((stage.share for stage in facts.stages), Decimal(0)) / 100),
        held=total(held, quote, formats),
        parts=_parts(facts, findings, filled_terms(session, project_id=project_id)),
        people=people_rows(facts.people),
        stages=tuple(_stage(stage, facts, quote, formats) for stage in facts.stages),
        musts=_musts(facts),
        findings=findings,
        terms=_terms(engagement, facts.stages, formats),
        agreement=_agreement(project, engagement, formats),
        is_empty=not facts.stages,
    )


def current(session: Session, project_id: uuid.UUID) -> Engagement | None:
    """The engagement that stands, or None."""
    return session.scalars(
        select(Engagement)
        .where(Engagement.project_id == project_id, Engagement.state != "cancelled")
        .order_by(Engagement.id.desc())
    ).first()


def people_rows(people: Sequence[EngagementPerson]) -> tuple[PersonRow, ...]:
    """The people, whoever comes to the owner first."""
    ordered = sorted(people, key=lambda p: (SIDES.index(p.side), not p.leads, p.position))
    return tuple(
        PersonRow(
            person.id,
            person.name,
            person.role,
            person.side.value,
            _side_words(person.side),
            person.leads,
            person.place,
            person.days,
            person.phone,
            person.email,
        )
        for person in ordered
    )


def package_names(packages: Sequence[str]) -> str:
    """Work packages in the words of their templates."""
    named = []
    for reference in packages:
        template, _, package = reference.partition(".")
        if template in load_knowledge().templates.templates:
            work = load_knowledge().template(template).work_packages.get(package)
            if work is not None:
                named.append(say_known(work.name))
    return ", ".join(named)


def facts_of(session: Session, project: Project, engagement: Engagement) -> Plan:
    """The plan as its checks read it."""
    tests = session.scalars(
        select(SignOffTest).where(SignOffTest.project_id == project.id).order_by(SignOffTest.number)
    ).all()
    people = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project.id)
        .order_by(EngagementPerson.position, EngagementPerson.id)
    ).all()
    stages = stages_of(session, project.id)
    bought = session.scalars(select(BoughtInItem).where(BoughtInItem.project_id == project.id)).all()
    changes = session.scalars(select(BankChange).where(BankChange.project_id == project.id)).all()
    musts = musts_of(session, project.id)
    clauses = session.scalars(select(Clause).where(Clause.project_id == project.id)).all()
    known = sourcing_inputs(load_knowledge().questions, answers(session, project_id=project.id).values)
    return Plan(
        project,
        engagement,
        stages,
        tests,
        people,
        musts,
        clauses,
        str(known.get("data_sensitivity") or ""),
        bought_in=bought,
        bank_changes=changes,
        work=session.scalars(
            select(WorkPackage)
            .where(WorkPackage.project_id == project.id)
            .order_by(WorkPackage.position, WorkPackage.id)
        ).all(),
    )


def _status(state: str) -> str:
    return {
        "drafting": say("Being written"),
        "ready_to_sign": say("Text agreed, waiting for names"),
        "active": say("Agreed by both sides"),
        "on_hold": say("On hold"),
        "in_dispute": say("In dispute"),
        "warranty": say("Free fixing runs"),
        "closed": say("Closed"),
        "terminated": say("Ended early"),
    }[state]


def _side_words(side: Side) -> str:
    return {
        Side.ON_SITE: say("On site"),
        Side.REMOTE: say("Elsewhere"),
        Side.OWNER: say("Your side"),
        Side.BROKER: say("Broker"),
    }[side]


def _stage(stage: Stage, plan: Plan, quote: Quote | None, formats: Formats) -> PlanStageRow:
    numbers = {item.id: number for number, item in enumerate(plan.musts, start=1)}
    tests = tuple(
        TestRow(
            test.id,
            f"{stage.number}.{test.number}",
            test.text,
            test.how,
            test.passes_if,
            test.checked_by,
            test.code,
            test.item_id,
            say("M{number}", number=numbers[test.item_id]) if test.item_id in numbers else "",
            vague_words(test.text),
            test.occasion,
            test.expected,
        )
        for test in plan.tests
        if test.stage_id == stage.id
    )
    vague = sum(bool(test.vague) for test in tests)
    count = say_count("{count} test", "{count} tests", len(tests))
    tests_text = (
        say_count("{tests}, {count} vague", "{tests}, {count} vague", vague, tests=count)
        if vague
        else say("{tests}, all checkable", tests=count)
        if tests
        else say("No test yet")
    )
    held = stage.held
    to_pay = stage.amount - held if stage.amount is not None and held is not None else stage.amount
    return PlanStageRow(
        id=stage.id,
        number=stage.number,
        title=stage.title,
        delivers=stage.delivers,
        dates=_dates(stage, formats),
        share=formats.percent(stage.share / 100),
        amount=total(stage.amount, quote, formats),
        held=formats.money(held),
        to_pay=formats.money(to_pay),
        tests_text=tests_text,
        covers=" ".join(dict.fromkeys(test.covers for test in tests if test.covers)),
        tests=tests,
        packages=tuple(stage.packages),
        packages_text=package_names(stage.packages),
        starts_on=stage.starts_on,
        planned_on=stage.planned_on,
        raw_share=stage.share,
        raw_amount=stage.amount,
        way_out=stage.way_out,
        in_advance=stage.in_advance,
    )


def _dates(stage: Stage, formats: Formats) -> str:
    if stage.planned_on is None:
        return say("No date yet")
    if stage.starts_on is None:
        return say("By {day}", day=formats.day(stage.planned_on))
    return say("{start} – {end}", start=formats.short_day(stage.starts_on), end=formats.day(stage.planned_on))


def _musts(plan: Plan) -> tuple[MustRow, ...]:
    return tuple(_must(item, number, plan) for number, item in enumerate(plan.musts, start=1))


def _must(item: BriefItem, number: int, plan: Plan) -> MustRow:
    stage_numbers = {stage.id: stage.number for stage in plan.stages}
    tests = tuple(
        f"{stage_numbers[test.stage_id]}.{test.number}"
        for test in plan.tests
        if test.item_id == item.id and test.stage_id in stage_numbers
    )
    reason = plan.engagement.without_test.get(item.id.hex, "")
    if tests:
        words = say("Proved by test {tests}", tests=", ".join(tests))
        return MustRow(item.id, number, item.text, "covered", tests, words, reason)
    if reason.strip():
        words = say("No test: {reason}", reason=reason)
        return MustRow(item.id, number, item.text, "reasoned", (), words, reason)
    return MustRow(item.id, number, item.text, "open", (), say("Not covered by any stage"), "")


def _parts(plan: Plan, findings: Sequence[PlanFinding], held: frozenset[str]) -> tuple[Part, ...]:
    titles = {
        "people": say("People"),
        "priced": say("How it’s priced"),
        "stages": say("Stages and sign-off tests"),
        "payments": say("Payments"),
        "service": say("If it’s late or broken"),
        "rhythm": say("Working rhythm"),
        "rules": say("Rules and data"),
        "risks": say("What could go wrong"),
    }
    priced = bool(plan.engagement.pricing_model)
    filled = {
        "people": bool(plan.people),
        "priced": priced,
        "stages": bool(plan.stages),
        "payments": bool(plan.stages),
        "rules": bool(plan.clauses) and all(clause.state != OPEN for clause in plan.clauses),
        **{key: key in held for key in ("service", "rhythm", "risks")},
    }
    parts = []
    for key, title in titles.items():
        blocking = [finding for finding in findings if finding.part == key and finding.blocks]
        status = "open" if not filled[key] else "problem" if blocking else "done"
        parts.append(Part(key, title, status, blocking[0].text if blocking else ""))
    agreed = plan.engagement.plan_version > 0
    waiting = plan.engagement.state == "ready_to_sign"
    detail = say("Waiting for names") if waiting else ""
    return (*parts, Part("agree", say("Agree"), "done" if agreed else "open", detail))


def _terms(engagement: Engagement, stages: Sequence[Stage], formats: Formats) -> Terms:
    models = load_knowledge().sourcing.pricing_models
    model = models.get(engagement.pricing_model)
    return Terms(
        pricing_model=engagement.pricing_model,
        pricing_words=say_known(model.name) if model else say("Not said"),
        retention=formats.percent(engagement.retention_share),
        warranty=say_count("{count} day", "{count} days", engagement.warranty_days),
        review=say_count("{count} working day", "{count} working days", engagement.review_days),
        on_site=formats.percent(engagement.on_site_share),
        shared_hours=formats.number(engagement.shared_hours),
        held_until=held_until(engagement, stages),
        retention_share=engagement.retention_share,
        warranty_days=engagement.warranty_days,
        review_days=engagement.review_days,
        payable_days=engagement.payable_days,
        on_site_share=engagement.on_site_share,
        shared_hours_value=engagement.shared_hours,
        little_at_end=engagement.little_at_end,
    )


def _agreement(project: Project, engagement: Engagement, formats: Formats) -> Agreement:
    owner = (
        say("{name}, {day}", name=engagement.owner_signed_by, day=formats.day(engagement.owner_signed_on))
        if engagement.owner_signed_by
        else ""
    )
    provider = (
        say(
            "{name}, {day}, {source}",
            name=engagement.provider_agreed_by,
            day=formats.day(engagement.provider_agreed_on),
            source=engagement.provider_agreed_from,
        )
        if engagement.provider_agreed_by
        else ""
    )
    return Agreement(owner, provider, project.owner_name, engagement.plan_version)
