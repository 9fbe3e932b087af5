"""The five published methods, on cases with printed answers, and what each must hold."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.decision_methods import Scaling, promethee, scaled, topsis, vikor, wpm, wsm

OPRICOVIC = [[1, 3000], [2, 3750], [5, 4500]]
"""Opricovic & Tzeng (2004), European Journal of Operational Research 156(2), as tested in pymcdm (MIT)."""

CASES = Path("data", "mcdm_worked_examples", "dev", "cases.json")
OFFERED = {"TOPSIS", "VIKOR", "PROMETHEE_II", "WSM", "WPM"}
RANKERS = {"WeightedSumModel", "WeightedProductModel", "TOPSIS", "VIKOR"}


def test_topsis_of_the_published_example() -> None:
    found = topsis(OPRICOVIC, [0.5, 0.5], [False, True])
    assert found.round(3).tolist() == [0.5, 0.617, 0.5]
    by_length = topsis(OPRICOVIC, [0.5, 0.5], [False, True], Scaling.VECTOR)
    assert by_length.round(3).tolist() == [0.762, 0.722, 0.238]


def test_vikor_of_two_published_examples() -> None:
    assert vikor(OPRICOVIC, [0.5, 0.5], [False, True]).round(4).tolist() == [1, 0, 1]
    yang = [[78, 56, 34, 6], [4, 45, 3, 97], [18, 2, 50, 63], [9, 14, 11, 92], [85, 9, 100, 29]]
    # Yang & Wu (2020), IEEE Access 8, as tested in pymcdm (MIT)
    assert vikor(yang, [0.25] * 4, [True] * 4).round(4).tolist() == [0.5679, 0.7667, 1, 0.7493, 0]


def test_promethee_of_a_published_example() -> None:
    # Zhao, Peng & Li (2013), Procedia Computer Science 17, as tested in pymcdm (MIT)
    found = promethee([[4, 3, 2], [3, 2, 4], [5, 1, 3]], [0.5, 0.3, 0.2], [True] * 3)
    assert found.round(4).tolist() == [0.1, -0.3, 0.2]


def test_the_weighted_sum_of_a_published_example() -> None:
    # Kracka, Brauers & Zavadskas (2010), Engineering Economics 21(4), as tested in scikit-criteria (BSD-3-Clause)
    matrix = [
        [33.95, 23.78, 11.45, 39.97, 29.44, 167.10, 3.852],
        [38.9, 4.17, 6.32, 0.01, 4.29, 132.52, 25.184],
        [37.59, 9.36, 8.23, 4.35, 10.22, 136.71, 10.845],
        [30.44, 37.59, 13.91, 74.08, 45.10, 198.34, 2.186],
        [36.21, 14.79, 9.17, 17.77, 17.06, 148.3, 6.610],
        [37.8, 8.55, 7.97, 2.35, 9.25, 134.83, 11.935],
    ]
    more = [False, False, False, False, True, False, True]
    found = wsm(scaled(matrix, more, Scaling.SUM), [1 / 7] * 7)
    printed = [0.12040426, 0.3458235, 0.13838192, 0.12841246, 0.12346084, 0.14351701]
    assert found == pytest.approx(printed, abs=5e-9)


def test_the_weighted_product_multiplies() -> None:
    assert wpm([[1, 2, 3], [4, 5, 6]], [1, 1, 1]) == pytest.approx([6, 120])


def offered_cases() -> Iterator[Any]:
    """The development cases of the methods we offer, where the reference data are at hand."""
    folder = os.environ.get("SOURCEWRIGHT_REFERENCE")
    path = Path(folder) / CASES if folder else None
    if path is None or not path.exists():
        yield pytest.param(None, marks=pytest.mark.skip(reason="needs the reference data"))
        return
    for case in json.loads(path.read_text("utf-8")):
        ranker = str(case.get("ranker", "")).strip("<").split(" ")[0]
        if case.get("method") in OFFERED or ranker in RANKERS:
            yield pytest.param(case, id=case["id"])


@pytest.mark.parametrize("case", list(offered_cases()))
def test_every_development_case_is_reproduced_to_its_printed_decimals(case: Any) -> None:
    if "method" in case:
        more = [kind > 0 for kind in case["types"]]
        methods: dict[str, Any] = {
            "TOPSIS": lambda: topsis(case["matrix"], case["weights"], more),
            "VIKOR": lambda: vikor(case["matrix"], case["weights"], more, case["params"].get("v", 0.5)),
            "PROMETHEE_II": lambda: promethee(case["matrix"], case["weights"], more),
            "WSM": lambda: wsm(scaled(case["matrix"], more, Scaling.SUM), case["weights"]),
            "WPM": lambda: wpm(scaled(case["matrix"], more, Scaling.SUM), case["weights"]),
        }
        printed, found = case["expected_rounded"], methods[case["method"]]()
        assert found.round(max(map(_places, printed))).tolist() == printed
        return
    found, printed = _by_name(case)
    assert found == pytest.approx(printed, abs=6e-9)
    order = np.argsort(np.argsort(-found, kind="stable")) + 1
    assert order.tolist() == case["expected_values"]


def _by_name(case: Any) -> tuple[Any, list[float]]:
    """A case of scikit-criteria: scaled as its transformers say; a product is printed as its logarithm."""
    more = [goal == "MAX" for goal in case["objectives"]]
    matrix, weights = np.array(case["matrix"], dtype=float), np.array(case["weights"], dtype=float)
    if any("SumScaler" in step for step in case["transformers"]):
        matrix, weights = scaled(matrix, more, Scaling.SUM), weights / weights.sum()
    extra = case["expected_extra"]
    ranker = case["ranker"].strip("<").split(" ")[0]
    if ranker == "TOPSIS":
        return topsis(matrix, weights, more, Scaling.NONE), extra["similarity"]
    if ranker == "WeightedProductModel":
        return np.log10(wpm(matrix, weights)), extra["score"]
    if ranker == "VIKOR":
        return -vikor(matrix, weights, more), [-one for one in extra["q_k"]]
    return wsm(matrix, weights), extra["score"]


def _places(value: float) -> int:
    """The decimals of a printed number; all of a list were printed with as many as its longest."""
    return len(str(value).partition(".")[2])


MATRICES = st.integers(2, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(1, 30).map(float), min_size=width, max_size=width), min_size=2, max_size=12
    )
)


@given(MATRICES)
def test_turning_the_list_round_changes_no_value(matrix: list[list[float]]) -> None:
    width = len(matrix[0])
    weights, more = [1 / width] * width, [number % 2 == 0 for number in range(width)]
    for method in (topsis, promethee, vikor):
        assert method(matrix[::-1], weights, more)[::-1] == pytest.approx(method(matrix, weights, more))


@given(MATRICES)
def test_whoever_is_best_in_everything_is_first_by_every_method(matrix: list[list[float]]) -> None:
    width = len(matrix[0])
    weights, more = [1 / width] * width, [True] * width
    best = [[31.0] * width, *matrix]
    assert topsis(best, weights, more)[0] == 1
    assert promethee(best, weights, more)[0] == pytest.approx(1)
    assert vikor(best, weights, more)[0] == 0
    assert wsm(best, weights).argmax() == wpm(best, weights).argmax() == 0


@given(MATRICES)
def test_net_flows_cancel_out_and_equal_the_count_of_pairs(matrix: list[list[float]]) -> None:
    width = len(matrix[0])
    found = promethee(matrix, [1 / width] * width, [True] * width)
    table = np.array(matrix)
    pairs = np.sign(table[:, None, :] - table[None, :, :]).mean(axis=2).sum(axis=1) / (len(table) - 1)
    assert found == pytest.approx(pairs, abs=1e-12)
    assert found.sum() == pytest.approx(0, abs=1e-9)


def test_those_who_are_all_alike_are_level_everywhere() -> None:
    alike = [[3.0, 3.0]] * 3
    assert topsis(alike, [0.5, 0.5], [True, False]).tolist() == [0.5] * 3
    assert promethee(alike, [0.5, 0.5], [True, False]).tolist() == [0.0] * 3
    assert vikor(alike, [0.5, 0.5], [True, False]).tolist() == [0.0] * 3


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        wpm([[1, 0]], [0.5, 0.5])
    with pytest.raises(ValueError, match="weight"):
        wsm([[1, 2]], [1])
    with pytest.raises(ValueError, match="reciprocal"):
        scaled([[1, 0], [1, 1]], [True, False], Scaling.SUM)
    with pytest.raises(ValueError, match="row for each"):
        wsm([], [])
