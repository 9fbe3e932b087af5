"""What would make a brief clearer or safer, while it is being written: one rule, one piece of advice.

It grades nothing and stops nothing. A rule that holds gives its facts, and where one press can do what it
advises, the answers that would then stand. The sentences are put together elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.analysis.money import Money

PROBLEM_WORDS = 25
MOST_MUSTS = 12
MUSTS_BEFORE_LIMITS = 3
BUDGET_SPREAD = 3
ON_SITE_DAYS = 4
"""Days a week of somebody who is at the owner's place most days."""

OFFERS = 3
"""Suggestions offered at once."""

MUST, NICE, OUT = "b5.must", "b5.nice", "b5.out"
DATE, KEEP_CLEAR, DECIDE = "b9.date", "b9.avoid", "b12.when"
BUDGET, SHOW, RUN = "b10.budget", "b10.show", "b10.run"
ON_SITE, ABROAD, DATA, RULES_TOLD = "b8.onsite", "b8.abroad", "b11.data", "b11.rules"


@dataclass(frozen=True, slots=True)
class Vague:
    """A must-have that nobody can check, its first vague word, what to ask, and a wording to take over."""

    statement: str
    word: str
    ask: str
    wording: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A must-have that holds two wishes, and both of them."""

    statement: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class KeepClear:
    """A time in which nothing should go live."""

    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for projects of this kind: calendar weeks, what the work costs, a day on site."""

    weeks: tuple[int, int] | None = None
    cost: tuple[Money, Money] | None = None
    day_on_site: Money | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the brief says now, what is being typed included, as far as the rules ask."""

    today: date
    problem: str = ""
    tools: tuple[str, ...] = ()
    """Products that the problem names."""

    effect_told: bool = False
    """Whether the problem says what goes wrong, or how often."""

    musts: tuple[str, ...] = ()
    nices: tuple[str, ...] = ()
    outs: tuple[str, ...] = ()
    vague: tuple[Vague, ...] = ()
    joined: tuple[Joined, ...] = ()
    offered_outs: tuple[str, ...] = ()
    card_must: str = ""
    """The must-have that keeps card details away from the team; empty where the brief has one on cards."""

    on_site: str = ""
    abroad: str = ""
    data: tuple[str, ...] = ()
    rules: int = 0
    usual_rules: Mapping[str, str] = field(default_factory=dict)
    """The rule that a kind of information usually comes with."""

    needed_by: date | None = None
    keep_clear: tuple[KeepClear, ...] = ()
    ranges: Mapping[str, tuple[Money, Money]] = field(default_factory=dict)
    """Low and high of the questions about money."""

    shown: str = "no"
    """Whether providers see the budget: yes, top or no."""

    decide_by: date | None = None
    waiting: frozenset[str] = frozenset()
    """Questions that are left for the broker: nothing is advised about them."""

    usual: Usual = Usual()


@dataclass(frozen=True, slots=True)
class Fix:
    """One press: what it does, about what, and the answers that then stand."""

    act: str
    answers: Mapping[str, Any]
    about: str | date = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What rule `rule` found about `question`; `also` names other questions it can be settled at."""

    rule: str
    question: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()
    also: tuple[str, ...] = ()
    worth_a_look: bool = False
    """Whether it holds answers against one another, so that it is worth a look once all are given."""

    @property
    def key(self) -> str:
        """The same as long as nothing about it has changed: "Not now" holds for this."""
        return "|".join((self.rule, *map(str, self.facts.values())))


def advise(told: Told) -> Iterator[Advice]:
    """All that can be said, the most useful first; a rule that holds of several things says each."""
    for rule in RULES:
        yield from (found for found in rule(told) if found.question not in told.waiting)


def chosen(
    told: Told, questions: Collection[str], left: Collection[str] = (), most: int = 2
) -> tuple[Advice, ...]:
    """At most `most` pieces of advice for a page with `questions`, one a rule, without those in `left`."""
    found: dict[str, Advice] = {}
    for advice in advise(told):
        here = advice.question in questions or any(each in questions for each in advice.also)
        if here and advice.key not in left:
            found.setdefault(advice.rule, advice)
    return tuple(found.values())[:most]


