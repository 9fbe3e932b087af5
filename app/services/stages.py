"""Run a stage: start it, keep proof for each test, hand it over, check it, and accept it or send it back."""

import uuid
from collections.abc import Sequence, Set
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.calendars import calendar
from app.analysis.money import Money
from app.analysis.signoff import ReviewedTest, TestResult, review_choices, review_clock
from app.domain.briefs import TalkingPoint
from app.domain.engagements import (
    Engagement,
    Payment,
    Proof,
    Review,
    SignOffTest,
    Stage,
    Verdict,
    VerdictResult,
)
from app.domain.errors import DomainError
from app.domain.plan_checks import waits_for
from app.domain.plan_network import owners_days
from app.domain.projects import Project
from app.persistence.journal import binding
from app.services.found import found
from app.services.lifecycle import advance
from app.services.plan_stages import engagement_of, stages_of
from app.services.projects import open_project, require_name
from app.services.schedule_state import parts_of
from app.services.stage_payments import due_already, is_due, make_due, make_due_in_advance, settle_lateness
from app.words import say
from app.words.formats import Formats

ACCEPTED = ("accepted", "deemed_accepted")
UNDER_REVIEW = ("submitted", "under_test")
A_YEAR = timedelta(days=366)
FEWEST_CHARACTERS = 20
"""Of what is written to the provider when a stage goes back (guard G-REASON)."""


def start(session: Session, *, stage_id: uuid.UUID, on: date, early: bool = False) -> None:
    """Record that work on a stage has begun.

    It waits for the stages it builds on; `early` says that the owner lets it begin before they are accepted.
    """
    project, stage = _running(session, stage_id, on)
    waits = waits_for(stage, stages_of(session, project.id))
    if waits and not early:
        raise DomainError(
            say(
                "This stage builds on “{stage}”, which is not accepted yet. You can let it begin early.",
                stage=waits[0].title,
            )
        )
    advance(
        session,
        "Milestone",
        project.id,
        stage,
        "start",
        who="provider",
        on=on,
        guards={"G-DEPS": True},
    )
    stage.started_on = on
    make_due_in_advance(session, [stage], on)


def record_proof(
    session: Session,
    *,
    test_id: uuid.UUID,
    recorded_by: str,
    source: str,
    described: str,
    file_name: str = "",
    sha256: str = "",
    size: int = 0,
    on: date,
) -> uuid.UUID:
    """Keep evidence for a test: what it shows, who recorded it, and the "file" or "message" it came in.

    A file is kept in the attachments first; `sha256` and `size` are as they say. Returns the proof's id.
    """
    test = found(session, SignOffTest, test_id, say("This sign-off test is no longer here."))
    project, stage = _running(session, test.stage_id, on)
    if stage.state not in ("in_progress", *UNDER_REVIEW):
        raise DomainError(say("Proof can be added while the stage is being worked on or checked."))
    if not described.strip() or not recorded_by.strip():
        raise DomainError(say("Say what the proof shows, and who recorded it."))
    if source not in ("file", "message") or (source == "file" and not sha256):
        raise DomainError(say("Add the file, or say which message it came in."))
    proof = Proof(
        project_id=project.id,
        test_id=test_id,
        round=stage.round if stage.state in UNDER_REVIEW else stage.round + 1,
        recorded_by=recorded_by.strip(),
        source=source,
        described=described.strip(),
        file_name=file_name.strip(),
        sha256=sha256,
        size=size,
        recorded_on=on,
    )
    session.add(proof)
    session.flush()
    return proof.id


def remove_proof(session: Session, *, proof_id: uuid.UUID, on: date) -> None:
    """Take away a proof that was recorded by mistake, before the stage is handed over."""
    proof = found(session, Proof, proof_id, say("This proof is no longer here."))
    test = found(session, SignOffTest, proof.test_id, say("This sign-off test is no longer here."))
    _, stage = _running(session, test.stage_id, on)
    if stage.state != "in_progress":
        raise DomainError(say("The stage has been handed over with this proof, so it stays."))
    session.delete(proof)


def submit(
    session: Session, *, stage_id: uuid.UUID, on: date, holidays: Set[date] | None = None, person: str = ""
) -> uuid.UUID:
    """Record that a stage is ready for review, with proof for every test; returns the review's id.

    The review ends `review_days` working days later, by weekends and `holidays`, else the owner's own. A test that
    passed before needs no new proof; one that did not needs a fresh one. Silence never accepts.
    """
    project, stage = _running(session, stage_id, on)
    engagement = _engagement(session, project.id)
    missing = _without_proof(session, stage)
    if missing:
        raise DomainError(
            say(
                "There is no proof yet for: {tests}. Add a file or a message for each.",
                tests=", ".join(f"{stage.number}.{test.number}" for test in missing),
            )
        )
    advance(
        session,
        "Milestone",
        project.id,
        stage,
        "submit with evidence",
        who="provider",
        on=on,
        person=person,
        guards={"G-EVIDENCE": True},
    )
    stage.round += 1
    days = calendar(holidays) if holidays is not None else owners_days(parts_of(session, project.id), on, on + A_YEAR)
    clock = review_clock(on, engagement.review_days, days)
    review = Review(
        project_id=project.id, stage_id=stage.id, round=stage.round, submitted_on=on, reply_by=clock.due
    )
    session.add(review)
    session.flush()
    return review.id


