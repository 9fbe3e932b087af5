"""What is learned of a provider for this decision: interviews, references on the telephone, and red flags."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.analysis.evaluation import valid_mark
from app.analysis.references import LEAST, MOST, QUESTIONS
from app.domain.base import Entity
from app.domain.errors import DomainError
from app.domain.evaluations import AGAIN, Interview, RedFlag, ReferenceCall
from app.domain.quotes import Quote
from app.domain.shortlists import QuoteRequest
from app.knowledge import load_knowledge
from app.services.evaluations import SHORTEST_REASON, SHORTEST_SENTENCE, evaluation_of, judged_quote
from app.services.found import found
from app.words import say

E = TypeVar("E", bound=Entity)

ASKED = ("issued", "extended", "closed", "evaluated")
"""States of a round in which one may already talk to those who were asked."""


def record_interview(
    session: Session,
    *,
    quote_id: uuid.UUID,
    role: str,
    mark: Decimal,
    sentence: str,
    answers: Mapping[str, str] | None = None,
    interview_id: uuid.UUID | None = None,
    person: str,
    on: date,
) -> uuid.UUID:
    """Write down a talk with whoever would fill a role, scored to the role. No name of a person is kept.

    `answers` are what was said, by the question as it was put. `interview_id` rewrites an earlier one.
    """
    quote = judged_quote(session, quote_id, on, *ASKED)
    if role not in load_knowledge().roles.roles:
        raise DomainError(say("Choose the role that the interview was about."))
    if not valid_mark(mark):
        raise DomainError(say("A score goes from 0 to 5, by halves."))
    _require_sentence(sentence)
    _require_person(person)
    kept = {
        "role": role,
        "mark": mark,
        "sentence": sentence.strip(),
        "answers": _said(answers or {}),
        "held_on": on,
        "held_by": person.strip(),
    }
    return _written(session, Interview, interview_id, quote, kept, say("This interview is no longer here."))


def forget_interview(session: Session, *, interview_id: uuid.UUID, on: date) -> None:
    """Take an interview off the record of a quote."""
    row = found(session, Interview, interview_id, say("This interview is no longer here."))
    judged_quote(session, row.quote_id, on, *ASKED)
    session.delete(row)


def record_reference(
    session: Session,
    *,
    quote_id: uuid.UUID,
    client: str,
    answers: Mapping[str, Decimal],
    again: str,
    but: str = "",
    told: Mapping[str, str] | None = None,
    call_id: uuid.UUID | None = None,
    person: str,
    on: date,
) -> uuid.UUID:
    """Write down what a client of the provider said on the telephone: five answers from 1 to 5, by halves.

    A client who would not place the same order again holds proven results down to 2.
    """
    quote = judged_quote(session, quote_id, on, *ASKED)
    if not client.strip():
        raise DomainError(say("Say which client it was, by its kind of business and size."))
    wrong = [name for name in QUESTIONS if not _valid_answer(answers.get(name))]
    if wrong or set(answers) - set(QUESTIONS):
        raise DomainError(say("Each of the five answers takes a mark from 1 to 5."))
    if again not in AGAIN:
        raise DomainError(say("Say whether they would place the same order again."))
    if again == "yes_but" and not but.strip():
        raise DomainError(say("They said “yes, but”. Write down what the “but” is."))
    _require_person(person)
    kept = {
        "client": client.strip(),
        "answers": {name: format(answers[name], "f") for name in QUESTIONS},
        "again": again,
        "but": but.strip(),
        "told": _said(told or {}),
        "called_on": on,
        "called_by": person.strip(),
    }
    return _written(session, ReferenceCall, call_id, quote, kept, say("This call is no longer here."))


def forget_reference(session: Session, *, call_id: uuid.UUID, on: date) -> None:
    """Take a call to a reference off the record of a quote."""
    row = found(session, ReferenceCall, call_id, say("This call is no longer here."))
    judged_quote(session, row.quote_id, on, *ASKED)
    session.delete(row)


def raise_red_flag(
    session: Session, *, quote_id: uuid.UUID, sign: str, evidence: str, person: str, on: date
) -> uuid.UUID:
    """Write down a warning sign, or a check of the quote that came out badly, with what it rests on."""
    quote = judged_quote(session, quote_id, on, *ASKED)
    matching = load_knowledge().matching
    if sign not in matching.red_flags and sign not in matching.quote_evaluation_checklist:
        raise DomainError(say("Choose the warning sign from the list."))
    _require_sentence(evidence)
    _require_person(person)
    flag = matching.red_flags.get(sign)
    row = RedFlag(
        project_id=quote.project_id,
        quote_id=quote.id,
        sign=sign,
        severity=flag.severity if flag is not None else 0,
        evidence=evidence.strip(),
        raised_on=on,
        raised_by=person.strip(),
    )
    session.add(row)
    session.flush()
    return row.id


def close_red_flag(session: Session, *, flag_id: uuid.UUID, because: str, person: str, on: date) -> None:
    """Say why a warning sign no longer counts. It stays on record with that reason."""
    row = found(session, RedFlag, flag_id, say("This red flag is no longer here."))
    judged_quote(session, row.quote_id, on, *ASKED)
    if not row.is_open:
        raise DomainError(say("This red flag is closed already."))
    if len(because.strip()) < SHORTEST_REASON:
        raise DomainError(
            say("Say why it no longer counts, in at least {count} characters.", count=SHORTEST_REASON)
        )
    _require_person(person)
    row.closed_on, row.closed_by, row.closed_because = on, person.strip(), because.strip()


def reopen_red_flag(session: Session, *, flag_id: uuid.UUID, on: date) -> None:
    """Let a warning sign count again."""
    row = found(session, RedFlag, flag_id, say("This red flag is no longer here."))
    judged_quote(session, row.quote_id, on, *ASKED)
    row.closed_on, row.closed_by, row.closed_because = None, "", ""


def explain_red_flags(session: Session, *, quote_id: uuid.UUID, because: str, on: date) -> None:
    """Write why an award is still right although the open red flags of a quote come to more than 8.

    An empty reason takes the explanation back. A single flag of severity 5 is not explained away by it.
    """
    quote = judged_quote(session, quote_id, on, *ASKED)
    if because.strip() and len(because.strip()) < SHORTEST_REASON:
        raise DomainError(
            say("Say why in at least {count} characters; the owner reads it.", count=SHORTEST_REASON)
        )
    request = session.get(QuoteRequest, quote.request_id)
    assert request is not None
    evaluation = evaluation_of(session, request)
    others = {key: words for key, words in evaluation.still_right.items() if key != quote.id.hex}
    evaluation.still_right = {**others, quote.id.hex: because.strip()} if because.strip() else others


def _written(
    session: Session, kind: type[E], key: uuid.UUID | None, quote: Quote, kept: Mapping[str, Any], gone: str
) -> uuid.UUID:
    """What was learned of a quote put into the row of `key`, or into a new one where there is no key."""
    if key is not None:
        row = found(session, kind, key, gone)
        for name, value in kept.items():
            setattr(row, name, value)
        return row.id
    row = kind(project_id=quote.project_id, quote_id=quote.id, **kept)
    session.add(row)
    session.flush()
    return row.id


def _valid_answer(mark: Decimal | None) -> bool:
    return mark is not None and LEAST <= mark <= MOST and valid_mark(mark)


def _said(answers: Mapping[str, str]) -> dict[str, str]:
    return {question: words.strip() for question, words in answers.items() if words.strip()}


def _require_sentence(sentence: str) -> None:
    if len(sentence.strip()) < SHORTEST_SENTENCE:
        raise DomainError(say("Say in a sentence what it rests on."))


def _require_person(person: str) -> None:
    if not person.strip():
        raise DomainError(say("Say who writes this down."))
