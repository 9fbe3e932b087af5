"""Whole percentages that make a hundred however they are moved."""

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.weight_shares import whole_shares, with_share

KEYS = "abcdef"
WEIGHTS = st.lists(st.floats(0, 1000), min_size=6, max_size=6).map(
    lambda each: dict(zip(KEYS, each, strict=True))
)


@given(weights=WEIGHTS)
def test_shares_are_whole_make_a_hundred_and_stay_near(weights: dict[str, float]) -> None:
    shares = whole_shares(weights)
    assert sum(shares.values()) == 100
    total = sum(weights.values())
    if total:
        assert all(abs(shares[key] - weights[key] * 100 / total) < 1 for key in KEYS)


@given(
    weights=WEIGHTS,
    moved=st.sampled_from(KEYS),
    wanted=st.integers(-5, 120),
    locked=st.sets(st.sampled_from(KEYS)),
)
def test_the_moved_one_comes_as_near_as_the_locked_ones_let_it(
    weights: dict[str, float], moved: str, wanted: int, locked: set[str]
) -> None:
    before = whole_shares(weights)
    after = with_share(before, moved, wanted, locked)
    assert sum(after.values()) == 100
    assert all(share >= 0 for share in after.values())
    assert all(after[key] == before[key] for key in locked - {moved})
    held = sum(before[key] for key in locked - {moved})
    if len(locked | {moved}) < len(KEYS):
        assert after[moved] == min(max(wanted, 0), 100 - held)
    else:
        assert after == before


def test_the_others_make_room_in_proportion() -> None:
    assert with_share({"a": 20, "b": 60, "c": 20}, "a", 60) == {"a": 60, "b": 30, "c": 10}
    assert with_share({"a": 100, "b": 0, "c": 0}, "a", 40) == {"a": 40, "b": 30, "c": 30}
