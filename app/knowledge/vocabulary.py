"""The vocabulary that needs are read with, made of the knowledge: names of skills, roles and places, and cues."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.analysis.needs.vocabulary import Cue, Gate, Implied, Name, Vocabulary, names, spellings, undoubled
from app.analysis.needs.words import keys_of
from app.knowledge.fitted import skill_use
from app.knowledge.needs import NeedsWords, Places
from app.knowledge.pack import Knowledge
from app.knowledge.skills import AmbiguousAlias, Skill

SHORTEST_SPELLING, SHORTEST_UNDOUBLED = 5, 4
SEAT = "seat:"
"""Begins the value of a place that is only where the named organisation sits."""


@lru_cache(maxsize=4)
def vocabulary(knowledge: Knowledge) -> Vocabulary:
    """Everything a reading looks words up in; made once for each knowledge."""
    skills = names(_skill_names(knowledge), plurals=True)
    return Vocabulary(
        skills=skills,
        roles=names(_role_names(knowledge), plurals=True),
        places=names(_place_names(knowledge.places)),
        cues=names(_cues(knowledge)),
        implied=_implied(knowledge.needs),
        common=_common(knowledge.everyday.words.split()),
        spellings=spellings(skills, SHORTEST_SPELLING),
        undoubled=undoubled(skills, SHORTEST_UNDOUBLED),
        symptoms=names(_symptoms(knowledge)),
        people=frozenset(knowledge.everyday.people.split()),
        makers=frozenset(knowledge.everyday.makers.split()),
    )


def _skill_names(knowledge: Knowledge) -> Iterator[tuple[str, Name]]:
    """Gated words first, so that a skill called React is gated by its own name, too."""
    skills = knowledge.skills.skills.values()
    for skill in skills:
        for gated in skill.ambiguous:
            yield gated.alias, Name(skill.id, _gate(gated))
    for skill in skills:
        for phrase in _phrases(skill):
            yield phrase, Name(skill.id)


def _phrases(skill: Skill) -> Iterator[str]:
    yield skill.name
    if "(" in skill.name:
        yield skill.name.partition("(")[0]
    yield from skill.aliases


def _gate(alias: AmbiguousAlias) -> Gate:
    context = frozenset(key for word in alias.context for key in keys_of(word))
    return Gate(alias.written, context, tuple(keys_of(phrase) for phrase in alias.not_in))


def _role_names(knowledge: Knowledge) -> Iterator[tuple[str, Name]]:
    for role in knowledge.roles.roles.values():
        for title in (role.name, *role.titles):
            yield title, Name(role.id)


def _place_names(places: Places) -> Iterator[tuple[str, Name]]:
    gate = Gate(context=frozenset(places.near))
    everyday = frozenset(places.everyday)
    for seat in places.seats:
        for name in seat.names:
            yield name, Name(f"{SEAT}{seat.place}")
    for place in places.places.values():
        for name in (place.name, *place.names):
            yield name, Name(place.id, gate if name in everyday else None)


def _symptoms(knowledge: Knowledge) -> Iterator[tuple[str, Name]]:
    for symptom in knowledge.language.symptoms:
        gate = Gate(context=frozenset(symptom.near)) if symptom.near else None
        for phrase in symptom.phrases:
            yield phrase, Name(symptom.skill, gate)


def _cues(knowledge: Knowledge) -> Iterator[tuple[str, Name]]:
    """Of a phrase that stands in two lists the first counts: what is to go is told before what is not wanted."""
    language, words = knowledge.language, knowledge.needs
    polite = frozenset(words.polite)
    kinds: list[tuple[Cue, Iterable[str]]] = [
        ("today_after", words.today_after),
        ("not_a_negation", language.negation.not_a_negation),
        ("legacy", language.legacy.cues),
        ("legacy_after", language.legacy.cues_after),
        ("mover", language.legacy.movers),
        ("keep", language.legacy.keep_cues),
        ("keep_after", language.legacy.keep_cues_after),
        ("connect", language.legacy.connect_cues),
        ("target", language.legacy.target_cues),
        ("leave", language.legacy.leaving),
        ("out", language.legacy.taken_out),
        ("considered", language.considered.cues),
        ("not", language.negation.cues),
        ("not_after", language.negation.cues_after),
        ("lack", language.negation.lacking),
        ("nice", (cue for cue in language.nice.cues if cue not in polite)),
        ("nice", words.wishes),
        ("legacy", words.old),
        ("must", language.must.cues),
        ("in_place", words.in_place),
        ("beside", words.beside),
        ("today", words.today),
        ("habit", words.habits),
        ("ask", words.asking),
        *((_level(level), phrases) for level, phrases in words.levels.items()),
    ]
    for kind, phrases in kinds:
        for phrase in phrases:
            yield phrase, Name(kind)


def _level(level: int) -> Cue:
    cues: dict[int, Cue] = {1: "level_1", 2: "level_2", 3: "level_3", 4: "level_4", 5: "level_5"}
    return cues[level]


def _implied(words: NeedsWords) -> tuple[Implied, ...]:
    """The rules, each with the likeliest skill first: work before the tools it is done with, and of either what more
    occupations and briefs of the open sets use (`fitting/skill_use.py`). How a rule happens to be written is no order.
    """
    used, tools = skill_use(), frozenset(words.tools)

    def likeliest(skill: str) -> tuple[bool, float, str]:
        return skill in tools, -used.get(skill, 0.0), skill

    return tuple(
        Implied(frozenset(rule.named), tuple(sorted(rule.skills, key=likeliest)), rule.why)
        for rule in words.implied
    )


def _common(words: list[str]) -> frozenset[str]:
    """The words with the endings that English gives them."""
    return frozenset(words).union(
        *({f"{word}s", f"{word}ed", f"{word}ing", f"{word}d", f"{word}ly", f"{word}er"} for word in words)
    )
