"""The stages of a project as bars on a calendar, from the same rows as the list."""

from collections.abc import Sequence
from datetime import date

from app.queries.stages import StageRow
from app.words import say, say_count
from app.words.formats import Formats
from ui.widgets.stage_chart import Days
from ui.widgets.stage_rows import StageBar

DONE = ("ready", "accepted", "paid")
UNDER_WAY = ("in_progress", "changes")


def bars_of(rows: Sequence[StageRow], today: date, formats: Formats) -> tuple[StageBar, ...]:
    """A bar for each stage, in their order; one that does not say when it begins follows the one before."""
    bars: list[StageBar] = []
    before: date | None = None
    for each in rows:
        first = _span(each.starts_on or before, each.planned_on)
        now = _now(each, first, today)
        bars.append(
            StageBar(
                key=each.id,
                name=say("{number} {stage}", number=each.number, stage=each.title),
                status=each.status_words,
                tone=each.tone,
                icon=each.icon,
                first=first,
                now=now,
                done=_done(each, now, today),
                money=each.pay,
                late=each.late,
                dates=_dates(first, now, formats),
            )
        )
        before = each.planned_on or before
    return tuple(bars)


def days_of(today: date, needed: date | None, formats: Formats) -> Days:
    """What the calendar marks."""
    words = say("needed {day}", day=formats.short_day(needed)) if needed is not None else ""
    return Days(today, needed, words, formats.month)


def late_words(rows: Sequence[StageRow], needed: date | None, formats: Formats) -> str:
    """How the last stage stands against the day it is needed; empty where no day was named."""
    last = max((each.planned_on for each in rows if each.planned_on is not None), default=None)
    if needed is None or last is None:
        return ""
    days = (needed - last).days
    shown = formats.short_day(needed)
    if days < 0:
        return say_count(
            "You need it by {day}. The plan ends {count} day later.",
            "You need it by {day}. The plan ends {count} days later.",
            -days,
            day=shown,
        )
    if not days:
        return say("You need it by {day}, the day the plan ends.", day=shown)
    return say_count(
        "You need it by {day}. The plan leaves {count} day.",
        "You need it by {day}. The plan leaves {count} days.",
        days,
        day=shown,
    )


def _span(start: date | None, end: date | None) -> tuple[date, date] | None:
    if end is None:
        return None
    return (min(start, end), end) if start is not None else (end, end)


def _now(each: StageRow, first: tuple[date, date] | None, today: date) -> tuple[date, date] | None:
    """What it took or takes: until it was handed over, else until its day, or until today where that is past."""
    start = each.started_on or (first[0] if first is not None else None)
    if start is None:
        return first
    end = each.reached_on or each.accepted_on if each.status in DONE else each.planned_on
    if end is None:
        return first
    if each.status in UNDER_WAY:
        end = max(end, today)
    return (min(start, end), end)


def _done(each: StageRow, now: tuple[date, date] | None, today: date) -> date | None:
    if now is None or each.status not in (*DONE, *UNDER_WAY):
        return None
    return now[1] if each.status in DONE else min(today, now[1])


def _dates(first: tuple[date, date] | None, now: tuple[date, date] | None, formats: Formats) -> str:
    if first is None or now is None:
        return say("Not planned yet")
    return say(
        "{start} to {end}; first plan {planned_start} to {planned_end}",
        start=formats.short_day(now[0]),
        end=formats.short_day(now[1]),
        planned_start=formats.short_day(first[0]),
        planned_end=formats.short_day(first[1]),
    )
