"""Day rates of quotes that were accepted: what this workspace has seen itself."""

import calendar
import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.rates import OBSERVED_MONTHS, observed_band
from app.domain.quotes import Decision, QuoteLine
from app.knowledge import load_knowledge
from app.knowledge.role_rates import Observed

MONTHS_A_YEAR = 12


def observed_bands(session: Session, *, on: date) -> dict[tuple[str, str], Observed]:
    """The band of each role and tier with enough accepted quotes in the 18 months to `on`.

    A quote counts once for a role, with the mean of its lines; lines in another currency than the tier's do not count.
    """
    currencies = {
        str(tier): code for tier, code in load_knowledge().roles.rate_basis.currency_by_tier.items()
    }
    accepted = (
        select(QuoteLine)
        .join(Decision, Decision.quote_id == QuoteLine.quote_id)
        .where(Decision.stands, Decision.decided_on > _months_before(on), Decision.decided_on <= on)
    )
    rates: dict[tuple[str, str], dict[uuid.UUID, list[Decimal]]] = {}
    for line in session.scalars(accepted):
        if line.rate is not None and line.rate.currency == currencies.get(line.tier):
            of_role = rates.setdefault((line.role, line.tier), {})
            of_role.setdefault(line.quote_id, []).append(line.rate.decimal)
    found: dict[tuple[str, str], Observed] = {}
    for key, quotes in rates.items():
        band = observed_band([sum(each, Decimal(0)) / len(each) for each in quotes.values()])
        if band is not None:
            found[key] = Observed(band, len(quotes))
    return found


def _months_before(day: date) -> date:
    """The day 18 months earlier, or the last of that month where it is shorter."""
    months = day.year * MONTHS_A_YEAR + day.month - 1 - OBSERVED_MONTHS
    year, month = divmod(months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
