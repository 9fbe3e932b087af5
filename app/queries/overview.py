"""One project's map of the whole journey: the task list it opens on."""

import uuid
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.domain.briefs import TalkingPoint
from app.domain.projects import BEFORE_AWARD, Project
from app.persistence.unit import UnitOfWork
from app.queries import small_orders
from app.queries.contacts import Contact, contacts
from app.queries.filing import Filing, filing
from app.queries.lens import Lens
from app.queries.project_facts import (
    ACCEPTED,
    OPEN_PAYMENTS,
    ProjectFacts,
    due_words,
    gather,
    next_step,
    running_stage,
    stage_to_review,
    suggested_words,
)
from app.queries.projects import ProjectHead, head_of
from app.words import say, say_count
from app.words.formats import Formats


class Task(NamedTuple):
    """One line of the overview: what it is, how it stands, where it leads."""

    text: str
    detail: str
    status: str
    """"done", "doing", "open", "locked" or "problem"."""

    status_words: str
    address: str


class TaskGroup(NamedTuple):
    """One of the five steps of the journey."""

    number: int
    title: str
    tasks: tuple[Task, ...]

    @property
    def done(self) -> bool:
        """Whether all its tasks are done."""
        return all(task.status == "done" for task in self.tasks)


class KeyDate(NamedTuple):
    """A date worth knowing on the overview."""

    icon: str
    label: str
    text: str
    late: bool = False


class Overview(NamedTuple):
    """The map of the whole journey, the first page on every return."""

    head: ProjectHead
    done: int
    total: int
    next_text: str
    next_address: str
    next_button: str
    groups: tuple[TaskGroup, ...]
    key_dates: tuple[KeyDate, ...]
    talking_points: tuple[tuple[uuid.UUID, str], ...]
    people: tuple[Contact, ...]
    """Whom to call: the person on site first."""

    filing: Filing | None
    """Under which client it stands; None for the owner."""


