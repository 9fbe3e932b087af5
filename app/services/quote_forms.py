"""What the form of a quote does in one step: keep it, hand it in, and keep what is ours beside it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.errors import DomainError
from app.domain.quotes import WRITABLE, Quote
from app.domain.shortlists import QuoteRequest
from app.services.evaluations import note_look
from app.services.found import found
from app.services.projects import open_project
from app.services.quotes import (
    CoverageFacts,
    LineFacts,
    QuoteFacts,
    renew,
    save_quote,
    set_allowance,
    submit,
)
from app.words import say

Gaps = Mapping[uuid.UUID, tuple[Money | None, str]]
"""Must-have → the allowance for its gap and what it rests on; only those that changed."""


def keep_form(
    session: Session,
    *,
    quote_id: uuid.UUID,
    facts: QuoteFacts,
    lines: Sequence[LineFacts],
    coverage: Sequence[CoverageFacts],
    gaps: Gaps,
    with_notes: bool,
    hand_in: bool,
    person: str,
    on: date,
    reader: str = "",
) -> None:
    """Keep everything the form shows and, with `hand_in`, record that the quote is in.

    `reader` is who typed it and knows its price from now on.

    Without `with_notes` the broker's private notes stay as they are: whoever does not see them must not
    be able to wipe them either.
    """
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    if not with_notes:
        facts = replace(facts, notes=quote.notes)
    save_quote(session, quote_id=quote_id, facts=facts, lines=lines, coverage=coverage, person=person, on=on)
    session.flush()
    if facts.price is not None:
        _note_typed(session, quote, reader, on)
    _keep_gaps(session, quote_id, gaps, on)
    if hand_in and quote.state == "draft":
        submit(session, quote_id=quote_id, person=person, on=on)


def keep_ours(
    session: Session, *, quote_id: uuid.UUID, gaps: Gaps, valid_until: date | None, on: date
) -> None:
    """Once a quote is compared: our allowances, and a later last day if the provider holds its price."""
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    _keep_gaps(session, quote_id, gaps, on)
    if valid_until is not None and valid_until != quote.valid_until:
        renew(session, quote_id=quote_id, valid_until=valid_until, on=on)


def attach_original(
    session: Session, *, quote_id: uuid.UUID, sha256: str, name: str, on: date, reader: str = ""
) -> None:
    """Keep the file a quote came in with it, or take it off; its bytes are in the attachments already.

    `reader` is who put it there, and has it before their eyes.
    """
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    open_project(session, quote.project_id, on)
    if quote.state not in WRITABLE:
        raise DomainError(
            say("{provider}'s quote has been compared, so it stays as it is.", provider=quote.provider_name)
        )
    quote.original, quote.original_name = sha256, name
    if sha256:
        _note_typed(session, quote, reader, on)


def _note_typed(session: Session, quote: Quote, reader: str, on: date) -> None:
    request = session.get(QuoteRequest, quote.request_id) if quote.request_id is not None else None
    if request is not None and request.state != "decided":
        note_look(session, request, reader, on, quote.id)


def _keep_gaps(session: Session, quote_id: uuid.UUID, gaps: Gaps, on: date) -> None:
    for item_id, (amount, basis) in gaps.items():
        set_allowance(session, quote_id=quote_id, item_id=item_id, allowance=amount, basis=basis, on=on)
