"""What reading needs from words takes beside the skills: levels, who is there already, places, implied skills."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from app.analysis.keyed import Keyed
from app.analysis.said import Said


@dataclass(frozen=True, slots=True)
class ImpliedRule:
    """Whoever names one of `named` also needs `skills`, and why."""

    named: tuple[str, ...]
    skills: tuple[str, ...]
    why: Said


@dataclass(frozen=True, slots=True)
class NeedsWords:
    """Words by level, words before people and products that are there already, mere manners, implied skills, and
    which of these are languages and products rather than the work that is done with them."""

    version: str
    levels: Mapping[int, tuple[str, ...]]
    in_place: tuple[str, ...]
    beside: tuple[str, ...]
    today: tuple[str, ...]
    habits: tuple[str, ...]
    today_after: tuple[str, ...]
    asking: tuple[str, ...]
    old: tuple[str, ...]
    wishes: tuple[str, ...]
    polite: tuple[str, ...]
    implied: tuple[ImpliedRule, ...]
    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A region or country and the towns and districts in it; without a country where it spans several."""

    id: str
    name: Said
    country: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """Organisations that sit at a place."""

    place: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """All places; `everyday` names count only beside a word of `near`."""

    version: str
    places: Annotated[Mapping[str, Place], Keyed()]
    everyday: tuple[str, ...]
    near: tuple[str, ...]
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class EverydayWords:
    """Words of everyday English, in one string: neither typing errors nor unknown terms. `source` says whence.

    First names of `people` and `makers` of devices, each in one string, are no unknown terms either.
    """

    version: str
    source: str
    words: str
    people: str
    makers: str
