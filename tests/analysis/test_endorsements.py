"""What brokers' words add to a score: never more than a tenth, less with age, and nothing to anybody else."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.endorsements import MOST, Endorsement, endorsed_total, endorsement_part

ON = date(2026, 11, 23)

WORDS = st.lists(
    st.builds(
        Endorsement,
        broker=st.sampled_from("abcdefgh"),
        strength=st.integers(1, 3),
        written_on=st.dates(date(2021, 1, 1), date(2027, 6, 1)),
        tied=st.booleans(),
        withdrawn=st.booleans(),
    ),
    max_size=40,
)
TOTALS = st.decimals(0, 100, places=2)


@given(words=WORDS, total=TOTALS)
def test_together_they_never_weigh_more_than_a_tenth_nor_lift_a_score_past_full(
    words: list[Endorsement], total: Decimal
) -> None:
    part = endorsement_part(words, ON)
    assert 0 <= part <= MOST
    assert total <= endorsed_total(total, part) <= min(Decimal(100), total + 10)


@given(words=WORDS, later=st.integers(0, 2000))
def test_they_fade_and_are_gone_after_three_years(words: list[Endorsement], later: int) -> None:
    written = [replace(each, written_on=min(each.written_on, ON)) for each in words]
    assert endorsement_part(written, ON + timedelta(days=later)) <= endorsement_part(written, ON)
    assert endorsement_part(written, ON + timedelta(days=3 * 365)) == 0


@given(words=WORDS, order=st.randoms())
def test_the_order_they_are_read_in_changes_nothing(words: list[Endorsement], order: object) -> None:
    mixed = list(words)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert endorsement_part(mixed, ON) == endorsement_part(words, ON)


@given(
    of_others=st.dictionaries(st.sampled_from("PQRS"), WORDS),
    changed=WORDS,
    totals=st.lists(TOTALS, min_size=4, max_size=4),
)
def test_what_is_said_of_one_provider_never_moves_another(
    of_others: dict[str, list[Endorsement]], changed: list[Endorsement], totals: list[Decimal]
) -> None:
    def scores(said: dict[str, list[Endorsement]]) -> dict[str, Decimal]:
        return {
            each: endorsed_total(total, endorsement_part(said.get(each, []), ON))
            for each, total in zip("PQRS", totals, strict=True)
        }

    before, after = scores(of_others), scores({**of_others, "P": changed})
    assert all(before[each] == after[each] for each in "QRS")


def test_strength_age_and_cap_by_hand() -> None:
    fresh = Endorsement("a", 3, ON - timedelta(days=365))
    half = replace(fresh, written_on=ON - timedelta(days=730))
    assert endorsement_part([fresh], ON) == Decimal("0.06")
    assert endorsement_part([half], ON) == Decimal("0.03")
    assert endorsement_part([fresh, replace(fresh, broker="b")], ON) == MOST
    assert endorsed_total(Decimal(70), Decimal("0.06")) == Decimal("71.8")


def test_one_broker_counts_once_and_by_the_newest_word() -> None:
    strong = Endorsement("a", 3, ON - timedelta(days=30))
    milder = Endorsement("a", 1, ON)
    assert endorsement_part([strong, milder], ON) == Decimal("0.02")
    assert endorsement_part([strong, replace(milder, withdrawn=True)], ON) == Decimal("0.06")
    assert endorsement_part([strong, replace(milder, tied=True)], ON) == 0


def test_a_tie_a_withdrawal_and_a_day_to_come_count_nothing() -> None:
    word = Endorsement("a", 3, ON)
    for each in (
        replace(word, tied=True),
        replace(word, withdrawn=True),
        replace(word, written_on=ON + timedelta(days=1)),
    ):
        assert endorsement_part([each], ON) == 0


def test_a_weight_beyond_the_cap_is_refused() -> None:
    with pytest.raises(ValueError, match="a tenth"):
        endorsed_total(Decimal(50), Decimal("0.2"))
