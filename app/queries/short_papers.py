"""The rows of the two papers of one page: the order of the light path, and the note of a visit.

As with `app.queries.papers`, a paper holds what its document prints, already cut to its audience.
"""

from dataclasses import dataclass, field
from datetime import date

from app.analysis.money import Money
from app.queries.paper_parts import Head, Person


@dataclass(frozen=True, slots=True)
class OrderTest:
    """One thing that is shown before the order is paid."""

    text: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """The order (ORD) for a small job: in place of brief, request, award and statement of work.

    It goes to the provider, so nothing of the owner's budget or of our estimate is in it. `missing` says in a
    few words each what has to be there before it can be issued.
    """

    head: Head
    provider: str = ""
    hourly: bool = False
    price: Money | None = None
    """The price, or with `hourly` the ceiling."""
    rate: Money | None = None
    ready_by: date | None = None
    ready_words: str = ""
    problem: str = ""
    result: str = ""
    tests: tuple[OrderTest, ...] = ()
    left_out: tuple[str, ...] = ()
    access: str = ""
    backup: str = ""
    credentials: str = ""
    check_days: int = 3
    """Working days the owner has to look at the result."""
    limit: Money | None = None
    """The most a job of the light path may cost; above it, it is a project."""
    missing: tuple[str, ...] = ()
    too_late: str = ""
    """Why no order is issued any more, whatever is missing; "" up to an award."""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One part of a visit, with the minutes to give it."""

    title: str
    minutes: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class VisitPaper:
    """The visit note (VIS): what owner and broker go through, and room to write down what comes of it."""

    head: Head
    present: tuple[Person, ...] = ()
    agenda: tuple[AgendaLine, ...] = ()
    unknown: tuple[str, ...] = ()
    """Questions left with "I don't know yet"."""
    points: tuple[str, ...] = ()
    """What else is open."""
    bring: tuple[str, ...] = ()
    settled: tuple[str, ...] = field(default=())
    """What has been settled so far."""
    next_act: str = ""
    next_act_detail: str = ""
