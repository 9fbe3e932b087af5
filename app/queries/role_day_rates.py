"""What a day of each role of a project should cost near the owner: for the owner and the broker alone."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.projects import Project
from app.knowledge import load_knowledge
from app.knowledge.readings import TIER_OF_CURRENCY
from app.knowledge.role_rates import PUBLIC_TIER, USUAL_EDUCATION, Wanted, day_rate
from app.knowledge.roles import Tier
from app.queries.estimates import reading
from app.queries.observed_rates import observed_bands
from app.queries.provider_words import role_name
from app.queries.rate_words import degree_words, public_rates_label
from app.words import say, say_count
from app.words.formats import Formats


@dataclass(frozen=True, slots=True)
class RoleDayRate:
    """A day of a role, excluding tax: one in ten costs less than `p10`, one in ten more than `p90`.

    `note` says where the band is the workspace's own.
    """

    key: str
    name: str
    note: str
    p10: Money
    p50: Money
    p90: Money


@dataclass(frozen=True, slots=True)
class DayRates:
    """The roles of a project, those with most of the work first, and what their rates rest on."""

    rows: tuple[RoleDayRate, ...]
    basis: str


def role_day_rates(session: Session, *, project_id: uuid.UUID, on: date, formats: Formats) -> DayRates | None:
    """The rates; None where no kind of project is chosen or no rates are known in its currency."""
    tier = _tier(session.get_one(Project, project_id).currency)
    efforts = reading(session, project_id=project_id, on=on).estimate.effort_by_role()
    if tier is None or not efforts:
        return None
    knowledge, observed = load_knowledge(), observed_bands(session, on=on)
    rows: list[RoleDayRate] = []
    for role in sorted(efforts, key=lambda role: -efforts[role].likely):
        rate = day_rate(knowledge, Wanted(role), tier, observed)
        if rate is not None:
            note = _seen(rate.quotes) if rate.quotes else ""
            rows.append(RoleDayRate(role, role_name(role), note, rate.p10, rate.p50, rate.p90))
    return DayRates(tuple(rows), _basis(tier, formats)) if rows else None


def _tier(currency: str) -> Tier | None:
    tiers = load_knowledge().roles.rate_basis.currency_by_tier
    return next((tier for tier in tiers if tier == TIER_OF_CURRENCY.get(currency)), None)


def _seen(quotes: int) -> str:
    return say_count("from {count} accepted quote", "from {count} accepted quotes", quotes)


def _basis(tier: Tier, formats: Formats) -> str:
    if tier == PUBLIC_TIER:
        return say(
            "{label}: by title, the experience usual for the role, and a {degree}. Another market than yours, and an "
            "earlier one.",
            label=public_rates_label(),
            degree=degree_words(USUAL_EDUCATION),
        )
    as_of = date.fromisoformat(f"{load_knowledge().roles.rate_basis.as_of}-01")
    return say(
        "Our own indicative bands of {month}, no survey. Ten accepted quotes for a role take the place of its band.",
        month=formats.month_year(as_of),
    )
