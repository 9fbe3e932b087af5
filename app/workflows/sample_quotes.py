"""The middle of the case: whom to ask, what came back, and the owner's choice."""

import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from app.queries import row_ids
from app.services import decisions, quotes, request_rounds, shortlists
from app.services.quotes import CoverageFacts, LineFacts, QuoteFacts
from app.workflows.sample_case import Tree, as_sentence, day
from app.workflows.sample_evaluation import judge, settle_weights
from app.workflows.sample_footing import settle_footing
from app.workflows.sample_story import Checkpoint, Replay


def candidates_of(story: Replay) -> dict[str, uuid.UUID]:
    """Id of the case → candidate, for every provider that was ranked."""
    by_ref = {ref: key for key, ref in story.providers.items()}
    rows = story.runner.read(lambda s: row_ids.candidates(s, project_id=story.project))
    return {by_ref[row.provider_ref]: row.id for row in rows}


def compare_and_choose(story: Replay) -> Iterator[Checkpoint]:
    """Ask four, record three, compare, and choose one."""
    case = story.case.case
    prepared = day(case["should_cost"]["fixed_on"])
    issued, deadline = day(case["quote_request"]["issued"]), day(case["quote_request"]["deadline"])
    story.do(quotes.prepare_request, project_id=story.project, person=story.broker, on=prepared)
    settle_weights(story)
    settle_footing(story)
    _set_aside(story)
    asked = [story.candidates[key] for key in case["shortlist"]["invited"]]
    for candidate_id in asked:
        story.do(shortlists.tick, candidate_id=candidate_id, ticked=True, on=issued)
    story.do(quotes.approve_request, project_id=story.project, person=story.owner, on=issued)
    story.do(
        quotes.issue_request,
        project_id=story.project,
        deadline=deadline,
        candidate_ids=asked,
        person=story.broker,
        on=issued,
        questions_until=day(story.case.story["questions_until"]),
        reply_to=story.case.story["broker"]["email"],
    )
    _know_quotes(story)
    for quote in case["quotes"]:
        story.do(request_rounds.record_handed_over, quote_id=story.quotes[quote["id"]], on=issued)
    for quote in case["quotes"]:
        story.do(quotes.accept_invitation, quote_id=story.quotes[quote["id"]], on=issued)
    for row in case["shortlist"]["declined"]:
        declined = story.quotes[story.case.quotes[row["provider"]]]
        reason = as_sentence(row["why"])
        story.do(quotes.record_declined, quote_id=declined, reason=reason, on=issued)
    yield Checkpoint("asked", issued, story)
    _answer_questions(story)
    for quote in sorted(case["quotes"], key=lambda row: str(row["submitted"])):
        _record(story, quote)
    story.do(quotes.close_request, project_id=story.project, on=deadline)
    yield Checkpoint("judging", deadline, story)
    judge(story)
    scored = story.case.when("Quote", "score")
    for quote in case["quotes"]:
        story.do(quotes.score, quote_id=story.quotes[quote["id"]], person=story.broker, on=scored)
    story.do(quotes.finish_scoring, project_id=story.project, person=story.broker, on=scored)
    story.issue("PRO", scored)
    story.issue("QCM", scored)
    yield Checkpoint("compared", scored, story)
    chosen = case["award"]
    story.do(
        decisions.award,
        project_id=story.project,
        quote_id=story.quotes[chosen["quote"]],
        reasons=tuple(story.case.story["decision_reasons"]),
        words=chosen["reason_in_owner_words"],
        typed_name=story.owner,
        on=day(chosen["date"]),
    )
    story.issue("DEC", day(chosen["date"]))
    yield Checkpoint("chosen", day(chosen["date"]), story)


