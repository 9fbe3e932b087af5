"""What the program understood of a brief so far, in words: for the card beside the questions and the underlining."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.domain.brief_answers import places_of
from app.knowledge import Knowledge
from app.knowledge.readings import SECTORS
from app.knowledge.told import Told, told_in
from app.queries.brief_facts import FactRow, Facts
from app.queries.brief_needs import (
    EXCLUDED,
    IMPLIED,
    LEGACY,
    MUST,
    NICE,
    BriefNeed,
    NeedSaid,
    brief_needs,
    called_for,
    decision_on,
    reading_of,
)
from app.words import say, say_known
from app.words.formats import Formats

LONG_TEXT = 8000
"""Letters from which a text is read away from the hands that type it."""

SURE, LIKELY = 0.9, 0.75
"""From how sure a reading is called sure, and likely."""


INSIDE = 3
"""The rank of a name that only holds what was typed inside a word."""


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
    implied: tuple[NeedChip, ...] = ()
    """What nobody named and what is needed calls for."""

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
    light: bool = False,
) -> Understood:
    """What the brief says as it stands in `values`, of a small job (`light`) or a larger one.

    Nothing is in it that is neither said by words nor by people, but for what is `implied`, which is kept apart.
    """
    told = tuple(told_in(values))
    skills = knowledge.skills.skills
    needs = brief_needs(knowledge, values, said, today, light=light)
    lines_of_work = [need for need in needs if skills[need.skill].group == SECTORS and not need.settled]
    chips = tuple(chip_of(knowledge, need) for need in needs if need not in lines_of_work)
    order = [MUST, NICE, EXCLUDED, LEGACY]
    worded = Facts(knowledge, values, formats, currency, today, light=light)
    facts: dict[tuple[str, str], FactRow] = {}
    for each in told:
        for fact in worded.of(reading_of(each.text, knowledge, today), each.question):
            facts.setdefault((fact.label, fact.text), fact)
    for need in lines_of_work:
        name = say_known(skills[need.skill].name)
        facts.setdefault(("", name), FactRow(say("Line of work"), name, need.words))
    maybes = (row for each in told for row in _maybes(knowledge, each, said, today))
    return Understood(
        tuple(sorted(chips, key=lambda chip: (order.index(chip.need.weight), chip.need.leaving))),
        tuple(chip_of(knowledge, need) for need in called_for(knowledge, needs, said)),
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


def need_words(need: BriefNeed) -> str:
    """What is said of a skill, in words; what is there and to go is told from what is there."""
    return say("On its way out") if need.leaving else weight_words(need.weight)


def skills_like(knowledge: Knowledge, typed: str, most: int = 6) -> tuple[tuple[str, str], ...]:
    """(id, name) of the skills of which a name or alias, or else a word in one, begins with what was typed.

    Only where none does, what was typed may stand inside a word: "press" is in WordPress, "epos" in no repository.
    """
    wanted = typed.casefold().strip()
    if not wanted:
        return ()
    found: list[tuple[int, str, str]] = []
    for skill in knowledge.skills.skills.values():
        names = [skill.name.casefold(), *(alias.casefold() for alias in skill.aliases)]
        ranks = [_rank_of(wanted, name, own=not at) for at, name in enumerate(names) if wanted in name]
        if ranks:
            found.append((min(ranks), say_known(skill.name), skill.id))
    begun = [one for one in found if one[0] < INSIDE]
    return tuple((id, name) for _, name, id in sorted(begun or found)[:most])


def _rank_of(wanted: str, name: str, *, own: bool) -> int:
    if name.startswith(wanted):
        return 0 if own else 1
    at = name.find(wanted)
    while at > 0 and name[at - 1].isalnum():
        at = name.find(wanted, at + 1)
    return 2 if at > 0 else INSIDE


def _said_of(need: BriefNeed) -> str:
    weight = need_words(need)
    if need.state == IMPLIED:
        return say("Called for by what is needed. {reason}", reason=say_known(need.reason))
    if need.state == "added":
        return say("{weight}. Added by hand.", weight=weight)
    if need.settled and not need.words:
        return say("{weight}. Confirmed by hand.", weight=weight)
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
