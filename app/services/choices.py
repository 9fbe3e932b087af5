"""Choices beside the interview: begin with a safe first step, pay by another model, order on one page."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.first_steps import first_step
from app.analysis.money import Money
from app.domain.base import Role
from app.domain.brief_choices import FIRST_STEP, ORDER, PRICING, FirstStepChoice, OrderTerms, PricingChoice
from app.domain.briefs import Answer
from app.domain.documents import Document, in_force
from app.domain.errors import DomainError
from app.domain.projects import BEFORE_AWARD, Project
from app.knowledge import load_knowledge
from app.knowledge.readings import read_brief
from app.services.projects import open_project
from app.services.scoping import values
from app.words import say

SHORTEST_REASON = 20
"""Characters of a broker's reason (guard G-REASON of the knowledge)."""

LONGEST_TERM = 160
"""Characters of a line of the order, which has one page."""


def take_first_step(
    session: Session, *, project_id: uuid.UUID, on: date, by: Role | str = Role.OWNER
) -> None:
    """Begin with the first package alone, paid by itself, with a way out after it."""
    project = _before_award(session, project_id, on)
    read = read_brief(load_knowledge(), project.templates, values(session, project), project.currency)
    step = first_step(read.estimate, read.rates, project.currency)
    if step is None:
        raise DomainError(say("Choose a kind of project first, so that there is something to begin with."))
    _keep(session, project_id, FIRST_STEP, FirstStepChoice(step.package.key, on).kept(), by)


def leave_first_step(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Go for the whole job at once after all."""
    _before_award(session, project_id, on)
    _forget(session, project_id, FIRST_STEP)


def choose_pricing(
    session: Session,
    *,
    project_id: uuid.UUID,
    model: str,
    because: str,
    person: str,
    on: date,
    by: Role | str = Role.BROKER,
) -> None:
    """Advise another price model than the rules do. The reason stands beside it wherever it is shown."""
    _before_award(session, project_id, on)
    if model not in load_knowledge().sourcing.pricing_models:
        raise DomainError(say("Choose one of the ways to pay."))
    if len(because.strip()) < SHORTEST_REASON:
        raise DomainError(
            say("Say why in at least {count} characters; the owner reads it.", count=SHORTEST_REASON)
        )
    _keep(session, project_id, PRICING, PricingChoice(model, because.strip(), person).kept(), by)


def leave_pricing(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Let the rules' own advice on how to pay stand again."""
    _before_award(session, project_id, on)
    _forget(session, project_id, PRICING)


def keep_order(
    session: Session,
    *,
    project_id: uuid.UUID,
    provider: str = "",
    hourly: bool = False,
    price: Money | None = None,
    rate: Money | None = None,
    ready_by: date | None = None,
    access: str = "",
    backup: str = "",
    on: date,
    by: Role | str = Role.OWNER,
) -> None:
    """Keep what the one-page order says beside the brief; it may be incomplete until it is issued.

    `hourly`: `price` is the ceiling and `rate` what an hour costs.
    """
    project = _before_award(session, project_id, on)
    if number := issued_order(session, project_id):
        raise DomainError(
            say("{number} has been issued with these terms. Withdraw it first to change them.", number=number)
        )
    terms = OrderTerms(
        provider.strip(), hourly, price, rate if hourly else None, ready_by, access.strip(), backup.strip()
    )
    for amount in (terms.price, terms.rate):
        if amount is not None and (amount.minor <= 0 or amount.currency != project.currency):
            raise DomainError(say("Enter the price in {currency}, above 0.", currency=project.currency))
    for text in (terms.provider, terms.access, terms.backup):
        if len(text) > LONGEST_TERM:
            raise DomainError(
                say("The order has one page: keep each line to {count} characters.", count=LONGEST_TERM)
            )
    _keep(session, project_id, ORDER, terms.kept(), by)


def issued_order(session: Session, project_id: uuid.UUID) -> str:
    """The number of the order that was issued and stands; "" while there is none."""
    return session.scalars(select(Document.number).where(*in_force(project_id, "ORD"))).first() or ""


def _before_award(session: Session, project_id: uuid.UUID, on: date) -> Project:
    project = open_project(session, project_id, on)
    project.require(
        *BEFORE_AWARD, otherwise=say("A provider has been chosen, so this stays as it was agreed.")
    )
    return project


def _keep(
    session: Session, project_id: uuid.UUID, question: str, value: Mapping[str, Any], by: Role | str
) -> None:
    kept = _found(session, project_id, question)
    if kept is None:
        kept = Answer(project_id=project_id, question=question)
        session.add(kept)
    kept.value = dict(value)
    kept.given_by = Role(by)
    session.flush()


def _forget(session: Session, project_id: uuid.UUID, question: str) -> None:
    kept = _found(session, project_id, question)
    if kept is not None:
        session.delete(kept)


def _found(session: Session, project_id: uuid.UUID, question: str) -> Answer | None:
    return session.scalars(
        select(Answer).where(Answer.project_id == project_id, Answer.question == question).order_by(Answer.id)
    ).first()
