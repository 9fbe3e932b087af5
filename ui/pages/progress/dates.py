"""Moving a row of the schedule to other days: one step, whichever way it was asked for."""

import uuid
from datetime import date
from functools import partial

from app.queries.schedule_rows import Bar
from app.services import certainty as certainties
from app.services import schedule_versions, schedules, stage_dates
from app.words import say
from ui.context import Context


def move_bar(context: Context, bar: Bar, starts: date, ends: date) -> bool:
    """Move `bar`, or say why it stays; True where it moved."""
    if bar.id is None or not bar.can_move:
        context.notices.problem(say("“{title}” is handed over or done. Its dates stand.", title=bar.title))
        return False
    formats, today = context.formats, context.today()
    verb = (
        partial(stage_dates.place_stage, stage_id=bar.id, starts_on=starts, ends_on=ends, on=today)
        if bar.kind == "stage"
        else partial(schedules.place_activity, activity_id=bar.id, starts_on=starts, ends_on=ends, on=today)
    )
    span = {"title": bar.title, "start": formats.short_day(starts), "end": formats.short_day(ends)}
    label = say("Move “{title}” to {start} – {end}", **span)
    return context.operations.succeeded(verb, label, done=say("“{title}” was moved.", title=bar.title))


def be_sure(context: Context, bar: Bar, certainty: str) -> bool:
    """Say how sure what is left of a row is, in one step."""
    if bar.id is None:
        return False
    verb = partial(certainties.be_sure, row_id=bar.id, certainty=certainty, on=context.today())
    label = say("Say how sure “{title}” is", title=bar.title)
    return context.operations.succeeded(verb, label, done=say("Kept how sure “{title}” is.", title=bar.title))


def begin_version(context: Context, project: uuid.UUID, reason: str) -> bool:
    """Open agreed dates for a new version."""
    verb = partial(
        schedule_versions.begin_version, project_id=project, reason=reason, on=context.today(),
        person=context.person,
    )  # fmt: skip
    return context.operations.run(verb, say("Begin a new version of the dates")) is not None


def take_version(context: Context, project: uuid.UUID, name: str) -> bool:
    """Let the new dates stand, by the owner's typed name."""
    verb = partial(schedule_versions.set_version, project_id=project, typed_name=name, on=context.today())
    done = say("The new dates stand. Lateness is counted from them.")
    return context.operations.succeeded(verb, say("Take the new dates"), done=done)
