"""What an engagement file changes, in the words of the people who wrote it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from app.analysis.money import Money
from app.knowledge import load_knowledge
from app.knowledge.questions import Question
from app.persistence.fields import Shape
from app.persistence.history import python_value
from app.queries.answer_words import AnswerWords
from app.queries.briefs import questions_of
from app.words import say, say_known
from app.words.formats import Formats
from app.workflows.engagement_kinds import kind_of

LONGEST = 160
"""Characters of a text that are shown beside another."""


LABELS: Mapping[str, Callable[[], str]] = {
    "acknowledged_by": lambda: say("Acknowledged by"),
    "acknowledged_on": lambda: say("Acknowledged on"),
    "again": lambda: say("Would order again"),
    "agreed": lambda: say("Agreed by the scorers"),
    "amount": lambda: say("Amount"),
    "answer": lambda: say("Answer"),
    "approved_by": lambda: say("Approved by"),
    "approved_on": lambda: say("Approved on"),
    "brief_agreed_on": lambda: say("Brief agreed on"),
    "broker_because": lambda: say("Why the broker advises it"),
    "broker_name": lambda: say("Broker"),
    "business": lambda: say("Business"),
    "card": lambda: say("Kind of project"),
    "client": lambda: say("Client"),
    "closed_because": lambda: say("Why it was closed"),
    "closed_by": lambda: say("Closed by"),
    "closed_on": lambda: say("Closed on"),
    "confirmed": lambda: say("Confirmed"),
    "country": lambda: say("Country"),
    "credit": lambda: say("Late credit"),
    "criterion": lambda: say("Criterion"),
    "currency": lambda: say("Currency"),
    "deadline": lambda: say("Deadline"),
    "decided_on": lambda: say("Decided on"),
    "deleted": lambda: say("Whether it is still there"),
    "delivers": lambda: say("What is delivered"),
    "due_on": lambda: say("Due on"),
    "ended_reason": lambda: say("Why it ended"),
    "evidence": lambda: say("What it rests on"),
    "exchange_on": lambda: say("Day of the exchange rate"),
    "exchange_rate": lambda: say("Exchange rate"),
    "held_reason": lambda: say("Why it is on hold"),
    "hold": lambda: say("On hold since"),
    "how": lambda: say("How it is checked"),
    "invited_on": lambda: say("Asked on"),
    "invoice": lambda: say("Invoice"),
    "issued_on": lambda: say("Issued on"),
    "kind": lambda: say("Kind"),
    "level": lambda: say("Level"),
    "line": lambda: say("Words"),
    "main_template": lambda: say("Template"),
    "mark": lambda: say("Score"),
    "name": lambda: say("Name"),
    "note": lambda: say("Note"),
    "number": lambda: say("Number"),
    "owner_days": lambda: say("Days of the owner's own time"),
    "owner_name": lambda: say("Owner"),
    "owner_signed_by": lambda: say("Signed by the owner"),
    "owner_signed_on": lambda: say("Signed by the owner on"),
    "paid_on": lambda: say("Paid on"),
    "passes_if": lambda: say("Passes if"),
    "place": lambda: say("Place in the list"),
    "planned_on": lambda: say("Planned for"),
    "price": lambda: say("Price"),
    "pricing_model": lambda: say("Pricing model"),
    "quality_done_by": lambda: say("Quality judged by"),
    "quality_done_on": lambda: say("Quality judged on"),
    "query_reason": lambda: say("What is asked about it"),
    "ready_by": lambda: say("Ready by"),
    "reason": lambda: say("Reason"),
    "reasons": lambda: say("Reasons"),
    "relations": lambda: say("Ties to providers"),
    "result": lambda: say("Result"),
    "review_days": lambda: say("Days to check a stage"),
    "role": lambda: say("Role"),
    "scorer": lambda: say("Scored by"),
    "sentence": lambda: say("Why"),
    "settled": lambda: say("Settled"),
    "share": lambda: say("Share of the price"),
    "skill": lambda: say("Skill"),
    "sourcing_class": lambda: say("How to buy it"),
    "staff": lambda: say("People in the business"),
    "started_on": lambda: say("Started on"),
    "starts_on": lambda: say("Starts on"),
    "state": lambda: say("Where it stands"),
    "text": lambda: say("Words"),
    "ticked": lambda: say("Marked to be asked"),
    "title": lambda: say("Name"),
    "town": lambda: say("Town"),
    "trade": lambda: say("Trade"),
    "typed_name": lambda: say("Typed name"),
    "valid_until": lambda: say("Valid until"),
    "warranty_days": lambda: say("Days of free fixing"),
    "weeks": lambda: say("Weeks"),
    "weight": lambda: say("How much it matters"),
    "weights_because": lambda: say("Why the weights were moved"),
    "withdrawn_reason": lambda: say("Why it was withdrawn"),
    "words": lambda: say("Words"),
}


def label_of(field: str) -> str:
    """What a field is called; one that only the program writes is called a detail."""
    return LABELS[field]() if field in LABELS else say("A detail")


class Teller:
    """Puts rows and values of one project into words for one reader."""

    def __init__(self, shapes: Mapping[str, Shape], formats: Formats, currency: str) -> None:
        knowledge = load_knowledge()
        self._formats = formats
        self._shapes = shapes
        self._answers = AnswerWords(knowledge, formats, currency)
        asked = questions_of(knowledge, tuple(knowledge.templates.templates))
        self._questions: Mapping[str, Question] = {each.id: each for each in asked}

    def title(self, entity: str, values: Mapping[str, Any]) -> str:
        """What tells a row from others of its kind; "" where nothing does."""
        name = kind_of(entity).title
        if not name or name not in values:
            return ""
        if name == "question":
            question = self._questions.get(str(values[name]))
            return say_known(question.summary_label) if question is not None else ""
        return self.value(entity, name, values[name], values, nothing="")

    def value(
        self, entity: str, field: str, value: Any, row: Mapping[str, Any], *, nothing: str | None = None
    ) -> str:
        """A field's JSON value as a person reads it."""
        known = self._shapes[entity].fields.get(field)
        empty = say("nothing") if nothing is None else nothing
        if known is None or value is None:
            return empty
        try:
            said = python_value(known, value)
        except (ValueError, TypeError, KeyError):
            return say("something this version cannot read")
        if entity == "answer" and field == "answer":
            return self._answer(said, row) or empty
        if type(said) is dict and field == "line":
            said = said.get("text")
        return self._plain(said) or empty

    def _answer(self, said: Mapping[str, Any], row: Mapping[str, Any]) -> str:
        question = self._questions.get(str(row.get("question", "")))
        if said.get("unknown"):
            return say("“I don’t know yet”")
        if question is None:
            return self._plain(said.get("value"))
        try:
            return _short(self._answers.text(question, said.get("value")))
        except (ValueError, TypeError, KeyError, AttributeError):
            return self._plain(said.get("value"))

    def _plain(self, said: Any) -> str:
        if isinstance(said, bool):
            return say("yes") if said else say("no")
        if isinstance(said, Money):
            return self._formats.money(said)
        if isinstance(said, date):
            return self._formats.day(said)
        if isinstance(said, Decimal | int):
            return self._formats.number(said)
        if isinstance(said, Enum):
            return str(said.value).replace("_", " ")
        if isinstance(said, str):
            return _short(said)
        if isinstance(said, list | tuple) and all(isinstance(each, str) for each in said):
            return _short("; ".join(said))
        return say("details") if said else ""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else say("{start}…", start=flat[: LONGEST - 1].rstrip())
