"""What brokers' words for a provider add to its score: a little, capped, and less with every year.

The one place of the rule. A word of strength 1, 2 or 3 weighs 2, 4 or 6 hundredths of a score; it keeps its
whole weight for a year, loses it evenly over the two years after, and together such words never weigh more
than a tenth. Of one broker only the newest word counts, and none from a broker with a tie to the provider.
The weight closes that share of the gap to a full score, so a provider nobody speaks for keeps its score, and
no provider's score hangs on what is said of another. Commission is no input.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

ENDORSEMENT_RULE = "endorsements 1"
"""Version of the rule; a ranking that used it keeps the name with its inputs."""

MOST = Decimal("0.1")
BY_STRENGTH: Mapping[int, Decimal] = {1: Decimal("0.02"), 2: Decimal("0.04"), 3: Decimal("0.06")}
WHOLE_DAYS = 365
GONE_DAYS = 3 * 365
STEP = Decimal("0.0001")
HUNDRED = Decimal(100)


class Basis(StrEnum):
    """What an endorsement rests on."""

    WORKED = "worked"
    CLIENTS = "clients"
    SEEN = "seen"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Endorsement:
    """One broker's word for a provider, as far as the rule looks at it."""

    broker: Hashable
    strength: int
    written_on: date
    tied: bool = False
    withdrawn: bool = False


def endorsement_part(endorsements: Iterable[Endorsement], on: date) -> Decimal:
    """The weight of what is said for one provider on a day: 0 to 0.1, rounded down to a ten-thousandth."""
    newest: dict[Hashable, Endorsement] = {}
    for each in endorsements:
        before = newest.get(each.broker)
        if each.withdrawn or each.written_on > on:
            continue
        if before is None or (each.written_on, each.strength) > (before.written_on, before.strength):
            newest[each.broker] = each
    weight = sum((endorsement_weight(each, on) for each in newest.values()), Decimal(0))
    return min(MOST, weight).quantize(STEP, rounding=ROUND_DOWN)


def endorsement_weight(endorsement: Endorsement, on: date) -> Decimal:
    """What one word weighs by itself on a day; nothing where it does not count."""
    age = (on - endorsement.written_on).days
    if endorsement.tied or endorsement.withdrawn or age < 0:
        return Decimal(0)
    fresh = Decimal(GONE_DAYS - age) / Decimal(GONE_DAYS - WHOLE_DAYS)
    return BY_STRENGTH[endorsement.strength] * max(Decimal(0), min(Decimal(1), fresh))


def endorsed_total(total: Decimal, part: Decimal) -> Decimal:
    """A score of 0 to 100 with the endorsements: that share of what is missing to 100 is added.

    Raises ValueError for a weight beyond the cap.
    """
    if not 0 <= part <= MOST:
        raise ValueError("endorsements weigh between nothing and a tenth")
    return total + part * (HUNDRED - total)
