"""Answers as a reader meets them: on the page of the answers and on paper."""

import pytest

from app.knowledge import load_knowledge
from app.queries.answer_words import AnswerWords
from app.words.formats import Formats

WORDS = AnswerWords(load_knowledge(), Formats(), "GBP")
WEEK = ["mon", "tue", "wed", "thu", "fri"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (WEEK, "Monday to Friday, 08:30 to 17:30"),
        (["mon", "wed", "fri"], "Monday, Wednesday, Friday, 08:30 to 17:30"),
        (["sat", "sun"], "Saturday, Sunday, 08:30 to 17:30"),
        (["sat"], "Saturday, 08:30 to 17:30"),
        ([*reversed(WEEK)], "Monday to Friday, 08:30 to 17:30"),
    ],
)
def test_hours_to_be_reachable_are_told_as_people_say_them(days: list[str], said: str) -> None:
    question = load_knowledge().questions.questions["b8.overlap"]
    assert WORDS.lines(question, [{"days": days, "from": "08:30", "to": "17:30"}]) == (said,)
