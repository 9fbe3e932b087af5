"""What quotes of a project are reckoned with beside their prices, as its form shows it."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.cost_facts import CostFacts
from app.analysis.money import Money
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.queries.footing_rows import settled_words
from app.queries.full_costs import footing
from app.queries.lens import Lens
from app.words import say
from app.words.formats import Formats

UNOPENED = ("invited", "declined", "withdrawn")
"""States of a quote that tell nothing of its price."""


@dataclass(frozen=True, slots=True)
class CostBasisView:
    """The latest footing, and why it can no longer be settled; `settled` says who settled it when."""

    currency: str
    facts: CostFacts
    settled: str
    blocked: str
    lines: tuple[tuple[str, str], ...] = ()
    """(what, figure) of all that is settled, for whoever only reads it."""


def cost_basis(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats
) -> CostBasisView | None:
    """The footing of a project; None where the project is gone. Both lenses see the same."""
    project = session.get(Project, project_id)
    if project is None:
        return None
    found = footing(session, project_id, project.currency)
    return CostBasisView(
        currency=project.currency,
        facts=found.facts if found is not None else CostFacts(),
        settled=settled_words(found.fixed_on, found.fixed_by, formats) if found is not None else "",
        blocked=_blocked(session, project),
        lines=_lines(found.facts, formats) if found is not None else (),
    )


def _lines(facts: CostFacts, formats: Formats) -> tuple[tuple[str, str], ...]:
    told: tuple[tuple[str, Money | Decimal | None], ...] = (
        (say("A day of your own time"), facts.owner_day),
        (say("Steering the work, hours a week"), facts.coordination_hours),
        (say("An hour of steering"), facts.coordination_hour),
        (say("Handing over to a team elsewhere"), facts.transition),
        (say("Travel and tools for it"), facts.travel),
    )
    shares = (
        (say("Held for changes on the way, of the price"), facts.changes_share),
        (say("What paying a year early costs"), facts.money_share),
        (say("Tax you do not get back, of the tax"), facts.tax_lost_share),
        (say("Your own rate under reverse charge"), facts.home_tax_rate),
    )
    lines = [(title, _figure(value, formats)) for title, value in told]
    lines += [
        (title, say("Not settled") if share is None else formats.percent(share)) for title, share in shares
    ]
    risks = [
        (
            risk.what,
            say(
                "{cost} with a chance of {chance}",
                cost=formats.money_short(risk.cost),
                chance=formats.percent(risk.chance),
            ),
        )
        for risk in facts.risks
    ]
    return (*lines, *risks, (say("Where this comes from"), facts.source or say("Not said")))


def _figure(value: Money | Decimal | None, formats: Formats) -> str:
    if value is None:
        return say("Not settled")
    return formats.money_short(value) if isinstance(value, Money) else formats.number(value)


def _blocked(session: Session, project: Project) -> str:
    if reason := project.closed_because():
        return reason
    states = session.scalars(select(Quote.state).where(Quote.project_id == project.id)).all()
    if project.starts_with != "quote" and any(state not in UNOPENED for state in states):
        return say("Quotes are in, so this stays as it was settled before them.")
    return ""
