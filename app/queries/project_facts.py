"""What a project's state and next step are told from, gathered for many projects at once."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.briefs import SuggestedChange, SuggestionState
from app.domain.engagements import Engagement, Payment, Review, Stage
from app.domain.projects import ALWAYS_OPEN, BEFORE_AWARD, ENDED, Project
from app.domain.quotes import GONE, IN, Decision, Quote
from app.domain.replies import Reply, openable
from app.domain.shortlists import Candidate, QuoteRequest
from app.persistence.unit import UnitOfWork
from app.words import say, say_count
from app.words.formats import Formats

B = TypeVar("B", QuoteRequest, Quote, Reply, Decision, Engagement, Stage, Payment)
"""What belongs to a project."""
S = TypeVar("S", Engagement, Stage, Payment)

OPEN_PAYMENTS = ("due", "invoiced", "queried", "approved", "overdue")
WRITTEN = ("draft", "assessed", "parked", "in_advice")
"""States in which the words of the brief may still change."""
ACCEPTED = ("accepted", "accepted_with_list", "deemed_accepted")


class ProjectFacts(NamedTuple):
    """The rows of one project that its state is told from."""

    project: Project
    request: QuoteRequest | None
    invited: int
    candidates: int
    quotes: tuple[Quote, ...]
    decision: Decision | None
    engagement: Engagement | None
    stages: tuple[Stage, ...]
    payments: tuple[Payment, ...]
    reply_by: dict[uuid.UUID, date]
    """Stage under review → the last day of its review."""

    handed_over: dict[uuid.UUID, date]
    """Stage under review → the day it was handed over."""

    suggested: int
    """Changes of the owner's words that the broker suggests and that can be taken now."""

    sealed: int
    """Quotes of the open round whose reply came in time and is not opened."""

    @property
    def quotes_in(self) -> int:
        """Quotes that say something to compare."""
        return sum(quote.state in IN for quote in self.quotes)

    @property
    def quotes_expected(self) -> int:
        """Quotes that are in or may still come: who declined or never answered is not waited for."""
        return sum(quote.state not in GONE for quote in self.quotes)

    @property
    def all_quotes_in(self) -> bool:
        """Whether nothing more is waited for."""
        return self.quotes_in >= max(self.quotes_expected, 1)


def gather(session: Session, projects: Sequence[Project]) -> dict[uuid.UUID, ProjectFacts]:
    """The rows a state is told from, for many projects in a fixed number of statements."""
    ids = [project.id for project in projects]

    assert isinstance(session, UnitOfWork)
    belonging = session.belonging

    def rows(entity: type[B]) -> dict[uuid.UUID, list[B]]:
        found: dict[uuid.UUID, list[B]] = {key: [] for key in ids}
        for row in belonging(entity, ids):
            found[row.project_id].append(row)
        return found

    def running(entity: type[S]) -> dict[uuid.UUID, list[S]]:
        """The rows of `entity` that were not cancelled."""
        return {key: [row for row in some if row.state != "cancelled"] for key, some in rows(entity).items()}

    counts = {
        row.project_id: (row.asked, row.known)
        for row in session.execute(
            select(
                Candidate.project_id,
                func.count(Candidate.invited_on).label("asked"),
                func.count().label("known"),
            )
            .where(live(Candidate), Candidate.project_id.in_(ids))
            .group_by(Candidate.project_id)
        )
    }
    requests, quotes, replies = rows(QuoteRequest), rows(Quote), rows(Reply)
    decisions = {key: [each for each in some if each.stands] for key, some in rows(Decision).items()}
    engagements, stages, payments = running(Engagement), running(Stage), running(Payment)
    suggested = _suggested(session, [project for project in projects if project.state in BEFORE_AWARD])
    open_reviews = session.execute(
        select(Review.stage_id, Review.reply_by, Review.submitted_on, Review.project_id).where(
            live(Review), Review.project_id.in_(ids), Review.result == "", Review.reply_by.is_not(None)
        )
    ).all()
    return {
        project.id: ProjectFacts(
            project=project,
            request=requests[project.id][-1] if requests[project.id] else None,
            invited=counts.get(project.id, (0, 0))[0],
            candidates=counts.get(project.id, (0, 0))[1],
            quotes=tuple(quotes[project.id]),
            decision=decisions[project.id][-1] if decisions[project.id] else None,
            engagement=engagements[project.id][-1] if engagements[project.id] else None,
            stages=tuple(sorted(stages[project.id], key=lambda stage: stage.number)),
            payments=tuple(payments[project.id]),
            reply_by={row.stage_id: row.reply_by for row in open_reviews if row.project_id == project.id},
            handed_over={
                row.stage_id: row.submitted_on for row in open_reviews if row.project_id == project.id
            },
            suggested=suggested.get(project.id, 0),
            sealed=_sealed(replies[project.id], requests[project.id]),
        )
        for project in projects
    }


