"""One stage as it is checked before it is paid: tests with proof, what was found, what may be decided."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.signoff import ReviewChoices, ReviewedTest, TestResult, review_choices
from app.domain.briefs import BriefItem
from app.domain.engagements import Engagement, Payment, Proof, Review, SignOffTest, Stage, Verdict
from app.domain.lateness import late_reason, late_words, lateness_of
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.queries.engagements import current
from app.queries.lens import Lens
from app.queries.paper_head import tests_of
from app.queries.project_facts import ACCEPTED, due_words
from app.queries.schedule_parts import parts_of
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

MINUTES_A_TEST = 1


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One piece of evidence, with who recorded it from what."""

    id: uuid.UUID
    described: str
    source: str
    recorded: str
    file_name: str
    sha256: str
    round: int


@dataclass(frozen=True, slots=True)
class TestLine:
    """One sign-off test under review; `result` is "pass", "not_yet", "cannot_tell" or empty."""

    __test__ = False

    id: uuid.UUID
    number: str
    text: str
    how: str
    passes_if: str
    must: str
    """The must-have it proves, in the owner's words."""

    result: str
    note: str
    earlier: str
    proofs: tuple[ProofRow, ...]
    missing: str
    """Who has not added proof yet, or empty."""


@dataclass(frozen=True, slots=True)
class RoundRow:
    """An earlier or the current round of checking."""

    number: int
    submitted: str
    reply_by: str
    result: str
    note: str


