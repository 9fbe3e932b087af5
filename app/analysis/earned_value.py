"""What the money has brought so far: planned value, earned value and what was paid."""

from dataclasses import dataclass
from datetime import date

from app.analysis.health_facts import Work
from app.analysis.money import Money, sum_money


@dataclass(frozen=True, slots=True)
class Worth:
    """What the money has brought so far, excl. tax."""

    planned: Money
    earned: Money
    paid: Money
    price: Money


def paid_by(work: Work, on: date) -> Money:
    """What was paid by the end of a day; the work has to have a price."""
    assert work.price is not None
    amounts = (each.amount for each in work.payments if each.state(on) == "paid")
    return sum_money((amount for amount in amounts if amount is not None), work.price.currency)


def worth(work: Work, on: date) -> Worth | None:
    """Planned value, earned value and what was paid, excl. tax; None where a stage has no amount or no day.

    Planned value is the price of the stages whose planned day is over, earned value that of the stages accepted: the
    0/100 rule, by which a stage earns its whole price when it is accepted and nothing before (earned_value of
    06_engagement.yaml, "others use milestone percentages"; PMI, The Standard for Earned Value Management, 2019: fixed
    formula). What was paid is the owner's actual cost; what is held back of accepted stages is earned but not paid.
    """
    if work.price is None or any(each.amount is None or each.planned_on is None for each in work.stages):
        return None
    planned, earned = (
        sum_money((each.amount for each in some if each.amount is not None), work.price.currency)
        for some in (
            [each for each in work.stages if each.planned_on is not None and each.planned_on <= on],
            [each for each in work.stages if each.accepted(on)],
        )
    )
    return Worth(planned, earned, paid_by(work, on), work.price)
