"""How the quotes of a round are judged: scores with their sentences, interviews, references and red flags.

All of it attaches to a quote, a firm or a role, never to a person. What the rules make of it is told in
`app.analysis.evaluation`.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.analysis.references import reference_score
from app.domain.base import Entity, Role, Scope, column, reference
from app.domain.names import folded, same_name
from app.domain.types import DecimalText, FrozenJson


class Evaluation(Entity):
    """What holds for all quotes of one round: what the criteria weigh, and when judging quality was done."""

    __tablename__ = "evaluation"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    request_id: Mapped[uuid.UUID] = reference("quote_request.id", index=True)
    weights: Mapped[Any] = column(FrozenJson, role=Role.BROKER, group="weights", default=dict)
    """Criterion → weight as text, where the broker moved any; empty where template and owner's words stand."""

    weights_because: Mapped[str] = column(Text, role=Role.BROKER, group="weights", default="")
    quality_done_on: Mapped[date | None] = column(Date, group="quality", nullable=True)
    """From this day on prices stand beside the scores; until then nobody who scores is shown one."""

    quality_done_by: Mapped[str] = column(Text, group="quality", default="")
    broker_choice: Mapped[uuid.UUID | None] = reference("quote.id", role=Role.BROKER, nullable=True)
    broker_because: Mapped[str] = column(Text, role=Role.BROKER, default="")
    still_right: Mapped[Any] = column(FrozenJson, role=Role.BROKER, default=dict)
    """Quote (its id as hex) → why an award is right although its open red flags come to more than 8."""


class PriceLook(Entity):
    """That somebody knows prices of a round before its quality was judged; nobody can forget one."""

    __tablename__ = "price_look"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    request_id: Mapped[uuid.UUID] = reference("quote_request.id", index=True)
    quote_id: Mapped[uuid.UUID | None] = reference("quote.id", nullable=True)
    """The one quote that they wrote down themselves; None where they asked for the prices of all."""

    person: Mapped[str] = column(Text)
    looked_on: Mapped[date] = column(Date)


def looks_of(looks: Iterable[PriceLook], person: str) -> dict[uuid.UUID | None, PriceLook]:
    """The first look of `person` at each quote, and under None at the prices of all."""
    ordered = sorted(looks, key=lambda row: row.id, reverse=True)
    return {row.quote_id: row for row in ordered if same_name(row.person, person)}


def that_stands(rows: Iterable[Evaluation]) -> Evaluation | None:
    """Of the rows of one round the one that counts: owner and broker may each have begun one on their own computer."""
    ordered = sorted(rows, key=lambda row: row.id, reverse=True)
    return max(ordered, key=lambda row: (row.quality_done_on is not None, bool(row.weights)), default=None)


class Score(Entity):
    """One scorer's mark for one criterion of one quote, with the sentence that says why."""

    __tablename__ = "quote_score"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    quote_id: Mapped[uuid.UUID] = reference("quote.id", index=True)
    criterion: Mapped[str] = column(String)
    scorer: Mapped[str] = column(Text)
    agreed: Mapped[bool] = column(Boolean, default=False)
    """Whether it is what several scorers settled on together; `scorer` then wrote it down."""

    mark: Mapped[Decimal] = column(DecimalText, group="mark")
    sentence: Mapped[str] = column(Text, group="mark")
    scored_on: Mapped[date] = column(Date)
    after_prices: Mapped[bool] = column(Boolean, default=False)
    """Whether prices could be seen when it was given; it says so wherever it is shown."""


def last_of_each(scores: Iterable[Score]) -> list[Score]:
    """The last mark of each scorer for each criterion of a quote, and the last that was agreed on, oldest first."""
    found: dict[tuple[str, bool, str], Score] = {}
    for row in sorted(scores, key=lambda row: row.id):
        found[row.criterion, row.agreed, "" if row.agreed else folded(row.scorer)] = row
    return sorted(found.values(), key=lambda row: row.id)


class Interview(Entity):
    """A talk with whoever a provider would send in a role. It is scored to the role: no name is kept."""

    __tablename__ = "interview"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    quote_id: Mapped[uuid.UUID] = reference("quote.id", index=True)
    role: Mapped[str] = column(String)
    mark: Mapped[Decimal] = column(DecimalText)
    sentence: Mapped[str] = column(Text)
    answers: Mapped[Any] = column(FrozenJson, default=dict)
    """Question, as it was put, → what was answered."""

    held_on: Mapped[date] = column(Date)
    held_by: Mapped[str] = column(Text)


class ReferenceCall(Entity):
    """What a client of the provider said on the telephone for this decision."""

    __tablename__ = "reference_call"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    quote_id: Mapped[uuid.UUID] = reference("quote.id", index=True)
    client: Mapped[str] = column(Text)
    """Which client, by its kind of business and size."""

    answers: Mapped[Any] = column(FrozenJson, default=dict)
    """What was asked (`app.analysis.references.QUESTIONS`) → 1 to 5 as text."""

    again: Mapped[str] = column(String)
    """One of AGAIN: whether they would place the same order again."""

    but: Mapped[str] = column(Text, default="")
    told: Mapped[Any] = column(FrozenJson, default=dict)
    """Question, as it was put, → what was answered."""

    called_on: Mapped[date] = column(Date)
    called_by: Mapped[str] = column(Text)

    @property
    def score(self) -> Decimal | None:
        """The average of the five answers as a share of the best; None until all are given."""
        marks: Mapping[str, str] = self.answers
        return reference_score({name: Decimal(mark) for name, mark in marks.items()})


AGAIN = ("yes", "yes_but", "no")


class RedFlag(Entity):
    """A warning sign of a quote or its provider, with what it rests on; closed with a reason, never deleted."""

    __tablename__ = "red_flag"
    __scope__ = Scope.ENGAGEMENT

    project_id: Mapped[uuid.UUID] = reference("project.id", index=True)
    quote_id: Mapped[uuid.UUID] = reference("quote.id", index=True)
    sign: Mapped[str] = column(String)
    """A red flag of 05_matching.yaml (RF-15), or a check of the quote that came out badly (QE-04)."""

    severity: Mapped[int] = column(Integer)
    """1 to 5 as the knowledge has it; 0 for a check of the quote, which counts towards no sum."""

    evidence: Mapped[str] = column(Text)
    raised_on: Mapped[date] = column(Date)
    raised_by: Mapped[str] = column(Text)
    closed_on: Mapped[date | None] = column(Date, group="closed", nullable=True)
    closed_by: Mapped[str] = column(Text, group="closed", default="")
    closed_because: Mapped[str] = column(Text, group="closed", default="")

    @property
    def is_open(self) -> bool:
        """Whether it still counts."""
        return self.closed_on is None
