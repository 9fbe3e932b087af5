"""What the words of a brief say beside the skills, and which answers one press could make of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.analysis.money import Money
from app.analysis.needs import Burden, Day, Finding, Pattern, Rate, Reading, Sum
from app.knowledge import Knowledge
from app.knowledge.answers import empty
from app.knowledge.vocabulary import SEAT
from app.queries.brief_needs import PROBLEM
from app.words import say, say_count, say_known
from app.words.formats import Formats

BUDGET, COST = "b10.budget", "b2.cost"

MOST_DAYS = 3
"""Days a week at the owner's place from which it is most of them."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """Something else the words say. `offer`: the answers that one press would give, where nothing is answered.

    Where it would be the answer to `about` and is not offered, `why` says so.
    """

    label: str
    text: str
    words: str
    offer: tuple[tuple[str, Any], ...] = ()
    about: str = ""
    why: str = ""


class Facts:
    """Puts what was read beside skills into words, with what one press could make of it."""

    def __init__(
        self,
        knowledge: Knowledge,
        values: Mapping[str, Any],
        formats: Formats,
        currency: str,
        today: date,
        *,
        light: bool = False,
    ) -> None:
        """`light`: a small job is not asked what its trouble costs."""
        self._knowledge, self._values, self._formats = knowledge, values, formats
        self._currency, self._today, self._light = currency, today, light

    def of(self, reading: Reading, question: str) -> Iterator[FactRow]:
        """The facts of one text in a fixed order; only the problem tells what it costs today."""
        burdens = reading.burdens if question == PROBLEM else ()
        costs = {one.span for one in burdens}
        if reading.budget is not None:
            yield self._budget(reading.budget)
        yield from self._each(burdens, self._burden)
        yield from self._each([one for one in reading.rates if one.span not in costs], self._rate)
        yield from self._each(reading.dates, self._date)
        yield from self._each(
            reading.durations, lambda one: FactRow(say("Time it takes"), one.words, one.words)
        )
        yield from self._each(reading.places, self._place)
        yield from self._each(reading.patterns, self._pattern)
        yield from self._each(reading.roles, self._role)
        yield from self._each(reading.hints, self._hint)

    def _each(
        self, found: Sequence[Finding[Any]], word: Callable[[Finding[Any]], FactRow | None]
    ) -> Iterator[FactRow]:
        for one in found:
            row = word(one) if one.polarity in ("required", "nice") else None
            if row is not None:
                yield row

    def _budget(self, one: Finding[Sum]) -> FactRow:
        told = one.value
        currency = told.currency or self._currency
        high = Money.of(told.high, currency)
        low = Money.of(told.low, currency) if told.low is not None else None
        short = self._formats.money_short
        text = (
            say("{low} to {high}", low=short(low), high=short(high))
            if low is not None
            else say("up to {high}", high=short(high))
        )
        kept = {
            "low_minor": low.minor if low is not None else None,
            "high_minor": high.minor,
            "currency": self._currency,
        }
        free = empty(self._values.get(BUDGET))
        if free and currency != self._currency:
            why = say(
                "This project is reckoned in {currency}, so it is not filled in for you. Enter what it comes to.",
                currency=self._currency,
            )
            return FactRow(say("Budget"), text, one.words, (), BUDGET, why)
        return FactRow(say("Budget"), text, one.words, ((BUDGET, kept),) if free else ())

    def _burden(self, one: Finding[Burden]) -> FactRow:
        cost = one.value
        currency = cost.currency or self._currency
        if cost.unit == "money_month":
            money = self._formats.money_short(Money.of(cost.amount, currency))
            text = say("{money} a month", money=money)
        else:
            hours = self._formats.number(cost.amount)
            many = 1 if cost.amount == 1 else 2
            text = say_count("{hours} hour a week", "{hours} hours a week", many, hours=hours)
        kept = {"amount": f"{cost.amount.normalize():f}", "unit": cost.unit}
        free = empty(self._values.get(COST)) and currency == self._currency and not self._light
        return FactRow(say("What it costs today"), text, one.words, ((COST, kept),) if free else ())

    def _rate(self, one: Finding[Rate]) -> FactRow:
        return FactRow(say("Rate"), one.words, one.words)

    def _date(self, one: Finding[Day]) -> FactRow | None:
        day = one.value
        if day.sense == "past":
            return None
        last = day.first - timedelta(days=1) if day.sense == "before" else day.last
        shown = self._formats.day(last)
        needed = day.sense in ("by", "before")
        text = say("by {day}", day=shown) if needed else self._formats.day(day.first)
        free = needed and last > self._today and empty(self._values.get("b9.by"))
        offer = (("b9.by", "date"), ("b9.date", last.isoformat())) if free else ()
        return FactRow(say("When") if needed else say("Day"), text, one.words, offer)

    def _place(self, one: Finding[str]) -> FactRow:
        place = self._knowledge.places.places.get(one.value.removeprefix(SEAT))
        name = say_known(place.name) if place else one.words
        text = (
            one.words
            if name.casefold() == one.words.casefold()
            else say("{place}, {region}", place=one.words, region=name)
        )
        return FactRow(say("Place"), text, one.words)

    def _pattern(self, one: Finding[Pattern]) -> FactRow:
        kind, days = one.value.kind, one.value.days
        words = {
            "on_site": say("at your place"),
            "remote": say("from elsewhere"),
            "hybrid": say("partly at your place"),
            "full_time": say("full time"),
            "part_time": say("part time"),
        }.get(kind, one.words)
        if days is not None:
            words = say("{pattern}, {days} days a week", pattern=words, days=self._formats.number(days))
        offer: tuple[tuple[str, Any], ...] = ()
        if kind == "on_site" and days is not None and empty(self._values.get("b8.onsite")):
            offer = (("b8.onsite", "most_days" if days >= Decimal(MOST_DAYS) else "weekly"),)
        return FactRow(say("Working pattern"), words, one.words, offer)

    def _role(self, one: Finding[str]) -> FactRow:
        role = self._knowledge.roles.roles.get(one.value)
        return FactRow(say("People"), say_known(role.name) if role else one.words, one.words)

    def _hint(self, one: Finding[str]) -> FactRow:
        words = {
            "card_payments": say("payments by card"),
            "personal_data": say("personal information"),
            "health_data": say("health records"),
            "children_data": say("information about children"),
            "financial_data": say("bank details"),
            "confidential": say("confidential"),
        }.get(one.value, one.words)
        return FactRow(say("Safety"), words, one.words)
