"""The terms both sides agree beside price and stages: service levels, the rhythm of work, and the rules."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, TypeVar, Unpack

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.base import Entity
from app.domain.clause_drafts import ClauseFacts, draft_clauses
from app.domain.clause_words import ReadClause, clause_facts, freeze, read_clauses
from app.domain.engagements import Engagement, EngagementPerson, Side
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.domain.term_drafts import (
    clauses_of,
    draft_exit,
    draft_levels,
    draft_rhythm,
    draft_risks,
    measure_level,
    most_with_money,
)
from app.domain.terms import (
    AGREED,
    CHANNEL,
    ESCALATION,
    MEETING,
    NOT_APPLICABLE,
    OPEN,
    Clause,
    ExitItem,
    PlanRisk,
    RhythmLine,
    ServiceLevel,
)
from app.knowledge import load_knowledge
from app.knowledge.answers import sourcing_inputs
from app.services.found import found
from app.services.plan_stages import open_plan
from app.services.scoping import values
from app.words import say, say_known

T = TypeVar("T", ServiceLevel, RhythmLine, Clause, PlanRisk, ExitItem)


class ServiceFields(TypedDict, total=False):
    """What may be changed of the service as a whole; shares are of one."""

    service_fee: Money | None
    credit_pool: Decimal
    bedding_months: int
    service_hours: str


class LevelFields(TypedDict, total=False):
    """What may be changed of a service level."""

    name: str
    target: Decimal
    critical: Decimal
    unit: str
    high_is_good: bool
    source: str
    weight: Decimal


class RhythmFields(TypedDict, total=False):
    """What may be changed of a meeting, a channel or a step of escalation."""

    what: str
    who: str
    often: str
    how: str
    result: str
    minutes: int | None


def draft_terms(session: Session, *, project_id: uuid.UUID, on: date, parts: Sequence[str] = ()) -> None:
    """Fill in what is usual where a part is still empty; `parts` are keys of `DRAFTED`, all without any."""
    project, engagement = open_plan(session, project_id, on)
    for part in parts or DRAFTED:
        entity, draft = DRAFTED[part]
        if not session.scalar(select(func.count()).where(entity.project_id == project_id, ~entity.deleted)):
            session.add_all(draft(session, project, engagement))
    if "service" in (parts or DRAFTED):
        _draft_service(session, engagement)


def set_service(
    session: Session, *, project_id: uuid.UUID, on: date, **fields: Unpack[ServiceFields]
) -> None:
    """Change the fee of a month, what of it is at stake, from when on, and in which hours."""
    _, engagement = open_plan(session, project_id, on)
    if not 0 <= fields.get("credit_pool", Decimal(0)) <= 1:
        raise DomainError(say("A share must be from 0 to 100%."))
    if fields.get("bedding_months", 0) < 0:
        raise DomainError(say("Months can't be less than nothing."))
    for name, value in fields.items():
        setattr(engagement, name, value.strip() if isinstance(value, str) else value)


def add_level(
    session: Session, *, project_id: uuid.UUID, measure: str, on: date, money: bool = True
) -> uuid.UUID:
    """Add a measure of the catalogue; money hangs on it only while fewer than six cost any."""
    open_plan(session, project_id, on)
    held = rows_of(session, ServiceLevel, project_id)
    known = load_knowledge().service_levels.measures.get(measure)
    if known is None or any(level.measure == measure for level in held):
        raise DomainError(say("This measure is in the plan already, or no longer in the catalogue."))
    room = sum(level.weight > 0 for level in held) < most_with_money()
    level = measure_level(project_id, known, len(held), money=money and room)
    session.add(level)
    session.flush()
    return level.id


def change_level(session: Session, *, level_id: uuid.UUID, on: date, **fields: Unpack[LevelFields]) -> None:
    """Change a target, its threshold, its source, or what it weighs."""
    level = found(session, ServiceLevel, level_id, say("This service level is no longer in the plan."))
    open_plan(session, level.project_id, on)
    weight = fields.get("weight", level.weight)
    others = [one for one in rows_of(session, ServiceLevel, level.project_id) if one.id != level_id]
    if weight < 0:
        raise DomainError(say("A weight can't be less than nothing."))
    if weight > 0 and sum(one.weight > 0 for one in others) >= most_with_money():
        raise DomainError(
            say(
                "At most {count} measures can cost money. Take it off another one first.",
                count=most_with_money(),
            )
        )
    high = fields.get("high_is_good", level.high_is_good)
    target, critical = fields.get("target", level.target), fields.get("critical", level.critical)
    if critical > target if high else critical < target:
        raise DomainError(say("Where it hurts has to be worse than the target."))
    _write(level, fields)


def remove_level(session: Session, *, level_id: uuid.UUID, on: date) -> None:
    """Take a measure out of the plan."""
    level = found(session, ServiceLevel, level_id, say("This service level is no longer in the plan."))
    open_plan(session, level.project_id, on)
    session.delete(level)


def add_rhythm(
    session: Session, *, project_id: uuid.UUID, kind: str, on: date, **fields: Unpack[RhythmFields]
) -> uuid.UUID:
    """Add a meeting, a way of telling things, or a step of settling a quarrel."""
    open_plan(session, project_id, on)
    if kind not in (MEETING, CHANNEL, ESCALATION) or not fields.get("what", "").strip():
        raise DomainError(say("Say what it is."))
    position = len(rows_of(session, RhythmLine, project_id))
    line = RhythmLine(project_id=project_id, kind=kind, what="", position=position)
    _write(line, fields)
    session.add(line)
    session.flush()
    return line.id


def change_rhythm(session: Session, *, line_id: uuid.UUID, on: date, **fields: Unpack[RhythmFields]) -> None:
    """Change a line of the rhythm."""
    line = found(session, RhythmLine, line_id, say("This line is no longer in the plan."))
    open_plan(session, line.project_id, on)
    if "what" in fields and not fields["what"].strip():
        raise DomainError(say("Say what it is."))
    _write(line, fields)


def remove_rhythm(session: Session, *, line_id: uuid.UUID, on: date) -> None:
    """Take a line out of the rhythm."""
    line = found(session, RhythmLine, line_id, say("This line is no longer in the plan."))
    open_plan(session, line.project_id, on)
    session.delete(line)


def settle_clause(
    session: Session, *, clause_id: uuid.UUID, state: str, on: date, words: str = "", reason: str = ""
) -> None:
    """Agree to a topic, say that it does not apply and why, or open it again; new words are no default."""
    clause = found(session, Clause, clause_id, say("This topic is no longer in the plan."))
    project, engagement = open_plan(session, clause.project_id, on)
    if state not in (OPEN, AGREED, NOT_APPLICABLE):
        raise DomainError(say("A topic is open, agreed, or does not apply."))
    facts = _clause_facts(session, project, engagement)
    freeze(read_clauses([clause], facts, engagement))
    if state == NOT_APPLICABLE and not (reason.strip() or clause.reason):
        raise DomainError(say("Say why it does not apply."))
    if words.strip() and words.strip() != clause.words:
        clause.words, clause.is_default = words.strip(), False
    if state == AGREED and not clause.words:
        raise DomainError(say("Say in a sentence what is agreed."))
    clause.reason = (reason.strip() or clause.reason) if state == NOT_APPLICABLE else ""
    clause.state, clause.drafted = state, state == OPEN and clause.words == _first_words(clause, facts)


def settle_rest(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Agree to every open topic as it is worded; what is only usual in the country stays open to be read."""
    for each in clauses_now(session, *open_plan(session, project_id, on)):
        if each.state == OPEN and not each.is_default and each.words:
            freeze([each])
            each.clause.state, each.clause.drafted = AGREED, False


