"""Turn the chosen quote into a plan both sides agree: stages, sign-off tests, people, terms; then sign it."""

import uuid
from collections.abc import Set
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.calendars import calendar
from app.analysis.money import Money, sum_money
from app.domain.brief_choices import first_step_choice
from app.domain.briefs import BriefItem, ItemKind
from app.domain.engagements import Engagement, EngagementPerson, Payment, Side, SignOffTest
from app.domain.errors import DomainError
from app.domain.plan_checks import Plan, plan_findings
from app.domain.plan_drafts import blank_stage, dated, draft_stages, last_day
from app.domain.projects import Project
from app.domain.quotes import Quote
from app.persistence.journal import binding
from app.services.found import found
from app.services.lifecycle import Act, advance, begin
from app.services.plan_stages import (
    StageFields,
    TestFields,
    add_stage,
    add_test,
    change_stage,
    change_test,
    move_stage,
    move_test,
    open_plan,
    remove_stage,
    remove_test,
    reprice,
    stages_of,
    tests_of,
)
from app.services.projects import open_project, require_name
from app.services.quotes import lines_of
from app.services.scoping import values
from app.words import say
from app.words.formats import Formats

__all__ = [
    "PersonFields",
    "StageFields",
    "TermFields",
    "TestFields",
    "add_stage",
    "add_test",
    "agree_text",
    "change_stage",
    "change_test",
    "cover_item",
    "draft_plan",
    "leave_untested",
    "move_stage",
    "move_test",
    "record_provider_agreement",
    "remove_person",
    "remove_stage",
    "remove_test",
    "reopen_text",
    "set_person",
    "set_terms",
    "sign",
]


class TermFields(TypedDict, total=False):
    """The terms of a plan that may be changed; shares are of one."""

    retention_share: Decimal
    warranty_days: int
    review_days: int
    on_site_share: Decimal | None
    shared_hours: Decimal | None
    pricing_model: str


class PersonFields(TypedDict, total=False):
    """What is known of a person; `leads` marks the one to call first."""

    name: str
    role: str
    side: str
    leads: bool
    place: str
    days: str
    phone: str
    email: str


def draft_plan(
    session: Session, *, project_id: uuid.UUID, on: date, holidays: Set[date] = frozenset()
) -> None:
    """Fill an empty plan from the quote, the templates and the brief. Everything in it can be changed."""
    project, engagement = open_plan(session, project_id, on)
    if stages_of(session, project_id):
        raise DomainError(say("The plan has stages already. Change them, or remove them first."))
    quote = found(session, Quote, engagement.quote_id, say("The chosen quote is no longer here."))
    musts = musts_of(session, project_id)
    if project.templates and engagement.price is not None:
        chosen = first_step_choice(values(session, project))
        alone = chosen.package if chosen is not None else ""
        drafts = draft_stages(project.templates, lines_of(session, quote), engagement.price, alone)
    else:
        drafts = (blank_stage([must.text for must in musts]),)
    days = calendar(holidays)
    start = days.add(on, engagement.review_days)
    for draft in dated(drafts, start, last_day(start, quote.weeks, quote.ready_by), days):
        stage_id = add_stage(
            session,
            project_id=project_id,
            title=draft.title,
            share=draft.share,
            delivers=draft.delivers,
            packages=draft.packages,
            starts_on=draft.starts_on,
            planned_on=draft.planned_on,
            on=on,
        )
        for place, test in enumerate(draft.tests):
            add_test(
                session,
                stage_id=stage_id,
                text=test.text,
                how=test.how,
                passes_if=test.passes_if,
                code=test.code,
                touches=test.touches,
                checked_by=project.owner_name,
                item_id=None if project.templates else musts[place].id,
                on=on,
            )
    _draft_people(session, project, quote)


def set_terms(session: Session, *, project_id: uuid.UUID, on: date, **terms: Unpack[TermFields]) -> None:
    """Change what is held back, for how long, how long a review lasts, and how the team is spread."""
    _, engagement = open_plan(session, project_id, on)
    for name in ("retention_share", "on_site_share"):
        share = terms.get(name)
        if isinstance(share, Decimal) and not 0 <= share <= 1:
            raise DomainError(say("A share must be from 0 to 100%."))
    if terms.get("review_days", 1) < 1:
        raise DomainError(say("You need at least 1 working day to check a stage."))
    if terms.get("warranty_days", 0) < 0:
        raise DomainError(say("Days of free fixing can't be less than nothing."))
    for name, value in terms.items():
        setattr(engagement, name, value)
    reprice(session, engagement)


def set_person(
    session: Session,
    *,
    project_id: uuid.UUID,
    person_id: uuid.UUID | None = None,
    on: date,
    **fields: Unpack[PersonFields],
) -> uuid.UUID:
    """Add a person to the engagement or change one; returns the id. `side` is a word of `Side`.

    People may change while the work runs, so this is possible until the project ends.
    """
    open_project(session, project_id, on)
    side = Side(fields["side"]) if "side" in fields else None
    if person_id is None:
        if not fields.get("name", "").strip() or side is None:
            raise DomainError(say("Enter a name, and where the person stands."))
        position = len(people_of(session, project_id))
        person = EngagementPerson(project_id=project_id, name="", side=side, position=position)
        session.add(person)
    else:
        person = found(session, EngagementPerson, person_id, say("This person is no longer here."))
        if "name" in fields and not fields["name"].strip():
            raise DomainError(say("Enter the person's name."))
    for name, value in fields.items():
        setattr(person, name, side if name == "side" else value.strip() if isinstance(value, str) else value)
    session.flush()
    return person.id