@dataclass(frozen=True, slots=True)
class LateRow:
    """A stage that was handed over late; `takes` and `reason` are empty where nothing has to be decided."""

    words: str
    takes: str = ""
    """What the plan takes off, and what is paid then."""

    reason: str = ""
    """How that is worked out."""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One stage as it is checked: its tests with proof, what may be decided, and what accepting starts."""

    stage_id: uuid.UUID
    project_id: uuid.UUID
    number: int
    title: str
    status: str
    status_words: str
    tone: str
    icon: str
    until: str
    overdue: bool
    minutes: str
    wanted: tuple[str, ...]
    tests: tuple[TestLine, ...]
    rounds: tuple[RoundRow, ...]
    undecided: str
    consequence: str
    held: str
    credit: str
    payment: Total
    owner_name: str
    can_mark: bool
    can_accept: bool
    can_ask: bool
    accept_refusal: str
    ask_refusal: str
    accepted: str
    reply_by: date | None = None
    late: LateRow | None = None


def review(
    session: Session, *, lens: Lens, stage_id: uuid.UUID, formats: Formats, today: date
) -> ReviewPage | None:
    """One stage as it is checked, at any point of its life; None where it is gone."""
    stage = session.get(Stage, stage_id)
    project = session.get(Project, stage.project_id) if stage is not None else None
    if stage is None or project is None:
        return None
    engagement = current(session, project.id)
    quote = session.get(Quote, engagement.quote_id) if engagement else None
    payment = next((p for p in payments_of(session, project.id) if p.stage_id == stage_id), None)
    rounds = reviews_of(session, project.id).get(stage_id, [])
    latest = rounds[-1] if rounds else None
    lines = _lines(session, project, stage, rounds, formats)
    choices = _choices(lines)
    status = status_of(stage, payment)
    words, tone, icon = status_words()[status]
    marking = project.state == "running" and project.held_on is None and stage.state in UNDER_REVIEW
    reply_by = latest.reply_by if latest is not None and stage.state in UNDER_REVIEW else None
    net = net_of(stage)
    open_tests = len(choices.undecided)
    accepted = next((r for r in rounds if r.result == "accepted"), None)
    return ReviewPage(
        stage_id=stage.id,
        project_id=project.id,
        number=stage.number,
        title=stage.title,
        status=status,
        status_words=words,
        tone=tone,
        icon=icon,
        until=say("You have until {day}", day=due_words(reply_by, today, formats)) if reply_by else "",
        overdue=reply_by is not None and reply_by < today,
        minutes=say_count("{count} minute", "{count} minutes", max(1, MINUTES_A_TEST * len(lines))),
        wanted=tuple(dict.fromkeys(line.must for line in lines if line.must)),
        tests=lines,
        rounds=tuple(_round(row, formats) for row in rounds),
        undecided=say_count("{count} not decided", "{count} not decided", open_tests) if open_tests else "",
        consequence=_consequence(net, engagement, today, formats),
        held=formats.money(stage.held) if stage.held else "",
        credit=_credit(stage, formats),
        payment=total(net, quote, formats),
        owner_name=project.owner_name,
        can_mark=marking,
        can_accept=marking and choices.accept,
        can_ask=marking and choices.ask_for_changes,
        accept_refusal="" if choices.accept else _accept_refusal(choices),
        ask_refusal="" if choices.ask_for_changes else _ask_refusal(choices),
        accepted=say("{name}, {day}", name=accepted.typed_name, day=formats.day(accepted.decided_on))
        if accepted
        else "",
        reply_by=reply_by,
        late=_late(session, project, engagement, stage, latest, payment, formats)
        if marking and engagement is not None
        else None,
    )


def _late(
    session: Session,
    project: Project,
    engagement: Engagement,
    stage: Stage,
    latest: Review | None,
    payment: Payment | None,
    formats: Formats,
) -> LateRow | None:
    handed_over = latest.submitted_on if latest is not None else None
    late = lateness_of(parts_of(session, project), engagement, stage, handed_over)
    if late is None:
        return None
    words, net = late_words(late, formats), net_of(stage)
    if not late.credit.minor or stage.credit is not None or net is None:
        return LateRow(words)
    reason = late_reason(late, formats)
    if payment is None or payment.state != "scheduled":
        asks = say(
            "The plan takes {credit} off for that. It is paid already: ask for it as a credit with the next invoice.",
            credit=formats.money(late.credit),
        )
        return LateRow(f"{words} {asks}")
    takes = say(
        "Take {credit} off, so that {rest} is paid. The delay was the provider’s.",
        credit=formats.money(late.credit), rest=formats.money(net - late.credit),
    )  # fmt: skip
    return LateRow(words, takes, reason)


def _lines(
    session: Session, project: Project, stage: Stage, rounds: Sequence[Review], formats: Formats
) -> tuple[TestLine, ...]:
    tests = tests_of(session, project.id).get(stage.id, [])
    ids = [test.id for test in tests]
    proofs: dict[uuid.UUID, list[Proof]] = {key: [] for key in ids}
    for proof in session.scalars(select(Proof).where(Proof.test_id.in_(ids)).order_by(Proof.id)):
        proofs[proof.test_id].append(proof)
    musts = {
        item.id: item.text
        for item in session.scalars(select(BriefItem).where(BriefItem.project_id == project.id))
    }
    verdicts = _verdicts(session, rounds)
    lead = lead_of(session, project.id)
    now = rounds[-1].id if rounds and stage.state in (*UNDER_REVIEW, *ACCEPTED) else None
    lines = []
    for test in tests:
        verdict = verdicts.get((now, test.id)) if now is not None else None
        lines.append(
            TestLine(
                id=test.id,
                number=f"{stage.number}.{test.number}",
                text=test.text,
                how=test.how,
                passes_if=test.passes_if,
                must=musts.get(test.item_id, "") if test.item_id is not None else "",
                result=verdict.result.value if verdict is not None else "",
                note=verdict.note if verdict is not None else "",
                earlier=_earlier(test, rounds, verdicts, now, formats),
                proofs=tuple(_proof(proof, formats) for proof in proofs[test.id]),
                missing="" if proofs[test.id] else _missing(test, lead),
            )
        )
    return tuple(lines)


def _verdicts(session: Session, rounds: Sequence[Review]) -> dict[tuple[uuid.UUID, uuid.UUID], Verdict]:
    ids = [row.id for row in rounds]
    rows = session.scalars(select(Verdict).where(Verdict.review_id.in_(ids)))
    return {(row.review_id, row.test_id): row for row in rows}


def _earlier(
    test: SignOffTest,
    rounds: Sequence[Review],
    verdicts: Mapping[tuple[uuid.UUID, uuid.UUID], Verdict],
    now: uuid.UUID | None,
    formats: Formats,
) -> str:
    """What earlier rounds found, so that nobody has to remember it."""
    found = []
    for row in rounds:
        verdict = verdicts.get((row.id, test.id))
        if row.id != now and verdict is not None and verdict.result.value != "pass":
            found.append(say("{day}: {note}", day=formats.short_day(row.decided_on), note=verdict.note))
    return "\n".join(found)


def _missing(test: SignOffTest, lead: str) -> str:
    if lead:
        return say("{name} hasn't added proof for test {number}.", name=lead, number=test.number)
    return say("There is no proof for test {number} yet.", number=test.number)


def _proof(proof: Proof, formats: Formats) -> ProofRow:
    day = formats.day(proof.recorded_on)
    recorded = (
        say("Recorded by {person} from a file, {day}", person=proof.recorded_by, day=day)
        if proof.source == "file"
        else say("Recorded by {person} from a message, {day}", person=proof.recorded_by, day=day)
    )
    return ProofRow(
        proof.id, proof.described, proof.source, recorded, proof.file_name, proof.sha256, proof.round
    )


def _choices(lines: Sequence[TestLine]) -> ReviewChoices:
    return review_choices(
        [
            ReviewedTest(
                line.number,
                TestResult(line.result) if line.result else TestResult.OPEN,
                line.note,
                has_proof=bool(line.proofs),
            )
            for line in lines
        ]
    )


def _round(row: Review, formats: Formats) -> RoundRow:
    result = {"": say("Being checked"), "accepted": say("Accepted"), "changes": say("Changes asked")}
    return RoundRow(
        row.round,
        formats.day(row.submitted_on),
        formats.weekday_day(row.reply_by),
        dated(result[row.result], row.decided_on, formats),
        " ".join(filter(None, (row.note, _late_note(row, formats)))),
    )


def _late_note(row: Review, formats: Formats) -> str:
    """What was decided on lateness, where the round says how late it was."""
    if row.late_days is None:
        return ""
    if row.late_credit is not None:
        return say_count(
            "{count} working day late, {amount} off.",
            "{count} working days late, {amount} off.",
            row.late_days,
            amount=formats.money(row.late_credit),
        )
    if row.late_reason:
        return say_count(
            "{count} working day late, nothing off: {reason}",
            "{count} working days late, nothing off: {reason}",
            row.late_days,
            reason=row.late_reason,
        )
    return say_count("{count} working day late.", "{count} working days late.", row.late_days)


def _consequence(net: Money | None, engagement: Engagement | None, today: date, formats: Formats) -> str:
    if net is None or engagement is None:
        return ""
    due = formats.weekday_day(today + timedelta(days=engagement.payable_days))
    return say(
        "Accepting starts a payment of {amount} excl. tax, due {day}.", amount=formats.money(net), day=due
    )


def _credit(stage: Stage, formats: Formats) -> str:
    if stage.credit is None:
        return ""
    return say(
        "{amount} off for lateness: {reason}",
        amount=formats.money(stage.credit),
        reason=stage.credit_reason,
    )


def _accept_refusal(choices: ReviewChoices) -> str:
    open_tests = (*choices.not_yet, *choices.cannot_tell, *choices.undecided)
    if not open_tests:
        return say("This stage has no sign-off test, so it can't be accepted.")
    return say("Not every test passes yet: {tests}.", tests=", ".join(open_tests))


def _ask_refusal(choices: ReviewChoices) -> str:
    if choices.without_note:
        return say("Say what you saw for test {tests}.", tests=", ".join(choices.without_note))
    return say("Mark at least one test as not yet.")