def _sealed(replies: Sequence[Reply], requests: Sequence[QuoteRequest]) -> int:
    request = requests[-1] if requests else None
    if request is None or request.state not in ("issued", "extended"):
        return 0
    return len({each.quote_id for each in openable(replies, request)})


def _suggested(session: UnitOfWork, projects: Sequence[Project]) -> dict[uuid.UUID, int]:
    """How many changes the broker suggests to words that may still change, by project."""
    open_ones = [project.id for project in projects if project.held_on is None]
    if not open_ones:
        return {}
    written = {each.id for each in projects if each.state in WRITTEN or each.starts_with == "quote"}
    return Counter(
        row.project_id
        for row in session.belonging(SuggestedChange, open_ones)
        if row.state is SuggestionState.OPEN and (row.project_id in written or row.question in ALWAYS_OPEN)
    )


def due_words(due: date | None, today: date, formats: Formats) -> str:
    """ "Fri 27 Nov (in 3 days)", "Fri 27 Nov (4 days late)"; empty for no date."""
    if due is None:
        return ""
    days = (due - today).days
    day = formats.weekday_day(due)
    if days == 0:
        return say("{day} (today)", day=day)
    if days > 0:
        return say_count("{day} (in {count} day)", "{day} (in {count} days)", days, day=day)
    return say_count("{day} ({count} day late)", "{day} ({count} days late)", -days, day=day)


def due_left(due: date | None, today: date) -> str:
    """ "today", "in 3 days", "4 days late"; empty for no date."""
    if due is None:
        return ""
    days = (due - today).days
    if days == 0:
        return say("today")
    if days > 0:
        return say_count("in {count} day", "in {count} days", days)
    return say_count("{count} day late", "{count} days late", -days)


def state_words(facts: ProjectFacts) -> tuple[str, str, str]:
    """State in words, its tone and its icon."""
    project = facts.project
    if project.held_on is not None and project.state not in ENDED:
        return say("On hold"), "warn", "hourglass"
    words = {
        "draft": (say("Describing it"), "info", "pencil"),
        "assessed": (say("Described"), "info", "file-text"),
        "parked": (say("Set aside"), "neutral", "archive"),
        "in_advice": (say("With the broker"), "info", "handshake"),
        "scoped": (say("Ready for quotes"), "info", "file-check"),
        "sourcing": (say("Getting quotes"), "info", "scale"),
        "awarded": (say("Agreeing the plan"), "info", "file-signature"),
        "running": (say("In progress"), "info", "circle-dot"),
        "closing": (say("Finishing"), "success", "flag"),
        "stopped": (say("Ended early"), "neutral", "circle-x"),
        "closed": (say("Closed"), "success", "circle-check"),
        "benefits_review": (say("Checking benefits"), "success", "circle-check"),
        "cancelled": (say("Withdrawn"), "neutral", "circle-x"),
    }
    return words[project.state]


def stage_to_review(facts: ProjectFacts) -> Stage | None:
    """The stage that waits for the owner's check."""
    return next((stage for stage in facts.stages if stage.state in ("submitted", "under_test")), None)


