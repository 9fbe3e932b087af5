"""The rows of the engagement summary and of an acceptance certificate."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.briefs import Answer, BriefItem, ItemKind
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
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.knowledge import load_knowledge
from app.queries import paper_head, papers
from app.queries.lapses import lapses_of_chosen
from app.queries.payment_plan import agreed_plan
from app.queries.plan_hours import shared_hours
from app.queries.summary_terms import promises, worst_risks
from app.queries.team_facts import team_parts_of
from app.queries.team_others import others_at_work
from app.words import say, say_known
from app.words.formats import Formats

MOST_RISKS = 3

RESULT = {
    VerdictResult.PASS: "pass",
    VerdictResult.NOT_YET: "not_yet",
    VerdictResult.CANNOT_TELL: "cant_tell",
}


def engagement_summary(
    session: Session, *, project_id: uuid.UUID, formats: Formats, today: date
) -> papers.EngagementSummaryPaper | None:
    """The engagement on two pages for the owner's wall; None before a provider is chosen."""
    project = session.get(Project, project_id)
    engagement = current_engagement(session, project_id)
    if project is None or engagement is None:
        return None
    quote = session.get(Quote, engagement.quote_id)
    people = _people(session, project_id)
    on_site = next((p for p in people if p.side is Side.ON_SITE), None)
    answers = {
        row.question: row.value
        for row in session.scalars(select(Answer).where(Answer.project_id == project_id))
    }
    outs = session.scalars(
        select(BriefItem.text)
        .where(BriefItem.project_id == project_id, BriefItem.kind == ItemKind.OUT)
        .order_by(BriefItem.place, BriefItem.id)
    )
    return papers.EngagementSummaryPaper(
        head=paper_head.head(session, project, today),
        firm=paper_head.firm_of(engagement.provider_name),
        plan=agreed_plan(session, engagement, quote, formats),
        agreement=_agreement(engagement, formats),
        quote=str(answers.get("b2.problem") or ""),
        situation=str(answers.get("b3.outcome") or ""),
        measures=measures_of(answers.get("b3.measures"), formats),
        on_site=paper_head.person_of(on_site) if on_site else None,
        team=tuple(
            paper_head.person_of(p)
            for p in people
            if p.side in (Side.ON_SITE, Side.REMOTE) and p is not on_site
        ),
        team_note=" ".join(
            others_at_work(team_parts_of(session, project_id), engagement.provider_name, formats)
        ),
        hours=shared_hours(session, project, engagement, today),
        schedule=papers.Schedule(bands=quiet_times(answers.get("b9.avoid")), today=today),
        next_act=_next_act(engagement),
        next_act_detail=say("You sign each stage only when its tests pass. Silence never accepts anything."),
        promises=promises(session, engagement, formats),
        not_included=tuple(outs),
        risks=(
            *_renewals(session, project, people, formats, today),
            *(worst_risks(session, engagement, MOST_RISKS) or _risks(project, people)),
        )[:MOST_RISKS],
        changes=say(
            "Anything new is written down with its price and its effect on the dates before it starts. "
            "Nothing is agreed until you say yes; silence means no."
        ),
        contacts=tuple(paper_head.person_of(person) for person in people if person.phone or person.email),
    )


def acceptance(
    session: Session, *, stage_id: uuid.UUID, formats: Formats, today: date
) -> papers.AcceptancePaper | None:
    """The certificate of one accepted stage; None where the stage is not accepted."""
    stage = session.get(Stage, stage_id)
    reviews = session.scalars(select(Review).where(Review.stage_id == stage_id).order_by(Review.round)).all()
    accepted = next((review for review in reviews if review.result == "accepted"), None)
    if stage is None or accepted is None or accepted.decided_on is None:
        return None
    project = session.get_one(Project, stage.project_id)
    engagement = current_engagement(session, stage.project_id)
    if engagement is None:
        return None
    quote = session.get(Quote, engagement.quote_id)
    head = paper_head.head(session, project, today)
    lead = next((p for p in _people(session, project.id) if p.side is Side.ON_SITE), None)
    return papers.AcceptancePaper(
        head=head,
        firm=paper_head.firm_of(engagement.provider_name),
        stage_number=stage.number,
        stage_name=stage.title,
        accepted_by=papers.Person(accepted.typed_name, head.owner.role, project.business),
        decided_on=accepted.decided_on,
        release=_release(session, stage, engagement, quote, formats),
        agreement=_agreement(engagement, formats),
        attempt=accepted.round,
        first_tried=reviews[0].decided_on if accepted.round > 1 else None,
        tests=_results(session, stage, reviews, accepted, formats),
        deliverables=(papers.Deliverable(stage.delivers),) if stage.delivers else (),
        warranty=say(
            "Free fixing lasts {days} days after the last stage is accepted.", days=engagement.warranty_days
        ),
        acknowledged_by=paper_head.person_of(lead) if lead else None,
        owner_record=papers.AgreementRecord(accepted.typed_name, accepted.decided_on),
        proofs=_proofs(session, stage, accepted.round, formats),
    )


