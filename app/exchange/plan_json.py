"""A plan in the program's own JSON, for the verb that reckons with it: calendars by country and zone, risks, costs.

Read within bounds and by name: what is unknown, missing or of another kind is told by its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.analysis.calendars import WorkingCalendar
from app.analysis.schedule import Link
from app.domain.errors import DomainError
from app.exchange.plan_file import (
    MOST_LINKS,
    MOST_TASKS,
    PlanFile,
    PlanLink,
    PlanTask,
    checked,
    refuse,
    too_many,
)
from app.exchange.strict_json import NotJson, strict_json
from app.knowledge.public_holidays import public_days
from app.words import say

LARGEST = 16 * 1024 * 1024
VERSION = 1
YEARS = 4
USUAL = "usual"
Tree = dict[str, Any]
T = TypeVar("T")

_TEXT: Tree = {"type": "string"}
_DAY: Tree = {"type": "string", "format": "date"}
_DAYS: Tree = {"type": ["number", "string"], "description": "working days"}
INPUT: Tree = {
    "type": "object",
    "required": ["start", "activities"],
    "properties": {
        "version": {"const": VERSION},
        "title": _TEXT,
        "start": _DAY,
        "calendars": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "country": _TEXT, "region": _TEXT, "time_zone": _TEXT,
                    "days_off": {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 6}},
                    "closed": {"type": "array", "items": _DAY},
                },
            },
        },
        "activities": {
            "type": "array",
            "maxItems": MOST_TASKS,
            "items": {
                "type": "object",
                "required": ["id", "days"],
                "properties": {
                    "id": _TEXT, "name": _TEXT, "low": _DAYS, "days": _DAYS, "high": _DAYS,
                    "calendar": _TEXT, "not_before": _DAY, "due": _DAY,
                },
            },
        },
        "links": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["before", "after"],
                "properties": {
                    "before": _TEXT, "after": _TEXT, "lag": _DAYS, "calendar": _TEXT,
                    "kind": {"enum": [kind.value for kind in Link]},
                },
            },
        },
    },
}  # fmt: skip
"""What the file may hold."""


def read_plan_json(content: bytes) -> PlanFile:
    """The plan of the program's own JSON, where it has a schedule. DomainError naming the place where it has none."""
    try:
        tree = strict_json(content, LARGEST)
    except NotJson as wrong:
        raise DomainError(say("This file is no JSON that can be read. Nothing was changed.")) from wrong
    if not isinstance(tree, dict) or not isinstance(tree.get("activities"), list):
        raise DomainError(
            say("This JSON is no plan: it needs “start” and “activities”. Nothing was changed.")
        )
    if len(tree["activities"]) > MOST_TASKS:
        raise too_many(len(tree["activities"]))
    reader = _Reader(tree)
    plan = reader.plan()
    if reader.faults:
        raise refuse(reader.faults)
    return checked(plan)


