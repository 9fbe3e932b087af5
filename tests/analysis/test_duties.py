"""Who does what: exactly one answers for every activity, whatever is chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.duties import LETTERS, answers_for_it, is_sound, somebody_does_it, with_part
from app.domain.duties import duties_of, usual_duties
from app.domain.engagements import Engagement

PEOPLE = ("owner", "broker", "lead")


def test_the_usual_table_is_sound_and_everything_is_done_by_somebody() -> None:
    assert len(usual_duties()) == 20
    for activity, letters in usual_duties().items():
        assert is_sound(letters), activity
        assert somebody_does_it(letters), activity


@pytest.mark.parametrize(
    ("before", "who", "letter", "after"),
    [
        (("A", "R", "I"), "broker", "A", ("C", "A", "I")),
        (("A/R", "C", "I"), "lead", "A", ("R", "C", "A")),
        (("A", "R", "I"), "owner", "A/R", ("A/R", "R", "I")),
        (("A", "R", "I"), "lead", "", ("A", "R", "")),
    ],
)
def test_answering_moves_from_whoever_did(
    before: tuple[str, ...], who: str, letter: str, after: tuple[str, ...]
) -> None:
    changed = with_part(dict(zip(PEOPLE, before, strict=True)), who, letter)
    assert tuple(changed.values()) == after


@given(
    st.tuples(*[st.sampled_from(LETTERS)] * 3).filter(lambda row: is_sound(dict(enumerate(row)))),  # type: ignore[arg-type]
    st.sampled_from(PEOPLE),
    st.sampled_from(LETTERS),
)
def test_no_choice_leaves_two_or_none_to_answer(row: tuple[str, ...], who: str, letter: str) -> None:
    letters = dict(zip(PEOPLE, row, strict=True))
    if answers_for_it(letters) == (who,) and letter not in ("A", "A/R"):
        with pytest.raises(ValueError, match="nobody"):
            with_part(letters, who, letter)
    else:
        assert is_sound(with_part(letters, who, letter))


@pytest.mark.parametrize(
    "kept", [None, 7, {"Risk list": "A"}, {"Risk list": {"owner": "A", "broker": "A"}}, {"x": {}}]
)
def test_a_row_in_which_not_exactly_one_answers_does_not_count(kept: object) -> None:
    assert duties_of(Engagement(duties=kept)) == usual_duties()
