"""What a plan settles for its pricing model, and what the owner then pays if it goes well, as expected and badly.

Each model has its own terms (`TERMS`). What is not settled is taken from the plan: its price, the days and rates of
its team, its spread of outcomes. `app/analysis/worked_prices.py` reckons; here the terms become its figures.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from app.analysis.money import Money
from app.analysis.sourcing import PricingModel
from app.analysis.work import ZERO
from app.analysis.worked_prices import (
    ASSUMED,
    Gain,
    JobFigures,
    Outcome,
    OutcomePrice,
    Pieces,
    Service,
    WorkedPrice,
    worked_price,
)

ONE = Decimal(1)
LATE_DAYS = Decimal(5)
"""Working days late beyond grace in the bad case: two weeks less five days of grace."""

WARN_AT = (Decimal("0.70"), Decimal("0.90"))
"""Of a ceiling: where the provider says how much is spent (controls of capped time and materials)."""


class TermKind(StrEnum):
    """What a term is counted in."""

    MONEY = "money"
    NUMBER = "number"
    SHARE = "share"


class Term(NamedTuple):
    """One thing that is settled for a model: its name among the formula's values, and what it is counted in."""

    name: str
    kind: TermKind = TermKind.MONEY


TERMS: Mapping[str, tuple[Term, ...]] = {
    "PRC-FIX": (Term("credit_a_day"),),
    "PRC-MIL": (Term("credit_a_day"),),
    "PRC-TM": (Term("rate"), Term("expenses")),
    "PRC-CAP": (Term("cap"), Term("rate"), Term("expenses")),
    "PRC-RET": (Term("fee"), Term("hours_included", TermKind.NUMBER), Term("overage_rate")),
    "PRC-TGT": (Term("target_cost"), Term("fee"), Term("provider_share", TermKind.SHARE), Term("ceiling")),
    "PRC-OUT": (
        Term("base"),
        Term("baseline", TermKind.NUMBER),
        Term("target", TermKind.NUMBER),
        Term("bonus_rate"),
        Term("bonus_cap"),
    ),
    "PRC-UNIT": (Term("setup"), Term("units", TermKind.NUMBER), Term("unit_price")),
}
"""Model → its terms in the order of its form. The price itself, its stages and what is held back stand elsewhere."""

Agreed = Mapping[str, Decimal]


def plan_price(model: PricingModel, figures: JobFigures, terms: Agreed) -> WorkedPrice | None:
    """What the owner pays under `model` with what is agreed; None where the figure it turns on is missing."""
    wanted = {term.name for term in TERMS[model.id]}
    agreed = {name: value for name, value in terms.items() if name in wanted}
    ready, fixed = _READY[model.id](figures, agreed)
    worked = worked_price(model, ready, fixed)
    if worked is None or "credit_a_day" not in agreed:
        return worked
    return _credited(model, worked, agreed["credit_a_day"] * LATE_DAYS, figures.currency)


def total_assumption(
    target: Decimal, ceiling: Decimal, fee: Decimal, provider_share: Decimal
) -> Decimal | None:
    """The cost from which the provider pays every further unit; None where the provider bears nothing of it."""
    owner = ONE - provider_share
    return target + (ceiling - target - fee) / owner if owner > 0 else None


def warnings_at(cap: Decimal) -> tuple[Decimal, ...]:
    """The sums of a ceiling at which the provider has to speak up."""
    return tuple(cap * share for share in WARN_AT)


def _credited(model: PricingModel, worked: WorkedPrice, credit: Decimal, currency: str) -> WorkedPrice:
    """The bad case with the credit that was agreed in place of the one that is assumed."""
    outcomes = tuple(
        OutcomePrice(
            each.outcome,
            {**each.vars, "credits": credit},
            each.pays + Money.of(each.vars["credits"] - credit, currency),
        )
        if each.outcome is Outcome.BADLY
        else each
        for each in worked.outcomes
    )
    return replace(worked, outcomes=outcomes)


Ready = tuple[JobFigures, dict[str, Decimal]]


def _priced(figures: JobFigures, agreed: Agreed) -> Ready:
    return figures, {}


def _time(figures: JobFigures, agreed: Agreed) -> Ready:
    fixed = {"expenses": agreed["expenses"]} if "expenses" in agreed else {}
    return _at_rate(figures, agreed), fixed


def _capped(figures: JobFigures, agreed: Agreed) -> Ready:
    ready, fixed = _time(figures, agreed)
    return replace(ready, budget=agreed.get("cap", ready.budget)), fixed


def _at_rate(figures: JobFigures, agreed: Agreed) -> JobFigures:
    """The same job at the day rate that was agreed."""
    if "rate" not in agreed:
        return figures
    return replace(figures, cost=agreed["rate"] * figures.days[Outcome.EXPECTED])


def _retainer(figures: JobFigures, agreed: Agreed) -> Ready:
    fee, hours = agreed.get("fee"), agreed.get("hours_included")
    if fee is not None and hours:
        figures = replace(figures, service=Service(fee, hours))
    elif fee is not None and figures.service is not None:
        figures = replace(figures, service=Service(fee, figures.service.hours))
    elif hours and figures.service is not None:
        figures = replace(figures, service=Service(figures.service.fee, hours))
    return figures, _only(agreed, "overage_rate")


def _target(figures: JobFigures, agreed: Agreed) -> Ready:
    target = agreed.get("target_cost", figures.cost)
    fixed = _only(agreed, "target_cost", "fee", "provider_share", "ceiling")
    if "target_cost" in agreed:
        fixed.setdefault("fee", target * ASSUMED.fee)
        fixed.setdefault("ceiling", target * ASSUMED.ceiling)
    return figures, fixed


def _by_outcome(figures: JobFigures, agreed: Agreed) -> Ready:
    if "target" in agreed:
        figures = replace(figures, gain=Gain(agreed.get("baseline", ZERO), agreed["target"]))
    return figures, _only(agreed, "base", "bonus_rate", "bonus_cap")


def _units(figures: JobFigures, agreed: Agreed) -> Ready:
    if agreed.get("units"):
        figures = replace(figures, pieces=Pieces("", agreed["units"], ONE))
    return figures, _only(agreed, "setup", "unit_price")


def _only(agreed: Agreed, *names: str) -> dict[str, Decimal]:
    return {name: agreed[name] for name in names if name in agreed}


_READY: Mapping[str, Callable[[JobFigures, Agreed], Ready]] = {
    "PRC-FIX": _priced,
    "PRC-MIL": _priced,
    "PRC-TM": _time,
    "PRC-CAP": _capped,
    "PRC-RET": _retainer,
    "PRC-TGT": _target,
    "PRC-OUT": _by_outcome,
    "PRC-UNIT": _units,
}
"""Model → the figures of the job with what is agreed in them, and the values of the formula that hold as they are."""
