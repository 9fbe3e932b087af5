"""What happened in a project, step by step, with its figures: the record behind `journey.json`."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.quotes import price_ratio
from app.domain.documents import Document
from app.domain.engagements import Engagement, Payment, Stage
from app.domain.evaluations import Interview, ReferenceCall
from app.domain.projects import LifecycleStep
from app.domain.quotes import Decision, Quote
from app.queries.estimates import reading, should_cost
from app.queries.judged_quotes import Judging, judging
from app.queries.schedule_figures import ScheduleFigure, schedule_figures
from app.queries.team_figures import TeamFigure, team_figures
from app.words.formats import Formats


@dataclass(frozen=True)
class Step:
    """One step of a lifecycle."""

    number: int
    on: date
    entity: str
    subject: uuid.UUID
    event: str
    before: str | None
    after: str
    who: str
    person: str
    produces: str | None
    guards: dict[str, str]


@dataclass(frozen=True)
class QuoteFigure:
    """A quote and its price, excl. tax."""

    id: uuid.UUID
    provider: str
    state: str
    price: Money | None


@dataclass(frozen=True)
class JudgedFigure:
    """How one quote was judged: marks by criterion, the total to a tenth, and cost over three years as we reckon it."""

    id: uuid.UUID
    marks: Mapping[str, Decimal]
    total: Decimal
    cost: Money | None
    price_ratio: Decimal | None
    interviews: tuple[tuple[str, Decimal], ...]
    references: tuple[tuple[str, Decimal | None], ...]
    open_flags: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class StageFigure:
    """A stage with its money, excl. tax; `paid` is what its payment came to."""

    id: uuid.UUID
    number: int
    title: str
    state: str
    amount: Money | None
    held: Money | None
    credit: Money | None
    payable: Money | None
    payment_state: str


@dataclass(frozen=True)
class DocumentFigure:
    """An issued document."""

    kind: str
    number: str
    pages: int
    sha256: str
    issued_on: date


@dataclass(frozen=True)
class JourneyRecord:
    """A project's whole journey in figures."""

    low: Decimal
    likely: Decimal
    high: Decimal
    mean: Decimal
    p80: Decimal
    build: Money | None
    three_year: Money | None
    quotes: tuple[QuoteFigure, ...]
    weights: Mapping[str, Decimal]
    judged: tuple[JudgedFigure, ...]
    chosen: uuid.UUID | None
    decided_on: date | None
    decided_by: str
    reason: str
    price: Money | None
    retention_share: Decimal | None
    stages: tuple[StageFigure, ...]
    retention_released: Money | None
    documents: tuple[DocumentFigure, ...]
    steps: tuple[Step, ...]
    team: TeamFigure | None = None
    schedule: ScheduleFigure | None = None


def steps(session: Session, *, project_id: uuid.UUID) -> tuple[Step, ...]:
    """Every step that anything of the project took, in order."""
    rows = session.scalars(
        select(LifecycleStep).where(LifecycleStep.project_id == project_id).order_by(LifecycleStep.number)
    )
    return tuple(
        Step(
            row.number,
            row.happened_on,
            row.entity,
            row.subject,
            row.event,
            row.before,
            row.after,
            row.who,
            row.person,
            row.produces,
            dict(row.guards),
        )
        for row in rows
    )


def journey(session: Session, *, project_id: uuid.UUID) -> JourneyRecord:
    """The record of one project, read from what is stored and nothing else."""
    estimate = reading(session, project_id=project_id).estimate
    fixed = should_cost(session, project_id=project_id, formats=Formats())
    quotes = session.scalars(select(Quote).where(Quote.project_id == project_id).order_by(Quote.id)).all()
    decision = session.scalars(
        select(Decision)
        .where(Decision.project_id == project_id, Decision.stands)
        .order_by(Decision.id.desc())
    ).first()
    engagement = session.scalars(
        select(Engagement).where(Engagement.project_id == project_id, Engagement.state != "cancelled")
    ).first()
    stages = session.scalars(select(Stage).where(Stage.project_id == project_id).order_by(Stage.number)).all()
    payments = session.scalars(select(Payment).where(Payment.project_id == project_id)).all()
    issued = session.scalars(
        select(Document).where(Document.project_id == project_id).order_by(Document.issued_on, Document.id)
    ).all()
    taken = steps(session, project_id=project_id)
    judged = judging(session, project_id, taken[-1].on) if taken else None
    of_stage = {payment.stage_id: payment for payment in payments if payment.stage_id}
    kept = next((payment for payment in payments if payment.kind == "retention"), None)
    return JourneyRecord(
        low=estimate.total.low,
        likely=estimate.total.likely,
        high=estimate.total.high,
        mean=estimate.mean,
        p80=estimate.p80,
        build=fixed.build if fixed else None,
        three_year=fixed.three_year if fixed else None,
        quotes=tuple(
            QuoteFigure(quote.id, quote.provider_name, quote.state, quote.price) for quote in quotes
        ),
        weights=judged.judged.weights if judged is not None else {},
        judged=_judged(judged) if judged is not None else (),
        chosen=decision.quote_id if decision else None,
        decided_on=decision.decided_on if decision else None,
        decided_by=decision.typed_name if decision else "",
        reason=decision.words if decision else "",
        price=engagement.price if engagement else None,
        retention_share=engagement.retention_share if engagement else None,
        stages=tuple(_stage(stage, of_stage.get(stage.id)) for stage in stages),
        retention_released=kept.amount if kept else None,
        documents=tuple(
            DocumentFigure(row.kind, row.number, row.pages, row.sha256, row.issued_on) for row in issued
        ),
        steps=taken,
        team=team_figures(session, project_id=project_id),
        schedule=schedule_figures(session, project_id=project_id),
    )


def _judged(found: Judging) -> tuple[JudgedFigure, ...]:
    """Each quote as it was judged; none while quality is still being judged, as prices follow."""
    if not found.judged.quality_done:
        return ()
    round_, ours = found.judged, found.judged.should_cost
    figures = []
    for quote in (offer.quote for offer in found.offers):
        own, cost = round_.judged(quote), round_.cost(quote).total
        figures.append(
            JudgedFigure(
                id=quote.id,
                marks={mark.criterion: mark.mark for mark in own.marks},
                total=own.shown,
                cost=cost,
                price_ratio=price_ratio(cost, ours) if cost is not None and ours is not None else None,
                interviews=tuple((row.role, row.mark) for row in round_.of_quote(Interview, quote.id)),
                references=tuple((row.client, row.score) for row in round_.of_quote(ReferenceCall, quote.id)),
                open_flags=tuple((flag.sign, flag.severity) for flag in round_.flags(quote)),
            )
        )
    return tuple(figures)


def _stage(stage: Stage, payment: Payment | None) -> StageFigure:
    return StageFigure(
        stage.id,
        stage.number,
        stage.title,
        stage.state,
        stage.amount,
        stage.held,
        stage.credit,
        payment.amount if payment else None,
        payment.state if payment else "",
    )
