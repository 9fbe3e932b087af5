"""Home: what needs this person now, and how long it takes."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.projects import ENDED, Project
from app.queries.lens import Lens
from app.queries.project_facts import (
    ACCEPTED,
    OPEN_PAYMENTS,
    QUOTES_IN,
    ProjectFacts,
    due_words,
    gather,
    next_step,
    stage_to_review,
)
from app.words import say, say_count
from app.words.formats import Formats

REVIEW_MINUTES = 4
"""Minutes that checking a stage takes an owner, for a stage of four tests."""


@dataclass(frozen=True)
class NeedsYou:
    """One thing that waits for the person: what, why, until when, how long, and where."""

    icon: str
    title: str
    detail: str
    due: date | None
    due_words: str
    minutes: int
    button: str
    address: str
    project: str


@dataclass(frozen=True)
class Milestone:
    """One dot of the project's line on Home."""

    title: str
    detail: str
    status: str
    """"done", "now" or "later"."""


@dataclass(frozen=True)
class ProjectCard:
    """The project summed up on Home."""

    id: uuid.UUID
    title: str
    detail: str
    line: tuple[Milestone, ...]
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Home:
    """Everything Home shows."""

    greeting: str
    summary: str
    needs: tuple[NeedsYou, ...]
    card: ProjectCard | None
    projects: int


def home(session: Session, *, lens: Lens, person: str, hour: int, formats: Formats, today: date) -> Home:
    """What needs `person` today; `hour` is the reader's own, for the greeting."""
    projects = session.scalars(
        select(Project).where(Project.state.not_in(ENDED)).order_by(Project.changed_on.desc(), Project.title)
    ).all()
    gathered = gather(session, projects)
    needs: list[NeedsYou] = []
    for project in projects:
        if project.held_on is None:
            needs += _needs(gathered[project.id], lens, formats, today)
    needs.sort(key=lambda need: (need.due or date.max, need.project))
    return Home(
        greeting=_greeting(person, hour),
        summary=_summary(needs, bool(projects)),
        needs=tuple(needs),
        card=_card(gathered[projects[0].id], formats) if projects else None,
        projects=len(projects),
    )


def _greeting(person: str, hour: int) -> str:
    name = person.split(" ")[0] if person.strip() else ""
    if not name:
        return say("Welcome")
    if hour < 12:
        return say("Good morning, {name}", name=name)
    if hour < 18:
        return say("Good afternoon, {name}", name=name)
    return say("Good evening, {name}", name=name)


def _summary(needs: list[NeedsYou], any_projects: bool) -> str:
    if not any_projects:
        return say(
            "Describe your first project. It takes about 6 minutes to start, and you can stop at any point."
        )
    if not needs:
        return say("Nothing needs you today.")
    minutes = sum(need.minutes for need in needs)
    return say_count(
        "{count} thing needs you, about {minutes} minutes.",
        "{count} things need you, about {minutes} minutes.",
        len(needs),
        minutes=minutes,
    )


@dataclass(frozen=True)
class _Wait:
    """Something that waits, before it is put into words for the screen."""

    icon: str
    title: str
    detail: str
    minutes: int
    button: str
    address: str
    due: date | None = None


def _needs(facts: ProjectFacts, lens: Lens, formats: Formats, today: date) -> list[NeedsYou]:
    project = facts.project
    waits = [*_work_waits(facts, formats), *_choice_waits(facts, lens), *_description_waits(facts, formats)]
    return [
        NeedsYou(
            icon=wait.icon,
            title=wait.title,
            detail=wait.detail,
            due=wait.due,
            due_words=due_words(wait.due, today, formats),
            minutes=wait.minutes,
            button=wait.button,
            address=f"project/{project.id}/{wait.address}",
            project=project.title,
        )
        for wait in waits
    ]


def _work_waits(facts: ProjectFacts, formats: Formats) -> Iterator[_Wait]:
    """Stages to check and payments to settle."""
    stage = stage_to_review(facts)
    if stage is not None:
        amount = formats.money_short(stage.amount)
        yield _Wait(
            "clipboard-check",
            say("Sign off “{stage}”", stage=stage.title),
            say("Accepting starts a payment of {amount}.", amount=amount),
            REVIEW_MINUTES,
            say("Review it"),
            f"stage/{stage.id}",
            facts.reply_by.get(stage.id),
        )
    for payment in facts.payments:
        if payment.state in OPEN_PAYMENTS:
            amount = formats.money_short(payment.amount)
            title = say("Settle a payment of {amount}", amount=amount)
            detail = _payment_detail(payment.state)
            yield _Wait("wallet", title, detail, 2, say("Look at it"), "money", payment.due_on)


def _choice_waits(facts: ProjectFacts, lens: Lens) -> Iterator[_Wait]:
    """Quotes to compare, or still to come."""
    if facts.project.state != "sourcing":
        return
    back = sum(quote.state in QUOTES_IN for quote in facts.quotes)
    expected = sum(quote.state not in ("declined", "lapsed") for quote in facts.quotes)
    if back and back == expected:
        detail = say_count("{count} quote is in", "{count} quotes are in", back)
        button = say("Compare quotes")
        yield _Wait("scale", say("Compare the quotes and choose"), detail, 10, button, "quotes/compare")
    elif facts.request is not None and lens is Lens.BROKER:
        detail = say_count(
            "{back} of {count} quote is in", "{back} of {count} quotes are in", expected, back=back
        )
        due = facts.request.deadline
        yield _Wait("hourglass", say("Quotes are due"), detail, 3, say("Open quotes"), "quotes", due)


def _description_waits(facts: ProjectFacts, formats: Formats) -> Iterator[_Wait]:
    """A description to finish, a shortlist to look at, a plan to agree."""
    project = facts.project
    text, _, button = next_step(facts, formats)
    if project.state in ("draft", "assessed", "in_advice"):
        yield _Wait("pencil", text, project.title, 6, button, "brief")
    elif project.state == "scoped":
        yield _Wait("users", text, project.title, 8, button, "providers")
    elif project.state == "awarded":
        detail = say("People, stages, sign-off tests and payments")
        yield _Wait("file-check", say("Agree the plan"), detail, 10, say("Open the plan"), "plan")


def _payment_detail(state: str) -> str:
    return {
        "due": say("Waiting for the provider's invoice"),
        "invoiced": say("The invoice is in. Check it and approve it"),
        "queried": say("You asked the provider about the invoice"),
        "approved": say("Approved. Pay it in your bank, then mark it paid"),
        "overdue": say("Approved and past its date"),
    }[state]


def _card(facts: ProjectFacts, formats: Formats) -> ProjectCard:
    step, _, _ = next_step(facts, formats)
    line = []
    reached = False
    for stage in facts.stages:
        done = stage.state in ACCEPTED
        status = "done" if done else "later" if reached else "now"
        reached = reached or not done
        detail = say("Accepted") if done else formats.weekday_day(stage.planned_on)
        line.append(Milestone(stage.title, detail, status))
    figures: list[tuple[str, str]] = []
    if facts.engagement is not None and facts.engagement.price is not None:
        price = facts.engagement.price
        paid = [p.amount for p in facts.payments if p.state == "paid" and p.amount is not None]
        held = [s.held for s in facts.stages if s.held is not None]
        zero = price - price
        figures = [
            (say("Agreed, excl. tax"), formats.money_short(price)),
            (say("Paid so far"), formats.money_short(sum(paid, start=zero))),
            (say("Held to the end"), formats.money_short(sum(held, start=zero))),
        ]
    return ProjectCard(facts.project.id, facts.project.title, step, tuple(line), tuple(figures))
