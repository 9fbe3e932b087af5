"""A provider's results on closed engagements, with a count and an interval because there are few of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from app.analysis.credentials import ClosedEngagement

TENTH = Decimal("0.1")
HUNDRED = Decimal(100)
DAYS_A_YEAR = Decimal("365.25")


@dataclass(frozen=True, slots=True)
class TrackRule:
    """Fixed numbers of the track record, version 1.

    Weight of a result: min(`largest`, value / `value_unit`) x `yearly` ** years (06_engagement.yaml,
    provider_rating). The interval treats `prior_weight` ordinary engagements at `prior_mean` as already seen
    and results as scattered by `spread` points; `z` 0.8416 leaves 20 % below the lower bound.
    """

    version: str = "track record 1"
    last: int = 8
    largest: Decimal = Decimal(3)
    value_unit: Decimal = Decimal(10000)
    yearly: Decimal = Decimal("0.8")
    rated_from: int = 2
    prior_mean: Decimal = Decimal(70)
    prior_weight: Decimal = Decimal(1)
    spread: Decimal = Decimal(10)
    z: Decimal = Decimal("0.8416")


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """The rating (None while unrated), its interval and how many engagements it rests on."""

    count: int
    rating: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    latest: date | None

    @property
    def rated(self) -> bool:
        """Whether there are enough closed engagements to show a number."""
        return self.rating is not None


def track_record(closed: Sequence[ClosedEngagement], on: date, rule: TrackRule | None = None) -> TrackRecord:
    """The value- and age-weighted mean of the last totals, with its 20 % and 80 % bounds, to a tenth.

    Fewer than two closed engagements are "unrated": a count without a number.
    """
    rule = rule or TrackRule()
    past = _past(closed, on, rule)
    latest = past[-1].closed if past else None
    found = posterior(closed, on, rule)
    if found is None:
        return TrackRecord(len(past), None, None, None, latest)
    reach = rule.z * found.deviation
    bounds = (_tenth(max(Decimal(0), found.mean - reach)), _tenth(min(HUNDRED, found.mean + reach)))
    return TrackRecord(len(past), _tenth(found.seen), *bounds, latest)


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is believed of a provider's results: the mean as seen, and pulled to the prior, with its deviation."""

    seen: Decimal
    mean: Decimal
    deviation: Decimal


def posterior(
    closed: Sequence[ClosedEngagement], on: date, rule: TrackRule | None = None
) -> Posterior | None:
    """The results shrunk towards the rule's prior by how much they weigh; None while unrated."""
    rule = rule or TrackRule()
    past = _past(closed, on, rule)
    if len(past) < rule.rated_from:
        return None
    weights = [_weight(item, on, rule) for item in past]
    whole = sum(weights, Decimal(0))
    if not whole:
        return None
    seen = sum((weight * item.total for weight, item in zip(weights, past, strict=True)), Decimal(0))
    held = whole + rule.prior_weight
    mean = (seen + rule.prior_weight * rule.prior_mean) / held
    return Posterior(seen / whole, mean, rule.spread / held.sqrt())


def _past(closed: Sequence[ClosedEngagement], on: date, rule: TrackRule) -> list[ClosedEngagement]:
    return sorted((item for item in closed if item.closed <= on), key=lambda item: item.closed)[-rule.last :]


def _weight(item: ClosedEngagement, on: date, rule: TrackRule) -> Decimal:
    return min(rule.largest, item.value / rule.value_unit) * _aged(rule.yearly, (on - item.closed).days)


@lru_cache(maxsize=4096)
def _aged(yearly: Decimal, days: int) -> Decimal:
    """What is left of a weight after some days: a power of decimals takes a third of a millisecond."""
    return yearly ** (Decimal(days) / DAYS_A_YEAR)


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(TENTH, rounding=ROUND_HALF_UP)
