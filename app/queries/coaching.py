"""Advice beside the questions of a brief: read off what stands on the page now, with the rest of the brief."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.analysis.coaching import Advice, advise, chosen
from app.queries.coaching_facts import told
from app.queries.coaching_words import act, said
from app.queries.interview import Course
from app.words import say
from app.words.formats import Formats

ADDING = ("add_rule", "rule_out")
"""Fixes whose button is the very text that they add."""


@dataclass(frozen=True, slots=True)
class FixRow:
    """One press: what the button says, the answers that then stand, and what is said once they do.

    One that `adds` takes its words over as they are.
    """

    words: str
    answers: Mapping[str, Any]
    done: str
    adds: bool = False


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """One piece of advice. `wording` is a text to take over; `choose` heads fixes of which one is picked.

    `about` is the line of a list that it is about.
    """

    key: str
    rule: str
    questions: tuple[str, ...]
    title: str
    words: str
    wording: str
    fixes: tuple[FixRow, ...]
    about: str = ""
    choose: str = ""


@dataclass(frozen=True, slots=True)
class WorthALook:
    """Two answers that do not go together, in a sentence, and the page of the brief where one sees to it."""

    title: str
    words: str
    page: str


def advice(
    course: Course,
    answers: Mapping[str, Any],
    *,
    today: date,
    formats: Formats,
    questions: Collection[str],
    unknown: Collection[str] = (),
    left: Collection[str] = (),
) -> tuple[AdviceRow, ...]:
    """What may be said on a page with `questions`; `answers` as they stand, typed or kept.

    Nothing is said of what is left for the broker (`unknown`), nor what was answered with "Not now" (`left`).
    """
    facts = told(course.head, answers, today, unknown)
    return tuple(_row(each, formats) for each in chosen(facts, questions, left))


def worth_a_look(course: Course, *, today: date, formats: Formats) -> tuple[WorthALook, ...]:
    """What of the kept answers does not go together, the most useful first."""
    rows: dict[str, WorthALook] = {}
    for found in advise(told(course.head, course.values, today, course.unknown)):
        home = course.home_of(found.question)
        if found.worth_a_look and home is not None:
            rows.setdefault(found.rule, WorthALook(*said(found, formats), home.key))
    return tuple(rows.values())


def _row(found: Advice, formats: Formats) -> AdviceRow:
    title, words = said(found, formats)
    fixes = []
    for fix in found.fixes:
        pressed, done = act(fix, formats)
        fixes.append(FixRow(pressed, fix.answers, done, fix.act in ADDING))
    return AdviceRow(
        key=found.key,
        rule=found.rule,
        questions=(found.question, *found.also),
        title=title,
        words=words,
        wording=str(found.facts.get("wording", "")),
        fixes=tuple(fixes),
        about=str(found.facts.get("statement", "")),
        choose=say("Choose which") if found.rule == "many_musts" else "",
    )
