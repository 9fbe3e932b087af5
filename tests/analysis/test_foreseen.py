"""Which questions providers will ask: what is open, what raises a question, and what answers it."""

from decimal import Decimal
from typing import Any

import pytest

from app.analysis.conditions import parse
from app.analysis.foreseen import MOST, Likely, Said, answered, foreseen
from app.knowledge import load_knowledge


def said(text: str = "", *answered: str, **inputs: Any) -> Said:
    return Said(text, frozenset(answered), inputs)


def one(**parts: Any) -> Likely:
    return Likely(**{"id": "one", "weight": Decimal("0.2"), **parts})


OPEN: dict[str, tuple[Likely, Said, bool]] = {
    "nothing answers it": (one(), said("anything"), True),
    "its question is answered": (one(answers=("b4.users",)), said("", "b4.users"), False),
    "one of two is open": (one(answers=("b8.onsite", "b8.abroad")), said("", "b8.onsite"), True),
    "both are answered": (one(answers=("b8.onsite", "b8.abroad")), said("", "b8.onsite", "b8.abroad"), False),
    "some of its sizes are told": (one(sizes=True), said("", "b7.SHOP.products"), True),
    "all of its sizes are told": (
        one(sizes=True),
        Said("", frozenset({"b7.SHOP.products"}), {}, sized=True),
        False,
    ),
    "answered in words": (one(words=("no incumbent",)), said("There is NO incumbent."), False),
    "within another word": (one(words=("train",)), said("They arrive by trains"), True),
    "answered, but not shown": (
        one(answers=("b10.budget",), answered_if=parse("b10_show == 'yes'")),
        said("", "b10.budget", b10_show="no"),
        True,
    ),
    "answered and shown": (
        one(answers=("b10.budget",), answered_if=parse("b10_show == 'yes'")),
        said("", "b10.budget", b10_show="yes"),
        False,
    ),
    "answered in its own place": (one(own="asked.one"), said("", "asked.one"), False),
    "known not to concern it": (one(when=parse("not (b6_data in ['none'])")), said(b6_data="none"), False),
    "unknown whether it does": (one(when=parse("not (b6_data in ['none'])")), said(), True),
}


@pytest.mark.parametrize("case", OPEN)
def test_a_question_is_open_or_not(case: str) -> None:
    likely, brief, is_open = OPEN[case]
    assert (foreseen([likely], brief) == ("one",)) is is_open


def test_the_likeliest_come_first_and_ten_are_enough() -> None:
    many = [Likely(str(n), Decimal(n) / 20) for n in range(1, 15)]
    assert foreseen(many, said()) == tuple(str(n) for n in range(14, 4, -1))
    assert len(foreseen(load_knowledge().supplier_questions.likely, said())) == MOST


def test_words_of_the_brief_raise_a_question() -> None:
    raised = one(raised=Decimal("0.5"), raised_by=("incumbent",))
    other = Likely("other", Decimal("0.3"))
    assert foreseen([raised, other], said("a shop")) == ("other", "one")
    assert foreseen([raised, other], said("The incumbent leaves")) == ("one", "other")


PASSING_WORDS = {
    "experience": "Knowledge of tills (or similar)",
    "support": "Technical support for councils",
    "own_team": "Someone is here five days a week",
    "together": "You do this without subcontractors of ours",
    "way": "Orders come in every week and stock is counted once a week",
    "start": "Customers can start an order on their phone",
    "incumbent": "Our current supplier is slow",
    "contract_type": "A nice piece of work for somebody",
    "length": "The contract length is on another page",
    "training": "Everybody is trained in first aid",
    "hosting": "Our hosting is dear, and the address is in our name",
    "ownership": "The shop belongs to us",
}


@pytest.mark.parametrize("id", PASSING_WORDS)
def test_a_related_word_in_passing_is_no_answer(id: str) -> None:
    likely = {each.id: each for each in load_knowledge().supplier_questions.likely}[id]
    assert not answered(likely, said(PASSING_WORDS[id]))


TOLD = {
    "experience": "Similar work is enough.",
    "support": "The site will be looked after by our nephew.",
    "own_team": "Anna has four hours a week for it.",
    "together": "Two firms may quote in one.",
    "way": "We want a call every week.",
    "start": "Work can start in May.",
    "incumbent": "The firm we have may quote too.",
    "contract_type": "The role is outside IR35.",
    "training": "Training is part of it.",
    "hosting": "The hosting is paid by us.",
    "ownership": "The code belongs to us.",
}


@pytest.mark.parametrize("id", TOLD)
def test_the_very_thing_that_is_asked_is_an_answer(id: str) -> None:
    likely = {each.id: each for each in load_knowledge().supplier_questions.likely}[id]
    assert answered(likely, said(TOLD[id]))


def test_words_of_the_brief_only_ever_raise_a_question() -> None:
    book = load_knowledge().supplier_questions.likely
    assert [each.id for each in book if each.raised is not None and each.raised < each.weight] == []
