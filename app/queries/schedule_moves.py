"""What else moves when a bar is laid on other days: said while it is being moved, before anything is kept."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.analysis.cost_spread import Pert
from app.analysis.schedule import Activity as Node
from app.analysis.schedule import Network
from app.analysis.schedule_dates import Schedule, schedule
from app.domain.plan_network import activity_key, stage_key
from app.domain.schedules import OWNER_TASK
from app.queries.schedule_parts import Laid, laid_out
from app.words import say, say_count
from app.words.formats import Formats


class Shift(NamedTuple):
    """One line that moves with the one that is moved."""

    key: str
    title: str
    starts_on: date
    ends_on: date


class Moves:
    """A schedule that is tried on other days, read once when dragging begins; each try takes milliseconds."""

    def __init__(self, laid: Laid, network: Network, dates: Schedule) -> None:
        self._laid, self._network, self._was = laid, network, dates

    def to(self, key: str, starts_on: date, ends_on: date) -> tuple[Shift, ...]:
        """The line itself where it comes to lie, then every other that moves. It starts no earlier than it may."""
        moved = set(self._members(key)) or {key}
        nodes = tuple(
            self._node(node, key, starts_on, ends_on) if node.key in moved else node
            for node in self._network.activities
        )
        now = schedule(replace(self._network, activities=nodes))
        names = self._laid.names
        shifts = [
            Shift(each.key, names.get(each.key, ""), each.starts_on, each.ends_on)
            for each in now.placed.values()
            if (each.starts_on, each.ends_on)
            != (self._was.placed[each.key].starts_on, self._was.placed[each.key].ends_on)
        ]
        return tuple(sorted(shifts, key=lambda one: (one.key != key, one.starts_on)))

    def words(self, key: str, starts_on: date, ends_on: date, formats: Formats) -> str:
        """ "18 Jan → 20 Jan (+2 working days); Go-live moves too"."""
        shifts = {each.key: each for each in self.to(key, starts_on, ends_on)}
        lines = self._members(key) or (key,)
        was = [self._was.placed[each] for each in lines]
        now = [shifts.get(each, self._was.placed[each]) for each in lines]
        first, last = min(each.starts_on for each in now), max(each.ends_on for each in now)
        calendar = self._network.calendars[self._node_of(lines[-1]).calendar]
        days = calendar.between(max(each.ends_on for each in was), last)
        told = _told(formats.short_day(first), formats.short_day(last), days)
        others = self._others(key, shifts)
        if not others:
            return told
        if len(others) == 1:
            return say("{move}; “{other}” moves too", move=told, other=others[0])
        return say_count(
            "{move}; “{first}” and {count} more move too",
            "{move}; “{first}” and {count} more move too",
            len(others) - 1,
            move=told,
            first=others[0],
        )

    def _others(self, key: str, shifts: Mapping[str, Shift]) -> list[str]:
        """The other stages that move, in the order of the plan; where none does, the other lines."""
        stages = {stage_key(stage.id): stage.id for stage in self._laid.parts.stages}
        lines = {activity_key(each.id): each.stage_id for each in self._laid.parts.activities}
        own = stages.get(key, lines.get(key))
        moved = [each for each, stage in stages.items() if each in shifts and stage != own]
        inside = set(self._members(key))
        moved = moved or [each for each in lines if each in shifts and each != key and each not in inside]
        return [shifts[each].title for each in moved]

    def _node_of(self, key: str) -> Node:
        return next(node for node in self._network.activities if node.key == key)

    def _members(self, key: str) -> tuple[str, ...]:
        """The lines a stage is made of; none for a line."""
        stages = {stage_key(stage.id): stage.id for stage in self._laid.parts.stages}
        return tuple(
            activity_key(each.id)
            for each in self._laid.parts.activities
            if each.stage_id is not None and each.stage_id == stages.get(key) and each.kind != OWNER_TASK
        )

    def _node(self, node: Node, key: str, starts_on: date, ends_on: date) -> Node:
        """The node on its new days, as the verbs of the services lay it."""
        calendar = self._network.calendars[node.calendar]
        if node.key == key:
            days = calendar.between(starts_on - timedelta(days=1), ends_on) if node.days.likely else 0
            return replace(node, not_before=calendar.on_or_after(starts_on), days=Pert(days, days, days))
        members = [self._was.placed[each] for each in self._members(key)]
        first, last = min(each.starts_on for each in members), max(each.ends_on for each in members)
        was = max(calendar.between(first - timedelta(days=1), last), 1)
        now = max(calendar.between(starts_on - timedelta(days=1), ends_on), 1)
        worked = node.days.likely
        if worked and now != was:
            worked = max(round(worked * now / was * 2) / 2, 0.5)
        inside = {each.key for each in members}
        held = not any(
            each.after == node.key and each.before in inside for each in self._network.dependencies
        )
        floor = node.not_before
        if held:
            ahead = calendar.between(first, self._was.placed[node.key].starts_on) * now // was
            floor = calendar.add(calendar.on_or_after(starts_on), ahead)
        return replace(node, not_before=floor, days=Pert(worked, worked, worked))


def _told(first: str, last: str, days: int) -> str:
    if days > 0:
        return say_count(
            "{start} – {end} ({count} working day later)",
            "{start} – {end} ({count} working days later)",
            days,
            start=first,
            end=last,
        )
    if days < 0:
        return say_count(
            "{start} – {end} ({count} working day earlier)",
            "{start} – {end} ({count} working days earlier)",
            -days,
            start=first,
            end=last,
        )
    return say("{start} – {end}", start=first, end=last)


def moves(session: Session, *, project_id: uuid.UUID, on: date) -> Moves | None:
    """The schedule to try moves on; None where it has no dates."""
    laid = laid_out(session, project_id, on)
    if laid is None or laid.network is None or laid.dates is None:
        return None
    return Moves(laid, laid.network, laid.dates)
