"""What the words of a brief ask for: what was read of them, and what people said of that reading.

Nothing that was read is kept. What somebody confirmed, refused, corrected or added is (`Need`), and counts as long
as the words stand there; what was added by hand needs no words.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.needs import Finding, Polarity, Reading, implied, read, verdicts
from app.domain.brief_answers import places_of
from app.domain.briefs import Need, NeedWeight
from app.knowledge import Knowledge
from app.knowledge.told import TODAY, Told, told_in
from app.knowledge.vocabulary import vocabulary

MUST, NICE, EXCLUDED, LEGACY = (each.value for each in NeedWeight)

SAID: Mapping[Polarity, str] = {
    "required": MUST,
    "nice": NICE,
    "excluded": EXCLUDED,
    "legacy": LEGACY,
    "in_place": LEGACY,
}
PROBLEM = "b2.problem"
LEANING: Mapping[str, Mapping[str, str]] = {
    PROBLEM: {MUST: LEGACY},
    "b5.nice": {MUST: NICE},
    "b5.out": {MUST: EXCLUDED, NICE: EXCLUDED},
    TODAY: {MUST: LEGACY, NICE: LEGACY},
}
"""What a place in the brief makes of what is named there: the problem and today's systems tell of today."""

WISHED = ("ask", "target", "connect", "lack", "symptom")
"""Cues by which the problem, too, says what is needed; that a thing "must" be typed again is only the burden."""

NOT_HAD = ("lack", "considered")
"""Cues by which a system that is listed among today's is none of them."""

IMPLIED = "implied"
MOST_IMPLIED = 3
"""Skills that nobody named which are proposed; the rules name more than anybody would read."""

WISHES: Mapping[str, tuple[str, ...]] = {
    "b3.outcome": ("habit",),
    "b5.must": ("habit", "today"),
    "b5.nice": ("habit", "today"),
}
"""Where "customers pay with Stripe" is how it is to be, not how it is: by question the cues that say no more."""

STRENGTH = {EXCLUDED: 3, MUST: 2, NICE: 1, LEGACY: 0}
"""Of two things said of one skill the stronger counts: an exclusion is said on purpose."""


@dataclass(frozen=True, slots=True)
class NeedSaid:
    """What somebody said of a reading, as it is kept."""

    id: uuid.UUID
    skill: str
    level: int | None
    weight: str
    words: str
    question: str
    read_as: str
    said_by: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class BriefNeed:
    """A skill that the brief asks for, refuses or tells of.

    `state` is "read", "confirmed", "corrected", "added" or "implied"; `read_as` the skill that the words were read as.
    """

    skill: str
    weight: str
    level: int | None
    confidence: float
    words: str
    question: str
    state: str
    read_as: str
    said: uuid.UUID | None = None
    said_by: str = ""
    leaving: bool = False
    """Whether it is there today and is to go."""

    reason: str = ""
    """Why what is needed calls for it, of a skill that nobody named."""

    @property
    def settled(self) -> bool:
        """Whether somebody said so, rather than only the words."""
        return self.state not in ("read", IMPLIED)


@lru_cache(maxsize=512)
def reading_of(text: str, knowledge: Knowledge, today: date) -> Reading:
    """What a text says. A line that stays as it is is read once."""
    return read(text, vocabulary(knowledge), today=today)


def said_of(session: Session, *, project_id: uuid.UUID) -> tuple[NeedSaid, ...]:
    """What people said of the needs of a brief, the oldest first."""
    rows = session.scalars(select(Need).where(Need.project_id == project_id).order_by(Need.id))
    return tuple(
        NeedSaid(
            row.id, row.skill, row.level, row.weight.value, row.words, row.question, row.read_as,
            row.said_by.value, row.confirmed,
        )
        for row in rows
    )  # fmt: skip


def brief_needs(
    knowledge: Knowledge,
    values: Mapping[str, Any],
    said: Sequence[NeedSaid],
    today: date,
    *,
    light: bool = False,
) -> tuple[BriefNeed, ...]:
    """The needs of a brief, one for each skill: what was said by people before what was read.

    A small job (`light`) replaces nothing: it is done on what its problem names.
    """
    found: dict[str, BriefNeed] = {}
    for one in _mentions(knowledge, values, said, today, light=light):
        held = found.get(one.skill)
        if held is None or _rank(one) > _rank(held):
            found[one.skill] = one
    return tuple(found.values())


