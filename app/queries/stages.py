"""Progress: the stages on a time line, and one stage as it is checked before it is paid."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.briefs import Answer
from app.domain.engagements import (
    Payment,
    Review,
    Stage,
)
from app.domain.plan_checks import waits_for
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.queries.engagements import current
from app.queries.lens import Lens
from app.queries.paper_head import stages_of, tests_of
from app.queries.project_facts import ACCEPTED, due_words
from app.queries.stage_review import LateRow, ProofRow, ReviewPage, RoundRow, TestLine, review
from app.queries.stage_words import (
    UNDER_REVIEW,
    dated,
    lead_of,
    net_of,
    payments_of,
    reviews_of,
    status_of,
    status_words,
)
from app.queries.totals import Total, total
from app.words import say, say_count
from app.words.formats import Formats

__all__ = [
    "LateRow",
    "ProofRow",
    "ReviewPage",
    "RoundRow",
    "StageRow",
    "TestLine",
    "needed_by",
    "review",
    "timeline",
]


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage on the time line, in the words of the screen; `status` names the column of the board."""

    id: uuid.UUID
    number: int
    title: str
    status: str
    status_words: str
    tone: str
    icon: str
    owner: str
    due: str
    late: str
    """"6 days late", beside the plan's date; empty where it is not late."""

    pay: str
    amount: Total
    tests: str
    round: int
    note: str
    """What is to be done now, and until when."""

    can_start: bool
    can_prove: bool
    can_submit: bool
    can_review: bool
    starts_on: date | None
    planned_on: date | None
    started_on: date | None
    accepted_on: date | None
    reached_on: date | None = None
    """When it was handed over for the review that counts; None while it is being worked on."""

    early_only: bool = False
    """It may begin only if the owner lets it: a stage it builds on is not accepted yet."""


def timeline(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats, today: date
) -> tuple[StageRow, ...]:
    """The stages in their order, each with what happens next; one list for list, board and time line."""
    project = session.get(Project, project_id)
    if project is None:
        return ()
    engagement = current(session, project_id)
    quote = session.get(Quote, engagement.quote_id) if engagement else None
    stages = stages_of(session, project_id)
    tests = tests_of(session, project_id)
    reviews = reviews_of(session, project_id)
    payments = {p.stage_id: p for p in payments_of(session, project_id)}
    lead = lead_of(session, project_id)
    going = project.state == "running" and project.held_on is None
    rows = []
    for stage in stages:
        status = status_of(stage, payments.get(stage.id))
        words, tone, icon = status_words()[status]
        mine = reviews.get(stage.id, [])
        accepted_on = next((r.decided_on for r in mine if r.result == "accepted"), None)
        rows.append(
            StageRow(
                id=stage.id,
                number=stage.number,
                title=stage.title,
                status=status,
                status_words=dated(words, accepted_on, formats) if status == "accepted" else words,
                tone=tone,
                icon=icon,
                owner=lead,
                due=formats.day(stage.planned_on),
                late=_late(stage, accepted_on, mine, today),
                pay=_pay_words(stage, payments.get(stage.id), formats),
                amount=total(stage.amount, quote, formats),
                tests=say_count("{count} test", "{count} tests", len(tests.get(stage.id, []))),
                round=stage.round,
                note=_note(stage, status, mine, today, formats),
                can_start=going and stage.state == "planned",
                can_prove=going and stage.state in ("in_progress", *UNDER_REVIEW),
                can_submit=going and stage.state == "in_progress",
                can_review=going and stage.state in UNDER_REVIEW,
                starts_on=stage.starts_on,
                planned_on=stage.planned_on,
                started_on=stage.started_on,
                accepted_on=accepted_on,
                reached_on=_reached(stage, mine),
                early_only=stage.state == "planned" and bool(waits_for(stage, stages)),
            )
        )
    return tuple(rows)


def _late(stage: Stage, accepted_on: date | None, rounds: Sequence[Review], today: date) -> str:
    """How late the work came, or still is; the days of an owner's own review are not the provider's."""
    if stage.planned_on is None:
        return ""
    reached = _reached(stage, rounds) or today
    days = (reached - stage.planned_on).days
    return say_count("{count} day late", "{count} days late", days) if days > 0 else ""


def _reached(stage: Stage, rounds: Sequence[Review]) -> date | None:
    return rounds[-1].submitted_on if stage.state in (*UNDER_REVIEW, *ACCEPTED) and rounds else None


def needed_by(session: Session, *, lens: Lens, project_id: uuid.UUID) -> date | None:
    """The day it must be in use, as the brief says; None where it says none. Both lenses read the same."""
    answers = select(Answer.value).where(
        Answer.project_id == project_id, Answer.question.in_(("b9.date", "b9.by"))
    )
    said = session.execute(answers.add_columns(Answer.question)).all()
    values = {question: value for value, question in said}
    if values.get("b9.by") != "date" or not isinstance(values.get("b9.date"), str):
        return None
    try:
        return date.fromisoformat(values["b9.date"])
    except ValueError:
        return None


def _pay_words(stage: Stage, payment: Payment | None, formats: Formats) -> str:
    if payment is not None and payment.state == "paid":
        return say("Paid {day}", day=formats.short_day(payment.paid_on))
    return formats.money_short(net_of(stage))


def _note(stage: Stage, status: str, rounds: Sequence[Review], today: date, formats: Formats) -> str:
    if status == "ready" and rounds and rounds[-1].reply_by is not None:
        return say("You have until {day} to check it", day=due_words(rounds[-1].reply_by, today, formats))
    if status == "changes" and rounds:
        return say(
            "Sent back {day}: {note}", day=formats.short_day(rounds[-1].decided_on), note=rounds[-1].note
        )
    return ""
