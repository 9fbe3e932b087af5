"""How far few results are pulled towards what is usual: learned from many providers by hand, then kept as a version.

A prior that followed the providers of today would let one provider's results move another's score. So a rule that was
fitted gets a version of its own, and is stored with every ranking that used it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from app.analysis.credentials import ClosedEngagement
from app.analysis.track_record import TENTH, TrackRule

LEAST_HELD, MOST_HELD = Decimal("0.1"), Decimal(50)
"""Ordinary engagements that a prior counts as, whatever the moments say."""


def fitted_rule(
    histories: Iterable[Iterable[ClosedEngagement]], version: str, rule: TrackRule | None = None
) -> TrackRule:
    """`rule` with mean, weight and scatter of its prior by the moments of many histories (empirical Bayes).

    Results scatter within a provider; what providers differ by beyond that is how much a single result tells. The less
    they differ the more engagements the prior counts as. ValueError with fewer than two histories of two results.
    """
    totals = [[item.total for item in history] for history in histories]
    rated = [each for each in totals if len(each) > 1]
    if len(rated) < 2:
        raise ValueError("a prior is fitted to at least two providers with two results each")
    means = [sum(each, Decimal(0)) / len(each) for each in rated]
    middle = sum(means, Decimal(0)) / len(means)
    off = [one - own for each, own in zip(rated, means, strict=True) for one in each]
    squares = sum((one * one for one in off), Decimal(0))
    within = squares / sum(len(each) - 1 for each in rated)
    usual = len(rated) / sum((Decimal(1) / len(each) for each in rated), Decimal(0))
    apart = sum(((own - middle) * (own - middle) for own in means), Decimal(0)) / (len(means) - 1)
    between = apart - within / usual
    held = within / between if between > 0 else MOST_HELD
    return replace(
        rule or TrackRule(),
        version=version,
        prior_mean=middle.quantize(TENTH, ROUND_HALF_UP),
        prior_weight=min(max(held, LEAST_HELD), MOST_HELD).quantize(TENTH, ROUND_HALF_UP),
        spread=max(within.sqrt(), Decimal(1)).quantize(TENTH, ROUND_HALF_UP),
    )
