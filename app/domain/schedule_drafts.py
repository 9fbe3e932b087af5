"""A first schedule from what a plan says already: the packages of each stage, what they wait for, the owner's tasks.

The dates of the stages stand. Their packages share the days between them by their effort, along the longest chain; a
package waits for those its template names, as far as the stages' dates leave room for that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from app.analysis.calendars import WorkingCalendar
from app.analysis.schedule import Link
from app.domain.engagements import Stage
from app.domain.schedules import OWNER, OWNER_TASK, TASK, TEAM
from app.domain.team_drafts import template_package
from app.knowledge import load_knowledge
from app.knowledge.templates import Template
from app.words import say_known

HOURS_A_DAY = Decimal("7.5")
HALF = Decimal("0.5")
ROOM = 5
"""Working days that an owner's task is begun earlier than it must be."""

NEXT = 1
"""A stage that begins so many working days after the one before is meant to follow it."""

BY_PACKAGE = re.compile(r"^(?:before )?(WP\d+)")


@dataclass
class Draft:
    """An activity to be, with the days it is laid on."""

    name: str
    title: str
    stage_id: UUID | None
    kind: str
    calendar: str
    days: Decimal
    starts_on: date
    ends_on: date
    held: bool = False
    """Whether nothing but its own day keeps it from beginning earlier."""

    person: str = ""
    hours: Decimal | None = None


@dataclass
class DraftLink:
    """What waits for what, by the names of two drafts."""

    before: str
    after: str
    kind: Link = Link.FINISH_START
    lag: int = 0


@dataclass
class ScheduleDraft:
    """The whole first schedule."""

    activities: list[Draft] = field(default_factory=list)
    links: list[DraftLink] = field(default_factory=list)


def draft_of(
    stages: Sequence[Stage],
    efforts: Mapping[str, Decimal],
    templates: Sequence[str],
    calendars: Mapping[str, WorkingCalendar],
    owner: str,
    on: date,
) -> ScheduleDraft:
    """The schedule of stages that have dates; `efforts` are person-days by package ("TPL-LOB.WP3")."""
    draft = ScheduleDraft()
    before: list[Draft] = []
    for stage in stages:
        if stage.starts_on is None or stage.planned_on is None:
            continue
        mine = list(_packages(stage, stage.starts_on, stage.planned_on, efforts, calendars[TEAM], draft))
        _join(mine, before, draft, calendars[TEAM])
        before = [*before, *mine]
    for name in templates:
        draft.activities += _owner_tasks(load_knowledge().template(name), draft, calendars, owner, on)
    return draft


def _packages(
    stage: Stage,
    first: date,
    last: date,
    efforts: Mapping[str, Decimal],
    calendar: WorkingCalendar,
    draft: ScheduleDraft,
) -> Iterator[Draft]:
    """The packages of a stage, each beginning when those it waits for are done, the last ending with the stage."""
    room = max(calendar.between(first - timedelta(days=1), last), 1)
    names = list(stage.packages) or [f"{stage.id.hex}"]
    begins: dict[str, Decimal] = {}
    ends: dict[str, Decimal] = {}
    for name in _in_order(names):
        begins[name] = max((ends[each] for each in _waits(name) if each in ends), default=Decimal(0))
        ends[name] = begins[name] + max(efforts.get(name, Decimal(1)), Decimal("0.1"))
    whole = max(ends.values())
    for name in begins:
        start = int(begins[name] * room / whole)
        end = max(int(ends[name] * room / whole), min(start + 1, room))
        start = min(start, end - 1)
        inside = [each for each in _waits(name) if each in begins]
        drafted = Draft(
            name=name,
            title=_title(name) or stage.title,
            stage_id=stage.id,
            kind=TASK,
            calendar=TEAM,
            days=Decimal(end - start),
            starts_on=_day(calendar, first, start),
            ends_on=_day(calendar, first, end - 1),
            held=not inside,
        )
        draft.activities.append(drafted)
        draft.links += [DraftLink(each, name) for each in inside]
        yield drafted


