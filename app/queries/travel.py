"""How far a provider is from an owner: the minutes that were told of it, where they mean that owner at all."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app.domain.providers import SiteKind
from app.queries.provider_records import site_country


def minutes_to(
    owner: str, stated: int | None, sites: Iterable[Any], firm: str, told_in: str
) -> Decimal | None:
    """The minutes stated of a provider, for an owner in a country; None where they say nothing of the way there.

    They were told for the region the broker works in (`told_in`, its country), so that they hold only where people
    come from a site in the owner's own country: of a firm that names no such site, from its address. Where nobody
    has said in which country that is, it is taken to be the broker's.
    """
    if stated is None:
        return None
    near = [site_country(site, firm) for site in sites if site.kind is SiteKind.ON_SITE] or [firm]
    return Decimal(stated) if owner in {country or told_in for country in near} else None
