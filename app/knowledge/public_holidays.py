"""The public holidays of a country and a region of it, by name: what a working calendar leaves out.

They are national unless a region is named. A country may have none by its own law: Ukraine works on all of them
since March 2022. What is not known here is said with `closures` of the plan.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

USUAL_WEEKEND = frozenset({5, 6})


class PublicDays(NamedTuple):
    """Holidays by day with their names, and the weekdays that are off every week (Monday 0)."""

    days: Mapping[date, str]
    days_off: frozenset[int]
    known: bool
    """Whether there is a list for this country at all."""


def load_holidays() -> Any:
    """The lists of all countries, imported with the first calendar: a start does without them."""
    import holidays  # noqa: PLC0415

    return holidays


@cache
def regions_of(country: str) -> tuple[str, ...]:
    """The regions of a country that have holidays of their own, by their codes; none where it is not known."""
    supported = load_holidays().list_supported_countries()
    return tuple(supported.get(country, ()))


@cache
def public_days(country: str, region: str, first: int, last: int) -> PublicDays:
    """What is closed in a country from the first year to the last; weekends alone where it is not known."""
    holidays = load_holidays()
    if not country or country not in holidays.list_supported_countries(include_aliases=True):
        return PublicDays(MappingProxyType({}), USUAL_WEEKEND, known=False)
    found = holidays.country_holidays(
        country, subdiv=region if region in regions_of(country) else None, years=range(first, last + 1)
    )
    off = frozenset(found.weekend) or USUAL_WEEKEND
    return PublicDays(MappingProxyType(dict(sorted(found.items()))), off, known=True)
