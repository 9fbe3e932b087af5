"""A plan of MS Project XML in our own terms: working days, waits and calendars, with what was read otherwise said.

A task's hours are days of its calendar. What waits is linked as the file says (0 to 3: end–end, end–start, start–end,
start–start); a lag is in tenths of a minute. Hours of people are not levelled: the file's own dates then differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.analysis.calendars import WorkingCalendar
from app.analysis.schedule import Link
from app.exchange.plan_file import PlanFile, PlanLink, PlanTask, checked, refuse
from app.exchange.project_days import DAYS_IN, Worked, calendars_of, moment_of, number_of
from app.exchange.project_xml import Node, read_tree
from app.words import say
from app.words.formats import Formats

KINDS = {"0": Link.FINISH_FINISH, "1": Link.FINISH_START, "2": Link.START_FINISH, "3": Link.START_START}
ELAPSED = frozenset({"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"})
"""Formats of a lag that counts every hour of the day."""

PERCENT = frozenset({"19", "20", "51", "52"})
DURATION = re.compile(r"^P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$")
NOT_BEFORE, ON_START, DUE_END, ON_END, LATE_START = "4", "2", "7", "3", "5"
PLACES = Decimal("0.0001")


def read_project(content: bytes) -> PlanFile:
    """The plan of an MS Project XML file, where it has a schedule. DomainError in words where it has none."""
    return checked(plan_of(read_tree(content)))


def plan_of(root: Node) -> PlanFile:
    """The plan as the file has it. DomainError for what cannot be read at all."""
    faults: list[str] = []
    per_day = number_of(root.said("MinutesPerDay")) / 60 or Decimal(DAYS_IN)
    said: list[str] = []
    calendars = dict(calendars_of(root, per_day, faults, said))
    usual = root.said("CalendarUID")
    if usual not in calendars:
        calendars[usual] = Worked(WorkingCalendar(), per_day, {})
    held = root.first("Tasks")
    rows = [node for node in held.all("Task") if node.said("IsNull") != "1"] if held is not None else []
    rows = [node for node in rows if node.said("OutlineLevel") != "0" or len(rows) == 1]
    names = {node.said("UID"): _called(node) for node in rows}
    tasks = tuple(_tasks(rows, calendars, usual, names, faults))
    known = {task.key: task for task in tasks}
    links = tuple(_links(rows, known, calendars, per_day, names, faults))
    start = _start(root, tasks)
    if start is None:
        faults.append(say("This plan has no first day. Ask for it with its dates."))
    if faults:
        raise refuse(faults)
    assert start is not None
    titles = (root.said("Title"), root.said("Name"))
    return PlanFile(
        title=next((title for title in titles if title), ""),
        start=start,
        tasks=tasks,
        links=links,
        calendars={key: worked.calendar for key, worked in calendars.items()},
        names=names,
        notes=(*dict.fromkeys(said), *_notes(root, rows), *_other_spans(tasks, calendars, names)),
        days_off=_days_off(tasks, calendars),
    )


def _days_off(tasks: tuple[PlanTask, ...], calendars: Mapping[str, Worked]) -> tuple[tuple[date, str], ...]:
    """What is closed in every calendar that work is done in, by its name: of one alone, not everybody is off."""
    used = [
        calendars[key].named for key in dict.fromkeys(each.calendar for each in tasks if not each.summary)
    ]
    shared = set(used[0]).intersection(*used[1:]) if used else set()
    return tuple((day, next((named[day] for named in used if named[day]), "")) for day in sorted(shared))


def _called(node: Node) -> str:
    return say("{number} {name}", number=node.said("ID") or node.said("UID"), name=node.said("Name") or "–")


def _tasks(
    rows: list[Node],
    calendars: Mapping[str, Worked],
    usual: str,
    names: Mapping[str, str],
    faults: list[str],
) -> Iterator[PlanTask]:
    above: list[tuple[int, str]] = []
    for node in rows:
        key, level = node.said("UID"), int(number_of(node.said("OutlineLevel")))
        while above and above[-1][0] >= level:
            above.pop()
        parent = above[-1][1] if above else ""
        above.append((level, key))
        own = node.said("CalendarUID")
        calendar = own if own in calendars else usual
        worked = calendars[calendar]
        hours = _hours(node.said("Duration"))
        if hours is None:
            faults.append(
                say("“{name}”: {told} is no duration.", name=names[key], told=node.said("Duration") or "–")
            )
            hours = Decimal(0)
        began, ended = moment_of(node.said("Start")), moment_of(node.said("Finish"))
        starts, ends = _days_of(began, ended, worked, hours)
        not_before, due = _held(node, worked, starts, hours)
        yield PlanTask(
            key=key,
            name=node.said("Name") or say("Task {number}", number=node.said("ID") or key),
            days=(hours / worked.hours).quantize(PLACES).normalize() + 0,
            calendar=calendar,
            parent=parent,
            summary=node.said("Summary") == "1",
            not_before=not_before,
            due=due,
            starts_on=starts,
            ends_on=ends,
        )


def _held(node: Node, worked: Worked, starts: date | None, hours: Decimal) -> tuple[date | None, date | None]:
    """The first day it may begin and the last on which it should end, by its constraint or its true begin."""
    if node.said("ActualStart") and starts is not None:
        return starts, None
    kind, told = node.said("ConstraintType"), moment_of(node.said("ConstraintDate"))
    if told is None or not kind:
        return None, None
    day = told.date()
    if kind in (NOT_BEFORE, ON_START):
        return day, None
    if kind == "6":  # finish no earlier than
        return worked.calendar.add(day, -max(-int(-hours // worked.hours), 1) + 1), None
    if kind in (DUE_END, ON_END, LATE_START):
        return None, day if kind != LATE_START else None
    return None, None


def _days_of(
    began: datetime | None, ended: datetime | None, worked: Worked, hours: Decimal
) -> tuple[date | None, date | None]:
    """First and last day worked: an end in the morning is the evening of the working day before."""
    if began is None or ended is None:
        return (began.date() if began else None), (ended.date() if ended else None)
    starts, ends = began.date(), ended.date()
    if hours and ended > began and ended.hour <= 8 and ended.minute == 0 and ends > starts:
        ends = worked.calendar.add(ends, -1)
    return starts, max(starts, ends) if ended >= began else ends


def _links(
    rows: list[Node],
    known: Mapping[str, PlanTask],
    calendars: Mapping[str, Worked],
    per_day: Decimal,
    names: Mapping[str, str],
    faults: list[str],
) -> Iterator[PlanLink]:
    for node in rows:
        after = node.said("UID")
        for told in node.all("PredecessorLink"):
            before = told.said("PredecessorUID")
            if before not in known:
                faults.append(
                    say(
                        "“{name}” waits for task {other}, which is not in the plan.",
                        name=names[after],
                        other=before or "–",
                    )
                )
                continue
            kind = KINDS.get(told.said("Type"), Link.FINISH_START)
            lag = number_of(told.said("LinkLag"))
            how = told.said("LagFormat")
            if how in PERCENT:
                days = known[before].days * lag / 100
            else:
                days = (
                    lag / 600 / (24 if how in ELAPSED else calendars[known[after].calendar].hours or per_day)
                )
            yield PlanLink(before, after, kind, days.quantize(PLACES).normalize() + 0)


def _start(root: Node, tasks: tuple[PlanTask, ...]) -> date | None:
    told = moment_of(root.said("StartDate"))
    days = [task.starts_on for task in tasks if task.starts_on is not None]
    return told.date() if told is not None else min(days, default=None)


def _notes(root: Node, rows: list[Node]) -> Iterator[str]:
    if root.said("ScheduleFromStart") == "0":
        yield say("This plan was laid backwards from its end. Here it is laid forwards from its first day.")
    late = [node for node in rows if node.said("ConstraintType") == "1"]
    if late:
        yield say(
            "“{name}” is meant to be as late as possible. Here it begins as early as it can.",
            name=_called(late[0]),
        )
    elapsed = any(link.said("LagFormat") in ELAPSED for node in rows for link in node.all("PredecessorLink"))
    if elapsed:
        yield say("Waits that count weekends too are counted in working days here.")


def _other_spans(
    tasks: tuple[PlanTask, ...], calendars: Mapping[str, Worked], names: Mapping[str, str]
) -> Iterator[str]:
    """Tasks whose own dates hold another number of days than they are said to take: people's hours, as a rule."""
    for task in tasks:
        if task.summary or task.starts_on is None or task.ends_on is None or not task.days:
            continue
        calendar = calendars[task.calendar].calendar
        span = calendar.between(task.starts_on - timedelta(days=1), task.ends_on)
        if abs(span - task.days) > 1:
            yield say(
                "“{name}” takes {days} working days by its duration, while its dates hold {span}. Its duration counts.",
                name=names[task.key],
                days=Formats().number(task.days),
                span=span,
            )


def _hours(told: str) -> Decimal | None:
    """Hours of "PT16H30M0S"; nothing where it is empty."""
    if not told:
        return Decimal(0)
    match = DURATION.match(told)
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (Decimal(part or 0) for part in match.groups())
    count = days * DAYS_IN + hours + minutes / 60 + seconds / 3600
    return count if count < 1_000_000 else None
