"""Word lists for the coach, the quality meter and the reading of needs (English)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.analysis.said import Said


@dataclass(frozen=True, slots=True)
class VagueWords:
    """Words that cannot be checked: what the coach asks and a wording the owner may take over.

    `only_in` limits them to must-haves; `weak` ones are mentioned only when nothing else is found.
    """

    words: tuple[str, ...]
    ask: Said
    try_: Said
    only_in: Literal["must"] | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Joiners:
    """Words that join two wishes in one line, and phrases where they do not."""

    words: tuple[str, ...]
    not_when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """Cues that a thing is not wanted."""

    cues: tuple[str, ...]
    cues_after: tuple[str, ...]
    lacking: tuple[str, ...]
    """What is missing is not refused."""

    not_a_negation: tuple[str, ...]
    meaning: Said


@dataclass(frozen=True, slots=True)
class Legacy:
    """Cues that a thing is what they have now and want to leave, keep, connect or move to."""

    cues: tuple[str, ...]
    cues_after: tuple[str, ...]
    movers: tuple[str, ...]
    """Verbs that make what stands after "from" or "off" the thing that is left."""

    keep_cues: tuple[str, ...]
    keep_cues_after: tuple[str, ...]
    connect_cues: tuple[str, ...]
    target_cues: tuple[str, ...]
    leaving: tuple[str, ...]
    """Verbs that without a name of their own make what is used today go."""

    taken_out: tuple[str, ...]
    """What stands between what somebody takes out and where it is now."""

    meaning: Said
    traps: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that soften a wish, harden it, or tell that a thing was only looked at."""

    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Symptom:
    """What goes wrong where `skill` is needed; with `near`, only beside one of these words."""

    skill: str
    phrases: tuple[str, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frequency:
    """Patterns (regular expressions) that show the size of a problem."""

    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """All word lists; `plain` turns a technician's word into everyday words."""

    version: str
    language: str
    vague: tuple[VagueWords, ...]
    vague_exceptions: tuple[str, ...]
    joiners: Joiners
    negation: Negation
    legacy: Legacy
    considered: Cues
    symptoms: tuple[Symptom, ...]
    nice: Cues
    must: Cues
    frequency: Frequency
    effects: Cues
    """Words that tell what goes wrong: a problem that names only a product has none of them."""

    plain: Mapping[str, Said]
