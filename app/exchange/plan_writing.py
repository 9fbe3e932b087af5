"""A schedule for other programs: as a table that opens in spreadsheets, and as dates for a calendar.

Texts are made harmless in one place each: cells by `write_table`, events by the calendar's own writer.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from app.exchange.tables import Value, write_table
from app.queries.schedule_rows import Arrow, Bar, SchedulePage
from app.words import say

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
SHORT = {"finish_start": "FS", "start_start": "SS", "finish_finish": "FF", "start_finish": "SF"}
PRODUCT = "-//Sourcewright//Plan//EN"


def load_icalendar() -> Any:
    """The writer of calendars, imported with the first one."""
    import icalendar  # noqa: PLC0415

    return icalendar


def schedule_table(page: SchedulePage) -> bytes:
    """The schedule as CSV: numbered lines with their stage, days and waits, so that it can be read back.

    Between which days most draws end a line stands there once the plan was drawn.
    """
    columns = [
        say("No"), say("Stage"), say("Task"), say("Kind"), say("Days"), say("Start"), say("End"), say("Waits for"),
        say("Who"), say("Agreed start"), say("Agreed end"), say("Status"), say("How sure"), say("Days to spare"),
        say("Hours of yours"),
    ]  # fmt: skip
    drawn = any(bar.late is not None for bar in page.bars)
    if drawn:
        columns += [say("1 in 10 over by"), say("9 in 10 over by")]
    lines = [bar for bar in page.bars if bar.kind != "stage" or not _has_lines(bar, page.bars)]
    numbers = {bar.key: number for number, bar in enumerate(lines, start=1)}
    titles = {bar.key: bar.title for bar in page.bars if bar.kind == "stage"}
    rows = [
        (*_line(bar, numbers, titles, page.arrows), *((bar.early, bar.late) if drawn else ()))
        for bar in lines
    ]
    return write_table(columns, rows)


def schedule_calendar(page: SchedulePage, on: date) -> bytes:
    """The owner's dates as iCalendar: when each stage is to be ready, the own tasks, and the day it is needed by."""
    icalendar = load_icalendar()
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _plain(page.title))
    stamp = datetime.combine(on, time.min, UTC)
    for key, title, first, last, told in _events(page):
        event = icalendar.Event()
        event.add("uid", f"{key.replace(':', '-')}@sourcewright.invalid")
        event.add("dtstamp", stamp)
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))
        event.add("summary", _plain(title))
        if told:
            event.add("description", _plain(told))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(page: SchedulePage) -> Iterator[tuple[str, str, date, date, str]]:
    for bar in page.bars:
        if bar.starts_on is None or bar.ends_on is None:
            continue
        if bar.kind == "stage":
            title = say("{project}: “{stage}” is to be ready", project=page.title, stage=bar.title)
            told = (
                say("Then you check it. {pay} becomes due when you accept it.", pay=bar.pay)
                if bar.pay
                else ""
            )
            yield bar.key, title, bar.ends_on, bar.ends_on, told
        elif bar.kind == "owner_task":
            yield (
                bar.key,
                say("{project}: {task}", project=page.title, task=bar.title),
                bar.starts_on,
                bar.ends_on,
                bar.hours,
            )
        elif bar.kind == "milestone":
            yield (
                bar.key,
                say("{project}: {task}", project=page.title, task=bar.title),
                bar.ends_on,
                bar.ends_on,
                "",
            )
    if page.needed_by is not None:
        title = say("{project}: you need it by today", project=page.title)
        yield "needed", title, page.needed_by, page.needed_by, ""


def _line(
    bar: Bar, numbers: dict[str, int], titles: dict[str, str], arrows: Sequence[Arrow]
) -> tuple[Value, ...]:
    waits = [_wait(each, numbers) for each in arrows if each.after == bar.key and each.before in numbers]
    return (
        numbers[bar.key], titles.get(bar.stage, ""), bar.title, _kind(bar.kind), _short(bar.working_days),
        bar.starts_on, bar.ends_on, "; ".join(waits), bar.owner, bar.base_starts, bar.base_ends, bar.status,
        bar.certainty, bar.float_days, bar.hours,
    )  # fmt: skip


def _wait(arrow: Arrow, numbers: dict[str, int]) -> str:
    days = _short(arrow.days)
    sign = "+" if arrow.days > 0 else ""
    return (
        f"{numbers[arrow.before]}{SHORT[arrow.kind]}{sign}{days}d"
        if arrow.days
        else f"{numbers[arrow.before]}{SHORT[arrow.kind]}"
    )


def _short(days: Decimal) -> Decimal:
    return days.normalize() + 0


def _kind(kind: str) -> str:
    return {
        "stage": say("Stage"),
        "task": say("Task"),
        "owner_task": say("Yours"),
        "milestone": say("Moment"),
    }[kind]


def _has_lines(stage: Bar, bars: Sequence[Bar]) -> bool:
    return any(bar.stage == stage.key and bar.kind != "stage" for bar in bars)


def _plain(text: str) -> str:
    """Text without what no calendar shows."""
    return CONTROL.sub("", text)
