"""What providers usually ask about a brief, and where each question is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from app.analysis.conditions import Condition
from app.analysis.foreseen import Likely
from app.analysis.keyed import Keyed
from app.analysis.said import Said
from app.knowledge.questions import Limits, Question, Validation

OWN = "asked"
"""First part of the questions under which those without a place in the brief are answered."""

LONGEST = 1000
"""Characters of such an answer."""

TOO_LONG: Said = "Your answer must be {limit} characters or fewer"
"""The same sentence as for other answers of the brief."""


@dataclass(frozen=True, slots=True)
class AnsweredBy:
    """What answers a question: all of `questions`, or any of the `words`.

    With `sizes`, the numbers that the kind of project is sized by, all of them that the brief asks for.
    """

    questions: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sizes: bool = False


@dataclass(frozen=True, slots=True)
class SupplierQuestion:
    """One question. Without `where` it is answered in its own words, under "asked." and its id."""

    id: str
    question: Said
    why: Said
    answered_by: AnsweredBy
    weight: Decimal
    source: Literal["dos", "author"]
    when: Condition | None = None
    raised_by: tuple[str, ...] = ()
    raised: Decimal | None = None
    answered_if: Condition | None = None
    where: str | None = None
    kept: Said | None = None
    """Why it will be asked although the owner answered it: providers are not told the answer."""

    @property
    def own(self) -> str:
        """The question it is answered under where the brief has no place for it; else empty."""
        return "" if self.where else f"{OWN}.{self.id}"

    def asked(self, step: int) -> Question:
        """It as a question of the brief, to be answered in the owner's words on a page after the steps."""
        return Question(
            id=self.own,
            step=step,
            label=self.question,
            type="text",
            summary_label=self.question,
            help=self.why,
            limits=Limits(max_chars=LONGEST),
            validations=(Validation("max_chars", TOO_LONG),),
        )


@dataclass(frozen=True)
class SupplierQuestions:
    """All of them; `attribution` says where the weights come from."""

    version: str
    attribution: str
    attribution_note: str
    questions: Annotated[Mapping[str, SupplierQuestion], Keyed()]

    def asked(self, step: int) -> tuple[Question, ...]:
        """Those without a place in the brief, as questions of their own."""
        return tuple(each.asked(step) for each in self.questions.values() if each.own)

    @cached_property
    def likely(self) -> tuple[Likely, ...]:
        """The questions as they are weighed."""
        return tuple(
            Likely(
                id=each.id,
                weight=each.weight,
                raised=each.raised,
                when=each.when,
                raised_by=each.raised_by,
                answers=each.answered_by.questions,
                words=each.answered_by.words,
                sizes=each.answered_by.sizes,
                answered_if=each.answered_if,
                own=each.own,
            )
            for each in self.questions.values()
        )
