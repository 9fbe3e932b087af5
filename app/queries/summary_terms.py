"""What the engagement summary says of lateness, faults and risks: the plan's own terms, in a few rows."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.service_levels import LATE_AT_MOST, LATE_GRACE
from app.domain.engagements import Engagement
from app.domain.lateness import agreed_a_day
from app.domain.terms import PlanRisk
from app.queries.level_words import levels_of, promise_words
from app.queries.paper_parts import Risk
from app.queries.papers import Promise
from app.words import say, say_count
from app.words.formats import Formats

OVER = "closed"


def promises(session: Session, engagement: Engagement, formats: Formats) -> tuple[Promise, ...]:
    """What happens if a stage is late, a test fails, the service is down, or a fault shows later."""
    a_day = agreed_a_day(engagement)
    found = [
        Promise(
            say("If a stage is late"),
            _late_sum(a_day, formats)
            if a_day is not None
            else say_count(
                "After {count} working day 0.5% of that stage comes off for each day more, at most {most}, if "
                "the provider caused it.",
                "After {count} working days 0.5% of that stage comes off for each day more, at most {most}, if "
                "the provider caused it.",
                LATE_GRACE, most=formats.percent(LATE_AT_MOST),
            ),
        ),
        Promise(
            say("If a test does not pass"),
            say("The stage goes back, is put right and is checked again. Nothing is paid until it passes."),
            say("acceptance"),
        ),
    ]  # fmt: skip
    service = _service(session, engagement, formats)
    if service is not None:
        found.append(service)
    found.append(
        Promise(
            say("If a fault shows later"),
            say_count(
                "It is fixed free of charge for {count} day after the last stage.",
                "It is fixed free of charge for {count} days after the last stage.",
                engagement.warranty_days,
            ),
            say("warranty"),
        )
    )
    if service is None and engagement.retention_share:
        found.append(
            Promise(
                say("Until that time is over"),
                say("{share} of each stage is held back.", share=formats.percent(engagement.retention_share)),
                say("retention"),
            )
        )
    return tuple(found)


def _late_sum(a_day: Money, formats: Formats) -> str:
    return say_count(
        "After {count} working day {sum} comes off for each day more, at most {most} of that stage, if the provider "
        "caused it.",
        "After {count} working days {sum} comes off for each day more, at most {most} of that stage, if the provider "
        "caused it.",
        LATE_GRACE, sum=formats.money(a_day), most=formats.percent(LATE_AT_MOST),
    )  # fmt: skip


def _service(session: Session, engagement: Engagement, formats: Formats) -> Promise | None:
    levels = sorted(levels_of(session, engagement.project_id), key=lambda level: -level.weight)
    if not levels or engagement.service_fee is None:
        return None
    first = levels[0]
    return Promise(
        say("If it is down"),
        say(
            "{measure}: {promise}. With {count} measures, up to {share} of the {fee} a month comes off when they are "
            "missed.",
            measure=first.name, promise=promise_words(first, formats), count=len(levels),
            share=formats.percent(engagement.credit_pool), fee=formats.money(engagement.service_fee),
        ),
        say("service levels"),
    )  # fmt: skip


def worst_risks(session: Session, engagement: Engagement, most: int) -> tuple[Risk, ...]:
    """The worst risks of the plan that are not over; none where nobody wrote any down."""
    rows: Sequence[PlanRisk] = session.scalars(
        select(PlanRisk).where(PlanRisk.project_id == engagement.project_id, PlanRisk.state != OVER)
    ).all()
    ordered = sorted(rows, key=lambda row: (-row.likely * row.hurts, -_cost(row), row.position))
    return tuple(Risk(row.words, row.plan, row.watched_by) for row in ordered[:most])


def _cost(row: PlanRisk) -> Decimal:
    return row.cost.decimal if row.cost is not None else Decimal(0)
