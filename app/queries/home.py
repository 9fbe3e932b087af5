"""Home: what needs this person now, and how long it takes."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.base import live
from app.domain.briefs import TalkingPoint
from app.domain.projects import BEFORE_AWARD, ENDED, Project
from app.queries.coming import Coming, coming
from app.queries.contacts import Contact, contacts
from app.queries.home_cards import ProjectCard, card_of
from app.queries.lapses import lapses_of_chosen
from app.queries.lens import Lens
from app.queries.project_facts import (
    ACCEPTED,
    OPEN_PAYMENTS,
    ProjectFacts,
    due_words,
    gather,
    next_step,
    stage_to_review,
    suggested_words,
)
from app.queries.renewals import count_due
from app.queries.whose import looking_along, seen_projects
from app.words import say, say_count
from app.words.formats import Formats

REVIEW_MINUTES = 4
"""Minutes that checking a stage takes an owner, for a stage of four tests."""

CHECK_ENDS_SOON = timedelta(days=30)
"""How long before its last day an owner hears of a check that will not last as long as the work."""

CARDS = 3
"""Projects that an owner's Home sums up; more are in the list of projects."""


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
    business: str

    @property
    def id(self) -> str:
        """What tells one from the others: no page waits twice for the same thing."""
        return f"{self.address} {self.title}"


@dataclass(frozen=True)
class Closing:
    """A round of quotes that is open: how many of those asked have answered."""

    title: str
    business: str
    back: int
    expected: int
    words: str
    address: str


@dataclass(frozen=True)
class Home:
    """Everything Home shows; a broker's desk is headed by the day instead of a greeting."""

    greeting: str
    summary: str
    needs: tuple[NeedsYou, ...]
    cards: tuple[ProjectCard, ...]
    projects: int
    people: tuple[Contact, ...]
    """Whom to call about the first project; the owner's alone."""

    talking_points: int
    """Open points of the first project."""

    talk_address: str
    coming: tuple[Coming, ...]
    closing: tuple[Closing, ...]
    """Open rounds of quotes; the broker's alone."""

    checks: tuple[str, ...]
    """What the directory needs, in sentences; the broker's alone."""

    find_broker: str = ""
    """Where an owner whom nobody advises finds a broker: for the project touched last, or before there is one."""

    @property
    def card(self) -> ProjectCard | None:
        """The project touched last."""
        return self.cards[0] if self.cards else None


def home(
    session: Session,
    *,
    lens: Lens,
    person: str,
    hour: int,
    formats: Formats,
    today: date,
    beside: uuid.UUID | None = None,
) -> Home:
    """What needs `person` today; `hour` is the reader's own, for the greeting.

    In a broker's program an owner view is that of the owner of `beside`, who is greeted in the broker's place.
    """
    facts = _running(session, lens, beside)
    guest = looking_along(session, lens=lens, beside=beside)
    person = guest.owner_name if guest is not None else person
    needs = _all_needs(session, facts, lens, formats, today)
    broker = lens is Lens.BROKER
    first = facts[0].project if facts and not broker else None
    return Home(
        greeting=formats.day_long(today) if broker else _greeting(person, hour),
        summary=_summary(needs, bool(facts)),
        needs=tuple(needs),
        cards=tuple(card_of(session, one, lens, formats, today) for one in facts[:CARDS]),
        projects=len(facts),
        people=contacts(session, project=first, lens=lens) if first else (),
        talking_points=_open_points(session, first.id) if first else 0,
        talk_address=f"project/{first.id}/overview" if first else "",
        coming=coming(facts, formats, today),
        closing=tuple(_closings(facts)) if broker else (),
        checks=tuple(_checks(session, today)) if broker else (),
        find_broker="" if broker else _find_broker(first),
    )


def _find_broker(project: Project | None) -> str:
    if project is None:
        return "brokers"
    taken = project.broker_name or project.state not in BEFORE_AWARD or project.held_on is not None
    return "" if taken else f"project/{project.id}/broker"


def waiting(
    session: Session, *, lens: Lens, formats: Formats, today: date, beside: uuid.UUID | None = None
) -> tuple[NeedsYou, ...]:
    """What needs this person, for the bell: the same as on Home, without the rest of it."""
    return tuple(_all_needs(session, _running(session, lens, beside), lens, formats, today))


