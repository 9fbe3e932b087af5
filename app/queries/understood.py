"""What the program understood of a brief so far, in words: for the card beside the questions and the underlining."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from app.analysis.money import Money
from app.analysis.needs import Day, Finding, Pattern, Rate, Reading, Sum
from app.domain.brief_answers import places_of
from app.knowledge import Knowledge
from app.knowledge.answers import empty
from app.knowledge.readings import SECTORS
from app.knowledge.told import Told, told_in
from app.knowledge.vocabulary import SEAT
from app.queries.brief_needs import (
    EXCLUDED,
    LEGACY,
    MUST,
    NICE,
    BriefNeed,
    NeedSaid,
    brief_needs,
    decision_on,
    reading_of,
)
from app.words import say, say_known
from app.words.formats import Formats

LONG_TEXT = 8000
"""Letters from which a text is read away from the hands that type it."""

SURE, LIKELY = 0.9, 0.75
"""From how sure a reading is called sure, and likely."""

MOST_DAYS = 3
"""Days a week at the owner's place from which it is most of them."""


class WordMark(NamedTuple):
    """A stretch of a text to underline. `kind`: "need", "typo", "unsure" or "fact"; `value` the skill, if any."""

    start: int
    end: int
    kind: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class NeedChip:
    """A skill as the card shows it. `said` tells in a sentence what it is, how sure, and from which words."""

    need: BriefNeed
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """Something else the words say. `offer`: the answers that one press would give, where nothing is answered."""

    label: str
    text: str
    words: str
    offer: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class MaybeRow:
    """A word that may be a typing error ("typo") or name a skill ("unsure"), or that is not known ("unknown")."""

    kind: str
    question: str
    text: str
    """The whole text that it stands in."""

    start: int
    end: int
    words: str
    skill: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """Everything that is shown of what was read."""

    needs: tuple[NeedChip, ...] = ()
    facts: tuple[FactRow, ...] = ()
    maybes: tuple[MaybeRow, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing was understood yet."""
        return not (self.needs or self.facts or self.maybes)


def understood(
    knowledge: Knowledge,
    values: Mapping[str, Any],
    said: Sequence[NeedSaid],
    *,
    today: date,
    formats: Formats,
    currency: str,
) -> Understood:
    """What the brief says as it stands in `values`. Nothing is in it that is neither said by words nor by people."""
    told = tuple(told_in(values))
    skills = knowledge.skills.skills
    needs = brief_needs(knowledge, values, said, today)
    lines_of_work = [need for need in needs if skills[need.skill].group == SECTORS and not need.settled]
    chips = tuple(chip_of(knowledge, need) for need in needs if need not in lines_of_work)
    order = [MUST, NICE, EXCLUDED, LEGACY]
    worded = _Facts(knowledge, values, formats, currency, today)
    facts: dict[tuple[str, str], FactRow] = {}
    for each in told:
        for fact in worded.of(reading_of(each.text, knowledge, today)):
            facts.setdefault((fact.label, fact.text), fact)
    for need in lines_of_work:
        name = say_known(skills[need.skill].name)
        facts.setdefault(("", name), FactRow(say("Line of work"), name, need.words))
    maybes = (row for each in told for row in _maybes(knowledge, each, said, today))
    return Understood(
        tuple(sorted(chips, key=lambda chip: order.index(chip.need.weight))),
        tuple(facts.values()),
        tuple({row.skill or row.words.casefold(): row for row in maybes}.values()),
    )


def word_marks(
    knowledge: Knowledge, text: str, said: Sequence[NeedSaid], today: date
) -> tuple[WordMark, ...]:
    """The stretches of one text to underline; what somebody said is wrong is not."""
    reading = reading_of(text, knowledge, today)
    marks = []
    for mark in reading.marks():
        words = text[mark.span[0] : mark.span[1]]
        decision = decision_on(said, mark.value, words)
        if decision is not None and not decision.confirmed:
            continue
        if mark.what == "unsure" and knowledge.skills.skills[mark.value].group == SECTORS:
            continue
        kind = {"skill": "need", "typo": "typo", "unsure": "unsure"}.get(mark.what, "fact")
        if kind in ("typo", "unsure") and _meant(said, words) is not None:
            kind = "need"
        marks.append(WordMark(*mark.span, kind, mark.value, words))
    for each in said:
        if each.confirmed and each.words and not each.read_as:
            for start, end in places_of(each.words, text):
                if all(end <= mark.start or start >= mark.end for mark in marks):
                    marks.append(WordMark(start, end, "need", each.skill, text[start:end]))
    return tuple(sorted(marks))


def chip_of(knowledge: Knowledge, need: BriefNeed) -> NeedChip:
    """A need with its name and its sentence."""
    skill = knowledge.skills.skills[need.skill]
    return NeedChip(need, say_known(skill.name), _said_of(need))


def weight_words(weight: str) -> str:
    """What is said of a skill, in words."""
    return {
        MUST: say("Needed"),
        NICE: say("Nice to have"),
        EXCLUDED: say("Not wanted"),
        LEGACY: say("What you have today"),
    }[weight]


def skills_like(knowledge: Knowledge, typed: str, most: int = 6) -> tuple[tuple[str, str], ...]:
    """(id, name) of the skills whose name or alias holds what was typed; those that begin with it first."""
    wanted = typed.casefold().strip()
    if not wanted:
        return ()
    found: list[tuple[int, str, str]] = []
    for skill in knowledge.skills.skills.values():
        names = [skill.name.casefold(), *(alias.casefold() for alias in skill.aliases)]
        ranks = [
            0 if name.startswith(wanted) and not at else 1 if name.startswith(wanted) else 2
            for at, name in enumerate(names)
            if wanted in name
        ]
        if ranks:
            found.append((min(ranks), say_known(skill.name), skill.id))
    return tuple((id, name) for _, name, id in sorted(found)[:most])


def _said_of(need: BriefNeed) -> str:
    weight = weight_words(need.weight)
    if need.state == "added":
        return say("{weight}. Added by hand.", weight=weight)
    if need.settled:
        return say("{weight}. Confirmed, from “{words}”.", weight=weight, words=need.words)
    if need.confidence >= SURE:
        return say("{weight}. Read from “{words}”: sure.", weight=weight, words=need.words)
    if need.confidence >= LIKELY:
        return say("{weight}. Read from “{words}”: likely.", weight=weight, words=need.words)
    return say("{weight}. Read from “{words}”: not sure.", weight=weight, words=need.words)


def _meant(said: Sequence[NeedSaid], words: str) -> NeedSaid | None:
    """What somebody said that words mean which the program would not read by itself."""
    return decision_on(said, "", words) if words else None


def _maybes(knowledge: Knowledge, told: Told, said: Sequence[NeedSaid], today: date) -> Iterator[MaybeRow]:
    reading = reading_of(told.text, knowledge, today)
    skills = knowledge.skills.skills
    listed: Iterable[tuple[str, tuple[int, int], str, str, str]] = (
        *(("typo", one.span, one.words, one.skill, one.meant) for one in reading.typos),
        *(
            ("unsure", one.span, one.words, one.skill, skills[one.skill].name)
            for one in reading.unsure
            if skills[one.skill].group != SECTORS
        ),
        *(("unknown", one.span, one.words, "", "") for one in reading.unknown),
    )
    for kind, (start, end), words, skill, name in listed:
        if (skill and decision_on(said, skill, words) is not None) or _meant(said, words) is not None:
            continue
        shown = skills[skill].name if skill and name.casefold() == skills[skill].name.casefold() else name
        yield MaybeRow(
            kind, told.question, told.text, start, end, words, skill, say_known(shown) if shown else ""
        )


class _Facts:
    """Puts what was read beside skills into words, with what one press could make of it."""

    def __init__(
        self, knowledge: Knowledge, values: Mapping[str, Any], formats: Formats, currency: str, today: date
    ) -> None:
        self._knowledge, self._values, self._formats = knowledge, values, formats
        self._currency, self._today = currency, today

    def of(self, reading: Reading) -> Iterator[FactRow]:
        """The facts of one text in a fixed order."""
        if reading.budget is not None:
            yield self._budget(reading.budget)
        yield from self._each(reading.rates, self._rate)
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
        free = empty(self._values.get("b10.budget")) and currency == self._currency
        return FactRow(say("Budget"), text, one.words, (("b10.budget", kept),) if free else ())

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
