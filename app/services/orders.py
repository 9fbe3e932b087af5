"""Take up an order that was issued: its terms become the choice and a plan of one stage, in one act."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.quote_facts import CoverageFacts, QuoteFacts
from app.domain.brief_choices import OrderTerms, order_terms, promised_day, signed_words
from app.domain.briefs import ItemKind
from app.domain.documents import Document, in_force
from app.domain.errors import DomainError
from app.domain.projects import BEFORE_AWARD
from app.persistence.moments import answers_at
from app.services.brief_items import add_item
from app.services.decisions import award
from app.services.engagements import draft_plan
from app.services.plan_versions import musts_of
from app.services.projects import named_by_owner, open_project
from app.services.quotes import make_comparable, record_existing_quote, save_quote, submit
from app.services.scoping import scope_at_once, values
from app.services.suggested_changes import take_as_owners
from app.words import say


def take_up(session: Session, *, project_id: uuid.UUID, typed_name: str, on: date) -> uuid.UUID:
    """Make the issued order the choice and draft its plan; returns the id of the engagement. Binding.

    The project takes the steps of every project, each on record, with what nobody looked at called not yet
    checked. What the order says is the quote: its price or ceiling, its day, and that it covers every must-have.
    The brief stays open after an order is issued; where it now says other things, nobody has signed them, and the
    order is not taken up.
    """
    project = open_project(session, project_id, on)
    project.require(*BEFORE_AWARD, otherwise=say("A provider has been chosen already."))
    given = values(session, project)
    terms = replace(order_terms(given), ready_by=promised_day(given))
    issued = session.scalars(select(Document).where(*in_force(project_id, "ORD"))).first()
    if issued is None or terms.price is None or not terms.provider:
        raise DomainError(say("Issue the order first. It says what both sides agree to."))
    named_by_owner(project, typed_name, say("Type your full name to take up this order"))
    _require_as_issued(session, issued, given)
    if not musts_of(session, project_id):
        outcome = str(given.get("b3.outcome") or project.title)
        add_item(session, project_id=project_id, kind=ItemKind.MUST, text=outcome, on=on)
    scope_at_once(session, project, typed_name.strip(), on)
    take_as_owners(session, project_id)
    quote = record_existing_quote(session, project_id=project_id, provider_name=terms.provider, on=on)
    _write(session, project_id, quote, terms, on)
    submit(session, quote_id=quote, on=on)
    make_comparable(session, project_id=project_id, on=on, person=typed_name)
    engagement = award(
        session,
        project_id=project_id,
        quote_id=quote,
        reasons=(),
        words=say("Ordered on one page with {number}, as a small job is.", number=issued.number),
        typed_name=typed_name,
        on=on,
    )
    draft_plan(session, project_id=project_id, on=on)
    return engagement


def _require_as_issued(session: Session, issued: Document, given: Mapping[str, Any]) -> None:
    """What the order took from the brief must still stand there as it did when the order was issued."""
    then = answers_at(session, issued.id, project_id=issued.project_id)
    if then is not None and signed_words(then) != signed_words(given):
        raise DomainError(
            say(
                "The brief has changed since {number} was issued, so nobody has agreed to what it says now. "
                "Withdraw the order and issue it anew.",
                number=issued.number,
            )
        )


def _write(session: Session, project_id: uuid.UUID, quote: uuid.UUID, terms: OrderTerms, on: date) -> None:
    """The order as a quote; a ceiling is what a plan reckons with until less was needed."""
    facts = QuoteFacts(
        received_on=on,
        pricing_model="PRC-CAP" if terms.hourly else "PRC-FIX",
        price=terms.price,
        ready_by=terms.ready_by,
    )
    coverage = tuple(CoverageFacts(must.id, "included") for must in musts_of(session, project_id))
    save_quote(session, quote_id=quote, facts=facts, coverage=coverage, on=on)
