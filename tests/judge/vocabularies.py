"""The shipped vocabulary, and what it would be without what was added to the taxonomy: the judges' baseline."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType, SimpleNamespace
from typing import Any

from app.analysis.needs import Vocabulary
from app.knowledge import load_knowledge
from app.knowledge.skills import Skill, Skills
from app.knowledge.vocabulary import vocabulary


@lru_cache(maxsize=1)
def shipped() -> Vocabulary:
    """What the program reads with."""
    return vocabulary(load_knowledge())


@lru_cache(maxsize=1)
def before() -> Vocabulary:
    """Without the skills and aliases that were added with a source, and without what is implied."""
    return without(lambda source, alias: True, skills=True)._replace(implied=())


def without(drop: Callable[[str, str], bool], *, skills: bool = False) -> Vocabulary:
    """Without the added aliases that `drop` (source, alias) names, and with `skills` without the added skills."""
    known = load_knowledge()
    kept = {
        id: _cut(skill, drop)
        for id, skill in known.skills.skills.items()
        if not (skills and skill.source is not None)
    }
    return _made(replace(known.skills, skills=MappingProxyType(kept)))


def _cut(skill: Skill, drop: Callable[[str, str], bool]) -> Skill:
    gone = {alias for source, aliases in skill.added.items() for alias in aliases if drop(source, alias)}
    return replace(
        skill,
        aliases=tuple(alias for alias in skill.aliases if alias not in gone),
        ambiguous=tuple(gated for gated in skill.ambiguous if gated.alias not in gone),
    )


def _made(skills: Skills) -> Vocabulary:
    known = load_knowledge()
    parts = ("roles", "places", "needs", "language", "everyday")
    stand_in: Any = SimpleNamespace(skills=skills, **{name: getattr(known, name) for name in parts})
    return vocabulary.__wrapped__(stand_in)