def remove_person(session: Session, *, person_id: uuid.UUID, on: date) -> None:
    """Take a person off the engagement."""
    person = found(session, EngagementPerson, person_id, say("This person is no longer here."))
    open_project(session, person.project_id, on)
    session.delete(person)


def cover_item(session: Session, *, test_id: uuid.UUID, item_id: uuid.UUID | None, on: date) -> None:
    """Say which must-have a test proves; None for none."""
    test = found(session, SignOffTest, test_id, say("This sign-off test is no longer here."))
    open_plan(session, test.project_id, on)
    if item_id is not None:
        _must(session, test.project_id, item_id)
    test.item_id = item_id


def leave_untested(
    session: Session, *, project_id: uuid.UUID, item_id: uuid.UUID, reason: str, on: date
) -> None:
    """Say why no test covers a must-have; an empty reason takes it back."""
    _, engagement = open_plan(session, project_id, on)
    item = _must(session, project_id, item_id)
    reasons = {key: text for key, text in engagement.without_test.items() if key != item.id.hex}
    if reason.strip():
        reasons[item.id.hex] = reason.strip()
    engagement.without_test = reasons


def agree_text(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> None:
    """The plan is complete and both sides agree to its text; from here on it only waits for their names."""
    project, engagement = open_plan(session, project_id, on)
    blocking = [f for f in plan_findings(_plan(session, project, engagement), _formats(project)) if f.blocks]
    if blocking:
        raise DomainError(blocking[0].text)
    advance(
        session, "Engagement", project_id, engagement, "both agree text", who="owner", on=on, person=person
    )


def reopen_text(session: Session, *, project_id: uuid.UUID, person: str, on: date) -> None:
    """Go back to changing the plan; an agreement recorded for the text as it was no longer counts."""
    _, engagement = open_plan(session, project_id, on, "ready_to_sign")
    advance(session, "Engagement", project_id, engagement, "change text", who="owner", on=on, person=person)
    engagement.provider_agreed_by = ""
    engagement.provider_agreed_on = None
    engagement.provider_agreed_from = ""


def record_provider_agreement(
    session: Session, *, project_id: uuid.UUID, agreed_by: str, source: str, recorded_by: str, on: date
) -> None:
    """Record that the provider agreed: who, from which file or message, and who recorded it."""
    _, engagement = open_plan(session, project_id, on, "ready_to_sign")
    if not agreed_by.strip() or not source.strip():
        raise DomainError(say("Enter who agreed for the provider, and the file or message it stands in."))
    engagement.provider_agreed_by = agreed_by.strip()
    engagement.provider_agreed_on = on
    engagement.provider_agreed_from = say(
        "recorded by {person} from {source}", person=recorded_by.strip(), source=source.strip()
    )


def sign(session: Session, *, project_id: uuid.UUID, typed_name: str, on: date) -> None:
    """The owner agrees under their typed name: the plan is fixed and the work may start. Binding."""
    project, engagement = open_plan(session, project_id, on, "ready_to_sign")
    if not engagement.provider_agreed_by:
        raise DomainError(say("Record first that the provider has agreed to this plan."))
    plan = _plan(session, project, engagement)
    blocking = [finding for finding in plan_findings(plan, _formats(project)) if finding.blocks]
    if blocking:
        raise DomainError(blocking[0].text)
    require_name(project, typed_name, say("Type your full name to agree to this plan"))
    engagement.owner_signed_by = typed_name.strip()
    engagement.owner_signed_on = on
    engagement.plan_version += 1
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
    binding(session, say("The plan is agreed by both sides. Change it by a change order instead."))


def people_of(session: Session, project_id: uuid.UUID) -> list[EngagementPerson]:
    """The people of an engagement in their order."""
    return list(
        session.scalars(
            select(EngagementPerson)
            .where(EngagementPerson.project_id == project_id)
            .order_by(EngagementPerson.position, EngagementPerson.id)
        )
    )


def musts_of(session: Session, project_id: uuid.UUID) -> list[BriefItem]:
    """The must-haves of a brief in their order."""
    return list(
        session.scalars(
            select(BriefItem)
            .where(BriefItem.project_id == project_id, BriefItem.kind == ItemKind.MUST)
            .order_by(BriefItem.place, BriefItem.id)
        )
    )


def _plan(session: Session, project: Project, engagement: Engagement) -> Plan:
    return Plan(
        project,
        engagement,
        stages_of(session, project.id),
        tests_of(session, project.id),
        people_of(session, project.id),
        musts_of(session, project.id),
    )


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


def _draft_people(session: Session, project: Project, quote: Quote) -> None:
    drafts = [
        (quote.on_site_person, say("On-site lead"), Side.ON_SITE, project.town, quote.on_site_days),
        (
            quote.provider_name if quote.remote_place else "",
            say("Team"),
            Side.REMOTE,
            quote.remote_place,
            "",
        ),
        (project.owner_name, say("Decides and signs off"), Side.OWNER, project.town, ""),
        (project.broker_name, say("Broker"), Side.BROKER, "", ""),
    ]
    known = len(people_of(session, project.id))
    for name, role, side, place, days in drafts if not known else ():
        if name.strip():
            known += 1
            session.add(
                EngagementPerson(
                    project_id=project.id,
                    name=name.strip(),
                    role=role,
                    side=side,
                    leads=side is Side.ON_SITE,
                    place=place,
                    days=days,
                    position=known,
                )
            )


def _must(session: Session, project_id: uuid.UUID, item_id: uuid.UUID) -> BriefItem:
    item = found(session, BriefItem, item_id, say("This must-have is no longer in the brief."))
    if item.project_id != project_id or item.kind is not ItemKind.MUST:
        raise DomainError(say("This is not one of the project's must-haves."))
    return item


def _formats(project: Project) -> Formats:
    return Formats(currency=project.currency)
