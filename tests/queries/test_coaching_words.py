"""Advice repeats as much of somebody's words as tells which are meant."""

from app.analysis.coaching import Advice
from app.queries.coaching_words import said
from app.words.formats import Formats


def test_a_page_that_was_pasted_as_a_must_have_is_not_repeated() -> None:
    page = "stock drops with each sale " * 400
    _, told = said(Advice("two_in_one", "b5.must", {"first": "Works offline", "second": page}), Formats())
    assert "“Works offline” and “stock drops with each sale" in told
    assert len(told) < 200
