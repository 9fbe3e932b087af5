"""Is the owner ready to ask for quotes? Fourteen questions, a score, a word and what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from app.analysis.conditions import Condition, Inputs, weigh
from app.analysis.keyed import Keyed
from app.analysis.said import Said

MOST_POINTS = 3


@dataclass(frozen=True, slots=True)
class ReadinessOption:
    """An answer and its points; `block` stops everything, `block_if` only where it holds."""

    t: Said
    p: int
    block: bool = False
    block_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class ReadinessQuestion:
    """One of the fourteen; its options earn 0 to 3 points in their order."""

    id: str
    weight: int
    text: Said
    options: tuple[ReadinessOption, ...]
    advice: Said


@dataclass(frozen=True, slots=True)
class ReadinessBand:
    """From `min` on the owner is called `label` and told `advice`."""

    min: Decimal
    max: Decimal
    label: Said
    advice: Said


@dataclass(frozen=True, slots=True)
class ReadinessRules:
    """The questionnaire; small jobs are asked `light_subset` only."""

    method: str
    bands: tuple[ReadinessBand, ...]
    light_subset: tuple[str, ...]
    questions: Annotated[Mapping[str, ReadinessQuestion], Keyed()]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Where the owner stands.

    `score` (0-100, one decimal) and `band` are None until every question is answered; `least` and
    `most` are what it can still become. `blockers` are questions whose answer would sink any
    provider; `may_block` hang on an input nobody has given yet. `to_improve` are the answers worth
    0 or 1 point, the heaviest first: their advice is the preparation list.
    """

    score: Decimal | None
    least: Decimal
    most: Decimal
    band: ReadinessBand | None
    blockers: tuple[ReadinessQuestion, ...]
    may_block: tuple[ReadinessQuestion, ...]
    unanswered: tuple[ReadinessQuestion, ...]
    to_improve: tuple[ReadinessQuestion, ...]

    @property
    def complete(self) -> bool:
        """Every question has an answer (guard G-READYDONE)."""
        return not self.unanswered


def assess(
    rules: ReadinessRules, answers: Mapping[str, int], inputs: Inputs, *, light: bool = False
) -> Readiness:
    """Score `answers` (question id to the place of its option, 0-3).

    `inputs` are the sourcing inputs that blocking conditions read (criticality). With `light` only
    the five questions of the light path count. Formula: 100 x sum(weight x points) / sum(weight x 3).
    """
    questions = (
        [rules.questions[id] for id in rules.light_subset] if light else list(rules.questions.values())
    )
    given = {
        question.id: answers[question.id] for question in questions if answers.get(question.id) is not None
    }
    unanswered = tuple(question for question in questions if question.id not in given)
    chosen = [
        (question, question.options[given[question.id]]) for question in questions if question.id in given
    ]
    whole = sum(question.weight * MOST_POINTS for question in questions)
    earned = sum(question.weight * option.p for question, option in chosen)
    open_points = sum(question.weight * MOST_POINTS for question in unanswered)
    least, most = _score(earned, whole), _score(earned + open_points, whole)
    blocks = [(question, _blocks(option, inputs)) for question, option in chosen]
    weak = [question for question, option in chosen if option.p <= 1]
    return Readiness(
        score=least if not unanswered else None,
        least=least,
        most=most,
        band=band_of(rules, least) if not unanswered else None,
        blockers=tuple(question for question, blocked in blocks if blocked),
        may_block=tuple(question for question, blocked in blocks if blocked is None),
        unanswered=unanswered,
        to_improve=tuple(sorted(weak, key=lambda question: -question.weight)),
    )


def band_of(rules: ReadinessRules, score: Decimal) -> ReadinessBand:
    """The word for a score; decided on the rounded score, so that figure and word never disagree."""
    return next(band for band in sorted(rules.bands, key=lambda band: -band.min) if score >= band.min)


def _score(points: int, whole: int) -> Decimal:
    return (Decimal(100) * points / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _blocks(option: ReadinessOption, inputs: Inputs) -> bool | None:
    if option.block or option.block_if is None:
        return option.block
    verdict = weigh(option.block_if, inputs)
    return None if verdict.value is None else verdict.holds
