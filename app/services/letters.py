"""Settle the words of a letter to a provider: somebody has read it before it can be issued."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.documents import Document
from app.domain.errors import DomainError
from app.domain.letters import (
    LETTERS,
    OF_A_DECISION,
    WRITTEN_FROM,
    Correspondence,
    Letter,
    correspondence,
    leak,
    leak_words,
)
from app.domain.quotes import Quote
from app.persistence.project_rows import rows_of_project
from app.services.found import found
from app.services.projects import find_project
from app.words import say

MOST_LINES = 12
LONGEST_LINE = 500


def review(
    session: Session,
    *,
    quote_id: uuid.UUID,
    kind: str,
    strengths: Sequence[str],
    weaknesses: Sequence[str],
    words: str,
    person: str,
    on: date,
) -> uuid.UUID:
    """Settle what a letter says, after reading it; returns its id. What was settled before is replaced.

    Refuses a line that gives away another bidder's name or price, whoever wrote it.
    """
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    if kind not in LETTERS:
        raise DomainError(say("There is no letter of this kind."))
    if not person.strip():
        raise DomainError(say("Say who has read the letter."))
    known = correspondence_of(session, quote.project_id)
    decision = known.decision(kind, quote)
    if decision is None:
        raise DomainError(say("There is no decision that this letter could tell."))
    good, bad = _lines(strengths), _lines(weaknesses)
    if told := leak((*good, *bad, words), known.others(quote)):
        raise DomainError(leak_words(told))
    letter = known.letter(kind, quote) or Letter(
        project_id=quote.project_id, decision_id=decision.id, quote_id=quote.id, kind=str(kind)
    )
    session.add(letter)
    letter.strengths, letter.weaknesses, letter.words = list(good), list(bad), words.strip()
    letter.reviewed_by, letter.reviewed_on = person.strip(), on
    find_project(session, quote.project_id).changed_on = on
    return letter.id


def line_faults(
    session: Session,
    *,
    quote_id: uuid.UUID,
    kind: str,
    strengths: Sequence[str],
    weaknesses: Sequence[str],
    words: str,
) -> dict[str, str]:
    """What of a letter may not stand in it, a sentence a list: for whoever is reading it. Writes nothing."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    others = correspondence_of(session, quote.project_id).others(quote)
    told = {"strengths": strengths, "weaknesses": weaknesses, "words": words.splitlines()}
    return {name: leak_words(fault) for name, lines in told.items() if (fault := leak(lines, others))}


def hand_over(session: Session, *, document_id: uuid.UUID, person: str, on: date) -> None:
    """Say that a letter was handed over to whom it is for; a second time changes nothing."""
    document = found(session, Document, document_id, say("This document is no longer here."))
    if document.kind not in LETTERS or document.state != "issued":
        raise DomainError(say("Only a letter that was issued and still holds can be handed over."))
    if document.handed_on is None:
        document.handed_on, document.handed_by = on, person.strip()
        find_project(session, document.project_id).changed_on = on


def draft_again(session: Session, *, quote_id: uuid.UUID, kind: str, on: date) -> None:
    """Forget what was settled, so that the letter is drafted from the record again."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    letter = correspondence_of(session, quote.project_id).letter(kind, quote)
    if letter is not None:
        session.delete(letter)
        find_project(session, quote.project_id).changed_on = on


def require_reviewed(session: Session, *, quote_id: uuid.UUID, kind: str) -> None:
    """Refuse to issue a letter that nobody has read, or that says what has to stay with another bidder."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    known = correspondence_of(session, quote.project_id)
    letter = known.letter(kind, quote)
    if letter is None or letter.reviewed_on is None:
        raise DomainError(say("Read the letter first and mark it as reviewed; then it can be issued."))
    lines = (*letter.strengths, *letter.weaknesses, letter.words)
    if told := leak(lines, known.others(quote)):
        raise DomainError(leak_words(told))


def supersede_decided(session: Session, *, project_id: uuid.UUID, reason: str) -> tuple[str, ...]:
    """Mark what was issued on a decision that is taken back; returns the numbers of the letters among it.

    Who holds such a letter is told by a correction, which then takes its place.
    """
    issued = session.scalars(
        select(Document)
        .where(
            Document.project_id == project_id, Document.kind.in_(OF_A_DECISION), Document.state == "issued"
        )
        .order_by(Document.issued_on, Document.id)
    ).all()
    for document in issued:
        document.state, document.withdrawn_because = "superseded", reason
    return tuple(document.number for document in issued if document.kind in LETTERS)


def correct(session: Session, *, quote_id: uuid.UUID, number: str) -> None:
    """Name the correction that takes the place of the letters this provider holds and that no longer hold."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    for document in correspondence_of(session, quote.project_id).uncorrected(quote):
        document.superseded_by = number


def correspondence_of(session: Session, project_id: uuid.UUID) -> Correspondence:
    """What the letters of a project are told from. Notes of the broker's own are not read."""
    return correspondence(rows_of_project(session, WRITTEN_FROM, project_id))


def _lines(found_lines: Sequence[str]) -> tuple[str, ...]:
    kept = tuple(" ".join(line.split()) for line in found_lines if line.strip())
    if len(kept) > MOST_LINES:
        raise DomainError(say("Keep at most {count} points: more are not read.", count=MOST_LINES))
    long = next((line for line in kept if len(line) > LONGEST_LINE), "")
    if long:
        raise DomainError(say("A point may have at most {count} characters.", count=LONGEST_LINE))
    return kept
