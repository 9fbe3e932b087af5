"""Sign-off tests: are they checkable, by when must a review end, and what may the owner decide.

The word lists come from 08_language.yaml (`vague`, `vague_exceptions`); `app.knowledge` maps one entry to a
`VagueWords`. Everything found is a proposal, never a block.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from app.analysis.calendars import WorkingCalendar

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
REMINDER_DAYS = 3
"""Working days between the last day of a review and its second reminder (06_engagement.yaml, acceptance)."""


@dataclass(frozen=True, slots=True)
class VagueWords:
    """Words nobody can check, what the coach asks about them and a wording to take over.

    `only_in` limits an entry to one place ("must"); a `weak` entry is let pass where the text has a number.
    """

    words: tuple[str, ...]
    ask: str
    suggestion: str
    only_in: str | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class VagueFinding:
    """One vague word at its place in the text (`start` to `end`, as in a slice)."""

    word: str
    start: int
    end: int
    ask: str
    suggestion: str


def find_vague(
    text: str, entries: Sequence[VagueWords], exceptions: Collection[str] = (), *, place: str = "test"
) -> tuple[VagueFinding, ...]:
    """Vague words of a text in reading order: whole words, any case, curly quotes read as straight ones.

    Longer expressions win over words inside them, and words inside an exception ("fast food") are not found.
    """
    straight = text.translate(STRAIGHT)
    taken = [match.span() for match in whole_words(tuple(exceptions)).finditer(straight)]
    measured = any(character.isdigit() for character in straight)
    found = []
    for entry in entries:
        if entry.only_in not in (None, place) or (entry.weak and measured):
            continue
        for match in whole_words(entry.words).finditer(straight):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                found.append((*match.span(), entry))
    longest = sorted(found, key=lambda item: (item[0] - item[1], item[0]))
    kept: list[tuple[int, int, VagueWords]] = []
    for start, end, entry in longest:
        if not any(start < other_end and other_start < end for other_start, other_end, _ in kept):
            kept.append((start, end, entry))
    kept.sort(key=lambda item: item[0])
    return tuple(VagueFinding(text[start:end], start, end, e.ask, e.suggestion) for start, end, e in kept)


@lru_cache(maxsize=256)
def whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of any of `words`, any case, the longest first, and never inside another word."""
    if not words:
        return re.compile(r"(?!)")
    ordered = sorted((word.translate(STRAIGHT) for word in words), key=len, reverse=True)
    spaced = (r"\s+".join(re.escape(part) for part in word.split()) for word in ordered)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(spaced)})(?![\w-])", re.IGNORECASE)


class ReviewState(StrEnum):
    """Where a review stands against its clock; silence never accepts."""

    OPEN = "open"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"
    OVERDUE_TWICE_REMINDED = "overdue_twice_reminded"


@dataclass(frozen=True, slots=True)
class ReviewClock:
    """The last day of a review and the day of the second reminder, both working days."""

    due: date
    second_reminder: date

    def state(self, on: date) -> ReviewState:
        """Where the review stands on a day."""
        if on < self.due:
            return ReviewState.OPEN
        if on == self.due:
            return ReviewState.LAST_DAY
        return ReviewState.OVERDUE if on < self.second_reminder else ReviewState.OVERDUE_TWICE_REMINDED


def review_clock(submitted: date, working_days: int, calendar: WorkingCalendar) -> ReviewClock:
    """The clock of a review: so many working days of the owner after the day of submission.

    The usual lengths are 3 days for a micro-task, 5 for a project, 7 for a blended project. Raises ValueError
    for a review without a day.
    """
    if working_days < 1:
        raise ValueError("a review lasts at least one working day")
    due = calendar.add(submitted, working_days)
    return ReviewClock(due, calendar.add(due, REMINDER_DAYS))


class SilenceCode(StrEnum):
    """Whether silence may count as acceptance, and if not why."""

    ALLOWED = "allowed"
    NOT_AGREED = "not_agreed"
    TOUCHES = "touches"
    TOO_EARLY = "too_early"


NEVER_BY_SILENCE = frozenset({"security", "data", "money"})


def acceptance_by_silence(
    clock: ReviewClock, on: date, *, agreed_sentence: bool, touches: Iterable[str], reminded: bool
) -> SilenceCode:
    """Whether a stage may be taken as accepted because nobody answered (guard G-DEEMED).

    Only where the agreed plan says so for this stage in a signed sentence, never where one of its tests
    touches security, data or money, and not before the reminder and three more working days have passed.
    """
    if not agreed_sentence:
        return SilenceCode.NOT_AGREED
    if NEVER_BY_SILENCE & set(touches):
        return SilenceCode.TOUCHES
    if not reminded or on <= clock.second_reminder:
        return SilenceCode.TOO_EARLY
    return SilenceCode.ALLOWED


class TestResult(StrEnum):
    """What the owner found for one sign-off test."""

    __test__ = False

    PASS = "pass"
    NOT_YET = "not_yet"
    CANNOT_TELL = "cannot_tell"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ReviewedTest:
    """One test under review; `fix_by` makes an open point acceptable with a list (severity 3 or 4)."""

    test: str
    result: TestResult = TestResult.OPEN
    note: str = ""
    has_proof: bool = True
    severity: int | None = None
    fix_by: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewChoices:
    """What the owner may decide now, and the tests that stand in the way."""

    accept: bool
    accept_with_list: bool
    ask_for_changes: bool
    without_proof: tuple[str, ...]
    undecided: tuple[str, ...]
    cannot_tell: tuple[str, ...]
    not_yet: tuple[str, ...]
    without_note: tuple[str, ...]


def review_choices(tests: Sequence[ReviewedTest], *, list_limit: int = 5) -> ReviewChoices:
    """What may be decided on a stage.

    Accept needs a pass on every test. Accept with a list needs a date for every test that is not passed, none
    of severity 1 or 2 and at most `list_limit` of severity 3. Asking for changes needs at least one "not yet"
    and a note on each. "Can't tell" is never a pass. A stage without tests cannot be accepted.
    """
    by_result: Mapping[TestResult, tuple[str, ...]] = {
        result: tuple(test.test for test in tests if test.result is result) for result in TestResult
    }
    failed = [test for test in tests if test.result is TestResult.NOT_YET]
    minor = [test for test in failed if test.fix_by is not None and (test.severity or 1) >= 3]
    without_note = tuple(test.test for test in failed if not test.note.strip())
    decided = not (by_result[TestResult.OPEN] or by_result[TestResult.CANNOT_TELL])
    return ReviewChoices(
        accept=bool(tests) and len(by_result[TestResult.PASS]) == len(tests),
        accept_with_list=bool(failed)
        and decided
        and len(minor) == len(failed)
        and sum(test.severity == 3 for test in minor) <= list_limit,
        ask_for_changes=bool(failed) and not without_note,
        without_proof=tuple(test.test for test in tests if not test.has_proof),
        undecided=by_result[TestResult.OPEN],
        cannot_tell=by_result[TestResult.CANNOT_TELL],
        not_yet=by_result[TestResult.NOT_YET],
        without_note=without_note,
    )
