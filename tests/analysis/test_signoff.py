"""Sign-off: vague words of the shipped list, the review clock, and what an owner may decide."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.calendars import calendar
from app.analysis.signoff import (
    ReviewedTest,
    ReviewState,
    SilenceCode,
    TestResult,
    VagueWords,
    acceptance_by_silence,
    find_vague,
    review_choices,
    review_clock,
)
from tests.analysis.shipped import as_written

LANGUAGE = as_written("knowledge", "08_language.yaml")
ENTRIES = tuple(
    VagueWords(tuple(row["words"]), row["ask"], row["try"], row.get("only_in"), row.get("weak", False))
    for row in LANGUAGE["vague"]
)
EXCEPTIONS = tuple(LANGUAGE["vague_exceptions"])
EASTER = calendar({date(2026, 4, 3), date(2026, 4, 6)})


def words(text: str, place: str = "test") -> list[str]:
    return [finding.word for finding in find_vague(text, ENTRIES, EXCEPTIONS, place=place)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The till is Easy to use and fast", ["Easy to use", "fast"]),
        ("Meets state-of-the-art rules", ["state-of-the-art"]),
        ("Meals from the fast food counter", []),
        ("Easter orders are breakfast orders", []),
        ("When an order is placed, the count drops within 1 minute", []),
        ("It handles returns", []),
        ("Loads in 2 seconds and looks modern", ["modern"]),
        ("Backups run automatically", ["automatically"]),
        ("Backups run automatically at 2:00", []),
    ],
)
def test_vague_words_of_a_sign_off_test(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_some_words_are_vague_only_in_a_must_have() -> None:
    assert words("It handles many returns", place="must") == ["handles", "many"]


def test_a_finding_brings_its_question_and_a_wording() -> None:
    (finding,) = find_vague("A secure login", ENTRIES, EXCEPTIONS)
    assert finding.ask == "Safe against what?"
    assert "A secure login"[finding.start : finding.end] == "secure"


def test_curly_quotes_are_read_as_straight_ones() -> None:
    entry = VagueWords(("doesn't break",), "When?", "Never in a week")
    (finding,) = find_vague("It doesn’t  break", (entry,))
    assert finding.word == "doesn’t  break"


@given(st.text(max_size=200))
def test_findings_are_in_order_apart_and_quote_the_text(text: str) -> None:
    found = find_vague(text, ENTRIES, EXCEPTIONS, place="must")
    assert all(text[finding.start : finding.end] == finding.word for finding in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_the_clinics_first_review_ran_to_the_monday_after_easter() -> None:
    clock = review_clock(date(2026, 4, 2), 5, EASTER)
    assert (clock.due, clock.second_reminder) == (date(2026, 4, 13), date(2026, 4, 16))
    assert clock.state(date(2026, 4, 12)) is ReviewState.OPEN
    assert clock.state(date(2026, 4, 13)) is ReviewState.LAST_DAY
    assert clock.state(date(2026, 4, 15)) is ReviewState.OVERDUE
    assert clock.state(date(2026, 4, 16)) is ReviewState.OVERDUE_TWICE_REMINDED


def test_a_review_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="one working day"):
        review_clock(date(2026, 4, 2), 0, EASTER)


@pytest.mark.parametrize(
    ("agreed", "touches", "reminded", "on", "expected"),
    [
        (False, (), True, date(2027, 1, 1), SilenceCode.NOT_AGREED),
        (True, ("money",), True, date(2027, 1, 1), SilenceCode.TOUCHES),
        (True, (), False, date(2027, 1, 1), SilenceCode.TOO_EARLY),
        (True, (), True, date(2026, 4, 16), SilenceCode.TOO_EARLY),
        (True, (), True, date(2026, 4, 17), SilenceCode.ALLOWED),
    ],
)
def test_silence_accepts_only_where_the_plan_says_so(
    agreed: bool, touches: tuple[str, ...], reminded: bool, on: date, expected: SilenceCode
) -> None:
    clock = review_clock(date(2026, 4, 2), 5, EASTER)
    assert (
        acceptance_by_silence(clock, on, agreed_sentence=agreed, touches=touches, reminded=reminded)
        is expected
    )


def test_everything_passed_can_be_accepted() -> None:
    choices = review_choices([ReviewedTest("A1", TestResult.PASS), ReviewedTest("A2", TestResult.PASS)])
    assert choices.accept
    assert not choices.accept_with_list
    assert not choices.ask_for_changes


def test_cannot_tell_is_not_a_pass() -> None:
    choices = review_choices(
        [ReviewedTest("A1", TestResult.PASS), ReviewedTest("A2", TestResult.CANNOT_TELL)]
    )
    assert not choices.accept
    assert choices.cannot_tell == ("A2",)
    assert not choices.ask_for_changes


def test_asking_for_changes_needs_a_note_on_each_failure() -> None:
    bare = ReviewedTest("A3", TestResult.NOT_YET)
    noted = ReviewedTest("A4", TestResult.NOT_YET, note="2 of 20 results under another animal")
    assert not review_choices([bare, noted]).ask_for_changes
    assert review_choices([bare, noted]).without_note == ("A3",)
    assert review_choices([ReviewedTest("A1"), noted]).ask_for_changes


def test_a_list_of_small_faults_with_dates_can_be_accepted() -> None:
    soon = date(2026, 5, 1)
    small = [ReviewedTest(f"A{n}", TestResult.NOT_YET, "edge", severity=3, fix_by=soon) for n in range(5)]
    assert review_choices(small).accept_with_list
    assert not review_choices([*small, ReviewedTest("A9")]).accept_with_list
    sixth = ReviewedTest("A5", TestResult.NOT_YET, "edge", severity=3, fix_by=soon)
    assert not review_choices([*small, sixth]).accept_with_list
    blocked = ReviewedTest("A6", TestResult.NOT_YET, "stuck", severity=2, fix_by=soon)
    assert not review_choices([blocked]).accept_with_list


def test_a_stage_without_tests_cannot_be_accepted() -> None:
    assert not review_choices([]).accept


def test_missing_proof_is_named() -> None:
    assert review_choices([ReviewedTest("A1", has_proof=False)]).without_proof == ("A1",)
