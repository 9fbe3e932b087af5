"""Settle, before any quote is opened, what every quote is reckoned with beside its price."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.cost_facts import CostFacts
from app.domain.cost_bases import CostBasis
from app.domain.errors import DomainError
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.services.estimates import UNOPENED
from app.services.projects import open_project
from app.words import say

MOST_HOURS = Decimal(168)


def settle_cost_basis(
    session: Session, *, project_id: uuid.UUID, facts: CostFacts, person: str, on: date
) -> uuid.UUID:
    """Keep what quotes are reckoned with, dated; return its id. The latest counts.

    Refused once the price of a quote is known, like our own estimate, and where a figure has no source.
    """
    project = open_project(session, project_id, on)
    quotes = session.scalars(select(Quote).where(Quote.project_id == project_id)).all()
    if project.starts_with != "quote" and any(quote.state not in UNOPENED for quote in quotes):
        raise DomainError(
            say("Quotes are in, so what they are reckoned with stays as it was settled before.")
        )
    _check(project, facts)
    row = CostBasis(
        project_id=project_id,
        fixed_on=on,
        fixed_by=person,
        source=facts.source.strip(),
        owner_day=facts.owner_day,
        coordination_hours=facts.coordination_hours,
        coordination_hour=facts.coordination_hour,
        transition=facts.transition,
        travel=facts.travel,
        changes_share=facts.changes_share,
        money_share=facts.money_share,
        home_tax_rate=facts.home_tax_rate,
        tax_lost_share=facts.tax_lost_share,
        risks=[
            {
                "what": risk.what.strip(),
                "chance": format(risk.chance, "f"),
                "cost": risk.cost.minor,
                "remote": risk.remote,
            }
            for risk in facts.risks
        ],
    )
    session.add(row)
    session.flush()
    return row.id


def _check(project: Project, facts: CostFacts) -> None:
    if any(amount.minor < 0 or amount.currency != project.currency for amount in facts.amounts):
        raise DomainError(
            say("Enter what quotes are reckoned with in {currency}, from 0 up.", currency=project.currency)
        )
    if any(not 0 <= share <= 1 for share in facts.shares):
        raise DomainError(say("A share or a chance must be from 0 to 100%."))
    if facts.coordination_hours is not None and not 0 <= facts.coordination_hours <= MOST_HOURS:
        raise DomainError(say("Hours a week must be from 0 to 168."))
    if any(not risk.what.strip() for risk in facts.risks):
        raise DomainError(say("Say what may happen, not only what it would cost."))
    if (facts.amounts or facts.shares or facts.coordination_hours is not None) and not facts.source.strip():
        raise DomainError(say("Say where these figures come from, so that everybody can check them."))