def current_engagement(session: Session, project_id: uuid.UUID) -> Engagement | None:
    """The engagement that stands; a withdrawn award's is left out."""
    return session.scalars(
        select(Engagement)
        .where(Engagement.project_id == project_id, Engagement.state != "cancelled")
        .order_by(Engagement.id.desc())
    ).first()


def measures_of(rows: object, formats: Formats) -> tuple[papers.Measure, ...]:
    """The measures of the brief, as papers print them."""
    if not isinstance(rows, tuple | list):
        return ()
    found = []
    for row in rows:
        by = str(row.get("by") or "")
        found.append(
            papers.Measure(
                what=str(row.get("what") or ""),
                unit=str(row.get("unit") or ""),
                today=_number(row.get("from")),
                target=_number(row.get("to")),
                read_on=formats.day(date.fromisoformat(by)) if by else "",
            )
        )
    return tuple(found)


def quiet_times(rows: object) -> tuple[papers.TimeBand, ...]:
    """The times to keep clear, as bands of a time line."""
    if not isinstance(rows, tuple | list):
        return ()
    return tuple(
        papers.TimeBand(
            date.fromisoformat(row["from"]), date.fromisoformat(row["to"]), str(row.get("label") or "")
        )
        for row in rows
        if row.get("from") and row.get("to")
    )


def _number(text: object) -> Decimal | None:
    return Decimal(str(text)) if text not in (None, "") else None


def _people(session: Session, project_id: uuid.UUID) -> list[EngagementPerson]:
    """People of the engagement: on site first, then the team, the owner and the broker."""
    order = [Side.ON_SITE, Side.REMOTE, Side.OWNER, Side.BROKER]
    rows = session.scalars(select(EngagementPerson).where(EngagementPerson.project_id == project_id)).all()
    return sorted(
        rows, key=lambda person: (order.index(person.side), not person.leads, person.position, person.id)
    )


def _agreement(engagement: Engagement, formats: Formats) -> str:
    if not engagement.plan_version:
        return ""
    return say(
        "Plan version {version}, agreed {day}",
        version=engagement.plan_version,
        day=formats.day(engagement.owner_signed_on),
    )


def _next_act(engagement: Engagement) -> str:
    if engagement.plan_version:
        return say("Nothing to sign today.")
    return say("Read it, and agree the plan when it is right.")


def _renewals(
    session: Session, project: Project, people: list[EngagementPerson], formats: Formats, today: date
) -> tuple[papers.Risk, ...]:
    """What was checked about the provider and ends before the work does: the first thing to watch."""
    found = lapses_of_chosen(session, project_id=project.id, today=today, formats=formats)
    if found is None:
        return ()
    watcher = next((p.name for p in people if p.side is Side.BROKER), "")
    plan = say("Ask for the renewal before that day, and have it checked with whoever issued it.")
    return (papers.Risk(found.words, plan, watcher),)


def _risks(project: Project, people: list[EngagementPerson]) -> tuple[papers.Risk, ...]:
    """The first risks of the project's templates, watched by the person on site."""
    knowledge = load_knowledge()
    watcher = next((p.name for p in people if p.side is Side.ON_SITE), "")
    found: list[papers.Risk] = []
    seen: set[str] = set()
    for template in project.templates:
        for risk in knowledge.template(template).risks.values():
            if risk.risk not in seen:
                seen.add(risk.risk)
                words = say_known(knowledge.risks.risks[risk.risk].risk)
                found.append(papers.Risk(words, say_known(risk.mitigation_here), watcher))
    return tuple(found[:MOST_RISKS])