def _join(
    mine: Sequence[Draft], before: Sequence[Draft], draft: ScheduleDraft, calendar: WorkingCalendar
) -> None:
    """What packages wait for in earlier stages; where the template says nothing, for the stage before."""
    known = {each.name: each for each in before}
    told = {(link.before, link.after) for link in draft.links}
    for each in mine:
        if (links := [link for link in draft.links if link.after == each.name]) and not each.held:
            _straighten(links, {one.name: one for one in mine}, draft)
        waits = [known[name] for name in _waits(each.name) if name in known]
        if each.held and before:
            latest = max(one.ends_on for one in before)
            follows = latest < each.starts_on and calendar.between(latest, each.starts_on) <= NEXT
            if follows or not waits:
                waits += [
                    one for one in before if one.ends_on == latest < each.starts_on and one not in waits
                ]
        for other in waits:
            if (other.name, each.name) not in told:
                draft.links += _between(other, each, calendar)
        if any(calendar.between(other.ends_on, each.starts_on) == 1 for other in waits):
            each.held = False


def _straighten(links: Sequence[DraftLink], mine: Mapping[str, Draft], draft: ScheduleDraft) -> None:
    """A stage with fewer days than packages has some at once: what then can't wait for an end waits for a start."""
    for link in links:
        before, after = mine.get(link.before), mine.get(link.after)
        if before is not None and after is not None and before.ends_on >= after.starts_on:
            link.kind = Link.START_START


def _between(other: Draft, each: Draft, calendar: WorkingCalendar) -> Iterator[DraftLink]:
    """How one waits for the other, so that the dates of both stand."""
    if other.ends_on < each.starts_on:
        yield DraftLink(other.name, each.name)
    elif other.starts_on <= each.starts_on:
        lag = calendar.between(other.starts_on, each.starts_on)
        yield DraftLink(other.name, each.name, Link.START_START, lag)


def _owner_tasks(
    template: Template,
    draft: ScheduleDraft,
    calendars: Mapping[str, WorkingCalendar],
    owner: str,
    on: date,
) -> Iterator[Draft]:
    """What the owner's side must do, done before it is needed; its hours are the template's share, evenly."""
    work = [each for each in draft.activities if each.kind == TASK]
    if not work or not template.owner_tasks:
        return
    low, high = template.owner_effort_share
    whole = sum(
        (package.likely for package in template.worked_estimate_at_defaults.packages_pd.values()), Decimal(0)
    )
    hours = whole * HOURS_A_DAY * (low + high) / 2 / len(template.owner_tasks)
    hours = max((hours / HALF).to_integral_value() * HALF, HALF)
    days = max(-(-hours // HOURS_A_DAY), Decimal(1))
    by_name = {each.name: each for each in work}
    earliest = min(work, key=lambda each: each.starts_on)
    calendar = calendars[OWNER]
    for number, task in enumerate(template.owner_tasks, start=1):
        match = BY_PACKAGE.match(str(task.by))
        wanted = by_name.get(f"{template.id}.{match.group(1)}") if match else None
        needed = wanted or earliest
        name = f"{template.id}.owner{number}"
        ends = calendar.add(needed.starts_on, -1)
        begins = max(calendar.add(ends, -int(days) + 1), calendar.on_or_after(on))
        fits = begins <= ends
        room = ROOM if wanted is not None else 0  # what nothing waits for is done just in time
        floor = max(calendar.add(begins, -room), calendar.on_or_after(on)) if fits else needed.starts_on
        yield Draft(
            name=name,
            title=say_known(task.task),
            stage_id=wanted.stage_id if wanted is not None else None,
            kind=OWNER_TASK,
            calendar=OWNER,
            days=Decimal(min(int(days), max(calendar.between(begins - timedelta(days=1), ends), 1))),
            starts_on=floor,
            ends_on=ends,
            held=True,
            person=owner,
            hours=hours,
        )
        if fits and wanted is not None:
            draft.links.append(DraftLink(name, wanted.name))


def _in_order(names: Sequence[str]) -> Iterator[str]:
    """Packages after those they wait for; templates name none in a circle."""
    left = list(names)
    while left:
        ready = next((each for each in left if not set(_waits(each)) & set(left)), left[0])
        left.remove(ready)
        yield ready


def _waits(name: str) -> tuple[str, ...]:
    work = template_package(name)
    return () if work is None else tuple(f"{name.partition('.')[0]}.{each}" for each in work.depends_on)


def _title(name: str) -> str:
    work = template_package(name)
    return "" if work is None else say_known(work.name)


def _day(calendar: WorkingCalendar, first: date, worked: int) -> date:
    """The day on which so many working days lie behind since the first morning."""
    return calendar.add(calendar.on_or_after(first), worked)
