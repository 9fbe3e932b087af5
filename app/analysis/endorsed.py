"""A ranking with what brokers say of providers, beside the same ranking without it.

The score is the one without. What endorsements would make of it is shown next to it, so that everybody sees how much
of a place rests on somebody's word.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.endorsements import Endorsement, endorsed_total, endorsement_part
from app.analysis.matching import Match


@dataclass(frozen=True, slots=True)
class EndorsedPlace:
    """Where a provider stands without endorsements and with them, and how much they weigh (0 to 0.1)."""

    provider: Hashable
    part: Decimal
    total: Decimal
    place: int
    endorsed_total: Decimal
    endorsed_place: int


def endorsed_places(
    matches: Sequence[Match], endorsements: Mapping[Hashable, Iterable[Endorsement]], on: date
) -> tuple[EndorsedPlace, ...]:
    """Every match in the order without endorsements. Whose word is not there keeps its score."""
    parts = {match.provider: endorsement_part(endorsements.get(match.provider, ()), on) for match in matches}
    totals = {match.provider: match.total for match in matches}
    raised = {name: endorsed_total(total, parts[name]) for name, total in totals.items()}
    place, endorsed_place = _places(totals), _places(raised)
    return tuple(
        EndorsedPlace(name, parts[name], totals[name], place[name], raised[name], endorsed_place[name])
        for name in sorted(place, key=lambda name: place[name])
    )


def _places(totals: Mapping[Hashable, Decimal]) -> dict[Hashable, int]:
    ordered = sorted(totals, key=lambda name: (-totals[name], str(name)))
    return {name: place for place, name in enumerate(ordered, start=1)}
