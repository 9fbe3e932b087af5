"""Whether to begin small: what the first stage puts at risk, and after which stages the owner may stop."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.first_steps import helps
from app.analysis.money import Money
from app.analysis.payments import STANDARD_LIMITS
from app.domain.engagements import Stage
from app.domain.projects import Project
from app.queries.engagements import current
from app.queries.estimates import reading
from app.queries.lens import Lens
from app.queries.paper_head import stages_of
from app.words import say
from app.words.formats import Formats

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class WayOutRow:
    """A stage after which the owner may stop: what has been paid then, and what is kept."""

    stage_id: uuid.UUID
    stage: str
    paid: str
    keeps: str


@dataclass(frozen=True, slots=True)
class WayOutView:
    """Ways out of a plan; `offer` says why beginning small would help, empty where it would not."""

    title: str
    offer: str
    at_risk: str
    ways: tuple[WayOutRow, ...]
    can_begin: bool


def plan_way_out(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats
) -> WayOutView | None:
    """Where the owner may stop; None without an engagement or with fewer than two stages."""
    project, engagement = session.get(Project, project_id), current(session, project_id)
    if project is None or engagement is None:
        return None
    stages = stages_of(session, project_id)
    if len(stages) < 2:
        return None
    ways = tuple(_ways(stages, formats))
    read = reading(session, project_id=project_id)
    trust = read.inputs.get("trust_history")
    unsure = helps(
        project.sourcing_class,
        read.readiness,
        trust if isinstance(trust, Decimal) else None,
        light=read.light,
    )
    title = (
        say("You may stop on the way.")
        if ways
        else say("Not sure yet? Begin with a small stage you can stop after.")
    )
    return WayOutView(
        title=title,
        offer=_offer(unsure=unsure),
        at_risk=_at_risk(stages[0], formats),
        ways=ways,
        can_begin=not any(way.stage_id == stages[0].id for way in ways),
    )


def _ways(stages: Sequence[Stage], formats: Formats) -> Iterator[WayOutRow]:
    paid: Money | None = None
    for stage in stages:
        if stage.amount is not None:
            net = stage.amount - (stage.held or Money(0, stage.amount.currency))
            paid = net if paid is None else paid + net
        if stage.way_out:
            yield WayOutRow(
                stage.id,
                say("After stage {number}, {stage}", number=stage.number, stage=stage.title),
                say("You have paid {paid}, and owe nothing more.", paid=formats.money_short(paid)),
                say("You keep: {what}", what=stage.way_out),
            )


def _offer(*, unsure: bool) -> str:
    if unsure:
        return say(
            "You have not worked with this provider before, or something is still open. A first stage that is paid "
            "by itself shows how they work before you commit to the rest."
        )
    return ""


def _at_risk(first: Stage, formats: Formats) -> str:
    share = first.share / HUNDRED
    words = say(
        "Stage 1 is {amount}, {share} of the price.",
        amount=formats.money_short(first.amount),
        share=formats.percent(share),
    )
    if share > STANDARD_LIMITS.advance:
        return say(
            "{stage} A first step is better kept to {limit}.",
            stage=words,
            limit=formats.percent(STANDARD_LIMITS.advance),
        )
    return words