def called_for(
    knowledge: Knowledge, needs: Sequence[BriefNeed], said: Sequence[NeedSaid]
) -> tuple[BriefNeed, ...]:
    """What `needs` call for though nobody named it, as far as nobody has decided on it.

    The likeliest stand first; those of one reason stand together.
    """
    named = {need.skill: need.confidence for need in needs if need.weight == MUST}
    told = {need.skill for need in needs}
    found = (
        BriefNeed(one.skill, MUST, None, one.confidence, "", "", IMPLIED, one.skill, reason=one.reason)
        for one in implied(named, vocabulary(knowledge).implied)
        if one.skill not in told and decision_on(said, one.skill, "") is None
    )
    likeliest = tuple(found)[:MOST_IMPLIED]
    reasons = [one.reason for one in likeliest]
    return tuple(sorted(likeliest, key=lambda one: reasons.index(one.reason)))


def weight_of(one: Finding[str], told: Told, *, light: bool = False) -> str:
    """What is said of a skill: the words decide, then where they stand."""
    weight = SAID[one.polarity]
    if light and told.question == PROBLEM and one.polarity == "in_place":
        return MUST
    if told.question == TODAY and told.plan == "connect":
        return MUST if one.polarity == "in_place" else weight
    if one.polarity == "in_place" and one.cue in WISHES.get(told.question, ()):
        return usual_weight(told.question)
    if told.question == PROBLEM and (light or one.cue in WISHED):
        return weight
    return LEANING.get(told.question, {}).get(weight, weight)


def usual_weight(question: str, *, light: bool = False) -> str:
    """What is said of a skill that is named at a place in the brief without another word."""
    if light and question == PROBLEM:
        return MUST
    return LEANING.get(question, {}).get(MUST, MUST)


def decision_on(said: Sequence[NeedSaid], read_as: str, words: str) -> NeedSaid | None:
    """The last that was said of these words being read so."""
    same = (
        one for one in reversed(said) if one.read_as == read_as and one.words.casefold() == words.casefold()
    )
    return next(same, None)


def _mentions(
    knowledge: Knowledge, values: Mapping[str, Any], said: Sequence[NeedSaid], today: date, *, light: bool
) -> Iterator[BriefNeed]:
    meant = {one.words.casefold(): one for one in said if one.words and not one.read_as}
    for told in told_in(values):
        decided = {one: decision_on(said, one.value, one.words) for one in _named(told, knowledge, today)}
        for one in verdicts(one for one, decision in decided.items() if decision is None):
            weight = weight_of(one, told, light=light)
            yield BriefNeed(
                one.value, weight, one.level, one.confidence, one.words, told.question, "read", one.value,
                leaving=_leaves(one, told, weight),
            )  # fmt: skip
        for one, decision in decided.items():
            if decision is not None and decision.confirmed:
                leaving = _leaves(one, told, decision.weight)
                yield replace(_decided(decision, told.question), leaving=leaving)
        for each in meant.values():
            if each.confirmed and any(places_of(each.words, told.text)):
                yield _decided(each, told.question)
    for each in said:
        if each.confirmed and not each.words:
            yield _decided(each, each.question)


def _named(told: Told, knowledge: Knowledge, today: date) -> tuple[Finding[str], ...]:
    """The skills a text names; a system that is not used today ("no website yet") is neither had nor refused."""
    found = reading_of(told.text, knowledge, today).skills
    if told.question != TODAY:
        return found
    return tuple(one for one in found if one.polarity != "excluded" and one.cue not in NOT_HAD)


def _leaves(one: Finding[str], told: Told, weight: str) -> bool:
    """Whether the words, or what is planned with a system of today, say that it goes."""
    return weight == LEGACY and (one.polarity == "legacy" or told.plan == "replace")


def _decided(said: NeedSaid, question: str) -> BriefNeed:
    state = (
        "added"
        if not (said.words or said.read_as)
        else "confirmed"
        if said.skill == said.read_as
        else "corrected"
    )
    return BriefNeed(
        said.skill,
        said.weight,
        said.level,
        1.0,
        said.words,
        question,
        state,
        said.read_as,
        said.id,
        said.said_by,
    )


def _rank(one: BriefNeed) -> tuple[bool, int, float]:
    return one.settled, STRENGTH[one.weight], one.confidence
