"""What can be said of "so many of so many" when there are few: a count, and an interval around the share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

Z_BETWEEN = Decimal("1.2816")
"""Four times in five the share lies between the ends (Wilson's interval, a tenth left out at each end)."""

Z_BELOW = Decimal("0.8416")
"""As in `track_record`: a fifth is left below the cautious share."""

PERCENT = Decimal("0.01")
STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class CountedShare:
    """`hits` of `of`; `low` and `high` are the ends of the interval, None where nothing was counted."""

    hits: int
    of: int
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class SharePrior:
    """What stands in before anything is counted: `weight` cases with a share of `mean`, version 1."""

    mean: Decimal = Decimal("0.7")
    weight: Decimal = Decimal(4)


def counted_share(hits: int, of: int) -> CountedShare:
    """The share with Wilson's interval, its ends rounded outwards to a whole percent.

    Raises ValueError where more was hit than counted.
    """
    if not 0 <= hits <= of:
        raise ValueError("more hits than cases")
    if not of:
        return CountedShare(0, 0, None, None)
    n, share, z2 = Decimal(of), Decimal(hits) / of, Z_BETWEEN * Z_BETWEEN
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = Z_BETWEEN / (1 + z2 / n) * (share * (1 - share) / n + z2 / (4 * n * n)).sqrt()
    low, high = max(Decimal(0), middle - reach), min(Decimal(1), middle + reach)
    return CountedShare(
        hits, of, low.quantize(PERCENT, rounding=ROUND_FLOOR), high.quantize(PERCENT, rounding=ROUND_CEILING)
    )


def cautious_share(hits: int, of: int, prior: SharePrior | None = None) -> Decimal:
    """The lower end of what the share may be, drawn towards the prior by how few were counted.

    The beta posterior in its normal form (a fifth left below), to a ten-thousandth.
    """
    if not 0 <= hits <= of:
        raise ValueError("more hits than cases")
    prior = prior or SharePrior()
    whole = prior.weight + of
    mean = (prior.mean * prior.weight + hits) / whole
    lower = mean - Z_BELOW * (mean * (1 - mean) / (whole + 1)).sqrt()
    return max(Decimal(0), lower).quantize(STEP, rounding=ROUND_HALF_UP)
