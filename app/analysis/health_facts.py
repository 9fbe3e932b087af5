"""What is on record about work that both sides agreed to, every fact with its day, so that any day can be asked."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.analysis.money import Money


def days_late(
    planned_on: date, on: date, *, handed_over: date | None = None, reply_by: date | None = None
) -> int:
    """Days a stage that is not accepted lies behind its planned day; zero or less while it does not.

    The days of an owner's own check are not the provider's delay: a stage under review is as late as it was when it
    was handed over, and later only once its reply-by day is over.
    """
    if reply_by is None:
        return (on - planned_on).days
    own = (handed_over - planned_on).days if handed_over is not None else 0
    return max(own, (on - reply_by).days)


@dataclass(frozen=True, slots=True)
class Round:
    """One hand-over of a stage: when, until when it is to be checked, and what came of it."""

    submitted_on: date
    reply_by: date | None = None
    decided_on: date | None = None
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class StageFacts:
    """One stage with its rounds of checking, oldest first."""

    key: Hashable
    title: str
    planned_on: date | None
    amount: Money | None = None
    rounds: tuple[Round, ...] = ()

    def accepted(self, on: date) -> bool:
        """Whether it was accepted on that day already."""
        return any(
            each.accepted and each.decided_on is not None and each.decided_on <= on for each in self.rounds
        )

    def under_review(self, on: date) -> Round | None:
        """The hand-over that was being checked on that day."""
        return next(
            (
                each
                for each in self.rounds
                if each.submitted_on <= on and (each.decided_on is None or each.decided_on > on)
            ),
            None,
        )

    def days_late(self, on: date) -> int:
        """Days behind its planned day while it is not accepted, and nothing once it is."""
        if self.planned_on is None or self.accepted(on):
            return 0
        review = self.under_review(on)
        if review is None:
            return days_late(self.planned_on, on)
        return days_late(self.planned_on, on, handed_over=review.submitted_on, reply_by=review.reply_by)


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """One payment with every state it took and the day it took it."""

    amount: Money | None
    due_on: date | None
    steps: tuple[tuple[date, str], ...]

    def state(self, on: date) -> str:
        """Its state at the end of that day; empty before it was scheduled."""
        return next((state for day, state in reversed(self.steps) if day <= on), "")


@dataclass(frozen=True, slots=True)
class TestFacts:
    """What was said of one test, round by round, on the days the rounds were decided."""

    __test__ = False

    verdicts: tuple[tuple[date, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class MustFacts:
    """A must-have with the stages that hold its tests, or a reason why it has none."""

    stages: tuple[Hashable, ...] = ()
    reasoned: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads the work on site."""

    name: str
    reachable: bool
    days: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """Shares of tests that pass the first time: from `target` on track, under `critical` it needs the owner."""

    target: Decimal
    critical: Decimal


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that is on record about work that both sides agreed to."""

    agreed_on: date
    price: Money | None
    stages: tuple[StageFacts, ...]
    payments: tuple[PaymentFacts, ...]
    tests: tuple[TestFacts, ...]
    musts: tuple[MustFacts, ...]
    lead: Lead | None
    marks: Marks
    needed_by: date | None = None
    held: bool = False