def _release(
    session: Session, stage: Stage, engagement: Engagement, quote: Quote | None, formats: Formats
) -> papers.Release:
    payment = session.scalars(
        select(Payment).where(Payment.stage_id == stage.id, Payment.kind == "stage")
    ).first()
    amount = stage.amount or Money(0, formats.currency)
    net = payment.amount if payment is not None and payment.amount is not None else amount
    return papers.Release(
        stage_price=amount,
        to_pay=paper_head.price_of(net, quote),
        share=stage.share / 100,
        contract_price=engagement.price,
        held=stage.held,
        held_share=engagement.retention_share,
        credit=stage.credit,
        credit_reason=stage.credit_reason,
        due_words=say("Due on the provider's invoice, after this sign-off."),
    )


def _results(
    session: Session, stage: Stage, reviews: object, accepted: Review, formats: Formats
) -> tuple[papers.TestResult, ...]:
    by_round: dict[uuid.UUID, dict[uuid.UUID, Verdict]] = {}
    for verdict in session.scalars(select(Verdict).where(Verdict.project_id == stage.project_id)):
        by_round.setdefault(verdict.review_id, {})[verdict.test_id] = verdict
    earlier = [
        review
        for review in session.scalars(
            select(Review).where(Review.stage_id == stage.id).order_by(Review.round)
        )
        if review.round < accepted.round
    ]
    proofs = _proof_numbers(session, stage, accepted.round)
    found = []
    for test in session.scalars(
        select(SignOffTest).where(SignOffTest.stage_id == stage.id).order_by(SignOffTest.number)
    ):
        final = by_round.get(accepted.id, {}).get(test.id)
        before = [(review, by_round.get(review.id, {}).get(test.id)) for review in earlier]
        tries = [
            say("{day}: {note}", day=formats.short_day(review.decided_on), note=one.note)
            for review, one in before
            if one is not None and one.result is not VerdictResult.PASS
        ]
        found.append(
            papers.TestResult(
                number=f"{stage.number}.{test.number}",
                agreed=test.text,
                pass_if=test.passes_if,
                result=RESULT[final.result] if final else "cant_tell",
                seen=final.note if final else "",
                proof=proofs.get(test.id, ""),
                earlier="; ".join(tries),
            )
        )
    return tuple(found)


def _proof_rows(session: Session, stage: Stage, round_: int) -> list[Proof]:
    """The evidence of the accepted round; a test that had passed before keeps that of its own round."""
    rows = session.scalars(
        select(Proof)
        .join(SignOffTest, SignOffTest.id == Proof.test_id)
        .where(SignOffTest.stage_id == stage.id, Proof.round <= round_)
        .order_by(SignOffTest.number, Proof.id)
    ).all()
    latest: dict[uuid.UUID, int] = {}
    for proof in rows:
        latest[proof.test_id] = max(proof.round, latest.get(proof.test_id, 0))
    return [proof for proof in rows if proof.round == latest[proof.test_id]]


def _proof_numbers(session: Session, stage: Stage, round_: int) -> dict[uuid.UUID, str]:
    numbers: dict[uuid.UUID, str] = {}
    for index, proof in enumerate(_proof_rows(session, stage, round_), 1):
        number = say("P-{number}", number=f"{stage.number}{index}")
        numbers[proof.test_id] = f"{numbers[proof.test_id]}, {number}" if proof.test_id in numbers else number
    return numbers


def _proofs(session: Session, stage: Stage, round_: int, formats: Formats) -> tuple[papers.FileLine, ...]:
    rows = _proof_rows(session, stage, round_)
    return tuple(
        papers.FileLine(
            name=proof.file_name or proof.described,
            size=proof.size,
            sha256=proof.sha256,
            number=say("P-{number}", number=f"{stage.number}{index}"),
            source=say("recorded by {who}, {day}", who=proof.recorded_by, day=formats.day(proof.recorded_on)),
        )
        for index, proof in enumerate(rows, 1)
    )