def begin_review(session: Session, *, stage_id: uuid.UUID, on: date) -> None:
    """The owner starts to check a stage that was handed over."""
    project, stage = _running(session, stage_id, on)
    advance(session, "Milestone", project.id, stage, "start test", who="owner", on=on)


def mark(session: Session, *, test_id: uuid.UUID, result: str, note: str = "", on: date) -> None:
    """The owner's word on one test: "pass", "not_yet" or "cannot_tell".

    "Can't tell" is not a pass: it becomes a talking point, which is settled when the answer changes.
    """
    test = found(session, SignOffTest, test_id, say("This sign-off test is no longer here."))
    project, stage = _running(session, test.stage_id, on)
    answer = VerdictResult(result)
    if stage.state == "submitted":
        begin_review(session, stage_id=stage.id, on=on)
    if stage.state != "under_test":
        raise DomainError(say("This stage has not been handed over for checking."))
    review = _review(session, stage)
    verdict = session.scalars(
        select(Verdict).where(Verdict.review_id == review.id, Verdict.test_id == test.id)
    ).first()
    if verdict is None:
        verdict = Verdict(project_id=project.id, review_id=review.id, test_id=test.id, result=answer)
        session.add(verdict)
    verdict.result, verdict.note = answer, note.strip()
    _talk_about(session, stage, test, unsure=answer is VerdictResult.CANNOT_TELL)


def ask_for_changes(session: Session, *, stage_id: uuid.UUID, note: str, typed_name: str, on: date) -> None:
    """Send a stage back with what is missing, in the owner's name; it goes on in the next round.

    Needs at least one test marked "not yet", each with a note, and a sentence the provider can act on.
    """
    project, stage = _running(session, stage_id, on)
    tests = _tests(session, stage)
    review = _review(session, stage)
    verdicts = _verdicts(session, review)
    choices = review_choices(_reviewed(tests, verdicts))
    if not choices.not_yet:
        raise DomainError(say("Mark at least one test as not yet, so that it is clear what has to change."))
    if choices.without_note:
        raise DomainError(
            say(
                "Say what you saw for test {tests}, so that it can be put right.",
                tests=", ".join(choices.without_note),
            )
        )
    written = " ".join([note, *(verdict.note for verdict in verdicts.values())]).strip()
    if len(written) < FEWEST_CHARACTERS:
        raise DomainError(say("Say in a sentence what has to change."))
    require_name(project, typed_name, say("Type your full name to ask for changes"))
    advance(
        session,
        "Milestone",
        project.id,
        stage,
        "reject",
        who="owner",
        on=on,
        person=typed_name,
        guards={"G-REASON": True},
    )
    advance(session, "Milestone", project.id, stage, "repair", who="provider", on=on)
    review.result, review.decided_on = "changes", on
    review.note, review.typed_name = note.strip(), typed_name.strip()


def accept(
    session: Session,
    *,
    stage_id: uuid.UUID,
    typed_name: str,
    on: date,
    takes_credit: bool | None = None,
    credit_reason: str = "",
) -> None:
    """Accept a stage whose tests all pass; its payment becomes due the same moment. Binding.

    `takes_credit` is the owner's word on what lateness takes off: it comes off, or not for `credit_reason`.
    """
    project, stage = _running(session, stage_id, on)
    tests = _tests(session, stage)
    review = _review(session, stage)
    choices = review_choices(_reviewed(tests, _verdicts(session, review)))
    if not choices.accept:
        open_tests = (*choices.not_yet, *choices.cannot_tell, *choices.undecided)
        raise DomainError(
            say(
                "Not every test passes yet: {tests}. Mark each one, or ask for changes.",
                tests=", ".join(open_tests),
            )
        )
    require_name(project, typed_name, say("Type your full name to accept this stage"))
    passed = {"G-ACCEPT": True}
    advance(
        session,
        "Milestone",
        project.id,
        stage,
        "accept",
        who="owner",
        on=on,
        person=typed_name,
        guards=passed,
    )
    review.result, review.decided_on, review.typed_name = "accepted", on, typed_name.strip()
    settle_lateness(session, project, stage, review, takes=takes_credit, reason=credit_reason)
    make_due(session, stage, _engagement(session, project.id).payable_days, on)
    stages = stages_of(session, project.id)
    make_due_in_advance(session, [each for each in stages if each.number > stage.number], on)
    if all(other.state in ACCEPTED for other in stages):
        _finish(session, project, on)
    binding(
        session,
        say("The stage is accepted and its payment has started. Put it right by a change order instead."),
    )