def clauses_now(session: Session, project: Project, engagement: Engagement) -> tuple[ReadClause, ...]:
    """Every topic as it reads now."""
    facts = _clause_facts(session, project, engagement)
    return read_clauses(rows_of(session, Clause, project.id), facts, engagement)


def set_data_place(
    session: Session, *, project_id: uuid.UUID, on: date, place: str = "", notice_days: int | None = None
) -> None:
    """Say where the data lie and who elsewhere sees them, and how many days of notice end the work early."""
    _, engagement = open_plan(session, project_id, on)
    engagement.data_place = place.strip() or engagement.data_place
    if notice_days is not None:
        if notice_days < 0:
            raise DomainError(say("Days of notice can't be less than nothing."))
        engagement.notice_days = notice_days


def rows_of(session: Session, entity: type[T], project_id: uuid.UUID) -> list[T]:
    """The rows of a project in their order."""
    order = (getattr(entity, "position", entity.id), entity.id)
    return list(session.scalars(select(entity).where(entity.project_id == project_id).order_by(*order)))


def watchers_of(session: Session, project: Project) -> dict[str, str]:
    """Whom the risks of the library fall to by default, by name."""
    people = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project.id, EngagementPerson.side == Side.ON_SITE)
        .order_by(EngagementPerson.leads.desc(), EngagementPerson.position)
    ).first()
    return {
        "owner": project.owner_name,
        "broker": project.broker_name or project.owner_name,
        "provider": people.name if people is not None else "",
    }


