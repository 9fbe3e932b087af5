"""One quote judged on the twelve criteria: whose scores count, what they add up to, and what rules it out.

Everything here is about a single quote. Its marks, its total and what stops it come from that quote, from what is
known of its provider and from weights that were settled before it was opened, so no other bid can move them.
Which quote comes first is told in `app.analysis.best_value`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.analysis.factors import HUNDRED
from app.analysis.judging_weights import PRICE

LEAST, MOST = Decimal(0), Decimal(5)
STEP = Decimal("0.5")
"""A score goes up by halves."""

MARK_STEP = Decimal("0.01")
SHOWN_STEP = Decimal("0.1")
SKILL, SECURITY, REFERENCES = "MC-SKILL", "MC-SEC", "MC-REF"
LEAST_TOTAL = Decimal(60)
LEAST_MARK = Decimal(2)
NOT_AGAIN_MARK = Decimal(2)
"""The most that proven results are worth where a client would not place the same order again."""

BARRING = 5
"""A red flag of this severity bars an award as long as it is open."""

MOST_SEVERITY = 8
"""More than this of open severities together needs the broker's written reason."""


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """A criterion, and the mark that stands where nobody knows anything."""

    criterion: str
    factor: str
    prior: Decimal


@dataclass(frozen=True, slots=True)
class GivenScore:
    """One scorer's mark; `agreed` where it is what the scorers settled on together."""

    scorer: str
    mark: Decimal
    agreed: bool = False


class Basis(StrEnum):
    """What a mark rests on, the strongest first."""

    AGREED = "agreed"
    SCORED = "scored"
    FACTS = "facts"
    PRIOR = "prior"


@dataclass(frozen=True, slots=True)
class CriterionMark:
    """One criterion of one quote: the mark that counts and what it adds to the total.

    `given` are the scorers' own marks. `capped` says that a reference holds the mark down.
    """

    criterion: str
    mark: Decimal
    weight: Decimal
    basis: Basis
    given: tuple[GivenScore, ...] = ()
    capped: bool = False

    @property
    def adds(self) -> Decimal:
        """Weight (percent) x mark / 5, exactly."""
        return self.weight * self.mark / MOST

    @property
    def spread(self) -> Decimal:
        """How far the scorers lie apart; 0 with fewer than two."""
        marks = [each.mark for each in self.given]
        return max(marks) - min(marks) if marks else Decimal(0)

    @property
    def known(self) -> bool:
        """Whether anything but the prior stands behind it."""
        return self.basis is not Basis.PRIOR


@dataclass(frozen=True, slots=True)
class Evaluated:
    """All criteria of one quote; what they add up to is the total, 0 to 100."""

    marks: tuple[CriterionMark, ...]

    @property
    def total(self) -> Decimal:
        """sum(weight x mark / 5), exactly."""
        return sum((mark.adds for mark in self.marks), Decimal(0))

    @property
    def shown(self) -> Decimal:
        """The total to a tenth, half up; rules read this, so that they never contradict what is shown."""
        return self.total.quantize(SHOWN_STEP, rounding=ROUND_HALF_UP)

    @property
    def quality(self) -> Decimal:
        """All that is not price, 0 to 1: the same whatever the price is, and before anybody knows it."""
        others = [mark for mark in self.marks if mark.criterion != PRICE]
        whole = sum((mark.weight for mark in others), Decimal(0))
        return sum((mark.adds for mark in others), Decimal(0)) / whole if whole else Decimal(0)

    @property
    def not_known(self) -> tuple[str, ...]:
        """The criteria that stand at their prior."""
        return tuple(mark.criterion for mark in self.marks if not mark.known)

    def of(self, criterion: str) -> CriterionMark:
        """The mark of one criterion."""
        return next(mark for mark in self.marks if mark.criterion == criterion)


def evaluate(
    rules: Sequence[CriterionRule],
    weights: Mapping[str, Decimal],
    given: Mapping[str, Sequence[GivenScore]],
    facts: Mapping[str, Decimal],
    *,
    not_again: bool = False,
) -> Evaluated:
    """Judge one quote; ValueError unless the weights add up to 100.

    What the scorers agreed counts, else the mean of their marks, else what the `facts` come to, else the prior.
    Price is never scored by hand. `not_again` says that a reference would not place the same order again.
    """
    if sum((weights[rule.criterion] for rule in rules), Decimal(0)) != HUNDRED:
        raise ValueError("the weights of the criteria must add up to 100")
    return Evaluated(
        tuple(
            _mark(
                rule,
                weights[rule.criterion],
                () if rule.criterion == PRICE else tuple(given.get(rule.criterion, ())),
                facts.get(rule.criterion),
                capped=not_again and rule.criterion == REFERENCES,
            )
            for rule in rules
        )
    )


def _mark(
    rule: CriterionRule, weight: Decimal, given: tuple[GivenScore, ...], fact: Decimal | None, *, capped: bool
) -> CriterionMark:
    settled = next((each for each in reversed(given) if each.agreed), None)
    own = tuple(each for each in given if not each.agreed)
    if settled is not None:
        mark, basis = settled.mark, Basis.AGREED
    elif own:
        mean = sum((each.mark for each in own), Decimal(0)) / len(own)
        mark, basis = mean.quantize(MARK_STEP, rounding=ROUND_HALF_UP), Basis.SCORED
    elif fact is not None:
        mark, basis = min(max(fact, LEAST), MOST).quantize(MARK_STEP, rounding=ROUND_HALF_UP), Basis.FACTS
    else:
        mark, basis = rule.prior, Basis.PRIOR
    held = capped and mark > NOT_AGAIN_MARK
    return CriterionMark(rule.criterion, NOT_AGAIN_MARK if held else mark, weight, basis, own, held)


def valid_mark(mark: Decimal) -> bool:
    """Whether somebody may give this mark: 0 to 5, by halves."""
    return LEAST <= mark <= MOST and mark % STEP == 0


class KnockOut(StrEnum):
    """What stops an award whatever else speaks for a quote."""

    SEVERE_FLAG = "severe_flag"
    MANY_FLAGS = "many_flags"
    SKILL_LOW = "skill_low"
    SKILL_NOT_KNOWN = "skill_not_known"
    SECURITY_LOW = "security_low"
    SECURITY_NOT_KNOWN = "security_not_known"
    TOTAL_LOW = "total_low"


def flag_knock_outs(severities: Sequence[int], *, explained: bool) -> tuple[KnockOut, ...]:
    """What the open red flags of a quote stop; `explained` where the broker wrote why an award is still right."""
    if any(severity >= BARRING for severity in severities):
        return (KnockOut.SEVERE_FLAG,)
    if sum(severities) > MOST_SEVERITY and not explained:
        return (KnockOut.MANY_FLAGS,)
    return ()


def score_knock_outs(judged: Evaluated) -> tuple[KnockOut, ...]:
    """What the scores of a quote stop. A mark that nobody gave is asked for, not held against the provider."""
    return tuple(_score_knock_outs(judged))


def _score_knock_outs(judged: Evaluated) -> Iterator[KnockOut]:
    pairs = (
        (SKILL, KnockOut.SKILL_LOW, KnockOut.SKILL_NOT_KNOWN),
        (SECURITY, KnockOut.SECURITY_LOW, KnockOut.SECURITY_NOT_KNOWN),
    )
    for criterion, low, not_known in pairs:
        mark = judged.of(criterion)
        if mark.mark < LEAST_MARK:
            yield low if mark.known else not_known
    if judged.shown < LEAST_TOTAL:
        yield KnockOut.TOTAL_LOW
