"""Choose whom to ask: disclosure first, then the kept ranking, ticks, reasons and waivers."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.gates import Answer
from app.analysis.look_alikes import same_text
from app.domain.errors import DomainError
from app.domain.gate_answers import checks_stale
from app.domain.second_broker import SIGNED, must_sign
from app.domain.shortlists import Candidate, Disclosure, MatchRun, Waiver
from app.knowledge import load_knowledge
from app.services.projects import open_project
from app.words import say

SHORTEST_REASON = 10
"""Characters of the shortest reason that tells anything."""


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """One provider of a run: its snapshot from the directory and what the rules made of it."""

    provider_ref: uuid.UUID
    name: str
    place: int
    """1 for the best; 0 where the rules keep it off the list."""
    snapshot: Mapping[str, Any] = field(default_factory=dict)
    outcome: Mapping[str, Any] = field(default_factory=dict)


def disclose(
    session: Session,
    *,
    project_id: uuid.UUID,
    text: str,
    relations: Mapping[str, str] | None = None,
    benefits: Mapping[str, str] | None = None,
    fee_model: str = "",
    awards: Mapping[str, Any] | None = None,
    on: date,
) -> uuid.UUID:
    """File how the broker is paid and what ties there are, before any name is suggested.

    `relations` holds, by provider id (hex), the tie as the declaration form names it ("none", "past
    client", "referral fee", "shared ownership", "family", "reseller"), `benefits` what the broker has from
    it. `awards` is what `app/queries/suggestion_records.py` counted: nobody types it. A changed declaration
    has to be acknowledged anew. Returns the row's id.
    """
    open_project(session, project_id, on)
    if not text.strip():
        raise DomainError(say("Say how you are paid. If nobody but the owner pays you, write just that."))
    if fee_model and fee_model not in load_knowledge().matching.broker_independence.fee_models:
        raise DomainError(say("Choose how the owner pays you from the list, or leave it open."))
    row = _disclosure(session, project_id)
    if row is None:
        row = Disclosure(project_id=project_id, text=text.strip())
        session.add(row)
    ties = dict(relations or {})
    told = {
        "text": text.strip(),
        "relations": ties,
        "benefits": {ref: words.strip() for ref, words in (benefits or {}).items() if ref in ties},
        "fee_model": fee_model,
        "awards": dict(awards or {}),
    }
    if any(_plain(getattr(row, name)) != value for name, value in told.items()):
        row.acknowledged_on = None
        row.acknowledged_by = ""
    for name, value in told.items():
        setattr(row, name, value)
    row.declared_on = on
    session.flush()
    return row.id


def acknowledge(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> None:
    """Record that the owner has read the broker's disclosure."""
    open_project(session, project_id, on)
    row = _disclosure(session, project_id)
    if row is None:
        raise DomainError(say("There is no disclosure to read yet. The broker files it first."))
    row.acknowledged_on = on
    row.acknowledged_by = person


def keep_run(
    session: Session,
    *,
    project_id: uuid.UUID,
    engine: str,
    inputs: Mapping[str, Any],
    candidates: Sequence[CandidateFacts],
    on: date,
    evidence: Mapping[str, Any] | None = None,
) -> uuid.UUID:
    """Keep a ranking with its inputs and return its id; `evidence` is what it can be made again from.

    A provider that was a candidate before keeps its row, and with it its tick, invitation, reason
    and waivers. One that is no longer ranked is taken off, unless it was invited or ticked, or somebody
    wrote a reason for it, as for one added by hand.
    """
    open_project(session, project_id, on)
    run = MatchRun(
        project_id=project_id, ran_on=on, engine=engine, inputs=dict(inputs), evidence=dict(evidence or {})
    )
    session.add(run)
    session.flush()
    before = {row.provider_ref: row for row in _candidates(session, project_id)}
    for facts in candidates:
        row = before.pop(facts.provider_ref, None)
        if row is None:
            row = Candidate(project_id=project_id, provider_ref=facts.provider_ref, name=facts.name)
            session.add(row)
        row.match_run_id = run.id
        row.name = facts.name
        row.place = facts.place
        row.snapshot = dict(facts.snapshot)
        row.outcome = dict(facts.outcome)
    for gone in before.values():
        if gone.invited_on is None and not gone.ticked and not gone.reason.strip():
            session.delete(gone)
    session.flush()
    return run.id


def add_by_hand(
    session: Session, *, project_id: uuid.UUID, facts: CandidateFacts, reason: str, on: date
) -> uuid.UUID:
    """Put a provider on the shortlist by hand, with the reason. Returns the candidate's id."""
    open_project(session, project_id, on)
    _require_reason(reason)
    if any(row.provider_ref == facts.provider_ref for row in _candidates(session, project_id)):
        raise DomainError(say("{name} is on this list already.", name=facts.name))
    row = Candidate(
        project_id=project_id,
        provider_ref=facts.provider_ref,
        name=facts.name,
        place=facts.place,
        snapshot=dict(facts.snapshot),
        outcome=dict(facts.outcome),
        reason=reason.strip(),
    )
    session.add(row)
    session.flush()
    return row.id


@dataclass(frozen=True, slots=True)
class PutForward:
    """Names by what became of them: marked to be asked, kept from it by the rules, or asked before."""

    marked: tuple[str, ...]
    kept_off: tuple[str, ...]
    asked_before: tuple[str, ...]


def put_forward(
    session: Session, *, project_id: uuid.UUID, providers: Sequence[CandidateFacts], reason: str, on: date
) -> PutForward:
    """Put several providers on the list with one reason, and mark those whom the rules let be asked.

    One that stands there already keeps its place and what was written for it.
    """
    open_project(session, project_id, on)
    _require_reason(reason)
    listed = {row.provider_ref: row for row in _candidates(session, project_id)}
    marked, kept_off, before = [], [], []
    for facts in providers:
        row = listed.get(facts.provider_ref)
        if row is None:
            added = add_by_hand(session, project_id=project_id, facts=facts, reason=reason, on=on)
            row = find_candidate(session, added)
        if row.invited_on is not None:
            before.append(row.name)
            continue
        row.reason = row.reason.strip() or reason.strip()
        try:
            _require_askable(session, row)
        except DomainError:
            kept_off.append(row.name)
        else:
            row.ticked = True
            marked.append(row.name)
    return PutForward(tuple(marked), tuple(kept_off), tuple(before))


def tick(session: Session, *, candidate_id: uuid.UUID, ticked: bool, on: date) -> None:
    """Mark a candidate as one to ask, or take the mark off.

    Refused where a rule keeps it off the list without a waiver, or where something was not checked
    and nobody has written a reason to ask all the same.
    """
    row = find_candidate(session, candidate_id)
    open_project(session, row.project_id, on)
    if ticked:
        _require_askable(session, row)
    elif row.invited_on is not None:
        raise DomainError(say("{name} has been asked already, so the mark stays.", name=row.name))
    row.ticked = ticked


def give_reason(session: Session, *, candidate_id: uuid.UUID, reason: str, on: date) -> None:
    """Write why a provider may be asked although something about it was not checked."""
    row = find_candidate(session, candidate_id)
    open_project(session, row.project_id, on)
    _require_reason(reason)
    row.reason = reason.strip()


def move(session: Session, *, candidate_id: uuid.UUID, to: int, reason: str, person: str, on: date) -> None:
    """Show a candidate at place `to` of the list (1 is the top), with the reason; no score is touched by it.

    What the ranking made of it stays beside it: its match, and the place it had by that.
    """
    row = find_candidate(session, candidate_id)
    open_project(session, row.project_id, on)
    if to < 1:
        raise DomainError(say("Say where in the list it is to stand."))
    _require_reason(reason)
    row.moved = {"to": to, "reason": reason.strip(), "by": person, "on": on.isoformat()}


def put_back(session: Session, *, candidate_id: uuid.UUID, on: date) -> None:
    """Let a candidate stand again where the ranking put it."""
    row = find_candidate(session, candidate_id)
    open_project(session, row.project_id, on)
    row.moved = {}


def write_note(session: Session, *, candidate_id: uuid.UUID, note: str) -> None:
    """Keep the broker's private note on a candidate."""
    find_candidate(session, candidate_id).broker_note = note.strip()


def write_waiver(session: Session, *, candidate_id: uuid.UUID, gate: str, reason: str, on: date) -> uuid.UUID:
    """Set a failed rule aside in writing, for the owner to read. Only a rule that may be waived can be."""
    row = find_candidate(session, candidate_id)
    open_project(session, row.project_id, on)
    rule = load_knowledge().matching.gates.get(gate)
    if rule is None or not rule.waivable:
        raise DomainError(say("This rule cannot be set aside: it protects the owner in every project."))
    _require_reason(reason)
    waiver = Waiver(
        project_id=row.project_id, candidate_id=row.id, gate=gate, reason=reason.strip(), written_on=on
    )
    session.add(waiver)
    session.flush()
    return waiver.id


def sign_as_second_broker(
    session: Session, *, candidate_id: uuid.UUID, person: str, reason: str, on: date
) -> uuid.UUID:
    """Record that another broker looked at this and stands behind it, for the owner to read before choosing."""
    row = find_candidate(session, candidate_id)
    project = open_project(session, row.project_id, on)
    if not must_sign(row, _disclosure(session, row.project_id)):
        raise DomainError(say("No second broker has to sign for {name}.", name=row.name))
    if not person.strip():
        raise DomainError(say("Type the second broker’s full name."))
    if same_text(person) in map(same_text, (project.broker_name, project.owner_name)):
        raise DomainError(say("Somebody else has to sign: neither this project’s broker nor its owner."))
    _require_reason(reason)
    words = say("{person}, second broker: {reason}", person=person.strip(), reason=reason.strip())
    written = Waiver(project_id=row.project_id, candidate_id=row.id, gate=SIGNED, reason=words, written_on=on)
    session.add(written)
    session.flush()
    return written.id


def withdraw_waiver(session: Session, *, waiver_id: uuid.UUID, on: date) -> None:
    """Let the rule stand again; a mark that rested on the waiver goes."""
    waiver = session.get(Waiver, waiver_id)
    if waiver is None or waiver.deleted:
        raise DomainError(say("This waiver is no longer there."))
    open_project(session, waiver.project_id, on)
    candidate = find_candidate(session, waiver.candidate_id)
    if candidate.invited_on is not None:
        raise DomainError(say("{name} was asked because of this waiver, so it stays.", name=candidate.name))
    session.delete(waiver)
    candidate.ticked = False


def find_candidate(session: Session, candidate_id: uuid.UUID) -> Candidate:
    """The candidate; raises DomainError where it is gone."""
    row = session.get(Candidate, candidate_id)
    if row is None or row.deleted:
        raise DomainError(say("This provider is no longer on the list. Rank the providers again."))
    return row


def waived_gates(session: Session, candidate_id: uuid.UUID) -> frozenset[str]:
    """The rules set aside for a candidate."""
    return frozenset(session.scalars(select(Waiver.gate).where(Waiver.candidate_id == candidate_id)))


def _require_askable(session: Session, row: Candidate) -> None:
    gates: Sequence[Mapping[str, Any]] = row.outcome.get("gates", ())
    waived = waived_gates(session, row.id)
    failed = [gate for gate in gates if gate["answer"] == Answer.FAIL and gate["gate"] not in waived]
    if failed:
        raise DomainError(
            say(
                "{name} cannot be asked: a rule keeps it off the list. Where the rule allows it, "
                "write a waiver first.",
                name=row.name,
            )
        )
    unchecked = [gate for gate in gates if gate["answer"] == Answer.NOT_CHECKED]
    if unchecked and not row.reason.strip():
        raise DomainError(
            say(
                "Something about {name} has not been checked. Write a reason to ask all the same, "
                "or check it first.",
                name=row.name,
            )
        )
    _require_fresh(row)


def _require_fresh(row: Candidate) -> None:
    """Checks of more than a year ago may have changed since: asking on them takes a written reason."""
    if checks_stale(row.snapshot) and not row.reason.strip():
        raise DomainError(
            say(
                "The checks of {name} are more than a year old. Renew them first, or write a reason to ask all "
                "the same.",
                name=row.name,
            )
        )


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise DomainError(say("Write the reason in a few words; the owner reads it."))


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def _disclosure(session: Session, project_id: uuid.UUID) -> Disclosure | None:
    return session.scalars(select(Disclosure).where(Disclosure.project_id == project_id)).first()


def _candidates(session: Session, project_id: uuid.UUID) -> Sequence[Candidate]:
    return session.scalars(select(Candidate).where(Candidate.project_id == project_id)).all()
