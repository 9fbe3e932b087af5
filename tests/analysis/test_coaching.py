"""Each rule of coaching: when it speaks, when it is silent, and what it found."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.analysis.coaching import Advice, Joined, KeepClear, Told, Usual, Vague, advise, chosen
from app.analysis.joiners import split_in_two
from app.analysis.money import Money

TODAY = date(2026, 11, 24)
VAGUE = Vague("Is fast", "fast", "How fast is fast enough?", "A page opens in 2 seconds on a phone")
JOINED = Joined("A and B", "A", "B")
RUSH = KeepClear("Christmas rush", date(2026, 12, 14), date(2027, 1, 3))


def pounds(amount: int) -> Money:
    return Money(amount * 100, "GBP")


USUAL = Usual((4, 10), (pounds(6_000), pounds(29_000)))
THIRTEEN = tuple(f"Must {n}" for n in range(1, 14))
"""One more than a list of must-haves should hold."""


def told(**facts: Any) -> Told:
    return Told(today=TODAY, **facts)


def budget(low: int, high: int) -> dict[str, Any]:
    return {"b10.budget": (pounds(low), pounds(high))}


def only(found: Told) -> Advice:
    (advice,) = advise(found)
    return advice


SPEAKS: dict[str, tuple[Told, dict[str, Any]]] = {
    "swapped_ends": (told(ranges=budget(22_000, 15_000)), {"low": pounds(22_000), "high": pounds(15_000)}),
    "vague_word": (told(musts=("Is fast",), vague=(VAGUE,)), {"word": "fast"}),
    "card_details": (
        told(data=("cards",), abroad="yes", rules=1, card_must="No cards"),
        {"wording": "No cards"},
    ),
    "in_keep_clear": (
        told(needed_by=date(2026, 12, 20), keep_clear=(RUSH,)),
        {"day": date(2026, 12, 20), "time": "Christmas rush"},
    ),
    "too_soon": (
        told(needed_by=date(2026, 12, 15), usual=Usual((4, 10))),
        {"least": 4, "most": 10, "left": 3},
    ),
    "decides_late": (
        told(needed_by=date(2027, 3, 26), decide_by=date(2027, 3, 1), usual=Usual((4, 10))),
        {"start": date(2027, 2, 26), "decide": date(2027, 3, 1)},
    ),
    "budget_low": (
        told(ranges=budget(2_000, 5_000), usual=USUAL),
        {"most": pounds(5_000), "low": pounds(6_000)},
    ),
    "budget_high": (told(ranges=budget(30_000, 40_000), usual=USUAL), {"least": pounds(30_000)}),
    "on_site_cost": (
        told(on_site="most_days", ranges=budget(5_000, 7_000), usual=Usual((4, 10), None, pounds(450))),
        {"days": 16, "sum": pounds(7_200), "budget": pounds(7_000)},
    ),
    "no_rule": (told(data=("health",), usual_rules={"health": "The law"}), {"kinds": "health"}),
    "many_musts": (told(musts=THIRTEEN, outs=("x",)), {"count": 13}),
    "two_in_one": (told(musts=("A and B",), joined=(JOINED,)), {"first": "A", "second": "B"}),
    "nothing_out": (told(musts=("a", "b", "c"), offered_outs=("Photos", "Tills", "Accounts", "Ads")), {}),
    "wide_range": (told(ranges=budget(5_000, 16_000)), {"low": pounds(5_000), "high": pounds(16_000)}),
    "problem_short": (told(problem="Orders get lost"), {}),
    "tool_named": (told(problem="We want Shopify " * 10, tools=("Shopify",)), {"tool": "Shopify"}),
}


@pytest.mark.parametrize("rule", SPEAKS)
def test_a_rule_speaks_with_its_facts(rule: str) -> None:
    found, facts = SPEAKS[rule]
    advice = only(found)
    assert advice.rule == rule
    assert facts.items() <= advice.facts.items()


SILENT: dict[str, Told] = {
    "nothing is told": told(),
    "a range in order": told(ranges=budget(15_000, 22_000)),
    "cards stay in the country": told(data=("cards",), abroad="no", rules=1, card_must="No cards"),
    "a must-have on cards is there": told(data=("cards",), abroad="yes", rules=1, card_must=""),
    "the day before the busy time": told(needed_by=date(2026, 12, 13), keep_clear=(RUSH,)),
    "time enough": told(needed_by=date(2026, 12, 22), usual=Usual((4, 10))),
    "a day that is past is no haste": told(needed_by=date(2026, 11, 1), usual=Usual((4, 10))),
    "decided when work starts": told(
        needed_by=date(2027, 3, 26), decide_by=date(2027, 2, 26), usual=Usual((4, 10))
    ),
    "a budget within what is usual": told(ranges=budget(5_000, 7_000), usual=USUAL),
    "a budget in another currency": told(
        ranges={"b10.budget": (Money(1, "USD"), Money(2, "USD"))}, usual=USUAL
    ),
    "most days and the money for it": told(
        on_site="most_days", ranges=budget(7_000, 9_000), usual=Usual((4, 10), None, pounds(450))
    ),
    "a rule is named": told(data=("health",), rules=1),
    "contacts need no rule of their own": told(data=("contacts",)),
    "twelve must-haves": told(musts=THIRTEEN[:12], outs=("x",)),
    "two must-haves": told(musts=("a", "b"), offered_outs=("Photos",)),
    "three times as much": told(ranges=budget(5_000, 15_000)),
    "25 words": told(problem="word " * 25),
    "a product and what goes wrong": told(problem="word " * 25, tools=("Excel",), effect_told=True),
}


@pytest.mark.parametrize("case", SILENT)
def test_nothing_is_said(case: str) -> None:
    assert list(advise(SILENT[case])) == []


def test_what_is_left_for_the_broker_is_not_advised_on() -> None:
    found = replace(SPEAKS["no_rule"][0], waiting=frozenset({"b11.rules"}))
    assert list(advise(found)) == []


FIXES: dict[str, list[dict[str, Any]]] = {
    "swapped_ends": [{"b10.budget": {"low_minor": 1_500_000, "high_minor": 2_200_000, "currency": "GBP"}}],
    "vague_word": [{"b5.must": ["A page opens in 2 seconds on a phone"]}],
    "card_details": [{"b5.must": ["No cards"]}],
    "in_keep_clear": [{"b9.date": "2026-12-11"}, {"b9.date": "2027-01-04"}],
    "too_soon": [{"b9.date": "2026-12-22"}],
    "decides_late": [{"b12.when": "2027-02-26"}],
    "on_site_cost": [{"b8.onsite": "key_moments"}],
    "no_rule": [{"b11.rules": ["The law"]}],
    "two_in_one": [{"b5.must": ["A", "B"]}],
    "nothing_out": [{"b5.out": ["Photos"]}, {"b5.out": ["Tills"]}, {"b5.out": ["Accounts"]}],
    "budget_low": [],
    "wide_range": [],
}


@pytest.mark.parametrize("rule", FIXES)
def test_a_fix_says_which_answers_then_stand(rule: str) -> None:
    advice = only(SPEAKS[rule][0])
    assert [dict(fix.answers) for fix in advice.fixes] == FIXES[rule]


def test_any_must_have_can_be_moved_and_none_is_lost() -> None:
    advice = only(SPEAKS["many_musts"][0])
    assert [fix.about for fix in advice.fixes] == list(THIRTEEN)
    seventh = advice.fixes[6].answers
    assert seventh["b5.nice"] == ["Must 7"]
    assert sorted([*seventh["b5.must"], "Must 7"]) == sorted(THIRTEEN)


def test_a_range_that_providers_see_can_be_left_out() -> None:
    advice = only(replace(SPEAKS["budget_high"][0], shown="yes"))
    assert [dict(fix.answers) for fix in advice.fixes] == [{"b10.show": "no"}]


def test_a_day_before_the_busy_time_that_is_past_is_not_offered() -> None:
    found = told(
        needed_by=date(2026, 12, 1), keep_clear=(KeepClear("", date(2026, 11, 20), date(2026, 12, 4)),)
    )
    assert [fix.answers for fix in only(found).fixes] == [{"b9.date": "2026-12-07"}]


class TestChoosing:
    """Two at a time, one a rule, of the questions on the page, without what was put off."""

    EVERYTHING = told(
        musts=(*THIRTEEN, "Is fast", "Is nice"),
        vague=(VAGUE, replace(VAGUE, statement="Is nice", word="nice")),
        joined=(JOINED,),
        ranges=budget(9, 3),
        data=("cards",),
        abroad="yes",
        card_must="No cards",
    )

    def test_the_two_most_useful_of_the_page(self) -> None:
        found = chosen(self.EVERYTHING, {"b5.must", "b5.out"})
        assert [each.rule for each in found] == ["vague_word", "many_musts"]

    def test_another_page_is_told_of_its_own(self) -> None:
        assert [each.rule for each in chosen(self.EVERYTHING, {"b8.abroad"})] == ["card_details"]

    def test_not_now_brings_the_next_of_the_same_rule(self) -> None:
        first = chosen(self.EVERYTHING, {"b5.must"})[0]
        then = chosen(self.EVERYTHING, {"b5.must"}, {first.key})[0]
        assert (then.rule, then.facts["word"]) == ("vague_word", "nice")

    def test_not_now_holds_until_something_about_it_changes(self) -> None:
        left = {only(SPEAKS["wide_range"][0]).key}
        assert chosen(SPEAKS["wide_range"][0], {"b10.budget"}, left) == ()
        wider = told(ranges=budget(5_000, 17_000))
        assert [each.rule for each in chosen(wider, {"b10.budget"}, left)] == ["wide_range"]


JOINERS = ("and", "as well as", "plus", "and also", ";")
NOT_WHEN = ("between .. and ..", "name and address")
SPLITS = {
    "Customers order and pay on their phone without ringing us and the stock count drops in both shops when an "
    "order is placed": (
        "Customers order and pay on their phone without ringing us",
        "The stock count drops in both shops when an order is placed",
    ),
    "Staff book a van for a day; the office sees on one screen which vans are free in the next two weeks": (
        "Staff book a van for a day",
        "The office sees on one screen which vans are free in the next two weeks",
    ),
    "Every label holds the name and address of the customer in large letters as well as the place in the van "
    "where it stands": (
        "Every label holds the name and address of the customer in large letters",
        "The place in the van where it stands",
    ),
    "Orders are taken and paid": None,
    "The opening hours shown on the website are right on every day between Easter and the end of October each "
    "year": None,
    "Customers see stock, prices and delivery dates of every product in all the shops that we run today by "
    "ourselves": None,
    "Drivers and office staff and the owner of each of our three shops see the very same list of open jobs": None,
}


@pytest.mark.parametrize("text", SPLITS)
def test_a_long_line_is_split_where_two_wishes_are_joined(text: str) -> None:
    assert split_in_two(text, JOINERS, NOT_WHEN) == SPLITS[text]