def _swapped_ends(told: Told) -> Iterator[Advice]:
    for question, (low, high) in told.ranges.items():
        if low > high:
            turned = {"low_minor": high.minor, "high_minor": low.minor, "currency": low.currency}
            yield Advice(
                "swapped_ends", question, {"low": low, "high": high}, (Fix("swap", {question: turned}),)
            )


def _vague_word(told: Told) -> Iterator[Advice]:
    for found in told.vague:
        value = _replaced(told.musts, found.statement, found.wording)
        facts = {"word": found.word, "ask": found.ask, "wording": found.wording, "statement": found.statement}
        yield Advice("vague_word", MUST, facts, (Fix("use_wording", {MUST: value}, found.wording),))


def _card_details(told: Told) -> Iterator[Advice]:
    if "cards" in told.data and told.abroad == "yes" and told.card_must:
        add = Fix("add_must", {MUST: [*told.musts, told.card_must]}, told.card_must)
        facts = {"wording": told.card_must}
        yield Advice("card_details", DATA, facts, (add,), also=(ABROAD,), worth_a_look=True)


def _no_rule(told: Told) -> Iterator[Advice]:
    kinds = [kind for kind in ("cards", "health") if kind in told.data]
    if kinds and not told.rules:
        fixes = tuple(
            Fix("add_rule", {RULES_TOLD: [told.usual_rules[kind]]}, told.usual_rules[kind])
            for kind in kinds
            if kind in told.usual_rules
        )
        facts = {"kinds": "+".join(kinds)}
        yield Advice("no_rule", RULES_TOLD, facts, fixes, also=(DATA,), worth_a_look=True)


def _in_keep_clear(told: Told) -> Iterator[Advice]:
    day = told.needed_by
    for time in told.keep_clear:
        if day is None or not time.first <= day <= time.last:
            continue
        before = working_day(time.first - timedelta(1), -1)
        after = working_day(time.last + timedelta(1), 1)
        fixes = [Fix("go_live", {DATE: each.isoformat()}, each) for each in (before, after)]
        facts = {"day": day, "time": time.label}
        usable = tuple(fix for fix in fixes if isinstance(fix.about, date) and fix.about > told.today)
        yield Advice("in_keep_clear", DATE, facts, usable, also=(KEEP_CLEAR,), worth_a_look=True)