class _Reader:
    """Takes the tree apart and gathers what is wrong with it."""

    def __init__(self, tree: Tree) -> None:
        self.faults: list[str] = []
        self._tree = tree

    def plan(self) -> PlanFile:
        """The plan; sense can only be made of it where there are no faults."""
        if self._tree.get("version", VERSION) != VERSION:
            self._fault("version", say("only version {version} is known", version=VERSION))
        start = self._day(self._tree, "start", "start") or date(2000, 1, 3)
        calendars = dict(self._calendars(start))
        calendars.setdefault(USUAL, WorkingCalendar())
        tasks = tuple(self._tasks())
        names = {task.key: task.name or task.key for task in tasks}
        title = self._tree.get("title")
        return PlanFile(
            title if isinstance(title, str) else "", start, tasks, tuple(self._links()), calendars, names
        )

    def _calendars(self, start: date) -> Iterator[tuple[str, WorkingCalendar]]:
        told = self._tree.get("calendars", {})
        if not isinstance(told, dict):
            self._fault("calendars", say("it must name calendars"))
            return
        for name, node in told.items():
            where = f"calendars.{name}"
            if not isinstance(node, dict):
                self._fault(where, say("it is no calendar"))
                continue
            self._zone(node, where)
            public = public_days(
                self._text(node, "country", where),
                self._text(node, "region", where),
                start.year,
                start.year + YEARS,
            )
            off = node.get("days_off", sorted(public.days_off))
            if not isinstance(off, list) or not all(isinstance(day, int) and 0 <= day <= 6 for day in off):
                self._fault(f"{where}.days_off", say("weekdays are numbers from 0 (Monday) to 6"))
                off = []
            if len(set(off)) == 7:
                self._fault(where, say("it has no working day"))
                off = []
            listed = node.get("closed", [])
            closed = [
                self._day({"day": day}, "day", f"{where}.closed")
                for day in listed
                if isinstance(listed, list)
            ]
            days = frozenset(public.days) | {day for day in closed if day is not None}
            yield name, WorkingCalendar(days, frozenset(off))

    def _zone(self, node: Tree, where: str) -> None:
        zone = self._text(node, "time_zone", where)
        if zone and not zone_exists(zone):
            self._fault(
                f"{where}.time_zone", say("the time zone {zone} is not known, or no longer exists", zone=zone)
            )

    def _tasks(self) -> Iterator[PlanTask]:
        for at, node in enumerate(self._tree["activities"]):
            where = f"activities[{at}]"
            if not isinstance(node, dict) or not self._text(node, "id", where):
                self._fault(where, say("it has no id"))
                continue
            key = str(node["id"])
            yield PlanTask(
                key=key,
                name=self._text(node, "name", where) or key,
                days=self._number(node, "days", where) or Decimal(0),
                calendar=self._text(node, "calendar", where) or USUAL,
                low=self._number(node, "low", where),
                high=self._number(node, "high", where),
                not_before=self._day(node, "not_before", where),
                due=self._day(node, "due", where),
            )

    def _links(self) -> Iterator[PlanLink]:
        told = self._tree.get("links", [])
        if not isinstance(told, list) or len(told) > MOST_LINKS:
            self._fault("links", say("it must be a list of at most {most}", most=MOST_LINKS))
            return
        kinds = {kind.value: kind for kind in Link}
        for at, node in enumerate(told):
            where = f"links[{at}]"
            if not isinstance(node, dict):
                self._fault(where, say("it is no link"))
                continue
            kind = kinds.get(self._text(node, "kind", where) or Link.FINISH_START.value)
            if kind is None:
                self._fault(f"{where}.kind", say("it is one of {kinds}", kinds=", ".join(kinds)))
                continue
            yield PlanLink(
                self._text(node, "before", where),
                self._text(node, "after", where),
                kind,
                self._number(node, "lag", where) or Decimal(0),
                self._text(node, "calendar", where),
            )

    def _text(self, node: Mapping[str, Any], name: str, where: str) -> str:
        told = node.get(name, "")
        if not isinstance(told, str):
            self._fault(f"{where}.{name}", say("it is no text"))
            return ""
        return told[:200]

    def _number(self, node: Mapping[str, Any], name: str, where: str) -> Decimal | None:
        told = node.get(name)
        if told is None:
            return None
        return self._read(
            f"{where}.{name}",
            say("it is no number of days"),
            lambda: _decimal(told),
            (InvalidOperation, ValueError),
        )

    def _day(self, node: Mapping[str, Any], name: str, where: str) -> date | None:
        told = node.get(name)
        if told is None:
            return None
        place = where if where == name else f"{where}.{name}"
        return self._read(
            place, say("{told} is no day like 2027-01-31", told=str(told)[:40]), lambda: date.fromisoformat(told),
            (TypeError, ValueError),
        )  # fmt: skip

    def _read(
        self, where: str, words: str, make: Callable[[], T], wrong: tuple[type[Exception], ...]
    ) -> T | None:
        try:
            return make()
        except wrong:
            self._fault(where, words)
            return None

    def _fault(self, where: str, words: str) -> None:
        self.faults.append(say("{place}: {fault}.", place=where, fault=words))


def zone_exists(name: str) -> bool:
    """Whether a time zone of this name is known today."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _decimal(told: Any) -> Decimal:
    if isinstance(told, bool) or not isinstance(told, int | float | str):
        raise ValueError(told)
    found = Decimal(str(told))
    if not found.is_finite():
        raise ValueError(told)
    return found