def running_stage(facts: ProjectFacts) -> Stage | None:
    """The first stage not accepted yet."""
    return next((stage for stage in facts.stages if stage.state not in ACCEPTED), None)


def next_due(facts: ProjectFacts) -> date | None:
    """The day the next thing is due, whatever it is."""
    project = facts.project
    if project.state in ENDED:
        return None
    if facts.request is not None and facts.request.state in ("issued", "extended"):
        return facts.request.deadline
    payment = next((p for p in facts.payments if p.state in OPEN_PAYMENTS), None)
    if payment is not None:
        return payment.due_on
    stage = running_stage(facts) if facts.engagement and facts.engagement.plan_version else None
    return stage.planned_on if stage else None


def suggested_words(facts: ProjectFacts) -> str:
    """How many changes the broker suggests, in words that name them."""
    if facts.project.broker_name:
        return say_count(
            "{broker} suggests {count} change to your words",
            "{broker} suggests {count} changes to your words",
            facts.suggested,
            broker=facts.project.broker_name,
        )
    return say_count(
        "Your broker suggests {count} change to your words",
        "Your broker suggests {count} changes to your words",
        facts.suggested,
    )


def next_step(facts: ProjectFacts, formats: Formats) -> tuple[str, str, str]:
    """What comes next in words, the address where it is done, and the words of the button."""
    project = facts.project
    base = f"project/{project.id}"
    if project.state in ENDED:
        return (
            say("Nothing left to do. Its papers stay here to read."),
            f"{base}/documents",
            say("See documents"),
        )
    if project.held_on is not None:
        return say("On hold: {reason}", reason=project.held_reason), f"{base}/overview", say("See overview")
    if project.state in BEFORE_AWARD:
        return _next_before_award(facts, base, formats)
    if project.state == "awarded":
        return say("Agree the plan"), f"{base}/plan", say("Open the plan")
    return _next_in_work(facts, base, formats)


def _next_before_award(facts: ProjectFacts, base: str, formats: Formats) -> tuple[str, str, str]:
    project = facts.project
    if project.state == "scoped" and facts.candidates == 0:
        return say("Find providers"), f"{base}/providers", say("Find providers")
    if project.state == "scoped":
        return say("Choose whom to ask for quotes"), f"{base}/providers", say("Open the shortlist")
    if project.state != "sourcing":
        step = (
            say("Carry on describing it")
            if project.state == "draft"
            else say("Check your answers and agree the brief")
        )
        return step, f"{base}/brief", say("Carry on")
    if facts.all_quotes_in:
        return say("Compare the quotes and choose"), f"{base}/quotes/compare", say("Compare quotes")
    if facts.sealed:
        step = say_count("{count} reply is sealed", "{count} replies are sealed", facts.sealed)
        return step, f"{base}/quotes", say("Open quotes")
    step = say_count(
        "{back} of {count} quote is in",
        "{back} of {count} quotes are in",
        facts.quotes_expected,
        back=facts.quotes_in,
    )
    return step, f"{base}/quotes", say("Open quotes")


def _next_in_work(facts: ProjectFacts, base: str, formats: Formats) -> tuple[str, str, str]:
    stage = stage_to_review(facts)
    if stage is not None:
        return (
            say("Check the stage “{stage}”", stage=stage.title),
            f"{base}/stage/{stage.id}",
            say("Review it"),
        )
    payment = next((p for p in facts.payments if p.state in OPEN_PAYMENTS), None)
    if payment is not None:
        amount = formats.money_short(payment.amount)
        return say("Settle a payment of {amount}", amount=amount), f"{base}/money", say("Open money")
    stage = running_stage(facts)
    if stage is None:
        return say("All stages are accepted"), f"{base}/documents", say("See documents")
    day = formats.weekday_day(stage.planned_on)
    return (
        say("Next stage: {stage}, {day}", stage=stage.title, day=day),
        f"{base}/progress",
        say("Open progress"),
    )
