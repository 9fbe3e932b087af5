"""What a reading hands back: each finding with the words it was read from and how sure it is."""

from datetime import date
from decimal import Decimal
from typing import Generic, Literal, NamedTuple, TypeAlias, TypeVar

from app.analysis.needs.words import Span

T = TypeVar("T")

Polarity: TypeAlias = Literal["required", "nice", "excluded", "legacy", "in_place"]
"""Wanted, wished for, not wanted, what is used today and is to go, or there already: a person, or what is used."""

Period: TypeAlias = Literal["hour", "day", "week", "month", "quarter", "year"]


class Finding(NamedTuple, Generic[T]):
    """One thing that the text says. `span` is where, in the text as it was handed in; `words` stand there."""

    what: str
    value: T
    span: Span
    words: str
    confidence: float
    polarity: Polarity = "required"
    level: int | None = None
    """1 to 5 as the knowledge counts skills, where the text says a level."""

    years: int | None = None
    """Years of experience asked for."""

    cue: str = ""
    """The kind of cue that says the polarity; empty of a bare mention, which says nothing more than the name."""


class Sum(NamedTuple):
    """Money as it was written, in major units: `low` is None unless a range was given; no currency where none was."""

    low: Decimal | None
    high: Decimal
    currency: str | None


class Rate(NamedTuple):
    """Money for each `per`: never a budget."""

    low: Decimal | None
    high: Decimal
    currency: str | None
    per: Period


class Burden(NamedTuple):
    """What a trouble costs today: hours a week, or money a month with its currency, where one was given."""

    amount: Decimal
    unit: Literal["hours_week", "money_month"]
    currency: str | None = None


class Day(NamedTuple):
    """A day, or the days from `first` to `last` of an imprecise one ("by end of March", "before Easter")."""

    first: date
    last: date
    sense: Literal["by", "before", "from", "on", "past"]


class Length(NamedTuple):
    """How long the work is to take; `low` is None unless a range was given."""

    low: Decimal | None
    high: Decimal
    unit: Period


class Pattern(NamedTuple):
    """How the work is done: `on_site`, `remote`, `hybrid`, `full_time`, `part_time`; days a week where said."""

    kind: str
    days: Decimal | None = None


class Typo(NamedTuple):
    """A word that is probably another: what is meant, and how alike the two are (0 to 1)."""

    span: Span
    words: str
    meant: str
    """The name as the vocabulary spells it, with its capitals where those make it a name."""

    skill: str
    likeness: float


class Unsure(NamedTuple):
    """An everyday word that may be the name of a skill: asked, never counted."""

    span: Span
    words: str
    skill: str


class Unknown(NamedTuple):
    """A term that looks like a name and is in no dictionary."""

    span: Span
    words: str


class ImpliedSkill(NamedTuple):
    """A skill that nobody named, with the ones that call for it and why."""

    skill: str
    because: tuple[str, ...]
    reason: str
    confidence: float


class Mark(NamedTuple):
    """A stretch to underline, and what was understood there."""

    span: Span
    what: str
    polarity: Polarity | None
    value: str
