"""What was checked about a provider, as its profile tells it: how far, until when, with what result, step by step."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.credentials import CheckLevel, CredentialState
from app.analysis.validity import ValidityRule
from app.domain.credentials import REFUSED, rule_of, state_of
from app.domain.providers import CheckOutcome, CredentialStep, ProviderCredential
from app.knowledge import load_knowledge
from app.knowledge.match_rules import credential_rules
from app.queries.provider_records import ProviderFacts
from app.queries.provider_rows import CheckRow
from app.queries.provider_words import credential_name, kind_name, state_words
from app.words import say, say_known
from app.words.formats import Formats

OFFERED: Mapping[str, tuple[str, ...]] = {
    CredentialState.CLAIMED.value: ("seen", "checked", "witnessed"),
    CredentialState.SEEN.value: ("checked", "witnessed", "refused"),
    CredentialState.VERIFIED.value: ("again", "renewed", "withdrawn", "false"),
    CredentialState.EXPIRING.value: ("renewed", "withdrawn", "false"),
    CredentialState.DUE_RECHECK.value: ("again", "renewed", "withdrawn", "false"),
    CredentialState.EXPIRED.value: ("renewed", "seen"),
    REFUSED: ("seen",),
    CredentialState.REVOKED.value: (),
}
"""State → what can happen next, as the form of a step offers it; a result can be said of all that was seen."""

GONE = (CredentialState.EXPIRED.value, CredentialState.REVOKED.value)

RESULTS = ("pass", "needs_person", "fail")


def steps_of(session: Session, provider_id: uuid.UUID) -> Mapping[uuid.UUID, Sequence[CredentialStep]]:
    """The steps of every credential of a provider, in the order they were taken."""
    found: dict[uuid.UUID, list[CredentialStep]] = defaultdict(list)
    statement = select(CredentialStep).where(CredentialStep.provider_id == provider_id)
    for step in session.scalars(statement.order_by(CredentialStep.taken_on, CredentialStep.id)):
        found[step.credential_id].append(step)
    return found


def checks(
    facts: ProviderFacts,
    steps: Mapping[uuid.UUID, Sequence[CredentialStep]],
    today: date,
    formats: Formats,
) -> tuple[CheckRow, ...]:
    """Its credentials as the profile shows them."""
    levels = load_knowledge().credentials.pre_credentialed_standard.verification_levels
    people = {person.id: person.name for person in facts.people}
    rows = []
    for row in facts.credentials:
        words, tone = _state(row, today)
        result, why = result_words(row, today, formats)
        at = state_of(row, today)
        offered = OFFERED.get(at, ())
        rows.append(
            CheckRow(
                id=row.id,
                credential=row.credential,
                name=credential_name(row.credential),
                kind=row.kind,
                kind_words=kind_name(row.credential, row.kind),
                person_id=row.person_id,
                person=people.get(row.person_id, "") if row.person_id else "",
                level=row.level,
                level_words=say_known(levels[row.level]),
                state_words=words,
                tone=tone,
                issuer=row.issuer,
                number=row.number,
                evidence=row.evidence,
                file_name=row.file_name,
                sha256=row.sha256,
                issued_on=row.issued_on,
                printed_end=row.printed_end,
                watched_on=row.watched_on,
                expires_on=row.expires_on,
                expires=formats.day(row.expires_on),
                checked_by=row.checked_by,
                checked_on=row.checked_on,
                checked_where=row.checked_where,
                outcome=row.outcome.value,
                result=result,
                why=why,
                steps=_steps(steps.get(row.id, ()), formats),
                offered=(*offered, *RESULTS) if row.level >= CheckLevel.SEEN and offered else offered,
            )
        )
    return tuple(sorted(rows, key=lambda one: (one.name.casefold(), one.person.casefold())))


def _state(row: ProviderCredential, today: date) -> tuple[str, str]:
    """Where it stands, in words and a tone; what came of the check goes before where it came well."""
    at = state_of(row, today)
    if at == REFUSED:
        return say("Refused"), "danger"
    if row.withdrawn_on is None and row.outcome is CheckOutcome.FAIL:
        return say("Fails"), "danger"
    if row.outcome is CheckOutcome.NEEDS_PERSON and at not in GONE:
        return say("Needs a person"), "warn"
    return state_words(CredentialState(at))


def result_words(row: ProviderCredential, today: date, formats: Formats) -> tuple[CheckOutcome, str]:
    """What came of a check and why: as somebody decided, else as the rules say; a pass needs no words."""
    if row.withdrawn_on is not None:
        day = formats.day(row.withdrawn_on)
        if row.false_evidence:
            return CheckOutcome.FAIL, say(
                "Withdrawn on {day}, false: {reason}", day=day, reason=row.withdrawn_reason
            )
        if row.level >= CheckLevel.CHECKED:
            return CheckOutcome.FAIL, say(
                "Withdrawn on {day}: {reason}", day=day, reason=row.withdrawn_reason
            )
        return CheckOutcome.FAIL, say("Refused on {day}: {reason}", day=day, reason=row.withdrawn_reason)
    if row.outcome in (CheckOutcome.FAIL, CheckOutcome.NEEDS_PERSON):
        facts = {"words": row.mitigation, "person": row.decided_by, "day": formats.day(row.decided_on)}
        if row.outcome is CheckOutcome.FAIL:
            return row.outcome, say("Fails. What is done about it: {words} ({person}, {day})", **facts)
        return row.outcome, say("Needs a person: {words} ({person}, {day})", **facts)
    return _by_rule(row, rule_of(row.credential), today)


def _by_rule(row: ProviderCredential, rule: ValidityRule, today: date) -> tuple[CheckOutcome, str]:
    if row.expires_on is not None and row.expires_on < today:
        rules = credential_rules(load_knowledge())
        grace = rules.grace_days.get(row.credential, rules.grace_days_default)
        if rule.half_after_end:
            return CheckOutcome.NEEDS_PERSON, say("It is old and counts half until it is asked for again.")
        if today - row.expires_on <= timedelta(days=grace):
            return CheckOutcome.NEEDS_PERSON, say("It has ended and counts half in its time of grace.")
        return CheckOutcome.FAIL, say("It has ended and no longer counts.")
    if row.level < CheckLevel.CHECKED:
        return CheckOutcome.NEEDS_PERSON, ""
    if rule.surveillance is not None and row.watched_on is None:
        return CheckOutcome.NEEDS_PERSON, say("Nobody wrote down when the certifier came last.")
    counts = rule.kind(row.kind).counts
    if row.kind in rule.kinds and counts != 1:
        return CheckOutcome.NEEDS_PERSON, say(
            "{kind} counts {share} % of the whole.",
            kind=kind_name(row.credential, row.kind),
            share=int(counts * 100),
        )
    return CheckOutcome.PASS, ""


def _steps(steps: Sequence[CredentialStep], formats: Formats) -> tuple[str, ...]:
    words = {
        "claimed": say("claimed"), "seen": say("document seen"), "checked": say("checked"),
        "renewed": say("renewed"), "checked_again": say("checked again"), "refused": say("refused"),
        "withdrawn": say("withdrawn"), "decided": say("result decided"), "changed": say("changed"),
    }  # fmt: skip
    return tuple(
        say("{day}: {what} by {person}", day=formats.day(step.taken_on), what=words.get(step.step, step.step),
            person=step.person)
        if step.person
        else say("{day}: {what}", day=formats.day(step.taken_on), what=words.get(step.step, step.step))
        for step in steps
    )  # fmt: skip
