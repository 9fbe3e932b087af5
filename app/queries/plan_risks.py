"""What could go wrong, in money and in a square of three by three, and what is in hand if the provider is gone."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.plan_risks import (
    HIGH,
    LOW,
    MEDIUM,
    MOST_COUNTED,
    THIRDS,
    RiskSize,
    expected_sum,
    reserve,
    usual_cost,
)
from app.analysis.way_out import WEIGHTS, band, exposure
from app.domain.engagements import Stage
from app.domain.terms import ARRANGED, NOT_APPLICABLE, OPEN, SECURED, ExitItem, PlanRisk
from app.knowledge import load_knowledge
from app.queries.engagement_paper import current_engagement
from app.words import say, say_count, say_known
from app.words.formats import Formats

STILL_OPEN = ("open", "mitigating")
"""What happened already stands in the plan, or should; what is over cannot happen."""

THIRD_ORDER = (LOW, MEDIUM, HIGH)


class RiskRow(NamedTuple):
    """One risk as its row shows it; `likely` and `hurts` are "low", "medium" or "high"."""

    id: uuid.UUID
    number: int
    words: str
    likely: str
    likely_words: str
    hurts: str
    hurts_words: str
    band: str
    plan: str
    early_sign: str
    fallback: str
    watched_by: str
    look_on: date | None
    state: str
    state_words: str
    cost: str
    expected: str
    raw_likely: int
    raw_hurts: int
    raw_cost: Money | None
    raw_days: Decimal | None
    stage_id: uuid.UUID | None
    delay: str
    """By how many days it would put off what, in words; empty where nobody said."""


class ExitRow(NamedTuple):
    """One thing to have in hand; `state` is "open", "arranged", "secured" or "not_applicable"."""

    id: uuid.UUID
    key: str
    what: str
    why: str
    state: str
    state_words: str
    place: str
    when: str


class RisksPart(NamedTuple):
    """The part of the plan, finished for its page and its paper."""

    risks: tuple[RiskRow, ...]
    """The worst first; those that are over come last."""

    grid: dict[tuple[str, str], tuple[str, ...]]
    """(likely, hurts) → numbers and names of the risks there."""

    expected: Money | None
    reserve: Money | None
    money_words: tuple[str, ...]
    offered: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]
    """Id as hex and name of each stage that a risk may hold up."""

    exit: tuple[ExitRow, ...]
    exposure: int
    exposure_band: str
    exposure_words: str


def risks_part(session: Session, *, project_id: uuid.UUID, formats: Formats) -> RisksPart | None:
    """Risks and way out of a plan; None where nothing has been chosen yet."""
    engagement = current_engagement(session, project_id)
    if engagement is None:
        return None
    rows = sorted(
        session.scalars(select(PlanRisk).where(PlanRisk.project_id == project_id)),
        key=lambda row: (row.state == "closed", -row.likely * row.hurts, row.position),
    )
    price = engagement.price
    stages = {s.id: s for s in session.scalars(select(Stage).where(Stage.project_id == project_id))}
    shown = tuple(_risk(n, row, price, stages, formats) for n, row in enumerate(rows, start=1))
    sizes = [size for row in rows if row.state != "closed" and (size := _size(row, price)) is not None]
    currency = price.currency if price else formats.currency
    held = [row.risk for row in rows]
    library = load_knowledge().risks.risks
    items = session.scalars(select(ExitItem).where(ExitItem.project_id == project_id)).all()
    counted = [item.item for item in items if item.state != NOT_APPLICABLE]
    score = exposure([item.item for item in items if item.state == SECURED], counted=counted)
    order = list(WEIGHTS)
    return RisksPart(
        risks=shown,
        grid=_grid(shown),
        expected=expected_sum(sizes, currency) if sizes else None,
        reserve=reserve(sizes, currency) if sizes else None,
        money_words=_money_words(sizes, currency, rows, formats),
        offered=tuple((key, say_known(one.risk)) for key, one in library.items() if key not in held),
        stages=tuple((s.id.hex, s.title) for s in sorted(stages.values(), key=lambda s: s.number)),
        exit=tuple(_exit(item, stages) for item in sorted(items, key=lambda item: order.index(item.item))),
        exposure=score,
        exposure_band=band(score),
        exposure_words=_exposure_words(score, len(items)),
    )


def third_words(third: str) -> str:
    """Low, medium or high."""
    return {LOW: say("Low"), MEDIUM: say("Medium"), HIGH: say("High")}[third]


def risk_states() -> tuple[tuple[str, str], ...]:
    """The states of a risk and their words."""
    words = {
        "open": say("Might happen"),
        "mitigating": say("Being worked on"),
        "happened": say("Has happened"),
        "closed": say("Over"),
    }
    return tuple((key, words[key]) for key in load_knowledge().risks.method.states)


def exit_states() -> tuple[tuple[str, str], ...]:
    """How far a thing is safe, and its words."""
    return (
        (OPEN, say("Open")),
        (ARRANGED, say("Arranged")),
        (SECURED, say("In hand")),
        (NOT_APPLICABLE, say("Does not apply")),
    )


def exit_words(key: str) -> str:
    """What is to be in hand."""
    return {
        "accounts": say("Accounts, domains and licences in your own name"),
        "code": say("Code, settings and drawings in your own store"),
        "data": say("Your data in a form others can read, tried once"),
        "passwords": say("Administrator passwords where you can reach them"),
        "guide": say("A guide somebody else could run it by"),
        "second": say("A second person who knows the work"),
        "help": say("Help with leaving, at rates that are fixed"),
    }[key]


def _exit_why(key: str) -> str:
    return {
        "accounts": say("Without them nobody else is let in."),
        "code": say("Without it the work would be done again."),
        "data": say("Without them the business would stop."),
        "passwords": say("Without them every change waits for a locksmith."),
        "guide": say("Without it somebody new needs weeks to find out."),
        "second": say("Without one, everything hangs on one person."),
        "help": say("Without it, leaving costs what they ask."),
    }[key]


def _risk(
    number: int, row: PlanRisk, price: Money | None, stages: Mapping[uuid.UUID, Stage], formats: Formats
) -> RiskRow:
    size = _size(row, price)
    likely, hurts = THIRDS[row.likely], THIRDS[row.hurts]
    return RiskRow(
        row.id,
        number,
        row.words,
        likely,
        third_words(likely),
        hurts,
        third_words(hurts),
        say_known(load_knowledge().risks.method.band(row.likely * row.hurts).label),
        row.plan,
        row.early_sign,
        row.fallback,
        row.watched_by,
        row.look_on,
        row.state,
        dict(risk_states())[row.state],
        formats.money_short(size.cost) if size else "",
        formats.money_short(size.expected) if size else "",
        row.likely,
        row.hurts,
        row.cost,
        row.days,
        row.stage_id if row.stage_id in stages else None,
        _delay(row, stages, formats),
    )


def _delay(row: PlanRisk, stages: Mapping[uuid.UUID, Stage], formats: Formats) -> str:
    if not row.days:
        return ""
    stage = stages.get(row.stage_id) if row.stage_id is not None else None
    what = stage.title if stage is not None else say("the end")
    days = formats.number(row.days.normalize() + 0)
    return say("{days} working days for {what}", days=days, what=what)


def _size(row: PlanRisk, price: Money | None) -> RiskSize | None:
    cost = row.cost or (usual_cost(price, row.hurts) if price is not None else None)
    return RiskSize(row.likely, row.hurts, cost) if cost is not None else None


def _grid(shown: Sequence[RiskRow]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (likely, hurts): tuple(
            say("{number} {risk}", number=row.number, risk=row.words)
            for row in shown
            if (row.likely, row.hurts) == (likely, hurts) and row.state != "closed"
        )
        for likely in THIRD_ORDER
        for hurts in THIRD_ORDER
    }


def _money_words(
    sizes: Sequence[RiskSize], currency: str, rows: Sequence[PlanRisk], formats: Formats
) -> tuple[str, ...]:
    if not sizes:
        return ()
    said = say(
        "On average they cost {expected}. {reserve} is enough four times in five.",
        expected=formats.money_short(_whole(expected_sum(sizes, currency))),
        reserve=formats.money_short(_whole(reserve(sizes, currency))),
    )
    drawn = sum(row.state in STILL_OPEN and bool(row.days or row.cost) for row in rows)
    counted = (
        say_count(
            "How sure the end is counts the {count} with days or money that somebody named.",
            "How sure the end is counts the {count} with days or money that somebody named.",
            drawn,
        ),
    )
    guessed = sum(row.cost is None and row.state != "closed" for row in rows)
    if not guessed:
        return (said, *counted)
    rest = say_count(
        "The cost of {count} is our own default: a share of the price by how much it hurts. The {most} worst "
        "are counted.",
        "The cost of {count} is our own default: a share of the price by how much it hurts. The {most} worst "
        "are counted.",
        guessed, most=MOST_COUNTED,
    )  # fmt: skip
    return (said, rest, *counted)


def _whole(amount: Money) -> Money:
    """In whole units: an average of guesses has no pence."""
    return Money.of(amount.decimal.to_integral_value(), amount.currency)


def _exit(item: ExitItem, stages: dict[uuid.UUID, Stage]) -> ExitRow:
    stage = stages.get(item.stage_id) if item.stage_id else None
    return ExitRow(
        item.id,
        item.item,
        exit_words(item.item),
        _exit_why(item.item),
        item.state,
        dict(exit_states())[item.state],
        item.place,
        say("with stage {number}", number=stage.number) if stage else "",
    )


def _exposure_words(score: int, items: int) -> str:
    if not items:
        return ""
    if not score:
        return say("Everything you would need is in hand.")
    return say("{score} of 100 would be missing. It falls as things come into your hands.", score=score)
