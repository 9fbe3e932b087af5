"""A plan from somebody else's file: its tasks, what they wait for and its calendars, before any of it is believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.analysis.calendars import WorkingCalendar
from app.analysis.cost_spread import Pert
from app.analysis.default_spread import Days, spread
from app.analysis.schedule import Activity, Dependency, Fault, Link, Network, faults_of
from app.domain.errors import DomainError
from app.domain.schedule_words import fault_words
from app.words import say, say_count
from app.words.formats import Formats

MOST_TASKS = 2_000
"""A plan of a small business has some dozens; what is larger is somebody's whole portfolio, or no plan."""

MOST_LINKS = 20_000
MOST_FAULTS = 5
"""Faults that are told at once."""


class PlanTask(NamedTuple):
    """One task; a summary stands for those beneath it and takes no days itself."""

    key: str
    name: str
    days: Decimal
    calendar: str = ""
    parent: str = ""
    summary: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    not_before: date | None = None
    due: date | None = None
    starts_on: date | None = None
    """As the file itself has it; our own days are reckoned anew."""

    ends_on: date | None = None
    person: str = ""


class PlanLink(NamedTuple):
    """What waits for what, by the keys of two tasks; a lag is in working days."""

    before: str
    after: str
    kind: Link = Link.FINISH_START
    lag: Decimal = Decimal(0)
    calendar: str = ""


class PlanFile(NamedTuple):
    """A whole plan as its file has it."""

    title: str
    start: date
    tasks: tuple[PlanTask, ...]
    links: tuple[PlanLink, ...]
    calendars: Mapping[str, WorkingCalendar]
    names: Mapping[str, str]
    """Key → name with its place in the file, for whoever has to look there."""

    notes: tuple[str, ...] = ()
    """What was read otherwise than the file says it."""

    days_off: tuple[tuple[date, str], ...] = ()
    """Days in order on which nobody works, beside the weekly ones, with their names where they have one."""


def refuse(faults: Sequence[str]) -> DomainError:
    """What is wrong with the file, place by place; nothing of it is taken."""
    told = list(faults[:MOST_FAULTS])
    if len(faults) > MOST_FAULTS:
        left = len(faults) - MOST_FAULTS
        told.append(say_count("And {count} more.", "And {count} more.", left))
    return DomainError("\n".join((*told, say("Nothing was changed."))))


def too_many(count: int) -> DomainError:
    """A file with more tasks than are read."""
    return DomainError(
        say(
            "This file has {count} tasks, so it was not read: at most {most} are. Ask for the plan of this project "
            "alone, with less detail. Nothing was changed.",
            count=Formats().number(count),
            most=Formats().number(MOST_TASKS),
        )
    )


def checked(plan: PlanFile) -> PlanFile:
    """The plan where it has a schedule. DomainError in words that name the place where it has none."""
    if not leaves(plan):
        raise DomainError(say("There are no tasks in this file. Nothing was changed."))
    faults = [*_told_dates(plan), *(fault_words(each, plan.names, Formats()) for each in _faults(plan))]
    if faults:
        raise refuse(list(dict.fromkeys(faults)))
    return plan


def leaves(plan: PlanFile) -> tuple[PlanTask, ...]:
    """The tasks that are work themselves."""
    return tuple(task for task in plan.tasks if not task.summary)


def network_of(plan: PlanFile) -> Network:
    """The plan as a network; what waits for a summary waits for all beneath it."""
    return Network(plan.start, tuple(map(_node, leaves(plan))), tuple(_dependencies(plan)), plan.calendars)


def expanded(plan: PlanFile) -> tuple[PlanLink, ...]:
    """The links between tasks that are work: a summary's are those of everything beneath it."""
    beneath = _beneath(plan)
    found: dict[tuple[str, str, Link], PlanLink] = {}
    for each in plan.links:
        for before in beneath.get(each.before, (each.before,)):
            for after in beneath.get(each.after, (each.after,)):
                found.setdefault((before, after, each.kind), each._replace(before=before, after=after))
                if len(found) > MOST_LINKS:
                    raise DomainError(
                        say(
                            "In this file tasks wait for each other in more than {most} ways, so it was not read. "
                            "Nothing was changed.",
                            most=MOST_LINKS,
                        )
                    )
    return tuple(found.values())


def _faults(plan: PlanFile) -> tuple[Fault, ...]:
    return faults_of(network_of(plan))


def _told_dates(plan: PlanFile) -> Iterable[str]:
    for task in plan.tasks:
        if task.starts_on is not None and task.ends_on is not None and task.ends_on < task.starts_on:
            yield say(
                "“{name}” ends on {end}, before it starts on {start}.",
                name=plan.names.get(task.key, task.name),
                end=Formats().day(task.ends_on),
                start=Formats().day(task.starts_on),
            )


def _node(task: PlanTask) -> Activity:
    days = spread(Days(task.low, task.days, task.high)) if task.days else Pert(0.0, 0.0, 0.0)
    return Activity(task.key, days, task.calendar, task.not_before, task.due)


def _dependencies(plan: PlanFile) -> Iterable[Dependency]:
    for each in expanded(plan):
        yield Dependency(each.before, each.after, each.kind, float(each.lag), each.calendar or None)


def _beneath(plan: PlanFile) -> Mapping[str, tuple[str, ...]]:
    """Summary → the tasks beneath it at any depth."""
    parents = {task.key: task.parent for task in plan.tasks}
    found: dict[str, list[str]] = {task.key: [] for task in plan.tasks if task.summary}
    for task in leaves(plan):
        above, seen = task.parent, set()
        while above and above not in seen:
            seen.add(above)
            if above in found:
                found[above].append(task.key)
            above = parents.get(above, "")
    return {key: tuple(tasks) for key, tasks in found.items()}
