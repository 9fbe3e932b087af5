"""What a quote says about each must-have, and what closing its gaps would cost.

A gap is priced from that provider's own rate card times the effort of the template, else from our own
should-cost rates; another bidder's price is never looked at. The broker may write in another sum with a
reason.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.analysis.money import Money, sum_money


class Coverage(StrEnum):
    """What a quote says about one must-have; an empty answer is "not said", which is an answer too."""

    INCLUDED = "included"
    PARTLY = "partly"
    NOT_INCLUDED = "not_included"
    NOT_SAID = "not_said"


WORTH: Mapping[Coverage, Decimal] = {
    Coverage.INCLUDED: Decimal(1),
    Coverage.PARTLY: Decimal("0.5"),
    Coverage.NOT_INCLUDED: Decimal(0),
    Coverage.NOT_SAID: Decimal(0),
}


@dataclass(frozen=True, slots=True)
class CoverageCount:
    """How much of the must-haves a quote covers (`covered` of `of`), and which are not whole."""

    covered: Decimal
    of: int
    partly: tuple[Hashable, ...]
    not_included: tuple[Hashable, ...]
    not_said: tuple[Hashable, ...]

    @property
    def share(self) -> Decimal:
        """Covered must-haves as a share of all; 1 where there are none to cover."""
        return self.covered / self.of if self.of else Decimal(1)

    @property
    def full(self) -> bool:
        """Whether every must-have is wholly included."""
        return self.covered == self.of


def count_coverage(musts: Sequence[Hashable], said: Mapping[Hashable, Coverage]) -> CoverageCount:
    """Included counts 1, partly 0.5, not included and not said 0; what is not said is listed apart."""
    answers = {must: said.get(must, Coverage.NOT_SAID) for must in musts}

    def those(answer: Coverage) -> tuple[Hashable, ...]:
        return tuple(must for must, given in answers.items() if given is answer)

    return CoverageCount(
        sum((WORTH[answer] for answer in answers.values()), Decimal(0)),
        len(answers),
        those(Coverage.PARTLY),
        those(Coverage.NOT_INCLUDED),
        those(Coverage.NOT_SAID),
    )


class AllowanceBasis(StrEnum):
    """Where a gap allowance comes from."""

    OWN_RATES = "own_rates"
    SHOULD_COST = "should_cost"
    MIXED = "mixed"
    BROKER = "broker"


@dataclass(frozen=True, slots=True)
class AllowanceLine:
    """Person-days of one role at one day rate; `own` if the rate is on the provider's card."""

    role: str
    days: Decimal
    rate: Money
    own: bool
    amount: Money


@dataclass(frozen=True, slots=True)
class GapAllowance:
    """What must be added to a price for one must-have it lacks.

    `amount` is None where no rate is known for a role (`unpriced`). `provisional` marks a must-have the quote
    does not speak of: the question is asked, and the allowance falls away if the answer is yes.
    """

    must: Hashable
    amount: Money | None
    basis: AllowanceBasis
    lines: tuple[AllowanceLine, ...] = ()
    unpriced: tuple[str, ...] = ()
    provisional: bool = False
    reason: str = ""


def propose_allowance(
    must: Hashable,
    coverage: Coverage,
    efforts: Mapping[str, Decimal],
    own_rates: Mapping[str, Money],
    should_rates: Mapping[str, Money],
    currency: str,
) -> GapAllowance | None:
    """The allowance for one must-have: nothing if included, half of the effort if partly, else all of it.

    `efforts` are the template's person-days by role for this must-have. Rates in another currency are not
    used.
    """
    missing = 1 - WORTH[coverage]
    if not missing:
        return None
    lines = []
    unpriced = []
    for role, days in efforts.items():
        own, ours = own_rates.get(role), should_rates.get(role)
        rate = next((r for r in (own, ours) if r is not None and r.currency == currency), None)
        if rate is None:
            unpriced.append(role)
        else:
            lines.append(AllowanceLine(role, days * missing, rate, rate is own, rate.times(days * missing)))
    known = bool(lines) and not unpriced
    return GapAllowance(
        must,
        sum_money((line.amount for line in lines), currency) if known else None,
        _basis(lines),
        tuple(lines),
        tuple(unpriced),
        provisional=coverage is Coverage.NOT_SAID,
    )


def written_allowance(must: Hashable, amount: Money, reason: str) -> GapAllowance:
    """An allowance the broker writes in; ValueError without a reason or below nothing."""
    if not reason.strip() or amount.minor < 0:
        raise ValueError("an allowance written by hand needs a reason and is not negative")
    return GapAllowance(must, amount, AllowanceBasis.BROKER, reason=reason.strip())


def _basis(lines: Sequence[AllowanceLine]) -> AllowanceBasis:
    own = {line.own for line in lines}
    if own == {True}:
        return AllowanceBasis.OWN_RATES
    return AllowanceBasis.MIXED if own == {True, False} else AllowanceBasis.SHOULD_COST
