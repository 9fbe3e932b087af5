"""How many days a week a provider has free while a job lasts, from its usual week and what it said of single ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

WEEK = timedelta(weeks=1)
TENTH = Decimal("0.1")


def free_through(
    usual: Decimal | None, weeks: Mapping[date, Decimal], first: date, last: date
) -> Decimal | None:
    """The mean over the weeks of the work, rounded down to a tenth; `weeks` by their Mondays stand for the usual one.

    None where nobody has said of some week what is free in it. Without a word about any of these weeks it is the
    usual one as it was said.
    """
    start = first - timedelta(days=first.weekday())
    mondays = [start + number * WEEK for number in range((last - start).days // 7 + 1)]
    if not any(monday in weeks for monday in mondays):
        return usual
    free = [weeks.get(monday, usual) for monday in mondays]
    known = [days for days in free if days is not None]
    if len(known) < len(free):
        return None
    return (sum(known, Decimal(0)) / len(known)).quantize(TENTH, rounding=ROUND_FLOOR)
