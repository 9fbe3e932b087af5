"""Whether another choice would be as good, under every fair reading of the owner's words."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.factors import Importance, factor_weights
from app.analysis.matching import TIE
from app.analysis.winner_stability import WordChange, leader, stability, word_changes

FACTORS = ("price", "fit", "near")
EVEN = {"price": Decimal(40), "fit": Decimal(30), "near": Decimal(30)}
POINTS = st.fixed_dictionaries({factor: st.integers(0, 100).map(Decimal) for factor in FACTORS})
SAID = st.fixed_dictionaries({factor: st.sampled_from(Importance) for factor in FACTORS})


def of(price: int, fit: int, near: int) -> dict[str, Decimal]:
    return {"price": Decimal(price), "fit": Decimal(fit), "near": Decimal(near)}


def test_who_is_better_in_everything_leads_in_every_reading() -> None:
    tried = stability({"a": of(90, 90, 90), "b": of(80, 80, 80)}, EVEN, {}, "a")
    assert (tried.readings, tried.leads, dict(tried.as_good)) == (27, 27, {"b": 0})
    assert tried.of_hundred(tried.leads) == 100
    assert word_changes({"a": of(90, 90, 90), "b": of(80, 80, 80)}, EVEN, {}) == ()


def test_within_three_points_is_as_good_though_it_does_not_lead() -> None:
    tried = stability({"a": of(83, 83, 83), "b": of(80, 80, 80)}, EVEN, {}, "a")
    assert (tried.leads, tried.as_good["b"]) == (27, 27)


@given(first=POINTS, second=POINTS, said=SAID)
def test_each_word_moves_one_step_at_most_in_every_combination(
    first: dict[str, Decimal], second: dict[str, Decimal], said: dict[str, Importance]
) -> None:
    words = list(Importance)
    near = [
        [word for word in words if abs(words.index(word) - words.index(said[factor])) <= 1]
        for factor in FACTORS
    ]
    leads = as_good = 0
    for chosen in product(*near):
        weights = factor_weights(EVEN, dict(zip(FACTORS, chosen, strict=True)))
        ahead = sum((weights[key] * (first[key] - second[key]) for key in FACTORS), Decimal(0)) / 100
        leads += ahead >= 0
        as_good += ahead <= TIE
    tried = stability({"a": first, "b": second}, EVEN, said, "a")
    assert tried.readings == len(list(product(*near)))
    assert abs(tried.leads - leads) <= _ties(first, second)
    assert tried.as_good["b"] >= tried.readings - tried.leads
    assert abs(tried.as_good["b"] - as_good) <= _ties(first, second)


def _ties(first: dict[str, Decimal], second: dict[str, Decimal]) -> int:
    """Weights scaled to a hundred are rounded, so a reading on the very edge may fall to either side."""
    return 2 if any((first[key] - second[key]) for key in FACTORS) else 0


def test_all_and_none_of_a_hundred_only_where_it_is_all_and_none() -> None:
    tried = stability({"a": of(1, 1, 1), "b": of(1, 1, 1)}, EVEN, {}, "a")
    assert [tried.of_hundred(count) for count in (0, 26, 27)] == [0, 96, 100]
    wide = {f"f{at}": Decimal(100) / 6 for at in range(6)}
    many = stability({"a": dict.fromkeys(wide, Decimal(1)), "b": {}}, wide, {}, "a")
    assert [many.of_hundred(count) for count in (0, 1, 728, 729)] == [0, 1, 99, 100]


def test_the_smallest_change_of_one_word_that_puts_another_first_comes_first() -> None:
    points = {"a": of(60, 90, 50), "b": of(90, 60, 50)}
    said = {"fit": Importance.VITAL}
    assert leader(points, EVEN, said) == "a"
    assert word_changes(points, EVEN, said)[0] == WordChange("price", Importance.VITAL, "b")


def test_one_alone_is_no_choice() -> None:
    with pytest.raises(ValueError, match="at least two"):
        stability({"a": of(1, 1, 1)}, EVEN, {}, "a")
