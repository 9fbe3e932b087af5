"""How far working days may fall from what is most likely where nobody said: wide enough to be true.

A plan whose work is named but not designed comes out between half and twice its estimate: the range that Boehm
(Software Engineering Economics, 1981) and McConnell (Software Estimation, 2006) give at an approved definition of the
product. Checked on Kitchenham's 145 jobs of one firm (2002): 75 in 100 first estimates of effort, and 78 of dates, held
between one in ten and nine in ten; the rest are most of them later than that.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from app.analysis.cost_spread import Pert

VERSION = 1
LOW = Decimal("0.5")
HIGH = Decimal("2.0")


class Days(NamedTuple):
    """Working days as somebody told them; the ends are None where they said only what is likely."""

    low: Decimal | None
    likely: Decimal
    high: Decimal | None


def spread(days: Days) -> Pert:
    """The three points: as told, else by the usual range. A told end stays on its side of the likely days."""
    likely = max(days.likely, Decimal(0))
    low = likely * LOW if days.low is None else days.low
    high = likely * HIGH if days.high is None else days.high
    return Pert(float(low), float(likely), float(high))


def is_usual(days: Days) -> bool:
    """Whether an end of the range is nobody's own word."""
    return days.low is None or days.high is None
