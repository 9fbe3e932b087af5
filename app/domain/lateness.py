"""How late a stage was handed over, and what the plan takes off for it (SLA-ONTIME)."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from app.analysis.agreed_prices import TERMS
from app.analysis.money import Money
from app.analysis.service_levels import LATE_AT_MOST, LATE_GRACE, late_credit
from app.domain.engagements import Engagement, Stage
from app.domain.plan_network import PlanParts, owners_days
from app.words import say, say_count
from app.words.formats import Formats

A_DAY = "credit_a_day"
"""The term of a fixed price that says what a working day late costs."""


class Lateness(NamedTuple):
    """Working days from the agreed day to the hand-over, and what they take off the stage, which may be nothing."""

    days: int
    amount: Money
    credit: Money
    a_day: Money | None = None
    """What a day costs where the plan agrees a sum; else half a percent of the stage."""

    @property
    def capped(self) -> bool:
        """Whether more days would cost no more."""
        return self.credit == self.amount.times(LATE_AT_MOST)


def agreed_a_day(engagement: Engagement) -> Money | None:
    """The credit for a day that the plan agrees in place of the usual share; None where it agrees none."""
    named = {term.name for term in TERMS.get(engagement.pricing_model, ())}
    told = engagement.pricing_terms.get(A_DAY) if A_DAY in named else None
    if told is None or engagement.price is None:
        return None
    try:
        return Money.of(Decimal(told), engagement.price.currency)
    except (InvalidOperation, TypeError, ValueError):
        return None


def lateness_of(
    parts: PlanParts, engagement: Engagement, stage: Stage, handed_over: date | None
) -> Lateness | None:
    """How late `handed_over` is by the owner's working days; None where it is not, or the stage has no price or day."""
    planned = stage.planned_on
    if planned is None or handed_over is None or handed_over <= planned or stage.amount is None:
        return None
    days = owners_days(parts, planned, handed_over).between(planned, handed_over)
    if days <= 0:
        return None
    a_day = agreed_a_day(engagement)
    return Lateness(days, stage.amount, late_credit(stage.amount, days, a_day), a_day)


def late_words(late: Lateness, formats: Formats) -> str:
    """That it came late, and whether that is still within the days of grace."""
    if late.credit.minor:
        return say_count(
            "Handed over {count} working day late.", "Handed over {count} working days late.", late.days
        )
    if late.days > LATE_GRACE:
        return say_count(
            "Handed over {count} working day late. The plan takes nothing off for that.",
            "Handed over {count} working days late. The plan takes nothing off for that.",
            late.days,
        )
    return say_count(
        "Handed over {count} working day late: within the {grace} days of grace, so nothing comes off.",
        "Handed over {count} working days late: within the {grace} days of grace, so nothing comes off.",
        late.days,
        grace=formats.number(Decimal(LATE_GRACE)),
    )


def late_reason(late: Lateness, formats: Formats) -> str:
    """How the credit was worked out, as the review and the certificate keep it."""
    values = {
        "days": formats.number(Decimal(late.days)),
        "over": formats.number(Decimal(late.days - LATE_GRACE)),
        "grace": formats.number(Decimal(LATE_GRACE)),
        "amount": formats.money(late.amount),
    }
    if late.a_day is not None:
        values["sum"] = formats.money(late.a_day)
        if late.capped:
            return say(
                "{days} working days late: {over} beyond the {grace} of grace at {sum} a day, at most {most} of "
                "{amount}",
                most=formats.percent(LATE_AT_MOST),
                **values,
            )
        return say("{days} working days late: {over} beyond the {grace} of grace at {sum} a day", **values)
    if late.capped:
        return say(
            "{days} working days late: {over} beyond the {grace} of grace at 0.5% of {amount}, at most {most}",
            most=formats.percent(LATE_AT_MOST),
            **values,
        )
    return say("{days} working days late: {over} beyond the {grace} of grace at 0.5% of {amount}", **values)
