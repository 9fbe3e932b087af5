"""The score of a reference, as the published rule makes it of five answers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.references import QUESTIONS, reference_score

ANSWERS = st.fixed_dictionaries({question: st.integers(1, 5) for question in QUESTIONS})


def test_five_answers_are_averaged_and_set_against_the_best() -> None:
    answers = dict(zip(QUESTIONS, (4, 5, 4, 5, 4), strict=True))
    assert reference_score(answers) == Decimal("0.88")


@pytest.mark.parametrize("left_out", QUESTIONS)
def test_a_question_that_was_not_asked_leaves_no_score(left_out: str) -> None:
    assert reference_score({question: 5 for question in QUESTIONS if question != left_out}) is None


@given(ANSWERS, st.sampled_from(QUESTIONS))
def test_a_better_answer_never_lowers_the_score(answers: dict[str, int], question: str) -> None:
    better = {**answers, question: min(5, answers[question] + 1)}
    before, after = reference_score(answers), reference_score(better)
    assert before is not None
    assert after is not None
    assert Decimal("0.2") <= before <= after <= 1
