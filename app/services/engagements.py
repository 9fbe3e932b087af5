"""Turn the chosen quote into a plan both sides agree: stages, sign-off tests, people, terms; then sign it."""

import uuid
from collections.abc import Set
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from sqlalchemy.orm import Session

from app.analysis.calendars import calendar
from app.domain.brief_choices import first_step_choice
from app.domain.briefs import BriefItem, ItemKind
from app.domain.engagements import EngagementPerson, Side, SignOffTest
from app.domain.errors import DomainError
from app.domain.plan_drafts import blank_stages, dated, draft_stages, last_day
from app.domain.projects import Project
from app.domain.quoted_stages import quoted_parts, read_stages
from app.domain.quotes import Quote
from app.services.found import found
from app.services.plan_agreement import agree_text, record_provider_agreement, reopen_text, sign
from app.services.plan_stages import (
    StageFields,
    TestFields,
    add_stage,
    add_test,
    change_test,
    move_stage,
    move_test,
    open_plan,
    remove_stage,
    remove_test,
    reprice,
    stages_of,
)
from app.services.plan_versions import musts_of, people_of
from app.services.projects import open_project
from app.services.quotes import lines_of
from app.services.schedules import redraft_schedule
from app.services.scoping import values
from app.services.stage_dates import change_stage
from app.services.team import draft_team, parts_of
from app.services.terms import draft_terms
from app.words import say

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
    payable_days: int
    on_site_share: Decimal | None
    shared_hours: Decimal | None
    pricing_model: str
    little_at_end: str


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
    """Fill an empty plan from the quote, the templates and the brief. Everything in it can be changed.

    The stages are the quote's own where it says what is paid for them, as it says it, else the templates'.
    """
    project, engagement = open_plan(session, project_id, on)
    if stages_of(session, project_id):
        raise DomainError(say("The plan has stages already. Change them, or remove them first."))
    quote = found(session, Quote, engagement.quote_id, say("The chosen quote is no longer here."))
    musts = musts_of(session, project_id)
    quoted = quoted_parts(read_stages(quote.stages), quote.price)
    if project.templates and engagement.price is not None:
        chosen = first_step_choice(values(session, project))
        alone = chosen.package if chosen is not None else ""
        drafts = draft_stages(project.templates, lines_of(session, quote), engagement.price, alone, quoted)
    else:
        drafts = blank_stages([must.text for must in musts], quoted)
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
            in_advance=draft.in_advance,
            on=on,
        )
        for test in draft.tests:
            add_test(
                session,
                stage_id=stage_id,
                text=test.text,
                how=test.how,
                passes_if=test.passes_if,
                code=test.code,
                touches=test.touches,
                checked_by=project.owner_name,
                item_id=None if test.must is None else musts[test.must].id,
                on=on,
            )
    _draft_people(session, project, quote)
    if not parts_of(session, project_id):
        draft_team(session, project_id=project_id, on=on)
    redraft_schedule(session, project_id=project_id, on=on)
    draft_terms(session, project_id=project_id, on=on)


def set_terms(session: Session, *, project_id: uuid.UUID, on: date, **terms: Unpack[TermFields]) -> None:
    """Change what is held back, for how long, how long a review lasts, and how the team is spread."""
    _, engagement = open_plan(session, project_id, on)
    for name in ("retention_share", "on_site_share"):
        share = terms.get(name)
        if isinstance(share, Decimal) and not 0 <= share <= 1:
            raise DomainError(say("A share must be from 0 to 100%."))
    if terms.get("review_days", 1) < 1:
        raise DomainError(say("You need at least 1 working day to check a stage."))
    if terms.get("payable_days", 1) < 1:
        raise DomainError(say("An invoice is payable after at least 1 day."))
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
    for part in parts_of(session, person.project_id):
        if part.person_id == person_id:
            part.person_id = None
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