def _too_soon(told: Told) -> Iterator[Advice]:
    day, weeks = told.needed_by, told.usual.weeks
    if day is None or weeks is None or not told.today < day < told.today + timedelta(weeks=weeks[0]):
        return
    facts = {"least": weeks[0], "most": weeks[1], "left": (day - told.today).days // 7}
    later = _clear_day(told, told.today + timedelta(weeks=weeks[0]))
    yield Advice(
        "too_soon", DATE, facts, (Fix("go_live", {DATE: later.isoformat()}, later),), worth_a_look=True
    )


def _decides_late(told: Told) -> Iterator[Advice]:
    day, decide, weeks = told.needed_by, told.decide_by, told.usual.weeks
    if day is None or decide is None or weeks is None:
        return
    start = working_day(day - timedelta(weeks=weeks[0]), -1)
    if told.today < start < decide:
        facts = {"needed": day, "start": start, "decide": decide}
        fix = Fix("decide_by", {DECIDE: start.isoformat()}, start)
        yield Advice("decides_late", DECIDE, facts, (fix,), also=(DATE,), worth_a_look=True)


def _budget_low(told: Told) -> Iterator[Advice]:
    budget, cost = _budget(told), told.usual.cost
    if budget and cost and _same(budget, cost) and budget[1] < cost[0]:
        facts = {"most": budget[1], "low": cost[0], "high": cost[1]}
        yield Advice("budget_low", BUDGET, facts, worth_a_look=True)


def _budget_high(told: Told) -> Iterator[Advice]:
    budget, cost = _budget(told), told.usual.cost
    if budget and cost and _same(budget, cost) and budget[0] > cost[1]:
        facts = {"least": budget[0], "low": cost[0], "high": cost[1]}
        fixes = () if told.shown == "no" else (Fix("hide_range", {SHOW: "no"}),)
        yield Advice("budget_high", BUDGET, facts, fixes, worth_a_look=True)


def _on_site_cost(told: Told) -> Iterator[Advice]:
    budget, day, weeks = _budget(told), told.usual.day_on_site, told.usual.weeks
    if told.on_site != "most_days" or not (budget and day and weeks):
        return
    days = ON_SITE_DAYS * weeks[0]
    whole = Money(day.minor * days, day.currency)
    if day.currency == budget[1].currency and whole > budget[1]:
        facts = {"days": days, "weeks": weeks[0], "sum": whole, "budget": budget[1]}
        fix = Fix("key_moments", {ON_SITE: "key_moments"})
        yield Advice("on_site_cost", ON_SITE, facts, (fix,), also=(BUDGET,), worth_a_look=True)


def _many_musts(told: Told) -> Iterator[Advice]:
    if len(told.musts) > MOST_MUSTS:
        fixes = tuple(
            Fix(
                "move_to_nice",
                {MUST: [each for each in told.musts if each != text], NICE: [*told.nices, text]},
                text,
            )
            for text in told.musts
        )
        yield Advice("many_musts", MUST, {"count": len(told.musts)}, fixes)


def _two_in_one(told: Told) -> Iterator[Advice]:
    for found in told.joined:
        value = _replaced(told.musts, found.statement, found.first, found.second)
        facts = {"statement": found.statement, "first": found.first, "second": found.second}
        yield Advice("two_in_one", MUST, facts, (Fix("split", {MUST: value}),))


def _nothing_out(told: Told) -> Iterator[Advice]:
    if len(told.musts) >= MUSTS_BEFORE_LIMITS and not told.outs:
        fixes = tuple(Fix("rule_out", {OUT: [words]}, words) for words in told.offered_outs[:OFFERS])
        yield Advice("nothing_out", OUT, {}, fixes, also=(MUST,))


def _wide_range(told: Told) -> Iterator[Advice]:
    budget = _budget(told)
    if budget and 0 < budget[0].minor * BUDGET_SPREAD < budget[1].minor:
        yield Advice("wide_range", BUDGET, {"low": budget[0], "high": budget[1]})


def _problem_short(told: Told) -> Iterator[Advice]:
    if 0 < len(told.problem.split()) < PROBLEM_WORDS:
        yield Advice("problem_short", "b2.problem")


def _tool_named(told: Told) -> Iterator[Advice]:
    if told.tools and not told.effect_told:
        yield Advice("tool_named", "b2.problem", {"tool": told.tools[0]})


RULES: tuple[Callable[[Told], Iterator[Advice]], ...] = (
    _swapped_ends,
    _vague_word,
    _card_details,
    _in_keep_clear,
    _too_soon,
    _decides_late,
    _budget_low,
    _on_site_cost,
    _no_rule,
    _many_musts,
    _two_in_one,
    _wide_range,
    _budget_high,
    _tool_named,
    _problem_short,
    _nothing_out,
)
"""The most useful first: what is likely a slip, what costs most if it stays, then what reads better."""


def working_day(day: date, step: int) -> date:
    """`day`, or the next Monday to Friday in the direction of `step`."""
    while day.weekday() > 4:
        day += timedelta(step)
    return day


def _clear_day(told: Told, day: date) -> date:
    """`day`, or the first working day after it that lies in no time to keep clear."""
    for time in sorted(told.keep_clear, key=lambda each: each.first):
        if time.first <= day <= time.last:
            day = time.last + timedelta(1)
    return working_day(day, 1)


def _budget(told: Told) -> tuple[Money, Money] | None:
    """The budget where its ends are in order."""
    found = told.ranges.get(BUDGET)
    return found if found and found[0] <= found[1] and found[1].minor > 0 else None


def _same(one: tuple[Money, Money], other: tuple[Money, Money]) -> bool:
    return one[0].currency == other[0].currency


def _replaced(statements: Sequence[str], statement: str, *by: str) -> list[str]:
    return [each for text in statements for each in (by if text == statement else (text,))]
