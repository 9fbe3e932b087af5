"""Take up an order that was issued: its terms become the choice and a plan of one stage, in one act."""

import uuid
from datetime import date

from sqlalchemy.orm import Session

from app.analysis.quote_facts import CoverageFacts, QuoteFacts
from app.domain.brief_choices import OrderTerms, order_terms
from app.domain.briefs import ItemKind
from app.domain.errors import DomainError
from app.domain.projects import BEFORE_AWARD, Project
from app.services.brief_items import add_item
from app.services.choices import issued_order
from app.services.decisions import award
from app.services.engagements import draft_plan, musts_of
from app.services.lifecycle import advance
from app.services.projects import named_by_owner, open_project
from app.services.quotes import make_comparable, record_existing_quote, save_quote, submit
from app.services.scoping import read, values
from app.words import say

SCOPING = {
    "draft": "finish readiness and strategy questions",
    "assessed": "choose broker",
    "in_advice": "agree brief and estimate",
}
"""The steps of every project up to an agreed brief; the light path takes them as one."""


def take_up(session: Session, *, project_id: uuid.UUID, typed_name: str, on: date) -> uuid.UUID:
    """Make the issued order the choice and draft its plan; returns the id of the engagement. Binding.

    The project takes the steps of every project, each on record, with what nobody looked at called not yet
    checked. What the order says is the quote: its price or ceiling, and that it covers every must-have.
    """
    project = open_project(session, project_id, on)
    project.require(*BEFORE_AWARD, otherwise=say("A provider has been chosen already."))
    terms = order_terms(values(session, project))
    issued = issued_order(session, project_id)
    if not issued or terms.price is None or not terms.provider:
        raise DomainError(say("Issue the order first. It says what both sides agree to."))
    named_by_owner(project, typed_name, say("Type your full name to take up this order"))
    if not musts_of(session, project_id):
        outcome = str(values(session, project).get("b3.outcome") or project.title)
        add_item(session, project_id=project_id, kind=ItemKind.MUST, text=outcome, on=on)
    _scope(session, project, typed_name, on)
    quote = record_existing_quote(session, project_id=project_id, provider_name=terms.provider, on=on)
    _write(session, project_id, quote, terms, on)
    submit(session, quote_id=quote, on=on)
    make_comparable(session, project_id=project_id, on=on, person=typed_name)
    engagement = award(
        session,
        project_id=project_id,
        quote_id=quote,
        reasons=(),
        words=say("Ordered on one page with {number}, as a small job is.", number=issued),
        typed_name=typed_name,
        on=on,
    )
    draft_plan(session, project_id=project_id, on=on)
    return engagement


def _scope(session: Session, project: Project, person: str, on: date) -> None:
    while project.state in SCOPING:
        event = SCOPING[project.state]
        advance(session, "Project", project.id, project, event, who="owner", on=on, person=person)
        if project.state == "scoped":
            project.sourcing_class = read(session, project).sourcing.engagement_class
            project.brief_version += 1
            project.brief_agreed_on = on


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
