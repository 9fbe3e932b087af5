"""Letters to those who quoted: what is said in them is settled by a person before one is issued."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Date, String, Text
from sqlalchemy.orm import Mapped

from app.domain.base import Entity, Scope, column, reference
from app.domain.documents import Document
from app.domain.quotes import Decision, Quote
from app.domain.shortlists import Candidate
from app.domain.types import FrozenJson
from app.words import say


class LetterKind(StrEnum):
    """The letters that follow a decision, by the code their documents are numbered under."""

    AWARD = "AWD"
    DECLINE = "DCL"
    DEBRIEF = "DBF"
    CORRECTION = "COR"
    """Says that an earlier letter no longer holds, because the choice behind it was taken back."""


LETTERS = tuple(kind.value for kind in LetterKind)
OF_A_DECISION = ("DEC", LetterKind.AWARD, LetterKind.DECLINE, LetterKind.DEBRIEF)
"""Papers that say what was decided: they fall with the decision."""


class Letter(Entity):
    """The words of one letter to one provider, as somebody has read and settled them.

    Until then a letter is drafted anew from the record each time, and nothing is kept of it.
    """

    __tablename__ = "letter"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    decision_id: Mapped[uuid.UUID] = reference("decision.id")
    """A letter belongs to one decision: another decision is told in a letter of its own."""

    quote_id: Mapped[uuid.UUID] = reference("quote.id")
    kind: Mapped[str] = column(String)
    strengths: Mapped[Any] = column(FrozenJson, default=list)
    weaknesses: Mapped[Any] = column(FrozenJson, default=list)
    words: Mapped[str] = column(Text, default="")
    """What the sender adds in their own words."""

    reviewed_by: Mapped[str] = column(Text, default="")
    reviewed_on: Mapped[date | None] = column(Date, nullable=True)


class Others(NamedTuple):
    """What a letter must not give away: the names of the other bidders, and their prices in whole units."""

    names: tuple[str, ...] = ()
    prices: tuple[int, ...] = ()


class Leak(NamedTuple):
    """What of another bidder a line gives away; the name is empty where it is a price."""

    line: str
    name: str


def leak(lines: Iterable[str], others: Others) -> Leak | None:
    """The first line that names another bidder or its price; None where none does.

    A firm is also known by the first word of its name, where that is long enough to mean it.
    """
    forms = {
        form: name
        for name in others.names
        for form in (_plain(name), _plain(_first(name)))
        if len(form) >= FEWEST_LETTERS
    }
    for line in lines:
        words = f" {_plain(line)} "
        name = next((name for form, name in forms.items() if f" {form} " in words), "")
        if name or _numbers(line) & {price for price in others.prices if price >= LEAST_PRICE}:
            return Leak(line, name)
    return None


def leak_words(told: Leak) -> str:
    """Why a line may not stand in a letter."""
    if told.name:
        return say(
            "“{name}” is another provider. Take it out: a letter tells nobody of others.", name=told.name
        )
    return say("“{line}” holds another provider’s price. Take it out.", line=told.line)


@dataclass(frozen=True)
class Correspondence:
    """What letters of a project are told from, by the rows of `WRITTEN_FROM` that were handed in."""

    decisions: Sequence[Decision]
    quotes: Sequence[Quote]
    documents: Sequence[Document]
    letters: Sequence[Letter]
    asked: Sequence[str]
    """Names of everybody who was considered."""

    def decision(self, kind: str, quote: Quote) -> Decision | None:
        """The decision that a letter of this kind tells this provider; None where there is none.

        An award goes to the chosen one, declines and debriefs to those of its round, or of the last round where
        none was chosen; a correction follows a decision that was taken back.
        """
        latest = sorted(self.decisions, key=lambda row: row.id, reverse=True)
        if kind == LetterKind.CORRECTION:
            back = next((row for row in latest if not row.stands), None)
            return back if self.uncorrected(quote) else None
        standing = next((row for row in latest if row.stands), None)
        if standing is None or kind not in LETTERS:
            return None
        if kind == LetterKind.AWARD:
            return standing if standing.quote_id == quote.id else None
        declined = quote.state == "not_selected" and quote.request_id == self._round(standing)
        return standing if declined else None

    def _round(self, decision: Decision) -> uuid.UUID | None:
        """The round that a decision ended."""
        if decision.quote_id is not None:
            return next((row.request_id for row in self.quotes if row.id == decision.quote_id), None)
        refused = [row for row in self.quotes if row.state == "not_selected"]
        return max(refused, key=lambda row: row.id).request_id if refused else None

    def letter(self, kind: str, quote: Quote) -> Letter | None:
        """The settled words of a letter; None where nobody settled any."""
        decision = self.decision(kind, quote)
        return next(
            (
                row
                for row in sorted(self.letters, key=lambda row: row.id)
                if decision is not None
                and (row.decision_id, row.quote_id, row.kind) == (decision.id, quote.id, kind)
            ),
            None,
        )

    def uncorrected(self, quote: Quote) -> list[Document]:
        """Letters to this provider that no longer hold, and of which it was not told so yet."""
        found = [
            row
            for row in self.documents
            if row.quote_id == quote.id
            and row.kind in LETTERS
            and row.state == "superseded"
            and not row.superseded_by
        ]
        return sorted(found, key=lambda row: (row.issued_on, row.id))

    def others(self, quote: Quote) -> Others:
        """Names and prices of everybody else who was considered."""
        own = quote.provider_name.casefold()
        theirs = [row for row in self.quotes if row.provider_name.casefold() != own]
        names = {row.provider_name for row in theirs} | {
            name for name in self.asked if name.casefold() != own
        }
        mine = {price for row in self.quotes if row not in theirs for price in _wholes(row)}
        prices = {price for row in theirs for price in _wholes(row)} - mine
        return Others(tuple(sorted(names)), tuple(sorted(prices)))


WRITTEN_FROM: tuple[type[Entity], ...] = (Decision, Quote, Document, Letter, Candidate)
"""Entities of a project that its letters are told from."""


def correspondence(rows: Mapping[type[Entity], Sequence[Any]]) -> Correspondence:
    """The letters of a project, from its rows of `WRITTEN_FROM`."""
    names = tuple(row.name for row in rows[Candidate])
    return Correspondence(rows[Decision], rows[Quote], rows[Document], rows[Letter], names)


def _wholes(quote: Quote) -> set[int]:
    """A price in whole units, in our currency and as it was told."""
    told = quote.told.get("price") if quote.told else None
    amounts = (quote.price.decimal if quote.price is not None else None, Decimal(told) if told else None)
    return {int(amount) for amount in amounts if amount is not None}


FEWEST_LETTERS = 4
"""Of a name's first word, to be taken for the firm wherever it stands."""

LEAST_PRICE = 100
"""Below this a number says too little to be somebody's price."""

_NUMBER = re.compile(r"\d+(?:[.,'’ \u00a0\u202f]\d+)*")
_PENCE = re.compile(r"[.,]\d\d?$")


def _numbers(line: str) -> set[int]:
    """The numbers of a line in whole units, however their thousands and pence are set."""
    found = set()
    for match in _NUMBER.findall(line):
        for reading in (match, _PENCE.sub("", match)):
            found.add(int("".join(char for char in reading if char.isdigit())))
    return found


def _first(name: str) -> str:
    words = name.replace(",", " ").split()
    return words[0] if words else ""


def _plain(text: str) -> str:
    """Lower case words with single spaces between them, without marks that only punctuate."""
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())
