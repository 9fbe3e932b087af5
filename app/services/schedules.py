"""Lay out the schedule of a plan: its activities, what they wait for, days off, and the owner's own tasks.

While the plan is written the dates of its stages follow the schedule. Once it is agreed its dates stand: they are
changed as a new version (`schedule_versions`), and what both sides agreed of the stages stays as it is.
"""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.schedule import Link
from app.domain.engagements import TO_COME, Stage
from app.domain.errors import DomainError
from app.domain.plan_drafts import efforts_of
from app.domain.plan_network import PlanParts, calendars_of, first_day
from app.domain.providers import ProviderSite, SiteKind
from app.domain.quotes import Quote
from app.domain.schedule_drafts import draft_of
from app.domain.schedules import (
    BOTH,
    EVERY_DAY,
    MILESTONE,
    OWNER,
    OWNER_TASK,
    TASK,
    TEAM,
    Activity,
    ActivityLink,
    Closure,
)
from app.knowledge import load_knowledge
from app.services.found import found
from app.services.plan_stages import stages_of
from app.services.quotes import lines_of
from app.services.schedule_state import basis_of, open_dates, parts_of, settle
from app.services.team import parts_of as team_of
from app.words import say

LONGEST_DAYS = Decimal(2_000)
MOST = 2_000
"""Activities of one plan."""

LONGEST_CLOSURE = 366


class ActivityFields(TypedDict, total=False):
    """What may be changed of an activity; `low` and `high` None take the usual spread."""

    title: str
    kind: str
    stage_id: uuid.UUID | None
    calendar: str
    low: Decimal | None
    days: Decimal
    high: Decimal | None
    not_before: date | None
    due: date | None
    person: str
    hours: Decimal | None
    certainty: str
    package: str


