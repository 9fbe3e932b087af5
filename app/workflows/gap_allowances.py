"""Work out what closing a gap would cost: the template's effort at the provider's own day rates, else at ours.

No other quote is looked at. The figure is proposed: whoever records the quote may write another one in, with a reason.
"""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.analysis.coverage import Coverage, GapAllowance, propose_allowance
from app.analysis.money import Money
from app.analysis.quote_facts import LineFacts
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.queries.quote_offers import kept_efforts
from app.services.quotes import basis_words, own_rates, should_rates

PERT = Decimal(6)


class Proposed(NamedTuple):
    """An allowance and what it rests on; None where neither the quote nor our estimate has a rate."""

    amount: Money | None
    basis: str


def package_days(session: Session, *, project_id: uuid.UUID) -> dict[str, Decimal]:
    """Package → the days that our own estimate expects of it; empty where none was written down."""
    project = session.get(Project, project_id)
    if project is None:
        return {}
    found = {}
    for key, points in kept_efforts(session, project).items():
        low, likely, high = (Decimal(point) for point in points)
        found[key] = ((low + 4 * likely + high) / PERT).quantize(Decimal("0.5"))
    return found


def propose_gap(
    package: str,
    days: Decimal,
    *,
    answer: str,
    lines: Sequence[LineFacts],
    provider: str,
    currency: str,
) -> Proposed | None:
    """`days` of a package by the template's roles, half of them where it is partly in the price.

    None where the must-have is in the price, or the package is none of the template's.
    """
    efforts = _by_role(package, days)
    if not efforts:
        return None
    allowance: GapAllowance | None = propose_allowance(
        package, Coverage(answer), efforts, own_rates(lines), should_rates(currency), currency
    )
    if allowance is None:
        return None
    return Proposed(
        allowance.amount, basis_words(allowance, provider) if allowance.amount is not None else ""
    )


def _by_role(package: str, days: Decimal) -> Mapping[str, Decimal]:
    template, _, name = package.partition(".")
    knowledge = load_knowledge()
    if template not in knowledge.templates.templates:
        return {}
    found = knowledge.template(template).work_packages.get(name)
    if found is None or days <= 0:
        return {}
    return {share.role: days * share.share for share in found.roles if share.share}