def note_late_credit(
    session: Session, *, stage_id: uuid.UUID, credit: Money | None, reason: str, on: date
) -> None:
    """Take an agreed sum off a stage's payment because it came late; None takes it back."""
    project, stage = _running(session, stage_id, on)
    if stage.state in ACCEPTED:
        raise DomainError(say("The stage is accepted and its payment has started, so the sum stays."))
    if credit is None:
        stage.credit, stage.credit_reason = None, ""
        return
    if is_due(session, stage):
        raise DomainError(due_already())
    if not reason.strip():
        raise DomainError(say("Say how the sum was worked out, as the plan agrees it."))
    payable = None if stage.amount is None else stage.amount - (stage.held or credit - credit)
    if credit.currency != project.currency or credit.minor < 0 or payable is None or credit > payable:
        raise DomainError(
            say(
                "A credit for lateness can be at most what the stage pays: {amount}.",
                amount=Formats(currency=project.currency).money(payable),
            )
        )
    stage.credit, stage.credit_reason = credit, reason.strip()


def _running(session: Session, stage_id: uuid.UUID, on: date) -> tuple[Project, Stage]:
    stage = found(session, Stage, stage_id, say("This stage is no longer in the plan."))
    project = open_project(session, stage.project_id, on)
    project.require("running", otherwise=say("Work starts once both sides have agreed to the plan."))
    return project, stage


def _engagement(session: Session, project_id: uuid.UUID) -> Engagement:
    engagement = engagement_of(session, project_id)
    if engagement is None:
        raise DomainError(say("There is no plan yet. Choose a quote first."))
    return engagement


def _tests(session: Session, stage: Stage) -> list[SignOffTest]:
    return list(
        session.scalars(
            select(SignOffTest)
            .where(SignOffTest.stage_id == stage.id)
            .order_by(SignOffTest.number, SignOffTest.id)
        )
    )


def _without_proof(session: Session, stage: Stage) -> list[SignOffTest]:
    tests = _tests(session, stage)
    proofs = session.scalars(select(Proof).where(Proof.test_id.in_([test.id for test in tests]))).all()
    any_proof = {proof.test_id for proof in proofs}
    fresh = {proof.test_id for proof in proofs if proof.round > stage.round}
    passed: set[uuid.UUID] = set()
    if stage.round:
        verdicts = _verdicts(session, _review(session, stage))
        passed = {key for key, verdict in verdicts.items() if verdict.result is VerdictResult.PASS}
    return [test for test in tests if test.id not in (any_proof if test.id in passed else fresh)]


def _review(session: Session, stage: Stage) -> Review:
    review = session.scalars(
        select(Review).where(Review.stage_id == stage.id, Review.round == stage.round)
    ).first()
    if review is None:
        raise DomainError(say("This stage has not been handed over for checking."))
    return review


def _verdicts(session: Session, review: Review) -> dict[uuid.UUID, Verdict]:
    rows = session.scalars(select(Verdict).where(Verdict.review_id == review.id))
    return {row.test_id: row for row in rows}


def _reviewed(tests: Sequence[SignOffTest], verdicts: dict[uuid.UUID, Verdict]) -> list[ReviewedTest]:
    return [
        ReviewedTest(
            test=str(test.number),
            result=TestResult(verdicts[test.id].result.value) if test.id in verdicts else TestResult.OPEN,
            note=verdicts[test.id].note if test.id in verdicts else "",
        )
        for test in tests
    ]


def _talk_about(session: Session, stage: Stage, test: SignOffTest, *, unsure: bool) -> None:
    key = f"test:{test.id.hex}"
    point = session.scalars(
        select(TalkingPoint).where(TalkingPoint.project_id == test.project_id, TalkingPoint.question == key)
    ).first()
    if point is None and unsure:
        text = say("Stage {number}: can't tell whether “{test}” passes", number=stage.number, test=test.text)
        session.add(TalkingPoint(project_id=test.project_id, question=key, text=text))
    elif point is not None:
        point.settled = not unsure


def _finish(session: Session, project: Project, on: date) -> None:
    """The last stage is accepted: the free-repair time begins, and with it the wait for the held money."""
    engagement = _engagement(session, project.id)
    done = {"G-ALLMS": True}
    event = "last milestone accepted"
    advance(session, "Engagement", project.id, engagement, event, who="system", on=on, guards=done)
    advance(
        session, "Project", project.id, project, "last milestone settled", who="system", on=on, guards=done
    )
    held = session.scalars(
        select(Payment).where(Payment.project_id == project.id, Payment.kind == "retention")
    ).first()
    if held is not None:
        held.due_on = on + timedelta(days=engagement.warranty_days)
