"""The second half of the case: the plan, its stages with proof and sign-off, and what was paid for them."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from app.knowledge import load_knowledge
from app.queries import row_ids
from app.services import engagements, payments, stages
from app.workflows.sample_case import Tree, day
from app.workflows.sample_plan_schedule import done_tasks, plan_schedule
from app.workflows.sample_plan_team import plan_team
from app.workflows.sample_plan_terms import agree_terms
from app.workflows.sample_story import Checkpoint, Replay

Event = tuple[date, int, Callable[[], object]]


def deliver(story: Replay) -> Iterator[Checkpoint]:
    """Agree the plan, then let every stage and payment happen on the day it happened."""
    _plan(story)
    signed = day(story.case.case["engagement"]["signed"])
    agreed = story.case.when("Engagement", "both agree text")
    story.do(engagements.agree_text, project_id=story.project, person=story.owner, on=agreed)
    story.issue("SOW", agreed)
    mail = str(story.case.story["agreed_from"])
    story.do(
        engagements.record_provider_agreement,
        project_id=story.project,
        agreed_by=story.case.story["people"][0]["name"],
        source=mail,
        sha256=story.runner.attachments.put(f"{mail}\n".encode(), "agreement.txt").sha256,
        recorded_by=story.broker,
        on=signed,
    )
    story.do(engagements.sign, project_id=story.project, typed_name=story.owner, on=signed)
    story.issue("ENG", signed)
    yield Checkpoint("signed", signed, story)
    stop = day("2026-06-17")
    events = sorted(_events(story), key=lambda event: event[:2])
    for index, (on, _, act) in enumerate(events):
        act()
        last_of_day = index + 1 == len(events) or events[index + 1][0] > on
        if on == stop and last_of_day:
            yield Checkpoint("reviewing", on, story)


def _plan(story: Replay) -> None:
    """The stages, tests and people as the case agreed them; people with the person on site first."""
    case, tale = story.case.case, story.case.story
    on = day(case["award"]["date"])
    deal = case["engagement"]
    story.do(
        engagements.set_terms,
        project_id=story.project,
        on=on,
        retention_share=Decimal(str(deal["retention_pct"])) / 100,
        warranty_days=int(deal["warranty_days"]),
        on_site_share=Decimal(str(deal["onsite_share_agreed"])),
        shared_hours=Decimal(str(deal["overlap_hours"])),
        pricing_model=deal["pricing_model"],
    )
    for person in tale["people"]:
        fields = {key: value for key, value in person.items() if key != "leads"}
        story.do(
            engagements.set_person,
            project_id=story.project,
            on=on,
            leads=bool(person.get("leads")),
            **fields,
        )
    musts = story.runner.read(lambda s: row_ids.must_haves(s, project_id=story.project))
    for row in case["milestones"]:
        stage_id = story.do(
            engagements.add_stage,
            project_id=story.project,
            title=row["name"],
            share=Decimal(str(row["payment_pct"])),
            delivers=tale["delivers"][row["id"]],
            packages=tuple(row["work_packages"]),
            starts_on=day(row["started"]),
            planned_on=day(row["planned_date"]),
            on=on,
        )
        story.stages[row["id"]] = stage_id
        for code in row["criteria"]:
            story.tests[code] = _add_test(story, stage_id, code, musts, on)
    for place, reason in tale.get("untested", {}).items():
        item_id = musts[int(place)]
        story.do(engagements.leave_untested, project_id=story.project, item_id=item_id, reason=reason, on=on)
    plan_team(story)
    plan_schedule(story)
    agree_terms(story)


def _add_test(
    story: Replay, stage_id: uuid.UUID, code: str, musts: Sequence[uuid.UUID], on: date
) -> uuid.UUID:
    template, _, number = code.partition(".")
    criterion = load_knowledge().template(template).acceptance_criteria[number]
    place = story.case.story["covers"].get(code)
    return story.do(
        engagements.add_test,
        stage_id=stage_id,
        code=code,
        text=criterion.criterion,
        how=criterion.test,
        passes_if=criterion.pass_if,
        checked_by=story.owner,
        item_id=None if place is None else musts[int(place)],
        touches=criterion.touches,
        on=on,
    )


def _events(story: Replay) -> Iterator[Event]:
    """Everything that happened after the signatures, each with its day and its place within the day."""
    holidays = frozenset(day(text) for text in story.case.case["calendar"]["holidays"])
    for row in story.case.case["milestones"]:
        yield from _stage_events(story, row, holidays)
        yield from _payment_events(story, row["payment"], story.stages[row["id"]])
    kept = story.case.case["retention_payment"]
    release = day(kept["due"])
    yield release, 3, lambda: story.do(payments.release_retention, project_id=story.project, on=release)
    yield from _payment_events(story, kept, None)


def _stage_events(story: Replay, row: Tree, holidays: frozenset[date]) -> Iterator[Event]:
    stage_id = story.stages[row["id"]]
    started = day(row["started"])
    yield started, 3, lambda: done_tasks(story, stage_id, started)
    yield started, 4, lambda: story.do(stages.start, stage_id=stage_id, early=True, on=started)
    for round_, submission in enumerate(row["submissions"]):
        yield from _round_events(story, row, submission, round_, holidays)


def _round_events(
    story: Replay, row: Tree, submission: Tree, round_: int, holidays: frozenset[date]
) -> Iterator[Event]:
    stage_id = story.stages[row["id"]]
    handed_in, decided = day(submission["submitted"]), day(submission["decided"])

    def hand_in() -> None:
        for code in row["criteria"]:
            if round_ == 0 or isinstance(story.case.story["proofs"][code], list):
                _prove(story, code, round_, handed_in)
        story.do(stages.submit, stage_id=stage_id, holidays=holidays, on=handed_in)
        story.do(stages.begin_review, stage_id=stage_id, on=handed_in)

    def decide() -> None:
        for code in row["criteria"]:
            told = _told(story, code, round_)
            story.do(
                stages.mark,
                test_id=story.tests[code],
                result=told.get("result", "pass"),
                note=told.get("note", ""),
                on=decided,
            )
        if submission["result"] == "rejected":
            note = "; ".join(str(failure["evidence"]) for failure in submission["failed"])
            story.do(stages.ask_for_changes, stage_id=stage_id, note=note, typed_name=story.owner, on=decided)
            return
        if row["id"] in story.case.story["late_credit"]:
            story.do(
                stages.note_late_credit,
                stage_id=stage_id,
                credit=story.case.money(row["delay_credit"]),
                reason=story.case.story["late_credit"][row["id"]],
                on=decided,
            )
        story.do(stages.accept, stage_id=stage_id, typed_name=story.owner, on=decided)
        story.issue("ACC", decided, row["id"], keep=round_ > 0)

    yield handed_in, 1, hand_in
    yield decided, 2, decide


def _told(story: Replay, code: str, round_: int) -> dict[str, Any]:
    told = story.case.story["proofs"][code]
    if isinstance(told, str):
        return {"proof": told}
    entry: dict[str, Any] = told[min(round_, len(told) - 1)]
    return entry


def _prove(story: Replay, code: str, round_: int, on: date) -> None:
    """One piece of evidence: a small text file kept in the attachments, and who recorded it."""
    described = str(_told(story, code, round_)["proof"])
    name = f"{code}-{round_ + 1}.txt"
    kept = story.runner.attachments.put(f"{described}\n".encode(), name)
    story.do(
        stages.record_proof,
        test_id=story.tests[code],
        recorded_by=story.broker,
        source="file",
        described=described,
        file_name=name,
        sha256=kept.sha256,
        size=kept.size,
        on=on,
    )


def _payment_events(story: Replay, row: Tree, stage_id: uuid.UUID | None) -> Iterator[Event]:
    invoiced, approved, paid = day(row["invoiced"]), day(row["approved"]), day(row["paid"])

    def payment_id() -> uuid.UUID:
        return story.runner.read(lambda s: row_ids.payment(s, project_id=story.project, stage_id=stage_id))

    yield (
        invoiced,
        5,
        lambda: story.do(
            payments.record_invoice,
            payment_id=payment_id(),
            invoice=f"L-{row['id'][4:]}",
            amount=story.case.money(row["net_amount"]),
            on=invoiced,
        ),
    )
    yield (
        approved,
        6,
        lambda: story.do(payments.approve, payment_id=payment_id(), typed_name=story.owner, on=approved),
    )
    yield paid, 7, lambda: story.do(payments.mark_paid, payment_id=payment_id(), bank_checked=True, on=paid)