def _set_aside(story: Replay) -> None:
    """The written waivers of the case, and what our own rules ask for beyond it.

    A failed gate gets a waiver; one that nobody checked gets the reason why it is asked all the same.
    """
    on = day(story.case.case["quote_request"]["issued"])
    rows = story.runner.read(lambda s: row_ids.candidates(s, project_id=story.project))
    gates = {row.id: row.gates for row in rows}
    for row in (*story.case.case["shortlist"]["waivers"], *story.case.story["further_waivers"]):
        candidate_id, reason = story.candidates[row["provider"]], as_sentence(row["why"])
        answer = gates[candidate_id].get(row["gate"])
        if answer == "fail":
            story.do(
                shortlists.write_waiver, candidate_id=candidate_id, gate=row["gate"], reason=reason, on=on
            )
        elif answer == "not_checked":
            story.do(shortlists.give_reason, candidate_id=candidate_id, reason=reason, on=on)


def _answer_questions(story: Replay) -> None:
    """The questions of the case, each answered once to all; it does not say who asked."""
    on = day(story.case.story["questions_until"])
    for row in story.case.case["quote_request"]["questions"]:
        key = story.do(
            request_rounds.add_question, project_id=story.project, text=as_sentence(row["q"]), on=on
        )
        story.do(
            request_rounds.answer_question,
            question_id=key,
            answer=as_sentence(row["a"]),
            person=story.broker,
            on=on,
        )


def _know_quotes(story: Replay) -> None:
    ids = story.runner.read(lambda s: row_ids.quotes(s, project_id=story.project))
    for provider, key in story.case.quotes.items():
        story.quotes[key] = ids[story.candidates[provider]]


def _record(story: Replay, row: Tree) -> None:
    """One quote: what was typed in from it, its sums settled, handed in on its own day."""
    on = day(row["submitted"])
    quote_id = story.quotes[row["id"]]
    story.do(
        quotes.save_quote,
        quote_id=quote_id,
        facts=_facts(story, row),
        lines=tuple(_line(story, line) for line in row["lines"]),
        coverage=_coverage(story, row),
        person=story.broker,
        on=on,
    )
    for item, said in _said(story, row):
        if "allowance" in said:
            story.do(
                quotes.set_allowance,
                quote_id=quote_id,
                item_id=item,
                allowance=story.case.money(said["allowance"]),
                basis=said["basis"],
                on=on,
            )
    story.do(quotes.submit, quote_id=quote_id, person=story.broker, on=on)


def _facts(story: Replay, row: Tree) -> QuoteFacts:
    told = story.case.story["quotes"][row["id"]]
    money = story.case.money
    return QuoteFacts(
        received_on=day(row["submitted"]),
        valid_until=day(row["valid_until"]),
        pricing_model=row["pricing_model"],
        price=money(row["price"]),
        adjustment_reason=told["adjustment"],
        hardware=money(row["owner_bought_hardware"]),
        support_month=money(row["support_per_month"]),
        licences_month=money(row["licences_per_month"]),
        weeks=int(row["delivery_weeks"]),
        owner_days=Decimal(told["owner_days"]),
        retention_share=_share(told.get("retention_share")),
        warranty_days=int(told["warranty_days"]),
        on_site_person=told.get("on_site_person", ""),
        on_site_days=told.get("on_site_days", ""),
        remote_place=told.get("remote_place", ""),
        shared_hours=Decimal(told["shared_hours"]),
        assumptions=tuple(map(as_sentence, row["assumptions"])),
        notes=told.get("notes", ""),
    )


def _share(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _line(story: Replay, line: Tree) -> LineFacts:
    return LineFacts(
        package=line["package"],
        role=line["role"],
        tier=line["tier"],
        effort=Decimal(line["pd"]),
        rate=story.case.money(line["rate"]),
    )


def _said(story: Replay, row: Tree) -> list[tuple[uuid.UUID, dict[str, Any]]]:
    """Must-have → what the story says this quote says of it."""
    items = story.runner.read(lambda s: row_ids.must_haves(s, project_id=story.project))
    told = story.case.story["coverage"][row["id"]]
    said = [entry if isinstance(entry, dict) else {"answer": entry} for entry in told]
    return list(zip(items, said, strict=True))


def _coverage(story: Replay, row: Tree) -> tuple[CoverageFacts, ...]:
    return tuple(
        CoverageFacts(item_id=item, answer=said["answer"], note=said.get("note", ""))
        for item, said in _said(story, row)
    )
