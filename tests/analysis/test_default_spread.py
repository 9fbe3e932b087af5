"""The usual spread: wide enough to be true of people's estimates, and never in the way of what somebody told."""

import os
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from app.analysis.cost_spread import Pert
from app.analysis.default_spread import Days, is_usual, spread
from app.analysis.pert_draws import drawn_days

D = Decimal
DATA = Path(
    os.environ.get("SOURCEWRIGHT_REFERENCE", "/nowhere"), "data", "effort_promise", "raw", "kitchenham.arff"
)


def _estimates() -> tuple[list[float], list[float]]:
    """Actual and first estimated effort of every job (Kitchenham et al. 2002)."""
    rows = [
        line.strip().split(",") for line in DATA.read_text("utf-8-sig").splitlines() if line[:1].isdigit()
    ]
    return [float(row[5]) for row in rows], [float(row[8]) for row in rows]


@pytest.mark.skipif(not DATA.is_file(), reason="SOURCEWRIGHT_REFERENCE names no folder with data")
def test_the_usual_spread_holds_what_people_needed_in_seven_to_nine_of_ten_jobs() -> None:
    actual, estimate = (np.array(each) for each in _estimates())
    assert len(actual) == 145
    drawn = drawn_days([Pert(*spread(Days(None, D(1), None)))], ["job"], 200_000, seed=1, rho=0.0)
    p10, p90 = np.quantile(drawn[0], (0.1, 0.9))
    held = (actual >= p10 * estimate) & (actual <= p90 * estimate)
    assert 0.70 <= held.mean() <= 0.90
    assert held.mean() == pytest.approx(0.752, abs=0.002)


def test_what_somebody_told_stands() -> None:
    told = Days(D(8), D(10), D(11))
    assert spread(told) == (8.0, 10.0, 11.0)
    assert not is_usual(told)


@pytest.mark.parametrize("days", [D(0), D("0.5"), D(40)])
def test_the_usual_spread_is_in_order_for_any_number_of_days(days: Decimal) -> None:
    low, likely, high = spread(Days(None, days, None))
    assert low <= likely <= high
    assert is_usual(Days(None, days, D(99)))
