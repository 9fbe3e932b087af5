"""The statement of work: eighteen clauses in order, its cross-check table, and no line to sign on a draft."""

import re
from itertools import pairwise

import pytest

from app.documents.content import DocumentStatus
from app.queries.work_papers import DutyTable
from tests.documents.reading import draw, drawn, pages, text
from tests.documents.work_samples import TITLES, statement


@pytest.mark.parametrize("paper_size", ["A4", "Letter"])
def test_eighteen_clauses_stand_in_their_order_within_the_page_budget(paper_size: str) -> None:
    document = drawn("SOW", paper_size=paper_size)
    found = text(document)
    places = [found.index(f"{number} {title}") for number, title in enumerate(TITLES, start=1)]
    assert all(earlier < later for earlier, later in pairwise(places))
    assert 5 <= document.pages <= 8


def test_every_must_have_is_cross_checked_at_the_end() -> None:
    found = text(drawn("SOW"))
    table = found[found.index("Schedule A") : found.index("Schedule B")]
    assert re.search(r"M1 Import clients and animals D4 4\.1 Control totals are equal 4", table)
    assert re.search(r"M2 A programme manager on site – none Seen every week –", table)
    assert "1 of 2 must-haves have a deliverable, a test and a stage." in table


def test_both_sides_sign_and_say_which_version() -> None:
    found = text(drawn("SOW"))
    assert found.count("agrees to plan version 1") == 2
    assert "Signed in the app by E. Thornaby, 13 Mar 2026" in found
    assert "recorded by P. Averill from a mail" in found
    assert "Not legal advice" not in found


def test_a_draft_warns_on_every_first_page_and_has_nothing_to_sign() -> None:
    first, *_ = pages(drawn("SOW", DocumentStatus.DRAFT))
    whole = text(drawn("SOW", DocumentStatus.DRAFT))
    assert "Not legal advice. Have a lawyer read it if the sum matters to you." in first
    assert "Nothing to sign yet." in whole
    assert "agrees to plan version" not in whole


def test_what_people_typed_is_never_markup() -> None:
    clauses = statement().clauses
    typed = "<b>Repair</b> & <font size=30>help</font> </para>"
    changed = (clauses[0].__class__(1, clauses[0].title, "Term", (typed,)), *clauses[1:])
    assert "<b>Repair</b> & <font size=30>help</font> </para>" in text(draw("SOW", clauses=changed))


def test_who_does_what_stands_in_a_schedule_where_the_plan_settles_it() -> None:
    table = DutyTable(("Clare", "Priya"), (("Release payment", ("A/R", "")),), "R does it, A answers for it.")
    found = text(draw("SOW", duties=table))
    assert re.search(r"Schedule C: who does what Activity Clare Priya Release payment A/R –", found)
    assert "Schedule C" not in text(draw("SOW"))
