"""A provider's plan into the schedule: read, checked, shown, and taken over at a word."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from app.analysis.schedule_dates import schedule
from app.exchange.plan_file import PlanFile, PlanTask, expanded, leaves, network_of
from app.exchange.plan_reading import read_plan
from app.services.schedule_imports import ImportedLink, ImportedTask, take_plan
from app.words import say_count
from app.words.formats import Formats


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
    plan = read_plan(source)
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
    closed = sum(len(each.holidays) for each in plan.calendars.values())
    if closed:
        notes.append(
            say_count(
                "The file knows {count} day off of its own. Here the holidays of both countries count; add what is "
                "missing as days off.",
                "The file knows {count} days off of its own. Here the holidays of both countries count; add what is "
                "missing as days off.",
                closed,
            )
        )
    groups = {task.key: task.name for task in plan.tasks if task.summary}
    rows = tuple(_row(task, groups, dates.placed[task.key].starts_on) for task in tasks)
    links = tuple(ImportedLink(each.before, each.after, each.kind, each.lag) for each in expanded(plan))

    take = partial(take_plan, tasks=rows, links=links, start=plan.start)
    return ReadPlan(plan, finding, tuple(notes), take)


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