def draft_schedule(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Fill an empty schedule from the stages, their packages and the templates. Everything in it can be changed."""
    project, engagement = open_dates(session, project_id, on)
    parts = parts_of(session, project_id)
    if parts.activities:
        raise DomainError(say("The schedule has lines already. Change them, or draw it up anew."))
    quote = session.get(Quote, engagement.quote_id)
    if parts.basis.team_country in ("", project.country):
        parts.basis.team_country = _team_country(session, quote) or project.country
    start = first_day(parts)
    if start is None:
        return
    known = [load_knowledge().template(name) for name in project.templates]
    efforts = dict(efforts_of(known, lines_of(session, quote) if quote is not None else ()))
    for part in team_of(session, project_id):
        if part.package and part.effort:
            efforts[part.package] = Decimal(0)
    for part in team_of(session, project_id):
        if part.package:
            efforts[part.package] = efforts.get(part.package, Decimal(0)) + part.effort
    calendars = calendars_of(parts, start)
    draft = draft_of(parts.stages, efforts, project.templates, calendars, project.owner_name, on)
    rows: dict[str, Activity] = {}
    for position, each in enumerate(draft.activities):
        row = Activity(
            project_id=project_id,
            stage_id=each.stage_id,
            kind=each.kind,
            title=each.title,
            package=each.name if each.kind == TASK else "",
            position=position,
            calendar=each.calendar,
            days=each.days,
            not_before=each.starts_on if each.held else None,
            person=each.person,
            hours=each.hours,
        )
        session.add(row)
        rows[each.name] = row
    session.flush()
    for link in draft.links:
        session.add(
            ActivityLink(
                project_id=project_id,
                before_id=rows[link.before].id,
                after_id=rows[link.after].id,
                kind=link.kind.value,
                lag=Decimal(link.lag),
            )
        )
    begun = min((row.not_before for row in rows.values() if row.not_before is not None), default=start)
    parts.basis.starts_on = min(begun, start)
    session.flush()


def redraft_schedule(session: Session, *, project_id: uuid.UUID, on: date) -> None:
    """Draw the schedule up anew; what was changed by hand is given up, days off stay."""
    open_dates(session, project_id, on)
    empty(session, parts_of(session, project_id))
    draft_schedule(session, project_id=project_id, on=on)


def empty(session: Session, parts: PlanParts) -> None:
    """Take all lines and waits out of a schedule; a new one starts on its own first day."""
    for row in (*parts.links, *parts.activities):
        session.delete(row)
    parts.basis.starts_on = None
    session.flush()


def set_basis(
    session: Session,
    *,
    project_id: uuid.UUID,
    owner_country: str,
    owner_region: str,
    team_country: str,
    team_region: str,
    on: date,
) -> None:
    """Say whose holidays count: countries by their codes, regions by theirs; the dates follow."""
    open_dates(session, project_id, on)
    basis = basis_of(session, project_id)
    basis.owner_country, basis.owner_region = owner_country, owner_region
    basis.team_country, basis.team_region = team_country, team_region
    settle(session, project_id, on)


def add_activity(
    session: Session, *, project_id: uuid.UUID, on: date, **fields: Unpack[ActivityFields]
) -> uuid.UUID:
    """Add a line at the end and return its id."""
    open_dates(session, project_id, on)
    parts = parts_of(session, project_id)
    if len(parts.activities) >= MOST:
        raise DomainError(say("A plan has at most {count} lines.", count=MOST))
    row = Activity(project_id=project_id, title="", position=len(parts.activities))
    _change(session, row, fields)
    if not row.title:
        raise DomainError(say("Say what is to be done."))
    session.add(row)
    settle(session, project_id, on)
    return row.id


def change_activity(
    session: Session, *, activity_id: uuid.UUID, on: date, **fields: Unpack[ActivityFields]
) -> None:
    """Change a line; what waits for it moves."""
    row = movable(session, activity_id, on)
    _change(session, row, fields)
    settle(session, row.project_id, on)


def place_activity(
    session: Session, *, activity_id: uuid.UUID, starts_on: date, ends_on: date, on: date
) -> None:
    """Lay a line on other days. It begins no earlier than what it waits for allows; its range grows with it."""
    row = movable(session, activity_id, on)
    calendar = calendars_of(parts_of(session, row.project_id), starts_on)[row.calendar]
    if ends_on < starts_on:
        raise DomainError(say("“{name}” can't end before it starts.", name=row.title))
    row.not_before = calendar.on_or_after(starts_on)
    if row.kind != MILESTONE:
        stretch(row, Decimal(max(calendar.between(starts_on - timedelta(days=1), ends_on), 1)))
    settle(session, row.project_id, on)


def move_activity(session: Session, *, activity_id: uuid.UUID, before: uuid.UUID | None, on: date) -> None:
    """Put a line before another, or last."""
    row = movable(session, activity_id, on)
    others = [other for other in parts_of(session, row.project_id).activities if other.id != activity_id]
    place = next((at for at, other in enumerate(others) if other.id == before), len(others))
    for position, other in enumerate([*others[:place], row, *others[place:]]):
        other.position = position


def remove_activity(session: Session, *, activity_id: uuid.UUID, on: date) -> None:
    """Take a line and its waits out of the schedule."""
    row = movable(session, activity_id, on)
    for link in parts_of(session, row.project_id).links:
        if activity_id in (link.before_id, link.after_id):
            session.delete(link)
    session.delete(row)
    settle(session, row.project_id, on)


def tick(session: Session, *, activity_id: uuid.UUID, done_on: date | None, on: date) -> None:
    """Say on which day a task of the owner's side was done, or that it is open again. No new version is needed."""
    row = found(session, Activity, activity_id, say("This line is no longer in the schedule."))
    if row.kind != OWNER_TASK:
        raise DomainError(say("The provider's work is done when its stage is accepted."))
    if done_on is not None and done_on > on:
        raise DomainError(say("A task can't have been done on a day that is still to come."))
    row.done_on = done_on


def add_link(
    session: Session,
    *,
    before_id: uuid.UUID,
    after_id: uuid.UUID,
    kind: str = Link.FINISH_START.value,
    lag: Decimal = Decimal(0),
    on: date,
) -> uuid.UUID:
    """Let one line wait for another; a lag is in working days of the one that waits."""
    before = found(session, Activity, before_id, say("This line is no longer in the schedule."))
    after = movable(session, after_id, on)
    if before.project_id != after.project_id or before_id == after_id:
        raise DomainError(say("A line can only wait for another line of the same plan."))
    known = parts_of(session, after.project_id).links
    if any((each.before_id, each.after_id) == (before_id, after_id) for each in known):
        raise DomainError(say("“{name}” waits for “{other}” already.", name=after.title, other=before.title))
    row = ActivityLink(project_id=after.project_id, before_id=before_id, after_id=after_id)
    row.kind, row.lag = Link(kind).value, lag
    session.add(row)
    settle(session, after.project_id, on)
    return row.id


def change_link(session: Session, *, link_id: uuid.UUID, kind: str, lag: Decimal, on: date) -> None:
    """Wait in another way, or for so many days more."""
    row = found(session, ActivityLink, link_id, say("This line no longer waits for the other."))
    movable(session, row.after_id, on)
    row.kind, row.lag = Link(kind).value, lag
    settle(session, row.project_id, on)


def remove_link(session: Session, *, link_id: uuid.UUID, on: date) -> None:
    """Let a line wait no longer."""
    row = found(session, ActivityLink, link_id, say("This line no longer waits for the other."))
    movable(session, row.after_id, on)
    session.delete(row)
    settle(session, row.project_id, on)


def set_closure(
    session: Session,
    *,
    project_id: uuid.UUID,
    closure_id: uuid.UUID | None = None,
    whose: str,
    name: str,
    first: date,
    last: date,
    on: date,
) -> uuid.UUID:
    """Add days on which one side or both do not work, or change them; the dates follow."""
    open_dates(session, project_id, on)
    if whose not in (OWNER, TEAM, BOTH) or not name.strip():
        raise DomainError(say("Say what the days off are called, and whose they are."))
    if last < first:
        raise DomainError(say("Days off can't end before they start."))
    if (last - first).days >= LONGEST_CLOSURE:
        raise DomainError(say("Days off can't be longer than a year."))
    if closure_id is None:
        row = Closure(project_id=project_id, name="", first=first, last=last)
    else:
        row = found(session, Closure, closure_id, say("These days off are no longer in the plan."))
    row.whose, row.name, row.first, row.last = whose, name.strip(), first, last
    session.add(row)
    settle(session, project_id, on)
    return row.id


def remove_closure(session: Session, *, closure_id: uuid.UUID, on: date) -> None:
    """Work on these days after all."""
    row = found(session, Closure, closure_id, say("These days off are no longer in the plan."))
    open_dates(session, row.project_id, on)
    session.delete(row)
    settle(session, row.project_id, on)


def movable(session: Session, activity_id: uuid.UUID, on: date) -> Activity:
    """A line whose dates may be changed: not one of a stage that is handed over, accepted or paid."""
    row = found(session, Activity, activity_id, say("This line is no longer in the schedule."))
    open_dates(session, row.project_id, on)
    stage = session.get(Stage, row.stage_id) if row.stage_id is not None else None
    if stage is not None and stage.state not in TO_COME:
        raise DomainError(
            say("“{name}” belongs to a stage that is handed over. Its dates stand.", name=row.title)
        )
    return row


def stretch(row: Activity, days: Decimal) -> None:
    """Other likely days; a range that was told grows and shrinks with them."""
    if row.days and row.days != days:
        if row.low is not None:
            row.low = row.low * days / row.days
        if row.high is not None:
            row.high = row.high * days / row.days
    row.days = days


def _change(session: Session, row: Activity, fields: ActivityFields) -> None:
    if "title" in fields:
        row.title = " ".join(fields["title"].split())
        if not row.title:
            raise DomainError(say("Say what is to be done."))
    if fields.get("kind", row.kind) not in (TASK, OWNER_TASK, MILESTONE):
        raise DomainError(say("Say whether it is the provider's work, yours, or a moment."))
    if fields.get("calendar", row.calendar) not in (OWNER, TEAM, BOTH, EVERY_DAY):
        raise DomainError(say("Say whose working days count."))
    stage_id = fields.get("stage_id")
    if stage_id is not None and stage_id not in {each.id for each in stages_of(session, row.project_id)}:
        raise DomainError(say("This stage belongs to another project."))
    if fields.get("hours") is not None and not 0 <= (fields["hours"] or 0) <= 10_000:
        raise DomainError(say("Hours can't be less than nothing."))
    for name, value in fields.items():
        if name != "title":
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.kind == MILESTONE:
        row.low, row.days, row.high = None, Decimal(0), None
    _check_days(row)


def _check_days(row: Activity) -> None:
    points = [each for each in (row.low, row.days, row.high) if each is not None]
    if not all(each.is_finite() and 0 <= each <= LONGEST_DAYS for each in points):
        raise DomainError(say("Working days must be from 0 to {most}.", most=LONGEST_DAYS))
    if points != sorted(points):
        raise DomainError(
            say("The days of “{name}” are not in order: least, most likely, most.", name=row.title)
        )


def _team_country(session: Session, quote: Quote | None) -> str:
    if quote is None or quote.provider_ref is None:
        return ""
    sites: Sequence[ProviderSite] = [
        site
        for site in session.scalars(
            select(ProviderSite)
            .where(ProviderSite.provider_id == quote.provider_ref)
            .order_by(ProviderSite.id)
        )
        if site.country
    ]
    away = [site.country for site in sites if site.kind is not SiteKind.ON_SITE]
    return next(iter(away or [site.country for site in sites]), "")
