"""What is said beside the skills: the facts of a brief, with what one press makes of them, and the search of skills."""

from datetime import date
from typing import Any

import pytest

from app.knowledge import load_knowledge
from app.queries.understood import FactRow, Understood, skills_like, understood
from app.words.formats import Formats

TODAY = date(2026, 11, 29)


def told(problem: str, currency: str = "GBP", *, light: bool = False, **answers: Any) -> Understood:
    values = {"b2.problem": problem, **{name.replace("_", "."): value for name, value in answers.items()}}
    return understood(
        load_knowledge(), values, (), today=TODAY, formats=Formats(), currency=currency, light=light
    )


def fact(found: Understood, label: str) -> FactRow:
    (row,) = [each for each in found.facts if each.label == label]
    return row


@pytest.mark.parametrize(
    ("problem", "text", "cost"),
    [
        ("Typing takes about 6 hrs a week.", "6 hours a week", {"amount": "6", "unit": "hours_week"}),
        ("It takes an hour every week.", "1 hour a week", {"amount": "1", "unit": "hours_week"}),
        ("I spend half an hour a day on it.", "2.5 hours a week", {"amount": "2.5", "unit": "hours_week"}),
        ("It takes two hours a day.", "10 hours a week", {"amount": "10", "unit": "hours_week"}),
        ("Mistakes cost us £400 a month.", "£400 a month", {"amount": "400", "unit": "money_month"}),
    ],
)
def test_what_it_costs_today_is_offered_as_the_answer(problem: str, text: str, cost: dict[str, str]) -> None:
    row = fact(told(problem), "What it costs today")
    assert (row.text, row.offer) == (text, (("b2.cost", cost),))
    assert "Rate" not in {each.label for each in told(problem).facts}


def test_what_it_costs_is_not_offered_where_it_is_answered_or_not_asked() -> None:
    answered = told("It takes 6 hours a week.", b2_cost={"amount": "3", "unit": "hours_week"})
    assert fact(answered, "What it costs today").offer == ()
    assert fact(told("It takes 6 hours a week.", light=True), "What it costs today").offer == ()
    assert fact(told("Mistakes cost us $400 a month."), "What it costs today").offer == ()


def test_a_budget_in_another_currency_says_why_it_is_not_offered() -> None:
    ours = fact(told("Budget around £8-12k"), "Budget")
    assert (ours.why, [question for question, _ in ours.offer]) == ("", ["b10.budget"])
    other = fact(told("Budget around $8-12k"), "Budget")
    assert (other.offer, other.about) == ((), "b10.budget")
    assert "GBP" in other.why
    kept = {"low_minor": None, "high_minor": 900000, "currency": "GBP"}
    assert fact(told("Budget around $8-12k", b10_budget=kept), "Budget").why == ""


@pytest.mark.parametrize(
    ("typed", "first", "never"),
    [
        ("epos", "sk.pos", "sk.git"),
        ("till", "sk.pos", ""),
        ("press", "sk.wordpress", ""),
        ("search", "", "sk.market-research"),
    ],
)
def test_skills_are_found_by_how_their_words_begin(typed: str, first: str, never: str) -> None:
    found = [skill for skill, _ in skills_like(load_knowledge(), typed)]
    assert first in found or not first
    assert never not in found


def test_what_is_on_its_way_out_is_told_from_what_is_there() -> None:
    found = told("We are moving away from Sage. We use Xero.")
    assert [(chip.need.skill, chip.said.split(".")[0]) for chip in found.needs] == [
        ("sk.xero", "What you have today"),
        ("sk.sage", "On its way out"),
    ]
