"""What is chosen on pages beside the interview, kept with the brief's answers: first step, price model, order.

They are answers of nobody's question: the interview never asks them and "Check your answers" does not list
them. Each is one frozen value, so that it is chosen, undone and merged as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.analysis.money import Money

FIRST_STEP = "choice.first_step"
PRICING = "choice.pricing"
ORDER = "choice.order"

SIGNED = ("b1.template", "b1.further", "b2.problem", "b3.outcome")
"""Answers of the brief that the order repeats word for word, or takes its tests from."""

SIGNED_LISTS = ("b5.must", "b5.out")
"""Lists of the brief that the order repeats; in which order the lines stand is no matter."""


@dataclass(frozen=True)
class FirstStepChoice:
    """The owner begins with one package, paid by itself: its key. What it takes is sized anew each time."""

    package: str
    on: date

    def kept(self) -> dict[str, Any]:
        """As plain JSON."""
        return {"package": self.package, "on": self.on.isoformat()}


@dataclass(frozen=True)
class PricingChoice:
    """A broker's own advice on how to pay, in place of the rules', with its reason."""

    model: str
    because: str
    person: str

    def kept(self) -> dict[str, Any]:
        """As plain JSON."""
        return {"model": self.model, "because": self.because, "person": self.person}


@dataclass(frozen=True)
class OrderTerms:
    """What the one-page order says beyond the brief. `hourly`: `price` is a ceiling, `rate` the hour's price.

    `access` names who gets in, and to what; `backup` who makes the copy before anything is changed.
    """

    provider: str = ""
    hourly: bool = False
    price: Money | None = None
    rate: Money | None = None
    ready_by: date | None = None
    access: str = ""
    backup: str = ""

    def kept(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "provider": self.provider,
            "hourly": self.hourly,
            "price": _kept_money(self.price),
            "rate": _kept_money(self.rate),
            "ready_by": self.ready_by.isoformat() if self.ready_by else None,
            "access": self.access,
            "backup": self.backup,
        }


def first_step_choice(values: Mapping[str, Any]) -> FirstStepChoice | None:
    """The first step among the answers of a project, or None where none is taken."""
    kept = values.get(FIRST_STEP)
    if not isinstance(kept, Mapping):
        return None
    return FirstStepChoice(kept["package"], date.fromisoformat(kept["on"]))


def pricing_choice(values: Mapping[str, Any]) -> PricingChoice | None:
    """The broker's own price model among the answers of a project, or None where the rules' stands."""
    kept = values.get(PRICING)
    if not isinstance(kept, Mapping):
        return None
    return PricingChoice(kept["model"], kept["because"], kept["person"])


def order_terms(values: Mapping[str, Any]) -> OrderTerms:
    """The terms of the order among the answers of a project; empty ones where nothing was said."""
    kept = values.get(ORDER)
    if not isinstance(kept, Mapping):
        return OrderTerms()
    by = kept.get("ready_by")
    return OrderTerms(
        provider=kept.get("provider", ""),
        hourly=bool(kept.get("hourly")),
        price=_money(kept.get("price")),
        rate=_money(kept.get("rate")),
        ready_by=date.fromisoformat(by) if by else None,
        access=kept.get("access", ""),
        backup=kept.get("backup", ""),
    )


def promised_day(values: Mapping[str, Any]) -> date | None:
    """The day by which the order is ready: its own, else the day that the brief needs it by."""
    needed = values.get("b9.date") if values.get("b9.by") == "date" else None
    return order_terms(values).ready_by or (date.fromisoformat(needed) if needed else None)


def signed_words(values: Mapping[str, Any]) -> tuple[Any, ...]:
    """What both sides of an order put their names to, of all that the brief says."""
    words = tuple(values.get(question) or "" for question in SIGNED)
    lists = tuple(sorted(values.get(question) or ()) for question in SIGNED_LISTS)
    return (*words, *lists, promised_day(values))


def _kept_money(amount: Money | None) -> dict[str, Any] | None:
    return None if amount is None else {"minor": amount.minor, "currency": amount.currency}


def _money(kept: Any) -> Money | None:
    return Money(kept["minor"], kept["currency"]) if isinstance(kept, Mapping) else None
