"""A plan as a table (CSV or XLSX): one line a task, with its days, its dates and what it waits for.

Waits are written as planners do: "3", "3FS+2d", "4SS; 7FF-1", by the number of the line's task or its name. A day is
written 2027-01-31, 31.01.2027 or "31 Jan 2027"; 01/02/2027 says two things and is refused. A start that is written
stands. Lines of the owner's own, as our table names them, are left out: they stay in the plan as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from app.analysis.calendars import WorkingCalendar
from app.analysis.schedule import Link
from app.domain.errors import DomainError
from app.exchange.plan_file import MOST_TASKS, PlanFile, PlanLink, PlanTask, checked, refuse, too_many
from app.exchange.tables import TableRow, opened
from app.words import say

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "key": ("id", "no", "no.", "number", "nr", "#", "uid", "task id", "wbs"),
    "name": ("task", "name", "task name", "title", "activity", "what"),
    "days": ("days", "duration", "working days", "work days", "duration (days)"),
    "low": ("least", "low", "optimistic", "at least"),
    "high": ("most", "high", "pessimistic", "at most"),
    "start": ("start", "starts", "from", "start date", "begin", "begins"),
    "end": ("end", "ends", "finish", "to", "finish date", "end date", "until"),
    "waits": ("predecessors", "predecessor", "waits for", "after", "depends on"),
    "stage": ("stage", "milestone", "phase", "group"),
    "person": ("who", "person", "owner", "resource", "resources", "resource names"),
    "kind": ("kind",),
    "due": ("due", "deadline", "no later than"),
}
"""What a column may be called, in small letters."""

KINDS = {
    "FS": Link.FINISH_START,
    "SS": Link.START_START,
    "FF": Link.FINISH_FINISH,
    "SF": Link.START_FINISH,
}
DURATION = re.compile(r"^(\d+(?:[.,]\d+)?)\s*(?:(h|hr|hrs|hours?)|(d|days?|working days?)?|(w|wks?|weeks?))$")
WAIT = re.compile(
    r"^(.+?)\s*(FS|SS|FF|SF)?\s*(?:([+-])\s*(\d+(?:[.,]\d+)?)\s*(?:d|days?|working days?)?)?$", re.I
)
PATTERNS = ("%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")
SLASHED = re.compile(r"^\d{1,2}/\d{1,2}/\d{2,4}$")
HOURS, WEEK = Decimal(8), Decimal(5)
CALENDAR = "usual"
LONGEST_NAME = 200


def read_plan_table(source: Path | bytes) -> PlanFile:
    """The plan of a table, where it has a schedule. DomainError naming line and column where it has none."""
    with opened(source) as table:
        places = _places(table.columns)
        rows: list[TableRow] = []
        faults: list[str] = []
        count = 0
        for entry in table.entries:
            count += 1
            if count > MOST_TASKS:
                continue
            if entry.fault:
                faults.append(say("Line {line}: {fault}", line=entry.row.line, fault=entry.fault))
            elif any(cell.strip() for cell in entry.row.cells):
                rows.append(entry.row)
    if count > MOST_TASKS:
        raise too_many(count)
    if "name" not in places or not {"days", "end"} & set(places):
        raise DomainError(
            say(
                "This table is no plan: it needs a column “Task”, and one of “Days” or “End”. Nothing was changed."
            )
        )
    plan = _plan(rows, places, faults)
    if faults:
        raise refuse(faults)
    return checked(plan)


def _places(columns: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, column in enumerate(columns):
        told = " ".join(column.lower().split())
        for name, words in COLUMNS.items():
            if told in words and name not in found:
                found[name] = at
    return found


def _plan(rows: Sequence[TableRow], places: Mapping[str, int], faults: list[str]) -> PlanFile:
    calendar = WorkingCalendar()
    tasks: list[PlanTask] = []
    waits: list[tuple[_Line, str, str]] = []
    names: dict[str, str] = {}
    stages: dict[str, str] = {}
    own: set[str] = set()
    own_words = ("yours", say("Yours").casefold())
    for number, row in enumerate(rows, start=1):
        cell = _Line(row, places)
        key = cell("key") or str(number)
        name = cell("name")
        if not name:
            faults.append(say("Line {line}: the task has no name.", line=row.line))
            continue
        if cell("kind").casefold() in own_words:
            own.add(key)
            continue
        stage = cell("stage")
        if stage and stage not in stages:
            stages[stage] = f"stage {len(stages) + 1}"
        names[key] = say("line {line}, {name}", line=row.line, name=name)
        tasks.append(_task(cell, key, stages.get(stage, ""), calendar, faults))
        waits += [(cell, key, told) for told in re.split(r"[;,]", cell("waits")) if told.strip()]
    links = tuple(_links(waits, tasks, own, faults))
    days = [day for task in tasks for day in (task.starts_on, task.not_before) if day is not None]
    if not days and not faults:
        faults.append(say("No task of this table has a start. Give the first one its day."))
    above = tuple(PlanTask(key, name, Decimal(0), CALENDAR, summary=True) for name, key in stages.items())
    return PlanFile("", min(days, default=date.min), (*above, *tasks), links, {CALENDAR: calendar}, names)


class _Line(NamedTuple):
    """One line of the table by the names of its columns."""

    row: TableRow
    places: Mapping[str, int]

    def __call__(self, name: str) -> str:
        at = self.places.get(name)
        return self.row.cells[at].strip() if at is not None else ""


def _task(line: _Line, key: str, parent: str, calendar: WorkingCalendar, faults: list[str]) -> PlanTask:
    starts, ends, due = (_day(line, name, faults) for name in ("start", "end", "due"))
    days = _days(line, "days", faults)
    if days is None and starts is not None and ends is not None and starts <= ends:
        days = Decimal(calendar.between(starts - timedelta(days=1), ends))
    if days is None and not line("days"):
        days = Decimal(1) if ends is None or starts is None else Decimal(0)
    return PlanTask(
        key=key,
        name=line("name")[:LONGEST_NAME],
        days=days or Decimal(0),
        calendar=CALENDAR,
        parent=parent,
        low=_days(line, "low", faults),
        high=_days(line, "high", faults),
        not_before=starts,
        due=due,
        starts_on=starts,
        ends_on=ends,
        person=line("person")[:LONGEST_NAME],
    )


def _links(
    waits: Sequence[tuple[_Line, str, str]], tasks: Sequence[PlanTask], own: set[str], faults: list[str]
) -> Iterator[PlanLink]:
    by_key = {task.key: task.key for task in tasks}
    by_name = {task.name.casefold(): task.key for task in tasks}
    for line, after, told in waits:
        match = WAIT.match(told.strip())
        named = told.strip()
        before = by_key.get(named) or by_name.get(named.casefold())
        kind, lag = Link.FINISH_START, Decimal(0)
        if before is None and match is not None:
            named = match.group(1).strip()
            before = by_key.get(named) or by_name.get(named.casefold())
            kind = KINDS[(match.group(2) or "FS").upper()]
            if match.group(4):
                lag = Decimal(match.group(4).replace(",", ".")) * (-1 if match.group(3) == "-" else 1)
        if before is None and named in own:
            continue  # a task of the owner's stays in the plan as it is
        if before is None:
            faults.append(
                say(
                    "Line {line}: “{name}” waits for {other}, which is not in the plan.",
                    line=line.row.line,
                    name=line("name"),
                    other=named,
                )
            )
            continue
        yield PlanLink(before, after, kind, lag)


def _days(line: _Line, name: str, faults: list[str]) -> Decimal | None:
    told = line(name).lower()
    if not told:
        return None
    match = DURATION.match(told)
    if match is None:
        faults.append(
            say(
                "Line {line}: {told} is no number of working days. Write 5, 2.5 or 3 weeks.",
                line=line.row.line,
                told=told,
            )
        )
        return None
    count = Decimal(match.group(1).replace(",", "."))
    return count / HOURS if match.group(2) else count * WEEK if match.group(4) else count


def _day(line: _Line, name: str, faults: list[str]) -> date | None:
    told = " ".join(line(name).split())
    if not told:
        return None
    for pattern in PATTERNS:
        try:
            return datetime.strptime(told, pattern).date()
        except ValueError:
            continue
    if SLASHED.match(told):
        words = say(
            "Line {line}: {told} can be read in two ways. Write the day as 2027-01-31.",
            line=line.row.line,
            told=told,
        )
    else:
        words = say("Line {line}: {told} is no day. Write it as 2027-01-31.", line=line.row.line, told=told)
    faults.append(words)
    return None
