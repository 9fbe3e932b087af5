"""Choose a quote, choose none, or take a choice back: in the owner's words and under their typed name."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.awards import FEWEST_CHARACTERS, NONE_REASONS, award_refusal, candidate_for
from app.domain.engagements import Engagement
from app.domain.errors import DomainError
from app.domain.plan_drafts import opening_retention, opening_warranty
from app.domain.projects import Project
from app.domain.quotes import Decision, Quote
from app.domain.shortlists import Candidate, Disclosure, QuoteRequest, Waiver
from app.knowledge import load_knowledge
from app.persistence.journal import binding
from app.services.evaluations import judging_of
from app.services.found import found
from app.services.letters import supersede_decided
from app.services.lifecycle import Act, advance, begin
from app.services.projects import open_project, require_name
from app.services.quote_requests import open_request, quotes_of
from app.services.standing_again import stand_again
from app.words import say


def award(
    session: Session,
    *,
    project_id: uuid.UUID,
    quote_id: uuid.UUID,
    reasons: Sequence[str],
    words: str,
    typed_name: str,
    on: date,
) -> uuid.UUID:
    """Choose a quote and return the id of the engagement that begins with it. Binding.

    `reasons` name the rows of the comparison that decided it. Refuses a quote that is not compared, has no
    price or has run out, a provider with a gate that is not checked, or failed without a waiver, one that a second
    broker has to sign for, and a quote that an open red flag or a score too low stops.
    """
    project = open_project(session, project_id, on)
    project.require("sourcing", otherwise=say("There is nothing to choose from at this point."))
    quote = found(session, Quote, quote_id, say("This quote is no longer here."))
    request = open_request(session, project_id)
    if request is None or request.state != "evaluated" or quote.request_id != request.id:
        raise DomainError(say("Compare the quotes first, then choose one of them."))
    _require_awardable(session, quote, on)
    _require_words(words)
    require_name(project, typed_name, say("Type your full name to choose this provider"))
    for other in quotes_of(session, request):
        event = "accept" if other.id == quote.id else "other chosen"
        if other.state == "scored":
            advance(session, "Quote", project_id, other, event, who="owner", on=on, person=typed_name)
    _decide(session, request, project_id, typed_name, on)
    advance(session, "Project", project_id, project, "accept a quote", who="owner", on=on, person=typed_name)
    session.add(
        Decision(
            project_id=project_id,
            quote_id=quote.id,
            reasons=list(reasons),
            words=words.strip(),
            typed_name=typed_name.strip(),
            decided_on=on,
        )
    )
    engagement = _engagement(project, quote)
    session.add(engagement)
    session.flush()
    begin(session, "Engagement", project_id, engagement, "award", Act("system", on))
    binding(
        session,
        say("The choice is made and others may have been told. Take it back with a reason instead."),
    )
    return engagement.id


def choose_none(
    session: Session, *, project_id: uuid.UUID, reason_code: str, words: str, typed_name: str, on: date
) -> None:
    """Choose none of the quotes; the project goes back to where others can be asked. Binding."""
    project = open_project(session, project_id, on)
    project.require("sourcing", otherwise=say("There is nothing to choose from at this point."))
    if reason_code not in NONE_REASONS:
        raise DomainError(say("Choose what decided it, then choose none."))
    _require_words(words)
    require_name(project, typed_name, say("Type your full name to choose none"))
    request = open_request(session, project_id)
    if request is not None:
        for quote in quotes_of(session, request):
            if quote.state == "scored":
                advance(
                    session, "Quote", project_id, quote, "other chosen", who="owner", on=on, person=typed_name
                )
        if request.state == "evaluated":
            _decide(session, request, project_id, typed_name, on)
        elif request.state != "approved":
            event = {"closed": "too few quotes", "draft": "drop"}.get(request.state, "withdraw with reason")
            advance(
                session, "QuoteRequest", project_id, request, event, who="owner", on=on, person=typed_name
            )
    advance(
        session, "Project", project_id, project, "no suitable quote", who="owner", on=on, person=typed_name
    )
    session.add(
        Decision(
            project_id=project_id,
            reasons=[reason_code],
            words=words.strip(),
            typed_name=typed_name.strip(),
            decided_on=on,
        )
    )
    binding(session, say("Choosing none is on record. You can ask other providers at any time."))


def withdraw_award(
    session: Session, *, project_id: uuid.UUID, reason: str, typed_name: str, on: date
) -> tuple[str, ...]:
    """Take back a choice before both sides have signed. Binding: the record of it stays.

    The quotes that were not chosen stand again in a new round, compared, so that another can be chosen. What was
    issued on the choice no longer holds; the numbers of the letters among it are returned, as somebody has them.
    """
    project = open_project(session, project_id, on)
    project.require("awarded", otherwise=say("A choice can be taken back until both sides have signed."))
    if len(reason.strip()) < FEWEST_CHARACTERS:
        raise DomainError(say("Say in a sentence why the choice is taken back."))
    require_name(project, typed_name, say("Type your full name to take back the choice"))
    decision = session.scalars(
        select(Decision)
        .where(Decision.project_id == project_id, Decision.stands)
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
    ).first()
    engagement = session.scalars(
        select(Engagement).where(
            Engagement.project_id == project_id, Engagement.state.in_(("drafting", "ready_to_sign"))
        )
    ).first()
    if decision is None or decision.quote_id is None or engagement is None:
        raise DomainError(say("There is no choice to take back."))
    decision.stands = False
    decision.withdrawn_reason = reason.strip()
    event = "fail to agree in 20 wd" if engagement.state == "drafting" else "fail to sign in 20 wd"
    advance(session, "Engagement", project_id, engagement, event, who="owner", on=on, person=typed_name)
    advance(session, "Project", project_id, project, "signing fails", who="broker", on=on)
    stand_again(session, project, decision.quote_id, typed_name, on)
    letters = supersede_decided(session, project_id=project_id, reason=decision.withdrawn_reason)
    binding(session, say("Taking back the choice is on record. Choose again instead."))
    return letters


def _require_awardable(session: Session, quote: Quote, on: date) -> None:
    if quote.state != "scored":
        raise DomainError(
            say("{provider}'s quote can't be chosen as it stands.", provider=quote.provider_name)
        )
    of_project = quote.project_id
    candidates = session.scalars(select(Candidate).where(Candidate.project_id == of_project)).all()
    waivers = session.scalars(select(Waiver).where(Waiver.project_id == of_project)).all()
    judged = judging_of(session, quote, on)
    filed = session.scalars(select(Disclosure).where(Disclosure.project_id == of_project)).first()
    refusal = award_refusal(quote, candidate_for(quote, candidates), waivers, on, judged, filed)
    if refusal:
        raise DomainError(refusal)


def _require_words(words: str) -> None:
    if len(words.strip()) < FEWEST_CHARACTERS:
        raise DomainError(
            say(
                "Say why in your own words, in at least {count} characters. It helps you later.",
                count=FEWEST_CHARACTERS,
            )
        )


def _decide(session: Session, request: QuoteRequest, project_id: uuid.UUID, person: str, on: date) -> None:
    advance(
        session,
        "QuoteRequest",
        project_id,
        request,
        "award or no award",
        who="owner",
        on=on,
        person=person,
    )


def _engagement(project: Project, quote: Quote) -> Engagement:
    clock = load_knowledge().engagement.acceptance.clock
    days = {"micro_task": clock.micro_task_wd, "blended_project": clock.blended_wd}
    return Engagement(
        project_id=project.id,
        quote_id=quote.id,
        provider_name=quote.provider_name,
        price=quote.price,
        pricing_model=quote.pricing_model,
        retention_share=opening_retention(quote.price, quote.retention_share, project.sourcing_class),
        warranty_days=opening_warranty(quote.warranty_days),
        review_days=days.get(project.sourcing_class, clock.project_wd),
        shared_hours=quote.shared_hours,
    )
