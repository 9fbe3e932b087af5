"""What shows that a provider can do it: finished jobs with their evidence, references, and files kept with it."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.analysis.references import LEAST, MOST, QUESTIONS
from app.domain.errors import DomainError
from app.domain.providers import ProviderFile, ProviderJob, ProviderReference
from app.services.providers import find_provider, find_row
from app.words import say


def set_job(
    session: Session,
    *,
    provider_id: uuid.UUID,
    client: str = "",
    template: str = "",
    sector: str = "",
    closed_on: date | None = None,
    value: Money | None = None,
    checked: bool = False,
    scorecard: Decimal | None = None,
    job_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Record a finished job, or change one (`job_id`). Only one that somebody `checked` counts as proof.

    Returns the row's id; the file that shows it stays.
    """
    find_provider(session, provider_id)
    if scorecard is not None and not 0 <= scorecard <= 100:
        raise DomainError(say("A scorecard's total is from 0 to 100."))
    if job_id is None:
        row = ProviderJob(provider_id=provider_id)
        session.add(row)
    else:
        row = find_row(session, ProviderJob, job_id)
    row.client, row.template, row.sector, row.closed_on = client, template, sector, closed_on
    row.value, row.checked, row.scorecard = value, checked, scorecard
    return row.id


def set_evidence(
    session: Session, *, job_id: uuid.UUID, file_name: str = "", sha256: str = "", size: int = 0
) -> None:
    """Keep the file that shows a job, or take it off; its bytes are in the attachments already."""
    row = find_row(session, ProviderJob, job_id)
    row.file_name, row.sha256, row.size = file_name, sha256, size


def remove_job(session: Session, *, job_id: uuid.UUID) -> None:
    """Take a job off the provider's record."""
    session.delete(find_row(session, ProviderJob, job_id))


def set_reference(
    session: Session,
    *,
    provider_id: uuid.UUID,
    client: str,
    work: str = "",
    finished_on: date | None = None,
    contact: str = "",
    phone: str = "",
    reference_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Name a client who can be asked, or change one (`reference_id`). Returns its id; the call stays."""
    find_provider(session, provider_id)
    if not client.strip():
        raise DomainError(say("Enter for whom the work was done."))
    if reference_id is None:
        row = ProviderReference(provider_id=provider_id, client=client.strip())
        session.add(row)
    else:
        row = find_row(session, ProviderReference, reference_id)
    row.client, row.work, row.finished_on = client.strip(), work.strip(), finished_on
    row.contact, row.phone = contact.strip(), phone.strip()
    return row.id


def log_call(
    session: Session,
    *,
    reference_id: uuid.UUID,
    called_by: str,
    called_on: date,
    answers: Mapping[str, int],
    would_again: bool | None,
    notes: str = "",
) -> None:
    """Write down what a client said on the telephone, in place of what was written down before.

    `answers` are 1 to 5 by the questions of `app.analysis.references`; one that was not asked is left out.
    """
    row = find_row(session, ProviderReference, reference_id)
    if not called_by.strip():
        raise DomainError(say("Enter who called."))
    known = {question: answers[question] for question in QUESTIONS if question in answers}
    if len(known) != len(answers) or not all(LEAST <= answer <= MOST for answer in known.values()):
        raise DomainError(say("Each answer is a number from 1 (bad) to 5 (very good)."))
    row.called_by, row.called_on, row.answers, row.would_again = (
        called_by.strip(),
        called_on,
        known,
        would_again,
    )
    row.notes = notes.strip()


def forget_call(session: Session, *, reference_id: uuid.UUID) -> None:
    """Take a call off the record: the client has not been asked."""
    row = find_row(session, ProviderReference, reference_id)
    row.called_by, row.called_on, row.answers, row.would_again, row.notes = "", None, {}, None, ""


def remove_reference(session: Session, *, reference_id: uuid.UUID) -> None:
    """Take a client off the list of those who can be asked, with the call."""
    session.delete(find_row(session, ProviderReference, reference_id))


def keep_file(
    session: Session, *, provider_id: uuid.UUID, file_name: str, sha256: str, size: int, on: date
) -> uuid.UUID:
    """Keep a file with a provider; its bytes are in the attachments already. Returns the row's id."""
    find_provider(session, provider_id)
    row = ProviderFile(provider_ref=provider_id, name=file_name, sha256=sha256, size=size, added_on=on)
    session.add(row)
    return row.id


def remove_file(session: Session, *, file_id: uuid.UUID) -> None:
    """Let a file go from a provider."""
    session.delete(find_row(session, ProviderFile, file_id))