def _running(session: Session, lens: Lens, beside: uuid.UUID | None) -> list[ProjectFacts]:
    """Every project that is seen and has not ended, the last touched first."""
    projects = session.scalars(
        select(Project)
        .where(Project.state.not_in(ENDED), seen_projects(session, lens=lens, beside=beside))
        .order_by(Project.changed_on.desc(), Project.title)
    ).all()
    gathered = gather(session, projects)
    return [gathered[project.id] for project in projects]


def _all_needs(
    session: Session, facts: Sequence[ProjectFacts], lens: Lens, formats: Formats, today: date
) -> list[NeedsYou]:
    needs = [
        need
        for one in facts
        if one.project.held_on is None
        for need in _needs(session, one, lens, formats, today)
    ]
    return sorted(needs, key=lambda need: (need.due or date.max, need.project))


def _open_points(session: Session, project_id: uuid.UUID) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(TalkingPoint)
            .where(live(TalkingPoint), TalkingPoint.project_id == project_id, TalkingPoint.settled.is_(False))
        )
        or 0
    )


def _closings(facts: Sequence[ProjectFacts]) -> Iterator[Closing]:
    for one in facts:
        if one.project.state != "sourcing" or one.project.held_on is not None:
            continue
        expected, back = one.quotes_expected, one.quotes_in + one.sealed
        if expected:
            words = say("{back} of {all} in", back=back, all=expected)
            address = f"project/{one.project.id}/quotes"
            yield Closing(one.project.title, one.project.business, back, expected, words, address)


def _checks(session: Session, today: date) -> Iterator[str]:
    """Papers of providers in the directory that have run out, or will soon."""
    past, soon = count_due(session, today=today)
    if past:
        yield say_count("{count} check has run out", "{count} checks have run out", past)
    if soon:
        yield say_count(
            "{count} check runs out within 30 days", "{count} checks run out within 30 days", soon
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
        return say("It takes about 6 minutes to start, and you can stop at any point.")
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


def _needs(
    session: Session, facts: ProjectFacts, lens: Lens, formats: Formats, today: date
) -> list[NeedsYou]:
    project = facts.project
    waits = [
        *_work_waits(facts, formats),
        *_check_waits(session, facts, lens, formats, today),
        *_suggestion_waits(facts, lens),
        *_choice_waits(facts, lens, today),
        *_description_waits(facts, formats),
    ]
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
            business=project.business,
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


def _check_waits(
    session: Session, facts: ProjectFacts, lens: Lens, formats: Formats, today: date
) -> Iterator[_Wait]:
    """A check of the provider at work that has ended, or will soon, before the work does."""
    if lens is not Lens.OWNER or all(stage.state in ACCEPTED for stage in facts.stages):
        return
    found = lapses_of_chosen(session, project_id=facts.project.id, today=today, formats=formats)
    if found is not None and found.lapses[0].ends <= today + CHECK_ENDS_SOON:
        title, ends = say("Ask your provider for a new certificate"), found.lapses[0].ends
        yield _Wait("shield-check", title, found.words, 3, say("Look at it"), "plan/people", ends)


def _suggestion_waits(facts: ProjectFacts, lens: Lens) -> Iterator[_Wait]:
    """Changes of the owner's words that the broker suggests."""
    if facts.suggested and lens is Lens.OWNER:
        detail = say("Accept it, or keep your own words.")
        yield _Wait("message-square", suggested_words(facts), detail, 2, say("Look at it"), "brief/check")


def _choice_waits(facts: ProjectFacts, lens: Lens, today: date) -> Iterator[_Wait]:
    """Replies to open, quotes to compare, or still to come."""
    if facts.project.state != "sourcing":
        return
    due = facts.request.deadline if facts.request is not None else None
    if facts.sealed and (due is None or today > due):
        detail = say_count("{count} reply is sealed", "{count} replies are sealed", facts.sealed)
        yield _Wait("mail", say("Open the replies together"), detail, 5, say("Open quotes"), "quotes", due)
        return
    back, expected = facts.quotes_in, facts.quotes_expected
    if facts.all_quotes_in:
        detail = say_count("{count} quote is in", "{count} quotes are in", back)
        button = say("Compare quotes")
        yield _Wait("scale", say("Compare the quotes and choose"), detail, 10, button, "quotes/compare")
    elif facts.request is not None and lens is Lens.BROKER:
        detail = say_count(
            "{back} of {count} quote is in",
            "{back} of {count} quotes are in",
            expected,
            back=back + facts.sealed,
        )
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
