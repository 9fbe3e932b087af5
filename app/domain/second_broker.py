"""When a second broker has to sign for a provider before it is chosen: the last rule of broker_independence.

The figures are those of 05_matching.yaml; what is counted is frozen in the declaration that the owner has read.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.domain.shortlists import Candidate, Disclosure, Waiver

MOST_SHARE = Decimal("0.40")
FROM_AWARDS = 5
"""From so many choices on, one provider with more than this share calls for a second broker."""

SIGNED = "second_broker"
"""Stands in the place of a gate in what a second broker wrote for a candidate."""


def much_of_it(awards: Mapping[str, Any], times: int) -> bool:
    """Whether so many choices for one provider are more than the rule lets pass without a second broker."""
    total = int(awards.get("total", 0))
    return total >= FROM_AWARDS and times > MOST_SHARE * total


def must_sign(candidate: Candidate | None, filed: Disclosure | None) -> bool:
    """Whether a second broker has to sign before this candidate is chosen."""
    if candidate is None or filed is None or not filed.awards:
        return False
    return much_of_it(filed.awards, int(filed.awards["to"].get(candidate.provider_ref.hex, 0)))


def signed(candidate: Candidate, waivers: Sequence[Waiver]) -> Waiver | None:
    """What a second broker wrote for this candidate; None where nobody did."""
    mine = (one for one in waivers if one.candidate_id == candidate.id and one.gate == SIGNED)
    return next((one for one in mine if one.reason.strip()), None)
