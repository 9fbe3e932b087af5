"""What a text asks for, read for the verb and told as sentences."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.analysis.money import Money
from app.analysis.needs import Finding, Polarity, Rate, Reading, Sum, read
from app.analysis.needs.kinds import LikelyKind, likely_kinds
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.kinds import kinds
from app.knowledge.readings import SECTORS
from app.knowledge.vocabulary import SEAT, vocabulary
from app.words import say, say_known
from app.words.formats import Formats

MOST_KINDS = 2
"""How many kinds of project are proposed."""


class Needs(NamedTuple):
    """A reading, and the kinds of project the text is most like."""

    reading: Reading
    kinds: tuple[LikelyKind, ...]


def told_needs(text: str, today: date) -> Needs:
    """Read `text` with the bundled vocabulary."""
    known = load_knowledge()
    reading = read(text, vocabulary(known), today=today)
    return Needs(reading, likely_kinds(text, reading, kinds(known))[:MOST_KINDS])


def needs_lines(needs: Needs, formats: Formats) -> Iterator[str]:
    """What was understood, a sentence a line, with the words it was read from."""
    known, reading = load_knowledge(), needs.reading
    for kind in needs.kinds:
        yield say("Kind of project, perhaps: {kind}", kind=template_name(known, kind.kind))
    for one in reading.needs():
        yield _skill_line(known, one, formats)
    for role in reading.roles:
        if role.polarity != "in_place":
            name = say_known(known.roles.roles[role.value].name)
            yield say("Somebody: {role}, from “{words}”", role=name, words=role.words)
    yield from _money_lines(reading, formats)
    for day in reading.dates:
        first, last = formats.day(day.value.first), formats.day(day.value.last)
        if day.value.first == day.value.last:
            yield say("Date: {day}, from “{words}”", day=first, words=day.words)
        else:
            yield say("Date: {first} to {last}, from “{words}”", first=first, last=last, words=day.words)
    for length in reading.durations:
        yield say("How long: “{words}”", words=length.words)
    for place in reading.places:
        yield say("Place: {place}, from “{words}”", place=place_name(known, place.value), words=place.words)
    for pattern in reading.patterns:
        yield say("How the work is done: “{words}”", words=pattern.words)
    for hint in reading.hints:
        yield say("Handle with care: “{words}”", words=hint.words)
    for typo in reading.typos:
        yield say("“{words}”: did you mean {meant}?", words=typo.words, meant=typo.meant)
    for unsure in reading.unsure:
        yield say(
            "“{words}”: did you mean {meant}?", words=unsure.words, meant=skill_name(known, unsure.skill)
        )
    if reading.unknown:
        yield say("Not known here: {terms}", terms=", ".join(one.words for one in reading.unknown))
    for implied in reading.implied:
        yield say(
            "Called for, too: {skill}. {reason}",
            skill=skill_name(known, implied.skill),
            reason=say_known(implied.reason),
        )
    for name in reading.absent():
        yield _absent(name)


def _skill_line(known: Knowledge, one: Finding[str], formats: Formats) -> str:
    skill, words = skill_name(known, one.value), one.words
    share = formats.percent(Decimal(str(one.confidence)))
    if known.skills.skills[one.value].group == SECTORS and one.polarity != "excluded":
        return say(
            "Line of work: {skill} ({share} sure), from “{words}”", skill=skill, share=share, words=words
        )
    told: dict[Polarity, str] = {
        "required": say("Needed: {skill} ({share} sure), from “{words}”", skill=skill, share=share, words=words),
        "nice": say("Wished for: {skill} ({share} sure), from “{words}”", skill=skill, share=share, words=words),
        "excluded": say("Not wanted: {skill} ({share} sure), from “{words}”", skill=skill, share=share, words=words),
        "in_place": say("In use today: {skill} ({share} sure), from “{words}”", skill=skill, share=share, words=words),
        "legacy": say("In use, to go: {skill} ({share} sure), from “{words}”", skill=skill, share=share, words=words),
    }  # fmt: skip
    return told[one.polarity]


def _money_lines(reading: Reading, formats: Formats) -> Iterator[str]:
    if reading.budget is not None:
        told = _sum(reading.budget.value, formats)
        yield say("Budget: {sum}, from “{words}”", sum=told, words=reading.budget.words)
    for rate in reading.rates:
        per: dict[str, str] = {
            "hour": say("Rate: {sum} an hour, from “{words}”", sum=_sum(rate.value, formats), words=rate.words),
            "day": say("Rate: {sum} a day, from “{words}”", sum=_sum(rate.value, formats), words=rate.words),
            "week": say("Rate: {sum} a week, from “{words}”", sum=_sum(rate.value, formats), words=rate.words),
            "month": say("Rate: {sum} a month, from “{words}”", sum=_sum(rate.value, formats), words=rate.words),
            "quarter": say("Rate: {sum} a quarter, from “{words}”", sum=_sum(rate.value, formats), words=rate.words),
            "year": say("Rate: {sum} a year, from “{words}”", sum=_sum(rate.value, formats), words=rate.words),
        }  # fmt: skip
        yield per[rate.value.per]
    for burden in reading.burdens:
        yield say("What it costs today: “{words}”", words=burden.words)


def _sum(value: Sum | Rate, formats: Formats) -> str:
    high = _amount(value.high, value.currency, formats)
    if value.low is None:
        return high
    return say("{low} to {high}", low=_amount(value.low, value.currency, formats), high=high)


def _amount(amount: Decimal, currency: str | None, formats: Formats) -> str:
    return formats.number(amount) if currency is None else formats.money_short(Money.of(amount, currency))


def _absent(name: str) -> str:
    told = {
        "skills": say("Not said: what has to be known"),
        "budget": say("Not said: a budget"),
        "dates": say("Not said: a date"),
        "durations": say("Not said: how long it takes"),
        "places": say("Not said: where"),
        "patterns": say("Not said: on site or from elsewhere"),
    }
    return told[name]


def template_name(known: Knowledge, id: str) -> str:
    """The name of a template."""
    return say_known(known.templates.templates[id].name)


def skill_name(known: Knowledge, id: str) -> str:
    """The name of a skill."""
    return say_known(known.skills.skills[id].name)


def place_name(known: Knowledge, value: str) -> str:
    """The name of a place, also of one where somebody only sits."""
    return say_known(known.places.places[value.removeprefix(SEAT)].name)