def _draft_service(session: Session, engagement: Engagement) -> None:
    quote = session.get(Quote, engagement.quote_id)
    if engagement.service_fee is None and quote is not None:
        engagement.service_fee = quote.support_month
    engagement.service_hours = engagement.service_hours or say_known(
        load_knowledge().service_levels.service_hours_default
    )


def _levels(session: Session, project: Project, engagement: Engagement) -> Sequence[Entity]:
    return draft_levels(project.id, project.templates)


def _rhythm(session: Session, project: Project, engagement: Engagement) -> Sequence[Entity]:
    return draft_rhythm(project.id, project.sourcing_class or "")


def _clauses(session: Session, project: Project, engagement: Engagement) -> Sequence[Entity]:
    return clauses_of(project.id, _clause_facts(session, project, engagement))


def _first_words(clause: Clause, facts: ClauseFacts) -> str:
    return next((draft.words for draft in draft_clauses(facts) if draft.topic == clause.topic), "")


def _clause_facts(session: Session, project: Project, engagement: Engagement) -> ClauseFacts:
    known = sourcing_inputs(load_knowledge().questions, values(session, project))
    people = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project.id)
        .order_by(EngagementPerson.position, EngagementPerson.id)
    )
    return clause_facts(project, engagement, people, str(known.get("data_sensitivity") or ""))


def _elsewhere(session: Session, project: Project) -> str:
    remote = session.scalars(
        select(EngagementPerson).where(
            EngagementPerson.project_id == project.id, EngagementPerson.side == Side.REMOTE
        )
    ).first()
    return (remote.place or remote.name) if remote is not None else ""


def _risks(session: Session, project: Project, engagement: Engagement) -> Sequence[Entity]:
    elsewhere = bool(_elsewhere(session, project))
    watchers = watchers_of(session, project)
    return draft_risks(project.id, project.templates, elsewhere=elsewhere, watchers=watchers)


def _exit(session: Session, project: Project, engagement: Engagement) -> Sequence[Entity]:
    return draft_exit(project.id)


DRAFTED: dict[
    str,
    tuple[type[ServiceLevel | RhythmLine | Clause | PlanRisk | ExitItem], Callable[..., Sequence[Entity]]],
] = {
    "service": (ServiceLevel, _levels),
    "rhythm": (RhythmLine, _rhythm),
    "rules": (Clause, _clauses),
    "risks": (PlanRisk, _risks),
    "exit": (ExitItem, _exit),
}
"""Part of the plan → what its rows are, and how they are drafted."""


def _write(row: ServiceLevel | RhythmLine, fields: LevelFields | RhythmFields) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