def overview(
    session: Session, *, project_id: uuid.UUID, lens: Lens, formats: Formats, today: date
) -> Overview | None:
    """The task list of one project, or None where it is gone."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    facts = gather(session, [project])[project_id]
    order = small_orders.order_status(session, project) if _may_be_ordered(project) else ""
    groups = _groups(facts, formats, order)
    text, address, button = next_step(facts, formats)
    if facts.suggested and lens is Lens.OWNER:
        text, address, button = suggested_words(facts), f"project/{project_id}/brief/check", say("Look at it")
    assert isinstance(session, UnitOfWork)
    points = session.belonging(TalkingPoint, [project_id])
    return Overview(
        head=head_of(facts),
        done=sum(group.done for group in groups),
        total=len(groups),
        next_text=text,
        next_address=address,
        next_button=button,
        groups=groups,
        key_dates=_key_dates(facts, formats, today),
        talking_points=tuple((point.id, point.text) for point in points if not point.settled),
        people=contacts(session, project=project, lens=lens),
        filing=filing(session, project_id=project_id, lens=lens),
    )


def _may_be_ordered(project: Project) -> bool:
    """Whether a small job could take its own way now; before its brief is assessed, its answers are not read for it."""
    return project.state in BEFORE_AWARD and project.state != "draft" and bool(project.templates)


def _groups(facts: ProjectFacts, formats: Formats, order: str) -> tuple[TaskGroup, ...]:
    base = f"project/{facts.project.id}"
    return (
        TaskGroup(1, say("Describe it"), _describe_tasks(facts, base, formats)),
        TaskGroup(
            2,
            say("Find a provider"),
            (*_order_tasks(base, order), *_source_tasks(facts, base, formats)),
        ),
        TaskGroup(3, say("Agree the plan"), _plan_tasks(facts, base, formats)),
        TaskGroup(4, say("Get it done"), _work_tasks(facts, base, formats)),
        TaskGroup(5, say("Finish"), _finish_tasks(facts, base)),
    )


def _task(text: str, detail: str, status: str, address: str) -> Task:
    words = {
        "done": say("Completed"),
        "doing": say("In progress"),
        "open": say("Not started"),
        "locked": say("Cannot start yet"),
        "problem": say("There is a problem"),
    }
    return Task(text, detail, status, words[status], address if status != "locked" else "")


def _describe_tasks(facts: ProjectFacts, base: str, formats: Formats) -> tuple[Task, ...]:
    project = facts.project
    if project.brief_version:
        detail = say(
            "Version {version}, agreed {day}",
            version=project.brief_version,
            day=formats.short_day(project.brief_agreed_on),
        )
        return (_task(say("Brief"), detail, "done", f"{base}/brief"),)
    if project.starts_with == "quote":
        return (
            _task(
                say("Brief"),
                say("You started from a quote; a few answers are enough"),
                "doing",
                f"{base}/brief",
            ),
        )
    begun = project.state != "draft"
    detail = (
        say("To be agreed before anybody is asked")
        if begun
        else say("About 6 minutes to start; stop whenever you like")
    )
    return (_task(say("Brief"), detail, "doing", f"{base}/brief"),)


def _source_tasks(facts: ProjectFacts, base: str, formats: Formats) -> tuple[Task, ...]:
    project = facts.project
    agreed = project.brief_version > 0
    shortlist = _task(
        say("Look at the shortlist"),
        say("{known} looked at, {asked} asked", known=facts.candidates, asked=facts.invited)
        if facts.candidates
        else say("After the brief is agreed"),
        "done" if facts.invited else "doing" if facts.candidates else "open" if agreed else "locked",
        f"{base}/providers",
    )
    sent = facts.request is not None and facts.request.issued_on is not None
    if facts.request is not None and facts.request.issued_on is not None:
        detail = say("Sent {day}", day=formats.short_day(facts.request.issued_on))
    else:
        detail = say("After the shortlist")
    asked = _task(
        say("Ask for quotes"),
        detail,
        "done" if sent or facts.quotes else "open" if facts.candidates else "locked",
        f"{base}/quotes",
    )
    if facts.decision is not None and facts.decision.quote_id is not None:
        chosen = next((q.provider_name for q in facts.quotes if q.id == facts.decision.quote_id), "")
        compare = _task(
            say("Compare and choose"),
            say("{provider} chosen", provider=chosen),
            "done",
            f"{base}/quotes/compare",
        )
    else:
        compare = _task(
            say("Compare and choose"),
            say_count(
                "{back} of {count} quote is in",
                "{back} of {count} quotes are in",
                facts.quotes_expected,
                back=facts.quotes_in,
            )
            if facts.quotes_expected
            else say("After the quotes are in"),
            "doing" if facts.quotes_in else "locked",
            f"{base}/quotes/compare",
        )
    return shortlist, asked, compare


def _order_tasks(base: str, status: str) -> tuple[Task, ...]:
    """A small job may be ordered on one page instead of asking for quotes."""
    detail = say("Enough for a small job, instead of asking for quotes")
    return (_task(say("Order on one page"), detail, status, f"{base}/order"),) if status else ()


def _plan_tasks(facts: ProjectFacts, base: str, formats: Formats) -> tuple[Task, ...]:
    text = say("People, stages and sign-off tests")
    engagement = facts.engagement
    if engagement is None:
        return (_task(text, say("After you choose"), "locked", f"{base}/plan"),)
    if engagement.plan_version:
        detail = say("Signed {day}", day=formats.short_day(engagement.owner_signed_on))
        return (_task(text, detail, "done", f"{base}/plan"),)
    detail = say(
        "{provider}, {price}", provider=engagement.provider_name, price=formats.money_short(engagement.price)
    )
    return (_task(text, detail, "doing", f"{base}/plan"),)


def _work_tasks(facts: ProjectFacts, base: str, formats: Formats) -> tuple[Task, ...]:
    signed = facts.engagement is not None and facts.engagement.plan_version > 0
    if not signed:
        locked = say("After the plan is agreed")
        return (
            _task(say("Progress and sign-off"), locked, "locked", f"{base}/progress"),
            _task(say("Payments"), locked, "locked", f"{base}/money"),
        )
    accepted = sum(stage.state in ACCEPTED for stage in facts.stages)
    total = len(facts.stages)
    progress = _task(
        say("Progress and sign-off"),
        say_count(
            "{done} of {count} stage accepted", "{done} of {count} stages accepted", total, done=accepted
        ),
        "done" if accepted == total else "doing",
        f"{base}/progress",
    )
    paid = sum(payment.state == "paid" for payment in facts.payments)
    number = len(facts.payments)
    money = _task(
        say("Payments"),
        say_count("{paid} of {count} payment made", "{paid} of {count} payments made", number, paid=paid),
        "done" if paid == number else "doing" if accepted else "open",
        f"{base}/money",
    )
    return progress, money


def _finish_tasks(facts: ProjectFacts, base: str) -> tuple[Task, ...]:
    state = facts.project.state
    status = {"closing": "open", "closed": "done", "benefits_review": "done"}.get(state, "locked")
    detail = "" if status != "locked" else say("After the last stage")
    return (_task(say("Score and close"), detail, status, f"{base}/documents"),)


def _key_dates(facts: ProjectFacts, formats: Formats, today: date) -> tuple[KeyDate, ...]:
    dates: list[tuple[str, str, date | None]] = []
    if facts.request is not None and facts.project.state == "sourcing" and not facts.all_quotes_in:
        dates.append(("calendar-days", say("Quotes due"), facts.request.deadline))
    stage = running_stage(facts) if facts.engagement and facts.engagement.plan_version else None
    review = stage_to_review(facts)
    if review is not None:
        dates.append(("clipboard-check", say("Reply by"), facts.reply_by.get(review.id)))
    elif stage is not None:
        dates.append(("milestone", say("Next stage"), stage.planned_on))
    if stage is not None:
        dates.append(("flag", say("Last stage"), facts.stages[-1].planned_on))
    payment = next((p for p in facts.payments if p.state in OPEN_PAYMENTS), None)
    if payment is not None:
        dates.append(("wallet", say("Payment due"), payment.due_on))
    return tuple(
        KeyDate(icon, label, due_words(day, today, formats), day < today)
        for icon, label, day in dates
        if day is not None
    )
