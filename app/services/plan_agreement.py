"""Both sides agree to the plan: its text, the provider's word from what came back, and the owner's name."""

import uuid
from datetime import date

from sqlalchemy.orm import Session

from app.analysis.money import Money, sum_money
from app.domain.clause_words import freeze
from app.domain.engagements import Engagement, Payment
from app.domain.errors import DomainError
from app.domain.plan_checks import Plan, plan_findings
from app.domain.projects import Project
from app.persistence.journal import binding
from app.services.lifecycle import Act, advance, begin
from app.services.plan_stages import open_plan
from app.services.plan_versions import fix_signed, fix_text, plan_of
from app.services.projects import require_name
from app.services.stage_payments import make_due_in_advance
from app.services.terms import clauses_now
from app.words import say
from app.words.formats import Formats


def agree_text(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> None:
    """The plan is complete and both sides agree to its text; from here on it only waits for their names."""
    project, engagement = open_plan(session, project_id, on)
    plan = plan_of(session, project, engagement)
    blocking = [finding for finding in plan_findings(plan, _formats(project)) if finding.blocks]
    if blocking:
        raise DomainError(blocking[0].text)
    freeze(clauses_now(session, project, engagement))
    advance(
        session, "Engagement", project_id, engagement, "both agree text", who="owner", on=on, person=person
    )
    fix_text(session, plan, by=person, on=on)


def reopen_text(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> None:
    """Go back to changing the plan; an agreement recorded for the text as it was no longer counts."""
    _, engagement = open_plan(session, project_id, on, "ready_to_sign")
    advance(session, "Engagement", project_id, engagement, "change text", who="owner", on=on, person=person)
    engagement.provider_agreed_by = ""
    engagement.provider_agreed_on = None
    engagement.provider_agreed_from = ""
    engagement.provider_agreed_file = engagement.provider_agreed_sha256 = ""


def record_provider_agreement(
    session: Session,
    *,
    project_id: uuid.UUID,
    agreed_by: str,
    source: str,
    recorded_by: str,
    on: date,
    sha256: str = "",
) -> None:
    """Record that the provider agreed: who, from which file or message, and who recorded it.

    `sha256` names the returned file among the attachments, where there is one; `source` is its name then.
    """
    _, engagement = open_plan(session, project_id, on, "ready_to_sign")
    if not agreed_by.strip() or not source.strip():
        raise DomainError(say("Enter who agreed for the provider, and the file or message it stands in."))
    engagement.provider_agreed_by = agreed_by.strip()
    engagement.provider_agreed_on = on
    engagement.provider_agreed_file = source.strip() if sha256 else ""
    engagement.provider_agreed_sha256 = sha256
    engagement.provider_agreed_from = say(
        "recorded by {person} from {source}", person=recorded_by.strip(), source=source.strip()
    )


def sign(session: Session, *, project_id: uuid.UUID, typed_name: str, on: date) -> None:
    """The owner agrees under their typed name: the plan is fixed and the work may start. Binding."""
    project, engagement = open_plan(session, project_id, on, "ready_to_sign")
    if not engagement.provider_agreed_by:
        raise DomainError(say("Record first that the provider has agreed to this plan."))
    plan = plan_of(session, project, engagement)
    blocking = [finding for finding in plan_findings(plan, _formats(project)) if finding.blocks]
    if blocking:
        raise DomainError(blocking[0].text)
    require_name(project, typed_name, say("Type your full name to agree to this plan"))
    engagement.owner_signed_by = typed_name.strip()
    engagement.owner_signed_on = on
    engagement.plan_version = fix_signed(session, plan, by=typed_name.strip(), on=on)
    signed = {"G-SIGNED": True}
    advance(
        session,
        "Engagement",
        project_id,
        engagement,
        "both sign",
        who="owner",
        on=on,
        person=typed_name,
        guards=signed,
    )
    advance(
        session,
        "Project",
        project_id,
        project,
        "engagement becomes active",
        who="system",
        on=on,
        guards={"G-ENGACTIVE": True},
    )
    _baseline(session, engagement, plan, on)
    make_due_in_advance(session, plan.stages, on)
    binding(session, say("The plan is agreed by both sides. Change it by a change order instead."))


def _baseline(session: Session, engagement: Engagement, plan: Plan, on: date) -> None:
    """Fix stages and payments as agreed: one payment a stage, and one for what is held back."""
    project_id = plan.project.id
    guarded = {"G-PAYGUARD": True}
    held: list[Money] = []
    for stage in plan.stages:
        begin(session, "Milestone", project_id, stage, "baseline", Act("provider", on), guarded)
        net = None if stage.amount is None else stage.amount - (stage.held or Money(0, stage.amount.currency))
        held += [stage.held] if stage.held else []
        _schedule(session, Payment(project_id=project_id, stage_id=stage.id, amount=net), on)
    if held:
        total = sum_money(held, held[0].currency)
        _schedule(session, Payment(project_id=project_id, kind="retention", amount=total), on)


def _schedule(session: Session, payment: Payment, on: date) -> None:
    session.add(payment)
    session.flush()
    begin(
        session,
        "Payment",
        payment.project_id,
        payment,
        "baseline",
        Act("system", on),
        {"G-PAYGUARD": True},
    )


def _formats(project: Project) -> Formats:
    return Formats(currency=project.currency)
