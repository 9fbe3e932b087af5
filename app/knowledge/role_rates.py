"""Day rates of roles on the basis there is: the knowledge's bands, quotes that were accepted, public contract rates."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from app.analysis.public_rates import Asked, Education, HourlyRate, hourly_rate
from app.analysis.rates import DayRate, banded_rate, level_of_years, public_band, public_day_rate, usual_years
from app.analysis.titles import Rank
from app.analysis.work import RateBand
from app.knowledge.fitted import public_rates
from app.knowledge.pack import Knowledge
from app.knowledge.roles import Role, Tier

PUBLIC_TIER: Tier = "onsite_us"
USUAL_EDUCATION: Education = "bachelor"


class Observed(NamedTuple):
    """A band of accepted quotes, and how many there were."""

    band: RateBand
    quotes: int


ObservedBands = Mapping[tuple[str, str], Observed]
"""By role and tier."""


class Wanted(NamedTuple):
    """Whose day is asked for; what is None takes what is usual for the role."""

    role: str | None = None
    title: str | None = None
    years: Decimal | None = None
    education: Education | None = None
    level: Rank | None = None


def public_hourly(role: Role | None, wanted: Wanted) -> tuple[HourlyRate, Asked]:
    """The public hourly rate, and what it was reckoned with."""
    years = wanted.years
    if years is None:
        years = usual_years(role.sfia_levels) if role else Decimal(5)
    asked = Asked(wanted.title or (role.name if role else ""), wanted.education or USUAL_EDUCATION, years)
    return hourly_rate(asked, public_rates()), asked


def day_rate(
    knowledge: Knowledge, wanted: Wanted, tier: Tier, observed: ObservedBands | None = None
) -> DayRate | None:
    """A day in `tier`; None where the role is not to be had there, or the title names none and no public rate serves.

    Accepted quotes come before everything else, because they are the broker's own market.
    """
    role = knowledge.roles.roles.get(wanted.role or "")
    currency = knowledge.roles.rate_basis.currency_by_tier[tier]
    level = wanted.level or (None if wanted.years is None else level_of_years(wanted.years))
    seen = (observed or {}).get((wanted.role or "", tier))
    if seen is not None:
        return banded_rate(seen.band, currency, level=level, basis="observed", quotes=seen.quotes)
    if tier == PUBLIC_TIER:
        return public_day_rate(public_hourly(role, wanted)[0])
    band = role.day_rate.get(tier) if role else None
    return None if band is None else banded_rate(band, currency, level=level)


def bands_in(
    knowledge: Knowledge, tier: str, observed: ObservedBands | None = None
) -> dict[str, dict[str, RateBand | None]]:
    """The band of every role in `tier`, as an estimate takes them."""
    found: dict[str, RateBand | None] = {
        id: {str(place): band for place, band in role.day_rate.items()}.get(tier)
        for id, role in knowledge.roles.roles.items()
    }
    for id, role in knowledge.roles.roles.items() if tier == PUBLIC_TIER else ():
        if found[id] is not None:
            found[id] = public_band(public_hourly(role, Wanted(id))[0])
    for (id, place), seen in (observed or {}).items():
        if id in found and place == tier:
            found[id] = seen.band
    return {id: {tier: band} for id, band in found.items()}
