"""The schedule of a plan as a network: whose days are counted, and what waits for what, from what is on record.

A stage that has activities of the provider's is a moment after all of them, its sign-off; one that has none is worked
in one piece between its own two dates. The owner's own tasks hold up what waits for them, not the sign-off.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from app.analysis.calendars import SATURDAY_AND_SUNDAY, WorkingCalendar
from app.analysis.cost_spread import Pert
from app.analysis.default_spread import Days, spread
from app.analysis.schedule import Activity as Node
from app.analysis.schedule import Dependency, Link, Network
from app.domain.engagements import TO_COME, Stage
from app.domain.schedules import (
    BOTH,
    EVERY_DAY,
    OWNER,
    OWNER_TASK,
    TEAM,
    Activity,
    ActivityLink,
    Closure,
    ScheduleBasis,
)
from app.knowledge.public_holidays import PublicDays, public_days

YEARS = 3
"""Years beyond the last day on record for which holidays are looked up: what comes later counts weekends alone."""


class PlanParts(NamedTuple):
    """All that the schedule of one plan is made of."""

    stages: Sequence[Stage]
    activities: Sequence[Activity]
    links: Sequence[ActivityLink]
    closures: Sequence[Closure]
    basis: ScheduleBasis


def stage_key(stage_id: UUID) -> str:
    """What a stage is called in the network, on screens and in a version of its dates."""
    return f"stage:{stage_id.hex}"


def activity_key(activity_id: UUID) -> str:
    """What an activity is called there."""
    return f"task:{activity_id.hex}"


def first_day(parts: PlanParts) -> date | None:
    """The first day on which anything may begin; None where nothing has a date."""
    if parts.basis.starts_on is not None:
        return parts.basis.starts_on
    stages = [stage.starts_on or stage.planned_on for stage in parts.stages]
    return min(
        (day for day in (*stages, *(each.not_before for each in parts.activities)) if day is not None),
        default=None,
    )


def last_day_named(parts: PlanParts, start: date) -> date:
    """The last day that anybody wrote down."""
    named = [day for stage in parts.stages for day in (stage.starts_on, stage.planned_on)]
    named += [day for each in parts.activities for day in (each.not_before, each.due)]
    named += [each.last for each in parts.closures]
    return max((day for day in named if day is not None), default=start)


def public_of(parts: PlanParts, first: int, last: int) -> tuple[PublicDays, PublicDays]:
    """What is closed in the owner's country and in the team's."""
    basis = parts.basis
    return (
        public_days(basis.owner_country, basis.owner_region, first, last),
        public_days(basis.team_country, basis.team_region, first, last),
    )


def calendars_of(parts: PlanParts, start: date) -> Mapping[str, WorkingCalendar]:
    """The four calendars of a plan: the owner's, the team's, the days both work, and every day."""
    owner, team = public_of(parts, start.year - 1, last_day_named(parts, start).year + YEARS)
    ours = frozenset(owner.days) | _closed(parts.closures, OWNER)
    theirs = frozenset(team.days) | _closed(parts.closures, TEAM)
    return {
        OWNER: WorkingCalendar(ours, owner.days_off),
        TEAM: WorkingCalendar(theirs, team.days_off),
        BOTH: WorkingCalendar(ours | theirs, _together(owner.days_off, team.days_off)),
        EVERY_DAY: WorkingCalendar(frozenset(), frozenset()),
    }


def owners_days(parts: PlanParts, first: date, last: date) -> WorkingCalendar:
    """The days on which the owner works between two days: not on holidays of theirs nor when the plan is closed."""
    public = public_days(parts.basis.owner_country, parts.basis.owner_region, first.year, last.year)
    return WorkingCalendar(frozenset(public.days) | _closed(parts.closures, OWNER), public.days_off)


def network_of(parts: PlanParts, start: date, as_of: date | None = None) -> Network:
    """The plan with what is on record; what is wrong with it is for `faults_of` to say.

    With `as_of`, the day it is looked at while the work runs, nothing that is open begins or ends in the past.
    """
    calendars = calendars_of(parts, start)
    inside: dict[UUID, list[Activity]] = {stage.id: [] for stage in parts.stages}
    for each in parts.activities:
        if each.stage_id in inside and each.kind != OWNER_TASK:
            inside[each.stage_id].append(each)
    began = {stage.id: _began(stage, as_of) for stage in parts.stages}
    own = {each.id for each in parts.activities if each.kind == OWNER_TASK}
    waiting = {each.after_id for each in parts.links if each.before_id not in own} | own
    over = {
        stage.id
        for stage in parts.stages
        if as_of is not None and stage.state not in TO_COME
    }
    nodes = [
        _node(
            each,
            each.stage_id in over or each.done_on is not None,
            None if each.id in waiting or each.stage_id is None else began.get(each.stage_id),
        )
        for each in parts.activities
    ]
    nodes += [
        _moment(stage, as_of) if inside[stage.id] else _whole(stage, calendars[TEAM], start, began[stage.id])
        for stage in parts.stages
    ]
    return Network(start, tuple(nodes), (*_told(parts.links), *_sign_offs(parts.stages, inside)), calendars)


def _began(stage: Stage, as_of: date | None) -> date | None:
    """The day its work truly began, or on which it can begin at the earliest."""
    return None if as_of is None else stage.started_on or (as_of if stage.state == "planned" else None)


def _node(each: Activity, over: bool, began: date | None) -> Node:
    days = spread(Days(each.days, each.days, each.days) if over else Days(each.low, each.days, each.high))
    floor = max((day for day in (each.not_before, began) if day is not None), default=None)
    if began is not None and each.due is not None and began > each.due:
        floor = each.not_before  # missed already: the day that was due says so
    return Node(activity_key(each.id), days, each.calendar, floor, each.due)


def _moment(stage: Stage, as_of: date | None) -> Node:
    open_ = as_of is not None and stage.state in TO_COME
    return Node(stage_key(stage.id), Pert(0.0, 0.0, 0.0), BOTH, as_of if open_ else None)


def _whole(stage: Stage, calendar: WorkingCalendar, start: date, began: date | None) -> Node:
    """A stage of which nothing more is known than its dates."""
    ends = stage.planned_on or stage.starts_on or start
    begins = min(stage.starts_on or ends, ends)
    worked = calendar.between(begins - timedelta(days=1), ends)
    return Node(
        stage_key(stage.id), spread(Days(None, Decimal(worked), None)), TEAM, max(begins, began or begins)
    )


def _told(links: Iterable[ActivityLink]) -> Iterable[Dependency]:
    for each in links:
        before, after = activity_key(each.before_id), activity_key(each.after_id)
        yield Dependency(before, after, Link(each.kind), float(each.lag))


def _sign_offs(stages: Sequence[Stage], inside: Mapping[UUID, Sequence[Activity]]) -> Iterable[Dependency]:
    for stage in stages:
        for each in inside[stage.id]:
            yield Dependency(activity_key(each.id), stage_key(stage.id))


def _closed(closures: Sequence[Closure], side: str) -> frozenset[date]:
    return frozenset(
        each.first + timedelta(days=more)
        for each in closures
        if each.whose in (side, BOTH)
        for more in range((each.last - each.first).days + 1)
    )


def _together(one: frozenset[int], other: frozenset[int]) -> frozenset[int]:
    """Weekdays that either is off; two weeks that share no day are counted by the usual one."""
    off = one | other
    return off if len(off) < 7 else SATURDAY_AND_SUNDAY
