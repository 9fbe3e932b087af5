"""A provider's plan into the schedule: read, checked, shown, and taken over at a word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from app.analysis.schedule_dates import schedule
from app.exchange.plan_file import PlanFile, PlanTask, expanded, leaves, network_of
from app.exchange.plan_reading import read_plan
from app.services.schedule_imports import ImportedLink, ImportedOff, ImportedTask, take_plan
from app.words import say, say_count
from app.words.formats import Formats

AFTER = timedelta(days=92)
"""How long after its last day a plan may still slip into a day off of its file."""

SHOWN = 6


@dataclass(frozen=True)
class ReadPlan:
    """A plan that was read and can be taken over; `finding` and `notes` are what is to be seen before."""

    plan: PlanFile
    finding: str
    notes: tuple[str, ...]
    take: Callable[..., int]
    """The verb that takes it over: `take(session, project_id=…, on=…)`."""


def read_provider_plan(source: Path | bytes, formats: Formats) -> ReadPlan:
    """Read a file from a provider. DomainError in words that name the place where it is none; nothing changes."""
    return taken_over(read_plan(source), formats)


def taken_over(plan: PlanFile, formats: Formats) -> ReadPlan:
    """What a plan would bring, and the verb that brings it."""
    dates = schedule(network_of(plan))
    tasks = leaves(plan)
    finding = say_count(
        "{count} task from {start} to {end}.",
        "{count} tasks from {start} to {end}.",
        len(tasks),
        start=formats.day(min(each.starts_on for each in dates.placed.values())),
        end=formats.day(dates.ends_on),
    )
    notes = list(plan.notes)
    moved = [
        task for task in tasks if task.ends_on is not None and task.ends_on != dates.placed[task.key].ends_on
    ]
    if moved:
        first = moved[0]
        notes.append(
            say_count(
                "{count} task ends on another day here than in the file: “{name}” on {here}, there on {there}.",
                "{count} tasks end on other days here than in the file: “{name}” on {here}, there on {there}.",
                len(moved),
                name=first.name,
                here=formats.day(dates.placed[first.key].ends_on),
                there=formats.day(first.ends_on),
            )
        )
    off = _days_off(plan, dates.ends_on)
    if off:
        notes.append(_off_words(off, formats))
    groups = {task.key: task.name for task in plan.tasks if task.summary}
    rows = tuple(_row(task, groups, dates.placed[task.key].starts_on) for task in tasks)
    links = tuple(ImportedLink(each.before, each.after, each.kind, each.lag) for each in expanded(plan))

    take = partial(take_plan, tasks=rows, links=links, start=plan.start, days_off=off)
    return ReadPlan(plan, finding, tuple(notes), take)


def _days_off(plan: PlanFile, ends_on: date) -> tuple[ImportedOff, ...]:
    """The days off of the file while the plan runs and shortly after it, days in a row with one name in one piece."""
    found: list[ImportedOff] = []
    for day, name in plan.days_off:
        if not plan.start <= day <= ends_on + AFTER:
            continue
        last = found[-1] if found else None
        if last is not None and (last.name, last.last) == (name, day - timedelta(days=1)):
            found[-1] = last._replace(last=day)
        else:
            found.append(ImportedOff(name, day, day))
    return tuple(found)


def _off_words(off: Sequence[ImportedOff], formats: Formats) -> str:
    """What of it is taken over, told by name and day."""
    told = []
    for each in off[:SHOWN]:
        days = formats.day(each.first)
        if each.last > each.first:
            days = say("{start} – {end}", start=formats.short_day(each.first), end=formats.day(each.last))
        told.append(say("{name}, {days}", name=each.name, days=days) if each.name else days)
    listed = "; ".join(told)
    if len(off) > SHOWN:
        more = len(off) - SHOWN
        listed = say_count("{listed} and {count} more", "{listed} and {count} more", more, listed=listed)
    return say(
        "Days off in the file become days off of the team, unless it does not work then anyway: {listed}.",
        listed=listed,
    )


def _row(task: PlanTask, groups: dict[str, str], starts_on: date) -> ImportedTask:
    return ImportedTask(
        key=task.key,
        title=task.name,
        days=task.days,
        low=task.low,
        high=task.high,
        not_before=task.not_before,
        due=task.due,
        starts_on=task.starts_on or starts_on,
        person=task.person,
        group=groups.get(task.parent, ""),
    )
