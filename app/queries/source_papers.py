"""The rows of the two papers of sourcing: why these providers, and what is known of one of them.

As with `app.queries.papers`, a paper holds what its document prints, already cut to its audience: neither has a
rate, a note or a telephone of anybody who was asked about a provider.
"""

from dataclasses import dataclass
from datetime import date

from app.queries.paper_parts import CriterionScore, Disclosure, Head


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why one provider stands where it does."""

    name: str
    place: str
    """"1", or "1, about equal"."""
    match: int
    match_words: str
    confidence: str = ""
    first: str = ""
    """How often it comes first when weights and evidence are drawn."""
    scores: tuple[CriterionScore, ...] = ()
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    """Who comes, and where the team is."""
    checks: str = ""
    endorsed: str = ""
    tie: str = ""
    moved: str = ""
    """That the broker put it elsewhere, and why."""
    asides: tuple[str, ...] = ()
    """Rules that were set aside in writing, and those that nobody checked yet."""


@dataclass(frozen=True, slots=True)
class RuledOut:
    """One that the rules keep off the list."""

    name: str
    reasons: tuple[str, ...]
    near: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One factor of the method: its weight, the owner's word for it, and its measures with their anchors."""

    name: str
    weight: str
    word: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortlistPaper:
    """Why these providers: each that is suggested with its reasons, who was ruled out, and the method."""

    head: Head
    basis: str
    considered: int = 0
    sureness: str = ""
    agreement: str = ""
    tries: str = ""
    would_change: tuple[str, ...] = ()
    providers: tuple[Reasons, ...] = ()
    others: tuple[tuple[str, str, int], ...] = ()
    """Further ones on the list: place, name, match."""
    ruled_out: tuple[RuledOut, ...] = ()
    stopped: tuple[str, ...] = ()
    """How many each rule keeps off."""
    nearest_only: bool = False
    disclosure: Disclosure | None = None
    hidden: bool = False
    """Whether names are kept back until the owner has read how the broker is paid."""
    method: tuple[Counted, ...] = ()
    engine: str = ""
    ran_on: date | None = None


@dataclass(frozen=True, slots=True)
class SkillShown:
    """A skill, how well it is known, and when it was last used."""

    name: str
    level: str
    last_used: str = ""


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A credential: how far it was checked, what that came to, by whom and when, and until when it holds."""

    name: str
    level: int
    level_words: str
    state: str
    checked: str = ""
    holds: str = ""


@dataclass(frozen=True, slots=True)
class WorkShown:
    """A finished job: in which trade, what kind, when, and what shows it. Whose it was is not said."""

    trade: str
    kind: str
    closed: str = ""
    shown_by: str = ""


@dataclass(frozen=True, slots=True)
class ProviderPaper:
    """What is known of one provider, as a client may read it."""

    head: Head
    name: str
    place: str = ""
    summary: str = ""
    standing: str = ""
    company: tuple[tuple[str, str], ...] = ()
    """Facts of the firm as label and words."""
    sites: tuple[tuple[str, str, str], ...] = ()
    """Kind, place and clock, people."""
    people: tuple[tuple[str, str, str], ...] = ()
    """Name, role, languages."""
    skills: tuple[SkillShown, ...] = ()
    sectors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    checks: tuple[CheckShown, ...] = ()
    work: tuple[WorkShown, ...] = ()
    record: str = ""
    """How it did on closed engagements: rating, interval and count."""
    references: str = ""
    """How many clients can be asked, how many were called, and what came of it; nobody is named."""
    recorded: str = ""
