"""The life of a credential: claimed, seen, checked, renewed, refused or withdrawn, each step with its day and person.

The broker writes all of it down; `who` is held against the lifecycle of 07_lifecycle.yaml, so that an owner is
refused in words. Nothing here binds: every step can be undone.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.credentials import CheckLevel, CredentialState
from app.domain.credentials import (
    REFUSED,
    require_number,
    require_step,
    rule_of,
    settle,
    state_of,
)
from app.domain.errors import DomainError
from app.domain.providers import CheckOutcome, CredentialStep, ProviderCredential, ProviderPerson
from app.services.providers import find_provider, find_row
from app.words import say

BROKER = "broker"

TO_CHECKED = {
    CredentialState.CLAIMED.value: ("attach evidence", "check with issuer"),
    CredentialState.SEEN.value: ("check with issuer",),
    CredentialState.VERIFIED.value: (),
    CredentialState.EXPIRING.value: ("renewed and checked",),
    CredentialState.DUE_RECHECK.value: ("checked again",),
    CredentialState.EXPIRED.value: ("new evidence", "check with issuer"),
    REFUSED: ("new evidence", "check with issuer"),
}
"""State → the events of the lifecycle by which a check leads to a credential that holds; none where it holds."""

TO_SEEN = {
    CredentialState.CLAIMED.value: "attach evidence",
    CredentialState.EXPIRED.value: "new evidence",
    REFUSED: "new evidence",
}


@dataclass(frozen=True)
class Checked:
    """Who checked, when, how far and where they looked; `who` is the role they act in."""

    on: date
    by: str
    level: int = CheckLevel.CHECKED
    where: str = ""
    who: str = BROKER


@dataclass(frozen=True)
class Dates:
    """What a paper says of its time: issued (or the end of the period it tells of), printed end, last visit."""

    issued_on: date | None = None
    expires_on: date | None = None
    watched_on: date | None = None


def set_credential(
    session: Session,
    *,
    provider_id: uuid.UUID,
    credential: str,
    level: int,
    kind: str = "",
    person_id: uuid.UUID | None = None,
    issuer: str = "",
    number: str = "",
    evidence: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    watched_on: date | None = None,
    checked_by: str = "",
    checked_on: date | None = None,
    checked_where: str = "",
    credential_id: uuid.UUID | None = None,
    on: date | None = None,
    by: str = "",
) -> uuid.UUID:
    """Record a credential as it stands now, in place of what was recorded of it before. Returns the row's id.

    `level` is how far somebody checked: 0 claimed, 1 document seen, 2 checked with the issuer, 3 checked and
    witnessed. `expires_on` is the end that is printed on it; without one the rule of its type says when it ends.
    A person's is a row of its own for each person. With `on`, the step goes on record.
    """
    find_provider(session, provider_id)
    if not 0 <= level <= 3:
        raise DomainError(
            say("The level of checking is 0 (claimed), 1 (seen), 2 (checked) or 3 (witnessed).")
        )
    if issued_on is not None and expires_on is not None and expires_on < issued_on:
        raise DomainError(say("The last day must be the day of issue or later."))
    require_number(credential, number.strip())
    if person_id is not None:
        find_row(session, ProviderPerson, person_id)
    row, before = _row(session, provider_id, credential, person_id, credential_id)
    row.level, row.kind, row.person_id = level, kind, person_id
    row.issuer, row.number, row.evidence = issuer.strip(), number.strip(), evidence.strip()
    row.issued_on, row.printed_end, row.watched_on = issued_on, expires_on, watched_on
    row.checked_by, row.checked_on, row.checked_where = checked_by.strip(), checked_on, checked_where.strip()
    if row.withdrawn_on is not None and level != before:
        _restore(row)
    settle(row)
    if on is not None:
        _note(session, row, _step_to(before, level), on, by or checked_by)
    return row.id


def _row(
    session: Session,
    provider_id: uuid.UUID,
    credential: str,
    person_id: uuid.UUID | None,
    credential_id: uuid.UUID | None,
) -> tuple[ProviderCredential, int | None]:
    """The row and the level it had; None where it is new."""
    if credential_id is not None:
        known = find_row(session, ProviderCredential, credential_id)
        return known, known.level
    found = select(ProviderCredential).where(
        ProviderCredential.provider_id == provider_id,
        ProviderCredential.credential == credential,
        ProviderCredential.person_id.is_(None)
        if person_id is None
        else ProviderCredential.person_id == person_id,
    )
    row = session.scalars(found).first()
    if row is not None:
        return row, row.level
    row = ProviderCredential(provider_id=provider_id, credential=credential)
    session.add(row)
    return row, None


def _step_to(before: int | None, level: int) -> str:
    if before == level:
        return "changed"
    return ("claimed", "seen", "checked", "checked")[level]


def see(
    session: Session, *, credential_id: uuid.UUID, evidence: str, dates: Dates, on: date, by: str,
    who: str = BROKER,
) -> None:  # fmt: skip
    """Write down that the paper was seen: of one that was claimed, or a new one after an end or a refusal."""
    row = find_row(session, ProviderCredential, credential_id)
    event = TO_SEEN.get(state_of(row, on), "attach evidence")
    require_step(row, event, who, on)
    _restore(row)
    row.level, row.checked_on, row.checked_by, row.checked_where = int(CheckLevel.SEEN), None, "", ""
    row.evidence = evidence.strip() or row.evidence
    _set_dates(row, dates)
    _note(session, row, "seen", on, by, evidence.strip())


def check(session: Session, *, credential_id: uuid.UUID, checked: Checked) -> None:
    """Write down that it was checked with the issuer or in a register (2), or witnessed (3)."""
    row = find_row(session, ProviderCredential, credential_id)
    again = _take(row, checked)
    row.outcome = CheckOutcome.PASS
    _note(session, row, "checked_again" if again else "checked", checked.on, checked.by, checked.where)


def renew(
    session: Session, *, credential_id: uuid.UUID, dates: Dates, checked: Checked, number: str = ""
) -> None:
    """Write down a renewal and its check in one step; a number that is not given stays."""
    row = find_row(session, ProviderCredential, credential_id)
    require_number(row.credential, number.strip())
    if dates.expires_on is not None and dates.expires_on < checked.on:
        raise DomainError(say("The renewal must not have ended already. Enter its last day."))
    _take(row, checked)
    row.number = number.strip() or row.number
    row.outcome = CheckOutcome.PASS
    _set_dates(row, dates)
    _note(session, row, "renewed", checked.on, checked.by, checked.where)


def _take(row: ProviderCredential, checked: Checked) -> bool:
    """Hold a check against the lifecycle and write it into the row; True where it held already."""
    if checked.level < CheckLevel.CHECKED:
        raise DomainError(say("A check has level 2 (with the issuer) or 3 (witnessed)."))
    if not checked.by.strip():
        raise DomainError(say("Enter who checked it."))
    at = state_of(row, checked.on)
    if at == CredentialState.REVOKED.value:
        raise DomainError(say("This was withdrawn. Record it anew when there is another one."))
    for event in TO_CHECKED[at][:1]:
        require_step(row, event, checked.who, checked.on)
    if checked.who != BROKER:
        raise DomainError(say("Only the broker can check a credential."))
    _restore(row)
    again = row.level >= CheckLevel.CHECKED
    row.level, row.checked_on, row.checked_by = int(checked.level), checked.on, checked.by.strip()
    row.checked_where = checked.where.strip() or row.checked_where
    if rule_of(row.credential).from_check:
        row.issued_on, row.printed_end = checked.on, None
    settle(row)
    return again


def refuse(
    session: Session, *, credential_id: uuid.UUID, reason: str, on: date, by: str, who: str = BROKER
) -> None:
    """What was shown does not match: the paper is refused, with the reason; another one may be shown."""
    row = find_row(session, ProviderCredential, credential_id)
    require_step(row, "mismatch", who, on)
    _withdraw(session, row, "refused", reason, on, by)


def withdraw(
    session: Session,
    *,
    credential_id: uuid.UUID,
    reason: str,
    false_evidence: bool,
    on: date,
    by: str,
    who: str = BROKER,
) -> None:
    """The issuer withdrew it, or it was false (`false_evidence`), which suspends the provider."""
    row = find_row(session, ProviderCredential, credential_id)
    require_step(row, "issuer withdraws or false", who, on)
    _withdraw(session, row, "withdrawn", reason, on, by)
    row.false_evidence = false_evidence


def _withdraw(session: Session, row: ProviderCredential, step: str, reason: str, on: date, by: str) -> None:
    if not reason.strip():
        raise DomainError(say("Say why, in a few words; the reason is shown beside it."))
    row.withdrawn_on, row.withdrawn_reason = on, reason.strip()
    _note(session, row, step, on, by, reason.strip())


def decide(
    session: Session,
    *,
    credential_id: uuid.UUID,
    outcome: CheckOutcome | str,
    mitigation: str = "",
    on: date,
    by: str,
    who: str = BROKER,
) -> None:
    """Say what came of a check: it passes, needs a person, or fails, with what is done about it and who decided."""
    if who != BROKER:
        raise DomainError(say("Only the broker can decide what came of a check."))
    row = find_row(session, ProviderCredential, credential_id)
    found = CheckOutcome(outcome)
    if not by.strip():
        raise DomainError(say("Enter who decided."))
    if found is CheckOutcome.FAIL and not mitigation.strip():
        raise DomainError(
            say("Write what is done about it, or that nothing can be done. Whoever relies on it reads this.")
        )
    if found is CheckOutcome.NEEDS_PERSON and not mitigation.strip():
        raise DomainError(say("Write what is to be decided, so that whoever decides knows."))
    row.outcome, row.mitigation = found, "" if found is CheckOutcome.PASS else mitigation.strip()
    row.decided_by, row.decided_on = by.strip(), on
    _note(session, row, "decided", on, by, row.mitigation)


def set_evidence(
    session: Session, *, credential_id: uuid.UUID, file_name: str = "", sha256: str = "", size: int = 0
) -> None:
    """Keep the file that shows a credential, or take it off; its bytes are in the attachments already."""
    row = find_row(session, ProviderCredential, credential_id)
    row.file_name, row.sha256, row.size = file_name, sha256, size


def remove_credential(session: Session, *, credential_id: uuid.UUID) -> None:
    """Take a credential off the record, with its steps."""
    row = find_row(session, ProviderCredential, credential_id)
    for step in session.scalars(select(CredentialStep).where(CredentialStep.credential_id == credential_id)):
        session.delete(step)
    session.delete(row)


def _set_dates(row: ProviderCredential, dates: Dates) -> None:
    row.issued_on = dates.issued_on or row.issued_on
    row.printed_end = dates.expires_on
    row.watched_on = dates.watched_on or row.watched_on
    settle(row)


def _restore(row: ProviderCredential) -> None:
    """A new paper stands for itself: what was said against the one before no longer does."""
    row.withdrawn_on, row.withdrawn_reason, row.false_evidence = None, "", False
    row.outcome, row.mitigation, row.decided_by, row.decided_on = CheckOutcome.OPEN, "", "", None


def _note(session: Session, row: ProviderCredential, step: str, on: date, by: str, words: str = "") -> None:
    session.add(
        CredentialStep(
            provider_id=row.provider_id,
            credential_id=row.id,
            step=step,
            taken_on=on,
            person=by.strip(),
            words=words,
        )
    )
