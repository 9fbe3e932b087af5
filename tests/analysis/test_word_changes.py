"""A change is told by whole words, and both texts can be read back from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.word_changes import word_changes


def marked(before: str, after: str) -> str:
    signs = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in word_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Nothing changed.", "Nothing changed.", "Nothing changed."),
        ("", "New words", "[+New words+]"),
        ("Old words", "", "[-Old words-]"),
        ("", "", ""),
        ("Staff can refund an order", "Shop staff can refund an order", "[-Staff-][+Shop staff+] can refund an order"),
        ("Easy to use for everyone", "Easy to use", "Easy to use[- for everyone-]"),
        ("A page opens fast", "A page opens in 2 seconds", "A page opens [-fast-][+in 2 seconds+]"),
        ("Card or cash at the till", "Bank transfer at the till", "[-Card or cash-][+Bank transfer+] at the till"),
        ("It costs 1,500 a month", "It costs 1,600 a month", "It costs [-1,500-][+1,600+] a month"),
        ("We don’t sell online", "We don’t yet sell online", "We don’t [+yet +]sell online"),
        ("Orders by phone", "Orders by phone.", "Orders by phone[+.+]"),
        ("Tills stay", "tills stay", "[-Tills-][+tills+] stay"),
        ("Gift cards", "Sales report for the owner", "[-Gift cards-][+Sales report for the owner+]"),
        ("One line\nTwo lines", "One line\nThree lines", "One line\n[-Two-][+Three+] lines"),
        ("Überweisung am Freitag", "Überweisung am Montag", "Überweisung am [-Freitag-][+Montag+]"),
    ],
)  # fmt: skip
def test_the_words_that_went_and_came(before: str, after: str, told: str) -> None:
    assert marked(before, after) == told


WORDS = st.lists(st.sampled_from(["the", "till", " ", "  ", "\n", ",", "order", "1,500", "don’t"])).map(
    "".join
)


@given(before=st.one_of(WORDS, st.text()), after=st.one_of(WORDS, st.text()))
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


@given(text=WORDS)
def test_a_text_that_stays_has_no_changes(text: str) -> None:
    assert {piece.kind for piece in word_changes(text, text)} <= {"same"}
