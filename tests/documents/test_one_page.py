"""The two papers of one page: one page whatever was typed, and nothing of it gone without a word."""

from typing import Any

import pytest

from app.documents.content import DocumentStatus
from app.queries.short_papers import OrderTest
from tests.documents.clinic import gbp
from tests.documents.reading import CODES, draw, squeezed, text

LONG = (
    "Rechtsschutzversicherungsgesellschaften und Datenschutzfolgenabschätzungen müssen vor der "
    "Inbetriebnahme geprüft werden, weil sonst niemand weiß, wer haftet. "
) * 4
"""Longer than any question, in words as long as German makes them."""

MANY: dict[str, dict[str, Any]] = {
    "VIS": {
        "unknown": (LONG,) * 30,
        "points": tuple(f"Point {number}" for number in range(1, 41)),
        "settled": (LONG,) * 12,
        "bring": ("What you have at hand",) * 6,
    },
    "ORD": {
        "problem": LONG * 5,
        "result": LONG * 3,
        "tests": (OrderTest(LONG, LONG),) * 20,
        "left_out": (LONG,) * 10,
        "access": LONG[:160],
        "backup": LONG[:160],
        "hourly": True,
    },
}


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("status", [DocumentStatus.DRAFT, DocumentStatus.ISSUED])
@pytest.mark.parametrize("code", MANY)
def test_it_has_one_page_whatever_was_typed(code: str, status: DocumentStatus, size: str) -> None:
    assert code in CODES
    assert draw(code, status, size).pages == 1
    assert draw(code, status, size, **MANY[code]).pages == 1


def test_points_that_find_no_room_are_counted() -> None:
    found = text(draw("VIS", unknown=(), settled=(), points=MANY["VIS"]["points"]))
    shown = sum(f"Point {number} " in found for number in range(1, 41))
    assert 0 < shown < 40
    assert f"{40 - shown} more on the next visit: they stay on the list in the program." in found


def test_a_line_that_was_shortened_says_where_it_goes_on() -> None:
    assert "written out in the program" in text(draw("VIS", **MANY["VIS"]))
    assert "written out in the program" not in text(draw("VIS"))


def test_tests_and_words_that_find_no_room_on_an_order_stand_in_the_brief_that_goes_with_it() -> None:
    found = text(draw("ORD", **MANY["ORD"]))
    assert "more tests stand in the brief that goes with this order, and count like these" in found
    assert "words go on in the brief that goes with this order" in found
    assert "It takes the place of a brief" not in found
    assert "It takes the place of a brief" in text(draw("ORD"))


def test_the_visit_note_has_room_to_write() -> None:
    found = text(draw("VIS"))
    for heading in ("Decided", "New questions", "To do", "Who", "By"):
        assert heading in found
    assert "5 min" in found
    assert "25 minutes" in found


def test_an_order_says_what_is_never_skipped() -> None:
    found = text(draw("ORD"))
    assert "£640.00 excl. tax for the whole" in found
    for words in ("Nobody else gets in", "a copy that can be put back", "belongs to the owner on payment"):
        assert words in found
    assert "silence accepts nothing" in found
    assert "not legal advice" in found


def test_a_ceiling_is_told_with_its_hour() -> None:
    found = text(draw("ORD", hourly=True, rate=gbp(80)))
    assert "By the hour at £80.00, and never more than £640.00" in found


def test_a_draft_that_is_not_complete_says_what_it_needs_and_has_nothing_to_sign() -> None:
    found = text(draw("ORD", DocumentStatus.DRAFT, price=None, missing=("the price, or the ceiling",)))
    assert "Before it can be issued, it needs: the price, or the ceiling." in found
    assert "Nothing to sign yet" in found
    assert squeezed("For Larchfield Practice Systems Ltd accepts") not in squeezed(found)
