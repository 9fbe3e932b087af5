"""Write down, before any quote is opened, what the work should cost."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.briefs import ShouldCost
from app.domain.errors import DomainError
from app.domain.quotes import Quote
from app.services.projects import open_project
from app.words import say

UNOPENED = ("invited", "declined", "withdrawn")
"""States of a quote that tell nothing of its price."""


def fix_should_cost(
    session: Session,
    *,
    project_id: uuid.UUID,
    build: Money,
    hardware: Money | None = None,
    support_month: Money | None = None,
    licences_month: Money | None = None,
    basis: str,
    estimate: Mapping[str, Any],
    person: str,
    on: date,
) -> uuid.UUID:
    """Keep our own estimate of a fair cost, excluding tax, dated; return its id.

    Every price is judged against the latest of these and against nothing else. Refused once the
    price of a quote is known: an estimate made afterwards would only agree with it.
    """
    project = open_project(session, project_id, on)
    quotes = session.scalars(select(Quote).where(Quote.project_id == project_id)).all()
    if project.starts_with != "quote" and any(quote.state not in UNOPENED for quote in quotes):
        raise DomainError(say("Quotes are in, so our own estimate stays as it was written down before them."))
    for amount in (build, hardware, support_month, licences_month):
        if amount is not None and (amount.minor < 0 or amount.currency != project.currency):
            raise DomainError(
                say("Enter the amounts of the estimate in {currency}, from 0 up.", currency=project.currency)
            )
    row = ShouldCost(
        project_id=project_id,
        fixed_on=on,
        fixed_by=person,
        basis=basis.strip(),
        build=build,
        hardware=hardware,
        support_month=support_month,
        licences_month=licences_month,
        estimate=dict(estimate),
    )
    session.add(row)
    session.flush()
    return row.id
