"""If it is late or broken: the service levels of the plan, what a missed one costs, and a month worked through."""

import uuid
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.service_levels import (
    LATE_AT_MOST,
    LATE_GRACE,
    Level,
    Month,
    Scheme,
    late_credit,
    rescaled,
    worked_month,
)
from app.domain.engagements import Engagement, Stage
from app.domain.lateness import agreed_a_day
from app.domain.terms import ServiceLevel
from app.knowledge import load_knowledge
from app.queries.engagement_paper import current_engagement
from app.queries.level_words import levels_of, promise_words, value_words
from app.words import say, say_count, say_known
from app.words.formats import Formats


class LevelRow(NamedTuple):
    """One measure with what is promised, where it hurts, and what of the credit hangs on it."""

    id: uuid.UUID
    name: str
    meaning: str
    target: str
    critical: str
    weight: str
    """Its part of the credit in words; "no money" where none hangs on it."""

    source: str
    raw_target: Decimal
    raw_critical: Decimal
    raw_weight: Decimal


class ServicePart(NamedTuple):
    """The part of the plan, finished for its page and its paper."""

    levels: tuple[LevelRow, ...]
    fee: Money | None
    pool: Decimal
    bedding_months: int
    hours: str
    worked: tuple[str, ...]
    """A month in sentences: what misses, what that costs, what is left to pay."""

    credit: Money | None
    late: str
    """What a late stage costs, on the largest stage of this plan."""

    rules: tuple[str, ...]
    offered: tuple[tuple[str, str], ...]
    """Measures of the catalogue that are not in the plan: key and name."""

    with_money: int
    most_with_money: int


def service_part(session: Session, *, project_id: uuid.UUID, formats: Formats) -> ServicePart | None:
    """The service levels of a plan; None where nothing has been chosen yet."""
    engagement = current_engagement(session, project_id)
    if engagement is None:
        return None
    rows = levels_of(session, project_id)
    scheme = load_knowledge().service_levels.credit_scheme
    shares = rescaled({row.id.hex: row.weight for row in rows})
    taken = {row.measure for row in rows}
    measures = load_knowledge().service_levels.measures
    month = _worked(engagement, rows)
    return ServicePart(
        levels=tuple(_level(row, shares[row.id.hex], formats) for row in rows),
        fee=engagement.service_fee,
        pool=engagement.credit_pool,
        bedding_months=engagement.bedding_months,
        hours=engagement.service_hours,
        worked=_story(engagement, rows, month, formats) if month else (),
        credit=month.credit if month else None,
        late=_late(session, engagement, formats),
        rules=credit_rules(),
        offered=tuple((key, say_known(one.name)) for key, one in measures.items() if key not in taken),
        with_money=sum(row.weight > 0 for row in rows),
        most_with_money=scheme.max_measures_with_credit,
    )


def credit_rules() -> tuple[str, ...]:
    """How credits are reckoned and applied, and when the owner may leave, as the catalogue's scheme has it."""
    return (
        say("What comes off stands as a line on the next invoice, without anybody asking for it."),
        say("With fewer than 10 events in a month, three months are read together, or one miss is allowed."),
        say(
            "Not counted: maintenance announced 5 working days ahead, at most 4 hours a month; faults of your "
            "own or of suppliers outside this plan; and what nobody could prevent."
        ),
        say(
            "You may leave on 30 days’ notice, free of charge, when one measure is missed where it hurts 3 times "
            "in 6 months, or when the whole sum at stake comes off in 2 of 3 months."
        ),
        say(
            "What comes off adjusts the price for lesser service. It replaces neither repair nor a claim for "
            "serious loss."
        ),
    )


def _level(row: ServiceLevel, share: Decimal, formats: Formats) -> LevelRow:
    known = load_knowledge().service_levels.measures.get(row.measure)
    critical = value_words(row.critical, row.unit, formats)
    return LevelRow(
        row.id,
        row.name,
        say_known(known.definition) if known else "",
        promise_words(row, formats),
        say("below {value}", value=critical) if row.high_is_good else say("above {value}", value=critical),
        say("{share} of the credit", share=formats.percent(share / 100)) if row.weight else say("no money"),
        row.source,
        row.target,
        row.critical,
        row.weight,
    )


def _worked(engagement: Engagement, rows: list[ServiceLevel]) -> Month | None:
    if engagement.service_fee is None or not any(row.weight > 0 for row in rows):
        return None
    levels = [Level(row.id.hex, row.target, row.critical, row.high_is_good, row.weight) for row in rows]
    return worked_month(levels, Scheme(engagement.service_fee, engagement.credit_pool))


def _story(
    engagement: Engagement, rows: list[ServiceLevel], month: Month, formats: Formats
) -> tuple[str, ...]:
    """The month in sentences; the fee is there, or there would be no month."""
    named = {row.id.hex: row for row in rows}
    sentences = []
    for read in month.reads:
        row = named[read.key]
        value = value_words(read.value, row.unit, formats)
        points = formats.number(read.points.normalize() + 0)
        if read.critical_missed:
            sentences.append(
                say(
                    "{measure} comes to {value}, worse than where it hurts: {points} points, twice its weight.",
                    measure=row.name, value=value, points=points,
                )
            )  # fmt: skip
        elif not read.met:
            sentences.append(
                say("{measure} comes to {value} and misses its target: {points} points.",
                    measure=row.name, value=value, points=points)
            )  # fmt: skip
    pool = engagement.service_fee.times(engagement.credit_pool) if engagement.service_fee else month.credit
    sentences.append(
        say(
            "{points} points of 100 take {credit} off: that part of {pool}, which is {share} of the fee. You pay "
            "{payable}, excl. tax.",
            points=formats.number(month.points.normalize() + 0), credit=formats.money(month.credit),
            pool=formats.money(pool), share=formats.percent(engagement.credit_pool),
            payable=formats.money(month.payable),
        )
    )  # fmt: skip
    return tuple(sentences)


def _late(session: Session, engagement: Engagement, formats: Formats) -> str:
    stages = session.scalars(select(Stage).where(Stage.project_id == engagement.project_id)).all()
    priced = [(stage.amount, stage.number) for stage in stages if stage.amount is not None]
    if not priced:
        return ""
    amount, number = max(priced, key=lambda one: one[0].minor)
    days = LATE_GRACE + 3
    a_day = agreed_a_day(engagement)
    if a_day is not None:
        return say_count(
            "A stage that the provider hands over late costs {sum} for each working day after {count} day of "
            "grace, at most {most} of it. Stage {number}, {days} working days late: {credit} off.",
            "A stage that the provider hands over late costs {sum} for each working day after {count} days of "
            "grace, at most {most} of it. Stage {number}, {days} working days late: {credit} off.",
            LATE_GRACE, sum=formats.money(a_day), most=formats.percent(LATE_AT_MOST), number=number, days=days,
            credit=formats.money(late_credit(amount, days, a_day)),
        )  # fmt: skip
    return say_count(
        "A stage that the provider hands over late costs 0.5% of it for each working day after {count} day of "
        "grace, at most {most}. Stage {number}, {days} working days late: {credit} off.",
        "A stage that the provider hands over late costs 0.5% of it for each working day after {count} days of "
        "grace, at most {most}. Stage {number}, {days} working days late: {credit} off.",
        LATE_GRACE, most=formats.percent(LATE_AT_MOST), number=number, days=days,
        credit=formats.money(late_credit(amount, days)),
    )  # fmt: skip
