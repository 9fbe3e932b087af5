"""What the owner picks first (nine cards) and what each template then suggests."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from app.analysis.keyed import Keyed
from app.analysis.said import Said


@dataclass(frozen=True, slots=True)
class CardLine:
    """A template behind a card: the owner's words for it and its usual calendar weeks."""

    template: str
    line: Said
    weeks: tuple[int, int]
    weeks_mean: Said | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One of the nine cards; `ask` chooses among several templates, `default` stands for "Not sure".

    `topic` names the kind inside a sentence: "A few questions about your …". The last card has no
    template of its own: `without_template` says what that means and `equal_weights` are its factors.
    """

    id: str
    label: Said
    topic: Said
    hint: Said
    ask: Said | None
    default: str | None
    templates: tuple[CardLine, ...]
    also: tuple[str, ...]
    without_template: Said | None = None
    equal_weights: Mapping[str, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """The nine cards in their order."""

    version: str
    rule: Said
    cards: Annotated[Mapping[str, Card], Keyed()]
    weeks_note: Said

    def home_of(self, template: str) -> tuple[Card, CardLine]:
        """The one card a template belongs to, and its line there."""
        for card in self.cards.values():
            for line in card.templates:
                if line.template == template:
                    return card, line
        raise KeyError(template)


@dataclass(frozen=True, slots=True)
class SuggestedMeasure:
    """A figure to count, from what to what: a row for "How will you know it worked?"."""

    what: Said
    from_: Decimal
    to: Decimal
    unit: Said


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What the interview offers for a template, and which of its questions come first."""

    ask_first: tuple[str, ...]
    must: tuple[Said, ...]
    nice: tuple[Said, ...]
    out: tuple[Said, ...]
    problem: Said
    outcome: Said
    measures: tuple[SuggestedMeasure, ...]


@dataclass(frozen=True, slots=True)
class SuggestionBook:
    """The suggestions of every template."""

    version: str
    templates: Mapping[str, Suggestions]
