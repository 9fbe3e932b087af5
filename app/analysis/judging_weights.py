"""What each of the twelve criteria weighs: the template's weights, moved by the owner's words, then by hand.

They are whole percent, since everybody asked is told them, and settled before the request goes out: no quote has a
part in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from app.analysis.apportion import apportion
from app.analysis.factors import HUNDRED, STANDARD_TIMES, Importance

PRICE = "MC-PRICE"
LEAST_PRICE, MOST_PRICE = Decimal(15), Decimal(40)
MOST_MOVED = Decimal(10)
WHOLE = Decimal(1)


class WeightFault(StrEnum):
    """Why weights that somebody wrote down cannot be used."""

    OTHER_CRITERIA = "other_criteria"
    NOT_A_HUNDRED = "not_a_hundred"
    NOT_WHOLE = "not_whole"
    BELOW_NOTHING = "below_nothing"
    MOVED_TOO_FAR = "moved_too_far"
    PRICE_OUT_OF_REACH = "price_out_of_reach"


def judging_weights(
    template: Mapping[str, Decimal],
    factor_of: Mapping[str, str],
    importance: Mapping[str, Importance],
    times: Mapping[Importance, Decimal] = STANDARD_TIMES,
) -> dict[str, Decimal]:
    """The template's weights times the owner's words, in whole percent that make 100, price from 15 to 40.

    `factor_of` says to which factor a criterion belongs; a factor without a word counts as it is. Where no
    word leaves anything to judge by, the template's weights stand.
    """
    moved = {
        name: weight * times[importance.get(factor_of[name], Importance.IMPORTANT)]
        for name, weight in template.items()
    }
    others = {name: weight for name, weight in moved.items() if name != PRICE}
    if not any(others.values()):
        moved = dict(template)
        others = {name: weight for name, weight in moved.items() if name != PRICE}
    scaled = _whole(moved, HUNDRED)
    price = min(max(scaled[PRICE], LEAST_PRICE), MOST_PRICE)
    if price == scaled[PRICE]:
        return scaled
    rest = _whole(others, HUNDRED - price)
    return {name: price if name == PRICE else rest[name] for name in template}


def weight_faults(base: Mapping[str, Decimal], wanted: Mapping[str, Decimal]) -> tuple[WeightFault, ...]:
    """What stops `wanted` from taking the place of `base`; empty where nothing does."""
    return tuple(_faults(base, wanted))


def _faults(base: Mapping[str, Decimal], wanted: Mapping[str, Decimal]) -> Iterator[WeightFault]:
    if set(base) != set(wanted):
        yield WeightFault.OTHER_CRITERIA
        return
    if any(weight % WHOLE for weight in wanted.values()):
        yield WeightFault.NOT_WHOLE
    if any(weight < 0 for weight in wanted.values()):
        yield WeightFault.BELOW_NOTHING
    if sum(wanted.values(), Decimal(0)) != HUNDRED:
        yield WeightFault.NOT_A_HUNDRED
    if any(abs(wanted[name] - weight) > MOST_MOVED for name, weight in base.items()):
        yield WeightFault.MOVED_TOO_FAR
    if not LEAST_PRICE <= wanted[PRICE] <= MOST_PRICE:
        yield WeightFault.PRICE_OUT_OF_REACH


def _whole(weights: Mapping[str, Decimal], whole: Decimal) -> dict[str, Decimal]:
    return dict(zip(weights, apportion(whole, list(weights.values()), WHOLE), strict=True))
